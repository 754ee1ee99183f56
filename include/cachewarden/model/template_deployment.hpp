#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// What the deployment of a template gives away or gets wrong, with the templates that are nested
/// in it and linked from it. Readers of templates make it beside what the template deploys;
/// answers of the service do not show it. Lists hold names and no secrets.
struct TemplateDeployment {
  Property<Text> template_file{};          ///< no value: read from something else than its template
  Property<List<Text>> secure_defaults{};  ///< secure parameters whose value is written out
  Property<List<Text>> secret_outputs{};   ///< outputs that are not secure and hold a secret
  Property<List<Text>> outer_secrets{};    ///< outer-scope nested deployments that use a secret
  Property<List<Text>> secret_parameters{};  ///< not secure, and a secret is handed to them
  Property<List<Text>> clear_connections{};  ///< what holds a connection string with its password
  Property<List<Text>> early_properties{};   ///< that the api-version of their cache does not have

  static const ResourceType type;
  friend bool operator==(const TemplateDeployment&, const TemplateDeployment&) = default;
};

inline constexpr std::array template_deployment_fields{
    field<&TemplateDeployment::template_file>(
        {.name = "template_file", .arm = {"properties.templateFile"}, .absence = Absence::none}),
    field<&TemplateDeployment::secure_defaults>(
        {.name = "secure_defaults", .arm = {"properties.secureDefaults"}, .item_by_item = true}),
    field<&TemplateDeployment::secret_outputs>(
        {.name = "secret_outputs", .arm = {"properties.secretOutputs"}, .item_by_item = true}),
    field<&TemplateDeployment::outer_secrets>(
        {.name = "outer_secrets", .arm = {"properties.outerSecrets"}, .item_by_item = true}),
    field<&TemplateDeployment::secret_parameters>({.name = "secret_parameters",
                                                   .arm = {"properties.secretParameters"},
                                                   .item_by_item = true}),
    field<&TemplateDeployment::clear_connections>({.name = "clear_connections",
                                                   .arm = {"properties.clearConnections"},
                                                   .item_by_item = true}),
    field<&TemplateDeployment::early_properties>(
        {.name = "early_properties", .arm = {"properties.earlyProperties"}, .item_by_item = true}),
};

inline constexpr ResourceType TemplateDeployment::type{
    .arm = "Microsoft.Resources/deployments",
    .label = "deployment",
    .fields = template_deployment_fields,
    .collect =
        "az deployment group export --name {name} --resource-group {group} "
        "--subscription {subscription}",
    .collect_all =
        "az deployment group list --resource-group {group} "
        "--subscription {subscription}",
    .shows_state = false,
};

}  // namespace cachewarden::inline v0
