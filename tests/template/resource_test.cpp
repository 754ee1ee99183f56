#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {
namespace {

Given in_group() {
  Given given;
  given.options.scope = {.tenant_id = "t",
                         .management_group = "m",
                         .subscription_id = "s",
                         .resource_group = "g",
                         .location = "l"};
  return given;
}

/// With `~` for the start of the group's ids.
std::string shortened(std::string text) {
  const std::string start = "/subscriptions/s/resourceGroups/g/providers/";
  if (const std::size_t at = text.find(start); at != std::string::npos)
    text.replace(at, start.size(), "~");
  return text;
}

std::string resources_template(std::string_view resources) {
  return group_template("\"resources\": [" + std::string(resources) + "]");
}

/// `type name id [scope]` of every resource, one a line, ids without the group's start.
std::string listing(const Expansion& expansion) {
  const auto text_of = [](const Value* value) {
    if (value == nullptr)
      return std::string("-");
    return shortened(value->is(ValueKind::string) ? std::string(value->text())
                                                  : "<" + expression_text(*value) + ">");
  };
  std::string text;
  for (const Predicted& resource : expansion.resources) {
    text += resource.type + " " + text_of(resource.name) + " " + text_of(resource.id);
    if (resource.scope != nullptr)
      text += " on " + text_of(resource.scope);
    if (resource.existing)
      text += " existing";
    if (resource.condition == Truth::unknown)
      text += " if " + expression_text(*resource.condition_value);
    if (resource.parent >= 0)
      text += " of " + std::to_string(resource.parent);
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("types, names, scopes and ids in all spellings") {
  struct Row {
    const char* resources;
    const char* expected;
  };
  const Row rows[] = {
      {R"({"type": "A.B/c", "name": "x"})", "A.B/c x ~A.B/c/x\n"},
      {R"({"type": "A.B/c", "name": "x", "resources": [{"type": "d", "name": "y", "resources": [{"type": "e", "name": "z"}]}]})",
       "A.B/c x ~A.B/c/x\nA.B/c/d x/y ~A.B/c/x/d/y of 0\nA.B/c/d/e x/y/z ~A.B/c/x/d/y/e/z of 1\n"},
      {R"({"type": "A.B/c/d", "name": "x/y"}, {"type": "A.B/c", "name": "X"})",
       "A.B/c/d x/y ~A.B/c/x/d/y of 1\nA.B/c X ~A.B/c/X\n"},
      {R"({"type": "A.B/c", "name": "x", "resources": [{"type": "A.B/c/d", "name": "x/y"}, {"type": "A.B/c/d", "name": "z"}]})",
       "A.B/c x ~A.B/c/x\nA.B/c/d x/y ~A.B/c/x/d/y of 0\nA.B/c/d x/z ~A.B/c/x/d/z of 0\n"},
      {R"({"type": "A.B/c", "name": "x", "resources": [{"type": "providers/locks", "name": "P.Q/l"}, {"type": "/providers/locks", "name": "P.Q/m"}]})",
       "A.B/c x ~A.B/c/x\nP.Q/locks l ~A.B/c/x/providers/P.Q/locks/l on ~A.B/c/x of 0\n"
       "P.Q/locks m ~A.B/c/x/providers/P.Q/locks/m on ~A.B/c/x of 0\n"},
      {R"({"type": "A.B/c/providers/locks", "name": "x/P.Q/l"}, {"type": "A.B/c/d/providers/e/f", "name": "x/y/P.Q/l/m"})",
       "P.Q/locks l ~A.B/c/x/providers/P.Q/locks/l on ~A.B/c/x\n"
       "P.Q/e/f l/m ~A.B/c/x/d/y/providers/P.Q/e/l/f/m on ~A.B/c/x/d/y\n"},
      {R"({"type": "A.B/c", "name": "x"}, {"type": "P.Q/locks", "name": "l", "scope": "A.B/c/x"})",
       "A.B/c x ~A.B/c/x\nP.Q/locks l ~A.B/c/x/providers/P.Q/locks/l on ~A.B/c/x of 0\n"},
      {R"({"type": "P.Q/locks", "name": "l", "scope": "[resourceId('A.B/c/d', 'x', 'y')]"})",
       "P.Q/locks l ~A.B/c/x/d/y/providers/P.Q/locks/l on ~A.B/c/x/d/y\n"},
      {R"({"type": "P.Q/locks", "name": "l", "scope": "/"})",
       "P.Q/locks l /providers/P.Q/locks/l\n"},
      {R"({"type": "P.Q/locks", "name": "l", "scope": "[format('Microsoft.Management/managementGroups/{0}', 'mg')]"})",
       "P.Q/locks l /providers/Microsoft.Management/managementGroups/mg/providers/P.Q/locks/l on "
       "/providers/Microsoft.Management/managementGroups/mg\n"},
      {R"({"type": "[concat('A.B', '/c')]", "name": "[concat('x', 1)]"})", "A.B/c x1 ~A.B/c/x1\n"},
      {R"({"type": "A.B/c", "name": "[reference('/q').n]"}, {"type": "A.B/c/d", "name": "[concat(reference('/q').n, '/y')]"})",
       "A.B/c <reference('/q').n> <concat('~A.B/c/', reference('/q').n)>\n"
       "A.B/c/d <concat(reference('/q').n, '/y')> <concat('~A.B/c/', reference('/q').n, '/d/y')> "
       "of "
       "0\n"},
      {R"({"type": "A.B/c/d", "name": "[reference('/q').n]"})",
       "A.B/c/d <reference('/q').n> <extensionResourceId('/subscriptions/s/resourceGroups/g', "
       "'A.B/c/d', reference('/q').n)>\n"},
      {R"({"type": "A.B/c", "name": "x", "existing": true})", "A.B/c x ~A.B/c/x existing\n"},
      {R"({"type": "A.B/c", "name": "x", "existing": true, "resourceGroup": "o"})",
       "A.B/c x /subscriptions/s/resourceGroups/o/providers/A.B/c/x existing\n"},
      {R"({"type": "A.B/c", "name": "x", "existing": true, "subscriptionId": "s2", "resourceGroup": "o"})",
       "A.B/c x /subscriptions/s2/resourceGroups/o/providers/A.B/c/x existing\n"},
      {R"({"type": "A.B/c", "name": "x", "condition": false, "resources": [{"type": "d", "name": "y"}]}, {"type": "A.B/c/d", "name": "x/z"})",
       "A.B/c/d x/z ~A.B/c/x/d/z\n"},
      {R"({"type": "A.B/c", "name": "x", "condition": "[reference('/q').b]", "resources": [{"type": "d", "name": "y", "condition": "[reference('/q').c]"}, {"type": "d", "name": "z"}]})",
       "A.B/c x ~A.B/c/x if reference('/q').b\n"
       "A.B/c/d x/y ~A.B/c/x/d/y if and(reference('/q').b, reference('/q').c) of 0\n"
       "A.B/c/d x/z ~A.B/c/x/d/z if reference('/q').b of 0\n"},
      {R"({"type": "A.B/c", "name": "x", "condition": "[and(true(), not(false()))]"})",
       "A.B/c x ~A.B/c/x\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.resources);
    const Expansion expansion = expanded(resources_template(row.resources), in_group());
    CHECK(messages(expansion).empty());
    CHECK(listing(expansion) == row.expected);
  }
}

TEST_CASE("ids at the scopes above groups") {
  const auto at_scope = [](std::string_view schema, std::string_view resources) {
    return R"({"$schema": "https://schema.management.azure.com/schemas/2019-08-01/)" +
           std::string(schema) + R"(.json#", "contentVersion": "1.0.0.0", "resources": [)" +
           std::string(resources) + "]}";
  };
  struct Row {
    const char* schema;
    const char* resources;
    const char* expected;
  };
  const Row rows[] = {
      {"subscriptionDeploymentTemplate",
       R"({"type": "Microsoft.Resources/resourceGroups", "name": "rg"})",
       "Microsoft.Resources/resourceGroups rg /subscriptions/s/resourceGroups/rg\n"},
      {"subscriptionDeploymentTemplate",
       R"({"type": "A.B/c", "name": "[resourceId('A.B/d', 'y')]"})", nullptr},
      {"subscriptionDeploymentTemplate",
       R"({"type": "A.B/c", "name": "[uniqueString(subscription().id, deployment().location)]"})",
       nullptr},
      {"SubscriptionDeploymentTemplate", R"({"type": "A.B/c", "name": "x"})",
       "A.B/c x /subscriptions/s/providers/A.B/c/x\n"},
      {"managementGroupDeploymentTemplate", R"({"type": "A.B/c", "name": "x"})",
       "A.B/c x /providers/Microsoft.Management/managementGroups/m/providers/A.B/c/x\n"},
      {"managementGroupDeploymentTemplate",
       R"({"type": "Microsoft.Management/managementGroups", "name": "x", "scope": "/"})",
       "Microsoft.Management/managementGroups x "
       "/providers/Microsoft.Management/managementGroups/x\n"},
      {"tenantDeploymentTemplate", R"({"type": "A.B/c", "name": "x"})",
       "A.B/c x /providers/A.B/c/x\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.resources);
    const Expansion expansion = expanded(at_scope(row.schema, row.resources), in_group());
    if (row.expected == nullptr)
      continue;
    CHECK(messages(expansion).empty());
    CHECK(listing(expansion) == row.expected);
  }
  CHECK(messages(expanded(at_scope("subscriptionDeploymentTemplate",
                                   R"({"type": "A.B/c", "name": "[resourceGroup().name]"})"),
                          in_group())) ==
        "scope: resourceGroup() is used where the deployment has no resource group\n");
  const Expansion expansion = expanded(
      at_scope("subscriptionDeploymentTemplate",
               R"({"type": "A.B/c", "name": "x", "properties": {"id": "[resourceId('A.B/d', 'y')]",
"group": "[resourceId('rg', 'A.B/d', 'y')]", "other": "[resourceId('11111111-2222-3333-4444-555555555555', 'A.B/d', 'y')]", "location": "[deployment().location]"}})"),
      in_group());
  CHECK(
      json_text(*expansion.resources[0].body->object().find("properties")) ==
      R"({"id":"/subscriptions/s/providers/A.B/d/y","group":"/subscriptions/s/resourceGroups/rg/providers/A.B/d/y",)"
      R"("other":"/subscriptions/11111111-2222-3333-4444-555555555555/providers/A.B/d/y","location":"l"})");
}

TEST_CASE("resources that cannot be are reported and the rest is expanded") {
  struct Row {
    const char* resources;
    const char* expected;
  };
  const Row rows[] = {
      {R"({"name": "x"}, {"type": "A.B/c", "name": "ok"})",
       "resource-type: the resource has no type\n"},
      {R"({"type": "A.B/c"}, {"type": "A.B/c", "name": "ok"})",
       "resource-name: the resource has no name\n"},
      {R"("text", {"type": "A.B/c", "name": "ok"})",
       "resource-shape: a resource must be an object\n"},
      {R"({"type": "A.B/c", "name": "x/y"}, {"type": "A.B/c", "name": "ok"})",
       "resource-name: the name `x/y` has 2 parts, the type `A.B/c` takes 1\n"},
      {R"({"type": "A.B/c/d", "name": "x"}, {"type": "A.B/c", "name": "ok"})",
       "resource-name: the name `x` has 1 part, the type `A.B/c/d` takes 2\n"},
      {R"({"type": "A.B/c/providers/d", "name": "x/y"}, {"type": "A.B/c", "name": "ok"})",
       "resource-name: the name `x/y` does not fit the type `A.B/c/providers/d`\n"},
      {R"({"type": "A.B/c", "name": ["x"]}, {"type": "A.B/c", "name": "ok"})",
       "resource-shape: the name must be a string\n"},
      {R"({"type": "A.B/c", "name": "x", "condition": "yes"}, {"type": "A.B/c", "name": "ok"})",
       "condition: the condition must be a boolean\n"},
      {R"({"type": "[reference('x').t]", "name": "x"}, {"type": "A.B/c", "name": "ok"})",
       "resource-type: the type of the resource is not known\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.resources);
    const Expansion expansion = expanded(resources_template(row.resources), in_group());
    CHECK(messages(expansion) == row.expected);
    REQUIRE_FALSE(expansion.resources.empty());
    CHECK(expansion.resources.back().name->text() == "ok");
  }
}

TEST_CASE("what is a part of the resource stays in its body, the template's own members do not") {
  const Json result = written(expanded(
      resources_template(
          R"({"type": "A.B/c", "apiVersion": "[concat('2020', '-01-01')]", "name": "x", "comments": "c", "metadata": {"a": 1},
"dependsOn": ["y"], "condition": true, "location": "[resourceGroup().location]", "sku": {"name": "s"}, "kind": "k", "zones": ["1"],
"tags": {"a": "[null()]", "b": null, "c": "[[x]"}, "identity": {"type": "None"}, "plan": {}, "properties": {"deep": {"gone": "[json('null')]", "list": [null, "[null()]"]}}})"),
      in_group()));
  CHECK(
      result["predictedResources"][0].dump() ==
      R"({"id":"/subscriptions/s/resourceGroups/g/providers/A.B/c/x","type":"A.B/c","name":"x","apiVersion":"2020-01-01",)"
      R"("location":"l","sku":{"name":"s"},"kind":"k","zones":["1"],"tags":{"c":"[[x]"},"identity":{"type":"None"},"plan":{},)"
      R"("properties":{"deep":{"list":[null,null]}}})");
}

TEST_CASE("reference() knows what the template declares and leaves the rest open") {
  const std::string resources = R"("variables": {"id": "[resourceId('A.B/c', 'x')]"}, "resources": [
{"type": "A.B/c", "apiVersion": "2020-01-01", "name": "x", "location": "l2", "properties": {"a": {"b": 1, "n": null}, "list": [{"k": "v"}]}},
{"type": "A.B/c", "apiVersion": "2020-01-01", "name": "off", "condition": false, "properties": {"a": 1}},
{"type": "A.B/c/d", "name": "x/y", "properties": {"self": "[reference('x/y').other]", "loop": "[reference(variables('id')).a.b]"}}], )";
  struct Row {
    const char* expression;
    const char* expected;
  };
  const Row rows[] = {
      {"[reference(variables('id')).a.b]", "1"},
      {"[reference('x').a.b]", "1"},
      {"[reference('A.B/c/x').a.b]", "1"},
      {"[reference(toUpper(variables('id'))).a.b]", "1"},
      {"[reference('x').a.n]", "<reference('~A.B/c/x').a.n>"},
      {"[reference('x').a]", "<reference('~A.B/c/x').a>"},
      {"[reference('x').host]", "<reference('~A.B/c/x').host>"},
      {"[reference('x').list[0].k]", "\"v\""},
      {"[reference('x').list[0].z]", "<reference('~A.B/c/x').list[0].z>"},
      {"[length(reference('x').list)]", "<length(reference('~A.B/c/x').list)>"},
      {"[contains(reference('x'), 'a')]", "true"},
      {"[contains(reference('x'), 'z')]", "<contains(reference('~A.B/c/x'), 'z')>"},
      {"[reference('x', '2020-01-01', 'Full').location]", "\"l2\""},
      {"[reference('x', '2020-01-01', 'full').id]", "\"~A.B/c/x\""},
      {"[reference('x', '2020-01-01', 'Full').apiVersion]", "\"2020-01-01\""},
      {"[reference('x', '2020-01-01', 'Full').properties.a.b]", "1"},
      {"[reference('x', '2020-01-01', 'Full').identity.principalId]",
       "<reference('~A.B/c/x', '2020-01-01', 'Full').identity.principalId>"},
      {"[reference('off').a]", "<reference('~A.B/c/off').a>"},
      {"[reference('nowhere').a]", "<reference('nowhere').a>"},
      {"[reference('x/y').self]", "<reference('~A.B/c/x/d/y').other>"},
      {"[reference('x/y').loop]", "1"},
      {"[tryGet(reference('x'), 'a', 'b')]", "1"},
      {"[tryGet(reference('x'), 'z')]", "<reference('~A.B/c/x').z>"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const Expansion expansion =
        expanded(group_template(resources + R"("outputs": {"r": {"value": )" +
                                json_quoted(row.expression) + "}}"),
                 in_group());
    CHECK(messages(expansion).empty());
    const Value& value = *expansion.outputs.at(0).value;
    CHECK(shortened(value.is(ValueKind::unknown) ? "<" + expression_text(value) + ">"
                                                 : json_text(value)) == row.expected);
  }
}

TEST_CASE(
    "declarations of one id are merged: members together, named lists by name, else the later "
    "one") {
  const Expansion expansion = expanded(resources_template(R"(
{"type": "A.N/vnets", "apiVersion": "1", "name": "v", "tags": {"a": "1"}, "properties": {"space": ["x"], "subnets": [{"name": "s1", "properties": {"p": 1, "q": 1}}], "flag": true}},
{"type": "A.N/other", "name": "o"},
{"type": "a.n/VNETS", "apiVersion": "2", "name": "V", "properties": {"space": ["y"], "subnets": [{"name": "S1", "properties": {"q": 2}}, {"name": "s2"}], "flag": false}},
{"type": "A.N/vnets/subnets", "name": "v/s3"},
{"type": "A.N/vnets", "name": "v", "condition": "[reference('q').b]"}, {"type": "A.N/vnets", "name": "v", "existing": true})"),
                                       in_group());
  REQUIRE(expansion.resources.size() == 5);
  const Predicted& network = expansion.resources[0];
  CHECK(
      json_text(*network.body) ==
      R"({"tags":{"a":"1"},"properties":{"space":["y"],"subnets":[{"name":"S1","properties":{"p":1,"q":2}},{"name":"s2"}],"flag":false}})");
  CHECK(network.api_version->text() == "2");
  CHECK(network.merged.size() == 1);
  CHECK(expansion.resources[2].parent == 0);
}

TEST_CASE("extension providers other than ARM are kept with their alias") {
  const Json result = written(expanded(
      R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
"languageVersion": "2.1-experimental", "contentVersion": "1.0.0.0", "extensions": {"graph": {"name": "MicrosoftGraph", "version": "1.0.0"}},
"resources": {"group": {"extension": "graph", "type": "Microsoft.Graph/groups@v1.0", "properties": {"displayName": "[concat('a', 'b')]"}}}})"));
  CHECK(
      result["predictedResources"].dump() ==
      R"([{"type":"Microsoft.Graph/groups","apiVersion":"v1.0","extension":"graph","properties":{"displayName":"ab"}}])");
}

}  // namespace template_test
