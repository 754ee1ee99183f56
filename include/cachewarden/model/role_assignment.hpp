#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A role that an identity holds at a scope.
struct RoleAssignment {
  Property<Text> role_definition{};
  Property<Text> principal_id{};
  Property<Text> principal_type{};

  static const ResourceType type;
  friend bool operator==(const RoleAssignment&, const RoleAssignment&) = default;
};

inline constexpr std::array role_assignment_fields{
    field<&RoleAssignment::role_definition>({.name = "role_definition",
                                             .arm = {"properties.roleDefinitionId"},
                                             .terraform = {"role_definition_id"}}),
    field<&RoleAssignment::principal_id>(
        {.name = "principal_id", .arm = {"properties.principalId"}, .terraform = {"principal_id"}}),
    field<&RoleAssignment::principal_type>({.name = "principal_type",
                                            .arm = {"properties.principalType"},
                                            .terraform = {"principal_type"},
                                            .absence = Absence::none}),
};

inline constexpr ResourceType RoleAssignment::type{
    .arm = "Microsoft.Authorization/roleAssignments",
    .label = "role assignment",
    .fields = role_assignment_fields,
    .collect = "az role assignment list --scope {parent}",
    .collect_all = "az role assignment list --scope {id}",
    .shows_state = false,
    .is_extension = true,
};

}  // namespace cachewarden::inline v0
