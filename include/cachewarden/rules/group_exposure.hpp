#pragma once

#include <algorithm>
#include <span>

#include "cachewarden/rules/firewall_claims.hpp"

/// What the rules of a network security group let in or out by themselves, whatever stands in the
/// subnet. Rules are asked one by one: an allowing rule counts unless one denying rule before it
/// takes all that is asked about.
namespace cachewarden::inline v0::rules {

/// Ports of one protocol.
struct ServicePorts {
  PortRange ports{};
  TransportProtocol protocol = TransportProtocol::any;
};

/// Whose packets are asked about.
enum class Peers : std::uint8_t {
  everybody = 1,     ///< the whole internet: `*`, `Internet`, a prefix of all addresses
  many_private = 2,  ///< more than 65,536 addresses of private networks
};

/// A term holds all of the peers, or for `many_private` so many that it should not.
[[nodiscard]] inline bool names_peers(const AddressTerm& term, Peers peers) {
  if (term.kind == AddressTerm::Kind::any)
    return peers == Peers::everybody;
  if (term.kind == AddressTerm::Kind::tag)
    return peers == Peers::everybody && equal_folded(term.text, "Internet");
  if (term.kind != AddressTerm::Kind::prefix)
    return false;
  const AddressRange range(term.prefix);
  if (peers == Peers::everybody)
    return term.prefix.length() == 0;
  return term.prefix.first().family == AddressFamily::ipv4 && term.prefix.length() > 0 &&
         term.prefix.length() < 16 && internet_addresses(range) < range.size();
}

/// A denying rule keeps them all out.
[[nodiscard]] inline bool covers_peers(const AddressTerm& term, Peers peers) {
  return term.kind == AddressTerm::Kind::any ||
         (term.kind == AddressTerm::Kind::prefix && term.prefix.length() == 0) ||
         (peers == Peers::everybody && names_peers(term, peers));
}

[[nodiscard]] inline Claim has_term(const Property<List<AddressTerm>>& terms, Peers peers,
                                    bool covering) {
  return holds(terms, [=](const List<AddressTerm>& all) {
    return std::any_of(all.begin(), all.end(), [=](const AddressTerm& term) {
      return covering ? covers_peers(term, peers) : names_peers(term, peers);
    });
  });
}

[[nodiscard]] inline Claim is_any(const Property<List<AddressTerm>>& terms) {
  return has_term(terms, Peers::everybody, true);
}

/// The rule is about one of the ports, or all of them; about some protocol of the service, or all.
[[nodiscard]] inline Claim takes(const UserSecurityRule& rule, const ServicePorts& service,
                                 bool wholly, bool every_protocol) {
  const Claim protocol = holds(rule.protocol, [&](TransportProtocol each) {
    return each == TransportProtocol::any || each == service.protocol ||
           (!every_protocol && service.protocol == TransportProtocol::any);
  });
  const Claim ports = holds(rule.destination_ports, [&](const List<PortRange>& all) {
    return std::any_of(all.begin(), all.end(), [&](const PortRange& range) {
      return wholly ? range.contains(service.ports) : range.overlaps(service.ports);
    });
  });
  return all_of(protocol, ports);
}

/// A question about a group.
struct Exposure {
  RuleDirection direction = RuleDirection::inbound;
  Peers peers = Peers::everybody;
  std::span<const ServicePorts> services{};
  bool wholly = false;  ///< asks for rules that take all of a service's ports
};

/// Some rule of the group lets the peers in to one of the services, or out to it.
[[nodiscard]] inline Claim lets_through(const Children<UserSecurityRule>& rules,
                                        const Exposure& asked) {
  const bool inbound = asked.direction == RuleDirection::inbound;
  const auto far_end = [inbound](const UserSecurityRule& rule) -> const auto& {
    return inbound ? rule.sources : rule.destinations;
  };
  const auto near_end = [inbound](const UserSecurityRule& rule) -> const auto& {
    return inbound ? rule.destinations : rule.sources;
  };
  const auto is_denied_before = [&](const UserSecurityRule& allowing, const ServicePorts& service) {
    return some(rules, [&](const UserSecurityRule& rule) {
      const Claim earlier =
          rule.priority.is_gap() || allowing.priority.is_gap()
              ? unknown(rule.priority.is_gap() ? rule.priority : allowing.priority)
              : claim(rule.priority, truth(*rule.priority < *allowing.priority));
      return all_of(equals(rule.direction, asked.direction), equals(rule.access, RuleAccess::deny),
                    earlier, has_term(far_end(rule), asked.peers, true), is_any(near_end(rule)),
                    takes(rule, service, true, true));
    });
  };
  return some(rules, [&](const UserSecurityRule& rule) {
    const Claim allows =
        all_of(equals(rule.direction, asked.direction), equals(rule.access, RuleAccess::allow),
               has_term(far_end(rule), asked.peers, false));
    if (allows.truth == Truth::no)
      return allows;
    Claim result(Truth::no, {.at = &rule.destination_ports});
    for (const ServicePorts& service : asked.services) {
      Claim each = all_of(allows, takes(rule, service, asked.wholly, false));
      if (each.truth != Truth::no)
        each = all_of(each, negated(is_denied_before(rule, service)));
      if (each.truth > result.truth)
        result = each;
    }
    return result;
  });
}

}  // namespace cachewarden::inline v0::rules
