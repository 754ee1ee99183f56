#include <doctest/doctest.h>

#include <algorithm>
#include <regex>

#include "rules/cases.hpp"

namespace {

using namespace cachewarden;
using namespace cachewarden::tests;

TEST_CASE("every example of every rule has the status that it states") {
  for (const Rule* rule : catalog()) {
    for (const Example& example : rule->examples) {
      CAPTURE(rule->id);
      CAPTURE(example.name);
      const std::shared_ptr<Inventory> inventory = inventory_of(documents_of(*rule, example));
      for (const Diagnostic& diagnostic : inventory->diagnostics())
        CHECK_MESSAGE(diagnostic.severity != Diagnostic::Severity::error, diagnostic.message);
      const std::vector<Judged> result = judged(*rule, inventory);
      REQUIRE(result.size() == 1);
      CHECK(text_of(result[0].second) == text_of(example.status));
    }
  }
}

TEST_CASE("every rule passes on its baseline") {
  for (const Rule* rule : catalog()) {
    CAPTURE(rule->id);
    if (rule->is_for_people)
      continue;
    const Example baseline{"baseline", "{}", Status::pass};
    const std::vector<Judged> result = judged(*rule, inventory_of(documents_of(*rule, baseline)));
    REQUIRE(result.size() == 1);
    CHECK(text_of(result[0].second) == "pass");
  }
}

TEST_CASE("what people have to state is said to be missing, and nothing else") {
  std::size_t stated = 0;
  for (const Rule* rule : catalog()) {
    const Rule* const rules[] = {rule};
    for (const Example& example : rule->examples) {
      CAPTURE(rule->id);
      CAPTURE(example.name);
      const Assessment assessment = assess(inventory_of(documents_of(*rule, example)),
                                           {.rules = rules, .settings = settings_of(*rule)});
      const Finding finding = Explainer(assessment).finding(0);
      const bool waits =
          std::any_of(finding.missing.begin(), finding.missing.end(),
                      [](const Missing& each) { return each.kind == Missing::Kind::attestation; });
      CHECK((!waits || (rule->is_for_people && finding.status == Status::unknown)));
      stated += waits ? 1U : 0U;
    }
  }
  CHECK(stated >= 10);
}

TEST_CASE("findings of examples say what they rest on") {
  for (const Rule* rule : catalog()) {
    for (const Example& example : rule->examples) {
      CAPTURE(rule->id);
      CAPTURE(example.name);
      const Rule* const rules[] = {rule};
      const Assessment assessment = assess(inventory_of(documents_of(*rule, example)),
                                           {.rules = rules, .settings = settings_of(*rule)});
      Explainer explainer(assessment);
      const Finding finding = explainer.finding(0);
      CHECK_FALSE(finding.message.empty());
      CHECK(finding.message.find('\n') == std::string::npos);
      CHECK(finding.message.back() != '.');
      switch (finding.status) {
        case Status::fail:
          CHECK_FALSE(finding.evidence.empty());
          CHECK(finding.missing.empty());
          CHECK(finding.cli.empty() == (finding.resource->intent != Intent::live));
          CHECK_FALSE(std::regex_search(finding.cli, std::regex("\\{[a-z_]+\\}")));
          break;
        case Status::unknown:
          CHECK(finding.message != "the evidence does not decide it");
          break;
        case Status::pass:
          CHECK(finding.evidence.size() + finding.assumptions.size() > 0);
          CHECK(finding.missing.empty());
          break;
        case Status::not_applicable:
          CHECK(finding.missing.empty());
          break;
      }
    }
  }
}

TEST_CASE("patches keep null, remove what is absent and replace lists") {
  const Json target = Json::parse(R"({"a": 1, "b": {"c": 2, "d": [1, 2]}})");
  const Json patch = Json::parse(R"({"a": null, "b": {"c": "$absent", "d": [3], "e": {"f": 4}}})");
  CHECK(patched(target, patch) == Json::parse(R"({"a": null, "b": {"d": [3], "e": {"f": 4}}})"));
  CHECK(patched(target, Json::object()) == target);
}

}  // namespace
