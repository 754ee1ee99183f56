#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "rules/cases.hpp"

namespace {

using namespace cachewarden;
using namespace cachewarden::tests;

/// The part of a rule's id and the start of its name, by the type that it judges.
struct Series {
  std::string_view id;
  std::string_view name;
  std::string_view types;  ///< start of the resource type
};
constexpr Series all_series[] = {{"CW-REDIS-", "redis-", "Microsoft.Cache/redis"},
                                 {"CW-AMR-", "managed-redis-", "Microsoft.Cache/redisEnterprise"},
                                 {"CW-NET-", "network-", "Microsoft.Network/"},
                                 {"CW-STO-", "storage-", "Microsoft.Storage/"},
                                 {"CW-TPL-", "template-", "Microsoft.Resources/deployments"}};

bool is_clause(std::string_view text, std::size_t most) {
  return text.size() >= 10 && text.size() <= most && text.back() != '.' &&
         text.find('\n') == std::string_view::npos && text == trim(text);
}

std::size_t examples_with(const Rule& rule, Status status) {
  return static_cast<std::size_t>(
      std::count_if(rule.examples.begin(), rule.examples.end(),
                    [&](const Example& example) { return example.status == status; }));
}

TEST_CASE("ids and names of rules are well-formed, unique and in order") {
  const std::regex id_form("CW-(REDIS|AMR|NET|STO|TPL)-[0-9]{3}");
  const std::regex name_form("(redis|managed-redis|network|storage|template)(-[a-z0-9]+)+");
  std::set<std::string_view> names;
  std::string_view last;
  REQUIRE_FALSE(catalog().empty());
  for (const Rule* rule : catalog()) {
    CAPTURE(rule->id);
    CHECK(std::regex_match(std::string(rule->id), id_form));
    CHECK(std::regex_match(std::string(rule->name), name_form));
    CHECK(last < rule->id);
    CHECK(names.insert(rule->name).second);
    const auto series =
        std::find_if(std::begin(all_series), std::end(all_series),
                     [&](const Series& each) { return rule->id.starts_with(each.id); });
    REQUIRE(series != std::end(all_series));
    CHECK(rule->name.starts_with(series->name));
    REQUIRE(rule->check.type < resource_types().size());
    const std::string_view type = resource_types()[rule->check.type]->arm;
    CHECK(type.starts_with(series->types));
    if (series->id == "CW-REDIS-")
      CHECK_FALSE(type.starts_with("Microsoft.Cache/redisEnterprise"));
    CHECK(find_rule(rule->id) == rule);
    CHECK(find_rule(rule->name) == rule);
    last = rule->id;
  }
}

TEST_CASE("rules say everything that there is to say about them") {
  const std::regex version("[0-9]+\\.[0-9]+");
  for (const Rule* rule : catalog()) {
    CAPTURE(rule->id);
    CHECK(is_clause(rule->title, 100));
    CHECK((rule->title[0] >= 'A' && rule->title[0] <= 'Z'));
    CHECK(is_clause(rule->message, 110));
    CHECK(rule->message[0] == fold(rule->message[0]));
    CHECK(rule->rationale.size() >= 40);
    CHECK(rule->rationale.size() <= 400);
    CHECK(rule->rationale.back() == '.');
    CHECK(static_cast<int>(rule->severity) >= 1);
    CHECK_FALSE(name(rule->category).empty());
    CHECK_FALSE(name(rule->pillar).empty());
    CHECK(std::regex_match(std::string(rule->since), version));
    CHECK(rule->remediation.cli.starts_with("az "));
    CHECK(rule->remediation.cli.find('\n') == std::string_view::npos);
    CHECK(rule->remediation.bicep.size() >= 5);
    CHECK(rule->remediation.terraform.size() >= 5);
    REQUIRE_FALSE(rule->references.empty());
    for (const std::string_view reference : rule->references)
      CHECK(reference.starts_with("https://"));
    CHECK_FALSE(rule->controls.empty());
    std::set<std::pair<std::string_view, std::string_view>> controls;
    for (const Control& control : rule->controls) {
      CAPTURE(control.id);
      CHECK_FALSE(name(control.framework).empty());
      CHECK_FALSE(control.id.empty());
      CHECK(controls.emplace(name(control.framework), control.id).second);
    }
  }
}

TEST_CASE("rules show what passes, what fails, what cannot be told and what they are not about") {
  std::size_t conditional = 0;
  for (const Rule* rule : catalog()) {
    CAPTURE(rule->id);
    CHECK((rule->is_for_people || examples_with(*rule, Status::pass) >= 1));
    CHECK(rule->is_for_people != (examples_with(*rule, Status::fail) >= 1));
    CHECK(examples_with(*rule, Status::unknown) >= 1);
    conditional += examples_with(*rule, Status::not_applicable) > 0 ? 1U : 0U;
    std::set<std::string_view> names;
    for (const Example& example : rule->examples) {
      CAPTURE(example.name);
      CHECK(names.insert(example.name).second);
      CHECK_FALSE(example.name.empty());
      CHECK(Json::accept(example.patch));
    }
    REQUIRE(Json::accept(rule->baseline));
    CHECK(Json::parse(rule->baseline).is_array());
  }
  CHECK(conditional > 0);
}

/// Files of rules: how many rules each declares, and whether one that has a condition shows a case
/// that it does not apply to.
TEST_CASE("every rule that is declared is in the catalogue") {
  const std::filesystem::path folder =
      std::filesystem::path(CACHEWARDEN_SOURCE_DIR) / "include/cachewarden/rules";
  std::size_t declared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    const std::string source = text.str();
    const std::regex declaration("inline constexpr Rule ");
    const auto count = static_cast<std::size_t>(std::distance(
        std::sregex_iterator(source.begin(), source.end(), declaration), std::sregex_iterator()));
    CAPTURE(entry.path().string());
    CHECK(count <= 12);
    CHECK(std::count(source.begin(), source.end(), '\n') <= 500);
    declared += count;
  }
  CHECK(declared == catalog().size());
}

TEST_CASE("rules are found by id and name without regard to case") {
  const Rule& rule = *catalog()[0];
  CHECK(find_rule(folded(rule.id)) == &rule);
  CHECK(find_rule("CW-REDIS-000") == nullptr);
  CHECK(find_rule("") == nullptr);
  CHECK_FALSE(rule_set_version().empty());
}

}  // namespace
