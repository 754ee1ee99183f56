#include "cachewarden/reach/required_ports.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/redis_reach_rules.hpp"
#include "rules/group_reach.hpp"
#include "rules/reach_claims.hpp"

namespace cachewarden::inline v0::rules {

namespace {

using network::Direction;
using reach::RequiredPeer;

/// The group of the subnet, and security admin rules, let out what has to go to the internet.
Claim filters_let_out(const RedisCache& cache, const Subnet& subnet, const Context& context) {
  const auto answers = reach::unmet_required_ports(
      context.inventory(), cache, detail::rule_limits, [](const reach::RequiredPort& row) {
        return row.direction == Direction::outbound &&
               (row.peer == RequiredPeer::internet || row.peer == RequiredPeer::monitor);
      });
  if (!answers)
    return unknown(subnet.network_security_group);
  Claim result = claim(subnet.network_security_group, Truth::yes);
  for (const reach::RequiredAnswer& each : *answers) {
    if (each.met >= result.truth)
      continue;
    result = claim(subnet.network_security_group, each.met);
    if (each.proof)
      detail::add_chain(each.proof->chain, context.inventory(), result);
  }
  if (result.truth != Truth::unknown)
    return result;
  const auto* group = context.target<NetworkSecurityGroup>(subnet, subnet.network_security_group);
  if (group == nullptr)
    return unknown(subnet.network_security_group);
  const Children<UserSecurityRule> rules = context.children<UserSecurityRule>(*group);
  if (!rules.is_complete())
    result.add(rules.basis());
  for (const UserSecurityRule* rule : rules.items)
    detail::add_gaps(*rule, result);
  result.add(detail::gaps_of_network(reach::AddressSpace(context.inventory(), subnet)));
  return result;
}

/// A route for half of all addresses or more.
bool is_default(const Route& route) {
  if (!route.address_prefix.has_value())
    return true;
  const Result<Prefix> prefix = Prefix::parse(*route.address_prefix);
  return prefix && prefix->family() == AddressFamily::ipv4 && prefix->length() <= 1;
}

/// Where a route leads what leaves for the internet: `no` if it is dropped, `yes` if it goes there.
Claim leads_out(const Route& route) {
  if (!route.address_prefix.has_value())
    return unknown(route.address_prefix);
  if (!route.next_hop_type.has_value())
    return unknown(route.next_hop_type);
  switch (*route.next_hop_type) {
    case NextHop::internet:
      return claim(route.next_hop_type, Truth::yes);
    case NextHop::none:
      return claim(route.next_hop_type, Truth::no);
    default: {
      Claim result = needs_knowledge("whether what the route leads to lets the cache out");
      result.add({.at = &route.next_hop_type});
      return result;
    }
  }
}

/// Something gives the subnet addresses of the internet.
Claim has_address(const Subnet& subnet) {
  const Claim result =
      any_of(present(subnet.nat_gateway), equals(subnet.default_outbound_access, true));
  if (result.truth != Truth::no)
    return result;
  Claim open = needs_knowledge("whether the platform gives the cache a way out of its own");
  open.add(result);
  return open;
}

Claim routes_lead_out(const Subnet& subnet, const Context& context) {
  const Claim routed = present(subnet.route_table);
  bool is_explicit = false;
  Claim result = routed.truth == Truth::unknown ? routed : claim(subnet.route_table, Truth::yes);
  if (routed.truth == Truth::yes) {
    const auto* table = context.target<RouteTable>(subnet, subnet.route_table);
    if (table == nullptr)
      return unknown(subnet.route_table);
    const Children<Route> routes = context.children<Route>(*table);
    if (!routes.is_complete())
      result = {Truth::unknown, routes.basis()};
    for (const Route* route : routes.items) {
      if (!is_default(*route))
        continue;
      const Claim one = leads_out(*route);
      is_explicit = is_explicit || one.truth == Truth::yes;
      if (one.truth < result.truth)
        result = one;
    }
  }
  // A gateway may announce a default route of its own.
  const reach::AddressSpace space(context.inventory(), subnet);
  if (result.truth == Truth::yes && !is_explicit &&
      space.open_gateway().kind != reach::Ground::Kind::none)
    return {Truth::unknown, detail::basis(space.open_gateway())};
  return result;
}

}  // namespace

Verdict redis_way_out(const RedisCache& cache, const Context& context) {
  const Claim is_injected = injected(cache);
  if (is_injected.truth != Truth::yes)
    return when(is_injected, {}, not_injected_note);
  const Subnet* subnet = context.target<Subnet>(cache, cache.subnet_id);
  if (subnet == nullptr)
    return {Status::unknown, unknown(cache.subnet_id), "the subnet is not one this tool can read"};
  const Claim filters = filters_let_out(cache, *subnet, context);
  const Claim routes = routes_lead_out(*subnet, context);
  const std::string_view note =
      filters.truth == Truth::no  ? "the group stops what the cache sends to the internet"
      : routes.truth == Truth::no ? "a route drops what the cache sends to the internet"
                                  : std::string_view{};
  return require(all_of(filters, routes, has_address(*subnet)), note);
}

}  // namespace cachewarden::inline v0::rules
