#pragma once

#include <algorithm>
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
#include "cachewarden/model/resource_id.hpp"
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

namespace detail {

/// Where the search for a type begins: by the length of its name and the end of its last word,
/// which are known without putting the type of an id together.
[[nodiscard]] constexpr std::size_t type_slot(std::size_t length, std::string_view last) noexcept {
  constexpr std::size_t looked_at = 6;
  for (const char c : last.substr(last.size() - std::min(last.size(), looked_at)))
    length = length * 31 + static_cast<unsigned char>(fold(c));
  return length % 127;
}

/// The types by their slots; a type whose slot is taken stands in the next one that is free.
inline constexpr std::array type_table = [] {
  std::array<TypeNumber, 128> slots{};
  slots.fill(no_model);
  for (std::size_t i = 0; i < resource_types().size(); ++i) {
    const ResourceType& type = *resource_types()[i];
    std::size_t slot = type_slot(type.arm.size(), type.last_word());
    while (slots[slot] != no_model)
      slot = (slot + 1) % slots.size();
    slots[slot] = static_cast<TypeNumber>(i);
  }
  return slots;
}();
static_assert(ModelTypes::types.size() * 2 <= type_table.size());

template <class Is>
[[nodiscard]] constexpr TypeNumber find_type_at(std::size_t slot, Is&& is_it) noexcept {
  for (; type_table[slot] != no_model; slot = (slot + 1) % type_table.size()) {
    if (is_it(resource_types()[type_table[slot]]->arm))
      return type_table[slot];
  }
  return no_model;
}

}  // namespace detail

/// The number of a resource type, compared without case; `no_model` if there is none.
[[nodiscard]] constexpr TypeNumber find_type(std::string_view arm_type) noexcept {
  const std::string_view last = arm_type.substr(arm_type.rfind('/') + 1);
  return detail::find_type_at(detail::type_slot(arm_type.size(), last),
                              [=](std::string_view arm) { return equal_folded(arm, arm_type); });
}

/// The number of the type of a resource.
[[nodiscard]] constexpr TypeNumber find_type(const ResourceId& id) noexcept {
  // Types and names take turns in the path; the last word is a name.
  std::size_t length = id.provider.size();
  std::string_view last;
  for (std::string_view path = id.path; !path.empty();) {
    const std::size_t name = path.find('/');
    last = path.substr(0, name);
    length += 1 + last.size();
    const std::size_t next = name == std::string_view::npos ? name : path.find('/', name + 1);
    path = next == std::string_view::npos ? std::string_view() : path.substr(next + 1);
  }
  return detail::find_type_at(detail::type_slot(length, last),
                              [&](std::string_view arm) { return id.is_of_type(arm); });
}

}  // namespace cachewarden::inline v0
