#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {
namespace {

constexpr std::string_view start =
    R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0", "contentVersion": "1.0.0.0", )";

Given in_group() {
  Given given;
  given.options.scope = {.tenant_id = "t",
                         .subscription_id = "s",
                         .resource_group = "g",
                         .location = "l",
                         .deployment_name = "main"};
  return given;
}

std::string version_two(std::string_view sections) {
  return std::string(start) + std::string(sections) + "}";
}

}  // namespace

TEST_CASE("resources by symbol are found by symbol, index, name and id") {
  const std::string resources =
      R"("parameters": {"names": {"type": "array", "defaultValue": ["p", "q"]}, "i": {"type": "int", "nullable": true}},
"resources": {
"cache": {"type": "A.B/c", "apiVersion": "2020-01-01", "name": "x", "properties": {"k": "v"}},
"existing": {"existing": true, "type": "A.B/c", "apiVersion": "2021-01-01", "name": "old", "resourceGroup": "other"},
"many": {"copy": {"name": "many", "count": "[length(parameters('names'))]"}, "type": "A.B/c/d", "apiVersion": "1", "name": "[format('{0}/{1}', 'x', parameters('names')[copyIndex()])]", "properties": {"i": "[copyIndex()]", "host": "[reference('cache').k]"}, "dependsOn": ["cache"]},
"mod": {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "[format('mod-{0}', copyIndex())]", "copy": {"name": "mod", "count": 2},
  "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental", "parameters": {"n": {"value": "[copyIndex()]"}}, "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "parameters": {"n": {"type": "int"}}, "resources": [], "outputs": {"o": {"type": "int", "value": "[mul(parameters('n'), 10)]"}}}}}}, )";
  struct Row {
    const char* expression;
    const char* expected;
  };
  const Row rows[] = {
      {"[reference('cache').k]", "'v'"},
      {"[reference('CACHE').k]", "'v'"},
      {"[reference('x').k]", "'v'"},
      {"[reference(resourceId('A.B/c', 'x')).k]", "'v'"},
      {"[reference('many[1]').i]", "1"},
      {"[reference(format('many[{0}]', 0)).i]", "0"},
      {"[reference('many[1]').host]", "'v'"},
      {"[reference('many[2]').i]", "reference('many[2]').i"},
      {"[reference('mod[1]').outputs.o.value]", "10"},
      {"[map(references('mod'), lambda('m', lambdaVariables('m').outputs.o.value))]",
       "createArray(0, 10)"},
      {"[map(references('many', 'full'), lambda('m', lambdaVariables('m').name))]",
       "createArray('x/p', 'x/q')"},
      {"[length(references('many'))]", "2"},
      {"[resourceInfo('cache').id]", "'/subscriptions/s/resourceGroups/g/providers/A.B/c/x'"},
      {"[resourceInfo('existing').id]",
       "'/subscriptions/s/resourceGroups/other/providers/A.B/c/old'"},
      {"[resourceInfo('existing').apiVersion]", "'2021-01-01'"},
      {"[resourceInfo('many[0]').name]", "'x/p'"},
      {"[resourceInfo('many[0]').type]", "'A.B/c/d'"},
      {"[reference('existing').k]",
       "reference('/subscriptions/s/resourceGroups/other/providers/A.B/c/old').k"},
      {"[reference('existing', '2021-01-01', 'full').id]",
       "'/subscriptions/s/resourceGroups/other/providers/A.B/c/old'"},
      {"[reference('nothing').k]", "reference('nothing').k"},
      {"[listKeys('cache', '2020-01-01').primaryKey]",
       "listKeys('/subscriptions/s/resourceGroups/g/providers/A.B/c/x', '2020-01-01').primaryKey"},
      {"[coalesce(parameters('i'), 7)]", "7"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const Expansion expansion = expanded(version_two(resources + R"("outputs": {"o": {"value": )" +
                                                     json_quoted(row.expression) + "}}"),
                                         in_group());
    CHECK(messages(expansion).empty());
    CHECK(expression_text(*expansion.outputs.at(0).value) == row.expected);
  }
}

TEST_CASE("existing resources are listed apart") {
  const Json result = written(expanded(version_two(R"("resources": {
"a": {"existing": true, "type": "A.B/c", "apiVersion": "1", "name": "old"}, "b": {"type": "A.B/c", "apiVersion": "1", "name": "new"}})"),
                                       in_group()));
  CHECK(result["predictedResources"].size() == 1);
  CHECK(result["predictedResources"][0]["name"] == "new");
  CHECK(result["existingResources"].size() == 1);
  CHECK(result["existingResources"][0]["name"] == "old");
}

TEST_CASE("a module over a list with a filter, as the compiler writes it") {
  const Expansion expansion = expanded(
      version_two(
          R"("definitions": {"ruleType": {"type": "object", "properties": {"name": {"type": "string"}, "startIP": {"type": "string"}, "enabled": {"type": "bool", "nullable": true}}}},
"functions": [{"namespace": "__bicep", "members": {"upper": {"parameters": [{"type": "string", "name": "x"}], "output": {"type": "string", "value": "[toUpper(parameters('x'))]"}}}}],
"parameters": {"rules": {"type": "array", "items": {"$ref": "#/definitions/ruleType"}, "nullable": true}, "tags": {"type": "object", "nullable": true}},
"variables": {"formatted": "[map(coalesce(parameters('rules'), createArray()), lambda('r', union(lambdaVariables('r'), createObject('name', __bicep.upper(lambdaVariables('r').name)))))]"},
"resources": {
"cache": {"type": "Microsoft.Cache/redis", "apiVersion": "2024-03-01", "name": "c", "location": "[resourceGroup().location]", "tags": "[parameters('tags')]",
  "properties": "[shallowMerge(createArray(createObject('enableNonSslPort', false()), if(empty(parameters('tags')), createObject('extra', 1), createObject())))]"},
"cache_rules": {"copy": {"name": "cache_rules", "count": "[length(variables('formatted'))]"}, "condition": "[coalesce(tryGet(variables('formatted')[copyIndex()], 'enabled'), true())]",
  "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "[format('{0}-rule-{1}', uniqueString(deployment().name, 'x'), copyIndex())]",
  "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
   "parameters": {"cacheName": {"value": "c"}, "name": {"value": "[variables('formatted')[copyIndex()].name]"}, "startIP": {"value": "[variables('formatted')[copyIndex()].startIP]"}},
   "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0", "contentVersion": "1.0.0.0",
    "parameters": {"cacheName": {"type": "string"}, "name": {"type": "string"}, "startIP": {"type": "string"}, "endIP": {"type": "string", "defaultValue": "[parameters('startIP')]"}},
    "resources": {"cache": {"existing": true, "type": "Microsoft.Cache/redis", "apiVersion": "2024-03-01", "name": "[parameters('cacheName')]"},
     "rule": {"type": "Microsoft.Cache/redis/firewallRules", "apiVersion": "2024-03-01", "name": "[format('{0}/{1}', parameters('cacheName'), parameters('name'))]", "properties": {"startIP": "[parameters('startIP')]", "endIP": "[parameters('endIP')]"}}},
    "outputs": {"id": {"type": "string", "value": "[resourceId('Microsoft.Cache/redis/firewallRules', parameters('cacheName'), parameters('name'))]"}}}}, "dependsOn": ["cache"]}},
"outputs": {"ids": {"type": "array", "copy": {"count": "[length(variables('formatted'))]", "input": "[if(coalesce(tryGet(variables('formatted')[copyIndex()], 'enabled'), true()), reference(format('cache_rules[{0}]', copyIndex())).outputs.id.value, null())]"}}})"),
      [] {
        Given given = in_group();
        given.parameters =
            R"({"parameters": {"rules": {"value": [{"name": "a", "startIP": "10.0.0.1"}, {"name": "b", "startIP": "10.0.0.2", "enabled": false}]}}})";
        return given;
      }());
  CHECK(messages(expansion).empty());
  const Json result = written(expansion);
  REQUIRE(result["predictedResources"].size() == 2);
  CHECK(
      result["predictedResources"][0].dump() ==
      R"({"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c","type":"Microsoft.Cache/redis","name":"c",)"
      R"("apiVersion":"2024-03-01","location":"l","properties":{"enableNonSslPort":false,"extra":1}})");
  CHECK(result["predictedResources"][1]["name"] == "c/A");
  CHECK(result["predictedResources"][1]["properties"]["endIP"] == "10.0.0.1");
  CHECK(result["existingResources"].size() == 1);
  CHECK(
      result["outputs"]["ids"]["value"].dump() ==
      R"(["/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c/firewallRules/A",null])");
  CHECK(expansion.resources[2].parent == 0);
}

}  // namespace template_test
