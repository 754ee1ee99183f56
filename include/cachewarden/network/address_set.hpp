#pragma once

#include <string>
#include <vector>

#include "cachewarden/base/address.hpp"
#include "cachewarden/network/count.hpp"

namespace cachewarden::inline v0::network {

/// Any set of IPv4 and IPv6 addresses, kept as the fewest ranges in ascending order.
class AddressSet {
 public:
  AddressSet() = default;  ///< the empty set
  /// The union of the ranges, in any order; empty ranges hold nothing.
  explicit AddressSet(std::vector<AddressRange> ranges);
  explicit AddressSet(const std::vector<Prefix>& prefixes);
  explicit AddressSet(const Prefix& prefix) : ranges_{AddressRange(prefix)} {}

  /// Every address of both families.
  [[nodiscard]] static AddressSet everything();
  [[nodiscard]] static AddressSet everything(AddressFamily family) {
    return AddressSet(Prefix::everything(family));
  }

  [[nodiscard]] bool empty() const noexcept { return ranges_.empty(); }
  [[nodiscard]] bool contains(const Address& address) const noexcept;
  [[nodiscard]] bool contains(const AddressRange& range) const noexcept;
  [[nodiscard]] bool overlaps(const AddressRange& range) const noexcept;

  /// Ascending, IPv4 first; no two overlap or touch.
  [[nodiscard]] const std::vector<AddressRange>& ranges() const noexcept { return ranges_; }
  /// The fewest prefixes that hold exactly these addresses, ascending.
  [[nodiscard]] std::vector<Prefix> prefixes() const;
  [[nodiscard]] Count count() const;

  friend AddressSet operator|(const AddressSet& a, const AddressSet& b);
  friend AddressSet operator&(const AddressSet& a, const AddressSet& b);
  friend AddressSet operator-(const AddressSet& a, const AddressSet& b);
  friend bool operator==(const AddressSet&, const AddressSet&) = default;

 private:
  std::vector<AddressRange> ranges_;
};

}  // namespace cachewarden::inline v0::network
