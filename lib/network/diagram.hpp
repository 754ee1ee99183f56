#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "budget.hpp"

namespace cachewarden::inline v0::network {

/// A node of a diagram, or a terminal: a number of 31 bits.
using Node = std::uint32_t;

/// The ranks up to `last` that an earlier edge does not take.
struct Edge {
  std::uint32_t last = 0;
  Node child = 0;
  friend bool operator==(const Edge&, const Edge&) = default;
};

/// A hash table from pairs of nodes to nodes.
class PairMemo {
 public:
  void clear();
  /// The value, or `none`.
  [[nodiscard]] Node find(Node a, Node b) const noexcept;
  void insert(Node a, Node b, Node value, Budget& budget);
  static constexpr Node none = 0xffffffffU;

 private:
  struct Entry {
    Node a = none;
    Node b = none;
    Node value = none;
  };
  [[nodiscard]] std::size_t slot(Node a, Node b) const noexcept;
  std::vector<Entry> entries_;
  std::size_t count_ = 0;
};

/// A table of functions over ranks: at each level a rank chooses the edge. Reduced (no node has
/// equal neighbours, none has one edge) and hash-consed, so that two functions are equal if and
/// only if their nodes are. When the budget is spent every result is some terminal.
class Diagram {
 public:
  explicit Diagram(Budget& budget) : budget_(&budget) {}

  static constexpr Node terminal_bit = 0x80000000U;
  static constexpr std::uint32_t terminal_level = 0xffffffffU;
  [[nodiscard]] static constexpr Node terminal(std::uint32_t value) noexcept {
    return value | terminal_bit;
  }
  [[nodiscard]] static constexpr bool is_terminal(Node node) noexcept {
    return (node & terminal_bit) != 0;
  }
  [[nodiscard]] static constexpr std::uint32_t value(Node node) noexcept {
    return node & ~terminal_bit;
  }

  [[nodiscard]] std::uint32_t level(Node node) const noexcept {
    return is_terminal(node) ? terminal_level : nodes_[node].level;
  }
  [[nodiscard]] std::uint32_t edge_count(Node node) const noexcept { return nodes_[node].count; }
  [[nodiscard]] Edge edge(Node node, std::uint32_t index) const noexcept {
    return edges_[nodes_[node].first + index];
  }
  /// What the node leads to for a rank at a level that is not above the node's.
  [[nodiscard]] Node follow(Node node, std::uint32_t at_level, std::uint32_t rank) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] std::size_t edges() const noexcept { return edges_.size(); }
  [[nodiscard]] Budget& budget() noexcept { return *budget_; }

  /// Makes a node in steps: `open`, then `add` with ascending `last`, then `close`. They nest.
  [[nodiscard]] std::size_t open() const noexcept { return scratch_.size(); }
  void add(std::size_t opened, std::uint32_t last, Node child);
  [[nodiscard]] Node close(std::size_t opened, std::uint32_t level);

  /// The function of two functions. `op(a, b)` gives the result if it is known from these two
  /// alone, which it must be for two terminals, and `PairMemo::none` otherwise.
  template <class Op>
  [[nodiscard]] Node combine(Node a, Node b, const Op& op) {
    memo_.clear();
    return combine_step(a, b, op);
  }

  /// `function` reduced by what is known of it only where `condition` (terminals 0 and 1, not
  /// always 0) is 1: equal results mean equal functions there, and every path can be taken there.
  /// The condition's levels have two ranks each.
  [[nodiscard]] Node constrain(Node function, Node condition) {
    memo_.clear();
    return constrain_step(function, condition);
  }

 private:
  struct Stored {
    std::uint32_t level = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t hash = 0;
  };

  template <class Op>
  Node combine_step(Node a, Node b, const Op& op) {
    if (const Node known = op(a, b); known != PairMemo::none)
      return known;
    if (const Node known = memo_.find(a, b); known != PairMemo::none)
      return known;
    if (budget_->is_spent())
      return terminal(0);
    const std::uint32_t at = std::min(level(a), level(b));
    const bool in_a = level(a) == at;
    const bool in_b = level(b) == at;
    const Node real = in_a ? a : b;
    const std::uint32_t end = edge(real, edge_count(real) - 1).last;
    const std::size_t opened = open();
    for (std::uint32_t i = 0, j = 0;;) {
      const Edge from_a = in_a ? edge(a, i) : Edge{end, a};
      const Edge from_b = in_b ? edge(b, j) : Edge{end, b};
      const std::uint32_t last = std::min(from_a.last, from_b.last);
      add(opened, last, combine_step(from_a.child, from_b.child, op));
      if (last == end)
        break;
      i += in_a && from_a.last == last ? 1U : 0U;
      j += in_b && from_b.last == last ? 1U : 0U;
    }
    const Node result = close(opened, at);
    memo_.insert(a, b, result, *budget_);
    return result;
  }

  Node constrain_step(Node function, Node condition);
  void grow_table();

  Budget* budget_;
  std::vector<Stored> nodes_;
  std::vector<Edge> edges_;
  std::vector<Node> table_;    // of nodes, by hash; `PairMemo::none` where free
  std::vector<Edge> scratch_;  // edges of the nodes that are being made
  PairMemo memo_;
};

}  // namespace cachewarden::inline v0::network
