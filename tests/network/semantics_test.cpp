#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "cachewarden/network/certificate.hpp"
#include "cachewarden/network/contract.hpp"
#include "cachewarden/network/lint.hpp"

using namespace cachewarden;
using namespace cachewarden::network;

namespace {

AddressSet addresses(const std::vector<std::string>& texts) {
  std::vector<Prefix> prefixes;
  for (const std::string& text : texts)
    prefixes.push_back(Prefix::parse(text).value());
  return AddressSet(prefixes);
}
Side side(const std::vector<std::string>& texts) {
  return {.any = false, .addresses = addresses(texts), .sets = {}};
}
Side set(SetId id) {
  return {.any = false, .addresses = {}, .sets = {id}};
}

// The vocabulary of these tests: what is known of the tags of one virtual network 10.0.0.0/16 with
// a peer.
constexpr SetId virtual_network = 0;
constexpr SetId load_balancer = 1;
constexpr SetId internet = 2;
constexpr SetId monitor = 3;
constexpr SetId cloud = 4;
constexpr SetId group_a = 5;
constexpr SetId group_b = 6;

const std::vector<std::string> private_space{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"};

std::shared_ptr<const Vocabulary> vocabulary() {
  std::vector<TagContent> sets(7);
  sets[virtual_network] = {.includes = addresses({"10.0.0.0/16", "10.1.0.0/16", "168.63.129.16"}),
                           .complete = true};
  sets[load_balancer] = {.includes = addresses({"168.63.129.16"}), .complete = true};
  sets[internet] = {.includes = addresses({"1.0.0.0/8", "20.0.0.0/8"}),
                    .excludes = addresses(private_space)};
  sets[monitor].excludes = addresses(private_space);
  sets[cloud].excludes = addresses(private_space);
  return Vocabulary::make(std::move(sets), {{RelationKind::subset, monitor, cloud},
                                            {RelationKind::subset, cloud, internet}})
      .value();
}

std::vector<Rule> with_defaults(std::vector<Rule> rules) {
  rules.push_back({.name = 65000,
                   .priority = 65000,
                   .access = Access::allow,
                   .is_default = true,
                   .source = set(virtual_network),
                   .destination = set(virtual_network)});
  rules.push_back({.name = 65001,
                   .priority = 65001,
                   .access = Access::allow,
                   .is_default = true,
                   .source = set(load_balancer),
                   .destination = Side::anywhere()});
  rules.push_back({.name = 65500,
                   .priority = 65500,
                   .access = Access::deny,
                   .is_default = true,
                   .source = Side::anywhere(),
                   .destination = Side::anywhere()});
  return rules;
}

RuleList group(std::vector<Rule> rules, const std::shared_ptr<const Vocabulary>& names,
               Direction direction = Direction::inbound) {
  return RuleList::make(std::move(rules), direction, ListKind::group, names).value();
}
RuleList admin(std::vector<Rule> rules, const std::shared_ptr<const Vocabulary>& names) {
  return RuleList::make(std::move(rules), Direction::inbound, ListKind::admin, names).value();
}
Path path_of(const RuleList& list) {
  return {.stages = {{.admin = std::nullopt, .groups = {list}}}};
}

Packet packet(const char* source, std::uint16_t port = 6380, Protocol protocol = Protocol::tcp) {
  return {protocol, Address::parse(source).value(), Address::ipv4(10, 0, 0, 4), 40000,
          has_ports(protocol) ? port : std::uint16_t{0}};
}

Rule rule(std::uint32_t priority, Access access, Side source, const char* ports = "*",
          TransportProtocol protocol = TransportProtocol::tcp) {
  return {.name = priority,
          .priority = priority,
          .access = access,
          .protocols = protocol,
          .source = std::move(source),
          .destination = Side::anywhere(),
          .destination_ports = {PortRange::parse(ports).value()}};
}

Truth ask(const Path& path, const Packet& p) {
  return decide(path, {}).value().contains(p);
}

}  // namespace

TEST_CASE("a virtual network is what is said of it, not the private address space") {
  const Path path = path_of(group(with_defaults({}), vocabulary()));
  CHECK(ask(path, packet("10.0.0.9")) == Truth::yes);
  CHECK(ask(path, packet("10.1.200.9")) == Truth::yes);  // a peer
  CHECK(ask(path, packet("10.2.0.9")) == Truth::no);     // private, but not connected
  CHECK(ask(path, packet("192.168.0.9")) == Truth::no);
  CHECK(ask(path, packet("168.63.129.16")) == Truth::yes);  // the platform's address
  CHECK(ask(path, packet("8.8.8.8")) == Truth::no);
  // For the platform's address the network's rule comes before the load balancer's.
  CHECK(explain(path, packet("168.63.129.16")).chain == std::vector<std::uint32_t>{0});
}

TEST_CASE("denying the virtual network stops the probes of the load balancer too") {
  const Path path =
      path_of(group(with_defaults({rule(100, Access::deny, set(virtual_network))}), vocabulary()));
  CHECK(ask(path, packet("168.63.129.16")) == Truth::no);
}

TEST_CASE("the internet is not everything, and what is not known of it stays unknown") {
  const Path path = path_of(
      group(with_defaults({rule(100, Access::allow, set(internet), "6380")}), vocabulary()));
  CHECK(ask(path, packet("20.38.1.1")) == Truth::yes);
  CHECK(ask(path, packet("10.9.0.1")) == Truth::no);
  CHECK(ask(path, packet("100.64.0.1")) == Truth::unknown);
  CHECK(ask(path, packet("20.38.1.1", 6379)) == Truth::no);
}

TEST_CASE("a deny on an unknown tag does not vanish, and the answer names it") {
  const auto names = vocabulary();
  const Path path = path_of(group(with_defaults({rule(100, Access::deny, set(monitor)),
                                                 rule(200, Access::allow, set(internet), "6380")}),
                                  names));
  const PacketSet passes = decide(path, {}).value();
  const Packet asked = packet("20.38.1.1");
  CHECK(passes.contains(asked) == Truth::unknown);
  const Witness witness = passes.witness(asked);
  REQUIRE(witness.hinges == std::vector<Atom>{{AtomKind::source_in_set, monitor, 0}});
  REQUIRE(witness.cases.size() == 2);
  CHECK(witness.cases[0].contained);
  CHECK(witness.cases[0].assuming == std::vector<Literal>{{witness.hinges[0], false}});
  CHECK(witness.cases[0].explanations[0].chain == std::vector<std::uint32_t>{1});
  CHECK(!witness.cases[1].contained);
  CHECK(witness.cases[1].assuming == std::vector<Literal>{{witness.hinges[0], true}});
  CHECK(witness.cases[1].explanations[0].chain == std::vector<std::uint32_t>{0});
  // Known to be outside of the tag.
  CHECK(passes.contains(packet("10.0.0.9")) == Truth::yes);
}

TEST_CASE("what two rules say of one tag is taken together") {
  const auto names = vocabulary();
  // An earlier allow of the same tag decides, whatever is in it.
  const Path twice = path_of(group(
      with_defaults({rule(100, Access::allow, set(monitor)), rule(200, Access::deny, set(monitor)),
                     rule(300, Access::allow, set(internet))}),
      names));
  CHECK(ask(twice, packet("20.38.1.1")) == Truth::yes);
  // The same holds from one layer to another: what the first stops in a tag the second need not.
  const RuleList deny = group(with_defaults({rule(100, Access::deny, set(monitor)),
                                             rule(200, Access::allow, set(internet))}),
                              names);
  const RuleList allow_else = group(with_defaults({rule(100, Access::allow, set(monitor)),
                                                   rule(200, Access::deny, set(internet))}),
                                    names);
  const Path both{.stages = {{.admin = std::nullopt, .groups = {deny, allow_else}}}};
  CHECK(ask(both, packet("20.38.1.1")) == Truth::no);
  // A part of a tag is in the tag.
  const Path part = path_of(group(
      with_defaults({rule(100, Access::allow, set(cloud)), rule(200, Access::deny, set(monitor)),
                     rule(300, Access::allow, set(internet))}),
      names));
  CHECK(ask(part, packet("20.38.1.1")) == Truth::yes);
}

TEST_CASE("the source port of an inbound rule is the sender's") {
  Rule from_port = rule(100, Access::allow, Side::anywhere());
  from_port.source_ports = {{6380, 6380}};
  const Path path = path_of(group(with_defaults({from_port}), vocabulary()));
  Packet asked = packet("8.8.8.8");
  CHECK(ask(path, asked) == Truth::no);
  asked.source_port = 6380;
  asked.destination_port = 1;
  CHECK(ask(path, asked) == Truth::yes);
}

TEST_CASE("the directions are apart: one priority in both is no tie") {
  const auto names = vocabulary();
  Rule in = rule(100, Access::allow, Side::anywhere());
  Rule out = rule(100, Access::deny, Side::anywhere());
  out.direction = Direction::outbound;
  CHECK(group({in, out}, names).ties().empty());
  CHECK(group({in, out}, names).rules().size() == 1);
  CHECK(group({in, out}, names, Direction::outbound).rules() == std::vector<Rule>{out});
  CHECK(ask(path_of(group({in, out}, names)), packet("8.8.8.8")) == Truth::yes);
  CHECK(ask(path_of(group({in, out}, names, Direction::outbound)), packet("8.8.8.8")) == Truth::no);
}

TEST_CASE(
    "rules of one priority and direction that differ leave the answer open where both match") {
  const auto names = vocabulary();
  const RuleList list = group(with_defaults({rule(100, Access::allow, side({"8.8.0.0/16"})),
                                             rule(100, Access::deny, side({"8.8.8.0/24"}), "6380"),
                                             rule(110, Access::deny, side({"9.9.9.9"})),
                                             rule(110, Access::deny, side({"9.9.9.0/24"}))}),
                              names);
  REQUIRE(list.ties() == std::vector<RuleList::Tie>{{0, 2, true}, {2, 2, false}});
  const PacketSet passes = decide(path_of(list), {}).value();
  CHECK(passes.contains(packet("8.8.8.8")) == Truth::unknown);
  CHECK(passes.hinges(packet("8.8.8.8")) == std::vector<Atom>{{AtomKind::order, 100, 0}});
  CHECK(passes.contains(packet("8.8.9.8")) == Truth::yes);
  CHECK(passes.contains(packet("8.8.8.8", 6379)) == Truth::yes);
  CHECK(passes.contains(packet("9.9.9.9")) == Truth::no);
}

TEST_CASE("admin rules come first: deny ends it, always allow skips the groups, allow does not") {
  const auto names = vocabulary();
  const RuleList closed = group(with_defaults({}), names);
  const auto ask_with = [&](Access access) {
    const Path path{.stages = {{.admin = admin({rule(10, access, side({"8.8.8.8"}))}, names),
                                .groups = {closed}}}};
    return explain(path, packet("8.8.8.8"));
  };
  CHECK(ask_with(Access::always_allow) == Explanation{true, {0, not_reached}});
  CHECK(ask_with(Access::allow) == Explanation{false, {0, 2}});
  CHECK(ask_with(Access::deny) == Explanation{false, {0, not_reached}});
  // What no admin rule matches is left to the groups.
  const Path other{.stages = {{.admin = admin({rule(10, Access::deny, side({"8.8.8.8"}))}, names),
                               .groups = {closed}}}};
  CHECK(explain(other, packet("10.0.0.9")) == Explanation{true, {no_rule, 0}});
  CHECK(explain(other, packet("9.9.9.9")) == Explanation{false, {no_rule, 2}});
  // Always allow at one end says nothing about the other.
  const RuleList always = admin({rule(10, Access::always_allow, Side::anywhere())}, names);
  const Path two_ends{.stages = {{.admin = always, .groups = {closed}},
                                 {.admin = std::nullopt, .groups = {closed}}}};
  CHECK(explain(two_ends, packet("8.8.8.8")) == Explanation{false, {0, not_reached, 2}});
  for (const Path& path : {other, two_ends})
    for (const char* source : {"8.8.8.8", "9.9.9.9", "10.0.0.9"})
      CHECK(ask(path, packet(source)) == truth(explain(path, packet(source)).allowed));
}

TEST_CASE("all groups must allow, and the layer that stops a packet is told") {
  const auto names = vocabulary();
  const RuleList open = group(with_defaults({rule(100, Access::allow, Side::anywhere())}), names);
  const RuleList half =
      group(with_defaults({rule(100, Access::allow, side({"8.0.0.0/8"}))}), names);
  const Path path{.stages = {{.admin = std::nullopt, .groups = {open, half}}}};
  CHECK(explain(path, packet("8.8.8.8")) == Explanation{true, {0, 0}});
  CHECK(explain(path, packet("9.9.9.9")) == Explanation{false, {0, 3}});
  const Path reversed{.stages = {{.admin = std::nullopt, .groups = {half, open}}}};
  CHECK(explain(reversed, packet("9.9.9.9")) == Explanation{false, {3, not_reached}});
  CHECK(network::compare(path, reversed).value().equivalent);
}

TEST_CASE("no group means that everything passes") {
  const PacketSet passes = decide({.stages = {{}}}, {}).value();
  CHECK(passes.contains(packet("8.8.8.8")) == Truth::yes);
  CHECK(!passes.first(Which::possibly_not));
  CHECK(decide({}, {}).value().contains(packet("8.8.8.8")) == Truth::yes);
  CHECK(explain({}, packet("8.8.8.8")) == Explanation{true, {}});
  // A group without any rule stops everything.
  CHECK(ask(path_of(group({}, vocabulary())), packet("8.8.8.8")) == Truth::no);
  CHECK(explain(path_of(group({}, vocabulary())), packet("8.8.8.8")) ==
        Explanation{false, {no_rule}});
}

TEST_CASE(
    "a list of clients without a deny at the end leaves the network's other ports and clients "
    "open") {
  const auto names = vocabulary();
  const Rule clients = rule(100, Access::allow, side({"10.0.1.0/24"}), "6380");
  Region cache;
  cache.protocols = Protocol::tcp;
  cache.destinations = addresses({"10.0.0.4"});
  Region meant = cache;
  meant.sources = addresses({"10.0.1.0/24"});
  meant.destination_ports = {{6380, 6380}};
  const Path loose = path_of(group(with_defaults({clients}), names));
  const Judgement judgement = judge_allow_only(loose, cache, {meant}).value();
  REQUIRE(judgement.met == Truth::no);
  REQUIRE(judgement.witness);
  // It is the built-in rule that lets it through.
  const RuleList& list = loose.layer(0);
  CHECK(list.rules()[judgement.witness->cases[0].explanations[0].chain[0]].name == 65000);
  const Path tight =
      path_of(group(with_defaults({clients, rule(4096, Access::deny, Side::anywhere())}), names));
  CHECK(judge_allow_only(tight, cache, {meant}).value().met == Truth::yes);
  // And the same port is open to the client only through the built-in rule if the list is left out.
  const Path fragile = path_of(group(with_defaults({}), names));
  CHECK(judge(fragile, Demand::allow, meant).value().met == Truth::yes);
  CHECK(deciding_rules(fragile.layer(0), meant).value() == std::vector<std::uint32_t>{0});
}

TEST_CASE("a rule with ports leaves open what it does to protocols without") {
  const auto names = vocabulary();
  const Path path = path_of(group(
      with_defaults({rule(100, Access::allow, Side::anywhere(), "9000", TransportProtocol::any),
                     rule(110, Access::allow, Side::anywhere(), "*", TransportProtocol::esp)}),
      names));
  CHECK(ask(path, packet("8.8.8.8", 9000)) == Truth::yes);
  CHECK(ask(path, packet("8.8.8.8", 9001)) == Truth::no);
  const PacketSet passes = decide(path, {}).value();
  const Packet ping = packet("8.8.8.8", 0, Protocol::icmp);
  CHECK(passes.contains(ping) == Truth::unknown);
  CHECK(passes.hinges(ping) == std::vector<Atom>{{AtomKind::ports, 0, 0}});
  CHECK(passes.contains(packet("8.8.8.8", 0, Protocol::esp)) == Truth::yes);
  // Packets without ports are counted once for each pair of addresses.
  Region pings;
  pings.protocols = Protocol::icmp;
  pings.sources = addresses({"8.8.0.0/16"});
  pings.destinations = addresses({"10.0.0.0/30"});
  CHECK(decide(path, pings).value().count(Truth::unknown) == Count(65536 * 4));
  CHECK(decide(path, pings).value().count(Truth::yes).is_zero());
  // A region that names ports is about TCP and UDP alone.
  Region region;
  region.destination_ports = {{9000, 9000}};
  CHECK(!region.contains(ping));
  CHECK(judge(path, Demand::allow, region).value().met == Truth::yes);
}

TEST_CASE("application security groups on one side are a union, on both sides a product") {
  const auto names = vocabulary();
  Rule both = rule(100, Access::allow, set(group_a));
  both.source.sets = {group_a, group_b};
  both.destination = set(group_b);
  const PacketSet passes = decide(path_of(group({both}, names)), {}).value();
  const Witness witness = passes.witness(packet("172.16.0.1"));
  CHECK(witness.contained == Truth::unknown);
  CHECK(witness.hinges == std::vector<Atom>{{AtomKind::source_in_set, group_a, 0},
                                            {AtomKind::source_in_set, group_b, 0},
                                            {AtomKind::destination_in_set, group_b, 0}});
  REQUIRE(witness.cases[0].contained);
  unsigned assumed = 0;
  for (const Literal& literal : witness.cases[0].assuming)
    assumed += literal.value ? 1 : 0;
  CHECK(assumed == 2);
}

TEST_CASE("any matches both families, an IPv4 prefix none of IPv6") {
  const auto names = vocabulary();
  const Packet six{Protocol::tcp, Address::parse("2001:db8::1").value(),
                   Address::parse("fd00::4").value(), 1, 6380};
  CHECK(ask(path_of(group({rule(100, Access::allow, Side::anywhere())}, names)), six) ==
        Truth::yes);
  CHECK(ask(path_of(group({rule(100, Access::allow, side({"0.0.0.0/0"}))}, names)), six) ==
        Truth::no);
  CHECK(ask(path_of(group({rule(100, Access::allow, side({"::/0"}))}, names)), six) == Truth::yes);
  CHECK(ask(path_of(group({rule(100, Access::allow, side({"::/0"}))}, names)), packet("8.8.8.8")) ==
        Truth::no);
}

TEST_CASE("the exact sources come as rows of minimal prefixes") {
  const auto names = vocabulary();
  const Path path = path_of(group(
      with_defaults({rule(100, Access::deny, side({"10.0.2.0/24"})),
                     rule(110, Access::allow, side({"20.38.0.0/17", "20.38.128.0/17"}), "6380")}),
      names));
  Region cache;
  cache.protocols = Protocol::tcp;
  cache.destinations = addresses({"10.0.0.4"});
  cache.destination_ports = {{6379, 6380}};
  const PacketSet passes = decide(path, cache).value();
  const std::vector<Row> rows = passes.rows(Which::surely, cache).value();
  REQUIRE(rows.size() == 2);
  const AddressSet inside =
      addresses({"10.0.0.0/16", "10.1.0.0/16", "168.63.129.16"}) - addresses({"10.0.2.0/24"});
  CHECK(rows[0].destination_ports == std::vector<PortRange>{{6379, 6379}});
  CHECK(rows[0].sources == inside);
  CHECK(rows[1].destination_ports == std::vector<PortRange>{{6380, 6380}});
  CHECK(rows[1].sources == (inside | addresses({"20.38.0.0/16"})));
  std::string text;
  for (const Prefix& prefix : rows[1].sources.prefixes())
    text += prefix.text() + " ";
  CHECK(text ==
        "10.0.0.0/23 10.0.3.0/24 10.0.4.0/22 10.0.8.0/21 10.0.16.0/20 10.0.32.0/19 10.0.64.0/18 "
        "10.0.128.0/17 10.1.0.0/16 20.38.0.0/16 168.63.129.16/32 ");
  CHECK(passes.sources(Which::surely, cache) == rows[1].sources);
  CHECK(passes.destinations(Which::surely, cache) == cache.destinations);
  CHECK(rows[1].sources.count().text() == "196353");
  CHECK(passes.count(Truth::unknown).is_zero());
  // 65536 source ports for each source and port.
  CHECK(passes.count(Truth::yes) ==
        (rows[0].sources.count() + rows[1].sources.count()) * Count(65536));
}

TEST_CASE("a hundred thousand rules are read and asked in one place") {
  const auto names = vocabulary();
  std::vector<Rule> rules;
  for (std::uint32_t i = 0; i < 100000; ++i)
    rules.push_back(rule(100 + i, i % 3 == 0 ? Access::deny : Access::allow,
                         {.any = false,
                          .addresses = AddressSet(Prefix(Address::ipv4(0x0b000000U + 7 * i))),
                          .sets = {}},
                         "6380"));
  const Path path = path_of(group(with_defaults(rules), names));
  Region cache;
  cache.protocols = Protocol::tcp;
  cache.destinations = addresses({"10.0.0.4"});
  cache.destination_ports = {{6380, 6380}};
  cache.sources = addresses({"11.0.0.0/24"});
  const PacketSet passes = decide(path, cache).value();
  for (std::uint32_t i = 0; i < 36; ++i) {
    const Address source = Address::ipv4(0x0b000000U + 7 * i);
    CHECK(passes.contains(packet(source.text().c_str())) == truth(i % 3 != 0));
  }
  // The whole of it is bounded by the limits: an answer or an error, in a bounded time.
  const auto all = decide(path, {}, {.work = 10'000'000});
  CHECK((all.has_value() || all.error().code == ErrorCode::limit));
}

TEST_CASE("more unknown conditions than can be told apart end in an error, not in a guess") {
  const auto names = Vocabulary::make({}, {}, 1000).value();
  std::vector<Rule> rules;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    rules.push_back(rule(100 + i, Access::allow, Side::anywhere()));
    rules.back().conditions = {i};
  }
  const Path path = path_of(group(rules, names));
  CHECK(decide(path, {}).error().code == ErrorCode::limit);
  CHECK(find(path, {}, Which::surely).error().code == ErrorCode::limit);
  CHECK(certify({path}, {}).error().code == ErrorCode::limit);
  rules.resize(200);
  CHECK(ask(path_of(group(rules, names)), packet("8.8.8.8")) == Truth::unknown);
}
