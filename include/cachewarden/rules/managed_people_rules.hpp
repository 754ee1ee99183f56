#pragma once

#include <array>

#include "cachewarden/rules/care_baselines.hpp"
#include "cachewarden/rules/care_people.hpp"

/// Rules on what only people know of Azure Managed Redis.
namespace cachewarden::inline v0::rules {

inline constexpr Rule managed_records_rule = records_rule<RedisEnterprise>(
    "CW-AMR-041", "managed-redis-compliance-records", managed_care_baseline);

inline constexpr Rule managed_retries_rule = retries_rule<RedisEnterprise>(
    "CW-AMR-042", "managed-redis-client-retries", managed_care_baseline);

inline constexpr Rule managed_one_application_rule = one_application_rule<RedisEnterprise>(
    "CW-AMR-043", "managed-redis-one-application", managed_care_baseline);

inline constexpr Rule managed_reviewed_rule = reviewed_rule<RedisEnterprise>(
    "CW-AMR-044", "managed-redis-access-reviewed", managed_care_baseline);

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_people_rules{&managed_records_rule, &managed_retries_rule,
                                                 &managed_one_application_rule,
                                                 &managed_reviewed_rule};

}  // namespace cachewarden::inline v0::rules
