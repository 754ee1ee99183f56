#pragma once

#include <array>

#include "cachewarden/rules/alert_claims.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on flow logs and route tables.
namespace cachewarden::inline v0::rules {

// ---- CW-NET-076 ---------------------------------------------------------

[[nodiscard]] inline Verdict route_table_used(const RouteTable& table, const Context& context) {
  const std::vector<const Subnet*> subnets = context.referrers<Subnet>(table);
  if (!subnets.empty())
    return require(claim(subnets.front()->route_table, Truth::yes));
  return require(present(table.subnets));
}

inline constexpr Rule route_table_used_rule{
    .id = "CW-NET-076",
    .name = "network-route-table-used",
    .title = "Route tables are attached to a subnet",
    .message = "the route table is attached to no subnet",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<route_table_used>,
    .rationale =
        "Routes that were meant to lead traffic of a cache through a firewall do nothing while the "
        "table is not attached.",
    .remediation = {.cli = "az network vnet subnet update --ids SUBNET_ID --route-table {id}",
                    .bicep = "routeTable: { id: table.id }",
                    .terraform = "azurerm_subnet_route_table_association"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview"},
    .controls = {{Framework::azqr, "8b9c0d1e-2f3a-4b5c-6d7e-8f9a0b1c2d3e"}},
    .baseline = route_table_baseline,
    .examples = {{"to a subnet", R"({})", Status::pass},
                 {"to none", R"({"properties": {"subnets": "$absent"}})", Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-NET-078 ---------------------------------------------------------

[[nodiscard]] inline Verdict route_table_alerted(const RouteTable& body, const Context& context) {
  return of_subscription(operations_are_watched(body, context,
                                                {"Microsoft.Network/routeTables/write",
                                                 "Microsoft.Network/routeTables/delete",
                                                 "Microsoft.Network/routeTables/routes/write",
                                                 "Microsoft.Network/routeTables/routes/delete"}),
                         context.owner(body));
}

inline constexpr Rule route_table_alerted_rule{
    .id = "CW-NET-078",
    .name = "network-route-table-changes-alerted",
    .title = "Changes of route tables raise an alert",
    .message = "no enabled activity log alert with an action group tells of changes",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<route_table_alerted>,
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
    .controls = {{Framework::aprl, "23b2dfc7-7e5d-9443-9f62-980ca621b561"}},
    .baseline = route_table_baseline,
    .examples = {{"an alert on all of the network", R"({})", Status::pass},
                 {"no alert", R"([{}, {"body": []}])", Status::fail},
                 {"alerts not collected", R"([{}, "$absent"])", Status::unknown}},
};

// ---- CW-NET-080 ---------------------------------------------------------

/// A planned flow log has no state yet.
[[nodiscard]] inline Verdict flow_log_enabled(const FlowLog& log, const Context& context) {
  const Claim enabled = equals(log.enabled, true);
  if (context.owner(log).intent == Intent::planned)
    return require(enabled);
  return require(all_of(enabled, holds(log.provisioning_state, [](const Text& state) {
                          return equal_folded(state, "Succeeded");
                        })));
}

inline constexpr Rule flow_log_enabled_rule{
    .id = "CW-NET-080",
    .name = "network-flow-log-enabled",
    .title = "Flow logs are enabled and work",
    .message = "the flow log is off, or was not made",
    .severity = Severity::medium,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<flow_log_enabled>,
    .rationale =
        "A flow log that is there and off records nothing, and everybody believes that it does.",
    .remediation = {.cli = "az resource update --ids {id} --set properties.enabled=true",
                    .bicep = "enabled: true",
                    .terraform = "enabled = true"},
    .references = {"https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview"},
    .controls = {{Framework::azure_policy, "27960feb-a23c-4577-8d36-ef8b5f35e0be"},
                 {Framework::aprl, "22a769ed-0ecb-8b49-bafe-8f52e6373d9c"},
                 {Framework::kics, "b90842e5-6779-44d4-9760-972f4c03ba1c"},
                 {Framework::trivy, "AZU-0073"},
                 {Framework::terrascan, "AC_AZURE_0418"},
                 {Framework::steampipe, "network_sg_flowlog_enabled"},
                 {Framework::steampipe, "network_watcher_flow_log_enabled"}},
    .baseline = flow_log_baseline,
    .examples = {{"on", R"({})", Status::pass},
                 {"off", R"({"properties": {"enabled": false}})", Status::fail},
                 {"failed", R"({"properties": {"provisioningState": "Failed"}})", Status::fail},
                 {"hidden", R"({"properties": {"enabled": "***"}})", Status::unknown}},
};

// ---- CW-NET-081 ---------------------------------------------------------

/// 0 days keep it for ever, and so does a policy that is off. Source:
/// learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview.
[[nodiscard]] inline Verdict flow_log_retention(const FlowLog& log, const Context& context) {
  const std::uint32_t least = context.settings().flow_log_retention_days;
  return require(any_of(equals(log.retention_enabled, false),
                        holds(log.retention_days, [least](std::int32_t days) {
                          return days == 0 || static_cast<std::int64_t>(days) >= least;
                        })));
}

inline constexpr Rule flow_log_retention_rule{
    .id = "CW-NET-081",
    .name = "network-flow-log-retention",
    .title = "Flow logs are kept long enough",
    .message = "the flow log is deleted too early",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<flow_log_retention>,
    .rationale =
        "An attack is often found months later; by then records of a few weeks are gone. How many "
        "days are asked for is a setting.",
    .remediation = {.cli = "az resource update --ids {id} --set "
                           "properties.retentionPolicy.days={flow_log_retention_days} "
                           "properties.retentionPolicy.enabled=true",
                    .bicep = "retentionPolicy: { enabled: true, days: 90 }",
                    .terraform = "retention_policy { enabled = true, days = 90 }"},
    .references = {"https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview"},
    .controls = {{Framework::checkov, "CKV_AZURE_12"},
                 {Framework::prowler, "network_flow_log_more_than_90_days"},
                 {Framework::kics, "564b70f8-41cd-4690-aff8-bb53add86bc9"},
                 {Framework::kics, "7750fcca-dd03-4d38-b663-4b70289bcfd4"},
                 {Framework::trivy, "AZU-0049"},
                 {Framework::tfsec, "azure-network-retention-policy-set"},
                 {Framework::regula, "FG_R00286"},
                 {Framework::steampipe, "network_sg_flowlog_retention_period_greater_than_90"},
                 {Framework::terrascan, "AC_AZURE_0419"},
                 {Framework::cloudsploit, "networksecuritygroups/nsgFlowLogsRetentionPeriod"},
                 {Framework::cis, "foundations-7.5"},
                 {Framework::cis, "foundations-7.8"},
                 {Framework::mcsb, "LT-6"}},
    .baseline = flow_log_baseline,
    .examples =
        {{"180 days", R"({})", Status::pass},
         {"30 days", R"({"properties": {"retentionPolicy": {"days": 30}}})", Status::fail},
         {"for ever", R"({"properties": {"retentionPolicy": {"enabled": false, "days": 0}}})",
          Status::pass},
         {"no retention policy", R"({"properties": {"retentionPolicy": "$absent"}})", Status::pass},
         {"hidden", R"({"properties": {"retentionPolicy": {"days": "***"}}})", Status::unknown}},
};

// ---- CW-NET-082 ---------------------------------------------------------

[[nodiscard]] inline Verdict flow_log_analytics(const FlowLog& log) {
  return require(all_of(equals(log.analytics_enabled, true), present(log.analytics_workspace)));
}

inline constexpr Rule flow_log_analytics_rule{
    .id = "CW-NET-082",
    .name = "network-flow-log-analytics",
    .title = "Flow logs are sent to a workspace where they can be asked",
    .message = "the flow log goes to storage alone",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<flow_log_analytics>,
    .rationale =
        "Files in storage are read by nobody until they are needed; a workspace shows patterns, "
        "and alerts can watch it.",
    .remediation = {.cli = "az network watcher flow-log update --location LOCATION --name {name} "
                           "--workspace WORKSPACE_ID --traffic-analytics true",
                    .bicep = "networkWatcherFlowAnalyticsConfiguration: { enabled: true }",
                    .terraform = "traffic_analytics { enabled = true }"},
    .references = {"https://learn.microsoft.com/azure/network-watcher/traffic-analytics"},
    .controls = {{Framework::azure_policy, "2f080164-9f4d-497e-9db6-416dc9f7b48a"},
                 {Framework::aprl, "bf0b7dbd-016d-458c-af99-70fcb03ad451"},
                 {Framework::prowler, "network_flow_log_captured_sent"},
                 {Framework::cis, "foundations-6.1.1.5"},
                 {Framework::steampipe, "network_watcher_flow_log_traffic_analytics_enabled"},
                 {Framework::steampipe, "nsg_network_watcher_flow_log_send_to_log_analytics"}},
    .baseline = flow_log_baseline,
    .examples =
        {{"to a workspace", R"({})", Status::pass},
         {"off",
          R"({"properties": {"flowAnalyticsConfiguration": {"networkWatcherFlowAnalyticsConfiguration": {"enabled": false}}}})",
          Status::fail},
         {"hidden",
          R"({"properties": {"flowAnalyticsConfiguration": {"networkWatcherFlowAnalyticsConfiguration": {"enabled": "***"}}}})",
          Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array network_flow_rules{&route_table_used_rule, &route_table_alerted_rule,
                                               &flow_log_enabled_rule, &flow_log_retention_rule,
                                               &flow_log_analytics_rule};

}  // namespace cachewarden::inline v0::rules
