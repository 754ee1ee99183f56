#include "cachewarden/rules/settings.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "cachewarden/cachewarden.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

/// What a rule says of the only cache of a document under settings.
Status judged(std::string_view rule, const std::string& document, const std::string& settings) {
  const Parsed<SettingsDocument> parsed = parse_settings(settings, "s.json");
  REQUIRE_MESSAGE(parsed, parsed.text());
  const Rule* const rules[] = {find_rule(rule)};
  REQUIRE(rules[0] != nullptr);
  const Assessment assessment = assess(std::make_shared<const Inventory>(read(document)),
                                       {.rules = rules, .settings = parsed.value.settings});
  REQUIRE(assessment.size() == 1);
  return assessment.status(0);
}

constexpr const char* id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c";
constexpr const char* subnet =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/plain";

std::string cache(const std::string& properties, const std::string& more = "") {
  return std::string(R"([{"id": ")") + id + R"(", "type": "Microsoft.Cache/redis", )" +
         R"("properties": {)" + properties + "}" + more + "}";
}

constexpr const char* planned = R"({"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
  "name": "c", "properties": {"sku": {"name": "Standard", "family": "C", "capacity": 1}}})";
constexpr const char* planned_enterprise = R"({"type": "Microsoft.Cache/redisEnterprise",
  "apiVersion": "2024-10-01", "name": "c", "sku": {"name": "EnterpriseFlash_F300", "capacity": 3}})";

}  // namespace

TEST_CASE("settings decide what rules demand") {
  const std::string tags = cache("", R"(, "tags": {"owner": "a", "env": "prod"})") + "]";
  const std::string firewall =
      cache(R"("publicNetworkAccess": "Enabled")") + R"(, {"of": ")" + id +
      R"(", "collection": "firewallRules", "complete": true, "body": [{"id": ")" + id +
      R"(/firewallRules/r", "properties": {"startIP": "8.8.0.0", "endIP": "8.8.3.255"}}]}])";
  const std::string schedule =
      cache("") + R"(, {"of": ")" + id +
      R"(", "collection": "patchSchedules", "complete": true, "body": [{"id": ")" + id +
      R"(/patchSchedules/default", "properties": {"scheduleEntries": [
        {"dayOfWeek": "Weekend", "startHourUtc": 2}]}}]}])";
  const std::string injected =
      cache(R"("sku": {"name": "Premium", "family": "P", "capacity": 1}, "subnetId": ")" +
            std::string(subnet) + "\"") +
      R"(, {"id": ")" + subnet + R"(", "properties": {"addressPrefix": "10.0.0.0/24"}}])";
  const std::string sized =
      cache(R"("sku": {"name": "Premium", "family": "P", "capacity": 2})") + "]";
  struct {
    const char* rule;
    std::string document;
    const char* settings;
    Status status;
  } const table[] = {
      {"redis-tags", tags, "{}", Status::pass},
      {"redis-tags", tags, R"({"required_tags": "OWNER"})", Status::pass},
      {"redis-tags", tags, R"({"required_tags": ["owner", "cost"]})", Status::fail},
      {"redis-tags", tags, R"({"tag_patterns": {"Env": "prod|dev"}})", Status::pass},
      {"redis-tags", tags, R"({"tag_patterns": {"env": "pro"}})", Status::fail},
      {"redis-tags", tags, R"({"tag_patterns": {"cost": ".*"}})", Status::fail},
      {"redis-firewall-rules-narrow", firewall, "{}", Status::fail},
      {"redis-firewall-rules-narrow", firewall, R"({"firewall_max_addresses": 1024})",
       Status::pass},
      {"redis-firewall-rules-narrow", firewall,
       R"({"firewall_max_addresses": 1024, "firewall_max_total_addresses": 512})", Status::fail},
      {"redis-firewall-rules-narrow", firewall, R"({"allowed_prefixes": "8.8.0.0/16"})",
       Status::pass},
      {"redis-firewall-rules-narrow", firewall, R"({"allowed_prefixes": "8.8.0.0/23"})",
       Status::fail},
      {"redis-maintenance-window", schedule, "{}", Status::pass},
      {"redis-maintenance-window", schedule, R"({"maintenance_days": ["Saturday", "Sunday"]})",
       Status::pass},
      {"redis-maintenance-window", schedule, R"({"maintenance_days": ["Sunday"]})", Status::fail},
      {"redis-subnet-network-security-group", injected, "{}", Status::fail},
      {"redis-subnet-network-security-group", injected, R"({"excluded_subnets": "PLAIN"})",
       Status::not_applicable},
      {"redis-subnet-network-security-group", injected, R"({"excluded_subnets": "pla"})",
       Status::fail},
      {"redis-allowed-sku", sized, "{}", Status::not_applicable},
      {"redis-allowed-sku", sized,
       R"({"sku_patterns": {"Microsoft.Cache/redis": "Premium_P[12]"}})", Status::pass},
      {"redis-allowed-sku", sized, R"({"sku_patterns": {"microsoft.cache/Redis": "Premium"}})",
       Status::fail},
      {"redis-allowed-sku", sized,
       R"({"sku_patterns": {"Microsoft.Cache/redisEnterprise": "Balanced_.*"}})",
       Status::not_applicable},
      {"redis-can-be-created", planned, "{}", Status::unknown},
      {"redis-can-be-created", planned, R"({"had_classic_caches": "yes"})", Status::pass},
      {"redis-can-be-created", planned, R"({"had_classic_caches": "no"})", Status::fail},
  };
  for (const auto& row : table) {
    CAPTURE(row.rule);
    CAPTURE(row.settings);
    CHECK(judged(row.rule, row.document, row.settings) == row.status);
  }
}

TEST_CASE("whether a cache can be made depends on the day of judgement") {
  struct {
    const char* document;
    const char* as_of;
    const char* settings;
    Status status;
  } const table[] = {
      {planned, "2026-03-31", "{}", Status::pass},
      {planned, "2026-04-01", "{}", Status::unknown},
      {planned, "2028-09-29", R"({"had_classic_caches": "yes"})", Status::pass},
      {planned, "2028-09-30", R"({"had_classic_caches": "yes"})", Status::fail},
      {planned_enterprise, "2026-03-31", "{}", Status::pass},
      {planned_enterprise, "2026-04-01", "{}", Status::fail},
      {planned_enterprise, "", "{}", Status::fail},
  };
  for (const auto& row : table) {
    CAPTURE(row.as_of);
    const Rule* const rules[] = {find_rule("redis-can-be-created"),
                                 find_rule("managed-redis-can-be-created")};
    const Assessment assessment =
        assess(std::make_shared<const Inventory>(read(row.document)),
               {.rules = rules,
                .settings = parse_settings(row.settings, "s.json").value.settings,
                .as_of = parse_date(row.as_of)});
    REQUIRE(assessment.size() == 1);
    CHECK(assessment.status(0) == row.status);
  }
}

TEST_CASE("commands name what the verdict rests on") {
  const std::string open = cache(R"("publicNetworkAccess": "Enabled")") + R"(, {"of": ")" + id +
                           R"(", "collection": "firewallRules", "complete": true, "body": [
        {"name": "narrow", "properties": {"startIP": "8.8.0.1", "endIP": "8.8.0.9"}},
        {"name": "too wide", "properties": {"startIP": "8.8.0.0", "endIP": "8.9.3.255"}}]}])";
  const Rule* const rules[] = {find_rule("redis-firewall-rules-narrow")};
  const Assessment assessment =
      assess(std::make_shared<const Inventory>(read(open)), {.rules = rules});
  REQUIRE(assessment.size() == 1);
  const Finding finding = Explainer(assessment).finding(0);
  CHECK(finding.cli ==
        "az redis firewall-rules update --name c --resource-group g --subscription s --rule-name "
        "'too wide' --start-ip START --end-ip END");
}
