#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Text as the template language sees it: UTF-8 outside, UTF-16 units wherever characters are
/// counted.
namespace cachewarden::inline v0::templates {

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

/// Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::u16string to_utf16(std::string_view text);
/// Lone surrogates become U+FFFD.
[[nodiscard]] std::string to_utf8(std::u16string_view text);

[[nodiscard]] std::size_t utf16_length(std::string_view text);
/// Part of the text, counted in UTF-16 units; the range must be within the text.
[[nodiscard]] std::string utf16_substring(std::string_view text, std::size_t start,
                                          std::size_t length);

/// Invariant mapping of Latin, Greek and Cyrillic letters; others stay.
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] std::string to_upper(std::string_view text);

/// Place in UTF-16 units of the first or last occurrence ignoring case.
[[nodiscard]] std::optional<std::size_t> find_ignoring_case(std::string_view text,
                                                            std::string_view part, bool last);
[[nodiscard]] bool starts_ignoring_case(std::string_view text, std::string_view part);
[[nodiscard]] bool ends_ignoring_case(std::string_view text, std::string_view part);

/// Without white space (by Unicode) at both ends.
[[nodiscard]] std::string_view trim_white_space(std::string_view text) noexcept;

/// Order of names ignoring case: by upper-case UTF-16 units.
[[nodiscard]] int compare_ordinal_ignoring_case(std::string_view a, std::string_view b);

/// The text as one line of a message: control characters as `?`, cut at about 300 bytes.
[[nodiscard]] std::string message_line(std::string text);

/// What is said of a deployment whose template is not at hand because of `gap`, as one line.
[[nodiscard]] std::string unknown_content(std::string_view gap);

/// A double as JSON text: shortest digits, always with a point or an exponent.
[[nodiscard]] std::string real_text(double value);

}  // namespace cachewarden::inline v0::templates
