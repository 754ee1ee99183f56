#include <nlohmann/json.hpp>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

TEST_CASE("commands in reports do what they say, whatever the names in the input") {
  // `az` prints its words, each on a line; anything else that runs would leave a trace.
  const Folder folder;
  const std::string bad = source_path("tests/data/bad/");
  std::size_t tried = 0;
  for (const char* input : {"hostile", "ids", "encoding"}) {
    CAPTURE(input);
    const Run run =
        folder.shell("cachewarden check --format json --show all " + shell_word(bad + input));
    const json report = json::parse(run.out);
    for (const json& finding : report["findings"]) {
      std::vector<std::string> commands{finding["remediation"]["cli"]};
      for (const json& missing : finding["missing"])
        commands.push_back(missing["collect"]);
      const std::string id = finding["resource"]["id"];
      for (const std::string& command : commands) {
        if (command.empty())
          continue;
        CAPTURE(command);
        const Folder empty;
        const Run words = empty.shell("az() { printf '%s\\n' \"$@\"; }; " + command);
        CHECK(words.code == 0);
        CHECK(words.err.empty());
        CHECK(std::distance(fs::directory_iterator(empty.path()), {}) == 2);  // .out and .err
        if (contains(command, " --ids ") && contains(words.out, "\n" + id + "\n"))
          ++tried;
      }
    }
  }
  CHECK(tried > 20);
}
