#pragma once

#include <array>

#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/private_endpoint_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on the network around Azure Cache for Redis.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-002 ---------------------------------------------------------

/// The subnet that a cache is injected into has a network security group.
[[nodiscard]] inline Verdict redis_subnet_group(const RedisCache& cache, const Context& context) {
  const Claim is_injected = injected(cache);
  if (is_injected.truth != Truth::yes)
    return when(is_injected, {}, not_injected_note);
  const Subnet* subnet = context.target<Subnet>(cache, cache.subnet_id);
  if (subnet == nullptr)
    return {Status::unknown, unknown(cache.subnet_id), "the subnet is not one this tool can read"};
  if (needs_no_group(*subnet, context))
    return not_applicable(claim(cache.subnet_id, Truth::no), excluded_subnet_note);
  Verdict verdict = require(present(subnet->network_security_group));
  verdict.basis.add({.at = &cache.subnet_id});
  return verdict;
}

inline constexpr Rule redis_subnet_group_rule{
    .id = "CW-REDIS-002",
    .name = "redis-subnet-network-security-group",
    .title = "The subnet of an injected cache has a network security group",
    .message = "the subnet of the cache has no network security group",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_subnet_group>,
    .rationale =
        "Without a group every machine in the virtual network and its peers can connect to "
        "the cache and to the service's internal ports.",
    .remediation =
        {.cli = "az network vnet subnet update --ids {subnet_id} --network-security-group GROUP",
         .bicep = "networkSecurityGroup: { id: group.id }",
         .terraform = "azurerm_subnet_network_security_group_association"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet",
         "https://www.trendmicro.com/cloudoneconformity/knowledge-base/azure/RedisCache/"},
    .controls = {{Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::conformity, "use-network-security-groups"},
                 {Framework::mcsb, "NS-1"},
                 {Framework::psrule, "Azure.VNET.UseNSGs"},
                 {Framework::cis, "foundations-7.11"},
                 {Framework::checkov, "CKV2_AZURE_31"},
                 {Framework::aprl, "f0bf9ae6-25a5-974d-87d5-025abec73539"},
                 {Framework::prowler, "network_subnet_nsg_associated"}},
    .baseline = redis_injected_baseline,
    .examples =
        {{"attached", "{}", Status::pass},
         {"null", R"([{}, {"properties": {"networkSecurityGroup": null}}, "$absent"])",
          Status::fail},
         {"left out", R"([{}, {"properties": {"networkSecurityGroup": "$absent"}}])", Status::fail},
         {"group of another subscription, not collected", R"([{}, {}, "$absent"])", Status::pass},
         {"subnet not collected", R"([{}, "$absent", {}])", Status::unknown},
         {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable},
         {"a tier that cannot be injected, in a list without properties",
          R"({"properties": "$absent", "sku": {"name": "Standard"}})", Status::not_applicable}},
};

// ---- CW-REDIS-004 ---------------------------------------------------------

/// The public endpoint is off. Left out it is on; only where the same deployment makes a private
/// endpoint does the documentation contradict itself.
[[nodiscard]] inline Verdict redis_public_access(const RedisCache& cache, const Context& context) {
  const Property<bool>& access = cache.public_network_access;
  Verdict closed = require(equals(access, false));
  if (access.state() == State::defaulted && context.owner(cache).intent == Intent::planned &&
      has_approved_endpoint<RedisPrivateEndpointConnection>(cache, context).truth != Truth::no)
    closed = {Status::unknown, unknown(access),
              "publicNetworkAccess is not set, and whether the private endpoint of the same "
              "deployment turns it off is not documented clearly"};
  return when(negated(injected(cache)), closed, injected_note);
}

inline constexpr Rule redis_public_access_rule{
    .id = "CW-REDIS-004",
    .name = "redis-public-network-access-disabled",
    .title = "Azure Cache for Redis is not reachable from public networks",
    .message = "public network access is enabled",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_public_access>,
    .rationale =
        "A public endpoint takes connections from the whole internet, or from wherever its "
        "firewall rules were left open, so that a leaked key is enough to get in.",
    .remediation = {.cli = "az redis update --ids {id} --set publicNetworkAccess=Disabled",
                    .bicep = "publicNetworkAccess: 'Disabled'",
                    .terraform = "public_network_access_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-private-link",
         "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.PublicNetworkAccess/"},
    .controls = {{Framework::steampipe, "redis_cache_restrict_public_access"},
                 {Framework::microsoft_guide, "network-security/disable-public-network-access"},
                 {Framework::psrule, "Azure.Redis.PublicNetworkAccess"},
                 {Framework::azure_policy, "470baccb-7e51-4549-8b1a-3e5be069f663"},
                 {Framework::azure_policy, "30b3dfa5-a70d-4c8e-bed6-0083858f663d"},
                 {Framework::mcsb, "NS-2"},
                 {Framework::cis, "database-services-2.6"},
                 {Framework::conformity, "disable-public-network-access"},
                 {Framework::checkov, "CKV_AZURE_89"},
                 {Framework::aprl, "c474fc96-4e6a-4fb0-95d0-a26b3f35933c"},
                 {Framework::cloudsploit, "redisCache/redisCachePrivateEndpoint"}},
    .baseline = redis_public_baseline,
    .examples = {{"disabled", "{}", Status::pass},
                 {"enabled", R"({"properties": {"publicNetworkAccess": "Enabled"}})", Status::fail},
                 {"left out", R"({"properties": {"publicNetworkAccess": "$absent"}})",
                  Status::fail},
                 {"left out in a template",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
                      "name": "orders", "properties": {"enableNonSslPort": false}}])",
                  Status::fail},
                 {"left out in a deployment that makes an endpoint, perhaps to this cache",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
                      "name": "orders", "properties": {"enableNonSslPort": false}},
                     {"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2024-05-01",
                      "name": "orders", "properties": {"privateLinkServiceConnections": [
                        {"name": "orders", "properties": {"privateLinkServiceId": "[parameters('cache')]"}}]}}])",
                  Status::unknown},
                 {"a parameter without value",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
                      "name": "orders", "properties": {"publicNetworkAccess": "[parameters('access')]"}}])",
                  Status::unknown},
                 {"injected",
                  R"({"properties": {"publicNetworkAccess": "Enabled", "sku": {"name": "Premium"},
                      "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}})",
                  Status::not_applicable}},
};

// ---- CW-REDIS-005 ---------------------------------------------------------

/// A private endpoint leads to the cache and is approved.
[[nodiscard]] inline Verdict redis_private_endpoint(const RedisCache& cache,
                                                    const Context& context) {
  return when(negated(injected(cache)),
              require(has_approved_endpoint<RedisPrivateEndpointConnection>(cache, context)),
              injected_note);
}

inline constexpr Rule redis_private_endpoint_rule{
    .id = "CW-REDIS-005",
    .name = "redis-private-endpoint",
    .title = "Azure Cache for Redis has an approved private endpoint, or is injected",
    .message = "there is no approved private endpoint",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_private_endpoint>,
    .rationale =
        "A private endpoint keeps the traffic of clients inside the virtual network and lets "
        "the public endpoint be turned off. One that is pending or rejected carries nothing.",
    .remediation =
        {.cli = "az network private-endpoint create --name {name}-endpoint --resource-group "
                "{group} --subscription {subscription} --vnet-name NETWORK --subnet SUBNET "
                "--private-connection-resource-id {id} "
                "--group-id redisCache --connection-name {name}",
         .bicep = "privateLinkServiceConnections: [{ name: 'redis', properties: { "
                  "privateLinkServiceId: cache.id, groupIds: ['redisCache'] } }]",
         .terraform = "private_service_connection { private_connection_resource_id = "
                      "azurerm_redis_cache.this.id, subresource_names = [\"redisCache\"] }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-private-link"},
    .controls = {{Framework::aprl, "c474fc96-4e6a-4fb0-95d0-a26b3f35933c"},
                 {Framework::steampipe, "redis_cache_uses_private_link"},
                 {Framework::steampipe, "redis_cache_in_virtual_network"},
                 {Framework::steampipe, "azure_redis_cache_in_virtual_network"},
                 {Framework::microsoft_guide, "network-security/enable-private-endpoints"},
                 {Framework::microsoft_guide, "network-security/deploy-into-virtual-networks"},
                 {Framework::azure_policy, "7803067c-7d34-46e3-8c79-0ca68fc4036d"},
                 {Framework::azure_policy, "5d8094d7-7340-465a-b6fd-e60ab7e48920"},
                 {Framework::azure_policy, "7d092e0a-7acd-40d2-a975-dca21cae48c4"},
                 {Framework::mcsb, "NS-2"},
                 {Framework::cis, "database-services-2.7"},
                 {Framework::kics, "dda11a20-c7c2-43f8-bd52-a4c029ad15e4"},
                 {Framework::cloudsploit, "redisCache/redisCacheVNetIntegrated"}},
    .baseline = redis_public_baseline,
    .examples = {{"approved", "{}", Status::pass},
                 {"none", R"({"properties": {"privateEndpointConnections": "$absent"}})",
                  Status::fail},
                 {"pending",
                  R"({"properties": {"privateEndpointConnections": [{"name": "link",
              "properties": {"privateLinkServiceConnectionState": {"status": "Pending"}}}]}})",
                  Status::fail},
                 {"rejected, and one whose status was hidden",
                  R"({"properties": {"privateEndpointConnections": [
              {"name": "a", "properties": {"privateLinkServiceConnectionState": {"status": "Rejected"}}},
              {"name": "b", "properties": {"privateLinkServiceConnectionState": {"status": "***"}}}]}})",
                  Status::unknown},
                 {"shown by the endpoint alone",
                  R"([{"properties": "$absent", "sku": {"name": "Standard"}},
              {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/privateEndpoints/orders",
               "name": "orders", "type": "Microsoft.Network/privateEndpoints",
               "properties": {"privateLinkServiceConnections": [{"name": "orders", "properties": {
                 "privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
                 "privateLinkServiceConnectionState": {"status": "Approved"}}}]}}])",
                  Status::pass},
                 {"a list without properties",
                  R"({"properties": "$absent", "sku": {"name": "Standard"}})", Status::unknown},
                 {"a template without endpoint",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
              "name": "orders", "properties": {"publicNetworkAccess": "Disabled"}}])",
                  Status::fail},
                 {"a template with an endpoint to a cache that is a parameter",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
              "name": "orders", "properties": {"publicNetworkAccess": "Disabled"}},
             {"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2024-05-01",
              "name": "orders", "properties": {"privateLinkServiceConnections": [
                {"name": "orders", "properties": {"privateLinkServiceId": "[parameters('cache')]"}}]}}])",
                  Status::unknown},
                 {"injected",
                  R"({"properties": {"sku": {"name": "Premium"}, "privateEndpointConnections": [],
              "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}})",
                  Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_network_rules{&redis_subnet_group_rule, &redis_public_access_rule,
                                                &redis_private_endpoint_rule};

}  // namespace cachewarden::inline v0::rules
