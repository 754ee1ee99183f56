#include "cachewarden/network/address_set.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cachewarden::inline v0::network {
namespace {

constexpr Uint128 one{0, 1};

// Sorts and unites ranges that overlap or touch.
std::vector<AddressRange> united(std::vector<AddressRange> ranges) {
  std::erase_if(ranges, [](const AddressRange& range) { return range.is_empty(); });
  if (!std::is_sorted(ranges.begin(), ranges.end()))
    std::sort(ranges.begin(), ranges.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const AddressRange range = ranges[i];
    if (kept > 0) {
      AddressRange& previous = ranges[kept - 1];
      const bool touches =
          previous.family() == range.family() &&
          (range.first <= previous.last || range.first.value == previous.last.value + one);
      if (touches) {
        previous.last = std::max(previous.last, range.last);
        continue;
      }
    }
    ranges[kept++] = range;
  }
  ranges.resize(kept);
  return ranges;
}

std::vector<AddressRange> ranges_of(const std::vector<Prefix>& prefixes) {
  std::vector<AddressRange> ranges;
  ranges.reserve(prefixes.size());
  for (const Prefix& prefix : prefixes)
    ranges.emplace_back(prefix);
  return ranges;
}

}  // namespace

AddressSet::AddressSet(std::vector<AddressRange> ranges) : ranges_(united(std::move(ranges))) {}

AddressSet::AddressSet(const std::vector<Prefix>& prefixes) : AddressSet(ranges_of(prefixes)) {}

AddressSet AddressSet::everything() {
  return AddressSet(std::vector<AddressRange>{AddressRange::everything(AddressFamily::ipv4),
                                              AddressRange::everything(AddressFamily::ipv6)});
}

bool AddressSet::contains(const Address& address) const noexcept {
  return contains(AddressRange{address, address});
}

bool AddressSet::contains(const AddressRange& range) const noexcept {
  const auto above = std::upper_bound(
      ranges_.begin(), ranges_.end(), range.first,
      [](const Address& address, const AddressRange& other) { return address < other.first; });
  return range.is_empty() || (above != ranges_.begin() && std::prev(above)->contains(range));
}

bool AddressSet::overlaps(const AddressRange& range) const noexcept {
  const auto at = std::lower_bound(
      ranges_.begin(), ranges_.end(), range.first,
      [](const AddressRange& other, const Address& address) { return other.last < address; });
  return at != ranges_.end() && at->overlaps(range);
}

std::vector<Prefix> AddressSet::prefixes() const {
  std::vector<Prefix> out;
  for (const AddressRange& range : ranges_) {
    const std::vector<Prefix> part = range.prefixes();
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

Count AddressSet::count() const {
  Count count;
  for (const AddressRange& range : ranges_)
    count += Count::between(range.first.value, range.last.value);
  return count;
}

AddressSet operator|(const AddressSet& a, const AddressSet& b) {
  if (a.empty() || b.empty())
    return a.empty() ? b : a;
  std::vector<AddressRange> both(a.ranges_.size() + b.ranges_.size());
  std::merge(a.ranges_.begin(), a.ranges_.end(), b.ranges_.begin(), b.ranges_.end(), both.begin());
  return AddressSet(std::move(both));
}

AddressSet operator&(const AddressSet& a, const AddressSet& b) {
  AddressSet out;
  if (a.empty() || b.empty())
    return out;
  out.ranges_.reserve(std::max(a.ranges_.size(), b.ranges_.size()));
  for (auto x = a.ranges_.begin(), y = b.ranges_.begin();
       x != a.ranges_.end() && y != b.ranges_.end();) {
    if (x->overlaps(*y))
      out.ranges_.push_back({std::max(x->first, y->first), std::min(x->last, y->last)});
    if (x->last < y->last)
      ++x;
    else
      ++y;
  }
  return out;
}

AddressSet operator-(const AddressSet& a, const AddressSet& b) {
  if (a.empty() || b.empty())
    return a;
  AddressSet out;
  out.ranges_.reserve(a.ranges_.size() + 1);
  auto hole = b.ranges_.begin();
  for (AddressRange left : a.ranges_) {
    bool is_over = false;
    while (hole != b.ranges_.end() && hole->last < left.first)
      ++hole;
    for (auto at = hole; !is_over && at != b.ranges_.end() && at->first <= left.last; ++at) {
      if (left.first < at->first)
        out.ranges_.push_back({left.first, {at->first.family, at->first.value - one}});
      is_over = left.last <= at->last;
      if (!is_over)
        left.first.value = at->last.value + one;
    }
    if (!is_over)
      out.ranges_.push_back(left);
  }
  return out;
}

}  // namespace cachewarden::inline v0::network
