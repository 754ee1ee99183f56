#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "cachewarden/network/address_set.hpp"
#include "cachewarden/network/count.hpp"
#include "oracle.hpp"

using namespace oracle;

TEST_CASE("a count is exact far beyond 64 bits") {
  CHECK(Count().text() == "0");
  CHECK(Count().is_zero());
  CHECK(Count(~std::uint64_t{0}).text() == "18446744073709551615");
  const Count two64 = Count(~std::uint64_t{0}) + Count(1);
  CHECK(two64.text() == "18446744073709551616");
  CHECK(two64.saturated() == ~std::uint64_t{0});
  CHECK(Count(7).saturated() == 7);
  const Count two128 = Count::between({}, Uint128::ones(128));
  CHECK(two128.text() == "340282366920938463463374607431768211456");
  CHECK(two128 == two64 * two64);
  CHECK((two128 * two128).text() ==
        "115792089237316195423570985008687907853269984665640564039457584007913129639936");
  CHECK(two128 - Count(1) < two128);
  CHECK((two128 - Count(1)) + Count(1) == two128);
  CHECK(Count(5) * Count() == Count());
  std::mt19937_64 random(3);
  for (int i = 0; i < 10000; ++i) {
    const std::uint64_t a = random() >> 32;
    const std::uint64_t b = random() >> 32;
    const std::uint64_t c = random() >> 1;
    REQUIRE((Count(a) * Count(b)).saturated() == a * b);
    REQUIRE((Count(a) + Count(c)).saturated() == a + c);
    REQUIRE((Count(c) <=> Count(a)) == (c <=> a));
    // (a + b) * c = a * c + b * c, however wide.
    REQUIRE((Count(a) + Count(b)) * Count(c) * two128 ==
            Count(a) * Count(c) * two128 + two128 * Count(b) * Count(c));
    REQUIRE(Count(c).text() == std::to_string(c));
  }
}

TEST_CASE("sets of addresses are united, cut and subtracted as sets of their elements") {
  for (const Shape& shape : shapes()) {
    constexpr unsigned domain = 8;
    Generator generator(11, shape);
    const auto bits = [&](const AddressSet& set) {
      unsigned out = 0;
      for (unsigned i = 0; i < domain; ++i)
        out |= set.contains(generator.address(i)) ? 1U << i : 0U;
      return out;
    };
    for (int i = 0; i < 3000; ++i) {
      const AddressSet a = generator.addresses(domain);
      const AddressSet b = generator.addresses(domain);
      REQUIRE(bits(a | b) == (bits(a) | bits(b)));
      REQUIRE(bits(a & b) == (bits(a) & bits(b)));
      REQUIRE(bits(a - b) == (bits(a) & ~bits(b)));
      REQUIRE((a | b) == (b | a));
      REQUIRE((a & b) == (b & a));
      REQUIRE((((a - b) | (a & b)) == a));
      REQUIRE((AddressSet::everything() - (AddressSet::everything() - a)) == a);
      REQUIRE((a.count() + b.count()) == ((a | b).count() + (a & b).count()));
      REQUIRE(AddressSet(a.prefixes()) == a);
      const AddressRange range{generator.address(generator.below(4)),
                               generator.address(4 + generator.below(4))};
      const AddressSet as_set(std::vector<AddressRange>{range});
      REQUIRE(a.overlaps(range) == !(a & as_set).empty());
      REQUIRE(a.contains(range) == ((as_set - a).empty()));
      for (std::size_t k = 1; k < a.ranges().size(); ++k)
        REQUIRE(a.ranges()[k - 1].last < a.ranges()[k].first);
    }
  }
  CHECK(AddressSet().empty());
  CHECK(AddressSet().prefixes().empty());
  CHECK(AddressSet::everything().count() ==
        Count::between({}, Uint128::ones(128)) + Count(std::uint64_t{1} << 32));
  CHECK(AddressSet(std::vector<AddressRange>{{Address::ipv4(2), Address::ipv4(1)}}).empty());
  // Ranges that touch are one range, and prefixes are the fewest.
  const AddressSet halves(std::vector<Prefix>{Prefix::parse("128.0.0.0/1").value(),
                                              Prefix::parse("0.0.0.0/1").value()});
  CHECK(halves == AddressSet::everything(AddressFamily::ipv4));
  CHECK(halves.prefixes().size() == 1);
}

TEST_CASE("protocol sets are made of names and tell which have ports") {
  static_assert(ProtocolSet(TransportProtocol::any) == ProtocolSet());
  for (const Protocol protocol : all_protocols) {
    CHECK(ProtocolSet().contains(protocol));
    CHECK(!ProtocolSet::none().contains(protocol));
    CHECK(ProtocolSet::with_ports().contains(protocol) == has_ports(protocol));
    CHECK(ProtocolSet(protocol).contains(protocol));
    CHECK(((ProtocolSet() - ProtocolSet(protocol)) | protocol) == ProtocolSet());
  }
  const struct {
    TransportProtocol named;
    Protocol protocol;
    const char* name;
  } cases[] = {{TransportProtocol::tcp, Protocol::tcp, "tcp"},
               {TransportProtocol::udp, Protocol::udp, "udp"},
               {TransportProtocol::icmp, Protocol::icmp, "icmp"},
               {TransportProtocol::esp, Protocol::esp, "esp"},
               {TransportProtocol::ah, Protocol::ah, "ah"}};
  for (const auto& c : cases) {
    CHECK(ProtocolSet(c.named) == ProtocolSet(c.protocol));
    CHECK(name(c.protocol) == c.name);
  }
  CHECK(name(Protocol::other) == "other");
}

TEST_CASE("what is known of named sets is what holds in every world that fits") {
  std::uint64_t open = 0;
  std::uint64_t dropped = 0;
  for (const Shape& base : shapes())
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      CAPTURE(seed);
      Shape shape = base;
      shape.sets = 2 + static_cast<unsigned>(seed % 3);
      Generator generator(seed, shape);
      Content content = generator.content();
      const std::size_t given = content.relations.size();
      const auto vocabulary = vocabulary_of(content);
      REQUIRE(content.relations.size() + vocabulary->dropped().size() >= given);
      dropped += vocabulary->dropped().size();
      for (unsigned i = 0; i < 8; ++i) {
        const Address address = generator.address(i);
        const std::vector<std::uint32_t> worlds = memberships(content, address);
        REQUIRE(!worlds.empty());
        for (SetId set = 0; set < shape.sets; ++set) {
          bool always = true;
          bool sometimes = false;
          for (const std::uint32_t sets : worlds) {
            always = always && (sets >> set & 1) != 0;
            sometimes = sometimes || (sets >> set & 1) != 0;
          }
          REQUIRE(vocabulary->certain(set).contains(address) == always);
          REQUIRE(vocabulary->open(set).contains(address) == (sometimes && !always));
          open += sometimes && !always ? 1 : 0;
        }
      }
    }
  CHECK(open > 1000);
  CHECK(dropped > 20);
}

TEST_CASE("relations of named sets follow from each other") {
  // regional storage < storage < azure < internet, and the network is apart from the internet
  const auto vocabulary =
      Vocabulary::make(std::vector<TagContent>(5), {{RelationKind::subset, 0, 1},
                                                    {RelationKind::subset, 1, 2},
                                                    {RelationKind::subset, 2, 3},
                                                    {RelationKind::disjoint, 4, 3}})
          .value();
  CHECK(vocabulary->implies(0, 3));
  CHECK(!vocabulary->implies(3, 0));
  CHECK(!vocabulary->implies(0, 4));
  CHECK(vocabulary->excludes(0, 4));
  CHECK(vocabulary->excludes(4, 0));
  CHECK(!vocabulary->excludes(0, 1));
  CHECK(vocabulary->dropped().empty());
}

TEST_CASE("a vocabulary that can not be is refused") {
  TagContent both;
  both.includes = AddressSet(Prefix::parse("10.0.0.0/8").value());
  both.excludes = AddressSet(Prefix::parse("10.1.0.0/16").value());
  CHECK(Vocabulary::make({both}).error().code == ErrorCode::format);
  CHECK(Vocabulary::make({{}}, {{RelationKind::subset, 0, 1}}).error().code == ErrorCode::argument);
  CHECK(Vocabulary::make({{}}, {{RelationKind::subset, 0, 0}}).has_value());
}
