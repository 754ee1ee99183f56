#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// One condition of an activity log alert; all of them must hold.
struct ActivityCondition {
  Property<Text> field{};
  Property<Text> equals{};
  Property<List<Text>> contains_any{};
  Property<List<Text>> any_fields{};  ///< of the alternatives, one of which must hold
  Property<List<Text>> any_equals{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const ActivityCondition&, const ActivityCondition&) = default;
};

inline constexpr std::array activity_condition_fields{
    field<&ActivityCondition::field>({.name = "field", .arm = {"field"}, .absence = Absence::none}),
    field<&ActivityCondition::equals>(
        {.name = "equals", .arm = {"equals"}, .absence = Absence::none}),
    field<&ActivityCondition::contains_any>(
        {.name = "contains_any", .arm = {"containsAny"}, .absence = Absence::none}),
    field<&ActivityCondition::any_fields>(
        {.name = "any_fields", .arm = {"anyOf[].field"}, .absence = Absence::none}),
    field<&ActivityCondition::any_equals>(
        {.name = "any_equals", .arm = {"anyOf[].equals"}, .absence = Absence::none}),
};

constexpr std::span<const FieldRow> ActivityCondition::fields() {
  return activity_condition_fields;
}

/// A rule that watches what is done to resources.
struct ActivityLogAlert {
  Property<bool> enabled{};
  Property<List<Text>> scopes{};
  Property<List<ActivityCondition>> conditions{};
  Property<List<Text>> action_groups{};

  static const ResourceType type;
  friend bool operator==(const ActivityLogAlert&, const ActivityLogAlert&) = default;
};

inline constexpr std::array activity_log_alert_fields{
    field<&ActivityLogAlert::enabled>(
        {.name = "enabled", .arm = {"properties.enabled"}, .terraform = {"enabled"}}),
    field<&ActivityLogAlert::scopes>({.name = "scopes",
                                      .arm = {"properties.scopes"},
                                      .terraform = {"scopes"},
                                      .refers_to = "*"}),
    field<&ActivityLogAlert::conditions>(
        {.name = "conditions", .arm = {"properties.condition.allOf"}}),
    field<&ActivityLogAlert::action_groups>(
        {.name = "action_groups",
         .arm = {"properties.actions.actionGroups[].actionGroupId"},
         .refers_to = "Microsoft.Insights/actionGroups",
         .absence = Absence::none}),
};

inline constexpr ResourceType ActivityLogAlert::type{
    .arm = "Microsoft.Insights/activityLogAlerts",
    .label = "activity log alert",
    .fields = activity_log_alert_fields,
    .collect = "az monitor activity-log alert show --ids {id}",
    .collect_all = "az monitor activity-log alert list --subscription {subscription}",
    .shows_state = false,
};

}  // namespace cachewarden::inline v0
