#include <algorithm>
#include <utility>

#include "bicep/lowering.hpp"
#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::Origin;
using templates::ScopeKind;

namespace {

constexpr std::size_t max_ancestors = 32;

std::size_t levels(std::string_view type) {
  return static_cast<std::size_t>(std::count(type.begin(), type.end(), '/'));
}

}  // namespace

Lowering::Turn::Turn(Lowering& lowering, const Ref& ref) {
  env = {.space = lowering.own_, .inside = ref.info};
  const Node* loop = ref.info->loop;
  if (loop == nullptr || ref.index == nullptr)
    return;
  const Origin at = lowering.origin(*loop, env);
  item = {.name = loop->text,
          .value = lowering.unit_.index(lowering.list_of(*ref.info), ref.index, at),
          .item = lowering.item_of(loop->child(1), {.space = lowering.own_}, ref.index)};
  index = {.name = loop->child(0).text, .value = ref.index, .outer = &item};
  env.locals = &index;
}

/// What the loop of a resource goes over.
const Expr* Lowering::list_of(const ResourceInfo& info) {
  if (const auto known = lists_.find(&info); known != lists_.end())
    return known->second;
  const Expr* list = expression(info.loop->child(1), {.space = own_, .inside = info.container});
  lists_.emplace(&info, list);
  return list;
}

Ref Lowering::parent_of(const Ref& ref) {
  if (ref.info->container != nullptr)
    return {.info = ref.info->container};
  if (ref.info->parent == nullptr || ref.info->is_module)
    return {};
  const Turn turn(*this, ref);
  return resource_of(*ref.info->parent, turn.env);
}

/// The name as it is declared: of a child the last part only.
const Expr* Lowering::own_name(const Ref& ref) {
  const ResourceInfo& info = *ref.info;
  if (info.loop == nullptr) {
    if (const auto known = own_names_.find(&info); known != own_names_.end())
      return known->second;
  }
  const Origin at{file_.document, info.statement->name_begin};
  if (info.name == nullptr)
    return info.is_module ? module_name(ref, at) : unknown(info.symbol + ".name", at);
  if (!naming_.insert(&info).second)
    return fail("bicep-cycle", "the name of `" + info.symbol + "` depends on itself", at);
  const Turn turn(*this, ref);
  const Expr* result = expression(*info.name, turn.env);
  naming_.erase(&info);
  if (info.loop == nullptr)
    own_names_.emplace(&info, result);
  return result;
}

/// The names of the ancestors and the own one. A name of several parts is split for ids.
void Lowering::names_of(const Ref& ref, std::vector<const Expr*>& names, bool split) {
  std::vector<Ref> line = {ref};
  while (line.size() < max_ancestors) {
    const Ref parent = parent_of(line.back());
    if (!parent || parent.info == ref.info)
      break;
    line.push_back(parent);
  }
  const Ref& root = line.back();
  const std::size_t count = levels(root.info->type);
  const Expr* root_name = own_name(root);
  if (!split || count < 2) {
    names.push_back(root_name);
  } else {
    const Origin at = root_name->origin;
    const Expr* parts = call("split", {root_name, text("/", at)}, at);
    for (std::size_t i = 0; i < count; ++i)
      names.push_back(unit_.index(parts, unit_.integer(static_cast<std::int64_t>(i), at), at));
  }
  for (auto next = line.rbegin() + 1; next != line.rend(); ++next)
    names.push_back(own_name(*next));
}

const Expr* Lowering::full_name(const Ref& ref) {
  std::vector<const Expr*> names;
  names_of(ref, names, false);
  if (names.size() == 1)
    return names[0];
  std::string format;
  for (std::size_t i = 0; i < names.size(); ++i)
    format += (i == 0 ? "{" : "/{") + std::to_string(i) + "}";
  const Origin at = names.back()->origin;
  names.insert(names.begin(), text(format, at));
  return unit_.call("format", names, at);
}

const Expr* Lowering::id_of(const Ref& ref, Origin at) {
  const bool keeps = ref.index == nullptr;
  if (keeps) {
    if (const auto known = ids_.find(ref.info); known != ids_.end())
      return known->second;
  }
  if (depth_ >= max_depth)
    return fail("bicep-limit", "resources refer to each other too deeply", at);
  ++depth_;
  const Expr* result = make_id(ref, at);
  --depth_;
  if (keeps)
    ids_.emplace(ref.info, result);
  return result;
}

/// The calls are the ones the compiler makes, so that ids are the same where parts are unknown.
const Expr* Lowering::make_id(const Ref& ref, Origin at) {
  const Place place = place_of(ref);
  std::vector<const Expr*> arguments;
  std::string_view function = "extensionResourceId";
  switch (place.kind) {
    case Place::Kind::here:
      if (file_.scope == ScopeKind::resource_group)
        function = "resourceId";
      else if (file_.scope == ScopeKind::subscription)
        function = "subscriptionResourceId";
      else if (file_.scope == ScopeKind::tenant)
        function = "tenantResourceId";
      else
        arguments.push_back(unit_.member(call("managementGroup", {}, at), "id", at));
      break;
    case Place::Kind::group: {
      const Expr* subscription =
          place.subscription != nullptr
              ? place.subscription
              : unit_.member(call("subscription", {}, at), "subscriptionId", at);
      arguments.push_back(
          call("format",
               {text("/subscriptions/{0}/resourceGroups/{1}", at), subscription, place.name}, at));
      break;
    }
    case Place::Kind::subscription:
      function = "subscriptionResourceId";
      if (place.subscription != nullptr)
        arguments.push_back(place.subscription);
      break;
    case Place::Kind::management_group:
      arguments.push_back(
          place.name == nullptr
              ? unit_.member(call("managementGroup", {}, at), "id", at)
              : call("tenantResourceId",
                     {text("Microsoft.Management/managementGroups", at), place.name}, at));
      break;
    case Place::Kind::tenant:
      function = "tenantResourceId";
      break;
    case Place::Kind::resource:
      arguments.push_back(id_of(place.resource, at));
      break;
  }
  arguments.push_back(text(ref.info->type, at));
  names_of(ref, arguments, true);
  return unit_.call(function, arguments, at);
}

/// Where a resource goes: what the root of its ancestors says.
Lowering::Place Lowering::place_of(const Ref& ref) {
  Ref root = ref;
  for (unsigned i = 0; i < max_ancestors; ++i) {
    const Ref parent = parent_of(root);
    if (!parent)
      break;
    root = parent;
  }
  if (root.info->scope == nullptr)
    return {};
  const Turn turn(*this, root);
  return place_of(*root.info->scope, turn.env);
}

Lowering::Place Lowering::place_of(const Node& scope, const Env& env) {
  const Node& node = bare(scope);
  if (const Ref ref = resource_of(node, env))
    return place_of_resource(ref);
  const bool is_method = node.is(NodeKind::member_call) && node.child(0).is(NodeKind::name) &&
                         (node.child(0).text == "az" || node.child(0).text == "sys");
  if (node.is(NodeKind::call) || is_method) {
    const std::vector<const Expr*> arguments = expressions(arguments_of(node), env);
    const std::size_t count = arguments.size();
    if (node.text == "resourceGroup" && count == 0)
      return {};
    if (node.text == "resourceGroup" && count == 1)
      return {.kind = Place::Kind::group, .name = arguments[0]};
    if (node.text == "resourceGroup")
      return {.kind = Place::Kind::group, .name = arguments[1], .subscription = arguments[0]};
    const bool is_own =
        count == 0 &&
        ((node.text == "subscription" && file_.scope == ScopeKind::subscription) ||
         (node.text == "managementGroup" && file_.scope == ScopeKind::management_group) ||
         (node.text == "tenant" && file_.scope == ScopeKind::tenant));
    if (is_own)
      return {};
    if (node.text == "subscription")
      return {.kind = Place::Kind::subscription,
              .subscription = count > 0 ? arguments[0] : nullptr};
    if (node.text == "managementGroup")
      return {.kind = Place::Kind::management_group, .name = count > 0 ? arguments[0] : nullptr};
    if (node.text == "tenant")
      return {.kind = Place::Kind::tenant};
  }
  const Origin at = origin(node, env);
  fail("bicep-scope", "scope is neither a resource nor a scope function", at);
  return {.kind = Place::Kind::group, .name = unknown("scope()", at)};
}

/// Groups, subscriptions and management groups as scopes stand for what they hold.
Lowering::Place Lowering::place_of_resource(const Ref& ref) {
  const std::string_view type = ref.info->type;
  if (equal_folded(type, "Microsoft.Resources/resourceGroups")) {
    Place place{.kind = Place::Kind::group, .name = own_name(ref)};
    if (const Place own = place_of(ref); own.kind == Place::Kind::subscription)
      place.subscription = own.subscription;
    return place;
  }
  if (equal_folded(type, "Microsoft.Management/managementGroups"))
    return {.kind = Place::Kind::management_group, .name = own_name(ref)};
  if (equal_folded(type, "Microsoft.Resources/subscriptions") ||
      equal_folded(type, "Microsoft.Subscription/subscriptions"))
    return {.kind = Place::Kind::subscription, .subscription = own_name(ref)};
  return {.kind = Place::Kind::resource, .resource = ref};
}

const Expr* Lowering::symbol_of(const Ref& ref, Origin at) {
  if (ref.index == nullptr)
    return text(ref.info->symbol, at);
  return call("format", {text(ref.info->symbol + "[{0}]", at), ref.index}, at);
}

/// The properties of a resource or the whole of it, as the service reports them.
const Expr* Lowering::reference(const Ref& ref, bool full, Origin at) {
  const Expr* symbol = symbol_of(ref, at);
  if (!full || ref.info->is_module || ref.info->api_version.empty())
    return call("reference", {symbol}, at);
  return call("reference", {symbol, text(ref.info->api_version, at), text("full", at)}, at);
}

/// A resource as a value, or the array of a loop's.
const Expr* Lowering::whole(const Ref& ref, Origin at) {
  if (!ref.all)
    return reference(ref, true, at);
  if (ref.info->is_module)
    return call("references", {text(ref.info->symbol, at)}, at);
  return call("references", {text(ref.info->symbol, at), text("full", at)}, at);
}

}  // namespace cachewarden::inline v0::bicep
