#include <nlohmann/json.hpp>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

namespace {

constexpr std::string_view id =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/"
    "Microsoft.Cache/redis/orders";

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t result = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
    ++result;
  return result;
}

}  // namespace

TEST_CASE("options take their own values and leave the paths alone") {
  const Folder folder;
  write_estate(folder);
  for (const char* line :
       {"check --rules redis-tls-only good.json open.json",
        "check --rules redis-tls-only --exclude CW-REDIS-002 good.json open.json",
        "check good.json --rules redis-tls-only open.json",
        "check --rules=redis-tls-only -- good.json open.json",
        "check --rules 'CW-REDIS-001,no*such*but*' good.json open.json --rules redis-tls-only",
        "check --rules 'redis-tls-only,redis-tls-only' good.json open.json",
        "check --rules ' redis-tls-only , ' good.json open.json",
        "check --rules 'REDIS-TLS-ONL?' good.json open.json"}) {
    CAPTURE(line);
    const Run run = folder.shell("cachewarden " + std::string(line));
    CAPTURE(run.err);
    if (contains(line, "no*such")) {
      CHECK(run.code == 2);
      continue;
    }
    CHECK(run.code == 1);
    CHECK(contains(run.out, "1 failed (1 critical), 0 unknown, 1 passed, 0 not applicable"));
  }
}

TEST_CASE("answers that name no resource are attributed by --of") {
  const Folder folder;
  folder.write("id.json", R"({"subnetId": "/subscriptions/s/resourceGroups/g/providers/)"
                          R"(Microsoft.Network/virtualNetworks/v/subnets/s"})");
  folder.write("group.json", R"({"NetworkSecurityGroup": null})");
  const std::string rule = " --rules redis-subnet-network-security-group";
  const std::string subnet =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s";
  const std::string of = "--of " + std::string(id) + " id.json --of " + subnet + " group.json ";

  CHECK(folder.shell("cachewarden check id.json group.json" + rule).code == 2);
  for (const std::string& line :
       {of, of + "--show all", "--show all " + of, "--format json " + of}) {
    CAPTURE(line);
    const Run run = folder.shell("cachewarden check " + line + rule);
    CAPTURE(run.err);
    CHECK(run.code == 1);
    CHECK(contains(run.out, "network security group"));
  }
  // Paths beside it are paths.
  folder.write("other.json", cache("other", ""));
  const Run both = folder.shell("cachewarden check " + of + "other.json" + rule + " --show all");
  CHECK(both.code == 1);
  CHECK(contains(both.out, "\nother  "));
  CHECK(contains(both.out, "\norders  "));

  const Run wrong = folder.shell("cachewarden check --of nonsense id.json" + rule);
  CHECK(wrong.code == 2);
  CHECK(contains(wrong.out, "`nonsense` is not the id of a resource"));
  const Run unknown =
      folder.shell("cachewarden check --of '" + std::string(id) + "#things' id.json");
  CHECK(unknown.code == 2);
  CHECK(contains(unknown.out, "things"));
}

TEST_CASE("standard input is a document, once") {
  const Folder folder;
  write_estate(folder);
  const std::string rule = " --rules redis-tls-only";
  Run run = folder.shell("cachewarden check -" + rule + " <open.json");
  CHECK(run.code == 1);
  CHECK(contains(run.out, "  -:1:"));
  CHECK(folder.shell("cat open.json | cachewarden check - - good.json" + rule).code == 1);
  CHECK(folder.shell("cachewarden check -" + rule + " </dev/null").code == 2);
  CHECK(folder.shell("cachewarden check <(cat open.json)" + rule).code == 1);
  CHECK(folder
            .shell("cachewarden check --of " + std::string(id) +
                   "#firewallRules - good.json <<<'[]'" + rule)
            .code == 0);
}

TEST_CASE("formats and filters") {
  const Folder folder;
  write_estate(folder);
  const std::string line =
      "cachewarden check good.json open.json unclear.json --rules redis-tls-only ";
  struct {
    const char* options;
    std::vector<std::string> statuses;
  } const table[] = {
      {"", {"fail", "unknown"}},
      {"--show all", {"pass", "fail", "unknown"}},
      {"--show ALL", {"pass", "fail", "unknown"}},
      {"--show pass", {"pass"}},
      {"--show pass,fail", {"pass", "fail"}},
      {"--show none", {}},
      {"--show not_applicable", {}},
      {"--show all --min-severity critical", {"pass", "fail", "unknown"}},
      {"--fail-on none --show fail", {"fail"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.options);
    const Run run = folder.shell(line + "--format json " + row.options);
    const json report = json::parse(run.out);
    std::vector<std::string> statuses;
    for (const json& finding : report["findings"])
      statuses.push_back(finding["status"]);
    CHECK(statuses == row.statuses);
    CHECK(report["summary"]["pass"] == 1);
    CHECK(report["summary"]["fail"] == 1);
    CHECK(report["summary"]["unknown"] == 1);
    CHECK(count(folder.shell(line + "--format ndjson " + row.options).out, "\n") ==
          row.statuses.size() + 2);  // what is wrong with unclear.json, and the summary
  }
  CHECK(json::parse(folder.shell("cachewarden rules --format json").out).size() > 1);
  const std::string severe = folder.shell("cachewarden rules --min-severity critical").out;
  CHECK(contains(severe, "redis-tls-only"));
  CHECK_FALSE(contains(severe, "  medium "));
  CHECK(count(folder.shell("cachewarden rules --rules CW-REDIS-001,*-002").out, "\n") >= 2);
  CHECK_FALSE(
      contains(folder.shell("cachewarden rules --exclude 'redis-tls-*'").out, " redis-tls-only"));
}

TEST_CASE("the same command line gives the same bytes, whatever the day and the order") {
  const Folder folder;
  write_estate(folder);
  for (const char* format : {"text", "json", "ndjson"}) {
    const std::string options = " --show all --format " + std::string(format);
    const std::string expected =
        folder.shell("cachewarden check good.json open.json unclear.json" + options).out;
    CHECK(folder.shell("cachewarden check unclear.json open.json good.json" + options).out ==
          expected);
    CHECK(folder.shell("cachewarden check good.json open.json unclear.json good.json" + options)
              .out == expected);
    CHECK(folder
              .shell("cachewarden check good.json open.json unclear.json --as-of 2031-01-31" +
                     options + " --rules redis-tls-only")
              .out == folder
                          .shell("cachewarden check good.json open.json unclear.json" + options +
                                 " --rules redis-tls-only")
                          .out);
  }
}
