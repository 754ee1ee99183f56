#pragma once

#include <doctest/doctest.h>

#include <algorithm>

#include "cachewarden/reach/cache_reach.hpp"
#include "reach/small_estate.hpp"

/// Questions of tests on who reaches a cache. Every answer is verified.
namespace cachewarden::test {

inline network::AddressSet set_of(std::initializer_list<std::string_view> prefixes) {
  std::vector<Prefix> result;
  for (const std::string_view each : prefixes)
    result.push_back(*Prefix::parse(each));
  return network::AddressSet(result);
}

struct Asked {
  std::shared_ptr<const Inventory> inventory;
  reach::CacheReach answer;

  [[nodiscard]] const reach::Way* way(reach::WayKind kind) const {
    const auto at = std::find_if(answer.ways.begin(), answer.ways.end(),
                                 [kind](const reach::Way& each) { return each.kind == kind; });
    return at == answer.ways.end() ? nullptr : &*at;
  }
  [[nodiscard]] const reach::PortReach& port(reach::WayKind kind, std::uint16_t number) const {
    const reach::Way* const found = way(kind);
    REQUIRE(found != nullptr);
    for (const reach::PortReach& each : found->ports) {
      if (each.ports.contains(number))
        return each;
    }
    FAIL("no such port");
    return found->ports.front();
  }
};

inline Asked ask(std::shared_ptr<const Inventory> inventory, std::string_view cache = "orders",
                 reach::ReachOptions options = {}) {
  for (const Diagnostic& each : inventory->diagnostics())
    CHECK_MESSAGE(each.severity != Diagnostic::Severity::error, each.message);
  const Resource* found = reach::find_cache(*inventory, cache);
  REQUIRE(found != nullptr);
  options.verify = options.limits.work == network::Limits{}.work;
  Result<reach::CacheReach> answer = reach::reach(*inventory, *found, options);
  REQUIRE(answer);
  return {std::move(inventory), *std::move(answer)};
}

inline Asked ask(std::initializer_list<std::string> documents, reach::ReachOptions options = {}) {
  return ask(inventory_of(estate_of(documents)), "orders", std::move(options));
}

/// From a subnet or network interface by name.
inline Asked ask_from(std::string_view who, std::initializer_list<std::string> documents) {
  const auto inventory = inventory_of(estate_of(documents));
  reach::ReachOptions options;
  const Result<network::AddressSet> from = reach::sources_of(*inventory, who, &options.from_subnet);
  REQUIRE(from);
  options.from = *from;
  return ask(inventory, "orders", std::move(options));
}

inline constexpr std::string_view platform = "168.63.129.16/32";

}  // namespace cachewarden::test
