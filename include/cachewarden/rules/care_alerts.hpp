#pragma once

#include "cachewarden/rules/alert_claims.hpp"
#include "cachewarden/rules/care_claims.hpp"
#include "cachewarden/rules/diagnostic_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on alerts and on the activity log, alike for both kinds of caches. Their examples are
/// patches of the baselines in care_baselines.hpp.
namespace cachewarden::inline v0::rules {

template <class Model>
[[nodiscard]] Verdict changes_alerted(const Model& body, const Context& context) {
  if constexpr (is_classic<Model>)
    return of_subscription(
        operations_are_watched(body, context,
                               {"Microsoft.Cache/redis/write", "Microsoft.Cache/redis/delete",
                                "Microsoft.Cache/redis/regenerateKey/action"}),
        context.owner(body));
  else
    return of_subscription(
        operations_are_watched(
            body, context,
            {"Microsoft.Cache/redisEnterprise/write", "Microsoft.Cache/redisEnterprise/delete",
             "Microsoft.Cache/redisEnterprise/databases/regenerateKey/action"}),
        context.owner(body));
}

/// Patches of the baseline in which one alert watches the cache in another way; alike for both
/// kinds.
struct AlertExamples {
  std::string_view of_failures{};
  std::string_view on_cache{};
  std::string_view of_levels{};
  std::string_view by_caller{};
};

inline constexpr AlertExamples alert_examples{.of_failures = R"([{}, {}, {}, {}, {"body": [
      {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/activityLogAlerts/changes",
       "name": "changes", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
       "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop"],
         "condition": {"allOf": [{"field": "category", "equals": "Administrative"}, {"field": "status", "equals": "Failed"}]},
         "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/actionGroups/duty"}]}}}]}])",
                                              .on_cache = R"([{}, {}, {}, {}, {"body": [
      {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/activityLogAlerts/changes",
       "name": "changes", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
       "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop"],
         "condition": {"allOf": [{"field": "category", "equals": "Administrative"}, {"field": "resourceGroup", "equals": "SHOP"}, {"field": "status", "containsAny": ["Succeeded", "Failed"]}]},
         "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/actionGroups/duty"}]}}}]}])",
                                              .of_levels = R"([{}, {}, {}, {}, {"body": [
      {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/activityLogAlerts/changes",
       "name": "changes", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
       "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop"],
         "condition": {"allOf": [{"field": "category", "equals": "Administrative"}, {"anyOf": [{"field": "level", "equals": "Informational"}, {"field": "level", "equals": "Error"}]}]},
         "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/actionGroups/duty"}]}}}]}])",
                                              .by_caller = R"([{}, {}, {}, {}, {"body": [
      {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/activityLogAlerts/changes",
       "name": "changes", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
       "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop"],
         "condition": {"allOf": [{"field": "category", "equals": "Administrative"}, {"field": "caller", "equals": "somebody@example.org"}]},
         "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/actionGroups/duty"}]}}}]}])"};

template <class Model>
[[nodiscard]] constexpr Rule changes_rule(std::string_view id, std::string_view name,
                                          std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "Changes of the cache, its deletion and new keys raise an alert",
      .message = "no activity log alert tells of changes, deletion or new keys of the cache",
      .severity = Severity::low,
      .category = Category::logging_and_monitoring,
      .since = "0.2",
      .check = check<changes_alerted<Model>>,
      .rationale =
          "A firewall that is opened, or keys that are made anew, in the middle of the "
          "night should wake somebody; in the activity log alone nobody sees them.",
      .remediation =
          {.cli = "az monitor activity-log alert create --name {name}-changes --resource-group "
                  "{group} --subscription {subscription} --scope {id} --condition "
                  "category=Administrative and resourceProvider=Microsoft.Cache --action-group "
                  "ACTION_GROUP_ID",
           .bicep = "resource changes 'Microsoft.Insights/activityLogAlerts@2020-10-01' = { "
                    "properties: { scopes: [cache.id], condition: { allOf: [{ field: 'category', "
                    "equals: 'Administrative' }] }, actions: { actionGroups: [{ actionGroupId: "
                    "duty.id }] } } }",
           .terraform =
               "azurerm_monitor_activity_log_alert { scopes = [azurerm_redis_cache.this.id],"
               " criteria { category = \"Administrative\" } }"},
      .references = {"https://learn.microsoft.com/azure/azure-monitor/alerts/"
                     "alerts-create-activity-log-alert-rule"},
      .controls = {{Framework::microsoft_guide,
                    "logging-and-monitoring/monitor-azure-activity-log"},
                   {Framework::microsoft_guide, "compliance-and-governance/enable-audit-trails"},
                   {Framework::mcsb, "LT-1"}},
      .baseline = baseline,
      .examples = {{"alerts on all three", "{}", Status::pass},
                   {"none", R"([{}, {}, {}, {}, {"body": []}])", Status::fail},
                   {"on failures alone", alert_examples.of_failures, Status::fail},
                   {"on everything that is done to the cache", alert_examples.on_cache,
                    Status::pass},
                   {"on two of several levels", alert_examples.of_levels, Status::pass},
                   {"by a caller alone", alert_examples.by_caller, Status::unknown},
                   {"alerts not collected", R"([{}, {}, {}, {}, "$absent"])", Status::unknown}},
  };
}

/// Policy assignments decide what may be deployed; taking one away opens what it forbade.
template <class Model>
[[nodiscard]] Verdict policy_changes_alerted(const Model& body, const Context& context) {
  const Children<ActivityLogAlert> alerts = context.in_subscription<ActivityLogAlert>(body);
  const auto is_watched = [&](std::string_view operation) {
    return some(alerts, [&](const ActivityLogAlert& alert) {
      return watches_subscription(alert, context.owner(body), operation);
    });
  };
  return of_subscription(all_of(is_watched("Microsoft.Authorization/policyAssignments/write"),
                                is_watched("Microsoft.Authorization/policyAssignments/delete")),
                         context.owner(body));
}

template <class Model>
[[nodiscard]] constexpr Rule policy_changes_rule(std::string_view id, std::string_view name,
                                                 std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "Changes of policy assignments in the cache's subscription raise an alert",
      .message = "no activity log alert tells of policy assignments that are made or deleted",
      .severity = Severity::low,
      .category = Category::logging_and_monitoring,
      .since = "0.2",
      .check = check<policy_changes_alerted<Model>>,
      .rationale =
          "Policies keep caches closed. Whoever takes an assignment away, or exempts "
          "something, opens what it forbade, and nothing else shows it.",
      .remediation =
          {.cli =
               "az monitor activity-log alert create --name policy-changes --resource-group "
               "{group} --subscription {subscription} --scope /subscriptions/{subscription} "
               "--condition "
               "category=Administrative and resourceType=Microsoft.Authorization/policyAssignments "
               "--action-group ACTION_GROUP_ID",
           .bicep = "resource changes 'Microsoft.Insights/activityLogAlerts@2020-10-01' = { "
                    "properties: { scopes: [subscription().id], condition: { allOf: [{ field: "
                    "'resourceType', equals: 'Microsoft.Authorization/policyAssignments' }] } } }",
           .terraform = "azurerm_monitor_activity_log_alert { criteria { category = "
                        "\"Administrative\", resource_type = "
                        "\"Microsoft.Authorization/policyAssignments\" } }"},
      .references = {"https://learn.microsoft.com/azure/azure-monitor/alerts/"
                     "alerts-create-activity-log-alert-rule"},
      .controls = {{Framework::cis, "foundations-6.1.2"},
                   {Framework::prowler, "monitor_alert_create_policy_assignment"},
                   {Framework::prowler, "monitor_alert_delete_policy_assignment"},
                   {Framework::cloudsploit, "logalerts/policyAssignmentLogging"}},
      .baseline = baseline,
      .examples = {{"an alert on both", "{}", Status::pass},
                   {"none", R"([{}, {}, {}, {}, {"body": []}])", Status::fail},
                   {"of another subscription",
                    R"([{}, {}, {}, {}, {"body": [
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/activityLogAlerts/policies",
              "name": "policies", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
              "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000002"],
                "condition": {"allOf": [{"field": "category", "equals": "Administrative"}]},
                "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Insights/actionGroups/duty"}]}}}]}])",
                    Status::fail},
                   {"alerts not collected", R"([{}, {}, {}, {}, "$absent"])", Status::unknown}},
  };
}

/// The subscription sends its administrative log to a place that keeps it.
template <class Model>
[[nodiscard]] Verdict activity_exported(const Model& body, const Context& context) {
  const std::optional<ResourceId> id = parse_resource_id(context.owner(body).id);
  const Resource* subscription =
      id && context.owner(body).intent == Intent::live
          ? context.inventory().find("/subscriptions/" + std::string(id->subscription))
          : nullptr;
  const auto* owner =
      subscription == nullptr ? nullptr : context.inventory().body<Subscription>(*subscription);
  if (owner == nullptr)
    return {Status::unknown, needs_knowledge("the diagnostic settings of the subscription"),
            "the diagnostic settings of the subscription were not collected"};
  return require(
      some(context.children<DiagnosticSetting>(*owner),
           [](const DiagnosticSetting& setting) { return sends_logs(setting, "Administrative"); }));
}

template <class Model>
[[nodiscard]] constexpr Rule export_rule(std::string_view id, std::string_view name,
                                         std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "The activity log of the cache's subscription is sent to a place that keeps it",
      .message = "the activity log of the subscription is not sent anywhere",
      .severity = Severity::medium,
      .category = Category::logging_and_monitoring,
      .since = "0.2",
      .check = check<activity_exported<Model>>,
      .rationale =
          "The platform keeps the activity log for 90 days. Who listed keys, or opened a "
          "firewall, before that is then not known any more.",
      .remediation = {.cli = "az monitor diagnostic-settings subscription create --name export "
                             "--subscription {subscription} --location LOCATION --workspace "
                             "WORKSPACE_ID --logs "
                             "'[{\"category\":\"Administrative\",\"enabled\":true}]'",
                      .bicep = "targetScope = 'subscription' with a diagnosticSettings resource",
                      .terraform = "azurerm_monitor_diagnostic_setting { target_resource_id = "
                                   "data.azurerm_subscription.this.id }"},
      .references = {"https://learn.microsoft.com/azure/azure-monitor/platform/activity-log"},
      .controls = {{Framework::microsoft_guide,
                    "logging-and-monitoring/monitor-azure-activity-log"},
                   {Framework::microsoft_guide, "compliance-and-governance/enable-audit-trails"},
                   {Framework::mcsb, "LT-3"}},
      .baseline = baseline,
      .examples = {{"sent to a workspace", "{}", Status::pass},
                   {"no setting", R"([{}, {}, {}, {}, {}, {}, {"body": []}])", Status::fail},
                   {"settings not collected", R"([{}, {}, {}, {}, {}, {}, "$absent"])",
                    Status::unknown},
                   {"nothing of the subscription collected",
                    R"([{}, {}, {}, "$absent", "$absent", "$absent", "$absent"])",
                    Status::unknown}},
  };
}

/// Metrics by which one sees that a cache works too hard, and that it is full. Source:
/// learn.microsoft.com/azure/azure-cache-for-redis/monitor-cache-reference.
inline constexpr std::string_view load_metrics[] = {
    "serverLoad", "allserverLoad", "percentProcessorTime", "allpercentprocessortime"};
inline constexpr std::string_view memory_metrics[] = {
    "usedmemorypercentage", "allusedmemorypercentage", "usedmemory", "allusedmemory"};
inline constexpr std::string_view client_metrics[] = {"connectedclients", "allconnectedclients"};

template <class Model>
[[nodiscard]] Verdict load_alerted(const Model& body, const Context& context) {
  return of_subscription(all_of(metric_is_watched(body, context, load_metrics),
                                metric_is_watched(body, context, memory_metrics)),
                         context.owner(body));
}

template <class Model>
[[nodiscard]] constexpr Rule load_rule(std::string_view id, std::string_view name,
                                       std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "High load and full memory of the cache raise an alert",
      .message = "no enabled metric alert watches the load and the memory of the cache",
      .severity = Severity::low,
      .category = Category::logging_and_monitoring,
      .pillar = Pillar::reliability,
      .since = "0.2",
      .check = check<load_alerted<Model>>,
      .rationale =
          "A cache under attack, or one that is too small, shows it in its load and its "
          "memory long before its clients fail.",
      .remediation =
          {.cli = "az monitor metrics alert create --name {name}-load --resource-group "
                  "{group} --subscription {subscription} --scopes {id} --condition "
                  "'avg serverLoad > 80' --action ACTION_GROUP_ID",
           .bicep = "resource load 'Microsoft.Insights/metricAlerts@2018-03-01' = { properties: "
                    "{ scopes: [cache.id], enabled: true, criteria: { allOf: [{ "
                    "metricName: 'serverLoad', operator: 'GreaterThan', threshold: 80 }] "
                    "} } }",
           .terraform = "azurerm_monitor_metric_alert { criteria { metric_name = "
                        "\"serverLoad\" } }"},
      .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/monitor-cache"},
      .controls = {{Framework::microsoft_guide,
                    "logging-and-monitoring/set-up-azure-monitor-alerts"},
                   {Framework::mcsb, "LT-1"}},
      .baseline = baseline,
      .examples = {{"both watched", "{}", Status::pass},
                   {"none", R"([{}, {}, {}, {"body": []}])", Status::fail},
                   {"alerts not collected", R"([{}, {}, {}, "$absent"])", Status::unknown}},
  };
}

template <class Model>
[[nodiscard]] Verdict clients_alerted(const Model& body, const Context& context) {
  return of_subscription(metric_is_watched(body, context, client_metrics), context.owner(body));
}

template <class Model>
[[nodiscard]] constexpr Rule clients_rule(std::string_view id, std::string_view name,
                                          std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "Many connected clients of the cache raise an alert",
      .message = "no enabled metric alert watches the number of connected clients",
      .severity = Severity::low,
      .category = Category::logging_and_monitoring,
      .pillar = Pillar::reliability,
      .since = "0.2",
      .check = check<clients_alerted<Model>>,
      .rationale =
          "A size of cache takes a number of connections; clients beyond it are turned "
          "away. A number that grows shows a leak, or somebody who tries to get in.",
      .remediation = {.cli = "az monitor metrics alert create --name {name}-clients "
                             "--resource-group {group} --subscription {subscription} --scopes {id} "
                             "--condition 'max connectedclients > NUMBER' --action GROUP_ID",
                      .bicep =
                          "resource clients 'Microsoft.Insights/metricAlerts@2018-03-01' = { "
                          "properties: { scopes: [cache.id], enabled: true, criteria: { allOf: "
                          "[{ metricName: 'connectedclients', operator: 'GreaterThan', "
                          "threshold: 800 }] } } }",
                      .terraform = "azurerm_monitor_metric_alert { criteria { metric_name = "
                                   "\"connectedclients\" } }"},
      .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                     "cache-configure#default-redis-server-configuration"},
      .controls = {{Framework::microsoft_guide,
                    "service-specific-security/implement-connection-limits"}},
      .baseline = baseline,
      .examples = {{"watched", "{}", Status::pass},
                   {"none", R"([{}, {}, {}, {"body": []}])", Status::fail},
                   {"alerts not collected", R"([{}, {}, {}, "$absent"])", Status::unknown}},
  };
}

}  // namespace cachewarden::inline v0::rules
