#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

#include "oracle.hpp"
#include "policies.hpp"

using namespace oracle;

namespace {

bool never_meet(const Rule& a, const Rule& b) {
  const auto apart = [](const Side& x, const Side& y) {
    return !x.any && !y.any && x.sets.empty() && y.sets.empty() &&
           (x.addresses & y.addresses).empty();
  };
  return (a.protocols & b.protocols).empty() || apart(a.source, b.source) ||
         apart(a.destination, b.destination);
}

// A random group, its path, and the path of the same group after a change.
struct Law {
  Generator generator;
  std::shared_ptr<const Vocabulary> vocabulary;
  PlainList list;

  static Shape shape(std::uint64_t seed) {
    Shape out = shapes()[seed % shapes().size()];
    out.sets = 2;
    out.rules = 9;
    out.has_portless = seed % 3 == 0;
    return out;
  }
  explicit Law(std::uint64_t seed) : generator(seed, shape(seed)) {
    Content content = generator.content();
    vocabulary = vocabulary_of(content);
    list = generator.list(ListKind::group);
    std::sort(list.rules.begin(), list.rules.end(),
              [](const Rule& a, const Rule& b) { return a.priority < b.priority; });
  }
  [[nodiscard]] Path path(const std::vector<Rule>& rules) const {
    const RuleList made =
        RuleList::make(rules, Direction::inbound, ListKind::group, vocabulary).value();
    return {.stages = {{.admin = std::nullopt, .groups = {made}}}};
  }
  void same(const std::vector<Rule>& changed) {
    const Comparison comparison = network::compare(path(list.rules), path(changed)).value();
    REQUIRE(comparison.equivalent);
  }
};

}  // namespace

namespace {

constexpr std::uint64_t law_seeds = 120;

bool is_everything(const std::vector<PortRange>& ports) {
  return ports.size() == 1 && ports.front().is_everything();
}

}  // namespace

TEST_CASE("neighbours that never meet or do the same can change places") {
  unsigned swaps = 0;
  for (std::uint64_t seed = 0; seed < law_seeds; ++seed) {
    CAPTURE(seed);
    Law law(seed);
    const std::vector<Rule>& rules = law.list.rules;
    for (std::size_t i = 0; i + 1 < rules.size(); ++i) {
      if (rules[i].access != rules[i + 1].access && !never_meet(rules[i], rules[i + 1]))
        continue;
      std::vector<Rule> changed = rules;
      std::swap(changed[i].priority, changed[i + 1].priority);
      law.same(changed);
      ++swaps;
    }
  }
  CHECK(swaps > 100);
}

TEST_CASE("renumbering, and giving the rules in another order, changes nothing") {
  for (std::uint64_t seed = 0; seed < law_seeds; ++seed) {
    CAPTURE(seed);
    Law law(seed);
    std::vector<Rule> changed = law.list.rules;
    for (Rule& rule : changed)
      rule.priority = 3 * rule.priority + 11;
    std::reverse(changed.begin(), changed.end());
    law.same(changed);
  }
}

TEST_CASE("splitting prefixes and ports into rules of their own changes nothing") {
  unsigned parts = 0;
  for (std::uint64_t seed = 0; seed < law_seeds; ++seed) {
    CAPTURE(seed);
    Law law(seed);
    std::vector<Rule> changed;
    for (const Rule& rule : law.list.rules) {
      Rule part = rule;
      part.priority = 100 * rule.priority;
      const bool splits = !rule.source.any && rule.source.sets.empty() &&
                          is_everything(rule.source_ports) && rule.destination_ports.size() == 1 &&
                          (rule.protocols - ProtocolSet::with_ports()).empty();
      if (!splits) {
        changed.push_back(part);
        continue;
      }
      const PortRange ports = rule.destination_ports.front();
      const auto middle = static_cast<std::uint16_t>((ports.first + ports.last) / 2);
      for (const Prefix& prefix : rule.source.addresses.prefixes()) {
        part.source.addresses = AddressSet(prefix);
        part.destination_ports = {{ports.first, middle}};
        changed.push_back(part);
        ++part.priority;
        if (middle != ports.last) {
          part.destination_ports = {{static_cast<std::uint16_t>(middle + 1), ports.last}};
          changed.push_back(part);
        }
        ++parts;
      }
    }
    law.same(changed);
  }
  CHECK(parts > 100);
}

TEST_CASE("a rule behind one that decides all it matches changes nothing") {
  for (std::uint64_t seed = 0; seed < law_seeds; ++seed) {
    CAPTURE(seed);
    Law law(seed);
    std::vector<Rule> changed = law.list.rules;
    if (changed.empty())
      continue;
    Rule copy = changed[changed.size() / 2];
    copy.access = copy.access == Access::allow ? Access::deny : Access::allow;
    copy.priority = 65600;
    changed.push_back(copy);
    law.same(changed);
  }
}

TEST_CASE("an allow in front can only open, a deny in front can only close") {
  unsigned opened = 0;
  for (std::uint64_t seed = 0; seed < law_seeds; ++seed) {
    CAPTURE(seed);
    Law law(seed);
    std::vector<Rule> changed = law.list.rules;
    Rule first;
    first.source = law.generator.side(8);
    first.destination = law.generator.side(4);
    first.priority = 1;
    first.access = Access::allow;
    changed.push_back(first);
    const Path before = law.path(law.list.rules);
    const Comparison allow = network::compare(before, law.path(changed)).value();
    REQUIRE(!allow.only_first);
    opened += allow.only_second ? 1 : 0;
    changed.back().access = Access::deny;
    REQUIRE(!network::compare(before, law.path(changed)).value().only_second);
  }
  CHECK(opened > 50);
}

TEST_CASE("on the real address space random groups fare as a linear scan says") {
  std::uint64_t packets = 0;
  const struct {
    policies::Kind kind;
    std::uint32_t rules;
    unsigned samples;
  } cases[] = {{policies::Kind::real, 10, 40000},        {policies::Kind::real, 100, 10000},
               {policies::Kind::real, 1000, 1500},       {policies::Kind::dense, 10, 40000},
               {policies::Kind::dense, 100, 5000},       {policies::Kind::dense, 1000, 1500},
               {policies::Kind::adversarial, 10, 40000}, {policies::Kind::adversarial, 80, 10000}};
  for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6})
    for (const auto& c : cases) {
      policies::Maker maker(c.rules + static_cast<unsigned>(family), family);
      const std::vector<Rule> rules = maker.rules(c.kind, c.rules);
      const PlainPath plain{{.admin = {}, .groups = {{ListKind::group, rules, 0}}}};
      const Path path = policies::path(policies::list(rules));
      const PacketSet set = decide(path, {}).value();
      const auto end_of = [&](const Side& side) {
        if (side.any || side.addresses.empty() || maker.percent(20))
          return maker.address();
        const auto& ranges = side.addresses.ranges();
        const AddressRange& range = ranges[maker.below(static_cast<std::uint32_t>(ranges.size()))];
        Address out = maker.percent(50) ? range.first : range.last;
        if (maker.percent(25) && out != Address::lowest(family))
          out.value = out.value - Uint128{0, 1};
        else if (maker.percent(25) && out != Address::highest(family))
          out.value = out.value + Uint128{0, 1};
        return out;
      };
      const auto port_of = [&](const std::vector<PortRange>& ports) {
        const PortRange range = ports[maker.below(static_cast<std::uint32_t>(ports.size()))];
        const std::uint32_t port =
            (maker.percent(50) ? range.first : range.last) + maker.below(3) + 65535;
        return static_cast<std::uint16_t>(port % 65536);
      };
      std::uint64_t wrong = 0;
      std::uint64_t let_through = 0;
      for (unsigned i = 0; i < c.samples; ++i) {
        const Rule& a = rules[maker.below(static_cast<std::uint32_t>(rules.size()))];
        const Rule& b = maker.percent(70) ? a : rules[maker.below(c.rules)];
        Packet packet;
        packet.protocol = maker.percent(80) ? Protocol::tcp : all_protocols[maker.below(6)];
        packet.source = end_of(a.source);
        packet.destination = end_of(b.destination);
        if (has_ports(packet.protocol)) {
          packet.source_port = port_of(a.source_ports);
          packet.destination_port = port_of(a.destination_ports);
        }
        const bool expected = allowed(plain, packet, World{});
        wrong += set.contains(packet) == truth(expected) ? 0 : 1;
        wrong += explain(path, packet).allowed == expected ? 0 : 1;
        let_through += expected ? 1 : 0;
        ++packets;
        if (i % 50 != 0)
          continue;
        // Alone, without a diagram of the whole.
        Region alone;
        alone.protocols = packet.protocol;
        alone.sources = AddressSet(Prefix(packet.source));
        alone.destinations = AddressSet(Prefix(packet.destination));
        if (has_ports(packet.protocol))
          alone.destination_ports = {{packet.destination_port, packet.destination_port}};
        wrong += decide(path, alone).value().contains(packet) == truth(expected) ? 0 : 1;
      }
      CAPTURE(static_cast<int>(c.kind));
      CAPTURE(c.rules);
      REQUIRE(wrong == 0);
      CHECK(let_through > c.samples / 50);
    }
  CHECK(packets > 250000);
}

TEST_CASE(
    "the same rules give the same answer and the same certificate in whatever order they are "
    "given") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    policies::Maker maker(seed);
    std::vector<Rule> rules = maker.rules(policies::Kind::dense, 30);

    Region region;
    region.destination_ports = {{6379, 6380}};
    region.destinations = AddressSet(Prefix::parse("10.0.0.0/14").value());
    const Path path = policies::path(policies::list(rules));
    const Certificate once = certify({path}, region).value();
    const auto rows = decide(path, region).value().rows(Which::surely, region).value();
    std::reverse(rules.begin(), rules.end());
    const Path again = policies::path(policies::list(rules));
    CHECK(certify({again}, region).value() == once);
    CHECK(decide(again, region).value().rows(Which::surely, region).value() == rows);
    CHECK(!check({again}, once));
  }
}
