#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cachewarden/engine/assess.hpp"
#include "cachewarden/readers/reader.hpp"
#include "cachewarden/reports/report.hpp"

namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

std::string report_of(const std::shared_ptr<const std::string>& text, std::string_view of,
                      std::size_t piece) {
  Reader reader({.max_bytes = std::size_t{1} << 20,
                 .max_depth = 64,
                 .max_diagnostics = 20,
                 .piece_bytes = piece});
  reader.add({.name = "fuzz", .text = text, .of = std::string(of)});
  const auto inventory = std::make_shared<const Inventory>(reader.finish());
  return render(assess(inventory), "json", {.show_pass = true, .show_not_applicable = true});
}

void demand(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

}  // namespace

// Any bytes become a report: valid JSON, and the same whether they are read in pieces or as a
// whole. A first byte of 1 makes it an answer on the firewall rules of a cache.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string_view of;
  if (bytes.starts_with('\1')) {
    bytes.remove_prefix(1);
    of = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/x#firewallRules";
  }
  const auto text = std::make_shared<const std::string>(bytes);
  const std::string report = report_of(text, of, size + 1);
  for (const std::size_t piece : {std::size_t{48}, std::size_t{400}})
    demand(report == report_of(text, of, piece), "the report differs with the size of pieces");
  demand(nlohmann::json::accept(report), "the report is not JSON");
  return 0;
}
