#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cachewarden/rules/rule.hpp"

namespace cachewarden::inline v0::detail {

/// A rule with all its texts, without its examples.
[[nodiscard]] nlohmann::ordered_json rule_json(const Rule& rule);

[[nodiscard]] nlohmann::ordered_json controls_json(const Rule& rule);

}  // namespace cachewarden::inline v0::detail
