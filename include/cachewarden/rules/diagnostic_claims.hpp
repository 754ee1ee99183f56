#pragma once

#include <string_view>

#include "cachewarden/rules/context.hpp"

/// What rules ask of diagnostic settings.
namespace cachewarden::inline v0::rules {

/// A category is sent: that one, or any if none is named. Groups count for every category:
/// `allLogs` holds all, `audit` those about access, and caches have no others. Source:
/// learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings, category groups.
[[nodiscard]] inline Claim sends(const Property<List<DiagnosticCategory>>& categories,
                                 std::string_view category = {}) {
  return some_record(categories, [category](const DiagnosticCategory& each) {
    const Truth enabled = equals(each.enabled, true).truth;
    if (category.empty())
      return enabled;
    const Truth named = holds(each.category, [category](const Text& text) {
                          return equal_folded(text, category);
                        }).truth;
    return enabled & (named | present(each.category_group).truth);
  });
}

/// The setting names a place that keeps what it sends.
[[nodiscard]] inline Claim has_destination(const DiagnosticSetting& setting) {
  return any_of(present(setting.workspace), present(setting.storage_account),
                present(setting.event_hub_authorization_rule), present(setting.marketplace_partner),
                present(setting.service_bus_rule));
}

/// The setting sends logs, of one category or any, to a place that keeps them.
[[nodiscard]] inline Claim sends_logs(const DiagnosticSetting& setting,
                                      std::string_view category = {}) {
  return all_of(sends(setting.logs, category), has_destination(setting));
}

/// A diagnostic setting of the resource sends logs, of one category or any.
template <class Model>
[[nodiscard]] Claim logs_are_sent(const Model& resource, const Context& context,
                                  std::string_view category = {}) {
  return some(
      context.template children<DiagnosticSetting>(resource),
      [category](const DiagnosticSetting& setting) { return sends_logs(setting, category); });
}

}  // namespace cachewarden::inline v0::rules
