#pragma once

#include "cachewarden/rules/context.hpp"

namespace cachewarden::inline v0::rules {

/// The instance is one of Azure Managed Redis, not of an Enterprise tier; its SKU says so.
[[nodiscard]] inline Claim is_managed(const RedisEnterprise& cluster) {
  const Property<RedisGeneration> family = generation(cluster.sku_name);
  return claim(cluster.sku_name,
               family.is_gap() ? Truth::unknown
                               : truth(family.has_value() && *family == RedisGeneration::managed));
}

}  // namespace cachewarden::inline v0::rules
