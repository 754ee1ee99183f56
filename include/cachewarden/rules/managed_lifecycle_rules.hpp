#pragma once

#include <array>

#include "cachewarden/rules/lifecycle_claims.hpp"
#include "cachewarden/rules/managed_baselines.hpp"
#include "cachewarden/rules/managed_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on which instances may be made, and on when they are maintained.
namespace cachewarden::inline v0::rules {

/// An instance that a template makes.
inline constexpr std::string_view managed_planned_baseline = R"([
  {"type": "Microsoft.Cache/redisEnterprise", "apiVersion": "2025-07-01", "name": "basket",
   "location": "westeurope", "sku": {"name": "Balanced_B10"},
   "properties": {"publicNetworkAccess": "Disabled"}}
])";

// ---- CW-AMR-028 -----------------------------------------------------------

/// Maintenance happens in windows that somebody chose. Answers of older api-versions do not show
/// windows, so that none in a live answer proves nothing.
[[nodiscard]] inline Verdict managed_maintenance(const RedisEnterprise& cluster,
                                                 const Context& context) {
  const Property<List<MaintenanceWindow>>& windows = cluster.maintenance_windows;
  const bool is_shown = context.owner(cluster).intent == Intent::planned || !windows.is_none();
  const Claim chosen = is_shown ? present(windows)
                                : needs_knowledge(
                                      "the maintenance windows, which `az rest --method get` shows "
                                      "with api-version 2025-08-01-preview or later");
  const Settings& settings = context.settings();
  if (chosen.truth != Truth::yes || settings.maintenance_days.empty())
    return require(chosen);
  const Claim allowed = negated(some_record(windows, [&](const MaintenanceWindow& window) {
    return !is_on_allowed_day(window, settings);
  }));
  return require(allowed, allowed.truth == Truth::no
                              ? "a maintenance window begins on a day that the settings exclude"
                              : "");
}

inline constexpr Rule managed_maintenance_rule{
    .id = "CW-AMR-028",
    .name = "managed-redis-maintenance-window",
    .title = "Azure Managed Redis has a maintenance window",
    .message = "the instance has no maintenance window, so that it may be updated at any time",
    .severity = Severity::low,
    .category = Category::backup_and_recovery,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<managed_maintenance>,
    .rationale =
        "Every update breaks connections for a moment. In a window that somebody chose it happens "
        "while few clients are there and somebody is awake.",
    .remediation =
        {.cli = "az rest --method patch --url {id}?api-version=2025-08-01-preview --body "
                "'{\"properties\":{\"maintenanceConfiguration\":{\"maintenanceWindows\":[{\"type\":"
                "\"Weekly\",\"duration\":\"PT5H\",\"startHourUtc\":2,\"schedule\":{\"dayOfWeek\":"
                "\"Sunday\"}}]}}}'",
         .bicep = "maintenanceConfiguration: { maintenanceWindows: [{ type: 'Weekly', duration: "
                  "'PT5H', startHourUtc: 2, schedule: { dayOfWeek: 'Sunday' } }] }",
         .terraform =
             "azapi_update_resource { body = { properties = { maintenanceConfiguration = { "
             "maintenanceWindows = [{ type = \"Weekly\", duration = \"PT5H\", startHourUtc "
             "= 2, schedule = { dayOfWeek = \"Sunday\" } }] } } } }"},
    .references = {"https://learn.microsoft.com/azure/templates/microsoft.cache/redisenterprise"},
    .controls = {{Framework::microsoft_guide, "backup-and-recovery/schedule-maintenance-updates"}},
    .baseline = managed_redis_baseline,
    .examples =
        {{"on Sundays", "{}", Status::pass},
         {"a template without windows",
          R"(["$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redisEnterprise",
              "apiVersion": "2025-08-01-preview", "name": "basket", "sku": {"name": "Balanced_B10"},
              "properties": {"publicNetworkAccess": "Disabled"}}])",
          Status::fail},
         {"an answer that shows none", R"({"properties": {"maintenanceConfiguration": "$absent"}})",
          Status::unknown}},
};

// ---- CW-AMR-029 -----------------------------------------------------------

/// A new instance is not of a tier that takes no new ones.
[[nodiscard]] inline Verdict managed_can_be_made(const RedisEnterprise& cluster,
                                                 const Context& context) {
  const Claim made = is_made(cluster, context);
  if (made.truth != Truth::yes)
    return when(made, {}, "the cache is there already");
  const Claim managed = is_managed(cluster);
  if (managed.truth != Truth::no)
    return require(managed);
  return require(is_open(retirement(context, RedisEnterprise::type.arm, cluster.sku_name->view()),
                         {.at = &cluster.sku_name}, context));
}

inline constexpr Rule managed_can_be_made_rule{
    .id = "CW-AMR-029",
    .name = "managed-redis-can-be-created",
    .title = "An instance that a template makes is of a tier that takes new ones",
    .message = "the service takes no new clusters of the Enterprise tiers any more",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<managed_can_be_made>,
    .rationale =
        "The Enterprise tiers are closed to new clusters: a template that asks for one fails when "
        "it "
        "is deployed. Dates are in the table of facts.",
    .remediation = {.cli = "az redisenterprise create --name NAME --resource-group {group} "
                           "--subscription {subscription} --location LOCATION --sku Balanced_B10 "
                           "--public-network-access Disabled",
                    .bicep = "sku: { name: 'Balanced_B10' }",
                    .terraform = "azurerm_managed_redis { sku_name = \"Balanced_B10\" }"},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq"},
    .controls = {{Framework::psrule, "Azure.RedisEnterprise.MigrateAMR"}},
    .baseline = managed_planned_baseline,
    .examples =
        {{"Azure Managed Redis", "{}", Status::pass},
         {"an Enterprise tier", R"({"sku": {"name": "Enterprise_E10", "capacity": 2}})",
          Status::fail},
         {"a SKU that is a parameter", R"({"sku": {"name": "[parameters('sku')]"}})",
          Status::unknown},
         {"a live cluster",
          R"(["$absent", {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
                      "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
                      "sku": {"name": "Enterprise_E10", "capacity": 2}, "properties": {}}])",
          Status::not_applicable}},
};

// ---- CW-AMR-045 -----------------------------------------------------------

/// The SKU is one that the settings allow.
[[nodiscard]] inline Verdict managed_allowed_sku(const RedisEnterprise& cluster,
                                                 const Context& context) {
  if (asks_for_skus<RedisEnterprise>(context) && !cluster.sku_name.has_value())
    return require(unknown(cluster.sku_name));
  return sku_matches<RedisEnterprise>({.at = &cluster.sku_name}, cluster.sku_name->view(), context);
}

inline constexpr Rule managed_allowed_sku_rule{
    .id = "CW-AMR-045",
    .name = "managed-redis-allowed-sku",
    .title = "Azure Managed Redis is of a SKU that is allowed",
    .message = "the instance is of a SKU that is not allowed",
    .severity = Severity::medium,
    .category = Category::governance,
    .pillar = Pillar::cost_optimization,
    .since = "0.2",
    .check = check<managed_allowed_sku>,
    .rationale =
        "Which tiers and sizes are bought decides what a cache costs and what it can do. Which "
        "ones "
        "are allowed is a setting; without it nothing is asked.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --sku SKU",
                    .bicep = "sku: { name: 'Balanced_B10' }",
                    .terraform = "sku_name = \"Balanced_B10\""},
    .references = {"https://learn.microsoft.com/azure/redis/overview"},
    .controls = {{Framework::mcsb, "AM-2"}},
    .baseline = managed_planned_baseline,
    .examples = {{"an allowed one", "{}", Status::pass},
                 {"another one", R"({"sku": {"name": "MemoryOptimized_M10"}})", Status::fail},
                 {"a SKU that is a parameter", R"({"sku": {"name": "[parameters('sku')]"}})",
                  Status::unknown}},
    .example_settings =
        [](Settings& settings) {
          settings.sku_patterns.push_back(
              {.type = "Microsoft.Cache/redisEnterprise",
               .pattern = "Balanced_.*",
               .matches = [](std::string_view sku) { return sku.starts_with("Balanced_"); }});
        },
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_lifecycle_rules{
    &managed_maintenance_rule, &managed_can_be_made_rule, &managed_allowed_sku_rule};

}  // namespace cachewarden::inline v0::rules
