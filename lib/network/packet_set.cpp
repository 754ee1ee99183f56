#include "cachewarden/network/packet_set.hpp"

#include <algorithm>
#include <utility>

#include "linear.hpp"
#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

constexpr AddressFamily families[] = {AddressFamily::ipv4, AddressFamily::ipv6};

// Adds the atoms that a node depends on.
void support(const Diagram& diagram, Node node, std::vector<bool>& seen, std::vector<bool>& atoms) {
  if (Diagram::is_terminal(node) || seen[node])
    return;
  seen[node] = true;
  atoms[diagram.level(node) - dimension_count] = true;
  support(diagram, diagram.edge(node, 0).child, seen, atoms);
  support(diagram, diagram.edge(node, 1).child, seen, atoms);
}

// The path to a terminal on which the fewest atoms are true.
class Lightest {
 public:
  Lightest(const Diagram& diagram, Node wanted)
      : diagram_(diagram), wanted_(wanted), cost_(diagram.size(), unset) {}

  std::vector<std::uint32_t> run(Node node) {
    std::vector<std::uint32_t> true_atoms;
    while (!Diagram::is_terminal(node)) {
      const Node if_false = diagram_.edge(node, 0).child;
      const Node if_true = diagram_.edge(node, 1).child;
      if (cost(if_true) < impossible && cost(if_true) + 1 < cost(if_false)) {
        true_atoms.push_back(diagram_.level(node) - static_cast<std::uint32_t>(dimension_count));
        node = if_true;
      } else {
        node = if_false;
      }
    }
    return true_atoms;
  }
  bool can(Node node) { return cost(node) < impossible; }

 private:
  static constexpr std::uint32_t unset = 0xffffffffU;
  static constexpr std::uint32_t impossible = 0xfffffffeU;

  std::uint32_t cost(Node node) {
    if (Diagram::is_terminal(node))
      return node == wanted_ ? 0 : impossible;
    if (cost_[node] == unset) {
      const std::uint32_t if_true = cost(diagram_.edge(node, 1).child);
      const std::uint32_t if_false = cost(diagram_.edge(node, 0).child);
      cost_[node] = std::min(if_false, if_true == impossible ? impossible : if_true + 1);
    }
    return cost_[node];
  }

  const Diagram& diagram_;
  Node wanted_;
  std::vector<std::uint32_t> cost_;
};

}  // namespace

bool Region::contains(const Packet& packet) const {
  const auto holds = [](const std::vector<PortRange>& ports, std::uint16_t port) {
    return std::any_of(ports.begin(), ports.end(),
                       [port](const PortRange& range) { return range.contains(port); });
  };
  if (!protocols.contains(packet.protocol) || packet.source.family != packet.destination.family ||
      !sources.contains(packet.source) || !destinations.contains(packet.destination))
    return false;
  if (has_ports(packet.protocol))
    return holds(source_ports, packet.source_port) &&
           holds(destination_ports, packet.destination_port);
  return is_everything(normalized(source_ports)) && is_everything(normalized(destination_ports));
}

bool RankRegion::make(const Region& region, const Space& space, RankRegion& out) {
  ProtocolSet protocols;
  if (!intervals_of(region, space.family(), out.values, protocols))
    return false;
  for (std::uint32_t rank = 0; rank < space.protocols().size(); ++rank)
    if (protocols.contains(space.protocols()[rank])) {
      if (!out.ranks[protocol_dimension].empty() &&
          out.ranks[protocol_dimension].back().last + 1 == rank)
        out.ranks[protocol_dimension].back().last = rank;
      else
        out.ranks[protocol_dimension].push_back({rank, rank});
    }
  for (std::size_t d = source_dimension; d < dimension_count; ++d)
    out.ranks[d] = space.axis(d).ranks(out.values[d]);
  return std::none_of(out.ranks.begin(), out.ranks.end(),
                      [](const std::vector<RankSpan>& spans) { return spans.empty(); });
}

Uint128 RankRegion::lowest(const Space& space, std::size_t dimension, std::uint32_t rank) const {
  const Interval& cell = space.axis(dimension).cells[rank];
  const auto at = std::lower_bound(
      values[dimension].begin(), values[dimension].end(), cell.first,
      [](const Interval& interval, Uint128 value) { return interval.last < value; });
  return std::max(cell.first, at->first);
}

const Region& PacketSet::region() const noexcept {
  return data_->region;
}

Truth PacketSet::contains(const Packet& packet) const {
  const FamilySet* set = data_->family(packet.source.family);
  std::array<std::uint32_t, dimension_count> ranks{};
  if (set == nullptr || packet.source.family != packet.destination.family ||
      !set->ranks_of(packet, ranks))
    return Truth::no;
  return static_cast<Truth>(Diagram::value(set->descend(set->truth, ranks)));
}

std::vector<Atom> PacketSet::hinges(const Packet& packet) const {
  std::vector<Atom> out;
  const FamilySet* set = data_->family(packet.source.family);
  std::array<std::uint32_t, dimension_count> ranks{};
  if (set == nullptr || !set->ranks_of(packet, ranks) ||
      Diagram::is_terminal(set->descend(set->reduced, ranks)))
    return out;
  std::vector<bool> atoms(set->space().atoms().size());
  std::vector<bool> seen(set->diagram().size());
  support(set->diagram(), set->descend(set->function, ranks), seen, atoms);
  for (std::size_t i = 0; i < atoms.size(); ++i)
    if (atoms[i])
      out.push_back(set->space().atoms()[i]);
  return out;
}

std::optional<std::vector<Literal>> PacketSet::assumption(const Packet& packet,
                                                          bool contained) const {
  const FamilySet* set = data_->family(packet.source.family);
  std::array<std::uint32_t, dimension_count> ranks{};
  if (set == nullptr || !set->ranks_of(packet, ranks))
    return std::nullopt;
  const std::vector<Atom>& atoms = set->space().atoms();
  const Node node = set->descend(set->reduced, ranks);
  Lightest lightest(set->diagram(), Diagram::terminal(contained ? 1 : 0));
  if (!lightest.can(node))
    return std::nullopt;
  std::vector<bool> is_true(atoms.size());
  for (const std::uint32_t atom : lightest.run(node)) {
    const Vocabulary& vocabulary = *set->space().list(0).list->vocabulary;
    is_true[atom] = true;
    for (std::size_t i = 0; i < atoms.size(); ++i)
      is_true[i] = is_true[i] || (atoms[atom].kind <= AtomKind::destination_in_set &&
                                  atoms[i].kind == atoms[atom].kind &&
                                  vocabulary.implies(atoms[atom].id, atoms[i].id));
  }
  std::vector<Literal> out;
  for (const Atom& hinge : hinges(packet)) {
    const auto at = std::lower_bound(atoms.begin(), atoms.end(), hinge);
    out.push_back({hinge, is_true[static_cast<std::size_t>(at - atoms.begin())]});
  }
  return out;
}

Witness PacketSet::witness(const Packet& packet) const {
  Witness out{.packet = packet,
              .contained = contains(packet),
              .only_path = data_->only_path,
              .hinges = hinges(packet),
              .cases = {}};
  std::vector<const RuleList*> layers;
  for (const Path& path : data_->paths)
    add_layers(path, layers);
  for (const bool contained : {true, false}) {
    auto literals = assumption(packet, contained);
    if (!literals)
      continue;
    Case made{.contained = contained, .assuming = std::move(*literals), .explanations = {}};
    const Assumptions assumptions(layers, made.assuming, false);
    for (const Path& path : data_->paths)
      made.explanations.push_back(
          explain_cell(path, cell_of(packet), assumptions).value_or(Explanation{}));
    out.cases.push_back(std::move(made));
  }
  return out;
}

PacketSet::Size PacketSet::size() const noexcept {
  Size size;
  for (const AddressFamily family : families)
    if (const FamilySet* set = data_->family(family)) {
      size.nodes += set->diagram().size();
      size.edges += set->diagram().edges();
    }
  return size;
}

}  // namespace cachewarden::inline v0::network
