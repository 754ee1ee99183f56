#include <nlohmann/json.hpp>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

namespace {

/// An `az` that knows one answer, is asked for others in vain, and notes what it was asked.
void write_az(const Folder& folder, std::string_view pattern, std::string_view answer) {
  folder.write("bin/az",
               "#!/bin/sh\nprintf '%s|' \"$@\" >>asked\necho >>asked\ncase \"$*\" in\n  " +
                   std::string(pattern) + ") echo '" + std::string(answer) +
                   "' ;;\n  *) exit 3 ;;\nesac\n");
  fs::permissions(folder.path() / "bin/az", fs::perms::owner_all);
}

json summary(const Folder& folder, const std::string& paths, const std::string& options) {
  const Run run = folder.shell("cachewarden check " + paths + " --format json " + options);
  CAPTURE(run.err);
  return json::parse(run.out)["summary"];
}

}  // namespace

TEST_CASE("a script collects what is missing, and then it is known") {
  const Folder folder;
  folder.write("cache.json",
               cache("orders", R"("publicNetworkAccess": "Enabled", "enableNonSslPort": false)"));
  const std::string rules = "--rules 'redis-firewall-*'";
  CHECK(summary(folder, "cache.json", rules)["fail"] == 0);

  write_az(folder, "'redis firewall-rules list'*", "[]");
  const Run script =
      folder.shell("cachewarden check cache.json --format collect >collect.sh " + rules);
  CHECK(script.code == 0);
  const Run collected = folder.shell("PATH=$PWD/bin:$PATH sh collect.sh answers");
  CHECK(collected.code == 0);
  CHECK(collected.err.empty());
  CHECK(contains(folder.text("asked"), "|--output|json|\n"));
  const json known = summary(folder, "cache.json answers", rules);
  CHECK(known["fail"] > 0);
  CHECK(known["unknown"] == 0);
}

TEST_CASE("what cannot be collected is passed over, and said") {
  const Folder folder;
  folder.write("cache.json", cache("orders", ""));
  write_az(folder, "'redis firewall-rules list'*", "[]");
  CHECK(folder.shell("cachewarden check cache.json --format collect >collect.sh").code == 1);
  const Run collected = folder.shell("PATH=$PWD/bin:$PATH sh collect.sh");
  CHECK(collected.code == 1);
  CHECK(contains(collected.err, "not collected: az redis patch-schedule show --name orders"));
  CHECK(std::distance(fs::directory_iterator(folder.path() / "collected"), {}) == 1);
  // What is shown in full lacks nothing.
  CHECK(folder.shell("cachewarden check cache.json --show fail --format collect >none.sh").code ==
        1);
  CHECK(folder.shell("sh none.sh").code == 0);
}

TEST_CASE("a script runs nothing but az, whatever the names in the input") {
  const Folder folder;
  const std::string hostile = source_path("tests/data/bad/hostile");
  write_az(folder, "nothing", "");
  const std::string check = "cachewarden check " + shell_word(hostile) + " --format collect";
  CHECK_FALSE(folder.shell(check + " >collect.sh").code == 2);
  const Run collected = folder.shell("PATH=$PWD/bin:$PATH sh collect.sh");
  CHECK(collected.code == 1);
  CHECK(folder.text("asked").size() > 1000);
  // bin, collect.sh, collected, asked, .out, .err
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 6);
  CHECK(fs::is_empty(folder.path() / "collected"));
}
