#pragma once

#include <array>

#include "cachewarden/rules/lifecycle_claims.hpp"
#include "cachewarden/rules/redis_memory_rules.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on which caches may be made.
namespace cachewarden::inline v0::rules {

/// A cache that a template makes.
inline constexpr std::string_view redis_planned_baseline = R"([
  {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": "orders", "location": "westeurope",
   "properties": {"sku": {"name": "Premium", "family": "P", "capacity": 1}, "redisVersion": "6"}}
])";

// ---- CW-REDIS-052 ---------------------------------------------------------

/// The SKU is one that the settings allow, as `Premium_P1`.
[[nodiscard]] inline Verdict redis_allowed_sku(const RedisCache& cache, const Context& context) {
  if (!asks_for_skus<RedisCache>(context))
    return sku_matches<RedisCache>({.at = &cache.sku_name}, {}, context);
  if (!cache.sku_name.has_value())
    return require(unknown(cache.sku_name));
  if (!cache.sku_family.has_value())
    return require(unknown(cache.sku_family));
  if (!cache.sku_capacity.has_value())
    return require(unknown(cache.sku_capacity));
  const std::string sku = detail::tier_name(cache.sku_name) + "_" +
                          std::string(cache.sku_family->view()) +
                          std::to_string(*cache.sku_capacity);
  Verdict verdict = sku_matches<RedisCache>({.at = &cache.sku_name}, sku, context);
  verdict.basis.add({.at = &cache.sku_capacity});
  return verdict;
}

inline constexpr Rule redis_allowed_sku_rule{
    .id = "CW-REDIS-052",
    .name = "redis-allowed-sku",
    .title = "Azure Cache for Redis is of a SKU that is allowed",
    .message = "the cache is of a SKU that is not allowed",
    .severity = Severity::medium,
    .category = Category::governance,
    .pillar = Pillar::cost_optimization,
    .since = "0.2",
    .check = check<redis_allowed_sku>,
    .rationale =
        "Which tiers and sizes are bought decides what a cache costs and what it can do. Which "
        "ones "
        "are allowed is a setting; without it nothing is asked.",
    .remediation = {.cli = "az redis update --ids {id} --sku SKU --vm-size SIZE",
                    .bicep = "sku: { name: 'Standard', family: 'C', capacity: 1 }",
                    .terraform = "sku_name = \"Standard\", family = \"C\", capacity = 1"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview"},
    .controls = {{Framework::mcsb, "AM-2"}},
    .baseline = redis_planned_baseline,
    .examples = {{"an allowed one", "{}", Status::pass},
                 {"another size", R"({"properties": {"sku": {"capacity": 4}}})", Status::fail},
                 {"another tier",
                  R"({"properties": {"sku": {"name": "Basic", "family": "C", "capacity": 0}}})",
                  Status::fail},
                 {"a size that is a parameter",
                  R"({"properties": {"sku": {"capacity": "[parameters('capacity')]"}}})",
                  Status::unknown}},
    .example_settings =
        [](Settings& settings) {
          settings.sku_patterns.push_back(
              {.type = "Microsoft.Cache/redis",
               .pattern = "Premium_P1",
               .matches = [](std::string_view sku) { return sku == "Premium_P1"; }});
        },
};

// ---- CW-REDIS-066 ---------------------------------------------------------

/// A new cache is of a version that new caches may have, and the service still takes new ones.
[[nodiscard]] inline Verdict redis_can_be_made(const RedisCache& cache, const Context& context) {
  const Claim made = is_made(cache, context);
  if (made.truth != Truth::yes)
    return when(made, {}, "the cache is there already");
  if (cache.redis_version.has_value() && major_version(*cache.redis_version) < 0)
    return {Status::unknown, unknown(cache.redis_version), "the version is no number"};
  const RetirementFact* fact = retirement(context, RedisCache::type.arm, {});
  const std::int32_t least = fact == nullptr ? 0 : fact->least_version;
  const Claim old = holds(cache.redis_version,
                          [least](const Text& version) { return major_version(version) < least; });
  if (old.truth == Truth::yes)
    return require(negated(old), "new caches of this version of Redis are not made any more");
  return require(
      all_of(negated(old), is_open(fact, {.at = &cache, .kind = Basis::Kind::resource}, context)));
}

inline constexpr Rule redis_can_be_made_rule{
    .id = "CW-REDIS-066",
    .name = "redis-can-be-created",
    .title = "A cache that a template makes is one that the service still takes",
    .message = "the service takes no new caches of this kind any more",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<redis_can_be_made>,
    .rationale =
        "Azure Cache for Redis is on its way out: whether a new cache is made depends on the date "
        "and "
        "on whether the tenant had one before. A template that asks for one too many fails when it "
        "is "
        "deployed. Dates are in the table of facts.",
    .remediation = {.cli = "az redisenterprise create --name NAME --resource-group {group} "
                           "--subscription {subscription} --location LOCATION --sku Balanced_B10 "
                           "--public-network-access Disabled",
                    .bicep =
                        "resource cache 'Microsoft.Cache/redisEnterprise@2025-07-01' = { sku: { "
                        "name: 'Balanced_B10' }, properties: { publicNetworkAccess: 'Disabled' } }",
                    .terraform = "azurerm_managed_redis { sku_name = \"Balanced_B10\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq"},
    .controls = {{Framework::psrule, "Azure.Redis.MigrateAMR"}, {Framework::azqr, "redis-011"}},
    .baseline = redis_planned_baseline,
    .examples =
        {{"the tenant had caches before", "{}", Status::pass},
         {"version 4", R"({"properties": {"redisVersion": "4"}})", Status::fail},
         {"a version that is a parameter",
          R"({"properties": {"redisVersion": "[parameters('version')]"}})", Status::unknown},
         {"a live cache",
          R"(["$absent", {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
              "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
              "properties": {"redisVersion": "4.0.14"}}])",
          Status::not_applicable}},
    .example_settings = [](Settings& settings) { settings.had_classic_caches = Answer::yes; },
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_lifecycle_rules{&redis_allowed_sku_rule, &redis_can_be_made_rule};

}  // namespace cachewarden::inline v0::rules
