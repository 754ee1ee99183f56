#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/address.hpp"

namespace cachewarden::inline v0 {

/// A pattern that the names of resources of one type have to match.
struct NamePattern {
  std::string type{};     ///< resource type, compared without case
  std::string pattern{};  ///< as written, for people
  /// Whether a name matches; a pattern that has none matches every name.
  std::function<bool(std::string_view)> matches{};
};

/// A tag that every cache has to carry, with a value that matches.
struct TagPattern {
  std::string name{};     ///< compared without case
  std::string pattern{};  ///< as written, for people
  std::function<bool(std::string_view)> matches{};
};

/// What somebody knows of something that shows in no document.
enum class Answer : std::uint8_t { unknown = 0, no = 1, yes = 2 };

/// What the people who run an assessment may decide. Every default is the strict but common one.
/// The table in lib/engine/settings_table.cpp has a row for each, which is how documents, the
/// command line, C and Python set it; docs/settings.md and the schema are made of the same rows.
struct Settings {
  /// Most addresses that one firewall rule of a cache may admit.
  std::uint32_t firewall_max_addresses = 256;
  /// Most addresses of the internet that all firewall rules of a cache together may admit.
  std::uint32_t firewall_max_total_addresses = 1024;
  /// Most firewall rules that one cache may have.
  std::uint32_t firewall_max_rules = 10;
  /// Addresses that firewall rules may admit, however many they are.
  std::vector<Prefix> allowed_prefixes{};
  /// Least availability zones that count as redundant where zones are listed.
  std::uint32_t minimum_zones = 2;
  /// Locations where caches and networks may stand, as `westeurope`; empty: anywhere.
  std::vector<std::string> allowed_locations{};
  /// Names of subnets that need no network security group, compared without case.
  std::vector<std::string> excluded_subnets{};
  /// Patterns for names besides what Azure itself asks.
  std::vector<NamePattern> name_patterns{};
  /// Patterns for the SKUs of caches, as `Premium_P1` or `Balanced_B10`; none: any.
  std::vector<NamePattern> sku_patterns{};
  /// Tags that every cache has to carry with a value; names are compared without case.
  std::vector<std::string> required_tags{};
  /// The same with values that match.
  std::vector<TagPattern> tag_patterns{};
  /// Days on which maintenance may begin, as `Saturday`; empty: any.
  std::vector<std::string> maintenance_days{};
  /// Most role assignments right on a cache that let somebody manage it.
  std::uint32_t max_managers = 3;
  /// Least days that logs are kept.
  std::uint32_t log_retention_days = 90;
  /// Least days that records of flows are kept.
  std::uint32_t flow_log_retention_days = 90;
  /// Most seconds that resolvers may keep the address of a cache.
  std::uint32_t max_dns_ttl = 3600;
  /// Most days that a statement that access keys are rotated holds; 0: as long as it says. Also the
  /// most days that a version of a customer-managed key is used; 0: any number.
  std::uint32_t key_rotation_days = 0;
  /// Most days by which evidence may be older than the date of judgement; 0: any number.
  std::uint32_t max_evidence_age_days = 0;
  /// Whether the tenant had an Azure Cache for Redis when the service was closed to new tenants.
  Answer had_classic_caches = Answer::unknown;
  /// Most days that an exemption may hold; 0: any number.
  std::uint32_t max_exemption_days = 0;
  /// Whether templates declare all children of what they create.
  bool templates_are_complete = true;
};

}  // namespace cachewarden::inline v0
