#include <algorithm>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "views/checkov.hpp"

namespace cachewarden::inline v0::views::checkov {

namespace {

/// A text that stands for a value of another language; the tool passes it unread.
bool is_variable(std::string_view text) {
  for (const std::string_view prefix : {"local.", "var."}) {
    if (text.starts_with(prefix) && text.size() > prefix.size() && text[prefix.size()] != ' ')
      return true;
  }
  return false;
}

/// The one value, alone or in a list.
bool passes_as(Node value, std::string_view expected) {
  const Node one = value.is(Kind::array) && value.size() == 1 ? value.at(0) : value;
  return one.is(Kind::string) && (one.string() == expected || is_variable(one.string()));
}

/// Where a value is missing, the tool takes one of that name from anywhere in the resource.
bool holds_below(Node resource, std::string_view key, std::string_view expected) {
  std::vector<Node> pending{resource};
  while (!pending.empty()) {
    const Node at = pending.back();
    pending.pop_back();
    for (const Node& each : at) {
      if (each.is_member() && each.key() == key && passes_as(each, expected))
        return true;
      pending.push_back(each);
    }
  }
  return false;
}

/// Only texts, not numbers, are looked up among the sources that count as the Internet.
bool is_internet_source(Node source, bool folds) {
  if (!source.is(Kind::string))
    return false;
  return is_internet(folds ? folded(source.string()) : std::string(source.string()));
}

bool is_word(Node node, std::string_view expected) {
  return node.is(Kind::string) && equal_folded(node.string(), expected);
}

void append(std::vector<Node>& all, Node node) {
  if (node.is(Kind::array))
    all.insert(all.end(), node.begin(), node.end());
}

/// Whether a rule lets the Internet in on a TCP port.
bool opens(const Subject& subject, Node rule, int port) {
  const Node properties = subject.member(rule, "properties");
  const Node protocol = subject.member(properties, "protocol");
  if (!is_word(subject.member(properties, "access"), "allow") ||
      !is_word(subject.member(properties, "direction"), "inbound") ||
      !(is_word(protocol, "tcp") || is_word(protocol, "*")))
    return false;
  std::vector<Node> ports;
  append(ports, subject.member(properties, "destinationPortRanges"));
  if (const Node one = subject.member(properties, "destinationPortRange"))
    ports.push_back(one);
  std::vector<Node> sources;
  append(sources, subject.member(properties, "sourceAddressPrefixes"));
  if (const Node one = subject.member(properties, "sourceAddressPrefix"))
    sources.push_back(one);
  return std::any_of(ports.begin(), ports.end(),
                     [&](Node each) { return covers_port(text_of(each), port); }) &&
         std::any_of(sources.begin(), sources.end(),
                     [](Node each) { return is_internet_source(each, false); });
}

ViewAnswer port_closed(const Subject& subject, int port) {
  std::vector<Node> rules;
  if (subject.resource().type == "Microsoft.Network/networkSecurityGroups")
    append(rules, subject.at("properties.securityRules"));
  else
    rules.push_back(subject.resource().node);
  for (const Node& rule : rules) {
    if (opens(subject, rule, port))
      return fail("a rule lets the Internet in on port " + std::to_string(port));
  }
  return pass();
}

/// A list that is not empty and that the tool can read.
Node servers_of(const Subject& subject, std::string_view path) {
  const Node servers = subject.at(path);
  return servers.is(Kind::array) ? servers : Node{};
}

bool says_true(Node node) {
  return node && ((node.is(Kind::string) && equal_folded(node.string(), "true")) ||
                  node.boolean().value_or(false));
}

}  // namespace

ViewAnswer arm_public_access(const Subject& subject) {
  const Node access = subject.at("properties.publicNetworkAccess");
  return require(access ? passes_as(access, "Disabled")
                        : holds_below(subject.resource().node, "publicNetworkAccess", "Disabled"),
                 "publicNetworkAccess" + shown(access) + ", not exactly Disabled");
}

ViewAnswer arm_rdp(const Subject& subject) {
  return port_closed(subject, 3389);
}

ViewAnswer arm_ssh(const Subject& subject) {
  return port_closed(subject, 22);
}

ViewAnswer arm_http(const Subject& subject) {
  return port_closed(subject, 80);
}

ViewAnswer arm_udp(const Subject& subject) {
  const Node properties = subject.at("properties");
  if (properties && !properties.is(Kind::object))
    return unknown("the tool cannot read the properties");
  Node rule = properties;
  if (const Node rules = subject.member(properties, "securityRules")) {
    if (!rules.is(Kind::array) || rules.size() == 0)
      return unknown("the tool ends with an error on a list of rules that is empty");
    rule = subject.member(rules.at(0), "properties");
  }
  const Node source = subject.member(rule, "sourceAddressPrefix");
  return require(
      !(is_word(subject.member(rule, "protocol"), "udp") &&
        is_word(subject.member(rule, "direction"), "inbound") &&
        is_word(subject.member(rule, "access"), "allow") && is_internet_source(source, true)),
      "the first rule lets UDP in from the Internet");
}

ViewAnswer arm_flow_log(const Subject& subject) {
  const Node days = subject.at("properties.retentionPolicy.days");
  const auto number = whole_number(days);
  return require(says_true(subject.at("properties.enabled")) &&
                     says_true(subject.at("properties.retentionPolicy.enabled")) && number &&
                     *number >= 90,
                 "the flow log is off, or keeps less than 90 days");
}

ViewAnswer arm_dns_count(const Subject& subject) {
  const bool is_interface = static_cast<bool>(subject.at("properties.dnsSettings"));
  const Node servers = servers_of(subject, is_interface ? "properties.dnsSettings.dnsServers"
                                                        : "properties.dhcpOptions.dnsServers");
  return require(servers.size() != 1, "one DNS server alone is configured");
}

ViewAnswer arm_local_dns(const Subject& subject) {
  const Node servers = servers_of(subject, "properties.dhcpOptions.dnsServers");
  if (!servers)
    return pass();
  return local_dns(servers, subject.at("properties.addressSpace.addressPrefixes"));
}

}  // namespace cachewarden::inline v0::views::checkov
