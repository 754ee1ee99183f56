#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/rules/alert_claims.hpp"
#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/verdict.hpp"

/// What rules ask of conditional access.
namespace cachewarden::inline v0::rules {

/// The application that tokens for caches are issued for. Source:
/// learn.microsoft.com/azure/azure-cache-for-redis/cache-azure-active-directory-for-authentication.
inline constexpr std::string_view redis_application = "acca5fbb-b7e4-4009-81f1-37e38fd66d78";

/// Unknown where the property has a value, since it is not known who or what that stands for.
template <class T>
[[nodiscard]] Claim unclear(const Property<T>& property) {
  Claim result = present(property);
  if (result.truth != Truth::yes)
    return result;
  result.truth = Truth::unknown;
  result.add(needs_knowledge(
      "who is in the groups, roles and filters that conditional access policies name"));
  return result;
}

[[nodiscard]] inline bool has_word(const List<Text>& all, std::string_view word) {
  return std::any_of(all.begin(), all.end(),
                     [word](const Text& each) { return equal_folded(each, word); });
}

[[nodiscard]] inline Claim lists(const Property<List<Text>>& property, std::string_view word) {
  return holds(property, [word](const List<Text>& all) { return has_word(all, word); });
}

/// The identities that have access to the data of a cache.
struct Principals {
  std::vector<std::string_view> ids{};
  Claim known{Truth::yes};  ///< these are all

  template <class Assignment>
  void add(const Children<Assignment>& assignments) {
    if (!assignments.is_complete())
      known = {Truth::unknown, assignments.basis()};
    for (const Assignment* each : assignments.items) {
      if (each->object_id.has_value())
        ids.push_back(each->object_id->view());
      else
        known = claim(each->object_id, Truth::unknown);
    }
  }
};

[[nodiscard]] inline Principals principals_of(const RedisCache& cache, const Context& context) {
  Principals result;
  result.add(context.children<RedisAccessPolicyAssignment>(cache));
  return result;
}

[[nodiscard]] inline Principals principals_of(const RedisEnterprise& cluster,
                                              const Context& context) {
  Principals result;
  const Children<RedisEnterpriseDatabase> databases =
      context.children<RedisEnterpriseDatabase>(cluster);
  if (!databases.is_complete() && databases.items.empty())
    result.known = {Truth::unknown, databases.basis()};
  for (const RedisEnterpriseDatabase* database : databases.items)
    result.add(context.children<RedisEnterpriseAccessPolicyAssignment>(*database));
  return result;
}

/// The policy names each of the principals. Where these are not all known it may.
[[nodiscard]] inline Claim names(const ConditionalAccessPolicy& policy,
                                 const Principals& principals) {
  const auto is_name = [](const Text& user) {
    return !equal_folded(user, "All") && !equal_folded(user, "None");
  };
  const Claim somebody = holds(policy.include_users, [&](const List<Text>& users) {
    return std::any_of(users.begin(), users.end(), is_name);
  });
  if (somebody.truth != Truth::yes)
    return somebody;
  const List<Text>& users = *policy.include_users;
  const bool has_all = std::all_of(principals.ids.begin(), principals.ids.end(),
                                   [&users](std::string_view id) { return has_word(users, id); });
  if (has_word(users, "GuestsOrExternalUsers"))
    return unclear(policy.include_users);
  if (has_all && principals.known.truth != Truth::yes)
    return principals.known;
  return claim(policy.include_users, truth(has_all && !principals.ids.empty()));
}

/// The policy is for all users, or for each of the principals.
[[nodiscard]] inline Claim includes(const ConditionalAccessPolicy& policy,
                                    const Principals& principals) {
  return any_of(lists(policy.include_users, "All"), names(policy, principals),
                unclear(policy.include_groups), unclear(policy.include_roles),
                unclear(policy.include_guests));
}

/// The policy leaves one of the principals out.
[[nodiscard]] inline Claim excludes(const ConditionalAccessPolicy& policy,
                                    const Principals& principals) {
  Claim named = holds(policy.exclude_users, [&](const List<Text>& users) {
    return std::any_of(principals.ids.begin(), principals.ids.end(),
                       [&](std::string_view id) { return has_word(users, id); });
  });
  const bool is_open =
      principals.known.truth != Truth::yes && present(policy.exclude_users).truth == Truth::yes;
  if (named.truth == Truth::no && is_open)
    named = principals.known;
  const Claim guests = lists(policy.exclude_users, "GuestsOrExternalUsers");
  return any_of(named, guests.truth == Truth::yes ? unclear(policy.exclude_users) : guests,
                unclear(policy.exclude_groups), unclear(policy.exclude_roles),
                unclear(policy.exclude_guests));
}

/// The policy is in force for sign-ins to caches, and asks something of them.
[[nodiscard]] inline Claim guards_caches(const ConditionalAccessPolicy& policy) {
  const Claim on_caches = all_of(any_of(lists(policy.include_applications, "All"),
                                        lists(policy.include_applications, redis_application)),
                                 negated(lists(policy.exclude_applications, redis_application)));
  const Claim filtered = unclear(policy.application_filter);
  const Claim clients = holds(policy.client_app_types, [](const List<Text>& types) {
    return has_word(types, "all") ||
           (has_word(types, "browser") && has_word(types, "mobileAppsAndDesktopClients"));
  });
  const Claim asks = any_of(present(policy.grant_controls), present(policy.authentication_strength),
                            present(policy.terms_of_use), equals(policy.sign_in_frequency, true));
  return all_of(equals(policy.policy_state, ConditionalAccessState::enabled),
                filtered.truth == Truth::unknown ? filtered : on_caches, clients, asks);
}

/// The policies that hold for a cache: those that were collected of its subscription, or else
/// those of the tenant of an export. All there are, where the list was collected as a whole.
template <class Model>
[[nodiscard]] Children<ConditionalAccessPolicy> conditional_access_of(const Model& body,
                                                                      const Context& context) {
  const Inventory& inventory = context.inventory();
  const Resource& resource = context.owner(body);
  const std::optional<ResourceId> id = parse_resource_id(resource.id);
  Children<ConditionalAccessPolicy> result{.parent = &body};
  std::string scope(exported_tenant);
  const std::string subscription = "/subscriptions/" + std::string(id ? id->subscription : "");
  for (const std::string& lister : {subscription, scope}) {
    const Resource* const at = inventory.find(lister);
    if (at == nullptr || result.completeness != Completeness::not_collected)
      continue;
    const Completeness here = inventory.completeness(*at, type_number<ConditionalAccessPolicy>);
    if (here == Completeness::not_collected)
      continue;
    scope = lister;
    result.completeness = resource.intent == Intent::live ? here : Completeness::partial;
    if (result.is_complete())
      result.parent = inventory.body(*at);
  }
  for (const ConditionalAccessPolicy* each : context.all<ConditionalAccessPolicy>()) {
    const Resource& own = context.owner(*each);
    if (own.intent == Intent::live ? is_within(own.id.view(), scope)
                                   : own.intent == resource.intent)
      result.items.push_back(each);
  }
  return result;
}

/// An enabled policy covers the users that sign in to the cache.
template <class Model>
[[nodiscard]] Verdict conditional_access_covers(const Model& body, const Context& context) {
  const Principals principals = principals_of(body, context);
  const Claim covered =
      some(conditional_access_of(body, context), [&](const ConditionalAccessPolicy& policy) {
        const Claim guards = guards_caches(policy);
        if (guards.truth == Truth::no)
          return guards;
        return all_of(guards, includes(policy, principals), negated(excludes(policy, principals)));
      });
  const Verdict verdict = of_subscription(covered, context.owner(body));
  if constexpr (std::is_same_v<Model, RedisCache>)
    return when(equals(body.aad_enabled, true), verdict, "Microsoft Entra authentication is off");
  else
    return verdict;
}

}  // namespace cachewarden::inline v0::rules
