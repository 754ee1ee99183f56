#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/files.hpp"
#include "bicep/yaml.hpp"

namespace {

using namespace cachewarden;
using bicep::Files;
using bicep::part_of;

struct Row {
  std::string_view source;
  std::string_view value;
};

const Files files = {
    {"a/t.txt", "one\r\ntwo\n"},
    {"a/bom.txt", "\xEF\xBB\xBFtext"},
    {"a/wide.txt", std::string("\xFF\xFEt\0", 4)},
    {"a/wide-big.txt", std::string("\0t\xD8\x3D\xDE\x00!", 7)},
    {"a/latin.txt", "caf\xE9"},
    {"a/d/", "y.json\nx.json\nz\n"},
    {"a/d/x.json", "{\"a\": [7]}"},
    {"a/wide.json", std::string("\0{\0}", 4)},
    {"a/b.bin", std::string("\0\1\2\xff\xfe", 5)},
    {"a/j.json",
     R"({ // comment
       "a": {"b": [1, {"c": "[x]"}], "d e": null}, "f": 1.5, "g": true})"},
    {"a/bad.json", "{"},
    {"a/y.yaml", "a:\n- 1\n- b: x\n"},
};

std::string value(std::string_view source) {
  Files all = files;
  all["a/main.bicep"] =
      "var dir = '.'\nvar name = '${dir}/t.txt'\nparam p string\nvar x = " + std::string(source) +
      "\n";
  const std::string text = bicep::lowered(all, "a/main.bicep");
  const std::string error = part_of(text, "bicep-", "");
  return error.starts_with("no line") ? part_of(text, "var x", " = ") : error;
}

std::string yaml(std::string_view source) {
  templates::Unit unit;
  const auto document = unit.add_document("y.yaml", std::string(source));
  const auto result = bicep::read_yaml(unit, document);
  return result ? templates::source_text(**result) : "error " + result.error().text();
}

}  // namespace

TEST_CASE("text, bytes and JSON are loaded when lowering") {
  constexpr Row rows[] = {
      {"loadTextContent('t.txt')", "'one\r"},
      {"loadTextContent('./../a/bom.txt')", "'text'"},
      {"loadTextContent('bom.txt', 'utf-8')", "'text'"},
      {"loadTextContent(any('bom.txt'))",
       "bicep-file a/main.bicep:63 the path of "
       "`loadTextContent()` is no constant"},
      {"loadTextContent(p)",
       "bicep-file a/main.bicep:63 the path of `loadTextContent()` is no constant"},
      {"loadTextContent('none')",
       "bicep-file a/main.bicep:63 `a/none` cannot be read: no such file"},
      {"loadTextContent('../../x')",
       "bicep-file a/main.bicep:63 `../../x` is not inside of the project's folder"},
      {"loadTextContent('wide.txt')", "'t'"},
      {"loadTextContent('wide-big.txt', 'utf-16BE')", "'t\xF0\x9F\x98\x80\xEF\xBF\xBD'"},
      {"loadTextContent('latin.txt', 'iso-8859-1')", "'caf\xC3\xA9'"},
      {"loadTextContent('latin.txt', 'us-ascii')", "'caf\xEF\xBF\xBD'"},
      {"loadTextContent('latin.txt')", "'caf\xEF\xBF\xBD'"},
      {"loadJsonContent('wide.json', '$', 'utf-16BE')", "createObject()"},
      {"loadTextContent('t.txt', 'ebcdic')",
       "bicep-file a/main.bicep:63 the encoding of `a/t.txt` is not known"},
      {"nameof({ a: 1 }.a)", "'a'"},
      {"nameof({ a: 1 }['a'])", "'a'"},
      {"length(loadTextContent(name))", "length('one\r"},
      {"loadFileAsBase64('b.bin')", "'AAEC//4='"},
      {"loadFileAsBase64('bom.txt')", "'77u/dGV4dA=='"},
      {"loadJsonContent('j.json')",
       "createObject('a', createObject('b', createArray(1, createObject('c', '[x]')), 'd e', "
       "null()), 'f', json('1.5'), 'g', true())"},
      {"loadJsonContent('j.json').g",
       "createObject('a', createObject('b', createArray(1, "
       "createObject('c', '[x]')), 'd e', null()), 'f', "
       "json('1.5'), 'g', true()).g"},
      {"loadJsonContent('j.json', '$.a.b[1].c')", "'[x]'"},
      {"loadJsonContent('j.json', 'a.b[0]')", "1"},
      {"loadJsonContent('j.json', '$[\\'a\\'][\\'d e\\']')", "null()"},
      {"loadJsonContent('j.json', '$.none')",
       "bicep-file a/main.bicep:63 `a/j.json` has nothing at `$.none`"},
      {"loadJsonContent('j.json', '$..c')",
       "bicep-file a/main.bicep:63 the path inside of `a/j.json` is not supported"},
      {"loadYamlContent('y.yaml')", "createObject('a', createArray(1, createObject('b', 'x')))"},
      {"loadYamlContent('y.yaml', '$.a[1].b')", "'x'"},
      {"loadDirectoryFileInfo('.')",
       "bicep-file a/main.bicep:63 `a/` cannot be read: no such file"},
      {"loadDirectoryFileInfo('../../x')",
       "bicep-file a/main.bicep:63 `../../x` is not inside of the project's folder"},
      {"loadDirectoryFileInfo('./d//', 'x*')",
       "createArray(createObject('relativePath', 'd/x.json', 'baseName', 'x.json', 'extension', "
       "'.json'))"},
      {"map(loadDirectoryFileInfo('d'), f => f.baseName)",
       "map(createArray(createObject('relativePath', 'd/x.json', 'baseName', 'x.json', "
       "'extension', '.json'), createObject('relativePath', 'd/y.json', 'baseName', 'y.json', "
       "'extension', '.json'), createObject('relativePath', 'd/z', 'baseName', 'z', 'extension', "
       "'')), lambda('f', lambdaVariables('f').baseName))"},
      {"length(loadDirectoryFileInfo('d', '?.j*n*'))",
       "length(createArray(createObject('relativePath', 'd/x.json', 'baseName', 'x.json', "
       "'extension', '.json'), createObject('relativePath', 'd/y.json', 'baseName', 'y.json', "
       "'extension', '.json')))"},
      {"loadJsonContent(loadDirectoryFileInfo('d')[0].relativePath).a",
       "createObject('a', createArray(7)).a"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(value(row.source) == row.value);
  }
  CHECK(value("loadJsonContent('bad.json')")
            .starts_with("bicep-file a/main.bicep:63 `a/bad.json` is no JSON: "));
}

TEST_CASE("YAML: scalars") {
  constexpr Row rows[] = {
      {"", "null()"},
      {"# comment only\n", "null()"},
      {"a", "'a'"},
      {"a b  c # d", "'a b  c'"},
      {"'it''s'", "'it''s'"},
      {"\"a\\tb\\\"\"", "'a\tb\"'"},
      {"12", "12"},
      {"-3", "-3"},
      {"1.5", "json('1.5')"},
      {"1.2.3", "'1.2.3'"},
      {"'12'", "'12'"},
      {"true", "true()"},
      {"null", "null()"},
      {"~", "null()"},
      {"---\na\n...\nb", "'a'"},
      {"a#b", "'a#b'"},
      {"http://x", "'http://x'"},
      {"a\nb", "'a b'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(yaml(row.source) == row.value);
  }
}

TEST_CASE("YAML: mappings, sequences and blocks") {
  constexpr Row rows[] = {
      {"a: 1\nb: x y\n", "createObject('a', 1, 'b', 'x y')"},
      {"a:\n  b: 1\n  c:\n    d: 2\ne: 3",
       "createObject('a', createObject('b', 1, 'c', "
       "createObject('d', 2)), 'e', 3)"},
      {"- a\n- 1\n-\n  b: 2\n- c: 3\n  d: 4\n- - 5\n  - 6\n",
       "createArray('a', 1, createObject('b', 2), createObject('c', 3, 'd', 4), createArray(5, "
       "6))"},
      {"a:\n- 1\n- 2\nb:\n  - 3\n", "createObject('a', createArray(1, 2), 'b', createArray(3))"},
      {"a:\nb: 1", "createObject('a', null(), 'b', 1)"},
      {"'a b': 1\n\"c\": 2", "createObject('a b', 1, 'c', 2)"},
      {"a: [1, x, 'y, z', {b: 2}]",
       "createObject('a', createArray(1, 'x', 'y, z', "
       "createObject('b', 2)))"},
      {"a: {b: 1, c: [ ], d: }\n",
       "createObject('a', createObject('b', 1, 'c', createArray(), 'd', "
       "null()))"},
      {"a: [\n  1,\n  2 # c\n]\nb: 3", "createObject('a', createArray(1, 2), 'b', 3)"},
      {"a: |\n  x\n    y\n\n  z\nb: 1", "createObject('a', 'x\n  y\n\nz\n', 'b', 1)"},
      {"a: |-\n  x\n  y\n", "createObject('a', 'x\ny')"},
      {"a: >\n  x\n  y\n\n  z\n", "createObject('a', 'x y\nz\n')"},
      {"a: x # y\n# z\n\n  \nb: 'c # d'", "createObject('a', 'x', 'b', 'c # d')"},
      {"a: b: c", "createObject('a', 'b: c')"},
      {"- |\n  x\n- y", "createArray('x\n', 'y')"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(yaml(row.source) == row.value);
  }
}

TEST_CASE("YAML: anchors, aliases and tags") {
  constexpr Row rows[] = {
      {"a: &x 1\nb: *x", "createObject('a', 1, 'b', 1)"},
      {"a: &x\n  b: 1\nc: *x",
       "createObject('a', createObject('b', 1), 'c', createObject('b', 1))"},
      {"a: &x [1, &y {b: 2}]\nc: [*y, *x]",
       "createObject('a', createArray(1, createObject('b', 2)), 'c', createArray(createObject('b', "
       "2), createArray(1, createObject('b', 2))))"},
      {"- &x\n  a: 1\n- *x\n- &y z # c\n- *y",
       "createArray(createObject('a', 1), createObject('a', "
       "1), 'z', 'z')"},
      {"- &x a: 1\n- *x", "createArray(createObject('a', 1), 'a')"},
      {"--- &x\na: 1\n", "createObject('a', 1)"},
      {"a: &x 1\nb: &x 2\nc: *x", "createObject('a', 1, 'b', 2, 'c', 2)"},
      {"a: &x |\n  t\nb: *x", "createObject('a', 't\n', 'b', 't\n')"},
      {"a: &x\nb: *x", "createObject('a', null(), 'b', null())"},
      {"a: !!str 1\nb: !!int '2'\nc: !!float 3.5\nd: !!bool \"true\"\ne: !!null ''",
       "createObject('a', '1', 'b', 2, 'c', json('3.5'), 'd', true(), 'e', null())"},
      {"a: !!str\nb: [!!str , !!str true]", "createObject('a', '', 'b', createArray('', 'true'))"},
      {"!!map\na: !!seq\n- &x !!str 1\n- *x", "createObject('a', createArray('1', '1'))"},
      {"--- !!str 5", "'5'"},
      {"--- {a: 1}", "createObject('a', 1)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(yaml(row.source) == row.value);
  }
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j)
      laughs += (j == 0 ? "" : ", ") + last;
    laughs += "]\n";
  }
  CHECK(yaml(laughs).ends_with("aliases repeat too much"));
}

TEST_CASE("YAML: what is not known is an error with a line") {
  constexpr Row rows[] = {
      {"a: *x", "error 1: nothing before it has the name of the alias"},
      {"a: &x\n  b: *x", "error 2: nothing before it has the name of the alias"},
      {"a: &x 1\nb: !!str *x", "error 2: an alias cannot have a tag"},
      {"a: &x 1\nb: *x y", "error 2: unexpected text"},
      {"a: & 1", "error 1: an anchor has no name"},
      {"a: !mine 1", "error 1: the tag `!mine` is not supported"},
      {"a: [!!binary x]", "error 1: the tag `!!binary` is not supported"},
      {"a: !!int x", "error 1: the value does not fit its tag"},
      {"a: !!bool 1", "error 1: the value does not fit its tag"},
      {"a: !!map [1]", "error 1: the value does not fit its tag"},
      {"a: !!seq\n  b: 1", "error 2: the value does not fit its tag"},
      {"a: &x k\n*x : 1", "error 2: this form of key is not supported"},
      {"a: &x k\nb: {*x : 1}", "error 2: this form of key is not supported"},
      {"? a\n: b", "error 2: unexpected text"},
      {"<<: a", "error 1: this form of key is not supported"},
      {"a: [1", "error 1: expected `,`"},
      {"a: 'x", "error 1: value is not closed"},
      {"a: 1\n   b: 2", "error 2: indentation does not fit"},
      {"a: [1] x", "error 1: unexpected text"},
      {"a: [1 2: x", "error 1: expected `,`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    CHECK(yaml(row.source) == row.value);
  }
  std::string deep;
  for (int i = 0; i < 1000; ++i)
    deep += "[";
  CHECK(yaml("a: " + deep) == "error 1: nested too deeply");
  deep.clear();
  for (int i = 0; i < 1000; ++i)
    deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(yaml(deep).ends_with("nested too deeply"));
}
