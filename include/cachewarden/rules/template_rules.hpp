#pragma once

#include <array>

#include "cachewarden/rules/rule.hpp"

/// Rules on what only templates show: secrets that they give away, and properties that the service
/// does not take.
namespace cachewarden::inline v0::rules {

/// A template that keeps its secrets.
inline constexpr std::string_view template_baseline = R"([
  {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
   "parameters": {"snapshots": {"type": "secureString"}},
   "resources": [{"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": "orders", "location": "westeurope",
     "properties": {"sku": {"name": "Premium", "family": "P", "capacity": 1}, "publicNetworkAccess": "Disabled",
       "redisConfiguration": {"rdb-storage-connection-string": "[parameters('snapshots')]"}}}],
   "outputs": {"host": {"type": "string", "value": "[reference('orders').hostName]"}}}
])";

/// A part of a template that is not at hand.
inline constexpr std::string_view template_with_gap =
    R"({"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "network",
          "properties": {"mode": "Incremental", "templateLink": {"uri": "https://example.com/network.json"}}}]})";

/// Nothing was found in the whole template.
[[nodiscard]] inline Verdict none_in_template(const TemplateDeployment& deployment,
                                              const Property<List<Text>>& found) {
  return when(present(deployment.template_file), require(negated(present(found))),
              "the deployment was not read from its template");
}

// ---- CW-TPL-001 ---------------------------------------------------------

[[nodiscard]] inline Verdict template_secure_defaults(const TemplateDeployment& deployment) {
  return none_in_template(deployment, deployment.secure_defaults);
}

inline constexpr Rule template_secure_defaults_rule{
    .id = "CW-TPL-001",
    .name = "template-no-secret-defaults",
    .title = "Secure parameters have no value written into the template",
    .message = "a secure parameter has its value written into the template",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<template_secure_defaults>,
    .rationale =
        "Whoever reads the repository or a copy of the template has the secret, and it stays in "
        "the history after it is taken out. Deployments that leave the parameter out all share it.",
    .remediation =
        {.cli = "az keyvault secret set --vault-name VAULT --name NAME --file FILE",
         .bicep = "@secure() param NAME string  // no default: a key vault reference gives it",
         .terraform = "variable \"NAME\" { sensitive = true }"},
    .references = {"https://learn.microsoft.com/azure/azure-resource-manager/templates/"
                   "best-practices#security-recommendations-for-parameters",
                   "https://learn.microsoft.com/azure/azure-resource-manager/bicep/"
                   "linter-rule-secure-parameter-default"},
    .controls = {{Framework::mcsb, "IM-8"}},
    .baseline = template_baseline,
    .examples =
        {{"no default", "{}", Status::pass},
         {"made anew each time",
          R"({"parameters": {"snapshots": {"defaultValue": "[newGuid()]"}}})", Status::pass},
         {"empty", R"({"parameters": {"snapshots": {"defaultValue": ""}}})", Status::pass},
         {"written out", R"({"parameters": {"snapshots": {"defaultValue": "Swordfish"}}})",
          Status::fail},
         {"inside of a secure object",
          R"({"parameters": {"more": {"type": "secureObject", "defaultValue": {"key": "Swordfish"}}}})",
          Status::fail},
         {"a linked template is not at hand", template_with_gap, Status::unknown}},
};

// ---- CW-TPL-002 ---------------------------------------------------------

[[nodiscard]] inline Verdict template_secret_outputs(const TemplateDeployment& deployment) {
  return none_in_template(deployment, deployment.secret_outputs);
}

inline constexpr Rule template_secret_outputs_rule{
    .id = "CW-TPL-002",
    .name = "template-no-secret-outputs",
    .title = "Outputs of templates hold no secret, or are secure",
    .message = "an output that is not secure holds a secret",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<template_secret_outputs>,
    .rationale =
        "Outputs stay in the history of deployments, and everybody who may read the resource group "
        "reads them: an access key in one opens the cache.",
    .remediation =
        {.cli = "az deployment group delete --name {name} --resource-group {group} "
                "--subscription {subscription}",
         .bicep =
             "@secure() output NAME string = VALUE  // or no output: ask the cache for its key",
         .terraform = "output \"NAME\" { sensitive = true }"},
    .references = {"https://learn.microsoft.com/azure/azure-resource-manager/bicep/"
                   "linter-rule-outputs-should-not-contain-secrets"},
    .controls = {{Framework::psrule, "Azure.Deployment.OutputSecretValue"},
                 {Framework::mcsb, "IM-8"}},
    .baseline = template_baseline,
    .examples =
        {{"a host name", "{}", Status::pass},
         {"a key in a secure output",
          R"({"outputs": {"key": {"type": "secureString", "value": "[listKeys('orders', '2024-11-01').primaryKey]"}}})",
          Status::pass},
         {"a key",
          R"({"outputs": {"key": {"type": "string", "value": "[listKeys('orders', '2024-11-01').primaryKey]"}}})",
          Status::fail},
         {"a secure parameter inside of a text",
          R"({"outputs": {"at": {"type": "string", "value": "[concat('redis://:', parameters('snapshots'), '@host')]"}}})",
          Status::fail},
         {"a linked template is not at hand", template_with_gap, Status::unknown}},
};

// ---- CW-TPL-003 ---------------------------------------------------------

[[nodiscard]] inline Verdict template_outer_secrets(const TemplateDeployment& deployment) {
  return none_in_template(deployment, deployment.outer_secrets);
}

inline constexpr Rule template_outer_secrets_rule{
    .id = "CW-TPL-003",
    .name = "template-no-outer-secrets",
    .title = "Nested deployments that use secrets are evaluated in inner scope",
    .message = "a nested deployment in outer scope uses a secret, which its history keeps in clear",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<template_outer_secrets>,
    .rationale =
        "In outer scope the parent fills in its parameters before the nested template is sent: the "
        "secret is then a plain text of that template, and the history of deployments keeps it.",
    .remediation =
        {.cli = "az deployment group delete --name {name} --resource-group {group} "
                "--subscription {subscription}",
         .bicep = "expressionEvaluationOptions: { scope: 'inner' }",
         .terraform = "template_content = jsonencode({ ... expressionEvaluationOptions = { scope = "
                      "\"inner\" } ... })"},
    .references = {"https://learn.microsoft.com/azure/azure-resource-manager/templates/"
                   "linked-templates#expression-evaluation-scope-in-nested-templates"},
    .controls = {{Framework::psrule, "Azure.Deployment.OuterSecret"}, {Framework::mcsb, "IM-8"}},
    .baseline = template_baseline,
    .examples =
        {{"nothing nested", "{}", Status::pass},
         {"in inner scope",
          R"({"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "config", "properties": {"mode": "Incremental",
              "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"key": {"value": "[parameters('snapshots')]"}},
              "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                "parameters": {"key": {"type": "secureString"}},
                "resources": [{"type": "Microsoft.KeyVault/vaults/secrets", "apiVersion": "2022-07-01", "name": "vault/key",
                  "properties": {"value": "[parameters('key')]"}}]}}}]})",
          Status::pass},
         {"in outer scope",
          R"({"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "config", "properties": {"mode": "Incremental",
              "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                "resources": [{"type": "Microsoft.KeyVault/vaults/secrets", "apiVersion": "2022-07-01", "name": "vault/key",
                  "properties": {"value": "[parameters('snapshots')]"}}]}}}]})",
          Status::fail},
         {"a linked template is not at hand", template_with_gap, Status::unknown}},
};

// ---- CW-TPL-004 ---------------------------------------------------------

[[nodiscard]] inline Verdict template_secret_parameters(const TemplateDeployment& deployment) {
  return none_in_template(deployment, deployment.secret_parameters);
}

inline constexpr Rule template_secret_parameters_rule{
    .id = "CW-TPL-004",
    .name = "template-secrets-to-secure-parameters",
    .title = "Secrets are handed to secure parameters alone",
    .message = "a secret is handed to a parameter that is not secure",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<template_secret_parameters>,
    .rationale =
        "What a parameter that is not secure was given stays in the history of deployments in "
        "clear, for everybody who may read the resource group.",
    .remediation = {.cli = "az deployment group delete --name {name} --resource-group {group} "
                           "--subscription {subscription}",
                    .bicep = "@secure() param NAME string",
                    .terraform = "variable \"NAME\" { sensitive = true }"},
    .references = {"https://learn.microsoft.com/azure/azure-resource-manager/bicep/"
                   "linter-rule-secure-params-in-nested-deploy",
                   "https://learn.microsoft.com/azure/azure-resource-manager/bicep/"
                   "parameters#secure-parameters"},
    .controls = {{Framework::psrule, "Azure.Deployment.SecretLeak"}, {Framework::mcsb, "IM-8"}},
    .baseline = template_baseline,
    .examples =
        {{"nothing nested", "{}", Status::pass},
         {"to a secure one",
          R"({"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "config", "properties": {"mode": "Incremental",
              "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"key": {"value": "[parameters('snapshots')]"}},
              "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                "parameters": {"key": {"type": "secureString"}}, "resources": []}}}]})",
          Status::pass},
         {"to a text",
          R"({"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "config", "properties": {"mode": "Incremental",
              "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"key": {"value": "[parameters('snapshots')]"}},
              "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                "parameters": {"key": {"type": "string"}}, "resources": []}}}]})",
          Status::fail},
         {"a linked template is not at hand", template_with_gap, Status::unknown}},
};

// ---- CW-TPL-005 ---------------------------------------------------------

[[nodiscard]] inline Verdict template_clear_connections(const TemplateDeployment& deployment) {
  return none_in_template(deployment, deployment.clear_connections);
}

inline constexpr Rule template_clear_connections_rule{
    .id = "CW-TPL-005",
    .name = "template-no-clear-connection-strings",
    .title = "What templates deploy holds no connection string with its password in clear",
    .message = "a connection string is deployed with its password in clear",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<template_clear_connections>,
    .rationale =
        "The string is all that is needed to use the cache or the account, and it is copied with "
        "every copy of the template. Identities need no password at all.",
    .remediation =
        {.cli = "az keyvault secret set --vault-name VAULT --name NAME --file FILE",
         .bicep = "'@Microsoft.KeyVault(SecretUri=URI)'  // or a secure parameter, or an identity",
         .terraform = "\"@Microsoft.KeyVault(SecretUri=URI)\""},
    .references = {"https://learn.microsoft.com/azure/app-service/app-service-key-vault-references",
                   "https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-azure-active-directory-for-authentication"},
    .controls = {{Framework::mcsb, "IM-8"}},
    .baseline = template_baseline,
    .examples =
        {{"a secure parameter", "{}", Status::pass},
         {"a reference to a vault",
          R"json({"resources": [{"type": "Microsoft.Web/sites/config", "apiVersion": "2022-09-01", "name": "shop/appsettings",
              "properties": {"CACHE": "@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/cache)"}}]})json",
          Status::pass},
         {"with its password",
          R"json({"resources": [{"type": "Microsoft.Web/sites/config", "apiVersion": "2022-09-01", "name": "shop/appsettings",
              "properties": {"CACHE": "orders.redis.cache.windows.net:6380,password=Swordfish1=,ssl=True"}}]})json",
          Status::fail},
         {"as an address",
          R"json({"resources": [{"type": "Microsoft.Web/sites/config", "apiVersion": "2022-09-01", "name": "shop/appsettings",
              "properties": {"CACHE": "rediss://default:Swordfish1@orders.redis.cache.windows.net:6380"}}]})json",
          Status::fail},
         {"a linked template is not at hand", template_with_gap, Status::unknown}},
};

// ---- CW-TPL-006 ---------------------------------------------------------

[[nodiscard]] inline Verdict template_early_properties(const TemplateDeployment& deployment) {
  return none_in_template(deployment, deployment.early_properties);
}

inline constexpr Rule template_early_properties_rule{
    .id = "CW-TPL-006",
    .name = "template-api-version-has-properties",
    .title = "Caches are declared at an api-version that has the properties which are set",
    .message = "a property is set that the api-version does not have yet",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<template_early_properties>,
    .rationale =
        "The service refuses the property or passes over it, and then the cache is not what the "
        "template says: an old api-version does not close public access.",
    .remediation = {.cli = "az provider show --namespace Microsoft.Cache --query "
                           "resourceTypes[].apiVersions",
                    .bicep = "resource NAME 'Microsoft.Cache/redis@2024-11-01' = { ... }",
                    .terraform = "type = \"Microsoft.Cache/redis@2024-11-01\""},
    .references = {"https://learn.microsoft.com/azure/templates/microsoft.cache/change-log/redis",
                   "https://learn.microsoft.com/azure/templates/microsoft.cache/change-log/"
                   "redisenterprise"},
    .controls = {{Framework::mcsb, "AM-3"}},
    .baseline = template_baseline,
    .examples =
        {{"late enough", "{}", Status::pass},
         {"too early",
          R"({"resources": [{"type": "Microsoft.Cache/redis", "apiVersion": "2019-07-01", "name": "orders",
              "properties": {"publicNetworkAccess": "Disabled"}}]})",
          Status::fail},
         {"too early, and set to nothing",
          R"({"resources": [{"type": "Microsoft.Cache/redis", "apiVersion": "2019-07-01", "name": "orders",
              "properties": {"publicNetworkAccess": null}}]})",
          Status::pass},
         {"an api-version that is not known",
          R"({"parameters": {"version": {"type": "string"}}, "resources": [{"type": "Microsoft.Cache/redis",
              "apiVersion": "[parameters('version')]", "name": "orders", "properties": {"publicNetworkAccess": "Disabled"}}]})",
          Status::unknown},
         {"a linked template is not at hand", template_with_gap, Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array template_rules{
    &template_secure_defaults_rule,   &template_secret_outputs_rule,
    &template_outer_secrets_rule,     &template_secret_parameters_rule,
    &template_clear_connections_rule, &template_early_properties_rule};

}  // namespace cachewarden::inline v0::rules
