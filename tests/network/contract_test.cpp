#include <doctest/doctest.h>

#include <cstdint>

#include "oracle.hpp"
#include "policies.hpp"

using namespace oracle;

namespace {

Region random_region(Generator& generator, const Shape& shape) {
  Region region;
  region.protocols = generator.protocols();
  region.sources = generator.addresses(shape.sources);
  region.destinations = generator.addresses(shape.destinations);
  region.source_ports = generator.ports();
  region.destination_ports = generator.ports();
  return region;
}

// Met by all, broken by some for sure, or unknown, over the packets of a region.
Truth slow_demand(const PlainPath& path, const Content& content, Demand demand,
                  const std::vector<Packet>& packets) {
  Truth met = Truth::yes;
  for (const Packet& packet : packets) {
    const Truth passes = truth_of(path, content, packet);
    met = met & (demand == Demand::allow ? passes : !passes);
  }
  return met;
}

}  // namespace

TEST_CASE("demands are judged as by trying every packet, on a set, alone and slice by slice") {
  unsigned answers[4] = {};
  for (Shape shape : shapes())
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      CAPTURE(seed);
      CAPTURE(static_cast<int>(shape.family));
      shape.sources = 5;
      shape.destinations = 3;
      shape.ports = 2;
      shape.rules = 5;
      shape.sets = seed % 3 == 1 ? 2 : 0;
      shape.has_portless = seed % 4 == 2;
      shape.has_ties = seed % 5 == 2;
      shape.has_other_family = false;
      Generator generator(seed + 300, shape);
      Content content = generator.content();
      const auto vocabulary = vocabulary_of(content);
      const PlainPath path = generator.path();
      const Path made = engine_path(path, vocabulary);
      const Region scope = small_region(generator, shape, true);
      const PacketSet set = decide(made, scope).value();
      for (int i = 0; i < 4; ++i) {
        Region region = random_region(generator, shape);
        region.sources = region.sources & scope.sources;
        region.destinations = region.destinations & scope.destinations;
        std::vector<Packet> packets;
        for_packets(generator, shape, region, [&](const Packet& p) { packets.push_back(p); });
        for (const Demand demand : {Demand::allow, Demand::deny}) {
          const Truth expected = slow_demand(path, content, demand, packets);
          ++answers[static_cast<int>(expected)];
          const Judgement on_set = judge(set, demand, region);
          REQUIRE(on_set.met == expected);
          REQUIRE(judge(made, demand, region).value().met == expected);
          REQUIRE(judge(made, demand, region, {.work = 1}).value().met == expected);
          REQUIRE(on_set.witness.has_value() == (expected != Truth::yes));
          if (on_set.witness) {
            REQUIRE(region.contains(on_set.witness->packet));
            REQUIRE(truth_of(path, content, on_set.witness->packet) == on_set.witness->contained);
            REQUIRE(!check({made}, *on_set.witness));
          } else {
            const Certificate proof = certify({made}, region).value();
            const auto kind =
                demand == Demand::allow ? ClaimKind::all_allowed : ClaimKind::none_allowed;
            REQUIRE(!check({made}, proof, {.kind = kind}));
          }
        }
        // Everything in the scope but these regions must be stopped.
        const std::vector<Region> but{region, random_region(generator, shape)};
        std::vector<Packet> others;
        for_packets(generator, shape, scope, [&](const Packet& packet) {
          if (!but[0].contains(packet) && !but[1].contains(packet))
            others.push_back(packet);
        });
        const Judgement only = judge_allow_only(made, scope, but).value();
        REQUIRE(only.met == slow_demand(path, content, Demand::deny, others));
        if (only.witness) {
          REQUIRE(!check({made}, *only.witness));
          REQUIRE(!but[0].contains(only.witness->packet));
          REQUIRE(!but[1].contains(only.witness->packet));
        }
      }
    }
  CHECK(answers[static_cast<int>(Truth::no)] > 200);
  CHECK(answers[static_cast<int>(Truth::unknown)] > 50);
  CHECK(answers[static_cast<int>(Truth::yes)] > 200);
}

TEST_CASE("two paths are compared as by trying every packet in every world") {
  unsigned equal = 0;
  unsigned different = 0;
  for (Shape shape : shapes())
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      CAPTURE(seed);
      shape.sources = 4;
      shape.destinations = 3;
      shape.ports = 2;
      shape.rules = 3;
      shape.sets = static_cast<unsigned>(seed % 3);
      shape.has_portless = seed % 4 == 2;
      Generator generator(seed + 900, shape);
      Content content = generator.content();
      const auto vocabulary = vocabulary_of(content);
      const PlainPath a = generator.path();
      PlainPath b = seed % 2 == 0 ? generator.path() : a;
      if (seed % 2 == 1 && !b.front().groups.empty() && !b.front().groups.front().rules.empty())
        b.front().groups.front().rules.pop_back();
      const Path made_a = engine_path(a, vocabulary);
      const Path made_b = engine_path(b, vocabulary);
      const Region region = small_region(generator, shape, true);
      const Difference difference = decide_difference(made_a, made_b, region).value();
      const Comparison comparison = network::compare(made_a, made_b, region).value();
      bool same = true;
      for_packets(generator, shape, region, [&](const Packet& packet) {
        const Truth only_a = truth_of({&a, &b}, content, packet, [&](const World& world) {
          return allowed(a, packet, world) && !allowed(b, packet, world);
        });
        const Truth only_b = truth_of({&a, &b}, content, packet, [&](const World& world) {
          return allowed(b, packet, world) && !allowed(a, packet, world);
        });
        REQUIRE(difference.only_first.contains(packet) == only_a);
        REQUIRE(difference.only_second.contains(packet) == only_b);
        same = same && only_a == Truth::no && only_b == Truth::no;
      });
      REQUIRE(comparison.equivalent == same);
      ++(same ? equal : different);
      for (const auto& witness : {comparison.only_first, comparison.only_second})
        if (witness)
          REQUIRE(!check({made_a, made_b}, *witness));
      const Certificate proof = certify({made_a, made_b}, region).value();
      REQUIRE(!check({made_a, made_b}, proof, {.kind = ClaimKind::paths_agree}) == same);
    }
  CHECK(equal > 50);
  CHECK(different > 50);
}

TEST_CASE("a question that is too expensive is answered slice by slice or not at all") {
  policies::Maker maker(5);
  const RuleList list = policies::list(maker.rules(policies::Kind::adversarial, 60));
  const Path path = policies::path(list);
  const PacketSet exact = decide(path, {}).value();
  CHECK(decide(path, {}, {.work = 1000}).error().code == ErrorCode::limit);
  CHECK(decide(path, {}, {.memory = 1000}).error().code == ErrorCode::limit);
  CHECK(decide_difference(path, path, {}, {.work = 1000}).error().code == ErrorCode::limit);
  CHECK(certify({path}, {}, {.rows = 10}).error().code == ErrorCode::limit);
  CHECK(exact.rows(Which::surely, {}, {.rows = 10}).error().code == ErrorCode::limit);
  for (int i = 0; i < 20; ++i) {
    Region region;
    region.destinations = AddressSet(Prefix(maker.address(), 20));
    region.destination_ports = {{6379, 6380}};
    for (const Which which : {Which::surely, Which::surely_not}) {
      const auto fast = exact.first(which, region);
      const auto sliced = find(path, region, which, {.work = 10}).value();
      REQUIRE(fast.has_value() == sliced.has_value());
      if (sliced)
        REQUIRE(exact.contains(sliced->packet) == sliced->contained);
    }
    REQUIRE(find(path, {}, Which::unsure, {.work = 10, .slice_work = 1000}).error().code ==
            ErrorCode::limit);
  }
}

TEST_CASE("lists that do not belong together are refused") {
  const auto one = Vocabulary::make({}).value();
  const auto two = Vocabulary::make({}).value();
  const RuleList group = RuleList::make({}, Direction::inbound, ListKind::group, one).value();
  const RuleList other = RuleList::make({}, Direction::inbound, ListKind::group, two).value();
  const RuleList admin = RuleList::make({}, Direction::inbound, ListKind::admin, one).value();
  const auto error_of = [](const Stage& stage) {
    const auto result = decide({.stages = {stage}}, {});
    return result ? ErrorCode::internal : result.error().code;
  };
  CHECK(error_of({.admin = std::nullopt, .groups = {group, other}}) == ErrorCode::argument);
  CHECK(error_of({.admin = group, .groups = {}}) == ErrorCode::argument);
  CHECK(error_of({.admin = std::nullopt, .groups = {admin}}) == ErrorCode::argument);
  CHECK(decide({.stages = {{.admin = admin, .groups = {group}}}}, {}).has_value());

  CHECK(!RuleList::make({}, Direction::inbound, ListKind::group, nullptr));
  CHECK(!RuleList::make({{.access = Access::always_allow}}, Direction::inbound, ListKind::group,
                        one));
  Rule named;
  named.source.sets = {0};
  CHECK(RuleList::make({named}, Direction::inbound, ListKind::group, one).error().code ==
        ErrorCode::argument);
  Rule conditional;
  conditional.conditions = {0};
  CHECK(RuleList::make({conditional}, Direction::inbound, ListKind::group, one).error().code ==
        ErrorCode::argument);
}
