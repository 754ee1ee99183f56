#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// The network watcher of a region; flow logs are its children.
struct NetworkWatcher {
  Property<Text> location{};
  Property<Text> provisioning_state{};

  static const ResourceType type;
  friend bool operator==(const NetworkWatcher&, const NetworkWatcher&) = default;
};

inline constexpr std::array network_watcher_fields{
    field<&NetworkWatcher::location>({.name = "location",
                                      .arm = {"location"},
                                      .terraform = {"location"},
                                      .normal = Normal::location}),
    field<&NetworkWatcher::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
};

inline constexpr ResourceType NetworkWatcher::type{
    .arm = "Microsoft.Network/networkWatchers",
    .label = "network watcher",
    .terraform = {"azurerm_network_watcher"},
    .fields = network_watcher_fields,
    .collect = "az resource show --ids {id}",
    .collect_all = "az network watcher list --subscription {subscription}",
};

/// A record of the traffic of a network, a subnet or a group.
struct FlowLog {
  Property<Text> target_resource{};
  Property<Text> storage_account{};
  Property<bool> enabled{};
  Property<bool> retention_enabled{};
  Property<std::int32_t> retention_days{};
  Property<bool> analytics_enabled{};
  Property<Text> analytics_workspace{};
  Property<Text> provisioning_state{};

  static const ResourceType type;
  friend bool operator==(const FlowLog&, const FlowLog&) = default;
};

inline constexpr std::array flow_log_fields{
    field<&FlowLog::target_resource>(
        {.name = "target_resource",
         .arm = {"properties.targetResourceId"},
         .terraform = {"target_resource_id", "network_security_group_id"},
         .refers_to = "*"}),
    field<&FlowLog::storage_account>({.name = "storage_account",
                                      .arm = {"properties.storageId"},
                                      .terraform = {"storage_account_id"},
                                      .refers_to = "Microsoft.Storage/storageAccounts",
                                      .absence = Absence::none}),
    field<&FlowLog::enabled>(
        {.name = "enabled", .arm = {"properties.enabled"}, .terraform = {"enabled"}}),
    field<&FlowLog::retention_enabled>({.name = "retention_enabled",
                                        .arm = {"properties.retentionPolicy.enabled"},
                                        .terraform = {"retention_policy.enabled"}}),
    field<&FlowLog::retention_days>({.name = "retention_days",
                                     .arm = {"properties.retentionPolicy.days"},
                                     .terraform = {"retention_policy.days"}}),
    field<&FlowLog::analytics_enabled>({.name = "analytics_enabled",
                                        .arm = {"properties.flowAnalyticsConfiguration."
                                                "networkWatcherFlowAnalyticsConfiguration.enabled"},
                                        .terraform = {"traffic_analytics.enabled"}}),
    field<&FlowLog::analytics_workspace>(
        {.name = "analytics_workspace",
         .arm = {"properties.flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration."
                 "workspaceResourceId"},
         .terraform = {"traffic_analytics.workspace_resource_id"},
         .refers_to = "Microsoft.OperationalInsights/workspaces",
         .absence = Absence::none}),
    field<&FlowLog::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
};

inline constexpr ResourceType FlowLog::type{
    .arm = "Microsoft.Network/networkWatchers/flowLogs",
    .label = "flow log",
    .terraform = {"azurerm_network_watcher_flow_log"},
    .fields = flow_log_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az network watcher flow-log list --location LOCATION --subscription {subscription}",
};

}  // namespace cachewarden::inline v0
