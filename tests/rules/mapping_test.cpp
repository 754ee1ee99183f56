#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "cachewarden/engine/controls.hpp"
#include "rules/cases.hpp"

/// What the authorities publish, against what the rules say that they answer.
namespace {

using namespace cachewarden;
using namespace cachewarden::tests;

const ControlTable& table() {
  static const ControlTable built_in = built_in_controls();
  return built_in;
}

std::string text_at(const char* path) {
  std::ifstream file(std::filesystem::path(CACHEWARDEN_SOURCE_DIR) / path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Json published() {
  return Json::parse(text_at("tests/data/catalog/entries.json"));
}

TEST_CASE("every entry of every authority is asked by a rule or out of scope with a reason") {
  std::map<std::string, std::size_t> seen;
  for (const Json& entry : published()) {
    const std::string authority = entry["authority"];
    const std::string id = entry["id"];
    CAPTURE(authority);
    CAPTURE(id);
    const std::vector<const ControlEntry*> found = find_controls(table(), authority + ":" + id);
    REQUIRE(found.size() == 1);
    const bool is_asked = !rules_of(*found[0], catalog()).empty();
    CHECK(is_asked == found[0]->out_of_scope.empty());
    ++seen[authority];
  }
  CHECK(seen.size() == table().frameworks.size());
  CHECK(published().size() == 636);
  CHECK(seen["psrule"] == 52);
  CHECK(seen["azure-policy"] == 80);
  CHECK(seen["microsoft-guide"] == 34);
}

TEST_CASE("every control of a rule is an entry of the table, with a title and a link") {
  for (const Rule* rule : catalog()) {
    for (const Control& control : rule->controls) {
      CAPTURE(rule->id);
      CAPTURE(name(control.framework));
      CAPTURE(control.id);
      const ControlEntry* entry = find_control(table(), control);
      REQUIRE(entry != nullptr);
      CHECK(entry->out_of_scope.empty());
      CHECK(entry->title.size() >= 3);
      CHECK(entry->link.starts_with("https://"));
    }
  }
}

TEST_CASE("every framework has a number, and rows of the table are there once") {
  std::set<std::string> names;
  for (std::size_t i = 1; i <= framework_count; ++i)
    names.emplace(name(static_cast<Framework>(i)));
  CHECK(names.size() == framework_count);
  for (const FrameworkEntry& framework : table().frameworks)
    CHECK(names.count(framework.name) == 1);
  std::set<std::pair<std::string, std::string>> rows;
  for (const ControlEntry& entry : table().entries) {
    CAPTURE(entry.id);
    CHECK(rows.emplace(entry.framework, entry.id).second);
    CHECK(names.count(entry.framework) == 1);
    if (!entry.asked_as.empty())
      CHECK(find_controls(table(), entry.framework + ":" + entry.asked_as).size() == 1);
  }
}

TEST_CASE("definitions of Azure Policy name the initiatives that they are part of") {
  const auto found = find_controls(table(), "azure-policy:22bee202-a82f-4305-9a2a-6d7f44d4dedb");
  REQUIRE(found.size() == 1);
  bool is_in_benchmark = false;
  for (const InitiativeControl& each : found[0]->initiatives)
    is_in_benchmark = is_in_benchmark || (each.initiative == "Microsoft cloud security benchmark" &&
                                          each.control.find("DP-3") != std::string::npos);
  CHECK(is_in_benchmark);
}

TEST_CASE("rules are filtered by authority, control, pillar, category and type") {
  const auto count = [](const RuleFilter& filter) {
    const auto rules = filter_rules(catalog(), filter, table());
    REQUIRE(rules);
    return rules->size();
  };
  CHECK(count({}) == catalog().size());
  const std::size_t psrule = count({.authorities = {"psrule"}});
  CHECK((psrule > 20 && psrule < catalog().size()));
  CHECK(count({.authorities = {"PSRule"}, .types = {"Microsoft.Cache/redis"}}) < psrule);
  CHECK(count({.controls = {"Azure.Redis.MinTLS"}}) == 1);
  CHECK(count({.controls = {"AC_AZURE_0285"}}) == 1);
  CHECK(count({.pillars = {"operational-excellence"}}) > 0);
  CHECK(count({.categories = {"deployability"}}) >= 8);
  for (const RuleFilter& wrong :
       {RuleFilter{.authorities = {"nobody"}}, RuleFilter{.controls = {"Azure.Nothing"}},
        RuleFilter{.pillars = {"beauty"}}, RuleFilter{.categories = {"art"}},
        RuleFilter{.types = {"Microsoft.Nothing/x"}}})
    CHECK_FALSE(filter_rules(catalog(), wrong, table()));
}

TEST_CASE("an estate is counted control by control") {
  const Assessment assessment =
      assess(inventory_of({R"({"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01",
        "name": "orders", "properties": {"enableNonSslPort": true}})"}));
  bool is_seen = false;
  for (const ControlResult& result : control_results(assessment, table(), "mcsb")) {
    CHECK(result.entry->asked_as.empty());
    if (result.entry->id != "DP-3")
      continue;
    is_seen = true;
    CHECK(result.counts.fail >= 1);
    CHECK(result.rules.size() >= 4);
  }
  CHECK(is_seen);
}

TEST_CASE("coverage counts every entry as asked or as out of scope, and the README says so") {
  const std::string readme = text_at("README.md");
  std::size_t entries = 0;
  for (const Coverage& row : coverage(table(), catalog())) {
    CAPTURE(row.framework->name);
    CHECK(row.entries == row.asked + row.out_of_scope);
    entries += row.entries;
    std::ostringstream line;
    line << "| " << row.framework->title << " | " << row.entries << " | " << row.asked << " | "
         << row.out_of_scope << " | " << row.rules << " |\n";
    CHECK_MESSAGE(readme.find(line.str()) != std::string::npos, line.str());
  }
  CHECK(entries > 600);
}

}  // namespace
