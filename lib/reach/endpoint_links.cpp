#include "reach/endpoint_links.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "reach/estate.hpp"

namespace cachewarden::inline v0::reach {

namespace {

/// Whether an endpoint's connection to a cache is approved, as either end shows it.
Truth connects(const Inventory& inventory, const PrivateEndpoint& endpoint, const Resource& cache) {
  const bool is_planned = inventory.owner(endpoint).intent == Intent::planned;
  Truth result = Truth::no;
  const auto look = [&](const Property<List<PrivateLinkConnection>>& list, Truth unstated) {
    if (list.is_gap())
      result = result | Truth::unknown;
    if (!list.has_value())
      return;
    for (const PrivateLinkConnection& each : *list) {
      if (!each.private_link_service_id.has_value()) {
        if (each.private_link_service_id.is_gap())
          result = result | Truth::unknown;
        continue;
      }
      if (!equal_folded(canonical_id(*each.private_link_service_id), canonical_id(cache.id)))
        continue;
      Truth approved = Truth::unknown;
      if (each.status.has_value())
        approved = truth(*each.status == ConnectionStatus::approved);
      else if (is_planned && each.status.state() == State::absent)
        approved = unstated;
      result = result | approved;
    }
  };
  look(endpoint.connections, Truth::yes);
  look(endpoint.manual_connections, Truth::no);
  return result;
}

/// Those that the cache lists, and those that name it or may do so.
template <class Connection, class Cache>
std::vector<EndpointLink> links_of(const Inventory& inventory, const Cache& cache,
                                   bool& is_complete) {
  const Resource& owner = inventory.owner(cache);
  const Children<Connection> listed = children<Connection>(inventory, cache);
  is_complete = listed.is_complete;
  std::vector<EndpointLink> result;
  const auto add = [&result](const Resource* endpoint, Truth approved) {
    for (EndpointLink& each : result) {
      if (each.endpoint == endpoint) {
        each.approved = each.approved | approved;
        return;
      }
    }
    result.push_back({endpoint, approved});
  };
  for (const Connection* connection : listed.items) {
    const Property<Text>& id = connection->private_endpoint_id;
    const Resource* endpoint = id.has_value() ? inventory.find(*id, owner.intent) : nullptr;
    const Truth approved = connection->status.has_value()
                               ? truth(*connection->status == ConnectionStatus::approved)
                               : Truth::unknown;
    add(endpoint, approved);
  }
  const auto open = inventory.open_referrers(type_number<PrivateEndpoint>);
  std::vector<std::uint32_t> candidates(open.begin(), open.end());
  for (const Referrer& referrer : inventory.referrers(owner))
    candidates.push_back(referrer.resource);
  std::inplace_merge(candidates.begin(),
                     candidates.begin() + static_cast<std::ptrdiff_t>(open.size()),
                     candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  for (const std::uint32_t index : candidates) {
    const Resource& resource = inventory.resource(index);
    const auto* const body = inventory.body<PrivateEndpoint>(resource);
    if (body == nullptr || !resource.is_collected || resource.intent != owner.intent)
      continue;
    const Truth approved = connects(inventory, *body, owner);
    if (approved != Truth::no)
      add(&resource, approved);
  }
  return result;
}

}  // namespace

std::vector<EndpointLink> endpoints_of(const Inventory& inventory, const RedisCache& cache,
                                       bool& is_complete) {
  return links_of<RedisPrivateEndpointConnection>(inventory, cache, is_complete);
}

std::vector<EndpointLink> endpoints_of(const Inventory& inventory, const RedisEnterprise& cluster,
                                       bool& is_complete) {
  return links_of<RedisEnterprisePrivateEndpointConnection>(inventory, cluster, is_complete);
}

}  // namespace cachewarden::inline v0::reach
