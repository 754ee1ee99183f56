#pragma once

#include <array>

#include "cachewarden/rules/alert_claims.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/network_group_care_rules.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on what is recorded of virtual networks.
namespace cachewarden::inline v0::rules {

// ---- CW-NET-050 ---------------------------------------------------------

/// A flow log names the network, as one of the two says; whether it is on is asked of the log.
[[nodiscard]] inline Verdict network_flows(const VirtualNetwork& network, const Context& context) {
  const std::vector<const FlowLog*> logs = context.referrers<FlowLog>(network);
  if (!logs.empty())
    return require(claim(logs.front()->target_resource, Truth::yes));
  return require(present(network.flow_logs));
}

inline constexpr Rule network_flows_rule{
    .id = "CW-NET-050",
    .name = "network-traffic-recorded",
    .title = "Virtual networks have a flow log",
    .message = "no flow log is set up for the traffic of the network",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<network_flows>,
    .rationale =
        "Flow logs show who talked to a cache, and who tried; after an incident nothing else does.",
    .remediation =
        {.cli =
             "az network watcher flow-log create --location {location:LOCATION} --name "
             "{name}-flows --subscription {subscription} --vnet {id} --storage-account ACCOUNT_ID",
         .bicep = "resource flows 'Microsoft.Network/networkWatchers/flowLogs@2024-05-01'",
         .terraform = "azurerm_network_watcher_flow_log { target_resource_id = "
                      "azurerm_virtual_network.this.id }"},
    .references = {"https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview"},
    .controls = {{Framework::azure_policy, "4c3c6c5f-0d47-4402-99b8-aa543dd8bcee"},
                 {Framework::azure_policy, "cd6f7aff-2845-4dab-99f2-6d1754a754b0"},
                 {Framework::azure_policy, "3e9965dc-cc13-47ca-8259-a4252fd0cf7b"},
                 {Framework::azure_policy, "052c180e-287d-44c3-86ef-01aeae2d9774"},
                 {Framework::azure_policy, "6d7c9ba4-b4b9-4d38-9e86-f1bc6b322bde"},
                 {Framework::aprl, "06b77be9-56a3-4d41-b362-8b295c5a283d"},
                 {Framework::cloudsploit, "virtualnetworks/virtualNetworkFlowLogs"},
                 {Framework::cis, "foundations-7.8"},
                 {Framework::mcsb, "LT-4"}},
    .baseline = virtual_network_baseline,
    .examples = {{"a flow log", R"({})", Status::pass},
                 {"none", R"({"properties": {"flowLogs": "$absent"}})", Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-NET-055 ---------------------------------------------------------

inline constexpr Rule network_logs_rule{
    .id = "CW-NET-055",
    .name = "network-diagnostic-logs",
    .title = "Logs of virtual networks are sent to a place that keeps them",
    .message = "no diagnostic setting sends the logs",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<logs_kept<VirtualNetwork>>,
    .rationale =
        "Events of a network show when and by what it was changed or filtered; without a place "
        "that keeps them they are gone.",
    .remediation =
        {.cli = "az monitor diagnostic-settings create --name logs --resource {id} --workspace "
                "WORKSPACE_ID --logs '[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]'",
         .bicep = "logs: [{ categoryGroup: 'allLogs', enabled: true }]",
         .terraform = "enabled_log { category_group = \"allLogs\" }"},
    .references = {"https://learn.microsoft.com/azure/virtual-network/monitor-virtual-network"},
    .controls = {{Framework::azqr, "vnet-001"},
                 {Framework::azure_policy, "3234ff41-8bec-40a3-b5cb-109c95f1c8ce"},
                 {Framework::azure_policy, "40ce1496-89c2-40cf-80e5-3c4687d2ee4b"},
                 {Framework::azure_policy, "8d0e693f-1b54-41d1-880e-199c3caed23f"},
                 {Framework::cloudsploit, "virtualnetworks/virtualNetworksLoggingEnabled"}},
    .baseline = virtual_network_baseline,
    .examples = {{"all logs", R"({})", Status::pass},
                 {"no setting", R"([{}, {"body": []}])", Status::fail},
                 {"settings not collected", R"([{}, "$absent"])", Status::unknown}},
};

// ---- CW-NET-059 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_alerted(const VirtualNetwork& body, const Context& context) {
  return of_subscription(operations_are_watched(body, context,
                                                {"Microsoft.Network/virtualNetworks/write",
                                                 "Microsoft.Network/virtualNetworks/delete"}),
                         context.owner(body));
}

inline constexpr Rule network_alerted_rule{
    .id = "CW-NET-059",
    .name = "network-changes-alerted",
    .title = "Changes of virtual networks raise an alert",
    .message = "no enabled activity log alert with an action group tells of changes",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<network_alerted>,
    .rationale =
        "Rules and routes that somebody changes open a way to the cache or close it; an alert "
        "shows it while it matters.",
    .remediation =
        {.cli = "az monitor activity-log alert create --name {name}-changes --resource-group "
                "{group} --subscription {subscription} --scope {id} --condition "
                "category=Administrative --action-group ACTION_GROUP_ID",
         .bicep =
             "resource changes 'Microsoft.Insights/activityLogAlerts@2020-10-01' = { properties: { "
             "condition: { allOf: [{ field: 'category', equals: 'Administrative' }] } } }",
         .terraform =
             "azurerm_monitor_activity_log_alert { criteria { category = \"Administrative\" } }"},
    .references = {"https://learn.microsoft.com/azure/azure-monitor/alerts/"
                   "alerts-create-activity-log-alert-rule"},
    .controls = {{Framework::cloudsploit, "logalerts/virtualNetworkRuleEnabled"}},
    .baseline = virtual_network_baseline,
    .examples = {{"an alert on all of the network", R"({})", Status::pass},
                 {"no alert", R"([{}, {}, {"body": []}])", Status::fail},
                 {"alerts not collected", R"([{}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-NET-083 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_watcher_there(const VirtualNetwork& network,
                                                   const Context& context) {
  return of_subscription(some(context.in_subscription<NetworkWatcher>(network),
                              [&](const NetworkWatcher& watcher) {
                                if (network.location.is_gap())
                                  return unknown(network.location);
                                return all_of(
                                    holds(watcher.location,
                                          [&](const Text& location) {
                                            return network.location.has_value() &&
                                                   equal_folded(location, *network.location);
                                          }),
                                    holds(watcher.provisioning_state, [](const Text& state) {
                                      return equal_folded(state, "Succeeded");
                                    }));
                              }),
                         context.owner(network));
}

inline constexpr Rule network_watcher_rule{
    .id = "CW-NET-083",
    .name = "network-watcher-in-region",
    .title = "A network watcher stands in the region of a virtual network",
    .message = "no network watcher stands in the region of the network",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<network_watcher_there>,
    .rationale =
        "Flow logs, packet captures and connection tests need the watcher of the region; after an "
        "incident it is too late to make one.",
    .remediation = {.cli = "az network watcher configure --locations {location:LOCATION} "
                           "--resource-group {group} --subscription {subscription} --enabled true",
                    .bicep = "resource watcher 'Microsoft.Network/networkWatchers@2024-05-01'",
                    .terraform = "azurerm_network_watcher"},
    .references = {"https://learn.microsoft.com/azure/network-watcher/network-watcher-overview"},
    .controls = {{Framework::azure_policy, "6f4374d1-455b-4f14-83d9-3bf5133c5bb5"},
                 {Framework::azure_policy, "b6e2945c-0b7b-40f5-9233-7a5323b5cdc6"},
                 {Framework::azure_policy, "a9b99dd8-06c5-4317-8629-9d86a3c6e7d9"},
                 {Framework::aprl, "4e133bd0-8762-bc40-a95b-b29142427d73"},
                 {Framework::prowler, "network_watcher_enabled"},
                 {Framework::cis, "foundations-7.6"},
                 {Framework::scoutsuite, "network-watcher-not-enabled"},
                 {Framework::scoutsuite, "network-watcher-not-provisioned"},
                 {Framework::steampipe, "network_watcher_enabled"},
                 {Framework::steampipe, "network_watcher_in_regions_with_virtual_network"},
                 {Framework::mcsb, "LT-4"}},
    .baseline = virtual_network_baseline,
    .examples = {{"one", R"({})", Status::pass},
                 {"none", R"([{}, {}, {}, {"body": []}])", Status::fail},
                 {"watchers not collected", R"([{}, {}, {}, "$absent"])", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array virtual_network_record_rules{
    &network_flows_rule, &network_logs_rule, &network_alerted_rule, &network_watcher_rule};

}  // namespace cachewarden::inline v0::rules
