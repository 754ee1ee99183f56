#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

/// Children of Azure Cache for Redis. None of them but the private endpoint connections is part of
/// a cache's own answer.
namespace cachewarden::inline v0 {

/// A range of IPv4 addresses, both ends included, that may reach the public endpoint.
struct RedisFirewallRule {
  Property<Text> start_ip{};
  Property<Text> end_ip{};

  static const ResourceType type;
  friend bool operator==(const RedisFirewallRule&, const RedisFirewallRule&) = default;
};

inline constexpr std::array redis_firewall_rule_fields{
    field<&RedisFirewallRule::start_ip>({.name = "start_ip",
                                         .arm = {"properties.startIP"},
                                         .terraform = {"start_ip"},
                                         .normal = Normal::ipv4}),
    field<&RedisFirewallRule::end_ip>({.name = "end_ip",
                                       .arm = {"properties.endIP"},
                                       .terraform = {"end_ip"},
                                       .normal = Normal::ipv4}),
};

inline constexpr ResourceType RedisFirewallRule::type{
    .arm = "Microsoft.Cache/redis/firewallRules",
    .label = "cache firewall rule",
    .terraform = {"azurerm_redis_firewall_rule"},
    .fields = redis_firewall_rule_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az redis firewall-rules list --name {name} --resource-group {group} "
        "--subscription {subscription}",
    .shows_state = false,
};

/// One window in which the service may patch the cache.
struct PatchWindow {
  Property<DayOfWeek> day_of_week{};
  Property<std::int32_t> start_hour_utc{};
  Property<Text> maintenance_window{};  ///< ISO 8601 duration; absent means PT5H

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const PatchWindow&, const PatchWindow&) = default;
};

inline constexpr std::array patch_window_fields{
    field<&PatchWindow::day_of_week>(
        {.name = "day_of_week", .arm = {"dayOfWeek"}, .terraform = {"day_of_week"}}),
    field<&PatchWindow::start_hour_utc>({.name = "start_hour_utc",
                                         .arm = {"startHourUtc"},
                                         .terraform = {"start_hour_utc"},
                                         .least = 0,
                                         .most = 23}),
    field<&PatchWindow::maintenance_window>({.name = "maintenance_window",
                                             .arm = {"maintenanceWindow"},
                                             .terraform = {"maintenance_window"},
                                             .absence = Absence::none,
                                             .normal = Normal::duration}),
};

constexpr std::span<const FieldRow> PatchWindow::fields() {
  return patch_window_fields;
}

/// The patch schedule of a cache; its only name is `default`.
struct RedisPatchSchedule {
  Property<List<PatchWindow>> schedule_entries{};

  static const ResourceType type;
  friend bool operator==(const RedisPatchSchedule&, const RedisPatchSchedule&) = default;
};

inline constexpr std::array redis_patch_schedule_fields{
    field<&RedisPatchSchedule::schedule_entries>({.name = "schedule_entries",
                                                  .arm = {"properties.scheduleEntries"},
                                                  .terraform = {"patch_schedule"},
                                                  .absence = Absence::none}),
};

inline constexpr ResourceType RedisPatchSchedule::type{
    .arm = "Microsoft.Cache/redis/patchSchedules",
    .label = "patch schedule",
    .fields = redis_patch_schedule_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az redis patch-schedule show --name {name} --resource-group {group} "
        "--subscription {subscription}",
    .shows_state = false,
};

enum class ReplicationRole : std::uint8_t { primary = 1, secondary = 2 };

inline constexpr EnumName replication_role_names[] = {{"Primary", 1}, {"Secondary", 2}};

constexpr std::span<const EnumName> enum_names(ReplicationRole) noexcept {
  return replication_role_names;
}

/// A passive geo-replication link, declared on one cache and shown on both.
struct RedisLinkedServer {
  Property<Text> linked_redis_cache_id{};
  Property<Text> linked_redis_cache_location{};
  Property<ReplicationRole> server_role{};            ///< of the linked cache
  Property<Text> geo_replicated_primary_host_name{};  ///< follows the primary in a failover
  Property<Text> primary_host_name{};
  Property<Text> provisioning_state{};

  static const ResourceType type;
  friend bool operator==(const RedisLinkedServer&, const RedisLinkedServer&) = default;
};

inline constexpr std::array redis_linked_server_fields{
    field<&RedisLinkedServer::linked_redis_cache_id>({.name = "linked_redis_cache_id",
                                                      .arm = {"properties.linkedRedisCacheId"},
                                                      .terraform = {"linked_redis_cache_id"},
                                                      .refers_to = "Microsoft.Cache/redis"}),
    field<&RedisLinkedServer::linked_redis_cache_location>(
        {.name = "linked_redis_cache_location",
         .arm = {"properties.linkedRedisCacheLocation"},
         .terraform = {"linked_redis_cache_location"},
         .normal = Normal::location}),
    field<&RedisLinkedServer::server_role>(
        {.name = "server_role", .arm = {"properties.serverRole"}, .terraform = {"server_role"}}),
    field<&RedisLinkedServer::geo_replicated_primary_host_name>(
        {.name = "geo_replicated_primary_host_name",
         .arm = {"properties.geoReplicatedPrimaryHostName"},
         .terraform = {"geo_replicated_primary_host_name"},
         .read_only = true}),
    field<&RedisLinkedServer::primary_host_name>(
        {.name = "primary_host_name", .arm = {"properties.primaryHostName"}, .read_only = true}),
    field<&RedisLinkedServer::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
};

inline constexpr ResourceType RedisLinkedServer::type{
    .arm = "Microsoft.Cache/redis/linkedServers",
    .label = "geo-replication link",
    .terraform = {"azurerm_redis_linked_server"},
    .fields = redis_linked_server_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az redis server-link list --name {name} --resource-group {group} "
        "--subscription {subscription}",
};

enum class PolicyOrigin : std::uint8_t { built_in = 1, custom = 2 };

inline constexpr EnumName policy_origin_names[] = {{"BuiltIn", 1}, {"Custom", 2}};

constexpr std::span<const EnumName> enum_names(PolicyOrigin) noexcept {
  return policy_origin_names;
}

/// A data access policy: what holders of it may do, in Redis ACL words.
struct RedisAccessPolicy {
  Property<Text> permissions{};
  Property<PolicyOrigin> origin{};
  Property<Text> provisioning_state{};

  static const ResourceType type;
  friend bool operator==(const RedisAccessPolicy&, const RedisAccessPolicy&) = default;
};

inline constexpr std::array redis_access_policy_fields{
    field<&RedisAccessPolicy::permissions>(
        {.name = "permissions", .arm = {"properties.permissions"}, .terraform = {"permissions"}}),
    field<&RedisAccessPolicy::origin>(
        {.name = "origin", .arm = {"properties.type", "typePropertiesType"}, .read_only = true}),
    field<&RedisAccessPolicy::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
};

inline constexpr ResourceType RedisAccessPolicy::type{
    .arm = "Microsoft.Cache/redis/accessPolicies",
    .label = "data access policy",
    .terraform = {"azurerm_redis_cache_access_policy"},
    .fields = redis_access_policy_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az redis access-policy list --name {name} --resource-group {group} "
        "--subscription {subscription}",
};

/// Gives a data access policy to a user, group or application of Microsoft Entra.
struct RedisAccessPolicyAssignment {
  Property<Text> access_policy_name{};
  Property<Text> object_id{};
  Property<Text> object_id_alias{};
  Property<Text> provisioning_state{};

  static const ResourceType type;
  friend bool operator==(const RedisAccessPolicyAssignment&,
                         const RedisAccessPolicyAssignment&) = default;
};

inline constexpr std::array redis_access_policy_assignment_fields{
    field<&RedisAccessPolicyAssignment::access_policy_name>({.name = "access_policy_name",
                                                             .arm = {"properties.accessPolicyName"},
                                                             .terraform = {"access_policy_name"}}),
    field<&RedisAccessPolicyAssignment::object_id>(
        {.name = "object_id", .arm = {"properties.objectId"}, .terraform = {"object_id"}}),
    field<&RedisAccessPolicyAssignment::object_id_alias>({.name = "object_id_alias",
                                                          .arm = {"properties.objectIdAlias"},
                                                          .terraform = {"object_id_alias"}}),
    field<&RedisAccessPolicyAssignment::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
};

inline constexpr ResourceType RedisAccessPolicyAssignment::type{
    .arm = "Microsoft.Cache/redis/accessPolicyAssignments",
    .label = "data access policy assignment",
    .terraform = {"azurerm_redis_cache_access_policy_assignment"},
    .fields = redis_access_policy_assignment_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az redis access-policy-assignment list --name {name} "
        "--resource-group {group} --subscription {subscription}",
};

}  // namespace cachewarden::inline v0
