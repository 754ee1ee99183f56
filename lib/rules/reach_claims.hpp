#pragma once

#include <vector>

#include "cachewarden/reach/cache_reach.hpp"
#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/verdict.hpp"
#include "reach/space.hpp"

/// Answers of the exact engine as claims and verdicts.
namespace cachewarden::inline v0::rules::detail {

/// What one question of a rule may cost: a rule is asked of many caches.
inline constexpr network::Limits rule_limits{
    .work = 30'000'000, .memory = std::size_t{1} << 27, .slice_work = 60'000'000};

/// Adds the rules that decide a packet, as evidence.
void add_chain(const std::vector<reach::ChainStep>& chain, const Inventory& inventory,
               Claim& claim);
void add_chain(const reach::PortReach& port, const Inventory& inventory, Claim& claim);

/// Adds what is not known of a rule.
void add_gaps(const UserSecurityRule& rule, Claim& claim);
/// What is not known of the addresses around a subnet.
[[nodiscard]] Claim gaps_of_place(const reach::AddressSpace& space);

/// What is not known of the network around a subnet, or that tags are not.
[[nodiscard]] Claim gaps_of_network(const reach::AddressSpace& space);

/// Unknown, with what the answer lacks.
[[nodiscard]] Verdict open_verdict(const std::vector<reach::Remark>& missing, const void* cache);
[[nodiscard]] inline Verdict open_verdict(const reach::CacheReach& answer, const auto& cache) {
  return open_verdict(answer.missing, &cache);
}

/// Nobody gets in: what proves it.
[[nodiscard]] Claim closed_claim(const reach::CacheReach& answer, const void* cache,
                                 const Inventory& inventory);
[[nodiscard]] inline Claim closed_claim(const reach::CacheReach& answer, const auto& cache,
                                        const Inventory& inventory) {
  return closed_claim(answer, static_cast<const void*>(&cache), inventory);
}

/// Whether all contracts on a cache are kept.
[[nodiscard]] Verdict contracts_kept(const Resource& cache, const void* body,
                                     const Context& context);
[[nodiscard]] inline Verdict contracts_kept(const auto& cache, const Context& context) {
  return contracts_kept(context.owner(cache), &cache, context);
}

}  // namespace cachewarden::inline v0::rules::detail
