#include <algorithm>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "template/functions.hpp"

namespace cachewarden::inline v0::templates::functions {
namespace {

bool is_resource_type(const Value& value) noexcept {
  if (!value.is(ValueKind::string) || value.is_secret())
    return false;
  const std::size_t slash = value.text().find('/');
  return slash != std::string_view::npos &&
         value.text().substr(0, slash).find('.') != std::string_view::npos;
}

bool looks_like_guid(const Value& value) noexcept {
  if (!value.is(ValueKind::string) || value.text().size() != 36)
    return false;
  const std::string_view text = value.text();
  return text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}

/// The first argument that is no text; past them if there is none.
std::size_t first_other(const Call& call) {
  const auto found =
      std::find_if(call.arguments.begin(), call.arguments.end(), [](const Value* value) {
        return !value->is(ValueKind::string) && !value->is(ValueKind::unknown);
      });
  return static_cast<std::size_t>(found - call.arguments.begin());
}

/// Where the type stands among the arguments; past them if it is not there.
std::size_t type_place(const Call& call) {
  const auto found = std::find_if(call.arguments.begin(), call.arguments.end(),
                                  [](const Value* value) { return is_resource_type(*value); });
  return static_cast<std::size_t>(found - call.arguments.begin());
}

bool any_unknown(const Call& call) {
  return std::any_of(call.arguments.begin(), call.arguments.end(),
                     [](const Value* value) { return !value->is_known(); });
}

/// The id below `scope` of the type and names from argument `at` on.
const Value* id_below(const Call& call, const Value* scope, std::size_t at) {
  const std::string_view type = call[at].text();
  const auto names = call.arguments.subspan(at + 1);
  const auto levels = static_cast<std::size_t>(std::count(type.begin(), type.end(), '/'));
  if (names.size() != levels)
    return call.fail("type `" + std::string(type) + "` takes " + std::to_string(levels) +
                     (levels == 1 ? " name" : " names") + ", not " + std::to_string(names.size()));
  return call.evaluator.resource_id(scope, type, names, call.origin());
}

const Value* no_type(const Call& call) {
  if (any_unknown(call))
    return call.unknown(ValueKind::string, true, true);
  return call.fail("function `" + std::string(call.expr.text) + "` is given no resource type");
}

const Value* joined(const Call& call, std::span<const Value* const> parts) {
  return call.make().joined(parts, call.origin());
}

const Value* text(const Call& call, std::string_view text) {
  return call.string(text);
}

/// `/subscriptions/S`, with `/resourceGroups/G` if there is a group.
const Value* scope_of(const Call& call, const Value* subscription, const Value* group) {
  const Value* parts[] = {text(call, "/subscriptions/"), subscription,
                          text(call, "/resourceGroups/"), group};
  return joined(call, std::span(parts).first(group == nullptr ? 2 : 4));
}

/// Whether the text is an id from the root on, which means the same everywhere.
bool is_absolute(const Value& key) noexcept {
  return known_prefix(key).starts_with('/');
}

/// The call with the id of the resource in place of its name or symbol, which mean something else
/// elsewhere.
std::vector<const Value*> with_id(const Call& call, Instance& instance) {
  call.evaluator.identify(instance);
  std::vector<const Value*> arguments(call.arguments.begin(), call.arguments.end());
  if (instance.id != nullptr)
    arguments[0] = instance.id;
  return arguments;
}

/// What is not known of a resource that the template does not declare.
const Value* unknown_resource(const Call& call, UnknownKind kind, ValueKind hint) {
  return call.make().unknown({.kind = kind,
                              .residual = Residual::call,
                              .never_null = hint != ValueKind::unknown,
                              .never_empty = hint == ValueKind::object,
                              .name = call.expr.text,
                              .arguments = call.arguments,
                              .unique = !is_absolute(call[0])},
                             hint, call.origin());
}

const Value* reference_to(const Call& call, Instance& instance, bool full) {
  const Value* declared = call.evaluator.declared(instance, full);
  const UnknownKind kind = instance.module == nullptr && !instance.gap.empty()
                               ? UnknownKind::module
                               : UnknownKind::runtime;
  return call.make().unknown({.kind = kind,
                              .residual = Residual::call,
                              .never_null = true,
                              .never_empty = true,
                              .name = "reference",
                              .arguments = with_id(call, instance),
                              .overlay = declared},
                             ValueKind::object, call.origin());
}

bool asks_for_all(const Call& call) {
  return std::any_of(call.arguments.begin() + 1, call.arguments.end(), [](const Value* value) {
    return value->is(ValueKind::string) && equal_folded(value->text(), "Full");
  });
}

}  // namespace

const Value* resource_id(const Call& call) {
  if (const std::size_t other = first_other(call); other != call.size())
    return call.wrong(other, "a string");
  const std::size_t at = type_place(call);
  if (at == call.size())
    return no_type(call);
  const Scope& here = call.env.context->scope;
  if (at > 2)
    return call.fail("function `resourceId` takes at most two arguments before the type");
  if (at == 2)
    return id_below(call, scope_of(call, call.arguments[0], call.arguments[1]), at);
  if (at == 0)
    return id_below(call, call.evaluator.scope_id(here), at);
  const bool is_subscription = here.kind != ScopeKind::resource_group && looks_like_guid(call[0]);
  if (is_subscription)
    return id_below(call, scope_of(call, call.arguments[0], nullptr), at);
  return id_below(call, scope_of(call, here.subscription_id, call.arguments[0]), at);
}

const Value* subscription_resource_id(const Call& call) {
  if (const std::size_t other = first_other(call); other != call.size())
    return call.wrong(other, "a string");
  const std::size_t at = type_place(call);
  if (at == call.size())
    return no_type(call);
  if (at > 1)
    return call.fail(
        "function `subscriptionResourceId` takes at most one argument before the type");
  const Value* subscription = at == 1 ? call.arguments[0] : call.env.context->scope.subscription_id;
  return id_below(call, scope_of(call, subscription, nullptr), at);
}

const Value* tenant_resource_id(const Call& call) {
  if (const std::size_t other = first_other(call); other != call.size())
    return call.wrong(other, "a string");
  const std::size_t at = type_place(call);
  if (at == call.size())
    return no_type(call);
  if (at != 0)
    return call.fail("function `tenantResourceId` takes the type first");
  return id_below(call, text(call, ""), at);
}

const Value* management_group_resource_id(const Call& call) {
  if (const std::size_t other = first_other(call); other != call.size())
    return call.wrong(other, "a string");
  const std::size_t at = type_place(call);
  if (at == call.size())
    return no_type(call);
  if (at > 1)
    return call.fail(
        "function `managementGroupResourceId` takes at most one argument before the type");
  const Value* parts[] = {text(call, "/providers/Microsoft.Management/managementGroups/"),
                          at == 1 ? call.arguments[0] : call.env.context->scope.management_group};
  return id_below(call, joined(call, parts), at);
}

const Value* extension_resource_id(const Call& call) {
  if (const std::size_t other = first_other(call); other != call.size())
    return call.wrong(other, "a string");
  if (!is_resource_type(call[1]))
    return call[1].is(ValueKind::unknown) ? call.unknown(ValueKind::string, true, true)
                                          : call.wrong(1, "a resource type");
  return id_below(call, call.arguments[0], 1);
}

const Value* reference(const Call& call) {
  const auto found = call.evaluator.find_instances(call.arguments[0], call.env);
  if (found.size() != 1)
    return unknown_resource(call, UnknownKind::runtime, ValueKind::object);
  return reference_to(call, *found.front(), asks_for_all(call));
}

const Value* references(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return unknown_resource(call, UnknownKind::runtime, ValueKind::array);
  const auto found = call.evaluator.find_loop(call[0].text(), call.env);
  const bool countable = !found.empty() && !found.front()->count_unknown;
  if (!countable)
    return unknown_resource(call, UnknownKind::runtime, ValueKind::array);
  std::vector<const Value*> results;
  for (Instance* instance : found)
    results.push_back(reference_to(call, *instance, asks_for_all(call)));
  return call.array(results);
}

const Value* resource_info(const Call& call) {
  const auto found = call.evaluator.find_instances(call.arguments[0], call.env);
  if (found.size() != 1)
    return unknown_resource(call, UnknownKind::runtime, ValueKind::object);
  Instance& instance = *found.front();
  call.evaluator.identify(instance);
  std::vector<Member> members;
  const auto add = [&members](std::string_view name, const Value* value) {
    if (value != nullptr)
      members.push_back({name, value});
  };
  add("id", instance.id);
  add("name", instance.name);
  add("type", call.string(instance.type));
  add("apiVersion", instance.api_version);
  return call.object(members);
}

const Value* list(const Call& call) {
  const auto found = call.evaluator.find_instances(call.arguments[0], call.env);
  if (found.size() != 1)
    return call.make().with_flags(unknown_resource(call, UnknownKind::list, ValueKind::unknown),
                                  flag_secret);
  Instance& instance = *found.front();
  const bool of_module = equal_folded(call.expr.text, "listOutputsWithSecureValues");
  const Value* const outputs = of_module ? call.evaluator.outputs_of(instance) : nullptr;
  if (outputs != nullptr && outputs->is(ValueKind::object)) {
    std::vector<Member> members;
    for (const Member& member : outputs->object().members) {
      if (!member.value->is(ValueKind::object))  // past a limit
        continue;
      if (const Value* value = member.value->object().find("value"))
        members.push_back({member.name, value});
    }
    return call.object(members);
  }
  const std::vector<const Value*> arguments = with_id(call, instance);
  const Call canonical{call.evaluator, call.expr, call.env, arguments};
  return call.make().with_flags(canonical.unknown(UnknownKind::list, ValueKind::unknown, false),
                                flag_secret);
}

}  // namespace cachewarden::inline v0::templates::functions
