#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

enum class RedisTier : std::uint8_t { basic = 1, standard = 2, premium = 3 };

inline constexpr EnumName redis_tier_names[] = {{"Basic", 1}, {"Standard", 2}, {"Premium", 3}};

constexpr std::span<const EnumName> enum_names(RedisTier) noexcept {
  return redis_tier_names;
}

enum class ZonalAllocation : std::uint8_t { automatic = 1, user_defined = 2, no_zones = 3 };

inline constexpr EnumName zonal_allocation_names[] = {
    {"Automatic", 1}, {"UserDefined", 2}, {"NoZones", 3}};

constexpr std::span<const EnumName> enum_names(ZonalAllocation) noexcept {
  return zonal_allocation_names;
}

enum class UpdateChannel : std::uint8_t { stable = 1, preview = 2 };

inline constexpr EnumName update_channel_names[] = {{"Stable", 1}, {"Preview", 2}};

constexpr std::span<const EnumName> enum_names(UpdateChannel) noexcept {
  return update_channel_names;
}

enum class StorageAuthentication : std::uint8_t {
  shared_access_signature = 1,
  managed_identity = 2
};

inline constexpr EnumName storage_authentication_names[] = {{"SAS", 1}, {"ManagedIdentity", 2}};

constexpr std::span<const EnumName> enum_names(StorageAuthentication) noexcept {
  return storage_authentication_names;
}

/// A node of a cache as the service reports it.
struct RedisInstance {
  Property<std::int32_t> ssl_port{};
  Property<std::int32_t> non_ssl_port{};  ///< shown only while the port is open
  Property<Text> zone{};
  Property<std::int32_t> shard_id{};
  Property<bool> is_primary{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const RedisInstance&, const RedisInstance&) = default;
};

inline constexpr std::array redis_instance_fields{
    field<&RedisInstance::ssl_port>(
        {.name = "ssl_port", .arm = {"sslPort"}, .least = 0, .most = 65535}),
    field<&RedisInstance::non_ssl_port>({.name = "non_ssl_port",
                                         .arm = {"nonSslPort"},
                                         .absence = Absence::none,
                                         .least = 0,
                                         .most = 65535}),
    field<&RedisInstance::zone>(
        {.name = "zone", .arm = {"zone"}, .absence = Absence::none, .normal = Normal::numeric}),
    field<&RedisInstance::shard_id>(
        {.name = "shard_id", .arm = {"shardId"}, .absence = Absence::none}),
    field<&RedisInstance::is_primary>({.name = "is_primary", .arm = {"isPrimary", "isMaster"}}),
};

constexpr std::span<const FieldRow> RedisInstance::fields() {
  return redis_instance_fields;
}

/// Azure Cache for Redis (Basic, Standard and Premium). Properties are named as in the REST
/// interface of Microsoft.Cache/redis, api-version 2024-11-01 and the preview 2025-08-01.
struct RedisCache {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<List<Text>> zones{};  ///< also empty where zones are allocated automatically
  Property<IdentityType> identity_type{};
  Property<List<Text>> identity_ids{};
  Property<Text> identity_principal_id{};  ///< of the identity that Azure made
  Property<Text> identity_tenant_id{};
  Property<RedisTier> sku_name{};
  Property<Text> sku_family{};
  Property<std::int32_t> sku_capacity{};
  Property<bool> enable_non_ssl_port{};  ///< port 6379, plain text
  Property<TlsVersion> minimum_tls_version{};
  Property<bool> public_network_access{};
  Property<bool> disable_access_key_authentication{};
  Property<Text> subnet_id{};  ///< the subnet that a Premium cache is injected into
  Property<Text> static_ip{};
  Property<std::int32_t> shard_count{};
  Property<std::int32_t> replicas_per_primary{};
  Property<Text> redis_version{};
  Property<UpdateChannel> update_channel{};
  Property<ZonalAllocation> zonal_allocation_policy{};
  Property<Text> provisioning_state{};
  Property<Text> host_name{};
  Property<std::int32_t> port{};  ///< 6379 in every live answer, open or not
  Property<std::int32_t> ssl_port{};
  Property<List<RedisInstance>> instances{};
  Property<Text> target_amr_resource_id{};
  Property<List<Pair>> tenant_settings{};
  Property<bool> access_keys{};  ///< the input holds keys; they are not read
  Property<bool> aad_enabled{};
  Property<bool> authnotrequired{};
  Property<bool> rdb_backup_enabled{};
  Property<std::int32_t> rdb_backup_frequency{};  ///< minutes
  Property<std::int32_t> rdb_backup_max_snapshot_count{};
  Property<bool> rdb_storage_connection_string{};
  Property<bool> aof_backup_enabled{};
  Property<bool> aof_storage_connection_string_0{};
  Property<bool> aof_storage_connection_string_1{};
  Property<StorageAuthentication> preferred_data_persistence_auth_method{};
  Property<StorageAuthentication> preferred_data_archive_auth_method{};
  Property<Text> storage_subscription_id{};
  Property<Text> maxmemory_policy{};
  Property<std::int32_t> maxmemory_reserved{};               ///< MB; none: a tenth of the size
  Property<std::int32_t> maxmemory_delta{};                  ///< MB
  Property<std::int32_t> maxfragmentationmemory_reserved{};  ///< MB
  Property<std::int32_t> maxclients{};
  Property<Text> notify_keyspace_events{};
  Property<Text> zonal_configuration{};  ///< a JSON document in a text

  static const ResourceType type;
  friend bool operator==(const RedisCache&, const RedisCache&) = default;
};

static_assert(sizeof(RedisCache) <= 512);

inline constexpr std::array redis_cache_fields{
    field<&RedisCache::location>({.name = "location",
                                  .arm = {"location"},
                                  .terraform = {"location"},
                                  .normal = Normal::location}),
    field<&RedisCache::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&RedisCache::zones>({.name = "zones",
                               .arm = {"zones"},
                               .terraform = {"zones"},
                               .absence = Absence::none,
                               .normal = Normal::numeric}),
    field<&RedisCache::identity_type>({.name = "identity_type",
                                       .arm = {"identity.type"},
                                       .terraform = {"identity.type"},
                                       .absence = Absence::none}),
    field<&RedisCache::identity_ids>({.name = "identity_ids",
                                      .arm = {"identity.userAssignedIdentities"},
                                      .terraform = {"identity.identity_ids"},
                                      .absence = Absence::none,
                                      .keys = true}),
    field<&RedisCache::identity_principal_id>({.name = "identity_principal_id",
                                               .arm = {"identity.principalId"},
                                               .terraform = {"identity.principal_id"},
                                               .read_only = true}),
    field<&RedisCache::identity_tenant_id>({.name = "identity_tenant_id",
                                            .arm = {"identity.tenantId"},
                                            .terraform = {"identity.tenant_id"},
                                            .read_only = true}),
    field<&RedisCache::sku_name>({.name = "sku_name",
                                  .arm = {"properties.sku.name", "sku.name"},
                                  .terraform = {"sku_name"}}),
    field<&RedisCache::sku_family>({.name = "sku_family",
                                    .arm = {"properties.sku.family", "sku.family"},
                                    .terraform = {"family"}}),
    field<&RedisCache::sku_capacity>({.name = "sku_capacity",
                                      .arm = {"properties.sku.capacity", "sku.capacity"},
                                      .terraform = {"capacity"},
                                      .least = 0}),
    field<&RedisCache::enable_non_ssl_port>(
        {.name = "enable_non_ssl_port",
         .arm = {"properties.enableNonSslPort"},
         .terraform = {"non_ssl_port_enabled", "enable_non_ssl_port"}}),
    field<&RedisCache::minimum_tls_version>({.name = "minimum_tls_version",
                                             .arm = {"properties.minimumTlsVersion"},
                                             .terraform = {"minimum_tls_version"}}),
    field<&RedisCache::public_network_access>({.name = "public_network_access",
                                               .arm = {"properties.publicNetworkAccess"},
                                               .terraform = {"public_network_access_enabled"}}),
    field<&RedisCache::disable_access_key_authentication>(
        {.name = "disable_access_key_authentication",
         .arm = {"properties.disableAccessKeyAuthentication"},
         .terraform = {"access_keys_authentication_enabled"},
         .transform = Transform::inverted}),
    field<&RedisCache::subnet_id>({.name = "subnet_id",
                                   .arm = {"properties.subnetId"},
                                   .terraform = {"subnet_id"},
                                   .refers_to = "Microsoft.Network/virtualNetworks/subnets",
                                   .absence = Absence::none}),
    field<&RedisCache::static_ip>({.name = "static_ip",
                                   .arm = {"properties.staticIP"},
                                   .terraform = {"private_static_ip_address"},
                                   .absence = Absence::none,
                                   .normal = Normal::address}),
    field<&RedisCache::shard_count>({.name = "shard_count",
                                     .arm = {"properties.shardCount"},
                                     .terraform = {"shard_count"},
                                     .absence = Absence::none,
                                     .least = 0}),
    field<&RedisCache::replicas_per_primary>(
        {.name = "replicas_per_primary",
         .arm = {"properties.replicasPerPrimary", "properties.replicasPerMaster"},
         .terraform = {"replicas_per_primary", "replicas_per_master"},
         .least = 0}),
    field<&RedisCache::redis_version>({.name = "redis_version",
                                       .arm = {"properties.redisVersion"},
                                       .terraform = {"redis_version"},
                                       .normal = Normal::numeric}),
    field<&RedisCache::update_channel>(
        {.name = "update_channel", .arm = {"properties.updateChannel"}}),
    field<&RedisCache::zonal_allocation_policy>(
        {.name = "zonal_allocation_policy", .arm = {"properties.zonalAllocationPolicy"}}),
    field<&RedisCache::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
    field<&RedisCache::host_name>({.name = "host_name",
                                   .arm = {"properties.hostName"},
                                   .terraform = {"hostname"},
                                   .read_only = true}),
    field<&RedisCache::port>({.name = "port",
                              .arm = {"properties.port"},
                              .terraform = {"port"},
                              .read_only = true,
                              .least = 0,
                              .most = 65535}),
    field<&RedisCache::ssl_port>({.name = "ssl_port",
                                  .arm = {"properties.sslPort"},
                                  .terraform = {"ssl_port"},
                                  .read_only = true}),
    field<&RedisCache::instances>(
        {.name = "instances", .arm = {"properties.instances"}, .read_only = true}),
    field<&RedisCache::target_amr_resource_id>({.name = "target_amr_resource_id",
                                                .arm = {"properties.targetAmrResourceId"},
                                                .refers_to = "Microsoft.Cache/redisEnterprise",
                                                .absence = Absence::none}),
    field<&RedisCache::tenant_settings>({.name = "tenant_settings",
                                         .arm = {"properties.tenantSettings"},
                                         .terraform = {"tenant_settings"},
                                         .absence = Absence::none,
                                         .secret = true}),
    field<&RedisCache::access_keys>({.name = "access_keys",
                                     .arm = {"properties.accessKeys"},
                                     .absence = Absence::none,
                                     .secret = true,
                                     .read_only = true}),
    field<&RedisCache::aad_enabled>(
        {.name = "aad_enabled",
         .arm = {"properties.redisConfiguration.aad-enabled"},
         .terraform = {"redis_configuration.active_directory_authentication_enabled"}}),
    field<&RedisCache::authnotrequired>({.name = "authnotrequired",
                                         .arm = {"properties.redisConfiguration.authnotrequired"},
                                         .terraform = {"redis_configuration.authentication_enabled",
                                                       "redis_configuration.enable_authentication"},
                                         .transform = Transform::inverted}),
    field<&RedisCache::rdb_backup_enabled>(
        {.name = "rdb_backup_enabled",
         .arm = {"properties.redisConfiguration.rdb-backup-enabled"},
         .terraform = {"redis_configuration.rdb_backup_enabled"}}),
    field<&RedisCache::rdb_backup_frequency>(
        {.name = "rdb_backup_frequency",
         .arm = {"properties.redisConfiguration.rdb-backup-frequency"},
         .terraform = {"redis_configuration.rdb_backup_frequency"},
         .absence = Absence::none,
         .least = 0}),
    field<&RedisCache::rdb_backup_max_snapshot_count>(
        {.name = "rdb_backup_max_snapshot_count",
         .arm = {"properties.redisConfiguration.rdb-backup-max-snapshot-count"},
         .terraform = {"redis_configuration.rdb_backup_max_snapshot_count"},
         .absence = Absence::none,
         .least = 0}),
    field<&RedisCache::rdb_storage_connection_string>(
        {.name = "rdb_storage_connection_string",
         .arm = {"properties.redisConfiguration.rdb-storage-connection-string"},
         .terraform = {"redis_configuration.rdb_storage_connection_string"},
         .absence = Absence::none,
         .secret = true}),
    field<&RedisCache::aof_backup_enabled>(
        {.name = "aof_backup_enabled",
         .arm = {"properties.redisConfiguration.aof-backup-enabled"},
         .terraform = {"redis_configuration.aof_backup_enabled"}}),
    field<&RedisCache::aof_storage_connection_string_0>(
        {.name = "aof_storage_connection_string_0",
         .arm = {"properties.redisConfiguration.aof-storage-connection-string-0"},
         .terraform = {"redis_configuration.aof_storage_connection_string_0"},
         .absence = Absence::none,
         .secret = true}),
    field<&RedisCache::aof_storage_connection_string_1>(
        {.name = "aof_storage_connection_string_1",
         .arm = {"properties.redisConfiguration.aof-storage-connection-string-1"},
         .terraform = {"redis_configuration.aof_storage_connection_string_1"},
         .absence = Absence::none,
         .secret = true}),
    field<&RedisCache::preferred_data_persistence_auth_method>(
        {.name = "preferred_data_persistence_auth_method",
         .arm = {"properties.redisConfiguration.preferred-data-persistence-auth-method"},
         .terraform = {"redis_configuration.data_persistence_authentication_method"}}),
    field<&RedisCache::preferred_data_archive_auth_method>(
        {.name = "preferred_data_archive_auth_method",
         .arm = {"properties.redisConfiguration.preferred-data-archive-auth-method"},
         .read_only = true}),
    field<&RedisCache::storage_subscription_id>(
        {.name = "storage_subscription_id",
         .arm = {"properties.redisConfiguration.storage-subscription-id"},
         .terraform = {"redis_configuration.storage_account_subscription_id"},
         .absence = Absence::none}),
    field<&RedisCache::maxmemory_policy>({.name = "maxmemory_policy",
                                          .arm = {"properties.redisConfiguration.maxmemory-policy"},
                                          .terraform = {"redis_configuration.maxmemory_policy"}}),
    field<&RedisCache::maxmemory_reserved>(
        {.name = "maxmemory_reserved",
         .arm = {"properties.redisConfiguration.maxmemory-reserved"},
         .terraform = {"redis_configuration.maxmemory_reserved"},
         .absence = Absence::none,
         .least = 0}),
    field<&RedisCache::maxmemory_delta>({.name = "maxmemory_delta",
                                         .arm = {"properties.redisConfiguration.maxmemory-delta"},
                                         .terraform = {"redis_configuration.maxmemory_delta"},
                                         .least = 0}),
    field<&RedisCache::maxfragmentationmemory_reserved>(
        {.name = "maxfragmentationmemory_reserved",
         .arm = {"properties.redisConfiguration.maxfragmentationmemory-reserved"},
         .terraform = {"redis_configuration.maxfragmentationmemory_reserved"},
         .absence = Absence::none,
         .least = 0}),
    field<&RedisCache::maxclients>({.name = "maxclients",
                                    .arm = {"properties.redisConfiguration.maxclients"},
                                    .terraform = {"redis_configuration.maxclients"},
                                    .read_only = true,
                                    .least = 0}),
    field<&RedisCache::notify_keyspace_events>(
        {.name = "notify_keyspace_events",
         .arm = {"properties.redisConfiguration.notify-keyspace-events"},
         .terraform = {"redis_configuration.notify_keyspace_events"},
         .absence = Absence::none}),
    field<&RedisCache::zonal_configuration>(
        {.name = "zonal_configuration",
         .arm = {"properties.redisConfiguration.zonal-configuration"},
         .read_only = true}),
};

inline constexpr ResourceType RedisCache::type{
    .arm = "Microsoft.Cache/redis",
    .label = "Azure Cache for Redis",
    .terraform = {"azurerm_redis_cache"},
    .fields = redis_cache_fields,
    .embedded =
        {{"properties.privateEndpointConnections",
          "Microsoft.Cache/redis/privateEndpointConnections",
          true,
          {},
          true},
         {"properties.linkedServers", "Microsoft.Cache/redis/linkedServers", false, {}, true}},
    .collect = "az redis show --ids {id}",
    .collect_all = "az redis list",
};

}  // namespace cachewarden::inline v0
