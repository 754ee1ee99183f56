#include <doctest/doctest.h>

#include <array>

#include "views/support.hpp"

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)

// The shapes in which the tools' own users hold resources, and what the tools say of them.

namespace {

struct Expected {
  const char* check;
  const char* resource;
  const char* verdict;
};

void expect(const ViewAssessment& found, std::initializer_list<Expected> expected) {
  for (const Expected& each : expected) {
    const std::string check = each.check;
    const std::string resource = each.resource;
    CAPTURE(check);
    CAPTURE(resource);
    CHECK(verdict(found, check, resource) == each.verdict);
  }
}

/// Exported objects: names in Pascal case, sub-resources below `resources`, ids copied from one to
/// the next.
constexpr const char* exported = R"([
  {"Name": "other", "ResourceName": "other", "Type": "Microsoft.Compute/disks",
   "ResourceType": "Microsoft.Compute/disks", "Location": "region", "Tags": null,
   "ResourceId": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Compute/disks/other"},
  {"Name": "cache-a", "ResourceName": "cache-a", "Type": "Microsoft.Cache/Redis",
   "ResourceType": "Microsoft.Cache/Redis", "Location": "West Europe", "Tags": {"a": "b"},
   "SubscriptionId": "0", "ResourceGroupName": "g", "Sku": null, "Zones": ["1", "2"],
   "ResourceId": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Cache/Redis/cache-a",
   "Properties": {"enableNonSslPort": false, "minimumTlsVersion": "1.2",
     "publicNetworkAccess": "Enabled", "redisVersion": "6.0", "replicasPerMaster": 1,
     "disableAccessKeyAuthentication": true,
     "redisConfiguration": {"maxmemory-reserved": "642", "aad-enabled": "true"},
     "sku": {"name": "Premium", "family": "P", "capacity": 1}},
   "resources": [
     {"Name": "r", "Type": "Microsoft.Cache/Redis/firewallRules",
      "ResourceType": "Microsoft.Cache/Redis/firewallRules",
      "ResourceId": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Cache/Redis/cache-a/firewallRules/r",
      "Properties": {"startIP": "1.2.3.4", "endIP": "1.2.3.14"}}]},
  {"Name": "cache-b", "ResourceName": "cache-b", "Type": "Microsoft.Cache/Redis",
   "ResourceType": "Microsoft.Cache/Redis", "Location": "West Europe", "Tags": {},
   "SubscriptionId": "0", "Sku": null,
   "ResourceId": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Cache/Redis/cache-a",
   "Properties": {"enableNonSslPort": "false", "minimumTlsVersion": "1.3",
     "redisConfiguration": {"maxmemory-reserved": "50"},
     "sku": {"name": "Standard", "family": "C", "capacity": 0}},
   "resources": null},
  {"Name": "net", "ResourceName": "net", "Type": "Microsoft.Network/virtualNetworks",
   "ResourceType": "Microsoft.Network/virtualNetworks", "SubscriptionId": "0",
   "ResourceId": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net",
   "Properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
     "dhcpOptions": {"dnsServers": ["10.0.0.4", "10.0.0.5"]},
     "subnets": [
       {"Name": "GatewaySubnet", "Properties": {}},
       {"Name": "AzureBastionSubnet", "Properties": {"networkSecurityGroup": {"id": "/g"}}},
       {"Name": "apps", "Properties": {"networkSecurityGroup": {"id": "/g"},
                                       "defaultOutboundAccess": false}}],
     "virtualNetworkPeerings": [{"Name": "p", "Properties": {"peeringState": "Initiated"}}]}},
  {"Name": "group", "ResourceName": "group", "Type": "Microsoft.Network/networkSecurityGroups",
   "ResourceType": "Microsoft.Network/networkSecurityGroups", "SubscriptionId": null,
   "ResourceId": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/group",
   "Properties": {"subnets": [], "securityRules": [
     {"Name": "late", "Properties": {"direction": "Inbound", "access": "Allow", "priority": 200,
       "sourceAddressPrefix": "*", "destinationPortRange": "443"}},
     {"Name": "first", "Properties": {"direction": "inbound", "access": "deny", "priority": 100,
       "sourceAddressPrefix": "*", "destinationPortRange": "22"}}]}}])";

constexpr std::initializer_list<Expected> of_export = {
    {"Azure.Resource.UseTags", "other", "fail"},
    {"Azure.Resource.UseTags", "cache-a", "pass"},
    {"Azure.Resource.UseTags", "cache-b", "fail"},
    {"Azure.Redis.NonSslPort", "cache-a", "pass"},
    {"Azure.Redis.NonSslPort", "cache-b", "fail"},
    {"Azure.Redis.MinTLS", "cache-a", "pass"},
    {"Azure.Redis.MinTLS", "cache-b", "fail"},
    {"Azure.Redis.MinSKU", "cache-a", "pass"},
    {"Azure.Redis.MinSKU", "cache-b", "fail"},
    {"Azure.Redis.MaxMemoryReserved", "cache-a", "pass"},
    {"Azure.Redis.MaxMemoryReserved", "cache-b", "pass"},
    {"Azure.Redis.AvailabilityZone", "cache-a", "pass"},
    {"Azure.Redis.AvailabilityZone", "cache-b", "none"},
    {"Azure.Redis.Version", "cache-a", "pass"},
    {"Azure.Redis.Version", "cache-b", "pass"},
    {"Azure.Redis.EntraID", "cache-a", "pass"},
    {"Azure.Redis.EntraID", "cache-b", "fail"},
    {"Azure.Redis.LocalAuth", "cache-a", "pass"},
    {"Azure.Redis.PublicNetworkAccess", "cache-a", "fail"},
    {"Azure.Redis.FirewallRuleCount", "cache-a", "pass"},
    {"Azure.Redis.FirewallRuleCount", "cache-b", "fail"},
    {"Azure.Redis.FirewallIPRange", "cache-a", "fail"},
    {"Azure.Redis.FirewallIPRange", "cache-b", "fail"},
    {"Azure.Redis.FirewallRuleCount", "r", "-"},
    {"Azure.VNET.UseNSGs", "net", "pass"},
    {"Azure.VNET.PrivateSubnet", "net", "pass"},
    {"Azure.VNET.BastionSubnet", "net", "pass"},
    {"Azure.VNET.FirewallSubnet", "net", "fail"},
    {"Azure.VNET.SingleDNS", "net", "pass"},
    {"Azure.VNET.LocalDNS", "net", "pass"},
    {"Azure.VNET.PeerState", "net", "fail"},
    {"Azure.NSG.AnyInboundSource", "group", "fail"},
    {"Azure.NSG.DenyAllInbound", "group", "fail"},
    {"Azure.NSG.LateralTraversal", "group", "fail"},
    {"Azure.NSG.Associated", "group", "none"},
};

}  // namespace

TEST_CASE("exported objects in Pascal case, also where ids are copied or missing") {
  expect(ask("psrule", {{"resources.json", exported}}), of_export);
  std::string without_ids = exported;
  for (std::size_t at = 0; (at = without_ids.find("\"ResourceId\"", at)) != std::string::npos;)
    without_ids.replace(at, 12, "\"Unread\"");
  expect(ask("psrule", {{"resources.json", without_ids}}), of_export);
}

TEST_CASE("a lone exported object, and one in lower case as newer exports write it") {
  expect(ask("psrule", {{"one.json", R"({"ResourceName": "one", "Name": "two",
      "ResourceType": "Microsoft.Cache/Redis", "Type": "Microsoft.Other/things",
      "ResourceId": "/subscriptions/0/resourceGroups/g/providers/Microsoft.Cache/Redis/one",
      "Properties": {"enableNonSslPort": false}})"}}),
         {{"Azure.Redis.NonSslPort", "one", "pass"}, {"Azure.Redis.NonSslPort", "two", "-"}});
  expect(ask("psrule", {{"new.json", R"([{"id":
      "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/g1",
      "name": "g1", "type": "microsoft.network/networksecuritygroups", "tenantId": "t",
      "kind": "", "location": "westeurope", "resourceGroup": "g", "subscriptionId": "0",
      "managedBy": "", "sku": null, "plan": null, "tags": null, "identity": null, "zones": null,
      "properties": {"provisioningState": "Succeeded", "securityRules": []},
      "resources": []}])"}}),
         {{"Azure.NSG.Associated", "g1", "fail"},
          {"Azure.NSG.AnyInboundSource", "g1", "pass"},
          {"Azure.NSG.LateralTraversal", "g1", "fail"},
          {"Azure.Resource.UseTags", "g1", "fail"}});
}

TEST_CASE("a template shows children nested, beside their parent, and by short types") {
  constexpr const char* text = R"({
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {"access": {"type": "string", "defaultValue": "Enabled"}},
    "resources": [
      {"type": "Microsoft.Cache/Redis", "apiVersion": "2024-03-01", "name": "nested",
       "location": "westeurope",
       "properties": {"publicNetworkAccess": "[parameters('access')]",
                      "sku": {"name": "Basic", "family": "C", "capacity": 1}},
       "resources": [{"type": "firewallRules", "apiVersion": "2024-03-01", "name": "r",
                      "dependsOn": ["nested"],
                      "properties": {"startIP": "1.2.3.4", "endIP": "1.2.3.4"}}]},
      {"type": "Microsoft.Cache/redis", "apiVersion": "2024-03-01", "name": "beside",
       "location": "westeurope", "properties": {}},
      {"type": "Microsoft.Cache/redis/firewallRules", "apiVersion": "2024-03-01",
       "name": "beside/r", "properties": {"startIP": "8.8.8.0", "endIP": "8.8.8.255"}},
      {"type": "Microsoft.Cache/redis", "apiVersion": "2024-03-01", "name": "bare",
       "location": "westeurope", "properties": {}},
      {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01",
       "name": "group", "properties": {}}]})";
  expect(ask("psrule", {{"main.json", text}}), {{"Azure.Redis.FirewallRuleCount", "nested", "pass"},
                                                {"Azure.Redis.FirewallIPRange", "nested", "pass"},
                                                {"Azure.Redis.FirewallRuleCount", "beside", "pass"},
                                                {"Azure.Redis.FirewallIPRange", "beside", "fail"},
                                                {"Azure.Redis.FirewallRuleCount", "bare", "fail"},
                                                {"Azure.Redis.MinSKU", "nested", "fail"},
                                                {"Azure.Redis.MinSKU", "bare", "none"},
                                                {"Azure.NSG.Associated", "group", "none"}});
  expect(ask("checkov", {{"main.json", text}}), {{"CKV_AZURE_89", "nested", "-"},
                                                 {"CKV_AZURE_89", "beside", "fail"},
                                                 {"CKV_AZURE_9", "group", "pass"}});
}

TEST_CASE("templates and Bicep as Checkov reads them") {
  constexpr const char* text = R"({
    "$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {"name": {"type": "string"}, "port": {"type": "string", "defaultValue": "22"}},
    "variables": {"open": "*"},
    "resources": [
      {"type": "Microsoft.Cache/redis", "apiVersion": "2021-06-01", "name": "[parameters('name')]",
       "location": "[resourceGroup().location]",
       "properties": {"publicNetworkAccess": "Disabled",
                      "sku": {"name": "Basic", "family": "C", "capacity": 1}}},
      {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2021-02-01", "name": "in",
       "properties": {"securityRules": [{"name": "ssh", "properties": {
         "protocol": "Tcp", "access": "Allow", "direction": "Inbound", "priority": 100,
         "destinationPortRange": "[parameters('port')]",
         "sourceAddressPrefix": "[variables('open')]", "sourcePortRange": "*",
         "destinationAddressPrefix": "*"}}]}},
      {"type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2021-02-01",
       "name": "in/rdp", "properties": {
         "protocol": "*", "access": "allow", "direction": "inbound", "priority": 110,
         "destinationPortRanges": ["80", "3000-4000"], "sourceAddressPrefix": "Internet"}},
      {"type": "Microsoft.Network/networkWatchers/flowLogs", "apiVersion": "2020-11-01",
       "name": "w/log", "properties": {"enabled": true,
         "retentionPolicy": {"enabled": true, "days": 365}}},
      {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2021-02-01", "name": "net",
       "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                      "dhcpOptions": {"dnsServers": ["10.0.1.4"]}}}]})";
  expect(ask("checkov", {{"pass.json", text}}), {{"CKV_AZURE_89", "[parameters('name')]", "pass"},
                                                 {"CKV_AZURE_10", "in", "fail"},
                                                 {"CKV_AZURE_9", "in", "pass"},
                                                 {"CKV_AZURE_9", "in/rdp", "pass"},
                                                 {"CKV_AZURE_160", "in/rdp", "pass"},
                                                 {"CKV_AZURE_77", "in", "pass"},
                                                 {"CKV_AZURE_12", "w/log", "pass"},
                                                 {"CKV_AZURE_182", "net", "fail"},
                                                 {"CKV_AZURE_183", "net", "pass"}});
  constexpr const char* bicep = R"(
param access string = 'Enabled'
resource pass 'Microsoft.Cache/redis@2021-06-01' = {
  name: 'pass'
  location: resourceGroup().location
  properties: {
    publicNetworkAccess: 'Disabled'
    sku: { name: 'Basic', family: 'C', capacity: 0 }
  }
}
resource fail 'Microsoft.Cache/redis@2021-06-01' = {
  name: 'fail'
  location: resourceGroup().location
  properties: {
    publicNetworkAccess: access
    sku: { name: 'Basic', family: 'C', capacity: 0 }
  }
}
resource there 'Microsoft.Cache/redis@2021-06-01' existing = {
  name: 'there'
}
)";
  expect(ask("checkov", {{"main.bicep", bicep}}), {{"CKV_AZURE_89", "pass", "pass"},
                                                   {"CKV_AZURE_89", "fail", "fail"},
                                                   {"CKV_AZURE_89", "there", "-"}});
}

TEST_CASE("a plan as Checkov reads it: modules, counts, and what is known after the apply") {
  constexpr const char* plan = R"({"format_version": "1.2", "terraform_version": "1.9.0",
    "planned_values": {"root_module": {}},
    "resource_changes": [
      {"address": "azurerm_redis_cache.pass", "mode": "managed", "type": "azurerm_redis_cache",
       "name": "pass", "change": {"actions": ["create"], "before": null, "after_unknown": {},
        "after": {"name": "pass", "sku_name": "Premium", "minimum_tls_version": "1.2",
                  "public_network_access_enabled": false, "enable_non_ssl_port": false}}},
      {"address": "module.m.azurerm_redis_cache.fail[0]", "mode": "managed",
       "type": "azurerm_redis_cache", "name": "fail", "index": 0,
       "change": {"actions": ["update"], "before": {}, "after_unknown": {"id": true},
        "after": {"name": "fail", "sku_name": "Basic", "minimum_tls_version": null,
                  "public_network_access_enabled": null, "enable_non_ssl_port": true}}},
      {"address": "azurerm_redis_cache.gone", "mode": "managed", "type": "azurerm_redis_cache",
       "name": "gone", "change": {"actions": ["delete"], "before": {"name": "gone"},
        "after": null}},
      {"address": "azurerm_network_security_rule.r", "mode": "managed",
       "type": "azurerm_network_security_rule", "name": "r",
       "change": {"actions": ["create"], "before": null, "after_unknown": {},
        "after": {"name": "r", "access": "Allow", "direction": "Inbound", "protocol": "Tcp",
                  "priority": 100, "source_address_prefix": "Internet",
                  "destination_port_range": "20-25", "destination_port_ranges": null}}}]})";
  expect(ask("checkov", {{"plan.json", plan}}),
         {{"CKV_AZURE_89", "azurerm_redis_cache.pass", "pass"},
          {"CKV_AZURE_91", "azurerm_redis_cache.pass", "pass"},
          {"CKV_AZURE_148", "azurerm_redis_cache.pass", "pass"},
          {"CKV_AZURE_230", "azurerm_redis_cache.pass", "pass"},
          {"CKV_AZURE_89", "module.m.azurerm_redis_cache.fail[0]", "fail"},
          {"CKV_AZURE_91", "module.m.azurerm_redis_cache.fail[0]", "fail"},
          {"CKV_AZURE_148", "module.m.azurerm_redis_cache.fail[0]", "fail"},
          {"CKV_AZURE_230", "module.m.azurerm_redis_cache.fail[0]", "fail"},
          {"CKV_AZURE_89", "azurerm_redis_cache.gone", "-"},
          {"CKV_AZURE_10", "azurerm_network_security_rule.r", "fail"},
          {"CKV_AZURE_9", "azurerm_network_security_rule.r", "pass"}});
}

TEST_CASE("one cache says the same to views of live resources in every form") {
  const std::string id =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/amr";
  const std::string rest = R"({"id": ")" + id + R"(", "name": "amr", "location": "West Europe",
    "type": "Microsoft.Cache/redisEnterprise", "sku": {"name": "Balanced_B5"}, "tags": {"a": "b"},
    "properties": {"minimumTlsVersion": "1.2", "highAvailability": "Enabled",
                   "publicNetworkAccess": "Enabled", "privateEndpointConnections": [],
                   "provisioningState": "Succeeded"}})";
  const std::string flat = R"({"id": ")" + id + R"(", "name": "amr", "location": "West Europe",
    "type": "Microsoft.Cache/redisEnterprise", "sku": {"name": "Balanced_B5"}, "tags": {"a": "b"},
    "minimumTlsVersion": "1.2", "highAvailability": "Enabled", "publicNetworkAccess": "Enabled",
    "privateEndpointConnections": [], "provisioningState": "Succeeded", "resourceGroup": "g"})";
  const std::string row = R"({"id": ")" + id + R"(", "name": "amr", "location": "westeurope",
    "type": "microsoft.cache/redisenterprise", "sku": {"name": "Balanced_B5"}, "tags": {"a": "b"},
    "resourceGroup": "g", "subscriptionId": "s", "zones": null, "kind": "",
    "properties": {"minimumTlsVersion": "1.2", "highAvailability": "Enabled",
                   "publicNetworkAccess": "Enabled", "privateEndpointConnections": [],
                   "provisioningState": "Succeeded"}})";
  for (const std::string& text :
       {rest, "[" + rest + "]", R"({"value": [)" + rest + "]}", flat, "[" + flat + "]",
        R"({"count": 1, "data": [)" + row + R"(], "skip_token": null, "total_records": 1})",
        "[" + row + "]"}) {
    CAPTURE(text);
    expect(ask("azqr", {{"a.json", text}}), {{"redis-010", "amr", "pass"},
                                             {"redis-012", "amr", "fail"},
                                             {"redis-013", "amr", "pass"},
                                             {"redis-014", "amr", "fail"},
                                             {"redis-015", "amr", "fail"},
                                             {"redis-016", "amr", "fail"},
                                             {"resources-001", "amr", "pass"},
                                             {"resources-002", "amr", "pass"}});
    expect(ask("psrule", {{"a.json", text}}), {{"Azure.RedisEnterprise.MigrateAMR", "amr", "pass"},
                                               {"Azure.RedisEnterprise.MinTLS", "amr", "none"},
                                               {"Azure.RedisEnterprise.Zones", "amr", "none"}});
  }
}
