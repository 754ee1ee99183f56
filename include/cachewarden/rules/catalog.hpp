#pragma once

#include <span>
#include <string_view>

#include "cachewarden/rules/rule.hpp"

namespace cachewarden::inline v0 {

/// All rules of the library, ordered by id.
[[nodiscard]] std::span<const Rule* const> catalog() noexcept;

/// The rule with that id or name, compared without case; null if there is none.
[[nodiscard]] const Rule* find_rule(std::string_view id_or_name) noexcept;

/// The version of the rule set; it changes whenever a verdict can.
[[nodiscard]] std::string_view rule_set_version() noexcept;

}  // namespace cachewarden::inline v0
