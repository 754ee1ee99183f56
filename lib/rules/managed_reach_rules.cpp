#include "cachewarden/rules/managed_reach_rules.hpp"

#include "rules/reach_claims.hpp"

namespace cachewarden::inline v0::rules {

Verdict managed_contracts_kept(const RedisEnterprise& cluster, const Context& context) {
  return detail::contracts_kept(cluster, context);
}

}  // namespace cachewarden::inline v0::rules
