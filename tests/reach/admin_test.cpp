#include <doctest/doctest.h>

#include "cachewarden/reach/required_ports.hpp"
#include "reach/ask_reach.hpp"

// Security admin rules of Virtual Network Manager.

namespace {

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)
using network::AddressSet;
using reach::PortReach;
using reach::WayKind;

const std::string configuration = net_root + "networkManagers/m/securityAdminConfigurations/base";

/// `name|priority|direction|access|protocol|source|destination|port`
std::string admin_rule(std::string_view line) {
  std::string parts[8];
  std::size_t part = 0;
  for (const char c : line) {
    if (c == '|')
      ++part;
    else
      parts[part] += c;
  }
  return R"({"id": ")" + configuration + "/ruleCollections/all/rules/" + parts[0] +
         R"(", "name": ")" + parts[0] + R"(", "type":
    "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules",
    "kind": "Custom", "properties": {"priority": )" +
         parts[1] + R"(, "direction": ")" + parts[2] + R"(", "access": ")" + parts[3] +
         R"(", "protocol": ")" + parts[4] + R"(", "sources": [{"addressPrefixType": "IPPrefix",
    "addressPrefix": ")" +
         parts[5] +
         R"("}], "destinations": [{"addressPrefixType": "IPPrefix", "addressPrefix": ")" +
         parts[6] + R"("}], "sourcePortRanges": ["0-65535"], "destinationPortRanges": [")" +
         parts[7] + R"("]}})";
}

/// The rules in force at the network, as `az network manager list-effective-security-admin-rules`
/// shows them.
std::string in_force(const std::string& rules) {
  return R"({"of": ")" + net_root +
         R"(virtualNetworks/hub", "collection": "effectiveSecurityAdminRules", "complete": true,
    "body": {"skipToken": "", "value": [)" +
         rules + "]}}";
}

const std::string network = network_json(subnet_json("cache", "10.20.4.0/27", "g"));
const std::string denying_group = group_json("g", "rest|4000|Inbound|Deny|*|*|*|*\n");

TEST_CASE("rules in force come before the group: deny ends it, always allow skips it") {
  const Asked denied = ask({injected_json(), group_json("g", ""), network,
                            in_force(admin_rule("no|10|Inbound|Deny|Tcp|10.20.3.0/24|*|6380"))});
  const PortReach& some = denied.port(WayKind::injected, 6380);
  CHECK(some.reached_from == set_of({"10.20.0.0/16", platform}) - set_of({"10.20.3.0/24"}));
  CHECK(some.maybe_reached_from.empty());
  CHECK(some.verified);
  CHECK(denied.port(WayKind::injected, 15000).reached_from == set_of({"10.20.0.0/16", platform}));

  const Asked forced =
      ask({injected_json(), denying_group, network,
           in_force(admin_rule("yes|10|Inbound|AlwaysAllow|Tcp|10.20.3.0/24|*|6380"))});
  const PortReach& open = forced.port(WayKind::injected, 6380);
  CHECK(open.reached_from == set_of({"10.20.3.0/24"}));
  REQUIRE(open.proof);
  REQUIRE(open.proof->chain.size() == 1);
  CHECK(open.proof->chain[0].layer == "security admin rules");
  CHECK(open.proof->chain[0].rule == "yes");
  REQUIRE(open.proof->chain[0].resource != nullptr);
  CHECK(open.proof->chain[0].resource->name() == "yes");

  const Asked left = ask({injected_json(), denying_group, network,
                          in_force(admin_rule("may|10|Inbound|Allow|Tcp|10.20.3.0/24|*|6380"))});
  CHECK(left.answer.reached == Truth::no);
}

TEST_CASE("the lowest priority of the admin rules decides, and only rules of the direction") {
  const Asked asked = ask({injected_json(), group_json("g", ""), network,
                           in_force(admin_rule("b|20|Inbound|Deny|*|*|*|0-65535") + "," +
                                    admin_rule("a|10|Inbound|Allow|*|10.20.3.0/24|*|0-65535") +
                                    "," + admin_rule("out|5|Outbound|Deny|*|*|*|0-65535"))});
  CHECK(asked.port(WayKind::injected, 6380).reached_from == set_of({"10.20.3.0/24"}));
}

TEST_CASE("what is in force is all there is, also if it is nothing") {
  const Asked asked = ask({injected_json(), group_json("g", ""), network, in_force("")});
  CHECK(asked.port(WayKind::injected, 6380).reached_from == set_of({"10.20.0.0/16", platform}));
  for (const std::string& each : asked.answer.assumptions)
    CHECK(each.find("security admin") == std::string::npos);
}

TEST_CASE("of a configuration that is declared it is not known whether it is deployed") {
  const std::string rule = admin_rule("no|10|Inbound|Deny|*|*|*|0-65535");
  const Asked asked = ask({injected_json(), group_json("g", ""), network, rule});
  const PortReach& port = asked.port(WayKind::injected, 6380);
  CHECK(port.reached == Truth::unknown);
  REQUIRE(port.proof);
  REQUIRE(port.proof->hinges.size() == 1);
  CHECK(port.proof->hinges[0].find("is deployed") != std::string::npos);
  CHECK_FALSE(asked.answer.missing.empty());
  // A rule that the group agrees with changes nothing, deployed or not.
  const Asked agreed = ask({injected_json(), denying_group, network, rule});
  CHECK(agreed.answer.reached == Truth::no);
}

TEST_CASE("a configuration for the groups of other networks does not apply") {
  const std::string groups = net_root + "networkManagers/m/networkGroups/others";
  const std::string collection = R"({"id": ")" + configuration +
                                 R"(/ruleCollections/all", "name": "all", "type":
    "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections",
    "properties": {"appliesToGroups": [{"networkGroupId": ")" +
                                 groups + R"("}]}})";
  const auto member = [&](const std::string& name) {
    return R"({"id": ")" + groups + R"(/staticMembers/one", "name": "one", "type":
      "Microsoft.Network/networkManagers/networkGroups/staticMembers",
      "properties": {"resourceId": ")" +
           net_root + "virtualNetworks/" + name + R"("}})";
  };
  const std::string rule = admin_rule("no|10|Inbound|Deny|*|*|*|0-65535");
  const auto reached = [&](const std::string& who) {
    return ask({injected_json(), group_json("g", ""), network, rule, collection, member(who)})
        .answer.reached;
  };
  CHECK(reached("spoke") == Truth::yes);
  CHECK(reached("hub") == Truth::unknown);
}

TEST_CASE("what an injected cache needs meets the admin rules as well") {
  const auto inventory =
      inventory_of(estate_of({injected_json(), group_json("g", ""), network,
                              in_force(admin_rule("no|10|Inbound|Deny|Tcp|*|*|8443"))}));
  const Resource* cache = reach::find_cache(*inventory, "orders");
  const auto answers =
      reach::check_required_ports(*inventory, *inventory->body<RedisCache>(*cache));
  REQUIRE(answers);
  for (const reach::RequiredAnswer& each : *answers) {
    const bool is_hit = each.row->ports == PortRange{8443, 8443} &&
                        each.row->direction == network::Direction::inbound;
    CHECK((each.met == Truth::no) == is_hit);
  }
}

}  // namespace
