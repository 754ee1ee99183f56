#include "cachewarden/rules/network_endpoint_rules.hpp"

#include "rules/group_reach.hpp"

namespace cachewarden::inline v0::rules {

namespace {

/// Adds the ports of the caches that a list of connections leads to.
void add_ports(const PrivateEndpoint& endpoint,
               const Property<List<PrivateLinkConnection>>& connections, const Context& context,
               std::vector<detail::ListeningPorts>& ports) {
  if (!connections.has_value())
    return;
  const auto add = [&ports](const std::vector<detail::ListeningPorts>& more) {
    ports.insert(ports.end(), more.begin(), more.end());
  };
  for (const PrivateLinkConnection& each : *connections) {
    const Property<Text>& reference = each.private_link_service_id;
    if (const auto* cache = context.target<RedisCache>(endpoint, reference))
      add(detail::listening_ports(context, RedisCache::type.arm, false,
                                  negated(equals(cache->enable_non_ssl_port, false)), {}));
    if (const auto* cluster = context.target<RedisEnterprise>(endpoint, reference))
      add(detail::listening_ports(context, RedisEnterprise::type.arm, false, {},
                                  some(context.children<RedisEnterpriseDatabase>(*cluster),
                                       [](const RedisEnterpriseDatabase& database) {
                                         return equals(database.clustering_policy,
                                                       ClusteringPolicy::oss_cluster);
                                       })));
  }
}

}  // namespace

Verdict network_endpoint_closed(const PrivateEndpoint& endpoint, const Context& context) {
  return of_endpoint_subnet(endpoint, context, [&](const Subnet& subnet) {
    std::vector<detail::ListeningPorts> ports;
    add_ports(endpoint, endpoint.connections, context, ports);
    add_ports(endpoint, endpoint.manual_connections, context, ports);
    const Claim applies = group_applies(subnet);
    return when(applies, detail::closed_to_internet(subnet, ports, context),
                "groups do not apply to private endpoints in the subnet");
  });
}

}  // namespace cachewarden::inline v0::rules
