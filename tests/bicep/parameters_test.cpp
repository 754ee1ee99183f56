#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/files.hpp"

namespace {

using namespace cachewarden;
using bicep::Files;

/// The variables of the context, the assignments and the diagnostics.
std::string assigned(const Files& files, std::string_view path = "main.bicepparam",
                     bicep::LowerOptions options = {}) {
  options.source = bicep::options_with(files).source;
  templates::Unit unit;
  bicep::Project project(unit, std::move(options));
  const auto result = project.lower_parameters(path);
  if (!result)
    return result.error().text();
  REQUIRE(result->set.context != nullptr);
  std::string out = bicep::program_text(*result->set.context);
  for (const templates::Assignment& assignment : result->set.assignments)
    out += "\n" + assignment.name + (assignment.secret_reference ? " secret" : "") +
           " := " + templates::source_text(*assignment.value);
  if (!result->template_path.empty())
    out += "\nusing " + result->template_path;
  out += result->program != nullptr ? " (at hand)" : "";
  const std::string diagnostics = bicep::diagnostics_text(unit);
  return out + (diagnostics.empty() ? "" : "\n" + diagnostics);
}

}  // namespace

TEST_CASE("a parameters file gives values that may use each other, variables and imports") {
  const Files files = {
      {"env/main.bicepparam",
       "using '../main.bicep'\nimport { suffix } from '../shared.bicep'\nvar base = 'app'\n"
       "param name = '${base}-${suffix}'\nparam names = [ name, 'x' ]\n"},
      {"main.bicep", "param name string\nparam names array\n"},
      {"shared.bicep", "@export()\nvar suffix = 's'\n"}};
  CHECK(assigned(files, "env/main.bicepparam") ==
        "var base = 'app'\n"
        "var params.name = format('{0}-{1}', variables('base'), variables('_1.suffix'))\n"
        "var params.names = createArray(variables('params.name'), 'x')\n"
        "var _1.suffix = 's'\n"
        "name := variables('params.name')\n"
        "names := variables('params.names')\n"
        "using main.bicep (at hand)");
}

TEST_CASE("`using` may name nothing, a template or something that is not at hand") {
  CHECK(assigned({{"main.bicepparam", "using none\nparam a = 1\n"}}) ==
        "var params.a = 1\na := variables('params.a')");
  CHECK(
      assigned({{"main.bicepparam", "using 'no.bicep'\n"}}) ==
      "\nusing no.bicep\nmodule-content main.bicepparam:6 `no.bicep` cannot be read: no such file");
  CHECK(assigned({{"main.bicepparam", "using 'br/public:a:1'\n"}}) ==
        "\nmodule-content main.bicepparam:6 module `br/public:a:1` is not in the restore cache");
  const char* json =
      R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0", "resources": []})";
  CHECK(assigned({{"main.bicepparam", "using './t.json'\n"}, {"t.json", json}}) ==
        "\nusing t.json (at hand)");
}

TEST_CASE("a file that extends another one overrides its values") {
  const Files files = {{"main.bicepparam",
                        "using none\nextends 'base.bicepparam'\nparam a = '${base.a}!'\nparam c = "
                        "base.b\n"},
                       {"base.bicepparam", "using none\nvar x = 'v'\nparam a = x\nparam b = a\n"}};
  CHECK(assigned(files) ==
        "var _1.params.a = variables('_1.x')\n"
        "var _1.params.b = variables('_1.params.a')\n"
        "var params.a = format('{0}!', variables('_1.params.a'))\n"
        "var params.c = variables('_1.params.b')\n"
        "var _1.x = 'v'\n"
        "a := variables('params.a')\n"
        "b := variables('_1.params.b')\n"
        "c := variables('params.c')");
  CHECK(assigned({{"main.bicepparam", "extends 'main.bicepparam'\nparam a = 1\n"}}) ==
        "var params.a = 1\na := variables('params.a')");
  CHECK(assigned({{"main.bicepparam", "extends 'a.bicepparam'\nparam a = 1\n"},
                  {"a.bicepparam", "extends 'main.bicepparam'\nparam b = 1\n"}})
            .ends_with("a := variables('params.a')"));
}

TEST_CASE("secrets and values from outside are unknown unless they are given") {
  const Files files = {
      {"main.bicepparam",
       "param a = az.getSecret('s', 'g', 'v', 'n')\nparam b = readEnvironmentVariable('B')\nparam "
       "c = readEnvironmentVariable('C', 'default')\nparam d = sys.readEnvironmentVariable('D', "
       "'x')\nparam e = externalInput('sys.cli', 'x')\n"}};
  bicep::LowerOptions options;
  options.environment = {{"D", "given"}};
  CHECK(assigned(files, "main.bicepparam", options) ==
        "var params.a = getSecret()\n"
        "var params.b = readEnvironmentVariable('B')\n"
        "var params.c = 'default'\n"
        "var params.d = 'given'\n"
        "var params.e = externalInput()\n"
        "a secret := variables('params.a')\n"
        "b := variables('params.b')\n"
        "c := variables('params.c')\n"
        "d := variables('params.d')\n"
        "e := variables('params.e')");
}

TEST_CASE("broken assignments are left out and reported") {
  CHECK(assigned({{"main.bicepparam", "param a = \nparam b = 1\n"}}) ==
        "var params.b = 1\nb := variables('params.b')\nbicep-syntax main.bicepparam:11 expected an "
        "expression");
}
