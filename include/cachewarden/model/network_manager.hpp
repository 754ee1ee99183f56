#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/network_security_group.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

enum class AdminAccess : std::uint8_t { allow = 1, deny = 2, always_allow = 3 };

inline constexpr EnumName admin_access_names[] = {{"Allow", 1}, {"Deny", 2}, {"AlwaysAllow", 3}};

constexpr std::span<const EnumName> enum_names(AdminAccess) noexcept {
  return admin_access_names;
}

/// A rule of a security admin configuration of Virtual Network Manager, which comes before the
/// groups of the networks that the configuration is deployed to.
struct SecurityAdminRule {
  Property<RuleDirection> direction{};
  Property<AdminAccess> access{};
  Property<TransportProtocol> protocol{};
  Property<std::int32_t> priority{};  ///< the lowest number is asked first
  Property<List<AddressTerm>> sources{};
  Property<List<AddressTerm>> destinations{};
  Property<List<PortRange>> source_ports{};
  Property<List<PortRange>> destination_ports{};

  static const ResourceType type;
  friend bool operator==(const SecurityAdminRule&, const SecurityAdminRule&) = default;
};

inline constexpr std::array security_admin_rule_fields{
    field<&SecurityAdminRule::direction>({.name = "direction", .arm = {"properties.direction"}}),
    field<&SecurityAdminRule::access>({.name = "access", .arm = {"properties.access"}}),
    field<&SecurityAdminRule::protocol>({.name = "protocol", .arm = {"properties.protocol"}}),
    field<&SecurityAdminRule::priority>(
        {.name = "priority", .arm = {"properties.priority"}, .least = 1, .most = 4096}),
    field<&SecurityAdminRule::sources>(
        {.name = "sources", .arm = {"properties.sources[].addressPrefix"}}),
    field<&SecurityAdminRule::destinations>(
        {.name = "destinations", .arm = {"properties.destinations[].addressPrefix"}}),
    field<&SecurityAdminRule::source_ports>(
        {.name = "source_ports", .arm = {"properties.sourcePortRanges"}}),
    field<&SecurityAdminRule::destination_ports>(
        {.name = "destination_ports", .arm = {"properties.destinationPortRanges"}}),
};

inline constexpr ResourceType SecurityAdminRule::type{
    .arm = "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules",
    .label = "security admin rule",
    .fields = security_admin_rule_fields,
    .collect = "az resource show --ids {id}",
    .collect_all = "az network manager security-admin-config rule-collection rule list --ids {id}",
};

/// Rules of a security admin configuration for the same network groups.
struct SecurityAdminRuleCollection {
  Property<List<Text>> applies_to_groups{};

  static const ResourceType type;
  friend bool operator==(const SecurityAdminRuleCollection&,
                         const SecurityAdminRuleCollection&) = default;
};

inline constexpr std::array security_admin_rule_collection_fields{
    field<&SecurityAdminRuleCollection::applies_to_groups>(
        {.name = "applies_to_groups",
         .arm = {"properties.appliesToGroups[].networkGroupId"},
         .refers_to = "Microsoft.Network/networkManagers/networkGroups"}),
};

inline constexpr ResourceType SecurityAdminRuleCollection::type{
    .arm = "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections",
    .label = "collection of security admin rules",
    .fields = security_admin_rule_collection_fields,
    .collect = "az resource show --ids {id}",
    .collect_all = "az network manager security-admin-config rule-collection list --ids {id}",
};

/// A network or subnet that somebody put into a network group; policies may add others.
struct NetworkGroupMember {
  Property<Text> member{};

  static const ResourceType type;
  friend bool operator==(const NetworkGroupMember&, const NetworkGroupMember&) = default;
};

inline constexpr std::array network_group_member_fields{
    field<&NetworkGroupMember::member>(
        {.name = "member", .arm = {"properties.resourceId"}, .refers_to = "*"}),
};

inline constexpr ResourceType NetworkGroupMember::type{
    .arm = "Microsoft.Network/networkManagers/networkGroups/staticMembers",
    .label = "member of a network group",
    .fields = network_group_member_fields,
    .collect = "az resource show --ids {id}",
    .collect_all = "az network manager group static-member list --ids {id}",
};

}  // namespace cachewarden::inline v0
