#pragma once

#include <string_view>

/// Documents that pass the rules on how networks are looked after; examples are patches of them.
namespace cachewarden::inline v0::rules {

/// A network security group that is attached, with its diagnostic settings and locks, and the
/// alerts of its subscription.
inline constexpr std::string_view group_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/app", "name": "app", "type": "Microsoft.Network/networkSecurityGroups",
   "location": "westeurope",
   "properties": {"provisioningState": "Succeeded",
     "subnets": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/app"}],
     "flowLogs": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkWatchers/weu/flowLogs/app"}],
     "securityRules": [
       {"name": "clients", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100,
        "protocol": "Tcp", "sourceAddressPrefix": "10.30.0.0/24", "sourcePortRange": "*",
        "destinationAddressPrefix": "*", "destinationPortRange": "443"}},
       {"name": "hops", "properties": {"direction": "Outbound", "access": "Deny", "priority": 110,
        "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*",
        "destinationAddressPrefix": "VirtualNetwork", "destinationPortRanges": ["22", "3389"]}}]}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/app", "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "logs", "properties": {
     "workspaceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.OperationalInsights/workspaces/security",
     "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/app", "collection": "locks", "complete": true,
   "body": [{"name": "keep", "properties": {"level": "CanNotDelete"}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001", "collection": "activityLogAlerts", "complete": true,
   "body": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/activityLogAlerts/net",
     "name": "net", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
     "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001"],
       "condition": {"allOf": [{"field": "category", "equals": "Administrative"},
         {"field": "resourceProvider", "equals": "Microsoft.Network"}]},
       "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/actionGroups/duty"}]}}}]}
])";

/// A virtual network with all that is asked of it, its diagnostic settings, and the alerts and
/// network watchers of its subscription.
inline constexpr std::string_view virtual_network_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub", "name": "hub", "type": "Microsoft.Network/virtualNetworks",
   "location": "westeurope", "tags": {"owner": "network"},
   "properties": {"provisioningState": "Succeeded",
     "addressSpace": {"addressPrefixes": ["10.20.0.0/16"]},
     "dhcpOptions": {"dnsServers": ["10.20.0.4", "10.20.0.5"]},
     "enableDdosProtection": true,
     "ddosProtectionPlan": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/ddosProtectionPlans/plan"},
     "flowLogs": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkWatchers/weu/flowLogs/hub"}],
     "subnets": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "name": "app", "properties": {
       "provisioningState": "Succeeded", "addressPrefix": "10.20.1.0/24"}}],
     "virtualNetworkPeerings": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/virtualNetworkPeerings/spoke", "name": "spoke",
       "properties": {"provisioningState": "Succeeded", "peeringState": "Connected",
         "remoteAddressSpace": {"addressPrefixes": ["10.21.0.0/16"]},
         "remoteVirtualNetwork": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/spoke"}}}]}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub", "collection": "diagnosticSettings", "complete": true,
   "body": [{"name": "logs", "properties": {
     "workspaceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.OperationalInsights/workspaces/security",
     "logs": [{"categoryGroup": "allLogs", "enabled": true}]}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001", "collection": "activityLogAlerts", "complete": true,
   "body": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/activityLogAlerts/net",
     "name": "net", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
     "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001"],
       "condition": {"allOf": [{"field": "category", "equals": "Administrative"},
         {"field": "resourceProvider", "equals": "Microsoft.Network"}]},
       "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/actionGroups/duty"}]}}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001", "collection": "networkWatchers", "complete": true,
   "body": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkWatchers/weu", "name": "weu", "location": "westeurope",
     "type": "Microsoft.Network/networkWatchers", "properties": {"provisioningState": "Succeeded"}}]}
])";

/// A subnet with a group, closed to the outside.
inline constexpr std::string_view subnet_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "name": "app", "type": "Microsoft.Network/virtualNetworks/subnets",
   "properties": {"provisioningState": "Succeeded", "addressPrefix": "10.20.1.0/24",
     "defaultOutboundAccess": false,
     "networkSecurityGroup": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/app"}}}
])";

/// A flow log of a virtual network.
inline constexpr std::string_view flow_log_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkWatchers/weu/flowLogs/hub", "name": "hub",
   "type": "Microsoft.Network/networkWatchers/flowLogs", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "enabled": true,
     "targetResourceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub",
     "storageId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Storage/storageAccounts/flows",
     "retentionPolicy": {"enabled": true, "days": 180},
     "flowAnalyticsConfiguration": {"networkWatcherFlowAnalyticsConfiguration": {"enabled": true,
       "workspaceResourceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.OperationalInsights/workspaces/security"}}}}
])";

/// A route table that is attached, and the alerts of its subscription.
inline constexpr std::string_view route_table_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/app", "name": "app", "type": "Microsoft.Network/routeTables",
   "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "routes": [],
     "subnets": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/app"}]}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001", "collection": "activityLogAlerts", "complete": true,
   "body": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/activityLogAlerts/net",
     "name": "net", "type": "Microsoft.Insights/activityLogAlerts", "location": "global",
     "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001"],
       "condition": {"allOf": [{"field": "category", "equals": "Administrative"},
         {"field": "resourceProvider", "equals": "Microsoft.Network"}]},
       "actions": {"actionGroups": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/actionGroups/duty"}]}}}]}
])";

/// The zone of Azure Managed Redis, linked to networks in two regions, with a record, its role
/// assignments and the metric alerts of its subscription.
inline constexpr std::string_view zone_care_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net", "name": "privatelink.redis.azure.net",
   "type": "Microsoft.Network/privateDnsZones", "location": "global",
   "properties": {"provisioningState": "Succeeded"}},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net", "collection": "virtualNetworkLinks", "complete": true,
   "body": [{"name": "hub", "properties": {"virtualNetwork": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub"}}},
            {"name": "spoke", "properties": {"virtualNetwork": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/spoke"}}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net", "collection": "roleAssignments", "complete": true,
   "body": [{"name": "0a", "properties": {"roleDefinitionId": "/x/4d97b98b-1d4f-4787-a291-c67834d212e7"}}]},
  {"of": "/subscriptions/00000000-0000-0000-0000-000000000001", "collection": "metricAlerts", "complete": true,
   "body": [{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/metricAlerts/zone",
     "name": "zone", "type": "Microsoft.Insights/metricAlerts", "location": "global",
     "properties": {"enabled": true, "scopes": ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net"],
       "criteria": {"allOf": [{"name": "one", "metricName": "RecordSetCapacityUtilization"}]},
       "actions": [{"actionGroupId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Insights/actionGroups/duty"}]}}]},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub", "name": "hub", "type": "Microsoft.Network/virtualNetworks", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "addressSpace": {"addressPrefixes": ["10.20.0.0/16"]}}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/spoke", "name": "spoke", "type": "Microsoft.Network/virtualNetworks",
   "location": "northeurope",
   "properties": {"provisioningState": "Succeeded", "addressSpace": {"addressPrefixes": ["10.21.0.0/16"]}}}
])";

/// The address of a cache in its zone.
inline constexpr std::string_view record_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net/A/basket.westeurope", "name": "basket.westeurope",
   "type": "Microsoft.Network/privateDnsZones/A",
   "properties": {"ttl": 10, "aRecords": [{"ipv4Address": "10.20.5.4"}]}}
])";

}  // namespace cachewarden::inline v0::rules
