#pragma once

#include <array>

#include "cachewarden/rules/redis_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on the encryption of connections to Azure Cache for Redis.
namespace cachewarden::inline v0::rules {

// ---- CW-REDIS-001 ---------------------------------------------------------

/// Port 6379, which takes plain text, is closed.
[[nodiscard]] inline Verdict redis_tls_only(const RedisCache& cache) {
  return require(equals(cache.enable_non_ssl_port, false));
}

inline constexpr Rule redis_tls_only_rule{
    .id = "CW-REDIS-001",
    .name = "redis-tls-only",
    .title = "Azure Cache for Redis accepts only connections over TLS",
    .message = "port 6379 accepts connections without TLS",
    .severity = Severity::critical,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<redis_tls_only>,
    .rationale =
        "Access keys and cached data cross the network in plain text on port 6379; anybody "
        "on the path can read and change them.",
    .remediation = {.cli = "az redis update --ids {id} --set enableNonSslPort=false",
                    .bicep = "enableNonSslPort: false",
                    .terraform = "non_ssl_port_enabled = false"},
    .references =
        {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure#access-ports",
         "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.NonSslPort/"},
    .controls = {{Framework::kics, "869e7fb4-30f0-4bdb-b360-ad548f337f2f"},
                 {Framework::kics, "6c7cfec3-c686-4ed2-bf58-a1ec054b63fc"},
                 {Framework::kics, "49e30ac8-f58e-4222-b488-3dcb90158ec1"},
                 {Framework::steampipe, "redis_cache_ssl_enabled"},
                 {Framework::steampipe, "azure_redis_cache_ssl_enabled"},
                 {Framework::terrascan, "AC_AZURE_0394"},
                 {Framework::template_analyzer, "TA-000022"},
                 {Framework::azts, "Azure_RedisCache_DP_Use_SSL_Port"},
                 {Framework::microsoft_guide,
                  "data-protection/enforce-tls-encryption-for-all-connections"},
                 {Framework::psrule, "Azure.Redis.NonSslPort"},
                 {Framework::azure_policy, "22bee202-a82f-4305-9a2a-6d7f44d4dedb"},
                 {Framework::azure_policy, "766f5de3-c6c0-4327-9f4d-042ab8ae846c"},
                 {Framework::mcsb, "DP-3"},
                 {Framework::cis, "database-services-2.2"},
                 {Framework::conformity, "RedisCache-001"},
                 {Framework::checkov, "CKV_AZURE_91"},
                 {Framework::azqr, "redis-008"},
                 {Framework::kics, "e29a75e6-aba3-4896-b42d-b87818c16b58"},
                 {Framework::cloudsploit, "redisCache/sslAccessOnlyEnabled"}},
    .baseline = redis_public_baseline,
    .examples = {{"closed", R"({"properties": {"enableNonSslPort": false}})", Status::pass},
                 {"open", R"({"properties": {"enableNonSslPort": true}})", Status::fail},
                 {"left out", R"({"properties": {"enableNonSslPort": "$absent"}})", Status::pass},
                 {"null", R"({"properties": {"enableNonSslPort": null}})", Status::pass},
                 {"written as text", R"({"properties": {"enableNonSslPort": "True"}})",
                  Status::fail},
                 {"not a boolean", R"({"properties": {"enableNonSslPort": {}}})", Status::unknown},
                 {"a parameter without value",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
                      "name": "orders", "properties": {"enableNonSslPort": "[parameters('plain')]"}}])",
                  Status::unknown},
                 {"a summary without properties", R"({"properties": "$absent"})", Status::unknown}},
};

// ---- CW-REDIS-003 ---------------------------------------------------------

/// Clients must speak TLS 1.2 or later. Where no version is set the platform asks for 1.2; a live
/// cache that still shows an older one is not covered by that.
[[nodiscard]] inline Verdict redis_minimum_tls(const RedisCache& cache) {
  return require(at_least(cache.minimum_tls_version, TlsVersion::tls_1_2));
}

inline constexpr Rule redis_minimum_tls_rule{
    .id = "CW-REDIS-003",
    .name = "redis-minimum-tls",
    .title = "Azure Cache for Redis accepts TLS 1.2 or later only",
    .message = "clients may speak a version of TLS below 1.2",
    .severity = Severity::high,
    .category = Category::data_protection,
    .since = "0.1",
    .check = check<redis_minimum_tls>,
    .rationale =
        "TLS 1.0 and 1.1 can be broken by attackers on the path, who then read access keys and "
        "cached data.",
    .remediation = {.cli = "az redis update --ids {id} --set minimumTlsVersion=1.2",
                    .bicep = "minimumTlsVersion: '1.2'",
                    .terraform = "minimum_tls_version = \"1.2\""},
    .references = {"https://learn.microsoft.com/azure/azure-cache-for-redis/cache-remove-tls-10-11",
                   "https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Redis.MinTLS/"},
    .controls = {{Framework::steampipe, "redis_cache_min_tls_1_2"},
                 {Framework::monkey365, "azure-cache-redis-minimum-tls-version"},
                 {Framework::azts, "Azure_RedisCache_DP_Use_Secure_TLS_Version"},
                 {Framework::microsoft_guide,
                  "data-protection/enforce-tls-encryption-for-all-connections"},
                 {Framework::psrule, "Azure.Redis.MinTLS"},
                 {Framework::mcsb, "DP-3"},
                 {Framework::cis, "database-services-2.3"},
                 {Framework::conformity, "RedisCache-002"},
                 {Framework::checkov, "CKV_AZURE_148"},
                 {Framework::azqr, "redis-009"},
                 {Framework::cloudsploit, "redisCache/minimumTlsVersion"}},
    .baseline = redis_public_baseline,
    .examples = {{"1.2", R"({"properties": {"minimumTlsVersion": "1.2"}})", Status::pass},
                 {"1.3", R"({"properties": {"minimumTlsVersion": "1.3"}})", Status::pass},
                 {"1.1", R"({"properties": {"minimumTlsVersion": "1.1"}})", Status::fail},
                 {"1.0", R"({"properties": {"minimumTlsVersion": "1.0"}})", Status::fail},
                 {"left out, so that the floor of the platform holds",
                  R"({"properties": {"minimumTlsVersion": "$absent"}})", Status::pass},
                 {"left out in a template",
                  R"(["$absent", {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
                      "name": "orders", "properties": {"enableNonSslPort": false}}])",
                  Status::pass},
                 {"a version to come", R"({"properties": {"minimumTlsVersion": "2.0"}})",
                  Status::unknown},
                 {"a summary without properties", R"({"properties": "$absent"})", Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array redis_tls_rules{&redis_tls_only_rule, &redis_minimum_tls_rule};

}  // namespace cachewarden::inline v0::rules
