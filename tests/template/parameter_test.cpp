#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {
namespace {

/// The output `[parameters('p')]` with this declaration of `p`.
std::string with_parameter(std::string_view declaration, std::string_view more = "") {
  return output_template(
      "\"[parameters('P')]\"",
      R"("parameters": {"p": )" + std::string(declaration) + std::string(more) + "}");
}

std::string value_text(const Expansion& expansion) {
  const Value& value = *expansion.outputs.at(0).value;
  const std::string secret = value.is_secret() ? "secret " : "";
  return secret +
         (value.is(ValueKind::unknown) ? "<" + expression_text(value) + ">" : json_text(value));
}

}  // namespace

TEST_CASE("a parameter has the strongest value given, else its default, else it is unknown") {
  struct Row {
    const char* declaration;
    const char* file;
    const char* override_text;
    const char* expected;
  };
  const Row rows[] = {
      {R"({"type": "string"})", "", nullptr, "<parameters('p')>"},
      {R"({"type": "string", "defaultValue": "d"})", "", nullptr, "\"d\""},
      {R"({"type": "string", "defaultValue": "[concat('a', 'b')]"})", "", nullptr, "\"ab\""},
      {R"({"type": "string", "defaultValue": "d"})", R"({"parameters": {"P": {"value": "f"}}})",
       nullptr, "\"f\""},
      {R"({"type": "string", "defaultValue": "d"})", R"({"parameters": {"p": {"value": "f"}}})",
       "o", "\"o\""},
      {R"({"type": "string"})", R"({"parameters": {"p": {"value": "[concat('a')]"}}})", nullptr,
       "\"[concat('a')]\""},
      {R"({"type": "string"})", R"({"p": {"value": "bare"}})", nullptr, "\"bare\""},
      {R"({"type": "string", "defaultValue": "d"})", R"({"parameters": {"p": {"value": null}}})",
       nullptr, "\"d\""},
      {R"({"type": "string", "nullable": true})", "", nullptr, "null"},
      {R"({"type": "string", "nullable": true})", R"({"parameters": {"p": {"value": null}}})",
       nullptr, "null"},
      {R"({"type": "string"})", R"({"parameters": {"p": {"value": null}}})", nullptr,
       "<parameters('p')>"},
      {R"({"type": "int"})", "", "5", "5"},
      {R"({"type": "string"})", "", "5", "\"5\""},
      {R"({"type": "bool"})", "", "true", "true"},
      {R"({"type": "array"})", "", "[1, 'a']", "[1,\"a\"]"},
      {R"({"type": "object"})", "", "{a: 1}", "{\"a\":1}"},
      {R"({"type": "string"})",
       R"({"parameters": {"p": {"reference": {"keyVault": {"id": "x"}, "secretName": "y"}}}})",
       nullptr, "secret <parameters('p')>"},
      {R"({"type": "securestring"})", R"({"parameters": {"p": {"value": "f"}}})", nullptr,
       "secret \"f\""},
      {R"({"type": "secureObject"})", "", nullptr, "secret <parameters('p')>"},
      {R"({"type": "string", "defaultValue": "[newGuid()]"})", "", nullptr, "<newGuid()>"},
      {R"({"type": "string", "defaultValue": "[utcNow('yyyy')]"})", "", nullptr,
       "<utcNow('yyyy')>"},
      {R"({"type": "string", "defaultValue": "[variables('v')]"})", "", nullptr, "\"v\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.declaration);
    CAPTURE(row.file);
    Given given;
    given.parameters = row.file;
    if (row.override_text != nullptr)
      given.overrides.emplace_back("p", row.override_text);
    const Expansion expansion =
        expanded(output_template("\"[parameters('p')]\"",
                                 R"("variables": {"v": "v"}, "parameters": {"p": )" +
                                     std::string(row.declaration) + "}"),
                 given);
    CHECK(messages(expansion).empty());
    CHECK(value_text(expansion) == row.expected);
  }
}

TEST_CASE("of several parameter files the later one is stronger") {
  Input input{{"main.json",
               shared(with_parameter(R"({"type": "string"})", R"(, "q": {"type": "string"})"))},
              {{"a.json", shared(R"({"parameters": {"p": {"value": "a"}, "q": {"value": "a"}}})")},
               {"b.json", shared(R"({"parameters": {"p": {"value": "b"}}})")}},
              {}};
  const Expansion expansion = expand(input).value();
  CHECK(value_text(expansion) == "\"b\"");
}

TEST_CASE("a required parameter without value is listed and of its type") {
  const Expansion expansion = expanded(with_parameter(R"({"type": "int"})"));
  CHECK(expansion.missing_parameters == std::vector<std::string>{"p"});
  const Value& value = *expansion.outputs.at(0).value;
  CHECK(value.hint == ValueKind::integer);
  CHECK(value.unknown().kind == UnknownKind::parameter);
  CHECK(value.unknown().never_null);
}

TEST_CASE("what is wrong with a value is a diagnostic at the value, and the value is used") {
  struct Row {
    const char* declaration;
    const char* value;
    const char* expected;
  };
  const Row rows[] = {
      {R"({"type": "int"})", "\"x\"", "parameter `p` must be an integer, its value is a string"},
      {R"({"type": "string", "allowedValues": ["a", "b"]})", "\"c\"",
       "parameter `p` has a value that is not allowed"},
      {R"({"type": "string", "allowedValues": ["a", "b"]})", "\"B\"", ""},
      {R"({"type": "array", "allowedValues": ["a", "b"]})", "[\"a\", \"b\"]", ""},
      {R"({"type": "array", "allowedValues": ["a", "b"]})", "[\"a\", \"c\"]",
       "parameter `p` has a value that is not allowed"},
      {R"({"type": "string", "minLength": 3})", "\"ab\"", "parameter `p` is shorter than 3"},
      {R"({"type": "array", "maxLength": 1})", "[1, 2]", "parameter `p` is longer than 1"},
      {R"({"type": "int", "minValue": 3})", "2", "parameter `p` is less than 3"},
      {R"({"type": "int", "maxValue": 3})", "4", "parameter `p` is greater than 3"},
      {R"({"type": "int", "minValue": 3, "maxValue": 4})", "4", ""},
      {R"({"$ref": "#/definitions/short"})", "\"abcd\"", "parameter `p` is longer than 3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.declaration);
    CAPTURE(row.value);
    Given given;
    given.parameters = R"({"parameters": {"p": {"value": )" + std::string(row.value) + "}}}";
    const Expansion expansion = expanded(
        output_template(
            "\"[parameters('p')]\"",
            R"("definitions": {"short": {"type": "string", "maxLength": 3}}, "parameters": {"p": )" +
                std::string(row.declaration) + "}"),
        given);
    const std::string expected = row.expected;
    CHECK(messages(expansion) == (expected.empty() ? "" : "parameter-value: " + expected + "\n"));
    if (!expected.empty()) {
      CHECK(expansion.diagnostics.front().origin.document == 1);
      CHECK(expansion.diagnostics.front().origin.offset == given.parameters.find(row.value));
    }
    CHECK(json_text(*expansion.outputs.at(0).value) == Json::parse(row.value).dump());
  }
}

TEST_CASE("a value for a parameter that is not declared is told") {
  Given given;
  given.parameters = R"({"parameters": {"other": {"value": 1}}})";
  CHECK(messages(expanded(with_parameter(R"({"type": "int", "defaultValue": 1})"), given)) ==
        "parameter-undeclared: parameter `other` is given a value but not declared\n");
}

TEST_CASE("defaults and variables that depend on themselves end in an error") {
  CHECK(messages(expanded(
            with_parameter(R"({"type": "string", "defaultValue": "[parameters('q')]"})",
                           R"(, "q": {"type": "string", "defaultValue": "[parameters('p')]"})"))) ==
        "cycle: parameter `p` depends on itself\n");
  CHECK(messages(expanded(output_template(
            "\"[variables('a')]\"",
            R"("variables": {"a": "[variables('b')]", "b": {"c": ["[variables('a')]"]}})"))) ==
        "cycle: variable `a` depends on itself\n");
}

TEST_CASE(
    "variables are worked out when they are needed, so an unused one that fails is no matter") {
  const Expansion expansion = expanded(output_template(
      "\"[variables('good')]\"",
      R"("variables": {"bad": "[fail('no')]", "good": "[if(true(), 1, variables('bad'))]"})"));
  CHECK(messages(expansion).empty());
  CHECK(expansion.outputs.at(0).value->integer() == 1);
}

TEST_CASE(
    "a failing variable that was first met in a branch not taken is told when it is used for "
    "sure") {
  const std::string start =
      R"("parameters": {"p": {"type": "bool"}}, "variables": {"bad": "[createObject().x]"}, "resources": [], "outputs": {
"maybe": {"value": "[if(parameters('p'), variables('bad'), 1)]"})";
  CHECK(messages(expanded(group_template(start + "}"))).empty());
  CHECK(
      messages(expanded(group_template(start + R"(, "sure": {"value": "[variables('bad')]"}})"))) ==
      "expression: the object has no member `x`\n");
}

TEST_CASE("members of user-defined types that are secure make their values secret") {
  const std::string text = output_template(
      "\"[parameters('p')]\"",
      R"("definitions": {"inner": {"type": "object", "properties": {"key": {"type": "securestring"}, "open": {"type": "string"}}},
"kind": {"type": "object", "discriminator": {"propertyName": "type", "mapping": {
  "a": {"type": "object", "properties": {"type": {"type": "string"}, "s": {"type": "securestring"}}},
  "b": {"type": "object", "properties": {"type": {"type": "string"}, "s": {"type": "string"}}}}}},
"endless": {"type": "object", "properties": {"next": {"$ref": "#/definitions/endless"}, "key": {"type": "securestring"}}}},
"parameters": {"p": {"type": "object", "properties": {"i": {"$ref": "#/definitions/inner"}, "list": {"type": "array", "items": {"$ref": "#/definitions/inner/properties/key"}},
  "kind": {"$ref": "#/definitions/kind"}, "endless": {"$ref": "#/definitions/endless"}}, "additionalProperties": {"type": "securestring"}}})");
  Given given;
  given.parameters =
      R"({"parameters": {"p": {"value": {"i": {"key": "1", "open": "2"}, "list": ["3"], "other": "4",
"kind": {"type": "b", "s": "5"}, "endless": {"next": {"key": "6"}}}}}})";
  const Json result = written(expanded(text, given));
  CHECK(
      result["outputs"]["r"]["value"].dump() ==
      R"({"i":{"key":"[parameters('p')]","open":"2"},"list":["[parameters('p')]"],"other":"[parameters('p')]",)"
      R"("kind":{"type":"b","s":"5"},"endless":{"next":{"key":"[parameters('p')]"}}})");
  const Json missing = written(expanded(output_template(
      "\"[createArray(parameters('p').i.key, parameters('p').i.open)]\"",
      R"("definitions": {"inner": {"type": "object", "properties": {"key": {"type": "securestring"}}}},
"parameters": {"p": {"type": "object", "properties": {"i": {"$ref": "#/definitions/inner"}}}})")));
  CHECK(missing["outputs"]["r"]["value"].dump() ==
        R"(["[parameters('p').i.key]","[parameters('p').i.open]"])");
}

TEST_CASE("worlds are the combinations of the few values that open parameters can have") {
  const std::string text = group_template(R"("parameters": {
"sku": {"type": "string", "allowedValues": ["Basic", "Standard", "Premium"]},
"open": {"type": "bool"}, "unused": {"type": "bool"}, "free": {"type": "string"},
"secret": {"type": "securestring", "allowedValues": ["a", "b"]}, "given": {"type": "bool", "defaultValue": true}},
"resources": [], "outputs": {"o": {"value": ["[parameters('sku')]", "[parameters('open')]", "[parameters('free')]",
"[parameters('secret')]", "[parameters('given')]", "[if(parameters('open'), parameters('sku'), 'none')]"]}})");
  const Expansion expansion = expanded(text);
  const std::vector<Candidate> found = candidates(expansion);
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "open");
  CHECK(found[0].values == std::vector<std::string>{"true", "false"});
  CHECK(found[1].name == "sku");
  CHECK(found[1].values == std::vector<std::string>{"\"Basic\"", "\"Standard\"", "\"Premium\""});
  const auto all = worlds(found);
  REQUIRE(all.size() == 6);
  CHECK(worlds(found, 5).size() == 2);
  CHECK(worlds(found, 1).size() == 1);
  CHECK(worlds({}).size() == 1);
  for (const auto& world : all) {
    Given given;
    given.options.assignments = world;
    const Expansion one = expanded(text, given);
    const auto items = one.outputs.at(0).value->items();
    CHECK(json_text(*items[1]) == world[0].second);
    CHECK(json_text(*items[0]) == world[1].second);
    CHECK(json_text(*items[5]) == (world[0].second == "true" ? world[1].second : "\"none\""));
    CHECK(candidates(one).empty());
  }
}

TEST_CASE("an open parameter with few values decides what is the same for all of them") {
  struct Row {
    const char* expression;
    const char* expected;
  };
  const Row rows[] = {
      {"[equals(parameters('sku'), 'Free')]", "false"},
      {"[startsWith(parameters('sku'), 's')]", "<startsWith(parameters('sku'), 's')>"},
      {"[contains(createArray('Basic', 'Standard'), parameters('sku'))]", "true"},
      {"[empty(parameters('sku'))]", "false"},
      {"[length(toLower(parameters('sku')))]", "<length(toLower(parameters('sku')))>"},
      {"[if(parameters('b'), 'x', 'x')]", "\"x\""},
      {"[or(parameters('b'), not(parameters('b')))]",
       "<or(parameters('b'), not(parameters('b')))>"},
      {"[variables('map')[parameters('sku')].tls]", "\"1.2\""},
      {"[variables('map')[parameters('sku')].n]", "<variables('map')>"},
      {"[if(parameters('b'), variables('map').Basic, variables('map').Standard).tls]", "\"1.2\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    const std::string actual = evaluated(
        row.expression, {},
        R"("parameters": {"sku": {"type": "string", "allowedValues": ["Basic", "Standard"]}, "b": {"type": "bool"}},
"variables": {"map": {"Basic": {"tls": "1.2", "n": 1}, "Standard": {"tls": "1.2", "n": 2}}})");
    const std::string expected = row.expected;
    if (expected == "<variables('map')>")
      CHECK(actual.front() == '<');
    else
      CHECK(actual == expected);
  }
}

TEST_CASE("a set of values may come with variables and functions of its own") {
  auto unit = std::make_shared<Unit>();
  const DocumentId main = unit->add_document(
      "main.json",
      with_parameter(R"({"type": "string"})", R"(, "q": {"type": "string", "nullable": true})"));
  const auto program = parse_template(*unit, main);
  REQUIRE(program);
  const DocumentId side = unit->add_document(
      "main.bicepparam",
      group_template(R"("resources": [], "variables": {"v": "[concat('a', 'b')]"})"));
  const auto context = parse_template(*unit, side);
  REQUIRE(context);
  ParameterSet set;
  set.context = *context;
  set.assignments.push_back(
      {.name = "p",
       .value = *parse_expression(*unit, "[concat(variables('v'), parameters('Q'))]", {}, false),
       .origin = {}});
  set.assignments.push_back({.name = "q", .value = unit->string("c", {}), .origin = {}});
  const auto expansion = evaluate(unit, **program, {set});
  REQUIRE(expansion);
  CHECK(messages(*expansion).empty());
  CHECK(expansion->outputs.at(0).value->text() == "abc");
}

TEST_CASE("external inputs stay unknown") {
  Given given;
  given.parameters =
      R"({"externalInputDefinitions": {"k": {"kind": "x"}}, "parameters": {"p": {"expression": "[concat('a-', externalInputs('k'))]"}}})";
  CHECK(value_text(expanded(with_parameter(R"({"type": "string"})"), given)) ==
        "<concat('a-', externalInputs('k'))>");
}

}  // namespace template_test
