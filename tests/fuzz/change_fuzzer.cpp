#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cachewarden/engine/change.hpp"
#include "cachewarden/readers/reader.hpp"
#include "cachewarden/reports/report.hpp"

namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

std::string report_of(const std::shared_ptr<const std::string>& text) {
  Reader reader({.max_bytes = std::size_t{1} << 20, .max_depth = 64, .max_diagnostics = 20});
  reader.add({.name = "fuzz", .text = text});
  Change change = reader.finish_change();
  const Assessment before = assess(std::make_shared<const Inventory>(std::move(change.before)));
  const Assessment after = assess(std::make_shared<const Inventory>(std::move(change.after)));
  const ChangeReview review(before, after, change.removed);
  return render(after, "json", {.show_pass = true, .change = &review});
}

void demand(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

}  // namespace

// Terraform plans and predictions: any bytes become a report on a change, the same one each time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto text = std::make_shared<const std::string>(bytes);
  const std::string report = report_of(text);
  demand(report == report_of(text), "the report differs from run to run");
  demand(nlohmann::json::accept(report), "the report is not JSON");
  return 0;
}
