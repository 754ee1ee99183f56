#include "cachewarden/network/lint.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

constexpr AddressFamily families[] = {AddressFamily::ipv4, AddressFamily::ipv6};

void collect_terminals(const Diagram& diagram, Node node, std::vector<bool>& seen,
                       std::vector<std::uint32_t>& out) {
  if (Diagram::is_terminal(node)) {
    out.push_back(Diagram::value(node));
    return;
  }
  if (seen[node])
    return;
  seen[node] = true;
  for (std::uint32_t i = 0; i < diagram.edge_count(node); ++i)
    collect_terminals(diagram, diagram.edge(node, i).child, seen, out);
}

// The terminals of the list's diagram that some packet reaches; false if that costs too much.
bool reached(const RuleList& list, const Region& region, Leaf leaf, const Limits& limits,
             std::vector<std::uint32_t>& out) {
  Budget budget(limits.work, limits.memory);
  for (const AddressFamily family : families) {
    const Space space(family, {&list.data()}, region);
    if (space.empty())
      continue;
    if (space.atoms().size() > most_atoms)
      return false;
    Diagram diagram(budget);
    const Node node = diagram.constrain(space.build(diagram, 0, leaf), space.consistent(diagram));
    if (budget.is_spent())
      return false;
    std::vector<bool> seen(diagram.size());
    collect_terminals(diagram, node, seen, out);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return true;
}

// The effect of a rule that decides what the terminals say.
Effect effect_of(std::uint32_t rule, Access access, const std::vector<std::uint32_t>& terminals) {
  const auto begin = std::lower_bound(terminals.begin(), terminals.end(), 8 * rule);
  const auto end = std::lower_bound(begin, terminals.end(), 8 * (rule + 1));
  if (begin == end)
    return Effect::shadowed;
  const bool same = std::all_of(begin, end, [access](std::uint32_t terminal) {
    return (terminal % 8) / 2 == static_cast<std::uint32_t>(access);
  });
  if (!same)
    return Effect::decides;
  const bool leans =
      std::any_of(begin, end, [](std::uint32_t terminal) { return terminal % 2 == 1; });
  return leans ? Effect::redundant_default : Effect::redundant;
}

}  // namespace

Region reach_of(const RuleList& list, std::uint32_t rule, const Region& region) {
  const Rule& of = list.rules()[rule];
  const auto narrowed = [&list](const AddressSet& within, const Side& side) {
    if (side.any)
      return within;
    AddressSet all = side.addresses;
    for (const SetId set : side.sets)
      all = all | list.vocabulary()->certain(set) | list.vocabulary()->open(set);
    return within & all;
  };
  const auto common = [](const std::vector<PortRange>& a, const std::vector<PortRange>& b) {
    std::vector<PortRange> out;
    for (const PortRange& x : a)
      for (const PortRange& y : b)
        out.push_back({std::max(x.first, y.first), std::min(x.last, y.last)});
    return normalized(std::move(out));
  };
  Region out = region;
  out.protocols = region.protocols & of.protocols;
  out.sources = narrowed(region.sources, of.source);
  out.destinations = narrowed(region.destinations, of.destination);
  // Packets without ports may match too, so ports narrow only if there are none of those.
  if ((out.protocols - ProtocolSet::with_ports()).empty()) {
    out.source_ports = common(region.source_ports, of.source_ports);
    out.destination_ports = common(region.destination_ports, of.destination_ports);
  }
  return out;
}

Result<std::vector<std::uint32_t>> deciding_rules(const RuleList& list, const Region& region,
                                                  const Limits& limits) {
  std::vector<std::uint32_t> rules;
  if (!reached(list, region, Leaf::rule, limits, rules))
    return too_expensive();
  if (!rules.empty() && rules.back() == list.rules().size())
    rules.back() = no_rule;
  return rules;
}

Result<std::vector<Effect>> effects(const RuleList& list, const Region& region,
                                    const Limits& limits) {
  const std::vector<Rule>& rules = list.rules();
  std::vector<Effect> out(rules.size(), Effect::undecided);
  std::vector<bool> met(rules.size());
  for (const AddressFamily family : families) {
    const Space space(family, {&list.data()}, region);
    if (space.empty())
      continue;
    for (const SpaceBox& box : space.list(0).boxes)
      if (box.rule < rules.size())
        met[box.rule] = true;
  }
  std::vector<std::uint32_t> all;
  const bool at_once = reached(list, region, Leaf::fallback, limits, all);
  // To look at the list for one rule costs some steps for each of its rules, whatever comes of it.
  const std::uint64_t look = 16 * std::uint64_t{rules.size()};
  std::uint64_t credit = limits.slice_work;
  Limits left = limits;
  for (std::uint32_t rule = 0; rule < rules.size(); ++rule) {
    if (!met[rule]) {
      out[rule] = Effect::outside;
      continue;
    }
    if (at_once) {
      out[rule] = effect_of(rule, rules[rule].access, all);
      continue;
    }
    // Fewer rules meet what one rule matches.
    left.work = limits.work / rules.size();
    if (credit < look + left.work)
      continue;
    credit -= look + left.work;
    std::vector<std::uint32_t> own;
    if (reached(list, reach_of(list, rule, region), Leaf::fallback, left, own))
      out[rule] = effect_of(rule, rules[rule].access, own);
  }
  return out;
}

}  // namespace cachewarden::inline v0::network
