#pragma once

#include <algorithm>
#include <array>

#include "cachewarden/rules/rule.hpp"
#include "cachewarden/rules/storage_claims.hpp"

/// Rules on storage accounts that keep snapshots and logs of caches. None fails for an account that
/// some other service may use: an estate may hold any number of them.
namespace cachewarden::inline v0::rules {

/// An account that is closed, a cache that keeps its logs there, and the setting that sends them.
inline constexpr std::string_view storage_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/snapshots", "name": "snapshots", "type": "Microsoft.Storage/storageAccounts", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "supportsHttpsTrafficOnly": true, "minimumTlsVersion": "TLS1_2",
     "allowBlobPublicAccess": false, "allowSharedKeyAccess": false, "publicNetworkAccess": "Disabled",
     "networkAcls": {"defaultAction": "Deny"},
     "privateEndpointConnections": [{"properties": {"privateLinkServiceConnectionState": {"status": "Approved"}}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders", "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "sku": {"name": "Premium", "family": "P", "capacity": 1}, "redisConfiguration": {}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "logs", "properties": {
     "storageAccountId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/snapshots",
     "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]}
])";

// ---- CW-STO-001 ---------------------------------------------------------

[[nodiscard]] inline Verdict storage_tls(const StorageAccount& account, const Context& context) {
  return of_caches(account, context,
                   all_of(equals(account.https_only, true),
                          holds(account.minimum_tls_version, [](const Text& version) {
                            return equal_folded(version, "TLS1_2") ||
                                   equal_folded(version, "TLS1_3");
                          })));
}

inline constexpr Rule storage_tls_rule{
    .id = "CW-STO-001",
    .name = "storage-tls-only",
    .title = "Storage accounts that keep data of caches accept only TLS 1.2 or later",
    .message = "the storage account accepts connections without TLS, or with an old version",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<storage_tls>,
    .rationale =
        "Snapshots and logs travel to the account; without TLS they can be read and changed on the "
        "way.",
    .remediation =
        {.cli = "az storage account update --ids {id} --https-only true --min-tls-version TLS1_2",
         .bicep = "supportsHttpsTrafficOnly: true, minimumTlsVersion: 'TLS1_2'",
         .terraform = "https_traffic_only_enabled = true, min_tls_version = \"TLS1_2\""},
    .references = {"https://learn.microsoft.com/azure/storage/common/"
                   "transport-layer-security-configure-minimum-version"},
    .controls = {{Framework::microsoft_guide, "data-protection/secure-data-persistence-storage"},
                 {Framework::mcsb, "DP-3"}},
    .baseline = storage_baseline,
    .examples = {{"as it should be", R"({})", Status::pass},
                 {"not so, and no cache is seen to use it",
                  R"([{"properties": {"supportsHttpsTrafficOnly": false}}, {}, {"body": []}])",
                  Status::unknown},
                 {"as it should be, whoever uses it", R"([{}, "$absent", "$absent"])",
                  Status::pass},
                 {"without TLS", R"({"properties": {"supportsHttpsTrafficOnly": false}})",
                  Status::fail},
                 {"TLS 1.0", R"({"properties": {"minimumTlsVersion": "TLS1_0"}})", Status::fail},
                 {"hidden", R"({"properties": {"minimumTlsVersion": "***"}})", Status::unknown}},
};

// ---- CW-STO-002 ---------------------------------------------------------

[[nodiscard]] inline Verdict storage_network(const StorageAccount& account,
                                             const Context& context) {
  return of_caches(account, context,
                   any_of(holds(account.public_network_access,
                                [](const Text& access) {
                                  return equal_folded(access, "Disabled") ||
                                         equal_folded(access, "SecuredByPerimeter");
                                }),
                          holds(account.default_action,
                                [](const Text& action) { return equal_folded(action, "Deny"); })));
}

inline constexpr Rule storage_network_rule{
    .id = "CW-STO-002",
    .name = "storage-closed-to-public",
    .title = "Storage accounts that keep data of caches are closed to public networks",
    .message = "the storage account can be reached from every network",
    .severity = Severity::medium,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<storage_network>,
    .rationale =
        "An account that every network reaches is guarded by its keys alone, and those are in "
        "connection strings.",
    .remediation = {.cli = "az storage account update --ids {id} --public-network-access Disabled",
                    .bicep = "publicNetworkAccess: 'Disabled'",
                    .terraform = "public_network_access_enabled = false"},
    .references = {"https://learn.microsoft.com/azure/storage/common/storage-network-security"},
    .controls = {{Framework::microsoft_guide, "data-protection/secure-data-persistence-storage"},
                 {Framework::microsoft_guide, "data-protection/implement-import-export-security"},
                 {Framework::mcsb, "NS-2"}},
    .baseline = storage_baseline,
    .examples =
        {{"as it should be", R"({})", Status::pass},
         {"not so, and no cache is seen to use it",
          R"([{"properties": {"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Allow"}}}, {}, {"body": []}])",
          Status::unknown},
         {"as it should be, whoever uses it", R"([{}, "$absent", "$absent"])", Status::pass},
         {"open to chosen networks",
          R"({"properties": {"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Deny"}}})",
          Status::pass},
         {"open",
          R"({"properties": {"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Allow"}}})",
          Status::fail},
         {"hidden", R"({"properties": {"publicNetworkAccess": "***", "networkAcls": "$absent"}})",
          Status::unknown}},
};

// ---- CW-STO-003 ---------------------------------------------------------

[[nodiscard]] inline Verdict storage_endpoint(const StorageAccount& account,
                                              const Context& context) {
  return of_caches(account, context, holds(account.endpoint_states, [](const List<Text>& states) {
                     return std::any_of(states.begin(), states.end(), [](const Text& state) {
                       return equal_folded(state, "Approved");
                     });
                   }));
}

inline constexpr Rule storage_endpoint_rule{
    .id = "CW-STO-003",
    .name = "storage-private-endpoint",
    .title = "Storage accounts that keep data of caches have a private endpoint",
    .message = "the storage account has no approved private endpoint",
    .severity = Severity::low,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<storage_endpoint>,
    .rationale =
        "A private endpoint keeps the traffic inside the virtual network and lets the public "
        "address be closed.",
    .remediation =
        {.cli =
             "az network private-endpoint create --name {name}-endpoint --resource-group {group} "
             "--subscription {subscription} --vnet-name NETWORK --subnet SUBNET "
             "--private-connection-resource-id {id} "
             "--group-id blob --connection-name {name}",
         .bicep = "privateLinkServiceConnections: [{ properties: { privateLinkServiceId: "
                  "account.id, groupIds: ['blob'] } }]",
         .terraform = "azurerm_private_endpoint { private_service_connection { subresource_names = "
                      "[\"blob\"] } }"},
    .references = {"https://learn.microsoft.com/azure/storage/common/storage-private-endpoints"},
    .controls = {{Framework::checkov, "CKV2_AZURE_33"},
                 {Framework::microsoft_guide, "data-protection/secure-data-persistence-storage"},
                 {Framework::microsoft_guide, "data-protection/implement-import-export-security"}},
    .baseline = storage_baseline,
    .examples =
        {{"as it should be", R"({})", Status::pass},
         {"not so, and no cache is seen to use it",
          R"([{"properties": {"privateEndpointConnections": []}}, {}, {"body": []}])",
          Status::unknown},
         {"as it should be, whoever uses it", R"([{}, "$absent", "$absent"])", Status::pass},
         {"none", R"({"properties": {"privateEndpointConnections": []}})", Status::fail},
         {"pending",
          R"({"properties": {"privateEndpointConnections": [{"properties": {"privateLinkServiceConnectionState": {"status": "Pending"}}}]}})",
          Status::fail},
         {"hidden", R"({"properties": {"privateEndpointConnections": "***"}})", Status::unknown}},
};

// ---- CW-STO-004 ---------------------------------------------------------

[[nodiscard]] inline Verdict storage_blobs(const StorageAccount& account, const Context& context) {
  return of_caches(account, context, equals(account.allow_blob_public_access, false));
}

inline constexpr Rule storage_blobs_rule{
    .id = "CW-STO-004",
    .name = "storage-no-public-blobs",
    .title = "Storage accounts that keep data of caches never publish blobs",
    .message = "blobs of the storage account may be published",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<storage_blobs>,
    .rationale = "One container that is made public by mistake shows snapshots to everybody.",
    .remediation = {.cli = "az storage account update --ids {id} --allow-blob-public-access false",
                    .bicep = "allowBlobPublicAccess: false",
                    .terraform = "allow_nested_items_to_be_public = false"},
    .references = {"https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent"},
    .controls = {{Framework::microsoft_guide, "data-protection/secure-data-persistence-storage"},
                 {Framework::mcsb, "NS-2"}},
    .baseline = storage_baseline,
    .examples = {{"as it should be", R"({})", Status::pass},
                 {"not so, and no cache is seen to use it",
                  R"([{"properties": {"allowBlobPublicAccess": true}}, {}, {"body": []}])",
                  Status::unknown},
                 {"as it should be, whoever uses it", R"([{}, "$absent", "$absent"])",
                  Status::pass},
                 {"allowed", R"({"properties": {"allowBlobPublicAccess": true}})", Status::fail},
                 {"hidden", R"({"properties": {"allowBlobPublicAccess": "***"}})",
                  Status::unknown}},
};

// ---- CW-STO-005 ---------------------------------------------------------

[[nodiscard]] inline Verdict storage_keys(const StorageAccount& account, const Context& context) {
  return of_caches(account, context, equals(account.allow_shared_key_access, false));
}

inline constexpr Rule storage_keys_rule{
    .id = "CW-STO-005",
    .name = "storage-no-shared-keys",
    .title = "Storage accounts that keep data of caches do not accept shared keys",
    .message = "the storage account accepts shared keys",
    .severity = Severity::low,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<storage_keys>,
    .rationale =
        "A shared key opens the whole account, and nothing shows who uses it. Caches with a "
        "managed identity need none.",
    .remediation = {.cli = "az storage account update --ids {id} --allow-shared-key-access false",
                    .bicep = "allowSharedKeyAccess: false",
                    .terraform = "shared_access_key_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent"},
    .controls = {{Framework::microsoft_guide, "data-protection/secure-data-persistence-storage"},
                 {Framework::mcsb, "IM-1"}},
    .baseline = storage_baseline,
    .examples = {{"as it should be", R"({})", Status::pass},
                 {"not so, and no cache is seen to use it",
                  R"([{"properties": {"allowSharedKeyAccess": true}}, {}, {"body": []}])",
                  Status::unknown},
                 {"as it should be, whoever uses it", R"([{}, "$absent", "$absent"])",
                  Status::pass},
                 {"accepted", R"({"properties": {"allowSharedKeyAccess": true}})", Status::fail},
                 {"hidden", R"({"properties": {"allowSharedKeyAccess": "***"}})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array storage_rules{&storage_tls_rule, &storage_network_rule,
                                          &storage_endpoint_rule, &storage_blobs_rule,
                                          &storage_keys_rule};

}  // namespace cachewarden::inline v0::rules
