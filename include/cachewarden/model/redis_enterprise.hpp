#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/enums.hpp"
#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

enum class RedundancyMode : std::uint8_t { none = 1, local = 2, zone = 3 };

inline constexpr EnumName redundancy_mode_names[] = {{"None", 1}, {"LR", 2}, {"ZR", 3}};

constexpr std::span<const EnumName> enum_names(RedundancyMode) noexcept {
  return redundancy_mode_names;
}

/// One window in which the service may maintain a cluster.
struct MaintenanceWindow {
  Property<Text> window_type{};
  Property<Text> duration{};  ///< ISO 8601
  Property<std::int32_t> start_hour_utc{};
  Property<DayOfWeek> day_of_week{};

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const MaintenanceWindow&, const MaintenanceWindow&) = default;
};

inline constexpr std::array maintenance_window_fields{
    field<&MaintenanceWindow::window_type>({.name = "window_type", .arm = {"type"}}),
    field<&MaintenanceWindow::duration>(
        {.name = "duration", .arm = {"duration"}, .normal = Normal::duration}),
    field<&MaintenanceWindow::start_hour_utc>(
        {.name = "start_hour_utc", .arm = {"startHourUtc"}, .least = 0, .most = 23}),
    field<&MaintenanceWindow::day_of_week>({.name = "day_of_week", .arm = {"schedule.dayOfWeek"}}),
};

constexpr std::span<const FieldRow> MaintenanceWindow::fields() {
  return maintenance_window_fields;
}

/// An Azure Managed Redis instance or a cluster of the Enterprise tiers. Properties are named as in
/// the REST interface of Microsoft.Cache/redisEnterprise, up to the preview 2026-06-01.
struct RedisEnterprise {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<List<Text>> zones{};  ///< Enterprise tiers only
  Property<IdentityType> identity_type{};
  Property<List<Text>> identity_ids{};
  Property<Text> identity_principal_id{};  ///< of the identity that Azure made
  Property<Text> identity_tenant_id{};
  Property<Text> sku_name{};
  Property<std::int32_t> sku_capacity{};
  Property<Text> kind{};  ///< `v1` or `v2`
  Property<TlsVersion> minimum_tls_version{};
  /// None in answers of clusters that were made before api-version 2025-07-01: private only where
  /// they have a private endpoint, public where they have none.
  Property<bool> public_network_access{};
  Property<bool> high_availability{};
  Property<RedundancyMode> redundancy_mode{};
  Property<Text> key_encryption_key_url{};
  Property<Text> key_encryption_key{};  ///< the key of that address, whatever its version
  Property<Text> key_encryption_identity_type{};
  Property<Text> key_encryption_identity_id{};
  Property<List<MaintenanceWindow>> maintenance_windows{};
  Property<Text> host_name{};
  Property<Text> redis_version{};
  Property<Text> provisioning_state{};
  Property<Text> resource_state{};
  Property<Text> migrated_endpoint{};  ///< of the cache that it replaces

  static const ResourceType type;
  friend bool operator==(const RedisEnterprise&, const RedisEnterprise&) = default;
};

static_assert(sizeof(RedisEnterprise) <= 512);

inline constexpr std::array redis_enterprise_fields{
    field<&RedisEnterprise::location>({.name = "location",
                                       .arm = {"location"},
                                       .terraform = {"location"},
                                       .normal = Normal::location}),
    field<&RedisEnterprise::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&RedisEnterprise::zones>({.name = "zones",
                                    .arm = {"zones"},
                                    .terraform = {"zones"},
                                    .absence = Absence::none,
                                    .normal = Normal::numeric}),
    field<&RedisEnterprise::identity_type>({.name = "identity_type",
                                            .arm = {"identity.type"},
                                            .terraform = {"identity.type"},
                                            .absence = Absence::none}),
    field<&RedisEnterprise::identity_ids>({.name = "identity_ids",
                                           .arm = {"identity.userAssignedIdentities"},
                                           .terraform = {"identity.identity_ids"},
                                           .absence = Absence::none,
                                           .keys = true}),
    field<&RedisEnterprise::identity_principal_id>({.name = "identity_principal_id",
                                                    .arm = {"identity.principalId"},
                                                    .terraform = {"identity.principal_id"},
                                                    .read_only = true}),
    field<&RedisEnterprise::identity_tenant_id>({.name = "identity_tenant_id",
                                                 .arm = {"identity.tenantId"},
                                                 .terraform = {"identity.tenant_id"},
                                                 .read_only = true}),
    field<&RedisEnterprise::sku_name>(
        {.name = "sku_name", .arm = {"sku.name"}, .terraform = {"sku_name"}}),
    field<&RedisEnterprise::sku_capacity>(
        {.name = "sku_capacity", .arm = {"sku.capacity"}, .absence = Absence::none, .least = 0}),
    field<&RedisEnterprise::kind>({.name = "kind", .arm = {"kind"}, .read_only = true}),
    field<&RedisEnterprise::minimum_tls_version>({.name = "minimum_tls_version",
                                                  .arm = {"properties.minimumTlsVersion"},
                                                  .terraform = {"minimum_tls_version"}}),
    field<&RedisEnterprise::public_network_access>({.name = "public_network_access",
                                                    .arm = {"properties.publicNetworkAccess"},
                                                    .terraform = {"public_network_access"},
                                                    .absence = Absence::none}),
    field<&RedisEnterprise::high_availability>({.name = "high_availability",
                                                .arm = {"properties.highAvailability"},
                                                .terraform = {"high_availability_enabled"}}),
    field<&RedisEnterprise::redundancy_mode>(
        {.name = "redundancy_mode", .arm = {"properties.redundancyMode"}, .read_only = true}),
    field<&RedisEnterprise::key_encryption_key_url>(
        {.name = "key_encryption_key_url",
         .arm = {"properties.encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"},
         .terraform = {"customer_managed_key.key_vault_key_id"},
         .absence = Absence::none}),
    field<&RedisEnterprise::key_encryption_key>(
        {.name = "key_encryption_key",
         .arm = {"properties.encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"},
         .refers_to = "Microsoft.KeyVault/vaults/keys",
         .absence = Absence::none,
         .normal = Normal::vault_key}),
    field<&RedisEnterprise::key_encryption_identity_type>(
        {.name = "key_encryption_identity_type",
         .arm = {"properties.encryption.customerManagedKeyEncryption.keyEncryptionKeyIdentity."
                 "identityType"},
         .absence = Absence::none}),
    field<&RedisEnterprise::key_encryption_identity_id>(
        {.name = "key_encryption_identity_id",
         .arm = {"properties.encryption.customerManagedKeyEncryption.keyEncryptionKeyIdentity."
                 "userAssignedIdentityResourceId"},
         .terraform = {"customer_managed_key.user_assigned_identity_id"},
         .absence = Absence::none}),
    field<&RedisEnterprise::maintenance_windows>(
        {.name = "maintenance_windows",
         .arm = {"properties.maintenanceConfiguration.maintenanceWindows"},
         .absence = Absence::none}),
    field<&RedisEnterprise::host_name>({.name = "host_name",
                                        .arm = {"properties.hostName"},
                                        .terraform = {"hostname"},
                                        .read_only = true}),
    field<&RedisEnterprise::redis_version>({.name = "redis_version",
                                            .arm = {"properties.redisVersion"},
                                            .normal = Normal::numeric,
                                            .read_only = true}),
    field<&RedisEnterprise::provisioning_state>(
        {.name = "provisioning_state", .arm = {"properties.provisioningState"}, .read_only = true}),
    field<&RedisEnterprise::resource_state>(
        {.name = "resource_state", .arm = {"properties.resourceState"}, .read_only = true}),
    field<&RedisEnterprise::migrated_endpoint>(
        {.name = "migrated_endpoint", .arm = {"properties.migratedEndpoint"}, .read_only = true}),
};

inline constexpr ResourceType RedisEnterprise::type{
    .arm = "Microsoft.Cache/redisEnterprise",
    .label = "Azure Managed Redis or Enterprise cache",
    .terraform = {"azurerm_managed_redis", "azurerm_redis_enterprise_cluster"},
    .fields = redis_enterprise_fields,
    .embedded = {{"properties.privateEndpointConnections",
                  "Microsoft.Cache/redisEnterprise/privateEndpointConnections",
                  true,
                  {},
                  true},
                 {"databases", "Microsoft.Cache/redisEnterprise/databases", false, "default"}},
    .collect = "az redisenterprise show --ids {id}",
    .collect_all = "az redisenterprise list",
};

/// The generation of a SKU, by the word before its `_`; new SKUs of a family need no new version.
/// Source: Microsoft.Cache/redisEnterprise, SkuName.
enum class RedisGeneration : std::uint8_t { enterprise = 1, managed = 2 };

[[nodiscard]] inline Property<RedisGeneration> generation(const Property<Text>& sku_name) {
  if (!sku_name.has_value())
    return sku_name.state();
  const std::string_view name = sku_name->view();
  const std::string_view family = name.substr(0, name.find('_'));
  return equal_folded(family, "Enterprise") || equal_folded(family, "EnterpriseFlash")
             ? RedisGeneration::enterprise
             : RedisGeneration::managed;
}

}  // namespace cachewarden::inline v0
