#include <algorithm>
#include <array>
#include <vector>

#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

bool is_port(std::size_t dimension) {
  return dimension >= source_port_dimension;
}

// Counts the packets below each node once.
class Counter {
 public:
  Counter(const FamilySet& set, Truth truth)
      : set_(set),
        truth_(truth),
        known_(2 * set.diagram().size()),
        counts_(2 * set.diagram().size()) {
    for (std::size_t d = source_dimension; d < dimension_count; ++d) {
      sums_[d].push_back(Count());
      for (const Interval& cell : set.space().axis(d).cells)
        sums_[d].push_back(sums_[d].back() + Count::between(cell.first, cell.last));
    }
  }

  Count run() {
    Count all;
    for (std::uint32_t rank = 0; rank < set_.space().protocols().size(); ++rank)
      all += below(set_.diagram().follow(set_.truth, 0, rank), 1,
                   has_ports(set_.space().protocols()[rank]));
    return all;
  }

 private:
  // The packets of a function from a level on.
  Count below(Node node, std::uint32_t level, bool ports) {
    const std::uint32_t at = std::min<std::uint32_t>(set_.diagram().level(node), dimension_count);
    Count skipped(1);
    for (; level < at; ++level) {
      const std::size_t d = set_.space().dimension(level);
      if (ports || !is_port(d))
        skipped = skipped * sums_[d].back();
    }
    if (Diagram::is_terminal(node))
      return static_cast<Truth>(Diagram::value(node)) == truth_ ? skipped : Count();
    return skipped * of_node(node, ports);
  }

  Count of_node(Node node, bool ports) {
    const std::size_t place = 2 * std::size_t{node} + (ports ? 1 : 0);
    if (known_[place])
      return counts_[place];
    const std::uint32_t level = set_.diagram().level(node);
    const std::vector<Count>& sums = sums_[set_.space().dimension(level)];
    Count all;
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < set_.diagram().edge_count(node); ++i) {
      const Edge edge = set_.diagram().edge(node, i);
      all += (sums[edge.last + 1] - sums[first]) * below(edge.child, level + 1, ports);
      first = edge.last + 1;
    }
    known_[place] = true;
    counts_[place] = all;
    return all;
  }

  const FamilySet& set_;
  Truth truth_;
  std::array<std::vector<Count>, dimension_count> sums_;  // of the sizes of the cells before
  std::vector<bool> known_;
  std::vector<Count> counts_;
};

}  // namespace

Count PacketSet::count(Truth truth) const {
  Count all;
  for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6})
    if (const FamilySet* set = data_->family(family))
      all += Counter(*set, truth).run();
  return all;
}

}  // namespace cachewarden::inline v0::network
