#include <algorithm>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)

namespace {

const std::string rule = " --rules redis-tls-only";

}  // namespace

TEST_CASE("folders are walked, links to folders are not followed") {
  const Folder folder;
  write_estate(folder);
  fs::create_directory_symlink("..", folder.path() / "mixed/up");
  fs::create_symlink("../../open.json", folder.path() / "mixed/deep/linked.json");
  Run run = folder.shell("cachewarden check mixed --show all" + rule);
  CHECK(run.code == 1);
  CHECK(contains(run.out, "mixed/deep/linked.json"));
  CHECK(contains(run.out, "mixed/deep/er/open.json"));
  CHECK_FALSE(contains(run.out, "hidden"));
  CHECK_FALSE(contains(run.out, "config.json"));
  CHECK_FALSE(contains(run.out, "mixed/up"));
  CHECK(contains(run.out, "3 resources judged"));

  // A link that is named is followed.
  fs::create_directory_symlink("mixed/deep", folder.path() / "deep");
  CHECK(folder.shell("cachewarden check deep" + rule).code == 1);
  CHECK(folder.shell("cachewarden check ./mixed/" + rule).code == 1);

  // One that leads nowhere is an input that cannot be read.
  fs::create_symlink("nowhere", folder.path() / "mixed/gone.json");
  run = folder.shell("cachewarden check mixed" + rule);
  CHECK(run.code == 2);
  CHECK(contains(run.out, "error:   mixed/gone.json: no such file or directory"));
}

TEST_CASE("pipes in folders are left alone") {
  const Folder folder;
  write_estate(folder);
  REQUIRE(folder.shell("mkfifo mixed/pipe.json").code == 0);
  CHECK(folder.shell("timeout 20 env " + shell_word(CACHEWARDEN_PROGRAM) + " check mixed" + rule)
            .code == 1);
}

TEST_CASE("what cannot be opened is said, and the rest is judged") {
  const Folder folder;
  write_estate(folder);
  fs::permissions(folder.path() / "mixed/deep/er/open.json", fs::perms::none);
  fs::permissions(folder.path() / "mixed/deep", fs::perms::none);
  const Run run = folder.shell("cachewarden check mixed --show all" + rule);
  if (geteuid() == 0) {  // may open anything
    CHECK(run.code == 1);
    return;
  }
  CHECK(run.code == 2);
  CHECK(contains(run.out, "error:   mixed/deep: permission denied"));
  CHECK(contains(run.out, "1 passed"));
}

TEST_CASE("names of files are anything that a file system takes") {
  const Folder folder;
  const std::string open = cache("open", R"("enableNonSslPort": true)");
  for (const std::string& name :
       {std::string("caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac.json"), std::string("with blank.json"),
        std::string("-dash.json"), std::string("a,b.json"), std::string("quote'\".json"),
        std::string("[bracket].json"), std::string("back\\slash.json"),
        std::string("new\nline.json"), std::string("esc\x1b[31m.json"),
        std::string("bad\xff.json")}) {
    CAPTURE(name);
    folder.write(name, open);
    const Run named = folder.shell("cachewarden check ./" + shell_word(name) + rule);
    CHECK(named.code == 1);
    for (const Run& run : {named, folder.shell("cachewarden check ." + rule),
                           folder.shell("cachewarden check . --format json" + rule)}) {
      CHECK(run.code == 1);
      CHECK_FALSE(contains(run.out, "\x1b"));
      CHECK_FALSE(contains(run.out, "\xff"));
    }
    fs::remove(folder.path() / name);
    // The same where it is missing.
    const Run missing =
        folder.shell("cachewarden check ./" + shell_word(name) + " -o report" + rule);
    CHECK(missing.code == 2);
    CHECK_FALSE(contains(missing.err, "\x1b"));
    CHECK(std::count(missing.err.begin(), missing.err.end(), '\n') == 1);
  }
  folder.write("-dash.json", open);
  CHECK(folder.shell("cachewarden check" + rule + " -- -dash.json").code == 1);
}
