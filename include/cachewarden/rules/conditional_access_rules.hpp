#pragma once

#include <array>

#include "cachewarden/rules/conditional_access_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on conditional access, alike for both kinds of caches.
namespace cachewarden::inline v0::rules {

/// What Microsoft Graph exports, a cache, and who has access to its data. The export stands first:
/// the same patches change it for both kinds of caches.
inline constexpr std::string_view redis_conditional_access_baseline = R"([
  {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/policies",
   "value": [{"id": "00000000-0000-0000-0000-0000000000c1", "displayName": "second factor", "state": "enabled",
     "conditions": {"clientAppTypes": ["all"],
       "applications": {"includeApplications": ["All"], "excludeApplications": []},
       "users": {"includeUsers": ["All"], "excludeUsers": ["00000000-0000-0000-0000-0000000000ee"]}},
     "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}}]},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {"sku": {"name": "Standard", "family": "C", "capacity": 1},
     "provisioningState": "Succeeded", "redisConfiguration": {"aad-enabled": "true"}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "accessPolicyAssignments", "complete": true,
   "body": [{"name": "people", "properties": {"accessPolicyName": "Data Reader",
     "objectId": "00000000-0000-0000-0000-0000000000aa", "objectIdAlias": "people"}}]}
])";

inline constexpr std::string_view managed_conditional_access_baseline = R"([
  {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/policies",
   "value": [{"id": "00000000-0000-0000-0000-0000000000c1", "displayName": "second factor", "state": "enabled",
     "conditions": {"clientAppTypes": ["all"],
       "applications": {"includeApplications": ["All"], "excludeApplications": []},
       "users": {"includeUsers": ["All"], "excludeUsers": ["00000000-0000-0000-0000-0000000000ee"]}},
     "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}}]},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
   "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
   "sku": {"name": "Balanced_B10"}, "properties": {"provisioningState": "Succeeded"}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default",
   "collection": "accessPolicyAssignments", "complete": true,
   "body": [{"name": "people", "properties": {"accessPolicyName": "default",
     "user": {"objectId": "00000000-0000-0000-0000-0000000000aa"}}}]},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default",
   "name": "default", "type": "Microsoft.Cache/redisEnterprise/databases",
   "properties": {"provisioningState": "Succeeded"}}
])";

template <class Model>
[[nodiscard]] constexpr Rule conditional_access_rule(std::string_view id, std::string_view name,
                                                     std::string_view baseline,
                                                     const Example& own) {
  return {
      .id = id,
      .name = name,
      .title = "Conditional access covers the users that sign in to the cache",
      .message = "no conditional access policy covers the users that sign in to the cache",
      .severity = Severity::low,
      .category = Category::identity_and_access,
      .since = "0.2",
      .check = check<conditional_access_covers<Model>>,
      .rationale =
          "A token that was stolen works from anywhere unless conditions ask where it comes from. "
          "Policies stand in Microsoft Entra and are exported by Microsoft Graph; managed "
          "identities are outside of them.",
      .remediation =
          {.cli = "az rest --method post --url "
                  "https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies --body "
                  "@policy.json",
           .bicep = "conditional access stands in Microsoft Entra, not in templates",
           .terraform = "azuread_conditional_access_policy { state = \"enabled\", conditions { "
                        "applications { included_applications = "
                        "[\"acca5fbb-b7e4-4009-81f1-37e38fd66d78\"] } } }"},
      .references = {"https://learn.microsoft.com/entra/identity/conditional-access/overview",
                     "https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy"},
      .controls = {{Framework::microsoft_guide,
                    "compliance-and-governance/configure-conditional-access-policies"},
                   {Framework::mcsb, "IM-7"},
                   {Framework::cis, "foundations-5.2"}},
      .baseline = baseline,
      .examples = {{"a second factor for everybody", "{}", Status::pass},
                   {"only for the service, and the users by name", R"({"value": [
               {"id": "00000000-0000-0000-0000-0000000000c1", "displayName": "caches", "state": "enabled",
                "conditions": {"clientAppTypes": ["browser", "mobileAppsAndDesktopClients"],
                  "applications": {"includeApplications": ["acca5fbb-b7e4-4009-81f1-37e38fd66d78"]},
                  "users": {"includeUsers": ["00000000-0000-0000-0000-0000000000aa"]}},
                "sessionControls": {"signInFrequency": {"isEnabled": true}}}]})",
                    Status::pass},
                   {"none", R"({"value": []})", Status::fail},
                   {"only reported", R"({"value": [
               {"id": "00000000-0000-0000-0000-0000000000c1", "state": "enabledForReportingButNotEnforced",
                "conditions": {"clientAppTypes": ["all"], "applications": {"includeApplications": ["All"]},
                  "users": {"includeUsers": ["All"]}}, "grantControls": {"builtInControls": ["mfa"]}}]})",
                    Status::fail},
                   {"for another application", R"({"value": [
               {"id": "00000000-0000-0000-0000-0000000000c1", "state": "enabled",
                "conditions": {"clientAppTypes": ["all"], "applications": {"includeApplications": ["Office365"]},
                  "users": {"includeUsers": ["All"]}}, "grantControls": {"builtInControls": ["mfa"]}}]})",
                    Status::fail},
                   {"a user of the cache is left out", R"({"value": [
               {"id": "00000000-0000-0000-0000-0000000000c1", "state": "enabled",
                "conditions": {"clientAppTypes": ["all"], "applications": {"includeApplications": ["All"]},
                  "users": {"includeUsers": ["All"], "excludeUsers": ["00000000-0000-0000-0000-0000000000AA"]}},
                "grantControls": {"builtInControls": ["mfa"]}}]})",
                    Status::fail},
                   {"a group is left out", R"({"value": [
               {"id": "00000000-0000-0000-0000-0000000000c1", "state": "enabled",
                "conditions": {"clientAppTypes": ["all"], "applications": {"includeApplications": ["All"]},
                  "users": {"includeUsers": ["All"], "excludeGroups": ["00000000-0000-0000-0000-0000000000e0"]}},
                "grantControls": {"builtInControls": ["mfa"]}}]})",
                    Status::unknown},
                   {"the list goes on",
                    R"({"@odata.nextLink": "https://graph.microsoft.com/v1.0/next", "value": []})",
                    Status::unknown},
                   {"not collected", R"(["$absent"])", Status::unknown},
                   own},
  };
}

inline constexpr Rule redis_conditional_access_rule = conditional_access_rule<RedisCache>(
    "CW-REDIS-080", "redis-conditional-access", redis_conditional_access_baseline,
    {"access keys alone",
     R"([{}, {"properties": {"redisConfiguration": {"aad-enabled": "false"}}}])",
     Status::not_applicable});

inline constexpr Rule managed_conditional_access_rule = conditional_access_rule<RedisEnterprise>(
    "CW-AMR-040", "managed-redis-conditional-access", managed_conditional_access_baseline,
    {"users are left out, and who has access was not collected", R"([{}, {}, "$absent"])",
     Status::unknown});

/// Every rule of this file.
inline constexpr std::array conditional_access_rules{&managed_conditional_access_rule,
                                                     &redis_conditional_access_rule};

}  // namespace cachewarden::inline v0::rules
