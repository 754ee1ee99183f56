#pragma once

#include <string_view>
#include <vector>

#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::reach {

/// The resource of that id, else the only one of that name; null if there is none or several.
[[nodiscard]] inline const Resource* find_resource(const std::vector<const Resource*>& among,
                                                   std::string_view id_or_name) {
  const Resource* found = nullptr;
  bool is_only = true;
  for (const Resource* each : among) {
    if (equal_folded(each->id.view(), canonical_id(id_or_name)))
      return each;
    if (!equal_folded(each->name(), id_or_name))
      continue;
    is_only = found == nullptr;
    found = each;
  }
  return is_only ? found : nullptr;
}

}  // namespace cachewarden::inline v0::reach
