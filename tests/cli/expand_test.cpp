#include <nlohmann/json.hpp>

#include "run.hpp"

using namespace cli_test;  // NOLINT(google-build-using-namespace)
using nlohmann::json;

namespace {

constexpr const char* main_template = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {"name": {"type": "string"}, "open": {"type": "bool", "defaultValue": false},
                 "key": {"type": "securestring"}},
  "resources": [
    {"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": "[parameters('name')]",
     "location": "[resourceGroup().location]", "tags": {"key": "[parameters('key')]", "raw": "[[x]"},
     "properties": {"enableNonSslPort": "[parameters('open')]"}},
    {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "rules",
     "properties": {"mode": "Incremental", "templateLink": {"relativePath": "../shared/rules.json"},
                    "parameters": {"cache": {"value": "[parameters('name')]"}}}}]
})";

constexpr const char* linked_template = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", "parameters": {"cache": {"type": "string"}},
  "resources": [{"type": "Microsoft.Cache/redis/firewallRules", "apiVersion": "2024-11-01",
                 "name": "[concat(parameters('cache'), '/all')]",
                 "properties": {"startIP": "0.0.0.0", "endIP": "0.0.0.0"}}]
})";

/// A project with a template, a linked one beside its folder, and parameters files.
void write_project(const Folder& folder) {
  folder.write("project/infra/main.json", main_template);
  folder.write("project/shared/rules.json", linked_template);
  folder.write("project/infra/prod.json",
               R"({"parameters": {"name": {"value": "orders"}, "key": {"value": "CANARY"}}})");
  folder.write("scope.json", R"({"resourceGroup": "rg-orders", "location": "westeurope"})");
}

}  // namespace

TEST_CASE("expand prints the resources with what parameters files, --set and --scope say") {
  const Folder folder;
  write_project(folder);
  const Run run = folder.shell(
      "cachewarden expand project/infra/main.json --parameters project/infra/prod.json "
      "--set open=true --scope scope.json");
  CAPTURE(run.err);
  REQUIRE(run.code == 0);
  const json result = json::parse(run.out);
  const json& cache = result["predictedResources"][0];
  CHECK(cache["id"].get<std::string>().ends_with(
      "/resourceGroups/rg-orders/providers/Microsoft.Cache/redis/orders"));
  CHECK(cache["location"] == "westeurope");
  CHECK(cache["properties"]["enableNonSslPort"] == true);
  CHECK(cache["tags"]["raw"] == "[[x]");
  CHECK(cache["tags"]["key"] == "[parameters('key')]");
  CHECK(run.out.find("CANARY") == std::string::npos);
  CHECK(result["predictedResources"][1]["name"] == "orders/all");
  CHECK(result["diagnostics"].empty());
  CHECK(result["unknown"] ==
        json::parse(R"([{"pointer": "/predictedResources/0/tags/key", "kind": "parameter"}])"));
  CHECK(folder.shell("cachewarden expand - <project/infra/main.json").code == 0);
}

TEST_CASE("linked templates are read from the repository, the working folder or --root alone") {
  const Folder folder;
  write_project(folder);
  const auto is_known = [&](const std::string& line) {
    const Run run = folder.shell(line);
    CAPTURE(run.err);
    REQUIRE(run.code == 0);
    return json::parse(run.out)["predictedResources"].size() == 2 &&
           json::parse(run.out)["predictedResources"][1]["type"] ==
               "Microsoft.Cache/redis/firewallRules";
  };
  CHECK(is_known("cachewarden expand project/infra/main.json"));
  CHECK_FALSE(is_known("cd project/infra; cachewarden expand main.json"));
  CHECK(is_known("cd project/infra; cachewarden expand main.json --root .."));
  CHECK(is_known("cd project/infra; mkdir ../.git; cachewarden expand main.json; rmdir ../.git"));
  CHECK(is_known("mkdir project/.git; cd /; cachewarden expand " +
                 shell_word((folder.path() / "project/infra/main.json").string()) + "; rmdir " +
                 shell_word((folder.path() / "project/.git").string())));
  // a link that leads out of the folder
  const Run hidden = folder.shell(
      "mv project/shared/rules.json .; ln -s ../../rules.json project/shared/rules.json; "
      "cachewarden expand project/infra/main.json --root project");
  REQUIRE(hidden.code == 0);
  CHECK(hidden.out.find("outside of the folder") != std::string::npos);
  CHECK(hidden.out.find("0.0.0.0") == std::string::npos);
}

TEST_CASE("check deploys templates with the same words") {
  const Folder folder;
  write_project(folder);
  const std::string rule = " --rules redis-tls-only --format json";
  const auto statuses = [&](const std::string& more) {
    const Run run =
        folder.shell("cachewarden check project/infra/main.json" + rule + " --show all" + more);
    CAPTURE(run.err);
    const json report = json::parse(run.out);
    json list = json::array();
    for (const json& finding : report["findings"])
      list.push_back({finding["status"], finding["resource"]["name"]});
    return list;
  };
  CHECK(statuses(" --set name=orders --set open=true") == json::parse(R"([["fail", "orders"]])"));
  CHECK(statuses(" --parameters project/infra/prod.json") ==
        json::parse(R"([["pass", "orders"]])"));
}

TEST_CASE(
    "modules come from the folder where Bicep keeps them, loaded files from the project alone") {
  const Folder folder;
  folder.write("p/.git/HEAD", "");
  folder.write("p/data/b.json", "{}");
  folder.write("p/data/a.txt", "a");
  folder.write("outside.txt", "secret");
  fs::create_symlink("../../outside.txt", folder.path() / "p/data/link.txt");
  fs::create_symlink("..", folder.path() / "p/up");
  folder.write("p/main.bicep",
               "module m 'br/public:a/b:1.0.0' = {}\n"
               "output files array = loadDirectoryFileInfo('data', '*.*')\n"
               "output text string = loadTextContent('data/a.txt')\n"
               "output linked string = loadTextContent('data/link.txt')\n"
               "output above array = loadDirectoryFileInfo('up')\n");
  folder.write(
      "home/.bicep/br/mcr.microsoft.com/bicep$a$b/1.0.0$/main.json",
      R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
"resources": [{"type": "A.B/c", "apiVersion": "2020-01-01", "name": "kept"}]})");
  const json without = json::parse(folder.shell("cachewarden expand p/main.bicep").out);
  CHECK(without["predictedResources"][0]["type"] == "Microsoft.Resources/deployments");
  const json with = json::parse(folder.shell("cachewarden expand p/main.bicep", "HOME=home").out);
  CHECK(with["predictedResources"][0]["name"] == "kept");
  const json& outputs = with["outputs"];
  CHECK(outputs["files"]["value"][0]["relativePath"] == "data/a.txt");
  CHECK(outputs["files"]["value"][1]["baseName"] == "b.json");
  CHECK(outputs["text"]["value"] == "a");
  CHECK(outputs["linked"]["value"] == "[loadTextContent()]");
  CHECK(outputs["above"]["value"] == "[loadDirectoryFileInfo()]");
  CHECK(with["diagnostics"].size() == 2);
}

TEST_CASE("expand exits with 2 for what it cannot read") {
  const Folder folder;
  write_project(folder);
  folder.write("other.json", R"({"a": 1})");
  folder.write("broken.json", R"({"a": )");
  folder.write("wrong-scope.json", R"({"group": "x"})");
  for (const char* words :
       {"missing.json", "other.json", "broken.json", "project", "scope.json main.json",
        "project/infra/main.json --parameters missing.json",
        "project/infra/main.json --parameters broken.json", "project/infra/main.json --set name",
        "project/infra/main.json --scope wrong-scope.json",
        "project/infra/main.json --root missing"}) {
    CAPTURE(words);
    const Run run = folder.shell(std::string("cachewarden expand ") + words);
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    CHECK(run.err.starts_with("cachewarden: "));
  }
}
