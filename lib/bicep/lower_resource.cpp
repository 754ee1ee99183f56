#include <algorithm>
#include <array>
#include <utility>

#include "bicep/lowering.hpp"
#include "cachewarden/base/fold.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::Origin;
using templates::ScopeKind;
using templates::Severity;
using templates::UnknownKind;

namespace {

constexpr std::string_view deployment_type = "Microsoft.Resources/deployments";
constexpr std::array<std::string_view, 4> structural = {"name", "parent", "scope", "dependsOn"};
constexpr std::array<std::string_view, 5> of_modules = {"name", "scope", "params", "dependsOn",
                                                        "extensionConfigs"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  for (const std::string_view candidate : names) {
    if (equal_folded(candidate, name))
      return true;
  }
  return false;
}

/// Whether a resource is handed over as its id: to what a module declares as a resource, which is
/// a string in a compiled one.
bool takes_resource(const Target& target, std::string_view name) {
  if (target.bicep != nullptr) {
    const Statement* parameter = target.bicep->syntax.find(StatementKind::parameter, name);
    return parameter != nullptr && !resource_type_of(parameter->type).empty();
  }
  if (target.json == nullptr)
    return false;
  const auto& parameters = target.json->parameters;
  return std::any_of(parameters.begin(), parameters.end(), [&](const auto& parameter) {
    return equal_folded(parameter.name, name) &&
           parameter.type->kind == templates::TypeKind::string;
  });
}

/// A version of the service: a date, perhaps with `-preview` and the like.
bool is_date(std::string_view version) {
  if (version.size() < 10)
    return false;
  for (std::size_t i = 0; i < 10; ++i) {
    const bool is_digit = version[i] >= '0' && version[i] <= '9';
    if (i == 4 || i == 7 ? version[i] != '-' : !is_digit)
      return false;
  }
  return true;
}

}  // namespace

void Lowering::resource(const ResourceInfo& info) {
  const Statement& statement = *info.statement;
  const Origin at{file_.document, statement.name_begin};
  templates::Resource result{.symbol = info.symbol, .origin = at};
  if (info.type.empty()) {
    if (!info.broken)
      fail("bicep-type", "the type of a resource must be a plain string", at);
    result.type = unknown(info.symbol + ".type", at);
  } else {
    result.type = text(info.type, at);
  }
  result.api_version = info.api_version.empty() ? nullptr : text(info.api_version, at);
  result.existing = statement.existing;
  result.extension = extension_of(info);
  if (info.broken || info.body == nullptr) {
    if (info.is_module)
      result.module = templates::Module{.gap = "the module cannot be read"};
    result.name = unknown(info.symbol + ".name", at);
    result.body = unit_.object(
        std::vector<const Expr*>{text("properties", at), unknown(info.symbol, at)}, at);
    program_.resources.push_back(std::move(result));
    return;
  }
  Ref ref{.info = &info};
  if (info.loop != nullptr) {
    const Origin loop = origin(*info.loop, *own_);
    ref.index = call("copyIndex", {}, loop);
    result.loop = templates::Loop{.name = std::string(statement.name),
                                  .count = call("length", {list_of(info)}, loop),
                                  .origin = loop};
  }
  const Turn turn(*this, ref);
  if (info.name == nullptr && !info.is_module && result.extension.empty())
    fail("bicep-resource", "resource `" + info.symbol + "` has no name", at);
  if (info.parent != nullptr && !parent_of(ref))
    fail("bicep-resource", "the parent of `" + info.symbol + "` is no resource of this file",
         origin(*info.parent, *own_));
  result.condition = condition_of(info, turn.env);
  result.name = result.extension.empty() ? full_name(ref) : nullptr;
  const Place place = place_of(ref);
  set_place(result, info, place);
  if (info.is_module)
    module(result, ref, place, turn.env);
  else
    result.body = body_of(info, turn.env);
  if (!info.is_module && !result.existing && equal_folded(info.type, deployment_type))
    raw_deployment(result);
  program_.resources.push_back(std::move(result));
}

/// The own condition and those of the resources in whose bodies it is declared.
const Expr* Lowering::condition_of(const ResourceInfo& info, const Env& env) {
  const Expr* own = info.condition != nullptr ? expression(*info.condition, env) : nullptr;
  if (info.container == nullptr)
    return own;
  const Expr* outer = condition_of(*info.container, {.space = own_, .inside = info.container});
  if (own == nullptr || outer == nullptr)
    return own != nullptr ? own : outer;
  return call("and", {outer, own}, own->origin);
}

const Expr* Lowering::body_of(const ResourceInfo& info, const Env& env) {
  const Origin at = origin(*info.body, env);
  const bool is_arm = extension_of(info).empty();
  std::vector<const Expr*> members;
  for (const Node* item : info.body->children) {
    if (!item->is(NodeKind::property))
      continue;
    const Node& key = item->child(0);
    if (key.is(NodeKind::string) && contains(structural, key.text) &&
        (is_arm || key.text == "dependsOn"))
      continue;
    members.push_back(expression(key, env));
    members.push_back(expression(item->child(1), env));
  }
  if (is_arm)
    return unit_.object(members, at);
  return unit_.object(std::vector<const Expr*>{text("properties", at), unit_.object(members, at)},
                      at);
}

/// Alias of the extension that a type belongs to, empty for the service's own types. Known by the
/// version: those of the service are dates.
std::string Lowering::extension_of(const ResourceInfo& info) const {
  if (info.is_module || info.api_version.empty() || is_date(info.api_version))
    return {};
  const bool is_graph = starts_with_folded(info.type, "Microsoft.Graph/");
  for (const Statement* extension : file_.extensions) {
    const std::string_view spec =
        extension->target != nullptr ? extension->target->text : std::string_view();
    const std::string name = folded(spec);
    const std::string_view alias =
        extension->name.empty() ? spec.substr(0, spec.find('@')) : extension->name;
    if ((name.find("graph") != name.npos) == is_graph)
      return std::string(alias);
  }
  return is_graph ? "microsoftGraph" : std::string();
}

void Lowering::set_place(templates::Resource& result, const ResourceInfo& info,
                         const Place& place) {
  const Origin at = result.origin;
  const bool sent = info.is_module || result.existing;
  switch (place.kind) {
    case Place::Kind::here:
      return;
    case Place::Kind::resource:
      result.scope = id_of(place.resource, at);
      return;
    case Place::Kind::tenant:
      if (file_.scope != ScopeKind::tenant)
        result.scope = text("/", at);
      return;
    case Place::Kind::management_group:
      if (place.name != nullptr)
        result.scope =
            call("format", {text("Microsoft.Management/managementGroups/{0}", at), place.name}, at);
      return;
    case Place::Kind::subscription:
      result.subscription_id = place.subscription;
      if (place.subscription == nullptr && file_.scope == ScopeKind::resource_group)
        result.subscription_id = unit_.member(call("subscription", {}, at), "subscriptionId", at);
      break;
    case Place::Kind::group:
      result.subscription_id = place.subscription;
      result.resource_group = place.name;
      break;
  }
  if (!sent)
    fail("bicep-scope",
         "resource `" + info.symbol + "` goes elsewhere than its file; only modules can", at);
}

void Lowering::module(templates::Resource& result, const Ref& ref, const Place& place,
                      const Env& env) {
  const ResourceInfo& info = *ref.info;
  const Origin at = result.origin;
  std::vector<const Expr*> members;
  const bool to_group =
      place.kind == Place::Kind::group ||
      (place.kind == Place::Kind::here && file_.scope == ScopeKind::resource_group);
  if (!to_group) {
    const std::string_view where =
        file_.scope == ScopeKind::resource_group ? "resourceGroup" : "deployment";
    members.push_back(text("location", at));
    members.push_back(unit_.member(call(where, {}, at), "location", at));
  }
  for (const Node* item : info.body->children) {
    if (!item->is(NodeKind::property) || contains(of_modules, item->child(0).text))
      continue;
    members.push_back(expression(item->child(0), env));
    members.push_back(expression(item->child(1), env));
  }
  members.push_back(text("properties", at));
  members.push_back(
      unit_.object(std::vector<const Expr*>{text("mode", at), text("Incremental", at)}, at));
  result.body = unit_.object(members, at);

  templates::Module content;
  const Node* path = info.statement->target;
  const bool has_path = path != nullptr && path->is(NodeKind::string);
  const Target target = has_path ? project_.target(file_, path->text)
                                 : Target{.gap = "the path of the module is no plain string"};
  if (const Node* parameters = property(*info.body, "params"))
    content.parameters = module_parameters(*parameters, target, env);
  content.gap = target.gap;
  content.program =
      target.bicep != nullptr ? project_.program(*target.bicep, content.gap) : target.json;
  if (content.program == nullptr)
    project_.report(Severity::warning, "module-content", templates::unknown_content(content.gap),
                    at);
  result.module = std::move(content);
}

/// `symbol-[index-]hash`, as the compiler names modules without a name.
const Expr* Lowering::module_name(const Ref& ref, Origin at) {
  constexpr std::size_t longest = 64 - 13 - 1;
  constexpr std::size_t longest_index = 4;
  const std::string symbol = ref.info->symbol;
  const Expr* deployment = unit_.member(call("deployment", {}, at), "name", at);
  const Expr* hash = call("uniqueString", {text(symbol, at), deployment}, at);
  if (ref.index == nullptr)
    return call("format", {text("{0}-{1}", at), text(symbol.substr(0, longest), at), hash}, at);
  return call("format",
              {text("{0}-{1}-{2}", at), text(symbol.substr(0, longest - longest_index), at),
               ref.index, hash},
              at);
}

const Expr* Lowering::module_parameters(const Node& node, const Target& target, const Env& env) {
  const Origin at = origin(node, env);
  std::vector<const Expr*> members;
  bool plain = node.is(NodeKind::object);
  for (const Node* item : node.children) {
    if (!plain || !item->is(NodeKind::property)) {
      plain = false;
      break;
    }
    members.push_back(expression(item->child(0), env));
    members.push_back(
        module_parameter(item->child(1), takes_resource(target, item->child(0).text), env));
  }
  if (plain)
    return unit_.object(members, at);
  const Expr* name = text("value", at);
  const Expr* value = call("createObject", {name, call("lambdaVariables", {name}, at)}, at);
  return call("mapValues", {expression(node, env), call("lambda", {name, value}, at)}, at);
}

/// `{value: ...}`, or for a secret that the service fetches `{reference: ...}`.
const Expr* Lowering::module_parameter(const Node& node, bool takes_resource, const Env& env) {
  const Origin at = origin(node, env);
  const Node& inner = bare(node);
  if (inner.is(NodeKind::ternary) && holds_secret_call(inner, env)) {
    return call("if",
                {expression(inner.child(0), env), module_parameter(inner.child(1), false, env),
                 module_parameter(inner.child(2), false, env)},
                at);
  }
  if (!holds_secret_call(inner, env)) {
    const Expr* value = takes_resource ? handed_over(node, env) : expression(node, env);
    return unit_.object(std::vector<const Expr*>{text("value", at), value}, at);
  }
  const auto arguments = arguments_of(inner);
  const auto object = [&](std::vector<const Expr*> parts) { return unit_.object(parts, at); };
  std::vector<const Expr*> parts = {text("keyVault", at),
                                    object({text("id", at), vault_id(inner, env)})};
  constexpr std::string_view names[] = {"secretName", "secretVersion"};
  for (std::size_t i = 0; i < arguments.size() && i < 2; ++i) {
    parts.push_back(text(names[i], at));
    parts.push_back(expression(*arguments[i], env));
  }
  return object({text("reference", at), object(parts)});
}

/// A `getSecret()` of a vault, also as a branch of ternary operators.
bool Lowering::holds_secret_call(const Node& node, const Env& env) {
  const Node& inner = bare(node);
  if (inner.is(NodeKind::ternary))
    return holds_secret_call(inner.child(1), env) || holds_secret_call(inner.child(2), env);
  return inner.is(NodeKind::member_call) && inner.text == "getSecret" &&
         vault_id(inner, env) != nullptr;
}

bool Lowering::is_secure_output(const ResourceInfo& info, std::string_view name) {
  const Node* path = info.statement->target;
  if (path == nullptr || !path->is(NodeKind::string))
    return false;
  const Target target = project_.target(file_, path->text);
  if (target.json != nullptr) {
    for (const templates::Output& output : target.json->outputs) {
      if (equal_folded(output.name, name))
        return output.type->secure;
    }
  }
  if (target.bicep == nullptr)
    return false;
  const Statement* output = target.bicep->syntax.find(StatementKind::output, name);
  if (output == nullptr)
    return false;
  if (decorator(output->decorators, "secure") != nullptr)
    return true;
  if (output->type == nullptr)
    return false;
  const TypeSite site = resolve(*output->type, *space_of(*target.bicep), 0);
  return decorator(site.decorators, "secure") != nullptr ||
         (site.type != nullptr && site.type->secure);
}

}  // namespace cachewarden::inline v0::bicep
