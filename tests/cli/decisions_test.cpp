#include <nlohmann/json.hpp>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using Json = nlohmann::json;

namespace {

constexpr const char* exemption =
    R"({"exemptions": [{"rule": "redis-tls-only", "resource": "open", "category": "waiver",
       "reason": "why", "owner": "who", "until": "2026-12-31"}]})";
constexpr const char* attestation =
    R"({"attestations": [{"rule": "redis-tls-only", "resource": "unclear", "statement": "it is so",
       "by": "Ada", "reference": "T-1", "date": "2026-01-01", "until": "2026-12-31"}]})";

}  // namespace

TEST_CASE("documents of decisions are taken, and their mistakes stop the run") {
  const Folder folder;
  write_estate(folder);
  folder.write("e.json", exemption);
  folder.write("a.json", attestation);
  folder.write("low.json", R"({"rules": {"severity": {"redis-tls-only": "low"}}})");
  folder.write("none.json", R"({"rules": {"exclude": "nothing-like-it"}})");
  folder.write("wrong.json", "{\"minimum_zones\": 9,\n\"zones\": 1}");
  folder.write("wrong_e.json", R"({"exemptions": [{}]})");
  struct {
    const char* options;
    int code;
    std::vector<const char*> said;
  } const table[] = {
      {"open.json", 1, {"1 failed (1 critical)"}},
      {"open.json --exemptions e.json", 0, {"1 failed", "1 of the failed and unknown are exempt"}},
      {"open.json --exemptions e.json --as-of 2027-01-01",
       1,
       {"warning: e.json:1:17: the exemption of `redis-tls-only` for `open` is ignored"}},
      {"unclear.json --fail-on unknown", 1, {"1 unknown"}},
      {"unclear.json --fail-on unknown --attestations a.json",
       0,
       {"1 passed", "1 of the passed are attested"}},
      {"unclear.json --fail-on unknown --attestations a.json --as-of 2027-01-01",
       1,
       {"1 unknown", "expired"}},
      {"open.json --config low.json", 1, {"1 failed (1 low)"}},
      {"open.json --config low.json --fail-on high", 0, {"1 failed (1 low)"}},
      {"open.json --profile strict", 1, {"1 failed"}},
      {"open.json --profile lax", 2, {"--profile: `lax` is not one of baseline, strict"}},
      {"open.json --config nowhere.json", 2, {"nowhere.json: "}},
      {"open.json --config none.json", 2, {"none.json:1:12: no rule matches `nothing-like-it`"}},
      {"open.json --config wrong.json",
       2,
       {"cachewarden: wrong.json:1:2: `minimum_zones` is an integer from 1 to 3, not `9`\n",
        "cachewarden: wrong.json:2:1: `zones` is not known here; allowed are "}},
      {"open.json --exemptions wrong_e.json", 2, {"`owner` is missing", "`until` is missing"}},
      {"open.json --attestations e.json", 2, {"`attestations` is missing"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.options);
    const std::string as_of = contains(row.options, "--as-of") ? "" : " --as-of 2026-06-01";
    const Run run = folder.shell("cachewarden check --rules redis-tls-only " +
                                 std::string(row.options) + as_of);
    CAPTURE(run.out);
    CAPTURE(run.err);
    CHECK(run.code == row.code);
    for (const char* said : row.said) {
      CAPTURE(said);
      CHECK(contains(run.out + run.err, said));
    }
  }
}

TEST_CASE("a settings document chooses rules, and the command line outranks it") {
  const Folder folder;
  write_estate(folder);
  folder.write("some.json", R"({"rules": {"include": "redis-tls-only"}})");
  const auto rules = [&](const std::string& options) {
    const Run run = folder.shell("cachewarden check open.json --format json " + options);
    std::vector<std::string> names;
    const Json report = Json::parse(run.out);
    for (const Json& rule : report["rules"])
      names.push_back(rule["name"]);
    return names;
  };
  CHECK(rules("--config some.json") == std::vector<std::string>{"redis-tls-only"});
  CHECK(rules("--config some.json --rules redis-minimum-tls") ==
        std::vector<std::string>{"redis-minimum-tls"});
  CHECK(rules("").size() > rules("--profile microsoft-guide").size());
  CHECK(rules("--profile microsoft-guide").size() > 10);
}

TEST_CASE("evidence has an age where somebody says so, and none from a file that nobody asks") {
  const Folder folder;
  folder.write("open.json", cache("open", R"("enableNonSslPort": true)"));
  folder.write("age.json", R"({"max_evidence_age_days": 30})");
  struct {
    const char* options;
    int code;
    const char* said;
  } const table[] = {
      {"--as-of 2026-03-01 --collected 2026-02-20", 1, "1 failed"},
      {"--as-of 2026-03-01 --collected 2026-01-01", 0,
       "was collected on 2026-01-01, and the settings"},
      {"--as-of 2026-03-01", 0, "nobody says when `open.json` was collected"},
      {"--collected file-time", 1, "1 failed"},
      {"--as-of 2099-01-01 --collected file-time", 0, "1 unknown"},
      {"--collected yesterday", 2, "--collected: `yesterday` is neither a day like 2026-01-31 nor"},
      {"--collected 2026-02-30", 2, "--collected: `2026-02-30`"},
  };
  for (const auto& row : table) {
    CAPTURE(row.options);
    const Run run = folder.shell(
        std::string("cachewarden check open.json --config age.json --rules redis-tls-only ") +
        row.options);
    CHECK(run.code == row.code);
    CHECK(contains(run.out + run.err, row.said));
  }
}
