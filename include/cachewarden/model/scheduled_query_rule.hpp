#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A rule that asks logs from time to time.
struct ScheduledQueryRule {
  Property<bool> enabled{};
  Property<List<Text>> scopes{};
  Property<List<Text>> queries{};
  Property<List<Text>> action_groups{};

  static const ResourceType type;
  friend bool operator==(const ScheduledQueryRule&, const ScheduledQueryRule&) = default;
};

inline constexpr std::array scheduled_query_rule_fields{
    field<&ScheduledQueryRule::enabled>(
        {.name = "enabled", .arm = {"properties.enabled"}, .terraform = {"enabled"}}),
    field<&ScheduledQueryRule::scopes>({.name = "scopes",
                                        .arm = {"properties.scopes"},
                                        .terraform = {"scopes"},
                                        .refers_to = "*"}),
    field<&ScheduledQueryRule::queries>({.name = "queries",
                                         .arm = {"properties.criteria.allOf[].query"},
                                         .terraform = {"criteria.query"}}),
    field<&ScheduledQueryRule::action_groups>({.name = "action_groups",
                                               .arm = {"properties.actions.actionGroups"},
                                               .terraform = {"action.action_groups"},
                                               .refers_to = "Microsoft.Insights/actionGroups",
                                               .absence = Absence::none}),
};

inline constexpr ResourceType ScheduledQueryRule::type{
    .arm = "Microsoft.Insights/scheduledQueryRules",
    .label = "scheduled query rule",
    .terraform = {"azurerm_monitor_scheduled_query_rules_alert_v2"},
    .fields = scheduled_query_rule_fields,
    .collect = "az monitor scheduled-query show --ids {id}",
    .collect_all = "az monitor scheduled-query list --subscription {subscription}",
    .shows_state = false,
};

}  // namespace cachewarden::inline v0
