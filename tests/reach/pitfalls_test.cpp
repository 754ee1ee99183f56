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
