#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A log or metric category, or a group of log categories, and whether it is sent.
struct DiagnosticCategory {
  Property<Text> category{};
  Property<Text> category_group{};
  Property<bool> enabled{};
  Property<bool> retention_enabled{};
  Property<std::int32_t> retention_days{};  ///< in the storage account; 0: for ever
  Property<Text> time_grain{};              ///< of metrics, ISO 8601

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const DiagnosticCategory&, const DiagnosticCategory&) = default;
};

inline constexpr std::array diagnostic_category_fields{
    field<&DiagnosticCategory::category>({.name = "category",
                                          .arm = {"category"},
                                          .terraform = {"category"},
                                          .absence = Absence::none}),
    field<&DiagnosticCategory::category_group>({.name = "category_group",
                                                .arm = {"categoryGroup"},
                                                .terraform = {"category_group"},
                                                .absence = Absence::none}),
    field<&DiagnosticCategory::enabled>(
        {.name = "enabled", .arm = {"enabled"}, .terraform = {"enabled"}}),
    field<&DiagnosticCategory::retention_enabled>({.name = "retention_enabled",
                                                   .arm = {"retentionPolicy.enabled"},
                                                   .absence = Absence::none}),
    field<&DiagnosticCategory::retention_days>({.name = "retention_days",
                                                .arm = {"retentionPolicy.days"},
                                                .absence = Absence::none,
                                                .least = 0}),
    field<&DiagnosticCategory::time_grain>(
        {.name = "time_grain", .arm = {"timeGrain"}, .absence = Absence::none}),
};

constexpr std::span<const FieldRow> DiagnosticCategory::fields() {
  return diagnostic_category_fields;
}

/// Sends the logs and metrics of the resource that it extends to at least one place.
struct DiagnosticSetting {
  Property<Text> workspace{};
  Property<Text> storage_account{};
  Property<Text> event_hub_authorization_rule{};
  Property<Text> event_hub_name{};
  Property<Text> marketplace_partner{};
  Property<Text> service_bus_rule{};
  Property<List<DiagnosticCategory>> logs{};
  Property<List<DiagnosticCategory>> metrics{};
  Property<Text> log_analytics_destination_type{};

  static const ResourceType type;
  friend bool operator==(const DiagnosticSetting&, const DiagnosticSetting&) = default;
};

inline constexpr std::array diagnostic_setting_fields{
    field<&DiagnosticSetting::workspace>({.name = "workspace",
                                          .arm = {"properties.workspaceId"},
                                          .terraform = {"log_analytics_workspace_id"},
                                          .refers_to = "Microsoft.OperationalInsights/workspaces",
                                          .absence = Absence::none}),
    field<&DiagnosticSetting::storage_account>({.name = "storage_account",
                                                .arm = {"properties.storageAccountId"},
                                                .terraform = {"storage_account_id"},
                                                .refers_to = "Microsoft.Storage/storageAccounts",
                                                .absence = Absence::none}),
    field<&DiagnosticSetting::event_hub_authorization_rule>(
        {.name = "event_hub_authorization_rule",
         .arm = {"properties.eventHubAuthorizationRuleId"},
         .terraform = {"eventhub_authorization_rule_id"},
         .refers_to = "Microsoft.EventHub/namespaces/authorizationRules",
         .absence = Absence::none}),
    field<&DiagnosticSetting::event_hub_name>({.name = "event_hub_name",
                                               .arm = {"properties.eventHubName"},
                                               .terraform = {"eventhub_name"},
                                               .absence = Absence::none}),
    field<&DiagnosticSetting::marketplace_partner>({.name = "marketplace_partner",
                                                    .arm = {"properties.marketplacePartnerId"},
                                                    .terraform = {"partner_solution_id"},
                                                    .absence = Absence::none}),
    field<&DiagnosticSetting::service_bus_rule>({.name = "service_bus_rule",
                                                 .arm = {"properties.serviceBusRuleId"},
                                                 .absence = Absence::none}),
    field<&DiagnosticSetting::logs>({.name = "logs",
                                     .arm = {"properties.logs"},
                                     .terraform = {"enabled_log"},
                                     .absence = Absence::none}),
    field<&DiagnosticSetting::metrics>({.name = "metrics",
                                        .arm = {"properties.metrics"},
                                        .terraform = {"enabled_metric"},
                                        .absence = Absence::none}),
    field<&DiagnosticSetting::log_analytics_destination_type>(
        {.name = "log_analytics_destination_type",
         .arm = {"properties.logAnalyticsDestinationType"},
         .terraform = {"log_analytics_destination_type"},
         .absence = Absence::none}),
};

inline constexpr ResourceType DiagnosticSetting::type{
    .arm = "Microsoft.Insights/diagnosticSettings",
    .label = "diagnostic setting",
    .terraform = {"azurerm_monitor_diagnostic_setting"},
    .fields = diagnostic_setting_fields,
    .collect = "az resource show --ids {id}",
    .collect_all = "az monitor diagnostic-settings list --resource {id}",
    .shows_state = false,
    .is_extension = true,
};

}  // namespace cachewarden::inline v0
