#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A Log Analytics workspace.
struct LogWorkspace {
  Property<Text> location{};
  Property<std::int32_t> retention_days{};

  static const ResourceType type;
  friend bool operator==(const LogWorkspace&, const LogWorkspace&) = default;
};

inline constexpr std::array log_workspace_fields{
    field<&LogWorkspace::location>({.name = "location",
                                    .arm = {"location"},
                                    .terraform = {"location"},
                                    .normal = Normal::location}),
    field<&LogWorkspace::retention_days>({.name = "retention_days",
                                          .arm = {"properties.retentionInDays"},
                                          .terraform = {"retention_in_days"}}),
};

inline constexpr ResourceType LogWorkspace::type{
    .arm = "Microsoft.OperationalInsights/workspaces",
    .label = "Log Analytics workspace",
    .terraform = {"azurerm_log_analytics_workspace"},
    .fields = log_workspace_fields,
    .collect = "az monitor log-analytics workspace show --ids {id}",
    .collect_all = "az monitor log-analytics workspace list --subscription {subscription}",
};

}  // namespace cachewarden::inline v0
