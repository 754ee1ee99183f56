#include <doctest/doctest.h>

#include <set>

#include "support.hpp"

namespace template_test {
namespace {

/// The template and what it is deployed with, for a vector.
Expansion run(const Json& vector) {
  Given given;
  given.options.scope.resource_group = "group";
  if (vector.contains("context")) {
    const Json& context = vector["context"];
    given.options.scope.subscription_id = context["subscriptionId"].get<std::string>();
    given.options.scope.resource_group = context["resourceGroup"].get<std::string>();
    given.options.scope.management_group = context["managementGroup"].get<std::string>();
  }
  Json text = Json::parse(group_template(R"("resources": [])"));
  if (vector.contains("parameters")) {
    Json file = Json::object();
    for (const auto& [name, value] : vector["parameters"].items()) {
      text["parameters"][name] = Json::object();
      file["parameters"][name]["value"] = value;
    }
    given.parameters = file.dump();
  }
  if (vector.contains("variables"))
    text["variables"] = vector["variables"];
  Json output = vector["expr"];
  if (vector.contains("copy")) {
    const std::string name = vector["copy"].begin().key();
    const int index = vector["copy"].begin().value();
    text["variables"]["copy"] =
        Json::array({{{"name", name}, {"count", index + 1}, {"input", output}}});
    output = "[variables('" + name + "')[" + std::to_string(index) + "]]";
  }
  text["outputs"]["r"]["value"] = output;
  return expanded(text.dump(), given);
}

}  // namespace

TEST_CASE("every vector of the documentation and of other tools holds") {
  const Json data = Json::parse(read_data("expressions.json"));
  REQUIRE(data["vectors"].size() == 253);
  for (const Json& vector : data["vectors"]) {
    const std::string expression = vector["expr"];
    CAPTURE(expression);
    const Expansion expansion = run(vector);
    const std::string problems = messages(expansion);
    CAPTURE(problems);
    const bool fails = vector.value("expect_error", false);
    CHECK(has_error(expansion) == fails);
    if (!fails)
      CHECK(json_text(*expansion.outputs.at(0).value) == vector["expect"].dump());
  }
}

TEST_CASE("where another tool is known to be wrong, the answer is the service's") {
  const Json data = Json::parse(read_data("expressions.json"));
  std::size_t checked = 0;
  for (const Json& vector : data["rejected_vectors"]) {
    const std::string expression = vector["expr"];
    CAPTURE(expression);
    const std::string actual = evaluated(expression);
    for (const char* right : {"azure", "recomputed"}) {
      if (!vector.contains(right))
        continue;
      CHECK(actual == vector[right].dump());
      ++checked;
    }
    for (const char* wrong : {"psrule", "dsc", "claimed"}) {
      if (vector.contains(wrong))
        CHECK(actual != vector[wrong].dump());
    }
  }
  CHECK(checked == 6);
}

TEST_CASE("what is unknown carries through an expression no further than it must") {
  struct Row {
    const char* expression;
    const char* expected;
  };
  const Row rows[] = {
      {"[reference('/subscriptions/x/resourceGroups/y/providers/A.B/c/d','2020-01-01').foo]",
       "<reference('/subscriptions/x/resourceGroups/y/providers/A.B/c/d', '2020-01-01').foo>"},
      {"[listKeys('x','2020-01-01').primaryKey]",
       "secret <listKeys('x', '2020-01-01').primaryKey>"},
      {"[if(true(),'a',reference('x').y)]", "\"a\""},
      {"[coalesce('a', reference('x').y)]", "\"a\""},
      {"[and(false(), reference('x').b)]", "false"},
      {"[and(reference('x').b, false())]", "false"},
      {"[or(true(), reference('x').b)]", "true"},
      {"[union(createObject('a',1), reference('x')).a]",
       "<union(createObject('a', 1), reference('x')).a>"},
      {"[union(reference('x'), createObject('a',1)).a]", "1"},
      {"[union(reference('x'), createObject('a',1)).b]",
       "<union(reference('x'), createObject('a', 1)).b>"},
      {"[startsWith(concat('p-', reference('x').y), 'P')]", "true"},
      {"[startsWith(concat('p-', reference('x').y), 'q')]", "false"},
      {"[startsWith(concat('p-', reference('x').y), 'p-q')]",
       "<startsWith(concat('p-', reference('x').y), 'p-q')>"},
      {"[endsWith(format('{0}-z', reference('x').y), '-Z')]", "true"},
      {"[length(reference('x').arr)]", "<length(reference('x').arr)>"},
      {"[length(createArray(reference('x').y, 2))]", "2"},
      {"[contains(createArray('a', reference('x').y),'a')]", "true"},
      {"[contains(createArray('b', reference('x').y),'a')]",
       "<contains(createArray('b', reference('x').y), 'a')>"},
      {"[contains(concat('one-', reference('x').y), 'one')]", "true"},
      {"[equals(reference('x').y,'a')]", "<equals(reference('x').y, 'a')>"},
      {"[equals(reference('/x').y, reference('/x').y)]", "true"},
      {"[equals(reference('x').y, reference('x').y)]",
       "<equals(reference('x').y, reference('x').y)>"},
      {"[union(createArray(reference('/x').y), createArray(reference('/x').y, 'a'))]",
       "<union(createArray(reference('/x').y), createArray(reference('/x').y, 'a'))>"},
      {"[equals(concat('p-', reference('x').y), 'q-1')]", "false"},
      {"[equals(concat('p-', reference('x').y), 'p-1')]",
       "<equals(concat('p-', reference('x').y), 'p-1')>"},
      {"[empty(concat('p', reference('x').y))]", "false"},
      {"[empty(reference('x').y)]", "<empty(reference('x').y)>"},
      {"[if(reference('x').b, 'same', 'same')]", "\"same\""},
      {"[if(reference('x').b, 'a', 'b')]", "<if(reference('x').b, 'a', 'b')>"},
      {"[contains(createArray('a','b'), if(reference('x').b, 'a', 'b'))]", "true"},
      {"[equals(if(reference('x').b, 'a', 'b'), 'c')]", "false"},
      {"[toUpper(concat('p-', reference('x').y))]", "<concat('P-', toUpper(reference('x').y))>"},
      {"[take(concat('prefix-', reference('x').y), 3)]", "\"pre\""},
      {"[skip(concat('prefix-', reference('x').y), 3)]", "<concat('fix-', reference('x').y)>"},
      {"[substring(concat('prefix-', reference('x').y), 1, 3)]", "\"ref\""},
      {"[first(concat('prefix-', reference('x').y))]", "\"p\""},
      {"[concat('a', format('b{0}', concat(reference('x').y, 'c')), 'd')]",
       "<concat('ab', reference('x').y, 'cd')>"},
      {"[format('{0}/{1}', 'a', reference('x').y)]", "<concat('a/', reference('x').y)>"},
      {"[join(createArray('a', reference('x').y), ',')]", "<concat('a,', reference('x').y)>"},
      {"[concat(createArray(1), reference('x').list)]",
       "<concat(createArray(1), reference('x').list)>"},
      {"[length(concat(createArray(1), createArray(reference('x').y)))]", "2"},
      {"[tryGet(reference('x'), 'a', 'b')]", "<tryGet(reference('x'), 'a', 'b')>"},
      {"[coalesce(tryGet(createObject('a', null()), 'a'), 'd')]", "\"d\""},
      {"[createObject('a', reference('x').y, 'b', 2).b]", "2"},
      {"[map(createArray(1, reference('x').y), lambda('i', 'c'))]", "[\"c\",\"c\"]"},
      {"[filter(createArray(1, reference('x').y), lambda('i', equals(lambdaVariables('i'), 1)))]",
       "<filter(createArray(1, reference('x').y), equals(reference('x').y, 1))>"},
      {"[indexOf(createArray(reference('x').y, 'a'), 'a')]",
       "<indexOf(createArray(reference('x').y, 'a'), 'a')>"},
      {"[indexOf(createArray('a', reference('x').y), 'a')]", "0"},
      {"[string(createArray(reference('x').y))]", "<string(createArray(reference('x').y))>"},
      {"[uniqueString('a', reference('x').y)]", "<uniqueString('a', reference('x').y)>"},
      {"[not(reference('x').b)]", "<not(reference('x').b)>"},
      {"[resourceId('A.B/c', reference('x').n)]",
       "<concat('/subscriptions/s/resourceGroups/g/providers/A.B/c/', reference('x').n)>"},
      {"[split(reference('x').id, '/')[2]]", "<split(reference('x').id, '/')[2]>"},
  };
  Given given;
  given.options.scope.subscription_id = "s";
  given.options.scope.resource_group = "g";
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    CHECK(evaluated(row.expression, given) == row.expected);
  }
}

}  // namespace template_test
