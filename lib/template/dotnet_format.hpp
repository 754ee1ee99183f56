#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/template/value.hpp"

namespace cachewarden::inline v0::templates {

/// A piece of a composite format: literal text, or a hole with the number of its argument.
struct FormatPiece {
  std::string text = {};  ///< of a hole: the specifier after `:`
  bool is_hole = false;
  std::size_t argument = 0;
  int alignment = 0;  ///< least width, negative: to the left
};

/// Takes `{0}: {1,5:N0}` apart; nothing if it is malformed.
[[nodiscard]] std::optional<std::vector<FormatPiece>> parse_format(std::string_view format);

/// A known value under a specifier, invariant culture; nothing for specifiers that are not
/// supported.
[[nodiscard]] std::optional<std::string> formatted(const Value& value, std::string_view specifier);

/// Padded with blanks on the left (or right, if negative) to the width.
[[nodiscard]] std::string aligned(std::string text, int alignment);

}  // namespace cachewarden::inline v0::templates
