#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "cachewarden/rules/rule.hpp"

namespace cachewarden::inline v0::detail {

/// A rule with all its texts, without its examples.
[[nodiscard]] nlohmann::ordered_json rule_json(const Rule& rule);

[[nodiscard]] nlohmann::ordered_json controls_json(const Rule& rule);

/// JSON as text: invalid UTF-8 replaced, characters that hide or reorder text escaped. Without
/// indent on one line.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json, int indent);

/// Text of several lines with each line moved in.
[[nodiscard]] std::string indented(std::string_view text, std::size_t blanks);

}  // namespace cachewarden::inline v0::detail
