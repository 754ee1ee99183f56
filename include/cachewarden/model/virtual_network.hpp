#pragma once

#include <array>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

enum class EncryptionEnforcement : std::uint8_t { allow_unencrypted = 1, drop_unencrypted = 2 };

inline constexpr EnumName encryption_enforcement_names[] = {{"AllowUnencrypted", 1},
                                                            {"DropUnencrypted", 2}};

constexpr std::span<const EnumName> enum_names(EncryptionEnforcement) noexcept {
  return encryption_enforcement_names;
}

/// A virtual network. Its subnets and peerings are resources of their own.
struct VirtualNetwork {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<List<Text>> address_prefixes{};
  Property<List<Text>> dns_servers{};
  Property<bool> enable_ddos_protection{};
  Property<Text> ddos_protection_plan{};
  Property<bool> encryption_enabled{};
  Property<EncryptionEnforcement> encryption_enforcement{};
  Property<List<Text>> flow_logs{};

  static const ResourceType type;
  friend bool operator==(const VirtualNetwork&, const VirtualNetwork&) = default;
};

inline constexpr std::array virtual_network_fields{
    field<&VirtualNetwork::location>({.name = "location",
                                      .arm = {"location"},
                                      .terraform = {"location"},
                                      .normal = Normal::location}),
    field<&VirtualNetwork::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&VirtualNetwork::address_prefixes>({.name = "address_prefixes",
                                              .arm = {"properties.addressSpace.addressPrefixes"},
                                              .terraform = {"address_space"},
                                              .normal = Normal::prefix}),
    field<&VirtualNetwork::dns_servers>({.name = "dns_servers",
                                         .arm = {"properties.dhcpOptions.dnsServers"},
                                         .terraform = {"dns_servers"},
                                         .absence = Absence::none}),
    field<&VirtualNetwork::enable_ddos_protection>({.name = "enable_ddos_protection",
                                                    .arm = {"properties.enableDdosProtection"},
                                                    .terraform = {"ddos_protection_plan.enable"}}),
    field<&VirtualNetwork::ddos_protection_plan>(
        {.name = "ddos_protection_plan",
         .arm = {"properties.ddosProtectionPlan.id"},
         .terraform = {"ddos_protection_plan.id"},
         .refers_to = "Microsoft.Network/ddosProtectionPlans",
         .absence = Absence::none}),
    field<&VirtualNetwork::encryption_enabled>(
        {.name = "encryption_enabled", .arm = {"properties.encryption.enabled"}}),
    field<&VirtualNetwork::encryption_enforcement>({.name = "encryption_enforcement",
                                                    .arm = {"properties.encryption.enforcement"},
                                                    .terraform = {"encryption.enforcement"}}),
    field<&VirtualNetwork::flow_logs>({.name = "flow_logs",
                                       .arm = {"properties.flowLogs[].id"},
                                       .refers_to = "Microsoft.Network/networkWatchers/flowLogs",
                                       .absence = Absence::none,
                                       .read_only = true}),
};

inline constexpr ResourceType VirtualNetwork::type{
    .arm = "Microsoft.Network/virtualNetworks",
    .label = "virtual network",
    .terraform = {"azurerm_virtual_network"},
    .fields = virtual_network_fields,
    .embedded = {{"properties.subnets", "Microsoft.Network/virtualNetworks/subnets", true},
                 {"properties.virtualNetworkPeerings",
                  "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", true}},
    .collect = "az network vnet show --ids {id}",
    .collect_all = "az network vnet list",
};

/// A peering as one of the two networks declares it.
struct VirtualNetworkPeering {
  Property<Text> remote_virtual_network{};
  Property<bool> allow_virtual_network_access{};
  Property<bool> allow_forwarded_traffic{};
  Property<bool> allow_gateway_transit{};
  Property<bool> use_remote_gateways{};
  Property<Text> peering_state{};
  Property<List<Text>> remote_address_prefixes{};

  static const ResourceType type;
  friend bool operator==(const VirtualNetworkPeering&, const VirtualNetworkPeering&) = default;
};

inline constexpr std::array virtual_network_peering_fields{
    field<&VirtualNetworkPeering::remote_virtual_network>(
        {.name = "remote_virtual_network",
         .arm = {"properties.remoteVirtualNetwork.id"},
         .terraform = {"remote_virtual_network_id"},
         .refers_to = "Microsoft.Network/virtualNetworks"}),
    field<&VirtualNetworkPeering::allow_virtual_network_access>(
        {.name = "allow_virtual_network_access",
         .arm = {"properties.allowVirtualNetworkAccess"},
         .terraform = {"allow_virtual_network_access"}}),
    field<&VirtualNetworkPeering::allow_forwarded_traffic>(
        {.name = "allow_forwarded_traffic",
         .arm = {"properties.allowForwardedTraffic"},
         .terraform = {"allow_forwarded_traffic"}}),
    field<&VirtualNetworkPeering::allow_gateway_transit>({.name = "allow_gateway_transit",
                                                          .arm = {"properties.allowGatewayTransit"},
                                                          .terraform = {"allow_gateway_transit"}}),
    field<&VirtualNetworkPeering::use_remote_gateways>({.name = "use_remote_gateways",
                                                        .arm = {"properties.useRemoteGateways"},
                                                        .terraform = {"use_remote_gateways"}}),
    field<&VirtualNetworkPeering::peering_state>(
        {.name = "peering_state", .arm = {"properties.peeringState"}, .read_only = true}),
    field<&VirtualNetworkPeering::remote_address_prefixes>(
        {.name = "remote_address_prefixes",
         .arm = {"properties.remoteAddressSpace.addressPrefixes"},
         .normal = Normal::prefix,
         .read_only = true}),
};

inline constexpr ResourceType VirtualNetworkPeering::type{
    .arm = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    .label = "virtual network peering",
    .terraform = {"azurerm_virtual_network_peering"},
    .fields = virtual_network_peering_fields,
    .collect = "az network vnet peering show --ids {id}",
    .collect_all =
        "az network vnet peering list --vnet-name {name} --resource-group {group} "
        "--subscription {subscription}",
};

enum class EndpointPolicies : std::uint8_t {
  disabled = 1,
  enabled = 2,
  network_security_group_enabled = 3,
  route_table_enabled = 4
};

inline constexpr EnumName endpoint_policies_names[] = {
    {"Disabled", 1}, {"Enabled", 2}, {"NetworkSecurityGroupEnabled", 3}, {"RouteTableEnabled", 4}};

constexpr std::span<const EnumName> enum_names(EndpointPolicies) noexcept {
  return endpoint_policies_names;
}

/// A subnet, listed in its network or a document of its own.
struct Subnet {
  Property<List<Text>> address_prefixes{};  ///< the union of the singular and the plural property
  Property<Text> network_security_group{};
  Property<Text> route_table{};
  Property<Text> nat_gateway{};
  Property<bool> default_outbound_access{};
  Property<EndpointPolicies> private_endpoint_network_policies{};
  Property<bool> private_link_service_network_policies{};
  Property<List<Text>> delegations{};        ///< service names
  Property<List<Text>> service_endpoints{};  ///< service names
  Property<List<Text>> private_endpoints{};
  Property<List<Text>> resource_navigation_links{};
  Property<List<Text>> service_association_links{};
  Property<List<Text>> ip_configurations{};  ///< of the interfaces in the subnet
  Property<Text> purpose{};

  static const ResourceType type;
  friend bool operator==(const Subnet&, const Subnet&) = default;
};

inline constexpr std::array subnet_fields{
    field<&Subnet::address_prefixes>(
        {.name = "address_prefixes",
         .arm = {"properties.addressPrefix", "properties.addressPrefixes"},
         .terraform = {"address_prefixes", "address_prefix"},
         .normal = Normal::prefix}),
    field<&Subnet::network_security_group>({.name = "network_security_group",
                                            .arm = {"properties.networkSecurityGroup.id"},
                                            .refers_to = "Microsoft.Network/networkSecurityGroups",
                                            .absence = Absence::none}),
    field<&Subnet::route_table>({.name = "route_table",
                                 .arm = {"properties.routeTable.id"},
                                 .refers_to = "Microsoft.Network/routeTables",
                                 .absence = Absence::none}),
    field<&Subnet::nat_gateway>({.name = "nat_gateway",
                                 .arm = {"properties.natGateway.id"},
                                 .refers_to = "Microsoft.Network/natGateways",
                                 .absence = Absence::none}),
    field<&Subnet::default_outbound_access>({.name = "default_outbound_access",
                                             .arm = {"properties.defaultOutboundAccess"},
                                             .terraform = {"default_outbound_access_enabled"}}),
    field<&Subnet::private_endpoint_network_policies>(
        {.name = "private_endpoint_network_policies",
         .arm = {"properties.privateEndpointNetworkPolicies"},
         .terraform = {"private_endpoint_network_policies"}}),
    field<&Subnet::private_link_service_network_policies>(
        {.name = "private_link_service_network_policies",
         .arm = {"properties.privateLinkServiceNetworkPolicies"},
         .terraform = {"private_link_service_network_policies_enabled"}}),
    field<&Subnet::delegations>({.name = "delegations",
                                 .arm = {"properties.delegations[].properties.serviceName"},
                                 .absence = Absence::none}),
    field<&Subnet::service_endpoints>({.name = "service_endpoints",
                                       .arm = {"properties.serviceEndpoints[].service"},
                                       .terraform = {"service_endpoints"},
                                       .absence = Absence::none}),
    field<&Subnet::private_endpoints>({.name = "private_endpoints",
                                       .arm = {"properties.privateEndpoints[].id"},
                                       .refers_to = "Microsoft.Network/privateEndpoints",
                                       .absence = Absence::none,
                                       .read_only = true}),
    field<&Subnet::resource_navigation_links>(
        {.name = "resource_navigation_links",
         .arm = {"properties.resourceNavigationLinks[].properties.link"},
         .refers_to = "*",
         .absence = Absence::none,
         .read_only = true}),
    field<&Subnet::service_association_links>(
        {.name = "service_association_links",
         .arm = {"properties.serviceAssociationLinks[].properties.link"},
         .absence = Absence::none,
         .read_only = true}),
    field<&Subnet::ip_configurations>({.name = "ip_configurations",
                                       .arm = {"properties.ipConfigurations[].id"},
                                       .absence = Absence::none,
                                       .read_only = true}),
    field<&Subnet::purpose>({.name = "purpose",
                             .arm = {"properties.purpose"},
                             .absence = Absence::none,
                             .read_only = true}),
};

inline constexpr ResourceType Subnet::type{
    .arm = "Microsoft.Network/virtualNetworks/subnets",
    .label = "subnet",
    .terraform = {"azurerm_subnet"},
    .fields = subnet_fields,
    .embedded = {{"properties.networkSecurityGroup", "Microsoft.Network/networkSecurityGroups"},
                 {"properties.routeTable", "Microsoft.Network/routeTables"}},
    .collect = "az network vnet subnet show --ids {id}",
    .collect_all =
        "az network vnet subnet list --vnet-name {name} --resource-group {group} "
        "--subscription {subscription}",
};

}  // namespace cachewarden::inline v0
