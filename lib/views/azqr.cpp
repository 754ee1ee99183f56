#include <algorithm>
#include <array>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "views/live_values.hpp"

namespace cachewarden::inline v0::views {

namespace {

ViewAnswer sla(const Subject&) {
  return pass();
}

ViewAnswer plain_port(const Subject& subject) {
  const Node port = subject.at("properties.enableNonSslPort");
  return require(subject.boolean(port) != true, "enableNonSslPort is true");
}

ViewAnswer tls(const Subject& subject) {
  const Node version = subject.at("properties.minimumTlsVersion");
  return require(subject.text(version) == "1.2",
                 "minimumTlsVersion" + shown(version) + ", not exactly 1.2");
}

ViewAnswer enterprise_retires(const Subject& subject) {
  constexpr std::array<std::string_view, 10> retiring{
      "Enterprise_E5",        "Enterprise_E10",       "Enterprise_E20",  "Enterprise_E50",
      "Enterprise_E100",      "Enterprise_E200",      "Enterprise_E400", "EnterpriseFlash_F300",
      "EnterpriseFlash_F700", "EnterpriseFlash_F1500"};
  const Node sku = subject.at("sku.name");
  return require(!subject.is_one_of(sku, retiring), "the SKU" + shown(sku) + ", which is retired");
}

ViewAnswer cache_retires(const Subject&) {
  return fail("Azure Cache for Redis is retired on 2028-09-30");
}

/// Whether the tool takes a cluster for Managed Redis.
bool is_managed(const Subject& subject) {
  const std::string_view sku = subject.text(subject.at("sku.name")).value_or("");
  return !starts_with_folded(sku, "Enterprise_") && !starts_with_folded(sku, "EnterpriseFlash_");
}

ViewAnswer not_managed() {
  return none("not Managed Redis by its SKU");
}

ViewAnswer managed_zones(const Subject& subject) {
  if (!is_managed(subject))
    return not_managed();
  const Node zones = subject.at("zones");
  return require(zones.is(Kind::array) && zones.size() >= 3, "zones" + shown(zones));
}

ViewAnswer managed_availability(const Subject& subject) {
  if (!is_managed(subject))
    return not_managed();
  const Node availability = subject.at("properties.highAvailability");
  return require(Subject::has_value(availability) && !subject.equals(availability, "Disabled"),
                 "highAvailability" + shown(availability));
}

ViewAnswer managed_public_access(const Subject& subject) {
  if (!is_managed(subject))
    return not_managed();
  return require(!subject.equals(subject.at("properties.publicNetworkAccess"), "Enabled"),
                 "publicNetworkAccess is Enabled");
}

ViewAnswer managed_endpoint(const Subject& subject) {
  if (!is_managed(subject))
    return not_managed();
  if (subject.is_planned())
    return unknown("the connections of endpoints are known once the cluster exists");
  return require(Subject::has_value(subject.at("properties.privateEndpointConnections")),
                 "there is no private endpoint connection");
}

ViewAnswer managed_key(const Subject& subject) {
  if (!is_managed(subject))
    return not_managed();
  return require(Subject::has_value(subject.at(
                     "properties.encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl")),
                 "the disks are not encrypted with a key of the customer");
}

ViewAnswer documented_only(const Subject&) {
  return none("the tool documents the check and has no query for it");
}

ViewAnswer two_servers(const Subject& subject) {
  const Node servers = subject.at("properties.dhcpOptions.dnsServers");
  return require(!servers.is(Kind::array) || servers.size() >= 2,
                 "fewer than two DNS servers are listed");
}

/// Resource Graph shows no children of these, and no settings of other resources.
bool is_in_graph(std::string_view type) {
  constexpr std::string_view above[] = {"Microsoft.Cache/redis/",
                                        "Microsoft.Cache/redisEnterprise/",
                                        "Microsoft.Network/routeTables/",
                                        "Microsoft.Network/networkSecurityGroups/",
                                        "Microsoft.Network/virtualNetworks/",
                                        "Microsoft.Network/privateEndpoints/",
                                        "Microsoft.Authorization/",
                                        "Microsoft.Insights/diagnosticSettings"};
  return std::none_of(std::begin(above), std::end(above),
                      [&](std::string_view each) { return starts_with_folded(type, each); });
}

ViewAnswer tags(const Subject& subject) {
  if (!is_in_graph(subject.resource().type))
    return none("Resource Graph does not show resources of this type");
  const Node all = subject.at("tags");
  return require(all.is(Kind::object) && all.size() != 0, "there are no tags");
}

ViewAnswer abbreviation(const Subject& subject) {
  struct Prefix {
    std::string_view type;
    std::string_view prefix;
  };
  constexpr Prefix prefixes[] = {{"Microsoft.Cache/redis", "redis"},
                                 {"Microsoft.Cache/redisEnterprise", "redis"},
                                 {"Microsoft.Cache/redisEnterprise", "amr"},
                                 {"Microsoft.Network/virtualNetworks", "vnet"},
                                 {"Microsoft.Network/networkSecurityGroups", "nsg"},
                                 {"Microsoft.Network/privateEndpoints", "pep"}};
  const std::string_view name = subject.target_name();
  for (const Prefix& each : prefixes) {
    if (subject.is_type(each.type) && starts_with_folded(name, each.prefix))
      return pass();
  }
  return fail("the name does not begin with the abbreviation of its type");
}

/// What only the service knows of a resource.
ViewAnswer known_later() {
  return unknown("the property is known once the resource exists");
}

bool is_null(Node node) {
  return !node || node.is(Kind::null);
}

ViewAnswer idle_group(const Subject& subject) {
  if (subject.is_planned())
    return known_later();
  return require(!is_null(subject.at("properties.networkInterfaces")) ||
                     !is_null(subject.at("properties.subnets")),
                 "the group is attached to nothing");
}

ViewAnswer idle_endpoint(const Subject& subject) {
  if (subject.is_planned())
    return known_later();
  const Node manual = subject.at("properties.manualPrivateLinkServiceConnections");
  const bool is_manual = manual.is(Kind::array) && manual.size() != 0;
  const Node first =
      (is_manual ? manual : subject.at("properties.privateLinkServiceConnections")).at(0);
  const Node state = subject.at(first, "properties.privateLinkServiceConnectionState.status");
  return require(subject.text(state) != "Disconnected", "the connection is Disconnected");
}

ViewAnswer idle_subnet(const Subject& subject) {
  if (subject.is_planned())
    return known_later();
  for (const Node& subnet : subnets_of(subject)) {
    const bool is_used =
        !is_null(subject.at(subnet, "properties.ipConfigurations")) ||
        Subject::has_value(subject.at(subnet, "properties.delegations")) ||
        !is_null(subject.at(subnet, "properties.applicationGatewayIPConfigurations"));
    if (!is_used)
      return fail("the subnet `" + std::string(subject.member(subnet, "name").string()) +
                  "` is empty");
  }
  return pass();
}

ViewAnswer idle_zone(const Subject& subject) {
  if (subject.is_planned())
    return known_later();
  return require(subject.number(subject.at("properties.numberOfVirtualNetworkLinks")) != 0.0,
                 "the zone is linked to no network");
}

ViewAnswer idle_network(const Subject& subject) {
  const Node subnets = subject.at("properties.subnets");
  return require(!subnets.is(Kind::array) || subnets.size() != 0 || has_subnets(subject),
                 "the network has no subnets");
}

ViewAnswer idle_table(const Subject& subject) {
  if (subject.is_planned())
    return known_later();
  return require(!is_null(subject.at("properties.subnets")), "no subnet uses the route table");
}

constexpr std::string_view redis = "Microsoft.Cache/redis";
constexpr std::string_view enterprise = "Microsoft.Cache/redisEnterprise";
constexpr std::string_view database = "Microsoft.Cache/redisEnterprise/databases";
constexpr std::string_view group = "Microsoft.Network/networkSecurityGroups";
constexpr std::string_view network = "Microsoft.Network/virtualNetworks";

constexpr std::string_view null_or_empty = "null, an empty list and a missing list differ";

constexpr ViewCheck checks[] = {
    {"3a4b5c6d-7e8f-9a0b-1c2d-3e4f5a6b7c8d", "", "Medium", 2, network, "networks have subnets",
     "a list that is not there is not empty", idle_network},
    {"4b5c6d7e-8f9a-0b1c-2d3e-4f5a6b7c8d9e", "", "Medium", 2, network, "subnets are in use", "",
     idle_subnet},
    {"7a8b9c0d-1e2f-3a4b-5c6d-7e8f9a0b1c2d", "", "Medium", 2, group,
     "groups protect a subnet or a network interface", null_or_empty, idle_group},
    {"7e8f9a0b-1c2d-3e4f-5a6b-7c8d9e0f1a2b", "", "Medium", 2, "Microsoft.Network/privateDnsZones",
     "private DNS zones are linked to a network", "", idle_zone},
    {"8b9c0d1e-2f3a-4b5c-6d7e-8f9a0b1c2d3e", "", "Medium", 2, "Microsoft.Network/routeTables",
     "route tables are in use", null_or_empty, idle_table},
    {"8f9a0b1c-2d3e-4f5a-6b7c-8d9e0f1a2b3c", "", "Medium", 2, "Microsoft.Network/privateEndpoints",
     "private endpoints are connected", "looks at the first connection alone", idle_endpoint},
    {"nsg-001", "", "Low", 1, group, "groups export their logs", "any diagnostic setting is enough",
     has_diagnostic_setting},
    {"pep-003", "", "High", 3, "Microsoft.Network/privateEndpoints",
     "states the SLA of private endpoints", "never fails", sla},
    {"redis-001", "", "Low", 1, redis, "caches export their logs",
     "any diagnostic setting is enough, and Enterprise and Managed Redis are not looked at",
     has_diagnostic_setting},
    {"redis-003", "", "High", 3, redis, "states the SLA of caches", "never fails", sla},
    {"redis-008", "", "High", 3, redis, "the port without TLS is closed",
     "passes where the setting is absent", plain_port},
    {"redis-009", "", "Low", 1, redis, "caches accept TLS from 1.2 on",
     "compares with 1.2 as a text: 1.3 fails, and so does absent", tls},
    {"redis-010", "", "High", 3, enterprise, "clusters are not of a retired tier",
     "Enterprise_E1 is not in its list", enterprise_retires},
    {"redis-011", "", "High", 3, redis, "caches move to Azure Managed Redis", "fails every cache",
     cache_retires},
    {"redis-012", "", "High", 3, enterprise, "Managed Redis spans three zones",
     "reads zones, which Managed Redis does not list though it spans them", managed_zones},
    {"redis-013", "", "High", 3, enterprise, "Managed Redis is highly available",
     "fails where the setting is absent, though the service enables it", managed_availability},
    {"redis-014", "", "High", 3, enterprise, "Managed Redis has no public network access",
     "passes where the setting is absent, and does not look at Enterprise SKUs",
     managed_public_access},
    {"redis-015", "", "High", 3, enterprise, "Managed Redis has a private endpoint",
     "counts connections, whatever their state, and does not look at Enterprise SKUs",
     managed_endpoint},
    {"redis-016", "", "Low", 1, enterprise, "Managed Redis uses a key of the customer",
     "does not look at Enterprise SKUs", managed_key},
    {"redis-017", "", "High", 3, database, "databases refuse access keys",
     "documented, but never evaluated", documented_only},
    {"redis-018", "", "High", 3, database, "clients use TLS", "documented, but never evaluated",
     documented_only},
    {"redis-019", "", "Medium", 2, database, "databases persist their data",
     "documented, but never evaluated", documented_only},
    {"resources-001", "", "Low", 1, "*", "resources carry tags", "", tags},
    {"resources-002", "", "Low", 1,
     "Microsoft.Cache/redis Microsoft.Cache/redisEnterprise Microsoft.Network/virtualNetworks "
     "Microsoft.Network/networkSecurityGroups Microsoft.Network/privateEndpoints",
     "names begin with the abbreviation of their type", "", abbreviation},
    {"vnet-001", "", "Low", 1, network, "networks export their logs",
     "any diagnostic setting is enough", has_diagnostic_setting},
    {"vnet-009", "", "High", 3, network, "networks with DNS servers of their own have two",
     "an empty list fails, a missing one passes", two_servers},
};

}  // namespace

constinit const View azqr_view{
    .name = "azqr",
    .authority = "Azure Quick Review",
    .version = "commit 34dd3163 of 2026-08-21",
    .source = "https://github.com/Azure/azqr",
    .note =
        "from its queries and scanners, with the queries on orphaned resources; other services "
        "and plain statements on cost are not in it",
    .checks = checks,
};

}  // namespace cachewarden::inline v0::views
