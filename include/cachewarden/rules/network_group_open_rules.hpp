#pragma once

#include <array>

#include "cachewarden/rules/group_exposure.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on network security groups whose rules open or close too much.
namespace cachewarden::inline v0::rules {

inline constexpr ServicePorts every_port[] = {{{0, 65535}, TransportProtocol::any}};

// ---- CW-NET-032 ---------------------------------------------------------

/// No rule allows every port from everywhere: of those that allow something, one that takes all.
[[nodiscard]] inline Verdict network_group_no_open_source(const NetworkSecurityGroup& group,
                                                          const Context& context) {
  return require(negated(lets_through(context.children<UserSecurityRule>(group),
                                      {.services = every_port, .wholly = true})));
}

inline constexpr Rule network_group_no_open_source_rule{
    .id = "CW-NET-032",
    .name = "network-group-no-open-source",
    .title = "No rule of a group lets everybody in to every port",
    .message = "a rule of the group lets everybody in to every port",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_no_open_source>,
    .rationale =
        "A rule that allows everything from everywhere takes the group away: whatever listens in "
        "the subnet, now or later, can be attacked.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.30.0.0/24'",
                    .terraform = "source_address_prefix = \"10.30.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::psrule, "Azure.NSG.AnyInboundSource"},
                 {Framework::trivy, "AZU-0047"},
                 {Framework::tfsec, "azure-network-no-public-ingress"},
                 {Framework::cloudsploit, "networksecuritygroups/openAllPorts"},
                 {Framework::scoutsuite, "network-security-groups-rule-inbound-internet-all"},
                 {Framework::terrascan, "AC_AZURE_0357"},
                 {Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::mcsb, "NS-1"}},
    .baseline = group_baseline,
    .examples =
        {{"clients of a network", R"({})", Status::pass},
         {"everything",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}})",
          Status::fail},
         {"everything, from the tag Internet",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "*", "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}})",
          Status::fail},
         {"everything, denied before",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Deny", "priority": 100, "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}, {"name": "r1", "properties": {"direction": "Inbound", "access": "Allow", "priority": 101, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}})",
          Status::pass},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

// ---- CW-NET-038 ---------------------------------------------------------

/// No rule allows every port to everywhere.
[[nodiscard]] inline Verdict network_group_no_open_destination(const NetworkSecurityGroup& group,
                                                               const Context& context) {
  return require(negated(lets_through(
      context.children<UserSecurityRule>(group),
      {.direction = RuleDirection::outbound, .services = every_port, .wholly = true})));
}

inline constexpr Rule network_group_no_open_destination_rule{
    .id = "CW-NET-038",
    .name = "network-group-no-open-destination",
    .title = "No rule of a group lets everything out to everywhere",
    .message = "a rule of the group lets everything out to everywhere",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_no_open_destination>,
    .rationale =
        "What has been broken into calls home and sends data out. Rules for what is needed stop "
        "both; the default rules still let the internet be reached until a rule denies it.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--destination-address-prefixes VirtualNetwork",
                    .bicep = "destinationAddressPrefix: 'VirtualNetwork'",
                    .terraform = "destination_address_prefix = \"VirtualNetwork\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::trivy, "AZU-0051"},
                 {Framework::tfsec, "azure-network-no-public-egress"},
                 {Framework::steampipe, "network_security_group_outbound_access_restricted"}},
    .baseline = group_baseline,
    .examples =
        {{"clients of a network", R"({})", Status::pass},
         {"everything",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Outbound", "access": "Allow", "priority": 100, "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}})",
          Status::fail},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

// ---- CW-NET-039 ---------------------------------------------------------

/// A rule denies SSH, and one RDP, to the virtual network.
[[nodiscard]] inline Verdict network_group_lateral(const NetworkSecurityGroup& group,
                                                   const Context& context) {
  const Children<UserSecurityRule> rules = context.children<UserSecurityRule>(group);
  const auto to_network = [](const UserSecurityRule& rule) {
    return holds(rule.destinations, [](const List<AddressTerm>& all) {
      return std::any_of(all.begin(), all.end(), [](const AddressTerm& term) {
        return term.kind == AddressTerm::Kind::any ||
               (term.kind == AddressTerm::Kind::prefix && term.prefix.length() == 0) ||
               (term.kind == AddressTerm::Kind::tag && equal_folded(term.text, "VirtualNetwork"));
      });
    });
  };
  const auto is_allowed_before = [&](const UserSecurityRule& deny, const ServicePorts& service) {
    return some(rules, [&](const UserSecurityRule& rule) {
      const Claim earlier = rule.priority.is_gap() ? unknown(rule.priority)
                            : deny.priority.is_gap()
                                ? unknown(deny.priority)
                                : claim(rule.priority, truth(*rule.priority < *deny.priority));
      return all_of(equals(rule.direction, RuleDirection::outbound),
                    equals(rule.access, RuleAccess::allow), earlier, to_network(rule),
                    takes(rule, service, true, true));
    });
  };
  const auto is_denied = [&](std::uint16_t port) {
    const ServicePorts service{{port, port}, TransportProtocol::tcp};
    return some(rules, [&](const UserSecurityRule& rule) {
      const Claim denies = all_of(equals(rule.direction, RuleDirection::outbound),
                                  equals(rule.access, RuleAccess::deny), is_any(rule.sources),
                                  to_network(rule), takes(rule, service, true, true));
      return denies.truth == Truth::no ? denies
                                       : all_of(denies, negated(is_allowed_before(rule, service)));
    });
  };
  return require(all_of(is_denied(22), is_denied(3389)));
}

inline constexpr Rule network_group_lateral_rule{
    .id = "CW-NET-039",
    .name = "network-group-no-lateral-administration",
    .title = "Groups keep machines from administering others of the network",
    .message = "no rule of the group denies SSH and RDP to the virtual network",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_lateral>,
    .rationale =
        "Whoever has broken into one machine goes on to the next by SSH or RDP. Servers seldom "
        "need either; the default rules allow both inside the network.",
    .remediation =
        {.cli = "az network nsg rule create --nsg-name {name} --resource-group {group} "
                "--subscription {subscription} --name no-hops --priority 4000 --direction Outbound "
                "--access Deny --protocol Tcp --destination-address-prefixes VirtualNetwork "
                "--destination-port-ranges 22 3389",
         .bicep = "direction: 'Outbound', access: 'Deny', destinationPortRanges: ['22', '3389']",
         .terraform = "direction = \"Outbound\", access = \"Deny\", destination_port_ranges = "
                      "[\"22\", \"3389\"]"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::psrule, "Azure.NSG.LateralTraversal"}},
    .baseline = group_baseline,
    .examples =
        {{"both denied", R"({})", Status::pass},
         {"both denied, and SSH allowed before",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Outbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRange": "22"}}, {"name": "r1", "properties": {"direction": "Outbound", "access": "Deny", "priority": 110, "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRanges": ["22", "3389"]}}]}})",
          Status::fail},
         {"denied to one machine alone",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Outbound", "access": "Deny", "priority": 100, "protocol": "*", "sourceAddressPrefix": "10.20.1.4", "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRanges": ["22", "3389"]}}]}})",
          Status::fail},
         {"RDP alone",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Outbound", "access": "Deny", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389"}}]}})",
          Status::fail},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

// ---- CW-NET-040 ---------------------------------------------------------

/// No inbound rule denies everything before all that allow something.
[[nodiscard]] inline Verdict network_group_usable(const NetworkSecurityGroup& group,
                                                  const Context& context) {
  const Children<UserSecurityRule> rules = context.children<UserSecurityRule>(group);
  return require(negated(some(rules, [&](const UserSecurityRule& deny) {
    const Claim denies_all = all_of(equals(deny.direction, RuleDirection::inbound),
                                    equals(deny.access, RuleAccess::deny), is_any(deny.sources),
                                    is_any(deny.destinations),
                                    takes(deny, {{0, 65535}, TransportProtocol::any}, true, true));
    if (denies_all.truth == Truth::no)
      return denies_all;
    const Claim allowed_before = some(rules, [&](const UserSecurityRule& rule) {
      const Claim earlier = rule.priority.is_gap() ? unknown(rule.priority)
                            : deny.priority.is_gap()
                                ? unknown(deny.priority)
                                : claim(rule.priority, truth(*rule.priority < *deny.priority));
      return all_of(equals(rule.direction, RuleDirection::inbound),
                    equals(rule.access, RuleAccess::allow), earlier);
    });
    return all_of(denies_all, negated(allowed_before));
  })));
}

inline constexpr Rule network_group_usable_rule{
    .id = "CW-NET-040",
    .name = "network-group-not-all-denied",
    .title = "The first inbound rule of a group does not deny everything",
    .message = "the first inbound rule denies everything, so that nothing after it counts",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<network_group_usable>,
    .rationale =
        "Such a group shuts out load balancers and health probes along with everybody else; a rule "
        "that was meant to come last has come first.",
    .remediation =
        {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} --priority 4096",
         .bicep = "priority: 4096",
         .terraform = "priority = 4096"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::psrule, "Azure.NSG.DenyAllInbound"}},
    .baseline = group_baseline,
    .examples =
        {{"clients first", R"({})", Status::pass},
         {"denied first",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Deny", "priority": 100, "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}, {"name": "r1", "properties": {"direction": "Inbound", "access": "Allow", "priority": 101, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443"}}]}})",
          Status::fail},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array network_group_open_rules{
    &network_group_no_open_source_rule, &network_group_no_open_destination_rule,
    &network_group_lateral_rule, &network_group_usable_rule};

}  // namespace cachewarden::inline v0::rules
