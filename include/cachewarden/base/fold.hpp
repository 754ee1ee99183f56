#pragma once

#include <algorithm>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

/// ASCII case folding. Azure compares names, types, property keys and resource ids without regard
/// to case; none of these functions looks at the locale.
namespace cachewarden::inline v0 {

[[nodiscard]] constexpr char fold(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Spelled alike is the common case, and quickly told.
[[nodiscard]] constexpr bool equal_folded(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         (a == b || std::equal(a.begin(), a.end(), b.begin(),
                               [](char x, char y) { return fold(x) == fold(y); }));
}

namespace detail {

/// The first eight bytes of a text as a number that is ordered as they are, whatever their case;
/// zeros behind the end.
[[nodiscard]] inline std::uint64_t folded_word(std::string_view text) noexcept {
  std::uint64_t bytes = 0;
  if (text.size() >= sizeof bytes)
    std::memcpy(&bytes, text.data(), sizeof bytes);
  else if (!text.empty())
    std::memcpy(&bytes, text.data(), text.size());
  // The highest bit of each byte tells whether it is a capital letter.
  constexpr std::uint64_t each = 0x0101010101010101U;
  const std::uint64_t low = bytes & 0x7f * each;
  const std::uint64_t is_capital =
      (low + (0x80 - 'A') * each) & ~(low + (0x7f - 'Z') * each) & ~bytes & 0x80 * each;
  bytes |= is_capital >> 2;
  if constexpr (std::endian::native == std::endian::big)
    return bytes;
  bytes = (bytes >> 32) | (bytes << 32);
  bytes = (bytes >> 16 & 0x0000ffff0000ffffU) | (bytes & 0x0000ffff0000ffffU) << 16;
  return (bytes >> 8 & 0x00ff00ff00ff00ffU) | (bytes & 0x00ff00ff00ff00ffU) << 8;
}

/// How many bytes two texts begin with that are the same, in steps of eight.
[[nodiscard]] inline std::size_t common_bytes(std::string_view a, std::string_view b) noexcept {
  const std::size_t least = std::min(a.size(), b.size());
  std::size_t at = 0;
  while (at + 8 <= least && std::memcmp(a.data() + at, b.data() + at, 8) == 0)
    at += 8;
  return at;
}

}  // namespace detail

[[nodiscard]] constexpr std::strong_ordering compare_folded(std::string_view a,
                                                            std::string_view b) noexcept {
  if (!std::is_constant_evaluated()) {
    const std::size_t same = detail::common_bytes(a, b);
    a.remove_prefix(same);
    b.remove_prefix(same);
  }
  return std::lexicographical_compare_three_way(
      a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return static_cast<unsigned char>(fold(x)) <=> static_cast<unsigned char>(fold(y));
      });
}

[[nodiscard]] constexpr bool starts_with_folded(std::string_view text,
                                                std::string_view prefix) noexcept {
  return text.size() >= prefix.size() && equal_folded(text.substr(0, prefix.size()), prefix);
}

[[nodiscard]] constexpr bool ends_with_folded(std::string_view text,
                                              std::string_view suffix) noexcept {
  return text.size() >= suffix.size() &&
         equal_folded(text.substr(text.size() - suffix.size()), suffix);
}

[[nodiscard]] inline std::string folded(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), fold);
  return result;
}

[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t\r\n";
  const auto is_dark = [](char c) { return static_cast<unsigned char>(c) > ' '; };
  if (!text.empty() && is_dark(text.front()) && is_dark(text.back()))
    return text;
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// FNV-1a over the folded bytes; the same value on every machine.
[[nodiscard]] constexpr std::uint64_t hash_folded(
    std::string_view text, std::uint64_t seed = 0xcbf29ce484222325U) noexcept {
  for (const char c : text) {
    seed ^= static_cast<unsigned char>(fold(c));
    seed *= 0x100000001b3U;
  }
  return seed;
}

}  // namespace cachewarden::inline v0
