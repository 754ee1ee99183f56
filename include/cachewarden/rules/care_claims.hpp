#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/verdict.hpp"

/// What rules ask of resources as things that an organisation keeps: names, places, locks, roles.
namespace cachewarden::inline v0::rules {

template <class Model>
inline constexpr bool is_classic = std::is_same_v<Model, RedisCache>;

/// What Azure asks of the names of a kind of resource. Source:
/// learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules.
struct NameForm {
  std::size_t least = 1;
  std::size_t most = 80;
  std::string_view others = "-._";  ///< besides letters and digits
  bool may_end_with_underscore = true;
  bool may_repeat_hyphens = true;
};
inline constexpr NameForm cache_name{
    .most = 63, .others = "-", .may_end_with_underscore = false, .may_repeat_hyphens = false};
inline constexpr NameForm network_name{};
inline constexpr NameForm virtual_network_name{.least = 2, .most = 64};

[[nodiscard]] constexpr bool is_alphanumeric(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

[[nodiscard]] constexpr bool matches(std::string_view name, const NameForm& form) noexcept {
  if (name.size() < form.least || name.size() > form.most || !is_alphanumeric(name.front()))
    return false;
  if (!is_alphanumeric(name.back()) && !(form.may_end_with_underscore && name.back() == '_'))
    return false;
  if (!form.may_repeat_hyphens && name.find("--") != std::string_view::npos)
    return false;
  return std::all_of(name.begin(), name.end(), [&form](char c) {
    return is_alphanumeric(c) || form.others.find(c) != std::string_view::npos;
  });
}

/// The name is one that Azure takes, and matches the patterns that the settings have for its type.
template <class Model>
[[nodiscard]] Verdict name_is_good(const Model& body, const Context& context,
                                   const NameForm& form) {
  const std::string_view name = context.owner(body).name();
  const Basis here{.at = &body, .kind = Basis::Kind::resource};
  // No Azure name holds these; an expression does.
  if (name.find_first_of("[]{}()'~|$") != std::string_view::npos)
    return {Status::unknown,
            {Truth::unknown, here},
            "the name is known only when the template is deployed"};
  if (!matches(name, form))
    return {Status::fail, {Truth::no, here}, "the name is none that the service takes"};
  for (const NamePattern& each : context.settings().name_patterns) {
    if (equal_folded(each.type, Model::type.arm) && each.matches && !each.matches(name))
      return {
          Status::fail, {Truth::no, here}, "the name does not match the pattern that is asked for"};
  }
  return require(Claim(Truth::yes, here));
}

template <class Model, const NameForm& form>
[[nodiscard]] Verdict good_name(const Model& body, const Context& context) {
  return name_is_good(body, context, form);
}

/// The resource stands in a location that the settings allow.
template <class Model>
[[nodiscard]] Verdict allowed_location(const Model& body, const Context& context) {
  const std::vector<std::string>& allowed = context.settings().allowed_locations;
  if (allowed.empty())
    return not_applicable(Claim(Truth::no, {.at = &body, .kind = Basis::Kind::resource}),
                          "no locations are asked for");
  return require(holds(body.location, [&allowed](const Text& location) {
    return std::any_of(allowed.begin(), allowed.end(), [&location](const std::string& each) {
      return equal_folded(location, each);
    });
  }));
}

/// A lock keeps the resource from being deleted.
template <class Model>
[[nodiscard]] Verdict locked(const Model& body, const Context& context) {
  return require(some(context.children<ManagementLock>(body), [](const ManagementLock& lock) {
    return holds(lock.level, [](const Text& level) {
      return equal_folded(level, "CanNotDelete") || equal_folded(level, "ReadOnly");
    });
  }));
}

/// Roles that may change a cache and read its keys, and those that hand out roles. Source:
/// learn.microsoft.com/azure/role-based-access-control/built-in-roles.
inline constexpr std::array<std::string_view, 5> managing_roles = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",   // Owner
    "b24988ac-6180-42a0-ab88-20f7382dd24c",   // Contributor
    "e0f68234-74aa-48ed-b826-c38b57376e17",   // Redis Cache Contributor
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",   // User Access Administrator
    "4d97b98b-1d4f-4787-a291-c67834d212e7"};  // Network Contributor

/// Few assignments right on the resource let somebody manage it.
template <class Model>
[[nodiscard]] Verdict few_managers(const Model& body, const Context& context) {
  const Children<RoleAssignment> all = context.children<RoleAssignment>(body);
  Claim surely(Truth::no, all.basis());
  std::size_t managers = 0;
  std::size_t open = 0;
  for (const RoleAssignment* each : all.items) {
    const Claim manages = holds(each->role_definition, [](const Text& role) {
      const std::string_view id = role.view().substr(role.view().rfind('/') + 1);
      return std::find_if(managing_roles.begin(), managing_roles.end(), [&](std::string_view one) {
               return equal_folded(one, id);
             }) != managing_roles.end();
    });
    managers += manages.truth == Truth::yes ? 1U : 0U;
    open += manages.truth == Truth::unknown ? 1U : 0U;
    if (manages.truth != Truth::no)
      surely.add(manages);
  }
  const std::size_t most = context.settings().max_managers;
  if (managers > most)
    return require(surely);
  surely.truth = all.is_complete() && managers + open <= most ? Truth::yes : Truth::unknown;
  return require(surely);
}

}  // namespace cachewarden::inline v0::rules
