#pragma once

#include <array>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A table of user-defined routes. Its routes are resources of their own.
struct RouteTable {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<bool> disable_bgp_route_propagation{};
  Property<List<Text>> subnets{};  ///< where the table is attached, as the table shows it

  static const ResourceType type;
  friend bool operator==(const RouteTable&, const RouteTable&) = default;
};

inline constexpr std::array route_table_fields{
    field<&RouteTable::location>({.name = "location",
                                  .arm = {"location"},
                                  .terraform = {"location"},
                                  .normal = Normal::location}),
    field<&RouteTable::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&RouteTable::disable_bgp_route_propagation>(
        {.name = "disable_bgp_route_propagation",
         .arm = {"properties.disableBgpRoutePropagation"},
         .terraform = {"bgp_route_propagation_enabled"},
         .transform = Transform::inverted}),
    field<&RouteTable::subnets>({.name = "subnets",
                                 .arm = {"properties.subnets[].id"},
                                 .refers_to = "Microsoft.Network/virtualNetworks/subnets",
                                 .absence = Absence::none,
                                 .read_only = true}),
};

inline constexpr ResourceType RouteTable::type{
    .arm = "Microsoft.Network/routeTables",
    .label = "route table",
    .terraform = {"azurerm_route_table"},
    .fields = route_table_fields,
    .embedded = {{"properties.routes", "Microsoft.Network/routeTables/routes", true}},
    .collect = "az network route-table show --ids {id}",
    .collect_all = "az network route-table list",
};

enum class NextHop : std::uint8_t {
  internet = 1,
  none = 2,
  virtual_appliance = 3,
  virtual_network_gateway = 4,
  vnet_local = 5,
  virtual_appliance_ecmp = 6
};

inline constexpr EnumName next_hop_names[] = {{"Internet", 1},         {"None", 2},
                                              {"VirtualAppliance", 3}, {"VirtualNetworkGateway", 4},
                                              {"VnetLocal", 5},        {"VirtualApplianceEcmp", 6}};

constexpr std::span<const EnumName> enum_names(NextHop) noexcept {
  return next_hop_names;
}

/// One route.
struct Route {
  Property<Text> address_prefix{};  ///< a prefix or a service tag
  Property<NextHop> next_hop_type{};
  Property<Text> next_hop_ip_address{};

  static const ResourceType type;
  friend bool operator==(const Route&, const Route&) = default;
};

inline constexpr std::array route_fields{
    field<&Route::address_prefix>({.name = "address_prefix",
                                   .arm = {"properties.addressPrefix"},
                                   .terraform = {"address_prefix"}}),
    field<&Route::next_hop_type>({.name = "next_hop_type",
                                  .arm = {"properties.nextHopType"},
                                  .terraform = {"next_hop_type"}}),
    field<&Route::next_hop_ip_address>({.name = "next_hop_ip_address",
                                        .arm = {"properties.nextHopIpAddress"},
                                        .terraform = {"next_hop_in_ip_address"},
                                        .absence = Absence::none,
                                        .normal = Normal::address}),
};

inline constexpr ResourceType Route::type{
    .arm = "Microsoft.Network/routeTables/routes",
    .label = "route",
    .terraform = {"azurerm_route"},
    .fields = route_fields,
    .collect = "az network route-table route show --ids {id}",
    .collect_all =
        "az network route-table route list --route-table-name {name} "
        "--resource-group {group} --subscription {subscription}",
};

}  // namespace cachewarden::inline v0
