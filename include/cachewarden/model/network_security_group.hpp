#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A network security group. Its rules are resources of their own; the six default rules that every
/// group carries are implied and need not be listed.
struct NetworkSecurityGroup {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<List<Text>> subnets{};  ///< where the group is attached, as the group shows it
  Property<List<Text>> network_interfaces{};
  Property<bool> flush_connection{};
  Property<List<Text>> flow_logs{};

  static const ResourceType type;
  friend bool operator==(const NetworkSecurityGroup&, const NetworkSecurityGroup&) = default;
};

inline constexpr std::array network_security_group_fields{
    field<&NetworkSecurityGroup::location>({.name = "location",
                                            .arm = {"location"},
                                            .terraform = {"location"},
                                            .normal = Normal::location}),
    field<&NetworkSecurityGroup::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&NetworkSecurityGroup::subnets>({.name = "subnets",
                                           .arm = {"properties.subnets[].id"},
                                           .refers_to = "Microsoft.Network/virtualNetworks/subnets",
                                           .absence = Absence::none,
                                           .read_only = true}),
    field<&NetworkSecurityGroup::network_interfaces>(
        {.name = "network_interfaces",
         .arm = {"properties.networkInterfaces[].id"},
         .refers_to = "Microsoft.Network/networkInterfaces",
         .absence = Absence::none,
         .read_only = true}),
    field<&NetworkSecurityGroup::flush_connection>(
        {.name = "flush_connection", .arm = {"properties.flushConnection"}}),
    field<&NetworkSecurityGroup::flow_logs>(
        {.name = "flow_logs",
         .arm = {"properties.flowLogs[].id"},
         .refers_to = "Microsoft.Network/networkWatchers/flowLogs",
         .absence = Absence::none,
         .read_only = true}),
};

inline constexpr ResourceType NetworkSecurityGroup::type{
    .arm = "Microsoft.Network/networkSecurityGroups",
    .label = "network security group",
    .terraform = {"azurerm_network_security_group"},
    .fields = network_security_group_fields,
    .embedded = {{"properties.securityRules",
                  "Microsoft.Network/networkSecurityGroups/securityRules", true},
                 {"properties.defaultSecurityRules",
                  "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
                  false,
                  {},
                  true}},
    .collect = "az network nsg show --ids {id}",
    .collect_all = "az network nsg list",
};

enum class RuleDirection : std::uint8_t { inbound = 1, outbound = 2 };

inline constexpr EnumName rule_direction_names[] = {{"Inbound", 1}, {"Outbound", 2}};

constexpr std::span<const EnumName> enum_names(RuleDirection) noexcept {
  return rule_direction_names;
}

enum class RuleAccess : std::uint8_t { allow = 1, deny = 2 };

inline constexpr EnumName rule_access_names[] = {{"Allow", 1}, {"Deny", 2}};

constexpr std::span<const EnumName> enum_names(RuleAccess) noexcept {
  return rule_access_names;
}

inline constexpr EnumName transport_protocol_names[] = {
    {"*", static_cast<std::uint8_t>(TransportProtocol::any)},
    {"Any", static_cast<std::uint8_t>(TransportProtocol::any)},
    {"All", static_cast<std::uint8_t>(TransportProtocol::any)},
    {"Tcp", static_cast<std::uint8_t>(TransportProtocol::tcp)},
    {"Udp", static_cast<std::uint8_t>(TransportProtocol::udp)},
    {"Icmp", static_cast<std::uint8_t>(TransportProtocol::icmp)},
    {"Esp", static_cast<std::uint8_t>(TransportProtocol::esp)},
    {"Ah", static_cast<std::uint8_t>(TransportProtocol::ah)}};

constexpr std::span<const EnumName> enum_names(TransportProtocol) noexcept {
  return transport_protocol_names;
}

/// A rule of a network security group. Sources and destinations unite the singular property, the
/// plural one and the application security groups.
struct SecurityRule {
  Property<RuleDirection> direction{};
  Property<RuleAccess> access{};
  Property<TransportProtocol> protocol{};
  Property<std::int32_t> priority{};  ///< the lowest number is asked first
  Property<List<AddressTerm>> sources{};
  Property<List<AddressTerm>> destinations{};
  Property<List<PortRange>> source_ports{};
  Property<List<PortRange>> destination_ports{};

  friend bool operator==(const SecurityRule&, const SecurityRule&) = default;
};

static_assert(sizeof(SecurityRule) <= 96);

inline constexpr std::array security_rule_fields{
    field<&SecurityRule::direction>(
        {.name = "direction", .arm = {"properties.direction"}, .terraform = {"direction"}}),
    field<&SecurityRule::access>(
        {.name = "access", .arm = {"properties.access"}, .terraform = {"access"}}),
    field<&SecurityRule::protocol>(
        {.name = "protocol", .arm = {"properties.protocol"}, .terraform = {"protocol"}}),
    field<&SecurityRule::priority>({.name = "priority",
                                    .arm = {"properties.priority"},
                                    .terraform = {"priority"},
                                    .least = 0,
                                    .most = 65535}),
    field<&SecurityRule::sources>(
        {.name = "sources",
         .arm = {"properties.sourceAddressPrefix", "properties.sourceAddressPrefixes",
                 "properties.sourceApplicationSecurityGroups[].id"},
         .terraform = {"source_address_prefix", "source_address_prefixes",
                       "source_application_security_group_ids"}}),
    field<&SecurityRule::destinations>(
        {.name = "destinations",
         .arm = {"properties.destinationAddressPrefix", "properties.destinationAddressPrefixes",
                 "properties.destinationApplicationSecurityGroups[].id"},
         .terraform = {"destination_address_prefix", "destination_address_prefixes",
                       "destination_application_security_group_ids"}}),
    field<&SecurityRule::source_ports>(
        {.name = "source_ports",
         .arm = {"properties.sourcePortRange", "properties.sourcePortRanges"},
         .terraform = {"source_port_range", "source_port_ranges"}}),
    field<&SecurityRule::destination_ports>(
        {.name = "destination_ports",
         .arm = {"properties.destinationPortRange", "properties.destinationPortRanges"},
         .terraform = {"destination_port_range", "destination_port_ranges"}}),
};

/// A rule that somebody wrote; priorities 100 to 4096.
struct UserSecurityRule : SecurityRule {
  static const ResourceType type;
  friend bool operator==(const UserSecurityRule&, const UserSecurityRule&) = default;
};

/// Azure refuses other priorities, so one that is read is not right.
inline constexpr std::array user_security_rule_fields = [] {
  std::array rows = security_rule_fields;
  for (FieldRow& row : rows) {
    if (row.name == "priority") {
      row.least = 100;
      row.most = 4096;
    }
  }
  return rows;
}();

inline constexpr ResourceType UserSecurityRule::type{
    .arm = "Microsoft.Network/networkSecurityGroups/securityRules",
    .label = "security rule",
    .terraform = {"azurerm_network_security_rule"},
    .fields = user_security_rule_fields,
    .collect = "az network nsg rule show --ids {id}",
    .collect_all =
        "az network nsg rule list --nsg-name {name} --resource-group {group} "
        "--subscription {subscription}",
};

/// A rule that Azure adds to every group; priorities from 65000.
struct DefaultSecurityRule : SecurityRule {
  static const ResourceType type;
  friend bool operator==(const DefaultSecurityRule&, const DefaultSecurityRule&) = default;
};

inline constexpr ResourceType DefaultSecurityRule::type{
    .arm = "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
    .label = "default security rule",
    .fields = security_rule_fields,
    .collect = "az network nsg rule show --ids {id}",
    .collect_all = "az network nsg show --ids {id}",
};

/// A name under which network interfaces and private endpoints are gathered.
struct ApplicationSecurityGroup {
  Property<Text> location{};
  Property<List<Pair>> tags{};

  static const ResourceType type;
  friend bool operator==(const ApplicationSecurityGroup&,
                         const ApplicationSecurityGroup&) = default;
};

inline constexpr std::array application_security_group_fields{
    field<&ApplicationSecurityGroup::location>({.name = "location",
                                                .arm = {"location"},
                                                .terraform = {"location"},
                                                .normal = Normal::location}),
    field<&ApplicationSecurityGroup::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
};

inline constexpr ResourceType ApplicationSecurityGroup::type{
    .arm = "Microsoft.Network/applicationSecurityGroups",
    .label = "application security group",
    .terraform = {"azurerm_application_security_group"},
    .fields = application_security_group_fields,
    .collect = "az network asg show --ids {id}",
    .collect_all = "az network asg list",
};

}  // namespace cachewarden::inline v0
