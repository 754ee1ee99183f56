#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/files.hpp"

namespace {

using namespace cachewarden;
using bicep::Files;

struct Row {
  std::string_view source;
  std::string_view lowered;
};

constexpr std::string_view declarations = R"(
param p string
param o object
var v = 1
func f(a string) string => a
resource r 'Ns.A/b@2020-01-01' = {
  name: 'r1'
}
resource c 'Ns.A/b@2020-01-01' = if (v == 1) {
  name: 'c1'
}
resource l 'Ns.A/b@2020-01-01' = [for (n, i) in [ 'x', 'y' ]: {
  name: '${n}${i}'
}]
module m 'm.bicep' = {
  name: 'm1'
}
module mc 'm.bicep' = if (v == 1) {
  name: 'm2'
}
module ml 'm.bicep' = [for n in [ 'x' ]: {
  name: n
}]
)";

const Files modules = {{"m.bicep",
                        "output o string = 'x'\n"
                        "@secure()\noutput s string = 'y'\n"
                        "output t t = 'z'\n"
                        "@secure()\ntype t = string\n"}};

/// What `source` becomes as the value of a variable.
std::string value(std::string_view source) {
  Files files = modules;
  files["main.bicep"] = std::string(declarations) + "\nvar x = " + std::string(source) + "\n";
  const std::string text = bicep::lowered(files);
  const std::string diagnostics = bicep::part_of(text, "bicep-", "");
  if (!diagnostics.starts_with("no line"))
    return diagnostics;
  return bicep::part_of(text, "var x = ", "var x = ");
}

void check(const Row& row) {
  CAPTURE(row.source);
  CHECK(value(row.source) == row.lowered);
}

}  // namespace

TEST_CASE("literals, operators and functions become calls") {
  constexpr Row rows[] = {
      {"1", "1"},
      {"-1", "-1"},
      {"true", "true()"},
      {"null", "null()"},
      {"'it\\'s'", "'it''s'"},
      {"p", "parameters('p')"},
      {"v", "variables('v')"},
      {"'a${p}{b}${v}'", "format('a{0}{{b}}{1}', parameters('p'), variables('v'))"},
      {"[ 1, p ]", "createArray(1, parameters('p'))"},
      {"{ a: 1, '${p}': 2 }", "createObject('a', 1, format('{0}', parameters('p')), 2)"},
      {"[ 1, ...o.a, 2 ]",
       "flatten(createArray(createArray(1), parameters('o').a, createArray(2)))"},
      {"[ ...o.a ]", "flatten(createArray(parameters('o').a))"},
      {"{ ...o, a: 1 }", "shallowMerge(createArray(parameters('o'), createObject('a', 1)))"},
      {"{ a: 1, ...o, b: 2 }",
       "shallowMerge(createArray(createObject('a', 1), parameters('o'), createObject('b', 2)))"},
      {"-v", "sub(0, variables('v'))"},
      {"!o.a", "not(parameters('o').a)"},
      {"v + 1 - 2 * 3 / 4 % 5", "sub(add(variables('v'), 1), mod(div(mul(2, 3), 4), 5))"},
      {"v < 1 || v <= 2 && v > 3",
       "or(less(variables('v'), 1), and(lessOrEquals(variables('v'), 2), "
       "greater(variables('v'), 3)))"},
      {"v >= 1", "greaterOrEquals(variables('v'), 1)"},
      {"p == 'a'", "equals(parameters('p'), 'a')"},
      {"p != 'a'", "not(equals(parameters('p'), 'a'))"},
      {"p =~ 'a'", "equals(toLower(parameters('p')), toLower('a'))"},
      {"p !~ 'a'", "not(equals(toLower(parameters('p')), toLower('a')))"},
      {"o.a ?? 'b'", "coalesce(parameters('o').a, 'b')"},
      {"v == 1 ? 'a' : 'b'", "if(equals(variables('v'), 1), 'a', 'b')"},
      {"(p)", "parameters('p')"},
      {"toLower(p)", "toLower(parameters('p'))"},
      {"sys.toLower(az.resourceGroup().name)", "toLower(resourceGroup().name)"},
      {"f('a')", "__bicep.f('a')"},
      {"any(p)", "parameters('p')"},
      {"nameof(o.a.b)", "'b'"},
      {"nameof(p)", "'p'"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("access, safe access and what follows it") {
  constexpr Row rows[] = {
      {"o.a.b", "parameters('o').a.b"},
      {"o['a']", "parameters('o')['a']"},
      {"o.a[0]", "parameters('o').a[0]"},
      {"o.?a", "tryGet(parameters('o'), 'a')"},
      {"o.?a.b", "tryGet(parameters('o'), 'a', 'b')"},
      {"o.?a.?b", "tryGet(tryGet(parameters('o'), 'a'), 'b')"},
      {"o.?a.b[0].c", "tryGet(parameters('o'), 'a', 'b', 0, 'c')"},
      {"(o.?a).b", "tryGet(parameters('o'), 'a').b"},
      {"o.?a!.b", "tryGet(parameters('o'), 'a').b"},
      {"o[?'a']", "tryGet(parameters('o'), 'a')"},
      {"o.a[?0].b", "tryGet(parameters('o').a, 0, 'b')"},
      {"o.a[^1]", "indexFromEnd(parameters('o').a, 1)"},
      {"o.a[?^1]", "tryIndexFromEnd(parameters('o').a, 1)"},
      {"o.a[?^1].b", "tryIndexFromEnd(parameters('o').a, 1, 'b')"},
      {"o.?a[^2]", "tryGet(parameters('o'), 'a', createObject('value', 2, 'fromEnd', true()))"},
      {"o!.a", "parameters('o').a"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("loops and lambdas") {
  constexpr Row rows[] = {
      {"[for a in o.a: a]",
       "copy(length(parameters('o').a), parameters('o').a[copyIndex('for1')])"},
      {"[for (a, i) in o.a: { k: a, n: i }]",
       "copy(length(parameters('o').a), createObject('k', parameters('o').a[copyIndex('for1')], "
       "'n', copyIndex('for1')))"},
      {"[for a in o.a: [for b in a.b: '${a}${b}']]",
       "copy(length(parameters('o').a), copy(length(parameters('o').a[copyIndex('for1')].b), "
       "format('{0}{1}', parameters('o').a[copyIndex('for1')], "
       "parameters('o').a[copyIndex('for1')].b[copyIndex('for2')])))"},
      {"map(o.a, a => a.b)", "map(parameters('o').a, lambda('a', lambdaVariables('a').b))"},
      {"map(o.a, (a, i) => i)", "map(parameters('o').a, lambda('a', 'i', lambdaVariables('i')))"},
      {"map(o.a, v => v)", "map(parameters('o').a, lambda('v', lambdaVariables('v')))"},
      {"map(l, r => r.name)",
       "map(references('l', 'full'), lambda('r', lambdaVariables('r').name))"},
      {"map(ml, r => r.outputs.o)",
       "map(references('ml'), lambda('r', lambdaVariables('r').outputs.o.value))"},
      {"map(filter(ml, r => true), r => r.outputs.o)",
       "map(filter(references('ml'), lambda('r', true())), "
       "lambda('r', lambdaVariables('r').outputs.o.value))"},
      {"[for r in l: r.id]",
       "copy(length(references('l', 'full')), resourceId('Ns.A/b', format('{0}{1}', "
       "createArray('x', 'y')[copyIndex('for1')], copyIndex('for1'))))"},
      {"[for r in ml: r.outputs.o]",
       "copy(length(references('ml')), reference(format('ml[{0}]', "
       "copyIndex('for1'))).outputs.o.value)"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("symbols of resources and modules") {
  constexpr Row rows[] = {
      {"r.id", "resourceId('Ns.A/b', 'r1')"},
      {"r.name", "'r1'"},
      {"r.type", "'Ns.A/b'"},
      {"r.apiVersion", "'2020-01-01'"},
      {"r.properties", "reference('r')"},
      {"r.properties.a.b", "reference('r').a.b"},
      {"r.location", "reference('r', '2020-01-01', 'full').location"},
      {"r['id']", "resourceId('Ns.A/b', 'r1')"},
      {"r.?location", "tryGet(reference('r', '2020-01-01', 'full'), 'location')"},
      {"r", "reference('r', '2020-01-01', 'full')"},
      {"c.?properties.a.b",
       "tryGet(if(equals(variables('v'), 1), reference('c'), null()), 'a', 'b')"},
      {"c.?id", "if(equals(variables('v'), 1), resourceId('Ns.A/b', 'c1'), null())"},
      {"c.properties.a", "reference('c').a"},
      {"l[0].id", "resourceId('Ns.A/b', format('{0}{1}', createArray('x', 'y')[0], 0))"},
      {"l[v].properties.a", "reference(format('l[{0}]', variables('v'))).a"},
      {"l", "references('l', 'full')"},
      {"length(l)", "length(references('l', 'full'))"},
      {"m.name", "'m1'"},
      {"m.outputs.o", "reference('m').outputs.o.value"},
      {"m.outputs['o']", "reference('m').outputs.o.value"},
      {"m.outputs", "reference('m').outputs"},
      {"m.outputs.?o", "tryGet(reference('m').outputs, 'o', 'value')"},
      {"m.outputs.o.a", "reference('m').outputs.o.value.a"},
      {"m.outputs.s", "listOutputsWithSecureValues('m', '2022-09-01').s"},
      {"m.outputs.t", "listOutputsWithSecureValues('m', '2022-09-01').t"},
      {"mc.?outputs.o",
       "tryGet(if(equals(variables('v'), 1), reference('mc').outputs, null()), 'o', 'value')"},
      {"mc!.outputs.o", "reference('mc').outputs.o.value"},
      {"ml[1].outputs.o", "reference(format('ml[{0}]', 1)).outputs.o.value"},
      {"r.listKeys()", "listKeys(resourceId('Ns.A/b', 'r1'), '2020-01-01')"},
      {"r.listKeys('2021-01-01').a", "listKeys(resourceId('Ns.A/b', 'r1'), '2021-01-01').a"},
      {"r.listSas('2021-01-01', { a: 1 })",
       "listSas(resourceId('Ns.A/b', 'r1'), '2021-01-01', createObject('a', 1))"},
      {"l[0].listKeys()",
       "listKeys(resourceId('Ns.A/b', format('{0}{1}', createArray('x', 'y')[0], 0)), "
       "'2020-01-01')"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("names that mean nothing are reported where they stand") {
  const std::size_t at = declarations.size() + 9;
  const std::string place = " main.bicep:" + std::to_string(at) + " ";
  CHECK(value("q") == "bicep-name" + place + "`q` is not declared");
  CHECK(value("f") == "bicep-name" + place + "`f` is no value");
  CHECK(value("r::q") == "bicep-name" + place + "no nested resource `q`");
  CHECK(value("p.q()") == "bicep-name" + place + "no function `q` of this value");
  CHECK(value("r.q()") == "bicep-name" + place + "no function `q` of a resource");
}

TEST_CASE("a variable may be another name for a resource") {
  const Files files = {{"main.bicep",
                        "resource r 'Ns.A/b@1' existing = { name: 'r1' }\n"
                        "var a = r\nvar b = a\noutput id string = b.id\n"}};
  CHECK(bicep::part_of(bicep::lowered(files), "output", " = ") == "resourceId('Ns.A/b', 'r1')");
}

TEST_CASE(
    "variables that go in a circle are left to the evaluator, names are not followed forever") {
  const Files files = {{"main.bicep",
                        "var a = b\nvar b = a\noutput o string = a.id\n"
                        "resource r 'Ns.A/b@1' = { name: s.name }\n"
                        "resource s 'Ns.A/b@1' = { name: r.name }\n"
                        "resource t 'Ns.A/b/c@1' = { parent: t, name: 'x' }\n"}};
  const std::string text = bicep::lowered(files);
  CHECK(bicep::part_of(text, "var a", "") == "var a = variables('b')");
  CHECK(bicep::part_of(text, "bicep-cycle", "") ==
        "bicep-cycle main.bicep:52 the name of `r` depends on itself");
}
