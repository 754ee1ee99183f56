#include "diagram.hpp"

namespace cachewarden::inline v0::network {
namespace {

constexpr std::uint64_t mix(std::uint64_t value) noexcept {
  value ^= value >> 32;
  value *= 0xd6e8feb86659fd93U;
  value ^= value >> 32;
  return value;
}

}  // namespace

void PairMemo::clear() {
  std::fill(entries_.begin(), entries_.end(), Entry{});
  count_ = 0;
}

std::size_t PairMemo::slot(Node a, Node b) const noexcept {
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = static_cast<std::size_t>(mix(std::uint64_t{a} << 32 | b)) & mask;
  while (entries_[at].value != none && (entries_[at].a != a || entries_[at].b != b))
    at = (at + 1) & mask;
  return at;
}

Node PairMemo::find(Node a, Node b) const noexcept {
  return entries_.empty() ? none : entries_[slot(a, b)].value;
}

void PairMemo::insert(Node a, Node b, Node value, Budget& budget) {
  if (2 * (count_ + 1) > entries_.size()) {
    std::vector<Entry> old(entries_.empty() ? 64 : 2 * entries_.size());
    if (!budget.memory(old.size() * sizeof(Entry)))
      return;
    old.swap(entries_);
    for (const Entry& entry : old)
      if (entry.value != none)
        entries_[slot(entry.a, entry.b)] = entry;
  }
  entries_[slot(a, b)] = {a, b, value};
  ++count_;
}

Node Diagram::follow(Node node, std::uint32_t at_level, std::uint32_t rank) const noexcept {
  if (level(node) != at_level)
    return node;
  const auto begin = edges_.begin() + nodes_[node].first;
  return std::lower_bound(begin, begin + nodes_[node].count, rank,
                          [](const Edge& edge, std::uint32_t wanted) { return edge.last < wanted; })
      ->child;
}

void Diagram::add(std::size_t opened, std::uint32_t last, Node child) {
  if (scratch_.size() > opened && scratch_.back().child == child)
    scratch_.back().last = last;
  else
    scratch_.push_back({last, child});
}

Node Diagram::close(std::size_t opened, std::uint32_t level) {
  const std::size_t count = scratch_.size() - opened;
  const Edge* edges = scratch_.data() + opened;
  if (count == 1 || budget_->is_spent()) {
    const Node only = budget_->is_spent() ? terminal(0) : edges->child;
    scratch_.resize(opened);
    return only;
  }
  std::uint64_t hash = level;
  for (std::size_t i = 0; i < count; ++i)
    hash = mix(hash + (std::uint64_t{edges[i].last} << 32 | edges[i].child));
  budget_->work(count);
  if (2 * (nodes_.size() + 1) > table_.size())
    grow_table();
  const std::size_t mask = table_.size() - 1;
  const auto short_hash = static_cast<std::uint32_t>(hash >> 32);
  std::size_t at = short_hash & mask;
  for (; table_[at] != PairMemo::none; at = (at + 1) & mask) {
    const Stored& other = nodes_[table_[at]];
    if (other.hash == short_hash && other.level == level && other.count == count &&
        std::equal(edges, edges + count, edges_.begin() + other.first)) {
      scratch_.resize(opened);
      return table_[at];
    }
  }
  const auto made = static_cast<Node>(nodes_.size());
  if (edges_.size() + count >= terminal_bit)
    budget_->spend();
  if (!budget_->memory(sizeof(Stored) + count * sizeof(Edge))) {
    scratch_.resize(opened);
    return terminal(0);
  }
  table_[at] = made;
  nodes_.push_back({level, static_cast<std::uint32_t>(edges_.size()),
                    static_cast<std::uint32_t>(count), short_hash});
  edges_.insert(edges_.end(), edges, edges + count);
  scratch_.resize(opened);
  return made;
}

void Diagram::grow_table() {
  table_.assign(std::max<std::size_t>(64, 2 * table_.size()), PairMemo::none);
  const std::size_t mask = table_.size() - 1;
  for (Node node = 0; node < nodes_.size(); ++node) {
    std::size_t at = nodes_[node].hash & mask;
    while (table_[at] != PairMemo::none)
      at = (at + 1) & mask;
    table_[at] = node;
  }
}

Node Diagram::constrain_step(Node function, Node condition) {
  if (is_terminal(function) || condition == terminal(1))
    return function;
  if (const Node known = memo_.find(function, condition); known != PairMemo::none)
    return known;
  if (budget_->is_spent())
    return terminal(0);
  const std::uint32_t at = std::min(level(function), level(condition));
  Node result = 0;
  if (level(condition) != at) {
    const std::size_t opened = open();
    for (std::uint32_t i = 0; i < edge_count(function); ++i) {
      const Edge from = edge(function, i);
      add(opened, from.last, constrain_step(from.child, condition));
    }
    result = close(opened, at);
  } else {
    const Node if_false = follow(condition, at, 0);
    const Node if_true = follow(condition, at, 1);
    if (if_false == terminal(0)) {
      result = constrain_step(follow(function, at, 1), if_true);
    } else if (if_true == terminal(0)) {
      result = constrain_step(follow(function, at, 0), if_false);
    } else {
      const std::size_t opened = open();
      add(opened, 0, constrain_step(follow(function, at, 0), if_false));
      add(opened, 1, constrain_step(follow(function, at, 1), if_true));
      result = close(opened, at);
    }
  }
  memo_.insert(function, condition, result, *budget_);
  return result;
}

}  // namespace cachewarden::inline v0::network
