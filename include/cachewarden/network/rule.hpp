#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cachewarden/base/address.hpp"
#include "cachewarden/network/address_set.hpp"

/// Which packets a chain of rule lists lets through, exactly. This layer knows addresses, ports and
/// rules; what a rule means in Azure (defaults, tags, endpoints) is decided by who makes the rules.
namespace cachewarden::inline v0::network {

/// What a packet can be: the protocols that a rule can name, and all the others as one.
enum class Protocol : std::uint8_t { tcp = 1, udp = 2, icmp = 3, esp = 4, ah = 5, other = 6 };

inline constexpr Protocol all_protocols[] = {Protocol::tcp, Protocol::udp, Protocol::icmp,
                                             Protocol::esp, Protocol::ah,  Protocol::other};

/// TCP and UDP have ports. What a rule with restricted ports does to other protocols is not
/// documented (github.com/MicrosoftDocs/azure-docs issues 37413 and 51522 disagree), so it counts
/// as unknown here.
[[nodiscard]] constexpr bool has_ports(Protocol protocol) noexcept {
  return protocol == Protocol::tcp || protocol == Protocol::udp;
}

[[nodiscard]] constexpr std::string_view name(Protocol protocol) noexcept {
  switch (protocol) {
    case Protocol::tcp:
      return "tcp";
    case Protocol::udp:
      return "udp";
    case Protocol::icmp:
      return "icmp";
    case Protocol::esp:
      return "esp";
    case Protocol::ah:
      return "ah";
    case Protocol::other:
      break;
  }
  return "other";
}

/// A set of protocols; made without arguments all of them.
class ProtocolSet {
 public:
  constexpr ProtocolSet() = default;
  constexpr ProtocolSet(Protocol protocol) noexcept  // NOLINT(google-explicit-constructor)
      : bits_(bit(protocol)) {}
  constexpr ProtocolSet(TransportProtocol named) noexcept  // NOLINT(google-explicit-constructor)
      : bits_(named == TransportProtocol::any
                  ? all_bits
                  : bit(static_cast<Protocol>(static_cast<std::uint8_t>(named) - 1))) {}
  [[nodiscard]] static constexpr ProtocolSet none() noexcept { return from_bits(0); }
  [[nodiscard]] static constexpr ProtocolSet with_ports() noexcept {
    return ProtocolSet(Protocol::tcp) | Protocol::udp;
  }

  [[nodiscard]] constexpr bool contains(Protocol protocol) const noexcept {
    return (bits_ & bit(protocol)) != 0;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }

  friend constexpr ProtocolSet operator|(ProtocolSet a, ProtocolSet b) noexcept {
    return from_bits(a.bits_ | b.bits_);
  }
  friend constexpr ProtocolSet operator&(ProtocolSet a, ProtocolSet b) noexcept {
    return from_bits(a.bits_ & b.bits_);
  }
  friend constexpr ProtocolSet operator-(ProtocolSet a, ProtocolSet b) noexcept {
    return from_bits(a.bits_ & ~b.bits_);
  }
  friend constexpr bool operator==(ProtocolSet, ProtocolSet) = default;

 private:
  static constexpr std::uint8_t all_bits = 0b111111;
  [[nodiscard]] static constexpr std::uint8_t bit(Protocol protocol) noexcept {
    return static_cast<std::uint8_t>(1U << (static_cast<unsigned>(protocol) - 1U));
  }
  [[nodiscard]] static constexpr ProtocolSet from_bits(int bits) noexcept {
    ProtocolSet set;
    set.bits_ = static_cast<std::uint8_t>(bits);
    return set;
  }
  std::uint8_t bits_ = all_bits;
};

/// The first packet of a flow; replies need no rule (groups are stateful). Both addresses are of
/// one family, ports are 0 where the protocol has none.
struct Packet {
  Protocol protocol = Protocol::tcp;
  Address source{};
  Address destination{};
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;

  friend bool operator==(const Packet&, const Packet&) = default;
};

/// The packets that a question is about: a product of sets; made without arguments all packets of
/// both families. A region that restricts ports holds no packets of protocols without ports.
struct Region {
  ProtocolSet protocols{};
  AddressSet sources = AddressSet::everything();
  AddressSet destinations = AddressSet::everything();
  std::vector<PortRange> source_ports{PortRange{}};
  std::vector<PortRange> destination_ports{PortRange{}};

  [[nodiscard]] bool contains(const Packet& packet) const;
  friend bool operator==(const Region&, const Region&) = default;
};

/// A set of addresses that has a name (service tag, application security group) and perhaps unknown
/// content: its number in the vocabulary.
using SetId = std::uint32_t;
/// Something about a rule that could not be read, true or false for each packet: its number in the
/// vocabulary.
using ConditionId = std::uint32_t;

enum class Direction : std::uint8_t { inbound = 1, outbound = 2 };

/// `always_allow` is for security admin rules only; their `allow` leaves the decision to the
/// groups.
enum class Access : std::uint8_t { deny = 1, allow = 2, always_allow = 3 };

/// One side of a rule: the union of all that is said here, nothing if nothing is.
struct Side {
  bool any = false;  ///< every address of both families
  AddressSet addresses{};
  std::vector<SetId> sets{};

  [[nodiscard]] static Side anywhere() { return {.any = true}; }
  friend bool operator==(const Side&, const Side&) = default;
};

/// A security rule as the engine takes it: matches a packet if every part does.
struct Rule {
  std::uint32_t name = 0;  ///< the caller's number for it; means nothing here
  std::uint32_t priority = 0;
  Direction direction = Direction::inbound;
  Access access = Access::deny;
  bool is_default = false;  ///< a built-in rule (65000 and above): falling back on it is told apart
  ProtocolSet protocols{};
  Side source{};
  Side destination{};
  std::vector<PortRange> source_ports{PortRange{}};  ///< union; inbound these are the remote side's
  std::vector<PortRange> destination_ports{PortRange{}};  ///< union
  std::vector<ConditionId> conditions{};                  ///< all must hold

  friend bool operator==(const Rule&, const Rule&) = default;
};

}  // namespace cachewarden::inline v0::network
