#pragma once

#include <array>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A network interface. All its addresses share its application security groups, as Azure demands.
struct NetworkInterface {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<Text> network_security_group{};
  Property<List<Text>> subnets{};
  Property<List<Text>> private_ip_addresses{};
  Property<List<Text>> application_security_groups{};
  Property<Text> private_endpoint{};

  static const ResourceType type;
  friend bool operator==(const NetworkInterface&, const NetworkInterface&) = default;
};

inline constexpr std::array network_interface_fields{
    field<&NetworkInterface::location>({.name = "location",
                                        .arm = {"location"},
                                        .terraform = {"location"},
                                        .normal = Normal::location}),
    field<&NetworkInterface::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&NetworkInterface::network_security_group>(
        {.name = "network_security_group",
         .arm = {"properties.networkSecurityGroup.id"},
         .refers_to = "Microsoft.Network/networkSecurityGroups",
         .absence = Absence::none}),
    field<&NetworkInterface::subnets>(
        {.name = "subnets",
         .arm = {"properties.ipConfigurations[].properties.subnet.id"},
         .terraform = {"ip_configuration.subnet_id"},
         .refers_to = "Microsoft.Network/virtualNetworks/subnets"}),
    field<&NetworkInterface::private_ip_addresses>(
        {.name = "private_ip_addresses",
         .arm = {"properties.ipConfigurations[].properties.privateIPAddress"},
         .terraform = {"ip_configuration.private_ip_address"},
         .normal = Normal::address}),
    field<&NetworkInterface::application_security_groups>(
        {.name = "application_security_groups",
         .arm = {"properties.ipConfigurations[].properties.applicationSecurityGroups[].id"},
         .refers_to = "Microsoft.Network/applicationSecurityGroups",
         .absence = Absence::none}),
    field<&NetworkInterface::private_endpoint>({.name = "private_endpoint",
                                                .arm = {"properties.privateEndpoint.id"},
                                                .refers_to = "Microsoft.Network/privateEndpoints",
                                                .absence = Absence::none,
                                                .read_only = true}),
};

inline constexpr ResourceType NetworkInterface::type{
    .arm = "Microsoft.Network/networkInterfaces",
    .label = "network interface",
    .terraform = {"azurerm_network_interface"},
    .fields = network_interface_fields,
    .collect = "az network nic show --ids {id}",
    .collect_all = "az network nic list",
};

}  // namespace cachewarden::inline v0
