#include <doctest/doctest.h>

#include "cachewarden/reach/required_ports.hpp"
#include "reach/ask_reach.hpp"

// Network interfaces, application security groups, names and replicas.

namespace {

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)
using network::AddressSet;
using reach::PortReach;
using reach::WayKind;

std::string interface_json(const std::string& name, const std::string& address,
                           const std::string& more = "", const std::string& groups = "") {
  return R"({"id": ")" + net_root + "networkInterfaces/" + name + R"(", "name": ")" + name +
         R"(", "type": "Microsoft.Network/networkInterfaces", "location": "westeurope",
    "properties": {"ipConfigurations": [{"name": "ip", "properties": {"privateIPAddress": )" +
         address + R"(, "subnet": {"id": ")" + net_root + R"(virtualNetworks/hub/subnets/app"}, )" +
         R"("applicationSecurityGroups": [)" + groups + "]}}]" + more + "}}";
}

std::string guarded_by(const std::string& group) {
  return R"(, "networkSecurityGroup": {"id": ")" + net_root + "networkSecurityGroups/" + group +
         R"("})";
}

const std::string no_redis = group_json("nic", "no|100|Outbound|Deny|Tcp|*|10.20.4.0/27|6380\n");
const std::string both_subnets = network_json(subnet_json("cache", "10.20.4.0/27", "g") + "," +
                                              subnet_json("app", "10.20.3.0/24", ""));

TEST_CASE("the group of a client's network interface filters its packets and no others") {
  const std::string guarded = interface_json("vm1", R"("10.20.3.4")", guarded_by("nic"));
  const Asked subnet =
      ask_from("app", {injected_json(), group_json("g", ""), no_redis, guarded, both_subnets});
  const PortReach& port = subnet.port(WayKind::injected, 6380);
  CHECK(port.reached_from == set_of({"10.20.3.0/24"}) - set_of({"10.20.3.4/32"}));
  CHECK(port.maybe_reached_from.empty());
  CHECK(port.verified);

  const Asked machine =
      ask_from("vm1", {injected_json(), group_json("g", ""), no_redis, guarded, both_subnets});
  const PortReach& shut = machine.port(WayKind::injected, 6380);
  CHECK(shut.reached == Truth::no);
  REQUIRE(shut.proof);
  CHECK(shut.proof->chain.at(0).rule == "no");
  CHECK(machine.port(WayKind::injected, 15000).reached_from == set_of({"10.20.3.4/32"}));
}

TEST_CASE("an interface of unknown address or group leaves open what it may filter") {
  const Asked dynamic =
      ask_from("app", {injected_json(), group_json("g", ""), no_redis,
                       interface_json("vm1", "null", guarded_by("nic")), both_subnets});
  CHECK(dynamic.port(WayKind::injected, 6380).reached == Truth::unknown);
  CHECK(dynamic.port(WayKind::injected, 15000).reached == Truth::yes);
  const Asked unread =
      ask_from("app", {injected_json(), group_json("g", ""),
                       interface_json("vm1", R"("10.20.3.4")", guarded_by("other")), both_subnets});
  const PortReach& port = unread.port(WayKind::injected, 6380);
  CHECK(port.reached_from == set_of({"10.20.3.0/24"}) - set_of({"10.20.3.4/32"}));
  CHECK(port.maybe_reached_from == set_of({"10.20.3.4/32"}));
}

TEST_CASE("known members of an application security group are let in, others perhaps") {
  const std::string asg = net_root + "applicationSecurityGroups/web";
  const std::string group = R"({"id": ")" + net_root +
                            R"(networkSecurityGroups/g", "name": "g", "type":
    "Microsoft.Network/networkSecurityGroups", "properties": {"securityRules": [
    {"name": "web", "properties": {"priority": 100, "direction": "Inbound", "access": "Allow",
     "protocol": "Tcp", "sourceApplicationSecurityGroups": [{"id": ")" +
                            asg + R"("}], "sourcePortRange": "*", "destinationAddressPrefix": "*",
     "destinationPortRange": "6380"}},)" +
                            rule_json("rest|4000|Inbound|Deny|*|*|*|*") + "]}}";
  const Asked asked =
      ask({injected_json(), group, both_subnets,
           interface_json("vm1", R"("10.20.3.4")", "", R"({"id": ")" + asg + R"("})")});
  const PortReach& port = asked.port(WayKind::injected, 6380);
  CHECK(port.reached_from == set_of({"10.20.3.4/32"}));
  CHECK(port.maybe_reached_from.contains(*Address::parse("10.20.3.5")));
  CHECK_FALSE(port.maybe_reached_from.contains(*Address::parse("203.0.113.7")));
}

TEST_CASE("effective rules of an interface hold for its subnet") {
  const std::string effective = R"({"value": [{"association": {"networkInterface": {"id": ")" +
                                net_root + R"(networkInterfaces/vm1"}}, "effectiveSecurityRules": [
        {"name": "defaultSecurityRules/AllowVnetInBound", "sourceAddressPrefix": "VirtualNetwork",
         "expandedSourceAddressPrefix": ["0.0.0.0/0"], "access": "Allow"}]}]})";
  Reader reader;
  // The interface stands in the subnet `app`, of the same network and with the same routes.
  const std::string estate = estate_of(
      {injected_json(), group_json("g", ""), tunnel_json(), interface_json("vm1", R"("10.20.3.4")"),
       network_json(subnet_json("cache", "10.20.4.0/27", "g", tunnelled()) + "," +
                    subnet_json("app", "10.20.3.0/24", "", tunnelled()))});
  reader.add({.name = "estate.json", .text = std::make_shared<const std::string>(estate)});
  reader.add({.name = "effective.json", .text = std::make_shared<const std::string>(effective)});
  const Asked asked = ask(std::make_shared<const Inventory>(reader.finish()));
  CHECK(asked.port(WayKind::injected, 6380).allowed == AddressSet::everything(AddressFamily::ipv4));
}

/// An endpoint with a zone group, and the zone linked to one network.
std::string zone_json(const std::string& zone, const std::string& linked) {
  const std::string id = net_root + "privateDnsZones/" + zone;
  return R"({"id": ")" + net_root +
         R"(privateEndpoints/pe/privateDnsZoneGroups/default", "name": "default", "type":
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "properties": {
    "privateDnsZoneConfigs": [{"name": "c", "properties": {"privateDnsZoneId": ")" +
         id + R"("}}]}},
    {"of": ")" +
         net_root + R"(privateEndpoints/pe", "collection": "privateDnsZoneGroups",
    "complete": true, "body": [{"name": "default", "properties": {"privateDnsZoneConfigs": [
    {"name": "c", "properties": {"privateDnsZoneId": ")" +
         id + R"("}}]}}]},
    {"id": ")" +
         id + R"(", "name": ")" + zone + R"(", "type": "Microsoft.Network/privateDnsZones",
    "location": "global", "properties": {}},
    {"of": ")" +
         id + R"(", "collection": "virtualNetworkLinks", "complete": true, "body": [
    {"name": "l", "properties": {"virtualNetwork": {"id": ")" +
         net_root + "virtualNetworks/" + linked + R"("}}}]})";
}

std::string endpoint() {
  return R"({"id": ")" + net_root + R"(privateEndpoints/pe", "name": "pe",
    "type": "Microsoft.Network/privateEndpoints", "location": "westeurope", "properties": {
    "subnet": {"id": ")" +
         net_root + R"(virtualNetworks/hub/subnets/ends"},
    "privateLinkServiceConnections": [{"name": "c", "properties": {"privateLinkServiceId": ")" +
         cache_id + R"(", "groupIds": ["redisCache"],
    "privateLinkServiceConnectionState": {"status": "Approved"}}}]}})";
}

std::string spoke_json(const std::string& more = "") {
  return R"({"id": ")" + net_root + R"(virtualNetworks/spoke", "name": "spoke", "type":
    "Microsoft.Network/virtualNetworks", "location": "westeurope", "properties": {
    "addressSpace": {"addressPrefixes": ["10.30.0.0/16"]}, "virtualNetworkPeerings": [],
    "subnets": [{"name": "web", "properties": {"addressPrefix": "10.30.1.0/24"}}])" +
         more + "}}";
}

TEST_CASE("the private name resolves where the zone of the type and cloud is linked") {
  const std::string network = network_json(subnet_json("ends", "10.20.5.0/26", ""));
  const auto resolves = [&](const std::string& host, const std::string& zone,
                            const std::string& linked, const std::string& dns = "") {
    const std::string cache = cache_json(
        R"("publicNetworkAccess": "Disabled", "enableNonSslPort": false, "subnetId": null)" + host);
    return ask_from("web", {cache, endpoint(), network, spoke_json(dns), zone_json(zone, linked)})
        .way(WayKind::private_endpoint)
        ->client_name_resolves;
  };
  const std::string host = R"(, "hostName": "orders.redis.cache.windows.net")";
  const std::string zone = "privatelink.redis.cache.windows.net";
  CHECK(resolves(host, zone, "spoke") == Truth::yes);
  CHECK(resolves("", zone, "spoke") == Truth::yes);
  CHECK(resolves(host, zone, "hub") == Truth::no);
  // Of another type of cache, and of another cloud.
  CHECK(resolves(host, "privatelink.redisenterprise.cache.azure.net", "spoke") == Truth::no);
  CHECK(resolves(host, "privatelink.redis.cache.chinacloudapi.cn", "spoke") == Truth::no);
  CHECK(resolves(R"(, "hostName": "orders.redis.cache.chinacloudapi.cn")",
                 "privatelink.redis.cache.chinacloudapi.cn", "spoke") == Truth::yes);
  // Servers of the network's own may forward what they are asked, or not.
  CHECK(resolves(host, zone, "spoke", R"(, "dhcpOptions": {"dnsServers": ["10.30.1.4"]})") ==
        Truth::unknown);
  CHECK(resolves(host, zone, "spoke", R"(, "dhcpOptions": {"dnsServers": ["168.63.129.16"]})") ==
        Truth::yes);
}

TEST_CASE("geo-replicas need the ports of nodes between their subnets") {
  const std::string twin_id =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/"
      "Microsoft.Cache/redis/twin";
  const std::string twin = R"({"id": ")" + twin_id + R"(", "name": "twin", "type":
    "Microsoft.Cache/redis", "location": "northeurope", "properties": {"sku": {"name": "Premium",
    "family": "P", "capacity": 1}, "subnetId": ")" +
                           net_root + R"(virtualNetworks/spoke/subnets/web"}})";
  const std::string link = R"({"id": ")" + cache_id + R"(/linkedServers/twin", "name": "twin",
    "type": "Microsoft.Cache/redis/linkedServers", "properties": {"linkedRedisCacheId": ")" +
                           twin_id + R"(", "serverRole": "Secondary"}})";
  const auto met = [&](const std::string& rules, bool has_twin) {
    const std::string network = network_json(subnet_json("cache", "10.20.4.0/27", "g"));
    const auto inventory = inventory_of(
        has_twin ? estate_of(
                       {injected_json(), group_json("g", rules), network, link, twin, spoke_json()})
                 : estate_of({injected_json(), group_json("g", rules), network, link}));
    const Resource* cache = reach::find_cache(*inventory, "orders");
    const auto answers =
        reach::check_required_ports(*inventory, *inventory->body<RedisCache>(*cache));
    REQUIRE(answers);
    Truth result = Truth::yes;
    int rows = 0;
    for (const reach::RequiredAnswer& each : *answers) {
      if (each.row->peer != reach::RequiredPeer::geo_replica)
        continue;
      ++rows;
      REQUIRE(each.replica != nullptr);
      CHECK(each.replica->name() == "twin");
      CHECK((each.met != Truth::no || each.proof.has_value()));
      result = result & each.met;
    }
    CHECK(rows == 2);
    return result;
  };
  const std::string peer =
      "in|100|Inbound|Allow|Tcp|10.30.1.0/24|*|15000-15999\n"
      "out|100|Outbound|Allow|Tcp|*|10.30.1.0/24|15000-15999\n";
  CHECK(met(peer, true) == Truth::yes);
  CHECK(met("no|100|Inbound|Deny|Tcp|10.30.0.0/16|*|15000-15999\n", true) == Truth::no);
  CHECK(met("no|100|Outbound|Deny|Tcp|*|10.30.1.7|15500\n", true) == Truth::no);
  CHECK(met(peer, false) == Truth::unknown);
}

}  // namespace
