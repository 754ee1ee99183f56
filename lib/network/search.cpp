#include <algorithm>
#include <array>
#include <utility>

#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

constexpr AddressFamily families[] = {AddressFamily::ipv4, AddressFamily::ipv6};

bool is_wanted(Node terminal, Which which) {
  return includes(which, static_cast<Truth>(Diagram::value(terminal)));
}

// Looks for a path within a region to a terminal that is wanted.
class Search {
 public:
  Search(const FamilySet& set, const RankRegion& within, Which which)
      : set_(set), within_(within), which_(which) {}

  std::optional<Packet> run() {
    for (std::size_t d = 0; d < dimension_count; ++d)
      ranks_[d] = within_.ranks[d].front().first;
    if (!search(set_.truth))
      return std::nullopt;
    const Space& space = set_.space();
    Packet packet;
    packet.protocol = space.protocols()[ranks_[protocol_dimension]];
    packet.source = {space.family(), value(source_dimension)};
    packet.destination = {space.family(), value(destination_dimension)};
    packet.source_port = static_cast<std::uint16_t>(value(source_port_dimension).low);
    packet.destination_port = static_cast<std::uint16_t>(value(destination_port_dimension).low);
    return packet;
  }

 private:
  [[nodiscard]] Uint128 value(std::size_t dimension) const {
    return within_.lowest(set_.space(), dimension, ranks_[dimension]);
  }

  bool search(Node node) {
    if (Diagram::is_terminal(node))
      return is_wanted(node, which_);
    if (!dead_.empty() && dead_[node])
      return false;
    const std::size_t d = set_.space().dimension(set_.diagram().level(node));
    const std::vector<RankSpan>& spans = within_.ranks[d];
    auto span = spans.begin();
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < set_.diagram().edge_count(node); ++i) {
      const Edge edge = set_.diagram().edge(node, i);
      while (span != spans.end() && span->last < first)
        ++span;
      if (span == spans.end())
        break;
      if (span->first <= edge.last && search(edge.child)) {
        ranks_[d] = std::max(first, span->first);
        return true;
      }
      first = edge.last + 1;
    }
    if (dead_.empty())
      dead_.resize(set_.diagram().size());
    dead_[node] = true;
    return false;
  }

  const FamilySet& set_;
  const RankRegion& within_;
  Which which_;
  std::array<std::uint32_t, dimension_count> ranks_{};
  std::vector<bool> dead_;
};

// Collects the ranks of one dimension that some wanted packet has.
class Projection {
 public:
  Projection(const FamilySet& set, const RankRegion& within, Which which, std::size_t dimension)
      : set_(set),
        within_(within),
        which_(which),
        level_(set.space().level(dimension)),
        spans_(within.ranks[dimension]),
        found_(set.space().ranks(dimension)),
        visited_(set.diagram().size()),
        reaches_(set.diagram().size()) {}

  std::vector<bool> run() {
    visit(set_.truth);
    return std::move(found_);
  }

 private:
  // Calls `use(first, last, child)` for the edges that the region meets, until that returns true.
  template <class Use>
  bool for_edges(Node node, const Use& use) const {
    const auto& spans = within_.ranks[set_.space().dimension(set_.diagram().level(node))];
    auto span = spans.begin();
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < set_.diagram().edge_count(node); ++i) {
      const Edge edge = set_.diagram().edge(node, i);
      while (span != spans.end() && span->last < first)
        ++span;
      if (span == spans.end())
        return false;
      if (span->first <= edge.last && use(first, edge.last, edge.child))
        return true;
      first = edge.last + 1;
    }
    return false;
  }

  bool reaches(Node node) {
    if (Diagram::is_terminal(node))
      return is_wanted(node, which_);
    if (reaches_[node] == 0)
      reaches_[node] = for_edges(node, [this](std::uint32_t, std::uint32_t,
                                              Node child) { return reaches(child); })
                           ? 2
                           : 1;
    return reaches_[node] == 2;
  }

  void mark(std::uint32_t first, std::uint32_t last) {
    for (const RankSpan& span : spans_)
      for (std::uint32_t r = std::max(first, span.first); r <= std::min(last, span.last); ++r)
        found_[r] = true;
  }

  void visit(Node node) {
    if (set_.diagram().level(node) > level_) {
      if (reaches(node))
        mark(0, set_.space().ranks(set_.space().dimension(level_)) - 1);
      return;
    }
    if (visited_[node])
      return;
    visited_[node] = true;
    for_edges(node, [this, node](std::uint32_t first, std::uint32_t last, Node child) {
      if (set_.diagram().level(node) < level_)
        visit(child);
      else if (reaches(child))
        mark(first, last);
      return false;
    });
  }

  const FamilySet& set_;
  const RankRegion& within_;
  Which which_;
  std::uint32_t level_;
  const std::vector<RankSpan>& spans_;
  std::vector<bool> found_;
  std::vector<bool> visited_;
  std::vector<std::uint8_t> reaches_;  // 0 not known, 1 no, 2 yes
};

AddressSet project(const PacketSet::Data& data, Which which, const Region& within,
                   std::size_t dimension) {
  std::vector<AddressRange> ranges;
  for (const AddressFamily family : families) {
    const FamilySet* set = data.family(family);
    RankRegion ranks;
    if (set == nullptr || !RankRegion::make(within, set->space(), ranks))
      continue;
    const std::vector<bool> found = Projection(*set, ranks, which, dimension).run();
    for (std::size_t r = 0; r < found.size(); ++r) {
      const Interval& cell = set->space().axis(dimension).cells[r];
      if (found[r])
        ranges.push_back({{family, cell.first}, {family, cell.last}});
    }
  }
  return AddressSet(std::move(ranges)) &
         (dimension == source_dimension ? within.sources : within.destinations);
}

}  // namespace

std::optional<Packet> PacketSet::first(Which which) const {
  return first(which, data_->region);
}

std::optional<Packet> PacketSet::first(Which which, const Region& within) const {
  for (const AddressFamily family : families) {
    const FamilySet* set = data_->family(family);
    RankRegion ranks;
    if (set == nullptr || !RankRegion::make(within, set->space(), ranks))
      continue;
    if (const std::optional<Packet> packet = Search(*set, ranks, which).run())
      return packet;
  }
  return std::nullopt;
}

AddressSet PacketSet::sources(Which which, const Region& within) const {
  return project(*data_, which, within, source_dimension);
}

AddressSet PacketSet::destinations(Which which, const Region& within) const {
  return project(*data_, which, within, destination_dimension);
}

}  // namespace cachewarden::inline v0::network
