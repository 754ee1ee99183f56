#include <algorithm>
#include <utility>

#include "bicep/lowering.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::Origin;

namespace {

struct BinaryFunction {
  std::string_view name;
  bool negated = false;
  bool folded = false;
};

constexpr BinaryFunction binary_function(Operator op) noexcept {
  switch (op) {
    case Operator::multiply:
      return {"mul"};
    case Operator::divide:
      return {"div"};
    case Operator::remainder:
      return {"mod"};
    case Operator::add:
      return {"add"};
    case Operator::subtract:
      return {"sub"};
    case Operator::less:
      return {"less"};
    case Operator::less_or_equal:
      return {"lessOrEquals"};
    case Operator::greater:
      return {"greater"};
    case Operator::greater_or_equal:
      return {"greaterOrEquals"};
    case Operator::equal:
      return {"equals"};
    case Operator::not_equal:
      return {"equals", true};
    case Operator::equal_folded:
      return {"equals", false, true};
    case Operator::not_equal_folded:
      return {"equals", true, true};
    case Operator::logical_and:
      return {"and"};
    case Operator::logical_or:
      return {"or"};
    case Operator::coalesce:
      return {"coalesce"};
    default:
      return {"null"};
  }
}

bool has_spread(const Node& node) {
  return std::any_of(node.children.begin(), node.children.end(),
                     [](const Node* child) { return child->is(NodeKind::spread); });
}

/// The text as a piece of a format string.
void append_format(std::string& format, std::string_view piece) {
  for (const char c : piece) {
    format.push_back(c);
    if (c == '{' || c == '}')
      format.push_back(c);
  }
}

}  // namespace

const Expr* Lowering::expression(const Node& node, const Env& env) {
  if (depth_ >= max_depth)
    return fail("bicep-limit", "expressions refer to each other too deeply", origin(node, env));
  if (!spend(1, origin(node, env)))
    return unknown("error()", origin(node, env));
  ++depth_;
  const Expr* result = expression_node(node, env);
  --depth_;
  return result;
}

const Expr* Lowering::expression_node(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  const bool stands_alone = node.is(NodeKind::object) || node.is(NodeKind::array) ||
                            node.is(NodeKind::parenthesized) || node.is(NodeKind::for_loop);
  const InCall in_call(*this, in_call_ || !stands_alone || has_spread(node));
  switch (node.kind) {
    case NodeKind::null_literal:
      return unit_.null(at);
    case NodeKind::boolean:
      return unit_.boolean(node.number != 0, at);
    case NodeKind::integer:
      return unit_.integer(static_cast<std::int64_t>(node.number), at);
    case NodeKind::string:
      return text(node.text, at);
    case NodeKind::interpolation:
      return interpolation(node, env);
    case NodeKind::name:
      return name(node, env);
    case NodeKind::object:
      return object(node, env);
    case NodeKind::array:
      return array(node, env);
    case NodeKind::parenthesized:
      return expression(node.child(0), env);
    case NodeKind::call:
      return call(node, env);
    case NodeKind::member_call:
      return method(node, env);
    case NodeKind::member:
    case NodeKind::index:
    case NodeKind::non_null:
      return chain(node, env).value;
    case NodeKind::nested:
      if (const Ref ref = resource_of(node, env))
        return whole(ref, at);
      return fail("bicep-name", "no nested resource `" + std::string(node.text) + "`", at);
    case NodeKind::unary:
      return unary(node, env);
    case NodeKind::binary:
      return binary(node, env);
    case NodeKind::ternary:
      return call("if",
                  {expression(node.child(0), env), expression(node.child(1), env),
                   expression(node.child(2), env)},
                  at);
    case NodeKind::lambda:
      return lambda(node, env, false);
    case NodeKind::for_loop:
      return for_loop(node, env);
    default:
      return unknown("error()", at);  // the parser has reported it
  }
}

std::vector<const Expr*> Lowering::expressions(std::span<const Node* const> nodes, const Env& env) {
  std::vector<const Expr*> result;
  result.reserve(nodes.size() + 1);
  for (const Node* node : nodes)
    result.push_back(expression(*node, env));
  return result;
}

/// A spread cuts the object into chunks that shallowMerge() puts together.
const Expr* Lowering::object(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  std::vector<const Expr*> chunks;
  std::vector<const Expr*> members;
  const auto close_chunk = [&] {
    if (!members.empty())
      chunks.push_back(object_of(members, at));
    members.clear();
  };
  for (const Node* item : node.children) {
    if (item->is(NodeKind::property)) {
      members.push_back(expression(item->child(0), env));
      members.push_back(expression(item->child(1), env));
    } else if (item->is(NodeKind::spread)) {
      close_chunk();
      chunks.push_back(expression(item->child(0), env));
    }
  }
  if (!has_spread(node))
    return object_of(members, at);
  close_chunk();
  return call("shallowMerge", {unit_.array(chunks, at)}, at);
}

/// As an argument, an object with computed names is made by a function, as in a compiled template.
const Expr* Lowering::object_of(std::span<const Expr* const> members, Origin at) {
  bool is_plain = true;
  for (std::size_t i = 0; i < members.size(); i += 2)
    is_plain = is_plain && members[i]->kind == templates::ExprKind::string;
  return in_call_ && !is_plain ? unit_.call("createObject", members, at)
                               : unit_.object(members, at);
}

const Expr* Lowering::array(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  std::vector<const Expr*> chunks;
  std::vector<const Expr*> items;
  for (const Node* item : node.children) {
    if (!item->is(NodeKind::spread)) {
      items.push_back(expression(*item, env));
      continue;
    }
    if (!items.empty())
      chunks.push_back(unit_.array(items, at));
    items.clear();
    chunks.push_back(expression(item->child(0), env));
  }
  if (!has_spread(node))
    return unit_.array(items, at);
  if (!items.empty())
    chunks.push_back(unit_.array(items, at));
  return call("flatten", {unit_.array(chunks, at)}, at);
}

const Expr* Lowering::interpolation(const Node& node, const Env& env) {
  std::string format;
  std::vector<const Expr*> arguments(1);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const Node& piece = node.child(i);
    if (i % 2 == 0) {
      append_format(format, piece.text);
      continue;
    }
    format += "{" + std::to_string(arguments.size() - 1) + "}";
    arguments.push_back(expression(piece, env));
  }
  const Origin at = origin(node, env);
  arguments[0] = text(format, at);
  return unit_.call("format", arguments, at);
}

const Expr* Lowering::unary(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  const Node& operand = node.child(0);
  if (node.op == Operator::logical_not)
    return call("not", {expression(operand, env)}, at);
  if (operand.is(NodeKind::integer))
    return unit_.integer(static_cast<std::int64_t>(0 - operand.number), at);
  return call("sub", {unit_.integer(0, at), expression(operand, env)}, at);
}

const Expr* Lowering::binary(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  const BinaryFunction function = binary_function(node.op);
  const Expr* left = expression(node.child(0), env);
  const Expr* right = expression(node.child(1), env);
  if (function.folded) {
    left = call("toLower", {left}, at);
    right = call("toLower", {right}, at);
  }
  const Expr* result = call(function.name, {left, right}, at);
  return function.negated ? call("not", {result}, at) : result;
}

/// A loop in a value; loops of resources and outputs are handled where these are declared.
const Expr* Lowering::for_loop(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  const std::string loop = "for" + std::to_string(++loops_);
  const Expr* list = expression(node.child(1), env);
  const Expr* index = call("copyIndex", {text(loop, at)}, at);
  const Local item{.name = node.text,
                   .value = unit_.index(list, index, at),
                   .item = item_of(node.child(1), env, index),
                   .outer = env.locals};
  const Local number{.name = node.child(0).text, .value = index, .outer = &item};
  Env inner = env;
  inner.locals = &number;
  const Expr* body = expression(node.child(2), inner);
  return unit_.loop(loop, call("length", {list}, at), body, at);
}

const Expr* Lowering::lambda(const Node& node, const Env& env, bool of_modules) {
  const Origin at = origin(node, env);
  const std::size_t count = node.children.size() - 1;
  std::vector<Local> locals(count);
  std::vector<const Expr*> arguments;
  Env inner = env;
  for (std::size_t i = 0; i < count; ++i) {
    const Node& parameter = node.child(i);
    const Origin place = origin(parameter, env);
    arguments.push_back(text(parameter.text, place));
    locals[i] = {.name = parameter.text,
                 .value = call("lambdaVariables", {arguments.back()}, place),
                 .is_module = of_modules,
                 .outer = inner.locals};
    inner.locals = &locals[i];
  }
  arguments.push_back(expression(*node.children.back(), inner));
  return unit_.call("lambda", arguments, at);
}

}  // namespace cachewarden::inline v0::bicep
