#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

enum class ClientProtocol : std::uint8_t { plaintext = 1, encrypted = 2 };

inline constexpr EnumName client_protocol_names[] = {{"Plaintext", 1}, {"Encrypted", 2}};

constexpr std::span<const EnumName> enum_names(ClientProtocol) noexcept {
  return client_protocol_names;
}

enum class ClusteringPolicy : std::uint8_t {
  oss_cluster = 1,
  enterprise_cluster = 2,
  no_cluster = 3
};

inline constexpr EnumName clustering_policy_names[] = {
    {"OSSCluster", 1}, {"EnterpriseCluster", 2}, {"NoCluster", 3}};

constexpr std::span<const EnumName> enum_names(ClusteringPolicy) noexcept {
  return clustering_policy_names;
}

enum class UpgradeTiming : std::uint8_t { not_deferred = 1, deferred = 2 };

inline constexpr EnumName upgrade_timing_names[] = {{"NotDeferred", 1}, {"Deferred", 2}};

constexpr std::span<const EnumName> enum_names(UpgradeTiming) noexcept {
  return upgrade_timing_names;
}

enum class LinkState : std::uint8_t {
  linked = 1,
  linking = 2,
  unlinking = 3,
  link_failed = 4,
  unlink_failed = 5
};

inline constexpr EnumName link_state_names[] = {
    {"Linked", 1}, {"Linking", 2}, {"Unlinking", 3}, {"LinkFailed", 4}, {"UnlinkFailed", 5}};

constexpr std::span<const EnumName> enum_names(LinkState) noexcept {
  return link_state_names;
}

/// A member of an active geo-replication group; the database itself is one of them.
struct LinkedDatabase {
  Property<Text> id{};
  Property<LinkState> state{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const LinkedDatabase&, const LinkedDatabase&) = default;
};

inline constexpr std::array linked_database_fields{
    field<&LinkedDatabase::id>(
        {.name = "id", .arm = {"id"}, .refers_to = "Microsoft.Cache/redisEnterprise/databases"}),
    field<&LinkedDatabase::state>({.name = "state", .arm = {"state"}}),
};

constexpr std::span<const FieldRow> LinkedDatabase::fields() {
  return linked_database_fields;
}

/// A Redis module that a database loads.
struct DatabaseModule {
  Property<Text> name{};
  Property<Text> args{};
  Property<Text> version{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const DatabaseModule&, const DatabaseModule&) = default;
};

inline constexpr std::array database_module_fields{
    field<&DatabaseModule::name>({.name = "name", .arm = {"name"}, .terraform = {"name"}}),
    field<&DatabaseModule::args>(
        {.name = "args", .arm = {"args"}, .terraform = {"args"}, .absence = Absence::none}),
    field<&DatabaseModule::version>({.name = "version",
                                     .arm = {"version"},
                                     .terraform = {"version"},
                                     .normal = Normal::numeric,
                                     .read_only = true}),
};

constexpr std::span<const FieldRow> DatabaseModule::fields() {
  return database_module_fields;
}

/// The database of an Azure Managed Redis instance or Enterprise cluster; its only name is
/// `default`.
struct RedisEnterpriseDatabase {
  Property<ClientProtocol> client_protocol{};
  Property<std::int32_t> port{};
  Property<ClusteringPolicy> clustering_policy{};
  Property<Text> eviction_policy{};
  Property<bool> aof_enabled{};
  Property<Text> aof_frequency{};
  Property<bool> rdb_enabled{};
  Property<Text> rdb_frequency{};
  Property<List<DatabaseModule>> modules{};
  Property<Text> group_nickname{};
  Property<List<LinkedDatabase>> linked_databases{};
  Property<bool> access_keys_authentication{};
  Property<UpgradeTiming> defer_upgrade{};
  Property<Text> notify_keyspace_events{};
  Property<Text> redis_version{};
  Property<Text> provisioning_state{};
  Property<Text> resource_state{};

  static const ResourceType type;
  friend bool operator==(const RedisEnterpriseDatabase&, const RedisEnterpriseDatabase&) = default;
};

inline constexpr std::array redis_enterprise_database_fields{
    field<&RedisEnterpriseDatabase::client_protocol>({.name = "client_protocol",
                                                      .arm = {"properties.clientProtocol"},
                                                      .terraform = {"client_protocol"}}),
    field<&RedisEnterpriseDatabase::port>({.name = "port",
                                           .arm = {"properties.port"},
                                           .terraform = {"port"},
                                           .least = 0,
                                           .most = 65535}),
    field<&RedisEnterpriseDatabase::clustering_policy>({.name = "clustering_policy",
                                                        .arm = {"properties.clusteringPolicy"},
                                                        .terraform = {"clustering_policy"}}),
    field<&RedisEnterpriseDatabase::eviction_policy>({.name = "eviction_policy",
                                                      .arm = {"properties.evictionPolicy"},
                                                      .terraform = {"eviction_policy"}}),
    field<&RedisEnterpriseDatabase::aof_enabled>(
        {.name = "aof_enabled", .arm = {"properties.persistence.aofEnabled"}}),
    field<&RedisEnterpriseDatabase::aof_frequency>(
        {.name = "aof_frequency",
         .arm = {"properties.persistence.aofFrequency"},
         .terraform = {"persistence_append_only_file_backup_frequency"},
         .absence = Absence::none}),
    field<&RedisEnterpriseDatabase::rdb_enabled>(
        {.name = "rdb_enabled", .arm = {"properties.persistence.rdbEnabled"}}),
    field<&RedisEnterpriseDatabase::rdb_frequency>(
        {.name = "rdb_frequency",
         .arm = {"properties.persistence.rdbFrequency"},
         .terraform = {"persistence_redis_database_backup_frequency"},
         .absence = Absence::none}),
    field<&RedisEnterpriseDatabase::modules>({.name = "modules",
                                              .arm = {"properties.modules"},
                                              .terraform = {"module"},
                                              .absence = Absence::none}),
    field<&RedisEnterpriseDatabase::group_nickname>(
        {.name = "group_nickname",
         .arm = {"properties.geoReplication.groupNickname"},
         .terraform = {"geo_replication_group_name", "linked_database_group_nickname"},
         .absence = Absence::none}),
    field<&RedisEnterpriseDatabase::linked_databases>(
        {.name = "linked_databases",
         .arm = {"properties.geoReplication.linkedDatabases"},
         .absence = Absence::none}),
    field<&RedisEnterpriseDatabase::access_keys_authentication>(
        {.name = "access_keys_authentication",
         .arm = {"properties.accessKeysAuthentication"},
         .terraform = {"access_keys_authentication_enabled"}}),
    field<&RedisEnterpriseDatabase::defer_upgrade>(
        {.name = "defer_upgrade", .arm = {"properties.deferUpgrade"}}),
    field<&RedisEnterpriseDatabase::notify_keyspace_events>(
        {.name = "notify_keyspace_events",
         .arm = {"properties.notifyKeyspaceEvents"},
         .absence = Absence::none}),
    field<&RedisEnterpriseDatabase::redis_version>(
        {.name = "redis_version", .arm = {"properties.redisVersion"}, .read_only = true}),
    field<&RedisEnterpriseDatabase::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
    field<&RedisEnterpriseDatabase::resource_state>(
        {.name = "resource_state", .arm = {"properties.resourceState"}, .read_only = true}),
};

inline constexpr ResourceType RedisEnterpriseDatabase::type{
    .arm = "Microsoft.Cache/redisEnterprise/databases",
    .label = "Azure Managed Redis or Enterprise database",
    .terraform = {"azurerm_redis_enterprise_database"},
    .fields = redis_enterprise_database_fields,
    .collect = "az redisenterprise database show --ids {id}",
    .collect_all =
        "az redisenterprise database list --cluster-name {name} "
        "--resource-group {group} --subscription {subscription}",
};

/// Gives a user, group or application of Microsoft Entra access to the data of a database.
struct RedisEnterpriseAccessPolicyAssignment {
  Property<Text> access_policy_name{};
  Property<Text> object_id{};
  Property<Text> access_string{};  ///< Redis ACL words; none means full access
  Property<Text> provisioning_state{};
  Property<Text> provisioning_error{};

  static const ResourceType type;
  friend bool operator==(const RedisEnterpriseAccessPolicyAssignment&,
                         const RedisEnterpriseAccessPolicyAssignment&) = default;
};

inline constexpr std::array redis_enterprise_access_policy_assignment_fields{
    field<&RedisEnterpriseAccessPolicyAssignment::access_policy_name>(
        {.name = "access_policy_name",
         .arm = {"properties.accessPolicyName"},
         .terraform = {"access_policy_name"}}),
    field<&RedisEnterpriseAccessPolicyAssignment::object_id>(
        {.name = "object_id", .arm = {"properties.user.objectId"}, .terraform = {"object_id"}}),
    field<&RedisEnterpriseAccessPolicyAssignment::access_string>(
        {.name = "access_string", .arm = {"properties.accessString"}, .absence = Absence::none}),
    field<&RedisEnterpriseAccessPolicyAssignment::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
    field<&RedisEnterpriseAccessPolicyAssignment::provisioning_error>(
        {.name = "provisioning_error", .arm = {"properties.provisioningError"}, .read_only = true}),
};

inline constexpr ResourceType RedisEnterpriseAccessPolicyAssignment::type{
    .arm = "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments",
    .label = "data access policy assignment",
    .terraform = {"azurerm_managed_redis_access_policy_assignment"},
    .fields = redis_enterprise_access_policy_assignment_fields,
    .collect = "az resource show --ids {id}",
    .collect_all =
        "az rest --method get --url "
        "{id}/accessPolicyAssignments?api-version=2025-07-01",
};

}  // namespace cachewarden::inline v0
