#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "cachewarden/rules/rule.hpp"

namespace cachewarden::inline v0::detail {

/// `error`, `warning` or `note`.
[[nodiscard]] std::string_view sarif_level(Severity severity) noexcept;

/// A rule as SARIF's `reportingDescriptor`, with help as text and as Markdown.
[[nodiscard]] nlohmann::ordered_json sarif_rule(const Rule& rule);

}  // namespace cachewarden::inline v0::detail
