#pragma once

#include <array>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A private DNS zone; its name is what it answers for.
struct PrivateDnsZone {
  Property<List<Pair>> tags{};

  static const ResourceType type;
  friend bool operator==(const PrivateDnsZone&, const PrivateDnsZone&) = default;
};

inline constexpr std::array private_dns_zone_fields{
    field<&PrivateDnsZone::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
};

inline constexpr ResourceType PrivateDnsZone::type{
    .arm = "Microsoft.Network/privateDnsZones",
    .label = "private DNS zone",
    .terraform = {"azurerm_private_dns_zone"},
    .fields = private_dns_zone_fields,
    .collect = "az network private-dns zone show --ids {id}",
    .collect_all = "az network private-dns zone list",
};

/// Makes a virtual network resolve names of a private DNS zone.
struct VirtualNetworkLink {
  Property<Text> virtual_network{};
  Property<bool> registration_enabled{};
  Property<Text> virtual_network_link_state{};

  static const ResourceType type;
  friend bool operator==(const VirtualNetworkLink&, const VirtualNetworkLink&) = default;
};

inline constexpr std::array virtual_network_link_fields{
    field<&VirtualNetworkLink::virtual_network>({.name = "virtual_network",
                                                 .arm = {"properties.virtualNetwork.id"},
                                                 .terraform = {"virtual_network_id"},
                                                 .refers_to = "Microsoft.Network/virtualNetworks"}),
    field<&VirtualNetworkLink::registration_enabled>({.name = "registration_enabled",
                                                      .arm = {"properties.registrationEnabled"},
                                                      .terraform = {"registration_enabled"}}),
    field<&VirtualNetworkLink::virtual_network_link_state>(
        {.name = "virtual_network_link_state",
         .arm = {"properties.virtualNetworkLinkState"},
         .read_only = true}),
};

inline constexpr ResourceType VirtualNetworkLink::type{
    .arm = "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    .label = "virtual network link",
    .terraform = {"azurerm_private_dns_zone_virtual_network_link"},
    .fields = virtual_network_link_fields,
    .collect = "az network private-dns link vnet show --ids {id}",
    .collect_all =
        "az network private-dns link vnet list --zone-name {name} "
        "--resource-group {group} --subscription {subscription}",
};

/// The addresses of one name in a private DNS zone.
struct PrivateDnsRecordSet {
  Property<std::int32_t> ttl{};  ///< seconds

  static const ResourceType type;
  friend bool operator==(const PrivateDnsRecordSet&, const PrivateDnsRecordSet&) = default;
};

inline constexpr std::array private_dns_record_set_fields{
    field<&PrivateDnsRecordSet::ttl>(
        {.name = "ttl", .arm = {"properties.ttl"}, .terraform = {"ttl"}, .least = 0}),
};

inline constexpr ResourceType PrivateDnsRecordSet::type{
    .arm = "Microsoft.Network/privateDnsZones/A",
    .label = "DNS record set",
    .terraform = {"azurerm_private_dns_a_record"},
    .fields = private_dns_record_set_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az network private-dns record-set a list --zone-name {name} "
        "--resource-group {group} --subscription {subscription}",
    .shows_state = false,
};

}  // namespace cachewarden::inline v0
