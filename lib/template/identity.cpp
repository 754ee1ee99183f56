#include <algorithm>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"

namespace cachewarden::inline v0::templates {
namespace {

constexpr std::string_view providers = "/providers/";
constexpr std::string_view management_groups = "Microsoft.Management/managementGroups/";

std::size_t count_slashes(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '/'));
}

/// `Provider.Name/type`, not the last part of a nested type.
bool is_full_type(std::string_view type) {
  const std::size_t slash = type.find('/');
  return slash != std::string_view::npos &&
         type.substr(0, slash).find('.') != std::string_view::npos;
}

std::string_view without_slashes(std::string_view text) {
  while (text.starts_with('/'))
    text.remove_prefix(1);
  while (text.ends_with('/'))
    text.remove_suffix(1);
  return text;
}

/// Where `needle` ends in the text ignoring case; npos if it is not there.
std::size_t end_of(std::string_view text, std::string_view needle) {
  const auto found = std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                                 [](char a, char b) { return fold(a) == fold(b); });
  if (found == text.end())
    return std::string_view::npos;
  return static_cast<std::size_t>(found - text.begin()) + needle.size();
}

/// A text for a message.
std::string shown(const Value& text) {
  return text.is_secret() ? std::string("...") : std::string(text.text());
}

}  // namespace

std::vector<const Value*> Evaluator::segments(const Value& name, Origin origin) {
  std::vector<const Value*> pieces = {&name};
  if (name.is(ValueKind::unknown) && name.unknown().residual == Residual::pieces)
    pieces.assign(name.unknown().arguments.begin(), name.unknown().arguments.end());
  std::vector<const Value*> result;
  std::vector<const Value*> current;
  const auto flags = static_cast<std::uint8_t>(name.flags & own_flags);
  const auto end_segment = [&] {
    result.push_back(make_.with_flags(make_.joined(current, origin), flags));
    current.clear();
  };
  for (const Value* piece : pieces) {
    if (!piece->is(ValueKind::string)) {
      current.push_back(piece);
      continue;
    }
    std::string_view text = piece->text();
    for (;;) {
      const std::size_t slash = text.find('/');
      current.push_back(make_.string_view(text.substr(0, slash), piece->origin));
      if (slash == std::string_view::npos)
        break;
      end_segment();
      text.remove_prefix(slash + 1);
    }
  }
  end_segment();
  return result;
}

const Value* Evaluator::text_of(const Expr& expr, std::string_view what, const Env& env) {
  const Value* value = eval(expr, env);
  if (value->is(ValueKind::string) || value->is(ValueKind::unknown))
    return value;
  if (value->is(ValueKind::integer))
    return make_.string(std::to_string(value->integer()), value->origin);
  report(Severity::error, "resource-shape", "the " + std::string(what) + " must be a string",
         expr.origin, env);
  return make_.unknown_text(UnknownKind::runtime, std::string(what) + "()", ValueKind::string,
                            expr.origin);
}

void Evaluator::identify_condition(Instance& instance, const Env& env) {
  std::vector<const Value*> open;
  const auto add = [&](Truth condition, const Value* value) {
    instance.condition = instance.condition & condition;
    if (condition == Truth::unknown && value != nullptr)
      open.push_back(value);
  };
  add(instance.deployment->condition, instance.deployment->condition_value);
  if (instance.parent != nullptr)
    add(instance.parent->condition, instance.parent->condition_value);
  if (instance.declaration->condition != nullptr && instance.condition != Truth::no) {
    const Value* value = eval(*instance.declaration->condition, env);
    if (value->is(ValueKind::boolean)) {
      add(truth(value->boolean()), nullptr);
    } else {
      if (!value->is(ValueKind::unknown))
        report(Severity::error, "condition", "the condition must be a boolean",
               instance.declaration->condition->origin, env);
      add(Truth::unknown, value);
    }
  }
  if (instance.condition != Truth::unknown || open.empty())
    return;
  const auto same = [&](const Value* value) { return equal(*value, *open.front()) == Truth::yes; };
  instance.condition_value = open.front();
  if (!std::all_of(open.begin(), open.end(), same))
    instance.condition_value = make_.unknown({.kind = UnknownKind::parameter,
                                              .residual = Residual::call,
                                              .never_null = true,
                                              .name = "and",
                                              .arguments = open},
                                             ValueKind::boolean, open.front()->origin);
}

void Evaluator::identify_name(Instance& instance, const Env& env) {
  const Resource& declaration = *instance.declaration;
  const Value* type = eval(*declaration.type, env);
  if (!type->is(ValueKind::string) || type->is_secret()) {
    report(Severity::warning, "resource-type", "the type of the resource is not known",
           declaration.type->origin, env);
    instance.type = "[" + expression_text(*type) + "]";
  } else {
    instance.type = without_slashes(type->text());
  }
  if (declaration.name != nullptr)
    instance.name = text_of(*declaration.name, "name", env);
  if (declaration.api_version != nullptr)
    instance.api_version = text_of(*declaration.api_version, "apiVersion", env);
  Instance* parent = instance.parent;
  if (parent == nullptr || !type->is(ValueKind::string) || instance.name == nullptr ||
      parent->name == nullptr)
    return;
  if (!is_full_type(instance.type)) {
    instance.type = parent->type + "/" + instance.type;
  } else {
    const bool is_child = starts_with_folded(instance.type, parent->type + "/");
    if (!is_child || segments(*instance.name, {}).size() >= count_slashes(instance.type))
      return;
  }
  const Value* parts[] = {parent->name, text("/"), instance.name};
  instance.name = make_.joined(parts, instance.name->origin);
}

const Value* Evaluator::scope_of(Instance& instance, const Env& env) {
  const Resource& declaration = *instance.declaration;
  const Scope& here = instance.deployment->scope;
  if (declaration.subscription_id != nullptr || declaration.resource_group != nullptr ||
      declaration.management_group != nullptr)
    return scope_id(target_scope(instance, env));
  if (declaration.scope == nullptr) {
    if (instance.parent != nullptr && instance.parent->scope_id != nullptr)
      return instance.parent->scope_id;
    return scope_id(here);
  }
  const Value* scope = text_of(*declaration.scope, "scope", env);
  if (scope->is(ValueKind::string)) {
    const std::string_view text_of_scope = scope->text();
    if (text_of_scope.empty() || text_of_scope == "/")
      return text("");
    if (text_of_scope.starts_with('/'))
      return make_.with_flags(
          make_.string(text_of_scope.substr(0, text_of_scope.find_last_not_of('/') + 1),
                       scope->origin),
          scope->flags);
  }
  const std::string_view start = known_prefix(*scope);
  if (start.starts_with('/') || start.empty() || !is_full_type(start))
    return scope;
  const bool of_tenant = starts_with_folded(start, management_groups);
  const Value* parts[] = {of_tenant ? text("") : scope_id(here), text(providers), scope};
  return make_.joined(parts, scope->origin);
}

void Evaluator::identify_extension(Instance& instance, std::size_t provider, const Value* scope,
                                   std::span<const Value* const> names, const Env& env) {
  const std::string base_type = instance.type.substr(0, provider);
  const std::string own_type = instance.type.substr(provider + providers.size());
  const std::size_t base_levels = count_slashes(base_type);
  const std::size_t own_levels = count_slashes(own_type) + 1;
  const bool fits =
      names.size() == base_levels + 1 + own_levels && names[base_levels]->is(ValueKind::string);
  if (!fits) {
    const bool known = instance.name->is(ValueKind::string);
    if (known)
      report(
          Severity::error, "resource-name",
          "the name `" + shown(*instance.name) + "` does not fit the type `" + instance.type + "`",
          instance.declaration->name->origin, env);
    return;
  }
  instance.scope_id =
      resource_id(scope, base_type, names.first(base_levels), instance.name->origin);
  instance.parent_id = instance.scope_id;
  instance.type = std::string(names[base_levels]->text()) + "/" + own_type;
  const auto own_names = names.subspan(base_levels + 1);
  instance.id = resource_id(instance.scope_id, instance.type, own_names, instance.name->origin);
  std::vector<const Value*> parts;
  for (const Value* name : own_names) {
    if (!parts.empty())
      parts.push_back(text("/"));
    parts.push_back(name);
  }
  instance.name = make_.joined(parts, instance.name->origin);
}

void Evaluator::identify_id(Instance& instance, const Env& env) {
  if (instance.name == nullptr || !instance.declaration->extension.empty())
    return;
  const Origin origin = instance.name->origin;
  const Value* scope = scope_of(instance, env);
  if (instance.declaration->scope != nullptr && instance.declaration->module == std::nullopt) {
    instance.scope_id = scope;
    instance.parent_id = scope;
  }
  const std::vector<const Value*> names = segments(*instance.name, origin);
  const bool has_type = is_full_type(instance.type) && !instance.type.starts_with('[');
  if (const std::size_t end = end_of(instance.type, providers); end != std::string_view::npos) {
    identify_extension(instance, end - providers.size(), scope, names, env);
  } else if (has_type && names.size() == count_slashes(instance.type)) {
    instance.id = resource_id(scope, instance.type, names, origin);
    const std::string_view parent_type =
        std::string_view(instance.type).substr(0, instance.type.find_last_of('/'));
    if (names.size() > 1)
      instance.parent_id =
          resource_id(scope, parent_type, std::span(names).first(names.size() - 1), origin);
  } else if (instance.name->is(ValueKind::string) && has_type) {
    report(Severity::error, "resource-name",
           "the name `" + shown(*instance.name) + "` has " + std::to_string(names.size()) +
               (names.size() == 1 ? " part" : " parts") + ", the type `" + instance.type +
               "` takes " + std::to_string(count_slashes(instance.type)),
           instance.declaration->name->origin, env);
  }
  if (instance.id != nullptr)
    return;
  const Value* arguments[] = {scope, text(instance.type), instance.name};
  instance.id = make_.unknown({.kind = UnknownKind::parameter,
                               .residual = Residual::call,
                               .never_null = true,
                               .never_empty = true,
                               .name = "extensionResourceId",
                               .arguments = arguments},
                              ValueKind::string, origin);
}

void Evaluator::identify(Instance& instance) {
  if (instance.identified != State::open)
    return;
  if (instance.parent != nullptr) {
    identify(*instance.parent);
    if (instance.parent->identified != State::done)
      return;  // asked for in the midst of the parent's own; asked again later
  }
  instance.identified = State::busy;
  const Env env = env_of(instance);
  identify_condition(instance, env);
  std::optional<Speculation> speculation;
  if (instance.condition != Truth::yes)
    speculation.emplace(*this);
  identify_name(instance, env);
  identify_id(instance, env);
  instance.identified = State::done;
}

Scope Evaluator::scope_at(const Value& id, Scope scope) {
  if (id.is(ValueKind::string) && (id.text().empty() || id.text() == "/")) {
    scope.kind = ScopeKind::tenant;
    return scope;
  }
  const std::vector<const Value*> parts = segments(id, id.origin);
  const auto part_is = [&](std::size_t i, std::string_view wanted) {
    return i < parts.size() && parts[i]->is(ValueKind::string) &&
           equal_folded(parts[i]->text(), wanted);
  };
  std::size_t at = 0;
  while (part_is(at, ""))
    ++at;
  if (part_is(at, "providers"))
    ++at;
  if (part_is(at, "Microsoft.Management") && at + 2 < parts.size()) {
    scope.kind = ScopeKind::management_group;
    scope.management_group = parts[at + 2];
  } else if (part_is(at, "subscriptions") && at + 1 < parts.size()) {
    scope.kind = ScopeKind::subscription;
    scope.subscription_id = parts[at + 1];
    if (part_is(at + 2, "resourceGroups") && at + 3 < parts.size()) {
      scope.kind = ScopeKind::resource_group;
      scope.resource_group = parts[at + 3];
    }
  }
  return scope;
}

const Value* Evaluator::group_location(const Scope& scope, Instance& instance) {
  const auto found = find_instances(scope_id(scope), env_of(*instance.deployment));
  if (found.size() == 1 && found.front()->declaration->module == std::nullopt) {
    const Value* body = body_of(*found.front());
    const Value* location = body == nullptr ? nullptr : body->object().find("location");
    if (location != nullptr && !found.front()->declaration->existing)
      return location;
  }
  return make_.unknown({.kind = UnknownKind::runtime,
                        .residual = Residual::text,
                        .never_null = true,
                        .never_empty = true,
                        .name = "resourceGroup().location",
                        .unique = true},
                       ValueKind::string, instance.declaration->origin);
}

Scope Evaluator::target_scope(Instance& instance, const Env& env) {
  const Resource& declaration = *instance.declaration;
  const Scope& here = instance.deployment->scope;
  Scope scope = here;
  const auto given = [&](const Expr* expr, std::string_view what) -> const Value* {
    if (expr == nullptr)
      return nullptr;
    const Value* value = eval(*expr, env);
    return value->is(ValueKind::null) ? nullptr : text_of(*expr, what, env);
  };
  if (const Value* id = given(declaration.subscription_id, "subscriptionId")) {
    scope.kind = ScopeKind::subscription;
    scope.subscription_id = id;
  }
  if (const Value* group = given(declaration.resource_group, "resourceGroup")) {
    scope.kind = ScopeKind::resource_group;
    scope.resource_group = group;
  } else if (const Value* name = given(declaration.management_group, "managementGroup")) {
    scope.kind = ScopeKind::management_group;
    scope.management_group = name;
  } else if (const Value* id_of_scope = given(declaration.scope, "scope")) {
    scope = scope_at(*id_of_scope, scope);
  }
  return scope;
}

}  // namespace cachewarden::inline v0::templates
