#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "cachewarden/network/path.hpp"

/// Three kinds of random groups in the size that Azure allows, the same on every machine.
namespace policies {

using namespace cachewarden;           // NOLINT(google-build-using-namespace)
using namespace cachewarden::network;  // NOLINT(google-build-using-namespace)

enum class Kind : std::uint8_t {
  real = 1,         ///< wildcards are common, most rules end up shadowed
  dense = 2,        ///< every rule narrows the source; up to 4000 prefixes on each side
  adversarial = 3,  ///< random overlapping boxes
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed, AddressFamily family = AddressFamily::ipv4)
      : random_(seed), family_(family) {}

  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }
  bool percent(std::uint32_t chance) { return below(100) < chance; }

  std::vector<Rule> rules(Kind kind, std::uint32_t count) {
    std::vector<Rule> out;
    for (std::uint32_t i = 0; i < count; ++i) {
      Rule rule = kind == Kind::real    ? real_rule(count)
                  : kind == Kind::dense ? dense_rule(count)
                                        : adversarial_rule();
      rule.name = i;
      rule.priority = 100 + i;
      out.push_back(std::move(rule));
    }
    out.push_back({.name = count,
                   .priority = 65500,
                   .access = Access::deny,
                   .is_default = true,
                   .source = Side::anywhere(),
                   .destination = Side::anywhere()});
    return out;
  }

  /// An address of the private space (its like for IPv6), or now and then of anywhere.
  Address address() {
    const std::uint64_t low = random_();
    if (family_ == AddressFamily::ipv6)
      return Address::ipv6(percent(90) ? 0x20010db800000000U | (low & 0xffff) : random_(),
                           random_());
    const auto host = static_cast<std::uint32_t>(low);
    return Address::ipv4(percent(90) ? 0x0a000000U | (host & 0xffffffU) : host);
  }

 private:
  Prefix prefix(unsigned shortest, unsigned longest) {
    const unsigned length = shortest + below(longest - shortest + 1);
    return {address(), family_ == AddressFamily::ipv4 ? length : 4 * length};
  }
  Side side(std::uint32_t most, unsigned shortest, unsigned longest) {
    std::vector<Prefix> prefixes;
    for (std::uint32_t i = 1 + below(most); i > 0; --i)
      prefixes.push_back(prefix(shortest, longest));
    return {.any = false, .addresses = AddressSet(prefixes), .sets = {}};
  }
  std::uint16_t port() {
    constexpr std::uint16_t common[] = {22, 53, 80, 443, 3389, 6379, 6380, 8443, 10000, 13000};
    return percent(70) ? common[below(10)] : static_cast<std::uint16_t>(below(65536));
  }
  std::vector<PortRange> ports(std::uint32_t most) {
    std::vector<PortRange> out;
    for (std::uint32_t i = 1 + below(most); i > 0; --i) {
      const std::uint16_t first = port();
      const std::uint32_t last = first + (percent(70) ? 0 : below(1000));
      out.push_back({first, static_cast<std::uint16_t>(std::min<std::uint32_t>(last, 65535))});
    }
    return out;
  }
  ProtocolSet protocol() {
    return percent(20) ? ProtocolSet() : ProtocolSet(percent(80) ? Protocol::tcp : Protocol::udp);
  }
  void finish(Rule& rule) {
    // Port tests of protocols without ports are another matter.
    if (!rule.destination_ports.front().is_everything())
      rule.protocols = rule.protocols & ProtocolSet::with_ports();
  }

  Rule real_rule(std::uint32_t count) {
    Rule rule;
    const std::uint32_t most = std::max(2U, std::min(16U, 8000 / count));
    rule.access = percent(60) ? Access::allow : Access::deny;
    rule.protocols = protocol();
    rule.source = percent(30) ? Side::anywhere() : side(most, 12, 32);
    rule.destination = percent(40) ? Side::anywhere() : side(most, 16, 32);
    if (!percent(15))
      rule.destination_ports = ports(3);
    finish(rule);
    return rule;
  }
  Rule dense_rule(std::uint32_t count) {
    Rule rule;
    const std::uint32_t most = std::max(2U, std::min(80U, 8000 / count - 1));
    rule.access = percent(60) ? Access::allow : Access::deny;
    rule.protocols = protocol();
    rule.source = side(most, 16, 32);
    rule.destination = percent(10) ? Side::anywhere() : side(most, 18, 32);
    if (!percent(10))
      rule.destination_ports = ports(3);
    finish(rule);
    return rule;
  }
  Rule adversarial_rule() {
    const auto range = [this] {
      Address a = address();
      Address b = address();
      if (b < a)
        std::swap(a, b);
      return Side{
          .any = false, .addresses = AddressSet(std::vector<AddressRange>{{a, b}}), .sets = {}};
    };
    Rule rule;
    rule.access = percent(50) ? Access::allow : Access::deny;
    rule.protocols = Protocol::tcp;
    rule.source = range();
    rule.destination = range();
    const auto a = static_cast<std::uint16_t>(below(65536));
    const auto b = static_cast<std::uint16_t>(below(65536));
    rule.destination_ports = {{std::min(a, b), std::max(a, b)}};
    return rule;
  }

  std::mt19937_64 random_;
  AddressFamily family_;
};

inline std::shared_ptr<const Vocabulary> no_names() {
  return Vocabulary::make({}).value();
}

inline RuleList list(std::vector<Rule> rules) {
  static const auto vocabulary = no_names();
  return RuleList::make(std::move(rules), Direction::inbound, ListKind::group, vocabulary).value();
}

inline Path path(const RuleList& list) {
  return {.stages = {{.admin = std::nullopt, .groups = {list}}}};
}

inline std::size_t prefix_count(const std::vector<Rule>& rules) {
  std::size_t count = 0;
  for (const Rule& rule : rules)
    count += rule.source.addresses.prefixes().size() + rule.destination.addresses.prefixes().size();
  return count;
}

}  // namespace policies
