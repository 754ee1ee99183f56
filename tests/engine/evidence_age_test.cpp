#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "cachewarden/cachewarden.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

// The setting `max_evidence_age_days`: what is older, or of no known day, decides nothing.

namespace {

constexpr const char* id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c";

struct Given {
  std::string text;
  const char* collected = "";
};

std::string cache(const std::string& properties) {
  return std::string(R"({"id": ")") + id +
         R"(", "type": "Microsoft.Cache/redis", "properties": {)" +
         R"("provisioningState": "Succeeded", )" + properties + "}}";
}

std::string firewall(const std::string& rules, const std::string& more = "") {
  return std::string(R"({"of": ")") + id + R"(", "collection": "firewallRules", "complete": true)" +
         more + R"(, "body": [)" + rules + "]}";
}

Assessment judged(const std::vector<Given>& documents, const char* rule, std::uint32_t days,
                  const char* as_of) {
  Reader reader;
  for (std::size_t i = 0; i < documents.size(); ++i)
    reader.add({.name = "d" + std::to_string(i),
                .text = std::make_shared<const std::string>(documents[i].text),
                .collected = parse_date(documents[i].collected)});
  std::vector<const Rule*> rules(catalog().begin(), catalog().end());
  if (*rule != '\0')
    rules = {find_rule(rule)};
  const Facts facts = built_in_facts();
  return assess(
      std::make_shared<const Inventory>(reader.finish(&facts)),
      {.rules = rules, .settings = {.max_evidence_age_days = days}, .as_of = parse_date(as_of)});
}

std::string status(const std::vector<Given>& documents, const char* rule, std::uint32_t days,
                   const char* as_of) {
  const Assessment assessment = judged(documents, rule, days, as_of);
  REQUIRE(assessment.size() == 1);
  return std::string(name(assessment.status(0)));
}

}  // namespace

TEST_CASE("evidence decides as long as it is young enough") {
  const std::string open = cache(R"("enableNonSslPort": true)");
  struct {
    const char* collected;
    std::uint32_t days;
    const char* as_of;
    const char* status;
  } const table[] = {
      {"2026-01-01", 30, "2026-01-31", "fail"}, {"2026-01-01", 30, "2026-02-01", "unknown"},
      {"2026-01-01", 0, "2030-01-01", "fail"},  {"2026-01-01", 1, "2026-01-01", "fail"},
      {"2026-06-01", 30, "2026-01-01", "fail"}, {"", 30, "2026-01-31", "unknown"},
      {"2026-01-01", 30, "", "unknown"},        {"", 0, "", "fail"},
  };
  for (const auto& row : table) {
    CAPTURE(row.collected);
    CAPTURE(row.days);
    CAPTURE(row.as_of);
    CHECK(status({{open, row.collected}}, "redis-tls-only", row.days, row.as_of) == row.status);
  }
}

TEST_CASE("a finding whose evidence is too old says why, and how to collect it anew") {
  const Assessment assessment = judged({{cache(R"("enableNonSslPort": true)"), "2026-01-01"}},
                                       "redis-tls-only", 30, "2026-03-01");
  const Finding finding = Explainer(assessment).finding(0);
  CHECK(finding.status == Status::unknown);
  CHECK(finding.message ==
        "`d0` was collected on 2026-01-01, and the settings allow evidence of 30 days");
  CHECK_FALSE(finding.evidence.empty());
  CHECK(finding.cli.empty());
  REQUIRE(finding.missing.size() == 1);
  CHECK(finding.missing[0].kind == Missing::Kind::resource);
  CHECK(finding.missing[0].what == id);
  CHECK(finding.missing[0].collect == std::string("az redis show --ids ") + id);
  CHECK(assessment.counts() == StatusCounts{.unknown = 1});
}

TEST_CASE("all that a verdict rests on has to be young, and nothing else") {
  const std::string open = cache(R"("publicNetworkAccess": "Enabled", "enableNonSslPort": false)");
  const std::string wide = firewall(
      R"({"name": "all", "properties": {"startIP": "0.0.0.0", "endIP": "255.255.255.255"}})");
  constexpr const char* narrow = "redis-firewall-rules-narrow";
  const auto asked = [&](const char* cache_day, const char* list_day) {
    const Assessment assessment =
        judged({{open, cache_day}, {wide, list_day}}, narrow, 30, "2026-03-01");
    std::string result;
    for (std::size_t i = 0; i < assessment.size(); ++i)
      result += std::string(name(assessment.status(i)));
    return result;
  };
  const std::string young = asked("2026-02-20", "2026-02-20");
  CHECK(young != "unknown");
  CHECK(asked("2026-02-20", "2026-01-01") == "unknown");
  CHECK(asked("2026-01-01", "2026-02-20") == "unknown");
  // Another document may be as old as it likes.
  CHECK(status({{open, "2026-02-20"}, {wide, "2020-01-01"}}, "redis-tls-only", 30, "2026-03-01") ==
        "pass");
  // What shows the resource in full makes an older copy of it irrelevant.
  CHECK(status({{open, "2026-02-20"}, {open, "2020-01-01"}}, "redis-tls-only", 30, "2026-03-01") ==
        "pass");
  // An envelope tells its own day.
  const Assessment own = judged(
      {{open, "2026-02-20"},
       {firewall(
            R"({"name": "all", "properties": {"startIP": "0.0.0.0", "endIP": "255.255.255.255"}})",
            R"(, "collected": "2026-01-01")"),
        ""}},
      narrow, 30, "2026-03-01");
  CHECK(own.status(0) == Status::unknown);
}

TEST_CASE("templates have no age") {
  CHECK(status({{R"({"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": "c",
                  "properties": {"enableNonSslPort": true}})",
                 ""}},
               "redis-tls-only", 30, "2026-03-01") == "fail");
}

TEST_CASE("the age of evidence turns a verdict into unknown or leaves it") {
  for (const char* properties :
       {R"("enableNonSslPort": true)",
        R"("sku": {"name": "Premium", "family": "P", "capacity": 1}, "enableNonSslPort": false,
           "publicNetworkAccess": "Disabled", "redisConfiguration": {"aad-enabled": "true"})"}) {
    const std::vector<Given> documents{{cache(properties), "2026-01-01"},
                                       {firewall(""), "2026-02-20"}};
    const Assessment before = judged(documents, "", 0, "2026-03-01");
    std::size_t changed = 0;
    for (const std::uint32_t days : {1U, 30U, 3650U}) {
      const Assessment after = judged(documents, "", days, "2026-03-01");
      REQUIRE(after.size() == before.size());
      for (std::size_t i = 0; i < after.size(); ++i) {
        CAPTURE(after.item(i).rule->id);
        const bool is_same = after.status(i) == before.status(i);
        CHECK((is_same || after.status(i) == Status::unknown));
        CHECK((days != 3650 || is_same));
        CHECK((is_same || after.outdated(i) != nullptr));
        changed += is_same ? 0U : 1U;
      }
    }
    CHECK(changed > 20);
  }
}

TEST_CASE("an attestation does not lift what old evidence leaves open: it may be a failure") {
  const auto attested = parse_attestations(
      R"({"attestations": [{"rule": "redis-tls-only", "resource": "*", "statement": "looked at it",
          "by": "Ada", "reference": "T-1", "date": "2026-02-01", "until": "2026-12-31"}]})",
      "a.json");
  REQUIRE(attested);
  const Rule* const rules[] = {find_rule("redis-tls-only")};
  const Assessment assessment =
      assess(std::make_shared<const Inventory>(read(cache(R"("enableNonSslPort": true)"))),
             {.rules = rules,
              .settings = {.max_evidence_age_days = 30},
              .as_of = parse_date("2026-03-01"),
              .attestations = attested.value});
  CHECK(assessment.status(0) == Status::unknown);
  CHECK(assessment.attested_count() == 0);
}
