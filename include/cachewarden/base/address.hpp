#pragma once

#include <algorithm>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/result.hpp"

/// Addresses, prefixes, ranges, ports and protocols: plain values that know their text.
namespace cachewarden::inline v0 {

/// An unsigned number of 128 bits; additions and subtractions wrap around.
struct Uint128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend constexpr bool operator==(const Uint128&, const Uint128&) = default;
  friend constexpr auto operator<=>(const Uint128&, const Uint128&) = default;

  friend constexpr Uint128 operator+(Uint128 a, Uint128 b) noexcept {
    const std::uint64_t sum = a.low + b.low;
    return {a.high + b.high + (sum < a.low ? 1U : 0U), sum};
  }
  friend constexpr Uint128 operator-(Uint128 a, Uint128 b) noexcept {
    return {a.high - b.high - (a.low < b.low ? 1U : 0U), a.low - b.low};
  }
  friend constexpr Uint128 operator&(Uint128 a, Uint128 b) noexcept {
    return {a.high & b.high, a.low & b.low};
  }
  friend constexpr Uint128 operator|(Uint128 a, Uint128 b) noexcept {
    return {a.high | b.high, a.low | b.low};
  }
  friend constexpr Uint128 operator~(Uint128 a) noexcept { return {~a.high, ~a.low}; }

  /// The number whose `count` (0 to 128) lowest bits are ones.
  [[nodiscard]] static constexpr Uint128 ones(unsigned count) noexcept {
    constexpr std::uint64_t all = ~std::uint64_t{0};
    if (count == 0)
      return {};
    if (count <= 64)
      return {0, all >> (64 - count)};
    return {all >> (128 - std::min(count, 128U)), all};
  }
  /// How many of the lowest bits are zeros; 128 for zero.
  [[nodiscard]] constexpr unsigned trailing_zeros() const noexcept {
    return static_cast<unsigned>(low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(high));
  }
  /// How many bits the number has without leading zeros; 0 for zero.
  [[nodiscard]] constexpr unsigned width() const noexcept {
    return static_cast<unsigned>(high != 0 ? 64 + std::bit_width(high) : std::bit_width(low));
  }
};

enum class AddressFamily : std::uint8_t { ipv4 = 4, ipv6 = 6 };

/// Bits of an address: 32 or 128.
[[nodiscard]] constexpr unsigned width(AddressFamily family) noexcept {
  return family == AddressFamily::ipv4 ? 32U : 128U;
}

/// An IPv4 or IPv6 address; made without arguments it is 0.0.0.0. Ordered by family, then by value.
/// An IPv4 address mapped into IPv6 (`::ffff:a.b.c.d`) is one of IPv6.
struct Address {
  AddressFamily family = AddressFamily::ipv4;
  Uint128 value{};  ///< an IPv4 address stands in the lowest 32 bits

  /// `a.b.c.d`
  [[nodiscard]] static constexpr Address ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c,
                                              std::uint8_t d) noexcept {
    return {AddressFamily::ipv4,
            {0, std::uint64_t{a} << 24 | std::uint64_t{b} << 16 | std::uint64_t{c} << 8 | d}};
  }
  [[nodiscard]] static constexpr Address ipv4(std::uint32_t value) noexcept {
    return {AddressFamily::ipv4, {0, value}};
  }
  /// The 64 higher and the 64 lower bits.
  [[nodiscard]] static constexpr Address ipv6(std::uint64_t high, std::uint64_t low) noexcept {
    return {AddressFamily::ipv6, {high, low}};
  }
  [[nodiscard]] static constexpr Address lowest(AddressFamily family) noexcept {
    return {family, {}};
  }
  [[nodiscard]] static constexpr Address highest(AddressFamily family) noexcept {
    return {family, Uint128::ones(width(family))};
  }

  /// Reads four decimal parts without leading zeros, or the forms of RFC 4291 section 2.2 (an IPv4
  /// address may stand at the end); no zone, no brackets, no blanks. Error: `syntax`.
  [[nodiscard]] static Result<Address> parse(std::string_view text);

  /// Dotted decimal, or the canonical form of RFC 5952 (mapped IPv4 addresses as `::ffff:a.b.c.d`).
  [[nodiscard]] std::string text() const;

  friend constexpr bool operator==(const Address&, const Address&) = default;
  friend constexpr auto operator<=>(const Address&, const Address&) = default;
};

/// All addresses that share their first `length` bits. Ordered by address, then shorter first.
class Prefix {
 public:
  /// 0.0.0.0/0
  constexpr Prefix() = default;
  /// The prefix of that length which holds the address; a greater length than the family's is the
  /// family's.
  constexpr Prefix(Address address, unsigned length) noexcept
      : bits_(address.value),
        family_(address.family),
        length_(static_cast<std::uint8_t>(std::min(length, width(address.family)))) {
    const Uint128 host = Uint128::ones(width(family_) - length_);
    host_bits_set_ = (bits_ & host) != Uint128{};
    bits_ = bits_ & ~host;
  }
  /// The address alone.
  constexpr explicit Prefix(Address address) noexcept : Prefix(address, width(address.family)) {}
  [[nodiscard]] static constexpr Prefix everything(AddressFamily family) noexcept {
    return {Address::lowest(family), 0};
  }

  /// Reads `10.0.0.0/8`, `2001:db8::/32` or a bare address. Set host bits are cleared and
  /// remembered. Error: `syntax`; a mask instead of a length and a range `a-b` are refused by name.
  [[nodiscard]] static Result<Prefix> parse(std::string_view text);

  [[nodiscard]] constexpr AddressFamily family() const noexcept { return family_; }
  [[nodiscard]] constexpr unsigned length() const noexcept { return length_; }
  [[nodiscard]] constexpr Address first() const noexcept { return {family_, bits_}; }
  [[nodiscard]] constexpr Address last() const noexcept {
    return {family_, bits_ | Uint128::ones(width(family_) - length_)};
  }
  /// The address it was made of had bits set behind the length. Says nothing about what is
  /// contained and is left out of comparisons.
  [[nodiscard]] constexpr bool host_bits_set() const noexcept { return host_bits_set_; }
  [[nodiscard]] constexpr bool is_everything() const noexcept { return length_ == 0; }

  [[nodiscard]] constexpr bool contains(const Address& address) const noexcept {
    return first() <= address && address <= last();
  }
  [[nodiscard]] constexpr bool contains(const Prefix& other) const noexcept {
    return length_ <= other.length_ && contains(other.first());
  }
  [[nodiscard]] constexpr bool overlaps(const Prefix& other) const noexcept {
    return contains(other) || other.contains(*this);
  }

  /// Always with the length: `10.0.0.4/32`.
  [[nodiscard]] std::string text() const;

  friend constexpr bool operator==(const Prefix& a, const Prefix& b) noexcept {
    return (a <=> b) == 0;
  }
  friend constexpr std::strong_ordering operator<=>(const Prefix& a, const Prefix& b) noexcept {
    const auto order = a.first() <=> b.first();
    return order != 0 ? order : a.length_ <=> b.length_;
  }

 private:
  Uint128 bits_{};
  AddressFamily family_ = AddressFamily::ipv4;
  std::uint8_t length_ = 0;
  bool host_bits_set_ = false;
};

/// The addresses from `first` to `last`, both included. Holds none if `first` is above `last` or
/// the families differ; `parse` never returns such a range.
struct AddressRange {
  Address first{};
  Address last{};

  constexpr AddressRange() = default;  ///< 0.0.0.0 alone
  constexpr AddressRange(Address first_address, Address last_address) noexcept
      : first(first_address), last(last_address) {}
  constexpr explicit AddressRange(const Prefix& prefix) noexcept
      : first(prefix.first()), last(prefix.last()) {}
  [[nodiscard]] static constexpr AddressRange everything(AddressFamily family) noexcept {
    return AddressRange(Prefix::everything(family));
  }

  /// Reads both ends. Error: `syntax` of an end, different families, ends in reverse order.
  [[nodiscard]] static Result<AddressRange> parse(std::string_view first, std::string_view last);

  [[nodiscard]] constexpr AddressFamily family() const noexcept { return first.family; }
  [[nodiscard]] constexpr bool is_empty() const noexcept {
    return first.family != last.family || last < first;
  }
  [[nodiscard]] constexpr bool is_everything() const noexcept {
    return *this == everything(first.family);
  }
  /// How many addresses; the greatest number stands for itself and everything above.
  [[nodiscard]] constexpr std::uint64_t size() const noexcept {
    constexpr std::uint64_t most = ~std::uint64_t{0};
    if (is_empty())
      return 0;
    const Uint128 distance = last.value - first.value;
    return distance.high != 0 || distance.low == most ? most : distance.low + 1;
  }
  [[nodiscard]] constexpr bool contains(const Address& address) const noexcept {
    return !is_empty() && first <= address && address <= last;
  }
  /// An empty range is contained in every range.
  [[nodiscard]] constexpr bool contains(const AddressRange& other) const noexcept {
    return other.is_empty() || (contains(other.first) && contains(other.last));
  }
  [[nodiscard]] constexpr bool overlaps(const AddressRange& other) const noexcept {
    return !is_empty() && !other.is_empty() && first <= other.last && other.first <= last;
  }

  /// The fewest prefixes that hold exactly these addresses, ascending: at most 62 (IPv4) or 254
  /// (IPv6).
  [[nodiscard]] std::vector<Prefix> prefixes() const;

  /// `10.0.0.1-10.0.0.9`, or the address if there is one only.
  [[nodiscard]] std::string text() const {
    return first == last ? first.text() : first.text() + "-" + last.text();
  }

  friend constexpr bool operator==(const AddressRange&, const AddressRange&) = default;
  friend constexpr auto operator<=>(const AddressRange&, const AddressRange&) = default;
};

/// The ports from `first` to `last`, both included; made without arguments all of them. Holds none
/// if `first` is above `last`; `parse` never returns such a range.
struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 65535;

  /// Reads `6380`, `6379-6380` or `*`; no blanks, no leading zeros, no lists. Error: `syntax`.
  [[nodiscard]] static Result<PortRange> parse(std::string_view text);

  [[nodiscard]] constexpr bool is_empty() const noexcept { return first > last; }
  [[nodiscard]] constexpr bool is_everything() const noexcept {
    return first == 0 && last == 65535;
  }
  /// How many ports, 0 to 65536.
  [[nodiscard]] constexpr std::uint32_t size() const noexcept {
    return is_empty() ? 0U : static_cast<std::uint32_t>(last - first) + 1U;
  }
  [[nodiscard]] constexpr bool contains(std::uint16_t port) const noexcept {
    return first <= port && port <= last;
  }
  /// An empty range is contained in every range.
  [[nodiscard]] constexpr bool contains(const PortRange& other) const noexcept {
    return other.is_empty() || (contains(other.first) && contains(other.last));
  }
  [[nodiscard]] constexpr bool overlaps(const PortRange& other) const noexcept {
    return !is_empty() && !other.is_empty() && first <= other.last && other.first <= last;
  }

  /// `*`, `6380` or `6379-6380`.
  [[nodiscard]] std::string text() const;

  friend constexpr bool operator==(const PortRange&, const PortRange&) = default;
  friend constexpr auto operator<=>(const PortRange&, const PortRange&) = default;
};

/// The protocols that a security rule can name; `any` is all of them and every other one too.
enum class TransportProtocol : std::uint8_t {
  any = 1,
  tcp = 2,
  udp = 3,
  icmp = 4,
  esp = 5,
  ah = 6
};

/// The spelling of Azure's documentation: `*`, `Tcp`, `Udp`, `Icmp`, `Esp`, `Ah`.
[[nodiscard]] constexpr std::string_view name(TransportProtocol protocol) noexcept {
  switch (protocol) {
    case TransportProtocol::tcp:
      return "Tcp";
    case TransportProtocol::udp:
      return "Udp";
    case TransportProtocol::icmp:
      return "Icmp";
    case TransportProtocol::esp:
      return "Esp";
    case TransportProtocol::ah:
      return "Ah";
    case TransportProtocol::any:
      break;
  }
  return "*";
}

/// Reads a protocol's name in any case; `*`, `Any` and `All` are `any`. Error: `syntax`.
[[nodiscard]] Result<TransportProtocol> parse_protocol(std::string_view text);

/// The text is meant as an address or prefix, well-formed or not, rather than as a service tag: it
/// starts with a digit or holds a colon or slash, which the name of a tag never does.
[[nodiscard]] constexpr bool looks_like_address(std::string_view text) noexcept {
  return (!text.empty() && text.front() >= '0' && text.front() <= '9') ||
         text.find_first_of(":/") != std::string_view::npos;
}

}  // namespace cachewarden::inline v0

#include "cachewarden/base/address_text.hpp"  // IWYU pragma: export
