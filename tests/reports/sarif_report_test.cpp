#include <nlohmann/json.hpp>

#include "reports/markup.hpp"
#include "reports/places.hpp"
#include "support.hpp"

using namespace reports_test;  // NOLINT(google-build-using-namespace)
using Json = nlohmann::json;

namespace {

Json run_of(const Assessment& assessment, const ReportOptions& options = {}) {
  return Json::parse(render(assessment, "sarif", options))["runs"][0];
}

constexpr const char* cache =
    R"({"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/)";

}  // namespace

TEST_CASE("paths become URIs that stay what they are") {
  struct {
    std::string_view path, uri;
  } const table[] = {
      {"a.json", "a.json"},
      {"./a/b.json", "a/b.json"},
      {"a//b/../c.json", "a/c.json"},
      {"../a.json", "../a.json"},
      {"a/../../b", "../b"},
      {"/a/b.json", "file:///a/b.json"},
      {"a b#1?.json", "a%20b%231%3F.json"},
      {"c:d.json", "c%3Ad.json"},
      {"caf\xc3\xa9\xff", "caf%C3%A9%FF"},
      {"[x](y)", "%5Bx%5D%28y%29"},
      {"", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.path);
    CHECK(detail::uri_of(row.path) == row.uri);
  }
}

TEST_CASE("text is no Markdown") {
  struct {
    std::string_view text, shown;
  } const table[] = {
      {"plain text, nothing more", "plain text, nothing more"},
      {"*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"},
      {"[x](https://e.example)", "\\[x\\]\\(https&#58;//e.example\\)"},
      {"<b>&amp;", "&#60;b&#62;&#38;amp;"},
      {"@team #12", "&#64;team &#35;12"},
      {"- a", "\\- a"},
      {"1. a", "1\\. a"},
      {"a - b 1.2", "a - b 1.2"},
      {"www.e.example", "www&#46;e.example"},
      {"a\n# b", "a\\\\x0a&#35; b"},
      {"a|b", "a\\|b"},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(detail::escape_for_markdown(row.text) == row.shown);
  }
  CHECK(detail::markdown_word("a`b") == "``a`b``");
  CHECK(detail::markdown_word("`") == "`` ` ``");
  CHECK(detail::markdown_code("a\n```\nb") == "````\na\n```\nb\n````");
  CHECK(detail::escape_url("javascript:alert(1)").empty());
  CHECK(detail::escape_url("https://e.example/<a> \"b\"") == "https://e.example/%3Ca%3E%20%22b%22");
}

TEST_CASE("regions count characters, from a name to the end of its value") {
  const std::string text = std::string(cache) +
                           "a\",\n \"properties\": {\"caf\xc3\xa9\xf0\x9f\x8d\x8e\": 1, "
                           "\"enableNonSslPort\": true}}";
  const Rule* const asked[] = {&tls_rule};
  const Json result = run_of(judge({{"a b.json", text}}, asked))["results"][0];
  const Json& place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "a%20b.json");
  CHECK(place["region"]["startLine"] == 2);
  const std::string line =
      " \"properties\": {\"caf..\": 1, ";  // two characters in place of 6 bytes
  CHECK(place["region"]["startColumn"] == line.size() + 1);
  CHECK(place["region"]["endColumn"] ==
        line.size() + 1 + std::string_view("\"enableNonSslPort\": true").size());
}

TEST_CASE("kinds and levels go together") {
  const std::vector<Named> documents = {
      {"a.json", std::string(cache) + "a\", \"properties\": {\"enableNonSslPort\": true}}"},
      {"b.json", std::string(cache) + "b\", \"properties\": {\"enableNonSslPort\": false}}"},
      {"c.json", std::string(cache) + "c\"}"},
      {"broken.json", "{"}};
  const Rule* const asked[] = {&tls_rule, &group_rule};
  const Json run = run_of(judge(documents, asked), everything());
  std::vector<std::string> found;
  for (const Json& result : run["results"])
    found.push_back(result["kind"].get<std::string>() + " " + result["level"].get<std::string>());
  CHECK(found == std::vector<std::string>{"fail error", "notApplicable none", "pass none",
                                          "notApplicable none", "open none", "open none"});
  CHECK(run["invocations"][0]["executionSuccessful"] == false);
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["level"] == "error");
  // Without a place of its own a finding stands at its resource.
  CHECK(run["results"][5]["locations"][0]["physicalLocation"]["region"]["startLine"] == 1);
}

TEST_CASE("a flow leads from the parameter to the property") {
  const std::string text = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {"plain": {"type": "bool", "defaultValue": true}},
  "resources": [{
    "type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": "a",
    "properties": {"enableNonSslPort": "[parameters('plain')]"}}]})";
  const Rule* const asked[] = {&tls_rule};
  const Json result = run_of(judge({{"main.json", text}}, asked))["results"][0];
  CHECK(result["locations"][0]["physicalLocation"]["region"]["startLine"] == 4);
  std::vector<int> lines;
  for (const Json& step : result["codeFlows"][0]["threadFlows"][0]["locations"])
    lines.push_back(step["location"]["physicalLocation"]["region"]["startLine"]);
  REQUIRE(lines.size() >= 2);
  CHECK(lines[0] == 4);
  CHECK(lines[1] == 7);
}

TEST_CASE("nothing in a message is a link or a placeholder") {
  const std::string name = "[x](y) {0}";
  const Rule* const asked[] = {&tls_rule};
  const Assessment assessment = judge({{"a.json", std::string(cache) + name +
                                                      "\", \"properties\": {\"enableNonSslPort\": "
                                                      "true}}"}},
                                      asked);
  REQUIRE(assessment.counts().fail == 1);
  const std::string text = run_of(assessment)["results"][0]["message"]["text"];
  CHECK(text.starts_with("\\[x\\](y) {{0}}: "));
}
