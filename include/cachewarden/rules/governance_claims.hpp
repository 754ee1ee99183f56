#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/rules/context.hpp"

/// What rules ask of caches of either kind as things that an organisation keeps.
namespace cachewarden::inline v0::rules {

/// There are tags, and among them all that the settings ask for, with a value.
[[nodiscard]] inline Claim has_tags(const Property<List<Pair>>& tags, const Settings& settings) {
  return holds(tags, [&settings](const List<Pair>& all) {
    for (const std::string& wanted : settings.required_tags) {
      const bool is_there = std::any_of(all.begin(), all.end(), [&](const Pair& tag) {
        return equal_folded(tag.name, wanted) && !tag.value.empty();
      });
      if (!is_there)
        return false;
    }
    for (const TagPattern& wanted : settings.tag_patterns) {
      const bool is_there = std::any_of(all.begin(), all.end(), [&](const Pair& tag) {
        return equal_folded(tag.name, wanted.name) &&
               (wanted.matches ? wanted.matches(tag.value) : !tag.value.empty());
      });
      if (!is_there)
        return false;
    }
    return !all.empty();
  });
}

inline constexpr std::string_view excluded_subnet_note =
    "the settings exclude the subnet from having a network security group";

/// The settings name the subnet among those that need no network security group.
[[nodiscard]] inline bool needs_no_group(const Subnet& subnet, const Context& context) {
  const std::vector<std::string>& names = context.settings().excluded_subnets;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return equal_folded(context.owner(subnet).name(), name);
  });
}

/// The settings allow all addresses of a range, however many they are.
[[nodiscard]] inline bool is_allowed(const AddressRange& range, const Settings& settings) {
  return std::any_of(settings.allowed_prefixes.begin(), settings.allowed_prefixes.end(),
                     [&](const Prefix& prefix) {
                       return prefix.contains(range.first) && prefix.contains(range.last);
                     });
}

/// The entry of the table of facts on a tier that Azure retires; null if it does not.
[[nodiscard]] inline const RetirementFact* retirement(const Context& context, std::string_view type,
                                                      std::string_view sku) noexcept {
  for (const RetirementFact& fact : context.inventory().facts().retirements) {
    if (equal_folded(fact.type, type) && starts_with_folded(sku, fact.tier))
      return &fact;
  }
  return nullptr;
}

}  // namespace cachewarden::inline v0::rules
