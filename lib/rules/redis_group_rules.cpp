#include "cachewarden/rules/redis_group_rules.hpp"

#include "rules/group_reach.hpp"

namespace cachewarden::inline v0::rules {

Verdict redis_group_closed(const RedisCache& cache, const Context& context) {
  const Claim is_injected = injected(cache);
  if (is_injected.truth != Truth::yes)
    return when(is_injected, {}, not_injected_note);
  const Subnet* subnet = context.target<Subnet>(cache, cache.subnet_id);
  if (subnet == nullptr)
    return {Status::unknown, unknown(cache.subnet_id), "the subnet is not one this tool can read"};
  const std::vector<detail::ListeningPorts> ports = detail::listening_ports(
      context, RedisCache::type.arm, true, negated(equals(cache.enable_non_ssl_port, false)), {});
  return detail::closed_to_internet(*subnet, ports, context);
}

}  // namespace cachewarden::inline v0::rules
