#pragma once

#include <array>

#include "cachewarden/rules/alert_claims.hpp"
#include "cachewarden/rules/care_claims.hpp"
#include "cachewarden/rules/diagnostic_claims.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on how network security groups are attached and looked after.
namespace cachewarden::inline v0::rules {

// ---- CW-NET-030 ---------------------------------------------------------

/// The group is attached, as it or a subnet says.
[[nodiscard]] inline Verdict network_group_attached(const NetworkSecurityGroup& group,
                                                    const Context& context) {
  const std::vector<const Subnet*> subnets = context.referrers<Subnet>(group);
  if (!subnets.empty())
    return require(claim(subnets.front()->network_security_group, Truth::yes));
  return require(any_of(present(group.subnets), present(group.network_interfaces)));
}

inline constexpr Rule network_group_attached_rule{
    .id = "CW-NET-030",
    .name = "network-group-attached",
    .title = "Network security groups are attached to a subnet or a network interface",
    .message = "the group is attached to nothing and filters nothing",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_attached>,
    .rationale =
        "A group that is attached to nothing looks as if it protected something. Often it was "
        "meant for the subnet of a cache.",
    .remediation =
        {.cli = "az network vnet subnet update --ids SUBNET_ID --network-security-group {id}",
         .bicep = "networkSecurityGroup: { id: group.id }",
         .terraform = "azurerm_subnet_network_security_group_association"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::psrule, "Azure.NSG.Associated"},
                 {Framework::azqr, "7a8b9c0d-1e2f-3a4b-5c6d-7e8f9a0b1c2d"}},
    .baseline = group_baseline,
    .examples = {{"to a subnet", R"({})", Status::pass},
                 {"to nothing", R"({"properties": {"subnets": []}})", Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-NET-031 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_group_has_rules(const NetworkSecurityGroup& group,
                                                     const Context& context) {
  return require(exists(context.children<UserSecurityRule>(group)));
}

inline constexpr Rule network_group_has_rules_rule{
    .id = "CW-NET-031",
    .name = "network-group-has-rules",
    .title = "Network security groups have rules of their own",
    .message = "the group has no rules of its own, only those that every group has",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_has_rules>,
    .rationale =
        "The default rules let everything inside the virtual network, and all that is connected to "
        "it, reach the subnet.",
    .remediation =
        {.cli =
             "az network nsg rule create --nsg-name {name} --resource-group {group} --subscription "
             "{subscription} --name clients --priority 100 --direction Inbound --access Allow "
             "--protocol Tcp --source-address-prefixes PREFIX --destination-port-ranges PORT",
         .bicep = "securityRules: [{ name: 'clients', properties: { ... } }]",
         .terraform = "security_rule { name = \"clients\" }"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::aprl, "8291c1fa-650c-b44b-b008-4deb7465919d"}},
    .baseline = group_baseline,
    .examples = {{"two rules", R"({})", Status::pass},
                 {"none", R"({"properties": {"securityRules": []}})", Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-NET-042 ---------------------------------------------------------

/// A diagnostic setting of the resource sends logs.
template <class Model>
[[nodiscard]] Verdict logs_kept(const Model& body, const Context& context) {
  return require(logs_are_sent(body, context));
}

inline constexpr Rule network_group_logs_rule{
    .id = "CW-NET-042",
    .name = "network-group-diagnostic-logs",
    .title = "Logs of network security groups are sent to a place that keeps them",
    .message = "no diagnostic setting sends the logs",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<logs_kept<NetworkSecurityGroup>>,
    .rationale =
        "Events of a network show when and by what it was changed or filtered; without a place "
        "that keeps them they are gone.",
    .remediation =
        {.cli = "az monitor diagnostic-settings create --name logs --resource {id} --workspace "
                "WORKSPACE_ID --logs '[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]'",
         .bicep = "logs: [{ categoryGroup: 'allLogs', enabled: true }]",
         .terraform = "enabled_log { category_group = \"allLogs\" }"},
    .references = {"https://learn.microsoft.com/azure/virtual-network/monitor-virtual-network"},
    .controls = {{Framework::aprl, "d2976d3e-294b-4b49-a1f0-c42566a3758f"},
                 {Framework::azqr, "nsg-001"},
                 {Framework::azure_policy, "baa4c6de-b7cf-4b12-b436-6e40ef44c8cb"},
                 {Framework::azure_policy, "601e350d-405c-41d0-a886-72c283f8fab2"},
                 {Framework::azure_policy, "0120ef84-66e7-4faf-aad8-14c36389697e"},
                 {Framework::azure_policy, "98a2e215-5382-489e-bd29-32e7190a39ba"},
                 {Framework::azure_policy, "c9c29499-c1d1-4195-99bd-2ec9e3a9dc89"},
                 {Framework::cloudsploit, "networksecuritygroups/nsgLogAnalyticsEnabled"},
                 {Framework::steampipe, "network_security_group_diagnostic_setting_deployed"}},
    .baseline = group_baseline,
    .examples = {{"all logs", R"({})", Status::pass},
                 {"no setting", R"([{}, {"body": []}])", Status::fail},
                 {"settings not collected", R"([{}, "$absent"])", Status::unknown}},
};

// ---- CW-NET-043 ---------------------------------------------------------

inline constexpr Rule network_group_locked_rule{
    .id = "CW-NET-043",
    .name = "network-group-locked",
    .title = "A lock keeps the network security group from being deleted",
    .message = "no lock keeps the group from being deleted",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<locked<NetworkSecurityGroup>>,
    .rationale =
        "Without its group a subnet is open to all that is connected to the network. A lock makes "
        "that two steps.",
    .remediation =
        {.cli = "az lock create --name keep --lock-type CanNotDelete --resource {id}",
         .bicep = "resource lock 'Microsoft.Authorization/locks@2020-05-01' = { scope: group }",
         .terraform = "azurerm_management_lock { lock_level = \"CanNotDelete\" }"},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"},
    .controls = {{Framework::aprl, "52ac35e8-9c3e-f84d-8ce8-2fab955333d3"}},
    .baseline = group_baseline,
    .examples = {{"a lock", R"({})", Status::pass},
                 {"none", R"([{}, {}, {"body": []}])", Status::fail},
                 {"locks not collected", R"([{}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-NET-045 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_group_alerted(const NetworkSecurityGroup& body,
                                                   const Context& context) {
  return of_subscription(
      operations_are_watched(body, context,
                             {"Microsoft.Network/networkSecurityGroups/write",
                              "Microsoft.Network/networkSecurityGroups/delete",
                              "Microsoft.Network/networkSecurityGroups/securityRules/write",
                              "Microsoft.Network/networkSecurityGroups/securityRules/delete"}),
      context.owner(body));
}

inline constexpr Rule network_group_alerted_rule{
    .id = "CW-NET-045",
    .name = "network-group-changes-alerted",
    .title = "Changes of the network security group and its rules raise an alert",
    .message = "no enabled activity log alert with an action group tells of changes",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<network_group_alerted>,
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
    .controls = {{Framework::aprl, "8bb4a57b-55e4-d24e-9c19-2679d8bc779f"},
                 {Framework::prowler, "monitor_alert_create_update_nsg"},
                 {Framework::prowler, "monitor_alert_delete_nsg"},
                 {Framework::cloudsploit, "logalerts/nsgLoggingEnabled"},
                 {Framework::cloudsploit, "logalerts/nsgRuleLoggingEnabled"},
                 {Framework::cis, "foundations-6.1.2"}},
    .baseline = group_baseline,
    .examples = {{"an alert on all of the network", R"({})", Status::pass},
                 {"no alert", R"([{}, {}, {}, {"body": []}])", Status::fail},
                 {"alerts not collected", R"([{}, {}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-NET-046 ---------------------------------------------------------

/// Each network that the group filters is recorded.
[[nodiscard]] inline Claim networks_recorded(const NetworkSecurityGroup& group,
                                             const Context& context) {
  if (!group.subnets.has_value())
    return claim(group.subnets, group.subnets.is_gap() ? Truth::unknown : Truth::no);
  Claim result(group.subnets->empty() ? Truth::no : Truth::yes, {.at = &group.subnets});
  for (const Text& subnet : *group.subnets) {
    const std::optional<ResourceId> id = parse_resource_id(subnet);
    const Resource* found = id ? context.inventory().find(id->parent()) : nullptr;
    const auto* network =
        found == nullptr ? nullptr : context.inventory().body<VirtualNetwork>(*found);
    result =
        all_of(result, network == nullptr ? unknown(group.subnets) : present(network->flow_logs));
  }
  return result;
}

[[nodiscard]] inline Verdict network_group_flows(const NetworkSecurityGroup& group,
                                                 const Context& context) {
  return require(any_of(present(group.flow_logs), networks_recorded(group, context)));
}

inline constexpr Rule network_group_flows_rule{
    .id = "CW-NET-046",
    .name = "network-group-traffic-recorded",
    .title = "The traffic that a network security group filters has a flow log",
    .message = "no flow log is set up for the traffic of the group or of its networks",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<network_group_flows>,
    .rationale =
        "Flow logs show who talked to a cache, and who tried. Those of virtual networks take the "
        "place of those of groups, which can no longer be made.",
    .remediation = {.cli =
                        "az network watcher flow-log create --location {location:LOCATION} --name "
                        "{name}-flows --subscription {subscription} --vnet "
                        "{virtual_networks_id:NETWORK_ID} --storage-account ACCOUNT_ID",
                    .bicep =
                        "resource flows 'Microsoft.Network/networkWatchers/flowLogs@2024-05-01'",
                    .terraform = "azurerm_network_watcher_flow_log { target_resource_id = "
                                 "azurerm_virtual_network.this.id }"},
    .references = {"https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview"},
    .controls = {{Framework::azure_policy, "c251913d-7d24-4958-af87-478ed3b9ba41"},
                 {Framework::azure_policy, "0db34a60-64f4-4bf6-bd44-f95c16cf34b9"},
                 {Framework::azure_policy, "e920df7f-9a64-4066-9b58-52684c02a091"},
                 {Framework::azure_policy, "5e1cd26a-5090-4fdb-9d6a-84a90335e22d"},
                 {Framework::cloudsploit, "networksecuritygroups/nsgFlowLogsEnabled"},
                 {Framework::cis, "foundations-7.5"},
                 {Framework::mcsb, "LT-4"}},
    .baseline = group_baseline,
    .examples =
        {{"by a flow log of the group", R"({})", Status::pass},
         {"by one of the network",
          R"([{"properties": {"flowLogs": "$absent"}}, {}, {}, {}, {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub", "name": "hub", "type": "Microsoft.Network/virtualNetworks", "properties": {"provisioningState": "Succeeded", "flowLogs": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkWatchers/weu/flowLogs/hub"}]}}])",
          Status::pass},
         {"not at all",
          R"([{"properties": {"flowLogs": "$absent"}}, {}, {}, {}, {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub", "name": "hub", "type": "Microsoft.Network/virtualNetworks", "properties": {"provisioningState": "Succeeded"}}])",
          Status::fail},
         {"the network was not collected", R"({"properties": {"flowLogs": "$absent"}})",
          Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array network_group_care_rules{
    &network_group_attached_rule, &network_group_has_rules_rule, &network_group_logs_rule,
    &network_group_locked_rule,   &network_group_alerted_rule,   &network_group_flows_rule};

}  // namespace cachewarden::inline v0::rules
