#pragma once

#include <array>

#include "cachewarden/rules/firewall_claims.hpp"
#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/redis_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on the firewall of Azure Cache for Redis. It stays in force beside private endpoints, and
/// governs the public address only.
namespace cachewarden::inline v0::rules {

inline constexpr std::string_view no_public_address_note = "the cache has no public address";

// ---- CW-REDIS-006 ---------------------------------------------------------

/// A cache with a public address has firewall rules; without any, every address gets in.
[[nodiscard]] inline Verdict redis_firewall_present(const RedisCache& cache,
                                                    const Context& context) {
  return when(has_public_address(cache),
              require(exists(context.children<RedisFirewallRule>(cache))), no_public_address_note);
}

inline constexpr Rule redis_firewall_present_rule{
    .id = "CW-REDIS-006",
    .name = "redis-firewall-rules",
    .title = "A cache with a public address has firewall rules",
    .message = "there are no firewall rules, so every address on the internet can connect",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_firewall_present>,
    .rationale =
        "The firewall of a cache lets everybody in until it has a first rule; from then on it "
        "admits the listed ranges only.",
    .remediation = {.cli = "az redis firewall-rules create --name {name} --resource-group {group} "
                           "--subscription {subscription} --rule-name office --start-ip START "
                           "--end-ip END",
                    .bicep = "resource office 'firewallRules' = { name: 'office', properties: { "
                             "startIP: start, endIP: end } }",
                    .terraform = "azurerm_redis_firewall_rule"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation",
         "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.FirewallRuleCount/"},
    .controls = {{Framework::azts, "Azure_RedisCache_AuthZ_Configure_IP_Range"},
                 {Framework::microsoft_guide, "network-security/implement-firewall-rules"},
                 {Framework::psrule, "Azure.Redis.FirewallRuleCount"},
                 {Framework::mcsb, "NS-2"}},
    .baseline = redis_open_baseline,
    .examples = {{"two rules", "{}", Status::pass},
                 {"the list is empty", R"([{}, {"body": []}])", Status::fail},
                 {"rules were not collected", R"([{}, "$absent"])", Status::unknown},
                 {"some rules are known", R"([{}, {"complete": false}])", Status::pass},
                 {"none of them is known", R"([{}, {"complete": false, "body": []}])",
                  Status::unknown},
                 {"a template without rules",
                  R"(["$absent", "$absent", {"type": "Microsoft.Cache/redis",
                      "apiVersion": "2024-11-01", "name": "orders",
                      "properties": {"publicNetworkAccess": "Enabled"}}])",
                  Status::fail},
                 {"public access is off",
                  R"([{"properties": {"publicNetworkAccess": "Disabled"}}, {"body": []}])",
                  Status::not_applicable},
                 {"injected",
                  R"([{"properties": {"sku": {"name": "Premium"},
                      "subnetId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache"}}])",
                  Status::not_applicable}},
};

// ---- CW-REDIS-007 ---------------------------------------------------------

/// Each firewall rule is narrow, and so are all of them together.
[[nodiscard]] inline Verdict redis_firewall_narrow(const RedisCache& cache,
                                                   const Context& context) {
  using Kind = FirewallReach::Kind;
  const Claim is_public = has_public_address(cache);
  if (is_public.truth != Truth::yes)
    return when(is_public, {}, no_public_address_note);
  const Children<RedisFirewallRule> all = context.children<RedisFirewallRule>(cache);
  if (all.items.empty() && all.is_complete())
    return not_applicable({Truth::no, all.basis()}, "there are no firewall rules");
  Claim open(Truth::unknown);
  std::vector<AddressRange> ranges;
  for (const RedisFirewallRule* rule : all.items) {
    const FirewallReach reach = reach_of(*rule);
    const Claim wide(Truth::no, reach.decided_by);
    const auto fail = [&](std::string_view note) {
      Verdict verdict{Status::fail, wide, note};
      verdict.basis.add({.at = &rule->end_ip});
      return verdict;
    };
    if (reach.kind == Kind::unreadable) {
      open.add(reach.decided_by);
      continue;
    }
    if (reach.kind == Kind::reversed)
      return fail("a firewall rule ends below its start");
    if (reach.kind == Kind::all_of_azure)
      return fail(
          "a firewall rule from 0.0.0.0 to 0.0.0.0, which elsewhere in Azure admits every "
          "tenant of it");
    if (is_allowed(reach.range, context.settings()))
      continue;
    if (internet_addresses(reach.range) > context.settings().firewall_max_addresses)
      return fail({});
    ranges.push_back(reach.range);
  }
  Claim together(Truth::yes);
  for (const RedisFirewallRule* rule : all.items)
    together.add({.at = &rule->start_ip});
  if (internet_addresses(std::move(ranges)) > context.settings().firewall_max_total_addresses)
    return {Status::fail, together, "the firewall rules together admit too many addresses"};
  if (!all.is_complete())
    open.add(all.basis());
  return open.size > 0 ? require(open) : require(together);
}

inline constexpr Rule redis_firewall_narrow_rule{
    .id = "CW-REDIS-007",
    .name = "redis-firewall-rules-narrow",
    .title = "Firewall rules of a cache admit few addresses",
    .message = "a firewall rule admits more addresses of the internet than allowed",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<redis_firewall_narrow>,
    .rationale =
        "Wide ranges let in strangers who share a provider or a country with the clients. "
        "Limits for one rule and for all together are settings.",
    .remediation = {.cli = "az redis firewall-rules update --name {name} --resource-group {group} "
                           "--subscription {subscription} --rule-name {firewall_rules_name:RULE} "
                           "--start-ip START "
                           "--end-ip END",
                    .bicep = "properties: { startIP: '203.0.113.16', endIP: '203.0.113.31' }",
                    .terraform = "azurerm_redis_firewall_rule { start_ip, end_ip }"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation",
         "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.FirewallIPRange/"},
    .controls = {{Framework::kics, "0d0c12b9-edce-4510-9065-13f6a758750c"},
                 {Framework::kics, "0632d0db-9190-450a-8bb3-c283bffea445"},
                 {Framework::kics, "69f72007-502e-457b-bd2d-5012e31ac049"},
                 {Framework::terrascan, "AC_AZURE_0390"},
                 {Framework::terrascan, "AC_AZURE_0392"},
                 {Framework::terrascan, "AC_AZURE_0391"},
                 {Framework::cloudguard, "D9.AZU.NET.13"},
                 {Framework::azts, "Azure_RedisCache_AuthZ_Configure_IP_Range"},
                 {Framework::microsoft_guide, "network-security/implement-firewall-rules"},
                 {Framework::psrule, "Azure.Redis.FirewallIPRange"},
                 {Framework::mcsb, "NS-2"},
                 {Framework::kics, "fd8da341-6760-4450-b26c-9f6d8850575e"},
                 {Framework::kics, "5089d055-53ff-421b-9482-a5267bdce629"},
                 {Framework::kics, "a829b715-cf75-4e92-b645-54c9b739edfb"}},
    .baseline = redis_open_baseline,
    .examples =
        {{"narrow", "{}", Status::pass},
         {"everybody",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "0.0.0.0", "endIP": "255.255.255.255"}}]}])",
          Status::fail},
         {"one address above the limit",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "198.51.100.0", "endIP": "198.51.101.0"}}]}])",
          Status::fail},
         {"at the limit",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "198.51.100.0", "endIP": "198.51.100.255"}}]}])",
          Status::pass},
         {"private addresses only",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "10.0.0.0", "endIP": "10.255.255.255"}}]}])",
          Status::pass},
         {"narrow each, wide together",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "198.51.0.0", "endIP": "198.51.0.255"}},
              {"name": "b", "properties": {"startIP": "198.51.1.0", "endIP": "198.51.1.255"}},
              {"name": "c", "properties": {"startIP": "198.51.2.0", "endIP": "198.51.2.255"}},
              {"name": "d", "properties": {"startIP": "198.51.3.0", "endIP": "198.51.3.255"}},
              {"name": "e", "properties": {"startIP": "198.51.4.0", "endIP": "198.51.4.0"}}]}])",
          Status::fail},
         {"the same addresses twice",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "198.51.0.0", "endIP": "198.51.0.255"}},
              {"name": "b", "properties": {"startIP": "198.51.1.0", "endIP": "198.51.1.255"}},
              {"name": "c", "properties": {"startIP": "198.51.2.0", "endIP": "198.51.2.255"}},
              {"name": "d", "properties": {"startIP": "198.51.3.0", "endIP": "198.51.3.255"}},
              {"name": "e", "properties": {"startIP": "198.51.2.0", "endIP": "198.51.2.255"}}]}])",
          Status::pass},
         {"from zero to zero",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "0.0.0.0", "endIP": "0.0.0.0"}}]}])",
          Status::fail},
         {"the wrong way round",
          R"([{}, {"body": [{"name": "a", "properties": {"startIP": "203.0.113.9", "endIP": "203.0.113.1"}}]}])",
          Status::fail},
         {"one end is not known",
          R"(["$absent", "$absent", [{"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
              "name": "orders", "properties": {"publicNetworkAccess": "Enabled"}},
             {"type": "Microsoft.Cache/redis/firewallRules", "apiVersion": "2024-11-01",
              "name": "orders/a", "properties": {"startIP": "203.0.113.1", "endIP": "[parameters('end')]"}}]])",
          Status::unknown},
         {"one end is not known, and another rule is wide",
          R"(["$absent", "$absent", [{"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
              "name": "orders", "properties": {"publicNetworkAccess": "Enabled"}},
             {"type": "Microsoft.Cache/redis/firewallRules", "apiVersion": "2024-11-01",
              "name": "orders/a", "properties": {"startIP": "203.0.113.1", "endIP": "[parameters('end')]"}},
             {"type": "Microsoft.Cache/redis/firewallRules", "apiVersion": "2024-11-01",
              "name": "orders/b", "properties": {"startIP": "1.0.0.0", "endIP": "9.255.255.255"}}]])",
          Status::fail},
         {"not all rules are known", R"([{}, {"complete": false}])", Status::unknown},
         {"there are no rules", R"([{}, {"body": []}])", Status::not_applicable},
         {"public access is off", R"({"properties": {"publicNetworkAccess": "Disabled"}})",
          Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_firewall_rules{&redis_firewall_present_rule,
                                                 &redis_firewall_narrow_rule};

}  // namespace cachewarden::inline v0::rules
