#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// One condition of a metric alert.
struct AlertCriterion {
  Property<Text> metric_name{};
  Property<Text> threshold_operator{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const AlertCriterion&, const AlertCriterion&) = default;
};

inline constexpr std::array alert_criterion_fields{
    field<&AlertCriterion::metric_name>(
        {.name = "metric_name", .arm = {"metricName"}, .terraform = {"metric_name"}}),
    field<&AlertCriterion::threshold_operator>({.name = "threshold_operator",
                                                .arm = {"operator"},
                                                .terraform = {"operator"},
                                                .absence = Absence::none}),
};

constexpr std::span<const FieldRow> AlertCriterion::fields() {
  return alert_criterion_fields;
}

/// A rule that watches metrics of resources.
struct MetricAlert {
  Property<Text> location{};
  Property<bool> enabled{};
  Property<List<Text>> scopes{};
  Property<Text> target_resource_type{};
  Property<List<AlertCriterion>> criteria{};
  Property<List<Text>> action_groups{};

  static const ResourceType type;
  friend bool operator==(const MetricAlert&, const MetricAlert&) = default;
};

inline constexpr std::array metric_alert_fields{
    field<&MetricAlert::location>(
        {.name = "location", .arm = {"location"}, .normal = Normal::location}),
    field<&MetricAlert::enabled>(
        {.name = "enabled", .arm = {"properties.enabled"}, .terraform = {"enabled"}}),
    field<&MetricAlert::scopes>({.name = "scopes",
                                 .arm = {"properties.scopes"},
                                 .terraform = {"scopes"},
                                 .refers_to = "*"}),
    field<&MetricAlert::target_resource_type>({.name = "target_resource_type",
                                               .arm = {"properties.targetResourceType"},
                                               .terraform = {"target_resource_type"},
                                               .absence = Absence::none}),
    field<&MetricAlert::criteria>({.name = "criteria",
                                   .arm = {"properties.criteria.allOf"},
                                   .terraform = {"criteria", "dynamic_criteria"}}),
    field<&MetricAlert::action_groups>({.name = "action_groups",
                                        .arm = {"properties.actions[].actionGroupId"},
                                        .terraform = {"action.action_group_id"},
                                        .refers_to = "Microsoft.Insights/actionGroups",
                                        .absence = Absence::none}),
};

inline constexpr ResourceType MetricAlert::type{
    .arm = "Microsoft.Insights/metricAlerts",
    .label = "metric alert",
    .terraform = {"azurerm_monitor_metric_alert"},
    .fields = metric_alert_fields,
    .collect = "az monitor metrics alert show --ids {id}",
    .collect_all = "az monitor metrics alert list --subscription {subscription}",
    .shows_state = false,
};

}  // namespace cachewarden::inline v0
