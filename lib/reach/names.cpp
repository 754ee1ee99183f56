#include <algorithm>

#include "reach/estate.hpp"
#include "reach/way.hpp"

/// Whether private names of caches resolve.
namespace cachewarden::inline v0::reach {

namespace {

using network::AddressSet;

AddressSet address_of(const Property<Text>& text) {
  if (!text.has_value())
    return {};
  const Result<Address> address = Address::parse(*text);
  return address ? AddressSet(Prefix(*address)) : AddressSet{};
}

const Property<Text>& host_of(const Inventory& inventory, const Resource& cache) {
  if (const auto* redis = inventory.body<RedisCache>(cache))
    return redis->host_name;
  return inventory.body<RedisEnterprise>(cache)->host_name;
}

/// A zone answers for caches of the type, and in the cloud of the cache where its name is known:
/// `privatelink.` and the end of that name.
bool is_zone_of(const Inventory& inventory, const Resource& cache, std::string_view zone) {
  constexpr std::string_view prefix = "privatelink.";
  const Property<Text>& host = host_of(inventory, cache);
  return std::any_of(
      inventory.facts().zones.begin(), inventory.facts().zones.end(), [&](const ZoneFact& fact) {
        if (!equal_folded(fact.zone, zone) ||
            !equal_folded(fact.type, resource_types()[cache.type]->arm))
          return false;
        const std::string_view end = std::string_view(fact.zone).substr(prefix.size());
        return !host.has_value() ||
               (host->size() > end.size() &&
                equal_folded(host->view().substr(host->size() - end.size()), end) &&
                host->view()[host->size() - end.size() - 1] == '.');
      });
}

/// Whether a network asks the zone.
Truth is_linked(const Inventory& inventory, const Text& zone_id, const Resource& endpoint,
                const Resource& network) {
  const Resource* zone = inventory.find(zone_id, endpoint.intent);
  const PrivateDnsZone* body = zone == nullptr ? nullptr : inventory.body<PrivateDnsZone>(*zone);
  if (body == nullptr)
    return Truth::unknown;
  const Children<VirtualNetworkLink> links = children<VirtualNetworkLink>(inventory, *body);
  Truth linked = links.is_complete ? Truth::no : Truth::unknown;
  for (const VirtualNetworkLink* link : links.items) {
    const Property<Text>& to = link->virtual_network;
    if (to.has_value() && equal_folded(canonical_id(*to), canonical_id(network.id)))
      return Truth::yes;
    if (to.is_gap())
      linked = linked | Truth::unknown;
  }
  return linked;
}

/// The network asks the resolver of the platform; servers of its own may forward to it or not.
bool asks_platform(const Inventory& inventory, const Resource& network) {
  const auto* body = inventory.body<VirtualNetwork>(network);
  if (body == nullptr)
    return true;
  if (!body->dns_servers.has_value())
    return body->dns_servers.is_none();
  return std::all_of(body->dns_servers->begin(), body->dns_servers->end(), [](const Text& each) {
    const Result<Address> address = Address::parse(each);
    return address && *address == platform_address.first();
  });
}

}  // namespace

AddressSet addresses_of(const Inventory& inventory, const PrivateEndpoint& endpoint) {
  AddressSet result;
  if (endpoint.ip_configurations.has_value()) {
    for (const EndpointAddress& each : *endpoint.ip_configurations)
      result = result | address_of(each.private_ip_address);
  }
  if (endpoint.custom_dns_configs.has_value()) {
    for (const EndpointDnsConfig& each : *endpoint.custom_dns_configs) {
      if (!each.ip_addresses.has_value())
        continue;
      for (const Text& text : *each.ip_addresses)
        result = result | address_of(Property<Text>(text));
    }
  }
  if (endpoint.network_interfaces.has_value()) {
    for (const Text& id : *endpoint.network_interfaces) {
      const Resource* found = inventory.find(id, inventory.owner(endpoint).intent);
      if (const auto* body = found == nullptr ? nullptr : inventory.body<NetworkInterface>(*found))
        result = result | addresses_of(*body);
    }
  }
  return result;
}

Truth name_resolves(const Inventory& inventory, const Resource& cache,
                    const PrivateEndpoint& endpoint, const Resource& network) {
  const Children<PrivateDnsZoneGroup> groups = children<PrivateDnsZoneGroup>(inventory, endpoint);
  Truth result = groups.is_complete ? Truth::no : Truth::unknown;
  for (const PrivateDnsZoneGroup* group : groups.items) {
    if (group->private_dns_zones.is_gap())
      result = result | Truth::unknown;
    if (!group->private_dns_zones.has_value())
      continue;
    for (const Text& id : *group->private_dns_zones) {
      const std::string_view zone_name = id.view().substr(id.view().rfind('/') + 1);
      if (is_zone_of(inventory, cache, zone_name))
        result = result | is_linked(inventory, id, inventory.owner(endpoint), network);
    }
  }
  return asks_platform(inventory, network) ? result : Truth::unknown;
}

}  // namespace cachewarden::inline v0::reach
