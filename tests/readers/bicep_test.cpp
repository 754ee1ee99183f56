#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/model/redis_cache.hpp"
#include "cachewarden/readers/reader.hpp"

namespace {

using namespace cachewarden;

struct Document {
  std::string name;
  std::string text;
  bool is_named = false;
};

Inventory read_all(const std::vector<Document>& documents, const ReadOptions& options = {}) {
  Reader reader(options);
  for (const Document& each : documents)
    reader.add({.name = each.name,
                .text = std::make_shared<const std::string>(each.text),
                .is_named = each.is_named});
  return reader.finish();
}

/// Names of the planned caches.
std::vector<std::string> caches(const Inventory& inventory) {
  std::vector<std::string> result;
  for (const Resource& resource : inventory.resources()) {
    if (resource.type == type_number<RedisCache> && resource.intent == Intent::planned)
      result.emplace_back(resource.name());
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::string form_of(const Inventory& inventory, std::string_view name) {
  for (const InputDocument& document : inventory.documents()) {
    if (document.name == name && document.origins == nullptr)
      return document.form;
  }
  return "no such document";
}

/// Code and place of the diagnostics, each once.
std::string codes(const Inventory& inventory) {
  std::set<std::string> all;
  for (const Diagnostic& each : inventory.diagnostics())
    all.insert(each.code + " " + each.document + ":" + std::to_string(each.line));
  std::string result;
  for (const std::string& each : all)
    result += (result.empty() ? "" : "; ") + each;
  return result;
}

const std::string cache_file =
    "param name string\n"
    "resource cache 'Microsoft.Cache/redis@2023-08-01' = {\n"
    "  name: name\n"
    "  location: 'westeurope'\n"
    "}\n";

std::string main_file(const std::string& module, const std::string& name) {
  return "module m '" + module + "' = {\n  name: 'm'\n  params: { name: '" + name + "' }\n}\n";
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Bicep is recognised by what it begins with, or by its name") {
  struct Row {
    std::string name;
    std::string text;
    std::string form;
  };
  const Row rows[] = {
      {"a", "param x string\n", "bicep"},
      {"-",
       "// a comment\n/* and\nanother */\n#disable-next-line x\n@description('x')\nvar y = 1\n",
       "bicep"},
      {"a.txt", "\xEF\xBB\xBFtargetScope = 'subscription'\n", "bicep"},
      {"-", "using none\n", "bicepparam"},
      {"-", "// values\nusing 'main.bicep'\nparam x = 1\n", "bicepparam"},
      {"-", "extends 'base.bicepparam'\n", "bicepparam"},
      {"x.bicep", "", "bicep"},
      {"x.BICEP", "// nothing but a comment", "bicep"},
      {"x.bicepparam", "", "bicepparam"},
      {"x.bicep", "???", "bicep"},
      {"x.json", "{}", ""},
      {"x.json", "parameters", ""},
      {"main.tf", "resource \"azurerm_redis_cache\" \"x\" {\n}\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    CHECK(form_of(read_all({{row.name, row.text}}), row.name) == row.form);
  }
}

TEST_CASE("a Bicep file is read with the modules that were read beside it") {
  const Inventory inventory =
      read_all({{"infra/modules/cache.bicep", cache_file},
                {"infra/main.bicep",
                 "module m 'modules/cache.bicep' = [for i in range(0, 2): {\n"
                 "  name: 'm${i}'\n  params: { name: 'redis-${i}' }\n}]\n"}});
  CHECK(caches(inventory) == Names{"redis-0", "redis-1"});
  CHECK(inventory.diagnostics().empty());
}

TEST_CASE("modules come from the source, which knows paths by the names of documents") {
  ReadOptions options;
  std::vector<std::string> asked;
  options.deployment.source = [&](std::string_view path) -> Result<std::string> {
    asked.emplace_back(path);
    if (path == "modules/cache.bicep")
      return cache_file;
    return Error{ErrorCode::io, "no"};
  };
  const Inventory inventory =
      read_all({{"infra/main.bicep", main_file("../modules/cache.bicep", "a")}}, options);
  CHECK(caches(inventory) == Names{"a"});
  CHECK(asked == Names{"modules/cache.bicep"});
  CHECK(caches(read_all({{"main.bicep", main_file("../outside.bicep", "a")}}, options)).empty());
  CHECK(asked.size() == 1);
}

TEST_CASE("what others use is judged as a part of them only") {
  const std::vector<Document> all = {
      {"cache.bicep", cache_file},
      {"a.bicep", main_file("cache.bicep", "a")},
      {"b.bicep", main_file("./cache.bicep", "b"), true},
      {"types.bicep", "@export()\ntype t = string\n"},
      {"c.bicep", "import { t } from 'types.bicep'\n" + cache_file.substr(cache_file.find('\n'))}};
  CHECK(caches(read_all({all[0], all[1], all[2]})) == Names{"a", "b"});
  CHECK(caches(read_all({all[2], all[0], all[1]})) == Names{"a", "b"});
  CHECK(caches(read_all({all[0]})).size() == 1);
}

TEST_CASE("files that use each other in a circle are read once") {
  const Inventory inventory = read_all({{"a.bicep", main_file("b.bicep", "x") + cache_file},
                                        {"b.bicep", main_file("a.bicep", "y")}});
  CHECK(caches(inventory).size() == 1);
  CHECK(codes(inventory) == "module-content b.bicep:1; parameter-undeclared a.bicep:3");
}

TEST_CASE("a parameters file brings the template that it names") {
  const std::string values = "using 'main.bicep'\nparam name = 'prod'\n";
  const Document main = {"main.bicep", cache_file};
  CHECK(caches(read_all({main, {"main.bicepparam", values}})) == Names{"prod"});
  CHECK(caches(read_all({main,
                         {"prod.bicepparam", values},
                         {"dev.bicepparam", "using 'main.bicep'\nparam name = 'dev'\n"}})) ==
        Names{"dev", "prod"});
  const Inventory alone = read_all({{"x.bicepparam", values, true}});
  CHECK(caches(alone).empty());
  CHECK(codes(alone) == "template x.bicepparam:0");
  CHECK(alone.has_errors());
}

TEST_CASE("parameters in JSON and handed over go to Bicep too") {
  const std::string json =
      R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
          "contentVersion": "1.0.0.0", "parameters": {"name": {"value": "json"}}})";
  CHECK(caches(read_all({{"main.bicep", cache_file}, {"main.parameters.json", json}})) ==
        Names{"json"});
  ReadOptions options;
  options.deployment.parameters = {
      {"x.bicepparam", std::make_shared<const std::string>("using none\nparam name = 'bicep'\n")}};
  CHECK(caches(read_all({{"main.bicep", cache_file}}, options)) == Names{"bicep"});
  options.deployment.overrides = {{"name", "set"}};
  CHECK(caches(read_all({{"main.bicep", cache_file}}, options)) == Names{"set"});
}

TEST_CASE("a template found beside the Bicep file it was compiled from is not judged again") {
  const auto compiled = [](std::string_view tool) {
    return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
               "contentVersion": "1.0.0.0", "metadata": {"_generator": {"name": ")" +
           std::string(tool) + R"("}}, "resources": [{"type": "Microsoft.Cache/redis",
               "apiVersion": "2023-08-01", "name": "json"}]})";
  };
  const Document main = {"x/main.bicep",
                         "resource c 'Microsoft.Cache/redis@2023-08-01' = {\n"
                         "  name: 'bicep'\n}\n"};
  for (const char* name : {"x/main.json", "x/azuredeploy.json"}) {
    CAPTURE(name);
    const Inventory inventory = read_all({main, {name, compiled("bicep")}});
    CHECK(caches(inventory) == Names{"bicep"});
    CHECK(codes(inventory) == "compiled " + std::string(name) + ":0");
    CHECK(caches(read_all({main, {name, compiled("other")}})) == Names{"bicep", "json"});
    CHECK(caches(read_all({main, {name, compiled("bicep"), true}})) == Names{"bicep", "json"});
  }
  CHECK(caches(read_all({main, {"y/main.json", compiled("bicep")}})) == Names{"bicep", "json"});
}

TEST_CASE("a broken statement costs itself, and what was asked for by name is an error") {
  const std::string text = cache_file + "resource broken 'x' = {\n  name: ((\n}\n";
  for (const bool is_named : {true, false}) {
    CAPTURE(is_named);
    const Inventory inventory = read_all({{"main.bicep", text, is_named}});
    CHECK(caches(inventory).size() == 1);
    CHECK(inventory.has_errors() == is_named);
    CHECK(codes(inventory) == "bicep-syntax main.bicep:8");
  }
}

TEST_CASE("what a shared file says is said once, however many templates use it") {
  const std::string root = "module m 'shared.bicep' = { name: 'n' }\n";
  const Inventory inventory =
      read_all({{"a.bicep", root}, {"b.bicep", root}, {"shared.bicep", "var v = \n"}});
  const auto count = std::count_if(
      inventory.diagnostics().begin(), inventory.diagnostics().end(),
      [](const Diagnostic& diagnostic) { return diagnostic.document == "shared.bicep"; });
  CHECK(count == 1);
}

TEST_CASE("a file in UTF-16 is read") {
  std::string wide = "\xFF\xFE";
  for (const char c : main_file("m.bicep", "x") +
                          std::string("resource c 'Microsoft.Cache/redis@2023-08-01' = {\n  "
                                      "name: 'c'\n}\n"))
    wide.append({c, '\0'});
  CHECK(caches(read_all({{"main.bicep", wide}})) == Names{"c"});
}

TEST_CASE("a module whose content is not at hand is reported once, children are unknown then") {
  const Inventory inventory = read_all(
      {{"main.bicep", main_file("br/public:avm/res/cache/redis:0.1.0", "x") +
                          "resource c 'Microsoft.Cache/redis@2023-08-01' = {\n  name: 'c'\n}\n"}});
  CHECK(caches(inventory) == Names{"c"});
  CHECK(codes(inventory) == "module-content main.bicep:1");
}

TEST_CASE("a resource on its own is named by what its names would be given") {
  const Inventory inventory = read_all({{"part.bicep",
                                         "resource cache 'Microsoft.Cache/redis@2023-04-01' = {\n  "
                                         "name: name\n  location: location\n"
                                         "  properties: {\n    enableNonSslPort: port\n  }\n}\n"}});
  CHECK(caches(inventory) == std::vector<std::string>{"[parameters('name')]"});
  CHECK(codes(inventory) ==
        "bicep-name part.bicep:2; bicep-name part.bicep:3; bicep-name part.bicep:5");
}
