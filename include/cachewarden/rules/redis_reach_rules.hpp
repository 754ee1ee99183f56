#pragma once

#include <array>

#include "cachewarden/rules/reach_baselines.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on who reaches Azure Cache for Redis by all ways together. They ask the exact engine, so
/// that their checks are in the compiled library.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-090 ---------------------------------------------------------

/// Few addresses of the internet reach the cache, by all ways together.
[[nodiscard]] Verdict redis_internet_kept_out(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_internet_kept_out_rule{
    .id = "CW-REDIS-090",
    .name = "redis-internet-kept-out",
    .title = "Few addresses of the internet reach the cache by any way",
    .message = "more addresses of the internet reach a port of the cache than allowed",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_internet_kept_out>,
    .rationale =
        "A cache has up to three ways in, each with filters of its own, and one that is open is "
        "enough. All of them are worked out together, firewall, groups, routes and endpoints.",
    .remediation = {.cli = "az redis update --ids {id} --set publicNetworkAccess=Disabled",
                    .bicep = "publicNetworkAccess: 'Disabled'",
                    .terraform = "public_network_access_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation"},
    .controls = {{Framework::microsoft_guide, "network-security/disable-public-network-access"},
                 {Framework::mcsb, "NS-2"}},
    .baseline = redis_reach_baseline,
    .examples =
        {{"injected, with a group that admits clients", "{}", Status::pass},
         {"public with two narrow firewall rules",
          R"([{"properties": {"subnetId": null, "publicNetworkAccess": "Enabled"}}, {}, {}, {},
              {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
               "collection": "firewallRules", "complete": true,
               "body": [{"name": "a", "properties": {"startIP": "203.0.113.1", "endIP": "203.0.113.9"}}]}])",
          Status::pass},
         {"public without firewall rules",
          R"([{"properties": {"subnetId": null, "publicNetworkAccess": "Enabled"}}, {}, {}, {},
              {"of": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders",
               "collection": "firewallRules", "complete": true, "body": []}])",
          Status::fail},
         {"public, firewall rules not collected",
          R"([{"properties": {"subnetId": null, "publicNetworkAccess": "Enabled"}}])",
          Status::unknown},
         {"injected behind an appliance, and the group lets the network in",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {}, {},
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub",
              "name": "hub", "type": "Microsoft.Network/routeTables", "properties": {"routes": [
                {"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
                 "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.20.0.4"}}]}}])",
          Status::unknown}},
};

// ---- CW-REDIS-091 ---------------------------------------------------------

/// Every contract on the cache is kept.
[[nodiscard]] Verdict redis_contracts_kept(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_contracts_kept_rule{
    .id = "CW-REDIS-091",
    .name = "redis-contracts-kept",
    .title = "Those reach the cache that a contract names, and no others",
    .message = "a contract on who reaches the cache is broken",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_contracts_kept>,
    .rationale =
        "A contract says what the network is to do; each change of a group, route or firewall "
        "can break it without anybody noticing. It is checked exactly, on all ways together.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefixes: clients",
                    .terraform = "source_address_prefixes = var.clients"},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::mcsb, "NS-1"}},
    .baseline = redis_contract_baseline,
    .examples =
        {{"kept", "{}", Status::pass},
         {"somebody else gets in",
          R"([{}, {}, {}, {}, {"allow_only": [{"from": "10.20.9.0/24"}], "must_allow": "$absent"}])",
          Status::fail},
         {"somebody who must get in does not",
          R"([{}, {}, {}, {}, {"must_allow": [{"from": "10.20.9.0/24", "ports": "6380"}]}])",
          Status::fail},
         {"somebody who must not get in does",
          R"([{}, {}, {}, {}, {"must_deny": [{"from": "10.20.4.0/27"}]}])", Status::fail},
         {"one port only",
          R"([{}, {}, {}, {}, {"must_deny": [{"from": "10.20.4.0/27", "ports": 6379}]}])",
          Status::pass},
         {"the group was not collected", R"([{}, {}, "$absent"])", Status::unknown},
         {"of another cache", R"([{}, {}, {}, {}, {"cache": "basket"}])", Status::not_applicable},
         {"no contract", R"([{}, {}, {}, {}, "$absent"])", Status::not_applicable}},
};

// ---- CW-REDIS-092 ---------------------------------------------------------

/// Nobody reaches a port that takes connections without TLS.
[[nodiscard]] Verdict redis_plain_port_closed(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_plain_port_closed_rule{
    .id = "CW-REDIS-092",
    .name = "redis-plain-port-not-reached",
    .title = "Nobody reaches the port of the cache without TLS",
    .message = "somebody reaches the port without TLS, and keys cross the network readable",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<redis_plain_port_closed>,
    .rationale =
        "The port without TLS is the more urgent the more clients get to it. Filters, paths and "
        "the setting of the cache are worked out together.",
    .remediation = {.cli = "az redis update --ids {id} --set enableNonSslPort=false",
                    .bicep = "enableNonSslPort: false",
                    .terraform = "non_ssl_port_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-remove-tls-10-11"},
    .controls = {{Framework::mcsb, "DP-3"}},
    .baseline = redis_reach_baseline,
    .examples =
        {{"closed", "{}", Status::pass},
         {"open, and the network gets there", R"({"properties": {"enableNonSslPort": true}})",
          Status::fail},
         {"open, and the group denies it",
          R"([{"properties": {"enableNonSslPort": true}}, {}, {"properties": {"securityRules": [
              {"name": "clients", "properties": {"direction": "Inbound", "access": "Allow",
               "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "10.20.3.0/24",
               "sourcePortRange": "*", "destinationAddressPrefix": "*",
               "destinationPortRange": "6380"}},
              {"name": "rest", "properties": {"direction": "Inbound", "access": "Deny",
               "priority": 4000, "protocol": "*", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "*",
               "destinationPortRange": "*"}}]}}])",
          Status::pass},
         {"open, and the group was not collected",
          R"([{"properties": {"enableNonSslPort": true}}, {}, "$absent"])", Status::unknown}},
};

// ---- CW-REDIS-093 ---------------------------------------------------------

/// The group of an injected cache's subnet lets the nodes reach each other, the load balancer them,
/// and geo-replicas that are known each other. What leaves for the internet is `redis_way_out`.
[[nodiscard]] Verdict redis_required_ports(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_required_ports_rule{
    .id = "CW-REDIS-093",
    .name = "redis-required-ports-open",
    .title = "The group of a cache's subnet lets its nodes and load balancer through",
    .message = "the group stops packets that an injected cache needs",
    .severity = Severity::medium,
    .category = Category::network_security,
    .pillar = Pillar::reliability,
    .since = "0.1",
    .check = check<redis_required_ports>,
    .rationale =
        "The nodes of an injected cache talk with each other and with the platform's load "
        "balancer. "
        "Where a rule stops that, patching and failover break later, not at once.",
    .remediation =
        {.cli = "az network nsg rule create --resource-group {network_security_groups_group:GROUP} "
                "--subscription {network_security_groups_subscription:SUBSCRIPTION} "
                "--nsg-name {network_security_groups_name:NSG} --name cache --priority 200 "
                "--direction Inbound --access Allow "
                "--protocol Tcp --source-address-prefixes AzureLoadBalancer "
                "--destination-port-ranges 6379-6380 8500 10221-10231 13000-13999 "
                "15000-15999 16001",
         .bicep = "sourceAddressPrefix: 'AzureLoadBalancer'",
         .terraform = "source_address_prefix = \"AzureLoadBalancer\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet"},
    .controls = {{Framework::microsoft_guide,
                  "network-security/configure-network-security-groups"}},
    .baseline = redis_reach_baseline,
    .examples = {{"the default rules let all of it through", "{}", Status::pass},
                 {"all is denied below the clients",
                  R"([{}, {}, {"properties": {"securityRules": [
              {"name": "rest", "properties": {"direction": "Inbound", "access": "Deny",
               "priority": 4000, "protocol": "*", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "*",
               "destinationPortRange": "*"}}]}}])",
                  Status::fail},
                 {"a rule that could not be read comes first",
                  R"([{}, {}, {"properties": {"securityRules": [
              {"name": "odd", "properties": {"direction": "Inbound", "access": "Deny",
               "priority": 100, "protocol": "*", "sourceAddressPrefix": "10.0.0.0/99",
               "sourcePortRange": "*", "destinationAddressPrefix": "*",
               "destinationPortRange": "*"}}]}}])",
                  Status::unknown},
                 {"the group was not collected", R"([{}, {}, "$absent"])", Status::unknown},
                 {"no group", R"([{}, {"properties": {"networkSecurityGroup": null}}, "$absent"])",
                  Status::not_applicable},
                 {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

// ---- CW-REDIS-094 ---------------------------------------------------------

/// A group that lists the clients of the cache does not let everybody else of the network in by a
/// default rule.
[[nodiscard]] Verdict redis_default_rule_closed(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_default_rule_closed_rule{
    .id = "CW-REDIS-094",
    .name = "redis-default-rule-closed",
    .title = "A group that lists the clients of the cache denies the others",
    .message = "the group lists clients, yet AllowVnetInBound lets the rest of the network in",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_default_rule_closed>,
    .rationale =
        "Every group ends with a rule that lets the virtual network, its peers and what gateways "
        "connect in. A list of clients without a denial below it narrows nothing: whoever takes "
        "over one machine of the network reaches the cache.",
    .remediation =
        {.cli = "az network nsg rule create --resource-group {network_security_groups_group:GROUP} "
                "--subscription {network_security_groups_subscription:SUBSCRIPTION} "
                "--nsg-name {network_security_groups_name:NSG} --name deny-others --priority 4096 "
                "--direction Inbound --access Deny "
                "--protocol Tcp --source-address-prefixes VirtualNetwork "
                "--destination-port-ranges 6379-6380",
         .bicep = "access: 'Deny'",
         .terraform = "access = \"Deny\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::mcsb, "NS-1"}},
    .baseline = redis_listed_baseline,
    .examples = {{"the others are denied", "{}", Status::pass},
                 {"no denial",
                  R"([{}, {}, {"properties": {"securityRules": [
              {"name": "clients", "properties": {"direction": "Inbound", "access": "Allow",
               "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "10.20.3.0/24",
               "sourcePortRange": "*", "destinationAddressPrefix": "*",
               "destinationPortRange": "6380"}}]}}])",
                  Status::fail},
                 {"the group was not collected", R"([{}, {}, "$absent"])", Status::unknown},
                 {"no rule names clients", R"([{}, {}, {"properties": {"securityRules": []}}])",
                  Status::not_applicable},
                 {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

// ---- CW-REDIS-095 ---------------------------------------------------------

/// No route widens the tag VirtualNetwork where the group of the cache's subnet relies on it.
[[nodiscard]] Verdict redis_routes_do_not_widen(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_routes_do_not_widen_rule{
    .id = "CW-REDIS-095",
    .name = "redis-routes-do-not-widen",
    .title = "Routes of a cache's subnet do not widen what its group lets in",
    .message = "a route makes public addresses part of VirtualNetwork, which the group lets in",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_routes_do_not_widen>,
    .rationale =
        "The tag VirtualNetwork takes in the prefixes of routes to appliances and gateways. With "
        "a default route it may stand for every address, and the default rule AllowVnetInBound "
        "then lets all of them through.",
    .remediation =
        {.cli = "az network nsg rule create --resource-group {network_security_groups_group:GROUP} "
                "--subscription {network_security_groups_subscription:SUBSCRIPTION} "
                "--nsg-name {network_security_groups_name:NSG} --name deny-others --priority 4096 "
                "--direction Inbound --access Deny "
                "--protocol Tcp --source-address-prefixes '*' "
                "--destination-port-ranges 6379-6380",
         .bicep = "access: 'Deny'",
         .terraform = "access = \"Deny\""},
    .references = {"https://learn.microsoft.com/azure/virtual-network/service-tags-overview"},
    .controls = {{Framework::mcsb, "NS-1"}},
    .baseline = redis_listed_baseline,
    .examples =
        {{"no routes", "{}", Status::pass},
         {"a default route, and others are denied",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {}, {},
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub",
              "name": "hub", "type": "Microsoft.Network/routeTables", "properties": {"routes": [
                {"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
                 "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.20.0.4"}}]}}])",
          Status::pass},
         {"a default route, and the default rules decide",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {"properties": {"securityRules": []}}, {},
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub",
              "name": "hub", "type": "Microsoft.Network/routeTables", "properties": {"routes": [
                {"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
                 "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.20.0.4"}}]}}])",
          Status::fail},
         {"the routes were not collected",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {"properties": {"securityRules": []}}])",
          Status::unknown},
         {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

// ---- CW-REDIS-096 ---------------------------------------------------------

/// What an injected cache sends to the internet gets there: the group of its subnet lets it out, no
/// route drops it, and the subnet has a way to the internet. An appliance decides for itself.
[[nodiscard]] Verdict redis_way_out(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_way_out_rule{
    .id = "CW-REDIS-096",
    .name = "redis-way-out",
    .title = "An injected cache has a way out to what it depends on",
    .message = "what the cache sends to storage, monitoring and time servers does not get there",
    .severity = Severity::medium,
    .category = Category::network_security,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<redis_way_out>,
    .rationale =
        "An injected cache fetches certificates and updates, asks for the time and reports its "
        "health over the internet. A group, a route or a private subnet that cuts that off breaks "
        "patching and scaling later, not at once.",
    .remediation = {.cli = "az network nsg rule create --resource-group GROUP --nsg-name NSG "
                           "--name cache-out --priority 200 --direction Outbound --access Allow "
                           "--protocol '*' --destination-address-prefixes Internet "
                           "--destination-port-ranges 80 443 12000 123 1688",
                    .bicep = "destinationAddressPrefix: 'Internet'",
                    .terraform = "destination_address_prefix = \"Internet\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet"},
    .controls = {{Framework::microsoft_guide,
                  "network-security/configure-network-security-groups"}},
    .baseline = redis_reach_baseline,
    .examples =
        {{"the default rules, and default outbound access", "{}", Status::pass},
         {"a NAT gateway",
          R"([{}, {"properties": {"defaultOutboundAccess": false, "natGateway": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/natGateways/out"}}}])",
          Status::pass},
         {"a private subnet", R"([{}, {"properties": {"defaultOutboundAccess": false}}])",
          Status::unknown},
         {"the group denies the internet",
          R"([{}, {}, {"properties": {"securityRules": [
              {"name": "inside", "properties": {"direction": "Outbound", "access": "Deny",
               "priority": 4000, "protocol": "*", "sourceAddressPrefix": "*",
               "sourcePortRange": "*", "destinationAddressPrefix": "Internet",
               "destinationPortRange": "*"}}]}}])",
          Status::fail},
         {"a route drops everything",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {}, {},
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub",
              "name": "hub", "type": "Microsoft.Network/routeTables", "properties": {"routes": [
                {"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
                 "nextHopType": "None"}}]}}])",
          Status::fail},
         {"a route leads to the internet",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {}, {},
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub",
              "name": "hub", "type": "Microsoft.Network/routeTables", "properties": {"routes": [
                {"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
                 "nextHopType": "Internet"}}]}}])",
          Status::pass},
         {"an appliance",
          R"([{}, {"properties": {"routeTable": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub"}}}, {}, {},
             {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/hub",
              "name": "hub", "type": "Microsoft.Network/routeTables", "properties": {"routes": [
                {"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
                 "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.20.0.4"}}]}}])",
          Status::unknown},
         {"the group was not collected", R"([{}, {}, "$absent"])", Status::unknown},
         {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

// ---- CW-REDIS-097 ---------------------------------------------------------

/// The group of a cache's subnet keeps somebody out who would get there without it.
[[nodiscard]] Verdict redis_group_filters(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_group_filters_rule{
    .id = "CW-REDIS-097",
    .name = "redis-subnet-group-filters",
    .title = "The group of a cache's subnet keeps part of the network out",
    .message = "the group keeps nobody of the network out: it is attached and does nothing",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_group_filters>,
    .rationale =
        "A group without rules of its own lets the whole virtual network, its peers and what "
        "gateways connect in, as no group would.",
    .remediation =
        {.cli = "az network nsg rule create --resource-group {network_security_groups_group:GROUP} "
                "--subscription {network_security_groups_subscription:SUBSCRIPTION} "
                "--nsg-name {network_security_groups_name:NSG} --name deny-others --priority 4096 "
                "--direction Inbound --access Deny "
                "--protocol Tcp --source-address-prefixes VirtualNetwork "
                "--destination-port-ranges 6379-6380",
         .bicep = "access: 'Deny'",
         .terraform = "access = \"Deny\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::mcsb, "NS-1"}},
    .baseline = redis_listed_baseline,
    .examples = {{"clients only", "{}", Status::pass},
                 {"no rules of one's own", R"([{}, {}, {"properties": {"securityRules": []}}])",
                  Status::fail},
                 {"the group was not collected", R"([{}, {}, "$absent"])", Status::unknown},
                 {"no group", R"([{}, {"properties": {"networkSecurityGroup": null}}, "$absent"])",
                  Status::not_applicable},
                 {"not injected", R"({"properties": {"subnetId": null}})", Status::not_applicable}},
};

// ---- CW-REDIS-098 ---------------------------------------------------------

/// Firewall rules of the cache govern something: its public address is in use.
[[nodiscard]] Verdict redis_firewall_effective(const RedisCache& cache, const Context& context);

inline constexpr Rule redis_firewall_effective_rule{
    .id = "CW-REDIS-098",
    .name = "redis-firewall-rules-effective",
    .title = "Firewall rules of a cache filter something",
    .message = "there are firewall rules, and public network access, which they filter, is off",
    .severity = Severity::low,
    .category = Category::network_security,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<redis_firewall_effective>,
    .rationale =
        "Firewall rules govern the public address alone. Behind a private endpoint with public "
        "network access off they keep nobody out, and who reads them believes that they do.",
    .remediation = {.cli = "az redis firewall-rules delete --name {name} --resource-group {group} "
                           "--subscription {subscription} --rule-name RULE",
                    .bicep = "publicNetworkAccess: 'Disabled'",
                    .terraform = "azurerm_redis_firewall_rule"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation"},
    .controls = {{Framework::microsoft_guide, "network-security/implement-firewall-rules"}},
    .baseline = redis_open_baseline,
    .examples = {{"public", "{}", Status::pass},
                 {"public access is off", R"({"properties": {"publicNetworkAccess": "Disabled"}})",
                  Status::fail},
                 {"public access is hidden", R"({"properties": {"publicNetworkAccess": "***"}})",
                  Status::unknown},
                 {"no rules",
                  R"([{"properties": {"publicNetworkAccess": "Disabled"}}, {"body": []}])",
                  Status::not_applicable},
                 {"rules were not collected",
                  R"([{"properties": {"publicNetworkAccess": "Disabled"}}, "$absent"])",
                  Status::unknown},
                 {"injected",
                  R"([{"properties": {"sku": {"name": "Premium"},
                      "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}}])",
                  Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_reach_rules{
    &redis_internet_kept_out_rule, &redis_contracts_kept_rule,      &redis_plain_port_closed_rule,
    &redis_required_ports_rule,    &redis_default_rule_closed_rule, &redis_routes_do_not_widen_rule,
    &redis_way_out_rule,           &redis_group_filters_rule,       &redis_firewall_effective_rule};

}  // namespace cachewarden::inline v0::rules
