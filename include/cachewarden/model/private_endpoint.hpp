#pragma once

#include <array>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// What a private endpoint connects to.
struct PrivateLinkConnection {
  Property<Text> name{};
  Property<Text> private_link_service_id{};
  Property<List<Text>> group_ids{};
  Property<ConnectionStatus> status{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const PrivateLinkConnection&, const PrivateLinkConnection&) = default;
};

inline constexpr std::array private_link_connection_fields{
    field<&PrivateLinkConnection::name>({.name = "name", .arm = {"name"}}),
    field<&PrivateLinkConnection::private_link_service_id>(
        {.name = "private_link_service_id",
         .arm = {"properties.privateLinkServiceId"},
         .terraform = {"private_connection_resource_id"},
         .refers_to = "*"}),
    field<&PrivateLinkConnection::group_ids>({.name = "group_ids",
                                              .arm = {"properties.groupIds"},
                                              .terraform = {"subresource_names"},
                                              .absence = Absence::none}),
    field<&PrivateLinkConnection::status>(
        {.name = "status", .arm = {"properties.privateLinkServiceConnectionState.status"}}),
};

constexpr std::span<const FieldRow> PrivateLinkConnection::fields() {
  return private_link_connection_fields;
}

/// A fixed address of a private endpoint.
struct EndpointAddress {
  Property<Text> private_ip_address{};
  Property<Text> group_id{};
  Property<Text> member_name{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const EndpointAddress&, const EndpointAddress&) = default;
};

inline constexpr std::array endpoint_address_fields{
    field<&EndpointAddress::private_ip_address>({.name = "private_ip_address",
                                                 .arm = {"properties.privateIPAddress"},
                                                 .terraform = {"private_ip_address"},
                                                 .normal = Normal::address}),
    field<&EndpointAddress::group_id>({.name = "group_id",
                                       .arm = {"properties.groupId"},
                                       .terraform = {"subresource_name"},
                                       .absence = Absence::none}),
    field<&EndpointAddress::member_name>({.name = "member_name",
                                          .arm = {"properties.memberName"},
                                          .terraform = {"member_name"},
                                          .absence = Absence::none}),
};

constexpr std::span<const FieldRow> EndpointAddress::fields() {
  return endpoint_address_fields;
}

/// A name that the endpoint answers to and its addresses.
struct EndpointDnsConfig {
  Property<Text> fqdn{};
  Property<List<Text>> ip_addresses{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const EndpointDnsConfig&, const EndpointDnsConfig&) = default;
};

inline constexpr std::array endpoint_dns_config_fields{
    field<&EndpointDnsConfig::fqdn>({.name = "fqdn", .arm = {"fqdn"}, .terraform = {"fqdn"}}),
    field<&EndpointDnsConfig::ip_addresses>({.name = "ip_addresses",
                                             .arm = {"ipAddresses"},
                                             .terraform = {"ip_addresses"},
                                             .absence = Absence::none}),
};

constexpr std::span<const FieldRow> EndpointDnsConfig::fields() {
  return endpoint_dns_config_fields;
}

/// A private endpoint: a network interface in a subnet that leads to a service.
struct PrivateEndpoint {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<Text> subnet{};
  Property<List<PrivateLinkConnection>> connections{};
  Property<List<PrivateLinkConnection>> manual_connections{};
  Property<List<EndpointAddress>> ip_configurations{};
  Property<List<EndpointDnsConfig>> custom_dns_configs{};
  Property<List<Text>> application_security_groups{};
  Property<List<Text>> network_interfaces{};
  Property<Text> provisioning_state{};

  static const ResourceType type;
  friend bool operator==(const PrivateEndpoint&, const PrivateEndpoint&) = default;
};

inline constexpr std::array private_endpoint_fields{
    field<&PrivateEndpoint::location>({.name = "location",
                                       .arm = {"location"},
                                       .terraform = {"location"},
                                       .normal = Normal::location}),
    field<&PrivateEndpoint::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&PrivateEndpoint::subnet>({.name = "subnet",
                                     .arm = {"properties.subnet.id"},
                                     .terraform = {"subnet_id"},
                                     .refers_to = "Microsoft.Network/virtualNetworks/subnets"}),
    field<&PrivateEndpoint::connections>({.name = "connections",
                                          .arm = {"properties.privateLinkServiceConnections"},
                                          .terraform = {"private_service_connection"},
                                          .absence = Absence::none}),
    field<&PrivateEndpoint::manual_connections>(
        {.name = "manual_connections",
         .arm = {"properties.manualPrivateLinkServiceConnections"},
         .absence = Absence::none}),
    field<&PrivateEndpoint::ip_configurations>({.name = "ip_configurations",
                                                .arm = {"properties.ipConfigurations"},
                                                .terraform = {"ip_configuration"},
                                                .absence = Absence::none}),
    field<&PrivateEndpoint::custom_dns_configs>({.name = "custom_dns_configs",
                                                 .arm = {"properties.customDnsConfigs"},
                                                 .terraform = {"custom_dns_configs"},
                                                 .absence = Absence::none}),
    field<&PrivateEndpoint::application_security_groups>(
        {.name = "application_security_groups",
         .arm = {"properties.applicationSecurityGroups[].id"},
         .refers_to = "Microsoft.Network/applicationSecurityGroups",
         .absence = Absence::none}),
    field<&PrivateEndpoint::network_interfaces>({.name = "network_interfaces",
                                                 .arm = {"properties.networkInterfaces[].id"},
                                                 .refers_to = "Microsoft.Network/networkInterfaces",
                                                 .absence = Absence::none,
                                                 .read_only = true}),
    field<&PrivateEndpoint::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
};

inline constexpr ResourceType PrivateEndpoint::type{
    .arm = "Microsoft.Network/privateEndpoints",
    .label = "private endpoint",
    .terraform = {"azurerm_private_endpoint"},
    .fields = private_endpoint_fields,
    .collect = "az network private-endpoint show --ids {id}",
    .collect_all = "az network private-endpoint list",
};

/// Registers an endpoint's names in private DNS zones.
struct PrivateDnsZoneGroup {
  Property<List<Text>> private_dns_zones{};

  static const ResourceType type;
  friend bool operator==(const PrivateDnsZoneGroup&, const PrivateDnsZoneGroup&) = default;
};

inline constexpr std::array private_dns_zone_group_fields{
    field<&PrivateDnsZoneGroup::private_dns_zones>(
        {.name = "private_dns_zones",
         .arm = {"properties.privateDnsZoneConfigs[].properties.privateDnsZoneId"},
         .terraform = {"private_dns_zone_ids"},
         .refers_to = "Microsoft.Network/privateDnsZones",
         .absence = Absence::none}),
};

inline constexpr ResourceType PrivateDnsZoneGroup::type{
    .arm = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    .label = "private DNS zone group",
    .fields = private_dns_zone_group_fields,
    .collect = "az network private-endpoint dns-zone-group show --ids {id}",
    .collect_all =
        "az network private-endpoint dns-zone-group list --endpoint-name {name} "
        "--resource-group {group} --subscription {subscription}",
};

}  // namespace cachewarden::inline v0
