#pragma once

#include <string_view>

/// Documents that pass the rules on the network of caches; examples of rules are patches of them.
namespace cachewarden::inline v0::rules {

/// A private endpoint of an Azure Managed Redis instance in a subnet whose group filters.
inline constexpr std::string_view endpoint_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateEndpoints/basket",
   "name": "basket", "type": "Microsoft.Network/privateEndpoints", "location": "westeurope",
   "properties": {
     "provisioningState": "Succeeded",
     "subnet": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"},
     "privateLinkServiceConnections": [{"name": "basket", "properties": {
       "privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
       "groupIds": ["redisEnterprise"],
       "privateLinkServiceConnectionState": {"status": "Approved"}}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints",
   "name": "endpoints", "type": "Microsoft.Network/virtualNetworks/subnets",
   "properties": {
     "addressPrefix": "10.20.5.0/26", "privateEndpointNetworkPolicies": "NetworkSecurityGroupEnabled",
     "networkSecurityGroup": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/endpoints"}}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/endpoints",
   "name": "endpoints", "type": "Microsoft.Network/networkSecurityGroups", "location": "westeurope",
   "properties": {
     "securityRules": [
       {"name": "clients", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100,
        "protocol": "Tcp", "sourceAddressPrefix": "10.30.0.0/24", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "10000"}}]}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub",
   "name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope",
   "properties": {"addressSpace": {"addressPrefixes": ["10.20.0.0/16"]}}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateEndpoints/basket",
   "collection": "privateDnsZoneGroups", "complete": true,
   "body": [{"name": "default", "properties": {"privateDnsZoneConfigs": [{"name": "redis",
     "properties": {"privateDnsZoneId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net"}}]}}]}
])";

/// The private DNS zone of Azure Managed Redis, linked to a network.
inline constexpr std::string_view zone_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net",
   "name": "privatelink.redis.azure.net", "type": "Microsoft.Network/privateDnsZones",
   "location": "global", "properties": {"provisioningState": "Succeeded"}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net",
   "collection": "virtualNetworkLinks", "complete": true,
   "body": [{"name": "hub", "properties": {"registrationEnabled": false,
     "virtualNetworkLinkState": "Completed",
     "virtualNetwork": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub"}}}]}
])";

}  // namespace cachewarden::inline v0::rules
