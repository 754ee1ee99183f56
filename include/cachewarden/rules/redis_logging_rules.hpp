#pragma once

#include <array>

#include "cachewarden/rules/diagnostic_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on what Azure Cache for Redis reports. Names of categories:
/// learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-cache-redis-logs.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-040 ---------------------------------------------------------

/// Some diagnostic setting sends logs to a place that keeps them.
[[nodiscard]] inline Verdict redis_logs(const RedisCache& cache, const Context& context) {
  return require(logs_are_sent(cache, context));
}

inline constexpr Rule redis_logs_rule{
    .id = "CW-REDIS-040",
    .name = "redis-diagnostic-logs",
    .title = "Logs of Azure Cache for Redis are sent to a place that keeps them",
    .message = "no diagnostic setting sends the logs of the cache",
    .severity = Severity::medium,
    .category = Category::logging_and_monitoring,
    .since = "0.1",
    .check = check<redis_logs>,
    .rationale =
        "Without logs an intrusion leaves no trace: who is connected, and from where, is known "
        "for a moment only.",
    .remediation = {.cli = "az monitor diagnostic-settings create --name logs --resource {id} "
                           "--workspace WORKSPACE_ID --logs "
                           "'[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]'",
                    .bicep = "logs: [{ categoryGroup: 'allLogs', enabled: true }]",
                    .terraform = "enabled_log { category_group = \"allLogs\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-monitor-diagnostic-settings"},
    .controls = {{Framework::microsoft_guide, "logging-and-monitoring/enable-diagnostic-settings"},
                 {Framework::microsoft_guide, "compliance-and-governance/enable-audit-trails"},
                 {Framework::azure_policy, "aec4c33f-2f2a-4fd3-91cd-24a939513c60"},
                 {Framework::azure_policy, "a142867f-3142-4ac6-b952-ab950a29fca5"},
                 {Framework::azure_policy, "d3e11828-02c8-40d2-a518-ad01508bb4d7"},
                 {Framework::azure_policy, "187242f4-89c6-4c43-9a4e-188c0efacc5f"},
                 {Framework::mcsb, "LT-4"},
                 {Framework::azqr, "redis-001"},
                 {Framework::cloudsploit, "redisCache/redisCacheDiagnosticLogs"}},
    .baseline = redis_logs_baseline,
    .examples =
        {{"two categories to a workspace", "{}", Status::pass},
         {"no setting", R"([{}, {"body": []}])", Status::fail},
         {"metrics only",
          R"([{}, {"body": [{"name": "m", "properties": {"eventHubAuthorizationRuleId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.EventHub/namespaces/n/authorizationRules/r",
              "logs": [], "metrics": [{"category": "AllMetrics", "enabled": true}]}}]}])",
          Status::fail},
         {"the category is off",
          R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"category": "ConnectedClientList", "enabled": false}]}}]}])",
          Status::fail},
         {"sent nowhere",
          R"([{}, {"body": [{"name": "m", "properties": {
              "logs": [{"category": "ConnectedClientList", "enabled": true}]}}]}])",
          Status::fail},
         {"settings were not collected", R"([{}, "$absent"])", Status::unknown},
         {"whether the category is on was hidden",
          R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"category": "ConnectedClientList", "enabled": "***"}]}}]}])",
          Status::unknown}},
};

// ---- CW-REDIS-041 ---------------------------------------------------------

/// The list of connected clients is sent.
[[nodiscard]] inline Verdict redis_connection_logs(const RedisCache& cache,
                                                   const Context& context) {
  return require(logs_are_sent(cache, context, "ConnectedClientList"));
}

inline constexpr Rule redis_connection_logs_rule{
    .id = "CW-REDIS-041",
    .name = "redis-connection-logs",
    .title = "The list of connected clients is logged",
    .message = "no diagnostic setting sends the list of connected clients",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.1",
    .check = check<redis_connection_logs>,
    .rationale =
        "The addresses of clients show access from where none is expected, and are what an "
        "investigation starts from.",
    .remediation = {.cli = "az monitor diagnostic-settings create --name logs --resource {id} "
                           "--workspace WORKSPACE_ID --logs "
                           "'[{\"category\":\"ConnectedClientList\",\"enabled\":true}]'",
                    .bicep = "logs: [{ category: 'ConnectedClientList', enabled: true }]",
                    .terraform = "enabled_log { category = \"ConnectedClientList\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-monitor-diagnostic-settings"},
    .controls = {{Framework::azts, "Azure_RedisCache_Audit_Enable_Diagnostic_Settings"},
                 {Framework::microsoft_guide, "logging-and-monitoring/monitor-connection-events"},
                 {Framework::mcsb, "LT-4"},
                 {Framework::cloudsploit, "redisCache/redisCacheDiagnosticLogs"}},
    .baseline = redis_logs_baseline,
    .examples =
        {{"the category", "{}", Status::pass},
         {"all logs",
          R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]}])",
          Status::pass},
         {"another category",
          R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"category": "MSEntraAuthenticationAuditLog", "enabled": true}]}}]}])",
          Status::fail},
         {"settings were not collected", R"([{}, "$absent"])", Status::unknown}},
};

// ---- CW-REDIS-042 ---------------------------------------------------------

/// Where Microsoft Entra authentication is on, its audit log is sent.
[[nodiscard]] inline Verdict redis_entra_logs(const RedisCache& cache, const Context& context) {
  return when(equals(cache.aad_enabled, true),
              require(logs_are_sent(cache, context, "MSEntraAuthenticationAuditLog")),
              "Microsoft Entra authentication is off");
}

inline constexpr Rule redis_entra_logs_rule{
    .id = "CW-REDIS-042",
    .name = "redis-entra-audit-log",
    .title = "Authentication by Microsoft Entra is logged",
    .message = "no diagnostic setting sends the audit log of Microsoft Entra authentication",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.1",
    .check = check<redis_entra_logs>,
    .rationale =
        "The audit log names the identity behind a connection; the list of clients holds "
        "addresses only.",
    .remediation = {.cli = "az monitor diagnostic-settings create --name audit --resource {id} "
                           "--workspace WORKSPACE_ID --logs "
                           "'[{\"category\":\"MSEntraAuthenticationAuditLog\",\"enabled\":true}]'",
                    .bicep = "logs: [{ category: 'MSEntraAuthenticationAuditLog', enabled: true }]",
                    .terraform = "enabled_log { category = \"MSEntraAuthenticationAuditLog\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-monitor-diagnostic-settings"},
    .controls = {{Framework::microsoft_guide,
                  "logging-and-monitoring/enable-microsoft-entra-authentication-audit-logging"},
                 {Framework::microsoft_guide, "compliance-and-governance/enable-audit-trails"},
                 {Framework::azure_policy, "187242f4-89c6-4c43-9a4e-188c0efacc5f"},
                 {Framework::mcsb, "LT-4"}},
    .baseline = redis_logs_baseline,
    .examples =
        {{"the category", "{}", Status::pass},
         {"the group of audit logs",
          R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"categoryGroup": "audit", "enabled": true}]}}]}])",
          Status::pass},
         {"another category",
          R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"category": "ConnectedClientList", "enabled": true}]}}]}])",
          Status::fail},
         {"settings were not collected", R"([{}, "$absent"])", Status::unknown},
         {"Microsoft Entra authentication is off",
          R"({"properties": {"redisConfiguration": {"aad-enabled": "false"}}})",
          Status::not_applicable}},
};

// ---- CW-REDIS-043 ---------------------------------------------------------

/// Metrics are sent to a place that keeps them.
[[nodiscard]] inline Verdict redis_metrics(const RedisCache& cache, const Context& context) {
  return require(
      some(context.children<DiagnosticSetting>(cache), [](const DiagnosticSetting& setting) {
        return all_of(sends(setting.metrics), has_destination(setting));
      }));
}

inline constexpr Rule redis_metrics_rule{
    .id = "CW-REDIS-043",
    .name = "redis-diagnostic-metrics",
    .title = "Metrics of Azure Cache for Redis are sent to a place that keeps them",
    .message = "no diagnostic setting sends the metrics of the cache",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<redis_metrics>,
    .rationale =
        "The platform forgets metrics after some weeks; load, memory and connections from before "
        "an incident are then gone.",
    .remediation = {.cli = "az monitor diagnostic-settings create --name metrics --resource {id} "
                           "--workspace WORKSPACE_ID --metrics "
                           "'[{\"category\":\"AllMetrics\",\"enabled\":true}]'",
                    .bicep = "metrics: [{ category: 'AllMetrics', enabled: true }]",
                    .terraform = "enabled_metric { category = \"AllMetrics\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-monitor-diagnostic-settings"},
    .controls = {{Framework::microsoft_guide, "logging-and-monitoring/enable-diagnostic-settings"},
                 {Framework::azure_policy, "7f89b1eb-583c-429a-8828-af049802c1d9"},
                 {Framework::mcsb, "LT-4"}},
    .baseline = redis_logs_baseline,
    .examples =
        {{"all metrics", "{}", Status::pass},
         {"logs only",
          R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]}])",
          Status::fail},
         {"no setting", R"([{}, {"body": []}])", Status::fail},
         {"settings were not collected", R"([{}, "$absent"])", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_logging_rules{&redis_logs_rule, &redis_connection_logs_rule,
                                                &redis_entra_logs_rule, &redis_metrics_rule};

}  // namespace cachewarden::inline v0::rules
