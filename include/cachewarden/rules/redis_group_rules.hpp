#pragma once

#include <array>

#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on what the network security group of an injected cache lets through. They ask the network
/// engine, so that their checks are in the compiled library.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-008 ---------------------------------------------------------

/// No part of the internet reaches a port that the cache listens on, by the group of its subnet.
[[nodiscard]] Verdict redis_group_closed(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_group_closed_rule{
    .id = "CW-REDIS-008",
    .name = "redis-subnet-closed-to-internet",
    .title = "The group of a cache's subnet lets no part of the internet reach the cache",
    .message = "a rule of the group lets addresses of the internet reach a port of the cache",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_group_closed>,
    .rationale =
        "An injected cache is reached from inside its network only. A rule that admits public "
        "addresses is a hole that waits for a route, and the first match by priority decides, "
        "whatever is denied below it.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.0.0.0/24'",
                    .terraform = "source_address_prefix = \"10.0.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet",
         "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::psrule, "Azure.NSG.AnyInboundSource"},
                 {Framework::mcsb, "NS-1"},
                 {Framework::kics, "594c198b-4d79-41b8-9b36-fde13348b619"},
                 {Framework::kics, "e9dee01f-2505-4df2-b9bf-7804d1fd9082"},
                 {Framework::trivy, "AZU-0047"},
                 {Framework::trivy, "AZU-0074"},
                 {Framework::cloudsploit, "networksecuritygroups/openRedis"}},
    .baseline = redis_injected_baseline,
    .examples =
        {{"clients of the network only", "{}", Status::pass},
         {"no rules of one's own", R"([{}, {}, {"properties": {"securityRules": []}}])",
          Status::pass},
         {"everybody on the port of the cache",
          R"([{}, {}, {"properties": {"securityRules": [{"name": "all", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "*",
              "sourceAddressPrefix": "*", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}}])",
          Status::fail},
         {"a public range to a port inside the service",
          R"([{}, {}, {"properties": {"securityRules": [{"name": "partner", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*",
              "destinationAddressPrefix": "10.20.4.0/27", "destinationPortRange": "8443"}}]}}])",
          Status::fail},
         {"everybody on a port that is closed",
          R"([{}, {}, {"properties": {"securityRules": [{"name": "plain", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "Internet", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "6379"}}]}}])",
          Status::pass},
         {"the same while the port is open",
          R"([{"properties": {"enableNonSslPort": true}}, {}, {"properties": {"securityRules": [
              {"name": "plain", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "Internet", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "6379"}}]}}])",
          Status::fail},
         {"denied before it is allowed",
          R"([{}, {}, {"properties": {"securityRules": [
              {"name": "deny", "properties": {"direction": "Inbound", "access": "Deny",
               "priority": 100, "protocol": "*", "sourceAddressPrefix": "Internet",
               "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}},
              {"name": "allow", "properties": {"direction": "Inbound", "access": "Allow",
               "priority": 200, "protocol": "*", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}}])",
          Status::pass},
         {"allowed before it is denied",
          R"([{}, {}, {"properties": {"securityRules": [
              {"name": "allow", "properties": {"direction": "Inbound", "access": "Allow",
               "priority": 150, "protocol": "Tcp", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "*",
               "destinationPortRanges": ["6379-6380"]}},
              {"name": "deny", "properties": {"direction": "Inbound", "access": "Deny",
               "priority": 200, "protocol": "*", "sourceAddressPrefix": "Internet",
               "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}}])",
          Status::fail},
         {"two rules of one priority disagree",
          R"([{}, {}, {"properties": {"securityRules": [
              {"name": "allow", "properties": {"direction": "Inbound", "access": "Allow",
               "priority": 100, "protocol": "*", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}},
              {"name": "deny", "properties": {"direction": "Inbound", "access": "Deny",
               "priority": 100, "protocol": "*", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}}]}}])",
          Status::unknown},
         {"a service tag",
          R"([{}, {}, {"properties": {"securityRules": [{"name": "tag", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "AzureCloud.westeurope", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}}])",
          Status::unknown},
         {"a source that was hidden",
          R"([{}, {}, {"properties": {"securityRules": [{"name": "tag", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": {}, "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}}])",
          Status::unknown},
         {"a default route to an appliance widens the network",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {}, {},
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub",
              "name": "hub", "type": "Microsoft.Network/routeTables", "properties": {"routes": [
                {"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
                 "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.20.0.4"}}]}}])",
          Status::unknown},
         {"a public range that may be the network's own",
          R"([{}, {}, {"properties": {"securityRules": [{"name": "partner", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}}, "$absent"])",
          Status::unknown},
         {"a public range that is the network's own",
          R"([{}, {}, {"properties": {"securityRules": [{"name": "partner", "properties": {
              "direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp",
              "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*",
              "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}},
              {"properties": {"addressSpace": {"addressPrefixes": ["10.20.0.0/16", "203.0.113.0/24"]}}}])",
          Status::pass},
         {"the group was not collected", R"([{}, {}, "$absent"])", Status::unknown},
         {"the subnet was not collected", R"([{}, "$absent", {}])", Status::unknown},
         {"no group", R"([{}, {"properties": {"networkSecurityGroup": null}}, "$absent"])",
          Status::not_applicable},
         {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_group_rules{&redis_group_closed_rule};

}  // namespace cachewarden::inline v0::rules
