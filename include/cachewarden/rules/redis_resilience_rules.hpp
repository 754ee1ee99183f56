#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "cachewarden/rules/lifecycle_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on what keeps Azure Cache for Redis running and its data safe.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-020 ---------------------------------------------------------

/// Nodes stand in several zones: yes or no if every node says where it stands.
[[nodiscard]] inline Claim nodes_are_in_zones(const RedisCache& cache, std::size_t least) {
  if (!cache.instances.has_value() || cache.instances->empty())
    return unknown(cache.instances);
  std::vector<std::string_view> zones;
  for (const RedisInstance& node : *cache.instances) {
    if (node.zone.is_gap())
      return unknown(cache.instances);
    if (node.zone.has_value() &&
        std::find(zones.begin(), zones.end(), node.zone->view()) == zones.end())
      zones.push_back(node.zone->view());
  }
  return claim(cache.instances, truth(zones.size() >= least));
}

/// The cache survives the loss of a zone. Zones that are listed decide; where the platform chooses
/// them, only the nodes tell whether it found any.
[[nodiscard]] inline Verdict redis_zones(const RedisCache& cache, const Context& context) {
  const std::size_t least = context.settings().minimum_zones;
  const Claim replicated = negated(equals(cache.sku_name, RedisTier::basic));
  if (replicated.truth == Truth::no)
    return {Status::fail, replicated,
            "a Basic cache is a single node in a single zone: the tier has to change first"};
  const Claim listed = holds(cache.zones, [](const List<Text>& zones) { return !zones.empty(); });
  if (listed.truth == Truth::unknown)
    return require(listed);
  if (listed.truth == Truth::yes)
    return require(all_of(replicated, claim(cache.zones, truth(cache.zones->size() >= least))));
  if (cache.zonal_allocation_policy.has_value() &&
      *cache.zonal_allocation_policy == ZonalAllocation::no_zones)
    return require(claim(cache.zonal_allocation_policy, Truth::no));
  const Claim standing = nodes_are_in_zones(cache, least);
  return require(standing.truth == Truth::yes ? all_of(replicated, standing) : standing,
                 standing.truth == Truth::unknown
                     ? "the platform chooses the zones, and no node shows which it chose"
                     : std::string_view());
}

inline constexpr Rule redis_zones_rule{
    .id = "CW-REDIS-020",
    .name = "redis-zone-redundant",
    .title = "Azure Cache for Redis survives the loss of a zone",
    .message = "the loss of one availability zone stops the cache",
    .severity = Severity::medium,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_zones>,
    .rationale =
        "Nodes in several zones keep the cache available when a data centre fails. Zones can be "
        "chosen when a cache is made, or left to the platform where the region has any. Basic has "
        "a "
        "single node, and none of it before it becomes Standard or Premium.",
    .remediation = {.cli = "az redis update --ids {id} --set zonalAllocationPolicy=Automatic # "
                           "Basic only after: az redis update --ids {id} --sku Standard --vm-size "
                           "c1",
                    .bicep = "zones: ['1', '2']",
                    .terraform = "zones = [\"1\", \"2\"]"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-high-availability",
         "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.AvailabilityZone/"},
    .controls = {{Framework::azts, "Azure_RedisCache_BCDR_Configure_Allowed_Redundancy"},
                 {Framework::microsoft_guide, "backup-and-recovery/enable-zone-redundancy"},
                 {Framework::psrule, "Azure.Redis.AvailabilityZone"},
                 {Framework::azure_policy, "1bf67da8-b100-45bf-b89d-e4669fc54411"},
                 {Framework::conformity, "enable-zone-redundancy"},
                 {Framework::aprl, "5a44bd30-ae6a-4b81-9b68-dc3a8ffca4d8"}},
    .baseline = redis_premium_baseline,
    .examples = {{"two zones", "{}", Status::pass},
                 {"one zone", R"({"zones": ["1"]})", Status::fail},
                 {"no zones, by choice",
                  R"({"zones": null, "properties": {"zonalAllocationPolicy": "NoZones"}})",
                  Status::fail},
                 {"Basic", R"({"zones": null, "properties": {"sku": {"name": "Basic"}}})",
                  Status::fail},
                 {"left to the platform, which found two",
                  R"({"zones": null, "properties": {"zonalAllocationPolicy": "Automatic",
              "instances": [{"sslPort": 15000, "zone": "1"}, {"sslPort": 15001, "zone": "3"}]}})",
                  Status::pass},
                 {"left to the platform, which found none",
                  R"({"zones": null, "properties": {"zonalAllocationPolicy": "Automatic",
              "instances": [{"sslPort": 15000}, {"sslPort": 15001}]}})",
                  Status::fail},
                 {"left to the platform, nodes not shown",
                  R"({"zones": null, "properties": {"zonalAllocationPolicy": "Automatic"}})",
                  Status::unknown},
                 {"by the user, who lists none",
                  R"({"zones": null, "properties": {"zonalAllocationPolicy": "UserDefined"}})",
                  Status::unknown},
                 {"nothing said in a template",
                  R"(["$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis",
              "apiVersion": "2024-11-01", "name": "orders",
              "properties": {"sku": {"name": "Premium", "family": "P", "capacity": 1}}}])",
                  Status::unknown}},
};

// ---- CW-REDIS-021 ---------------------------------------------------------

inline constexpr std::string_view premium_only_note = "only Premium caches offer it";

/// Data survives: it is written to storage, or a linked cache has it. The service allows one of the
/// two.
[[nodiscard]] inline Verdict redis_durable(const RedisCache& cache, const Context& context) {
  return when(
      is_premium(cache),
      require(any_of(is_persisted(cache), exists(context.children<RedisLinkedServer>(cache)))),
      premium_only_note);
}

inline constexpr Rule redis_durable_rule{
    .id = "CW-REDIS-021",
    .name = "redis-persistent-or-replicated",
    .title = "A Premium cache is persisted or replicated to another cache",
    .message = "the cache is neither persisted nor geo-replicated",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_durable>,
    .rationale =
        "A cache in memory alone is empty after an outage of all its nodes. Persistence and "
        "geo-replication exclude each other; either will do.",
    .remediation = {.cli = "az redis update --ids {id} --set "
                           "redisConfiguration.rdb-backup-enabled=true "
                           "redisConfiguration.rdb-backup-frequency=60 "
                           "redisConfiguration.preferred-data-persistence-auth-method="
                           "ManagedIdentity",
                    .bicep = "redisConfiguration: { 'rdb-backup-enabled': 'true', "
                             "'rdb-backup-frequency': '60' }",
                    .terraform = "redis_configuration { rdb_backup_enabled = true, "
                                 "rdb_backup_frequency = 60 }"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
         "cache-how-to-premium-persistence",
         "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-geo-replication"},
    .controls = {{Framework::cloudguard, "D9.AZU.DR.01"},
                 {Framework::azts, "Azure_RedisCache_BCDR_Use_RDB_Backup"},
                 {Framework::azts, "Azure_RedisCache_BCDR_Configure_Allowed_Redundancy"},
                 {Framework::microsoft_guide, "backup-and-recovery/configure-data-persistence"},
                 {Framework::microsoft_guide, "backup-and-recovery/implement-geo-replication"},
                 {Framework::mcsb, "BR-1"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"snapshots", "{}", Status::pass},
         {"append-only file",
          R"({"properties": {"redisConfiguration": {"rdb-backup-enabled": "false", "aof-backup-enabled": "true"}}})",
          Status::pass},
         {"linked to another cache",
          R"([{"properties": {"redisConfiguration": {"rdb-backup-enabled": "$absent"}}}, {},
              {"body": [{"name": "orders-north", "properties": {
                "linkedRedisCacheId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders-north",
                "serverRole": "Secondary"}}]}])",
          Status::pass},
         {"neither", R"({"properties": {"redisConfiguration": {"rdb-backup-enabled": "$absent"}}})",
          Status::fail},
         {"not persisted, links not collected",
          R"([{"properties": {"redisConfiguration": {"rdb-backup-enabled": "false"}}}, {}, "$absent"])",
          Status::unknown},
         {"Standard", R"({"properties": {"sku": {"name": "Standard"}}})", Status::not_applicable}},
};

// ---- CW-REDIS-022 ---------------------------------------------------------

/// Persistence reaches its storage account by the identity of the cache, not by a key.
[[nodiscard]] inline Verdict redis_persistence_identity(const RedisCache& cache) {
  const Claim by_identity = all_of(
      equals(cache.preferred_data_persistence_auth_method, StorageAuthentication::managed_identity),
      holds(cache.identity_type, [](IdentityType type) { return type != IdentityType::none; }));
  return when(is_persisted(cache), require(by_identity), "the cache is not persisted");
}

inline constexpr Rule redis_persistence_identity_rule{
    .id = "CW-REDIS-022",
    .name = "redis-persistence-managed-identity",
    .title = "Persistence reaches its storage account by managed identity",
    .message = "persistence reaches its storage account by a key",
    .severity = Severity::medium,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<redis_persistence_identity>,
    .rationale =
        "The connection string holds a key to the whole storage account; whoever finds it reads "
        "every snapshot of the cache.",
    .remediation = {.cli = "az redis update --ids {id} --set "
                           "redisConfiguration.preferred-data-persistence-auth-method="
                           "ManagedIdentity redisConfiguration.storage-subscription-id="
                           "SUBSCRIPTION_ID",
                    .bicep = "'preferred-data-persistence-auth-method': 'ManagedIdentity'",
                    .terraform = "data_persistence_authentication_method = \"ManagedIdentity\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
         "cache-how-to-premium-persistence",
         "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-managed-identity"},
    .controls = {{Framework::microsoft_guide, "data-protection/secure-data-persistence-storage"},
                 {Framework::mcsb, "IM-3"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"by identity", "{}", Status::pass},
         {"by key",
          R"({"properties": {"redisConfiguration": {"preferred-data-persistence-auth-method": "SAS"}}})",
          Status::fail},
         {"method left out",
          R"({"properties": {"redisConfiguration": {"preferred-data-persistence-auth-method": "$absent"}}})",
          Status::fail},
         {"by an identity that the cache does not have", R"({"identity": null})", Status::fail},
         {"a method to come",
          R"({"properties": {"redisConfiguration": {"preferred-data-persistence-auth-method": "Magic"}}})",
          Status::unknown},
         {"not persisted",
          R"({"properties": {"redisConfiguration": {"rdb-backup-enabled": "false"}}})",
          Status::not_applicable}},
};

// ---- CW-REDIS-023 ---------------------------------------------------------

/// Maintenance happens in windows that somebody chose.
[[nodiscard]] inline Verdict redis_patch_schedule(const RedisCache& cache, const Context& context) {
  const Children<RedisPatchSchedule> schedules = context.children<RedisPatchSchedule>(cache);
  const Verdict verdict = require(some(schedules, [](const RedisPatchSchedule& schedule) {
    return present(schedule.schedule_entries);
  }));
  const Settings& settings = context.settings();
  if (verdict.status != Status::pass || settings.maintenance_days.empty())
    return verdict;
  const Claim allowed = every(schedules, [&](const RedisPatchSchedule& schedule) {
    return negated(some_record(schedule.schedule_entries, [&](const PatchWindow& window) {
      return !is_on_allowed_day(window, settings);
    }));
  });
  return require(allowed, allowed.truth == Truth::no
                              ? "a maintenance window begins on a day that the settings exclude"
                              : "");
}

inline constexpr Rule redis_patch_schedule_rule{
    .id = "CW-REDIS-023",
    .name = "redis-maintenance-window",
    .title = "Azure Cache for Redis has a maintenance window",
    .message = "the cache has no maintenance window, so that it may be updated at any time",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_patch_schedule>,
    .rationale =
        "Updates fail nodes over and drop connections. A window keeps that out of business "
        "hours.",
    .remediation = {.cli = "az redis patch-schedule create --name {name} --resource-group {group} "
                           "--subscription {subscription} --schedule-entries "
                           "'[{\"dayOfWeek\":\"Sunday\",\"startHourUtc\":2,"
                           "\"maintenanceWindow\":\"PT5H\"}]'",
                    .bicep = "scheduleEntries: [{ dayOfWeek: 'Sunday', startHourUtc: 2 }]",
                    .terraform = "patch_schedule { day_of_week = \"Sunday\", start_hour_utc = 2 }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-administration#schedule-updates"},
    .controls = {{Framework::terrascan, "AC_AZURE_0393"},
                 {Framework::cloudguard, "D9.AZU.NET.14"},
                 {Framework::microsoft_guide, "backup-and-recovery/schedule-maintenance-updates"},
                 {Framework::aprl, "cabc1f98-c8a7-44f7-ab24-977982ef3f70"},
                 {Framework::kics, "b947809d-dd2f-4de9-b724-04d101c515aa"},
                 {Framework::cloudsploit, "redisCache/redisCacheScheduledUpdates"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"on Sundays", "{}", Status::pass},
         {"a schedule without entries",
          R"([{}, {"body": [{"name": "default", "properties": {"scheduleEntries": []}}]}, {}])",
          Status::fail},
         {"no schedule", R"([{}, {"body": []}, {}])", Status::fail},
         {"a template without schedule",
          R"(["$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis",
              "apiVersion": "2024-11-01", "name": "orders", "properties": {"redisVersion": "6"}}])",
          Status::fail},
         {"not collected", R"([{}, "$absent", {}])", Status::unknown}},
};

// ---- CW-REDIS-024 ---------------------------------------------------------

/// Updates come when they are proven.
[[nodiscard]] inline Verdict redis_update_channel(const RedisCache& cache) {
  return require(equals(cache.update_channel, UpdateChannel::stable));
}

inline constexpr Rule redis_update_channel_rule{
    .id = "CW-REDIS-024",
    .name = "redis-update-channel-stable",
    .title = "Azure Cache for Redis takes updates from the stable channel",
    .message = "the cache takes updates from the preview channel",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_update_channel>,
    .rationale =
        "Caches on the preview channel get updates weeks before the others, to find their "
        "faults.",
    .remediation = {.cli = "az redis update --ids {id} --set updateChannel=Stable",
                    .bicep = "updateChannel: 'Stable'",
                    .terraform = "azapi_update_resource { properties = { updateChannel = "
                                 "\"Stable\" } }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-administration#update-channel-and-schedule-updates"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/schedule-maintenance-updates"},
                 {Framework::conformity, "configure-update-channel"},
                 {Framework::cis, "database-services-2.10"}},
    .baseline = redis_premium_baseline,
    .examples = {{"stable", "{}", Status::pass},
                 {"left out", R"({"properties": {"updateChannel": null}})", Status::pass},
                 {"preview", R"({"properties": {"updateChannel": "Preview"}})", Status::fail},
                 {"a channel to come", R"({"properties": {"updateChannel": "Nightly"}})",
                  Status::unknown}},
};

// ---- CW-REDIS-025 ---------------------------------------------------------

/// The links of a geo-replicated cache work, and lead to another region.
[[nodiscard]] inline Verdict redis_links_work(const RedisCache& cache, const Context& context) {
  const Children<RedisLinkedServer> links = context.children<RedisLinkedServer>(cache);
  if (links.items.empty() && links.is_complete())
    return not_applicable({Truth::no, links.basis()}, "the cache is not geo-replicated");
  return require(every(links, [&](const RedisLinkedServer& link) {
    const Claim works = context.owner(link).intent == Intent::planned
                            ? Claim(Truth::yes)
                            : holds(link.provisioning_state, [](const Text& state) {
                                return equal_folded(state, "Succeeded");
                              });
    if (cache.location.is_gap())
      return all_of(works, unknown(cache.location));
    return all_of(works, holds(link.linked_redis_cache_location, [&](const Text& location) {
                    return !equal_folded(location, *cache.location);
                  }));
  }));
}

inline constexpr Rule redis_links_work_rule{
    .id = "CW-REDIS-025",
    .name = "redis-geo-replication-works",
    .title = "Geo-replication leads to another region and works",
    .message = "a geo-replication link does not work, or does not leave the region",
    .severity = Severity::medium,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_links_work>,
    .rationale =
        "A link that failed copies nothing, and one inside the region is lost together with it.",
    .remediation = {.cli = "az redis server-link create --name {name} --resource-group {group} "
                           "--subscription {subscription} --server-to-link CACHE_ID "
                           "--replication-role Secondary",
                    .bicep = "resource link 'linkedServers' = { properties: { "
                             "linkedRedisCacheId: other.id, linkedRedisCacheLocation: "
                             "other.location, serverRole: 'Secondary' } }",
                    .terraform = "azurerm_redis_linked_server"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-geo-replication"},
    .controls = {{Framework::cloudguard, "D9.AZU.DR.01"},
                 {Framework::microsoft_guide, "backup-and-recovery/implement-geo-replication"}},
    .baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "West Europe",
   "properties": {"sku": {"name": "Premium", "family": "P", "capacity": 1}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "linkedServers", "complete": true,
   "body": [{"name": "north", "properties": {"provisioningState": "Succeeded",
     "linkedRedisCacheId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/north",
     "linkedRedisCacheLocation": "North Europe", "serverRole": "Secondary"}}]}
])",
    .examples = {{"to another region", "{}", Status::pass},
                 {"failed",
                  R"([{}, {"body": [{"name": "north", "properties": {"provisioningState": "Failed",
              "linkedRedisCacheLocation": "North Europe"}}]}])",
                  Status::fail},
                 {"inside the region", R"({"location": "northeurope"})", Status::fail},
                 {"state not shown",
                  R"([{}, {"body": [{"name": "north", "properties": {
              "linkedRedisCacheLocation": "North Europe"}}]}])",
                  Status::unknown},
                 {"links were not collected", R"([{}, "$absent"])", Status::unknown},
                 {"not replicated", R"([{}, {"body": []}])", Status::not_applicable}},
};

// ---- CW-REDIS-026 ---------------------------------------------------------

/// The tier is made for production: replicated, and not on a shared core.
[[nodiscard]] inline Verdict redis_tier(const RedisCache& cache) {
  const Claim small =
      all_of(equals(cache.sku_name, RedisTier::standard), equals(cache.sku_capacity, 0));
  const Claim basic = equals(cache.sku_name, RedisTier::basic);
  return require(negated(any_of(basic, small)));
}

inline constexpr Rule redis_tier_rule{
    .id = "CW-REDIS-026",
    .name = "redis-production-tier",
    .title = "Azure Cache for Redis runs on a tier made for production",
    .message = "the cache runs on a single node or on a shared core",
    .severity = Severity::medium,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_tier>,
    .rationale =
        "Basic caches have one node and no service level: each update empties them. The smallest "
        "size, C0, shares its core with others.",
    .remediation = {.cli = "az redis update --ids {id} --sku Standard --vm-size c1",
                    .bicep = "sku: { name: 'Standard', family: 'C', capacity: 1 }",
                    .terraform = "sku_name = \"Standard\", capacity = 1"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview#choosing-the-"
         "right-tier",
         "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.MinSKU/"},
    .controls = {{Framework::steampipe, "redis_cache_no_basic_sku"},
                 {Framework::steampipe, "redis_cache_standard_replication_enabled"},
                 {Framework::psrule, "Azure.Redis.MinSKU"},
                 {Framework::checkov, "CKV_AZURE_230"},
                 {Framework::azqr, "redis-003"},
                 {Framework::cis, "foundations-6.1.5"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"Premium", "{}", Status::pass},
         {"Standard C1",
          R"({"properties": {"sku": {"name": "Standard", "family": "C", "capacity": 1}}})",
          Status::pass},
         {"Standard C0",
          R"({"properties": {"sku": {"name": "Standard", "family": "C", "capacity": 0}}})",
          Status::fail},
         {"Basic", R"({"properties": {"sku": {"name": "Basic", "family": "C", "capacity": 3}}})",
          Status::fail},
         {"Standard, size not known",
          R"({"properties": {"sku": {"name": "Standard", "family": "C", "capacity": "$absent"}}})",
          Status::unknown},
         {"a list without SKUs", R"({"properties": "$absent"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_resilience_rules{&redis_zones_rule,
                                                   &redis_durable_rule,
                                                   &redis_persistence_identity_rule,
                                                   &redis_patch_schedule_rule,
                                                   &redis_update_channel_rule,
                                                   &redis_links_work_rule,
                                                   &redis_tier_rule};

}  // namespace cachewarden::inline v0::rules
