#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

/// The lines of a YAML text, and what can be told from one of them alone.
namespace cachewarden::inline v0::bicep::yaml {

/// A line that holds something, without its indentation, line end and comment.
struct Line {
  std::size_t indent = 0;
  std::uint32_t begin = 0;  ///< offset of the first character that is no space
  std::string_view text;
};

[[nodiscard]] constexpr bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t';
}

/// `&name` or `!tag` begins here.
[[nodiscard]] constexpr bool is_mark(std::string_view text) noexcept {
  return text.starts_with('&') || text.starts_with('!');
}

[[nodiscard]] constexpr bool is_item(std::string_view text) noexcept {
  return text.starts_with('-') && (text.size() == 1 || is_blank(text[1]));
}

/// The lines of the first document.
[[nodiscard]] std::vector<Line> split(std::string_view text);

/// Length of the text without a comment and the space before it; quotes are looked at.
[[nodiscard]] std::size_t length_without_comment(std::string_view text) noexcept;

/// Without the comment and the space around.
[[nodiscard]] std::string_view stripped(const Line& line) noexcept;

/// The text behind the marks at its start.
[[nodiscard]] std::string_view without_marks(std::string_view text) noexcept;

/// Where the colon of `key: value` is, or npos.
[[nodiscard]] std::size_t colon_of(std::string_view text) noexcept;

}  // namespace cachewarden::inline v0::bicep::yaml
