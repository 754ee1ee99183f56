#include "views/live_values.hpp"

#include <array>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::views {

namespace {

constexpr std::array<std::string_view, 1> settings_types{"Microsoft.Insights/diagnosticSettings"};
constexpr std::array<std::string_view, 1> subnet_types{"Microsoft.Network/virtualNetworks/subnets"};

constexpr std::string_view alert_type = "Microsoft.Insights/activityLogAlerts";
constexpr std::string_view monitor_type = "Microsoft.Network/networkWatchers/connectionMonitors";
constexpr std::string_view flow_log_type = "Microsoft.Network/networkWatchers/flowLogs";

/// All resources of a type in the input.
std::vector<const ViewResource*> all_of(const Subject& subject, std::string_view type) {
  std::vector<const ViewResource*> result;
  for (const ViewResource& each : subject.estate().resources()) {
    if (equal_folded(each.type, type))
      result.push_back(&each);
  }
  return result;
}

bool same_id(std::string_view a, std::string_view b) {
  return !b.empty() && equal_folded(canonical_id(a), canonical_id(b));
}

/// Whether a condition watches an operation: of the category, and of no other operation.
bool watches(const Subject& subject, Node conditions, std::string_view operation) {
  bool is_category = false;
  bool is_operation = true;
  for (const Node& each : conditions) {
    const Node field = subject.member(each, "field");
    const Node equals = subject.member(each, "equals");
    if (subject.equals(field, "category"))
      is_category = subject.equals(equals, "Administrative");
    if (subject.equals(field, "operationName"))
      is_operation = subject.equals(equals, operation);
  }
  return is_category && is_operation;
}

}  // namespace

ViewAnswer has_diagnostic_setting(const Subject& subject) {
  if (!subject.sub_resources(settings_types).empty())
    return pass();
  if (!subject.has_collected(settings_types[0]))
    return uncollected("the diagnostic settings of the resource were not collected",
                       settings_types[0]);
  return fail("there is no diagnostic setting");
}

std::vector<Node> subnets_of(const Subject& subject) {
  if (!subject.is_type("Microsoft.Network/virtualNetworks"))
    return {subject.resource().node};
  const Node listed = subject.at("properties.subnets");
  std::vector<Node> result(listed.begin(), listed.end());
  const std::vector<Node> others = subject.sub_resources(subnet_types);
  result.insert(result.end(), others.begin(), others.end());
  return result;
}

bool has_subnets(const Subject& subject) {
  return !subnets_of(subject).empty();
}

ViewAnswer has_change_alert(const Subject& subject, std::string_view operation) {
  const auto alerts = all_of(subject, alert_type);
  for (const ViewResource* alert : alerts) {
    if (subject.boolean(subject.at(alert->node, "properties.enabled")) == false ||
        !watches(subject, subject.at(alert->node, "properties.condition.allOf"), operation))
      continue;
    for (const Node& scope : subject.at(alert->node, "properties.scopes")) {
      if (same_id(scope.string(), subject.resource().id))
        return pass();
    }
  }
  if (alerts.empty())
    return uncollected("no activity log alerts were collected", alert_type);
  return fail("no enabled activity log alert watches this resource");
}

ViewAnswer has_connection_monitor(const Subject& subject) {
  const auto monitors = all_of(subject, monitor_type);
  const auto subscription = [](std::string_view id) {
    const std::optional<ResourceId> parsed = parse_resource_id(id);
    return parsed ? folded(parsed->subscription) : std::string();
  };
  const std::string_view location = subject.text(subject.at("location")).value_or("");
  for (const ViewResource* monitor : monitors) {
    if (equal_folded(subject.at(monitor->node, "location").string(), location) &&
        subscription(monitor->id) == subscription(subject.resource().id))
      return pass();
  }
  if (monitors.empty())
    return uncollected("no connection monitors were collected", monitor_type);
  return fail("there is no connection monitor in the region of the watcher");
}

ViewAnswer has_flow_log(const Subject& subject) {
  const auto logs = all_of(subject, flow_log_type);
  for (const ViewResource* log : logs) {
    if (same_id(subject.at(log->node, "properties.targetResourceId").string(),
                subject.resource().id))
      return pass();
  }
  if (logs.empty())
    return uncollected("no flow logs were collected", flow_log_type);
  return fail("no flow log targets this resource");
}

}  // namespace cachewarden::inline v0::views
