#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "rules/cases.hpp"

/// What is true of the caches of the example estates, as people labelled them, against what the
/// rules say of them. Both errors count: a pass that is not earned, and an open answer where the
/// evidence decides.
namespace {

using namespace cachewarden;
using namespace cachewarden::tests;

const std::filesystem::path root = CACHEWARDEN_SOURCE_DIR;

/// The rules that answer a question of the labels.
const std::map<std::string, std::vector<std::string>>& questions() {
  static const std::map<std::string, std::vector<std::string>> all = {
      {"tls_only", {"CW-REDIS-001", "CW-AMR-001"}},
      {"minimum_tls", {"CW-REDIS-003", "CW-AMR-002"}},
      {"public_access", {"CW-REDIS-004", "CW-AMR-003"}},
      {"private_endpoint", {"CW-REDIS-005", "CW-AMR-004"}},
      {"keys_disabled", {"CW-REDIS-010", "CW-AMR-005"}},
      {"entra", {"CW-REDIS-011"}},
      {"auth_required", {"CW-REDIS-013"}},
      {"firewall", {"CW-REDIS-006", "CW-REDIS-007"}},
      {"zones", {"CW-REDIS-020", "CW-AMR-008"}},
      {"logs", {"CW-REDIS-040", "CW-AMR-009"}},
      {"subnet_group", {"CW-REDIS-002"}},
      {"group_closed", {"CW-REDIS-008"}}};
  return all;
}

std::string text_at(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::shared_ptr<Inventory> read_estates() {
  Reader reader;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(root / "examples/estates")) {
    const std::string kind = entry.path().extension().string();
    if (kind == ".json" || kind == ".ndjson")
      reader.add({.name = std::filesystem::relative(entry.path(), root).string(),
                  .text = std::make_shared<const std::string>(text_at(entry.path())),
                  .is_named = false});
  }
  return std::make_shared<Inventory>(reader.finish(&facts()));
}

const Assessment& assessment() {
  static const Assessment made = assess(read_estates());
  return made;
}

/// The cache that a finding is about: the resource or one of those above it.
const Resource& cache_of(const Resource& resource) {
  const Inventory& inventory = assessment().inventory();
  const Resource* at = &resource;
  while (at->parent != no_index && at->type != type_number<RedisCache> &&
         at->type != type_number<RedisEnterprise>)
    at = &inventory.resource(at->parent);
  return *at;
}

bool is_the_one(const Resource& cache, const std::string& name, const Json& label) {
  if (label["intent"] != cachewarden::name(cache.intent))
    return false;
  if (label.contains("id"))
    return equal_folded(canonical_id(cache.id), label["id"].get<std::string>());
  return equal_folded(cache.name(), name) && cache.type != no_model &&
         equal_folded(resource_types()[cache.type]->arm, label["type"].get<std::string>());
}

/// What the rules of a question say together of one cache; not applicable if none of them has
/// anything to say.
std::string answer(const std::string& name, const Json& label, const std::string& question) {
  std::map<Status, std::size_t> counts;
  const std::vector<std::string>& rules = questions().at(question);
  for (std::size_t i = 0; i < assessment().size(); ++i) {
    const Assessment::Item item = assessment().item(i);
    const bool is_asked = std::find(rules.begin(), rules.end(), item.rule->id) != rules.end();
    if (is_asked &&
        is_the_one(cache_of(assessment().inventory().resource(item.resource)), name, label))
      ++counts[item.status];
  }
  for (const Status status : {Status::fail, Status::unknown, Status::pass}) {
    if (counts.count(status) > 0)
      return text_of(status);
  }
  return text_of(Status::not_applicable);
}

TEST_CASE("the example estates get the verdicts that people gave them") {
  const Json labels = Json::parse(text_at(root / "tests/data/estates/labels.json"));
  REQUIRE(labels["resources"].size() > 20);
  std::size_t checked = 0;
  for (const auto& resource : labels["resources"].items()) {
    const std::string& name = resource.key();
    const Json& label = resource.value();
    for (const auto& expected : label["expect"].items()) {
      const std::string& question = expected.key();
      CAPTURE(name);
      CAPTURE(question);
      CHECK(answer(name, label, question) == expected.value().get<std::string>());
      ++checked;
    }
  }
  MESSAGE(checked << " verdicts");
}

TEST_CASE("every question of the labels is asked by rules that exist") {
  const Json labels = Json::parse(text_at(root / "tests/data/estates/labels.json"));
  std::set<std::string> asked;
  for (const auto& [question, text] : labels["questions"].items())
    asked.insert(question);
  for (const auto& [question, rules] : questions()) {
    CHECK(asked.erase(question) == 1);
    for (const std::string& rule : rules) {
      CAPTURE(rule);
      CHECK(find_rule(rule) != nullptr);
    }
  }
  CHECK(asked.empty());
}

/// What the estates leave out on purpose is no fault of a rule: summaries, children that nobody
/// collected, a group of another subscription, parameters without value, what only people know.
bool is_left_out(const Finding& finding) {
  return std::any_of(finding.missing.begin(), finding.missing.end(), [](const Missing& missing) {
    return missing.kind != Missing::Kind::property;
  });
}

constexpr std::size_t fewest_answers = 4;  ///< that say something of a rule
constexpr double most_undecided_of_a_rule = 0.5;
constexpr double most_undecided_of_all = 0.05;

TEST_CASE("with the example estates few answers stay open where the evidence is there") {
  struct Row {
    StatusCounts counts{};
    std::size_t left_out = 0;
  };
  std::map<std::string, Row> by_rule;
  Explainer explainer(assessment());
  for (std::size_t i = 0; i < assessment().size(); ++i) {
    const Assessment::Item item = assessment().item(i);
    Row& row = by_rule[std::string(item.rule->id) + " " + std::string(item.rule->name)];
    if (item.status == Status::unknown && is_left_out(explainer.finding(i)))
      ++row.left_out;
    else
      row.counts.count(item.status);
  }
  std::ostringstream table;
  StatusCounts all;
  for (const auto& answers : by_rule) {
    const std::string& rule = answers.first;
    const Row& row = answers.second;
    const StatusCounts& counts = row.counts;
    const std::size_t asked = counts.pass + counts.fail + counts.unknown;
    table << "\n  " << rule << ": " << counts.unknown << " of " << asked << " open, " << counts.pass
          << " pass, " << counts.fail << " fail; " << row.left_out << " without evidence";
    CAPTURE(rule);
    if (asked >= fewest_answers)
      CHECK(static_cast<double>(counts.unknown) <=
            most_undecided_of_a_rule * static_cast<double>(asked));
    all.pass += counts.pass;
    all.fail += counts.fail;
    all.unknown += counts.unknown;
  }
  MESSAGE(table.str());
  CHECK(static_cast<double>(all.unknown) <=
        most_undecided_of_all * static_cast<double>(all.pass + all.fail + all.unknown));
  CHECK(by_rule.size() >= catalog().size() / 2);
}

TEST_CASE("what rules work out for each other changes no verdict") {
  const Assessment& all = assessment();
  const Context alone(all.inventory(), all.settings(), all.as_of());
  std::size_t asked = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Assessment::Item item = all.item(i);
    if (all.world_answer(i) != nullptr)
      continue;
    const Check& check = item.rule->check;
    CAPTURE(item.rule->id);
    CHECK(check.run(check.user, all.inventory().resource(item.resource), alone).status ==
          item.status);
    ++asked;
  }
  CHECK(asked > 500);
}

TEST_CASE("the last things that were worked out are kept") {
  Workings workings;
  int made = 0;
  const auto of = [&](const int& about) {
    return *workings.of<int>(&about, [&] { return std::make_shared<const int>(++made); });
  };
  const int things[5] = {};
  CHECK(of(things[0]) == 1);
  CHECK(of(things[0]) == 1);
  CHECK(*workings.of<long>(&things[0], [] { return std::make_shared<const long>(7); }) == 7);
  CHECK(of(things[0]) == 1);
  for (const int& each : things)
    of(each);
  CHECK(made == 5);
  CHECK(of(things[0]) == 6);
}

}  // namespace
