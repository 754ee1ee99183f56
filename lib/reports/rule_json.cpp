#include "reports/rule_json.hpp"

#include <nlohmann/json.hpp>

namespace cachewarden::inline v0::detail {

using Json = nlohmann::ordered_json;

Json controls_json(const Rule& rule) {
  Json controls = Json::array();
  for (const Control& control : rule.controls)
    controls.push_back({{"framework", name(control.framework)}, {"id", control.id}});
  return controls;
}

Json rule_json(const Rule& rule) {
  Json references = Json::array();
  for (const std::string_view reference : rule.references)
    references.push_back(reference);
  return {
      {"id", rule.id},
      {"name", rule.name},
      {"title", rule.title},
      {"message", rule.message},
      {"severity", name(rule.severity)},
      {"category", name(rule.category)},
      {"pillar", name(rule.pillar)},
      {"since", rule.since},
      {"resource_type", rule.check.type == no_model ? "" : resource_types()[rule.check.type]->arm},
      {"rationale", rule.rationale},
      {"remediation",
       {{"cli", rule.remediation.cli},
        {"bicep", rule.remediation.bicep},
        {"terraform", rule.remediation.terraform}}},
      {"references", std::move(references)},
      {"controls", controls_json(rule)}};
}

}  // namespace cachewarden::inline v0::detail
