#pragma once

#include <array>

#include "cachewarden/rules/care_alerts.hpp"
#include "cachewarden/rules/care_baselines.hpp"
#include "cachewarden/rules/care_governance.hpp"

/// Rules on how Azure Cache for Redis is looked after.
namespace cachewarden::inline v0::rules {

inline constexpr Rule redis_name_rule = name_rule<RedisCache>(
    "CW-REDIS-070", "redis-name", redis_care_baseline,
    R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/orders--one", "name": "orders--one"}])",
    R"(["$absent", "$absent", "$absent", "$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Cache/redis",
    "apiVersion": "2024-11-01", "name": "[parameters('name')]", "location": "westeurope", "properties": {}}])");

inline constexpr Rule redis_location_rule =
    location_rule<RedisCache>("CW-REDIS-071", "redis-allowed-location", redis_care_baseline);

inline constexpr Rule redis_lock_rule =
    lock_rule<RedisCache>("CW-REDIS-072", "redis-locked", redis_care_baseline);

inline constexpr Rule redis_managers_rule =
    managers_rule<RedisCache>("CW-REDIS-073", "redis-few-managers", redis_care_baseline);

inline constexpr Rule redis_policy_rule =
    policy_rule<RedisCache>("CW-REDIS-074", "redis-policy-assigned", redis_care_baseline);

inline constexpr Rule redis_changes_rule =
    changes_rule<RedisCache>("CW-REDIS-075", "redis-changes-alerted", redis_care_baseline);

inline constexpr Rule redis_policy_changes_rule = policy_changes_rule<RedisCache>(
    "CW-REDIS-076", "redis-policy-changes-alerted", redis_care_baseline);

inline constexpr Rule redis_export_rule =
    export_rule<RedisCache>("CW-REDIS-077", "redis-activity-log-exported", redis_care_baseline);

inline constexpr Rule redis_load_rule =
    load_rule<RedisCache>("CW-REDIS-078", "redis-load-alerted", redis_care_baseline);

inline constexpr Rule redis_clients_rule =
    clients_rule<RedisCache>("CW-REDIS-079", "redis-clients-alerted", redis_care_baseline);

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_care_rules{
    &redis_name_rule,   &redis_location_rule, &redis_lock_rule,           &redis_managers_rule,
    &redis_policy_rule, &redis_changes_rule,  &redis_policy_changes_rule, &redis_export_rule,
    &redis_load_rule,   &redis_clients_rule};

}  // namespace cachewarden::inline v0::rules
