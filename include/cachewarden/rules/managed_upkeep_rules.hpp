#pragma once

#include <array>

#include "cachewarden/rules/managed_baselines.hpp"
#include "cachewarden/rules/retention_claims.hpp"
#include "cachewarden/rules/rule.hpp"
#include "cachewarden/rules/tier_claims.hpp"

/// Rules on what Azure Managed Redis needs besides its own settings, and what its sizes refuse.
namespace cachewarden::inline v0::rules {

/// A database whose logs go to a workspace.
inline constexpr std::string_view managed_retention_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket", "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
   "sku": {"name": "Balanced_B10"}, "properties": {"provisioningState": "Succeeded"}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default", "name": "default", "type": "Microsoft.Cache/redisEnterprise/databases",
   "properties": {"provisioningState": "Succeeded", "clientProtocol": "Encrypted"}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default", "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "logs", "properties": {"workspaceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/security",
     "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/security", "name": "security", "type": "Microsoft.OperationalInsights/workspaces", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "retentionInDays": 180}}
])";

/// A database that searches.
inline constexpr std::string_view managed_search_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket", "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
   "sku": {"name": "Balanced_B10"}, "properties": {"provisioningState": "Succeeded"}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default", "name": "default", "type": "Microsoft.Cache/redisEnterprise/databases",
   "properties": {"provisioningState": "Succeeded", "clusteringPolicy": "EnterpriseCluster",
     "evictionPolicy": "NoEviction", "modules": [{"name": "RediSearch"}]}}
])";

// ---- CW-AMR-023 ---------------------------------------------------------

/// No keys, or a person who states that they are rotated.
[[nodiscard]] inline Verdict managed_keys_rotated(const RedisEnterpriseDatabase& database) {
  const Claim off = equals(database.access_keys_authentication, false);
  if (off.truth == Truth::unknown)
    return require(off);
  return require(any_of(off, needs_attestation("the access keys of the database are rotated")));
}

inline constexpr Rule managed_keys_rotated_rule{
    .id = "CW-AMR-023",
    .name = "managed-redis-keys-rotated",
    .title = "Access keys of databases are rotated, or not accepted at all",
    .message = "access keys are accepted and not rotated",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.2",
    .check = check<managed_keys_rotated>,
    .rationale =
        "A key that leaked works until it is made anew, and nothing shows who uses it. When keys "
        "were made shows in the activity log alone.",
    .remediation =
        {.cli = "az redisenterprise database regenerate-key --ids {id} --key-type Secondary",
         .bicep = "accessKeysAuthentication: 'Disabled'",
         .terraform = "access_keys_authentication_enabled = false"},
    .references = {"https://learn.microsoft.com/azure/redis/entra-for-authentication"},
    .controls = {{Framework::microsoft_guide, "identity-and-access/rotate-access-keys-regularly"},
                 {Framework::mcsb, "IM-8"}},
    .baseline = managed_redis_baseline,
    .examples = {{"keys are not accepted", R"({})", Status::pass},
                 {"keys are accepted",
                  R"([{}, {"properties": {"accessKeysAuthentication": "Enabled"}}])",
                  Status::unknown},
                 {"hidden", R"([{}, {"properties": {"accessKeysAuthentication": "***"}}])",
                  Status::unknown}},
    .is_for_people = true,
    .attested_for = &Settings::key_rotation_days,
};

// ---- CW-AMR-024 ---------------------------------------------------------

inline constexpr Rule managed_retention_rule{
    .id = "CW-AMR-024",
    .name = "managed-redis-log-retention",
    .title = "Logs of the cache are kept long enough",
    .message = "no workspace or storage account keeps the logs of the cache long enough",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<logs_are_kept_long<RedisEnterpriseDatabase>>,
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
    .baseline = managed_retention_baseline,
    .examples =
        {{"180 days", R"({})", Status::pass},
         {"30 days", R"([{}, {}, {}, {"properties": {"retentionInDays": 30}}])", Status::fail},
         {"no setting", R"([{}, {}, {"body": []}])", Status::fail},
         {"to a storage account alone",
          R"([{}, {}, {"body": [{"name": "logs", "properties": {"storageAccountId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/logs",
                      "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]}])",
          Status::unknown},
         {"the workspace was not collected", R"([{}, {}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-AMR-025 ---------------------------------------------------------

/// Source: learn.microsoft.com/azure/redis/redis-modules, RediSearch.
[[nodiscard]] inline Verdict managed_search(const RedisEnterpriseDatabase& database) {
  const Claim searches = some_record(database.modules, [](const DatabaseModule& module) {
    return holds(module.name, [](const Text& name) { return equal_folded(name, "RediSearch"); })
        .truth;
  });
  const Claim keeps = holds(database.eviction_policy,
                            [](const Text& policy) { return equal_folded(policy, "NoEviction"); });
  return when(searches,
              require(all_of(keeps, negated(equals(database.clustering_policy,
                                                   ClusteringPolicy::oss_cluster)))),
              "the database has no search");
}

inline constexpr Rule managed_search_rule{
    .id = "CW-AMR-025",
    .name = "managed-redis-search-needs",
    .title = "Search runs without eviction and not under the OSS clustering policy",
    .message =
        "search is asked for with eviction or the OSS clustering policy, which the service refuses",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<managed_search>,
    .rationale =
        "The module keeps its index beside the keys: it takes neither keys that vanish nor clients "
        "that talk to single nodes.",
    .remediation =
        {.cli = "az redisenterprise database update --ids {id} --eviction-policy NoEviction",
         .bicep = "clusteringPolicy: 'EnterpriseCluster', evictionPolicy: 'NoEviction'",
         .terraform =
             "clustering_policy = \"EnterpriseCluster\", eviction_policy = \"NoEviction\""},
    .references = {"https://learn.microsoft.com/azure/redis/redis-modules"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/implement-clustering-security"}},
    .baseline = managed_search_baseline,
    .examples = {{"as it should be", R"({})", Status::pass},
                 {"with eviction", R"([{}, {"properties": {"evictionPolicy": "AllKeysLRU"}}])",
                  Status::fail},
                 {"under the OSS policy",
                  R"([{}, {"properties": {"clusteringPolicy": "OSSCluster"}}])", Status::fail},
                 {"hidden", R"([{}, {"properties": {"evictionPolicy": "***"}}])", Status::unknown},
                 {"no search", R"([{}, {"properties": {"modules": [{"name": "RedisJSON"}]}}])",
                  Status::not_applicable}},
};

// ---- CW-AMR-026 ---------------------------------------------------------

[[nodiscard]] inline Verdict managed_accepted(const RedisEnterpriseDatabase& database,
                                              const Context& context) {
  const auto* cluster = context.parent<RedisEnterprise>(database);
  if (cluster == nullptr)
    return {Status::unknown,
            {Truth::unknown, {.at = &database, .kind = Basis::Kind::resource}},
            "the instance of the database is not one this tool can read"};
  return require(accepted(database, cluster->sku_name, context));
}

inline constexpr Rule managed_accepted_rule{
    .id = "CW-AMR-026",
    .name = "managed-redis-accepted-by-size",
    .title = "A database asks nothing that its instance's size refuses",
    .message = "the size of the instance does not have what the database asks for",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<managed_accepted>,
    .rationale =
        "A deployment of it fails, often halfway. What sizes refuse is in the table of facts.",
    .remediation = {.cli = "az redisenterprise update --ids {parent} --sku Balanced_B10",
                    .bicep = "sku: { name: 'Balanced_B10' }",
                    .terraform = "sku_name = \"Balanced_B10\""},
    .references = {"https://learn.microsoft.com/azure/redis/overview#feature-comparison"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/implement-geo-replication"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"nothing", R"({})", Status::pass},
         {"geo-replication on a small size",
          R"([{"sku": {"name": "Balanced_B0"}}, {"properties": {"geoReplication": {"groupNickname": "world", "linkedDatabases": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default"}]}}}])",
          Status::fail},
         {"the instance was not collected", R"(["$absent", {}])", Status::unknown}},
};

// ---- CW-AMR-027 ---------------------------------------------------------

[[nodiscard]] inline Verdict managed_in_range(const RedisEnterprise& cluster,
                                              const Context& context) {
  return require(all_of(accepted(cluster, cluster.sku_name, context),
                        in_range(cluster, cluster.sku_name, context)));
}

inline constexpr Rule managed_in_range_rule{
    .id = "CW-AMR-027",
    .name = "managed-redis-values-in-range",
    .title = "Numbers of an instance are ones that its size takes",
    .message = "a number of the instance is out of the range that its size takes",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<managed_in_range>,
    .rationale = "A deployment of it fails. The ranges are in the table of facts.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --sku Balanced_B10",
                    .bicep = "sku: { name: 'Balanced_B10' }",
                    .terraform = "sku_name = \"Balanced_B10\""},
    .references = {"https://learn.microsoft.com/azure/templates/microsoft.cache/redisenterprise"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/implement-clustering-security"}},
    .baseline = managed_redis_baseline,
    .examples = {{"no number", R"({})", Status::pass},
                 {"a capacity on a size that has none",
                  R"({"sku": {"name": "Balanced_B10", "capacity": 2}})", Status::fail},
                 {"too much", R"({"sku": {"name": "Enterprise_E10", "capacity": 99}})",
                  Status::fail},
                 {"hidden", R"({"sku": {"name": "Enterprise_E10", "capacity": "***"}})",
                  Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_upkeep_rules{&managed_keys_rotated_rule,
                                                 &managed_retention_rule, &managed_search_rule,
                                                 &managed_accepted_rule, &managed_in_range_rule};

}  // namespace cachewarden::inline v0::rules
