#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/files.hpp"

namespace {

using namespace cachewarden;
using bicep::Files;
using bicep::lowered;
using bicep::part_of;

constexpr std::string_view empty_template =
    R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "resources": [],
        "outputs": {"s": {"type": "securestring", "value": "x"}, "o": {"type": "int", "value": 1}}})";

std::string module_line(const Files& files, bicep::LowerOptions options = {}) {
  const std::string text = lowered(files, "main.bicep", std::move(options));
  return part_of(text, "resource m", "createObject('mode', 'Incremental'))");
}

Files main_with(std::string_view path, Files files = {}) {
  files["main.bicep"] = "module m '" + std::string(path) + "' = { name: 'n' }\n";
  return files;
}

}  // namespace

TEST_CASE("modules are found relative to the file that names them") {
  CHECK(module_line(main_with("a/b.bicep", {{"a/b.bicep", ""}})) == " module");
  CHECK(module_line(main_with("./a/../b.bicep", {{"b.bicep", ""}})) == " module");
  CHECK(module_line(main_with("b.json", {{"b.json", std::string(empty_template)}})) == " module");

  templates::Unit unit;
  const Files files = {{"x/main.bicep", "module m '../y/b.bicep' = { name: 'n' }\n"},
                       {"y/b.bicep", "module m 'c.bicep' = { name: 'n' }\n"},
                       {"y/c.bicep", "var c = 1\n"}};
  bicep::Project project(unit, bicep::options_with(files));
  const auto program = project.lower("x/main.bicep");
  REQUIRE(program);
  const auto* inner = (*program)->resources.at(0).module->program;
  REQUIRE(inner != nullptr);
  const auto* innermost = inner->resources.at(0).module->program;
  REQUIRE(innermost != nullptr);
  CHECK(innermost->variables.at(0).name == "c");
  CHECK(project.used_files() == std::vector<std::string>{"y/b.bicep", "y/c.bicep"});
}

TEST_CASE("a module is lowered once, however often it is used") {
  const Files files = {
      {"main.bicep", "module a 'm.bicep' = { name: 'a' }\nmodule b 'm.bicep' = { name: 'b' }\n"},
      {"m.bicep", ""}};
  templates::Unit unit;
  bicep::Project project(unit, bicep::options_with(files));
  const auto program = project.lower("main.bicep");
  REQUIRE(program);
  CHECK((*program)->resources.at(0).module->program == (*program)->resources.at(1).module->program);
  CHECK(unit.documents().size() == 2);
}

TEST_CASE("modules that are not at hand are gaps with a reason") {
  struct Row {
    std::string_view path;
    std::string_view gap;
  };
  constexpr Row rows[] = {
      {"none.bicep", "`none.bicep` cannot be read: no such file"},
      {"../out.bicep", "`../out.bicep` is not inside of the project's folder"},
      {"/etc/out.bicep", "`/etc/out.bicep` is not inside of the project's folder"},
      {"main.bicep", "`main.bicep` uses itself as a module"},
      {"broken.json", "broken.json:1:1: expected a value"},
      {"br/public:avm/res/cache/redis:1.0.0",
       "module `br/public:avm/res/cache/redis:1.0.0` is not in the restore cache"},
      {"br:host/path", "module reference `br:host/path` has no version"},
      {"br/none:path:1",
       "module reference `br/none:path:1` names an alias that is not in `bicepconfig.json`"},
      {"ts:sub/rg/name:1", "module `ts:sub/rg/name:1` is not in the restore cache"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const std::string line = module_line(main_with(row.path, {{"broken.json", "?"}}));
    CHECK(line.starts_with(" gap("));
    if (row.path != "broken.json")
      CHECK(line == " gap(" + std::string(row.gap) + ")");
  }
  CHECK(module_line(main_with("m.bicep"),
                    {.source = [](std::string_view path) -> Result<std::string> {
                      if (path == "main.bicep")
                        return std::string("module m 'm.bicep' = { name: 'n' }\n");
                      return Error{ErrorCode::io, "not today"};
                    }}) == " gap(`m.bicep` cannot be read: not today)");
}

TEST_CASE("modules in a circle and deep chains end") {
  const Files circle = {{"main.bicep", "module m 'a.bicep' = { name: 'n' }\n"},
                        {"a.bicep", "module m 'b.bicep' = { name: 'n' }\n"},
                        {"b.bicep", "module m 'a.bicep' = { name: 'n' }\n"}};
  const std::string text = lowered(circle);
  CHECK(part_of(text, "module-content", "module-content ") ==
        "b.bicep:7 what the deployment creates is not known: `a.bicep` uses itself as a module");
  Files chain;
  for (int i = 0; i < 200; ++i)
    chain["m" + std::to_string(i) + ".bicep"] =
        "module m 'm" + std::to_string(i + 1) + ".bicep' = { name: 'n' }\n";
  CHECK(part_of(lowered(chain, "m0.bicep"), "module-content", "module-content ") ==
        "m63.bicep:7 what the deployment creates is not known: modules are nested too deeply");
}

TEST_CASE("registry modules and template specs come from the restore cache") {
  const std::string text(empty_template);
  bicep::LowerOptions options;
  const Files files = {
      {"main.bicep",
       "module a 'br/public:avm/res/cache/redis:1.2.3' = { name: 'a' }\n"
       "module b 'br:Host.azurecr.io:443/x/y:v1' = { name: 'b' }\n"
       "module c 'br:host/x@sha256:abc' = { name: 'c' }\n"
       "module d 'ts:Sub/Rg/Name:1.0' = { name: 'd' }\n"
       "output o string = a.outputs.s\n"},
      {"cache/br/mcr.microsoft.com/bicep$avm$res$cache$redis/1.2.3$/main.json", text},
      {"cache/br/host.azurecr.io$443/x$y/v1$/main.json", text},
      {"cache/br/host/x/sha256#abc/main.json", text},
      {"cache/ts/sub/rg/name/1.0/main.json", text}};
  options.source = bicep::options_with(files).source;
  options.module_cache = "cache";
  const std::string program = lowered(files, "main.bicep", options);
  for (const char* name : {"resource a", "resource b", "resource c", "resource d"}) {
    CAPTURE(name);
    CHECK(part_of(program, name, "Incremental'))") == " module");
  }
  CHECK(part_of(program, "output", " = ") == "listOutputsWithSecureValues('a', '2022-09-01').s");
  CHECK(part_of(program, "module-content", "").starts_with("no line"));
}

TEST_CASE("the nearest bicepconfig.json names aliases and the cache") {
  const std::string text(empty_template);
  const Files files = {
      {"bicepconfig.json",
       R"({"cacheRootDirectory": "./restored", "moduleAliases": {"br": {"own": {"registry": "r.io"}}}})"},
      {"a/bicepconfig.json",
       R"({ // nearer
          "cacheRootDirectory": "cache",
          "moduleAliases": {"br": {"own": {"registry": "other.io", "modulePath": "p/q"}},
                            "ts": {"specs": {"subscription": "S", "resourceGroup": "G"}}}})"},
      {"main.bicep", "module m 'br/own:x:1' = { name: 'n' }\n"},
      {"a/b/main.bicep", "module m 'br/own:x:1' = { name: 'n' }\n"},
      {"a/c/d/main.bicep", "module m 'ts/specs:x:1' = { name: 'n' }\n"},
      {"restored/br/r.io/x/1$/main.json", text},
      {"a/cache/br/other.io/p$q$x/1$/main.json", text},
      {"a/cache/ts/s/g/x/1/main.json", text}};
  for (const char* path : {"main.bicep", "a/b/main.bicep", "a/c/d/main.bicep"}) {
    CAPTURE(path);
    const std::string program = lowered(files, path);
    CHECK(part_of(program, "resource m", "Incremental'))") == " module");
  }
  const std::string broken =
      lowered({{"bicepconfig.json", "{"}, {"main.bicep", "module m 'br/own:x:1' = {}\n"}});
  CHECK(part_of(broken, "bicep-config", "")
            .starts_with("bicep-config -:0 `bicepconfig.json` cannot be read: "));
}

TEST_CASE("a document of the unit can be lowered without a source") {
  templates::Unit unit;
  bicep::Project project(unit, {});
  const auto document = unit.add_document("x.bicep", std::string("module m 'a.bicep' = {}\n"));
  const auto program = project.lower(document);
  REQUIRE(program);
  CHECK((*program)->resources.at(0).module->gap == "`a.bicep` is not at hand");
  CHECK_FALSE(project.lower(templates::DocumentId{7}));
  CHECK_FALSE(project.lower("x2.bicep"));
}

TEST_CASE("every declaration knows its place") {
  templates::Unit unit;
  bicep::Project project(unit, {});
  const std::string source =
      "@secure()\nparam p string\nvar v = 1\nresource r 'Ns.A/b@1' = {\n  name: 'x'\n}\noutput o "
      "int = v\n";
  const auto document = unit.add_document("x.bicep", source);
  const auto program = project.lower(document);
  REQUIRE(program);
  const auto at = [&](templates::Origin origin) {
    return source.substr(origin.offset, 1) + std::to_string(origin.document);
  };
  CHECK(at((*program)->parameters.at(0).origin) == "p0");
  CHECK(at((*program)->variables.at(0).origin) == "v0");
  CHECK(at((*program)->resources.at(0).origin) == "r0");
  CHECK(source.substr((*program)->resources.at(0).name->origin.offset, 3) == "'x'");
  CHECK(at((*program)->outputs.at(0).origin) == "o0");
}

TEST_CASE("limits of a project end in diagnostics") {
  Files files = {{"main.bicep", "var a = [ 1, 2, 3, 4, 5, 6, 7, 8 ]\nvar b = 1\n"}};
  bicep::LowerOptions options = bicep::options_with(files);
  options.max_nodes = 4;
  CHECK(part_of(lowered(files, "main.bicep", options), "bicep-limit", "") ==
        "bicep-limit main.bicep:19 the files make too many expressions");
  options = bicep::options_with(files);
  options.max_files = 1;
  files["main.bicep"] = "module m 'a.bicep' = {}\n";
  files["a.bicep"] = "";
  CHECK(part_of(lowered(files, "main.bicep", options), "module-content", "") ==
        "module-content main.bicep:7 what the deployment creates is not known: too many files");
  options = bicep::options_with(files);
  options.max_loaded_bytes = 3;
  files["main.bicep"] = "var a = loadTextContent('t.txt')\n";
  files["t.txt"] = "text";
  CHECK(part_of(lowered(files, "main.bicep", options), "bicep-file", "") ==
        "bicep-file main.bicep:8 `t.txt` is too big");
}

TEST_CASE("names declared twice are reported and the first one counts") {
  const std::string text =
      lowered({{"main.bicep", "var a = 1\nparam a string\noutput o int = a\n"}});
  CHECK(part_of(text, "output", " = ") == "variables('a')");
  CHECK(part_of(text, "bicep-name", "") ==
        "bicep-name main.bicep:16 `a` is declared more than once");
}
