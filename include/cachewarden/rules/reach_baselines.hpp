#pragma once

#include <string_view>

/// Documents that pass the rules on who reaches a cache; examples of rules are patches of them.
namespace cachewarden::inline v0::rules {

/// A cache that is injected into a network that is known whole; its group names clients and leaves
/// the rest to the default rules.
inline constexpr std::string_view redis_reach_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {
     "sku": {"name": "Premium", "family": "P", "capacity": 1}, "enableNonSslPort": false,
     "privateEndpointConnections": [],
     "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}},
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
        "protocol": "Tcp", "sourceAddressPrefix": "10.20.3.0/24", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub",
   "name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope",
   "properties": {"addressSpace": {"addressPrefixes": ["10.20.0.0/16"]},
     "virtualNetworkPeerings": []}}
])";

/// The same with a group that lists clients and denies the others.
inline constexpr std::string_view redis_listed_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {
     "sku": {"name": "Premium", "family": "P", "capacity": 1}, "enableNonSslPort": false,
     "privateEndpointConnections": [],
     "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}},
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
        "protocol": "Tcp", "sourceAddressPrefix": "10.20.3.0/24", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "6380"}},
       {"name": "others", "properties": {"direction": "Inbound", "access": "Deny",
        "priority": 4000, "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "6379-6380"}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub",
   "name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope",
   "properties": {"addressSpace": {"addressPrefixes": ["10.20.0.0/16"]},
     "virtualNetworkPeerings": []}}
])";

/// The first one with a contract that it keeps.
inline constexpr std::string_view redis_contract_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
   "name": "orders", "type": "Microsoft.Cache/redis", "location": "westeurope",
   "properties": {
     "sku": {"name": "Premium", "family": "P", "capacity": 1}, "enableNonSslPort": false,
     "privateEndpointConnections": [], "staticIP": "10.20.4.5",
     "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}},
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
        "protocol": "Tcp", "sourceAddressPrefix": "10.20.3.0/24", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "6380"}},
       {"name": "nodes", "properties": {"direction": "Inbound", "access": "Allow", "priority": 200,
        "protocol": "*", "sourceAddressPrefix": "10.20.4.0/27", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "*"}},
       {"name": "others", "properties": {"direction": "Inbound", "access": "Deny",
        "priority": 4000, "protocol": "*", "sourceAddressPrefix": "VirtualNetwork",
        "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub",
   "name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope",
   "properties": {"addressSpace": {"addressPrefixes": ["10.20.0.0/16"]},
     "virtualNetworkPeerings": []}},
  {"cache": "orders",
   "allow_only": [{"from": ["10.20.3.0/24", "10.20.4.0/27"]}],
   "must_allow": [{"from": "10.20.3.0/24", "ports": "6380"}],
   "must_deny": [{"from": "Internet"}]}
])";

/// A managed cache that nobody reaches, as its contract wants.
inline constexpr std::string_view managed_contract_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
   "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
   "sku": {"name": "Balanced_B5"},
   "properties": {"publicNetworkAccess": "Disabled", "privateEndpointConnections": []}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
   "collection": "databases", "complete": true,
   "body": [{"name": "default", "properties": {"clusteringPolicy": "EnterpriseCluster"}}]},
  {"cache": "bas*", "allow_only": [], "must_deny": [{"from": "Internet"}]}
])";

}  // namespace cachewarden::inline v0::rules
