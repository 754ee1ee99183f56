#pragma once

#include <string_view>

/// Documents that pass the rules on Azure Cache for Redis; examples of rules are patches of them.
namespace cachewarden::inline v0::rules {

/// A Standard cache with a private endpoint and nothing public.
inline constexpr std::string_view redis_public_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "tags": {"environment": "production"}, "zones": ["1", "2"],
   "properties": {
     "sku": {"name": "Standard", "family": "C", "capacity": 1},
     "enableNonSslPort": false, "minimumTlsVersion": "1.2", "publicNetworkAccess": "Disabled",
     "disableAccessKeyAuthentication": true, "redisVersion": "6.0", "updateChannel": "Stable",
     "zonalAllocationPolicy": "UserDefined", "replicasPerPrimary": 1,
     "redisConfiguration": {"aad-enabled": "true", "maxmemory-policy": "volatile-lru"},
     "privateEndpointConnections": [
       {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders/privateEndpointConnections/link",
        "name": "link", "type": "Microsoft.Cache/redis/privateEndpointConnections",
        "properties": {
          "privateEndpoint": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/privateEndpoints/orders"},
          "privateLinkServiceConnectionState": {"status": "Approved"},
          "provisioningState": "Succeeded"}}]}}
])";

/// A Standard cache with a public address and narrow firewall rules.
inline constexpr std::string_view redis_open_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {
     "sku": {"name": "Standard", "family": "C", "capacity": 1},
     "enableNonSslPort": false, "minimumTlsVersion": "1.2", "publicNetworkAccess": "Enabled"}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "firewallRules", "complete": true,
   "body": [{"name": "office", "properties": {"startIP": "203.0.113.16", "endIP": "203.0.113.31"}},
            {"name": "build", "properties": {"startIP": "198.51.100.7", "endIP": "198.51.100.7"}}]}
])";

/// A cache that identities of Microsoft Entra use, with its data access policies.
inline constexpr std::string_view redis_access_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "identity": {"type": "SystemAssigned"},
   "properties": {
     "sku": {"name": "Standard", "family": "C", "capacity": 1},
     "disableAccessKeyAuthentication": true, "publicNetworkAccess": "Disabled",
     "redisConfiguration": {"aad-enabled": "true"}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "accessPolicyAssignments", "complete": true,
   "body": [{"name": "service", "properties": {"accessPolicyName": "orders-write",
             "objectId": "00000000-0000-0000-0000-0000000000aa", "objectIdAlias": "service"}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "accessPolicies", "complete": true,
   "body": [{"name": "Data Owner", "properties": {"permissions": "+@all allkeys", "type": "BuiltIn"}},
            {"name": "orders-write", "properties": {"permissions": "+@read +@write ~orders:*",
             "type": "Custom"}}]}
])";

/// A cache whose logs and metrics are sent to a workspace.
inline constexpr std::string_view redis_logs_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {"sku": {"name": "Standard", "family": "C", "capacity": 1},
                  "redisConfiguration": {"aad-enabled": "true"}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "security",
     "properties": {
       "workspaceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/security",
       "logs": [{"category": "ConnectedClientList", "enabled": true},
                {"category": "MSEntraAuthenticationAuditLog", "enabled": true}],
       "metrics": [{"category": "AllMetrics", "enabled": true}]}}]}
])";

/// A Premium cache with persistence, a maintenance window and reserved memory.
inline constexpr std::string_view redis_premium_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "tags": {"environment": "production"}, "zones": ["1", "2"],
   "identity": {"type": "SystemAssigned"},
   "properties": {
     "sku": {"name": "Premium", "family": "P", "capacity": 1}, "shardCount": 2,
     "redisVersion": "6.0", "updateChannel": "Stable", "zonalAllocationPolicy": "UserDefined",
     "replicasPerPrimary": 1,
     "redisConfiguration": {
       "rdb-backup-enabled": "true", "rdb-backup-frequency": "60",
       "preferred-data-persistence-auth-method": "ManagedIdentity",
       "storage-subscription-id": "00000000-0000-0000-0000-000000000001",
       "maxmemory-policy": "volatile-lru", "maxmemory-reserved": "642",
       "maxfragmentationmemory-reserved": "642"}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "patchSchedules", "complete": true,
   "body": [{"name": "default", "properties": {"scheduleEntries": [
     {"dayOfWeek": "Sunday", "startHourUtc": 2, "maintenanceWindow": "PT5H"}]}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "collection": "linkedServers", "complete": true, "body": []}
])";

/// A Premium cache that is injected into a subnet with a network security group.
inline constexpr std::string_view redis_injected_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {
     "sku": {"name": "Premium", "family": "P", "capacity": 1},
     "enableNonSslPort": false, "minimumTlsVersion": "1.2",
     "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache",
     "redisConfiguration": {"aad-enabled": "true", "maxmemory-policy": "volatile-lru"}}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache",
   "name": "cache", "type": "Microsoft.Network/virtualNetworks/subnets",
   "properties": {
     "addressPrefix": "10.20.4.0/27",
     "networkSecurityGroup": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/cache"}}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/cache",
   "name": "cache", "type": "Microsoft.Network/networkSecurityGroups", "location": "westeurope",
   "properties": {
     "securityRules": [
       {"name": "clients", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100,
        "protocol": "Tcp", "sourceAddressPrefix": "10.30.0.0/24", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub",
   "name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope",
   "properties": {"addressSpace": {"addressPrefixes": ["10.20.0.0/16"]}}}
])";

}  // namespace cachewarden::inline v0::rules
