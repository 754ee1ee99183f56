#pragma once

#include <algorithm>
#include <array>
#include <charconv>

#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on the memory, the version and the nodes of Azure Cache for Redis.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-030 ---------------------------------------------------------

/// A full cache makes room instead of refusing to write.
[[nodiscard]] inline Verdict redis_eviction(const RedisCache& cache) {
  return require(holds(cache.maxmemory_policy,
                       [](const Text& policy) { return !equal_folded(policy, "noeviction"); }));
}

inline constexpr Rule redis_eviction_rule{
    .id = "CW-REDIS-030",
    .name = "redis-eviction-policy",
    .title = "A full cache evicts keys instead of refusing writes",
    .message = "the eviction policy is noeviction: writes fail as soon as memory is full",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_eviction>,
    .rationale =
        "With noeviction anybody who can write can fill the memory and stop all other writers.",
    .remediation =
        {.cli = "az redis update --ids {id} --set redisConfiguration.maxmemory-policy=volatile-lru",
         .bicep = "redisConfiguration: { 'maxmemory-policy': 'volatile-lru' }",
         .terraform = "redis_configuration { maxmemory_policy = \"volatile-lru\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-configure#memory-policies"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/configure-memory-management-policies"}},
    .baseline = redis_premium_baseline,
    .examples = {{"volatile-lru", "{}", Status::pass},
                 {"left out",
                  R"({"properties": {"redisConfiguration": {"maxmemory-policy": "$absent"}}})",
                  Status::pass},
                 {"noeviction",
                  R"({"properties": {"redisConfiguration": {"maxmemory-policy": "NoEviction"}}})",
                  Status::fail},
                 {"hidden",
                  R"({"properties": {"redisConfiguration": {"maxmemory-policy": "***"}}})",
                  Status::unknown}},
};

// ---- CW-REDIS-031 ---------------------------------------------------------

/// The memory of the size of a cache in MB; unknown with what it rests on.
struct CacheSize {
  std::int32_t megabytes = 0;
  Claim unknown_by{};
};

[[nodiscard]] inline CacheSize size_of(const RedisCache& cache, const Context& context) {
  if (!cache.sku_family.has_value())
    return {.unknown_by = unknown(cache.sku_family)};
  if (!cache.sku_capacity.has_value())
    return {.unknown_by = unknown(cache.sku_capacity)};
  for (const SizeFact& fact : context.inventory().facts().sizes) {
    if (fact.capacity == *cache.sku_capacity && equal_folded(fact.family, *cache.sku_family))
      return {.megabytes = fact.megabytes};
  }
  return {.unknown_by = needs_knowledge("the memory of this size of cache")};
}

/// A tenth of the memory is kept for other things than keys, twice: for the system and for what
/// fragmentation wastes. Left out, the service keeps as much.
[[nodiscard]] inline Verdict redis_reserved_memory(const RedisCache& cache,
                                                   const Context& context) {
  const CacheSize size = size_of(cache, context);
  const auto is_enough = [&](const Property<std::int32_t>& reserved) {
    if (reserved.is_none())
      return claim(reserved, Truth::yes);
    if (reserved.is_gap())
      return unknown(reserved);
    if (size.megabytes == 0)
      return size.unknown_by;
    return claim(reserved, truth(*reserved >= size.megabytes / 10));
  };
  return when(negated(equals(cache.sku_name, RedisTier::basic)),
              require(all_of(is_enough(cache.maxmemory_reserved),
                             is_enough(cache.maxfragmentationmemory_reserved))),
              "Basic caches keep no memory aside");
}

inline constexpr Rule redis_reserved_memory_rule{
    .id = "CW-REDIS-031",
    .name = "redis-reserved-memory",
    .title = "A tenth of the memory is reserved, and another tenth for fragmentation",
    .message = "less than a tenth of the memory is reserved",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::performance_efficiency,
    .since = "0.1",
    .check = check<redis_reserved_memory>,
    .rationale =
        "Replication and persistence need memory beside the keys; without it a cache under load "
        "slows down, swaps and fails over.",
    .remediation = {.cli = "az redis update --ids {id} --set "
                           "redisConfiguration.maxmemory-reserved=MEGABYTES "
                           "redisConfiguration.maxfragmentationmemory-reserved=MEGABYTES",
                    .bicep = "redisConfiguration: { 'maxmemory-reserved': '642' }",
                    .terraform = "redis_configuration { maxmemory_reserved = 642 }"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
         "cache-best-practices-memory-management",
         "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.MaxMemoryReserved/"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/configure-memory-management-policies"},
                 {Framework::psrule, "Azure.Redis.MaxMemoryReserved"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"both reserved", "{}", Status::pass},
         {"left out",
          R"({"properties": {"redisConfiguration": {"maxmemory-reserved": "$absent"}}})",
          Status::pass},
         {"a tenth, to the megabyte",
          R"({"properties": {"redisConfiguration": {"maxmemory-reserved": "614"}}})", Status::pass},
         {"less", R"({"properties": {"redisConfiguration": {"maxmemory-reserved": "613"}}})",
          Status::fail},
         {"less for fragmentation",
          R"({"properties": {"redisConfiguration": {"maxfragmentationmemory-reserved": "2"}}})",
          Status::fail},
         {"a size that is not known", R"({"properties": {"sku": {"capacity": 77}}})",
          Status::unknown},
         {"not a number",
          R"({"properties": {"redisConfiguration": {"maxmemory-reserved": "many"}}})",
          Status::unknown},
         {"Basic", R"({"properties": {"sku": {"name": "Basic", "family": "C"}}})",
          Status::not_applicable}},
};

// ---- CW-REDIS-032 ---------------------------------------------------------

/// Notifications tell everything that happens to keys: by `A`, or by all classes that it stands for
/// one by one. Source: redis.io/docs/latest/develop/use/keyspace-notifications.
[[nodiscard]] constexpr bool tells_everything(std::string_view flags) noexcept {
  const auto has = [flags](char flag) { return flags.find(flag) != std::string_view::npos; };
  if (!has('K') && !has('E'))
    return false;
  constexpr std::string_view classes = "g$lshzxe";
  return has('A') || std::all_of(classes.begin(), classes.end(), has);
}

[[nodiscard]] inline Verdict redis_notifications(const RedisCache& cache) {
  return require(negated(holds(cache.notify_keyspace_events,
                               [](const Text& flags) { return tells_everything(flags); })));
}

inline constexpr Rule redis_notifications_rule{
    .id = "CW-REDIS-032",
    .name = "redis-keyspace-notifications",
    .title = "Keyspace notifications are off, or tell about chosen events only",
    .message = "keyspace notifications tell subscribers about every event of every key",
    .severity = Severity::low,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<redis_notifications>,
    .rationale =
        "Whoever may subscribe learns the names of all keys as they are used, which often hold "
        "names of people and orders.",
    .remediation = {.cli = "az redis update --ids {id} --set "
                           "redisConfiguration.notify-keyspace-events=KEx",
                    .bicep = "redisConfiguration: { 'notify-keyspace-events': 'KEx' }",
                    .terraform = "redis_configuration { notify_keyspace_events = \"KEx\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-configure#keyspace-notifications-advanced-settings",
                   "https://redis.io/docs/latest/develop/use/keyspace-notifications/"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/configure-keyspace-notifications"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"off", "{}", Status::pass},
         {"expired keys",
          R"({"properties": {"redisConfiguration": {"notify-keyspace-events": "Ex"}}})",
          Status::pass},
         {"everything",
          R"({"properties": {"redisConfiguration": {"notify-keyspace-events": "KEA"}}})",
          Status::fail},
         {"everything, class by class",
          R"({"properties": {"redisConfiguration": {"notify-keyspace-events": "Eg$lshzxe"}}})",
          Status::fail},
         {"every class, and neither keys nor events",
          R"({"properties": {"redisConfiguration": {"notify-keyspace-events": "A"}}})",
          Status::pass},
         {"a parameter without value",
          R"(["$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis",
              "apiVersion": "2024-11-01", "name": "orders",
              "properties": {"redisConfiguration": {"notify-keyspace-events": "[parameters('f')]"}}}])",
          Status::unknown}},
};

// ---- CW-REDIS-033 ---------------------------------------------------------

/// The first number of a version; `latest` is above all.
[[nodiscard]] inline std::int32_t major_version(std::string_view version) noexcept {
  if (equal_folded(version, "latest"))
    return 1000;
  std::int32_t number = -1;
  std::from_chars(version.data(), version.data() + version.size(), number);
  return number;
}

/// The engine is one that still gets corrections.
[[nodiscard]] inline Verdict redis_engine(const RedisCache& cache) {
  if (cache.redis_version.has_value() && major_version(*cache.redis_version) < 0)
    return {Status::unknown, unknown(cache.redis_version), "the version is no number"};
  return require(
      holds(cache.redis_version, [](const Text& version) { return major_version(version) >= 6; }));
}

inline constexpr Rule redis_engine_rule{
    .id = "CW-REDIS-033",
    .name = "redis-engine-version",
    .title = "Azure Cache for Redis runs version 6 or later",
    .message = "the cache runs a version of Redis below 6",
    .severity = Severity::medium,
    .category = Category::governance,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_engine>,
    .rationale =
        "Redis 4 gets no corrections any more, neither of faults nor of weaknesses, and knows no "
        "access lists.",
    .remediation = {.cli = "az redis update --ids {id} --set redisVersion=6",
                    .bicep = "redisVersion: '6'",
                    .terraform = "redis_version = \"6\""},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-upgrade",
                   "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.Version/"},
    .controls = {{Framework::psrule, "Azure.Redis.Version"},
                 {Framework::cloudsploit, "redisCache/redisVersion"}},
    .baseline = redis_premium_baseline,
    .examples = {{"6.0", "{}", Status::pass},
                 {"latest", R"({"properties": {"redisVersion": "latest"}})", Status::pass},
                 {"4.0.14", R"({"properties": {"redisVersion": "4.0.14"}})", Status::fail},
                 {"left out in a template",
                  R"(["$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis",
                      "apiVersion": "2024-11-01", "name": "orders",
                      "properties": {"enableNonSslPort": false}}])",
                  Status::pass},
                 {"a word", R"({"properties": {"redisVersion": "stable"}})", Status::unknown},
                 {"not shown", R"({"properties": {"redisVersion": "$absent"}})", Status::unknown}},
};

// ---- CW-REDIS-034 ---------------------------------------------------------

/// Every node of a cluster takes encrypted connections only. The port of the cache opens one of
/// each node; nodes show theirs only while it is open.
[[nodiscard]] inline Verdict redis_cluster_nodes(const RedisCache& cache) {
  const Claim clustered = holds(cache.shard_count, [](std::int32_t count) { return count > 0; });
  return when(clustered, require(equals(cache.enable_non_ssl_port, false)),
              "the cache is not clustered");
}

inline constexpr Rule redis_cluster_nodes_rule{
    .id = "CW-REDIS-034",
    .name = "redis-cluster-nodes-tls-only",
    .title = "Every node of a cluster accepts only connections over TLS",
    .message = "a node of the cluster accepts connections without TLS",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<redis_cluster_nodes>,
    .rationale =
        "Clients of a cluster talk to its nodes, each on ports of its own: opening the plain "
        "port opens one for every node.",
    .remediation = {.cli = "az redis update --ids {id} --set enableNonSslPort=false",
                    .bicep = "enableNonSslPort: false",
                    .terraform = "non_ssl_port_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-clustering"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/implement-clustering-security"},
                 {Framework::mcsb, "DP-3"}},
    .baseline = redis_premium_baseline,
    .examples = {{"port closed", "{}", Status::pass},
                 {"port open", R"({"properties": {"enableNonSslPort": true}})", Status::fail},
                 {"hidden", R"({"properties": {"enableNonSslPort": "***"}})", Status::unknown},
                 {"not clustered", R"({"properties": {"shardCount": null}})",
                  Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_memory_rules{&redis_eviction_rule, &redis_reserved_memory_rule,
                                               &redis_notifications_rule, &redis_engine_rule,
                                               &redis_cluster_nodes_rule};

}  // namespace cachewarden::inline v0::rules
