#pragma once

#include <array>

#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on how Azure Cache for Redis is looked after.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-050 ---------------------------------------------------------

/// The cache carries tags.
[[nodiscard]] inline Verdict redis_tags(const RedisCache& cache, const Context& context) {
  return require(has_tags(cache.tags, context.settings()));
}

inline constexpr Rule redis_tags_rule{
    .id = "CW-REDIS-050",
    .name = "redis-tags",
    .title = "Azure Cache for Redis carries the tags that are asked for",
    .message = "the cache carries no tags, or lacks one that is asked for",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<redis_tags>,
    .rationale =
        "Tags say whose cache it is, what data it holds and who pays; without them nobody can "
        "tell whether a finding matters. Which ones are asked for is a setting.",
    .remediation = {.cli = "az resource tag --ids {id} --is-incremental --tags NAME=VALUE",
                    .bicep = "tags: { owner: 'orders-team' }",
                    .terraform = "tags = { owner = \"orders-team\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-resource-manager/management/"
                   "tag-resources"},
    .controls = {{Framework::azure_policy, "tags"},
                 {Framework::microsoft_guide,
                  "compliance-and-governance/implement-resource-tagging"},
                 {Framework::psrule, "Azure.Resource.UseTags"},
                 {Framework::psrule, "Azure.Resource.RequiredTags"},
                 {Framework::azure_policy, "871b6d14-10aa-478d-b590-94f262ecfa99"},
                 {Framework::azqr, "resources-001"},
                 {Framework::cloudsploit, "redisCache/redisCacheHasTags"}},
    .baseline = redis_public_baseline,
    .examples = {{"a tag", "{}", Status::pass},
                 {"no tags", R"({"tags": {"environment": "$absent"}})", Status::fail},
                 {"left out", R"({"tags": null})", Status::fail},
                 {"a variable of a template",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
                      "name": "orders", "tags": "[parameters('tags')]",
                      "properties": {"enableNonSslPort": false}}])",
                  Status::unknown}},
};

// ---- CW-REDIS-051 ---------------------------------------------------------

/// The cache is on its way to a service that stays. Everything below Microsoft.Cache/redis is
/// retired, as the table of facts says.
[[nodiscard]] inline Verdict redis_retirement(const RedisCache& cache, const Context& context) {
  const RetirementFact* fact = retirement(context, RedisCache::type.arm, {});
  if (fact == nullptr)
    return require(Claim(Truth::yes, {.at = &cache, .kind = Basis::Kind::resource}));
  return require(present(cache.target_amr_resource_id), fact->note);
}

inline constexpr Rule redis_retirement_rule{
    .id = "CW-REDIS-051",
    .name = "redis-not-retired",
    .title = "The cache is moved to Azure Managed Redis before its service ends",
    .message =
        "no move to Azure Managed Redis has begun, though Azure Cache for Redis is being retired",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<redis_retirement>,
    .rationale =
        "A service that ends gets no improvements on the way, and a move under the pressure of a "
        "date is where security settings are lost. Dates are in the table of facts.",
    .remediation = {.cli = "az redisenterprise create --name NAME --resource-group {group} "
                           "--subscription {subscription} --location LOCATION --sku Balanced_B10",
                    .bicep = "resource cache 'Microsoft.Cache/redisEnterprise@2025-07-01'",
                    .terraform = "azurerm_managed_redis"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq"},
    .controls = {{Framework::psrule, "Azure.Redis.MigrateAMR"}, {Framework::azqr, "redis-011"}},
    .baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {"sku": {"name": "Standard", "family": "C", "capacity": 1},
     "targetAmrResourceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/orders"}}
])",
    .examples = {{"on its way", "{}", Status::pass},
                 {"not on its way", R"({"properties": {"targetAmrResourceId": null}})",
                  Status::fail},
                 {"a list without properties", R"({"properties": "$absent"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_governance_rules{&redis_tags_rule, &redis_retirement_rule};

}  // namespace cachewarden::inline v0::rules
