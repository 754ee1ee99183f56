#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cachewarden/facts/facts.hpp"
#include "cachewarden/model/inventory_builder.hpp"

// Any bytes are a table of facts or an error of one line, and no table can break an inventory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cachewarden;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<Facts> facts = read_facts(text, "fuzz");
  if (!facts) {
    if (facts.error().message.empty() || facts.error().text().find('\n') != std::string::npos) {
      std::fprintf(stderr, "the error is not one line\n");
      std::abort();
    }
    return 0;
  }
  InventoryBuilder builder;
  for (const ResourceType* type : resource_types()) {
    builder.add_decoded("/subscriptions/s/providers/" + std::string(type->arm) + "/x",
                        find_type(type->arm), Intent::live, {}, [&](void* body) {
                          for (const FieldRow& row : type->fields)
                            row.set_gap(body, State::absent);
                        });
  }
  (void)builder.finish(*facts);
  return 0;
}
