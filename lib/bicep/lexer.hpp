#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/bicep/syntax.hpp"

namespace cachewarden::inline v0::bicep {

enum class TokenKind : std::uint8_t {
  end = 1,
  bad,
  identifier,
  integer,
  string,         ///< a whole string without holes
  string_start,   ///< up to and with the first `${`
  string_middle,  ///< from `}` up to and with the next `${`
  string_end,     ///< from `}` to the closing quote
  left_brace,
  right_brace,
  left_paren,
  right_paren,
  left_square,
  right_square,
  at,
  comma,
  dot,
  ellipsis,
  question,
  colon,
  double_colon,
  semicolon,
  assign,
  arrow,
  plus,
  minus,
  star,
  slash,
  percent,
  bang,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  equal_folded,
  not_equal_folded,
  logical_and,
  logical_or,
  pipe,
  coalesce,
  hat,
};

/// Newlines are no tokens: each token knows whether one stands before it.
struct Token {
  TokenKind kind = TokenKind::end;
  bool after_newline = false;
  bool first_column = false;  ///< and looks like the start of a statement
  bool multi_line = false;    ///< strings: written with three quotes
  std::uint8_t dollars = 0;   ///< strings of three quotes: how many `$` open a hole
  std::uint32_t begin = 0;
  std::uint32_t length = 0;
};

/// All tokens, the last one is `end`. Precondition: the text is not over `max_source_bytes`.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text, std::vector<SyntaxError>& errors);

/// The text starts like a statement: a word that begins one and what has to follow on the line.
inline constexpr std::size_t statement_start = 32;  ///< bytes enough to tell
[[nodiscard]] bool starts_statement(std::string_view text) noexcept;

[[nodiscard]] constexpr bool is_identifier_start(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_identifier_part(char c) noexcept {
  return is_identifier_start(c) || is_digit(c);
}

}  // namespace cachewarden::inline v0::bicep
