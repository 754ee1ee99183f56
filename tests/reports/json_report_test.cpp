#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "schema.hpp"
#include "support.hpp"

using namespace reports_test;  // NOLINT(google-build-using-namespace)
using schema::Json;

namespace {

Json report_schema() {
  return Json::parse(file_text(root() + "/docs/report.schema.json"));
}

std::vector<Json> lines_of(const std::string& text) {
  std::vector<Json> result;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    REQUIRE(end != std::string::npos);
    result.push_back(Json::parse(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return result;
}

/// Inputs of every kind: good, bad, hostile.
const char* const folders[] = {"examples/estates",        "tests/data/estates",
                               "tests/data/bad/hostile",  "tests/data/bad/secrets",
                               "tests/data/bad/encoding", "tests/data/bad/duplicates",
                               "tests/data/bad/types",    "tests/data/bad/shape",
                               "tests/data/bad/numbers",  "tests/data/bad/unknown"};

}  // namespace

TEST_CASE("the validator finds what it is for") {
  const Json schema = report_schema();
  schema::Validator validator(schema);
  const Json good = Json::parse(render(judge_folder("tests/data/estates/tls-only"), "json"));
  REQUIRE(validator.validate(good).empty());
  const std::pair<const char*, Json> wrong[] = {
      {"/schema", "2.0"},
      {"/schema", 1},
      {"/tool/name", "other"},
      {"/summary/pass", -1},
      {"/summary/pass", "1"},
      {"/summary/unheard", 1},
      {"/findings/0/status", "failed"},
      {"/findings/0/unheard", ""},
      {"/findings/0/resource/intent", "dead"},
      {"/findings/0/evidence/0/line", "1"},
      {"/findings/0/evidence/0/unheard", 1},
      {"/findings/0/controls/0", "DP-3"},
      {"/rules/0/counts/unheard", 1},
      {"/inputs/0/ignored", nullptr},
      {"/findings", Json::object()},
  };
  for (const auto& change : wrong) {
    CAPTURE(change.first);
    CAPTURE(change.second);
    Json report = good;
    report[Json::json_pointer(change.first)] = change.second;
    CHECK_FALSE(validator.validate(report).empty());
  }
  for (const char* pointer : {"/tool", "/findings/0/rule", "/findings/0/evidence/0/pointer"}) {
    CAPTURE(pointer);
    const Json::json_pointer at(pointer);
    Json report = good;
    report[at.parent_pointer()].erase(at.back());
    CHECK_FALSE(validator.validate(report).empty());
  }
  CHECK_FALSE(validator.validate_as({{"kind", "other"}}, "line").empty());
}

TEST_CASE("JSON and NDJSON keep to the schema, whatever comes in") {
  const Json schema = report_schema();
  schema::Validator validator(schema);
  for (const char* const folder : folders) {
    CAPTURE(folder);
    // The three rules of these tests make findings of every kind; all of the catalogue, where it
    // says the most.
    const std::string_view name = folder;
    std::vector<std::span<const Rule* const>> sets{rules};
    if (name == "examples/estates" || name.ends_with("hostile"))
      sets.push_back(catalog());
    for (const std::span<const Rule* const> asked : sets) {
      const Assessment assessment = judge_folder(folder, asked);
      for (const ReportOptions& options :
           {everything(), ReportOptions{}, ReportOptions{.summary = true},
            ReportOptions{.top = 2}}) {
        const Json report = Json::parse(render(assessment, "json", options));
        CHECK(validator.validate(report) == std::vector<std::string>{});

        // NDJSON holds the same in lines: findings, diagnostics, summary.
        const std::vector<Json> lines = lines_of(render(assessment, "ndjson", options));
        REQUIRE(lines.size() == report["findings"].size() + report["diagnostics"].size() + 1);
        Json again = lines.back();
        CHECK(again["kind"] == "summary");
        again.erase("kind");
        again["findings"] = again["diagnostics"] = Json::array();
        for (Json line : lines) {
          CHECK(validator.validate_as(line, "line") == std::vector<std::string>{});
          const std::string kind = line["kind"];
          line.erase("kind");
          if (kind != "summary")
            again[kind + "s"].push_back(line);
        }
        CHECK(again == report);
      }
    }
  }
}

TEST_CASE("counts are those of the findings") {
  const Assessment assessment = judge_folder("examples/estates", catalog());
  const Json report = Json::parse(render(assessment, "json", everything()));
  REQUIRE(report["findings"].size() == assessment.size());
  Json by_status = Json::object();
  Json by_severity = Json::object();
  Json by_rule = Json::object();
  std::set<std::string> judged;
  for (const Json& finding : report["findings"]) {
    const std::string status = finding["status"];
    by_status[status] = by_status.value(status, 0) + 1;
    for (Json* counts : {&by_severity[finding["severity"].get<std::string>()],
                         &by_rule[finding["rule"].get<std::string>()]}) {
      if (counts->is_null())
        *counts = Json::object();
      (*counts)[status] = counts->value(status, 0) + 1;
    }
    judged.insert(finding["resource"]["id"].get<std::string>() +
                  finding["resource"]["intent"].get<std::string>());
  }
  for (const char* status : {"pass", "fail", "unknown", "not_applicable"}) {
    CAPTURE(status);
    CHECK(report["summary"][status] == by_status.value(status, 0));
    for (const auto& [severity, counts] : report["summary"]["by_severity"].items())
      CHECK(counts[status] == by_severity.value(severity, Json::object()).value(status, 0));
    for (const Json& rule : report["rules"])
      CHECK(rule["counts"][status] ==
            by_rule.value(rule["id"].get<std::string>(), Json::object()).value(status, 0));
  }
  CHECK(report["summary"]["resources"]["judged"] == judged.size());
  CHECK(report["inputs"].size() == documents_below("examples/estates").size());

  // Counts do not depend on what is listed.
  for (const ReportOptions& options :
       {ReportOptions{}, ReportOptions{.min_severity = Severity::critical},
        ReportOptions{.show_fail = false, .show_unknown = false}}) {
    const Json other = Json::parse(render(assessment, "json", options));
    for (const char* key : {"summary", "rules", "inputs", "diagnostics", "tool"})
      CHECK(other[key] == report[key]);
    for (const Json& finding : other["findings"])
      CHECK(std::find(report["findings"].begin(), report["findings"].end(), finding) !=
            report["findings"].end());
  }
}

TEST_CASE("the worst findings are listed, and how many are not") {
  const Assessment assessment = judge_folder("examples/estates", catalog());
  const auto badness = [](const Json& finding) {
    const std::string status = finding["status"];
    const bool is_exempt = finding.contains("exemption");
    const int urgency = status == "pass"             ? 0
                        : status == "not_applicable" ? 1
                        : is_exempt                  ? 2
                        : status == "unknown"        ? 3
                                                     : 4;
    return std::pair(urgency, *parse_severity(finding["severity"].get<std::string>()));
  };
  ReportOptions options = everything();
  const Json all = Json::parse(render(assessment, "json", options))["findings"];
  for (const std::size_t top : {std::size_t{1}, std::size_t{300}, all.size(), all.size() + 1}) {
    CAPTURE(top);
    options.top = top;
    const Json report = Json::parse(render(assessment, "json", options));
    const Json& listed = report["findings"];
    REQUIRE(listed.size() == std::min(top, all.size()));
    CHECK(report["summary"].contains("not_listed") == (top < all.size()));
    CHECK(report["summary"].value("not_listed", std::size_t{0}) == all.size() - listed.size());
    std::size_t next = 0;
    auto least = badness(listed[0]);
    for (const Json& finding : listed)
      least = std::min(least, badness(finding));
    for (const Json& finding : all) {
      if (next < listed.size() && finding == listed[next])
        ++next;
      else
        CHECK(badness(finding) <= least);
    }
    CHECK(next == listed.size());  // in the same order
    const Json run = Json::parse(render(assessment, "sarif", options))["runs"][0];
    CHECK(run["results"].size() == listed.size());
    CHECK(run["properties"].contains("notListed") == (top < all.size()));
    CHECK(listed_findings(assessment, options).size() == listed.size());
  }
}

TEST_CASE("evidence leads to what it shows") {
  // An oracle of its own: the pointer, followed in the document, gives the value that is shown, and
  // line and column stand at it.
  std::size_t followed = 0;
  for (const char* folder : {"examples/estates", "tests/data/estates/forms"}) {
    const Json report = Json::parse(render(judge_folder(folder, catalog()), "json", everything()));
    for (const Json& finding : report["findings"]) {
      for (const Json& evidence : finding["evidence"]) {
        const std::string document = evidence["document"];
        const std::string value = evidence["value"];
        const bool is_expanded = !evidence["via"].empty();
        if (document.empty() || document.ends_with(".ndjson") || is_expanded ||
            value.ends_with(" ...") || value.starts_with('('))
          continue;
        const std::string text = file_text(root() + "/" + document);
        const Json::json_pointer pointer(evidence["pointer"].get<std::string>());
        CAPTURE(document);
        CAPTURE(pointer.to_string());
        const Json parsed = Json::parse(text);
        REQUIRE(parsed.contains(pointer));
        // A plan has the same in words of its own: other names, inverted, in other blocks.
        const bool is_converted = document.find("/terraform/") != std::string::npos;
        if (!value.empty() && evidence["state"] != "none" && !is_converted)
          CHECK(parsed.at(pointer) == Json::parse(value));

        std::size_t at = 0;
        for (std::size_t line = 1; line < evidence["line"]; ++line)
          at = text.find('\n', at) + 1;
        at += evidence["column"].get<std::size_t>() - 1;
        if (!value.empty() && !pointer.empty() && text[at] == '"')
          CHECK(text.substr(at + 1).starts_with(pointer.back()));
        ++followed;
      }
    }
  }
  CHECK(followed > 100);
}

TEST_CASE("the JSON report is as it was accepted") {
  std::vector<Named> documents = documents_below("tests/data/estates/nsg-audit/none");
  documents.emplace_back("broken.json", "{");
  const Assessment assessment = judge(documents);
  compare_with_golden("report.json", render(assessment, "json", everything()), assessment);
  compare_with_golden("report.ndjson", render(assessment, "ndjson", everything()), assessment);
  const Assessment nothing = judge({});
  compare_with_golden("nothing.json", render(nothing, "json"), nothing);
}

TEST_CASE("a report is no input") {
  const Assessment assessment = judge_folder("tests/data/estates/tls-only");
  for (const char* format : {"json", "ndjson"}) {
    CAPTURE(format);
    Reader reader;
    reader.add(
        {.name = "report",
         .text = std::make_shared<const std::string>(render(assessment, format, everything())),
         .is_named = false});
    const Inventory inventory = reader.finish();
    CHECK(inventory.resources().empty());
    CHECK_FALSE(inventory.has_errors());
    CHECK(inventory.documents()[0].ignored);
  }
}
