#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/files.hpp"

namespace {

using namespace cachewarden;

struct Row {
  std::string_view source;
  std::string_view type;
};

constexpr std::string_view declarations = R"(
type plain = string
@secure()
type secret = string
type level = 'low' | 'high'
type levels = level | 'none' | null
type cat = { kind: 'cat', lives: int }
type dog = { kind: 'dog', @secure() name: string }
type pet = cat | dog
type tree = { left: tree?, items: [ int, { a: bool } ], *: level[] }
type list = tree[]
)";

std::string type_of(std::string_view source) {
  const std::string text = bicep::lowered(
      {{"main.bicep", std::string(declarations) + "param p " + std::string(source) + "\n"}});
  return bicep::part_of(text, "param p", "param p ");
}

}  // namespace

TEST_CASE("types of parameters") {
  constexpr Row rows[] = {
      {"string", "string"},
      {"int", "int"},
      {"bool", "bool"},
      {"object", "object"},
      {"array", "array"},
      {"sys.string", "string"},
      {"string?", "string?"},
      {"string[]", "array<string>"},
      {"string[][]?", "array<array<string>>?"},
      {"(string?)[]", "array<string?>"},
      {"plain", "#/definitions/plain"},
      {"plain?", "#/definitions/plain?"},
      {"level", "#/definitions/level"},
      {"'a'", "string of createArray('a')"},
      {"'a' | 'b'", "string of createArray('a', 'b')"},
      {"1 | -2", "int of createArray(1, -2)"},
      {"true", "bool of createArray(true())"},
      {"'a' | 'b'?", "string of createArray('a', 'b')?"},
      {"'a' | null", "string of createArray('a')?"},
      {"level | 'none'", "string of createArray('low', 'high', 'none')"},
      {"levels | 'more'", "string of createArray('low', 'high', 'none', 'more')?"},
      {"('a' | 'b')[]", "array<string of createArray('a', 'b')>"},
      {"'a' | 1", "any"},
      {"{ a: string, b: int? }", "object{a:string,b:int?}"},
      {"{ *: int }", "object{*:int}"},
      {"[ string, int ]", "array<string,int>"},
      {"cat | dog",
       "object by kind(cat:object{kind:string of createArray('cat'),lives:int},dog:object{kind:"
       "string of createArray('dog'),name:string secure})"},
      {"tree.left", "#/definitions/tree?"},
      {"tree.left!.items", "array<int,object{a:bool}>"},
      {"tree.items[0]", "int"},
      {"tree.items[1].a", "bool"},
      {"tree.*", "array<#/definitions/level>"},
      {"list[*].items[0]", "int"},
      {"dog.name", "string secure"},
      {"resourceInput<'Ns.A/b@1'>", "object"},
      {"resourceInput<'Ns.A/b@1'>.name", "string"},
      {"resourceOutput<'Ns.A/b@1'>.properties?", "object?"},
      {"resourceInput<'Ns.A/b@1'>.zones", "array"},
      {"resourceInput<'Ns.A/b@1'>.properties.a", "any"},
      {"resource 'Ns.A/b@1'", "string"},
      {"nothing", "any"},
      {"plain.nothing", "any"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(type_of(row.source) == row.type);
  }
}

TEST_CASE("decorators say more of a type") {
  constexpr Row rows[] = {
      {"@secure()\nparam p string", "string secure"},
      {"@sys.secure()\nparam p object?", "object? secure"},
      {"@minLength(1)\n@maxLength(3)\nparam p string", "string minLength 1 maxLength 3"},
      {"@minValue(-1)\n@maxValue(3)\nparam p int", "int minValue -1 maxValue 3"},
      {"@allowed([ 'a', 'b' ])\nparam p string", "string of createArray('a', 'b')"},
      {"@allowed([\n  1\n  2\n])\nparam p int", "int of createArray(1, 2)"},
      {"@description('x')\nparam p string", "string"},
      {"@sealed()\nparam p { a: string }", "object{a:string} sealed"},
      {"param p = 1", "any"},
      {"@secure()\nparam p = 1", "any secure"},
      {"@discriminator('k')\nparam p { k: 'a', n: 'x' } | { k: 'b', n: 'x' }",
       "object by k(a:object{k:string of createArray('a'),n:string of createArray('x')},b:object{k:"
       "string of createArray('b'),n:string of createArray('x')})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    const std::string text = bicep::lowered({{"main.bicep", std::string(row.source) + "\n"}});
    CHECK(bicep::part_of(text, "param p", "param p ", " default=") == row.type);
  }
}

TEST_CASE("outputs have types too") {
  const std::string text = bicep::lowered(
      {{"main.bicep", "@secure()\noutput a string = 'x'\noutput b ('y' | 'z')[] = [ 'y' ]\n"}});
  CHECK(bicep::part_of(text, "output a", "output ") == "a string secure = 'x'");
  CHECK(bicep::part_of(text, "output b", "output ") ==
        "b array<string of createArray('y', 'z')> = createArray('y')");
}

TEST_CASE("types that lead into themselves end") {
  const char* sources[] = {
      "type a = a\nparam p a\n",
      "type a = b\ntype b = a\nparam p a | 'x'\n",
      "type a = { x: a.x }\nparam p a\n",
      "type a = { x: { y: a.x, z: a.x } }\nparam p a\n",
      "type a = a[*]\nparam p a\n",
      "import * as me from 'main.bicep'\ntype a = { x: me.a.x?, y: a[*].y | 'z' }\nparam p a\n",
      "type a = (a | a)[]\ntype b = a[*] | b\nparam p b\n",
  };
  for (const char* source : sources) {
    CAPTURE(source);
    CHECK(bicep::lowered({{"main.bicep", source}}).starts_with("param p "));
  }
}
