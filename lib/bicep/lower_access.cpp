#include <utility>

#include "bicep/lowering.hpp"
#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::ExprKind;
using templates::Origin;
using templates::UnknownKind;

namespace {

bool is_try(const Expr* expr) {
  return expr->kind == ExprKind::call &&
         (expr->text == "tryGet" || expr->text == "tryIndexFromEnd");
}

}  // namespace

Lowering::Chain Lowering::chain(const Node& node, const Env& env) {
  switch (node.kind) {
    case NodeKind::non_null:
      return {chain(node.child(0), env).value, false};
    case NodeKind::member:
    case NodeKind::index:
      break;
    default:
      return {expression(node, env), false};
  }
  if (depth_ >= max_depth)
    return {fail("bicep-limit", "expressions refer to each other too deeply", origin(node, env))};
  ++depth_;
  const std::string_view name = member_name(node);
  std::optional<Chain> result;
  if (!name.empty())
    result = member_of_symbol(node, name, env);
  if (!result)
    result = node.is(NodeKind::member) ? member(node, env) : item(node, env);
  --depth_;
  return *result;
}

/// One more step of an access that may be safe: behind a `.?` further steps are arguments of the
/// same tryGet(), so that a miss anywhere gives null.
Lowering::Chain Lowering::step(const Chain& base, const Expr* key, bool safe, Origin at) {
  if (!safe && base.open && is_try(base.value)) {
    std::vector<const Expr*> arguments(base.value->children.begin(), base.value->children.end());
    arguments.push_back(key);
    return {unit_.call(base.value->text, arguments, at), true};
  }
  return {call("tryGet", {base.value, key}, at), true};
}

Lowering::Chain Lowering::member(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  const Chain base = chain(node.child(0), env);
  if (node.safe || base.open)
    return step(base, text(node.text, at), node.safe, at);
  return {unit_.member(base.value, node.text, at), false};
}

Lowering::Chain Lowering::item(const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  if (const Ref ref = resource_of(node, env))
    return {whole(ref, at), false};
  const Chain base = chain(node.child(0), env);
  const Expr* key = expression(node.child(1), env);
  if (!node.from_end) {
    if (node.safe || base.open)
      return step(base, key, node.safe, at);
    return {unit_.index(base.value, key, at), false};
  }
  if (node.safe)
    return {call("tryIndexFromEnd", {base.value, key}, at), true};
  if (!base.open)
    return {call("indexFromEnd", {base.value, key}, at), false};
  const Expr* place =
      unit_.object(std::vector<const Expr*>{text("value", at), key, text("fromEnd", at),
                                            unit_.boolean(true, at)},
                   at);
  return step(base, place, false, at);
}

/// Members of resources, modules, imported namespaces and base parameters; nothing for others.
std::optional<Lowering::Chain> Lowering::member_of_symbol(const Node& node, std::string_view name,
                                                          const Env& env) {
  const Node& base = bare(node.child(0));
  if (const Ref ref = resource_of(base, env); ref && !ref.all)
    return resource_member(ref, node, name, env);
  if (const auto handle = handle_of(base, env))
    return handle_member(*handle, node, name, origin(node, env));
  if (member_name(base) == "outputs") {
    const Node& owner = bare(base.child(0));
    if (const Ref ref = resource_of(owner, env); ref && !ref.all && ref.info->is_module)
      return module_output(ref, base.safe, node, name, env);
    const Local* local = owner.is(NodeKind::name) ? find_local(owner.text, env) : nullptr;
    if (local != nullptr && local->is_module) {
      const Origin at = origin(node, env);
      return Chain{unit_.member(member(node, env).value, "value", at), false};
    }
  }
  if (!base.is(NodeKind::name) || find_local(base.text, env) != nullptr)
    return std::nullopt;
  const Symbol* symbol = find_symbol(base.text, env);
  const Origin at = origin(node, env);
  if (symbol != nullptr && symbol->statement->kind == StatementKind::import_all) {
    Space* space = imported_space(*symbol->statement, *env.space);
    if (space == nullptr)
      return Chain{unknown(name, at, UnknownKind::module)};
    return Chain{variable_of(name, *space, at)};
  }
  if (symbol == nullptr && is_parameters_file_ && base.text == "base")
    return Chain{base_parameter(name, *env.space, at)};
  return std::nullopt;
}

/// What a conditional resource gives when it is asked safely.
const Expr* Lowering::unless_left_out(const Ref& ref, const Expr* value, Origin at) {
  if (ref.info->condition == nullptr)
    return value;
  const Turn turn(*this, ref);
  return call("if", {condition_of(*ref.info, turn.env), value, unit_.null(at)}, at);
}

Lowering::Chain Lowering::resource_member(const Ref& ref, const Node& node, std::string_view name,
                                          const Env& env) {
  const Origin at = origin(node, env);
  const ResourceInfo& info = *ref.info;
  const bool is_arm = extension_of(info).empty();
  const Expr* value = nullptr;
  if (equal_folded(name, "name") && is_arm)
    value = own_name(ref);
  else if (equal_folded(name, "id") && is_arm)
    value = id_of(ref, at);
  else if (equal_folded(name, "type"))
    value = text(info.type, at);
  else if (equal_folded(name, "apiVersion"))
    value = text(info.api_version, at);
  else if (info.is_module || !is_arm)
    value = unit_.member(reference(ref, false, at), name, at);
  else if (equal_folded(name, "properties"))
    value = reference(ref, false, at);
  else if (node.safe)
    return step({unless_left_out(ref, reference(ref, true, at), at)}, text(name, at), true, at);
  else
    value = unit_.member(reference(ref, true, at), name, at);
  if (!node.safe)
    return {value, false};
  return {unless_left_out(ref, value, at), true};
}

Lowering::Chain Lowering::module_output(const Ref& ref, bool is_safe, const Node& node,
                                        std::string_view name, const Env& env) {
  const Origin at = origin(node, env);
  if (is_secure_output(*ref.info, name)) {
    const Expr* secrets = call("listOutputsWithSecureValues",
                               {symbol_of(ref, at), text(ref.info->api_version, at)}, at);
    if (!is_safe && !node.safe)
      return {unit_.member(secrets, name, at), false};
    return step({unless_left_out(ref, secrets, at)}, text(name, at), true, at);
  }
  const Expr* outputs = unit_.member(reference(ref, false, at), "outputs", at);
  if (!is_safe && !node.safe)
    return {unit_.member(unit_.member(outputs, name, at), "value", at), false};
  const Chain output = step({unless_left_out(ref, outputs, at)}, text(name, at), true, at);
  return step(output, text("value", at), false, at);
}

const Expr* Lowering::call(const Node& node, const Env& env) {
  if (const Expr* result = user_function(node.text, node, env))
    return result;
  return builtin(node.text, node, env);
}

const Expr* Lowering::method(const Node& node, const Env& env) {
  const Node& base = bare(node.child(0));
  const Origin at = origin(node, env);
  if (const Ref ref = resource_of(base, env); ref && !ref.all)
    return resource_method({id_of(ref, at), ref.info->type, ref.info->api_version},
                           ref.info->symbol, node, env);
  if (const auto handle = handle_of(base, env))
    return resource_method(*handle, last_name(base), node, env);
  if (base.is(NodeKind::name) && find_local(base.text, env) == nullptr) {
    const Symbol* symbol = find_symbol(base.text, env);
    if (symbol == nullptr && (base.text == "sys" || base.text == "az"))
      return builtin(node.text, node, env);
    if (symbol == nullptr && base.text == "this" && node.text == "exists")
      return call("not", {call("empty", {call("target", {text("full", at)}, at)}, at)}, at);
    if (symbol == nullptr && base.text == "this" && node.text == "existingResource")
      return call("target", {text("full", at)}, at);
    if (symbol != nullptr && symbol->statement->kind == StatementKind::import_all) {
      Space* space = imported_space(*symbol->statement, *env.space);
      if (space == nullptr)
        return unknown(std::string(node.text) + "()", at, UnknownKind::module);
      return function_of(node.text, *space, node, env);
    }
  }
  return fail("bicep-name", "no function `" + std::string(node.text) + "` of this value", at);
}

const Expr* Lowering::builtin(std::string_view name, const Node& node, const Env& env) {
  if (const auto value = compile_time(name, node, env))
    return *value;
  const auto nodes = arguments_of(node);
  const bool of_modules = !nodes.empty() && is_module_collection(*nodes[0], env);
  std::vector<const Expr*> arguments;
  for (const Node* argument : nodes) {
    arguments.push_back(argument->is(NodeKind::lambda) ? lambda(*argument, env, of_modules)
                                                       : expression(*argument, env));
  }
  return unit_.call(name, arguments, origin(node, env));
}

bool Lowering::is_module_collection(const Node& node, const Env& env) {
  const Node& inner = bare(node);
  if (!inner.is(NodeKind::name) && !inner.is(NodeKind::call))
    return false;
  if (inner.is(NodeKind::call)) {
    const bool passes_on = inner.text == "filter" || inner.text == "sort" || inner.text == "skip" ||
                           inner.text == "take";
    return passes_on && !inner.children.empty() && is_module_collection(inner.child(0), env);
  }
  const Ref ref = resource_of(inner, env);
  return ref.all && ref.info->is_module;
}

/// list*() functions get the resource's id and, unless said, its version.
const Expr* Lowering::resource_method(const Handle& resource, std::string_view symbol,
                                      const Node& node, const Env& env) {
  const Origin at = origin(node, env);
  if (node.text == "getSecret")
    return unknown(std::string(symbol) + ".getSecret()", at, UnknownKind::list, true);
  if (!starts_with_folded(node.text, "list"))
    return fail("bicep-name", "no function `" + std::string(node.text) + "` of a resource", at);
  std::vector<const Expr*> arguments = {resource.id};
  for (const Node* argument : arguments_of(node))
    arguments.push_back(expression(*argument, env));
  if (arguments.size() == 1)
    arguments.push_back(text(resource.api_version, at));
  return unit_.call(node.text, arguments, at);
}

}  // namespace cachewarden::inline v0::bicep
