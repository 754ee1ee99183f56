#pragma once

#include <array>

#include "cachewarden/rules/private_endpoint_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/redis_resilience_rules.hpp"
#include "cachewarden/rules/rule.hpp"

/// Combinations on Azure Cache for Redis that the service refuses: a deployment of them fails.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-060 ---------------------------------------------------------

/// Not both persisted and geo-replicated.
[[nodiscard]] inline Verdict redis_persistence_or_links(const RedisCache& cache,
                                                        const Context& context) {
  return require(
      negated(all_of(is_persisted(cache), exists(context.children<RedisLinkedServer>(cache)))));
}

inline constexpr Rule redis_persistence_or_links_rule{
    .id = "CW-REDIS-060",
    .name = "redis-persistence-excludes-geo-replication",
    .title = "A cache is not both persisted and geo-replicated",
    .message = "persistence and geo-replication are both on, which the service refuses",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<redis_persistence_or_links>,
    .rationale =
        "The service links only caches without persistence, so that a deployment of both "
        "fails halfway.",
    .remediation = {.cli = "az redis update --ids {id} --set "
                           "redisConfiguration.rdb-backup-enabled=false "
                           "redisConfiguration.aof-backup-enabled=false",
                    .bicep = "redisConfiguration: { 'rdb-backup-enabled': 'false' }",
                    .terraform = "redis_configuration { rdb_backup_enabled = false }"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-geo-replication"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/implement-geo-replication"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"persisted", "{}", Status::pass},
         {"both",
          R"([{}, {}, {"body": [{"name": "north", "properties": {"serverRole": "Secondary"}}]}])",
          Status::fail},
         {"persisted, links not collected", R"([{}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-REDIS-061 ---------------------------------------------------------

/// Only Premium caches stand in a subnet.
[[nodiscard]] inline Verdict redis_injection_tier(const RedisCache& cache) {
  return when(present(cache.subnet_id), require(is_premium(cache)),
              "the cache is not injected into a virtual network");
}

inline constexpr Rule redis_injection_tier_rule{
    .id = "CW-REDIS-061",
    .name = "redis-injection-needs-premium",
    .title = "Only Premium caches are injected into a subnet",
    .message = "a subnet is given to a cache that is not Premium, which the service refuses",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<redis_injection_tier>,
    .rationale =
        "Basic and Standard caches cannot stand in a subnet; private endpoints are the "
        "way for them.",
    .remediation = {.cli = "az redis update --ids {id} --sku Premium --vm-size p1",
                    .bicep = "sku: { name: 'Premium', family: 'P', capacity: 1 }",
                    .terraform = "sku_name = \"Premium\", family = \"P\", capacity = 1"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet"},
    .controls = {{Framework::microsoft_guide, "network-security/deploy-into-virtual-networks"}},
    .baseline = redis_injected_baseline,
    .examples = {{"Premium", "{}", Status::pass},
                 {"Standard", R"({"properties": {"sku": {"name": "Standard"}}})", Status::fail},
                 {"a tier to come", R"({"properties": {"sku": {"name": "Deluxe"}}})",
                  Status::unknown},
                 {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

// ---- CW-REDIS-062 ---------------------------------------------------------

/// A cache in a subnet has no private endpoint.
[[nodiscard]] inline Verdict redis_injection_or_endpoint(const RedisCache& cache,
                                                         const Context& context) {
  const Resource& owner = context.owner(cache);
  Claim connected = exists(context.children<RedisPrivateEndpointConnection>(cache));
  if (owner.intent == Intent::planned) {
    const auto here = [&](const PrivateLinkConnection& each) {
      return names(each.private_link_service_id, owner);
    };
    for (const PrivateEndpoint* endpoint : context.all<PrivateEndpoint>()) {
      if (context.owner(*endpoint).intent == Intent::planned)
        connected = any_of(connected, some_record(endpoint->connections, here),
                           some_record(endpoint->manual_connections, here));
    }
  }
  return when(present(cache.subnet_id), require(negated(connected)),
              "the cache is not injected into a virtual network");
}

inline constexpr Rule redis_injection_or_endpoint_rule{
    .id = "CW-REDIS-062",
    .name = "redis-injection-excludes-endpoints",
    .title = "An injected cache has no private endpoint",
    .message = "an injected cache is given a private endpoint, which the service refuses",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<redis_injection_or_endpoint>,
    .rationale =
        "Injection and private endpoints exclude each other; endpoints are what "
        "Microsoft recommends for new caches.",
    .remediation = {.cli = "az network private-endpoint-connection delete --id CONNECTION_ID",
                    .bicep = "remove either subnetId or the private endpoint",
                    .terraform = "remove either subnet_id or azurerm_private_endpoint"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-private-link"},
    .controls = {{Framework::microsoft_guide, "network-security/deploy-into-virtual-networks"},
                 {Framework::microsoft_guide, "network-security/enable-private-endpoints"}},
    .baseline = redis_injected_baseline,
    .examples = {{"no endpoint", "{}", Status::pass},
                 {"an endpoint",
                  R"({"properties": {"privateEndpointConnections": [{"name": "link", "properties": {
              "privateLinkServiceConnectionState": {"status": "Pending"}}}]}})",
                  Status::fail},
                 {"a template with an endpoint to a cache that is a parameter",
                  R"(["$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis",
              "apiVersion": "2024-11-01", "name": "orders", "properties": {"sku": {"name": "Premium"},
              "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}},
             {"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2024-05-01",
              "name": "orders", "properties": {"privateLinkServiceConnections": [
                {"name": "orders", "properties": {"privateLinkServiceId": "[parameters('cache')]"}}]}}])",
                  Status::unknown},
                 {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

// ---- CW-REDIS-063 ---------------------------------------------------------

/// Persistence and shards are asked of Premium caches only.
[[nodiscard]] inline Verdict redis_premium_features(const RedisCache& cache) {
  const Claim wants = any_of(
      is_persisted(cache), holds(cache.shard_count, [](std::int32_t count) { return count > 0; }));
  return when(wants, require(is_premium(cache)), "the cache uses no feature of the Premium tier");
}

inline constexpr Rule redis_premium_features_rule{
    .id = "CW-REDIS-063",
    .name = "redis-features-need-premium",
    .title = "Persistence and clustering are asked of Premium caches only",
    .message = "persistence or shards are asked of a cache that is not Premium",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<redis_premium_features>,
    .rationale =
        "The service refuses or ignores features that a tier does not have; whoever "
        "counts on them finds out when they are needed.",
    .remediation = {.cli = "az redis update --ids {id} --sku Premium --vm-size p1",
                    .bicep = "sku: { name: 'Premium', family: 'P', capacity: 1 }",
                    .terraform = "sku_name = \"Premium\", family = \"P\", capacity = 1"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-overview#feature-comparison"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/configure-data-persistence"},
                 {Framework::microsoft_guide,
                  "service-specific-security/implement-clustering-security"}},
    .baseline = redis_premium_baseline,
    .examples =
        {{"Premium", "{}", Status::pass},
         {"Standard", R"({"properties": {"sku": {"name": "Standard"}}})", Status::fail},
         {"a tier to come", R"({"properties": {"sku": {"name": "Deluxe"}}})", Status::unknown},
         {"nothing asked",
          R"({"properties": {"shardCount": null, "redisConfiguration": {"rdb-backup-enabled": "false"}}})",
          Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_deployability_rules{
    &redis_persistence_or_links_rule, &redis_injection_tier_rule, &redis_injection_or_endpoint_rule,
    &redis_premium_features_rule};

}  // namespace cachewarden::inline v0::rules
