#pragma once

#include <array>

#include "cachewarden/rules/managed_baselines.hpp"
#include "cachewarden/rules/managed_claims.hpp"
#include "cachewarden/rules/private_endpoint_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on how clients reach Azure Managed Redis and the Enterprise tiers.
namespace cachewarden::inline v0::rules {

// ---- CW-AMR-001 -----------------------------------------------------------

/// The database takes encrypted connections only.
[[nodiscard]] inline Verdict managed_redis_tls_only(const RedisEnterpriseDatabase& database) {
  return require(equals(database.client_protocol, ClientProtocol::encrypted));
}

inline constexpr Rule managed_redis_tls_only_rule{
    .id = "CW-AMR-001",
    .name = "managed-redis-tls-only",
    .title = "Databases of Azure Managed Redis accept only connections over TLS",
    .message = "the database accepts connections without TLS",
    .severity = Severity::critical,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<managed_redis_tls_only>,
    .rationale =
        "Access keys, tokens and cached data cross the network in plain text; anybody on "
        "the path can read and change them.",
    .remediation = {.cli = "az redisenterprise database update --ids {id} --client-protocol "
                           "Encrypted",
                    .bicep = "clientProtocol: 'Encrypted'",
                    .terraform = "client_protocol = \"Encrypted\""},
    .references = {"https://learn.microsoft.com/azure/redis/tls-configuration"},
    .controls = {{Framework::azts, "Azure_RedisEnterprise_DP_Use_TLS_Encrypted_Connections"},
                 {Framework::microsoft_guide,
                  "data-protection/enforce-tls-encryption-for-all-connections"},
                 {Framework::conformity, "non-tls-access-check-for-enterprise-redis"},
                 {Framework::cis, "database-services-2.2"},
                 {Framework::mcsb, "DP-3"},
                 {Framework::azqr, "redis-018"}},
    .baseline = managed_redis_baseline,
    .examples = {{"encrypted", "{}", Status::pass},
                 {"plain text", R"([{}, {"properties": {"clientProtocol": "Plaintext"}}])",
                  Status::fail},
                 {"left out", R"([{}, {"properties": {"clientProtocol": "$absent"}}])",
                  Status::pass},
                 {"hidden", R"([{}, {"properties": {"clientProtocol": "***"}}])", Status::unknown}},
};

// ---- CW-AMR-002 -----------------------------------------------------------

/// Clients must speak TLS 1.2 or later.
[[nodiscard]] inline Verdict managed_redis_minimum_tls(const RedisEnterprise& cluster) {
  return require(at_least(cluster.minimum_tls_version, TlsVersion::tls_1_2));
}

inline constexpr Rule managed_redis_minimum_tls_rule{
    .id = "CW-AMR-002",
    .name = "managed-redis-minimum-tls",
    .title = "Azure Managed Redis accepts TLS 1.2 or later only",
    .message = "clients may speak a version of TLS below 1.2",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<managed_redis_minimum_tls>,
    .rationale = "TLS 1.0 and 1.1 have known weaknesses and are no longer supported by Azure.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --minimum-tls-version 1.2",
                    .bicep = "minimumTlsVersion: '1.2'",
                    .terraform = "minimum_tls_version = \"1.2\""},
    .references = {"https://learn.microsoft.com/azure/redis/tls-configuration"},
    .controls = {{Framework::monkey365, "azure-cache-redis-enterprise-minimum-tls-version"},
                 {Framework::azts, "Azure_RedisEnterprise_DP_Use_TLS_Encrypted_Connections"},
                 {Framework::microsoft_guide,
                  "data-protection/enforce-tls-encryption-for-all-connections"},
                 {Framework::psrule, "Azure.RedisEnterprise.MinTLS"},
                 {Framework::cis, "database-services-2.3"},
                 {Framework::mcsb, "DP-3"}},
    .baseline = managed_redis_baseline,
    .examples = {{"1.2", "{}", Status::pass},
                 {"1.0", R"({"properties": {"minimumTlsVersion": "1.0"}})", Status::fail},
                 {"left out", R"({"properties": {"minimumTlsVersion": "$absent"}})", Status::pass},
                 {"a version to come", R"({"properties": {"minimumTlsVersion": "2.0"}})",
                  Status::unknown}},
};

// ---- CW-AMR-003 -----------------------------------------------------------

/// Nothing on the internet reaches the instance. Enterprise tiers, and instances made before the
/// property existed, are private as soon as they have an approved endpoint, and public until then.
[[nodiscard]] inline Verdict managed_redis_public_access(const RedisEnterprise& cluster,
                                                         const Context& context) {
  const Property<bool>& access = cluster.public_network_access;
  const Claim managed = is_managed(cluster);
  if (managed.truth == Truth::unknown)
    return require(managed);
  const bool is_planned = context.owner(cluster).intent == Intent::planned;
  if (managed.truth == Truth::yes && (access.state() == State::stated || access.is_gap()))
    return require(equals(access, false));
  if (managed.truth == Truth::yes && is_planned && access.is_none())
    return {Status::unknown, unknown(access),
            "publicNetworkAccess has to be set from api-version 2025-07-01 on, and is not"};
  Claim endpoint =
      has_approved_endpoint<RedisEnterprisePrivateEndpointConnection>(cluster, context);
  // An api-version that cannot disable public access leaves it enabled until an endpoint is made;
  // whether an endpoint of the same deployment closes it is not documented.
  if (managed.truth == Truth::yes && is_planned && endpoint.truth != Truth::no)
    return {Status::unknown, unknown(access),
            "the api-version cannot disable public access, and whether the endpoint of the same "
            "deployment does is not documented"};
  endpoint.add({.at = &access});
  return require(endpoint,
                 "public network access is not disabled and there is no approved private "
                 "endpoint");
}

inline constexpr Rule managed_redis_public_access_rule{
    .id = "CW-AMR-003",
    .name = "managed-redis-public-access-disabled",
    .title = "Azure Managed Redis is not reachable from public networks",
    .message = "public network access is enabled",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<managed_redis_public_access>,
    .rationale =
        "There are no firewall rules on Azure Managed Redis: with public access enabled "
        "everybody on the internet can connect and try credentials.",
    .remediation = {.cli = "az resource update --ids {id} --api-version 2025-07-01 --set "
                           "properties.publicNetworkAccess=Disabled",
                    .bicep = "publicNetworkAccess: 'Disabled'",
                    .terraform = "public_network_access = \"Disabled\""},
    .references = {"https://learn.microsoft.com/azure/redis/private-link"},
    .controls = {{Framework::microsoft_guide, "network-security/disable-public-network-access"},
                 {Framework::mcsb, "NS-2"},
                 {Framework::cis, "database-services-2.6"},
                 {Framework::azqr, "redis-014"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"disabled", "{}", Status::pass},
         {"enabled, with an endpoint", R"({"properties": {"publicNetworkAccess": "Enabled"}})",
          Status::fail},
         {"not shown, with an endpoint", R"({"properties": {"publicNetworkAccess": null}})",
          Status::pass},
         {"not shown, without an endpoint",
          R"({"properties": {"publicNetworkAccess": null, "privateEndpointConnections": []}})",
          Status::fail},
         {"not shown, the endpoint hidden",
          R"({"properties": {"publicNetworkAccess": null, "privateEndpointConnections": [
              {"name": "link", "properties": {"privateLinkServiceConnectionState": {"status": "***"}}}]}})",
          Status::unknown}},
};

// ---- CW-AMR-004 -----------------------------------------------------------

/// There is an approved private endpoint.
[[nodiscard]] inline Verdict managed_redis_private_endpoint(const RedisEnterprise& cluster,
                                                            const Context& context) {
  return require(has_approved_endpoint<RedisEnterprisePrivateEndpointConnection>(cluster, context));
}

inline constexpr Rule managed_redis_private_endpoint_rule{
    .id = "CW-AMR-004",
    .name = "managed-redis-private-endpoint",
    .title = "Azure Managed Redis has an approved private endpoint",
    .message = "there is no approved private endpoint",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<managed_redis_private_endpoint>,
    .rationale = "A private endpoint keeps the traffic of clients inside the virtual network.",
    .remediation =
        {.cli =
             "az network private-endpoint create --name {name}-endpoint --resource-group {group} "
             "--subscription {subscription} --vnet-name NETWORK --subnet SUBNET "
             "--private-connection-resource-id {id} "
             "--group-id redisEnterprise --connection-name {name}",
         .bicep = "privateLinkServiceConnections: [{ name: 'redis', properties: { "
                  "privateLinkServiceId: cache.id, groupIds: ['redisEnterprise'] } }]",
         .terraform = "private_service_connection { private_connection_resource_id = "
                      "azurerm_managed_redis.this.id }"},
    .references = {"https://learn.microsoft.com/azure/redis/private-link"},
    .controls = {{Framework::azure_policy, "1b1df1e6-d60f-4430-9390-2b0c83aae4a7"},
                 {Framework::microsoft_guide, "network-security/enable-private-endpoints"},
                 {Framework::azure_policy, "960e650e-9ce3-4316-9590-8ee2c016ca2f"},
                 {Framework::mcsb, "NS-2"},
                 {Framework::cis, "database-services-2.7"},
                 {Framework::azqr, "redis-015"}},
    .baseline = managed_redis_baseline,
    .examples = {{"approved", "{}", Status::pass},
                 {"none", R"({"properties": {"privateEndpointConnections": []}})", Status::fail},
                 {"pending",
                  R"({"properties": {"privateEndpointConnections": [
              {"name": "link", "properties": {"privateLinkServiceConnectionState": {"status": "Pending"}}}]}})",
                  Status::fail},
                 {"a status to come",
                  R"({"properties": {"privateEndpointConnections": [
              {"name": "link", "properties": {"privateLinkServiceConnectionState": {"status": "Later"}}}]}})",
                  Status::unknown},
                 {"shown by the endpoint alone",
                  R"([{"properties": "$absent"}, {}, {}, {},
              {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/privateEndpoints/basket",
               "type": "Microsoft.Network/privateEndpoints", "name": "basket",
               "properties": {"privateLinkServiceConnections": [{"name": "basket", "properties": {
                 "privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
                 "privateLinkServiceConnectionState": {"status": "Approved"}}}]}}])",
                  Status::pass}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_connection_rules{
    &managed_redis_tls_only_rule, &managed_redis_minimum_tls_rule,
    &managed_redis_public_access_rule, &managed_redis_private_endpoint_rule};

}  // namespace cachewarden::inline v0::rules
