#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A lock that keeps what it extends from being deleted or changed.
struct ManagementLock {
  Property<Text> level{};

  static const ResourceType type;
  friend bool operator==(const ManagementLock&, const ManagementLock&) = default;
};

inline constexpr std::array management_lock_fields{
    field<&ManagementLock::level>(
        {.name = "level", .arm = {"properties.level"}, .terraform = {"lock_level"}}),
};

inline constexpr ResourceType ManagementLock::type{
    .arm = "Microsoft.Authorization/locks",
    .label = "lock",
    .fields = management_lock_fields,
    .collect = "az lock show --ids {id}",
    .collect_all = "az lock list --resource {id}",
    .shows_state = false,
    .is_extension = true,
};

}  // namespace cachewarden::inline v0
