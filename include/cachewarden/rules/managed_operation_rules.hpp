#pragma once

#include <algorithm>
#include <array>

#include "cachewarden/rules/diagnostic_claims.hpp"
#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/managed_baselines.hpp"
#include "cachewarden/rules/managed_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on how Azure Managed Redis and the Enterprise tiers are run and looked after.
namespace cachewarden::inline v0::rules {

// ---- CW-AMR-012 -----------------------------------------------------------

/// The instance is of a tier that stays.
[[nodiscard]] inline Verdict managed_redis_retirement(const RedisEnterprise& cluster,
                                                      const Context& context) {
  const Claim managed = is_managed(cluster);
  if (managed.truth != Truth::no)
    return require(managed);
  const RetirementFact* fact =
      retirement(context, RedisEnterprise::type.arm, cluster.sku_name->view());
  return require(claim(cluster.sku_name, truth(fact == nullptr)),
                 fact == nullptr ? std::string_view() : std::string_view(fact->note));
}

inline constexpr Rule managed_redis_retirement_rule{
    .id = "CW-AMR-012",
    .name = "managed-redis-not-retired",
    .title = "The cache is not of an Enterprise tier, which is being retired",
    .message = "the cache is of an Enterprise tier, which is being retired",
    .severity = Severity::medium,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<managed_redis_retirement>,
    .rationale =
        "A tier that ends gets no improvements on the way, and a move under the pressure of a "
        "date is where security settings are lost. Dates are in the table of facts.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --sku MemoryOptimized_M20",
                    .bicep = "sku: { name: 'MemoryOptimized_M20' }",
                    .terraform = "azurerm_managed_redis"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq"},
    .controls = {{Framework::psrule, "Azure.RedisEnterprise.MigrateAMR"},
                 {Framework::azqr, "redis-010"}},
    .baseline = managed_redis_baseline,
    .examples = {{"Azure Managed Redis", "{}", Status::pass},
                 {"Enterprise", R"({"sku": {"name": "Enterprise_E20", "capacity": 2}})",
                  Status::fail},
                 {"Enterprise Flash", R"({"sku": {"name": "EnterpriseFlash_F300"}})", Status::fail},
                 {"a SKU to come", R"({"sku": {"name": "Balanced_B9000"}})", Status::pass},
                 {"SKU not shown", R"({"sku": "$absent"})", Status::unknown}},
};

// ---- CW-AMR-013 -----------------------------------------------------------

/// Every shard has a replica. Live instances say so in `redundancyMode`.
[[nodiscard]] inline Verdict managed_redis_high_availability(const RedisEnterprise& cluster,
                                                             const Context& context) {
  const bool is_planned = context.owner(cluster).intent == Intent::planned;
  const Claim on = equals(cluster.high_availability, true);
  Claim replicated = negated(equals(cluster.redundancy_mode, RedundancyMode::none));
  if (replicated.truth == Truth::unknown && (is_planned || on.truth == Truth::no))
    replicated = on;
  return when(is_managed(cluster), require(replicated),
              "clusters of the Enterprise tiers are always replicated");
}

inline constexpr Rule managed_redis_high_availability_rule{
    .id = "CW-AMR-013",
    .name = "managed-redis-high-availability",
    .title = "Azure Managed Redis keeps a replica of every shard",
    .message = "high availability is off: there is no replica",
    .severity = Severity::medium,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<managed_redis_high_availability>,
    .rationale =
        "Without a replica each maintenance and each fault of a node empties the database, and "
        "there is no service level.",
    .remediation = {.cli = "az resource update --ids {id} --api-version 2025-07-01 --set "
                           "properties.highAvailability=Enabled",
                    .bicep = "highAvailability: 'Enabled'",
                    .terraform = "high_availability_enabled = true"},
    .references = {"https://learn.microsoft.com/azure/redis/high-availability"},
    .controls = {{Framework::azqr, "redis-013"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"zone redundant", "{}", Status::pass},
         {"locally redundant", R"({"properties": {"redundancyMode": "LR"}})", Status::pass},
         {"not replicated",
          R"({"properties": {"redundancyMode": "None", "highAvailability": "Disabled"}})",
          Status::fail},
         {"mode not shown, off",
          R"({"properties": {"redundancyMode": "$absent", "highAvailability": "Disabled"}})",
          Status::fail},
         {"mode not shown", R"({"properties": {"redundancyMode": "$absent"}})", Status::unknown},
         {"left out in a template",
          R"(["$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redisEnterprise",
              "apiVersion": "2025-07-01", "name": "basket", "sku": {"name": "Balanced_B10"},
              "properties": {"publicNetworkAccess": "Disabled"}}])",
          Status::pass},
         {"an Enterprise tier", R"({"sku": {"name": "Enterprise_E20", "capacity": 2}})",
          Status::not_applicable}},
};

// ---- CW-AMR-014 -----------------------------------------------------------

/// The identity that fetches the customer-managed key is assigned to the instance. The service does
/// not take that of the system. Source: learn.microsoft.com/azure/redis/how-to-encryption.
[[nodiscard]] inline Verdict managed_redis_key_identity(const RedisEnterprise& cluster) {
  const Property<Text>& kind = cluster.key_encryption_identity_type;
  const Property<Text>& wanted = cluster.key_encryption_identity_id;
  const Claim by_system =
      holds(kind, [](const Text& text) { return equal_folded(text, "systemAssignedIdentity"); });
  const Claim user =
      wanted.is_gap() ? unknown(wanted) : holds(cluster.identity_ids, [&](const List<Text>& ids) {
        return wanted.has_value() && std::any_of(ids.begin(), ids.end(), [&](const Text& id) {
                 return equal_folded(canonical_id(id), canonical_id(*wanted));
               });
      });
  const Claim own = all_of(negated(by_system), user);
  return when(present(cluster.key_encryption_key_url), require(own),
              "disks are encrypted with a key that Microsoft manages");
}

inline constexpr Rule managed_redis_key_identity_rule{
    .id = "CW-AMR-014",
    .name = "managed-redis-key-identity",
    .title = "The identity that fetches the disk key is one that is assigned to the instance",
    .message =
        "the identity that should fetch the disk key is not assigned, or is that of the system",
    .severity = Severity::medium,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<managed_redis_key_identity>,
    .rationale =
        "An identity that is not assigned cannot fetch the key, and that of the system is not "
        "supported: the deployment fails, or the instance stops after the next rotation.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --identity-type UserAssigned "
                           "--user-assigned-identities '{\"IDENTITY_ID\":{}}'",
                    .bicep = "identity: { type: 'UserAssigned', userAssignedIdentities: { "
                             "'${identity.id}': {} } }",
                    .terraform = "identity { type = \"UserAssigned\", identity_ids = "
                                 "[azurerm_user_assigned_identity.this.id] }"},
    .references = {"https://learn.microsoft.com/azure/redis/how-to-encryption"},
    .controls = {{Framework::microsoft_guide,
                  "data-protection/configure-customer-managed-keys-for-disk-encryption"},
                 {Framework::azure_policy, "09aa11bb-87ec-409f-bf0b-49b7c1561a87"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"its own", "{}", Status::pass},
         {"another one",
          R"({"properties": {"encryption": {"customerManagedKeyEncryption": {"keyEncryptionKeyIdentity": {
              "userAssignedIdentityResourceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other"}}}}})",
          Status::fail},
         {"of the system, and there is none",
          R"({"properties": {"encryption": {"customerManagedKeyEncryption": {"keyEncryptionKeyIdentity": {
              "identityType": "systemAssignedIdentity"}}}}})",
          Status::fail},
         {"of the system",
          R"({"identity": {"type": "SystemAssigned"}, "properties": {"encryption": {
              "customerManagedKeyEncryption": {"keyEncryptionKeyIdentity": {
              "identityType": "systemAssignedIdentity"}}}}})",
          Status::fail},
         {"identity hidden",
          R"({"properties": {"encryption": {"customerManagedKeyEncryption": {"keyEncryptionKeyIdentity": {
              "userAssignedIdentityResourceId": "***"}}}}})",
          Status::unknown},
         {"a key of Microsoft", R"({"properties": {"encryption": "$absent"}})",
          Status::not_applicable}},
};

// ---- CW-AMR-015 -----------------------------------------------------------

/// A full cache makes room instead of refusing to write; a database that keeps its data need not.
[[nodiscard]] inline Verdict managed_redis_eviction(const RedisEnterpriseDatabase& database) {
  const Claim evicts = holds(database.eviction_policy, [](const Text& policy) {
    return !equal_folded(policy, "NoEviction");
  });
  const Claim replicated = holds(database.linked_databases,
                                 [](const List<LinkedDatabase>& all) { return all.size() >= 2; });
  return require(any_of(evicts, equals(database.rdb_enabled, true),
                        equals(database.aof_enabled, true), replicated));
}

inline constexpr Rule managed_redis_eviction_rule{
    .id = "CW-AMR-015",
    .name = "managed-redis-eviction-policy",
    .title = "A full database evicts keys, unless it is made to keep its data",
    .message = "the eviction policy is NoEviction: writes fail as soon as memory is full",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<managed_redis_eviction>,
    .rationale =
        "With NoEviction anybody who can write can fill the memory and stop all other writers. "
        "That is the price of a store; a cache need not pay it.",
    .remediation = {.cli = "az redisenterprise database update --ids {id} --eviction-policy "
                           "VolatileLRU",
                    .bicep = "evictionPolicy: 'VolatileLRU'",
                    .terraform = "eviction_policy = \"VolatileLRU\""},
    .references = {"https://learn.microsoft.com/azure/redis/best-practices-memory-management"},
    .controls = {{Framework::microsoft_guide,
                  "service-specific-security/configure-memory-management-policies"}},
    .baseline = managed_redis_baseline,
    .examples = {{"VolatileLRU", "{}", Status::pass},
                 {"NoEviction, persisted",
                  R"([{}, {"properties": {"evictionPolicy": "NoEviction"}}])", Status::pass},
                 {"NoEviction", R"([{}, {"properties": {"evictionPolicy": "NoEviction",
             "persistence": "$absent"}}])",
                  Status::fail},
                 {"a summary without properties", R"([{}, {"properties": "$absent"}])",
                  Status::unknown}},
};

// ---- CW-AMR-016 -----------------------------------------------------------

/// Connections, with their authentication, are logged.
[[nodiscard]] inline Verdict managed_redis_connection_logs(const RedisEnterpriseDatabase& database,
                                                           const Context& context) {
  return require(logs_are_sent(database, context, "ConnectionEvents"));
}

inline constexpr Rule managed_redis_connection_logs_rule{
    .id = "CW-AMR-016",
    .name = "managed-redis-connection-logs",
    .title = "Connections to Azure Managed Redis databases are logged",
    .message = "no diagnostic setting sends the connection events of the database",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.1",
    .check = check<managed_redis_connection_logs>,
    .rationale =
        "Connection events show who authenticated, from where and whether it worked; they are "
        "what an investigation starts from.",
    .remediation = {.cli = "az monitor diagnostic-settings create --name connections --resource "
                           "{id} --workspace WORKSPACE_ID --logs "
                           "'[{\"category\":\"ConnectionEvents\",\"enabled\":true}]'",
                    .bicep = "logs: [{ category: 'ConnectionEvents', enabled: true }]",
                    .terraform = "enabled_log { category = \"ConnectionEvents\" }"},
    .references = {"https://learn.microsoft.com/azure/redis/monitor-diagnostic-settings"},
    .controls = {{Framework::azts, "Azure_RedisEnterprise_Audit_Enable_Diagnostic_Settings"},
                 {Framework::microsoft_guide, "logging-and-monitoring/monitor-connection-events"},
                 {Framework::microsoft_guide,
                  "logging-and-monitoring/enable-microsoft-entra-authentication-audit-logging"},
                 {Framework::microsoft_guide, "compliance-and-governance/enable-audit-trails"},
                 {Framework::mcsb, "LT-4"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"all logs", "{}", Status::pass},
         {"the category",
          R"([{}, {}, {}, {"body": [{"name": "m", "properties": {"storageAccountId":
              "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/logs",
              "logs": [{"category": "ConnectionEvents", "enabled": true}]}}]}])",
          Status::pass},
         {"another category",
          R"([{}, {}, {}, {"body": [{"name": "m", "properties": {"storageAccountId": "/account",
              "logs": [{"category": "SlowQueries", "enabled": true}]}}]}])",
          Status::fail},
         {"settings not collected", R"([{}, {}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-AMR-017 -----------------------------------------------------------

/// Metrics of the instance are sent to a place that keeps them.
[[nodiscard]] inline Verdict managed_redis_metrics(const RedisEnterprise& cluster,
                                                   const Context& context) {
  return require(
      some(context.children<DiagnosticSetting>(cluster), [](const DiagnosticSetting& setting) {
        return all_of(sends(setting.metrics), has_destination(setting));
      }));
}

inline constexpr Rule managed_redis_metrics_rule{
    .id = "CW-AMR-017",
    .name = "managed-redis-diagnostic-metrics",
    .title = "Metrics of Azure Managed Redis are sent to a place that keeps them",
    .message = "no diagnostic setting sends the metrics of the instance",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<managed_redis_metrics>,
    .rationale =
        "The platform forgets metrics after some weeks; load, memory and connections from before "
        "an incident are then gone.",
    .remediation = {.cli = "az monitor diagnostic-settings create --name metrics --resource {id} "
                           "--workspace WORKSPACE_ID --metrics "
                           "'[{\"category\":\"AllMetrics\",\"enabled\":true}]'",
                    .bicep = "metrics: [{ category: 'AllMetrics', enabled: true }]",
                    .terraform = "enabled_metric { category = \"AllMetrics\" }"},
    .references = {"https://learn.microsoft.com/azure/redis/monitor-diagnostic-settings"},
    .controls = {{Framework::microsoft_guide, "logging-and-monitoring/enable-diagnostic-settings"},
                 {Framework::azure_policy, "7f89b1eb-583c-429a-8828-af049802c1d9"}},
    .baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
   "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
   "sku": {"name": "Balanced_B10"}, "properties": {"provisioningState": "Succeeded"}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
   "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "metrics", "properties": {
     "workspaceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/security",
     "logs": [], "metrics": [{"category": "AllMetrics", "enabled": true}]}}]}
])",
    .examples = {{"all metrics", "{}", Status::pass},
                 {"the category is off",
                  R"([{}, {"body": [{"name": "m", "properties": {"storageAccountId": "/account",
              "metrics": [{"category": "AllMetrics", "enabled": false}]}}]}])",
                  Status::fail},
                 {"no setting", R"([{}, {"body": []}])", Status::fail},
                 {"settings not collected", R"([{}, "$absent"])", Status::unknown}},
};

// ---- CW-AMR-018 -----------------------------------------------------------

/// The instance carries tags.
[[nodiscard]] inline Verdict managed_redis_tags(const RedisEnterprise& cluster,
                                                const Context& context) {
  return require(has_tags(cluster.tags, context.settings()));
}

inline constexpr Rule managed_redis_tags_rule{
    .id = "CW-AMR-018",
    .name = "managed-redis-tags",
    .title = "Azure Managed Redis carries the tags that are asked for",
    .message = "the instance carries no tags, or lacks one that is asked for",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.1",
    .check = check<managed_redis_tags>,
    .rationale =
        "Tags say whose cache it is, what data it holds and who pays; without them nobody can "
        "tell whether a finding matters. Which ones are asked for is a setting.",
    .remediation = {.cli = "az resource tag --ids {id} --is-incremental --tags NAME=VALUE",
                    .bicep = "tags: { owner: 'basket-team' }",
                    .terraform = "tags = { owner = \"basket-team\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-resource-manager/management/"
                   "tag-resources"},
    .controls = {{Framework::azure_policy, "tags"},
                 {Framework::microsoft_guide,
                  "compliance-and-governance/implement-resource-tagging"},
                 {Framework::psrule, "Azure.Resource.UseTags"},
                 {Framework::psrule, "Azure.Resource.RequiredTags"},
                 {Framework::azure_policy, "871b6d14-10aa-478d-b590-94f262ecfa99"},
                 {Framework::azqr, "resources-001"}},
    .baseline = managed_redis_baseline,
    .examples = {{"a tag", "{}", Status::pass},
                 {"no tags", R"({"tags": {"environment": "$absent"}})", Status::fail},
                 {"left out", R"({"tags": "$absent"})", Status::fail},
                 {"not readable", R"({"tags": "none"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_operation_rules{&managed_redis_retirement_rule,
                                                    &managed_redis_high_availability_rule,
                                                    &managed_redis_key_identity_rule,
                                                    &managed_redis_eviction_rule,
                                                    &managed_redis_connection_logs_rule,
                                                    &managed_redis_metrics_rule,
                                                    &managed_redis_tags_rule};

}  // namespace cachewarden::inline v0::rules
