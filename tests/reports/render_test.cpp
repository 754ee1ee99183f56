#include <algorithm>
#include <chrono>
#include <random>

#include "reports/escape.hpp"
#include "support.hpp"

using namespace reports_test;  // NOLINT(google-build-using-namespace)

namespace {

std::vector<std::string> all_outputs(const Assessment& assessment) {
  std::vector<std::string> result;
  for (const ReportFormat& format : report_formats()) {
    for (const ReportOptions& options :
         {everything(), ReportOptions{.min_severity = Severity::high, .width = 40}})
      result.push_back(render(assessment, format.name, options));
  }
  return result;
}

}  // namespace

TEST_CASE("formats are known by their names") {
  const Assessment assessment = judge_folder("tests/data/estates/tls-only");
  for (const ReportFormat& format : report_formats()) {
    CHECK_FALSE(render(assessment, format.name).empty());
    CHECK_FALSE(format.media_type.empty());
    CHECK_FALSE(format.description.empty());
  }
  CHECK(render(assessment, "yaml").empty());
  CHECK_FALSE(render(assessment, "yaml", {}, [](std::string_view) { FAIL("written"); }));
}

TEST_CASE("the order of documents changes no byte") {
  std::vector<Named> documents = documents_below("examples/estates");
  const std::vector<std::string> expected = all_outputs(judge(documents, catalog()));
  std::mt19937 random(1);
  for (int i = 0; i < 2; ++i) {
    std::shuffle(documents.begin(), documents.end(), random);
    CHECK(all_outputs(judge(documents, catalog())) == expected);
  }
}

TEST_CASE("no secret leaves in any report") {
  for (const char* folder : {"tests/data/bad/secrets", "examples/estates"}) {
    CAPTURE(folder);
    std::size_t holding = 0;
    for (const Named& document : documents_below(folder)) {
      holding += document.second.find("CANARY") != std::string::npos ? 1 : 0;
      for (const bool is_named : {true, false}) {
        Reader reader;
        reader.add({.name = "document",
                    .text = std::make_shared<const std::string>(document.second),
                    .is_named = is_named});
        const Assessment assessment =
            assess(std::make_shared<const Inventory>(reader.finish()), {.rules = catalog()});
        for (const std::string& output : all_outputs(assessment)) {
          CAPTURE(document.first);
          CHECK(output.find("CANARY") == std::string::npos);
        }
      }
    }
    CHECK(holding > 1);
    for (const std::string& output : all_outputs(judge_folder(folder, catalog())))
      CHECK(output.find("CANARY") == std::string::npos);
  }
}

TEST_CASE("no report holds what could fool a terminal") {
  for (const char* folder : {"tests/data/bad/hostile", "tests/data/bad/encoding",
                             "tests/data/bad/ids", "tests/data/bad/types"}) {
    CAPTURE(folder);
    std::vector<Named> documents = documents_below(folder);
    for (Named& document : documents)
      document.first += "\x1b[2J\xe2\x80\xae\xff";  // names of files are hostile too
    for (const std::string& output : all_outputs(judge(documents, catalog())))
      CHECK(escape_for_terminal(replaced(output, "\n", "")) == replaced(output, "\n", ""));
  }
}

TEST_CASE("texts of rules that others wrote are made harmless too") {
  static constexpr Rule hostile{.id = "X\x1b[1m",
                                .name = "x\xe2\x80\xaename",
                                .title = "title\x07",
                                .message = "message\nFAIL",
                                .check = check<tls_only>,
                                .rationale = "because\x1b",
                                .remediation = {.cli = "az\x1b"},
                                .references = {"https://example.com/\x7f"},
                                .controls = {{Framework::mcsb, "\xff"}},
                                .examples = {{"\x1b", "{}", Status::fail}}};
  const Rule* const asked[] = {&hostile};
  const Assessment assessment = judge_folder("tests/data/estates/tls-only/open", asked);
  REQUIRE(assessment.counts().fail > 0);
  std::vector<std::string> outputs = all_outputs(assessment);
  outputs.push_back(render_rules(asked, false));
  outputs.push_back(render_rules(asked, true));
  outputs.push_back(explain_rule(hostile));
  for (const std::string& output : outputs) {
    CHECK(escape_for_terminal(replaced(output, "\n", "")) == replaced(output, "\n", ""));
    CHECK(output.find("\nFAIL") == std::string::npos);
  }
}

TEST_CASE("the cost of a report grows with its findings, not with their square") {
  // Locating evidence among n neighbours once took n steps, and lines were counted anew for each.
  const auto estate = [](std::size_t count, bool is_list) {
    std::string text = is_list ? "[" : "";
    for (std::size_t i = 0; i < count; ++i) {
      text += R"({"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c)" +
              std::to_string(i) + R"(", "properties": {"enableNonSslPort": true}})";
      text += is_list && i + 1 < count ? ",\n" : "\n";
    }
    return text + (is_list ? "]" : "");
  };
  const Rule* const asked[] = {&tls_rule};
  for (const bool is_list : {true, false}) {
    CAPTURE(is_list);
    const Assessment assessment = judge({{"estate.json", estate(20000, is_list)}}, asked);
    REQUIRE(assessment.counts().fail == 20000);
    const auto start = std::chrono::steady_clock::now();
    CHECK(render(assessment, "ndjson").size() > 20000 * 100);
    // Tens of microseconds each; minutes in all if it were quadratic.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
  }
}
