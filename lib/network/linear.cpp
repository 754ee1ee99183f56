#include "linear.hpp"

#include <algorithm>
#include <utility>

#include "rule_list_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

enum class Match : std::uint8_t { no = 1, mixed = 2, yes = 3 };

Match both(Match a, Match b) {
  return std::min(a, b);
}

Match from(std::optional<bool> known) {
  if (!known)
    return Match::mixed;
  return *known ? Match::yes : Match::no;
}

Match match_side(const Side& side, const AddressRange& range, AtomKind kind,
                 const Vocabulary& vocabulary, const Assumptions& assumptions) {
  if (side.any || side.addresses.contains(range))
    return Match::yes;
  bool touches = side.addresses.overlaps(range);
  Match result = Match::no;
  for (const SetId set : side.sets) {
    // A set that is assumed to hold the address still lacks what it is known to lack.
    const std::optional<bool> assumed = assumptions.in_set(kind, set);
    const AddressSet& certain = vocabulary.certain(set);
    const AddressSet& open = vocabulary.open(set);
    if (certain.contains(range) || (assumed == true && open.contains(range)))
      return Match::yes;
    const bool meets_open = open.overlaps(range);
    touches = touches || certain.overlaps(range) || (assumed == true && meets_open);
    if (!assumed && meets_open)
      result = Match::mixed;
  }
  if (!touches)
    return result;
  // What each of them holds a part of, they may hold together.
  AddressSet known = side.addresses;
  for (const SetId set : side.sets) {
    known = known | vocabulary.certain(set);
    if (assumptions.in_set(kind, set) == true)
      known = known | vocabulary.open(set);
  }
  return known.contains(range) ? Match::yes : Match::mixed;
}

Match match_ports(const std::vector<PortRange>& ports, const PortRange& range) {
  Match result = Match::no;
  for (const PortRange& part : ports) {
    if (part.contains(range))
      return Match::yes;
    if (part.overlaps(range))
      result = Match::mixed;
  }
  return result;
}

bool is_empty(const std::vector<PortRange>& ports) {
  return std::all_of(ports.begin(), ports.end(),
                     [](const PortRange& part) { return part.is_empty(); });
}

Match match(const Rule& rule, const LinearCell& cell, const Vocabulary& vocabulary,
            const Assumptions& assumptions) {
  if (!rule.protocols.contains(cell.protocol))
    return Match::no;
  Match result = Match::yes;
  if (has_ports(cell.protocol)) {
    result = both(match_ports(rule.source_ports, cell.source_ports),
                  match_ports(rule.destination_ports, cell.destination_ports));
  } else if (is_empty(rule.source_ports) || is_empty(rule.destination_ports)) {
    return Match::no;
  } else if (match_ports(rule.source_ports, PortRange{}) != Match::yes ||
             match_ports(rule.destination_ports, PortRange{}) != Match::yes) {
    result = from(assumptions.ports(rule));
  }
  for (const ConditionId condition : rule.conditions)
    result = both(result, from(assumptions.condition(condition)));
  if (result != Match::no)
    result = both(result, match_side(rule.source, cell.source, AtomKind::source_in_set, vocabulary,
                                     assumptions));
  if (result != Match::no)
    result = both(result, match_side(rule.destination, cell.destination,
                                     AtomKind::destination_in_set, vocabulary, assumptions));
  return result;
}

// Of the rules of one priority the deciding one if they are asked in that order of access;
// `no_rule` if none matches.
std::optional<std::uint32_t> decide_tie(const RuleList& list, std::uint32_t first,
                                        std::uint32_t end, bool permissive_first,
                                        const LinearCell& cell, const Assumptions& assumptions) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t rule = first; rule < end; ++rule)
    order.push_back(rule);
  const std::vector<Rule>& rules = list.rules();
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return permissive_first ? rules[a].access > rules[b].access : rules[a].access < rules[b].access;
  });
  for (const std::uint32_t rule : order) {
    const Match found = match(rules[rule], cell, *list.vocabulary(), assumptions);
    if (found == Match::mixed)
      return std::nullopt;
    if (found == Match::yes)
      return rule;
  }
  return no_rule;
}

}  // namespace

Assumptions::Assumptions(std::vector<const RuleList*> layers, std::vector<Literal> literals,
                         std::optional<bool> otherwise)
    : layers_(std::move(layers)), literals_(std::move(literals)), otherwise_(otherwise) {}

std::optional<bool> Assumptions::in_set(AtomKind side, SetId set) const {
  for (const Literal& literal : literals_) {
    if (literal.atom.kind != side)
      continue;
    const SetId other = literal.atom.id;
    const Vocabulary& vocabulary = *layers_.front()->vocabulary();
    if (literal.value && (other == set || vocabulary.implies(other, set)))
      return true;
    if (literal.value && vocabulary.excludes(other, set))
      return false;
    if (!literal.value && (other == set || vocabulary.implies(set, other)))
      return false;
  }
  return otherwise_;
}

std::optional<bool> Assumptions::condition(ConditionId condition) const {
  for (const Literal& literal : literals_)
    if (literal.atom.kind == AtomKind::condition && literal.atom.id == condition)
      return literal.value;
  return otherwise_;
}

std::optional<bool> Assumptions::ports(const Rule& rule) const {
  for (const Literal& literal : literals_) {
    if (literal.atom.kind != AtomKind::ports)
      continue;
    const Rule& other = layers_[literal.atom.layer]->rules()[literal.atom.id];
    if (other.source_ports == rule.source_ports &&
        other.destination_ports == rule.destination_ports)
      return literal.value;
  }
  return otherwise_;
}

std::optional<bool> Assumptions::order(const RuleList& list, std::uint32_t priority) const {
  for (const Literal& literal : literals_)
    if (literal.atom.kind == AtomKind::order && literal.atom.id == priority &&
        &layers_[literal.atom.layer]->data().original() == &list.data().original())
      return literal.value;
  return otherwise_;
}

bool Assumptions::contradictory() const {
  for (const Literal& a : literals_)
    for (const Literal& b : literals_) {
      if (a.atom == b.atom && a.value != b.value)
        return true;
      if (a.atom.kind != b.atom.kind || a.atom.kind > AtomKind::destination_in_set || !a.value)
        continue;
      const Vocabulary& vocabulary = *layers_.front()->vocabulary();
      if (b.value ? vocabulary.excludes(a.atom.id, b.atom.id)
                  : vocabulary.implies(a.atom.id, b.atom.id))
        return true;
    }
  return false;
}

std::optional<std::uint32_t> deciding_rule(const RuleList& list, const LinearCell& cell,
                                           const Assumptions& assumptions) {
  const std::vector<Rule>& rules = list.rules();
  auto tie = list.ties().begin();
  for (std::uint32_t rule = 0; rule < rules.size();) {
    if (tie != list.ties().end() && tie->first == rule) {
      const std::uint32_t end = rule + tie->count;
      const std::optional<bool> order =
          tie->matters ? assumptions.order(list, rules[rule].priority) : true;
      const auto found = decide_tie(list, rule, end, order.value_or(true), cell, assumptions);
      if (!order && decide_tie(list, rule, end, false, cell, assumptions) != found)
        return std::nullopt;
      if (found != no_rule)
        return found;
      rule = end;
      ++tie;
      continue;
    }
    const Match found = match(rules[rule], cell, *list.vocabulary(), assumptions);
    if (found == Match::mixed)
      return std::nullopt;
    if (found == Match::yes)
      return rule;
    ++rule;
  }
  return no_rule;
}

std::optional<Explanation> explain_cell(const Path& path, const LinearCell& cell,
                                        const Assumptions& assumptions) {
  Explanation out{.allowed = true, .chain = {}};
  bool skips_groups = false;
  const auto take = [&](const RuleList& list) {
    if (!out.allowed || (skips_groups && list.kind() == ListKind::group)) {
      out.chain.push_back(not_reached);
      return true;
    }
    const std::optional<std::uint32_t> rule = deciding_rule(list, cell, assumptions);
    if (!rule)
      return false;
    out.chain.push_back(*rule);
    if (*rule == no_rule)
      out.allowed = list.kind() == ListKind::admin;
    else
      out.allowed = list.rules()[*rule].access != Access::deny;
    skips_groups = *rule != no_rule && list.rules()[*rule].access == Access::always_allow;
    return true;
  };
  for (const Stage& stage : path.stages) {
    skips_groups = false;
    if (stage.admin && !take(*stage.admin))
      return std::nullopt;
    for (const RuleList& group : stage.groups)
      if (!take(group))
        return std::nullopt;
  }
  return out;
}

void add_layers(const Path& path, std::vector<const RuleList*>& out) {
  for (const Stage& stage : path.stages) {
    if (stage.admin)
      out.push_back(&*stage.admin);
    for (const RuleList& group : stage.groups)
      out.push_back(&group);
  }
}

LinearCell cell_of(const Packet& packet) {
  return {packet.protocol,
          {packet.source, packet.source},
          {packet.destination, packet.destination},
          {packet.source_port, packet.source_port},
          {packet.destination_port, packet.destination_port}};
}

Explanation explain(const Path& path, const Packet& packet, const std::vector<Literal>& assuming) {
  std::vector<const RuleList*> layers;
  add_layers(path, layers);
  return explain_cell(path, cell_of(packet), Assumptions(std::move(layers), assuming, false))
      .value_or(Explanation{});
}

}  // namespace cachewarden::inline v0::network
