#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "cachewarden/facts/facts.hpp"
#include "cachewarden/model/inventory_builder.hpp"
#include "cachewarden/readers/reader.hpp"

/// From the examples of rules to documents, inventories and statuses.
namespace cachewarden::tests {

using Json = nlohmann::ordered_json;

/// A merge patch in which null stays null and `"$absent"` removes.
inline Json patched(Json target, const Json& patch) {
  if (!patch.is_object())
    return patch;
  if (!target.is_object())
    target = Json::object();
  for (const auto& [key, value] : patch.items()) {
    if (value == "$absent")
      target.erase(key);
    else
      target[key] = patched(target.contains(key) ? target[key] : Json(), value);
  }
  return target;
}

/// The documents of an example, as text.
inline std::vector<std::string> documents_of(const Rule& rule, const Example& example) {
  const Json baseline = Json::parse(rule.baseline);
  Json patches = Json::parse(example.patch);
  if (!patches.is_array())
    patches = Json::array({patches});
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < std::max(baseline.size(), patches.size()); ++i) {
    const Json patch = i < patches.size() ? patches[i] : Json::object();
    if (patch != "$absent")
      documents.push_back(patched(i < baseline.size() ? baseline[i] : Json(), patch).dump(2));
  }
  return documents;
}

inline const Facts& facts() {
  static const Facts built_in = built_in_facts();
  return built_in;
}

inline std::shared_ptr<Inventory> inventory_of(const std::vector<std::string>& documents,
                                               bool plans_are_complete = true) {
  Reader reader({.plans_are_complete = plans_are_complete});
  std::size_t number = 0;
  for (const std::string& document : documents)
    reader.add({.name = "document-" + std::to_string(++number) + ".json",
                .text = std::make_shared<const std::string>(document)});
  return std::make_shared<Inventory>(reader.finish(&facts()));
}

/// The settings under which the examples of a rule have their statuses.
inline Settings settings_of(const Rule& rule) {
  Settings settings;
  if (rule.example_settings != nullptr)
    rule.example_settings(settings);
  return settings;
}

/// The id of a resource that a rule judged, with its intent, and the status.
using Judged = std::pair<std::string, Status>;

inline std::vector<Judged> judged(const Rule& rule, const std::shared_ptr<Inventory>& inventory) {
  const Rule* const rules[] = {&rule};
  const Assessment assessment = assess(inventory, {.rules = rules, .settings = settings_of(rule)});
  std::vector<Judged> result;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    const Resource& resource = inventory->resource(item.resource);
    result.emplace_back(folded(resource.id.view()) + " " + std::string(name(resource.intent)),
                        item.status);
  }
  return result;
}

/// The status without asking anything else; resources are addressed by their number.
inline Status status_of(const Rule& rule, const Inventory& inventory, const Resource& resource) {
  const Settings settings = settings_of(rule);
  const Context context(inventory, settings);
  return rule.check.run(rule.check.user, resource, context).status;
}

inline std::string text_of(Status status) {
  return std::string(name(status));
}

}  // namespace cachewarden::tests
