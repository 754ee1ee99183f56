#include <algorithm>
#include <array>
#include <utility>

#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

constexpr std::size_t row_order[] = {protocol_dimension, destination_port_dimension,
                                     source_port_dimension, destination_dimension};

// Takes a diagram apart in the order of a row's columns, whatever its own order is: ranks of a
// column that leave the same function of the others make one row.
class RowMaker {
 public:
  RowMaker(const FamilySet& set, const RankRegion& within, Which which, const Limits& limits,
           std::vector<Row>& rows)
      : set_(set),
        within_(within),
        limits_(limits),
        rows_(rows),
        budget_(limits.work, limits.memory),
        diagram_(budget_) {
    PairMemo memo;
    root_ = copy(set.truth, which, memo);
  }

  // False if there are too many rows or they cost too much.
  bool run() {
    split(root_, 0);
    return !budget_.is_spent();
  }

 private:
  static constexpr Node yes = Diagram::terminal(1);
  static constexpr Node no = Diagram::terminal(0);

  // The function that is 1 where the answer is wanted.
  Node copy(Node node, Which which, PairMemo& memo) {
    const Diagram& from = set_.diagram();
    if (Diagram::is_terminal(node))
      return includes(which, static_cast<Truth>(Diagram::value(node))) ? yes : no;
    if (const Node known = memo.find(node, 0); known != PairMemo::none)
      return known;
    const std::size_t opened = diagram_.open();
    for (std::uint32_t i = 0; i < from.edge_count(node); ++i) {
      const Edge edge = from.edge(node, i);
      diagram_.add(opened, edge.last, copy(edge.child, which, memo));
    }
    const Node result = diagram_.close(opened, from.level(node));
    memo.insert(node, 0, result, budget_);
    return result;
  }

  // The function for one rank of a level, as a function of the other levels.
  Node at(Node root, std::uint32_t level, std::uint32_t rank, PairMemo& memo) {
    if (diagram_.level(root) >= level)
      return diagram_.follow(root, level, rank);
    if (const Node known = memo.find(root, 0); known != PairMemo::none)
      return known;
    const std::size_t opened = diagram_.open();
    for (std::uint32_t i = 0; i < diagram_.edge_count(root); ++i) {
      const Edge edge = diagram_.edge(root, i);
      diagram_.add(opened, edge.last, at(edge.child, level, rank, memo));
    }
    const Node result = diagram_.close(opened, diagram_.level(root));
    memo.insert(root, 0, result, budget_);
    return result;
  }

  // The last ranks of the classes that a level of a function tells apart.
  void collect_ends(Node node, std::uint32_t level, std::vector<bool>& seen,
                    std::vector<std::uint32_t>& ends) {
    if (diagram_.level(node) > level || seen[node])
      return;
    seen[node] = true;
    for (std::uint32_t i = 0; i < diagram_.edge_count(node); ++i) {
      const Edge edge = diagram_.edge(node, i);
      if (diagram_.level(node) == level)
        ends.push_back(edge.last);
      else
        collect_ends(edge.child, level, seen, ends);
    }
  }

  void split(Node root, std::size_t column) {
    if (budget_.is_spent() || root == no)
      return;
    if (column == std::size(row_order)) {
      add_row(root);
      return;
    }
    const std::size_t d = row_order[column];
    const std::uint32_t level = set_.space().level(d);
    std::vector<bool> seen(diagram_.size());
    budget_.work(seen.size() + 1);
    std::vector<std::uint32_t> ends;
    collect_ends(root, level, seen, ends);
    ends.push_back(set_.space().ranks(d) - 1);
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());

    std::vector<std::pair<Node, std::vector<RankSpan>>> classes;
    PairMemo class_of;
    std::uint32_t first = 0;
    for (const std::uint32_t end : ends) {
      PairMemo memo;
      const Node below = at(root, level, first, memo);
      Node index = class_of.find(below, 0);
      if (index == PairMemo::none) {
        index = static_cast<Node>(classes.size());
        class_of.insert(below, 0, index, budget_);
        classes.push_back({below, {}});
      }
      if (budget_.is_spent())
        return;
      for (const RankSpan& span : within_.ranks[d])
        if (span.first <= end && first <= span.last)
          classes[index].second.push_back({std::max(first, span.first), std::min(end, span.last)});
      first = end + 1;
    }
    for (auto& [below, spans] : classes) {
      if (spans.empty())
        continue;
      columns_[d] = std::move(spans);
      split(below, column + 1);
    }
  }

  void add_row(Node node) {
    std::vector<RankSpan> spans;
    std::uint32_t first = 0;
    if (Diagram::is_terminal(node))
      spans.push_back({0, set_.space().ranks(source_dimension) - 1});
    else
      for (std::uint32_t i = 0; i < diagram_.edge_count(node); ++i) {
        const Edge edge = diagram_.edge(node, i);
        if (edge.child == yes)
          spans.push_back({first, edge.last});
        first = edge.last + 1;
      }
    Row row;
    row.sources = addresses(source_dimension, spans);
    if (row.sources.empty())
      return;
    row.destinations = addresses(destination_dimension, columns_[destination_dimension]);
    row.source_ports = ports(source_port_dimension);
    row.destination_ports = ports(destination_port_dimension);
    for (const RankSpan& span : columns_[protocol_dimension])
      for (std::uint32_t rank = span.first; rank <= span.last; ++rank)
        row.protocols = row.protocols | set_.space().protocols()[rank];
    if (rows_.size() >= limits_.rows)
      budget_.spend();
    else
      rows_.push_back(std::move(row));
  }

  // The values of the ranks that the region holds too.
  [[nodiscard]] Intervals values(std::size_t d, const std::vector<RankSpan>& spans) const {
    Intervals out;
    const Intervals& asked = within_.values[d];
    auto at = asked.begin();
    for (const RankSpan& span : spans)
      for (std::uint32_t rank = span.first; rank <= span.last; ++rank) {
        const Interval& cell = set_.space().axis(d).cells[rank];
        while (at != asked.end() && at->last < cell.first)
          ++at;
        for (auto piece = at; piece != asked.end() && piece->first <= cell.last; ++piece)
          out.push_back({std::max(cell.first, piece->first), std::min(cell.last, piece->last)});
      }
    return out;
  }

  [[nodiscard]] AddressSet addresses(std::size_t d, const std::vector<RankSpan>& spans) const {
    std::vector<AddressRange> ranges;
    const AddressFamily family = set_.space().family();
    for (const Interval& value : values(d, spans))
      ranges.push_back({{family, value.first}, {family, value.last}});
    return AddressSet(std::move(ranges));
  }

  [[nodiscard]] std::vector<PortRange> ports(std::size_t d) const {
    std::vector<PortRange> out;
    for (const Interval& value : values(d, columns_[d]))
      out.push_back({static_cast<std::uint16_t>(value.first.low),
                     static_cast<std::uint16_t>(value.last.low)});
    return normalized(std::move(out));
  }

  const FamilySet& set_;
  const RankRegion& within_;
  const Limits& limits_;
  std::vector<Row>& rows_;
  Budget budget_;
  Diagram diagram_;
  Node root_ = 0;
  std::array<std::vector<RankSpan>, dimension_count> columns_;
};

}  // namespace

Result<std::vector<Row>> PacketSet::rows(Which which, const Region& within,
                                         const Limits& limits) const {
  std::vector<Row> rows;
  for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6}) {
    const FamilySet* set = data_->family(family);
    RankRegion ranks;
    if (set == nullptr || !RankRegion::make(within, set->space(), ranks))
      continue;
    if (!RowMaker(*set, ranks, which, limits, rows).run())
      return Error{ErrorCode::limit, "the answer has too many rows"};
  }
  return rows;
}

}  // namespace cachewarden::inline v0::network
