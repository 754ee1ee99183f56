#pragma once

#include <array>

#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/rule.hpp"
#include "cachewarden/rules/tier_claims.hpp"

/// Settings of Azure Cache for Redis that its tier refuses.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-064 ---------------------------------------------------------

[[nodiscard]] inline Verdict redis_accepted(const RedisCache& cache, const Context& context) {
  return require(accepted(cache, cache.sku_name, context));
}

inline constexpr Rule redis_accepted_rule{
    .id = "CW-REDIS-064",
    .name = "redis-accepted-by-tier",
    .title = "A cache asks nothing that its tier refuses",
    .message = "the tier does not have what the cache asks for",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<redis_accepted>,
    .rationale =
        "A deployment of it fails, or the setting is ignored, which is found out when it is "
        "needed. What tiers refuse is in the table of facts.",
    .remediation = {.cli = "az redis update --ids {id} --sku Standard --vm-size c1",
                    .bicep = "sku: { name: 'Standard', family: 'C', capacity: 1 }",
                    .terraform = "sku_name = \"Standard\", family = \"C\", capacity = 1"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-overview#feature-comparison"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/configure-memory-management-policies"},
                 {Framework::microsoft_guide, "backup-and-recovery/enable-zone-redundancy"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"Premium", R"({})", Status::pass},
         {"reserved memory on Basic",
          R"(["$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": "orders",
                      "properties": {"sku": {"name": "Basic", "family": "C", "capacity": 0},
                                     "redisConfiguration": {"maxmemory-reserved": "50"}}}])",
          Status::fail},
         {"reserved memory on Basic, as the service shows it by itself",
          R"({"zones": null, "properties": {"sku": {"name": "Basic", "family": "C", "capacity": 0},
                      "redisConfiguration": {"maxclients": "256", "maxmemory-reserved": "2",
                                             "maxfragmentationmemory-reserved": "12"}}})",
          Status::pass},
         {"zones on Basic",
          R"({"properties": {"sku": {"name": "Basic", "family": "C", "capacity": 0}}})",
          Status::fail},
         {"the family of another tier", R"({"properties": {"sku": {"family": "C"}}})",
          Status::fail},
         {"a tier to come", R"({"properties": {"sku": {"name": "Deluxe"}}})", Status::unknown}},
};

// ---- CW-REDIS-065 ---------------------------------------------------------

[[nodiscard]] inline Verdict redis_in_range(const RedisCache& cache, const Context& context) {
  return require(in_range(cache, cache.sku_name, context));
}

inline constexpr Rule redis_in_range_rule{
    .id = "CW-REDIS-065",
    .name = "redis-values-in-range",
    .title = "Numbers of a cache are ones that its tier takes",
    .message = "a number of the cache is out of the range that its tier takes",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<redis_in_range>,
    .rationale = "A deployment of it fails. The ranges are in the table of facts.",
    .remediation = {.cli = "az redis update --ids {id} --set shardCount=2 replicasPerPrimary=1",
                    .bicep = "properties: { shardCount: 2, replicasPerPrimary: 1 }",
                    .terraform = "shard_count = 2, replicas_per_primary = 1"},
    .references = {"https://learn.microsoft.com/azure/templates/microsoft.cache/redis"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/implement-clustering-security"}},
    .baseline = redis_premium_baseline,
    .examples = {{"in range", R"({})", Status::pass},
                 {"too many shards", R"({"properties": {"shardCount": 99}})", Status::fail},
                 {"no such size", R"({"properties": {"sku": {"capacity": 6}}})", Status::fail},
                 {"hidden", R"({"properties": {"shardCount": "***"}})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_tier_rules{&redis_accepted_rule, &redis_in_range_rule};

}  // namespace cachewarden::inline v0::rules
