#include <set>

#include "support.hpp"

using namespace reports_test;  // NOLINT(google-build-using-namespace)

namespace {

Assessment mixed() {
  std::vector<Named> documents = documents_below("tests/data/estates/nsg-audit/none");
  for (const char* folder :
       {"tests/data/estates/tls-only/open", "tests/data/estates/tls-only/text"})
    for (Named& each : documents_below(folder))
      documents.push_back(std::move(each));
  documents.emplace_back("notes.txt", "not JSON");
  documents.emplace_back("summary.json",
                         R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/)"
                         R"(resourceGroups/g/providers/Microsoft.Cache/redis/summary",)"
                         R"( "name": "summary", "type": "Microsoft.Cache/redis"})");
  return judge(documents);
}

}  // namespace

TEST_CASE("the text report is as it was accepted") {
  const Assessment assessment = mixed();
  compare_with_golden("mixed.txt", render(assessment, "text"), assessment);
  compare_with_golden(
      "mixed-all-60.txt",
      render(assessment, "text", {.show_pass = true, .show_not_applicable = true, .width = 60}),
      assessment);
  compare_with_golden("mixed-colour.txt", render(assessment, "text", {.colour = true}), assessment);
  const Assessment nothing = judge({});
  compare_with_golden("nothing.txt", render(nothing, "text"), nothing);
}

TEST_CASE("explanations of rules are as they were accepted") {
  const Assessment assessment = judge({});
  compare_with_golden("explain.txt", explain_rule(tls_rule), assessment);
  compare_with_golden("explain-bare.txt", explain_rule(firewall_rule), assessment);
  compare_with_golden("rules.txt", render_rules(rules, false), assessment);
  compare_with_golden("rules.json", render_rules(rules, true), assessment);
}

TEST_CASE("colours change nothing but colours") {
  const Assessment assessment = mixed();
  std::string coloured = render(assessment, "text", {.colour = true});
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  CHECK(coloured == render(assessment, "text"));
}

TEST_CASE("what is listed is chosen, and the counts stay whole") {
  const Assessment assessment = mixed();
  const std::string all = render(assessment, "text", everything());
  const std::string last = all.substr(all.find(" failed") - 4);
  for (const ReportOptions& options :
       {ReportOptions{}, ReportOptions{.show_fail = false, .show_unknown = false},
        ReportOptions{.min_severity = Severity::critical}}) {
    const std::string text = render(assessment, "text", options);
    CHECK(text.ends_with(last));
    CHECK(text.size() < all.size());
    CHECK((text.find("  FAIL ") != std::string::npos) == options.show_fail);
    CHECK((text.find("  UNKNOWN ") != std::string::npos) == options.show_unknown);
    CHECK((text.find("collect:") != std::string::npos) == options.show_unknown);
    CHECK((text.find("test-group") == std::string::npos) ==
          (options.min_severity == Severity::critical || !options.show_fail));
  }
}

TEST_CASE("each missing thing is named once, with a number that findings refer to") {
  const Assessment assessment = judge_folder("examples/estates", catalog());
  const std::string text = render(assessment, "text");
  const std::size_t list = text.find("\nTo decide ");
  REQUIRE(list != std::string::npos);
  std::set<std::string> commands;
  std::size_t count = 0;
  for (std::size_t at = text.find("\n  [", list); at != std::string::npos;
       at = text.find("\n  [", at + 1)) {
    const std::size_t close = text.find(']', at);
    if (text[at + 4] < '0' || text[at + 4] > '9')  // the name of a cache
      continue;
    const std::string number = text.substr(at + 3, close - at - 2);
    CHECK(text.find(" " + number) < list);
    commands.insert(text.substr(close + 1, text.find('\n', close) - close - 1));
    ++count;
  }
  CHECK(count > 5);
  CHECK(commands.size() == count);

  // Nothing that a listed finding needs is left out.
  Explainer explainer(assessment);
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (assessment.status(i) != Status::unknown)
      continue;
    for (const Missing& missing : explainer.finding(i).missing) {
      if (!missing.collect.empty())
        CHECK(text.find(missing.collect, list) != std::string::npos);
    }
  }
}

TEST_CASE("the id of a resource stands once as a whole besides commands") {
  const Assessment assessment = judge_folder("examples/estates", catalog());
  const std::string text = render(assessment, "text", everything());
  std::set<std::string> seen;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    const bool is_command =
        line.find(" az ") != std::string::npos || line.find("--of ") != std::string::npos;
    if (line.find("/subscriptions/") == std::string::npos || is_command)
      continue;
    CHECK(line.starts_with("  /subscriptions/"));
    CHECK_MESSAGE(seen.insert(line).second, line);
  }
  CHECK(seen.size() > 20);
}
