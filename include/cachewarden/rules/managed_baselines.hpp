#pragma once

#include <string_view>

/// Documents that pass the rules on Azure Managed Redis; examples of rules are patches of them.
namespace cachewarden::inline v0::rules {

/// An Azure Managed Redis instance, its database, the database's assignments and diagnostic
/// settings.
inline constexpr std::string_view managed_redis_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
   "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
   "tags": {"environment": "production"}, "sku": {"name": "Balanced_B10"}, "kind": "v2",
   "identity": {"type": "UserAssigned", "userAssignedIdentities": {
     "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/basket": {}}},
   "properties": {
     "minimumTlsVersion": "1.2", "publicNetworkAccess": "Disabled", "highAvailability": "Enabled",
     "redundancyMode": "ZR", "provisioningState": "Succeeded", "resourceState": "Running",
     "encryption": {"customerManagedKeyEncryption": {
       "keyEncryptionKeyUrl": "https://basket.vault.azure.net/keys/disk/0123456789abcdef0123456789abcdef",
       "keyEncryptionKeyIdentity": {"identityType": "userAssignedIdentity",
         "userAssignedIdentityResourceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/basket"}}},
     "maintenanceConfiguration": {"maintenanceWindows": [
       {"type": "Weekly", "duration": "PT5H", "startHourUtc": 2, "schedule": {"dayOfWeek": "Sunday"}}]},
     "privateEndpointConnections": [
       {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/privateEndpointConnections/link",
        "name": "link", "type": "Microsoft.Cache/redisEnterprise/privateEndpointConnections",
        "properties": {
          "privateEndpoint": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/privateEndpoints/basket"},
          "privateLinkServiceConnectionState": {"status": "Approved"},
          "provisioningState": "Succeeded"}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default",
   "name": "default", "type": "Microsoft.Cache/redisEnterprise/databases",
   "properties": {
     "clientProtocol": "Encrypted", "port": 10000, "clusteringPolicy": "OSSCluster",
     "evictionPolicy": "VolatileLRU", "accessKeysAuthentication": "Disabled",
     "persistence": {"aofEnabled": false, "rdbEnabled": true, "rdbFrequency": "6h"},
     "provisioningState": "Succeeded", "resourceState": "Running"}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default",
   "collection": "accessPolicyAssignments", "complete": true,
   "body": [{"name": "basketservice",
     "properties": {"accessPolicyName": "default", "accessString": "+@read +@write ~basket:*",
                    "user": {"objectId": "00000000-0000-0000-0000-0000000000aa"}}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket/databases/default",
   "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "logs",
     "properties": {
       "workspaceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/security",
       "logs": [{"categoryGroup": "allLogs", "enabled": true}], "metrics": []}}]}
])";

}  // namespace cachewarden::inline v0::rules
