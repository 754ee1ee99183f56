#pragma once

#include <cstdint>
#include <vector>

#include "cachewarden/network/packet_set.hpp"

namespace cachewarden::inline v0::network {

/// What a rule of a list does for the packets of a region, whatever the atoms are.
enum class Effect : std::uint8_t {
  decides = 1,    ///< it decides packets and without it some of them would fare otherwise
  outside = 2,    ///< it matches no packet of the region
  shadowed = 3,   ///< earlier rules decide every packet that it matches
  redundant = 4,  ///< it decides packets, but later rules would do the same to all of them
  /// So too, but only with the help of a built-in rule (or of the group's denying what no rule
  /// matches): still intent.
  redundant_default = 5,
  undecided = 6,  ///< it costs too much to tell
};

/// One effect for each rule, by index. Rules are judged one by one: when one is taken away the
/// others must be asked anew. Errors as of `decide`, but for too much cost.
[[nodiscard]] Result<std::vector<Effect>> effects(const RuleList& list, const Region& region = {},
                                                  const Limits& limits = {});

/// The packets of a region that the list's rule may match, without atoms: a product that holds them
/// all.
[[nodiscard]] Region reach_of(const RuleList& list, std::uint32_t rule, const Region& region = {});

/// The rules that decide at least one packet of the region under some content of the sets,
/// ascending; `no_rule` last if some packets match none. Error: `limit`.
[[nodiscard]] Result<std::vector<std::uint32_t>> deciding_rules(const RuleList& list,
                                                                const Region& region,
                                                                const Limits& limits = {});

}  // namespace cachewarden::inline v0::network
