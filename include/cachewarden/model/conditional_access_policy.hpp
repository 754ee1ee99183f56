#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A tenant of Microsoft Entra. Exports of Microsoft Graph do not name theirs.
struct EntraTenant {
  Property<Text> display_name{};

  static const ResourceType type;
  friend bool operator==(const EntraTenant&, const EntraTenant&) = default;
};

/// The tenant that an export is of which does not say.
inline constexpr std::string_view exported_tenant =
    "/providers/Microsoft.Graph/organization/myorganization";

inline constexpr std::array entra_tenant_fields{
    field<&EntraTenant::display_name>({.name = "display_name", .arm = {"displayName"}}),
};

inline constexpr ResourceType EntraTenant::type{
    .arm = "Microsoft.Graph/organization",
    .label = "tenant of Microsoft Entra",
    .fields = entra_tenant_fields,
    .collect = "az rest --method get --url https://graph.microsoft.com/v1.0/organization",
    .collect_all = "az rest --method get --url https://graph.microsoft.com/v1.0/organization",
    .shows_state = false,
};

enum class ConditionalAccessState : std::uint8_t { enabled = 1, disabled = 2, report_only = 3 };

inline constexpr EnumName conditional_access_state_names[] = {
    {"enabled", 1}, {"disabled", 2}, {"enabledForReportingButNotEnforced", 3}};

constexpr std::span<const EnumName> enum_names(ConditionalAccessState) noexcept {
  return conditional_access_state_names;
}

/// A conditional access policy as Microsoft Graph exports it. It is no resource of Resource
/// Manager: its id is made of what it was collected of, its tenant or a subscription of it, and the
/// word that Graph calls its id.
struct ConditionalAccessPolicy {
  Property<Text> display_name{};
  Property<ConditionalAccessState> policy_state{};
  Property<List<Text>> client_app_types{};
  Property<List<Text>> include_applications{};
  Property<List<Text>> exclude_applications{};
  Property<Text> application_filter{};
  Property<List<Text>> include_users{};
  Property<List<Text>> include_groups{};
  Property<List<Text>> include_roles{};
  Property<Text> include_guests{};
  Property<List<Text>> exclude_users{};
  Property<List<Text>> exclude_groups{};
  Property<List<Text>> exclude_roles{};
  Property<Text> exclude_guests{};
  Property<List<Text>> grant_controls{};
  Property<Text> authentication_strength{};
  Property<List<Text>> terms_of_use{};
  Property<bool> sign_in_frequency{};

  static const ResourceType type;
  friend bool operator==(const ConditionalAccessPolicy&, const ConditionalAccessPolicy&) = default;
};

inline constexpr std::array conditional_access_policy_fields{
    field<&ConditionalAccessPolicy::display_name>(
        {.name = "display_name", .arm = {"displayName"}, .terraform = {"display_name"}}),
    field<&ConditionalAccessPolicy::policy_state>(
        {.name = "policy_state", .arm = {"state"}, .terraform = {"state"}}),
    field<&ConditionalAccessPolicy::client_app_types>(
        {.name = "client_app_types",
         .arm = {"conditions.clientAppTypes"},
         .terraform = {"conditions.client_app_types"}}),
    field<&ConditionalAccessPolicy::include_applications>(
        {.name = "include_applications",
         .arm = {"conditions.applications.includeApplications"},
         .terraform = {"conditions.applications.included_applications"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::exclude_applications>(
        {.name = "exclude_applications",
         .arm = {"conditions.applications.excludeApplications"},
         .terraform = {"conditions.applications.excluded_applications"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::application_filter>(
        {.name = "application_filter",
         .arm = {"conditions.applications.applicationFilter.rule"},
         .terraform = {"conditions.applications.filter.rule"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::include_users>(
        {.name = "include_users",
         .arm = {"conditions.users.includeUsers"},
         .terraform = {"conditions.users.included_users"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::include_groups>(
        {.name = "include_groups",
         .arm = {"conditions.users.includeGroups"},
         .terraform = {"conditions.users.included_groups"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::include_roles>(
        {.name = "include_roles",
         .arm = {"conditions.users.includeRoles"},
         .terraform = {"conditions.users.included_roles"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::include_guests>(
        {.name = "include_guests",
         .arm = {"conditions.users.includeGuestsOrExternalUsers.guestOrExternalUserTypes"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::exclude_users>(
        {.name = "exclude_users",
         .arm = {"conditions.users.excludeUsers"},
         .terraform = {"conditions.users.excluded_users"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::exclude_groups>(
        {.name = "exclude_groups",
         .arm = {"conditions.users.excludeGroups"},
         .terraform = {"conditions.users.excluded_groups"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::exclude_roles>(
        {.name = "exclude_roles",
         .arm = {"conditions.users.excludeRoles"},
         .terraform = {"conditions.users.excluded_roles"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::exclude_guests>(
        {.name = "exclude_guests",
         .arm = {"conditions.users.excludeGuestsOrExternalUsers.guestOrExternalUserTypes"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::grant_controls>(
        {.name = "grant_controls",
         .arm = {"grantControls.builtInControls"},
         .terraform = {"grant_controls.built_in_controls"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::authentication_strength>(
        {.name = "authentication_strength",
         .arm = {"grantControls.authenticationStrength.id"},
         .terraform = {"grant_controls.authentication_strength_policy_id"},
         .absence = Absence::none}),
    field<&ConditionalAccessPolicy::terms_of_use>({.name = "terms_of_use",
                                                   .arm = {"grantControls.termsOfUse"},
                                                   .terraform = {"grant_controls.terms_of_use"},
                                                   .absence = Absence::none}),
    field<&ConditionalAccessPolicy::sign_in_frequency>(
        {.name = "sign_in_frequency",
         .arm = {"sessionControls.signInFrequency.isEnabled"},
         .absence = Absence::none}),
};

inline constexpr ResourceType ConditionalAccessPolicy::type{
    .arm = "Microsoft.Graph/conditionalAccessPolicies",
    .label = "conditional access policy",
    .terraform = {"azuread_conditional_access_policy"},
    .fields = conditional_access_policy_fields,
    .collect =
        "az rest --method get --url "
        "https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies/{name}",
    .collect_all =
        "az rest --method get --url "
        "https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies",
    .shows_state = false,
    .id_is_name = true,
};

}  // namespace cachewarden::inline v0
