#pragma once

#include <array>

#include "cachewarden/rules/diagnostic_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/redis_resilience_rules.hpp"
#include "cachewarden/rules/retention_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on what Azure Cache for Redis needs besides its own settings.
namespace cachewarden::inline v0::rules {

/// A cache whose logs go to a workspace.
inline constexpr std::string_view redis_retention_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders", "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "sku": {"name": "Standard", "family": "C", "capacity": 1}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders", "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "logs", "properties": {"workspaceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/security",
     "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/security", "name": "security", "type": "Microsoft.OperationalInsights/workspaces", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "retentionInDays": 180}}
])";

// ---- CW-REDIS-009 ---------------------------------------------------------

/// The number of firewall rules, where they count.
[[nodiscard]] inline Verdict redis_firewall_few(const RedisCache& cache, const Context& context) {
  const Children<RedisFirewallRule> rules = context.children<RedisFirewallRule>(cache);
  const bool is_few = rules.items.size() <= context.settings().firewall_max_rules;
  const Claim few(!is_few               ? Truth::no
                  : rules.is_complete() ? Truth::yes
                                        : Truth::unknown,
                  rules.basis());
  return when(has_public_address(cache), require(few), "the cache has no public address");
}

inline constexpr Rule redis_firewall_few_rule{
    .id = "CW-REDIS-009",
    .name = "redis-firewall-rules-few",
    .title = "A cache has few firewall rules",
    .message = "the cache has more firewall rules than anybody can keep an eye on",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<redis_firewall_few>,
    .rationale =
        "Long lists of rules are never cleaned up: addresses stay open whose owners have changed. "
        "How many are allowed is a setting.",
    .remediation = {.cli = "az redis firewall-rules delete --name {name} --resource-group {group} "
                           "--subscription {subscription} --rule-name RULE",
                    .bicep = "one firewallRules resource for each network",
                    .terraform = "one azurerm_redis_firewall_rule for each network"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation"},
    .controls = {{Framework::psrule, "Azure.Redis.FirewallRuleCount"},
                 {Framework::microsoft_guide, "network-security/implement-firewall-rules"}},
    .baseline = redis_open_baseline,
    .examples =
        {{"one",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "203.0.113.16", "endIP": "203.0.113.31"}}]}])",
          Status::pass},
         {"eleven",
          R"([{}, {"body": [{"name": "n0", "properties": {"startIP": "203.0.113.0", "endIP": "203.0.113.0"}}, {"name": "n1", "properties": {"startIP": "203.0.113.1", "endIP": "203.0.113.1"}}, {"name": "n2", "properties": {"startIP": "203.0.113.2", "endIP": "203.0.113.2"}}, {"name": "n3", "properties": {"startIP": "203.0.113.3", "endIP": "203.0.113.3"}}, {"name": "n4", "properties": {"startIP": "203.0.113.4", "endIP": "203.0.113.4"}}, {"name": "n5", "properties": {"startIP": "203.0.113.5", "endIP": "203.0.113.5"}}, {"name": "n6", "properties": {"startIP": "203.0.113.6", "endIP": "203.0.113.6"}}, {"name": "n7", "properties": {"startIP": "203.0.113.7", "endIP": "203.0.113.7"}}, {"name": "n8", "properties": {"startIP": "203.0.113.8", "endIP": "203.0.113.8"}}, {"name": "n9", "properties": {"startIP": "203.0.113.9", "endIP": "203.0.113.9"}}, {"name": "n10", "properties": {"startIP": "203.0.113.10", "endIP": "203.0.113.10"}}]}])",
          Status::fail},
         {"not collected", R"([{}, "$absent"])", Status::unknown},
         {"not public", R"({"properties": {"publicNetworkAccess": "Disabled"}})",
          Status::not_applicable},
         {"injected",
          R"({"properties": {"sku": {"name": "Premium", "family": "P"},
              "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}})",
          Status::not_applicable}},
};

// ---- CW-REDIS-018 ---------------------------------------------------------

/// No keys, or a person who states that they are rotated.
[[nodiscard]] inline Verdict redis_keys_rotated(const RedisCache& cache) {
  const Claim off = equals(cache.disable_access_key_authentication, true);
  if (off.truth == Truth::unknown)
    return require(off);
  return require(any_of(off, needs_attestation("the access keys of the cache are rotated")));
}

inline constexpr Rule redis_keys_rotated_rule{
    .id = "CW-REDIS-018",
    .name = "redis-keys-rotated",
    .title = "Access keys are rotated, or not accepted at all",
    .message = "access keys are accepted and not rotated",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.2",
    .check = check<redis_keys_rotated>,
    .rationale =
        "A key that leaked works until it is made anew, and nothing shows who uses it. When keys "
        "were made shows in the activity log alone.",
    .remediation = {.cli = "az redis regenerate-keys --ids {id} --key-type Secondary",
                    .bicep = "disableAccessKeyAuthentication: true",
                    .terraform = "access_keys_authentication_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure#access-keys"},
    .controls = {{Framework::microsoft_guide, "identity-and-access/rotate-access-keys-regularly"},
                 {Framework::azts, "Azure_RedisCache_DP_Rotate_Keys"},
                 {Framework::mcsb, "IM-8"}},
    .baseline = redis_public_baseline,
    .examples = {{"keys are not accepted", R"({})", Status::pass},
                 {"keys are accepted",
                  R"({"properties": {"disableAccessKeyAuthentication": false}})", Status::unknown},
                 {"hidden", R"({"properties": {"disableAccessKeyAuthentication": "***"}})",
                  Status::unknown}},
    .is_for_people = true,
    .attested_for = &Settings::key_rotation_days,
};

// ---- CW-REDIS-027 ---------------------------------------------------------

/// Asked of caches that are persisted.
[[nodiscard]] inline Verdict redis_storage_secured(const RedisCache& cache) {
  return when(is_persisted(cache),
              require(needs_attestation("the storage account of the snapshots is secured")),
              "the cache is not persisted");
}

inline constexpr Rule redis_storage_secured_rule{
    .id = "CW-REDIS-027",
    .name = "redis-persistence-storage-secured",
    .title = "The storage account that keeps the data of a cache is secured",
    .message = "the storage account that keeps the data of the cache is not secured",
    .severity = Severity::medium,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<redis_storage_secured>,
    .rationale =
        "Snapshots hold all that the cache holds. Which account keeps them is hidden in connection "
        "strings, so that only a person can say; accounts in the input have rules of their own.",
    .remediation = {.cli = "az storage account update --ids ACCOUNT_ID --min-tls-version TLS1_2 "
                           "--public-network-access Disabled",
                    .bicep = "publicNetworkAccess: 'Disabled', minimumTlsVersion: 'TLS1_2'",
                    .terraform =
                        "public_network_access_enabled = false, min_tls_version = \"TLS1_2\""},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-how-to-premium-persistence"},
    .controls = {{Framework::microsoft_guide, "data-protection/secure-data-persistence-storage"}},
    .baseline = redis_premium_baseline,
    .examples = {{"persisted", R"({})", Status::unknown},
                 {"not persisted",
                  R"({"properties": {"redisConfiguration": {"rdb-backup-enabled": "false"}}})",
                  Status::not_applicable}},
    .is_for_people = true,
};

// ---- CW-REDIS-028 ---------------------------------------------------------

[[nodiscard]] inline Verdict redis_export_identity(const RedisCache& cache) {
  const Claim shown =
      equals(cache.preferred_data_archive_auth_method, StorageAuthentication::managed_identity);
  return when(is_premium(cache),
              require(any_of(shown.truth == Truth::yes ? shown : Claim(Truth::no),
                             needs_attestation("imports and exports use a managed identity"))),
              "only Premium caches are imported and exported");
}

inline constexpr Rule redis_export_identity_rule{
    .id = "CW-REDIS-028",
    .name = "redis-export-by-identity",
    .title = "Premium caches are imported and exported by managed identity",
    .message = "exports use shared keys of a storage account",
    .severity = Severity::low,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<redis_export_identity>,
    .rationale =
        "An export holds all that the cache holds, and a shared key opens the whole account. The "
        "cache shows how the last export was made; before one, only a person can say.",
    .remediation = {.cli = "az redis export --ids {id} --prefix NAME --container URL "
                           "--preferred-data-archive-auth-method ManagedIdentity",
                    .bicep = "exports are operations, not configuration",
                    .terraform = "exports are operations, not configuration"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-managed-identity"},
    .controls = {{Framework::microsoft_guide, "data-protection/implement-import-export-security"},
                 {Framework::mcsb, "IM-3"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"nothing shown", R"({})", Status::unknown},
         {"by identity",
          R"({"properties": {"redisConfiguration": {"preferred-data-archive-auth-method": "ManagedIdentity"}}})",
          Status::pass},
         {"Standard", R"({"properties": {"sku": {"name": "Standard"}}})", Status::not_applicable}},
    .is_for_people = true,
};

// ---- CW-REDIS-044 ---------------------------------------------------------

inline constexpr Rule redis_retention_rule{
    .id = "CW-REDIS-044",
    .name = "redis-log-retention",
    .title = "Logs of the cache are kept long enough",
    .message = "no workspace or storage account keeps the logs of the cache long enough",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<logs_are_kept_long<RedisCache>>,
    .rationale =
        "An attack is often found months later; by then logs of a few weeks are gone. How many "
        "days are asked for is a setting; storage accounts do not show how long they keep what "
        "they are sent.",
    .remediation =
        {.cli = "az monitor log-analytics workspace update --ids {workspaces_id:WORKSPACE_ID} "
                "--retention-time {log_retention_days}",
         .bicep = "retentionInDays: 90",
         .terraform = "retention_in_days = 90"},
    .references = {"https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure"},
    .controls = {{Framework::microsoft_guide, "compliance-and-governance/enable-audit-trails"},
                 {Framework::azts, "Azure_RedisCache_Audit_Enable_Diagnostics_Log"},
                 {Framework::mcsb, "LT-6"}},
    .baseline = redis_retention_baseline,
    .examples =
        {{"180 days", R"({})", Status::pass},
         {"30 days", R"([{}, {}, {"properties": {"retentionInDays": 30}}])", Status::fail},
         {"no setting", R"([{}, {"body": []}])", Status::fail},
         {"to a storage account alone",
          R"([{}, {"body": [{"name": "logs", "properties": {"storageAccountId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/logs",
                      "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]}])",
          Status::unknown},
         {"the workspace was not collected", R"([{}, {}, "$absent"])", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_upkeep_rules{&redis_firewall_few_rule, &redis_keys_rotated_rule,
                                               &redis_storage_secured_rule,
                                               &redis_export_identity_rule, &redis_retention_rule};

}  // namespace cachewarden::inline v0::rules
