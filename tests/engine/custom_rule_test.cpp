#include "cachewarden/rules/custom_rule.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "cachewarden/cachewarden.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

std::shared_ptr<const Inventory> two_caches() {
  return std::make_shared<const Inventory>(read(R"([
    {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/b",
     "type": "Microsoft.Cache/redis", "location": "westeurope", "properties": {}},
    {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/a",
     "type": "Microsoft.Cache/redis", "location": "eastus", "properties": {}}])"));
}

Assessment judged_by(const CustomRule& rule) {
  const Rule* const rules[] = {&rule.rule()};
  return assess(two_caches(), {.rules = rules});
}

Verdict in_europe(const RedisCache& cache, const Context&) {
  return require(equals(cache.location, "westeurope"));
}

}  // namespace

TEST_CASE("A custom rule owns the texts that it was made of") {
  std::string text = "a text that is too long for a string to keep in itself";
  const CustomRule rule =
      custom_rule<RedisCache>({.id = text,
                               .message = text,
                               .remediation = {.cli = "az redis show --ids {id}"},
                               .references = {text},
                               .controls = {{Framework::cis, text}},
                               .examples = {{.name = text, .patch = "{}", .status = Status::pass}}},
                              in_europe);
  const std::string expected = text;
  text.assign(text.size(), 'x');
  CHECK(rule.rule().id == expected);
  CHECK(rule.rule().message == expected);
  CHECK(rule.rule().references[0] == expected);
  CHECK(rule.rule().controls[0].id == expected);
  CHECK(rule.rule().examples[0].name == expected);
  const CustomRule copy = rule;
  CHECK(&copy.rule() == &rule.rule());
}

TEST_CASE("A custom rule gives findings like any other") {
  const CustomRule rule =
      custom_rule<RedisCache>({.id = "ACME-1",
                               .title = "is in Europe",
                               .message = "is elsewhere",
                               .remediation = {.cli = "az redis delete --ids {id}"}},
                              in_europe);
  const Assessment assessment = judged_by(rule);
  REQUIRE(assessment.size() == 2);
  Explainer explainer(assessment);
  const Finding failed = explainer.finding(0);
  CHECK(failed.status == Status::fail);
  CHECK(failed.message == "is elsewhere");
  REQUIRE(failed.evidence.size() == 1);
  CHECK(failed.evidence[0].property == "location");
  CHECK(failed.evidence[0].line == 5);
  CHECK(failed.cli ==
        "az redis delete --ids "
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/a");
  CHECK(explainer.finding(1).status == Status::pass);
  CHECK(explainer.finding(1).message == "is in Europe");
}

TEST_CASE("A custom rule is asked once for each resource, in the order of the findings") {
  std::vector<std::string> asked;
  std::string note;
  const CustomRule rule = custom_rule<RedisCache>(
      {.id = "ACME-1"}, [&asked, &note](const RedisCache& cache, const Context& context) {
        asked.emplace_back(context.owner(cache).name());
        note = "note of " + asked.back();
        return require(equals(cache.location, "nowhere"), note);
      });
  const Assessment assessment = judged_by(rule);
  CHECK(asked == std::vector<std::string>{"a", "b"});
  Explainer explainer(assessment);
  CHECK(explainer.finding(1).message == "note of b");
  CHECK(explainer.finding(0).message == "note of a");
  CHECK(render(assessment, "json").find("note of a") != std::string::npos);
  CHECK(asked.size() == 2);
}

TEST_CASE("A rule that throws gives unknown, whether it is asked once or again") {
  const auto throws = [](const RedisCache&, const Context&) -> Verdict {
    throw std::runtime_error("the moon is full");
  };
  const CustomRule once = custom_rule<RedisCache>({.id = "ACME-1"}, throws);
  Rule again = once.rule();
  again.id = "ACME-2";
  again.check.is_asked_once = false;
  const Rule* const rules[] = {&once.rule(), &again};
  const Assessment assessment = assess(two_caches(), {.rules = rules});
  Explainer explainer(assessment);
  REQUIRE(assessment.size() == 4);
  CHECK(assessment.counts().unknown == 4);
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    CAPTURE(i);
    CHECK(explainer.finding(i).status == Status::unknown);
    CHECK(explainer.finding(i).message == "the rule failed: the moon is full");
  }
}

TEST_CASE("Memory that runs out in a rule is no verdict") {
  const auto hungry = [](const RedisCache&, const Context&) -> Verdict { throw std::bad_alloc(); };
  const CustomRule once = custom_rule<RedisCache>({.id = "ACME-1"}, hungry);
  CHECK_THROWS_AS(judged_by(once), std::bad_alloc);
  Rule again = once.rule();
  again.check.is_asked_once = false;
  const Rule* const rules[] = {&again};
  CHECK_THROWS_AS((void)assess(two_caches(), {.rules = rules}), std::bad_alloc);
}

TEST_CASE("A rule that is asked once is not asked of the worlds of a template") {
  int asked = 0;
  const CustomRule rule =
      custom_rule<RedisCache>({.id = "ACME-1"}, [&asked](const RedisCache& cache, const Context&) {
        ++asked;
        return require(equals(cache.enable_non_ssl_port, false));
      });
  const Rule* const rules[] = {&rule.rule()};
  const auto inventory = std::make_shared<const Inventory>(read(R"({
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0", "parameters": {"open": {"type": "bool"}},
    "resources": [{"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": "c",
      "location": "westeurope",
      "properties": {"enableNonSslPort": "[parameters('open')]"}}]})"));
  const Assessment assessment = assess(inventory, {.rules = rules});
  CHECK(assessment.size() == 1);
  CHECK(assessment.counts().unknown == 1);
  CHECK(asked == 1);
}

TEST_CASE("Rules are joined unless they share an id or a name, or have none") {
  const auto named = [](std::string_view id, std::string_view name) {
    return custom_rule<RedisCache>({.id = id, .name = name}, in_europe);
  };
  struct Row {
    std::string_view id;
    std::string_view name;
    std::string_view error;
  };
  const Row rows[] = {
      {"ACME-1", "acme-region", ""},
      {"ACME-1", "", ""},
      {"", "acme-region", "a rule has no id"},
      {"cw-redis-001", "acme-region", "two rules are called `CW-REDIS-001`"},
      {"ACME-1", "REDIS-tls-only", "two rules are called `redis-tls-only`"},
      {"redis-tls-only", "", "two rules are called `redis-tls-only`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.id);
    CAPTURE(row.name);
    const CustomRule rule = named(row.id, row.name);
    const Rule* const own[] = {&rule.rule()};
    const auto joined = join_rules(catalog(), own);
    CHECK(joined.has_value() == row.error.empty());
    if (joined)
      CHECK(joined->size() == catalog().size() + 1);
    else
      CHECK(joined.error().message == row.error);
  }
  const CustomRule one = named("ACME-1", "");
  const CustomRule two = named("ACME-2", "acme-1");
  const Rule* const own[] = {&one.rule(), &two.rule()};
  CHECK_FALSE(join_rules({}, own).has_value());
}
