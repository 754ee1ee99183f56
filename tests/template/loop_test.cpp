#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {
namespace {

std::string output_text(const Expansion& expansion, std::size_t number = 0) {
  return json_text(*expansion.outputs.at(number).value);
}

}  // namespace

TEST_CASE("loops make arrays of variables, properties, outputs and defaults") {
  struct Row {
    const char* sections;
    const char* value;
    const char* expected;
  };
  const Row rows[] = {
      {R"("variables": {"copy": [{"name": "a", "count": 3, "input": "[copyIndex('a')]"}, {"name": "b", "count": 1, "input": "x"}], "c": 1})",
       R"("[createArray(variables('a'), variables('b'), variables('c'))]")",
       R"([[0,1,2],["x"],1])"},
      {R"("variables": {"o": {"before": 1, "copy": [{"name": "a", "count": 2, "input": {"n": "[copyIndex('a', 5)]"}}], "after": 2}})",
       R"("[variables('o')]")", R"({"before":1,"a":[{"n":5},{"n":6}],"after":2})"},
      {R"("variables": {"copy": [{"name": "a", "count": 2, "input": {"copy": [{"name": "b", "count": "[add(copyIndex('a'), 1)]", "input": "[concat(copyIndex('a'), copyIndex('b'))]"}]}}]})",
       R"("[variables('a')]")", R"([{"b":["00"]},{"b":["10","11"]}])"},
      {R"("variables": {"copy": [{"name": "a", "count": 0, "input": "[fail('no')]"}]})",
       R"("[variables('a')]")", "[]"},
      {R"("parameters": {"p": {"type": "object", "defaultValue": {"copy": [{"name": "a", "count": 2, "input": "[copyIndex('a')]"}]}}})",
       R"("[parameters('p')]")", R"({"a":[0,1]})"},
      {R"("variables": {"copy": "text"})", R"("[variables('copy')]")", R"("text")"},
      {R"("variables": {"o": {"copy": [{"name": "a"}]}})", R"("[variables('o')]")",
       R"({"copy":[{"name":"a"}]})"},
      {R"("variables": {"n": 2, "o": [{"copy": [{"name": "x", "count": "[variables('n')]", "input": {"copy": [{"name": "y", "count": 1, "input": "[copyIndex('X')]"}]}}]}]})",
       R"("[variables('o')]")", R"([{"x":[{"y":[0]},{"y":[1]}]}])"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.sections);
    const Expansion expansion = expanded(output_template(row.value, row.sections));
    CHECK(messages(expansion).empty());
    CHECK(output_text(expansion) == row.expected);
  }
}

TEST_CASE("outputs may be loops and conditional") {
  const Expansion expansion = expanded(group_template(R"("resources": [], "outputs": {
"list": {"type": "array", "copy": {"count": 2, "input": {"i": "[copyIndex()]", "j": "[copyIndex(1)]"}}},
"none": {"type": "string", "condition": "[equals(1, 2)]", "value": "[fail('no')]"},
"some": {"type": "string", "condition": true, "value": "x"}})"));
  CHECK(messages(expansion).empty());
  REQUIRE(expansion.outputs.size() == 2);
  CHECK(output_text(expansion) == R"([{"i":0,"j":1},{"i":1,"j":2}])");
  CHECK(expansion.outputs[1].name == "some");
}

TEST_CASE(
    "a resource's loop makes a resource for each turn, with the indexes of outer loops at hand") {
  const Expansion expansion =
      expanded(group_template(R"("variables": {"list": ["x", "y"]}, "resources": [
{"type": "A.B/c", "apiVersion": "1", "name": "[concat(variables('list')[copyIndex()], copyIndex('outer', 1))]",
 "copy": {"name": "outer", "count": "[length(variables('list'))]", "mode": "serial", "batchSize": 1},
 "properties": {"i": "[copyIndex()]", "copy": [{"name": "inner", "count": 2, "input": "[concat(copyIndex(), copyIndex('inner'))]"}]},
 "resources": [{"type": "d", "apiVersion": "1", "name": "[concat('d', copyIndex(), '-', copyIndex('OUTER'))]", "copy": {"name": "children", "count": 2}}]}])"));
  CHECK(messages(expansion).empty());
  std::vector<std::string> names;
  for (const Predicted& resource : expansion.resources)
    names.emplace_back(resource.name->text());
  CHECK(names == std::vector<std::string>{"x1", "x1/d0-0", "x1/d1-0", "y2", "y2/d0-1", "y2/d1-1"});
  CHECK(json_text(*expansion.resources[3].body->object().find("properties")) ==
        R"({"i":1,"inner":["10","11"]})");
}

TEST_CASE("a count that is not known leaves one resource in place of all") {
  const Expansion expansion =
      expanded(group_template(R"("parameters": {"n": {"type": "array"}}, "resources": [
{"type": "A.B/c", "apiVersion": "1", "name": "[concat('c-', copyIndex())]", "copy": {"name": "l", "count": "[length(parameters('n'))]"},
 "properties": {"v": "[parameters('n')[copyIndex()].x]", "w": "[copyIndex(1)]", "copy": [{"name": "a", "count": "[length(parameters('n'))]", "input": 1}]}}])"));
  CHECK(messages(expansion).empty());
  REQUIRE(expansion.resources.size() == 1);
  CHECK(expansion.resources[0].count_unknown);
  CHECK(expression_text(*expansion.resources[0].name) == "concat('c-', copyIndex('l'))");
  const Json resource = written(expansion)["predictedResources"][0];
  CHECK(
      resource["properties"].dump() ==
      R"({"v":"[parameters('n')[copyIndex('l')].x]","w":"[add(copyIndex('l'), 1)]","a":"[copy(length(parameters('n')))]"})");
}

TEST_CASE("loops that cannot be are reported") {
  struct Row {
    const char* sections;
    const char* expected;
  };
  const Row rows[] = {
      {R"("resources": [{"type": "A.B/c", "name": "c", "copy": {"name": "l", "count": 801}}])",
       "limit: the copy loop has 801 turns, the limit is 800\n"},
      {R"("resources": [{"type": "A.B/c", "name": "c", "copy": {"name": "l", "count": -1}}])",
       "copy-count: the count of a copy loop must be an integer that is not negative\n"},
      {R"("resources": [{"type": "A.B/c", "name": "c", "copy": {"name": "l", "count": "[true()]"}}])",
       "copy-count: the count of a copy loop must be an integer that is not negative\n"},
      {R"("resources": [{"type": "A.B/c", "name": "c", "copy": {"name": "l"}}])",
       "copy-count: the copy loop has no `count`\n"},
      {R"("resources": [{"type": "A.B/c", "name": "[copyIndex()]"}])",
       "expression: `copyIndex` stands in no copy loop\n"},
      {R"("resources": [{"type": "A.B/c", "name": "[string(copyIndex('m'))]", "copy": {"name": "l", "count": 1}}])",
       "expression: there is no copy loop `m` here\n"},
      {R"("variables": {"copy": [{"name": "a", "count": 1, "input": "[copyIndex()]"}]}, "resources": [], "outputs": {"o": {"value": "[variables('a')]"}})",
       "expression: `copyIndex` stands in no copy loop\n"},
      {R"("variables": {"copy": [{"name": "a", "count": 801, "input": 1}]}, "resources": [], "outputs": {"o": {"value": "[variables('a')]"}})",
       "limit: the copy loop has 801 turns, the limit is 800\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.sections);
    CHECK(messages(expanded(group_template(row.sections))) == row.expected);
  }
}

TEST_CASE("a loop of 800 resources with property loops takes its turns") {
  const Expansion expansion = expanded(group_template(
      R"("resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[format('c{0}', copyIndex())]",
"copy": {"name": "l", "count": 800}, "properties": {"copy": [{"name": "p", "count": 5, "input": "[add(copyIndex(), copyIndex('p'))]"}]}}])"));
  REQUIRE(expansion.resources.size() == 800);
  CHECK(expansion.resources.back().name->text() == "c799");
  CHECK(json_text(*expansion.resources.back().body->object().find("properties")) ==
        R"({"p":[799,800,801,802,803]})");
}

}  // namespace template_test
