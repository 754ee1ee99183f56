#pragma once

#include <array>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// The side of a private endpoint that a cache shows. The same structure stands below
/// Microsoft.Cache/redis and Microsoft.Cache/redisEnterprise.
struct PrivateEndpointConnection {
  Property<Text> private_endpoint_id{};
  Property<ConnectionStatus> status{};
  Property<Text> description{};  ///< why, in somebody's words
  Property<Text> actions_required{};
  Property<Text> provisioning_state{};
  Property<List<Text>> group_ids{};

  friend bool operator==(const PrivateEndpointConnection&,
                         const PrivateEndpointConnection&) = default;
};

inline constexpr std::array private_endpoint_connection_fields{
    field<&PrivateEndpointConnection::private_endpoint_id>(
        {.name = "private_endpoint_id",
         .arm = {"properties.privateEndpoint.id"},
         .refers_to = "Microsoft.Network/privateEndpoints",
         .absence = Absence::none}),
    field<&PrivateEndpointConnection::status>(
        {.name = "status", .arm = {"properties.privateLinkServiceConnectionState.status"}}),
    field<&PrivateEndpointConnection::description>(
        {.name = "description",
         .arm = {"properties.privateLinkServiceConnectionState.description"}}),
    field<&PrivateEndpointConnection::actions_required>(
        {.name = "actions_required",
         .arm = {"properties.privateLinkServiceConnectionState.actionsRequired"}}),
    field<&PrivateEndpointConnection::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}}),
    field<&PrivateEndpointConnection::group_ids>(
        {.name = "group_ids", .arm = {"properties.groupIds"}, .absence = Absence::none}),
};

/// A connection of a Microsoft.Cache/redis cache.
struct RedisPrivateEndpointConnection : PrivateEndpointConnection {
  static const ResourceType type;
  friend bool operator==(const RedisPrivateEndpointConnection&,
                         const RedisPrivateEndpointConnection&) = default;
};

inline constexpr ResourceType RedisPrivateEndpointConnection::type{
    .arm = "Microsoft.Cache/redis/privateEndpointConnections",
    .label = "private endpoint connection",
    .fields = private_endpoint_connection_fields,
    .collect = "az network private-endpoint-connection show --id {id}",
    .collect_all = "az network private-endpoint-connection list --id {id}",
};

/// A connection of a Microsoft.Cache/redisEnterprise cluster.
struct RedisEnterprisePrivateEndpointConnection : PrivateEndpointConnection {
  static const ResourceType type;
  friend bool operator==(const RedisEnterprisePrivateEndpointConnection&,
                         const RedisEnterprisePrivateEndpointConnection&) = default;
};

inline constexpr ResourceType RedisEnterprisePrivateEndpointConnection::type{
    .arm = "Microsoft.Cache/redisEnterprise/privateEndpointConnections",
    .label = "private endpoint connection",
    .fields = private_endpoint_connection_fields,
    .collect = "az network private-endpoint-connection show --id {id}",
    .collect_all = "az network private-endpoint-connection list --id {id}",
};

}  // namespace cachewarden::inline v0
