#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A storage account, such as one that caches keep snapshots or logs in.
struct StorageAccount {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<bool> https_only{};
  Property<Text> minimum_tls_version{};
  Property<bool> allow_blob_public_access{};
  Property<bool> allow_shared_key_access{};
  Property<Text> public_network_access{};
  Property<Text> default_action{};
  Property<List<Text>> endpoint_states{};

  static const ResourceType type;
  friend bool operator==(const StorageAccount&, const StorageAccount&) = default;
};

inline constexpr std::array storage_account_fields{
    field<&StorageAccount::location>({.name = "location",
                                      .arm = {"location"},
                                      .terraform = {"location"},
                                      .normal = Normal::location}),
    field<&StorageAccount::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&StorageAccount::https_only>(
        {.name = "https_only",
         .arm = {"properties.supportsHttpsTrafficOnly", "properties.enableHttpsTrafficOnly"},
         .terraform = {"https_traffic_only_enabled", "enable_https_traffic_only"}}),
    field<&StorageAccount::minimum_tls_version>({.name = "minimum_tls_version",
                                                 .arm = {"properties.minimumTlsVersion"},
                                                 .terraform = {"min_tls_version"}}),
    field<&StorageAccount::allow_blob_public_access>(
        {.name = "allow_blob_public_access",
         .arm = {"properties.allowBlobPublicAccess"},
         .terraform = {"allow_nested_items_to_be_public"}}),
    field<&StorageAccount::allow_shared_key_access>({.name = "allow_shared_key_access",
                                                     .arm = {"properties.allowSharedKeyAccess"},
                                                     .terraform = {"shared_access_key_enabled"}}),
    field<&StorageAccount::public_network_access>(
        {.name = "public_network_access", .arm = {"properties.publicNetworkAccess"}}),
    field<&StorageAccount::default_action>(
        {.name = "default_action",
         .arm = {"properties.networkAcls.defaultAction", "properties.networkRuleSet.defaultAction"},
         .terraform = {"network_rules.default_action"}}),
    field<&StorageAccount::endpoint_states>(
        {.name = "endpoint_states",
         .arm = {"properties.privateEndpointConnections[].properties."
                 "privateLinkServiceConnectionState.status"},
         .absence = Absence::none,
         .read_only = true}),
};

inline constexpr ResourceType StorageAccount::type{
    .arm = "Microsoft.Storage/storageAccounts",
    .label = "storage account",
    .terraform = {"azurerm_storage_account"},
    .fields = storage_account_fields,
    .collect = "az storage account show --ids {id}",
    .collect_all = "az storage account list --subscription {subscription}",
};

}  // namespace cachewarden::inline v0
