#include "engine/settings_table.hpp"

namespace cachewarden::inline v0::detail {

namespace {

constexpr std::int64_t any_count = 0xffffffff;
constexpr std::int64_t ten_years = 3650;  // in days

constexpr std::string_view completeness[] = {"partial", "complete"};
constexpr std::string_view answers[] = {"unknown", "no", "yes"};
constexpr std::string_view days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};

constexpr SettingRow rows[] = {
    {.name = "firewall_max_addresses",
     .member = &Settings::firewall_max_addresses,
     .what = "most addresses that one firewall rule of a cache may admit",
     .least = 1,
     .most = any_count},
    {.name = "firewall_max_total_addresses",
     .member = &Settings::firewall_max_total_addresses,
     .what = "most addresses of the internet that all firewall rules of a cache may admit together",
     .least = 1,
     .most = any_count},
    {.name = "firewall_max_rules",
     .member = &Settings::firewall_max_rules,
     .what = "most firewall rules that one cache may have",
     .least = 1,
     .most = any_count},
    {.name = "allowed_prefixes",
     .member = &Settings::allowed_prefixes,
     .what = "addresses that firewall rules may admit, however many they are"},
    {.name = "minimum_zones",
     .member = &Settings::minimum_zones,
     .what = "least availability zones that count as redundant where zones are listed",
     .least = 1,
     .most = 3},
    {.name = "allowed_locations",
     .member = &Settings::allowed_locations,
     .what = "locations where caches and networks may stand; none: anywhere",
     .is_location = true},
    {.name = "excluded_subnets",
     .member = &Settings::excluded_subnets,
     .what = "names of subnets that need no network security group"},
    {.name = "name_patterns",
     .member = &Settings::name_patterns,
     .what = "what names of resources of a type have to match"},
    {.name = "sku_patterns",
     .member = &Settings::sku_patterns,
     .what = "what SKUs of caches have to match, as Premium_P1 or Balanced_B10; none: any"},
    {.name = "required_tags",
     .member = &Settings::required_tags,
     .what = "tags that every cache has to carry with a value"},
    {.name = "tag_patterns",
     .member = &Settings::tag_patterns,
     .what = "tags that every cache has to carry, and what their values have to match"},
    {.name = "maintenance_days",
     .member = &Settings::maintenance_days,
     .what = "days on which maintenance may begin; none: any",
     .words = days},
    {.name = "max_managers",
     .member = &Settings::max_managers,
     .what = "most role assignments right on a cache that let somebody manage it",
     .least = 0,
     .most = any_count},
    {.name = "log_retention_days",
     .member = &Settings::log_retention_days,
     .what = "least days that logs are kept",
     .least = 0,
     .most = ten_years},
    {.name = "flow_log_retention_days",
     .member = &Settings::flow_log_retention_days,
     .what = "least days that records of flows are kept",
     .least = 0,
     .most = ten_years},
    {.name = "max_dns_ttl",
     .member = &Settings::max_dns_ttl,
     .what = "most seconds that resolvers may keep the address of a cache",
     .least = 1,
     .most = 2147483647},
    {.name = "key_rotation_days",
     .member = &Settings::key_rotation_days,
     .what =
         "most days that a statement that access keys are rotated holds, 0: as long as it says; "
         "also the most days that a version of a customer-managed key is used, 0: any number",
     .least = 0,
     .most = ten_years},
    {.name = "max_evidence_age_days",
     .member = &Settings::max_evidence_age_days,
     .what = "most days by which live evidence may be older than the date of judgement, 0: any "
             "number; what is older, or of no known day, decides nothing",
     .least = 0,
     .most = ten_years},
    {.name = "had_classic_caches",
     .member = &Settings::had_classic_caches,
     .what = "whether the tenant had an Azure Cache for Redis before 2026-04-01, and so gets more",
     .words = answers},
    {.name = "max_exemption_days",
     .member = &Settings::max_exemption_days,
     .what = "most days that an exemption may hold, 0: any number",
     .least = 0,
     .most = ten_years},
    {.name = "templates",
     .member = &Settings::templates_are_complete,
     .what = "whether templates declare all children of what they create",
     .words = completeness},
};

}  // namespace

std::span<const SettingRow> setting_rows() noexcept {
  return rows;
}

}  // namespace cachewarden::inline v0::detail
