#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "cachewarden/cachewarden.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

std::string file_text(const std::string& path) {
  std::ifstream file(std::string(CACHEWARDEN_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

Parsed<SettingsDocument> parsed(std::string_view text) {
  return parse_settings(text, "s.json");
}

}  // namespace

TEST_CASE("a settings document sets what it names and leaves the rest") {
  const Parsed<SettingsDocument> document = parsed(R"json({
    // comments are allowed
    "$schema": "settings.schema.json",
    "firewall_max_addresses": 16,
    "allowed_prefixes": ["203.0.113.0/24", "2001:db8::/32"],
    "allowed_locations": ["West Europe", "northeurope"],
    "excluded_subnets": "GatewaySubnet",
    "name_patterns": {"Microsoft.Cache/Redis": "redis-[a-z]+-(weu|neu)"},
    "required_tags": ["owner", "cost"],
    "tag_patterns": {"env": "prod|dev"},
    "maintenance_days": ["saturday", "Sunday"],
    "templates": "partial",
})json");
  CHECK(document.text().empty());
  const Settings& settings = document.value.settings;
  CHECK(settings.firewall_max_addresses == 16);
  CHECK(settings.firewall_max_total_addresses == Settings{}.firewall_max_total_addresses);
  REQUIRE(settings.allowed_prefixes.size() == 2);
  CHECK(settings.allowed_prefixes[0].text() == "203.0.113.0/24");
  CHECK(settings.allowed_locations == std::vector<std::string>{"westeurope", "northeurope"});
  CHECK(settings.excluded_subnets == std::vector<std::string>{"GatewaySubnet"});
  REQUIRE(settings.name_patterns.size() == 1);
  CHECK(settings.name_patterns[0].type == "Microsoft.Cache/Redis");
  CHECK(settings.name_patterns[0].matches("redis-cart-weu"));
  CHECK_FALSE(settings.name_patterns[0].matches("redis-cart-weu-2"));
  CHECK(settings.required_tags == std::vector<std::string>{"owner", "cost"});
  REQUIRE(settings.tag_patterns.size() == 1);
  CHECK(settings.tag_patterns[0].matches("dev"));
  CHECK_FALSE(settings.tag_patterns[0].matches("devel"));
  CHECK(settings.maintenance_days == std::vector<std::string>{"Saturday", "Sunday"});
  CHECK_FALSE(settings.templates_are_complete);
}

TEST_CASE(
    "each mistake in a settings document has one message with its place and what is allowed") {
  struct {
    const char* text;
    std::vector<std::string> errors;
  } const table[] = {
      {"", {"s.json:"}},
      {"[]", {"s.json:1:1: expected an object, found a list"}},
      {R"({"zones": 3})", {"s.json:1:2: `zones` is not known here; allowed are "}},
      {R"({"minimum_zones": 4})",
       {"s.json:1:2: `minimum_zones` is an integer from 1 to 3, not `4`"}},
      {R"({"minimum_zones": "2"})", {"`minimum_zones` is an integer from 1 to 3, not `2`"}},
      {R"({"minimum_zones": 2.5})", {"not `2.5`"}},
      {R"({"firewall_max_addresses": 99999999999})", {"from 1 to 4294967295"}},
      {R"({"minimum_zones": 2, "minimum_zones": 3})", {"`minimum_zones` is there twice"}},
      {R"({"templates": "some"})", {"`templates` is one of partial, complete, not `some`"}},
      {R"({"maintenance_days": ["Caturday"]})",
       {"s.json:1:23: `maintenance_days` is one of Monday, "}},
      {R"({"maintenance_days": "Sunday"})", {"is a list of Monday"}},
      {R"({"allowed_prefixes": ["10.0.0.0-10.0.0.9"]})", {"prefixes like 203.0.113.0/24"}},
      {R"({"required_tags": ["", 1]})", {"not ``", "not `1`"}},
      {R"({"name_patterns": {"Microsoft.Cache/redis": "a("}})", {"`a(` is no pattern of RE2: "}},
      {R"({"name_patterns": {"Microsoft.Web/sites": "a"}})",
       {"`Microsoft.Web/sites` is no type that has rules"}},
      {R"({"had_classic_caches": true})",
       {"`had_classic_caches` is one of unknown, no, yes, not `true`"}},
      {R"({"sku_patterns": {"Microsoft.Cache/redis": 1}})", {"not `1`"}},
      {R"({"tag_patterns": []})", {"`tag_patterns` is an object of patterns by names of tags"}},
      {R"({"extends": "lax"})",
       {"`extends` is one of baseline, strict, microsoft-guide, wellarchitected, not `lax`"}},
      {R"({"rule_set": "1999.01"})", {"pins another rule set than this one, "}},
      {R"({"rules": {"only": []}})", {"allowed are include, exclude, severity"}},
      {R"({"rules": {"severity": {"redis-tls-only": "worst"}}})",
       {"is one of low, medium, high, critical, not `worst`"}},
      {"{\"minimum_zones\": 0,\n \"max_dns_ttl\": 0,\n \"zones\": 1,\n \"templates\": 1}",
       {"s.json:3:2: `zones`", "s.json:1:2: `minimum_zones`", "s.json:2:2: `max_dns_ttl`",
        "s.json:4:2: `templates`"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    const Parsed<SettingsDocument> document = parsed(row.text);
    CAPTURE(document.text());
    REQUIRE(document.errors.size() == row.errors.size());
    for (const std::string& error : row.errors) {
      CAPTURE(error);
      CHECK(std::any_of(document.errors.begin(), document.errors.end(), [&](const Error& each) {
        return each.text().find(error) != std::string::npos;
      }));
    }
  }
}

TEST_CASE("profiles are settings documents without a mistake, and documents extend them") {
  std::set<std::size_t> sizes;
  for (const std::string_view name : profile_names()) {
    CAPTURE(name);
    const std::string file = "lib/engine/profiles/" + std::string(name) + ".json";
    CHECK(parse_settings(file_text(file), file).text().empty());
    const std::optional<SettingsDocument> profile = find_profile(name);
    REQUIRE(profile);
    const Result<RuleSelection> selection = select_rules(catalog(), profile->rules);
    REQUIRE(selection);
    CHECK_FALSE(selection->rules().empty());
    sizes.insert(selection->rules().size());
  }
  CHECK(sizes.size() > 1);
  CHECK_FALSE(find_profile("lax"));
  CHECK(find_profile("STRICT")->settings.minimum_zones == 3);

  const SettingsDocument extended = parsed(R"({"max_managers": 2, "extends": "strict"})").value;
  CHECK(extended.settings.max_managers == 2);
  CHECK(extended.settings.minimum_zones == find_profile("strict")->settings.minimum_zones);
  const SettingsDocument baseline = find_profile("baseline").value();
  CHECK(baseline.settings.minimum_zones == Settings{}.minimum_zones);
  CHECK(select_rules(catalog(), baseline.rules)->rules().size() == catalog().size());
}

TEST_CASE("a document chooses rules and severities, by names and by controls") {
  const SettingsDocument document = parsed(R"({"rules": {
    "include": ["checkov/*", "redis-*"], "exclude": ["*-tags"],
    "severity": {"redis-*": "low", "CW-REDIS-001": "high"}}})")
                                        .value;
  const RuleSelection selection = select_rules(catalog(), document.rules).value();
  REQUIRE(!selection.rules().empty());
  bool is_tls_there = false;
  for (const Rule* rule : selection.rules()) {
    CAPTURE(rule->name);
    const bool is_checkov =
        std::any_of(rule->controls.begin(), rule->controls.end(),
                    [](const Control& control) { return control.framework == Framework::checkov; });
    CHECK((is_checkov || rule->name.starts_with("redis-")));
    CHECK_FALSE(rule->name.ends_with("-tags"));
    if (rule->id == "CW-REDIS-001") {
      is_tls_there = true;
      CHECK(rule->severity == Severity::high);
    } else if (rule->name.starts_with("redis-")) {
      CHECK(rule->severity == Severity::low);
    }
  }
  CHECK(is_tls_there);
  CHECK(find_rule("CW-REDIS-001")->severity == Severity::critical);

  for (const char* text : {R"({"rules": {"include": ["nothing-like-it"]}})",
                           R"({"rules": {"severity": {"nothing-like-it": "low"}}})"}) {
    const Result<RuleSelection> wrong = select_rules(catalog(), parsed(text).value.rules);
    REQUIRE(!wrong);
    CHECK(wrong.error().text().starts_with("s.json:1:"));
    CHECK(wrong.error().message == "no rule matches `nothing-like-it`");
  }
}

TEST_CASE("the example of the documentation can be used as it stands") {
  const std::string page = file_text("docs/settings.md");
  const std::size_t begin = page.find("```json\n") + 8;
  const Parsed<SettingsDocument> document =
      parsed(page.substr(begin, page.find("```", begin) - begin));
  CHECK_MESSAGE(document, document.text());
  const Result<RuleSelection> selection = select_rules(catalog(), document.value.rules);
  REQUIRE_MESSAGE(selection, selection.error().text());
  CHECK(selection->rules().size() < catalog().size());
}

TEST_CASE("every setting is in the schema and in the documentation as it is") {
  const nlohmann::json schema = nlohmann::json::parse(settings_schema());
  CHECK(file_text("docs/settings.schema.json") == settings_schema());
  const std::string page = file_text("docs/settings.md");
  for (const SettingInfo& info : setting_infos()) {
    CAPTURE(info.name);
    REQUIRE(schema["properties"].contains(std::string(info.name)));
    CHECK(schema["properties"][std::string(info.name)]["default"] ==
          nlohmann::json::parse(info.fallback));
    const std::string row = "| `" + std::string(info.name) + "` | " + std::string(info.kind) +
                            " | " + info.range + " | `" + info.fallback + "` | " +
                            std::string(info.what) + " |\n";
    CHECK_MESSAGE(page.find(row) != std::string::npos, row);
    // The default can be written as it is shown.
    CHECK(parsed("{\"" + std::string(info.name) + "\": " + info.fallback + "}").text().empty());
  }
}
