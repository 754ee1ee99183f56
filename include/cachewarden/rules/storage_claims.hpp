#pragma once

#include <cstdint>
#include <vector>

#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/verdict.hpp"

/// What rules ask of storage accounts: whether a cache keeps data there.
namespace cachewarden::inline v0::rules {

[[nodiscard]] inline bool is_of_cache(const DiagnosticSetting& setting, const Context& context) {
  const std::uint32_t parent = context.owner(setting).parent;
  if (parent == no_index)
    return false;
  const TypeNumber type = context.inventory().resource(parent).type;
  return type == type_number<RedisCache> || type == type_number<RedisEnterprise> ||
         type == type_number<RedisEnterpriseDatabase>;
}

/// A cache keeps data in the account: it sends its logs there, or its identity has a role there, by
/// which it persists. Other ways do not show, such as connection strings, which are secret: never
/// no.
[[nodiscard]] inline Claim keeps_data_of_caches(const StorageAccount& account,
                                                const Context& context) {
  for (const DiagnosticSetting* setting : context.referrers<DiagnosticSetting>(account)) {
    if (is_of_cache(*setting, context))
      return claim(setting->storage_account, Truth::yes);
  }
  const Children<RoleAssignment> roles = context.children<RoleAssignment>(account);
  for (const RedisCache* cache :
       roles.items.empty() ? std::vector<const RedisCache*>() : context.all<RedisCache>()) {
    for (const RoleAssignment* role : roles.items) {
      if (is_persisted(*cache).truth == Truth::yes && cache->identity_principal_id.has_value() &&
          role->principal_id.has_value() &&
          equal_folded(*role->principal_id, *cache->identity_principal_id))
        return claim(role->principal_id, Truth::yes);
    }
  }
  return needs_knowledge("whether a cache keeps data in the account");
}

/// What is asked of accounts that keep data of caches. One that does what is asked passes whoever
/// uses it, and one that does not fails only where it is seen that a cache does.
[[nodiscard]] inline Verdict of_caches(const StorageAccount& account, const Context& context,
                                       const Claim& wanted) {
  return require(any_of(wanted, negated(keeps_data_of_caches(account, context))));
}

}  // namespace cachewarden::inline v0::rules
