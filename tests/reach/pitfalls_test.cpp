#include <doctest/doctest.h>

#include "cachewarden/reach/required_ports.hpp"
#include "reach/ask_reach.hpp"

// What is easily got wrong about networks of caches.

namespace {

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)
using reach::PortReach;
using reach::WayKind;

const std::string subnets = network_json(subnet_json("cache", "10.20.4.0/27", "g") + "," +
                                         subnet_json("ends", "10.20.5.0/26", ""));

TEST_CASE("a private endpoint does not close the public one: that is a setting of its own") {
  const std::string endpoint = R"({"id": ")" + net_root + R"(privateEndpoints/pe", "name": "pe",
    "type": "Microsoft.Network/privateEndpoints", "location": "westeurope", "properties": {
    "subnet": {"id": ")" + net_root +
                               R"(virtualNetworks/hub/subnets/ends"},
    "privateLinkServiceConnections": [{"name": "c", "properties": {"privateLinkServiceId": ")" +
                               cache_id + R"(", "groupIds": ["redisCache"],
    "privateLinkServiceConnectionState": {"status": "Approved"}}}]}})";
  const auto estate = [&](const std::string& access, const std::string& firewall) {
    return estate_of({cache_json(R"("enableNonSslPort": false, "subnetId": null,
                        "publicNetworkAccess": ")" +
                                 access + '"'),
                      endpoint, subnets,
                      R"({"of": ")" + cache_id + R"(", "collection": "firewallRules",
                        "complete": true, "body": [)" +
                          firewall + "]}"});
  };
  const std::string office =
      R"({"name": "office", "properties": {"startIP": "203.0.113.1", "endIP": "203.0.113.9"}})";
  const Asked open = ask(inventory_of(estate("Enabled", "")));
  CHECK(open.port(WayKind::public_endpoint, 6380)
            .reached_from.contains(*Address::parse("198.51.100.7")));
  CHECK(open.port(WayKind::private_endpoint, 6380).reached == Truth::yes);
  // Firewall rules stay in force on the public side and are nothing on the private one.
  const Asked some = ask(inventory_of(estate("Enabled", office)));
  CHECK(some.port(WayKind::public_endpoint, 6380).reached_from ==
        set_of({"203.0.113.1/32", "203.0.113.2/31", "203.0.113.4/30", "203.0.113.8/31"}));
  CHECK(some.port(WayKind::private_endpoint, 6380).reached_from ==
        set_of({"10.20.0.0/16", platform}));
  const Asked shut = ask(inventory_of(estate("Disabled", office)));
  CHECK(shut.way(WayKind::public_endpoint)->exists == Truth::no);
}

TEST_CASE("words of rules are told whatever their case") {
  const auto reached = [](const std::string& rules) {
    return ask({injected_json(), group_json("g", rules), subnets})
        .port(WayKind::injected, 6380)
        .reached_from;
  };
  const std::string rest = "rest|4000|Inbound|Deny|*|*|*|*\n";
  const network::AddressSet office = set_of({"10.20.9.0/24"});
  CHECK(reached("a|100|Inbound|Allow|Tcp|10.20.9.0/24|*|6380\n" + rest) == office);
  CHECK(reached("a|100|inbound|allow|TCP|10.20.9.0/24|*|6380\n"
                "rest|4000|INBOUND|deny|*|*|*|*\n") == office);
  CHECK(reached("a|100|InBound|ALLOW|tcp|virtualnetwork|*|6380\n" + rest) ==
        reached("a|100|Inbound|Allow|Tcp|VirtualNetwork|*|6380\n" + rest));
  CHECK(reached("a|100|Outbound|Allow|Tcp|10.20.9.0/24|*|6380\n" + rest).empty());
}

TEST_CASE("prefixes and ports count from the singular name, the plural one and both") {
  const auto reached = [](const std::string& sources, const std::string& ports) {
    const std::string rule =
        R"({"name": "a", "properties": {"priority": 100, "direction": "Inbound", "access": "Allow",
           "protocol": "Tcp", "sourcePortRange": "*", "destinationAddressPrefix": "*", )" +
        sources + ", " + ports + "}}";
    const std::string group =
        R"({"id": ")" + net_root +
        R"(networkSecurityGroups/g", "name": "g", "type": "Microsoft.Network/networkSecurityGroups",
           "properties": {"securityRules": [)" +
        rule + ", " + rule_json("rest|4000|Inbound|Deny|*|*|*|*") + "]}}";
    return ask({injected_json(), group, subnets}).port(WayKind::injected, 6380).reached_from;
  };
  const std::string one = R"("sourceAddressPrefix": "10.20.9.0/24")";
  const std::string many = R"("sourceAddressPrefixes": ["10.20.7.0/24", "10.20.8.0/24"])";
  const std::string port = R"("destinationPortRange": "6380")";
  const std::string ports = R"("destinationPortRanges": ["443", "6379-6380"])";
  const std::string elsewhere = R"("destinationPortRange": "443")";
  CHECK(reached(one, port) == set_of({"10.20.9.0/24"}));
  CHECK(reached(many, port) == set_of({"10.20.7.0/24", "10.20.8.0/24"}));
  CHECK(reached(one + ", " + many, ports) == set_of({"10.20.7.0/24", "10.20.8.0/23"}));
  CHECK(reached(one + R"(, "sourceAddressPrefixes": [])", ports) == set_of({"10.20.9.0/24"}));
  CHECK(reached(one, elsewhere + ", " + ports) == set_of({"10.20.9.0/24"}));
  CHECK(reached(one, elsewhere).empty());
}

TEST_CASE("firewall rules are nothing on the Enterprise tiers and on Managed Redis") {
  const auto cluster = [](const std::string& sku) {
    return R"({"id": ")" + managed_id + R"(", "name": "basket", "type":
      "Microsoft.Cache/redisEnterprise", "location": "westeurope", "sku": {"name": ")" +
           sku + R"("}, "properties": {"publicNetworkAccess": "Enabled",
      "privateEndpointConnections": []}})";
  };
  const std::string database = R"({"id": ")" + managed_id + R"(/databases/default", "name":
    "default", "type": "Microsoft.Cache/redisEnterprise/databases", "properties": {"port": 10000,
    "clientProtocol": "Encrypted", "clusteringPolicy": "EnterpriseCluster"}})";
  const std::string rule = R"({"id": ")" + managed_id + R"(/firewallRules/office", "name": "office",
    "type": "Microsoft.Cache/redisEnterprise/firewallRules", "properties": {"startIP":
    "203.0.113.1", "endIP": "203.0.113.9"}})";
  for (const std::string sku : {"Enterprise_E10", "Balanced_B5"}) {
    CAPTURE(sku);
    const Asked found = ask(inventory_of(estate_of({cluster(sku), database, rule})), "basket");
    CHECK(found.port(WayKind::public_endpoint, 10000)
              .reached_from.contains(*Address::parse("198.51.100.7")));
  }
}

TEST_CASE("a port that only a default rule opens is told apart") {
  const auto by_default = [](const std::string& rules) {
    const auto inventory =
        inventory_of(estate_of({injected_json(), group_json("g", rules), subnets}));
    const Resource* cache = reach::find_cache(*inventory, "orders");
    const auto answers =
        reach::check_required_ports(*inventory, *inventory->body<RedisCache>(*cache));
    REQUIRE(answers);
    std::size_t count = 0;
    for (const reach::RequiredAnswer& each : *answers) {
      CHECK(each.met == Truth::yes);
      count += each.is_by_default ? 1 : 0;
    }
    CHECK(count <= answers->size());
    return count;
  };
  const std::size_t all = by_default("");
  CHECK(all == reach::required_ports().size() - 2);
  CHECK(by_default("nodes|100|Inbound|Allow|Tcp|10.20.4.0/27|10.20.4.0/27|8443\n") == all - 1);
}

TEST_CASE("rules too many for one question are asked port by port, with the same answer") {
  std::string lines;
  for (int i = 0; i < 300; ++i)
    lines += "r" + std::to_string(i) + "|" + std::to_string(100 + i) + "|Inbound|" +
             (i % 3 == 0 ? "Deny" : "Allow") + "|Tcp|10.20." + std::to_string(i * 7 % 64) + "." +
             std::to_string(i * 13 % 256) + "/30|*|" + std::to_string(6379 + i % 2) + "\n";
  lines += "rest|4000|Inbound|Deny|*|VirtualNetwork|*|*\n";
  const auto inventory =
      inventory_of(estate_of({injected_json(), group_json("g", lines), subnets}));
  const Asked whole = ask(inventory);
  reach::ReachOptions options;
  options.limits.work = 1000;
  const Asked parts = ask(inventory, "orders", options);
  REQUIRE(parts.way(WayKind::injected) != nullptr);
  CHECK(parts.way(WayKind::injected)->complete);
  CHECK(parts.port(WayKind::injected, 6380).reached_from ==
        whole.port(WayKind::injected, 6380).reached_from);
  CHECK_FALSE(whole.port(WayKind::injected, 6380).reached_from.empty());
  options.limits.slice_work = 1000;
  const Asked none = ask(inventory, "orders", options);
  CHECK_FALSE(none.way(WayKind::injected)->complete);
  CHECK(none.answer.reached == Truth::unknown);
}

TEST_CASE("clients of another region are warned of") {
  const std::string peering =
      R"({"name": "to-far", "properties": {"remoteVirtualNetwork": {"id": ")" + net_root +
      R"(virtualNetworks/far"}, "allowVirtualNetworkAccess": true,
    "peeringState": "Connected"}})";
  const auto far = [](const std::string& location) {
    return R"({"id": ")" + net_root + R"(virtualNetworks/far", "name": "far", "type":
      "Microsoft.Network/virtualNetworks", "location": ")" +
           location + R"(", "properties": {"addressSpace": {"addressPrefixes": ["10.50.0.0/16"]},
      "virtualNetworkPeerings": [], "subnets": []}})";
  };
  const auto warnings = [&](const std::string& location) {
    return ask({injected_json(), group_json("g", ""), far(location),
                network_json(subnet_json("cache", "10.20.4.0/27", "g"), peering)})
        .answer.warnings.size();
  };
  CHECK(warnings("westeurope") == 0);
  CHECK(warnings("northeurope") == 1);
}

}  // namespace
