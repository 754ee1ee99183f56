#pragma once

#include "cachewarden/rules/context.hpp"

/// What several rules ask of Azure Cache for Redis.
namespace cachewarden::inline v0::rules {

inline constexpr std::string_view injected_note = "the cache is injected into a virtual network";
inline constexpr std::string_view not_injected_note =
    "the cache is not injected into a virtual network";

/// The cache stands in a subnet. Only Premium caches can.
/// Source: learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet.
[[nodiscard]] inline Claim injected(const RedisCache& cache) {
  const Claim stated = present(cache.subnet_id);
  if (stated.truth != Truth::unknown)
    return stated;
  const Claim premium = equals(cache.sku_name, RedisTier::premium);
  return premium.truth == Truth::no ? premium : stated;
}

/// An address on the internet leads to the cache: it is not injected and public access is not off.
[[nodiscard]] inline Claim has_public_address(const RedisCache& cache) {
  return all_of(negated(injected(cache)), negated(equals(cache.public_network_access, false)));
}

[[nodiscard]] inline Claim is_premium(const RedisCache& cache) {
  return equals(cache.sku_name, RedisTier::premium);
}
[[nodiscard]] inline Claim is_persisted(const RedisCache& cache) {
  return any_of(equals(cache.rdb_backup_enabled, true), equals(cache.aof_backup_enabled, true));
}

}  // namespace cachewarden::inline v0::rules
