#include "bicep/lexer.hpp"

#include <algorithm>
#include <array>

namespace cachewarden::inline v0::bicep {
namespace {

/// What follows a word that begins a statement: an identifier or one of these characters.
struct StatementWord {
  std::string_view text;
  std::string_view next;
};

constexpr std::array<StatementWord, 17> statement_words = {{
    {"assert", ""},
    {"extends", "'"},
    {"extension", "'"},
    {"extensionConfig", ""},
    {"func", ""},
    {"import", "{*'"},
    {"metadata", ""},
    {"module", ""},
    {"output", ""},
    {"param", ""},
    {"provider", "'"},
    {"resource", ""},
    {"targetScope", "="},
    {"test", ""},
    {"type", ""},
    {"using", "'"},
    {"var", ""},
}};

constexpr std::array<std::string_view, 3> directives = {
    "#disable-next-line", "#disable-diagnostics", "#restore-diagnostics"};

/// A string that is open: its hole ends at the `}` which no `{` inside the hole has opened.
struct OpenString {
  bool multi_line = false;
  std::uint8_t dollars = 0;
  std::uint32_t braces = 0;
};

struct OperatorToken {
  TokenKind kind = TokenKind::bad;
  std::size_t length = 1;
};

/// The operator that starts with these characters (`\0` for none), the longest one.
constexpr OperatorToken operator_at(char first, char second, char third) noexcept {
  const auto or_two = [&](char wanted, TokenKind two, TokenKind one) {
    return second == wanted ? OperatorToken{two, 2} : OperatorToken{one};
  };
  switch (first) {
    case '.':
      return second == '.' && third == '.' ? OperatorToken{TokenKind::ellipsis, 3}
                                           : OperatorToken{TokenKind::dot};
    case '=':
      if (second == '~')
        return {TokenKind::equal_folded, 2};
      if (second == '>')
        return {TokenKind::arrow, 2};
      return or_two('=', TokenKind::equal, TokenKind::assign);
    case '!':
      if (second == '~')
        return {TokenKind::not_equal_folded, 2};
      return or_two('=', TokenKind::not_equal, TokenKind::bang);
    case '<':
      return or_two('=', TokenKind::less_equal, TokenKind::less);
    case '>':
      return or_two('=', TokenKind::greater_equal, TokenKind::greater);
    case '&':
      return or_two('&', TokenKind::logical_and, TokenKind::bad);
    case '|':
      return or_two('|', TokenKind::logical_or, TokenKind::pipe);
    case '?':
      return or_two('?', TokenKind::coalesce, TokenKind::question);
    case ':':
      return or_two(':', TokenKind::double_colon, TokenKind::colon);
    case '(':
      return {TokenKind::left_paren};
    case ')':
      return {TokenKind::right_paren};
    case '[':
      return {TokenKind::left_square};
    case ']':
      return {TokenKind::right_square};
    case '{':
      return {TokenKind::left_brace};
    case '}':
      return {TokenKind::right_brace};
    case '@':
      return {TokenKind::at};
    case ',':
      return {TokenKind::comma};
    case ';':
      return {TokenKind::semicolon};
    case '+':
      return {TokenKind::plus};
    case '-':
      return {TokenKind::minus};
    case '*':
      return {TokenKind::star};
    case '/':
      return {TokenKind::slash};
    case '%':
      return {TokenKind::percent};
    case '^':
      return {TokenKind::hat};
    default:
      return {};
  }
}

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<SyntaxError>& errors) : text_(text), errors_(errors) {}

  std::vector<Token> run() {
    tokens_.reserve(text_.size() / 6 + 2);
    if (text_.starts_with("\xEF\xBB\xBF"))
      at_ = 3;
    while (true) {
      skip_blank();
      const std::size_t begin = at_;
      if (at_ >= text_.size()) {
        push(TokenKind::end, begin);
        return std::move(tokens_);
      }
      scan(begin);
    }
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool here(std::string_view what) const noexcept {
    return text_.substr(at_, what.size()) == what;
  }
  [[nodiscard]] bool at_three_quotes() const noexcept {
    return peek() == '\'' && peek(1) == '\'' && peek(2) == '\'';
  }
  [[nodiscard]] bool here_at(std::size_t place, std::string_view what) const noexcept {
    return text_.substr(place, what.size()) == what;
  }
  [[nodiscard]] bool is_in_first_column(std::size_t place) const noexcept {
    return text_[place - 1] == '\n' || text_[place - 1] == '\r';
  }
  void error(std::size_t begin, std::string message) {
    errors_.push_back({static_cast<std::uint32_t>(begin), std::move(message)});
  }
  void push(TokenKind kind, std::size_t begin, bool multi_line = false, std::uint8_t dollars = 0) {
    tokens_.push_back({.kind = kind,
                       .after_newline = newline_,
                       .first_column = newline_ && kind == TokenKind::identifier &&
                                       is_in_first_column(begin) && !here_at(begin, "resource") &&
                                       starts_statement(text_.substr(begin, statement_start)),
                       .multi_line = multi_line,
                       .dollars = dollars,
                       .begin = static_cast<std::uint32_t>(begin),
                       .length = static_cast<std::uint32_t>(at_ - begin)});
    newline_ = false;
    line_has_token_ = true;
  }

  void skip_blank() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t') {
        ++at_;
      } else if (c == '\n' || c == '\r') {
        ++at_;
        newline_ = true;
        line_has_token_ = false;
        give_up_holes();
      } else if (c == '/' && peek(1) == '/') {
        skip_line();
      } else if (c == '/' && peek(1) == '*') {
        skip_block();
      } else if (c == '#' && !line_has_token_ && is_directive()) {
        skip_line();
      } else {
        return;
      }
    }
  }
  void skip_line() { at_ = std::min(text_.find_first_of("\r\n", at_), text_.size()); }
  void skip_block() {
    const std::size_t close = text_.find("*/", at_ + 2);
    if (close == std::string_view::npos) {
      error(at_, "comment is not closed");
      at_ = text_.size();
      return;
    }
    at_ = close + 2;
  }
  [[nodiscard]] bool is_directive() const noexcept {
    return std::any_of(directives.begin(), directives.end(), [&](std::string_view word) {
      return here(word) && !is_identifier_part(peek(word.size()));
    });
  }

  /// A line that starts with a statement's word cannot be inside of a hole: a `}` is missing.
  void give_up_holes() {
    if (open_.empty() || !starts_statement(text_.substr(at_, statement_start)))
      return;
    error(at_, "string is not closed");
    open_.clear();
  }

  void scan(std::size_t begin) {
    const char c = text_[at_];
    if (is_identifier_start(c)) {
      while (is_identifier_part(peek()))
        ++at_;
      push(TokenKind::identifier, begin);
    } else if (is_digit(c)) {
      while (is_digit(peek()))
        ++at_;
      push(TokenKind::integer, begin);
    } else if (at_three_quotes()) {
      at_ += 3;
      scan_multi_line(begin, 0, true);
    } else if (c == '\'') {
      ++at_;
      scan_string(begin, true);
    } else if (c == '$') {
      scan_dollars(begin);
    } else if (c == '}' && !open_.empty() && open_.back().braces == 0) {
      ++at_;
      resume_string(begin);
    } else {
      scan_operator(begin);
    }
  }

  void scan_operator(std::size_t begin) {
    const OperatorToken found = operator_at(text_[at_], peek(1), peek(2));
    if (found.kind != TokenKind::bad) {
      at_ += found.length;
      if (!open_.empty() && found.kind == TokenKind::left_brace)
        ++open_.back().braces;
      if (!open_.empty() && found.kind == TokenKind::right_brace)
        --open_.back().braces;
      return push(found.kind, begin);
    }
    ++at_;
    while ((static_cast<unsigned char>(peek()) & 0xC0U) == 0x80U)
      ++at_;
    error(begin, text_[begin] == '"' ? "strings are written with single quotes"
                                     : "character is not known here");
    push(TokenKind::bad, begin);
  }

  void scan_dollars(std::size_t begin) {
    std::size_t count = 0;
    while (peek(count) == '$')
      ++count;
    at_ += count;
    if (!at_three_quotes() || count > 255) {
      error(begin, "character is not known here");
      return push(TokenKind::bad, begin);
    }
    at_ += 3;
    scan_multi_line(begin, static_cast<std::uint8_t>(count), true);
  }

  void resume_string(std::size_t begin) {
    const OpenString string = open_.back();
    open_.pop_back();
    if (string.multi_line)
      return scan_multi_line(begin, string.dollars, false);
    scan_string(begin, false);
  }

  /// From behind the quote or the `}` to behind the closing quote or the next `${`.
  void scan_string(std::size_t begin, bool first) {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'') {
        ++at_;
        return push(first ? TokenKind::string : TokenKind::string_end, begin);
      }
      if (c == '\n' || c == '\r')
        break;
      if (c == '$' && peek(1) == '{') {
        at_ += 2;
        open_.push_back({.multi_line = false, .dollars = 1, .braces = 0});
        return push(first ? TokenKind::string_start : TokenKind::string_middle, begin);
      }
      at_ += c == '\\' && at_ + 1 < text_.size() && peek(1) != '\n' && peek(1) != '\r' ? 2 : 1;
    }
    error(begin, "string is not closed");
    push(first ? TokenKind::string : TokenKind::string_end, begin);
  }

  void scan_multi_line(std::size_t begin, std::uint8_t dollars, bool first) {
    while (at_ < text_.size()) {
      if (at_three_quotes()) {
        at_ += 3;
        while (peek() == '\'')  // more quotes belong to the text: the last three close
          ++at_;
        return push(first ? TokenKind::string : TokenKind::string_end, begin, true, dollars);
      }
      if (text_[at_] == '$' && dollars > 0 && opens_hole(dollars)) {
        push_hole(begin, dollars, first);
        return;
      }
      ++at_;
    }
    error(begin, "string is not closed");
    at_ = next_statement_line(begin);
    push(first ? TokenKind::string : TokenKind::string_end, begin, true, dollars);
  }
  /// The end of the first line behind which a statement starts; the end of the text if there is
  /// none.
  [[nodiscard]] std::size_t next_statement_line(std::size_t from) const noexcept {
    for (std::size_t end = text_.find('\n', from); end != text_.npos;
         end = text_.find('\n', end + 1)) {
      if (starts_statement(text_.substr(end + 1, statement_start)))
        return end;
    }
    return text_.size();
  }
  /// At least as many `$` as the string's prefix has and `{`: the surplus belongs to the text.
  [[nodiscard]] bool opens_hole(std::uint8_t dollars) const noexcept {
    for (std::size_t i = 0; i < dollars; ++i) {
      if (peek(i) != '$')
        return false;
    }
    return peek(dollars) == '{';
  }
  void push_hole(std::size_t begin, std::uint8_t dollars, bool first) {
    at_ += std::size_t{dollars} + 1;
    open_.push_back({.multi_line = true, .dollars = dollars, .braces = 0});
    push(first ? TokenKind::string_start : TokenKind::string_middle, begin, true, dollars);
  }

  std::string_view text_;
  std::vector<SyntaxError>& errors_;
  std::vector<Token> tokens_;
  std::vector<OpenString> open_;
  std::size_t at_ = 0;
  bool newline_ = false;
  bool line_has_token_ = false;
};

}  // namespace

bool starts_statement(std::string_view text) noexcept {
  if (text.starts_with('@'))
    return text.size() > 1 && is_identifier_start(text[1]);
  // most lines start with space or a bracket
  if (text.empty() || text[0] < 'a' || text[0] > 'z')
    return false;
  return std::any_of(
      statement_words.begin(), statement_words.end(), [&](const StatementWord& word) {
        if (word.text[0] != text[0] || !text.starts_with(word.text))
          return false;
        const std::string_view rest = text.substr(word.text.size());
        const std::size_t gap = rest.find_first_not_of(" \t");
        if (gap == std::string_view::npos)
          return false;
        const char next = rest[gap];
        return (gap > 0 && is_identifier_start(next)) || word.next.find(next) != word.next.npos;
      });
}

std::vector<Token> tokenize(std::string_view text, std::vector<SyntaxError>& errors) {
  return Lexer(text, errors).run();
}

}  // namespace cachewarden::inline v0::bicep
