#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "diagram.hpp"
#include "rule_list_data.hpp"

namespace cachewarden::inline v0::network {

/// Ranks from `first` to `last`, both included.
struct RankSpan {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// The values of one dimension that are asked about, cut where a rule that matters has an end. All
/// values of a cell mean the same to every rule; its index is its rank.
struct Axis {
  std::vector<Interval> cells;  ///< ascending, disjoint

  /// The ranks whose cells overlap the intervals, ascending, disjoint, not touching.
  [[nodiscard]] std::vector<RankSpan> ranks(const Intervals& intervals) const;
  /// The rank of the cell that holds the value; `cells.size()` if none does.
  [[nodiscard]] std::uint32_t rank(Uint128 value) const noexcept;
};

/// A box in ranks.
struct SpaceBox {
  std::uint32_t rule = 0;
  std::array<Slice, dimension_count> spans{};  ///< count 0: all ranks
  Slice atoms{};                               ///< indexes of atoms of the space
};

/// A list of rules in ranks. Boxes that the region does not meet are left out; the last box matches
/// all.
struct SpaceList {
  const RuleList::Data* list = nullptr;
  std::vector<SpaceBox> boxes;
  std::vector<RankSpan> spans;
  std::vector<std::uint32_t> atoms;
};

/// What the terminals of a list's diagram say.
enum class Leaf : std::uint8_t {
  access = 1,  ///< an `Access`, or 0 where an admin list has no rule
  rule = 2,    ///< the deciding rule, or the number of rules
  /// `8 * rule + 2 * access + is_default`: the deciding rule, then what would happen without it:
  /// the access of the rule that would decide, and whether that is built-in. Where none would, a
  /// group denies by default and an admin list allows.
  fallback = 3,
};

/// A question in ranks, for one family of addresses: the axes, their order, the atoms, the lists.
class Space {
 public:
  /// The lists are layer 0, 1, 2 ... and outlive the space.
  Space(AddressFamily family, const std::vector<const RuleList::Data*>& layers,
        const Region& region);

  [[nodiscard]] AddressFamily family() const noexcept { return family_; }
  /// The region holds no packet of the family.
  [[nodiscard]] bool empty() const noexcept { return empty_; }
  [[nodiscard]] const std::vector<Protocol>& protocols() const noexcept { return protocols_; }
  [[nodiscard]] const Axis& axis(std::size_t dimension) const { return axes_[dimension]; }
  [[nodiscard]] std::uint32_t ranks(std::size_t dimension) const {
    return static_cast<std::uint32_t>(axes_[dimension].cells.size());
  }

  /// The level of a dimension in the diagrams, 0 to 4; the protocol's is 0.
  [[nodiscard]] std::uint32_t level(std::size_t dimension) const { return level_of_[dimension]; }
  [[nodiscard]] std::size_t dimension(std::uint32_t level) const { return dimension_at_[level]; }
  /// The atoms that rules of the region depend on; number i is at level 5 + i.
  [[nodiscard]] const std::vector<Atom>& atoms() const noexcept { return atoms_; }

  [[nodiscard]] const SpaceList& list(std::size_t layer) const {
    return lists_[list_of_layer_[layer]];
  }
  [[nodiscard]] std::uint32_t level_count() const noexcept {
    return static_cast<std::uint32_t>(dimension_count + atoms_.size());
  }

  /// The function of a layer.
  [[nodiscard]] Node build(Diagram& diagram, std::size_t layer, Leaf leaf) const;
  /// 1 for the contents of the named sets that their relations allow, 0 for the others.
  [[nodiscard]] Node consistent(Diagram& diagram) const;

 private:
  void choose_boxes(const RuleList::Data& list,
                    const std::array<Intervals, dimension_count>& region,
                    std::vector<std::uint32_t>& chosen) const;
  void make_axes(const std::vector<std::vector<std::uint32_t>>& chosen,
                 const std::array<Intervals, dimension_count>& region);
  void make_list(SpaceList& out, const std::vector<std::uint32_t>& chosen,
                 const std::array<std::vector<std::uint32_t>, dimension_count>& rank_of);
  void collect_atoms(const std::vector<std::vector<std::uint32_t>>& chosen);
  [[nodiscard]] Atom global(const LocalAtom& atom, const RuleList::Data& list) const;
  void order_dimensions();

  AddressFamily family_;
  bool empty_ = false;
  std::vector<Protocol> protocols_;
  std::array<Axis, dimension_count> axes_;
  std::array<std::uint32_t, dimension_count> level_of_{};
  std::array<std::size_t, dimension_count> dimension_at_{};
  std::vector<Atom> atoms_;
  std::vector<const RuleList::Data*> layers_;
  std::vector<SpaceList> lists_;            // without repetition
  std::vector<std::size_t> list_of_layer_;  // index into `lists_`
};

/// The intervals of a region in each dimension (the protocol's stay empty) and its protocols; false
/// if it holds no packet of the family.
bool intervals_of(const Region& region, AddressFamily family,
                  std::array<Intervals, dimension_count>& out, ProtocolSet& protocols);

}  // namespace cachewarden::inline v0::network
