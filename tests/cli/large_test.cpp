#include <nlohmann/json.hpp>

#include "cli/progress.hpp"
#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

namespace {

/// More than a megabyte: 30 caches, half of them open, among resources that nothing is asked of.
std::string large_list() {
  const std::string padding(2000, 'x');
  std::string text;
  for (int i = 0; i < 600; ++i) {
    const std::string number = std::to_string(i);
    const std::string properties = std::string(R"("enableNonSslPort": )") +
                                   (i % 40 == 0 ? "true" : "false") + R"(, "text": ")" + padding +
                                   "\"";
    if (i % 20 == 0)
      text += cache("cache-" + number, properties);
    else
      text += R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/)"
              R"(shop/providers/Microsoft.Compute/disks/disk-)" +
              number + R"(", "properties": {)" + properties + "}}\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a large file gives the same bytes with any number of threads") {
  const Folder folder;
  folder.write("large.ndjson", large_list());
  for (const std::string format : {"json", "ndjson", "text", "sarif"}) {
    CAPTURE(format);
    const std::string line = "cachewarden check large.ndjson --as-of 2026-01-01 --format " + format;
    const Run one = folder.shell(line + " --jobs 1");
    CHECK(one.code == 1);
    CHECK(one.err.empty());
    for (const std::string jobs : {"3", "0"})
      CHECK(folder.shell(line + " --jobs " + jobs).out == one.out);
  }
  CHECK(folder.shell("cachewarden check large.ndjson --jobs x").code == 2);
}

TEST_CASE("a pipe of any size is read as a file is") {
  const Folder folder;
  folder.write("large.ndjson", large_list());
  const std::string options = " --as-of 2026-01-01 --rules redis-tls-only --format json";
  const json file = json::parse(folder.shell("cachewarden check large.ndjson" + options).out);
  // The same resources 16 times, which is more than is kept of a pipe.
  const Run piped = folder.shell(
      "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cat large.ndjson; done | "
      "cachewarden check -" +
      options);
  CHECK(piped.code == 1);
  const json pipe = json::parse(piped.out);
  CHECK(pipe["summary"] == file["summary"]);
  REQUIRE(pipe["findings"].size() == file["findings"].size());
  for (std::size_t i = 0; i < pipe["findings"].size(); ++i)
    CHECK(pipe["findings"][i]["evidence"][0]["line"] == file["findings"][i]["evidence"][0]["line"]);
}

TEST_CASE("--top lists the worst findings and --summary none; counts are of all") {
  const Folder folder;
  folder.write("large.ndjson", large_list());
  const std::string line = "cachewarden check large.ndjson --as-of 2026-01-01 ";
  const json all = json::parse(folder.shell(line + "--format json").out);
  const json top = json::parse(folder.shell(line + "--format json --top 7").out);
  const Run summarised = folder.shell(line + "--format json --summary");
  CHECK(summarised.code == 1);
  const json summary = json::parse(summarised.out);
  const std::size_t count = all["findings"].size();
  REQUIRE(count > 100);
  CHECK(!all["summary"].contains("not_listed"));
  CHECK(top["findings"].size() == 7);
  CHECK(top["summary"]["not_listed"] == count - 7);
  for (const json& finding : top["findings"]) {
    CHECK(finding["status"] == "fail");
    CHECK(finding["severity"] == "critical");
  }
  CHECK(summary["findings"].empty());
  CHECK(summary["summary"]["not_listed"] == count);
  CHECK(summary["rules"] == all["rules"]);
  for (const char* member : {"pass", "fail", "unknown", "not_applicable", "by_severity"}) {
    CHECK(top["summary"][member] == all["summary"][member]);
    CHECK(summary["summary"][member] == all["summary"][member]);
  }

  const std::string some = folder.shell(line + "--top 3").out;
  CHECK(contains(some, std::to_string(count - 3) + " findings not listed"));
  CHECK(contains(some, "  FAIL "));
  const std::string none = folder.shell(line + "--summary").out;
  CHECK(contains(none, std::to_string(count) + " findings not listed"));
  CHECK(contains(none, "critical      15       -      15 redis-tls-only"));
  CHECK(contains(none, "The caches at a glance"));
  CHECK_FALSE(contains(none, "  FAIL "));
  CHECK_FALSE(contains(none, "  UNKNOWN "));
}

TEST_CASE("--top and --summary are refused where they mean nothing") {
  const Folder folder;
  write_estate(folder);
  for (const char* options :
       {"--top 0", "--top -1", "--top x", "--top 3 --summary", "--view psrule --top 3",
        "--view psrule --summary", "--format sarif --summary", "--format collect --summary"}) {
    CAPTURE(options);
    const Run run = folder.shell("cachewarden check open.json " + std::string(options));
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK(!run.err.empty());
  }
}

TEST_CASE("progress tells the share, the rate and the time left") {
  CHECK(cachewarden::cli::progress_text("a\x1b.json", 250000000, 1000000000, 0.5) ==
        "reading a\\x1b.json: 25 %, 500 MB/s, 2 s left");
  CHECK(cachewarden::cli::progress_text("x", 0, 0, 0) == "reading x: 100 %, 0 MB/s, 0 s left");
}
