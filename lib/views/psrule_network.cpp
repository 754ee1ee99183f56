#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "views/psrule_values.hpp"

namespace cachewarden::inline v0::views::psrule {

namespace {

constexpr std::string_view network = "Microsoft.Network/virtualNetworks";
constexpr std::array<std::string_view, 1> subnet_types{"Microsoft.Network/virtualNetworks/subnets"};
constexpr std::array<std::string_view, 2> short_subnet_types{
    "Microsoft.Network/virtualNetworks/subnets", "subnets"};

bool is_star(const Subject& subject, Node prefix) {
  if (prefix.is(Kind::array))
    return std::any_of(prefix.begin(), prefix.end(),
                       [&](const Node& each) { return subject.equals(each, "*"); });
  return subject.equals(prefix, "*");
}

/// The rules of a direction, by ascending priority; without one they come first.
std::vector<Node> ordered_rules(const Subject& subject, std::string_view direction) {
  std::vector<std::pair<double, Node>> sorted;
  const Node rules = subject.at("properties.securityRules");
  (void)subject.text(rules);
  for (const Node& rule : rules) {
    if (subject.equals(subject.at(rule, "properties.direction"), direction))
      sorted.emplace_back(subject.number(subject.at(rule, "properties.priority"))
                              .value_or(-std::numeric_limits<double>::infinity()),
                          rule);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Node> result;
  for (const auto& [priority, rule] : sorted)
    result.push_back(rule);
  return result;
}

std::string_view name_of(const Subject& subject, Node node) {
  return subject.text(subject.member(node, "name")).value_or("");
}

/// A filter is one text; lists are not read, so that they filter nothing.
bool passes_filter(const Subject& subject, Node value, std::string_view wanted) {
  const auto text = subject.text(value);
  return !text || text->empty() || text == "*" || equal_folded(*text, wanted);
}

enum class Access : std::uint8_t { allow = 1, deny = 2 };

Access outbound(const Subject& subject, const std::vector<Node>& rules, std::string_view port) {
  for (const Node& rule : rules) {
    if (passes_filter(subject, subject.at(rule, "properties.destinationAddressPrefix"),
                      "VirtualNetwork") &&
        passes_filter(subject, subject.at(rule, "properties.destinationPortRange"), port))
      return subject.equals(subject.at(rule, "properties.access"), "Deny") ? Access::deny
                                                                           : Access::allow;
  }
  return Access::allow;
}

/// The subnets that a rule is about: those of a network, or the one that stands alone.
std::vector<Node> subnets_of(const Subject& subject, std::span<const std::string_view> types) {
  if (!subject.is_type(network))
    return {subject.resource().node};
  std::vector<Node> result;
  const Node listed = subject.at("properties.subnets");
  (void)subject.text(listed);
  for (const Node& subnet : listed) {
    if (!subnet.is(Kind::null))
      result.push_back(subnet);
  }
  const std::vector<Node> nested = subject.sub_resources(types);
  result.insert(result.end(), nested.begin(), nested.end());
  return result;
}

bool is_listed(std::string_view name, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view each) { return equal_folded(each, name); });
}

bool is_for_hsm(const Subject& subject, Node subnet) {
  for (const Node& delegation : subject.at(subnet, "properties.delegations")) {
    if (subject.equals(subject.at(delegation, "properties.serviceName"),
                       "Microsoft.HardwareSecurityModules/dedicatedHSMs"))
      return true;
  }
  return false;
}

bool has_subnet(const Subject& subject, std::string_view name) {
  const std::vector<Node> subnets = subnets_of(subject, short_subnet_types);
  return std::any_of(subnets.begin(), subnets.end(), [&](const Node& subnet) {
    return equal_folded(name_of(subject, subnet), name);
  });
}

bool has_gateway_subnet(const Subject& subject) {
  const std::vector<Node> subnets = subnets_of(subject, subnet_types);
  return std::any_of(subnets.begin(), subnets.end(), [&](const Node& subnet) {
    return equal_folded(name_of(subject, subnet), "GatewaySubnet");
  });
}

ViewAnswer needs_subnet(const Subject& subject, std::string_view name) {
  if (!has_gateway_subnet(subject))
    return none("no subnet is named GatewaySubnet");
  return require(has_subnet(subject, name), "there is no subnet " + std::string(name));
}

/// Whether an address is in a prefix, as the tool computes it: the base is not masked, so a prefix
/// with bits below its mask holds nothing. Nothing if one of them cannot be read.
std::optional<bool> is_within(std::uint32_t address, std::string_view prefix) {
  const std::size_t slash = prefix.find('/');
  const auto base = ipv4(prefix.substr(0, slash));
  if (!base)
    return std::nullopt;
  std::uint32_t mask = 0xffffffffU;
  if (slash != std::string_view::npos) {
    unsigned bits = 0;
    for (const char c : prefix.substr(slash + 1)) {
      if (c < '0' || c > '9' || bits > 99)
        return std::nullopt;
      bits = bits * 10 + static_cast<unsigned>(c - '0');
    }
    if (bits > 32)
      return std::nullopt;
    mask = bits == 0 ? 0 : mask << (32 - bits);
  }
  return (address & mask) == *base;
}

}  // namespace

ViewAnswer any_inbound_source(const Subject& subject) {
  for (const Node& rule : ordered_rules(subject, "Inbound")) {
    if (subject.equals(subject.at(rule, "properties.access"), "Allow") &&
        is_star(subject, subject.at(rule, "properties.sourceAddressPrefix")))
      return fail("the inbound rule `" + std::string(name_of(subject, rule)) +
                  "` allows any source");
  }
  return pass();
}

ViewAnswer deny_all_inbound(const Subject& subject) {
  const std::vector<Node> rules = ordered_rules(subject, "Inbound");
  for (const Node& rule : rules) {
    if (!subject.equals(subject.at(rule, "properties.access"), "Deny") ||
        !is_star(subject, subject.at(rule, "properties.sourceAddressPrefix")))
      continue;
    return require(!equal_folded(name_of(subject, rule), name_of(subject, rules.front())),
                   "the first inbound rule denies traffic from all sources");
  }
  return pass();
}

ViewAnswer lateral_traversal(const Subject& subject) {
  const std::vector<Node> rules = ordered_rules(subject, "Outbound");
  const bool is_open = outbound(subject, rules, "3389") == Access::allow &&
                       outbound(subject, rules, "22") == Access::allow;
  return require(!is_open, "no outbound rule limits lateral traversal");
}

ViewAnswer nsg_associated(const Subject& subject) {
  if (!is_export(subject))
    return none("not exported data");
  return require(Subject::has_value(subject.at("properties.subnets")) ||
                     Subject::has_value(subject.at("properties.networkInterfaces")),
                 "the group is attached to no subnet and no network interface");
}

ViewAnswer nsg_naming(const Subject& subject) {
  return naming(subject, "AZURE_NETWORK_SECURITY_GROUP_NAME_FORMAT", subject.target_name());
}

ViewAnswer aks_rules(const Subject& subject) {
  if (!finds(subject.target_name(), "aks-[a-z].{0,30}-[0-9].{0,31}-nsg", true))
    return none("not a group of AKS by its name");
  for (const Node& rule : subject.at("properties.securityRules")) {
    if (!finds(name_of(subject, rule), "([a-z0-9].{0,31})-(TCP|UDP)-([a-z0-9].{0,2})-.*", true))
      return fail("the rule `" + std::string(name_of(subject, rule)) + "` was not made by AKS");
  }
  return pass();
}

ViewAnswer use_nsgs(const Subject& subject) {
  constexpr std::array<std::string_view, 4> excluded{
      "GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"};
  const std::vector<std::string> more =
      subject.setting_texts("AZURE_VNET_SUBNET_EXCLUDED_FROM_NSG");
  const std::vector<std::string_view> configured(more.begin(), more.end());
  for (const Node& subnet : subnets_of(subject, short_subnet_types)) {
    const std::string_view name = last_segment(name_of(subject, subnet));
    if (is_listed(name, excluded) || is_listed(name, configured) || is_for_hsm(subject, subnet))
      continue;
    if (!Subject::has_value(subject.at(subnet, "properties.networkSecurityGroup.id")))
      return fail("the subnet `" + std::string(name) + "` has no network security group");
  }
  return pass();
}

ViewAnswer single_dns(const Subject& subject) {
  const Node servers = subject.at("properties.dhcpOptions.dnsServers");
  return require(!Subject::has_value(servers) || is_at_least(subject, servers, 2),
                 "one DNS server alone is configured");
}

ViewAnswer local_dns(const Subject& subject) {
  if (!is_export(subject))
    return none("not exported data");
  if (subject.setting_is_true("AZURE_VNET_DNS_WITH_IDENTITY"))
    return none("AZURE_VNET_DNS_WITH_IDENTITY is set");
  const Node servers = subject.at("properties.dhcpOptions.dnsServers");
  if (!Subject::has_value(servers))
    return pass();
  const Node first = servers.is(Kind::array) ? servers.at(0) : servers;
  const auto address = ipv4(subject.text(first).value_or(""));
  if (!address)
    return fail("the first DNS server" + shown(first) + ", no address");
  std::vector<Node> prefixes;
  const auto add = [&](Node list) {
    if (list.is(Kind::string))
      prefixes.push_back(list);
    prefixes.insert(prefixes.end(), list.begin(), list.end());
  };
  add(subject.at("properties.addressSpace.addressPrefixes"));
  for (const Node& peering : subject.at("properties.virtualNetworkPeerings"))
    add(subject.at(peering, "properties.remoteAddressSpace.addressPrefixes"));
  for (const Node& prefix : prefixes) {
    const auto is_inside = is_within(*address, subject.text(prefix).value_or(""));
    if (!is_inside)
      return fail("the prefix" + shown(prefix) + ", which cannot be read");
    if (*is_inside)
      return pass();
  }
  return fail("the first DNS server" + shown(first) + ", outside of the network and its peers");
}

ViewAnswer peer_state(const Subject& subject) {
  const Node peerings = subject.at("properties.virtualNetworkPeerings");
  if (!peerings || peerings.is(Kind::null) || (peerings.is(Kind::array) && peerings.size() == 0))
    return none("there is no peering");
  for (const Node& peering : peerings) {
    const Node state = subject.at(peering, "properties.peeringState");
    if (!subject.equals(state, "Connected"))
      return fail("the state of a peering" + shown(state));
  }
  return pass();
}

ViewAnswer subnet_name(const Subject& subject) {
  if (!subject.is_type(network))
    return require(is_word_name(last_segment(subject.target_name())),
                   "the name of the subnet breaks the naming rules");
  for (const Node& subnet : subject.at("properties.subnets")) {
    if (!is_word_name(name_of(subject, subnet)))
      return fail("the name of the subnet `" + std::string(name_of(subject, subnet)) +
                  "` breaks the naming rules");
  }
  return pass();
}

ViewAnswer bastion_subnet(const Subject& subject) {
  return needs_subnet(subject, "AzureBastionSubnet");
}

ViewAnswer firewall_subnet(const Subject& subject) {
  return needs_subnet(subject, "AzureFirewallSubnet");
}

ViewAnswer firewall_subnet_nat(const Subject& subject) {
  if (!subject.setting_is_true("AZURE_FIREWALL_IS_ZONAL"))
    return none("AZURE_FIREWALL_IS_ZONAL is not set");
  for (const Node& subnet : subnets_of(subject, subnet_types)) {
    if (equal_folded(last_segment(name_of(subject, subnet)), "AzureFirewallSubnet") &&
        !Subject::has_value(subject.at(subnet, "properties.natGateway.id")))
      return fail("the subnet of the firewall has no NAT gateway");
  }
  return pass();
}

ViewAnswer private_subnet(const Subject& subject) {
  constexpr std::array<std::string_view, 4> excluded{"GatewaySubnet", "AzureFirewallSubnet",
                                                     "AzureFirewallManagementSubnet",
                                                     "AzureBastionSubnet"};
  for (const Node& subnet : subnets_of(subject, subnet_types)) {
    const std::string_view name = last_segment(name_of(subject, subnet));
    if (Subject::has_value(subject.at(subnet, "properties.delegations")) ||
        is_listed(name, excluded))
      continue;
    if (subject.boolean(subject.at(subnet, "properties.defaultOutboundAccess")) != false)
      return fail("the subnet `" + std::string(name) + "` has default outbound access");
  }
  return pass();
}

ViewAnswer vnet_naming(const Subject& subject) {
  return naming(subject, "AZURE_VNET_NAME_FORMAT", subject.target_name());
}

ViewAnswer subnet_naming(const Subject& subject) {
  constexpr std::array<std::string_view, 5> excluded{
      "GatewaySubnet", "AzureBastionSubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet",
      "RouteServerSubnet"};
  const std::string pattern = subject.setting_text("AZURE_VNET_SUBNET_NAME_FORMAT");
  if (pattern.empty())
    return none("no pattern is configured");
  for (const Node& subnet : subnets_of(subject, short_subnet_types)) {
    const std::string_view name =
        last_segment(subject.is_type(network) ? name_of(subject, subnet) : subject.target_name());
    if (!is_listed(name, excluded) && !finds(name, pattern, false))
      return fail("the name of the subnet `" + std::string(name) +
                  "` does not match the configured pattern");
  }
  return pass();
}

}  // namespace cachewarden::inline v0::views::psrule
