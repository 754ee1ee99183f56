#include <array>
#include <charconv>
#include <utility>

#include "bicep/parser.hpp"
#include "bicep/text_encoding.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

struct BinaryOperator {
  Operator op = Operator::none;
  int precedence = 0;
};

constexpr BinaryOperator binary_operator(TokenKind kind) noexcept {
  switch (kind) {
    case TokenKind::star:
      return {Operator::multiply, 8};
    case TokenKind::slash:
      return {Operator::divide, 8};
    case TokenKind::percent:
      return {Operator::remainder, 8};
    case TokenKind::plus:
      return {Operator::add, 7};
    case TokenKind::minus:
      return {Operator::subtract, 7};
    case TokenKind::less:
      return {Operator::less, 6};
    case TokenKind::less_equal:
      return {Operator::less_or_equal, 6};
    case TokenKind::greater:
      return {Operator::greater, 6};
    case TokenKind::greater_equal:
      return {Operator::greater_or_equal, 6};
    case TokenKind::equal:
      return {Operator::equal, 5};
    case TokenKind::not_equal:
      return {Operator::not_equal, 5};
    case TokenKind::equal_folded:
      return {Operator::equal_folded, 5};
    case TokenKind::not_equal_folded:
      return {Operator::not_equal_folded, 5};
    case TokenKind::logical_and:
      return {Operator::logical_and, 4};
    case TokenKind::logical_or:
      return {Operator::logical_or, 3};
    case TokenKind::coalesce:
      return {Operator::coalesce, 2};
    default:
      return {};
  }
}

}  // namespace

const Node* Parser::expression() {
  const Nest nest(*this);
  return ternary();
}

const Node* Parser::ternary() {
  const std::uint32_t begin = token().begin;
  const Node* condition = binary(0);
  if (!accept(TokenKind::question))  // may stand on the next line
    return condition;
  const Node* if_true = expression();
  expect(TokenKind::colon, "`:`");
  const Node* if_false = expression();
  return make(NodeKind::ternary, begin, {condition, if_true, if_false});
}

const Node* Parser::binary(int lowest) {
  const std::uint32_t begin = token().begin;
  const Node* left = unary();
  while (!failed_) {
    const BinaryOperator found = binary_operator(token().kind);
    if (found.op == Operator::none || found.precedence <= lowest)
      break;
    // an item of an array may start with a minus
    if (found.op == Operator::subtract && !goes_on_with(TokenKind::minus))
      break;
    advance();
    const Node* right = binary(found.precedence);
    left = make({.kind = NodeKind::binary,
                 .op = found.op,
                 .begin = begin,
                 .end = last_end(),
                 .children = span_of({left, right})});
  }
  return left;
}

const Node* Parser::unary() {
  const std::uint32_t begin = token().begin;
  if (!at(TokenKind::bang) && !at(TokenKind::minus))
    return postfix();
  const Nest nest(*this);
  const Operator op = at(TokenKind::bang) ? Operator::logical_not : Operator::negate;
  advance();
  const Node* operand = unary();
  return make({.kind = NodeKind::unary,
               .op = op,
               .begin = begin,
               .end = last_end(),
               .children = span_of({operand})});
}

const Node* Parser::postfix() {
  const Node* node = primary();
  bool done = false;
  while (!failed_ && !done)
    node = postfix_step(node, done);
  return node;
}

const Node* Parser::postfix_step(const Node* base, bool& done) {
  if (goes_on_with(TokenKind::left_square))
    return index_step(base);
  if (at(TokenKind::dot))
    return member_step(base);
  if (at(TokenKind::double_colon)) {
    advance();
    const std::string_view member = name("the name of a nested resource");
    return make(NodeKind::nested, base->begin, {base}, member);
  }
  if (goes_on_with(TokenKind::bang)) {
    advance();
    return make(NodeKind::non_null, base->begin, {base});
  }
  done = true;
  return base;
}

const Node* Parser::member_step(const Node* base) {
  advance();
  const bool safe = accept(TokenKind::question);
  const std::string_view member = name("the name of a property or function");
  if (goes_on_with(TokenKind::left_paren)) {
    const std::size_t mark = stack_.size();
    stack_.push_back(base);
    arguments();
    return make_from_stack(NodeKind::member_call, base->begin, mark, member);
  }
  return make({.kind = NodeKind::member,
               .safe = safe,
               .begin = base->begin,
               .end = last_end(),
               .text = member,
               .children = span_of({base})});
}

const Node* Parser::index_step(const Node* base) {
  advance();
  const Newlines newlines(*this, true);
  const bool safe = accept(TokenKind::question);
  const bool from_end = accept(TokenKind::hat);
  const Node* at = expression();
  expect(TokenKind::right_square, "`]`");
  return make({.kind = NodeKind::index,
               .safe = safe,
               .from_end = from_end,
               .begin = base->begin,
               .end = last_end(),
               .children = span_of({base, at})});
}

const Node* Parser::primary() {
  if (failed_)
    return fail({});
  switch (token().kind) {
    case TokenKind::identifier:
      return name_or_call();
    case TokenKind::integer:
      return integer();
    case TokenKind::string:
      return string();
    case TokenKind::string_start:
      return interpolation();
    case TokenKind::left_brace:
      return object();
    case TokenKind::left_square:
      return array();
    case TokenKind::left_paren:
      return parenthesized();
    default:
      return fail("expected an expression");
  }
}

const Node* Parser::name_or_call() {
  if (at_lambda())
    return lambda();
  const std::uint32_t begin = token().begin;
  const std::string_view word = text_of(token());
  advance();
  if (word == "null")
    return make(NodeKind::null_literal, begin, {});
  if (word == "true" || word == "false") {
    return make({.kind = NodeKind::boolean,
                 .begin = begin,
                 .end = last_end(),
                 .number = word == "true" ? 1U : 0U});
  }
  if (!goes_on_with(TokenKind::left_paren))
    return make(NodeKind::name, begin, {}, word);
  const std::size_t mark = stack_.size();
  arguments();
  return make_from_stack(NodeKind::call, begin, mark, word);
}

void Parser::arguments() {
  advance();
  const Newlines newlines(*this, true);
  while (!failed_ && !at(TokenKind::right_paren)) {
    stack_.push_back(expression());
    if (!accept(TokenKind::comma))
      break;
  }
  expect(TokenKind::right_paren, "`,` or `)`");
}

const Node* Parser::integer() {
  const Token& digits = token();
  const std::string_view text = text_of(digits);
  Node node{.kind = NodeKind::integer, .begin = digits.begin, .end = digits.begin + digits.length};
  const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), node.number);
  if (problem != std::errc{})
    note(digits.begin, "number does not fit 64 bits");
  advance();
  return make(node);
}

std::string_view Parser::name(std::string_view what) {
  if (!at(TokenKind::identifier)) {
    fail("expected " + std::string(what));
    return {};
  }
  const std::string_view result = text_of(token());
  advance();
  return result;
}

/// Only words may stand between the brackets, so looking ahead ends soon.
bool Parser::at_lambda() const noexcept {
  if (at(TokenKind::identifier))
    return token(1).kind == TokenKind::arrow;
  if (!at(TokenKind::left_paren))
    return false;
  std::size_t ahead = 1;
  while (token(ahead).kind == TokenKind::identifier || token(ahead).kind == TokenKind::comma)
    ++ahead;
  return token(ahead).kind == TokenKind::right_paren && token(ahead + 1).kind == TokenKind::arrow;
}

const Node* Parser::lambda() {
  const std::uint32_t begin = token().begin;
  const std::size_t mark = stack_.size();
  const bool bracketed = accept(TokenKind::left_paren);
  while (!failed_ && !at(TokenKind::right_paren)) {
    const std::uint32_t at_parameter = token().begin;
    const std::string_view parameter = name("the name of a parameter");
    stack_.push_back(make(NodeKind::parameter, at_parameter, {}, parameter));
    if (!bracketed || !accept(TokenKind::comma))
      break;
  }
  if (bracketed)
    expect(TokenKind::right_paren, "`,` or `)`");
  expect(TokenKind::arrow, "`=>`");
  stack_.push_back(expression());
  return make_from_stack(NodeKind::lambda, begin, mark);
}

const Node* Parser::parenthesized() {
  if (at_lambda())
    return lambda();
  const std::uint32_t begin = token().begin;
  advance();
  const Newlines newlines(*this, true);
  const Node* inner = expression();
  expect(TokenKind::right_paren, "`)`");
  return make(NodeKind::parenthesized, begin, {inner});
}

const Node* Parser::string() {
  const Token literal = token();
  const std::string_view text = decode(literal);
  advance();
  return make(NodeKind::string, literal.begin, {}, text);
}

const Node* Parser::interpolation() {
  const Nest nest(*this);
  const Newlines newlines(*this, true);
  const std::uint32_t begin = token().begin;
  const std::size_t mark = stack_.size();
  stack_.push_back(string());
  while (!failed_) {
    stack_.push_back(expression());
    if (!at(TokenKind::string_middle) && !at(TokenKind::string_end)) {
      fail("expected `}`");
      break;
    }
    const bool last = at(TokenKind::string_end);
    stack_.push_back(string());
    if (last)
      break;
  }
  return make_from_stack(NodeKind::interpolation, begin, mark);
}

/// The text of a string or of a piece of one, without its delimiters.
std::string_view Parser::decode(const Token& token) {
  std::string_view raw = text_of(token);
  const bool opens = token.kind == TokenKind::string || token.kind == TokenKind::string_start;
  const bool closes = token.kind == TokenKind::string || token.kind == TokenKind::string_end;
  const std::size_t hole = token.multi_line ? std::size_t{token.dollars} + 1 : 2;
  const std::size_t quote = token.multi_line ? 3 : 1;
  const std::size_t left = opens ? quote + (token.multi_line ? token.dollars : 0U) : 1;
  const bool closed = !closes || (raw.size() >= left + quote && raw.ends_with('\''));
  const std::size_t right = closes ? (closed ? quote : 0) : hole;
  raw = raw.substr(left, raw.size() - left - right);
  if (!token.multi_line)
    return decode_escapes(raw, token.begin + static_cast<std::uint32_t>(left));
  if (!opens)
    return raw;
  if (raw.starts_with("\r\n"))
    return raw.substr(2);
  return raw.starts_with('\n') || raw.starts_with('\r') ? raw.substr(1) : raw;
}

std::string_view Parser::decode_escapes(std::string_view raw, std::uint32_t begin) {
  if (raw.find('\\') == std::string_view::npos)
    return raw;
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\') {
      out.push_back(raw[i]);
      continue;
    }
    const std::uint32_t place = begin + static_cast<std::uint32_t>(i);
    const char escape = ++i < raw.size() ? raw[i] : '\0';
    constexpr std::string_view known = "nrt\\'$";
    constexpr std::string_view meaning = "\n\r\t\\'$";
    if (const std::size_t which = known.find(escape); escape != '\0' && which != known.npos) {
      out.push_back(meaning[which]);
      continue;
    }
    const std::size_t close = raw.find('}', i);
    std::uint32_t code = 0;
    if (escape != 'u' || raw.substr(i, 2) != "u{" || close == std::string_view::npos) {
      note(place,
           "escape is not known; `\\\\`, `\\'`, `\\n`, `\\r`, `\\t`, `\\$` and `\\u{...}` are");
      continue;
    }
    const std::string_view digits = raw.substr(i + 2, close - i - 2);
    const char* end = digits.data() + digits.size();
    const auto [rest, problem] = std::from_chars(digits.data(), end, code, 16);
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    if (problem != std::errc{} || rest != end || code > 0x10FFFF || surrogate)
      note(place, "escape is not a Unicode code point");
    else
      append_utf8(out, code);
    i = close;
  }
  return arena_.copy(std::string_view(out));
}

const Node* Parser::object() {
  const std::uint32_t begin = token().begin;
  const std::size_t mark = stack_.size();
  const bool in_body = std::exchange(in_body_, false);
  items(TokenKind::right_brace, "`}`", [this] { return object_item(); });
  in_body_ = in_body;
  return make_from_stack(NodeKind::object, begin, mark);
}

const Node* Parser::object_item() {
  const std::uint32_t begin = token().begin;
  if (accept(TokenKind::ellipsis))
    return make(NodeKind::spread, begin, {expression()});
  const bool is_resource = at_word("resource") && token(1).kind != TokenKind::colon;
  if (at(TokenKind::at) || is_resource) {
    const Statement* nested = statement();
    return make({.kind = NodeKind::nested_resource,
                 .begin = begin,
                 .end = last_end(),
                 .statement = nested});
  }
  const Node* key = nullptr;
  if (at(TokenKind::identifier)) {
    const std::string_view word = name({});
    key = make(NodeKind::string, begin, {}, word);
  } else if (at(TokenKind::string)) {
    key = string();
  } else if (at(TokenKind::string_start)) {
    key = interpolation();
  } else {
    return fail("expected the name of a property");
  }
  expect(TokenKind::colon, "`:`");
  if (!failed_ && token().after_newline)
    return fail("expected an expression");
  return make(NodeKind::property, begin, {key, expression()});
}

const Node* Parser::array() {
  const std::uint32_t begin = token().begin;
  if (at_word("for", 1) &&
      (token(2).kind == TokenKind::identifier || token(2).kind == TokenKind::left_paren)) {
    return for_loop(begin);
  }
  const std::size_t mark = stack_.size();
  items(TokenKind::right_square, "`]`", [this] {
    const std::uint32_t begin_item = token().begin;
    if (!accept(TokenKind::ellipsis))
      return expression();
    return make(NodeKind::spread, begin_item, {expression()});
  });
  return make_from_stack(NodeKind::array, begin, mark);
}

const Node* Parser::for_loop(std::uint32_t begin) {
  advance();
  advance();
  const Nest nest(*this);
  const Newlines newlines(*this, false);
  const Node* index = make({.begin = token().begin, .end = token().begin});
  std::string_view item;
  if (accept(TokenKind::left_paren)) {
    item = name("the name of the item");
    expect(TokenKind::comma, "`,`");
    const std::uint32_t index_begin = token().begin;
    const std::string_view index_name = name("the name of the index");
    index = make(NodeKind::name, index_begin, {}, index_name);
    expect(TokenKind::right_paren, "`)`");
  } else {
    item = name("the name of the item");
  }
  if (!accept_word("in"))
    return fail("expected `in`");
  const bool in_body = std::exchange(in_body_, false);
  const Node* list = expression();
  in_body_ = in_body;
  expect(TokenKind::colon, "`:`");
  const Node* inner = body();
  expect(TokenKind::right_square, "`]`");
  return make(NodeKind::for_loop, begin, {index, list, inner}, item);
}

/// The body of a resource, a module or a loop.
const Node* Parser::body() {
  const std::uint32_t begin = token().begin;
  if (!in_body_ || !at_word("if") || token(1).kind != TokenKind::left_paren)
    return expression();
  advance();
  const Node* condition = parenthesized();
  if (!at(TokenKind::left_brace))
    return fail("expected `{`");
  return make(NodeKind::condition, begin, {condition, object()});
}

}  // namespace cachewarden::inline v0::bicep
