#include <doctest/doctest.h>

#include "reach/ask_reach.hpp"

namespace {

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)
using network::AddressSet;
using reach::PortReach;
using reach::Way;
using reach::WayKind;

TEST_CASE("an injected cache behind the default rules is reached from its network alone") {
  const Asked asked = ask({injected_json(), group_json("g", ""),
                           network_json(subnet_json("cache", "10.20.4.0/27", "g"))});
  const PortReach& tls = asked.port(WayKind::injected, 6380);
  CHECK(tls.reached == Truth::yes);
  CHECK(tls.reached_from == set_of({"10.20.0.0/16", platform}));
  CHECK(tls.maybe_reached_from.empty());
  CHECK(tls.verified);
  REQUIRE(tls.proof);
  CHECK(tls.proof->reaches == Truth::yes);
  REQUIRE(tls.proof->chain.size() == 1);
  CHECK(tls.proof->chain[0].rule == "AllowVnetInBound");
  CHECK(asked.answer.reached == Truth::yes);
  REQUIRE(asked.way(WayKind::public_endpoint) != nullptr);
  CHECK(asked.way(WayKind::public_endpoint)->exists == Truth::no);
  // The port without TLS is open to the same, and nobody listens.
  const PortReach& plain = asked.port(WayKind::injected, 6379);
  CHECK(plain.allowed == tls.allowed);
  CHECK(plain.listens == Truth::no);
  CHECK(plain.reached == Truth::no);
  CHECK(plain.reached_from.empty());
}

TEST_CASE("a forced tunnel widens the network: every address may be let in") {
  const Asked asked = ask({injected_json(), group_json("g", ""), tunnel_json(),
                           network_json(subnet_json("cache", "10.20.4.0/27", "g", tunnelled()))});
  const PortReach& tls = asked.port(WayKind::injected, 6380);
  CHECK(tls.reached_from == set_of({"10.20.0.0/16", platform}));
  CHECK(tls.maybe_allowed.contains(*Address::parse("203.0.113.7")));
  CHECK(tls.maybe_reached_from.contains(*Address::parse("203.0.113.7")));
  CHECK_FALSE(tls.maybe_reached_from.contains(*Address::parse("127.0.0.1")));
  CHECK(tls.verified);
}

TEST_CASE("effective rules say what the tag holds, and the answer is exact again") {
  const std::string effective = R"({"value": [{"association": {"subnet": {"id": ")" + net_root +
                                R"(virtualNetworks/hub/subnets/cache"}}, "effectiveSecurityRules": [
        {"name": "defaultSecurityRules/AllowVnetInBound", "sourceAddressPrefix": "VirtualNetwork",
         "expandedSourceAddressPrefix": ["0.0.0.0/0"], "access": "Allow"}]}]})";
  Reader reader;
  const std::string estate =
      estate_of({injected_json(), group_json("g", ""), tunnel_json(),
                 network_json(subnet_json("cache", "10.20.4.0/27", "g", tunnelled()))});
  reader.add({.name = "estate.json", .text = std::make_shared<const std::string>(estate)});
  reader.add({.name = "effective.json", .text = std::make_shared<const std::string>(effective)});
  const Asked asked = ask(std::make_shared<const Inventory>(reader.finish()));
  const PortReach& tls = asked.port(WayKind::injected, 6380);
  CHECK(tls.allowed == AddressSet::everything(AddressFamily::ipv4));
  // Whether packets of the internet find a path through the appliance is another question.
  CHECK(tls.reached_from == set_of({"10.20.0.0/16", platform}));
  CHECK(tls.maybe_reached_from.contains(*Address::parse("203.0.113.7")));
}

TEST_CASE("a list of clients with a denial below it is what is let in") {
  const Asked asked =
      ask({injected_json(R"(, "staticIP": "10.20.4.5")"),
           group_json("g",
                      "clients|100|Inbound|Allow|Tcp|10.20.3.0/24|10.20.4.0/28|6380\n"
                      "rest|4000|Inbound|Deny|*|*|*|*\n"),
           network_json(subnet_json("cache", "10.20.4.0/27", "g"))});
  const PortReach& tls = asked.port(WayKind::injected, 6380);
  CHECK(tls.reached_from == set_of({"10.20.3.0/24"}));
  CHECK(tls.maybe_reached_from.empty());
  CHECK(tls.proof->chain.at(0).rule == "clients");
  REQUIRE(tls.proof->chain.at(0).resource != nullptr);
  // Nodes stand anywhere in the subnet, so that a rule on half of it decides nothing of them.
  const PortReach& nodes = asked.port(WayKind::injected, 15000);
  CHECK(nodes.reached == Truth::no);
}

TEST_CASE("where the cache's address is not known a rule on half the subnet may hold it") {
  const Asked asked =
      ask({injected_json(),
           group_json("g",
                      "clients|100|Inbound|Allow|Tcp|10.20.3.0/24|10.20.4.0/28|6380\n"
                      "rest|4000|Inbound|Deny|*|*|*|*\n"),
           network_json(subnet_json("cache", "10.20.4.0/27", "g"))});
  const PortReach& tls = asked.port(WayKind::injected, 6380);
  CHECK(tls.reached_from.empty());
  CHECK(tls.maybe_reached_from == set_of({"10.20.3.0/24"}));
  CHECK(tls.reached == Truth::unknown);
}

std::string firewall_json(const std::string& rules) {
  return R"({"of": ")" + cache_id + R"(", "collection": "firewallRules", "complete": true,
    "body": [)" +
         rules + "]}";
}

TEST_CASE("the firewall of a public cache is exact, and without rules everybody gets in") {
  const std::string cache =
      cache_json(R"("enableNonSslPort": true, "publicNetworkAccess": "Enabled", "subnetId": null)");
  const Asked open = ask({cache, firewall_json("")});
  const PortReach& all = open.port(WayKind::public_endpoint, 6380);
  CHECK(all.reached_from.contains(*Address::parse("8.8.8.8")));
  CHECK_FALSE(all.reached_from.contains(*Address::parse("10.0.0.1")));
  CHECK(all.verified);
  const Asked narrow =
      ask({cache, firewall_json(R"({"name": "office", "properties": {"startIP": "203.0.113.4",
        "endIP": "203.0.113.11"}}, {"name": "private", "properties": {"startIP": "10.0.0.0",
        "endIP": "10.255.255.255"}})")});
  const PortReach& some = narrow.port(WayKind::public_endpoint, 6380);
  CHECK(some.reached_from == set_of({"203.0.113.4/30", "203.0.113.8/30"}));
  CHECK(some.maybe_reached_from.empty());
  REQUIRE(some.proof);
  CHECK(some.proof->chain.at(0).rule == "office");
  CHECK(narrow.port(WayKind::public_endpoint, 6379).reached == Truth::yes);
}

TEST_CASE("firewall rules that were not collected leave the answer open, those known stay") {
  const std::string cache = cache_json(
      R"("enableNonSslPort": false, "publicNetworkAccess": "Enabled", "subnetId": null)");
  const Asked asked = ask({cache});
  const PortReach& tls = asked.port(WayKind::public_endpoint, 6380);
  CHECK(tls.reached == Truth::unknown);
  CHECK(tls.reached_from.empty());
  CHECK_FALSE(asked.answer.missing.empty());
}

std::string endpoint_json(std::string_view of, std::string_view status = "Approved") {
  return R"({"id": ")" + net_root + R"(privateEndpoints/pe", "name": "pe",
    "type": "Microsoft.Network/privateEndpoints", "location": "westeurope", "properties": {
    "subnet": {"id": ")" +
         net_root + R"(virtualNetworks/hub/subnets/ends"}, "privateLinkServiceConnections": [
    {"name": "a", "properties": {"privateLinkServiceId": ")" +
         std::string(of) + R"(", "privateLinkServiceConnectionState": {"status": ")" +
         std::string(status) + R"("}}}], "customDnsConfigs": [{"fqdn": "x",
    "ipAddresses": ["10.20.5.4"]}]}})";
}

std::string private_cache() {
  return cache_json(
      R"("enableNonSslPort": false, "publicNetworkAccess": "Disabled", "subnetId": null)");
}

TEST_CASE("the group of an endpoint's subnet filters only where its policies are on") {
  const std::string group = group_json("g",
                                       "clients|100|Inbound|Allow|Tcp|10.20.3.0/24|*|6380\n"
                                       "rest|4000|Inbound|Deny|*|*|*|*\n");
  for (const char* policies : {"Disabled", "RouteTableEnabled"}) {
    CAPTURE(policies);
    const Asked inert =
        ask({private_cache(), endpoint_json(cache_id), group,
             network_json(subnet_json(
                 "ends", "10.20.5.0/26", "g",
                 std::string(R"(, "privateEndpointNetworkPolicies": ")") + policies + '"'))});
    const PortReach& all = inert.port(WayKind::private_endpoint, 6380);
    CHECK(all.reached_from == set_of({"10.20.0.0/16", platform}));
    CHECK(inert.way(WayKind::private_endpoint)->group == nullptr);
    CHECK(inert.way(WayKind::public_endpoint)->exists == Truth::no);
  }
  for (const char* policies : {"Enabled", "NetworkSecurityGroupEnabled"}) {
    CAPTURE(policies);
    const Asked active =
        ask({private_cache(), endpoint_json(cache_id), group,
             network_json(subnet_json(
                 "ends", "10.20.5.0/26", "g",
                 std::string(R"(, "privateEndpointNetworkPolicies": ")") + policies + '"'))});
    const PortReach& some = active.port(WayKind::private_endpoint, 6380);
    CHECK(some.reached_from == set_of({"10.20.3.0/24"}));
    CHECK(some.maybe_reached_from.empty());
    CHECK(some.verified);
  }
  const Asked assumed = ask({private_cache(), endpoint_json(cache_id), group,
                             network_json(subnet_json("ends", "10.20.5.0/26", "g"))});
  CHECK(assumed.port(WayKind::private_endpoint, 6380).reached_from ==
        set_of({"10.20.0.0/16", platform}));
  CHECK_FALSE(assumed.answer.assumptions.empty());
}

TEST_CASE("an endpoint that was not approved is no way in") {
  const Asked asked = ask({private_cache(), endpoint_json(cache_id, "Rejected"),
                           network_json(subnet_json("ends", "10.20.5.0/26", ""))});
  CHECK(asked.way(WayKind::private_endpoint) == nullptr);
  CHECK(asked.answer.reached == Truth::no);
}

std::string managed_json(const std::string& access, const std::string& connections,
                         std::string_view policy = "EnterpriseCluster") {
  return R"({"id": ")" + managed_id + R"(", "name": "basket",
    "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
    "sku": {"name": "Balanced_B5"}, "properties": {"publicNetworkAccess": )" +
         access + R"(, "privateEndpointConnections": [)" + connections + R"(]}},
    {"of": ")" +
         managed_id + R"(", "collection": "databases", "complete": true, "body": [{"name":
    "default", "properties": {"clusteringPolicy": ")" +
         std::string(policy) + R"("}}]})";
}

TEST_CASE("a managed cache is public where its access is enabled, or not set without endpoint") {
  const std::string connection =
      R"({"name": "c", "properties": {"privateEndpoint": {"id": ")" + net_root +
      R"(privateEndpoints/pe"}, "privateLinkServiceConnectionState": {"status": "Approved"}}})";
  const std::string network = network_json(subnet_json("ends", "10.20.5.0/26", ""));
  struct Row {
    const char* access;
    bool has_endpoint;
    Truth is_public;
  };
  for (const Row& row :
       {Row{R"("Enabled")", true, Truth::yes}, Row{R"("Disabled")", true, Truth::no},
        Row{"null", true, Truth::no}, Row{"null", false, Truth::yes}}) {
    CAPTURE(row.access);
    CAPTURE(row.has_endpoint);
    const std::string estate =
        row.has_endpoint
            ? estate_of({managed_json(row.access, connection), endpoint_json(managed_id), network})
            : estate_of({managed_json(row.access, ""), network});
    const Asked asked = ask(inventory_of(estate), "basket");
    CHECK(asked.way(WayKind::public_endpoint)->exists == row.is_public);
    CHECK((asked.way(WayKind::private_endpoint) != nullptr) == row.has_endpoint);
    if (row.has_endpoint)
      CHECK(asked.port(WayKind::private_endpoint, 10000).reached_from ==
            set_of({"10.20.0.0/16", platform}));
  }
}

TEST_CASE("the ports of nodes listen with the policy OSSCluster only") {
  const std::string network = network_json("");
  const Asked oss = ask(
      inventory_of(estate_of({managed_json(R"("Enabled")", "", "OSSCluster"), network})), "basket");
  CHECK(oss.port(WayKind::public_endpoint, 8500).listens == Truth::yes);
  const Asked one =
      ask(inventory_of(estate_of({managed_json(R"("Enabled")", "", "EnterpriseCluster"), network})),
          "basket");
  CHECK(one.port(WayKind::public_endpoint, 8500).listens == Truth::no);
  CHECK(one.port(WayKind::public_endpoint, 8500).reached == Truth::no);
}

TEST_CASE("peers are reached by, unless the peering is cut or forbids it") {
  struct Row {
    const char* access;
    const char* state;
    Truth reaches;
  };
  for (const Row& row :
       {Row{"true", "Connected", Truth::yes}, Row{"true", "Disconnected", Truth::no},
        Row{"false", "Connected", Truth::no}}) {
    CAPTURE(row.access);
    CAPTURE(row.state);
    const std::string peering =
        std::string(R"({"name": "p", "properties": {"useRemoteGateways": false,
          "allowVirtualNetworkAccess": )") +
        row.access + R"(, "peeringState": ")" + row.state +
        R"(", "remoteVirtualNetwork": {"id": ")" + net_root +
        R"(virtualNetworks/spoke"}, "remoteAddressSpace": {"addressPrefixes": ["10.30.0.0/16"]}}})";
    const Asked asked = ask({injected_json(), group_json("g", ""),
                             network_json(subnet_json("cache", "10.20.4.0/27", "g"), peering)});
    const PortReach& tls = asked.port(WayKind::injected, 6380);
    CHECK(tls.reached_from.contains(*Address::parse("10.30.1.1")) == (row.reaches == Truth::yes));
    CHECK_FALSE(tls.maybe_reached_from.contains(*Address::parse("10.30.1.1")));
  }
}

TEST_CASE("a gateway may connect further private networks") {
  const Asked asked = ask({injected_json(), group_json("g", ""),
                           network_json(subnet_json("cache", "10.20.4.0/27", "g") + "," +
                                        subnet_json("GatewaySubnet", "10.20.255.0/27", ""))});
  const PortReach& tls = asked.port(WayKind::injected, 6380);
  CHECK(tls.maybe_reached_from.contains(*Address::parse("192.168.7.7")));
  CHECK_FALSE(tls.maybe_reached_from.contains(*Address::parse("203.0.113.7")));
}

TEST_CASE("a service tag is open without a list of tags and exact with one") {
  const std::string estate =
      estate_of({injected_json(), tunnel_json(),
                 group_json("g",
                            "cloud|100|Inbound|Allow|Tcp|AzureCloud.westeurope|*|6380\n"
                            "rest|4000|Inbound|Deny|*|*|*|*\n"),
                 network_json(subnet_json("cache", "10.20.4.0/27", "g", tunnelled()))});
  const Asked open = ask(inventory_of(estate));
  CHECK(open.port(WayKind::injected, 6380).allowed.empty());
  CHECK(open.port(WayKind::injected, 6380).maybe_allowed.contains(*Address::parse("20.1.2.3")));
  REQUIRE(open.port(WayKind::injected, 6380).proof);
  CHECK_FALSE(open.port(WayKind::injected, 6380).proof->hinges.empty());
  CHECK(open.answer.service_tags.empty());
  const std::string tags = R"({"changeNumber": 321, "cloud": "Public", "values": [{"name":
    "AzureCloud.WestEurope", "id": "AzureCloud.WestEurope", "properties": {"addressPrefixes":
    ["20.1.0.0/16", "2603:1020::/32"]}}]})";
  Reader reader;
  reader.add({.name = "estate.json", .text = std::make_shared<const std::string>(estate)});
  reader.add({.name = "tags.json", .text = std::make_shared<const std::string>(tags)});
  const Asked exact = ask(std::make_shared<const Inventory>(reader.finish()));
  CHECK(exact.answer.service_tags == "321");
  CHECK(exact.port(WayKind::injected, 6380).allowed == set_of({"20.1.0.0/16"}));
  CHECK(exact.port(WayKind::injected, 6380).maybe_allowed.empty());
}

TEST_CASE("a client's own group filters what leaves its subnet") {
  const std::string estate =
      estate_of({injected_json(), group_json("g", ""),
                 group_json("out", "no|100|Outbound|Deny|Tcp|*|10.20.4.0/27|6380\n"),
                 network_json(subnet_json("cache", "10.20.4.0/27", "g") + "," +
                              subnet_json("app", "10.20.3.0/24", "out"))});
  const auto inventory = inventory_of(estate);
  reach::ReachOptions options;
  const Result<AddressSet> from = reach::sources_of(*inventory, "app", &options.from_subnet);
  REQUIRE(from);
  options.from = *from;
  const Asked asked = ask(inventory, "orders", options);
  const PortReach& tls = asked.port(WayKind::injected, 6380);
  CHECK(tls.reached == Truth::no);
  REQUIRE(tls.proof);
  CHECK(tls.proof->chain.at(0).rule == "no");
  CHECK(asked.port(WayKind::injected, 15000).reached_from == set_of({"10.20.3.0/24"}));
}

TEST_CASE("ports that are asked for are answered, whether anything listens or not") {
  reach::ReachOptions options;
  options.ports = {{6379, 6380}, {22, 22}};
  const Asked asked = ask({injected_json(), group_json("g", ""),
                           network_json(subnet_json("cache", "10.20.4.0/27", "g"))},
                          options);
  CHECK(asked.port(WayKind::injected, 6380).reached == Truth::yes);
  CHECK(asked.port(WayKind::injected, 6379).reached == Truth::no);
  CHECK(asked.port(WayKind::injected, 22).listens == Truth::no);
  CHECK_FALSE(asked.port(WayKind::injected, 22).allowed.empty());
}

TEST_CASE("a rule that cannot be read leaves open what it may decide") {
  const Asked asked = ask(
      inventory_of(estate_of({injected_json(),
                              group_json("g", "broken|100|Inbound|Deny|Tcp|10.20.3.0/99|*|6380\n"),
                              network_json(subnet_json("cache", "10.20.4.0/27", "g"))})),
      "orders");
  CHECK(asked.port(WayKind::injected, 6380).reached == Truth::unknown);
  // The rule is on another port.
  CHECK(asked.port(WayKind::injected, 15000).reached == Truth::yes);
  CHECK_FALSE(asked.answer.warnings.empty());
}

TEST_CASE("without the group, the subnet or the network the answer is open, never no") {
  const std::string network = network_json(subnet_json("cache", "10.20.4.0/27", "g"));
  CHECK(ask({injected_json(), network}).answer.reached == Truth::unknown);
  CHECK(ask({injected_json()}).answer.reached == Truth::unknown);
}

TEST_CASE("a hundred thousand rules end within the limits, exact or open") {
  std::string lines;
  for (int i = 0; i < 100000; ++i)
    lines += "r" + std::to_string(i) + "|" + std::to_string(100 + i % 3900) + "|Inbound|" +
             (i % 3 == 0 ? "Deny" : "Allow") + "|Tcp|10." + std::to_string(i / 250 % 250) + "." +
             std::to_string(i % 250) + ".0/24|*|" + std::to_string(1 + i % 9000) + "\n";
  reach::ReachOptions options;
  options.limits.work = 20'000'000;
  const Asked asked =
      ask(inventory_of(estate_of({injected_json(), group_json("g", lines),
                                  network_json(subnet_json("cache", "10.20.4.0/27", "g"))})),
          "orders", options);
  const Way* way = asked.way(WayKind::injected);
  REQUIRE(way != nullptr);
  CHECK((way->complete || asked.answer.reached == Truth::unknown));
}

}  // namespace
