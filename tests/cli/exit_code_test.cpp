#include <algorithm>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)

TEST_CASE("the exit code is the one that was promised") {
  const Folder folder;
  write_estate(folder);
  folder.write("cut/good.json", cache("good", R"("enableNonSslPort": false)"));
  folder.write("cut/redis.json", "[" + cache("cut", R"("enableNonSslPort": true)").substr(0, 200));
  struct {
    const char* line;
    int code;
    const char* out;
    const char* err;
  } const table[] = {
      // Judged.
      {"check good.json", 0, "0 failed", ""},
      {"check open.json", 1, "FAIL    critical redis-tls-only", ""},
      {"check unclear.json", 0, "UNKNOWN critical redis-tls-only", ""},
      {"check mixed", 1, "ignored: mixed/other.json", ""},
      {"check good.json open.json unclear.json", 1, "1 failed (1 critical), 1 unknown", ""},
      // What counts as failed.
      {"check --fail-on none open.json", 0, "1 failed", ""},
      {"check --fail-on unknown open.json", 0, "1 failed", ""},
      {"check --fail-on unknown unclear.json", 1, "1 unknown", ""},
      {"check --fail-on=high,unknown unclear.json", 1, "1 unknown", ""},
      {"check --fail-on critical open.json", 1, "1 failed", ""},
      {"check --fail-on fail,unknown good.json", 0, "0 failed", ""},
      // A threshold looks at all findings, listed or not.
      {"check --show none open.json", 1, "1 failed", ""},
      {"check --show pass open.json", 1, "1 failed", ""},
      // Input that cannot be read, or was named and is not known.
      {"check nowhere.json", 2, "nowhere.json: no such file or directory", "nowhere.json: no such"},
      {"check good.json nowhere.json", 2, "nowhere.json: no such file", "nowhere.json: no such"},
      {"check open.json nowhere.json", 2, "1 failed", "nowhere.json: no such file"},
      {"check broken.json", 2, "error:   broken.json:1:", "broken.json:1:"},
      {"check open.json broken.json", 2, "1 failed", "broken.json:1:"},
      {"check other.json", 2, "error:   other.json", "other.json:1:1:"},
      {"check good.json other.json", 2, "0 failed", "other.json:1:1:"},
      {"check mixed/other.json", 2, "error:   mixed/other.json", "mixed/other.json:1:1:"},
      {"check cut", 2, "error:   cut/redis.json:1:", "cut/redis.json:1:"},
      // Nothing judged.
      {"check empty", 2, "Nothing was judged", "nothing was judged"},
      {"check network.json", 2, "Nothing was judged", "nothing was judged"},
      {"check mixed --rules 'managed-redis-tls*'", 2, "Nothing was judged", "nothing was judged"},
      // Usage.
      {"", 2, "", "cachewarden --help"},
      {"check", 2, "", "name files or folders"},
      {"judge good.json", 2, "", "`judge` is not one of the commands check, "},
      {"--verbose", 2, "", "`--verbose` is not one of the commands check, "},
      {"check good.json --unheard", 2, "", "the following argument was not expected: --unheard"},
      {"check good.json --format yaml", 2, "",
       "--format: `yaml` is not one of text, json, ndjson, sarif, collect"},
      {"check good.json --show failed", 2, "", "--show: `failed` is not one of"},
      {"check good.json --fail-on worst", 2, "", "--fail-on: `worst` is not one of"},
      {"check good.json --fail-on ''", 2, "", "--fail-on"},
      {"check good.json --min-severity worst", 2, "", "--min-severity: `worst`"},
      {"check good.json --as-of today", 2, "", "--as-of: `today` is not a day"},
      {"check good.json --as-of 2026-02-30", 2, "", "--as-of: `2026-02-30`"},
      {"check good.json --templates some", 2, "", "--templates: `some`"},
      {"check good.json --rules nothing-like-it", 2, "", "no rule matches `nothing-like-it`"},
      {"check good.json --exclude nothing-like-it", 2, "", "no rule matches `nothing-like-it`"},
      {"check --of only-one", 2, "", "--of"},
      {"explain", 2, "", "rule is required; `cachewarden explain --help`"},
      {"explain nothing-like-it", 2, "", "no rule is called `nothing-like-it`"},
      {"explain mcsb/NS-2", 0, "Asked by", ""},
      {"rules --control mcsb/NS-2", 0, "CW-REDIS-004", ""},
      {"rules --pillar cost", 2, "",
       "no rule has the pillar `cost`; there are cost optimization, operational excellence"},
      {"rules --authority nope", 2, "", "`nope`; there are aprl, "},
      {"rules --format ndjson", 2, "", "--format: `ndjson` is not one of text, json"},
      // Answers.
      {"--help", 0, "Start here", ""},
      {"check --help", 0, "--fail-on", ""},
      {"rules --help", 0, "--min-severity", ""},
      {"explain --help", 0, "RULE", ""},
      {"--version", 0, "cachewarden ", ""},
      {"rules", 0, "redis-tls-only", ""},
      {"explain redis-tls-only", 0, "Why it matters", ""},
      {"explain CW-REDIS-001", 0, "Why it matters", ""},
      {"explain cw-redis-001", 0, "Why it matters", ""},
  };
  for (const auto& row : table) {
    std::string line = row.line;
    CAPTURE(line);
    // One rule, so that the table does not change with the catalogue.
    if (line.starts_with("check ") && !contains(line, "--rules") && !contains(line, "--help") &&
        !line.ends_with("only-one"))
      line += " --rules redis-tls-only";
    const Run run = folder.shell("cachewarden " + line);
    CAPTURE(run.out);
    CAPTURE(run.err);
    CHECK(run.code == row.code);
    CHECK(contains(run.out, row.out));
    CHECK(contains(run.err, row.err));
    // Standard error is for trouble, and trouble is one line that names the program.
    CHECK(run.err.empty() == (std::string_view(row.err).empty()));
    CHECK((run.err.empty() || run.err.starts_with("cachewarden: ")));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == (run.err.empty() ? 0 : 1));
  }
}

TEST_CASE("a help page fits a terminal") {
  const Folder folder;
  for (const char* line : {"--help", "check --help", "rules --help", "explain --help"}) {
    CAPTURE(line);
    const std::string out = folder.shell("cachewarden " + std::string(line)).out;
    CHECK(contains(out, "cachewarden"));
    for (std::size_t begin = 0; begin < out.size();) {
      const std::size_t end = out.find('\n', begin);
      const std::string text = out.substr(begin, end - begin);
      CHECK_MESSAGE(text.size() <= 120, text);
      begin = end + 1;
    }
  }
}
