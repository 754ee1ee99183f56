#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "cachewarden/rules/context.hpp"

/// What the firewall rules of a cache admit.
namespace cachewarden::inline v0::rules {

/// IPv4 addresses that no packet from the internet carries: private use, shared space, loopback and
/// link-local. Source: iana.org/assignments/iana-ipv4-special-registry.
inline constexpr AddressRange not_internet[] = {
    {Address::ipv4(10, 0, 0, 0), Address::ipv4(10, 255, 255, 255)},
    {Address::ipv4(100, 64, 0, 0), Address::ipv4(100, 127, 255, 255)},
    {Address::ipv4(127, 0, 0, 0), Address::ipv4(127, 255, 255, 255)},
    {Address::ipv4(169, 254, 0, 0), Address::ipv4(169, 254, 255, 255)},
    {Address::ipv4(172, 16, 0, 0), Address::ipv4(172, 31, 255, 255)},
    {Address::ipv4(192, 168, 0, 0), Address::ipv4(192, 168, 255, 255)}};

/// How many addresses of the internet a range holds.
[[nodiscard]] constexpr std::uint64_t internet_addresses(const AddressRange& range) noexcept {
  std::uint64_t count = range.size();
  for (const AddressRange& each : not_internet) {
    if (each.overlaps(range))
      count -=
          AddressRange(std::max(each.first, range.first), std::min(each.last, range.last)).size();
  }
  return count;
}

/// What one firewall rule says.
struct FirewallReach {
  enum class Kind : std::uint8_t { unreadable = 1, reversed, all_of_azure, range };
  Kind kind = Kind::unreadable;
  AddressRange range{};
  Basis decided_by{};  ///< the end that cannot be read, else the first one
};

[[nodiscard]] inline FirewallReach reach_of(const RedisFirewallRule& rule) {
  const auto end_of = [](const Property<Text>& text) -> std::optional<Address> {
    if (!text.has_value())
      return std::nullopt;
    const Result<Address> address = Address::parse(*text);
    return address && address->family == AddressFamily::ipv4 ? std::optional(*address)
                                                             : std::nullopt;
  };
  const std::optional<Address> first = end_of(rule.start_ip);
  const std::optional<Address> last = end_of(rule.end_ip);
  if (!first || !last)
    return {.decided_by = {.at = first ? &rule.end_ip : &rule.start_ip}};
  FirewallReach reach{FirewallReach::Kind::range, {*first, *last}, {.at = &rule.start_ip}};
  if (*last < *first)
    reach.kind = FirewallReach::Kind::reversed;
  else if (last->value == Uint128{})
    reach.kind = FirewallReach::Kind::all_of_azure;
  return reach;
}

/// How many addresses of the internet the ranges hold together.
[[nodiscard]] inline std::uint64_t internet_addresses(std::vector<AddressRange> ranges) {
  std::sort(ranges.begin(), ranges.end());
  std::uint64_t count = 0;
  std::optional<AddressRange> open;
  for (const AddressRange& each : ranges) {
    if (open && each.first <= open->last) {
      open->last = std::max(open->last, each.last);
      continue;
    }
    count += open ? internet_addresses(*open) : 0;
    open = each;
  }
  return count + (open ? internet_addresses(*open) : 0);
}

}  // namespace cachewarden::inline v0::rules
