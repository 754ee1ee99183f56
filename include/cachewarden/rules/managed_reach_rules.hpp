#pragma once

#include <array>

#include "cachewarden/rules/reach_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on who reaches Azure Managed Redis and the Enterprise tiers. They ask the exact engine, so
/// that their checks are in the compiled library.
namespace cachewarden::inline v0::rules {

// ---- CW-AMR-090 -----------------------------------------------------------

/// Every contract on the cache is kept.
[[nodiscard]] Verdict managed_contracts_kept(const RedisEnterprise& cluster,
                                             const Context& context);

inline constexpr Rule managed_contracts_kept_rule{
    .id = "CW-AMR-090",
    .name = "managed-redis-contracts-kept",
    .title = "Those reach the cache that a contract names, and no others",
    .message = "a contract on who reaches the cache is broken",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.1",
    .check = check<managed_contracts_kept>,
    .rationale =
        "A contract says what the network is to do; each change of an endpoint, group or route "
        "can break it without anybody noticing. It is checked exactly, on all ways together.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --public-network-access Disabled",
                    .bicep = "publicNetworkAccess: 'Disabled'",
                    .terraform = "public_network_access = \"Disabled\""},
    .references = {"https://learn.microsoft.com/azure/redis/private-link"},
    .controls = {{Framework::mcsb, "NS-1"}},
    .baseline = managed_contract_baseline,
    .examples = {{"kept", "{}", Status::pass},
                 {"the internet gets in", R"({"properties": {"publicNetworkAccess": "Enabled"}})",
                  Status::fail},
                 {"somebody who must get in does not",
                  R"([{}, {}, {"must_allow": [{"from": "10.20.3.0/24"}]}])", Status::fail},
                 {"a word to come", R"({"properties": {"publicNetworkAccess": "Sometimes"}})",
                  Status::unknown},
                 {"of another cache", R"([{}, {}, {"cache": "orders"}])", Status::not_applicable},
                 {"no contract", R"([{}, {}, "$absent"])", Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_reach_rules{&managed_contracts_kept_rule};

}  // namespace cachewarden::inline v0::rules
