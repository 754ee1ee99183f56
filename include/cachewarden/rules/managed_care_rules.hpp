#pragma once

#include <array>

#include "cachewarden/rules/care_alerts.hpp"
#include "cachewarden/rules/care_baselines.hpp"
#include "cachewarden/rules/care_governance.hpp"

/// Rules on how Azure Managed Redis is looked after.
namespace cachewarden::inline v0::rules {

inline constexpr Rule managed_name_rule = name_rule<RedisEnterprise>(
    "CW-AMR-030", "managed-redis-name", managed_care_baseline,
    R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket--one", "name": "basket--one"}])",
    R"(["$absent", "$absent", "$absent", "$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redisEnterprise",
    "apiVersion": "2024-11-01", "name": "[parameters('name')]", "location": "westeurope", "properties": {}}])");

inline constexpr Rule managed_location_rule = location_rule<RedisEnterprise>(
    "CW-AMR-031", "managed-redis-allowed-location", managed_care_baseline);

inline constexpr Rule managed_lock_rule =
    lock_rule<RedisEnterprise>("CW-AMR-032", "managed-redis-locked", managed_care_baseline);

inline constexpr Rule managed_managers_rule = managers_rule<RedisEnterprise>(
    "CW-AMR-033", "managed-redis-few-managers", managed_care_baseline);

inline constexpr Rule managed_policy_rule = policy_rule<RedisEnterprise>(
    "CW-AMR-034", "managed-redis-policy-assigned", managed_care_baseline);

inline constexpr Rule managed_changes_rule = changes_rule<RedisEnterprise>(
    "CW-AMR-035", "managed-redis-changes-alerted", managed_care_baseline);

inline constexpr Rule managed_policy_changes_rule = policy_changes_rule<RedisEnterprise>(
    "CW-AMR-036", "managed-redis-policy-changes-alerted", managed_care_baseline);

inline constexpr Rule managed_export_rule = export_rule<RedisEnterprise>(
    "CW-AMR-037", "managed-redis-activity-log-exported", managed_care_baseline);

inline constexpr Rule managed_load_rule =
    load_rule<RedisEnterprise>("CW-AMR-038", "managed-redis-load-alerted", managed_care_baseline);

inline constexpr Rule managed_clients_rule = clients_rule<RedisEnterprise>(
    "CW-AMR-039", "managed-redis-clients-alerted", managed_care_baseline);

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_care_rules{&managed_name_rule,           &managed_location_rule,
                                               &managed_lock_rule,           &managed_managers_rule,
                                               &managed_policy_rule,         &managed_changes_rule,
                                               &managed_policy_changes_rule, &managed_export_rule,
                                               &managed_load_rule,           &managed_clients_rule};

}  // namespace cachewarden::inline v0::rules
