#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {
namespace {

/// Limits and what a template that goes past them is told.
struct Row {
  const char* name;
  std::string text;
  void (*set)(Limits&);
  const char* expected;
};

std::string nested_deployments(int levels) {
  std::string inside = R"("resources": [])";
  for (int i = 0; i < levels; ++i)
    inside =
        R"("resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "template": {)" +
        inside + "}}}]";
  return group_template(inside);
}

std::string nested_arrays(int levels) {
  return group_template(R"("resources": [], "outputs": {"o": {"value": )" +
                        std::string(static_cast<std::size_t>(levels), '[') +
                        std::string(static_cast<std::size_t>(levels), ']') + "}}");
}

}  // namespace

TEST_CASE("limits end in a diagnostic that names them, and what was not done is unknown") {
  const Row rows[] = {
      {"steps",
       output_template(
           R"("[map(range(0, 10000), lambda('i', map(range(0, 10000), lambda('j', 1))))]")"),
       [](Limits& limits) { limits.steps = 100000; },
       "limit: the evaluation takes more than 100000 steps\n"},
      {"depth",
       output_template(
           R"("[my.down(500)]")",
           R"("functions": [{"namespace": "my", "members": {"down": {"parameters": [{"name": "n", "type": "int"}],
"output": {"type": "int", "value": "[if(equals(parameters('n'), 0), 0, my.down(sub(parameters('n'), 1)))]"}}}}])"),
       [](Limits&) {}, "limit: evaluations are nested more than 800 levels\n"},
      {"memory",
       output_template(
           R"("[reduce(range(0, 10000), 'x', lambda('a', 'i', concat(lambdaVariables('a'), '0123456789012345678901234567890123456789')))]")"),
       [](Limits& limits) { limits.memory = 10 << 20; },
       "limit: the values take more than 10485760 bytes\n"},
      {"deployments",
       group_template(
           R"("resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "[string(copyIndex())]", "copy": {"name": "l", "count": 100}, "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "template": {"resources": []}}}])"),
       [](Limits& limits) { limits.resources = 20; },
       "limit: there are more than 20 deployments\n"},
      {"text",
       output_template(
           R"("[length(reduce(range(0, 30), 'x', lambda('a', 'i', concat(lambdaVariables('a'), lambdaVariables('a')))))]")"),
       [](Limits& limits) { limits.text_bytes = 1 << 20; },
       "limit: a text is longer than 1048576 bytes\n"},
      {"loop",
       group_template(
           R"("resources": [{"type": "A.B/c", "name": "[string(copyIndex())]", "copy": {"name": "l", "count": 11}}])"),
       [](Limits& limits) { limits.loop_count = 10; },
       "limit: the copy loop has 11 turns, the limit is 10\n"},
      {"modules", nested_deployments(8), [](Limits& limits) { limits.module_depth = 5; },
       "limit: deployments are nested more than 5 levels\nmodule-content: what the deployment "
       "creates is not known: deployments are nested more than 5 levels\n"},
      {"resources",
       group_template(
           R"("resources": [{"type": "A.B/c", "name": "[string(copyIndex())]", "copy": {"name": "l", "count": 800}}])"),
       [](Limits& limits) { limits.resources = 100; },
       "limit: there are more than 100 resources\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Given given;
    row.set(given.options.limits);
    const Expansion expansion = expanded(row.text, given);
    CHECK(messages(expansion) == row.expected);
    CHECK(write_json(expansion));
  }
}

TEST_CASE("output is bounded") {
  const Expansion expansion = expanded(output_template(R"("[range(0, 1000)]")"));
  WriteOptions options;
  options.output_bytes = 1000;
  const auto result = write_json(expansion, options);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::limit);
}

/// An array that holds the one before twice, `levels` times.
Expansion doubled(int levels) {
  std::string variables = R"("variables": {"v0": "[reference('x').a]")";
  for (int i = 1; i <= levels; ++i) {
    const std::string before = "variables('v" + std::to_string(i - 1) + "')";
    variables +=
        ", \"v" + std::to_string(i) + "\": \"[createArray(" + before + ", " + before + ")]\"";
  }
  const std::string last = "\"[string(variables('v" + std::to_string(levels) + "'))]\"";
  return expanded(output_template(last, variables + "}"));
}

TEST_CASE("what doubles at every step ends in a diagnostic") {
  CHECK(messages(doubled(199)).find("limit: a value has more than 300 levels or 8000000 parts") !=
        std::string::npos);
}

TEST_CASE("a residual that doubles at every step stays short") {
  const Expansion expansion = doubled(20);
  CHECK(messages(expansion).empty());
  CHECK(expression_text(*expansion.outputs.at(0).value).size() < 10000);
}

TEST_CASE("residuals that double at every step are compared in no time") {
  for (const char* const text :
       {"replace(V, 'x', V)", "union(V, V)", "add(V, V)", "if(equals(V, 'q'), V, toUpper(V))"}) {
    const std::string step = text;
    CAPTURE(step);
    std::string variables;
    for (const char list : {'v', 'w'}) {
      variables +=
          (variables.empty() ? "\"" : ", \"") + std::string(1, list) + R"(0": "[parameters('p')]")";
      for (int i = 1; i <= 60; ++i) {
        const std::string before =
            "variables('" + std::string(1, list) + std::to_string(i - 1) + "')";
        std::string value = step;
        for (std::size_t at = value.find('V'); at != std::string::npos; at = value.find('V', at))
          value.replace(at, 1, before);
        variables += ", \"" + std::string(1, list) + std::to_string(i) + "\": \"[" + value + "]\"";
      }
    }
    const Expansion expansion = expanded(
        output_template(R"("[if(equals(variables('v60'), variables('w60')), 'same', 'other')]")",
                        R"("parameters": {"p": {"type": ")" +
                            std::string(step[0] == 'a'   ? "int"
                                        : step[0] == 'u' ? "array"
                                                         : "string") +
                            R"("}}, "variables": {)" + variables + "}"));
    CHECK_FALSE(has_error(expansion));
    CHECK(written(expansion)["outputs"]["r"]["value"] == "same");
  }
}

TEST_CASE("outputs that are too great together are unknown, and secrets in them do no harm") {
  std::string variables = R"("v0": "[parameters('p')]")";
  for (int i = 1; i <= 22; ++i) {
    const std::string before = "variables('v" + std::to_string(i - 1) + "')";
    variables += ", \"v" + std::to_string(i) + "\": \"[concat(" + before + ", " + before + ")]\"";
  }
  const Expansion expansion = expanded(group_template(
      R"("parameters": {"p": {"type": "string"}}, "variables": {)" + variables +
      R"(}, "resources": [], "outputs": {"a": {"type": "string", "value": "[variables('v22')]"},
"b": {"type": "string", "value": "[variables('v22')]"}, "c": {"type": "string", "value": "[variables('v21')]"}})"));
  CHECK(messages(expansion).find("limit: a value has more than") != std::string::npos);
}

TEST_CASE("deep JSON ends in an error of the reader, deep values in an unknown") {
  CHECK(written(expanded(nested_arrays(100)))["outputs"]["o"]["value"].dump().size() == 200);
  Input input{{"main.json", shared(nested_arrays(100000))}, {}, {}};
  CHECK(expand(input).error().code == ErrorCode::limit);
  const Expansion expansion = expanded(output_template(
      R"("[reduce(range(0, 5000), 'x', lambda('a', 'i', createArray(lambdaVariables('a'))))]")"));
  CHECK(expansion.outputs.at(0).value->deep_unknown != 0);
  const Expansion unknown = expanded(output_template(
      R"("[reduce(range(0, 5000), reference('x').a, lambda('a', 'i', toLower(lambdaVariables('a'))))]")"));
  CHECK(unknown.outputs.at(0).value->is(ValueKind::unknown));
  CHECK(write_json(unknown));
}

TEST_CASE("many diagnostics are cut and one of many turns is told once") {
  const Expansion expansion = expanded(group_template(
      R"("resources": [{"type": "A.B/c", "name": "[string(copyIndex())]", "copy": {"name": "l", "count": 500}, "properties": {"a": "[createObject().x]"}}])"));
  CHECK(expansion.diagnostics.size() == 1);
  std::string outputs;
  for (int i = 0; i < 1500; ++i)
    outputs += std::string(i == 0 ? "" : ", ") + "\"o" + std::to_string(i) +
               "\": {\"value\": \"[createObject().x]\"}";
  CHECK(expanded(group_template("\"resources\": [], \"outputs\": {" + outputs + "}"))
            .diagnostics.size() == 1000);
}

TEST_CASE("what is no template is an error") {
  struct Bad {
    const char* text;
    ErrorCode code;
  };
  const Bad rows[] = {
      {"", ErrorCode::syntax},
      {"{", ErrorCode::syntax},
      {"[]", ErrorCode::format},
      {"{}", ErrorCode::format},
      {"null", ErrorCode::format},
      {R"({"resources": []})", ErrorCode::format},
      {R"({"$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentParameters.json#"})",
       ErrorCode::format},
  };
  for (const Bad& row : rows) {
    CAPTURE(row.text);
    Input input{{"main.json", shared(row.text)}, {}, {}};
    const auto result = expand(input);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == row.code);
    CHECK(result.error().place.starts_with("main.json"));
  }
  Input broken{
      {"main.json", shared(group_template("\"resources\": []"))}, {{"p.json", shared("[")}}, {}};
  CHECK(expand(broken).error().code == ErrorCode::syntax);
  CHECK(expand(Input{}).error().code == ErrorCode::argument);
}

TEST_CASE("templates with sections of the wrong kind do no harm") {
  const char* rows[] = {
      R"("resources": {}, "parameters": [], "variables": [1], "functions": {}, "outputs": []})",
      R"("resources": [], "parameters": {"p": 1, "q": {"type": 5}, "r": {"type": "nothing"}}, "outputs": {"o": 1, "u": {}})",
      R"("resources": [{}, 1, null, {"type": 1, "name": {}}, {"type": "", "name": ""}, {"type": "A.B/c", "name": "x", "resources": 5, "copy": "text", "properties": 5}])",
      R"("resources": [{"type": "Microsoft.Resources/deployments", "name": "d"}, {"type": "Microsoft.Resources/deployments", "name": "e", "properties": {}}, {"type": "Microsoft.Resources/deployments", "name": "f", "properties": {"template": "[variables('x')]"}}, {"type": "Microsoft.Resources/deployments", "name": "g", "properties": {"template": {}, "parameters": 5}}])",
      R"("functions": [{"namespace": "n", "members": {"f": {}, "g": 5}}, 5], "resources": [], "outputs": {"o": {"value": "[n.f()]"}})",
      R"("definitions": {"a": {"$ref": "#/definitions/a"}, "b": {"$ref": "elsewhere#x"}}, "parameters": {"a": {"$ref": "#/definitions/a"}, "b": {"$ref": "#/definitions/b"}, "c": {"$ref": "#/definitions/none/items/prefixItems/9"}}, "resources": [], "outputs": {"o": {"value": ["[parameters('a')]", "[parameters('b')]", "[parameters('c')]"]}})",
  };
  for (const char* row : rows) {
    CAPTURE(row);
    std::string text = group_template(row);
    if (text.ends_with("}}}}"))
      text.pop_back();
    Input input{{"main.json", shared(text)}, {}, {}};
    const auto result = expand(input);
    if (result)
      CHECK(write_json(*result));
  }
}

}  // namespace template_test
