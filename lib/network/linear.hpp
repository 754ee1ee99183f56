#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cachewarden/network/path.hpp"

/// Rules evaluated one after the other: for explanations, and to check what the diagrams say.
/// Shares no code with them.
namespace cachewarden::inline v0::network {

/// Packets of one protocol and one family that are a product of ranges.
struct LinearCell {
  Protocol protocol = Protocol::tcp;
  AddressRange source{};
  AddressRange destination{};
  PortRange source_ports{};
  PortRange destination_ports{};
};

/// Assumptions, and what follows from them.
class Assumptions {
 public:
  /// The lists of all layers that the atoms may name. `otherwise` is what atoms that are not listed
  /// are.
  Assumptions(std::vector<const RuleList*> layers, std::vector<Literal> literals,
              std::optional<bool> otherwise);

  [[nodiscard]] std::optional<bool> in_set(AtomKind side, SetId set) const;
  [[nodiscard]] std::optional<bool> condition(ConditionId condition) const;
  [[nodiscard]] std::optional<bool> ports(const Rule& rule) const;
  [[nodiscard]] std::optional<bool> order(const RuleList& list, std::uint32_t priority) const;
  /// The assumptions can not all hold.
  [[nodiscard]] bool contradictory() const;

 private:
  std::vector<const RuleList*> layers_;
  std::vector<Literal> literals_;
  std::optional<bool> otherwise_;
};

/// The one rule that decides all packets of the cell, `no_rule`, or nothing if it is not one rule
/// for all.
[[nodiscard]] std::optional<std::uint32_t> deciding_rule(const RuleList& list,
                                                         const LinearCell& cell,
                                                         const Assumptions& assumptions);

/// What happens to all packets of the cell on the path; nothing if it is not the same for all. The
/// chain and the verdict are filled in.
[[nodiscard]] std::optional<Explanation> explain_cell(const Path& path, const LinearCell& cell,
                                                      const Assumptions& assumptions);

/// Adds the lists of a path in the order of its layers.
void add_layers(const Path& path, std::vector<const RuleList*>& out);

/// The packet alone.
[[nodiscard]] LinearCell cell_of(const Packet& packet);

}  // namespace cachewarden::inline v0::network
