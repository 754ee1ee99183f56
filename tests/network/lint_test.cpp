#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <set>

#include "oracle.hpp"
#include "policies.hpp"

using namespace oracle;

namespace {

// What a rule does, by trying all packets and worlds with and without it.
Effect slow_effect(const PlainList& list, int rule, const Content& content,
                   const std::vector<Packet>& packets) {
  const Access own = list.rules[static_cast<std::size_t>(rule)].access;
  const PlainPath path{{.admin = {}, .groups = {list}}};
  bool matches_some = false;
  bool decides = false;
  bool differs = false;
  bool leans = false;
  for (const Packet& packet : packets)
    for_worlds({&path}, content, packet, [&](const World& world) {
      matches_some =
          matches_some || matches(list.rules[static_cast<std::size_t>(rule)], packet, world);
      if (decider(list, packet, world) != rule)
        return;
      decides = true;
      const int other = decider(list, packet, world, rule);
      // No admin rule is as good as one that allows: the groups decide.
      Access fallback = list.kind == ListKind::admin ? Access::allow : Access::deny;
      if (other >= 0)
        fallback = list.rules[static_cast<std::size_t>(other)].access;
      differs = differs || fallback != own;
      leans = leans || (other < 0 ? list.kind == ListKind::group
                                  : list.rules[static_cast<std::size_t>(other)].is_default);
    });
  if (!matches_some)
    return Effect::outside;
  if (!decides)
    return Effect::shadowed;
  if (differs)
    return Effect::decides;
  return leans ? Effect::redundant_default : Effect::redundant;
}

struct Lint {
  std::map<Effect, unsigned> seen;

  void compare(std::uint64_t seed, const Shape& shape, const Limits& limits) {
    Generator generator(seed, shape);
    Content content = generator.content();
    const auto vocabulary = vocabulary_of(content);
    const PlainList list = generator.list(seed % 4 == 0 ? ListKind::admin : ListKind::group);
    const RuleList made = engine_list(list, vocabulary);
    const Region region = small_region(generator, shape, seed % 2 == 0);
    std::vector<Packet> packets;
    for_packets(generator, shape, region, [&](const Packet& packet) { packets.push_back(packet); });
    const std::vector<Effect> found = effects(made, region, limits).value();
    REQUIRE(found.size() == list.rules.size());
    std::set<std::uint32_t> deciders;
    for (std::uint32_t i = 0; i < found.size(); ++i) {
      int plain = 0;  // the rule in the order in which it was given
      while (!(list.rules[static_cast<std::size_t>(plain)].name == made.rules()[i].name))
        ++plain;
      const Effect expected = slow_effect(list, plain, content, packets);
      CAPTURE(i);
      REQUIRE(static_cast<int>(found[i]) == static_cast<int>(expected));
      ++seen[expected];
      if (expected != Effect::outside && expected != Effect::shadowed)
        deciders.insert(i);
      prove(made, i, region, expected);
    }
    const std::vector<std::uint32_t> all = deciding_rules(made, region).value();
    std::set<std::uint32_t> all_set(all.begin(), all.end());
    all_set.erase(no_rule);
    REQUIRE(all_set == deciders);
  }

  // Each effect has a certificate, or a packet that shows it.
  static void prove(const RuleList& list, std::uint32_t rule, const Region& region, Effect effect) {
    const Region reach = reach_of(list, rule, region);
    const auto path_of = [](const RuleList& of) {
      Stage stage;
      (of.kind() == ListKind::admin ? void(stage.admin = of) : void(stage.groups = {of}));
      return Path{.stages = {stage}};
    };
    const Path with = path_of(list);
    const Path without = path_of(list.without(rule));
    const Claim never{.kind = ClaimKind::never_decides, .layer = 0, .rule = rule};
    const Certificate alone = certify({with}, reach).value();
    const bool is_idle = effect == Effect::outside || effect == Effect::shadowed;
    REQUIRE(!check({with}, alone, never) == is_idle);
    // What an admin rule does shows only together with groups.
    if (list.kind() == ListKind::admin)
      return;
    const Certificate both = certify({with, without}, reach).value();
    const auto fault = check({with, without}, both, {.kind = ClaimKind::paths_agree});
    REQUIRE(!fault == (effect != Effect::decides));
    const Comparison comparison = network::compare(with, without, region).value();
    REQUIRE(comparison.equivalent == (effect != Effect::decides));
    for (const auto& witness : {comparison.only_first, comparison.only_second})
      if (witness)
        REQUIRE(!check({with, without}, *witness));
  }
};

}  // namespace

TEST_CASE("effects of rules are those of taking each away and trying all packets") {
  Lint lint;
  for (Shape shape : shapes())
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      CAPTURE(seed);
      CAPTURE(static_cast<int>(shape.family));
      shape.sources = 4;
      shape.destinations = 2;
      shape.ports = 2;
      shape.rules = 6;
      shape.sets = seed % 5 == 1 ? 2 : 0;
      shape.conditions = seed % 7 == 1 ? 1 : 0;
      shape.has_ties = seed % 3 == 1;
      shape.has_portless = seed % 5 == 2;
      lint.compare(seed, shape, {});
    }
  for (const Effect effect : {Effect::decides, Effect::outside, Effect::shadowed, Effect::redundant,
                              Effect::redundant_default})
    CHECK(lint.seen[effect] > 20);
}

TEST_CASE("a rule that is redundant only with a built-in rule's help is told apart") {
  const auto side = [](const char* text) {
    return Side{.any = false, .addresses = AddressSet(Prefix::parse(text).value()), .sets = {}};
  };
  const std::vector<Rule> rules{{.name = 0,
                                 .priority = 100,
                                 .access = Access::allow,
                                 .source = side("10.1.0.0/16"),
                                 .destination = side("10.0.0.4")},
                                {.name = 1,
                                 .priority = 110,
                                 .access = Access::allow,
                                 .source = side("10.1.2.0/24"),
                                 .destination = side("10.0.0.4")},
                                {.name = 2,
                                 .priority = 120,
                                 .access = Access::deny,
                                 .source = side("192.168.0.0/16"),
                                 .destination = side("10.0.0.4")},
                                {.name = 3,
                                 .priority = 130,
                                 .access = Access::allow,
                                 .source = side("172.16.0.0/12"),
                                 .destination = side("10.0.0.4")},
                                {.name = 4,
                                 .priority = 140,
                                 .access = Access::allow,
                                 .source = side("172.16.0.0/11"),
                                 .destination = side("10.0.0.4")},
                                {.name = 5,
                                 .priority = 65000,
                                 .access = Access::allow,
                                 .is_default = true,
                                 .source = side("10.0.0.0/8"),
                                 .destination = side("10.0.0.0/8")},
                                {.name = 6,
                                 .priority = 65500,
                                 .access = Access::deny,
                                 .is_default = true,
                                 .source = Side::anywhere(),
                                 .destination = Side::anywhere()}};
  const std::vector<Effect> expected{
      Effect::redundant_default, Effect::shadowed, Effect::redundant_default, Effect::redundant,
      Effect::decides,           Effect::decides,  Effect::redundant_default};
  CHECK(effects(policies::list(rules)).value() == expected);
}

TEST_CASE("rules too entangled to judge at once are judged one by one or said to be undecided") {
  policies::Maker maker(1);
  std::vector<Rule> rules = maker.rules(policies::Kind::adversarial, 120);
  const RuleList list = policies::list(rules);
  const std::vector<Effect> exact = effects(list).value();
  unsigned undecided = 0;
  unsigned told = 0;
  for (const std::uint64_t work : {std::uint64_t{1000}, std::uint64_t{400000}}) {
    const std::vector<Effect> limited = effects(list, {}, {.work = work}).value();
    for (std::size_t i = 0; i < exact.size(); ++i) {
      if (limited[i] == Effect::undecided)
        ++undecided;
      else
        REQUIRE(limited[i] == exact[i]);
      told += limited[i] == Effect::undecided ? 0 : 1;
    }
  }
  CHECK(undecided > 0);
  CHECK(told > 0);
  CHECK(deciding_rules(list, {}, {.work = 1000}).error().code == ErrorCode::limit);
}
