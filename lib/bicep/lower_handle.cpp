#include <vector>

#include "bicep/lowering.hpp"
#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::Origin;

/// The resource that a parameter or a module's output of a resource type stands for.
std::optional<Lowering::Handle> Lowering::handle_of(const Node& node, const Env& env) {
  const Node& inner = bare(node);
  if (!inner.is(NodeKind::name))
    return handle_of_output(inner, env);
  if (find_local(inner.text, env) != nullptr)
    return std::nullopt;
  const Symbol* symbol = find_symbol(inner.text, env);
  if (symbol == nullptr || symbol->statement->kind != StatementKind::parameter)
    return std::nullopt;
  const std::string_view type = resource_type_of(symbol->statement->type);
  if (type.empty())
    return std::nullopt;
  return make_handle(parameter_of(inner.text, *env.space, origin(inner, env)), type);
}

std::optional<Lowering::Handle> Lowering::handle_of_output(const Node& node, const Env& env) {
  const std::string_view name = member_name(node);
  const Node* outputs = name.empty() ? nullptr : &bare(node.child(0));
  if (outputs == nullptr || member_name(*outputs) != "outputs")
    return std::nullopt;
  const Ref ref = resource_of(outputs->child(0), env);
  if (!ref || ref.all || !ref.info->is_module)
    return std::nullopt;
  const Node* path = ref.info->statement->target;
  const Target target =
      path != nullptr && path->is(NodeKind::string) ? project_.target(file_, path->text) : Target{};
  const Statement* output =
      target.bicep != nullptr ? target.bicep->syntax.find(StatementKind::output, name) : nullptr;
  const std::string_view type =
      output != nullptr ? resource_type_of(output->type) : std::string_view();
  if (type.empty())
    return std::nullopt;
  return make_handle(module_output(ref, outputs->safe, node, name, env).value, type);
}

Lowering::Handle Lowering::make_handle(const Expr* id, std::string_view type) {
  const std::size_t at = type.find('@');
  return {.id = id,
          .type = type.substr(0, at),
          .api_version = at == type.npos ? std::string_view() : type.substr(at + 1)};
}

/// Of a resource that is known by its id alone the service tells everything but what the id says.
Lowering::Chain Lowering::handle_member(const Handle& handle, const Node& node,
                                        std::string_view name, Origin at) {
  if (equal_folded(name, "id"))
    return {handle.id};
  if (equal_folded(name, "name"))
    return {call("last", {call("split", {handle.id, text("/", at)}, at)}, at)};
  if (equal_folded(name, "type"))
    return {text(handle.type, at)};
  if (equal_folded(name, "apiVersion"))
    return {text(handle.api_version, at)};
  if (node.safe)
    return step({whole(handle, at)}, text(name, at), true, at);
  if (equal_folded(name, "properties"))
    return {call("reference", {handle.id, text(handle.api_version, at)}, at)};
  return {unit_.member(whole(handle, at), name, at)};
}

const Expr* Lowering::whole(const Handle& handle, Origin at) {
  return call("reference", {handle.id, text(handle.api_version, at), text("full", at)}, at);
}

/// The value of what is declared as a resource: an id.
const Expr* Lowering::handed_over(const Node& node, const Env& env) {
  const Node& inner = bare(node);
  const Origin at = origin(inner, env);
  if (inner.is(NodeKind::ternary)) {
    return call("if",
                {expression(inner.child(0), env), handed_over(inner.child(1), env),
                 handed_over(inner.child(2), env)},
                at);
  }
  if (const Ref ref = resource_of(inner, env); ref && !ref.all && !ref.info->is_module)
    return id_of(ref, at);
  if (const auto handle = handle_of(inner, env))
    return handle->id;
  return expression(node, env);
}

/// The id of the vault that a `getSecret()` asks; null if it is no vault of the file.
const Expr* Lowering::vault_id(const Node& node, const Env& env) {
  const Ref vault = resource_of(node.child(0), env);
  if (vault)
    return vault.all ? nullptr : id_of(vault, origin(node, env));
  const auto handle = handle_of(node.child(0), env);
  return handle ? handle->id : nullptr;
}

}  // namespace cachewarden::inline v0::bicep
