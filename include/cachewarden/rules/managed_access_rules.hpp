#pragma once

#include <array>

#include "cachewarden/rules/access_words.hpp"
#include "cachewarden/rules/managed_baselines.hpp"
#include "cachewarden/rules/managed_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on who gets into Azure Managed Redis and the Enterprise tiers.
namespace cachewarden::inline v0::rules {

/// The database is one of Azure Managed Redis, not of an Enterprise tier.
[[nodiscard]] inline Claim is_managed(const RedisEnterpriseDatabase& database,
                                      const Context& context) {
  const RedisEnterprise* cluster = context.parent<RedisEnterprise>(database);
  return cluster == nullptr ? Claim(Truth::unknown) : is_managed(*cluster);
}

// ---- CW-AMR-005 -----------------------------------------------------------

/// Access keys do not open the database.
[[nodiscard]] inline Verdict managed_redis_keys_disabled(const RedisEnterpriseDatabase& database) {
  return require(equals(database.access_keys_authentication, false));
}

inline constexpr Rule managed_redis_keys_disabled_rule{
    .id = "CW-AMR-005",
    .name = "managed-redis-access-keys-disabled",
    .title = "Databases of Azure Managed Redis do not accept access keys",
    .message = "access keys open the database",
    .severity = Severity::high,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<managed_redis_keys_disabled>,
    .rationale =
        "Access keys are shared, never expire and give full access; a leaked one cannot be "
        "told from the real client.",
    .remediation = {.cli = "az redisenterprise database update --ids {id} "
                           "--access-keys-auth Disabled",
                    .bicep = "accessKeysAuthentication: 'Disabled'",
                    .terraform = "access_keys_authentication_enabled = false"},
    .references = {"https://learn.microsoft.com/azure/redis/entra-for-authentication"},
    .controls = {{Framework::monkey365,
                  "azure-cache-redis-enterprise-access-key-authentication-disabled"},
                 {Framework::microsoft_guide,
                  "identity-and-access/disable-access-key-authentication"},
                 {Framework::mcsb, "IM-1"},
                 {Framework::cis, "database-services-2.9"},
                 {Framework::azqr, "redis-017"}},
    .baseline = managed_redis_baseline,
    .examples = {{"disabled", "{}", Status::pass},
                 {"enabled", R"([{}, {"properties": {"accessKeysAuthentication": "Enabled"}}])",
                  Status::fail},
                 {"not shown", R"([{}, {"properties": {"accessKeysAuthentication": "$absent"}}])",
                  Status::unknown}},
};

// ---- CW-AMR-006 -----------------------------------------------------------

/// Somebody is admitted by Microsoft Entra; the Enterprise tiers cannot.
[[nodiscard]] inline Verdict managed_redis_entra(const RedisEnterpriseDatabase& database,
                                                 const Context& context) {
  Verdict assigned =
      require(exists(context.children<RedisEnterpriseAccessPolicyAssignment>(database)));
  if (assigned.status == Status::fail &&
      equals(database.access_keys_authentication, false).truth == Truth::yes)
    assigned.note =
        "no identity of Microsoft Entra has access and access keys are off, so that no client gets "
        "in";
  return when(is_managed(database, context), assigned,
              "the Enterprise tiers do not support Microsoft Entra authentication");
}

inline constexpr Rule managed_redis_entra_rule{
    .id = "CW-AMR-006",
    .name = "managed-redis-entra-assignments",
    .title = "Databases of Azure Managed Redis admit identities of Microsoft Entra",
    .message = "no identity of Microsoft Entra has access, so clients can use access keys only",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<managed_redis_entra>,
    .rationale =
        "Tokens of Microsoft Entra expire, name the client and fall under conditional "
        "access; access keys do none of it.",
    .remediation = {.cli = "az redisenterprise database access-policy-assignment create "
                           "--cluster-name {parent_name} --resource-group {group} --subscription "
                           "{subscription} --database-name "
                           "{name} --name ASSIGNMENT --access-policy-name default --object-id "
                           "OBJECT_ID",
                    .bicep = "resource assignment 'accessPolicyAssignments' = { properties: { "
                             "accessPolicyName: 'default', user: { objectId: objectId } } }",
                    .terraform = "azurerm_managed_redis_access_policy_assignment"},
    .references = {"https://learn.microsoft.com/azure/redis/entra-for-authentication"},
    .controls = {{Framework::microsoft_guide,
                  "identity-and-access/use-microsoft-entra-id-authentication"},
                 {Framework::cis, "database-services-2.1"},
                 {Framework::cis, "database-services-2.4"},
                 {Framework::mcsb, "IM-1"}},
    .baseline = managed_redis_baseline,
    .examples = {{"an identity is assigned", "{}", Status::pass},
                 {"none is", R"([{}, {}, {"body": []}])", Status::fail},
                 {"assignments not collected", R"([{}, {}, "$absent"])", Status::unknown},
                 {"an Enterprise tier", R"({"sku": {"name": "Enterprise_E20", "capacity": 2}})",
                  Status::not_applicable}},
};

// ---- CW-AMR-007 -----------------------------------------------------------

/// No identity has full access to the data.
[[nodiscard]] inline Verdict managed_redis_least_privilege(const RedisEnterpriseDatabase& database,
                                                           const Context& context) {
  const Claim narrow = every(context.children<RedisEnterpriseAccessPolicyAssignment>(database),
                             [](const RedisEnterpriseAccessPolicyAssignment& assignment) {
                               return holds(assignment.access_string, [](const Text& text) {
                                 return !grants_everything(text);
                               });
                             });
  return when(is_managed(database, context), require(narrow),
              "the Enterprise tiers do not support Microsoft Entra authentication");
}

inline constexpr Rule managed_redis_least_privilege_rule{
    .id = "CW-AMR-007",
    .name = "managed-redis-data-access-narrow",
    .title = "No identity has full access to the data of Azure Managed Redis",
    .message =
        "an identity has full access to the data: its assignment sets no access string, or "
        "one that grants everything",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<managed_redis_least_privilege>,
    .rationale =
        "The only built-in policy gives every command on every key; a client that is taken "
        "over can then read, change and delete all data.",
    .remediation =
        {.cli =
             "az rest --method put --url "
             "{access_policy_assignments_id:ASSIGNMENT_ID}?api-version=2026-05-01-preview --body "
             "'{\"properties\":{\"accessPolicyName\":\"default\",\"accessString\":"
             "\"+@read +@write ~orders:*\",\"user\":{\"objectId\":\"OBJECT_ID\"}}}'",
         .bicep = "accessString: '+@read +@write ~orders:*'",
         .terraform = "access_string = \"+@read +@write ~orders:*\""},
    .references = {"https://learn.microsoft.com/azure/redis/entra-for-authentication"},
    .controls = {{Framework::microsoft_guide,
                  "identity-and-access/configure-role-based-access-control"},
                 {Framework::mcsb, "PA-7"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"commands and keys are limited", "{}", Status::pass},
         {"no access string",
          R"([{}, {}, {"body": [{"name": "a", "properties": {"accessPolicyName": "default"}}]}])",
          Status::fail},
         {"everything granted",
          R"([{}, {}, {"body": [{"name": "a", "properties": {"accessString": "on +@all ~*"}}]}])",
          Status::fail},
         {"assignments not collected", R"([{}, {}, "$absent"])", Status::unknown},
         {"an Enterprise tier", R"({"sku": {"name": "EnterpriseFlash_F300", "capacity": 3}})",
          Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_access_rules{&managed_redis_keys_disabled_rule,
                                                 &managed_redis_entra_rule,
                                                 &managed_redis_least_privilege_rule};

}  // namespace cachewarden::inline v0::rules
