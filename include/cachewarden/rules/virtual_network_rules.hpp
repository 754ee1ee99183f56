#pragma once

#include <algorithm>
#include <array>

#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on virtual networks themselves.
namespace cachewarden::inline v0::rules {

// ---- CW-NET-051 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_ddos(const VirtualNetwork& network) {
  return require(
      all_of(present(network.ddos_protection_plan), equals(network.enable_ddos_protection, true)));
}

inline constexpr Rule network_ddos_rule{
    .id = "CW-NET-051",
    .name = "network-ddos-protection",
    .title = "Virtual networks have a DDoS protection plan",
    .message = "the network has no DDoS protection plan",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<network_ddos>,
    .rationale =
        "Public addresses in the network, such as those of injected caches, are otherwise "
        "protected by the platform alone, which protects itself first.",
    .remediation = {.cli = "az network vnet update --ids {id} --ddos-protection true "
                           "--ddos-protection-plan PLAN_ID",
                    .bicep = "enableDdosProtection: true",
                    .terraform = "ddos_protection_plan { id = "
                                 "azurerm_network_ddos_protection_plan.this.id, enable = true }"},
    .references = {"https://learn.microsoft.com/azure/ddos-protection/ddos-protection-overview"},
    .controls = {{Framework::azure_policy, "94de2ad3-e0c1-4caf-ad78-5d47bbc83d3d"},
                 {Framework::azure_policy, "a7aca53f-2ed4-4466-a25e-0b45ade68efd"},
                 {Framework::aprl, "69ea1185-19b7-de40-9da1-9e8493547a5c"},
                 {Framework::prowler, "network_vnet_ddos_protection_enabled"},
                 {Framework::kics, "b4cc2c52-34a6-4b43-b57c-4bdeb4514a5a"},
                 {Framework::cis, "foundations-8.5"},
                 {Framework::cloudsploit, "virtualnetworks/ddosStandardProtectionEnabled"},
                 {Framework::steampipe, "network_ddos_enabled"},
                 {Framework::mcsb, "NS-5"}},
    .baseline = virtual_network_baseline,
    .examples = {{"a plan, on", R"({})", Status::pass},
                 {"off", R"({"properties": {"enableDdosProtection": false}})", Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-NET-052 ---------------------------------------------------------

/// 168.63.129.16 is Azure's own server, which is never one alone.
[[nodiscard]] inline Verdict network_dns_servers(const VirtualNetwork& network) {
  return when(present(network.dns_servers),
              require(holds(network.dns_servers,
                            [](const List<Text>& all) {
                              return all.size() >= 2 || all[0].view() == "168.63.129.16";
                            })),
              "the network asks the servers of the platform");
}

inline constexpr Rule network_dns_servers_rule{
    .id = "CW-NET-052",
    .name = "network-two-dns-servers",
    .title = "Virtual networks with DNS servers of their own have two",
    .message = "the network asks one DNS server only",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<network_dns_servers>,
    .rationale = "While the only server is down, no client finds its cache.",
    .remediation = {.cli = "az network vnet update --ids {id} --dns-servers ADDRESS ADDRESS",
                    .bicep = "dhcpOptions: { dnsServers: ['10.20.0.4', '10.20.0.5'] }",
                    .terraform = "dns_servers = [\"10.20.0.4\", \"10.20.0.5\"]"},
    .references = {"https://learn.microsoft.com/azure/virtual-network/"
                   "virtual-networks-name-resolution-for-vms-and-role-instances"},
    .controls = {{Framework::psrule, "Azure.VNET.SingleDNS"},
                 {Framework::checkov, "CKV_AZURE_182"},
                 {Framework::azqr, "vnet-009"}},
    .baseline = virtual_network_baseline,
    .examples = {{"two", R"({})", Status::pass},
                 {"one", R"({"properties": {"dhcpOptions": {"dnsServers": ["10.20.0.4"]}}})",
                  Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown},
                 {"Azure's own", R"({"properties": {"dhcpOptions": "$absent"}})",
                  Status::not_applicable}},
};

// ---- CW-NET-053 ---------------------------------------------------------

/// One of the prefixes holds the address.
[[nodiscard]] inline Claim holds_address(const Property<List<Text>>& prefixes, Address address) {
  return holds(prefixes, [address](const List<Text>& all) {
    return std::any_of(all.begin(), all.end(), [address](const Text& text) {
      const Result<Prefix> prefix = Prefix::parse(text);
      return prefix && prefix->contains(address);
    });
  });
}

[[nodiscard]] inline Verdict network_dns_local(const VirtualNetwork& network,
                                               const Context& context) {
  const Claim applies = present(network.dns_servers);
  if (applies.truth != Truth::yes)
    return when(applies, {}, "the network asks the servers of the platform");
  Claim local(Truth::no, {.at = &network.dns_servers});
  for (const Text& server : *network.dns_servers) {
    const Result<Address> address = Address::parse(server);
    if (!address)
      return {Status::unknown, unknown(network.dns_servers), "a DNS server is no address"};
    const Claim platform =
        claim(network.dns_servers, truth(*address == Address::ipv4(168, 63, 129, 16)));
    const Claim peered = some(context.children<VirtualNetworkPeering>(network),
                              [&](const VirtualNetworkPeering& peering) {
                                return holds_address(peering.remote_address_prefixes, *address);
                              });
    local = any_of(local, platform, holds_address(network.address_prefixes, *address), peered);
  }
  local.add({.at = &network.dns_servers});
  return require(local);
}

inline constexpr Rule network_dns_local_rule{
    .id = "CW-NET-053",
    .name = "network-local-dns-server",
    .title = "A DNS server of a virtual network stands in it or in a peered network",
    .message = "all DNS servers stand outside of the network and its peers",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<network_dns_local>,
    .rationale =
        "Names of caches should resolve while the way to other places is broken; and answers from "
        "far away can be forged on it.",
    .remediation = {.cli = "az network vnet update --ids {id} --dns-servers ADDRESS ADDRESS",
                    .bicep = "dhcpOptions: { dnsServers: ['10.20.0.4', '10.20.0.5'] }",
                    .terraform = "dns_servers = [\"10.20.0.4\", \"10.20.0.5\"]"},
    .references = {"https://learn.microsoft.com/azure/virtual-network/"
                   "virtual-networks-name-resolution-for-vms-and-role-instances"},
    .controls = {{Framework::psrule, "Azure.VNET.LocalDNS"}, {Framework::checkov, "CKV_AZURE_183"}},
    .baseline = virtual_network_baseline,
    .examples = {{"inside", R"({})", Status::pass},
                 {"in a peered network",
                  R"({"properties": {"dhcpOptions": {"dnsServers": ["10.21.0.4", "10.21.0.5"]}}})",
                  Status::pass},
                 {"elsewhere",
                  R"({"properties": {"dhcpOptions": {"dnsServers": ["192.0.2.4", "192.0.2.5"]}}})",
                  Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown},
                 {"Azure's own", R"({"properties": {"dhcpOptions": "$absent"}})",
                  Status::not_applicable}},
};

// ---- CW-NET-054 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_peerings(const VirtualNetwork& network,
                                              const Context& context) {
  if (context.owner(network).intent == Intent::planned)
    return not_applicable(Claim(Truth::no, {.at = &network, .kind = Basis::Kind::resource}),
                          "peerings are connected when they are deployed");
  const Children<VirtualNetworkPeering> all = context.children<VirtualNetworkPeering>(network);
  return when(exists(all),
              require(every(all,
                            [](const VirtualNetworkPeering& peering) {
                              return holds(peering.peering_state, [](const Text& state) {
                                return equal_folded(state, "Connected");
                              });
                            })),
              "the network has no peering");
}

inline constexpr Rule network_peerings_rule{
    .id = "CW-NET-054",
    .name = "network-peerings-connected",
    .title = "Peerings of virtual networks are connected",
    .message = "a peering is not connected",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<network_peerings>,
    .rationale =
        "Clients in the other network do not reach the cache, and a half-open peering is seldom "
        "meant.",
    .remediation = {.cli = "az network vnet peering sync --ids "
                           "{virtual_network_peerings_id:PEERING_ID}",
                    .bicep = "declare the peering in both networks",
                    .terraform = "declare azurerm_virtual_network_peering in both networks"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview"},
    .controls = {{Framework::psrule, "Azure.VNET.PeerState"},
                 {Framework::steampipe, "network_network_peering_connected"}},
    .baseline = virtual_network_baseline,
    .examples =
        {{"connected", R"({})", Status::pass},
         {"disconnected",
          R"({"properties": {"virtualNetworkPeerings": [{"name": "spoke", "properties": {"provisioningState": "Succeeded", "peeringState": "Disconnected"}}]}})",
          Status::fail},
         {"a summary", R"({"properties": "$absent"})", Status::unknown},
         {"a template",
          R"(["$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "hub",
 "properties": {"virtualNetworkPeerings": [{"name": "spoke", "properties": {"allowVirtualNetworkAccess": true}}]}}])",
          Status::not_applicable},
         {"no peering", R"({"properties": {"virtualNetworkPeerings": []}})",
          Status::not_applicable}},
};

// ---- CW-NET-057 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_subnets(const VirtualNetwork& network,
                                             const Context& context) {
  return require(exists(context.children<Subnet>(network)));
}

inline constexpr Rule network_subnets_rule{
    .id = "CW-NET-057",
    .name = "network-has-subnets",
    .title = "Virtual networks are divided into subnets",
    .message = "the network has no subnet",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<network_subnets>,
    .rationale =
        "Groups and routes belong to subnets; a network without any holds nothing, and one that "
        "holds caches keeps them in a subnet of their own.",
    .remediation =
        {.cli = "az network vnet subnet create --vnet-name {name} --resource-group {group} "
                "--subscription {subscription} --name NAME --address-prefixes PREFIX",
         .bicep = "subnets: [{ name: 'caches', properties: { addressPrefix: '10.20.4.0/27' } }]",
         .terraform = "azurerm_subnet"},
    .references = {"https://learn.microsoft.com/azure/virtual-network/virtual-networks-overview"},
    .controls = {{Framework::azqr, "3a4b5c6d-7e8f-9a0b-1c2d-3e4f5a6b7c8d"},
                 {Framework::cloudsploit, "virtualnetworks/multipleSubnets"}},
    .baseline = virtual_network_baseline,
    .examples = {{"a subnet", R"({})", Status::pass},
                 {"none", R"({"properties": {"subnets": []}})", Status::fail},
                 {"a summary", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-NET-058 ---------------------------------------------------------

[[nodiscard]] inline Verdict network_tags(const VirtualNetwork& network, const Context& context) {
  return require(has_tags(network.tags, context.settings()));
}

inline constexpr Rule network_tags_rule{
    .id = "CW-NET-058",
    .name = "network-tags",
    .title = "Virtual networks carry the tags that are asked for",
    .message = "the network carries no tags, or lacks one that is asked for",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<network_tags>,
    .rationale =
        "Tags say whose network it is; without them nobody can tell whether a finding matters. "
        "Which ones are asked for is a setting.",
    .remediation = {.cli = "az resource tag --ids {id} --is-incremental --tags NAME=VALUE",
                    .bicep = "tags: { owner: 'network-team' }",
                    .terraform = "tags = { owner = \"network-team\" }"},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources"},
    .controls = {{Framework::cloudsploit, "virtualnetworks/virtualNetworkHasTags"},
                 {Framework::psrule, "Azure.Resource.UseTags"},
                 {Framework::azqr, "resources-001"}},
    .baseline = virtual_network_baseline,
    .examples = {{"a tag", R"({})", Status::pass},
                 {"none", R"({"tags": {"owner": "$absent"}})", Status::fail},
                 {"not readable", R"({"tags": "none"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array virtual_network_rules{
    &network_ddos_rule,     &network_dns_servers_rule, &network_dns_local_rule,
    &network_peerings_rule, &network_subnets_rule,     &network_tags_rule};

}  // namespace cachewarden::inline v0::rules
