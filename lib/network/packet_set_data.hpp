#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "cachewarden/network/packet_set.hpp"
#include "diagram.hpp"
#include "space.hpp"

namespace cachewarden::inline v0::network {

/// A region in the ranks of a space.
struct RankRegion {
  std::array<Intervals, dimension_count> values;             // the protocol's stay empty
  std::array<std::vector<RankSpan>, dimension_count> ranks;  // ascending

  /// False if the region holds no packet of the space.
  [[nodiscard]] static bool make(const Region& region, const Space& space, RankRegion& out);
  /// The lowest value of the region in the cell.
  [[nodiscard]] Uint128 lowest(const Space& space, std::size_t dimension, std::uint32_t rank) const;
};

/// The table of diagrams of one question and family; several sets may share it.
struct FamilyEngine {
  FamilyEngine(Space made_space, Budget given)
      : space(std::move(made_space)), budget(given), diagram(budget) {}
  FamilyEngine(const FamilyEngine&) = delete;
  FamilyEngine& operator=(const FamilyEngine&) = delete;

  Space space;
  Budget budget;
  Diagram diagram;
};

/// A three-valued set for one family.
struct FamilySet {
  std::shared_ptr<const FamilyEngine> engine;
  Node function = 0;  ///< terminals 0 and 1, atoms free
  Node reduced = 0;   ///< the same where the atoms are consistent
  Node truth = 0;     ///< terminals are `Truth`, no atoms

  [[nodiscard]] const Space& space() const noexcept { return engine->space; }
  [[nodiscard]] const Diagram& diagram() const noexcept { return engine->diagram; }
  /// The rank of each dimension; false if the packet is outside of the space.
  [[nodiscard]] bool ranks_of(const Packet& packet,
                              std::array<std::uint32_t, dimension_count>& ranks) const;
  /// Follows a node down to the atoms or a terminal.
  [[nodiscard]] Node descend(Node node,
                             const std::array<std::uint32_t, dimension_count>& ranks) const;
};

struct PacketSet::Data {
  Region region;
  std::vector<Path> paths;      ///< one, or the two that are compared
  std::uint32_t only_path = 0;  ///< of two, the one that lets the packets of the set through
  std::array<std::optional<FamilySet>, 2> families;  ///< none where the region is empty

  [[nodiscard]] const FamilySet* family(AddressFamily family) const {
    const auto& set = families[family == AddressFamily::ipv4 ? 0 : 1];
    return set ? &*set : nullptr;
  }
};

/// The lists of a path in the order of its layers.
std::vector<const RuleList::Data*> layers_of(const Path& path);

/// Error if the paths can not be asked together.
std::optional<Error> check_paths(const std::vector<const Path*>& paths);

/// The function of a path whose first layer is `first_layer` of the space: 1 where it lets through.
Node build_path(const Space& space, Diagram& diagram, const Path& path, std::size_t first_layer);

/// More atoms than this make a question too expensive.
inline constexpr std::size_t most_atoms = 256;

/// What `decide` does for one family. Takes what it costs from the budget, which may be spent
/// thereby.
std::optional<FamilySet> decide_family(const Path& path, const Region& region, AddressFamily family,
                                       Budget& budget);

/// What `find` does when the diagram costs too much. Error: `limit`.
Result<std::optional<Witness>> find_by_slices(const Path& path, const Region& region, Which which,
                                              const Limits& limits);

/// A question costs more than its limits allow.
Error too_expensive();

}  // namespace cachewarden::inline v0::network
