#pragma once

#include <vector>

#include "views/subject.hpp"

/// What tools that ask the service see around a resource. Shared by the views of those tools.
namespace cachewarden::inline v0::views {

/// Passes if there is a diagnostic setting; unknown if they were not collected.
ViewAnswer has_diagnostic_setting(const Subject& subject);

/// The subnets of a network, those declared on their own among them; or the subnet that stands
/// alone.
[[nodiscard]] std::vector<Node> subnets_of(const Subject& subject);
[[nodiscard]] bool has_subnets(const Subject& subject);

/// Passes if an enabled activity log alert of the category Administrative watches this very
/// resource for an operation, or for all; unknown if no alerts were collected.
ViewAnswer has_change_alert(const Subject& subject, std::string_view operation);

/// Passes if a connection monitor is in the subscription and region of this watcher; unknown if
/// none was collected.
ViewAnswer has_connection_monitor(const Subject& subject);

/// Passes if a flow log targets this resource; unknown if no flow logs were collected.
ViewAnswer has_flow_log(const Subject& subject);

}  // namespace cachewarden::inline v0::views
