#pragma once

#include <cstddef>
#include <string>

#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::detail {

/// What a resource is, as people say it: `Azure Managed Redis, Balanced_B10`, `subnet`.
[[nodiscard]] std::string kind_text(const Inventory& inventory, const Resource& resource);

/// The same of a cache in a few words: `Managed Redis Balanced_B10`, `Redis Premium P1`.
[[nodiscard]] std::string short_kind(const Inventory& inventory, const Resource& resource);

/// Where caches of a kind stand in a list of all: Managed Redis first, then the Enterprise tiers,
/// then Azure Cache for Redis. 0 for what is no cache.
[[nodiscard]] std::size_t cache_rank(const Inventory& inventory, const Resource& resource);

}  // namespace cachewarden::inline v0::detail
