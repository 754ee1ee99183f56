#include "bicep/parser.hpp"

namespace cachewarden::inline v0::bicep {

const Node* Parser::type() {
  const Nest nest(*this);
  const std::uint32_t begin = token().begin;
  accept(TokenKind::pipe);
  const Node* first = type_postfix();
  if (!at(TokenKind::pipe))
    return first;
  const std::size_t mark = stack_.size();
  stack_.push_back(first);
  while (accept(TokenKind::pipe))
    stack_.push_back(type_postfix());
  return make_from_stack(NodeKind::union_type, begin, mark);
}

const Node* Parser::type_postfix() {
  const Node* result = type_primary();
  while (!failed_) {
    if (goes_on_with(TokenKind::question)) {
      advance();
      result = make(NodeKind::nullable_type, result->begin, {result});
    } else if (goes_on_with(TokenKind::bang)) {
      advance();
      result = make(NodeKind::non_null, result->begin, {result});
    } else if (goes_on_with(TokenKind::left_square)) {
      result = type_index(result);
    } else if (accept(TokenKind::dot)) {
      if (accept(TokenKind::star)) {
        result = make(NodeKind::additional_type, result->begin, {result});
        continue;
      }
      const std::string_view member = name("the name of a property");
      if (at(TokenKind::less)) {
        result = type_arguments(result, member);
      } else {
        result = make(NodeKind::member, result->begin, {result}, member);
      }
    } else {
      break;
    }
  }
  return result;
}

const Node* Parser::type_index(const Node* base) {
  advance();
  if (accept(TokenKind::right_square))
    return make(NodeKind::array_type, base->begin, {base});
  if (accept(TokenKind::star)) {
    expect(TokenKind::right_square, "`]`");
    return make(NodeKind::item_type, base->begin, {base});
  }
  const Node* at = expression();
  expect(TokenKind::right_square, "`]`");
  return make(NodeKind::index, base->begin, {base, at});
}

const Node* Parser::type_primary() {
  if (failed_)
    return fail({});
  const std::uint32_t begin = token().begin;
  switch (token().kind) {
    case TokenKind::identifier:
      return type_name();
    case TokenKind::integer:
      return integer();
    case TokenKind::string:
      return string();
    case TokenKind::string_start:
      return interpolation();
    case TokenKind::minus:
    case TokenKind::bang:
      return unary();
    case TokenKind::left_brace:
      return object_type();
    case TokenKind::left_square:
      return tuple_type();
    case TokenKind::left_paren: {
      advance();
      const Newlines newlines(*this, true);
      const Node* inner = type();
      expect(TokenKind::right_paren, "`)`");
      return make(NodeKind::parenthesized, begin, {inner});
    }
    default:
      return fail("expected a type");
  }
}

const Node* Parser::type_name() {
  const std::uint32_t begin = token().begin;
  const std::string_view word = name({});
  if (word == "null")
    return make(NodeKind::null_literal, begin, {});
  if (word == "true" || word == "false") {
    return make({.kind = NodeKind::boolean,
                 .begin = begin,
                 .end = last_end(),
                 .number = word == "true" ? 1U : 0U});
  }
  if (word == "resource" && goes_on_with(TokenKind::string))
    return make(NodeKind::resource_type, begin, {string()});
  if (goes_on_with(TokenKind::less))
    return type_arguments(nullptr, word);
  return make(NodeKind::name, begin, {}, word);
}

/// `base.word<a, b>`; the namespace before the word means nothing.
const Node* Parser::type_arguments(const Node* base, std::string_view word) {
  const std::uint32_t begin = base != nullptr ? base->begin : token().begin;
  const std::size_t mark = stack_.size();
  advance();
  const Newlines newlines(*this, true);
  while (!failed_ && !at(TokenKind::greater)) {
    stack_.push_back(type());
    if (!accept(TokenKind::comma))
      break;
  }
  expect(TokenKind::greater, "`>`");
  return make_from_stack(NodeKind::generic_type, begin, mark, word);
}

const Node* Parser::object_type() {
  const std::uint32_t begin = token().begin;
  const std::size_t mark = stack_.size();
  items(TokenKind::right_brace, "`}`", [this] { return object_type_item(); });
  return make_from_stack(NodeKind::object_type, begin, mark);
}

const Node* Parser::object_type_item() {
  const std::uint32_t begin = token().begin;
  const std::span<const Node* const> decoration = decorators();
  std::string_view key = "*";
  if (at(TokenKind::identifier)) {
    key = name({});
  } else if (at(TokenKind::string)) {
    key = string()->text;
  } else if (!accept(TokenKind::star)) {
    return fail("expected the name of a property");
  }
  expect(TokenKind::colon, "`:`");
  const std::size_t mark = stack_.size();
  stack_.push_back(type());
  stack_.insert(stack_.end(), decoration.begin(), decoration.end());
  return make_from_stack(NodeKind::type_property, begin, mark, key);
}

const Node* Parser::tuple_type() {
  const std::uint32_t begin = token().begin;
  const std::size_t mark = stack_.size();
  items(TokenKind::right_square, "`]`", [this] {
    const std::uint32_t item_begin = token().begin;
    const std::span<const Node* const> decoration = decorators();
    const std::size_t item_mark = stack_.size();
    stack_.push_back(type());
    stack_.insert(stack_.end(), decoration.begin(), decoration.end());
    return make_from_stack(NodeKind::tuple_item, item_begin, item_mark);
  });
  return make_from_stack(NodeKind::tuple_type, begin, mark);
}

}  // namespace cachewarden::inline v0::bicep
