#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text from inputs, made harmless for the place where it is shown.
namespace cachewarden::inline v0::detail {

/// Neither a control character nor other than ASCII.
[[nodiscard]] constexpr bool is_printable(char c) noexcept {
  return c >= 0x20 && c < 0x7f;
}

/// JSON as it stands in a document with the blanks and line ends in a row made one blank.
[[nodiscard]] std::string one_line(std::string_view json);

/// JSON text with the same characters escaped. Valid JSON holds them in strings alone.
[[nodiscard]] std::string escape_hidden(std::string json);

/// At most so many columns; what is cut off is shown as ` ...`.
[[nodiscard]] std::string shortened(std::string text, std::size_t most);

/// How many columns a terminal takes for text made by `escape_for_terminal`.
[[nodiscard]] std::size_t columns(std::string_view text) noexcept;

}  // namespace cachewarden::inline v0::detail
