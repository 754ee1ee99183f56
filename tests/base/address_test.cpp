#include "cachewarden/base/address.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace cachewarden;

namespace {

// What the C library makes of a text; a reader that shares nothing with ours.
bool library_reads(const std::string& text, Address& out) {
  unsigned char bytes[16] = {};
  const bool is_v6 = text.find(':') != std::string::npos;
  if (inet_pton(is_v6 ? AF_INET6 : AF_INET, text.c_str(), bytes) != 1)
    return false;
  Uint128 value{};
  for (int i = 0; i < (is_v6 ? 16 : 4); ++i) {
    value.high = value.high << 8 | value.low >> 56;
    value.low = value.low << 8 | bytes[i];
  }
  out = {is_v6 ? AddressFamily::ipv6 : AddressFamily::ipv4, value};
  return true;
}

std::string library_writes(const Address& address) {
  unsigned char bytes[16] = {};
  const bool is_v6 = address.family == AddressFamily::ipv6;
  const int size = is_v6 ? 16 : 4;
  for (int i = 0; i < size; ++i) {
    const int shift = 8 * (size - 1 - i);
    bytes[i] = static_cast<unsigned char>(shift >= 64 ? address.value.high >> (shift - 64)
                                                      : address.value.low >> shift);
  }
  char buffer[64] = {};
  return inet_ntop(is_v6 ? AF_INET6 : AF_INET, bytes, buffer, sizeof buffer);
}

// The fewest aligned blocks that cover first..last, by dividing the block in halves.
unsigned fewest_blocks(unsigned first, unsigned last, unsigned low, unsigned high) {
  if (last < low || high < first)
    return 0;
  if (first <= low && high <= last)
    return 1;
  const unsigned middle = low + (high - low) / 2;
  return fewest_blocks(first, last, low, middle) + fewest_blocks(first, last, middle + 1, high);
}

}  // namespace

TEST_CASE("the values are as small as promised and known at compile time") {
  static_assert(sizeof(Address) == 24 && sizeof(Prefix) == 24 && sizeof(PortRange) == 4);
  static_assert(Prefix(Address::ipv4(10, 1, 2, 3), 8).first() == Address::ipv4(10, 0, 0, 0));
  static_assert(Prefix(Address::ipv4(10, 1, 2, 3), 99).length() == 32);
  static_assert(Address::highest(AddressFamily::ipv4) == Address::ipv4(0xffffffffU));
  static_assert(Address::highest(AddressFamily::ipv4) < Address::lowest(AddressFamily::ipv6));
  static_assert(detail::scan_prefix("fe80::/10").value.last().value.high == 0xfebfffffffffffffU);
  CHECK(Uint128::ones(0) == Uint128{});
  CHECK(Uint128::ones(64) == Uint128{0, ~std::uint64_t{0}});
  CHECK(Uint128::ones(65) == Uint128{1, ~std::uint64_t{0}});
  CHECK(Uint128::ones(64) + Uint128{0, 1} == Uint128{1, 0});
  CHECK(Uint128{1, 0} - Uint128{0, 1} == Uint128::ones(64));
  CHECK(Uint128{}.trailing_zeros() == 128);
  CHECK(Uint128{1, 0}.trailing_zeros() == 64);
  CHECK(Uint128{1, 0}.width() == 65);
  CHECK(Uint128{}.width() == 0);
}

TEST_CASE("an address reads and writes its canonical text") {
  const struct {
    std::string_view given;
    std::string_view text;
  } cases[] = {
      {"0.0.0.0", "0.0.0.0"},
      {"168.63.129.16", "168.63.129.16"},
      {"255.255.255.255", "255.255.255.255"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"0:0:0:0:0:0:0:0", "::"},
      {"2001:0DB8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
      {"2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
      {"::ffff:10.0.0.1", "::ffff:10.0.0.1"},
      {"::ffff:a00:1", "::ffff:10.0.0.1"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.given);
    const auto address = Address::parse(c.given);
    REQUIRE(address);
    CHECK(address->text() == c.text);
    CHECK(Address::parse(address->text()).value() == *address);
  }
}

TEST_CASE("what is no address is refused with a reason") {
  const struct {
    std::string_view given;
    std::string_view reason;
  } cases[] = {
      {"", "it is empty"},
      {"10.0.0", "an IPv4 address has four parts"},
      {"10.0.0.0.0", "an IPv4 address has four parts"},
      {"10.0.0.256", "a number is too great"},
      {"10.0.0.4294967296", "a number is too great"},
      {"10.0.0.010", "a number starts with a zero"},
      {"10..0.1", "a number is missing"},
      {"10.0.0.", "a number is missing"},
      {" 10.0.0.1", "a number holds something else than digits"},
      {"10.0.0.1 ", "a number holds something else than digits"},
      {"10.0.0.-1", "a number holds something else than digits"},
      {"VirtualNetwork", "an IPv4 address has four parts"},
      {":", "a group of an IPv6 address has one to four digits"},
      {":1", "a group of an IPv6 address has one to four digits"},
      {":::", "a group of an IPv6 address has one to four digits"},
      {"1:", "an IPv6 address ends with a single colon"},
      {"::1:", "an IPv6 address ends with a single colon"},
      {"1::2::3", "an IPv6 address has `::` once at most"},
      {"12345::", "a group of an IPv6 address has one to four digits"},
      {"g::", "an IPv6 address holds something else than hexadecimal digits"},
      {"fe80::1%eth0", "a group of an IPv6 address has one to four digits"},
      {"1:2:3:4:5:6:7", "an IPv6 address has eight groups, or fewer and `::`"},
      {"1:2:3:4:5:6:7:8::", "an IPv6 address has eight groups, or fewer and `::`"},
      {"::1:2:3:4:5:6:7:8", "an IPv6 address has eight groups, or fewer and `::`"},
      {"1:2:3:4:5:6:7:8:9", "an IPv6 address has at most eight groups"},
      {"1:2:3:4:5:6:7:1.2.3.4", "an IPv6 address has at most eight groups"},
      {"::1.2.3", "an IPv4 address has four parts"},
      {"::1.2.3.4:5", "a group of an IPv6 address has one to four digits"},
      {"[::1]", "an IPv6 address holds something else than hexadecimal digits"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.given);
    const auto address = Address::parse(c.given);
    REQUIRE(!address);
    CHECK(address.error().code == ErrorCode::syntax);
    CHECK(address.error().message ==
          "`" + std::string(c.given) + "` is not an address: " + std::string(c.reason));
  }
}

TEST_CASE("addresses are read and written as the C library does") {
  std::mt19937_64 random(7);
  const std::string_view alphabet = "0011223456789abcdefAF::::....%/x ";
  unsigned good = 0;
  const auto compare = [&good](const std::string& text) {
    CAPTURE(text);
    Address expected;
    const bool reads = library_reads(text, expected);
    const auto address = Address::parse(text);
    REQUIRE(address.has_value() == reads);
    if (!reads)
      return;
    ++good;
    REQUIRE(*address == expected);
    // IPv4-compatible addresses are deprecated; RFC 5952 does not know the dotted form of them.
    const bool compatible = expected.family == AddressFamily::ipv6 && expected.value.high == 0 &&
                            expected.value.low >> 32 == 0;
    if (!compatible)
      REQUIRE(address->text() == library_writes(expected));
    REQUIRE(Address::parse(address->text()).value() == expected);
  };
  for (int i = 0; i < 100000; ++i) {
    std::string text;
    for (auto left = random() % 16; left > 0; --left)
      text += alphabet[random() % alphabet.size()];
    compare(text);
  }
  for (int i = 0; i < 100000; ++i) {
    const std::uint64_t mask = random() & random();  // many zero groups
    std::uint64_t halves[2] = {random(), random()};
    for (int group = 0; group < 8; ++group)
      if ((mask >> group & 1) != 0 || random() % 2 == 0)
        halves[group / 4] &= ~(std::uint64_t{0xffff} << (16 * (group % 4)));
    std::string text = i % 4 == 0
                           ? library_writes(Address::ipv4(static_cast<std::uint32_t>(halves[1])))
                           : library_writes(Address::ipv6(halves[0], halves[1]));
    compare(text);
    text[random() % text.size()] = alphabet[random() % alphabet.size()];  // one slip
    compare(text);
    text.erase(random() % text.size(), 1);
    compare(text);
  }
  CHECK(good > 100000);
}

TEST_CASE("a prefix reads with and without length and remembers set host bits") {
  const struct {
    std::string_view given;
    std::string_view text;
    std::string_view last;
    bool host_bits_set;
  } cases[] = {
      {"10.0.0.0/8", "10.0.0.0/8", "10.255.255.255", false},
      {"10.1.2.3/8", "10.0.0.0/8", "10.255.255.255", true},
      {"10.1.2.3", "10.1.2.3/32", "10.1.2.3", false},
      {"0.0.0.0/0", "0.0.0.0/0", "255.255.255.255", false},
      {"0.0.0.1/0", "0.0.0.0/0", "255.255.255.255", true},
      {"10.1.2.3/32", "10.1.2.3/32", "10.1.2.3", false},
      {"::/0", "::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false},
      {"2001:db8::1", "2001:db8::1/128", "2001:db8::1", false},
      {"2001:db8::1/32", "2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true},
      {"2001:db8::/64", "2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff", false},
      {"2001:db8::/65", "2001:db8::/65", "2001:db8::7fff:ffff:ffff:ffff", false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.given);
    const auto prefix = Prefix::parse(c.given);
    REQUIRE(prefix);
    CHECK(prefix->text() == c.text);
    CHECK(prefix->last().text() == c.last);
    CHECK(prefix->host_bits_set() == c.host_bits_set);
    CHECK(Prefix::parse(prefix->text()).value() == *prefix);
    CHECK(prefix->contains(prefix->first()));
    CHECK(prefix->contains(prefix->last()));
  }
  const struct {
    std::string_view given;
    std::string_view reason;
  } faults[] = {
      {"10.0.0.0/33", "the length of the prefix is not a number from 0 to 32"},
      {"10.0.0.0/", "the length of the prefix is not a number from 0 to 32"},
      {"10.0.0.0/08", "the length of the prefix is not a number from 0 to 32"},
      {"10.0.0.0/-1", "the length of the prefix is not a number from 0 to 32"},
      {"10.0.0.0/8/8", "the length of the prefix is not a number from 0 to 32"},
      {"::/129", "the length of the prefix is not a number from 0 to 32"},
      {"10.0.0.0/255.0.0.0", "it has a mask"},
      {"10.0.0.1-10.0.0.9", "it is a range"},
      {"10.0.0.1,10.0.0.2", "it is a list"},
      {"/8", "it is empty"},
      {"*", "an IPv4 address has four parts"},
      {"not-a-range", "an IPv4 address has four parts"},
  };
  for (const auto& c : faults) {
    CAPTURE(c.given);
    const auto prefix = Prefix::parse(c.given);
    REQUIRE(!prefix);
    CHECK(prefix.error().message.find(c.reason) != std::string::npos);
  }
}

TEST_CASE("an error shows the user's text on one printable line") {
  const auto bad = Prefix::parse("10.0.0.1\n`\x1b[31m" + std::string(200, 'x'));
  REQUIRE(!bad);
  for (const char c : bad.error().message)
    REQUIRE((c >= ' ' && c <= '~'));
  CHECK(bad.error().message.size() < 160);
}

TEST_CASE("prefixes contain and overlap as their sets of addresses do") {
  std::vector<Prefix> prefixes;
  for (unsigned length = 28; length <= 32; ++length)
    for (unsigned at = 0; at < 16; at += 1U << (32 - length))
      prefixes.emplace_back(Address::ipv4(0xfffffff0U + at), length);
  prefixes.push_back(Prefix::everything(AddressFamily::ipv6));
  const auto has = [](const Prefix& prefix, unsigned i) {
    return prefix.contains(Address::ipv4(0xfffffff0U + i));
  };
  for (const Prefix& a : prefixes)
    for (const Prefix& b : prefixes) {
      if (a.family() != b.family()) {
        CHECK(!a.overlaps(b));
        CHECK(!a.contains(b));
        continue;
      }
      if (a.family() == AddressFamily::ipv6)
        continue;
      bool overlaps = false;
      bool contains = true;
      for (unsigned i = 0; i < 16; ++i) {
        overlaps = overlaps || (has(a, i) && has(b, i));
        contains = contains && (has(a, i) || !has(b, i));
      }
      CHECK(a.overlaps(b) == overlaps);
      CHECK(a.contains(b) == contains);
      CHECK(AddressRange(a).overlaps(AddressRange(b)) == overlaps);
      CHECK(AddressRange(a).contains(AddressRange(b)) == contains);
    }
}

TEST_CASE("a range counts its addresses") {
  const struct {
    std::string_view first;
    std::string_view last;
    std::uint64_t size;
    bool is_everything;
  } cases[] = {
      {"10.0.0.1", "10.0.0.1", 1, false},
      {"10.0.0.0", "10.0.1.255", 512, false},
      {"0.0.0.0", "0.0.0.0", 1, false},
      {"0.0.0.0", "255.255.255.255", 4294967296U, true},
      {"::", "::ffff:ffff:ffff:ffff", ~std::uint64_t{0}, false},
      {"::1", "::ffff:ffff:ffff:ffff", ~std::uint64_t{0}, false},
      {"::2", "::ffff:ffff:ffff:ffff", ~std::uint64_t{0} - 1, false},
      {"::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ~std::uint64_t{0}, true},
  };
  for (const auto& c : cases) {
    CAPTURE(c.first);
    const auto range = AddressRange::parse(c.first, c.last);
    REQUIRE(range);
    CHECK(range->size() == c.size);
    CHECK(range->is_everything() == c.is_everything);
  }
  CHECK(!AddressRange::parse("10.0.0.2", "10.0.0.1"));
  CHECK(!AddressRange::parse("10.0.0.2", "::1"));
  CHECK(!AddressRange::parse("10.0.0.2", "x"));
  CHECK(!AddressRange::parse("x", "10.0.0.2"));
  const AddressRange reversed{Address::ipv4(2), Address::ipv4(1)};
  CHECK(reversed.is_empty());
  CHECK(reversed.size() == 0);
  CHECK(reversed.prefixes().empty());
  CHECK(!reversed.contains(Address::ipv4(1)));
  CHECK(!reversed.overlaps(AddressRange::everything(AddressFamily::ipv4)));
  CHECK(AddressRange{}.contains(reversed));
  CHECK(AddressRange::parse("10.0.0.1", "10.0.0.2").value().text() == "10.0.0.1-10.0.0.2");
}

TEST_CASE("a range is the union of the fewest prefixes") {
  const Address bases[] = {
      Address::ipv4(0),
      Address::ipv4(0xffffff00U),
      Address::ipv6(0, 0),
      Address::ipv6(0x20010db800000000U, 0xffffffffffffff00U),
      Address::ipv6(~std::uint64_t{0}, 0xffffffffffffff00U),
  };
  for (const Address& base : bases)
    for (unsigned first = 0; first < 256; ++first)
      for (unsigned last = first; last < 256; ++last) {
        const AddressRange range{{base.family, base.value + Uint128{0, first}},
                                 {base.family, base.value + Uint128{0, last}}};
        const std::vector<Prefix> prefixes = range.prefixes();
        REQUIRE(prefixes.size() == fewest_blocks(first, last, 0, 255));
        Uint128 next = range.first.value;
        for (const Prefix& prefix : prefixes) {
          REQUIRE(prefix.first().value == next);
          REQUIRE(prefix.family() == base.family);
          next = prefix.last().value + Uint128{0, 1};
        }
        REQUIRE(prefixes.back().last() == range.last);
      }
  CHECK(AddressRange::everything(AddressFamily::ipv4).prefixes().size() == 1);
  CHECK(AddressRange::everything(AddressFamily::ipv6).prefixes().size() == 1);
  CHECK(AddressRange::parse("0.0.0.1", "255.255.255.254").value().prefixes().size() == 62);
  CHECK(AddressRange::parse("::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe")
            .value()
            .prefixes()
            .size() == 254);
}

TEST_CASE("ports read as one, a range or all") {
  const struct {
    std::string_view given;
    std::uint16_t first;
    std::uint16_t last;
    std::string_view text;
  } cases[] = {
      {"*", 0, 65535, "*"},
      {"0-65535", 0, 65535, "*"},
      {"6380", 6380, 6380, "6380"},
      {"6379-6380", 6379, 6380, "6379-6380"},
      {"6380-6380", 6380, 6380, "6380"},
      {"0", 0, 0, "0"},
      {"65535", 65535, 65535, "65535"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.given);
    const auto ports = PortRange::parse(c.given);
    REQUIRE(ports);
    CHECK(ports->first == c.first);
    CHECK(ports->last == c.last);
    CHECK(ports->text() == c.text);
    CHECK(ports->size() == static_cast<std::uint32_t>(c.last - c.first) + 1);
  }
  for (const std::string_view bad :
       {"", "-", "6380-", "-6380", "6380-6379", "65536", "0-65536", "99999999999", "06380",
        "6379,6380", " 6380", "6379 - 6380", "1-2-3", "any", "**", "+1", "0x10"}) {
    CAPTURE(bad);
    CHECK(!PortRange::parse(bad));
  }
  CHECK(PortRange::parse("6379,6380").error().message ==
        "`6379,6380` is not a port or range of ports: it is a list, where one port or range can "
        "stand");
}

TEST_CASE("port ranges contain and overlap as their sets do") {
  for (std::uint16_t a = 0; a < 6; ++a)
    for (std::uint16_t b = 0; b < 6; ++b)
      for (std::uint16_t c = 0; c < 6; ++c)
        for (std::uint16_t d = 0; d < 6; ++d) {
          const PortRange x{a, b};
          const PortRange y{c, d};
          bool overlaps = false;
          bool contains = true;
          for (std::uint16_t i = 0; i < 6; ++i) {
            overlaps = overlaps || (x.contains(i) && y.contains(i));
            contains = contains && (x.contains(i) || !y.contains(i));
          }
          CHECK(x.overlaps(y) == overlaps);
          CHECK(x.contains(y) == contains);
        }
}

TEST_CASE("protocols read in any case and nothing else does") {
  const struct {
    std::string_view given;
    TransportProtocol protocol;
  } cases[] = {
      {"*", TransportProtocol::any},   {"Any", TransportProtocol::any},
      {"All", TransportProtocol::any}, {"ALL", TransportProtocol::any},
      {"Tcp", TransportProtocol::tcp}, {"TCP", TransportProtocol::tcp},
      {"udp", TransportProtocol::udp}, {"Icmp", TransportProtocol::icmp},
      {"eSP", TransportProtocol::esp}, {"Ah", TransportProtocol::ah},
  };
  for (const auto& c : cases) {
    CAPTURE(c.given);
    CHECK(parse_protocol(c.given).value() == c.protocol);
    CHECK(parse_protocol(name(c.protocol)).value() == c.protocol);
  }
  for (const std::string_view bad :
       {"", "tc", "tcpx", "6", "icmpv6", " tcp", "tcp,udp", "\xd4\x63p"}) {
    CAPTURE(bad);
    CHECK(!parse_protocol(bad));
  }
}

TEST_CASE("a text is told from a service tag by its look") {
  for (const std::string_view yes :
       {"10.0.0.0/8", "1", "::1", "fe80::/10", "10.0.0.x", "0.0.0.0/0"})
    CHECK(looks_like_address(yes));
  for (const std::string_view no :
       {"", "*", "VirtualNetwork", "Storage.WestUS", "Any", "AzureCloud.eastus2"})
    CHECK(!looks_like_address(no));
}
