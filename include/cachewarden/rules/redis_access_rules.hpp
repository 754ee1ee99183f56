#pragma once

#include <array>

#include "cachewarden/rules/access_words.hpp"
#include "cachewarden/rules/private_endpoint_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on who gets into Azure Cache for Redis.
namespace cachewarden::inline v0::rules {

inline constexpr std::string_view no_entra_note = "Microsoft Entra authentication is off";
inline constexpr std::string_view nobody_note =
    "no identity is assigned and access keys are off, so that no client gets in";

// ---- CW-REDIS-010 ---------------------------------------------------------

/// Access keys do not open the cache.
[[nodiscard]] inline Verdict redis_keys_disabled(const RedisCache& cache) {
  return require(equals(cache.disable_access_key_authentication, true));
}

inline constexpr Rule redis_keys_disabled_rule{
    .id = "CW-REDIS-010",
    .name = "redis-access-keys-disabled",
    .title = "Azure Cache for Redis does not accept access keys",
    .message = "access keys open the cache",
    .severity = Severity::high,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_keys_disabled>,
    .rationale =
        "Access keys are shared, never expire and give full access; a leaked one cannot be "
        "told from the real client.",
    .remediation = {.cli = "az redis update --ids {id} --set disableAccessKeyAuthentication=true",
                    .bicep = "disableAccessKeyAuthentication: true",
                    .terraform = "access_keys_authentication_enabled = false"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-azure-active-directory-for-authentication",
                   "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.LocalAuth/"},
    .controls = {{Framework::monkey365, "azure-cache-redis-access-key-authentication-disabled"},
                 {Framework::microsoft_guide,
                  "identity-and-access/disable-access-key-authentication"},
                 {Framework::microsoft_guide, "identity-and-access/rotate-access-keys-regularly"},
                 {Framework::psrule, "Azure.Redis.LocalAuth"},
                 {Framework::azure_policy, "3827af20-8f80-4b15-8300-6db0873ec901"},
                 {Framework::mcsb, "IM-1"},
                 {Framework::cis, "database-services-2.9"},
                 {Framework::conformity, "disable-authentication-with-access-keys"}},
    .baseline = redis_access_baseline,
    .examples = {{"disabled", "{}", Status::pass},
                 {"enabled", R"({"properties": {"disableAccessKeyAuthentication": false}})",
                  Status::fail},
                 {"left out", R"({"properties": {"disableAccessKeyAuthentication": "$absent"}})",
                  Status::fail},
                 {"a template of a version without the property",
                  R"(["$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis",
                      "apiVersion": "2021-06-01", "name": "orders",
                      "properties": {"enableNonSslPort": false}}])",
                  Status::fail},
                 {"not a boolean", R"({"properties": {"disableAccessKeyAuthentication": []}})",
                  Status::unknown},
                 {"a list without properties", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-REDIS-011 ---------------------------------------------------------

/// Microsoft Entra authentication is on.
[[nodiscard]] inline Verdict redis_entra(const RedisCache& cache) {
  return require(equals(cache.aad_enabled, true));
}

inline constexpr Rule redis_entra_rule{
    .id = "CW-REDIS-011",
    .name = "redis-entra-authentication",
    .title = "Azure Cache for Redis admits identities of Microsoft Entra",
    .message = "clients can use access keys only: Microsoft Entra authentication is off",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_entra>,
    .rationale =
        "Tokens of Microsoft Entra expire, name the client and fall under conditional access; "
        "access keys do none of it.",
    .remediation = {.cli = "az redis update --ids {id} --set redisConfiguration.aad-enabled=true",
                    .bicep = "redisConfiguration: { 'aad-enabled': 'true' }",
                    .terraform =
                        "redis_configuration { active_directory_authentication_enabled = true }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-azure-active-directory-for-authentication",
                   "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.EntraID/"},
    .controls = {{Framework::monkey365, "azure-cache-redis-entra-auth-disabled"},
                 {Framework::microsoft_guide,
                  "identity-and-access/use-microsoft-entra-id-authentication"},
                 {Framework::psrule, "Azure.Redis.EntraID"},
                 {Framework::mcsb, "IM-1"},
                 {Framework::cis, "database-services-2.1"},
                 {Framework::conformity, "disable-authentication-with-access-keys"}},
    .baseline = redis_access_baseline,
    .examples = {{"on", "{}", Status::pass},
                 {"on, in another spelling",
                  R"({"properties": {"redisConfiguration": {"aad-enabled": "True"}}})",
                  Status::pass},
                 {"off", R"({"properties": {"redisConfiguration": {"aad-enabled": "false"}}})",
                  Status::fail},
                 {"left out",
                  R"({"properties": {"redisConfiguration": {"aad-enabled": "$absent"}}})",
                  Status::fail},
                 {"no configuration at all", R"({"properties": {"redisConfiguration": null}})",
                  Status::fail},
                 {"hidden", R"({"properties": {"redisConfiguration": {"aad-enabled": "***"}}})",
                  Status::unknown},
                 {"a list without properties", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-REDIS-012 ---------------------------------------------------------

/// Where Microsoft Entra authentication is on, somebody is admitted by it.
[[nodiscard]] inline Verdict redis_entra_assignments(const RedisCache& cache,
                                                     const Context& context) {
  Verdict assigned = require(exists(context.children<RedisAccessPolicyAssignment>(cache)));
  if (assigned.status == Status::fail &&
      equals(cache.disable_access_key_authentication, true).truth == Truth::yes)
    assigned.note = nobody_note;
  return when(equals(cache.aad_enabled, true), assigned, no_entra_note);
}

inline constexpr Rule redis_entra_assignments_rule{
    .id = "CW-REDIS-012",
    .name = "redis-entra-assignments",
    .title = "Identities are assigned where Microsoft Entra authentication is on",
    .message = "no identity is assigned a data access policy, so clients still use access keys",
    .severity = Severity::low,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_entra_assignments>,
    .rationale =
        "Turning Microsoft Entra authentication on admits nobody by itself; without assignments "
        "every client that works comes with an access key.",
    .remediation = {.cli = "az redis access-policy-assignment create --name {name} "
                           "--resource-group {group} --subscription {subscription} "
                           "--policy-assignment-name ASSIGNMENT --access-policy-name 'Data "
                           "Contributor' --object-id OBJECT_ID --object-id-alias NAME",
                    .bicep = "resource assignment 'accessPolicyAssignments' = { properties: { "
                             "accessPolicyName: 'Data Contributor', objectId: objectId, "
                             "objectIdAlias: name } }",
                    .terraform = "azurerm_redis_cache_access_policy_assignment"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-configure-role-based-access-control"},
    .controls = {{Framework::microsoft_guide,
                  "identity-and-access/use-microsoft-entra-id-authentication"},
                 {Framework::cis, "database-services-2.4"},
                 {Framework::mcsb, "IM-1"}},
    .baseline = redis_access_baseline,
    .examples =
        {{"an identity is assigned", "{}", Status::pass},
         {"none is", R"([{}, {"body": []}, {}])", Status::fail},
         {"assignments were not collected", R"([{}, "$absent", {}])", Status::unknown},
         {"whether it is on is not known",
          R"([{"properties": {"redisConfiguration": {"aad-enabled": "***"}}}, {"body": []}, {}])",
          Status::unknown},
         {"off", R"([{"properties": {"redisConfiguration": {"aad-enabled": "false"}}},
                     {"body": []}, {}])",
          Status::not_applicable}},
};

// ---- CW-REDIS-013 ---------------------------------------------------------

/// Nobody gets in without authentication.
[[nodiscard]] inline Verdict redis_authentication_required(const RedisCache& cache) {
  return require(equals(cache.authnotrequired, false));
}

inline constexpr Rule redis_authentication_required_rule{
    .id = "CW-REDIS-013",
    .name = "redis-authentication-required",
    .title = "Azure Cache for Redis never lets clients in without authentication",
    .message = "clients get in without any authentication",
    .severity = Severity::critical,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_authentication_required>,
    .rationale =
        "With authentication off whoever reaches the port reads, changes and deletes all data. "
        "The service allows it for injected caches only, where the subnet's neighbours reach it.",
    .remediation = {.cli =
                        "az redis update --ids {id} --set redisConfiguration.authnotrequired=false",
                    .bicep = "redisConfiguration: { authnotrequired: 'false' }",
                    .terraform = "redis_configuration { authentication_enabled = true }"},
    .references = {"https://learn.microsoft.com/security/benchmark/azure/baselines/"
                   "azure-cache-for-redis-security-baseline"},
    .controls = {{Framework::microsoft_guide, "identity-and-access/avoid-disabling-authentication"},
                 {Framework::mcsb, "IM-1"}},
    .baseline = redis_access_baseline,
    .examples =
        {{"left out", "{}", Status::pass},
         {"required", R"({"properties": {"redisConfiguration": {"authnotrequired": "false"}}})",
          Status::pass},
         {"not required", R"({"properties": {"redisConfiguration": {"authnotrequired": "true"}}})",
          Status::fail},
         {"not required, in words",
          R"({"properties": {"redisConfiguration": {"authnotrequired": "yes"}}})", Status::fail},
         {"a word to come",
          R"({"properties": {"redisConfiguration": {"authnotrequired": "perhaps"}}})",
          Status::unknown},
         {"a list without properties", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-REDIS-014 ---------------------------------------------------------

/// No identity has the built-in policy that gives everything.
[[nodiscard]] inline Verdict redis_no_data_owner(const RedisCache& cache, const Context& context) {
  const Claim narrow = every(context.children<RedisAccessPolicyAssignment>(cache),
                             [](const RedisAccessPolicyAssignment& assignment) {
                               return holds(assignment.access_policy_name, [](const Text& policy) {
                                 return !equal_folded(policy, "Data Owner");
                               });
                             });
  return when(equals(cache.aad_enabled, true), require(narrow), no_entra_note);
}

inline constexpr Rule redis_no_data_owner_rule{
    .id = "CW-REDIS-014",
    .name = "redis-data-owner-not-assigned",
    .title = "No identity holds the data access policy Data Owner",
    .message = "an identity holds Data Owner, which gives every command on every key",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_no_data_owner>,
    .rationale =
        "Data Owner includes the dangerous commands: a client that is taken over can then read "
        "and delete all data and change the configuration. Data Contributor, Data Reader or a "
        "policy of one's own give less.",
    .remediation = {.cli = "az redis access-policy-assignment update --name {name} "
                           "--resource-group {group} --subscription {subscription} "
                           "--policy-assignment-name {access_policy_assignments_name:ASSIGNMENT} "
                           "--access-policy-name 'Data Contributor'",
                    .bicep = "accessPolicyName: 'Data Contributor'",
                    .terraform = "access_policy_name = \"Data Contributor\""},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-configure-role-based-access-control"},
    .controls = {{Framework::microsoft_guide,
                  "identity-and-access/configure-role-based-access-control"},
                 {Framework::cis, "database-services-2.4"},
                 {Framework::mcsb, "PA-7"}},
    .baseline = redis_access_baseline,
    .examples =
        {{"a policy of one's own", "{}", Status::pass},
         {"nobody is assigned", R"([{}, {"body": []}, {}])", Status::pass},
         {"Data Owner",
          R"([{}, {"body": [{"name": "a", "properties": {"accessPolicyName": "Data Owner"}}]}, {}])",
          Status::fail},
         {"one of several, not all of which are known",
          R"([{}, {"complete": false, "body": [
              {"name": "a", "properties": {"accessPolicyName": "Data Reader"}},
              {"name": "b", "properties": {"accessPolicyName": "data owner"}}]}, {}])",
          Status::fail},
         {"not all are known", R"([{}, {"complete": false}, {}])", Status::unknown},
         {"Microsoft Entra authentication is off",
          R"({"properties": {"redisConfiguration": {"aad-enabled": "false"}}})",
          Status::not_applicable}},
};

// ---- CW-REDIS-015 ---------------------------------------------------------

/// Policies that somebody wrote do not give everything.
[[nodiscard]] inline Verdict redis_policies_narrow(const RedisCache& cache,
                                                   const Context& context) {
  constexpr std::string_view built_in[] = {"Data Owner", "Data Contributor", "Data Reader"};
  const Claim narrow =
      every(context.children<RedisAccessPolicy>(cache), [&](const RedisAccessPolicy& policy) {
        for (const std::string_view name : built_in) {
          if (equal_folded(context.owner(policy).name(), name))
            return Claim(Truth::yes);
        }
        return holds(policy.permissions,
                     [](const Text& words) { return !grants_everything(words); });
      });
  return when(equals(cache.aad_enabled, true), require(narrow), no_entra_note);
}

inline constexpr Rule redis_policies_narrow_rule{
    .id = "CW-REDIS-015",
    .name = "redis-access-policies-narrow",
    .title = "Custom data access policies do not give every command on every key",
    .message = "a custom data access policy gives every command on every key",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_policies_narrow>,
    .rationale =
        "A policy that grants all commands on all keys is Data Owner by another name, and "
        "reviews that look for Data Owner miss it.",
    .remediation =
        {.cli = "az redis access-policy update --name {name} --resource-group {group} "
                "--subscription {subscription} --access-policy-name {access_policies_name:POLICY} "
                "--permissions '+@read +@write ~orders:*'",
         .bicep = "permissions: '+@read +@write ~orders:*'",
         .terraform = "permissions = \"+@read +@write ~orders:*\""},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-configure-role-based-access-control"},
    .controls = {{Framework::microsoft_guide,
                  "identity-and-access/configure-role-based-access-control"},
                 {Framework::cis, "database-services-2.4"},
                 {Framework::mcsb, "PA-7"}},
    .baseline = redis_access_baseline,
    .examples =
        {{"commands and keys are limited", "{}", Status::pass},
         {"built-in policies only", R"([{}, {}, {"body": [{"name": "Data Owner",
             "properties": {"permissions": "+@all allkeys", "type": "BuiltIn"}}]}])",
          Status::pass},
         {"everything on some keys",
          R"([{}, {}, {"body": [{"name": "p", "properties": {"permissions": "+@all ~orders:*"}}]}])",
          Status::pass},
         {"all but what is dangerous",
          R"([{}, {}, {"body": [{"name": "p", "properties": {"permissions": "+@all -@dangerous allkeys"}}]}])",
          Status::pass},
         {"everything",
          R"([{}, {}, {"body": [{"name": "p", "properties": {"permissions": "+@all ~*"}}]}])",
          Status::fail},
         {"everything, with a command that is taken away and given back",
          R"([{}, {}, {"body": [{"name": "p", "properties": {"permissions": "+@all -flushall +flushall allkeys"}}]}])",
          Status::fail},
         {"everything, reading and writing apart",
          R"([{}, {}, {"body": [{"name": "p", "properties": {"permissions": "+@all %R~* %W~**"}}]}])",
          Status::fail},
         {"reading alone of every key",
          R"([{}, {}, {"body": [{"name": "p", "properties": {"permissions": "+@all %R~*"}}]}])",
          Status::pass},
         {"permissions not shown",
          R"([{}, {}, {"body": [{"name": "p", "properties": {"type": "Custom"}}]}])",
          Status::unknown},
         {"policies were not collected", R"([{}, {}, "$absent"])", Status::unknown},
         {"Microsoft Entra authentication is off",
          R"({"properties": {"redisConfiguration": {"aad-enabled": "false"}}})",
          Status::not_applicable}},
};

// ---- CW-REDIS-016 ---------------------------------------------------------

/// The cache has an identity of its own, so that it needs no keys for what it uses.
[[nodiscard]] inline Verdict redis_managed_identity(const RedisCache& cache) {
  return require(
      holds(cache.identity_type, [](IdentityType type) { return type != IdentityType::none; }));
}

inline constexpr Rule redis_managed_identity_rule{
    .id = "CW-REDIS-016",
    .name = "redis-managed-identity",
    .title = "Azure Cache for Redis has a managed identity",
    .message = "the cache has no managed identity",
    .severity = Severity::low,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_managed_identity>,
    .rationale =
        "With an identity of its own a cache reaches storage for persistence, import and export "
        "without keys that somebody has to keep.",
    .remediation = {.cli = "az redis identity assign --name {name} --resource-group {group} "
                           "--subscription {subscription} --mi-system-assigned",
                    .bicep = "identity: { type: 'SystemAssigned' }",
                    .terraform = "identity { type = \"SystemAssigned\" }"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-managed-identity"},
    .controls = {{Framework::monkey365, "azure-cache-redis-lack-of-system-managed-identity"},
                 {Framework::microsoft_guide, "data-protection/implement-import-export-security"},
                 {Framework::cis, "database-services-2.5"},
                 {Framework::conformity, "use-managed-identities"},
                 {Framework::mcsb, "IM-3"},
                 {Framework::cloudsploit, "redisCache/redisCacheManagedIdentity"}},
    .baseline = redis_access_baseline,
    .examples = {{"of the system", "{}", Status::pass},
                 {"of a user", R"({"identity": {"type": "UserAssigned"}})", Status::pass},
                 {"none", R"({"identity": {"type": "None"}})", Status::fail},
                 {"left out", R"({"identity": null})", Status::fail},
                 {"a word to come", R"({"identity": {"type": "Borrowed"}})", Status::unknown}},
};

// ---- CW-REDIS-017 ---------------------------------------------------------

/// The console of the portal does not open the cache: it works with access keys and over the public
/// endpoint alone.
[[nodiscard]] inline Verdict redis_console_closed(const RedisCache& cache, const Context& context) {
  return require(any_of(equals(cache.disable_access_key_authentication, true), injected(cache),
                        has_approved_endpoint<RedisPrivateEndpointConnection>(cache, context)));
}

inline constexpr Rule redis_console_closed_rule{
    .id = "CW-REDIS-017",
    .name = "redis-console-closed",
    .title = "The console in the Azure portal does not open the cache",
    .message = "whoever may list the keys can run any command in the portal's console",
    .severity = Severity::low,
    .category = Category::identity_and_access,
    .since = "0.1",
    .check = check<redis_console_closed>,
    .rationale =
        "The console runs every command with an access key and leaves no trace of who did it. It "
        "is off for caches with a private endpoint, in a virtual network, or without access keys.",
    .remediation = {.cli = "az redis update --ids {id} --set disableAccessKeyAuthentication=true",
                    .bicep = "disableAccessKeyAuthentication: true",
                    .terraform = "access_keys_authentication_enabled = false"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/"
                   "cache-configure#redis-console"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/secure-redis-console-access"}},
    .baseline = redis_access_baseline,
    .examples =
        {{"without access keys", "{}", Status::pass},
         {"with access keys and a private endpoint",
          R"({"properties": {"disableAccessKeyAuthentication": false, "privateEndpointConnections": [
              {"name": "link", "properties": {"privateLinkServiceConnectionState": {"status": "Approved"}}}]}})",
          Status::pass},
         {"with access keys alone", R"({"properties": {"disableAccessKeyAuthentication": false}})",
          Status::fail},
         {"a list without properties", R"({"properties": "$absent"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_access_rules{
    &redis_keys_disabled_rule,           &redis_entra_rule,         &redis_entra_assignments_rule,
    &redis_authentication_required_rule, &redis_no_data_owner_rule, &redis_policies_narrow_rule,
    &redis_managed_identity_rule,        &redis_console_closed_rule};

}  // namespace cachewarden::inline v0::rules
