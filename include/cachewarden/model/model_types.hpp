#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/activity_log_alert.hpp"
#include "cachewarden/model/conditional_access_policy.hpp"
#include "cachewarden/model/diagnostic_setting.hpp"
#include "cachewarden/model/key_vault.hpp"
#include "cachewarden/model/log_workspace.hpp"
#include "cachewarden/model/management_lock.hpp"
#include "cachewarden/model/metric_alert.hpp"
#include "cachewarden/model/network_interface.hpp"
#include "cachewarden/model/network_manager.hpp"
#include "cachewarden/model/network_security_group.hpp"
#include "cachewarden/model/network_watcher.hpp"
#include "cachewarden/model/policy_assignment.hpp"
#include "cachewarden/model/private_dns_zone.hpp"
#include "cachewarden/model/private_endpoint.hpp"
#include "cachewarden/model/private_endpoint_connection.hpp"
#include "cachewarden/model/redis_cache.hpp"
#include "cachewarden/model/redis_children.hpp"
#include "cachewarden/model/redis_enterprise.hpp"
#include "cachewarden/model/redis_enterprise_children.hpp"
#include "cachewarden/model/role_assignment.hpp"
#include "cachewarden/model/route_table.hpp"
#include "cachewarden/model/scheduled_query_rule.hpp"
#include "cachewarden/model/storage_account.hpp"
#include "cachewarden/model/subscription.hpp"
#include "cachewarden/model/template_deployment.hpp"
#include "cachewarden/model/virtual_network.hpp"

namespace cachewarden::inline v0 {

namespace detail {

template <class... Model>
struct TypeList {
  using Vectors = std::tuple<std::vector<Model>...>;
  static constexpr std::array<const ResourceType*, sizeof...(Model)> types{&Model::type...};

  template <class T>
  static constexpr std::uint8_t number() {
    std::uint8_t result = 0;
    std::uint8_t next = 0;
    ((result = std::is_same_v<T, Model> ? next : result, ++next), ...);
    return result;
  }
};

/// The row of each model type; the order gives the numbers, which never leave the process.
using ModelTypes =
    TypeList<RedisCache, RedisFirewallRule, RedisPatchSchedule, RedisLinkedServer,
             RedisAccessPolicy, RedisAccessPolicyAssignment, RedisPrivateEndpointConnection,
             RedisEnterprise, RedisEnterpriseDatabase, RedisEnterpriseAccessPolicyAssignment,
             RedisEnterprisePrivateEndpointConnection, VirtualNetwork, VirtualNetworkPeering,
             Subnet, NetworkSecurityGroup, UserSecurityRule, DefaultSecurityRule,
             ApplicationSecurityGroup, RouteTable, Route, PrivateEndpoint, PrivateDnsZoneGroup,
             PrivateDnsZone, VirtualNetworkLink, DiagnosticSetting, Subscription, MetricAlert,
             ScheduledQueryRule, ActivityLogAlert, PolicyAssignment, RoleAssignment, ManagementLock,
             StorageAccount, LogWorkspace, NetworkWatcher, FlowLog, PrivateDnsRecordSet,
             NetworkInterface, SecurityAdminRule, SecurityAdminRuleCollection, NetworkGroupMember,
             KeyVault, KeyVaultKey, EntraTenant, ConditionalAccessPolicy, TemplateDeployment>;

}  // namespace detail

/// Number of a model type.
using TypeNumber = std::uint8_t;
inline constexpr TypeNumber no_model = 0xff;  ///< a resource of a type that has no model

template <class Model>
inline constexpr TypeNumber type_number = detail::ModelTypes::number<Model>();

/// All resource types that have a model, by number.
[[nodiscard]] constexpr std::span<const ResourceType* const> resource_types() noexcept {
  return detail::ModelTypes::types;
}

/// The number of a resource type, compared without case; `no_model` if there is none.
[[nodiscard]] constexpr TypeNumber find_type(std::string_view arm_type) noexcept {
  for (std::size_t i = 0; i < resource_types().size(); ++i) {
    if (equal_folded(resource_types()[i]->arm, arm_type))
      return static_cast<TypeNumber>(i);
  }
  return no_model;
}

}  // namespace cachewarden::inline v0
