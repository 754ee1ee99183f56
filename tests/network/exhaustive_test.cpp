#include <doctest/doctest.h>

#include <array>
#include <cstdint>

#include "oracle.hpp"

using namespace oracle;

namespace {

// Compares everything that a set says with the oracle, packet by packet.
struct Comparer {
  std::uint64_t packets = 0;
  std::uint64_t unknown = 0;
  std::uint64_t worlds = 0;

  void compare(Generator& generator, const Shape& shape) {
    Content content = generator.content();
    const auto vocabulary = vocabulary_of(content);
    const PlainPath path = generator.path();
    const Path made = engine_path(path, vocabulary);
    const bool with_all_ports = generator.one_in(2);
    const Region region = small_region(generator, shape, with_all_ports);
    const PacketSet set = decide(made, region).value();

    std::array<std::uint64_t, 4> tally{};
    std::array<AddressSet, 4> sources;
    for_packets(generator, shape, region, [&](const Packet& packet) {
      ++packets;
      const Truth expected = truth_of({&path}, content, packet, [&](const World& world) {
        ++worlds;
        return allowed(path, packet, world);
      });
      const Truth found = set.contains(packet);
      REQUIRE(found == expected);
      const auto index = static_cast<std::size_t>(expected);
      if (tally[index]++ == 0 || packets % 64 == 0)
        check_witness(path, made, content, set, packet);
      sources[index] = sources[index] | AddressSet(Prefix(packet.source));
      unknown += expected == Truth::unknown ? 1 : 0;
    });
    for (const Truth truth : {Truth::no, Truth::unknown, Truth::yes}) {
      const auto which = static_cast<Which>(1U << (static_cast<unsigned>(truth) - 1));
      const auto index = static_cast<std::size_t>(truth);
      if (!with_all_ports)
        REQUIRE(set.count(truth) == Count(tally[index]));
      const std::optional<Packet> first = set.first(which);
      REQUIRE(first.has_value() == (tally[index] != 0));
      if (first) {
        REQUIRE(region.contains(*first));
        REQUIRE(truth_of(path, content, *first) == truth);
      }
      REQUIRE(set.sources(which, region) == sources[index]);
    }
    check_certificate(made, region, set);
    check_rows(generator, shape, region, set);
  }

  static void check_witness(const PlainPath& path, const Path& made, const Content& content,
                            const PacketSet& set, const Packet& packet) {
    const Witness witness = set.witness(packet);
    REQUIRE(witness.contained == set.contains(packet));
    const bool is_unknown = witness.contained == Truth::unknown;
    REQUIRE(witness.hinges.empty() == !is_unknown);
    REQUIRE(witness.cases.size() == (is_unknown ? 2 : 1));
    const auto fault = check({made}, witness);
    REQUIRE_MESSAGE(!fault, (fault ? fault->text() : ""));
    if (!is_unknown)
      return;
    // An assumption of all hinges settles it: every world that agrees with it has the stated
    // answer.
    for (const Case& shown : witness.cases) {
      bool some = false;
      for_worlds({&path}, content, packet, [&](const World& world) {
        for (const Literal& literal : shown.assuming) {
          const bool in_source = literal.atom.kind == AtomKind::source_in_set;
          if (in_source && (world.source_sets >> literal.atom.id & 1) != (literal.value ? 1U : 0U))
            return;
          const bool in_destination = literal.atom.kind == AtomKind::destination_in_set;
          if (in_destination &&
              (world.destination_sets >> literal.atom.id & 1) != (literal.value ? 1U : 0U))
            return;
          if (literal.atom.kind == AtomKind::condition &&
              (world.conditions >> literal.atom.id & 1) != (literal.value ? 1U : 0U))
            return;
          if (literal.atom.kind == AtomKind::ports) {
            const Rule& rule = made.layer(literal.atom.layer).rules()[literal.atom.id];
            if (world.ports.at({key_of(rule.source_ports), key_of(rule.destination_ports)}) !=
                literal.value)
              return;
          }
          if (literal.atom.kind == AtomKind::order) {
            std::uint32_t layer = 0;
            for (const PlainStage& stage : path)
              for (const std::vector<PlainList>* lists : {&stage.admin, &stage.groups})
                for (const PlainList& list : *lists)
                  if (layer++ == literal.atom.layer &&
                      world.order.at({list.identity, literal.atom.id}) != literal.value)
                    return;
          }
        }
        some = true;
        REQUIRE(allowed(path, packet, world) == shown.contained);
      });
      REQUIRE(some);
    }
  }

  static void check_certificate(const Path& made, const Region& region, const PacketSet& set) {
    const Certificate certificate = certify({made}, region).value();
    const auto fault = check({made}, certificate);
    REQUIRE_MESSAGE(!fault, (fault ? fault->text() : ""));
    const bool all = !set.first(Which::possibly_not);
    const bool none = !set.first(Which::possibly);
    REQUIRE(!check({made}, certificate, {.kind = ClaimKind::all_allowed}) == all);
    REQUIRE(!check({made}, certificate, {.kind = ClaimKind::none_allowed}) == none);
  }

  static void check_rows(const Generator& generator, const Shape& shape, const Region& region,
                         const PacketSet& set) {
    for (const Which which : {Which::surely, Which::possibly, Which::surely_not}) {
      const std::vector<Row> rows = set.rows(which, region).value();
      for_packets(generator, shape, region, [&](const Packet& packet) {
        unsigned holds = 0;
        for (const Row& row : rows) {
          const auto in = [](const std::vector<PortRange>& ports, std::uint16_t port) {
            return std::any_of(ports.begin(), ports.end(),
                               [port](const PortRange& range) { return range.contains(port); });
          };
          holds += row.protocols.contains(packet.protocol) && row.sources.contains(packet.source) &&
                           row.destinations.contains(packet.destination) &&
                           in(row.source_ports, packet.source_port) &&
                           in(row.destination_ports, packet.destination_port)
                       ? 1U
                       : 0U;
        }
        REQUIRE(holds == (includes(which, set.contains(packet)) ? 1U : 0U));
      });
    }
  }
};

}  // namespace

TEST_CASE("what a path lets through is what a linear scan says, packet by packet") {
  Comparer comparer;
  for (const Shape& shape : shapes())
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      CAPTURE(seed);
      CAPTURE(static_cast<int>(shape.family));
      Generator generator(seed, shape);
      comparer.compare(generator, shape);
    }
  CHECK(comparer.packets > 300000);
  CHECK(comparer.unknown == 0);
}

TEST_CASE("with unknown sets, conditions, ties and ports the answer is that of all worlds") {
  Comparer comparer;
  for (Shape shape : shapes())
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      CAPTURE(static_cast<int>(shape.family));
      shape.sources = 6;
      shape.destinations = 3;
      shape.ports = 2;
      shape.rules = 5;
      shape.sets = static_cast<unsigned>(seed % 4);
      shape.conditions = seed % 3 == 1 ? 1 : 0;
      shape.has_ties = seed % 2 == 1;
      shape.has_portless = seed % 5 < 2;
      Generator generator(seed + 1000, shape);
      comparer.compare(generator, shape);
    }
  CHECK(comparer.packets > 250000);
  CHECK(comparer.unknown > 20000);
  CHECK(comparer.worlds > 1000000);
}

namespace {

// A rule as masks over 16 sources, 8 destinations, 3 source ports and 32 destination ports.
struct MaskedRule {
  std::uint32_t source = 0;
  std::uint32_t destination = 0;
  std::uint32_t source_ports = 0;
  std::uint32_t destination_ports = 0;
  ProtocolSet protocols;
  Access access = Access::deny;
};

constexpr unsigned source_count = 16;
constexpr unsigned destination_count = 8;
constexpr unsigned source_port_count = 3;
constexpr unsigned port_count = 32;
constexpr Protocol asked_protocols[] = {Protocol::tcp, Protocol::udp};

std::vector<MaskedRule> masked(const PlainList& list, const Generator& generator) {
  std::vector<Rule> rules = list.rules;
  std::sort(rules.begin(), rules.end(),
            [](const Rule& a, const Rule& b) { return a.priority < b.priority; });
  std::vector<MaskedRule> out;
  for (const Rule& rule : rules) {
    MaskedRule made{.protocols = rule.protocols, .access = rule.access};
    for (unsigned i = 0; i < source_count; ++i)
      made.source |= in_side(rule.source, generator.address(i), 0) ? 1U << i : 0U;
    for (unsigned i = 0; i < destination_count; ++i)
      made.destination |= in_side(rule.destination, generator.address(i), 0) ? 1U << i : 0U;
    made.source_ports = static_cast<std::uint32_t>(key_of(rule.source_ports));
    made.destination_ports = static_cast<std::uint32_t>(key_of(rule.destination_ports));
    out.push_back(made);
  }
  return out;
}

}  // namespace

TEST_CASE("ten million packets of random groups fare as a linear scan says") {
  std::uint64_t packets = 0;
  for (std::uint64_t seed = 0; seed < 420; ++seed) {
    Shape shape = shapes()[seed % shapes().size()];
    shape.sources = source_count;
    shape.destinations = destination_count;
    shape.ports = port_count;
    shape.rules = 4 + static_cast<unsigned>(seed % 30);
    if (shape.base.low >= 0xfffffff8)
      shape.base.low -= 8;  // there is to be room for 16 addresses
    Generator generator(seed + 5000, shape);
    const PlainList list = generator.list(ListKind::group);
    const std::vector<MaskedRule> rules = masked(list, generator);
    const auto vocabulary = Vocabulary::make({}).value();
    const Path path{.stages = {{.admin = std::nullopt, .groups = {engine_list(list, vocabulary)}}}};
    Region region = small_region(generator, shape, false);
    region.source_ports = {{0, source_port_count - 1}};
    region.protocols = ProtocolSet::with_ports();
    const PacketSet set = decide(path, region).value();
    std::uint64_t wrong = 0;
    std::uint64_t let_through = 0;
    for (const Protocol protocol : asked_protocols)
      for (unsigned s = 0; s < source_count; ++s)
        for (unsigned d = 0; d < destination_count; ++d)
          for (std::uint16_t p = 0; p < source_port_count; ++p)
            for (std::uint16_t q = 0; q < port_count; ++q) {
              bool expected = false;
              for (const MaskedRule& rule : rules)
                if (rule.protocols.contains(protocol) && (rule.source >> s & 1) != 0 &&
                    (rule.destination >> d & 1) != 0 && (rule.source_ports >> p & 1) != 0 &&
                    (rule.destination_ports >> q & 1) != 0) {
                  expected = rule.access == Access::allow;
                  break;
                }
              const Packet packet{protocol, generator.address(s), generator.address(d), p, q};
              wrong += set.contains(packet) == truth(expected) ? 0 : 1;
              let_through += expected ? 1 : 0;
              ++packets;
            }
    CAPTURE(seed);
    REQUIRE(wrong == 0);
    REQUIRE(set.count(Truth::yes) == Count(let_through));
  }
  CHECK(packets > 10000000);
}
