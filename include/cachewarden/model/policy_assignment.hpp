#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// An assignment of a policy or an initiative to a scope.
struct PolicyAssignment {
  Property<Text> policy_definition{};
  Property<Text> enforcement_mode{};
  Property<Text> effect{};
  Property<List<Text>> not_scopes{};

  static const ResourceType type;
  friend bool operator==(const PolicyAssignment&, const PolicyAssignment&) = default;
};

inline constexpr std::array policy_assignment_fields{
    field<&PolicyAssignment::policy_definition>({.name = "policy_definition",
                                                 .arm = {"properties.policyDefinitionId"},
                                                 .terraform = {"policy_definition_id"}}),
    field<&PolicyAssignment::enforcement_mode>(
        {.name = "enforcement_mode", .arm = {"properties.enforcementMode"}}),
    field<&PolicyAssignment::effect>({.name = "effect",
                                      .arm = {"properties.parameters.effect.value"},
                                      .absence = Absence::none}),
    field<&PolicyAssignment::not_scopes>({.name = "not_scopes",
                                          .arm = {"properties.notScopes"},
                                          .terraform = {"not_scopes"},
                                          .absence = Absence::none}),
};

inline constexpr ResourceType PolicyAssignment::type{
    .arm = "Microsoft.Authorization/policyAssignments",
    .label = "policy assignment",
    .fields = policy_assignment_fields,
    .collect = "az policy assignment show --name {name}",
    .collect_all = "az policy assignment list --scope {id} --disable-scope-strict-match",
    .shows_state = false,
    .is_extension = true,
};

}  // namespace cachewarden::inline v0
