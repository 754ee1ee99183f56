#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/files.hpp"

namespace {

using namespace cachewarden;
using bicep::Files;
using bicep::lowered;
using bicep::part_of;

constexpr std::string_view shared = R"(
var hidden = 'h'
@export()
var shown = { a: hidden, b: again }
import { again } from 'more/other.bicep'
@export()
func greet(who string) string => '${prefix()}${who}${hidden}'
func prefix() string => 'hello '
@export()
type thing = { size: size?, *: inner[] }
@minValue(1)
type size = int
type inner = 'x' | 'y'
)";

constexpr std::string_view other = R"(
@export()
var again = 'a'
)";

Files files_with(std::string_view main) {
  return {{"main.bicep", std::string(main)},
          {"shared.bicep", std::string(shared)},
          {"more/other.bicep", std::string(other)}};
}

constexpr std::string_view template_text = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "languageVersion": "2.0",
  "contentVersion": "1.0.0.0",
  "definitions": {
    "thing": {"type": "object", "properties": {"size": {"$ref": "#/definitions/size"}}},
    "size": {"type": "int", "minValue": 1}
  },
  "functions": [{"namespace": "__bicep", "members": {
    "greet": {"parameters": [{"type": "string", "name": "who"}],
      "output": {"type": "string", "value": "[format('{0}{1}', __bicep.prefix(), parameters('who'))]"}},
    "prefix": {"parameters": [], "output": {"type": "string", "value": "[variables('hidden')]"}}
  }}],
  "variables": {"hidden": "h", "shown": {"a": "[variables('hidden')]"}},
  "resources": {}
})";

}  // namespace

TEST_CASE("imported names bring what they use with them") {
  const std::string text = lowered(files_with(
      "import { shown, greet as hi } from 'shared.bicep'\nvar x = shown.a\nvar y = hi('z')\n"));
  CHECK(text ==
        "var x = variables('_1.shown').a\n"
        "var y = _1.greet('z')\n"
        "var _1.hidden = 'h'\n"
        "var _1.shown = createObject('a', variables('_1.hidden'), 'b', variables('_2.again'))\n"
        "var _2.again = 'a'\n"
        "func _1.greet(who string) string = format('{0}{1}{2}', _1.prefix(), parameters('who'), "
        "variables('_1.hidden'))\n"
        "func _1.prefix() string = 'hello '");
}

TEST_CASE("a whole file is imported under a name") {
  const std::string text = lowered(
      files_with("import * as s from './shared.bicep'\nvar x = s.shown.a\nvar y = s.greet('z')\n"
                 "param p s.thing\n"));
  CHECK(part_of(text, "var x", " = ") == "variables('_1.shown').a");
  CHECK(part_of(text, "var y", " = ") == "_1.greet('z')");
  CHECK(part_of(text, "param p", "param p ") ==
        "object{size:#/definitions/_1.size?,*:array<#/definitions/_1.inner>}");
  CHECK(part_of(text, "type _1.size", " = ") == "int minValue 1");
}

TEST_CASE("imported types are definitions of the program") {
  const std::string text =
      lowered(files_with("import { thing as T } from 'shared.bicep'\nparam p T\nparam q T.size\n"));
  CHECK(part_of(text, "param p", "param p ") == "#/definitions/_1.thing");
  CHECK(part_of(text, "param q", "param q ") == "#/definitions/_1.size?");
  CHECK(part_of(text, "type _1.thing", " = ") ==
        "object{size:#/definitions/_1.size?,*:array<#/definitions/_1.inner>}");
  CHECK(part_of(text, "type _1.inner", " = ") == "string of createArray('x', 'y')");
}

TEST_CASE("a compiled template can be imported from") {
  const Files files = {
      {"main.bicep",
       "import { shown, greet, thing } from 'lib/t.json'\nimport * as t from 'lib/t.json'\n"
       "var x = shown\nvar y = greet('z')\nvar z = t.shown\nparam p thing\nparam q t.thing.size\n"},
      {"lib/t.json", std::string(template_text)}};
  CHECK(lowered(files) ==
        "param p #/definitions/_1.thing\n"
        "param q #/definitions/_1.size\n"
        "var _1.hidden = 'h'\n"
        "var _1.shown = createObject('a', variables('_1.hidden'))\n"
        "var x = variables('_1.shown')\n"
        "var y = _1.greet('z')\n"
        "var z = variables('_1.shown')\n"
        "func _1.prefix() string = variables('_1.hidden')\n"
        "func _1.greet(who string) string = format('{0}{1}', _1.prefix(), parameters('who'))\n"
        "type _1.size = int minValue 1\n"
        "type _1.thing = object{size:#/definitions/_1.size}");
}

TEST_CASE("an import that is not at hand makes its names unknown and is reported once") {
  const std::string text = lowered(
      {{"main.bicep",
        "import { a, f } from 'none.bicep'\nimport * as n from '../out.bicep'\nvar x = a\nvar y = "
        "f(1)\nvar z = n.b\nparam p a\nparam q n.c\n"}});
  CHECK(text ==
        "param p any\n"
        "param q any\n"
        "var x = a\n"
        "var y = f()\n"
        "var z = b\n"
        "bicep-import main.bicep:21 `none.bicep` cannot be read: no such file\n"
        "bicep-import main.bicep:53 `../out.bicep` is not inside of the project's folder");
}

TEST_CASE("names that a file does not have are reported") {
  const std::string text =
      lowered(files_with("import { nothing } from 'shared.bicep'\nvar x = nothing\n"));
  CHECK(part_of(text, "bicep-import", "bicep-import ") ==
        "main.bicep:47 no variable `nothing` to import");
}

TEST_CASE("files that import each other end") {
  const Files files = {
      {"main.bicep", "import { a } from 'b.bicep'\n@export()\nvar m = a\nvar x = m\n"},
      {"b.bicep", "import { m } from 'main.bicep'\n@export()\nvar a = m\n"}};
  const std::string text = lowered(files);
  CHECK(part_of(text, "var m", " = ") == "variables('_1.a')");
  CHECK(part_of(text, "var _1.a", " = ") == "variables('m')");
  const Files alias = {{"main.bicep", "import { a } from 'b.bicep'\nvar x = a\n"},
                       {"b.bicep", "import { a } from 'c.bicep'\n"},
                       {"c.bicep", "import { a } from 'b.bicep'\n"}};
  CHECK(part_of(lowered(alias), "var x", " = ") == "a");
}

TEST_CASE("user-defined functions see their parameters before other names") {
  const std::string text = lowered(
      {{"main.bicep",
        "var a = 1\nfunc f(a string, b int?) object => { a: a, b: [for a in [ b ]: a], c: map([ 1 "
        "], b => b), d: v }\nvar v = 2\noutput o object = f('x', a)\n"}});
  CHECK(part_of(text, "func", "func ") ==
        "__bicep.f(a string, b int?) object = createObject('a', parameters('a'), 'b', "
        "copy(length(createArray(parameters('b'))), "
        "createArray(parameters('b'))[copyIndex('for1')]), 'c', map(createArray(1), lambda('b', "
        "lambdaVariables('b'))), 'd', variables('v'))");
  CHECK(part_of(text, "output", " = ") == "__bicep.f('x', variables('a'))");
}
