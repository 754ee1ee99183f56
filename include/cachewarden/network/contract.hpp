#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cachewarden/network/packet_set.hpp"

namespace cachewarden::inline v0::network {

enum class Demand : std::uint8_t {
  allow = 1,  ///< every packet of the region must pass, whatever the atoms are
  deny = 2,   ///< no packet of the region may pass, whatever the atoms are
};

/// Whether a demand is met: `no` is proven by the witness, `unknown` depends on the witness's
/// hinges.
struct Judgement {
  Truth met = Truth::unknown;
  std::optional<Witness> witness{};  ///< none if the demand is met

  friend bool operator==(const Judgement&, const Judgement&) = default;
};

/// On a set that was decided already. Precondition: its region holds all of `region`.
[[nodiscard]] Judgement judge(const PacketSet& set, Demand demand, const Region& region);

/// Without a set; the region alone is decided, slice by slice if need be. Errors as of `find`.
[[nodiscard]] Result<Judgement> judge(const Path& path, Demand demand, const Region& region,
                                      const Limits& limits = {});

/// No packet of the scope may pass but those of the listed regions. Errors as of `find`.
[[nodiscard]] Result<Judgement> judge_allow_only(const Path& path, const Region& scope,
                                                 const std::vector<Region>& allowed,
                                                 const Limits& limits = {});

/// Two paths on a region. A witness is a packet on which they surely differ if there is one, else
/// one on which that depends on its hinges.
struct Comparison {
  bool equivalent = false;               ///< the same for every packet, whatever the atoms are
  std::optional<Witness> only_first{};   ///< the first lets it through and the second does not
  std::optional<Witness> only_second{};  ///< the other way round
};

/// Errors as of `decide`; `decide_difference` gives the whole sets.
[[nodiscard]] Result<Comparison> compare(const Path& first, const Path& second,
                                         const Region& region = {}, const Limits& limits = {});

}  // namespace cachewarden::inline v0::network
