#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "cachewarden/base/address.hpp"
#include "cachewarden/network/rule.hpp"

namespace cachewarden::inline v0::network {

/// Numbers from `first` to `last`, both included: addresses of one family or ports.
struct Interval {
  Uint128 first{};
  Uint128 last{};
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Ascending, disjoint, not touching.
using Intervals = std::vector<Interval>;

inline Intervals intervals_of(const AddressSet& set, AddressFamily family) {
  Intervals out;
  out.reserve(set.ranges().size());
  for (const AddressRange& range : set.ranges())
    if (range.family() == family)
      out.push_back({range.first.value, range.last.value});
  return out;
}

/// Sorts and unites ranges of ports that overlap or touch; empty ones go.
inline std::vector<PortRange> normalized(std::vector<PortRange> ports) {
  std::erase_if(ports, [](const PortRange& range) { return range.is_empty(); });
  std::sort(ports.begin(), ports.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const PortRange range = ports[i];
    if (kept > 0 && range.first <= std::uint32_t{ports[kept - 1].last} + 1)
      ports[kept - 1].last = std::max(ports[kept - 1].last, range.last);
    else
      ports[kept++] = range;
  }
  ports.resize(kept);
  return ports;
}

/// Precondition: `ports` is normalized.
inline Intervals intervals_of(const std::vector<PortRange>& ports) {
  Intervals out;
  out.reserve(ports.size());
  for (const PortRange& range : ports)
    out.push_back({{0, range.first}, {0, range.last}});
  return out;
}

/// The ports are all ports. Precondition: normalized.
inline bool is_everything(const std::vector<PortRange>& ports) {
  return ports.size() == 1 && ports.front().is_everything();
}

}  // namespace cachewarden::inline v0::network
