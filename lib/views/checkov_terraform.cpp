#include <algorithm>
#include <string>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "views/checkov.hpp"
#include "views/terraform.hpp"

namespace cachewarden::inline v0::views::checkov {

namespace {

/// Null, an empty text and an empty list count as missing.
bool is_missing(Node node) {
  return !Subject::has_value(node);
}

/// Terraform's values keep their type, but the texts `true` and `false` count as booleans.
std::optional<bool> flag(Node node) {
  if (node && node.boolean())
    return node.boolean();
  const std::string word = folded(trim(node.string()));
  if (word == "true" || word == "false")
    return word == "true";
  return std::nullopt;
}

/// A text that still names a variable.
bool is_open(Node node) {
  const std::string_view text = node.string();
  return text.starts_with("var.") || text.starts_with("local.") || text.starts_with("module.");
}

ViewAnswer open_value() {
  return unknown("the value depends on a variable");
}

bool is_word(const Subject& subject, Node block, std::string_view key, std::string_view expected) {
  const Node node = subject.member(block, key);
  return node.is(Kind::string) && equal_folded(node.string(), expected);
}

bool is_internet_source(Node node) {
  return node.is(Kind::string) && is_internet(folded(node.string()));
}

/// The rules of a group, or the rule that stands alone.
std::vector<Node> rules_of(const Subject& subject) {
  const Node blocks = subject.member(subject.resource().node, "security_rule");
  std::vector<Node> rules;
  if (blocks.is(Kind::array) && blocks.size() != 0)
    rules.assign(blocks.begin(), blocks.end());
  else
    rules.push_back(subject.resource().node);
  return rules;
}

ViewAnswer port_closed(const Subject& subject, int port) {
  for (const Node& rule : rules_of(subject)) {
    if (!is_word(subject, rule, "access", "allow") ||
        !is_word(subject, rule, "direction", "inbound") ||
        !(is_word(subject, rule, "protocol", "tcp") || is_word(subject, rule, "protocol", "*")))
      continue;
    const Node one = subject.member(rule, "destination_port_range");
    const Node ports = subject.member(rule, "destination_port_ranges");
    const bool is_covered =
        (!is_missing(one) && covers_port(text_of(one), port)) ||
        (ports.is(Kind::array) && std::any_of(ports.begin(), ports.end(), [&](Node each) {
           return covers_port(text_of(each), port);
         }));
    const Node sources = subject.member(rule, "source_address_prefixes");
    const bool is_from_internet =
        is_internet_source(subject.member(rule, "source_address_prefix")) ||
        (sources.is(Kind::array) &&
         std::any_of(sources.begin(), sources.end(), is_internet_source));
    if (is_covered && is_from_internet)
      return fail("a rule lets the Internet in on port " + std::to_string(port));
  }
  return pass();
}

/// Whether expressions refer to a resource, by its address without indices.
bool refers_to(Node expressions, std::string_view address) {
  std::vector<Node> pending{expressions};
  while (!pending.empty()) {
    const Node at = pending.back();
    pending.pop_back();
    if (at.is(Kind::string)) {
      const std::string text = without_indices(at.string());
      if (text == address || text.starts_with(std::string(address) + "."))
        return true;
    }
    pending.insert(pending.end(), at.begin(), at.end());
  }
  return false;
}

std::string_view module_of(std::string_view plain, std::string_view type) {
  const std::size_t at = plain.rfind(type);
  return at == std::string_view::npos ? plain : plain.substr(0, at);
}

/// Whether the resource and one of another type are connected, whichever names the other. Names in
/// a module are those of the module.
bool is_connected(const Subject& subject, std::string_view type) {
  const ViewResource& own = subject.resource();
  const std::string plain = without_indices(own.name);
  const std::string_view module = module_of(plain, own.type + ".");
  const std::string_view local = std::string_view(plain).substr(module.size());
  for (const ViewResource& each : subject.estate().resources()) {
    if (each.shape != ViewShape::terraform || each.type != type || each.document != own.document)
      continue;
    const std::string other = without_indices(each.name);
    const std::string_view other_module = module_of(other, each.type + ".");
    if (other_module != module)
      continue;
    if (refers_to(each.expressions, local) ||
        refers_to(own.expressions, std::string_view(other).substr(other_module.size())))
      return true;
  }
  return false;
}

}  // namespace

ViewAnswer tf_public_access(const Subject& subject) {
  const Node access = subject.at("public_network_access_enabled");
  if (is_open(access))
    return open_value();
  return require(flag(access) == false,
                 "public_network_access_enabled" + shown(access) + ", not false");
}

ViewAnswer tf_non_ssl_port(const Subject& subject) {
  const Node port = subject.at("enable_non_ssl_port");
  if (is_missing(port))
    return pass();
  if (is_open(port))
    return open_value();
  return require(flag(port) == false, "enable_non_ssl_port" + shown(port) + ", not false");
}

ViewAnswer tf_min_tls(const Subject& subject) {
  const Node version = subject.at("minimum_tls_version");
  if (is_open(version))
    return open_value();
  return require(text_of(version) == "1.2",
                 "minimum_tls_version" + shown(version) + ", not exactly 1.2");
}

ViewAnswer tf_sku(const Subject& subject) {
  const Node sku = subject.at("sku_name");
  if (is_open(sku))
    return open_value();
  return require(sku.string() == "Standard" || sku.string() == "Premium",
                 "sku_name" + shown(sku) + ", neither Standard nor Premium");
}

ViewAnswer tf_rdp(const Subject& subject) {
  return port_closed(subject, 3389);
}

ViewAnswer tf_ssh(const Subject& subject) {
  return port_closed(subject, 22);
}

ViewAnswer tf_http(const Subject& subject) {
  return port_closed(subject, 80);
}

ViewAnswer tf_udp(const Subject& subject) {
  const Node rule = rules_of(subject).front();
  return require(!(is_word(subject, rule, "protocol", "udp") &&
                   is_word(subject, rule, "direction", "inbound") &&
                   is_word(subject, rule, "access", "allow") &&
                   is_internet_source(subject.member(rule, "source_address_prefix"))),
                 "the first rule lets UDP in from the Internet");
}

ViewAnswer tf_flow_log(const Subject& subject) {
  const Node policies = subject.at("retention_policy");
  const Node policy = policies.is(Kind::array) ? policies.at(0) : policies;
  const auto days = whole_number(subject.member(policy, "days"));
  return require(flag(subject.at("enabled")) == true &&
                     flag(subject.member(policy, "enabled")) == true && days &&
                     (*days == 0 || *days >= 90),
                 "the flow log is off, or keeps less than 90 days");
}

ViewAnswer tf_ip_forwarding(const Subject& subject) {
  const Node forwarding = subject.at("enable_ip_forwarding");
  if (is_missing(forwarding))
    return pass();
  if (is_open(forwarding))
    return open_value();
  return require(flag(forwarding) == false,
                 "enable_ip_forwarding" + shown(forwarding) + ", not false");
}

ViewAnswer tf_public_ip(const Subject& subject) {
  return require(!is_connected(subject, "azurerm_public_ip"),
                 "the network interface has a public address");
}

ViewAnswer tf_dns_count(const Subject& subject) {
  const Node servers = subject.at("dns_servers");
  return require(!servers.is(Kind::array) || servers.size() != 1,
                 "one DNS server alone is configured");
}

ViewAnswer tf_local_dns(const Subject& subject) {
  const Node servers = subject.at("dns_servers");
  if (is_missing(servers))
    return pass();
  return local_dns(servers, subject.at("address_space"));
}

ViewAnswer tf_subnet_group(const Subject& subject) {
  const std::string_view name = subject.at("name").string();
  if (name == "GatewaySubnet" || name == "AzureFirewallSubnet")
    return pass();
  for (const Node& delegation : subject.at("delegation")) {
    for (const Node& service : subject.member(delegation, "service_delegation")) {
      if (equal_folded(subject.member(service, "name").string(), "Microsoft.Netapp/volumes"))
        return pass();
    }
  }
  return require(is_connected(subject, "azurerm_subnet_network_security_group_association") ||
                     is_connected(subject, "azurerm_network_security_group"),
                 "the subnet has no network security group");
}

ViewAnswer tf_storage_endpoint(const Subject& subject) {
  return require(is_connected(subject, "azurerm_private_endpoint"),
                 "the storage account has no private endpoint");
}

}  // namespace cachewarden::inline v0::views::checkov
