#pragma once

#include <array>

#include "cachewarden/rules/care_baselines.hpp"
#include "cachewarden/rules/care_people.hpp"

/// Rules on what only people know of Azure Cache for Redis.
namespace cachewarden::inline v0::rules {

inline constexpr Rule redis_records_rule =
    records_rule<RedisCache>("CW-REDIS-081", "redis-compliance-records", redis_care_baseline);

inline constexpr Rule redis_retries_rule =
    retries_rule<RedisCache>("CW-REDIS-082", "redis-client-retries", redis_care_baseline);

inline constexpr Rule redis_one_application_rule =
    one_application_rule<RedisCache>("CW-REDIS-083", "redis-one-application", redis_care_baseline);

inline constexpr Rule redis_reviewed_rule =
    reviewed_rule<RedisCache>("CW-REDIS-084", "redis-access-reviewed", redis_care_baseline);

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_people_rules{&redis_records_rule, &redis_retries_rule,
                                               &redis_one_application_rule, &redis_reviewed_rule};

}  // namespace cachewarden::inline v0::rules
