#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "cachewarden/base/fold.hpp"

/// Bytes and UTF-8, without regard to the locale.
namespace cachewarden::inline v0::json::detail {

[[nodiscard]] constexpr std::uint8_t byte(char c) noexcept {
  return static_cast<std::uint8_t>(c);
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// Letters, digits and what belongs to numbers: what is shown together in a message.
[[nodiscard]] constexpr bool is_word(char c) noexcept {
  const char l = fold(c);
  return is_digit(c) || (l >= 'a' && l <= 'z') || c == '_' || c == '.' || c == '+' || c == '-';
}

/// Length of the character that `text` starts with; 0 if it is not valid UTF-8 (RFC 3629) or the
/// text is empty.
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text) noexcept {
  const auto in = [text](std::size_t i, std::uint8_t low, std::uint8_t high) {
    return i < text.size() && byte(text[i]) >= low && byte(text[i]) <= high;
  };
  if (in(0, 0x00, 0x7F))
    return 1;
  if (in(0, 0xC2, 0xDF))
    return in(1, 0x80, 0xBF) ? 2 : 0;
  if (in(0, 0xE0, 0xEF)) {
    const std::uint8_t low = byte(text[0]) == 0xE0 ? 0xA0 : 0x80;   // shortest form
    const std::uint8_t high = byte(text[0]) == 0xED ? 0x9F : 0xBF;  // no surrogates
    return in(1, low, high) && in(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (in(0, 0xF0, 0xF4)) {
    const std::uint8_t low = byte(text[0]) == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = byte(text[0]) == 0xF4 ? 0x8F : 0xBF;  // up to U+10FFFF
    return in(1, low, high) && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}  // namespace cachewarden::inline v0::json::detail
