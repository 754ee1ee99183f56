#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "views/psrule_values.hpp"

namespace cachewarden::inline v0::views::psrule {

namespace {

constexpr std::string_view redis = "Microsoft.Cache/redis";
constexpr std::array<std::string_view, 1> firewall_rules{"Microsoft.Cache/redis/firewallRules"};
constexpr std::size_t most_rules = 10;
constexpr std::uint64_t most_addresses = 10;

/// Regions with zones in the tool's own list. Only caches have zones in the first of them.
constexpr std::string_view redis_regions[] = {
    "qatarcentral",     "australiaeast",  "austriaeast",
    "belgiumcentral",   "brazilsouth",    "canadacentral",
    "centralindia",     "centralus",      "chilecentral",
    "denmarkeast",      "eastasia",       "eastus",
    "eastus2",          "francecentral",  "germanywestcentral",
    "indonesiacentral", "israelcentral",  "italynorth",
    "japaneast",        "japanwest",      "koreacentral",
    "malaysiawest",     "mexicocentral",  "newzealandnorth",
    "northeurope",      "norwayeast",     "polandcentral",
    "southafricanorth", "southcentralus", "southeastasia",
    "spaincentral",     "swedencentral",  "switzerlandnorth",
    "uaenorth",         "uksouth",        "westeurope",
    "westus2",          "westus3"};
constexpr std::span<const std::string_view> enterprise_regions =
    std::span(redis_regions).subspan(1);

/// A tenth of the memory in MB as the tool rounds it.
struct Reserve {
  std::string_view size;
  double megabytes;
};
constexpr Reserve reserves[] = {{"C0", 25},   {"C1", 102},  {"C2", 256},  {"C3", 614},
                                {"C4", 1331}, {"C5", 2662}, {"C6", 5427}, {"P1", 614},
                                {"P2", 1331}, {"P3", 2662}, {"P4", 5427}, {"P5", 12288}};

bool has_sku(const Subject& subject) {
  return subject.at("properties.sku.capacity") && subject.at("properties.sku.family") &&
         subject.at("properties.sku.name");
}

bool is_integer_of(const Subject& subject, Node value, std::initializer_list<int> allowed) {
  const auto number = subject.number(value);
  for (const int each : allowed) {
    if (number && *number == each)
      return true;
  }
  return false;
}

/// Enterprise and Enterprise Flash, not Managed Redis.
bool is_enterprise(const Subject& subject) {
  const std::string_view sku = subject.text(subject.at("sku.name")).value_or("");
  return starts_with_folded(sku, "Enterprise_") || starts_with_folded(sku, "EnterpriseFlash_");
}

/// Whether the firewall is asked about, and what is said if it is not.
bool is_private_cache(const Subject& subject) {
  return subject.is_type(redis) &&
         subject.equals(subject.at("properties.publicNetworkAccess"), "Disabled");
}

ViewAnswer without_rules(const Subject& subject) {
  if (!subject.shows_children(firewall_rules[0]))
    return uncollected("the firewall rules of the cache were not collected", firewall_rules[0]);
  return fail("no firewall rule is set");
}

bool is_private_start(std::string_view start) {
  return start.starts_with("10.") || start.starts_with("172.") || start.starts_with("192.168.");
}

bool is_for_azure(const Subject& subject, Node rule) {
  return equal_folded(subject.member(rule, "name").string(), "AllowAllWindowsAzureIps") ||
         (subject.at(rule, "properties.startIP").string() == "0.0.0.0" &&
          subject.at(rule, "properties.endIP").string() == "0.0.0.0");
}

/// The tool sums up what has a `type` that ends so, and does not look at `resourceType` here.
bool is_summed_up(const Subject& subject, Node rule) {
  return ends_with_folded(subject.member(rule, "type").string(), "/firewallRules");
}

}  // namespace

ViewAnswer min_sku(const Subject& subject) {
  if (!has_sku(subject))
    return none("no SKU is set");
  const Node name = subject.at("properties.sku.name");
  if (subject.equals(name, "Premium"))
    return pass();
  return require(subject.equals(name, "Standard") &&
                     is_at_least(subject, subject.at("properties.sku.capacity"), 1),
                 "the cache is neither Premium nor Standard C1 or larger");
}

ViewAnswer max_memory_reserved(const Subject& subject) {
  if (!has_sku(subject))
    return none("no SKU is set");
  std::string size(subject.text(subject.at("properties.sku.family")).value_or(""));
  const Node capacity = subject.at("properties.sku.capacity");
  if (capacity.is(Kind::string))
    size += subject.text(capacity).value_or("");
  else if (!capacity.is(Kind::null))
    size += capacity.raw();
  double least = 0;
  for (const Reserve& each : reserves) {
    if (equal_folded(each.size, size))
      least = each.megabytes;
  }
  const Node reserved = subject.at("properties.redisConfiguration.maxmemory-reserved");
  return require(is_at_least(subject, reserved, least, true),
                 "maxmemory-reserved" + shown(reserved) + ", less than a tenth of the memory");
}

ViewAnswer availability_zone(const Subject& subject) {
  if (!subject.equals(subject.at("properties.sku.name"), "Premium") ||
      !subject.equals(subject.at("properties.sku.family"), "P"))
    return none("not a Premium cache");
  if (!has_zones(subject, redis_regions,
                 "AZURE_REDISCACHE_ADDITIONAL_REGION_AVAILABILITY_ZONE_LIST"))
    return pass();
  const Node zones = subject.at("zones");
  const double count = zones.is(Kind::string) ? static_cast<double>(utf16_length(zones.string()))
                                              : static_cast<double>(zones.size());
  const bool holds = is_at_least(subject, subject.at("properties.replicasPerMaster"), count - 1) &&
                     is_at_least(subject, zones, 2) &&
                     is_integer_of(subject, subject.at("properties.sku.capacity"), {1, 2, 3, 4, 5});
  return require(holds, "fewer than two zones, or fewer replicas than zones but one");
}

ViewAnswer firewall_rule_count(const Subject& subject) {
  if (is_private_cache(subject))
    return none("public network access is disabled");
  if (!subject.is_type(redis))
    return pass();
  const std::size_t count = subject.sub_resources(firewall_rules).size();
  if (count == 0)
    return without_rules(subject);
  return require(count <= most_rules,
                 "the number of firewall rules (" + std::to_string(count) + ") exceeds 10");
}

ViewAnswer firewall_ip_range(const Subject& subject) {
  if (is_private_cache(subject))
    return none("public network access is disabled");
  std::vector<Node> rules{subject.resource().node};
  if (subject.is_type(redis)) {
    rules = subject.sub_resources(firewall_rules);
    if (rules.empty())
      return without_rules(subject);
  }
  std::uint64_t addresses = 0;
  for (const Node& rule : rules) {
    if (!is_summed_up(subject, rule) || (subject.is_type(redis) && is_for_azure(subject, rule)))
      continue;
    const std::string_view start =
        subject.text(subject.at(rule, "properties.startIP")).value_or("");
    const auto first = ipv4(start);
    const auto last = ipv4(subject.text(subject.at(rule, "properties.endIP")).value_or(""));
    if (!first || !last)
      return fail("the start or end of a firewall rule is no address");
    if (!is_private_start(start))
      addresses += (*first < *last ? *last - *first : *first - *last) + std::uint64_t{1};
  }
  return require(addresses <= most_addresses, "the number of public addresses permitted (" +
                                                  std::to_string(addresses) + ") exceeds 10");
}

ViewAnswer redis_version(const Subject& subject) {
  const Node version = subject.at("properties.redisVersion");
  return require(
      is_default_or(subject, version, "latest") || is_version_of_at_least(subject, version, 6),
      "redisVersion" + shown(version) + ", neither latest nor 6 or later");
}

ViewAnswer non_ssl_port(const Subject& subject) {
  const Node port = subject.at("properties.enableNonSslPort");
  return require(subject.boolean(port) == false,
                 "enableNonSslPort" + shown(port) + ", not the boolean false");
}

ViewAnswer min_tls(const Subject& subject) {
  const Node tls = subject.at("properties.minimumTlsVersion");
  return require(is_default_or(subject, tls, "1.2"),
                 "minimumTlsVersion" + shown(tls) + ", not exactly 1.2");
}

ViewAnswer public_network_access(const Subject& subject) {
  const Node access = subject.at("properties.publicNetworkAccess");
  return require(subject.equals(access, "Disabled"),
                 "publicNetworkAccess" + shown(access) + ", not Disabled");
}

ViewAnswer entra_id(const Subject& subject) {
  const Node enabled = subject.at("properties.redisConfiguration.aad-enabled");
  return require(subject.boolean(enabled) == true || subject.equals(enabled, "True"),
                 "aad-enabled" + shown(enabled) + ", not True");
}

ViewAnswer local_auth(const Subject& subject) {
  const Node disabled = subject.at("properties.disableAccessKeyAuthentication");
  return require(subject.boolean(disabled) == true,
                 "disableAccessKeyAuthentication" + shown(disabled) + ", not the boolean true");
}

ViewAnswer redis_migrate(const Subject&) {
  return fail("Azure Cache for Redis is being retired");
}

ViewAnswer redis_naming(const Subject& subject) {
  return naming(subject, "AZURE_REDIS_CACHE_NAME_FORMAT", subject.target_name());
}

ViewAnswer enterprise_zones(const Subject& subject) {
  constexpr std::array<std::string_view, 7> covered{
      "Enterprise_E10",       "Enterprise_E20",       "Enterprise_E50",       "Enterprise_E100",
      "EnterpriseFlash_F300", "EnterpriseFlash_F700", "EnterpriseFlash_F1500"};
  const Node sku = subject.at("sku.name");
  if (!subject.is_one_of(sku, covered))
    return none("not one of the SKUs that the rule covers");
  if (!has_zones(subject, enterprise_regions,
                 "AZURE_REDISENTERPRISECACHE_ADDITIONAL_REGION_AVAILABILITY_ZONE_LIST"))
    return pass();
  const Node zones = subject.at("zones");
  bool is_set = zones.is(Kind::array) && zones.size() == 3;
  for (const std::string_view wanted : {"1", "2", "3"}) {
    bool is_there = false;
    for (const Node& zone : zones)
      is_there = is_there || subject.text(zone) == wanted;
    is_set = is_set && is_there;
  }
  const Node capacity = subject.at("sku.capacity");
  const bool is_flash = starts_with_folded(sku.string(), "EnterpriseFlash_");
  const bool is_balanced = is_flash ? is_integer_of(subject, capacity, {3, 9})
                                    : is_integer_of(subject, capacity, {2, 4, 6, 8, 10});
  return require(is_set && is_balanced,
                 "zones" + shown(zones) + " and the capacity" + shown(capacity) +
                     ", not the three zones with a capacity that spreads over them");
}

ViewAnswer enterprise_min_tls(const Subject& subject) {
  return is_enterprise(subject) ? min_tls(subject) : none("not an Enterprise SKU");
}

ViewAnswer enterprise_migrate(const Subject& subject) {
  return require(subject.text(subject.at("sku.name")) && !is_enterprise(subject),
                 "the SKU" + shown(subject.at("sku.name")) + ", and Enterprise is being retired");
}

ViewAnswer enterprise_naming(const Subject& subject) {
  if (!is_enterprise(subject))
    return none("not an Enterprise SKU");
  return naming(subject, "AZURE_REDIS_ENTERPRISE_NAME_FORMAT", subject.target_name());
}

}  // namespace cachewarden::inline v0::views::psrule
