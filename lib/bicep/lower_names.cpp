#include <algorithm>
#include <utility>

#include "bicep/lowering.hpp"
#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::ExprKind;
using templates::Origin;
using templates::Program;

namespace {

constexpr std::string_view function_namespace = "__bicep.";

template <class T>
const T* find_named(const std::vector<T>& list, std::string_view name) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const T& item) { return equal_folded(item.name, name); });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const Local* Lowering::find_local(std::string_view name, const Env& env) const {
  const Local* local = env.locals;
  while (local != nullptr && local->name != name)
    local = local->outer;
  return local;
}

/// Nested resources are seen in the bodies of their containers.
const ResourceInfo* Lowering::find_nested(std::string_view name, const ResourceInfo* inside) {
  for (; inside != nullptr; inside = inside->container) {
    for (const ResourceInfo* nested : inside->nested) {
      if (nested->statement->name == name)
        return nested;
    }
  }
  return nullptr;
}

const Symbol* Lowering::find_symbol(std::string_view name, const Env& env) const {
  return env.space->file != nullptr ? env.space->file->find(name) : nullptr;
}

Ref Lowering::resource_of(const Node& node, const Env& env) {
  const Node& inner = bare(node);
  if (inner.is(NodeKind::name))
    return resource_of_name(inner, env);
  if (inner.is(NodeKind::index) && !inner.from_end) {
    Ref base = resource_of(inner.child(0), env);
    if (!base.all)
      return {};
    return {.info = base.info, .index = expression(inner.child(1), env)};
  }
  if (!inner.is(NodeKind::nested))
    return {};
  const Ref base = resource_of(inner.child(0), env);
  if (!base)
    return {};
  for (const ResourceInfo* nested : base.info->nested) {
    if (nested->statement->name == inner.text)
      return {.info = nested, .all = nested->loop != nullptr};
  }
  return {};
}

Ref Lowering::resource_of_name(const Node& node, const Env& env) {
  if (const Local* local = find_local(node.text, env))
    return local->item;
  if (env.space != own_)
    return {};
  if (const ResourceInfo* nested = find_nested(node.text, env.inside))
    return {.info = nested, .all = nested->loop != nullptr};
  const Symbol* symbol = find_symbol(node.text, env);
  if (symbol == nullptr)
    return {};
  if (const ResourceInfo* info = symbol->resource)
    return {.info = info, .all = info->loop != nullptr};
  return symbol->statement->kind == StatementKind::variable ? alias_of(*symbol->statement) : Ref{};
}

/// The resource that a variable is another name for.
Ref Lowering::alias_of(const Statement& variable) {
  if (const auto known = aliases_.find(&variable); known != aliases_.end())
    return known->second;
  const Node* value = variable.value;
  if (value == nullptr)
    return {};
  const Node& inner = bare(*value);
  const bool may_be = inner.is(NodeKind::name) || inner.is(NodeKind::nested) ||
                      (inner.is(NodeKind::index) && bare(inner.child(0)).is(NodeKind::name));
  if (!may_be || depth_ >= max_depth)
    return {};
  ++depth_;
  const Ref result = resource_of(inner, {.space = own_});
  --depth_;
  aliases_.emplace(&variable, result);
  return result;
}

/// If a loop goes over the resources of another loop, its item is one of them.
Ref Lowering::item_of(const Node& list, const Env& env, const Expr* index) {
  const Ref whole = resource_of(list, env);
  return whole.all ? Ref{.info = whole.info, .index = index} : Ref{};
}

const Expr* Lowering::name(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  if (const Local* local = find_local(node.text, env))
    return local->item ? whole(local->item, at) : local->value;
  if (const Ref ref = resource_of_name(node, env))
    return whole(ref, at);
  const Symbol* symbol = find_symbol(node.text, env);
  if (symbol == nullptr) {
    // A part of a file is shown with the parameters that it takes its values from.
    fail("bicep-name", "`" + std::string(node.text) + "` is not declared", at);
    return unknown("parameters('" + std::string(node.text) + "')", at,
                   templates::UnknownKind::parameter);
  }
  if (const auto handle = handle_of(node, env))
    return whole(*handle, at);
  switch (symbol->statement->kind) {
    case StatementKind::parameter:
      return parameter_of(node.text, *env.space, at);
    case StatementKind::variable:
    case StatementKind::import_list:
      return variable_of(node.text, *env.space, at);
    default:
      return fail("bicep-name", "`" + std::string(node.text) + "` is no value", at);
  }
}

const Expr* Lowering::parameter_of(std::string_view name, const Space& space, Origin at) {
  if (is_parameters_file_)
    return call("variables", {text(space.prefix + "params." + std::string(name), at)}, at);
  return call("parameters", {text(name, at)}, at);
}

const Expr* Lowering::variable_of(std::string_view name, Space& space, Origin at) {
  const Symbol* symbol = space.file != nullptr ? space.file->find(name) : nullptr;
  if (symbol != nullptr && symbol->imported != nullptr) {
    Space* other = imported_space(*symbol->statement, space);
    if (other == nullptr || depth_ >= max_depth)
      return unknown(name, at, templates::UnknownKind::module);
    ++depth_;
    const Expr* result = variable_of(symbol->imported->name, *other, at);
    --depth_;
    return result;
  }
  const bool is_variable =
      space.json != nullptr
          ? find_named(space.json->variables, name) != nullptr
          : symbol != nullptr && symbol->statement->kind == StatementKind::variable;
  if (!is_variable)
    return fail("bicep-import", "no variable `" + std::string(name) + "` to import", at);
  request(space, name);
  return call("variables", {text(space.prefix + std::string(name), at)}, at);
}

/// Null if there is no user-defined function of that name.
const Expr* Lowering::user_function(std::string_view name, const Node& node, const Env& env) {
  const Symbol* symbol = find_symbol(name, env);
  if (symbol == nullptr)
    return nullptr;
  if (symbol->statement->kind == StatementKind::function)
    return function_of(name, *env.space, node, env);
  if (symbol->imported == nullptr)
    return nullptr;
  Space* space = imported_space(*symbol->statement, *env.space);
  if (space == nullptr)
    return unknown(std::string(name) + "()", origin(node, env), templates::UnknownKind::module);
  return function_of(symbol->imported->name, *space, node, env);
}

const Expr* Lowering::function_of(std::string_view name, Space& space, const Node& node,
                                  const Env& env) {
  request(space, name);
  const std::string prefix = space.prefix.empty() ? std::string(function_namespace) : space.prefix;
  return unit_.call(prefix + std::string(name), expressions(arguments_of(node), env),
                    origin(node, env));
}

Space* Lowering::imported_space(const Statement& import, const Space& space) {
  if (import.target == nullptr || !import.target->is(NodeKind::string) || space.file == nullptr)
    return nullptr;
  const std::string key = space.file->path + "\n" + std::string(import.target->text);
  if (const auto known = imports_.find(key); known != imports_.end())
    return known->second;
  const Target target = project_.target(*space.file, import.target->text);
  Space*& result = imports_[key];
  if (target.bicep == nullptr && target.json == nullptr) {
    project_.report(templates::Severity::warning, "bicep-import", target.gap,
                    origin(*import.target, space));
    return nullptr;
  }
  result = target.bicep != nullptr ? space_of(*target.bicep) : space_of(*target.json);
  return result;
}

Space* Lowering::space_of(const SourceFile& file) {
  for (const auto& space : spaces_) {
    if (space->file == &file)
      return space.get();
  }
  return add_space({.file = &file});
}

Space* Lowering::space_of(const Program& json) {
  for (const auto& space : spaces_) {
    if (space->json == &json)
      return space.get();
  }
  return add_space({.json = &json});
}

Space* Lowering::add_space(Space space) {
  space.prefix = "_" + std::to_string(spaces_.size()) + ".";
  return spaces_.emplace_back(std::make_unique<Space>(std::move(space))).get();
}

/// Makes a declaration of an imported file part of the program, once.
void Lowering::request(Space& space, std::string_view name) {
  if (&space == own_ || !space.requested.emplace(name).second)
    return;
  if (space.json != nullptr)
    return import_json(space, name);
  if (const Symbol* symbol = space.file->find(name))
    queue_.emplace_back(&space, symbol->statement);
}

void Lowering::import_json(Space& space, std::string_view name) {
  const std::string own_name = space.prefix + std::string(name);
  const std::string function_name = std::string(function_namespace) + std::string(name);
  if (const auto* variable = find_named(space.json->variables, name))
    program_.variables.push_back({own_name, renamed(variable->value, space), variable->origin});
  if (const auto* definition = find_named(space.json->definitions, name))
    program_.definitions.push_back({own_name, renamed(definition->type, space)});
  const auto* function = find_named(space.json->functions, function_name);
  if (function == nullptr)
    return;
  templates::Function copy = *function;
  copy.name = own_name;
  copy.body = renamed(function->body, space);
  copy.output = function->output != nullptr ? renamed(function->output, space) : nullptr;
  for (templates::TypeMember& parameter : copy.parameters)
    parameter.type = renamed(parameter.type, space);
  program_.functions.push_back(std::move(copy));
}

/// A template's expression with the variables and functions it uses imported too.
const Expr* Lowering::renamed(const Expr* expr, Space& space) {
  if (expr == nullptr || (expr->children.empty() && expr->kind != ExprKind::call))
    return expr;
  if (depth_ >= max_depth)
    return fail("bicep-limit", "expressions refer to each other too deeply", expr->origin);
  ++depth_;
  std::vector<const Expr*> children;
  for (const Expr* child : expr->children)
    children.push_back(renamed(child, space));
  std::string name(expr->text);
  if (expr->kind == ExprKind::call && equal_folded(name, "variables") && !children.empty() &&
      children[0]->kind == ExprKind::string) {
    request(space, children[0]->text);
    children[0] = text(space.prefix + std::string(children[0]->text), children[0]->origin);
  }
  if (expr->kind == ExprKind::call && name.starts_with(function_namespace)) {
    name.erase(0, function_namespace.size());
    request(space, name);
    name = space.prefix + name;
  }
  --depth_;
  switch (expr->kind) {
    case ExprKind::array:
      return unit_.array(children, expr->origin);
    case ExprKind::object:
      return unit_.object(children, expr->origin);
    case ExprKind::call:
      return unit_.call(name, children, expr->origin);
    case ExprKind::member:
      return unit_.member(children[0], name, expr->origin);
    case ExprKind::index:
      return unit_.index(children[0], children[1], expr->origin);
    case ExprKind::loop:
      return unit_.loop(name, children[0], children[1], expr->origin);
    default:
      return expr;
  }
}

const templates::Type* Lowering::renamed(const templates::Type* type, Space& space) {
  if (type == nullptr || depth_ >= max_depth)
    return type;
  ++depth_;
  templates::Type& copy = unit_.add_type();
  copy = *type;
  constexpr std::string_view definitions = "#/definitions/";
  if (copy.reference.starts_with(definitions)) {
    const std::string rest = copy.reference.substr(definitions.size());
    request(space, rest.substr(0, rest.find('/')));
    copy.reference = std::string(definitions) + space.prefix + rest;
  }
  for (templates::TypeMember& member : copy.properties)
    member.type = renamed(member.type, space);
  for (templates::TypeMember& member : copy.variants)
    member.type = renamed(member.type, space);
  for (const templates::Type*& item : copy.prefix_items)
    item = renamed(item, space);
  copy.additional = renamed(copy.additional, space);
  copy.items = renamed(copy.items, space);
  --depth_;
  return &copy;
}

}  // namespace cachewarden::inline v0::bicep
