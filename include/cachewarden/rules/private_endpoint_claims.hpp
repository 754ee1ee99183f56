#pragma once

#include <string_view>

#include "cachewarden/rules/context.hpp"

/// What rules ask of the private endpoints of a cache. Both ends show the connection: the cache
/// lists it, and the endpoint names the cache.
namespace cachewarden::inline v0::rules {

/// Whether a reference names a resource. Where one of the ids holds a placeholder, such as the
/// resource group that a template will be deployed to, the same type and name may be the same
/// resource or not.
[[nodiscard]] inline Truth names(const Property<Text>& reference, const Resource& resource) {
  if (!reference.has_value())
    return reference.is_gap() ? Truth::unknown : Truth::no;
  const std::string_view a = canonical_id(*reference);
  const std::string_view b = canonical_id(resource.id);
  if (equal_folded(a, b))
    return Truth::yes;
  const auto tail = [](std::string_view id) {
    const std::optional<ResourceId> parsed = parse_resource_id(id);
    return parsed ? id.substr(parsed->scope.size()) : id;
  };
  const bool is_open =
      a.find('{') != std::string_view::npos || b.find('{') != std::string_view::npos;
  return is_open && equal_folded(tail(a), tail(b)) ? Truth::unknown : Truth::no;
}

/// The endpoint has an approved connection to the cache. Planned endpoints show no status:
/// automatic connections are approved when they are made, manual ones wait for somebody. Source:
/// learn.microsoft.com/azure/private-link/private-endpoint-overview, connection approval.
[[nodiscard]] inline Claim leads_to(const PrivateEndpoint& endpoint, const Resource& cache,
                                    bool is_planned) {
  const auto approved = [&](const PrivateLinkConnection& each, Truth unstated) {
    const bool is_unstated = is_planned && each.status.state() == State::absent;
    return names(each.private_link_service_id, cache) &
           (is_unstated ? unstated : equals(each.status, ConnectionStatus::approved).truth);
  };
  return any_of(
      some_record(endpoint.connections,
                  [&](const PrivateLinkConnection& each) { return approved(each, Truth::yes); }),
      some_record(endpoint.manual_connections,
                  [&](const PrivateLinkConnection& each) { return approved(each, Truth::no); }));
}

/// The cache has an approved private endpoint connection. What the cache lists decides; where its
/// list is not complete, as in templates, endpoints that name the cache are asked.
template <class Connection, class Cache>
[[nodiscard]] Claim has_approved_endpoint(const Cache& cache, const Context& context) {
  const Resource& owner = context.owner(cache);
  const Children<Connection> listed = context.template children<Connection>(cache);
  Claim result = some(listed, [](const Connection& connection) {
    return equals(connection.status, ConnectionStatus::approved);
  });
  if (result.truth == Truth::yes || listed.completeness == Completeness::complete)
    return result;
  const bool is_planned = owner.intent == Intent::planned;
  for (const PrivateEndpoint* endpoint : is_planned
                                             ? context.template all<PrivateEndpoint>()
                                             : context.template referrers<PrivateEndpoint>(cache)) {
    if (context.owner(*endpoint).intent != owner.intent)
      continue;
    const Claim led = leads_to(*endpoint, owner, is_planned);
    if (led.truth == Truth::yes)
      return led;
    if (led.truth == Truth::unknown)
      result = any_of(result, led);
  }
  return result;
}

}  // namespace cachewarden::inline v0::rules
