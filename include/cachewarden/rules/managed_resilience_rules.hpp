#pragma once

#include <array>

#include "cachewarden/rules/diagnostic_claims.hpp"
#include "cachewarden/rules/managed_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on what keeps Azure Managed Redis and the Enterprise tiers running and watched.
namespace cachewarden::inline v0::rules {

// ---- CW-AMR-008 -----------------------------------------------------------

/// The instance survives the loss of a zone. Managed instances say so in `redundancyMode`; high
/// availability alone proves nothing. Enterprise tiers list zones.
[[nodiscard]] inline Verdict managed_redis_zones(const RedisEnterprise& cluster,
                                                 const Context& context) {
  const Property<RedisGeneration> family = generation(cluster.sku_name);
  if (!family.has_value())
    return require(unknown(cluster.sku_name));
  if (*family == RedisGeneration::enterprise) {
    return require(holds(cluster.zones, [&context](const List<Text>& zones) {
      return zones.size() >= context.settings().minimum_zones;
    }));
  }
  if (cluster.redundancy_mode.is_gap() && cluster.high_availability.state() == State::stated &&
      !*cluster.high_availability)
    return require(claim(cluster.high_availability, Truth::no));
  return require(equals(cluster.redundancy_mode, RedundancyMode::zone));
}

inline constexpr Rule managed_redis_zones_rule{
    .id = "CW-AMR-008",
    .name = "managed-redis-zone-redundant",
    .title = "Azure Managed Redis is zone redundant",
    .message = "the loss of one availability zone stops the instance",
    .severity = Severity::medium,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<managed_redis_zones>,
    .rationale =
        "Nodes in several zones keep the cache available when a data centre fails. Managed "
        "instances are zone redundant by themselves where the region has zones and high "
        "availability is on.",
    .remediation = {.cli = "az resource update --ids {id} --api-version 2025-07-01 --set "
                           "properties.highAvailability=Enabled",
                    .bicep = "highAvailability: 'Enabled'",
                    .terraform = "high_availability_enabled = true"},
    .references = {"https://learn.microsoft.com/azure/redis/high-availability"},
    .controls = {{Framework::azts, "Azure_RedisEnterprise_BCDR_Configure_Allowed_Redundancy"},
                 {Framework::microsoft_guide, "backup-and-recovery/enable-zone-redundancy"},
                 {Framework::psrule, "Azure.RedisEnterprise.Zones"},
                 {Framework::azure_policy, "408934a8-941a-4c1e-ba88-dd035d9688f4"},
                 {Framework::azqr, "redis-012"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"zone redundant", "{}", Status::pass},
         {"locally redundant", R"({"properties": {"redundancyMode": "LR"}})", Status::fail},
         {"not replicated", R"({"properties": {"redundancyMode": "None"}})", Status::fail},
         {"mode not shown", R"({"properties": {"redundancyMode": "$absent"}})", Status::unknown},
         {"high availability off, mode not shown",
          R"({"properties": {"redundancyMode": "$absent", "highAvailability": "Disabled"}})",
          Status::fail},
         {"Enterprise in three zones",
          R"({"sku": {"name": "Enterprise_E20", "capacity": 2}, "zones": ["1", "2", "3"]})",
          Status::pass},
         {"Enterprise without zones", R"({"sku": {"name": "Enterprise_E20", "capacity": 2}})",
          Status::fail}},
};

// ---- CW-AMR-009 -----------------------------------------------------------

/// Connection events of the database are sent somewhere; the cluster itself has metrics only.
[[nodiscard]] inline Verdict managed_redis_logs(const RedisEnterpriseDatabase& database,
                                                const Context& context) {
  return require(logs_are_sent(database, context));
}

inline constexpr Rule managed_redis_logs_rule{
    .id = "CW-AMR-009",
    .name = "managed-redis-diagnostic-logs",
    .title = "Logs of Azure Managed Redis databases are sent to a place that keeps them",
    .message = "no diagnostic setting sends the logs of the database",
    .severity = Severity::medium,
    .category = Category::logging_and_monitoring,
    .since = "0.1",
    .check = check<managed_redis_logs>,
    .rationale =
        "Without connection logs an intrusion leaves no trace: who connected, from where "
        "and as whom is known for a moment only.",
    .remediation = {.cli = "az monitor diagnostic-settings create --name logs --resource {id} "
                           "--workspace WORKSPACE_ID --logs "
                           "'[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]'",
                    .bicep = "logs: [{ categoryGroup: 'allLogs', enabled: true }]",
                    .terraform = "enabled_log { category_group = \"allLogs\" }"},
    .references = {"https://learn.microsoft.com/azure/redis/monitor-diagnostic-settings"},
    .controls = {{Framework::microsoft_guide, "logging-and-monitoring/enable-diagnostic-settings"},
                 {Framework::azure_policy, "fa570aa1-acca-4eea-8e5a-233cf2c5e4c2"},
                 {Framework::azure_policy, "145ff119-bfcf-443a-834c-b59859ec3ee7"},
                 {Framework::azure_policy, "e76ef589-c7d6-42cf-a61a-13471f6f50cd"},
                 {Framework::mcsb, "LT-4"},
                 {Framework::azqr, "redis-001"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"all logs to a workspace", "{}", Status::pass},
         {"no setting", R"([{}, {}, {}, {"body": []}])", Status::fail},
         {"metrics only",
          R"([{}, {}, {}, {"body": [{"name": "m", "properties": {"workspaceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w",
              "logs": [], "metrics": [{"category": "AllMetrics", "enabled": true}]}}]}])",
          Status::fail},
         {"the category is off",
          R"([{}, {}, {}, {"body": [{"name": "m", "properties": {"workspaceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w",
              "logs": [{"category": "ConnectionEvents", "enabled": false}]}}]}])",
          Status::fail},
         {"settings not collected", R"([{}, {}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-AMR-010 -----------------------------------------------------------

/// Data survives: it is written to disk, or another region has it. The service allows one of the
/// two.
[[nodiscard]] inline Verdict managed_redis_durable(const RedisEnterpriseDatabase& database) {
  const Claim replicated = holds(database.linked_databases,
                                 [](const List<LinkedDatabase>& all) { return all.size() >= 2; });
  return require(
      any_of(equals(database.rdb_enabled, true), equals(database.aof_enabled, true), replicated));
}

inline constexpr Rule managed_redis_durable_rule{
    .id = "CW-AMR-010",
    .name = "managed-redis-persistent-or-replicated",
    .title = "Databases of Azure Managed Redis are persisted or replicated to another region",
    .message = "the database is neither persisted nor replicated",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<managed_redis_durable>,
    .rationale =
        "A database in memory alone is empty after an outage of all its nodes. Persistence "
        "and geo-replication exclude each other; either will do.",
    .remediation = {.cli = "az redisenterprise database update --ids {id} --persistence "
                           "rdb-enabled=true rdb-frequency=6h",
                    .bicep = "persistence: { rdbEnabled: true, rdbFrequency: '6h' }",
                    .terraform = "persistence_redis_database_backup_frequency = \"6h\""},
    .references = {"https://learn.microsoft.com/azure/redis/how-to-persistence",
                   "https://learn.microsoft.com/azure/redis/how-to-active-geo-replication"},
    .controls = {{Framework::azqr, "redis-019"},
                 {Framework::azts, "Azure_RedisEnterprise_BCDR_Configure_Allowed_Redundancy"},
                 {Framework::azts, "Azure_RedisEnterprise_BCDR_Use_RDB_Backup"},
                 {Framework::microsoft_guide, "backup-and-recovery/configure-data-persistence"},
                 {Framework::microsoft_guide, "backup-and-recovery/implement-geo-replication"},
                 {Framework::mcsb, "BR-1"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"snapshots", "{}", Status::pass},
         {"append-only file",
          R"([{}, {"properties": {"persistence": {"rdbEnabled": false, "aofEnabled": true}}}])",
          Status::pass},
         {"a geo-replication group",
          R"([{}, {"properties": {"persistence": "$absent", "geoReplication": {"groupNickname": "g", "linkedDatabases": [
              {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/a/databases/default", "state": "Linked"},
              {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/b/databases/default", "state": "Linked"}]}}}])",
          Status::pass},
         {"neither", R"([{}, {"properties": {"persistence": "$absent"}}])", Status::fail},
         {"a summary without properties", R"([{}, {"properties": "$absent"}])", Status::unknown}},
};

// ---- CW-AMR-011 -----------------------------------------------------------

/// Disks are encrypted with a key of the customer.
[[nodiscard]] inline Verdict managed_redis_customer_key(const RedisEnterprise& cluster) {
  return require(present(cluster.key_encryption_key_url));
}

inline constexpr Rule managed_redis_customer_key_rule{
    .id = "CW-AMR-011",
    .name = "managed-redis-customer-managed-key",
    .title = "Disks of Azure Managed Redis are encrypted with a customer-managed key",
    .message = "disks are encrypted with a key that Microsoft manages",
    .severity = Severity::low,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<managed_redis_customer_key>,
    .rationale =
        "Disks are always encrypted. A key of one's own can be rotated and withdrawn, which "
        "some regulations ask for.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --key-encryption-key-url KEY_URL "
                           "--key-identity-type userAssignedIdentity --identity-resource-id "
                           "IDENTITY_ID",
                    .bicep = "encryption: { customerManagedKeyEncryption: { keyEncryptionKeyUrl: "
                             "keyUrl } }",
                    .terraform = "customer_managed_key { key_vault_key_id = "
                                 "azurerm_key_vault_key.this.id }"},
    .references = {"https://learn.microsoft.com/azure/redis/how-to-encryption"},
    .controls = {{Framework::mcsb, "DP-4"},
                 {Framework::mcsb, "DP-6"},
                 {Framework::microsoft_guide,
                  "data-protection/configure-customer-managed-keys-for-disk-encryption"},
                 {Framework::azure_policy, "09aa11bb-87ec-409f-bf0b-49b7c1561a87"},
                 {Framework::conformity, "enable-encryption-with-cmk-for-enterprise-redis"},
                 {Framework::cis, "database-services-2.8"},
                 {Framework::mcsb, "DP-5"},
                 {Framework::azqr, "redis-016"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"a key of the customer", "{}", Status::pass},
         {"a key of Microsoft", R"({"properties": {"encryption": "$absent"}})", Status::fail},
         {"an empty block",
          R"({"properties": {"encryption": {"customerManagedKeyEncryption": {"keyEncryptionKeyUrl": "$absent"}}}})",
          Status::fail},
         {"a summary without properties", R"({"properties": "$absent"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_resilience_rules{
    &managed_redis_zones_rule, &managed_redis_logs_rule, &managed_redis_durable_rule,
    &managed_redis_customer_key_rule};

}  // namespace cachewarden::inline v0::rules
