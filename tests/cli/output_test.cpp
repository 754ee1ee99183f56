#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)

namespace {

const std::string rule = " --rules redis-tls-only";

}  // namespace

TEST_CASE("a report goes to the file that is named") {
  const Folder folder;
  write_estate(folder);
  for (const char* format : {"text", "json", "ndjson"}) {
    CAPTURE(format);
    const std::string line = "cachewarden check open.json --format " + std::string(format) + rule;
    const Run shown = folder.shell(line);
    const Run written = folder.shell(line + " --output report");
    CHECK(written.code == shown.code);
    CHECK(written.out.empty());
    CHECK(written.err.empty());
    CHECK(folder.text("report") == shown.out);
  }
  CHECK(folder.shell("cachewarden rules -o list").code == 0);
  CHECK(folder.text("list") == folder.shell("cachewarden rules").out);
  CHECK(folder.shell("cachewarden explain redis-tls-only -o text").code == 0);
  CHECK(folder.text("text") == folder.shell("cachewarden explain redis-tls-only").out);
}

TEST_CASE("trouble with the output is told and ends with 2") {
  const Folder folder;
  write_estate(folder);
  struct {
    std::string line, err;
  } const table[] = {
      {"cachewarden check open.json --output no/such/folder/report" + rule,
       "no/such/folder/report: cannot be written: No such file or directory"},
      {"cachewarden check open.json --output mixed" + rule, "mixed: cannot be written: "},
      {"cachewarden check open.json --output /dev/full" + rule,
       "/dev/full: cannot be written: No space left on device"},
      {"cachewarden check open.json --format json >/dev/full" + rule,
       "standard output: cannot be written: No space left on device"},
      {"cachewarden rules --output /dev/full", "/dev/full: cannot be written"},
      {"cachewarden explain redis-tls-only >/dev/full", "standard output: cannot be written"},
      {"cachewarden check open.json >&-" + rule, "standard output: cannot be written"},
  };
  for (const auto& row : table) {
    CAPTURE(row.line);
    const Run run = folder.shell(row.line);
    CAPTURE(run.err);
    CHECK(run.code == 2);
    CHECK(contains(run.err, row.err));
  }
}

TEST_CASE("an input is never overwritten") {
  const Folder folder;
  write_estate(folder);
  const std::string before = folder.text("open.json");
  for (const char* output : {"open.json", "./mixed/../open.json", "link.json"}) {
    CAPTURE(output);
    std::error_code ignored;
    fs::create_symlink("open.json", folder.path() / "link.json", ignored);
    const Run run = folder.shell("cachewarden check open.json --output " + std::string(output));
    CHECK(run.code == 2);
    CHECK(contains(run.err, "is an input and would be overwritten"));
    CHECK(folder.text("open.json") == before);
  }
  CHECK(folder.shell("cachewarden check mixed -o mixed/deep/er/open.json").code == 2);
  // A report beside the inputs is ignored the next time.
  CHECK(folder.shell("cachewarden check mixed -o mixed/report.json --format json" + rule).code ==
        1);
  const Run again = folder.shell("cachewarden check mixed" + rule);
  CHECK(again.code == 1);
  CHECK(contains(again.out, "ignored: mixed/report.json"));
}

TEST_CASE("errors in the input are told where the report does not show them") {
  const Folder folder;
  write_estate(folder);
  const Run json = folder.shell("cachewarden check open.json broken.json --format json" + rule);
  CHECK(json.code == 2);
  CHECK(contains(json.err, "cachewarden: broken.json:1:"));
  const Run file = folder.shell("cachewarden check open.json broken.json -o report" + rule);
  CHECK(contains(file.err, "cachewarden: broken.json:1:"));
  const Run text = folder.shell("cachewarden check open.json broken.json" + rule);
  CHECK(contains(text.out, "error:   broken.json:1:"));
  CHECK(contains(text.err, "cachewarden: broken.json:1:"));
  // On a terminal the report itself is seen.
  if (folder.shell("command -v script").code != 0)
    return;
  const Run seen =
      folder.shell("export -f cachewarden; script -qec 'cachewarden check broken.json' /dev/null",
                   "TERM=dumb SHELL=/bin/bash");
  CHECK(contains(seen.out, "error:   broken.json:1:"));
  CHECK_FALSE(contains(seen.out, "cachewarden: broken.json"));
}

TEST_CASE("that nobody reads any more is no trouble") {
  const Folder folder;
  std::string many;
  for (int i = 0; i < 3000; ++i)
    many += cache("c" + std::to_string(i), R"("enableNonSslPort": true)");
  folder.write("many.ndjson", many);
  for (const char* format : {"text", "json", "ndjson"}) {
    CAPTURE(format);
    const Run run = folder.shell("cachewarden check many.ndjson --format " + std::string(format) +
                                 rule + " | head -n 1; exit ${PIPESTATUS[0]}");
    CHECK(run.code == 1);
    CHECK(run.err.empty());
  }
  CHECK(folder.shell("cachewarden rules | true; exit ${PIPESTATUS[0]}").code == 0);
}

TEST_CASE("colours are for terminals, and people decide") {
  const Folder folder;
  write_estate(folder);
  const std::string line = "cachewarden check open.json" + rule;
  // `script` runs a command with a terminal in front of it.
  const auto on_terminal = [&](const std::string& environment, const std::string& more = "") {
    return folder
        .shell("export -f cachewarden; script -qec " + shell_word(line + more) + " /dev/null",
               "TERM=xterm SHELL=/bin/bash " + environment)
        .out;
  };
  const bool has_script = folder.shell("command -v script").code == 0;
  struct {
    const char* environment;
    bool in_pipe, on_terminal;
  } const table[] = {{"", false, true},
                     {"NO_COLOR=1", false, false},
                     {"NO_COLOR=", false, true},
                     {"TERM=dumb", false, false},
                     {"CLICOLOR_FORCE=1", true, true},
                     {"CLICOLOR_FORCE=0", false, true},
                     {"CLICOLOR_FORCE=1 NO_COLOR=1", false, false}};
  for (const auto& row : table) {
    CAPTURE(row.environment);
    CHECK(contains(folder.shell(line, row.environment).out, "\x1b[") == row.in_pipe);
    CHECK_FALSE(contains(folder.shell(line + " --format json", row.environment).out, "\x1b["));
    if (has_script) {
      CHECK(contains(on_terminal(row.environment), "\x1b[31mFAIL") == row.on_terminal);
      CHECK_FALSE(contains(on_terminal(row.environment, " --format json"), "\x1b["));
    }
    CHECK(folder.shell(line + " -o report", row.environment).code == 1);
    CHECK_FALSE(contains(folder.text("report"), "\x1b["));
  }
}
