#include "cachewarden/reports/catalog_report.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cachewarden/model/inventory_builder.hpp"

namespace {

using namespace cachewarden;

std::string file(const char* name) {
  std::ifstream in(std::filesystem::path(CACHEWARDEN_SOURCE_DIR) / name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST_CASE("docs/rules.md is what the program prints") {
  const bool is_current =
      file("docs/rules.md") == rules_as_markdown(catalog(), built_in_controls());
  CHECK_MESSAGE(is_current, "run `cachewarden rules --format markdown --output docs/rules.md`");
}

TEST_CASE("README shows how much of each authority is asked") {
  const std::string shown = coverage_as_markdown(catalog(), built_in_controls());
  CHECK_MESSAGE(file("README.md").find(shown) != std::string::npos, shown);
}

TEST_CASE("an entry of an authority is explained by the rules that ask it") {
  const ControlTable table = built_in_controls();
  const auto found = find_controls(table, "azure.redis.mintls");
  REQUIRE(found.size() == 1);
  const std::string text = explain_control(*found[0], catalog());
  CHECK(text.find("CW-REDIS-003") != std::string::npos);
  CHECK(text.find("https://azure.github.io/PSRule.Rules.Azure/") != std::string::npos);
  CHECK(find_controls(table, "PSRule/azure.redis.mintls") == found);
  const auto other = find_controls(table, "psrule:Azure.NIC.Name");
  REQUIRE(other.size() == 1);
  CHECK(explain_control(*other[0], catalog()).find("another service") != std::string::npos);
}

TEST_CASE("a rule is explained with its pillar and the words of the authorities") {
  const std::string text = explain_rule(*find_rule("redis-tls-only"));
  CHECK(text.find("pillar security") != std::string::npos);
  CHECK(text.find("Azure.Redis.NonSslPort: ") != std::string::npos);
}

TEST_CASE("controls are listed with what the rules say, as text and as JSON") {
  InventoryBuilder builder;
  const Assessment assessment = assess(std::make_shared<Inventory>(builder.finish()));
  const ControlTable table = built_in_controls();
  const std::vector<ControlResult> results = control_results(assessment, table, "cis");
  CHECK(results.size() > 20);
  const std::string text = render_controls(results, false);
  CHECK(text.find("database-services-2.2") != std::string::npos);
  CHECK(text.find("nothing to ask") != std::string::npos);
  CHECK(text.find("out of scope") != std::string::npos);
  const std::string json = render_controls(results, true);
  CHECK(json.find("\"id\": \"database-services-2.2\"") != std::string::npos);
  CHECK(json.find("\"CW-REDIS-001\"") != std::string::npos);
}

}  // namespace
