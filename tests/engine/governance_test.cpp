#include "cachewarden/engine/governance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cachewarden/cachewarden.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

constexpr const char* scope = "/subscriptions/s/resourceGroups/g";

std::string cache(const std::string& name, const std::string& properties) {
  return std::string(R"({"id": ")") + scope + "/providers/Microsoft.Cache/redis/" + name +
         R"(", "type": "Microsoft.Cache/redis", "properties": {)" + properties + "}}";
}

/// One cache whose port is open, one whose port is closed, one that cannot be told.
std::shared_ptr<const Inventory> estate(const std::string& more = "") {
  return std::make_shared<const Inventory>(
      read("[" + cache("open", R"("enableNonSslPort": true)") + "," +
           cache("closed", R"("enableNonSslPort": false)") + "," +
           cache("unclear", R"("enableNonSslPort": {})") + more + "]"));
}

std::string exemption(const std::string& more) {
  return R"({"exemptions": [{"rule": "redis-tls-only", "category": "waiver", "reason": "why",
             "owner": "who", "until": "2026-12-31", )" +
         more + "}]}";
}

std::string attestation(const std::string& more) {
  return R"({"attestations": [{"rule": "redis-tls-only", "statement": "it is so", "by": "Ada",
             "reference": "T-1", "date": "2026-01-01", "until": "2026-12-31", )" +
         more + "}]}";
}

struct Judged {
  std::shared_ptr<const Inventory> inventory;
  Assessment assessment;

  std::vector<std::string> codes() const {
    std::vector<std::string> result;
    for (const Diagnostic& each : assessment.diagnostics())
      result.push_back(each.code);
    return result;
  }
  /// Names of the caches that are exempt, or attested.
  std::string exempt() const {
    return names([this](std::size_t i) { return assessment.exemption(i) != nullptr; });
  }
  std::string attested() const {
    return names([this](std::size_t i) { return assessment.attestation(i) != nullptr; });
  }

 private:
  template <class Predicate>
  std::string names(const Predicate& predicate) const {
    std::string result;
    for (std::size_t i = 0; i < assessment.size(); ++i) {
      if (predicate(i))
        result.append(inventory->resource(assessment.item(i).resource).name()).append(" ");
    }
    return result;
  }
};

Judged judge(const std::string& exemptions, const std::string& attestations = "",
             const char* as_of = "2026-06-01", const Settings& settings = {},
             const std::string& more = "") {
  const Rule* const rules[] = {find_rule("redis-tls-only")};
  const auto exempt = exemptions.empty() ? Parsed<std::vector<Exemption>>{}
                                         : parse_exemptions(exemptions, "e.json");
  const auto attested = attestations.empty() ? Parsed<std::vector<Attestation>>{}
                                             : parse_attestations(attestations, "a.json");
  REQUIRE_MESSAGE(exempt, exempt.text());
  REQUIRE_MESSAGE(attested, attested.text());
  const auto inventory = estate(more);
  return {inventory, assess(inventory, {.rules = rules,
                                        .settings = settings,
                                        .as_of = parse_date(as_of),
                                        .exemptions = exempt.value,
                                        .attestations = attested.value})};
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("an exemption marks what fails or is unknown and changes no status") {
  const Judged judged = judge(exemption(R"("resource": "*")"));
  CHECK(judged.exempt() == "open unclear ");
  CHECK(judged.assessment.exempt_count() == 2);
  CHECK(judged.assessment.counts() == StatusCounts{.pass = 1, .fail = 1, .unknown = 1});
  CHECK(judged.codes() == Codes{});
  Explainer explainer(judged.assessment);
  for (std::size_t i = 0; i < judged.assessment.size(); ++i) {
    const Finding finding = explainer.finding(i);
    const bool is_exempt = finding.resource->name() != "closed";
    CHECK(finding.marks == (is_exempt ? Codes{"exempt"} : Codes{}));
    CHECK((finding.exemption != nullptr) == is_exempt);
    if (is_exempt)
      CHECK(finding.exemption->reason == "why");
  }
}

TEST_CASE("exemptions and attestations mean rules and resources by their patterns") {
  struct {
    const char* about;
    const char* exempt;
    Codes codes;
  } const table[] = {
      {R"("resource": "open")", "open ", {}},
      {R"("resource": ["OPEN", "un*"])", "open unclear ", {}},
      {R"("resource": "/subscriptions/*/redis/open")", "open ", {}},
      {R"("resource": "/Subscriptions/S/resourcegroups/g")", "open unclear ", {}},
      {R"("resource": "/subscriptions/other")", "", {"exemption-unmatched"}},
      {R"("resource": "closed")", "", {"exemption-unneeded"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.about);
    const Judged judged = judge(exemption(row.about));
    CHECK(judged.exempt() == row.exempt);
    CHECK(judged.codes() == row.codes);
  }
  const std::string by_control =
      R"({"exemptions": [{"control": "checkov/CKV_AZURE_91", "resource": "open",
          "category": "mitigated", "reason": "r", "owner": "o", "until": "2026-12-31"}]})";
  CHECK(judge(by_control).exempt() == "open ");
  const std::string by_other =
      R"({"exemptions": [{"rule": "redis-minimum-tls", "control": "checkov/*_1", "resource": "*",
          "category": "mitigated", "reason": "r", "owner": "o", "until": "2026-12-31"}]})";
  CHECK(judge(by_other).codes() == Codes{"exemption-unmatched"});
}

TEST_CASE("an exemption holds from its first day to its last, and no longer than is allowed") {
  struct {
    const char* as_of;
    const char* more;
    std::uint32_t most;
    Codes codes;
  } const table[] = {
      {"2026-12-31", "", 0, {}},
      {"2027-01-01", "", 0, {"exemption-expired"}},
      {"2026-06-01", R"("from": "2026-06-01", )", 0, {}},
      {"2026-05-31", R"("from": "2026-06-01", )", 0, {"exemption-not-begun"}},
      {"", "", 0, {"exemption-undated"}},
      {"2026-12-01", "", 30, {}},
      {"2026-11-30", "", 30, {"exemption-too-long"}},
      {"2026-12-01", R"("from": "2026-11-30", )", 30, {"exemption-too-long"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.as_of);
    CAPTURE(row.more);
    const Judged judged = judge(exemption(std::string(row.more) + R"("resource": "open")"), "",
                                row.as_of, {.max_exemption_days = row.most});
    CHECK(judged.codes() == row.codes);
    CHECK(judged.exempt() == (row.codes.empty() ? "open " : ""));
    for (const Diagnostic& each : judged.assessment.diagnostics()) {
      CHECK(each.document == "e.json");
      CHECK(each.line == 1);
    }
  }
}

TEST_CASE("an attestation turns unknown into pass, and nothing else") {
  const Judged judged = judge("", attestation(R"("resource": "*")"));
  CHECK(judged.attested() == "unclear ");
  CHECK(judged.assessment.counts() == StatusCounts{.pass = 2, .fail = 1});
  CHECK(judged.codes() == Codes{});
  Explainer explainer(judged.assessment);
  const Finding finding = explainer.finding(2);
  CHECK(finding.status == Status::pass);
  CHECK(finding.marks == Codes{"attested"});
  CHECK(finding.message == "attested by Ada: it is so");
  CHECK(finding.missing.empty());
  // What passes needs no exemption.
  const Judged both = judge(exemption(R"("resource": "*")"), attestation(R"("resource": "*")"));
  CHECK(both.exempt() == "open ");
  CHECK(both.attested() == "unclear ");

  struct {
    const char* as_of;
    const char* resource;
    const char* code;
  } const table[] = {
      {"2027-01-01", "*", "attestation-expired"},
      {"2025-12-31", "*", "attestation-not-begun"},
      {"", "*", "attestation-undated"},
      {"2026-06-01", "other", "attestation-unmatched"},
      {"2026-06-01", "open", "attestation-unneeded"},
  };
  for (const auto& row : table) {
    CAPTURE(row.code);
    const Judged ignored =
        judge("", attestation(std::string(R"("resource": ")") + row.resource + "\""), row.as_of);
    CHECK(ignored.codes() == Codes{row.code});
    CHECK(ignored.assessment.counts() == StatusCounts{.pass = 1, .fail = 1, .unknown = 1});
  }
}

TEST_CASE("a statement that keys are rotated holds for as many days as the settings allow") {
  const auto codes = [](std::uint32_t most, const char* as_of) {
    const Rule* const rules[] = {find_rule("redis-keys-rotated"),
                                 find_rule("redis-client-retries")};
    const auto attested = parse_attestations(
        R"({"attestations": [{"rule": ["redis-keys-rotated", "redis-client-retries"],
            "resource": "*", "statement": "it is so", "by": "Ada", "reference": "T-1",
            "date": "2026-01-01", "until": "2026-12-31"}]})",
        "a.json");
    REQUIRE_MESSAGE(attested, attested.text());
    const Assessment assessment = assess(std::make_shared<const Inventory>(read(cache(
                                             "c", R"("disableAccessKeyAuthentication": false)"))),
                                         {.rules = rules,
                                          .settings = {.key_rotation_days = most},
                                          .as_of = parse_date(as_of),
                                          .attestations = attested.value});
    std::string result = std::to_string(assessment.counts().pass);
    for (const Diagnostic& each : assessment.diagnostics())
      result += " " + each.code;
    return result;
  };
  CHECK(codes(0, "2026-12-01") == "2");
  CHECK(codes(90, "2026-04-01") == "2");
  CHECK(codes(90, "2026-04-02") == "1 attestation-too-old");
}

TEST_CASE("each mistake in these documents has one message with its place") {
  struct {
    const char* text;
    std::vector<std::string> errors;
  } const exemptions[] = {
      {"{", {"e.json:"}},
      {"{}", {"e.json:1:1: `exemptions` is missing"}},
      {R"({"exemptions": {}})", {"`exemptions` is a list"}},
      {R"({"exemptions": [1]})", {"e.json:1:17: expected an object"}},
      {R"({"exemption": [], "exemptions": []})", {"`exemption` is not known here"}},
      {R"({"exemptions": [{}]})",
       {"`rule` or `control` is missing", "`resource` is missing", "`category` is missing",
        "`reason` is missing", "`owner` is missing", "`until` is missing"}},
      {R"({"exemptions": [{"control": "NS-2", "resource": "", "category": "wish", "reason": 1,
           "owner": [], "until": "2026-02-30", "why": 1}]})",
       {"`control` is a framework and an id like mcsb/NS-2, not `NS-2`",
        "`resource` is a text that is not empty, not ``",
        "`category` is one of waiver, mitigated, not `wish`",
        "`reason` is a text that is not empty, not `1`",
        "`owner` is a text that is not empty, not a list",
        "e.json:2:25: `until` is a day like 2026-01-31, not `2026-02-30`",
        "`why` is not known here; allowed are rule, control"}},
      {R"({"exemptions": [{"rule": "a", "resource": "b", "category": "waiver", "reason": "r",
           "owner": "o", "from": "2026-02-01", "until": "2026-01-31"}]})",
       {"`until` is before `from`"}},
  };
  for (const auto& row : exemptions) {
    CAPTURE(row.text);
    const auto parsed = parse_exemptions(row.text, "e.json");
    CAPTURE(parsed.text());
    REQUIRE(parsed.errors.size() == row.errors.size());
    for (const std::string& error : row.errors) {
      CAPTURE(error);
      CHECK(parsed.text().find(error) != std::string::npos);
    }
  }
  const auto attestations = parse_attestations(
      R"({"attestations": [{"rule": "a", "resource": "b", "owner": "c"}]})", "a.json");
  CHECK(attestations.errors.size() == 6);
  CHECK(attestations.text().find("`owner` is not known here; allowed are rule") !=
        std::string::npos);
}

TEST_CASE("exemptions of Azure Policy hold for the rules that name the same definitions") {
  const std::string definition = "22bee202-a82f-4305-9a2a-6d7f44d4dedb";
  const std::string at = std::string(scope) + "/providers/Microsoft.Authorization/";
  const auto policy_exemption = [&](const std::string& more) {
    return R"(,{"id": ")" + at + R"(policyExemptions/x", "properties": {"policyAssignmentId": ")" +
           at + R"(policyAssignments/a", "exemptionCategory": "Mitigated", "displayName": "name",
           "expiresOn": "2026-12-31T00:00:00Z")" +
           more + "}}";
  };
  const auto assignment = [&](const std::string& what) {
    return R"(,{"id": ")" + at + R"(policyAssignments/a", "properties": {"policyDefinitionId": ")" +
           what + R"("}})";
  };
  const std::string set = "/providers/Microsoft.Authorization/policySetDefinitions/i";
  const std::string initiative = R"(,{"id": ")" + set + R"(", "properties": {"policyDefinitions": [
          {"policyDefinitionReferenceId": "tls", "policyDefinitionId":
           "/providers/Microsoft.Authorization/policyDefinitions/)" +
                                 definition + R"("},
          {"policyDefinitionReferenceId": "other", "policyDefinitionId":
           "/providers/Microsoft.Authorization/policyDefinitions/0"}]}})";
  const std::string single = "/providers/Microsoft.Authorization/policyDefinitions/" + definition;
  const std::string tls = R"(, "policyDefinitionReferenceIds": ["TLS"])";
  const std::string other = R"(, "policyDefinitionReferenceIds": ["other"])";
  struct {
    std::string documents;
    const char* as_of;
    const char* exempt;
    Codes codes;
  } const table[] = {
      {policy_exemption("") + assignment(single), "2026-12-30", "open unclear ", {}},
      {policy_exemption("") + assignment(single), "2026-12-31", "", {"exemption-expired"}},
      {policy_exemption(""), "2026-06-01", "", {"exemption-unresolved"}},
      {policy_exemption(tls) + assignment(set) + initiative, "2026-06-01", "open unclear ", {}},
      {policy_exemption("") + assignment(set) + initiative, "2026-06-01", "open unclear ", {}},
      {policy_exemption(other) + assignment(set) + initiative,
       "2026-06-01",
       "",
       {"exemption-unmatched"}},
      {policy_exemption(tls) + assignment(set), "2026-06-01", "", {"exemption-unresolved"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.documents);
    const Judged judged = judge("", "", row.as_of, {}, row.documents);
    CHECK(judged.exempt() == row.exempt);
    CHECK(judged.codes() == row.codes);
    if (judged.assessment.exempt_count() == 0)
      continue;
    Explainer explainer(judged.assessment);
    for (std::size_t i = 0; i < judged.assessment.size(); ++i) {
      const Finding finding = explainer.finding(i);
      if (finding.exemption == nullptr)
        continue;
      CHECK(finding.exemption->category == ExemptionCategory::mitigated);
      CHECK(finding.exemption->reason == "name");
      CHECK(finding.exemption->source == at + "policyExemptions/x");
      CHECK(finding.exemption->line == 1);
    }
  }
}

TEST_CASE("reports show what is exempt and what is attested") {
  const Judged judged =
      judge(exemption(R"("resource": "open")"), attestation(R"("resource": "*")"));
  const ReportOptions all{.show_pass = true};
  const std::string text = render(judged.assessment, "text", all);
  CHECK(text.find("waiver by who until 2026-12-31: why") != std::string::npos);
  CHECK(text.find("1 of the failed and unknown are exempt, 1 of the passed are attested") !=
        std::string::npos);
  const std::string json = render(judged.assessment, "json", all);
  CHECK(json.find(R"("exempt": 1)") != std::string::npos);
  CHECK(json.find(R"("attested": 1)") != std::string::npos);
  CHECK(json.find(R"("category": "waiver")") != std::string::npos);
  CHECK(json.find(R"("by": "Ada")") != std::string::npos);
  const std::string sarif = render(judged.assessment, "sarif", all);
  CHECK(sarif.find(R"("justification": "waiver by who until 2026-12-31: why")") !=
        std::string::npos);
  CHECK(sarif.find(R"("suppressions": [])") != std::string::npos);
  CHECK(render(judge("").assessment, "sarif", all).find("suppressions") == std::string::npos);
  CHECK(render_decisions(judged.assessment) == R"({"exempt":1,"attested":1,"diagnostics":[]})");
}
