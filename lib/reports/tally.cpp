#include "reports/tally.hpp"

#include <unordered_map>

namespace cachewarden::inline v0::detail {

std::vector<const InputDocument*> inputs_of(const Inventory& inventory) {
  std::vector<const InputDocument*> result;
  for (const InputDocument& document : inventory.documents()) {
    if (document.origins == nullptr)
      result.push_back(&document);
  }
  return result;
}

std::vector<const Diagnostic*> diagnostics_of(const Assessment& assessment) {
  std::vector<const Diagnostic*> result;
  for (const Diagnostic& each : assessment.inventory().diagnostics())
    result.push_back(&each);
  for (const Diagnostic& each : assessment.diagnostics())
    result.push_back(&each);
  return result;
}

Tally tally(const Assessment& assessment) {
  Tally result;
  std::unordered_map<const Rule*, std::size_t> numbers;
  for (const Rule* rule : assessment.rules()) {
    numbers.emplace(rule, result.rules.size());
    result.rules.push_back({rule});
  }
  std::uint32_t last = no_index;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    result.rules[numbers.at(item.rule)].counts.count(item.status);
    result.by_severity[static_cast<std::size_t>(item.rule->severity)].count(item.status);
    result.judged += item.resource != last ? 1 : 0;
    last = item.resource;
  }
  for (const Resource& resource : assessment.inventory().resources())
    result.collected += resource.is_collected ? 1 : 0;
  result.collected += assessment.inventory().others();
  for (const InputDocument* document : inputs_of(assessment.inventory())) {
    ++result.inputs;
    if (document->ignored)
      result.ignored.push_back(document);
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
