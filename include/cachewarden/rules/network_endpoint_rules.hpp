#pragma once

#include <array>

#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/network_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on the private endpoints of caches, their subnets and their names. What a group lets
/// through is asked of the network engine, so that one check is in the compiled library.
namespace cachewarden::inline v0::rules {

inline constexpr std::string_view other_service_note = "the endpoint does not lead to a cache";

/// Whether an id is that of a cache of either kind.
[[nodiscard]] inline Truth is_cache_id(const Property<Text>& reference) {
  return holds(reference,
               [](const Text& text) {
                 const std::optional<ResourceId> id = parse_resource_id(text);
                 return id && (equal_folded(id->type(), RedisCache::type.arm) ||
                               equal_folded(id->type(), RedisEnterprise::type.arm));
               })
      .truth;
}

/// The endpoint is one of a cache.
[[nodiscard]] inline Claim leads_to_cache(const PrivateEndpoint& endpoint) {
  const auto to_cache = [](const PrivateLinkConnection& each) {
    return is_cache_id(each.private_link_service_id);
  };
  return any_of(some_record(endpoint.connections, to_cache),
                some_record(endpoint.manual_connections, to_cache));
}

/// The verdict of a question on the subnet that an endpoint of a cache stands in.
template <class Ask>
[[nodiscard]] Verdict of_endpoint_subnet(const PrivateEndpoint& endpoint, const Context& context,
                                         Ask&& ask) {
  const Claim applies = leads_to_cache(endpoint);
  if (applies.truth != Truth::yes)
    return when(applies, {}, other_service_note);
  if (!endpoint.subnet.has_value())
    return require(unknown(endpoint.subnet));
  const Subnet* subnet = context.target<Subnet>(endpoint, endpoint.subnet);
  if (subnet == nullptr)
    return {Status::unknown, unknown(endpoint.subnet), "the subnet is not one this tool can read"};
  return ask(*subnet);
}

// ---- CW-NET-001 -----------------------------------------------------------

/// The subnet of a cache's private endpoint has a network security group.
[[nodiscard]] inline Verdict network_endpoint_group(const PrivateEndpoint& endpoint,
                                                    const Context& context) {
  return of_endpoint_subnet(endpoint, context, [&](const Subnet& subnet) {
    return needs_no_group(subnet, context)
               ? not_applicable(claim(endpoint.subnet, Truth::no), excluded_subnet_note)
               : require(present(subnet.network_security_group));
  });
}

inline constexpr Rule network_endpoint_group_rule{
    .id = "CW-NET-001",
    .name = "network-endpoint-security-group",
    .title = "The subnet of a cache's private endpoint has a network security group",
    .message = "the subnet of the private endpoint has no network security group",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<network_endpoint_group>,
    .rationale =
        "Without a group every machine in the virtual network and in what is connected to it "
        "can reach the cache.",
    .remediation =
        {.cli = "az network vnet subnet update --ids {subnet} --network-security-group GROUP",
         .bicep = "networkSecurityGroup: { id: group.id }",
         .terraform = "azurerm_subnet_network_security_group_association"},
    .references = {"https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
                   "https://learn.microsoft.com/azure/virtual-network/"
                   "network-security-groups-overview"},
    .controls = {{Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::mcsb, "NS-1"},
                 {Framework::psrule, "Azure.VNET.UseNSGs"},
                 {Framework::cis, "foundations-7.11"},
                 {Framework::checkov, "CKV2_AZURE_31"},
                 {Framework::aprl, "f0bf9ae6-25a5-974d-87d5-025abec73539"},
                 {Framework::prowler, "network_subnet_nsg_associated"},
                 {Framework::azure_policy, "e71308d3-144b-4262-b144-efdc3cc90517"}},
    .baseline = endpoint_baseline,
    .examples = {{"attached", "{}", Status::pass},
                 {"none", R"([{}, {"properties": {"networkSecurityGroup": null}}, "$absent"])",
                  Status::fail},
                 {"the subnet was not collected", R"([{}, "$absent", {}])", Status::unknown},
                 {"what it leads to was hidden",
                  R"({"properties": {"privateLinkServiceConnections": [{"name": "a",
              "properties": {"privateLinkServiceId": "***"}}]}})",
                  Status::unknown},
                 {"an endpoint of another service",
                  R"({"properties": {"privateLinkServiceConnections": [{"name": "a", "properties": {
              "privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/basket"}}]}})",
                  Status::not_applicable}},
};

// ---- CW-NET-002 -----------------------------------------------------------

/// Groups apply to private endpoints in the subnet.
/// Source: learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy.
[[nodiscard]] inline Claim group_applies(const Subnet& subnet) {
  return holds(subnet.private_endpoint_network_policies, [](EndpointPolicies policies) {
    return policies == EndpointPolicies::enabled ||
           policies == EndpointPolicies::network_security_group_enabled;
  });
}

/// The group of the subnet applies to the endpoint.
[[nodiscard]] inline Verdict network_endpoint_policies(const PrivateEndpoint& endpoint,
                                                       const Context& context) {
  return of_endpoint_subnet(endpoint, context, [](const Subnet& subnet) {
    return when(present(subnet.network_security_group), require(group_applies(subnet)),
                "the subnet has no network security group");
  });
}

inline constexpr Rule network_endpoint_policies_rule{
    .id = "CW-NET-002",
    .name = "network-endpoint-policies",
    .title = "The network security group of a subnet applies to the endpoint of a cache",
    .message = "the group does nothing: network policies for private endpoints are off",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<network_endpoint_policies>,
    .rationale =
        "Groups pass over private endpoints unless the subnet turns their network policies on; "
        "the rules are then there to be read and filter nothing.",
    .remediation = {.cli = "az network vnet subnet update --ids {subnet} "
                           "--private-endpoint-network-policies NetworkSecurityGroupEnabled",
                    .bicep = "privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'",
                    .terraform =
                        "private_endpoint_network_policies = \"NetworkSecurityGroupEnabled\""},
    .references =
        {"https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy"},
    .controls = {{Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::mcsb, "NS-1"}},
    .baseline = endpoint_baseline,
    .examples =
        {{"for groups", "{}", Status::pass},
         {"for groups and routes",
          R"([{}, {"properties": {"privateEndpointNetworkPolicies": "Enabled"}}])", Status::pass},
         {"for routes only",
          R"([{}, {"properties": {"privateEndpointNetworkPolicies": "RouteTableEnabled"}}])",
          Status::fail},
         {"left out, and taken to be off",
          R"([{}, {"properties": {"privateEndpointNetworkPolicies": "$absent"}}])", Status::fail},
         {"a word to come",
          R"([{}, {"properties": {"privateEndpointNetworkPolicies": "Sometimes"}}])",
          Status::unknown},
         {"the subnet was not collected", R"([{}, "$absent", {}])", Status::unknown},
         {"no group", R"([{}, {"properties": {"networkSecurityGroup": null}}, "$absent"])",
          Status::not_applicable}},
};

// ---- CW-NET-003 -----------------------------------------------------------

/// No part of the internet reaches a port of the cache behind the endpoint, by the group of its
/// subnet.
[[nodiscard]] Verdict network_endpoint_closed(const PrivateEndpoint& endpoint,
                                              const Context& context);

inline constexpr Rule network_endpoint_closed_rule{
    .id = "CW-NET-003",
    .name = "network-endpoint-closed-to-internet",
    .title = "The group of an endpoint's subnet lets no part of the internet reach the cache",
    .message = "a rule of the group lets addresses of the internet reach a port of the cache",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<network_endpoint_closed>,
    .rationale =
        "A private endpoint is reached from inside networks only. A rule that admits public "
        "addresses is a hole that waits for a route, and the first match by priority decides, "
        "whatever is denied below it.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.0.0.0/24'",
                    .terraform = "source_address_prefix = \"10.0.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
         "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::psrule, "Azure.NSG.AnyInboundSource"},
                 {Framework::mcsb, "NS-1"},
                 {Framework::trivy, "AZU-0047"},
                 {Framework::cloudsploit, "networksecuritygroups/openRedis"}},
    .baseline = endpoint_baseline,
    .examples = {{"clients of the network only", "{}", Status::pass},
                 {"everybody on the port of the cache",
                  R"([{}, {}, {"properties": {"securityRules": [{"name": "all", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "Internet", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "10000"}}]}}])",
                  Status::fail},
                 {"everybody on another port",
                  R"([{}, {}, {"properties": {"securityRules": [{"name": "all", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "Internet", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "443"}}]}}])",
                  Status::pass},
                 {"everybody on the ports of nodes, clustering not known",
                  R"([{}, {}, {"properties": {"securityRules": [{"name": "all", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "Internet", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "8500-8599"}}]}}])",
                  Status::unknown},
                 {"the group was not collected", R"([{}, {}, "$absent"])", Status::unknown},
                 {"the group does not apply",
                  R"([{}, {"properties": {"privateEndpointNetworkPolicies": "Disabled"}}])",
                  Status::not_applicable},
                 {"no group", R"([{}, {"properties": {"networkSecurityGroup": null}}, "$absent"])",
                  Status::not_applicable}},
};

// ---- CW-NET-004 -----------------------------------------------------------

/// The last segment of an id is the name of a private DNS zone of caches.
[[nodiscard]] inline bool is_cache_zone(std::string_view id, const Context& context) {
  const std::string_view name = id.substr(id.rfind('/') + 1);
  for (const ZoneFact& fact : context.inventory().facts().zones) {
    if (equal_folded(fact.zone, name))
      return true;
  }
  return false;
}

/// The names of the cache resolve to the endpoint: a zone group keeps them in a zone of caches.
[[nodiscard]] inline Verdict network_endpoint_zone(const PrivateEndpoint& endpoint,
                                                   const Context& context) {
  const Claim registered =
      some(context.children<PrivateDnsZoneGroup>(endpoint), [&](const PrivateDnsZoneGroup& group) {
        return holds(group.private_dns_zones, [&](const List<Text>& zones) {
          for (const Text& zone : zones) {
            if (is_cache_zone(zone, context))
              return true;
          }
          return false;
        });
      });
  return when(leads_to_cache(endpoint), require(registered), other_service_note);
}

inline constexpr Rule network_endpoint_zone_rule{
    .id = "CW-NET-004",
    .name = "network-endpoint-dns-zone",
    .title = "The private endpoint of a cache is registered in its private DNS zone",
    .message = "no zone group registers the endpoint in the private DNS zone of caches",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<network_endpoint_zone>,
    .rationale =
        "Clients that resolve the public name go past the endpoint. Records that are kept by "
        "hand point nowhere after the endpoint is made anew.",
    .remediation = {.cli = "az network private-endpoint dns-zone-group create --endpoint-name "
                           "{name} --resource-group {group} --subscription {subscription} --name "
                           "default --private-dns-zone ZONE_ID --zone-name redis",
                    .bicep = "resource zones 'privateDnsZoneGroups' = { properties: { "
                             "privateDnsZoneConfigs: [{ name: 'redis', properties: { "
                             "privateDnsZoneId: zone.id } }] } }",
                    .terraform = "private_dns_zone_group { private_dns_zone_ids = "
                                 "[azurerm_private_dns_zone.redis.id] }"},
    .references = {"https://learn.microsoft.com/azure/private-link/private-endpoint-dns"},
    .controls = {{Framework::microsoft_guide, "network-security/enable-private-endpoints"},
                 {Framework::azure_policy, "e016b22b-e0eb-436d-8fd7-160c4eaed6e2"},
                 {Framework::azure_policy, "7473e756-98d9-4d10-9a22-8101ef32cd74"},
                 {Framework::mcsb, "NS-2"}},
    .baseline = endpoint_baseline,
    .examples =
        {{"in the zone", "{}", Status::pass},
         {"no zone group", R"([{}, {}, {}, {}, {"body": []}])", Status::fail},
         {"in a zone of another service",
          R"([{}, {}, {}, {}, {"body": [{"name": "default", "properties": {"privateDnsZoneConfigs": [
              {"name": "a", "properties": {"privateDnsZoneId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"}}]}}]}])",
          Status::fail},
         {"zone groups were not collected", R"([{}, {}, {}, {}, "$absent"])", Status::unknown},
         {"an endpoint of another service",
          R"({"properties": {"privateLinkServiceConnections": [{"name": "a", "properties": {
              "privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/basket"}}]}})",
          Status::not_applicable}},
};

// ---- CW-NET-005 -----------------------------------------------------------

/// The zone of caches answers somewhere.
[[nodiscard]] inline Verdict network_zone_linked(const PrivateDnsZone& zone,
                                                 const Context& context) {
  const Claim is_ours(truth(is_cache_zone(context.owner(zone).name(), context)),
                      {.at = &zone, .kind = Basis::Kind::resource});
  return when(is_ours, require(exists(context.children<VirtualNetworkLink>(zone))),
              "the zone is not one of caches");
}

inline constexpr Rule network_zone_linked_rule{
    .id = "CW-NET-005",
    .name = "network-dns-zone-linked",
    .title = "The private DNS zone of caches is linked to a virtual network",
    .message = "the private DNS zone is linked to no virtual network, so that nobody asks it",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<network_zone_linked>,
    .rationale =
        "Only networks that are linked to a zone resolve its names; the others send their "
        "clients to the public address.",
    .remediation = {.cli = "az network private-dns link vnet create --zone-name {name} "
                           "--resource-group {group} --subscription {subscription} --name LINK "
                           "--virtual-network NETWORK_ID --registration-enabled false",
                    .bicep = "resource link 'virtualNetworkLinks' = { properties: { "
                             "virtualNetwork: { id: network.id }, registrationEnabled: false } }",
                    .terraform = "azurerm_private_dns_zone_virtual_network_link"},
    .references = {"https://learn.microsoft.com/azure/private-link/private-endpoint-dns"},
    .controls = {{Framework::microsoft_guide, "network-security/enable-private-endpoints"},
                 {Framework::azqr, "7e8f9a0b-1c2d-3e4f-5a6b-7c8d9e0f1a2b"}},
    .baseline = zone_baseline,
    .examples =
        {{"linked", "{}", Status::pass},
         {"not linked", R"([{}, {"body": []}])", Status::fail},
         {"links were not collected", R"([{}, "$absent"])", Status::unknown},
         {"a zone of another service",
          R"(["$absent", "$absent", {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net",
                      "name": "privatelink.blob.core.windows.net", "type": "Microsoft.Network/privateDnsZones",
                      "properties": {"provisioningState": "Succeeded"}}])",
          Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array network_endpoint_rules{
    &network_endpoint_group_rule, &network_endpoint_policies_rule, &network_endpoint_closed_rule,
    &network_endpoint_zone_rule, &network_zone_linked_rule};

}  // namespace cachewarden::inline v0::rules
