#pragma once

#include <vector>

#include "cachewarden/base/truth.hpp"
#include "cachewarden/model/inventory.hpp"

/// Which private endpoints lead to a cache.
namespace cachewarden::inline v0::reach {

struct EndpointLink {
  const Resource* endpoint = nullptr;  ///< null if the cache lists one that is not known
  Truth approved = Truth::unknown;
};

/// The endpoints of a cache: those that it lists and those that name it, each once. `is_complete`
/// is set to whether its own list is all there is.
[[nodiscard]] std::vector<EndpointLink> endpoints_of(const Inventory& inventory,
                                                     const RedisCache& cache, bool& is_complete);
[[nodiscard]] std::vector<EndpointLink> endpoints_of(const Inventory& inventory,
                                                     const RedisEnterprise& cluster,
                                                     bool& is_complete);

}  // namespace cachewarden::inline v0::reach
