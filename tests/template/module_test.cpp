#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {
namespace {

constexpr std::string_view schema =
    R"("$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0")";

Given in_group() {
  Given given;
  given.options.scope = {.tenant_id = "t",
                         .management_group = "m",
                         .subscription_id = "s",
                         .resource_group = "g",
                         .location = "l",
                         .deployment_name = "main"};
  return given;
}

/// A nested deployment of that name: `properties` and the template's sections are JSON members.
std::string deployment(std::string_view name, std::string_view properties,
                       std::string_view sections, std::string_view more = "") {
  return R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": ")" +
         std::string(name) + "\", " + std::string(more) +
         R"("properties": {"mode": "Incremental", )" + std::string(properties) +
         R"("template": {)" + std::string(schema) + ", " + std::string(sections) + "}}}";
}

constexpr std::string_view inner = R"("expressionEvaluationOptions": {"scope": "Inner"}, )";

std::string ids(const Expansion& expansion) {
  std::string text;
  for (const Predicted& resource : expansion.resources)
    text += expression_text(*resource.id) + "\n";
  return text;
}

std::string properties(const Expansion& expansion, std::size_t resource = 0) {
  return json_text(*expansion.resources.at(resource).body->object().find("properties"));
}

}  // namespace

TEST_CASE("an inner deployment has its own parameters, variables, functions and scope") {
  const Expansion expansion = expanded(
      group_template(
          R"("parameters": {"p": {"type": "string", "defaultValue": "outer"}}, "variables": {"v": "outer"}, "resources": [)" +
          deployment(
              "inner",
              std::string(inner) +
                  R"("parameters": {"p": {"value": "[concat(parameters('p'), '-', variables('v'))]"}}, )",
              R"("parameters": {"p": {"type": "string"}, "d": {"type": "string", "defaultValue": "[concat(parameters('p'), '!')]"}}, "variables": {"v": "inner"},
"resources": [{"type": "A.B/c", "name": "x", "properties": {"p": "[parameters('p')]", "d": "[parameters('d')]", "v": "[variables('v')]", "n": "[deployment().name]", "g": "[resourceGroup().name]"}}])") +
          "]"),
      in_group());
  CHECK(messages(expansion).empty());
  CHECK(properties(expansion) ==
        R"({"p":"outer-outer","d":"outer-outer!","v":"inner","n":"inner","g":"g"})");
  REQUIRE(expansion.deployments.size() == 2);
  CHECK(expansion.deployments[1].name->text() == "inner");
}

TEST_CASE("an outer deployment uses its parent's names, and its own parameters are ignored") {
  for (const char* option : {"", R"("expressionEvaluationOptions": {"scope": "outer"}, )"}) {
    CAPTURE(option);
    const Expansion expansion = expanded(
        group_template(
            R"("variables": {"v": "outer"}, "parameters": {"p": {"type": "string", "defaultValue": "parent"}}, "resources": [)" +
            deployment(
                "[concat('d', copyIndex())]", std::string(option) + R"("parameters": {}, )",
                R"("parameters": {"p": {"type": "string", "defaultValue": "own"}}, "variables": {"v": "own"},
"resources": [{"type": "A.B/c", "name": "[concat('x', copyIndex())]", "properties": {"p": "[parameters('p')]", "v": "[variables('v')]", "n": "[deployment().name]", "g": "[resourceGroup().name]"}}],
"outputs": {"o": {"type": "string", "value": "[variables('v')]"}})",
                R"("copy": {"name": "l", "count": 2}, "resourceGroup": "elsewhere", )") +
            R"(], "outputs": {"o": {"value": "[reference('d1').outputs.o.value]"}})"),
        in_group());
    CHECK(messages(expansion).empty());
    CHECK(ids(expansion) ==
          "'/subscriptions/s/resourceGroups/elsewhere/providers/A.B/c/x0'\n"
          "'/subscriptions/s/resourceGroups/elsewhere/providers/A.B/c/x1'\n");
    CHECK(properties(expansion) == R"({"p":"parent","v":"outer","n":"main","g":"g"})");
    CHECK(expansion.outputs.at(0).value->text() == "outer");
  }
}

TEST_CASE("deployments go where they are sent") {
  struct Row {
    const char* more;
    const char* resource;
    const char* expected;
  };
  const char* plain =
      R"({"type": "A.B/c", "name": "x", "properties": {"g": "[resourceGroup().id]"}})";
  const char* scoped = R"({"type": "A.B/c", "name": "x", "properties": {}})";
  const Row rows[] = {
      {"", plain, "/subscriptions/s/resourceGroups/g/providers/A.B/c/x"},
      {R"("resourceGroup": "o", )", plain, "/subscriptions/s/resourceGroups/o/providers/A.B/c/x"},
      {R"("subscriptionId": "s2", "resourceGroup": "[concat('o', 1)]", )", plain,
       "/subscriptions/s2/resourceGroups/o1/providers/A.B/c/x"},
      {R"("subscriptionId": "s2", "location": "w", )", scoped,
       "/subscriptions/s2/providers/A.B/c/x"},
      {R"("subscriptionId": null, "resourceGroup": "o", )", plain,
       "/subscriptions/s/resourceGroups/o/providers/A.B/c/x"},
      {R"("scope": "Microsoft.Management/managementGroups/mg", "location": "w", )", scoped,
       "/providers/Microsoft.Management/managementGroups/mg/providers/A.B/c/x"},
      {R"("scope": "/", "location": "w", )", scoped, "/providers/A.B/c/x"},
      {R"("scope": "/subscriptions/s3", "location": "w", )", scoped,
       "/subscriptions/s3/providers/A.B/c/x"},
      {R"("scope": "[subscription().id]", "location": "w", )", scoped,
       "/subscriptions/s/providers/A.B/c/x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.more);
    const Expansion expansion = expanded(
        group_template(
            "\"resources\": [" +
            deployment("d", inner, "\"resources\": [" + std::string(row.resource) + "]", row.more) +
            "]"),
        in_group());
    CHECK(messages(expansion).empty());
    REQUIRE(expansion.resources.size() == 1);
    CHECK(expansion.resources[0].id->text() == row.expected);
  }
}

TEST_CASE("the location of a group that the template makes is known in deployments to it") {
  const std::string text =
      R"({"$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
{"type": "Microsoft.Resources/resourceGroups", "apiVersion": "2021-04-01", "name": "rg", "location": "[concat('west', 'us')]"}, )" +
      deployment(
          "in", inner,
          R"("resources": [{"type": "A.B/c", "name": "x", "location": "[resourceGroup().location]"}])",
          R"("resourceGroup": "RG", )") +
      ", " +
      deployment(
          "out", inner,
          R"("resources": [{"type": "A.B/c", "name": "x", "location": "[resourceGroup().location]"}])",
          R"("resourceGroup": "other", )") +
      ", " +
      deployment(
          "sub", inner,
          R"("resources": [{"type": "A.B/c", "name": "x", "location": "[deployment().location]"}])",
          R"("location": "north", )") +
      "]}";
  const Expansion expansion = expanded(text, in_group());
  CHECK(messages(expansion).empty());
  REQUIRE(expansion.resources.size() == 4);
  const auto location = [&](std::size_t i) {
    return expression_text(*expansion.resources[i].body->object().find("location"));
  };
  CHECK(location(1) == "'westus'");
  CHECK(location(2) == "resourceGroup().location");
  CHECK(location(3) == "'north'");
}

TEST_CASE("outputs of deployments are known to their parent") {
  const std::string child = deployment(
      "child", inner,
      R"("resources": [], "outputs": {"text": {"type": "string", "value": "[concat('a', 'b')]"}, "object": {"type": "object", "value": {"k": [1]}},
"open": {"type": "string", "value": "[reference('q').z]"}, "off": {"type": "string", "condition": false, "value": "x"},
"secret": {"type": "securestring", "value": "s3"}})");
  struct Row {
    const char* expression;
    const char* expected;
  };
  const Row rows[] = {
      {"[reference('child').outputs.text.value]", "'ab'"},
      {"[reference('CHILD', '2022-09-01').outputs.Text.value]", "'ab'"},
      {"[reference(resourceId('Microsoft.Resources/deployments', 'child'), "
       "'2022-09-01').outputs.object.value]",
       "createObject('k', createArray(1))"},
      {"[length(reference('child').outputs.object.value)]", "1"},
      {"[reference('child').outputs.open.value]", "reference('q').z"},
      {"[contains(reference('child').outputs, 'off')]", "false()"},
      {"[reference('child').outputs.secret.value]", "secret()"},
      {"[listOutputsWithSecureValues('child', '2022-09-01').secret]", "secret()"},
      {"[listOutputsWithSecureValues('child', '2022-09-01').text]", "'ab'"},
      {"[reference('child').provisioningState]",
       "reference('/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/deployments/"
       "child').provisioningState"},
      {"[reference('child', '2022-09-01', 'Full').properties.outputs.text.value]", "'ab'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const Expansion expansion =
        expanded(group_template("\"resources\": [" + child + R"(], "outputs": {"o": {"value": )" +
                                json_quoted(row.expression) + "}}"),
                 in_group());
    CHECK(messages(expansion).empty());
    CHECK(expression_text(*expansion.outputs.at(0).value) == row.expected);
  }
}

TEST_CASE("deployments are worked out in the order of their needs, and a ring of them ends") {
  const auto chain = [](const char* first, const char* second) {
    const auto step = [](std::string_view name, std::string_view from) {
      return deployment(
          name,
          std::string(inner) + R"("parameters": {"p": {"value": "[reference(')" +
              std::string(from) + R"(').outputs.o.value]"}}, )",
          R"("parameters": {"p": {"type": "string"}}, "resources": [{"type": "A.B/c", "name": "[parameters('p')]"}], "outputs": {"o": {"type": "string", "value": "[concat(parameters('p'), '+')]"}})");
    };
    return group_template(
        "\"resources\": [" + step("a", first) + ", " + step("b", second) + ", " +
        deployment("c", inner,
                   R"("resources": [], "outputs": {"o": {"type": "string", "value": "start"}})") +
        "]");
  };
  const Expansion expansion = expanded(chain("b", "c"), in_group());
  CHECK(messages(expansion).empty());
  CHECK(expansion.resources.at(0).name->text() == "start+");
  CHECK(expansion.resources.at(1).name->text() == "start");
  const Expansion ring = expanded(chain("b", "a"), in_group());
  CHECK(ring.resources.size() == 2);
  CHECK(ring.resources.at(0).name->is(ValueKind::unknown));
}

TEST_CASE(
    "a deployment that is not made takes its resources with it, an open one passes its condition "
    "on") {
  const std::string resources =
      R"("resources": [{"type": "A.B/c", "name": "x"}, {"type": "A.B/c", "name": "y", "condition": "[equals(1, 2)]"}])";
  CHECK(expanded(group_template("\"resources\": [" +
                                deployment("d", inner, resources, R"("condition": false, )") + "]"))
            .resources.empty());
  const Expansion open = expanded(group_template(
      R"("parameters": {"p": {"type": "bool"}}, "resources": [)" +
      deployment("d", inner, resources, R"("condition": "[parameters('p')]", )") + "]"));
  REQUIRE(open.resources.size() == 1);
  CHECK(open.resources[0].condition == Truth::unknown);
  CHECK(expression_text(*open.resources[0].condition_value) == "parameters('p')");
  CHECK(written(open)["predictedResources"][0]["condition"] == "[parameters('p')]");
}

TEST_CASE("parameters of a deployment that are missing, not declared or secrets kept elsewhere") {
  const Expansion expansion = expanded(
      group_template(
          "\"resources\": [" +
          deployment(
              "d",
              std::string(inner) +
                  R"("parameters": {"extra": {"value": 1}, "s": {"reference": {"keyVault": {"id": "k"}, "secretName": "n"}}, "n": {"value": null}}, )",
              R"("parameters": {"p": {"type": "string"}, "s": {"type": "securestring"}, "n": {"type": "string", "defaultValue": "d"}},
"resources": [{"type": "A.B/c", "name": "x", "properties": {"p": "[parameters('p')]", "s": "[parameters('s')]", "n": "[parameters('n')]"}}])") +
          "]"),
      in_group());
  CHECK(messages(expansion) ==
        "parameter-undeclared: parameter `extra` is given a value but not declared\n"
        "parameter-missing: the deployment gives no value to parameter `p`\n");
  CHECK(written(expansion)["predictedResources"][0]["properties"].dump() ==
        R"({"p":"[parameters('p')]","s":"[parameters('s')]","n":"d"})");
}

TEST_CASE("parameters may be an expression as a whole or one by one") {
  const Expansion expansion = expanded(
      group_template(
          R"("parameters": {"all": {"type": "object", "defaultValue": {"p": {"value": 1}}}, "b": {"type": "bool"}}, "resources": [)" +
          deployment(
              "d", std::string(inner) + R"("parameters": "[parameters('all')]", )",
              R"("parameters": {"p": {"type": "int"}}, "resources": [{"type": "A.B/c", "name": "x", "properties": "[createObject('p', parameters('p'))]"}])") +
          ", " +
          deployment(
              "e",
              std::string(inner) +
                  R"("parameters": {"p": "[if(true(), createObject('value', 2), createObject('reference', createObject()))]", "q": "[if(parameters('b'), createObject('value', 3), createObject('value', 3))]"}, )",
              R"("parameters": {"p": {"type": "int"}, "q": {"type": "int"}}, "resources": [{"type": "A.B/c", "name": "y", "properties": "[createObject('p', parameters('p'), 'q', parameters('q'))]"}])") +
          "]"),
      in_group());
  CHECK(messages(expansion).empty());
  CHECK(properties(expansion, 0) == R"({"p":1})");
  CHECK(properties(expansion, 1) == R"({"p":2,"q":3})");
}

TEST_CASE("linked templates are read through the source, within the folder, once") {
  const auto linked = [](std::string_view link) {
    return group_template(
        R"("resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d", "properties": {"mode": "Incremental", "templateLink": )" +
        std::string(link) + R"(, "parameters": {"p": {"value": "v"}}}}])");
  };
  const std::string good =
      "{" + std::string(schema) +
      R"(, "parameters": {"p": {"type": "string"}}, "resources": [{"type": "A.B/c", "name": "[parameters('p')]"}]})";
  const std::string deeper =
      "{" + std::string(schema) +
      R"(, "parameters": {"p": {"type": "string"}}, "resources": [{"type": "Microsoft.Resources/deployments", "name": "e", "properties": {"templateLink": {"relativePath": "../good.json"}, "parameters": {"p": {"value": "deep"}}}}]})";
  const std::string endless =
      "{" + std::string(schema) +
      R"(, "parameters": {"p": {"type": "string"}}, "resources": [{"type": "Microsoft.Resources/deployments", "name": "e", "properties": {"templateLink": {"relativePath": "endless.json"}, "parameters": {"p": {"value": "x"}}}}]})";
  struct Row {
    const char* link;
    const char* expected;  ///< name of the resource, or the diagnostic
  };
  const Row rows[] = {
      {R"({"relativePath": "good.json"})", "v"},
      {R"({"relativePath": "./a/../good.json"})", "v"},
      {R"({"relativePath": "a\\..\\good.json"})", "v"},
      {R"({"relativePath": "[concat('good', '.json')]"})", "v"},
      {R"({"relativePath": "a/deeper.json"})", "deep"},
      {R"({"uri": "[uri(deployment().properties.templateLink.uri, 'good.json')]"})", "v"},
      {R"({"uri": "[uri(deployment().properties.templateLink.uri, concat('good.json', '?sas'))]"})",
       "v"},
      {R"({"relativePath": "../good.json"})",
       "the linked template `../good.json` is outside of the folder"},
      {R"({"relativePath": "/good.json"})",
       "the linked template `/good.json` is outside of the folder"},
      {R"({"relativePath": "C:/good.json"})",
       "the linked template `C:/good.json` is outside of the folder"},
      {R"({"relativePath": "none.json"})",
       "the linked template `none.json` cannot be read: there is no such file"},
      {R"({"relativePath": "broken.json"})",
       "the linked template `broken.json` cannot be read: not a deployment template"},
      {R"({"uri": "https://host/x.json?sig=secret"})",
       "the linked template `https://host/x.json` is not at hand"},
      {R"({"uri": "[reference('q').u]"})", "the link of the template is not known"},
      {R"({"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/templateSpecs/t/versions/1"})",
       "the template spec "
       "`/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/templateSpecs/t/versions/"
       "1` is not at hand"},
      {R"({"relativePath": "endless.json"})", "the template deploys itself"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.link);
    Given given = in_group();
    given.options.source = files({{"good.json", good},
                                  {"a/deeper.json", deeper},
                                  {"broken.json", "{}"},
                                  {"endless.json", endless}});
    const Expansion expansion = expanded(linked(row.link), given);
    REQUIRE(expansion.resources.size() == 1);
    if (expansion.resources[0].content_unknown)
      CHECK(messages(expansion).find(row.expected) != std::string::npos);
    else
      CHECK(expansion.resources[0].name->text() == row.expected);
    CHECK(expansion.resources[0].content_unknown == !messages(expansion).empty());
  }
  const Expansion without = expanded(linked(R"({"relativePath": "good.json"})"), in_group());
  CHECK(messages(without) ==
        "module-content: what the deployment creates is not known: the linked template `good.json` "
        "is not at hand\n");
  CHECK(written(without)["predictedResources"][0]["type"] == "Microsoft.Resources/deployments");
}

TEST_CASE("outputs of a deployment whose content is not at hand are unknown because of it") {
  const Expansion expansion = expanded(group_template(
      R"("resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d", "properties": {"mode": "Incremental", "templateLink": {"uri": "https://host/x"}}}],
"outputs": {"o": {"value": "[reference('d').outputs.x.value]"}})"));
  CHECK(expansion.outputs.at(0).value->unknown().kind == UnknownKind::module);
}

TEST_CASE("paths are joined within the root") {
  struct Row {
    const char* base;
    const char* relative;
    const char* expected;
  };
  const Row rows[] = {
      {"main.json", "a.json", "a.json"},
      {"x/main.json", "a.json", "x/a.json"},
      {"x/y/main.json", "../a.json", "x/a.json"},
      {"x/main.json", "../a.json", "a.json"},
      {"x/main.json", "../../a.json", nullptr},
      {"main.json", "..", nullptr},
      {"main.json", ".", nullptr},
      {"main.json", "", nullptr},
      {"main.json", "//a.json", nullptr},
      {"main.json", "\\a.json", nullptr},
      {"main.json", "a//b/./c.json", "a/b/c.json"},
      {"main.json", "file:a", nullptr},
      {"../main.json", "a.json", nullptr},
  };
  for (const Row& row : rows) {
    CAPTURE(row.base);
    CAPTURE(row.relative);
    const auto joined = join_path(row.base, row.relative);
    CHECK(joined.has_value() == (row.expected != nullptr));
    if (row.expected != nullptr && joined)
      CHECK(*joined == row.expected);
  }
}

}  // namespace template_test
