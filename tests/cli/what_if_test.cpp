#include <nlohmann/json.hpp>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

namespace {

std::string prediction(bool before, bool after) {
  const auto side = [](bool is_open) {
    return cache("c", std::string(R"("enableNonSslPort": )") + (is_open ? "true" : "false"));
  };
  return R"({"status": "Succeeded", "changes": [{"changeType": "Modify", "resourceId": )"
         R"("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/c", "before": )" +
         side(before) + R"(, "after": )" + side(after) + "}]}";
}

}  // namespace

TEST_CASE("with --what-if only what a change brings counts for the exit code") {
  const Folder folder;
  folder.write("worse.json", prediction(false, true));
  folder.write("better.json", prediction(true, false));
  folder.write("same.json", prediction(true, true));
  const std::string rule = " --rules redis-tls-only ";
  CHECK(folder.shell("cachewarden check --what-if worse.json" + rule).code == 1);
  CHECK(folder.shell("cachewarden check better.json --what-if" + rule).code == 0);
  CHECK(folder.shell("cachewarden check --what-if same.json" + rule).code == 0);
  CHECK(folder.shell("cachewarden check same.json" + rule).code == 1);
  CHECK(folder.shell("cachewarden check --what-if - <worse.json" + rule).code == 1);
  const Run run = folder.shell("cachewarden check --what-if better.json --format json" + rule);
  CHECK(json::parse(run.out)["summary"]["change"]["resolved"]["fail"] == 1);
  const Run views = folder.shell("cachewarden check --what-if worse.json --view psrule");
  CHECK(views.code == 2);
  CHECK(contains(views.err, "--what-if"));
}
