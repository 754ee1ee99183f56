#pragma once

#include <array>

#include "cachewarden/rules/managed_baselines.hpp"
#include "cachewarden/rules/managed_claims.hpp"
#include "cachewarden/rules/redis_memory_rules.hpp"
#include "cachewarden/rules/rule.hpp"

/// Settings of Azure Managed Redis that the service refuses, or that fall behind.
namespace cachewarden::inline v0::rules {

// ---- CW-AMR-019 -----------------------------------------------------------

/// Notifications do not tell everything that happens to every key.
[[nodiscard]] inline Verdict managed_redis_notifications(const RedisEnterpriseDatabase& database) {
  return require(negated(holds(database.notify_keyspace_events,
                               [](const Text& flags) { return tells_everything(flags); })));
}

inline constexpr Rule managed_redis_notifications_rule{
    .id = "CW-AMR-019",
    .name = "managed-redis-keyspace-notifications",
    .title = "Keyspace notifications of databases are off, or tell about chosen events only",
    .message = "keyspace notifications tell subscribers about every event of every key",
    .severity = Severity::low,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<managed_redis_notifications>,
    .rationale =
        "Whoever may subscribe learns the names of all keys as they are used, which often hold "
        "names of people and orders.",
    .remediation = {.cli = "az resource update --ids {id} --api-version 2026-02-01-preview --set "
                           "properties.notifyKeyspaceEvents=KEx",
                    .bicep = "notifyKeyspaceEvents: 'KEx'",
                    .terraform = "azapi_update_resource { properties = { notifyKeyspaceEvents = "
                                 "\"KEx\" } }"},
    .references = {"https://redis.io/docs/latest/develop/use/keyspace-notifications/"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/configure-keyspace-notifications"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"off", "{}", Status::pass},
         {"expired keys", R"([{}, {"properties": {"notifyKeyspaceEvents": "Ex"}}])", Status::pass},
         {"everything", R"([{}, {"properties": {"notifyKeyspaceEvents": "AKE"}}])", Status::fail},
         {"hidden", R"([{}, {"properties": {"notifyKeyspaceEvents": "***"}}])", Status::unknown}},
};

// ---- CW-AMR-020 -----------------------------------------------------------

/// One way of keeping data: snapshots, an append-only file, or geo-replication.
[[nodiscard]] inline Verdict managed_redis_one_way(const RedisEnterpriseDatabase& database) {
  const Claim snapshots = equals(database.rdb_enabled, true);
  const Claim file = equals(database.aof_enabled, true);
  const Claim linked = holds(database.linked_databases,
                             [](const List<LinkedDatabase>& all) { return !all.empty(); });
  return require(
      negated(any_of(all_of(snapshots, file), all_of(snapshots, linked), all_of(file, linked))));
}

inline constexpr Rule managed_redis_one_way_rule{
    .id = "CW-AMR-020",
    .name = "managed-redis-one-kind-of-persistence",
    .title = "A database keeps its data in one way: snapshots, append-only file or replication",
    .message = "two ways of keeping data exclude each other, and the service refuses them together",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<managed_redis_one_way>,
    .rationale = "The service takes one of the three, so that a deployment of two fails.",
    .remediation = {.cli = "az redisenterprise database update --ids {id} --persistence "
                           "aof-enabled=false",
                    .bicep = "persistence: { rdbEnabled: true, rdbFrequency: '6h' }",
                    .terraform = "persistence_redis_database_backup_frequency = \"6h\""},
    .references = {"https://learn.microsoft.com/azure/redis/how-to-persistence",
                   "https://learn.microsoft.com/azure/redis/how-to-active-geo-replication"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/configure-data-persistence"},
                 {Framework::microsoft_guide, "backup-and-recovery/implement-geo-replication"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"snapshots", "{}", Status::pass},
         {"snapshots and file", R"([{}, {"properties": {"persistence": {"aofEnabled": true}}}])",
          Status::fail},
         {"snapshots and replication",
          R"([{}, {"properties": {"geoReplication": {"groupNickname": "g", "linkedDatabases": [
              {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/a/databases/default"}]}}}])",
          Status::fail},
         {"a summary without properties", R"([{}, {"properties": "$absent"}])", Status::unknown}},
};

// ---- CW-AMR-021 -----------------------------------------------------------

/// Zones are listed for the Enterprise tiers only; managed instances find theirs.
[[nodiscard]] inline Verdict managed_redis_no_zone_list(const RedisEnterprise& cluster) {
  return when(is_managed(cluster), require(negated(present(cluster.zones))),
              "clusters of the Enterprise tiers list their zones");
}

inline constexpr Rule managed_redis_no_zone_list_rule{
    .id = "CW-AMR-021",
    .name = "managed-redis-zones-not-listed",
    .title = "No zones are listed for Azure Managed Redis",
    .message = "zones are listed, which the service refuses for this SKU",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<managed_redis_no_zone_list>,
    .rationale =
        "Managed instances are zone redundant by themselves where the region allows; a "
        "list of zones makes the deployment fail.",
    .remediation = {.cli = "az resource update --ids {id} --api-version 2025-07-01 --remove zones",
                    .bicep = "leave zones out",
                    .terraform = "leave zones out"},
    .references = {"https://learn.microsoft.com/azure/redis/high-availability"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/enable-zone-redundancy"}},
    .baseline = managed_redis_baseline,
    .examples = {{"none", "{}", Status::pass},
                 {"three zones", R"({"zones": ["1", "2", "3"]})", Status::fail},
                 {"SKU not shown", R"({"sku": "$absent", "zones": ["1"]})", Status::unknown},
                 {"an Enterprise tier",
                  R"({"sku": {"name": "Enterprise_E20"}, "zones": ["1", "2", "3"]})",
                  Status::not_applicable}},
};

// ---- CW-AMR-022 -----------------------------------------------------------

/// New versions of the engine are taken when they come.
[[nodiscard]] inline Verdict managed_redis_upgrades(const RedisEnterpriseDatabase& database) {
  return require(equals(database.defer_upgrade, UpgradeTiming::not_deferred));
}

inline constexpr Rule managed_redis_upgrades_rule{
    .id = "CW-AMR-022",
    .name = "managed-redis-upgrades-not-deferred",
    .title = "Databases take new versions of Redis when they come",
    .message = "upgrades of the database are deferred",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<managed_redis_upgrades>,
    .rationale =
        "Corrections of weaknesses come with new versions; a database that defers them "
        "stays open until somebody remembers.",
    .remediation = {.cli = "az redisenterprise database update --ids {id} --defer-upgrade "
                           "NotDeferred",
                    .bicep = "deferUpgrade: 'NotDeferred'",
                    .terraform = "azapi_update_resource { properties = { deferUpgrade = "
                                 "\"NotDeferred\" } }"},
    .references = {"https://learn.microsoft.com/azure/redis/how-to-upgrade"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/schedule-maintenance-updates"}},
    .baseline = managed_redis_baseline,
    .examples = {{"not deferred", R"([{}, {"properties": {"deferUpgrade": "NotDeferred"}}])",
                  Status::pass},
                 {"deferred", R"([{}, {"properties": {"deferUpgrade": "Deferred"}}])",
                  Status::fail},
                 {"left out", "{}", Status::pass},
                 {"a word to come", R"([{}, {"properties": {"deferUpgrade": "Perhaps"}}])",
                  Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_deployability_rules{
    &managed_redis_notifications_rule, &managed_redis_one_way_rule,
    &managed_redis_no_zone_list_rule, &managed_redis_upgrades_rule};

}  // namespace cachewarden::inline v0::rules
