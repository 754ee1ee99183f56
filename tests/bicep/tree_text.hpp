#pragma once

#include <string>
#include <string_view>

#include "cachewarden/bicep/syntax.hpp"

/// Trees as text, so that tests are tables of source and tree.
namespace cachewarden::inline v0::bicep {

inline std::string_view operator_text(Operator op) {
  switch (op) {
    case Operator::none:
      break;
    case Operator::negate:
    case Operator::subtract:
      return "-";
    case Operator::logical_not:
      return "!";
    case Operator::multiply:
      return "*";
    case Operator::divide:
      return "/";
    case Operator::remainder:
      return "%";
    case Operator::add:
      return "+";
    case Operator::less:
      return "<";
    case Operator::less_or_equal:
      return "<=";
    case Operator::greater:
      return ">";
    case Operator::greater_or_equal:
      return ">=";
    case Operator::equal:
      return "==";
    case Operator::not_equal:
      return "!=";
    case Operator::equal_folded:
      return "=~";
    case Operator::not_equal_folded:
      return "!~";
    case Operator::logical_and:
      return "&&";
    case Operator::logical_or:
      return "||";
    case Operator::coalesce:
      return "??";
  }
  return "(none)";
}

inline std::string tree_text(const Statement& statement);

inline std::string tree_text(const Node* node);

inline std::string list_text(const Node& node, std::size_t first = 0) {
  std::string out;
  for (std::size_t i = first; i < node.children.size(); ++i)
    out += " " + tree_text(node.children[i]);
  return out;
}

inline std::string tree_text(const Node* pointer) {
  if (pointer == nullptr)
    return "(null pointer)";
  const Node& node = *pointer;
  const std::string text(node.text);
  const std::string rest = list_text(node);
  switch (node.kind) {
    case NodeKind::missing:
      return "(missing)";
    case NodeKind::null_literal:
      return "null";
    case NodeKind::boolean:
      return node.number != 0 ? "true" : "false";
    case NodeKind::integer:
      return std::to_string(node.number);
    case NodeKind::string:
      return "'" + text + "'";
    case NodeKind::interpolation:
      return "(text" + rest + ")";
    case NodeKind::name:
      return text;
    case NodeKind::object:
      return "{" + (rest.empty() ? rest : rest.substr(1)) + "}";
    case NodeKind::property:
      return tree_text(node.children[0]) + ":" + tree_text(node.children[1]);
    case NodeKind::spread:
      return "(..." + rest + ")";
    case NodeKind::nested_resource:
      return tree_text(*node.statement);
    case NodeKind::array:
      return "[" + (rest.empty() ? rest : rest.substr(1)) + "]";
    case NodeKind::parenthesized:
      return "(group" + rest + ")";
    case NodeKind::call:
      return "(call " + text + rest + ")";
    case NodeKind::member_call:
      return "(method " + text + rest + ")";
    case NodeKind::member:
      return std::string(node.safe ? "(.? " : "(. ") + rest.substr(1) + " " + text + ")";
    case NodeKind::nested:
      return "(:: " + rest.substr(1) + " " + text + ")";
    case NodeKind::index:
      return std::string("([") + (node.safe ? "?" : "") + (node.from_end ? "^" : "") + "]" + rest +
             ")";
    case NodeKind::non_null:
      return "(nonnull" + rest + ")";
    case NodeKind::unary:
    case NodeKind::binary:
      return "(" + std::string(operator_text(node.op)) + rest + ")";
    case NodeKind::ternary:
      return "(?" + rest + ")";
    case NodeKind::lambda:
      return "(=>" + rest + ")";
    case NodeKind::parameter:
      return text + rest;
    case NodeKind::for_loop:
      return "(for " + text + rest + ")";
    case NodeKind::condition:
      return "(if" + rest + ")";
    case NodeKind::nullable_type:
      return "(nullable" + rest + ")";
    case NodeKind::array_type:
      return "(array" + rest + ")";
    case NodeKind::item_type:
      return "(item" + rest + ")";
    case NodeKind::additional_type:
      return "(additional" + rest + ")";
    case NodeKind::union_type:
      return "(|" + rest + ")";
    case NodeKind::object_type:
      return "(object" + rest + ")";
    case NodeKind::type_property:
      return "(" + text + rest + ")";
    case NodeKind::tuple_type:
      return "(tuple" + rest + ")";
    case NodeKind::tuple_item:
      return node.children.size() == 1 ? rest.substr(1) : "(" + rest.substr(1) + ")";
    case NodeKind::generic_type:
      return "(" + text + rest + ")";
    case NodeKind::resource_type:
      return "(resource" + rest + ")";
  }
  return "(unknown)";
}

inline std::string_view kind_text(StatementKind kind) {
  switch (kind) {
    case StatementKind::broken:
      return "broken";
    case StatementKind::target_scope:
      return "targetScope";
    case StatementKind::metadata:
      return "metadata";
    case StatementKind::parameter:
      return "param";
    case StatementKind::variable:
      return "var";
    case StatementKind::type:
      return "type";
    case StatementKind::function:
      return "func";
    case StatementKind::resource:
      return "resource";
    case StatementKind::module:
      return "module";
    case StatementKind::output:
      return "output";
    case StatementKind::assertion:
      return "assert";
    case StatementKind::test:
      return "test";
    case StatementKind::import_list:
      return "import";
    case StatementKind::import_all:
      return "import-all";
    case StatementKind::extension:
      return "extension";
    case StatementKind::using_template:
      return "using";
    case StatementKind::extends:
      return "extends";
    case StatementKind::extension_config:
      return "extensionConfig";
  }
  return "(unknown)";
}

inline std::string tree_text(const Statement& statement) {
  std::string out = "<" + std::string(kind_text(statement.kind));
  if (!statement.name.empty())
    out += " " + std::string(statement.name);
  for (const ImportedName& item : statement.imports) {
    out += " " + std::string(item.name);
    if (item.alias != item.name)
      out += "=" + std::string(item.alias);
  }
  if (statement.target != nullptr)
    out += " " + tree_text(statement.target);
  if (statement.existing)
    out += " existing";
  if (statement.type != nullptr)
    out += " " + tree_text(statement.type);
  if (statement.value != nullptr)
    out += " = " + tree_text(statement.value);
  if (statement.with != nullptr)
    out += " with " + tree_text(statement.with);
  for (const Node* decorator : statement.decorators)
    out += " @" + tree_text(decorator);
  if (statement.broken)
    out += " broken";
  return out + ">";
}

/// All statements, and after them the errors as `offset message`.
inline std::string tree_text(const File& file) {
  std::string out;
  for (const Statement* statement : file.statements)
    out += (out.empty() ? "" : "\n") + tree_text(*statement);
  for (const SyntaxError& error : file.errors)
    out += "\n" + std::to_string(error.begin) + " " + error.message;
  return out;
}

}  // namespace cachewarden::inline v0::bicep
