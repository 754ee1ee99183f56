#include "cachewarden/rules/redis_reach_rules.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "cachewarden/network/contract.hpp"
#include "cachewarden/network/lint.hpp"
#include "cachewarden/reach/contracts.hpp"
#include "cachewarden/reach/required_ports.hpp"
#include "cachewarden/rules/firewall_claims.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "reach/space.hpp"
#include "reach/tell.hpp"
#include "rules/group_reach.hpp"
#include "rules/reach_claims.hpp"

namespace cachewarden::inline v0::rules {

namespace {

using detail::basis;
using detail::InboundGroup;
using network::AddressSet;
using reach::CacheReach;

constexpr std::string_view unreadable_subnet = "the subnet is not one this tool can read";
constexpr std::string_view too_many = "the rules of the group are too many to be worked out";
constexpr std::string_view no_group = "the subnet has no network security group";

/// An injected cache with the subnet and the group that filter for it.
struct Injected {
  const Subnet* subnet = nullptr;
  const NetworkSecurityGroup* group = nullptr;
};

/// Where the cache, its subnet and its group are known goes on, else the verdict.
template <class Ask>
Verdict of_injected(const RedisCache& cache, const Context& context, Ask&& ask) {
  const Claim is_injected = injected(cache);
  if (is_injected.truth != Truth::yes)
    return when(is_injected, {}, not_injected_note);
  const Subnet* subnet = context.target<Subnet>(cache, cache.subnet_id);
  if (subnet == nullptr)
    return {Status::unknown, unknown(cache.subnet_id), unreadable_subnet};
  const Claim attached = present(subnet->network_security_group);
  if (attached.truth != Truth::yes)
    return when(attached, {}, no_group);
  const auto* group = context.target<NetworkSecurityGroup>(*subnet, subnet->network_security_group);
  if (group == nullptr)
    return {Status::unknown, unknown(subnet->network_security_group),
            "the network security group is not one this tool can read"};
  const Children<UserSecurityRule> written = context.children<UserSecurityRule>(*group);
  if (!written.is_complete())
    return {Status::unknown, {Truth::unknown, written.basis()}};
  return ask(Injected{subnet, group});
}

Claim resource_claim(Truth truth, const void* body) {
  return {truth, {.at = body, .kind = Basis::Kind::resource}};
}

/// Packets of clients to the ports for them.
network::Region client_region(const InboundGroup& group) {
  return {.protocols = network::Protocol::tcp,
          .sources = AddressSet::everything(AddressFamily::ipv4) - group.space.subnet_addresses() -
                     AddressSet(reach::platform_address),
          .destinations = group.space.subnet_addresses(),
          .destination_ports = {{6380, 6380}}};
}

bool allows(const InboundGroup& group, std::uint32_t rule) {
  const std::vector<network::Rule>& rules = group.list->rules();
  return rule < rules.size() && rules[rule].access == network::Access::allow;
}

/// Null for what Azure adds.
const UserSecurityRule* written(const InboundGroup& group, std::uint32_t rule) {
  return group.draft.origins[group.list->rules()[rule].name].written;
}

/// What is not known of the rules and of where the subnet lies.
Claim gaps_of(const InboundGroup& rules, const NetworkSecurityGroup& group,
              const Context& context) {
  Claim result = detail::gaps_of_place(rules.space);
  for (const UserSecurityRule* rule : context.children<UserSecurityRule>(group).items)
    detail::add_gaps(*rule, result);
  return result;
}

/// Where the rules of the group can be worked out goes on, too; `costly` is for what cannot be.
template <class Ask>
Verdict of_inbound_group(const RedisCache& cache, const Context& context, Ask&& ask) {
  return of_injected(cache, context, [&](const Injected& at) -> Verdict {
    const auto group = detail::inbound_group(*at.subnet, *at.group, context);
    const Verdict costly{Status::unknown, resource_claim(Truth::unknown, at.group), too_many};
    return group->list ? ask(at, *group, costly) : costly;
  });
}

/// With or without packets that show how an answer comes about, which cost as much as the answer.
enum class Proofs : bool { none = false, all = true };

Result<CacheReach> reach_of(const RedisCache& cache, const Context& context,
                            std::vector<PortRange> ports, Proofs proofs) {
  return reach::reach(
      context.inventory(), context.owner(cache),
      {.ports = std::move(ports), .limits = detail::rule_limits, .proofs = proofs == Proofs::all});
}

/// What a packet shows to the first ports that are open by `is_open`, besides what is claimed.
template <class IsOpen>
Claim shown_open(const RedisCache& cache, const Context& context, std::vector<PortRange> ports,
                 Claim claim, IsOpen&& is_open) {
  const Result<CacheReach> answer = reach_of(cache, context, std::move(ports), Proofs::all);
  if (!answer)
    return claim;
  for (const reach::Way& way : answer->ways) {
    for (const reach::PortReach& port : way.ports) {
      if (!is_open(port))
        continue;
      detail::add_chain(port, context.inventory(), claim);
      return claim;
    }
  }
  return claim;
}

}  // namespace

Verdict redis_internet_kept_out(const RedisCache& cache, const Context& context) {
  const Claim is_public = has_public_address(cache);
  const Children<RedisFirewallRule> firewall = context.children<RedisFirewallRule>(cache);
  // Without a firewall rule the answer is plain.
  if (is_public.truth == Truth::yes && firewall.items.empty() && firewall.is_complete()) {
    Claim open = negated(is_public);
    open.add(firewall.basis());
    return require(open, "there are no firewall rules, so every address on the internet gets in");
  }
  const Result<CacheReach> answer = reach_of(cache, context, {}, Proofs::none);
  if (!answer)
    return {Status::unknown, resource_claim(Truth::unknown, &cache), too_many};
  const AddressSet internet = reach::public_addresses();
  AddressSet sure;
  AddressSet perhaps;
  for (const reach::Way& way : answer->ways) {
    for (const reach::PortReach& port : way.ports) {
      sure = sure | (port.reached_from & internet);
      perhaps = perhaps | (port.maybe_reached_from & internet);
    }
  }
  const network::Count most(context.settings().firewall_max_total_addresses);
  if (sure.count() > most)
    return require(shown_open(
        cache, context, {}, resource_claim(Truth::no, &cache),
        [&](const reach::PortReach& port) { return !(port.reached_from & internet).empty(); }));
  if ((sure | perhaps).count() > most || !answer->ways_known)
    return detail::open_verdict(*answer, cache);
  return require(detail::closed_claim(*answer, cache, context.inventory()));
}

Verdict redis_contracts_kept(const RedisCache& cache, const Context& context) {
  return detail::contracts_kept(cache, context);
}

Verdict redis_plain_port_closed(const RedisCache& cache, const Context& context) {
  const Claim closed = equals(cache.enable_non_ssl_port, false);
  if (closed.truth == Truth::yes)
    return require(closed);
  const std::vector<PortRange> plain{{6379, 6379}};
  const Result<CacheReach> answer = reach_of(cache, context, plain, Proofs::none);
  if (!answer)
    return {Status::unknown, resource_claim(Truth::unknown, &cache), too_many};
  if (answer->reached == Truth::yes)
    return require(shown_open(cache, context, plain, closed, [](const reach::PortReach& port) {
      return port.reached == Truth::yes;
    }));
  if (answer->reached == Truth::no && answer->ways_known)
    return require(detail::closed_claim(*answer, cache, context.inventory()));
  Verdict open = detail::open_verdict(*answer, cache);
  if (closed.truth == Truth::unknown)
    open.basis.add(closed);
  return open;
}

Verdict redis_required_ports(const RedisCache& cache, const Context& context) {
  return of_injected(cache, context, [&](const Injected& at) -> Verdict {
    // What leaves for the internet depends on routes as well as on the group.
    const auto answers = reach::unmet_required_ports(
        context.inventory(), cache, detail::rule_limits, [](const reach::RequiredPort& row) {
          return row.peer != reach::RequiredPeer::internet &&
                 row.peer != reach::RequiredPeer::monitor;
        });
    if (!answers)
      return {Status::unknown, resource_claim(Truth::unknown, at.group), too_many};
    const reach::RequiredAnswer* open = nullptr;
    for (const reach::RequiredAnswer& each : *answers) {
      if (each.met == Truth::no) {
        Claim because = resource_claim(Truth::no, at.group);
        if (each.proof)
          detail::add_chain(each.proof->chain, context.inventory(), because);
        const bool is_inbound = each.row->direction == network::Direction::inbound;
        if (each.replica != nullptr)
          return require(because,
                         "the group stops packets of geo-replication, ports 15000-15999 (table of "
                         "2024-12; `cachewarden reach` shows the first)");
        return require(because,
                       is_inbound
                           ? "the group stops packets to ports that the nodes of the cache or the "
                             "load balancer need (table of 2024-12; `cachewarden reach` shows them)"
                           : "the group stops packets that the cache has to send to work (table of "
                             "2024-12; `cachewarden reach` shows them)");
      }
      if (each.met == Truth::unknown && open == nullptr)
        open = &each;
    }
    if (open == nullptr)
      return require(resource_claim(Truth::yes, at.group));
    Claim because = open->replica != nullptr && !open->proof
                        ? needs_knowledge("the subnet of the cache that it is linked with")
                        : needs_knowledge("what service tags and rules of the group hold");
    for (const UserSecurityRule* rule : context.children<UserSecurityRule>(*at.group).items)
      detail::add_gaps(*rule, because);
    return {Status::unknown, because,
            "whether all that an injected cache needs gets through depends on rules that cannot "
            "be worked out"};
  });
}

Verdict redis_default_rule_closed(const RedisCache& cache, const Context& context) {
  return of_inbound_group(
      cache, context,
      [&](const Injected& at, const InboundGroup& group, const Verdict& costly) -> Verdict {
        if (const Claim gaps = gaps_of(group, *at.group, context); gaps.size > 0)
          return {Status::unknown, gaps};
        const auto deciders =
            network::deciding_rules(*group.list, client_region(group), detail::rule_limits);
        // Of the network as far as it is known: what it holds besides only adds to these.
        network::Region sure = client_region(group);
        sure.sources = sure.sources & group.space.sure_network();
        const auto surely = network::deciding_rules(*group.list, sure, detail::rule_limits);
        if (!deciders || !surely)
          return costly;
        const auto by_default = [&](std::uint32_t rule) {
          return allows(group, rule) && written(group, rule) == nullptr;
        };
        Claim listed(Truth::no);
        for (const std::uint32_t rule : *deciders) {
          if (!allows(group, rule) || by_default(rule))
            continue;
          listed.truth = Truth::yes;
          listed.add({.at = &written(group, rule)->sources});
        }
        if (listed.truth == Truth::no)
          return not_applicable(resource_claim(Truth::no, at.group),
                                "no rule of the group lists clients");
        const bool is_open = std::any_of(surely->begin(), surely->end(), by_default);
        if (!is_open && std::any_of(deciders->begin(), deciders->end(), by_default))
          return {Status::unknown, detail::gaps_of_network(group.space)};
        listed.truth = truth(!is_open);
        listed.add(resource_claim(listed.truth, at.group));
        return require(listed);
      });
}

Verdict redis_routes_do_not_widen(const RedisCache& cache, const Context& context) {
  return of_inbound_group(
      cache, context,
      [&](const Injected& at, const InboundGroup& group, const Verdict& costly) -> Verdict {
        Claim routes = resource_claim(Truth::yes, at.subnet);
        routes.add({.at = &at.subnet->route_table});
        if (!group.space.has_open_routes())
          return require(routes);
        // What a route adds and the group then lets in as VirtualNetwork.
        network::Region region = client_region(group);
        region.sources = region.sources & group.space.routed_sources() & reach::public_addresses();
        const auto deciders = network::deciding_rules(*group.list, region, detail::rule_limits);
        if (!deciders)
          return costly;
        const bool is_let_in =
            std::any_of(deciders->begin(), deciders->end(), [&](std::uint32_t rule) {
              if (!allows(group, rule))
                return false;
              const std::vector<network::SetId>& sets = group.list->rules()[rule].source.sets;
              return std::any_of(sets.begin(), sets.end(), [&](network::SetId id) {
                return equal_folded(group.words.set_name(id), "VirtualNetwork");
              });
            });
        if (!is_let_in) {
          routes.add(resource_claim(Truth::yes, at.group));
          return require(routes);
        }
        Claim because(Truth::no, basis(group.space.open_routes()));
        const Claim gaps = gaps_of(group, *at.group, context);
        because.add(gaps);
        if (gaps.size > 0 || !group.space.knows_routes())
          return {Status::unknown, because};
        because.add(resource_claim(Truth::no, at.group));
        return require(because);
      });
}

Verdict redis_group_filters(const RedisCache& cache, const Context& context) {
  return of_inbound_group(
      cache, context,
      [&](const Injected& at, const InboundGroup& group, const Verdict& costly) -> Verdict {
        // Those who would get there without a group: the network and its peers.
        network::Region region = client_region(group);
        region.sources = region.sources & group.space.sure_network();
        const auto kept_out = network::find(reach::path_of(*group.list), region,
                                            network::Which::surely_not, detail::rule_limits);
        if (!kept_out)
          return costly;
        if (*kept_out)
          return require(resource_claim(Truth::yes, at.group));
        // Members of a security group or service tag are never the whole network.
        const auto unsure = network::find(reach::path_of(*group.list), region,
                                          network::Which::unsure, detail::rule_limits);
        if (!unsure)
          return costly;
        const bool is_by_members =
            *unsure && std::all_of((*unsure)->hinges.begin(), (*unsure)->hinges.end(),
                                   [&](const network::Atom& atom) {
                                     return atom.kind == network::AtomKind::source_in_set &&
                                            !group.words.is_relative(atom.id);
                                   });
        if (is_by_members && gaps_of(group, *at.group, context).size == 0)
          return require(resource_claim(Truth::yes, at.group));
        // It does nothing if letting all of the network in before everything else changes nothing,
        // whatever the network holds.
        reach::ListDraft open = group.draft;
        open.add_all(0, network::Access::allow, "the network");
        reach::Words words = group.words;  // which know the tag by a default rule
        open.rules.back().source = {.sets = {words.tag("VirtualNetwork", group.space)}};
        const auto opened =
            reach::make_list(open, network::Direction::inbound, group.list->vocabulary());
        if (!opened)
          return costly;
        const auto compared = network::compare(reach::path_of(*group.list), reach::path_of(*opened),
                                               client_region(group), detail::rule_limits);
        Claim because = resource_claim(Truth::no, at.group);
        because.add({.at = &at.subnet->network_security_group});
        if (compared && compared->equivalent)
          return require(because);
        const Claim gaps = gaps_of(group, *at.group, context);
        return {Status::unknown, gaps.size > 0 ? gaps : detail::gaps_of_network(group.space),
                "what the group keeps out depends on rules or addresses that are not known"};
      });
}

Verdict redis_firewall_effective(const RedisCache& cache, const Context& context) {
  const Children<RedisFirewallRule> rules = context.children<RedisFirewallRule>(cache);
  if (rules.items.empty())
    return when(exists(rules), {}, "there are no firewall rules");
  const Claim is_injected = injected(cache);
  if (is_injected.truth == Truth::yes)
    return not_applicable(is_injected,
                          "whether firewall rules filter for an injected cache is not documented");
  return require(has_public_address(cache));
}

}  // namespace cachewarden::inline v0::rules
