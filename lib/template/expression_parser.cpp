#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "cachewarden/template/parse.hpp"

namespace cachewarden::inline v0::templates {
namespace {

constexpr bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

constexpr bool ends_name(char c) noexcept {
  return is_blank(c) || c == '(' || c == ')' || c == '[' || c == ']' || c == ',' || c == '.' ||
         c == '\'';
}

/// Recursive descent, as deep as `max_expression_depth`.
class Parser {
 public:
  Parser(Unit& unit, std::string_view text, Origin origin, bool exact)
      : unit_(unit), text_(text), origin_(origin), exact_(exact) {}

  Result<const Expr*> parse() {
    at_ = 1;
    const Expr* result = expression();
    skip_blanks();
    if (!failed_ && at_ + 1 != text_.size())
      fail("unexpected `" + std::string(1, text_[at_]) + "` in the expression");
    if (failed_)
      return Error{code_, message_, std::to_string(failed_at_)};
    return result;
  }

 private:
  [[nodiscard]] Origin origin(std::size_t at) const noexcept {
    if (!exact_)
      return origin_;
    return {origin_.document, origin_.offset + static_cast<std::uint32_t>(at)};
  }

  [[nodiscard]] char peek() const noexcept { return at_ + 1 < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks() noexcept {
    while (at_ + 1 < text_.size() && is_blank(text_[at_]))
      ++at_;
  }

  const Expr* fail(std::string message, ErrorCode code = ErrorCode::syntax) {
    if (!failed_) {
      failed_ = true;
      message_ = std::move(message);
      code_ = code;
      failed_at_ = at_;
    }
    return nullptr;
  }

  const Expr* expression() {
    if (++depth_ > max_expression_depth)
      return fail("expression is nested too deeply", ErrorCode::limit);
    const Expr* result = postfixed(primary());
    --depth_;
    return result;
  }

  const Expr* primary() {
    skip_blanks();
    const char c = peek();
    if (c == '\0')
      return fail("expression ends too early");
    if (c == '\'')
      return string();
    if ((c >= '0' && c <= '9') || c == '-' || c == '+')
      return integer();
    return call();
  }

  const Expr* string() {
    const std::size_t start = at_++;
    std::string value;
    while (at_ + 1 < text_.size()) {
      const char c = text_[at_++];
      if (c != '\'') {
        value += c;
        continue;
      }
      if (peek() != '\'')
        return unit_.string(value, origin(start));
      value += '\'';
      ++at_;
    }
    at_ = start;
    return fail("string without its closing quote");
  }

  const Expr* integer() {
    const std::size_t start = at_;
    if (peek() == '+')
      ++at_;
    const std::size_t first = at_;
    if (peek() == '-')
      ++at_;
    while (peek() >= '0' && peek() <= '9')
      ++at_;
    std::int64_t value = 0;
    const auto end = text_.data() + at_;
    const auto [last, error] = std::from_chars(text_.data() + first, end, value);
    const bool whole = error == std::errc() && last == end;
    if (!whole || (at_ + 1 < text_.size() && !ends_name(text_[at_])) || peek() == '.') {
      at_ = start;
      return fail("number is not a 64-bit integer");
    }
    return unit_.integer(value, origin(start));
  }

  std::string_view name() noexcept {
    const std::size_t start = at_;
    while (at_ + 1 < text_.size() && !ends_name(text_[at_]))
      ++at_;
    return text_.substr(start, at_ - start);
  }

  const Expr* call() {
    const std::size_t start = at_;
    std::string function(name());
    if (function.empty())
      return fail("unexpected `" + std::string(1, text_[at_]) + "` in the expression");
    skip_blanks();
    while (peek() == '.') {
      ++at_;
      skip_blanks();
      const std::string_view part = name();
      if (part.empty())
        return fail("a name is missing after `.`");
      function += '.';
      function += part;
      skip_blanks();
    }
    if (peek() != '(') {
      at_ = start;
      return fail("`" + function + "` is not followed by `(`");
    }
    ++at_;
    std::vector<const Expr*> arguments;
    skip_blanks();
    if (peek() == ')') {
      ++at_;
      return unit_.call(function, arguments, origin(start));
    }
    for (;;) {
      const Expr* argument = expression();
      if (failed_)
        return nullptr;
      arguments.push_back(argument);
      skip_blanks();
      const char c = peek();
      if (c != ',' && c != ')')
        return fail("`,` or `)` is missing");
      ++at_;
      if (c == ')')
        return unit_.call(function, arguments, origin(start));
    }
  }

  const Expr* postfixed(const Expr* base) {
    std::uint32_t steps = 0;
    while (!failed_) {
      skip_blanks();
      const std::size_t start = at_;
      const char c = peek();
      if (c != '.' && c != '[')
        return base;
      if (++steps > max_expression_depth)
        return fail("expression is nested too deeply", ErrorCode::limit);
      ++at_;
      if (c == '.') {
        skip_blanks();
        const std::string_view property = name();
        if (property.empty())
          return fail("a name is missing after `.`");
        base = unit_.member(base, property, origin(start));
        continue;
      }
      const Expr* index = expression();
      skip_blanks();
      if (!failed_ && peek() != ']')
        return fail("`]` is missing");
      if (failed_)
        return nullptr;
      ++at_;
      base = unit_.index(base, index, origin(start));
    }
    return nullptr;
  }

  Unit& unit_;
  std::string_view text_;
  Origin origin_;
  bool exact_;
  std::size_t at_ = 0;
  std::uint32_t depth_ = 0;
  bool failed_ = false;
  ErrorCode code_ = ErrorCode::syntax;
  std::string message_;
  std::size_t failed_at_ = 0;
};

}  // namespace

Result<const Expr*> parse_expression(Unit& unit, std::string_view text, Origin origin, bool exact) {
  if (!is_expression(text))
    return Error{ErrorCode::argument, "the text is no expression", "0"};
  return Parser(unit, text, origin, exact).parse();
}

}  // namespace cachewarden::inline v0::templates
