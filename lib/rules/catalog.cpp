#include "cachewarden/rules/catalog.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/rules/conditional_access_rules.hpp"
#include "cachewarden/rules/managed_access_rules.hpp"
#include "cachewarden/rules/managed_care_rules.hpp"
#include "cachewarden/rules/managed_connection_rules.hpp"
#include "cachewarden/rules/managed_deployability_rules.hpp"
#include "cachewarden/rules/managed_key_rules.hpp"
#include "cachewarden/rules/managed_lifecycle_rules.hpp"
#include "cachewarden/rules/managed_operation_rules.hpp"
#include "cachewarden/rules/managed_people_rules.hpp"
#include "cachewarden/rules/managed_reach_rules.hpp"
#include "cachewarden/rules/managed_resilience_rules.hpp"
#include "cachewarden/rules/managed_upkeep_rules.hpp"
#include "cachewarden/rules/network_endpoint_rules.hpp"
#include "cachewarden/rules/network_flow_rules.hpp"
#include "cachewarden/rules/network_group_care_rules.hpp"
#include "cachewarden/rules/network_group_open_rules.hpp"
#include "cachewarden/rules/network_group_service_rules.hpp"
#include "cachewarden/rules/network_name_rules.hpp"
#include "cachewarden/rules/network_zone_rules.hpp"
#include "cachewarden/rules/redis_access_rules.hpp"
#include "cachewarden/rules/redis_care_rules.hpp"
#include "cachewarden/rules/redis_deployability_rules.hpp"
#include "cachewarden/rules/redis_firewall_rules.hpp"
#include "cachewarden/rules/redis_governance_rules.hpp"
#include "cachewarden/rules/redis_group_rules.hpp"
#include "cachewarden/rules/redis_lifecycle_rules.hpp"
#include "cachewarden/rules/redis_logging_rules.hpp"
#include "cachewarden/rules/redis_memory_rules.hpp"
#include "cachewarden/rules/redis_network_rules.hpp"
#include "cachewarden/rules/redis_people_rules.hpp"
#include "cachewarden/rules/redis_reach_rules.hpp"
#include "cachewarden/rules/redis_resilience_rules.hpp"
#include "cachewarden/rules/redis_tier_rules.hpp"
#include "cachewarden/rules/redis_tls_rules.hpp"
#include "cachewarden/rules/redis_upkeep_rules.hpp"
#include "cachewarden/rules/storage_rules.hpp"
#include "cachewarden/rules/subnet_rules.hpp"
#include "cachewarden/rules/template_rules.hpp"
#include "cachewarden/rules/virtual_network_record_rules.hpp"
#include "cachewarden/rules/virtual_network_rules.hpp"

namespace cachewarden::inline v0 {

namespace {

template <std::size_t... N>
constexpr auto joined(const std::array<const Rule*, N>&... families) {
  std::array<const Rule*, (N + ...)> all{};
  auto at = all.begin();
  ((at = std::copy(families.begin(), families.end(), at)), ...);
  std::sort(all.begin(), all.end(), [](const Rule* a, const Rule* b) { return a->id < b->id; });
  return all;
}

/// The row of each family of rules.
constexpr std::array all_rules = joined(
    rules::conditional_access_rules, rules::managed_access_rules, rules::managed_care_rules,
    rules::managed_connection_rules, rules::managed_deployability_rules, rules::managed_key_rules,
    rules::managed_lifecycle_rules, rules::managed_operation_rules, rules::managed_people_rules,
    rules::managed_reach_rules, rules::managed_resilience_rules, rules::managed_upkeep_rules,
    rules::network_endpoint_rules, rules::network_flow_rules, rules::network_group_care_rules,
    rules::network_group_open_rules, rules::network_group_service_rules, rules::network_name_rules,
    rules::network_zone_rules, rules::redis_access_rules, rules::redis_care_rules,
    rules::redis_deployability_rules, rules::redis_firewall_rules, rules::redis_governance_rules,
    rules::redis_group_rules, rules::redis_lifecycle_rules, rules::redis_logging_rules,
    rules::redis_memory_rules, rules::redis_network_rules, rules::redis_people_rules,
    rules::redis_reach_rules, rules::redis_resilience_rules, rules::redis_tier_rules,
    rules::redis_tls_rules, rules::redis_upkeep_rules, rules::storage_rules, rules::subnet_rules,
    rules::template_rules, rules::virtual_network_record_rules, rules::virtual_network_rules);

}  // namespace

std::span<const Rule* const> catalog() noexcept {
  return all_rules;
}

const Rule* find_rule(std::string_view id_or_name) noexcept {
  for (const Rule* rule : all_rules) {
    if (equal_folded(rule->id, id_or_name) || equal_folded(rule->name, id_or_name))
      return rule;
  }
  return nullptr;
}

std::string_view rule_set_version() noexcept {
  return "2026.11";
}

}  // namespace cachewarden::inline v0
