#include <array>
#include <utility>

#include "bicep/parser.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

struct Word {
  std::string_view text;
  StatementKind kind;
};

constexpr std::array<Word, 17> words = {{
    {"assert", StatementKind::assertion},
    {"extends", StatementKind::extends},
    {"extension", StatementKind::extension},
    {"extensionConfig", StatementKind::extension_config},
    {"func", StatementKind::function},
    {"import", StatementKind::import_list},
    {"metadata", StatementKind::metadata},
    {"module", StatementKind::module},
    {"output", StatementKind::output},
    {"param", StatementKind::parameter},
    {"provider", StatementKind::extension},
    {"resource", StatementKind::resource},
    {"targetScope", StatementKind::target_scope},
    {"test", StatementKind::test},
    {"type", StatementKind::type},
    {"using", StatementKind::using_template},
    {"var", StatementKind::variable},
}};

}  // namespace

const Statement* Parser::statement() {
  statement_at_ = at_;
  Statement result{.begin = token().begin};
  result.decorators = decorators();
  statement_at_ = at_;
  if (nesting_ == 0)
    recover_at_ = failed_ ? at_ - 1 : at_;
  statement_body(result);
  result.end = std::max(last_end(), result.begin);
  return arena_.make<Statement>(result);
}

/// `@name(...)` or `@namespace.name(...)`, each on a line of its own.
std::span<const Node* const> Parser::decorators() {
  const std::size_t mark = stack_.size();
  while (accept(TokenKind::at)) {
    const Node* decorator = postfix();
    if (!failed_ && !decorator->is(NodeKind::call) && !decorator->is(NodeKind::member_call))
      note(decorator->begin, "expected the call of a decorator");
    else if (!failed_ && !at_line_end())
      note(token().begin, "expected a new line after a decorator");
    stack_.push_back(decorator);
  }
  return take_stack(mark);
}

void Parser::statement_body(Statement& result) {
  for (const Word& word : words) {
    if (!at_word(word.text))
      continue;
    result.kind = word.kind;
    advance();
    break;
  }
  switch (result.kind) {
    case StatementKind::broken:
      fail(result.decorators.empty() ? "expected a statement"
                                     : "expected a statement after a decorator");
      return;
    case StatementKind::target_scope:
      return assigned(result);
    case StatementKind::parameter:
    case StatementKind::variable:
    case StatementKind::output:
      return typed_value(result);
    case StatementKind::metadata:
    case StatementKind::assertion:
      declare(result);
      return assigned(result);
    case StatementKind::type:
      declare(result);
      expect(TokenKind::assign, "`=`");
      result.type = type();
      return;
    case StatementKind::function:
      return function(result);
    case StatementKind::resource:
    case StatementKind::module:
    case StatementKind::test:
      return deployed(result);
    case StatementKind::import_list:
    case StatementKind::import_all:
      return import_statement(result);
    case StatementKind::extension:
      return extension(result);
    case StatementKind::using_template:
    case StatementKind::extends:
      return using_template(result);
    case StatementKind::extension_config:
      return extension_config(result);
  }
}

void Parser::declare(Statement& result) {
  result.name_begin = token().begin;
  result.name = name("a name");
}

void Parser::assigned(Statement& result) {
  expect(TokenKind::assign, "`=`");
  result.value = expression();
}

/// param name [type] [= value], var name [type] = value, output name [type] = value
void Parser::typed_value(Statement& result) {
  declare(result);
  if (!at(TokenKind::assign) && !at_line_end())
    result.type = type();
  const bool optional = result.kind == StatementKind::parameter;
  if (optional && at_line_end())
    return;
  assigned(result);
}

/// func name(parameter type, ...) type => expression
void Parser::function(Statement& result) {
  declare(result);
  const std::uint32_t begin = token().begin;
  const std::size_t mark = stack_.size();
  expect(TokenKind::left_paren, "`(`");
  {
    const Newlines newlines(*this, true);
    while (!failed_ && !at(TokenKind::right_paren)) {
      const std::uint32_t parameter_begin = token().begin;
      const std::string_view parameter = name("the name of a parameter");
      const Node* parameter_type = type();
      stack_.push_back(make(NodeKind::parameter, parameter_begin, {parameter_type}, parameter));
      if (!accept(TokenKind::comma))
        break;
    }
    expect(TokenKind::right_paren, "`,` or `)`");
  }
  result.type = type();
  expect(TokenKind::arrow, "`=>`");
  stack_.push_back(expression());
  result.value = make_from_stack(NodeKind::lambda, begin, mark);
}

/// resource name 'type' [existing] = body, module name 'path' = body, test name 'path' = body
void Parser::deployed(Statement& result) {
  declare(result);
  if (at(TokenKind::string)) {
    result.target = string();
  } else if (at(TokenKind::string_start)) {
    result.target = interpolation();
  } else {
    fail(result.kind == StatementKind::resource ? "expected the type of the resource in quotes"
                                                : "expected a path in quotes");
    return;
  }
  result.existing = accept_word("existing");
  expect(TokenKind::assign, "`=`");
  if (!failed_ && !at(TokenKind::left_brace) && !at(TokenKind::left_square) && !at_word("if")) {
    fail("expected `{`, `[` or `if`");
    return;
  }
  in_body_ = true;
  result.value = body();
  in_body_ = false;
}

void Parser::import_statement(Statement& result) {
  if (at(TokenKind::left_brace)) {
    import_names(result);
  } else if (accept(TokenKind::star)) {
    result.kind = StatementKind::import_all;
    if (!accept_word("as")) {
      fail("expected `as`");
      return;
    }
    declare(result);
  } else {
    result.kind = StatementKind::extension;
    return extension(result);
  }
  if (!accept_word("from")) {
    fail("expected `from`");
    return;
  }
  if (!at(TokenKind::string) && !at(TokenKind::string_start)) {
    fail("expected a path in quotes");
    return;
  }
  result.target = primary();
}

void Parser::import_names(Statement& result) {
  std::vector<ImportedName> names;
  items(TokenKind::right_brace, "`}`", [&] {
    ImportedName item{.begin = token().begin};
    item.name = at(TokenKind::string) ? string()->text : name("a name");
    item.alias = accept_word("as") ? name("a name") : item.name;
    names.push_back(item);
    return static_cast<const Node*>(nullptr);
  });
  result.imports = arena_.copy(names);
}

/// extension 'path' | name [with object] [as name]
void Parser::extension(Statement& result) {
  if (!at(TokenKind::string) && !at(TokenKind::string_start) && !at(TokenKind::identifier)) {
    fail("expected the name or path of an extension");
    return;
  }
  result.name_begin = token().begin;
  result.target = primary();
  result.name = result.target->is(NodeKind::name) ? result.target->text : std::string_view{};
  if (accept_word("with"))
    result.with = expression();
  if (accept_word("as"))
    declare(result);
}

/// using 'path' | none [with object], extends 'path'
void Parser::using_template(Statement& result) {
  if (!at(TokenKind::string) && !at(TokenKind::string_start) && !at_word("none")) {
    fail("expected a path in quotes");
    return;
  }
  result.target = primary();
  if (accept_word("with"))
    result.with = expression();
}

void Parser::extension_config(Statement& result) {
  declare(result);
  if (accept_word("with")) {
    result.with = expression();
    return;
  }
  assigned(result);
}

}  // namespace cachewarden::inline v0::bicep
