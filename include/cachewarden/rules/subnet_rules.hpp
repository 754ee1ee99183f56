#pragma once

#include <algorithm>
#include <array>

#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on subnets, whatever stands in them.
namespace cachewarden::inline v0::rules {

// ---- CW-NET-060 ---------------------------------------------------------

/// Subnets of the platform's own appliances, which take no group or bring their own. Source:
/// learn.microsoft.com/azure/virtual-network/virtual-network-for-azure-services.
inline constexpr std::string_view platform_subnets[] = {
    "GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"};

[[nodiscard]] inline Claim is_common(const Subnet& subnet, const Context& context) {
  const std::string_view name = context.owner(subnet).name();
  const bool is_special =
      std::any_of(std::begin(platform_subnets), std::end(platform_subnets),
                  [name](std::string_view each) { return equal_folded(each, name); });
  return {truth(!is_special), {.at = &subnet, .kind = Basis::Kind::resource}};
}

[[nodiscard]] inline Verdict network_subnet_has_group(const Subnet& subnet,
                                                      const Context& context) {
  if (needs_no_group(subnet, context))
    return not_applicable(Claim(Truth::no, {.at = &subnet, .kind = Basis::Kind::resource}),
                          excluded_subnet_note);
  return when(is_common(subnet, context), require(present(subnet.network_security_group)),
              "the subnet is one of an appliance of the platform");
}

inline constexpr Rule network_subnet_group_rule{
    .id = "CW-NET-060",
    .name = "network-subnet-security-group",
    .title = "Every subnet has a network security group",
    .message = "the subnet has no network security group",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_subnet_has_group>,
    .rationale =
        "Without a group everything in the virtual network, and in what is connected to it, "
        "reaches what stands in the subnet.",
    .remediation =
        {.cli = "az network vnet subnet update --ids {id} --network-security-group GROUP_ID",
         .bicep = "networkSecurityGroup: { id: group.id }",
         .terraform = "azurerm_subnet_network_security_group_association"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::psrule, "Azure.VNET.UseNSGs"},
                 {Framework::azure_policy, "e71308d3-144b-4262-b144-efdc3cc90517"},
                 {Framework::cis, "foundations-7.11"},
                 {Framework::prowler, "network_subnet_nsg_associated"},
                 {Framework::aprl, "f0bf9ae6-25a5-974d-87d5-025abec73539"},
                 {Framework::kics, "5c822443-e1ea-46b8-84eb-758ec602e844"},
                 {Framework::checkov, "CKV2_AZURE_31"},
                 {Framework::terrascan, "AC_AZURE_0356"},
                 {Framework::steampipe, "network_security_group_subnet_associated"},
                 {Framework::mcsb, "NS-1"}},
    .baseline = subnet_baseline,
    .examples =
        {{"attached", R"({})", Status::pass},
         {"none", R"({"properties": {"networkSecurityGroup": null}})", Status::fail},
         {"hidden", R"({"properties": {"networkSecurityGroup": {"id": "***"}}})", Status::unknown},
         {"the subnet of a gateway",
          R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet", "name": "GatewaySubnet"})",
          Status::not_applicable}},
};

// ---- CW-NET-061 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_subnet_private(const Subnet& subnet, const Context& context) {
  return when(is_common(subnet, context), require(equals(subnet.default_outbound_access, false)),
              "the subnet is one of an appliance of the platform");
}

inline constexpr Rule network_subnet_private_rule{
    .id = "CW-NET-061",
    .name = "network-subnet-private",
    .title = "Subnets have no default way out to the internet",
    .message = "the subnet has a default way out to the internet",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_subnet_private>,
    .rationale =
        "What has been broken into calls home by it, from an address that nobody chose. A NAT "
        "gateway or a firewall is a way out that is known.",
    .remediation = {.cli =
                        "az network vnet subnet update --ids {id} --default-outbound-access false",
                    .bicep = "defaultOutboundAccess: false",
                    .terraform = "default_outbound_access_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access"},
    .controls = {{Framework::psrule, "Azure.VNET.PrivateSubnet"},
                 {Framework::azure_policy, "7bca8353-aa3b-429b-904a-9229c4385837"}},
    .baseline = subnet_baseline,
    .examples =
        {{"off", R"({})", Status::pass},
         {"on", R"({"properties": {"defaultOutboundAccess": true}})", Status::fail},
         {"hidden", R"({"properties": {"defaultOutboundAccess": "***"}})", Status::unknown},
         {"the subnet of a gateway",
          R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet", "name": "GatewaySubnet"})",
          Status::not_applicable}},
};

/// The subnet of a gateway.
inline constexpr std::string_view gateway_subnet_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet", "name": "GatewaySubnet", "type": "Microsoft.Network/virtualNetworks/subnets",
   "properties": {"provisioningState": "Succeeded", "addressPrefix": "10.20.2.0/27"}}
])";

// ---- CW-NET-063 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_gateway_subnet(const Subnet& subnet, const Context& context) {
  const Claim is_gateway(truth(equal_folded(context.owner(subnet).name(), "GatewaySubnet")),
                         {.at = &subnet, .kind = Basis::Kind::resource});
  return when(is_gateway, require(negated(present(subnet.network_security_group))),
              "the subnet is not one of a gateway");
}

inline constexpr Rule network_gateway_subnet_rule{
    .id = "CW-NET-063",
    .name = "network-gateway-subnet-without-group",
    .title = "The subnet of a gateway has no network security group",
    .message = "the subnet of a gateway has a network security group, which the service refuses",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<network_gateway_subnet>,
    .rationale =
        "A group on this subnet stops the gateway, and with it the way to the cache from other "
        "places.",
    .remediation = {.cli = "az network vnet subnet update --ids {id} --remove networkSecurityGroup",
                    .bicep = "networkSecurityGroup: null",
                    .terraform = "remove azurerm_subnet_network_security_group_association"},
    .references =
        {"https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-about-vpn-gateway-settings"},
    .controls = {{Framework::azure_policy, "35f9c03a-cc27-418e-9c0c-539ff999d010"},
                 {Framework::steampipe, "network_security_group_not_configured_gateway_subnets"}},
    .baseline = gateway_subnet_baseline,
    .examples =
        {{"none", "{}", Status::pass},
         {"attached",
          R"({"properties": {"networkSecurityGroup": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/app"}}})",
          Status::fail},
         {"hidden", R"({"properties": {"networkSecurityGroup": {"id": "***"}}})", Status::unknown},
         {"another subnet",
          R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "name": "app"})",
          Status::not_applicable}},
};

// ---- CW-NET-065 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_service_endpoints(const Subnet& subnet) {
  return require(negated(present(subnet.service_endpoints)));
}

inline constexpr Rule network_service_endpoints_rule{
    .id = "CW-NET-065",
    .name = "network-subnet-without-service-endpoints",
    .title = "Subnets use private endpoints instead of service endpoints",
    .message = "the subnet uses service endpoints",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_service_endpoints>,
    .rationale =
        "A service endpoint leads to the public addresses of a service, those of other tenants "
        "included; data can be carried out over it.",
    .remediation = {.cli = "az network vnet subnet update --ids {id} --remove serviceEndpoints",
                    .bicep = "serviceEndpoints: []",
                    .terraform = "service_endpoints = []"},
    .references = {"https://learn.microsoft.com/azure/private-link/private-endpoint-overview"},
    .controls = {{Framework::aprl, "24ae3773-cc2c-3649-88de-c9788e25b463"}},
    .baseline = subnet_baseline,
    .examples = {{"none", R"({})", Status::pass},
                 {"one",
                  R"({"properties": {"serviceEndpoints": [{"service": "Microsoft.Storage"}]}})",
                  Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array subnet_rules{&network_subnet_group_rule, &network_subnet_private_rule,
                                         &network_gateway_subnet_rule,
                                         &network_service_endpoints_rule};

}  // namespace cachewarden::inline v0::rules
