#pragma once

#include "cachewarden/rules/alert_claims.hpp"
#include "cachewarden/rules/care_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on names, places, locks, roles and policies, alike for both kinds of caches. Their
/// examples are patches of the baselines in care_baselines.hpp.
namespace cachewarden::inline v0::rules {

template <class Model>
[[nodiscard]] constexpr Rule name_rule(std::string_view id, std::string_view name,
                                       std::string_view baseline, std::string_view bad,
                                       std::string_view unresolved) {
  return {
      .id = id,
      .name = name,
      .title = "The name of the cache is one that Azure takes, and follows the convention",
      .message = "the name does not follow the convention",
      .severity = Severity::low,
      .category = Category::governance,
      .pillar = Pillar::operational_excellence,
      .since = "0.2",
      .check = check<good_name<Model, cache_name>>,
      .rationale =
          "A name that says what a resource is and whose keeps people from changing the "
          "wrong one. It cannot be changed later, and a wrong one is refused only when "
          "the template is deployed.",
      .remediation = {.cli = is_classic<Model>
                                 ? "az redis create --name NAME --resource-group {group} "
                                   "--subscription {subscription} --location {location:LOCATION} "
                                   "--sku {sku_name:Standard} --vm-size SIZE"
                                 : "az redisenterprise create --name NAME --resource-group {group} "
                                   "--subscription {subscription} --location {location:LOCATION} "
                                   "--sku {sku_name:Balanced_B10} --public-network-access Disabled",
                      .bicep = "name: 'redis-orders-prod-weu'",
                      .terraform = "name = \"redis-orders-prod-weu\""},
      .references = {"https://learn.microsoft.com/azure/azure-resource-manager/management/"
                     "resource-name-rules"},
      .controls = {{Framework::psrule, "Azure.Redis.Naming"},
                   {Framework::psrule, "Azure.RedisEnterprise.Naming"},
                   {Framework::azqr, "resources-002"}},
      .baseline = baseline,
      .examples = {{"as the pattern asks", "{}", Status::pass},
                   {"two hyphens in a row", bad, Status::fail},
                   {"an expression", unresolved, Status::unknown}},
      .example_settings =
          [](Settings& settings) {
            settings.name_patterns.push_back(
                {.type = std::string(Model::type.arm),
                 .pattern = "[a-z]{3,}",
                 .matches = [](std::string_view text) { return text.size() >= 3; }});
          },
  };
}

template <class Model>
[[nodiscard]] constexpr Rule location_rule(std::string_view id, std::string_view name,
                                           std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "The cache stands in a location that is allowed",
      .message = "the cache stands in a location that is not allowed",
      .severity = Severity::medium,
      .category = Category::governance,
      .since = "0.2",
      .check = check<allowed_location<Model>>,
      .rationale =
          "Where data may be kept is often a matter of law or contract, and a cache far "
          "from its clients is slow. Which locations are allowed is a setting; without "
          "it nothing is asked.",
      .remediation = {.cli = is_classic<Model>
                                 ? "az redis create --name NAME --resource-group {group} "
                                   "--subscription {subscription} --location LOCATION --sku "
                                   "{sku_name:Standard} --vm-size SIZE"
                                 : "az redisenterprise create --name NAME --resource-group {group} "
                                   "--subscription {subscription} --location LOCATION --sku "
                                   "{sku_name:Balanced_B10} --public-network-access Disabled",
                      .bicep = "location: 'westeurope'",
                      .terraform = "location = \"westeurope\""},
      .references = {"https://learn.microsoft.com/azure/governance/policy/samples/"
                     "built-in-policies#general"},
      .controls = {{Framework::psrule, "Azure.Resource.AllowedRegions"},
                   {Framework::azure_policy, "e56962a6-4747-49cd-b67b-bf8b01975c4c"},
                   {Framework::azure_policy, "0a914e76-4921-4c19-b460-a2d36003525a"}},
      .baseline = baseline,
      .examples = {{"an allowed one", "{}", Status::pass},
                   {"another one", R"({"location": "East US"})", Status::fail},
                   {"hidden", R"({"location": "***"})", Status::unknown}},
      .example_settings =
          [](Settings& settings) {
            settings.allowed_locations = {"westeurope", "northeurope"};
          },
  };
}

template <class Model>
[[nodiscard]] constexpr Rule lock_rule(std::string_view id, std::string_view name,
                                       std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "A lock keeps the cache from being deleted",
      .message = "no lock keeps the cache from being deleted",
      .severity = Severity::low,
      .category = Category::governance,
      .pillar = Pillar::reliability,
      .since = "0.2",
      .check = check<locked<Model>>,
      .rationale =
          "A cache that is deleted by mistake takes its keys, its private endpoints and "
          "its data along. A lock makes that two steps.",
      .remediation = {.cli = "az lock create --name keep --lock-type CanNotDelete --resource {id}",
                      .bicep = "resource lock 'Microsoft.Authorization/locks@2020-05-01' = { "
                               "scope: cache, properties: { level: 'CanNotDelete' } }",
                      .terraform = "azurerm_management_lock { lock_level = \"CanNotDelete\" }"},
      .references = {"https://learn.microsoft.com/azure/azure-resource-manager/management/"
                     "lock-resources"},
      .controls = {{Framework::mcsb, "AM-3"}},
      .baseline = baseline,
      .examples = {{"a lock", "{}", Status::pass},
                   {"none", R"([{}, {"body": []}])", Status::fail},
                   {"a level that was hidden",
                    R"([{}, {"body": [{"name": "keep", "properties": {"level": "***"}}]}])",
                    Status::unknown},
                   {"locks not collected", R"([{}, "$absent"])", Status::unknown}},
  };
}

template <class Model>
[[nodiscard]] constexpr Rule managers_rule(std::string_view id, std::string_view name,
                                           std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "Few role assignments on the cache let somebody manage it",
      .message = "many role assignments on the cache let somebody manage it",
      .severity = Severity::medium,
      .category = Category::identity_and_access,
      .since = "0.2",
      .check = check<few_managers<Model>>,
      .rationale =
          "Whoever manages a cache can read its access keys, open its firewall, export its "
          "data and use its console. Assignments of wider scopes come on top; they are not "
          "counted.",
      .remediation = {.cli = "az role assignment delete --ids "
                             "{role_assignments_id:ASSIGNMENT_ID}",
                      .bicep = "remove roleAssignments that nobody needs",
                      .terraform = "remove azurerm_role_assignment resources that nobody needs"},
      .references = {"https://learn.microsoft.com/azure/role-based-access-control/best-practices"},
      .controls = {{Framework::microsoft_guide,
                    "service-specific-security/secure-redis-console-access"},
                   {Framework::mcsb, "PA-7"},
                   {Framework::azts, "Azure_RedisCache_AuthZ_Grant_Min_RBAC_Access"}},
      .baseline = baseline,
      .examples = {{"one", "{}", Status::pass},
                   {"two, of which one may be known",
                    R"([{}, {}, {"body": [
              {"name": "a", "properties": {"roleDefinitionId": "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"}},
              {"name": "b", "properties": {"roleDefinitionId": "/x/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}}]}])",
                    Status::fail},
                   {"a role that was hidden",
                    R"([{}, {}, {"body": [
              {"name": "a", "properties": {"roleDefinitionId": "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"}},
              {"name": "b", "properties": {"roleDefinitionId": "***"}}]}])",
                    Status::unknown},
                   {"not collected", R"([{}, {}, "$absent"])", Status::unknown}},
      .example_settings = [](Settings& settings) { settings.max_managers = 1; },
  };
}

/// Built-in policies and the initiative of the cloud security benchmark that ask about caches.
inline constexpr std::array<std::string_view, 10> cache_policies = {
    "1f3afdf9-d0c9-4c3d-847f-89da613e70a8", "7803067c-7d34-46e3-8c79-0ca68fc4036d",
    "22bee202-a82f-4305-9a2a-6d7f44d4dedb", "470baccb-7e51-4549-8b1a-3e5be069f663",
    "3827af20-8f80-4b15-8300-6db0873ec901", "960e650e-9ce3-4316-9590-8ee2c016ca2f",
    "09aa11bb-87ec-409f-bf0b-49b7c1561a87", "1bf67da8-b100-45bf-b89d-e4669fc54411",
    "408934a8-941a-4c1e-ba88-dd035d9688f4", "766f5de3-c6c0-4327-9f4d-042ab8ae846c"};

[[nodiscard]] inline bool is_of_management_group(std::string_view scope) {
  return starts_with_folded(scope, "/providers/Microsoft.Management/managementGroups/");
}

/// The assignment is of a policy on caches and in force for the resource. Whether a management
/// group holds the subscription shows in no document.
[[nodiscard]] inline Claim forbids(const PolicyAssignment& assignment, const Context& context,
                                   const Resource& resource) {
  const std::optional<ResourceId> own = parse_resource_id(context.owner(assignment).id);
  const std::string_view scope = own ? own->scope : std::string_view("/");
  const Claim here = is_of_management_group(scope)
                         ? needs_knowledge("which management groups hold the subscription")
                         : Claim(truth(is_within(resource.id.view(), scope)),
                                 {.at = &assignment, .kind = Basis::Kind::resource});
  const Claim on_caches = holds(assignment.policy_definition, [](const Text& definition) {
    const std::string_view name = definition.view().substr(definition.view().rfind('/') + 1);
    return std::any_of(cache_policies.begin(), cache_policies.end(),
                       [&](std::string_view one) { return equal_folded(one, name); });
  });
  const auto is = [](std::string_view wanted) {
    return [wanted](const Text& text) { return equal_folded(text, wanted); };
  };
  const Claim off =
      any_of(holds(assignment.enforcement_mode, is("DoNotEnforce")),
             holds(assignment.effect, is("Disabled")), covers(assignment.not_scopes, resource));
  return all_of(here, on_caches, negated(off));
}

/// A policy on caches is assigned above the cache and in force.
template <class Model>
[[nodiscard]] Verdict policy_assigned(const Model& body, const Context& context) {
  const Resource& resource = context.owner(body);
  Claim assigned =
      some(context.in_subscription<PolicyAssignment>(body),
           [&](const PolicyAssignment& each) { return forbids(each, context, resource); });
  for (const PolicyAssignment* each : context.all<PolicyAssignment>()) {
    const Resource& own = context.owner(*each);
    if (is_of_management_group(own.id.view()) && own.intent == resource.intent)
      assigned = any_of(assigned, forbids(*each, context, resource));
  }
  return of_subscription(assigned, resource);
}

template <class Model>
[[nodiscard]] constexpr Rule policy_rule(std::string_view id, std::string_view name,
                                         std::string_view baseline) {
  return {
      .id = id,
      .name = name,
      .title = "An Azure policy on caches is assigned in the subscription and in force",
      .message = "no Azure policy on caches is assigned in the subscription",
      .severity = Severity::low,
      .category = Category::governance,
      .pillar = Pillar::operational_excellence,
      .since = "0.2",
      .check = check<policy_assigned<Model>>,
      .rationale =
          "A policy looks at every change as it is made, also at those that no pipeline "
          "sees. An assignment at a management group counts only where it is known that the "
          "group holds the subscription.",
      .remediation =
          {.cli = "az policy assignment create --name caches --scope /subscriptions/{subscription} "
                  "--policy-set-definition 1f3afdf9-d0c9-4c3d-847f-89da613e70a8",
           .bicep = "resource caches 'Microsoft.Authorization/policyAssignments@2024-04-01' = { "
                    "name: 'caches', properties: { policyDefinitionId: "
                    "tenantResourceId('Microsoft.Authorization/policySetDefinitions', "
                    "'1f3afdf9-d0c9-4c3d-847f-89da613e70a8') } }",
           .terraform = "azurerm_subscription_policy_assignment { policy_definition_id = "
                        "\"/providers/Microsoft.Authorization/policySetDefinitions/"
                        "1f3afdf9-d0c9-4c3d-847f-89da613e70a8\" }"},
      .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/policy-reference"},
      .controls = {{Framework::microsoft_guide,
                    "compliance-and-governance/apply-azure-policy-definitions"},
                   {Framework::mcsb, "AM-2"}},
      .baseline = baseline,
      .examples = {{"the initiative of the benchmark", "{}", Status::pass},
                   {"none", R"([{}, {}, {}, {}, {}, {"body": []}])", Status::fail},
                   {"one of a group whose name begins like that of the cache's",
                    R"([{}, {}, {}, {}, {}, {"body": [
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/sho/providers/Microsoft.Authorization/policyAssignments/caches",
              "name": "caches", "type": "Microsoft.Authorization/policyAssignments",
              "properties": {"policyDefinitionId": "/x/22bee202-a82f-4305-9a2a-6d7f44d4dedb",
                             "enforcementMode": "Default"}}]}])",
                    Status::fail},
                   {"one of a management group",
                    R"([{}, {}, {}, {}, {}, {"body": [
             {"id": "/providers/Microsoft.Management/managementGroups/corp/providers/Microsoft.Authorization/policyAssignments/caches",
              "name": "caches", "type": "Microsoft.Authorization/policyAssignments",
              "properties": {"policyDefinitionId": "/x/22bee202-a82f-4305-9a2a-6d7f44d4dedb",
                             "enforcementMode": "Default"}}]}])",
                    Status::unknown},
                   {"one that is not enforced",
                    R"([{}, {}, {}, {}, {}, {"body": [
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/policyAssignments/caches",
              "name": "caches", "type": "Microsoft.Authorization/policyAssignments",
              "properties": {"policyDefinitionId": "/x/22bee202-a82f-4305-9a2a-6d7f44d4dedb",
                             "enforcementMode": "DoNotEnforce"}}]}])",
                    Status::fail},
                   {"assignments not collected", R"([{}, {}, {}, {}, {}, "$absent"])",
                    Status::unknown}},
  };
}

}  // namespace cachewarden::inline v0::rules
