#include <nlohmann/json.hpp>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

namespace {

const std::string estate = cli_test::source_path("examples/tunnel");

std::string group(std::string_view name, std::string_view rules) {
  return R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/)" +
         std::string(name) + R"(", "name": ")" + std::string(name) +
         R"(", "type": "Microsoft.Network/networkSecurityGroups", "properties": {"securityRules": [)" +
         std::string(rules) + "]}}";
}

std::string rule(std::string_view name, int priority, std::string_view source) {
  return R"({"name": ")" + std::string(name) + R"(", "properties": {"direction": "Inbound",
    "access": "Allow", "protocol": "Tcp", "priority": )" +
         std::to_string(priority) + R"(, "sourceAddressPrefix": ")" + std::string(source) +
         R"(", "sourcePortRange": "*", "destinationAddressPrefix": "*",
    "destinationPortRange": "6380"}})";
}

}  // namespace

TEST_CASE("reach tells the sources before and after a forced tunnel, and with effective rules") {
  const Folder folder;
  const auto ask = [&](const std::string& inputs) {
    const Run run = folder.shell("cachewarden reach " + inputs +
                                 " --to sessions --port 6380 --verify --format json");
    CHECK(run.code == 1);
    CHECK(run.err.empty());
    return json::parse(run.out)["caches"][0];
  };
  const std::string dir = shell_word(estate) + "/";
  const json before = ask(dir + "before");
  const json after = ask(dir + "after");
  const json seen = ask(dir + "after " + dir + "effective.json");
  const auto injected = [](const json& cache) {
    for (const json& way : cache["ways"]) {
      if (way["kind"] == "injected")
        return way["ports"][0];
    }
    return json();
  };
  CHECK(injected(before)["filters_allow"] == json({"10.20.0.0/16", "168.63.129.16/32"}));
  CHECK(injected(before)["filters_may_allow"].empty());
  CHECK(injected(before)["verified"] == true);
  CHECK(injected(after)["filters_allow"] == json({"10.20.0.0/16", "168.63.129.16/32"}));
  CHECK_FALSE(injected(after)["filters_may_allow"].empty());
  CHECK(injected(seen)["filters_allow"] == json({"0.0.0.0/0"}));
  CHECK(injected(seen)["filters_may_allow"].empty());
}

TEST_CASE("reach answers in text and as a picture, and refuses what it does not know") {
  const Folder folder;
  const std::string input = shell_word(estate + "/before");
  const Run text = folder.shell("cachewarden reach " + input + " --to sessions --from app");
  CHECK(text.code == 1);
  CHECK(contains(text.out, "6380/tcp  reached"));
  CHECK(contains(text.out, "AllowVnetInBound"));
  const Run graph = folder.shell("cachewarden reach " + input + " --graph mermaid");
  CHECK(contains(graph.out, "flowchart LR\n"));
  CHECK(contains(graph.out, "sessions"));
  const Run none = folder.shell("cachewarden reach " + input + " --from 203.0.113.7");
  CHECK(none.code == 0);
  for (const char* wrong : {"--to nobody", "--port x", "--from 10.0.0.0/99", "--format yaml",
                            "--graph dot", "--from Storage.Nowhere"}) {
    CAPTURE(wrong);
    CHECK(folder.shell("cachewarden reach " + input + " " + wrong).code == 2);
  }
}

TEST_CASE("nsg lint finds what does nothing, with the command that removes it") {
  const Folder folder;
  folder.write("g.json", group("g", rule("wide", 100, "10.0.0.0/8") + "," +
                                        rule("narrow", 200, "10.1.0.0/16")));
  const Run text = folder.shell("cachewarden nsg lint g.json --verify");
  CHECK(text.code == 1);
  CHECK(contains(text.out, "shadowed  inbound narrow"));
  CHECK(contains(text.out, "az network nsg rule delete --ids"));
  CHECK(contains(text.out, "verified"));
  CHECK(text.out.ends_with("\n1 group, 1 finding\n"));
  const Run report = folder.shell("cachewarden nsg lint g.json --format json");
  const json found = json::parse(report.out)["findings"];
  REQUIRE(found.size() == 1);
  CHECK(found[0]["kind"] == "shadowed");
  CHECK(found[0]["by"] == json({"wide"}));
  folder.write("fine.json", group("fine", rule("some", 100, "203.0.113.0/24")));
  const Run fine = folder.shell("cachewarden nsg lint fine.json");
  CHECK(fine.code == 0);
  CHECK(fine.out == "1 group, 0 findings\n");
  CHECK(
      folder.shell("cachewarden nsg lint g.json fine.json").out.ends_with("2 groups, 1 finding\n"));
  CHECK(folder.shell("cachewarden nsg lint g.json --group nobody").code == 2);
}

TEST_CASE("nsg diff tells equivalent groups from different ones, exactly") {
  const Folder folder;
  folder.write("a/g.json", group("g", rule("all", 100, "10.0.0.0/8")));
  folder.write("b/g.json", group("g", rule("low", 300, "10.0.0.0/9") + "," +
                                          rule("high", 310, "10.128.0.0/9")));
  folder.write("c/g.json", group("g", rule("low", 300, "10.0.0.0/9")));
  const Run same = folder.shell("cachewarden nsg diff a b --verify");
  CHECK(same.code == 0);
  CHECK(contains(same.out, "equivalent"));
  const Run other = folder.shell("cachewarden nsg diff a c --format json");
  CHECK(other.code == 1);
  const json pair = json::parse(other.out)["pairs"][0];
  CHECK(pair["equivalent"] == false);
  // The default rule may let the rest in: it depends on what the network is.
  const json first = pair["directions"][0]["only_first"];
  CHECK(first["surely"].size() + first["depending_on_tags"].size() >= 1);
  CHECK(pair["directions"][0]["only_second"]["surely"].empty());
  CHECK(folder.shell("cachewarden nsg diff a nowhere").code == 2);
}
