#include <doctest/doctest.h>

#include "cachewarden/base/fold.hpp"
#include "generator.hpp"
#include "support.hpp"
#include "template/functions.hpp"

namespace template_test {
namespace {

std::string outputs_of(const std::vector<std::string>& expressions) {
  std::string outputs;
  for (std::size_t i = 0; i < expressions.size(); ++i)
    outputs += (i == 0 ? "" : ", ") + json_quoted("o" + std::to_string(i)) + R"(: {"value": )" +
               json_quoted("[" + expressions[i] + "]") + "}";
  return group_template("\"parameters\": {" +
                        std::string(ExpressionGenerator::parameter_declarations) +
                        "}, \"resources\": [], \"outputs\": {" + outputs + "}");
}

std::string concrete_parameters(Choices& choices) {
  const std::vector<std::string> texts = {"", "ab", "A-b", "x", "kk", "z/\u00fc"};
  Json values;
  values["s0"]["value"] = choices.of(texts);
  values["s1"]["value"] = choices.of(std::vector<std::string>{"ab", "abc", "x"});
  values["n0"]["value"] = static_cast<int>(choices.below(9)) - 3;
  values["b0"]["value"] = choices.chance(50);
  values["b1"]["value"] = choices.chance(50);
  Json list = Json::array();
  for (std::uint32_t i = choices.below(4); i > 0; --i)
    list.push_back(choices.of(texts));
  values["l0"]["value"] = list;
  Json object = Json::object();
  for (std::uint32_t i = choices.below(3); i > 0; --i)
    object[choices.of(std::vector<std::string>{"k", "m", "Z"})] = choices.of(texts);
  values["o0"]["value"] = object;
  return Json{{"parameters", values}}.dump();
}

/// Whether `actual` is one of the values that `open` says are possible.
bool allows(const Value& open, const Value& actual) {
  if (open.is(ValueKind::unknown)) {
    const Unknown& unknown = open.unknown();
    if (actual.is(ValueKind::null))
      return !unknown.never_null;
    if (open.hint != ValueKind::unknown && open.hint != actual.kind)
      return false;
    if (!unknown.choices.empty()) {
      for (const Value* choice : unknown.choices) {
        if (allows(*choice, actual))
          return true;
      }
      return false;
    }
    if (actual.is(ValueKind::string))
      return actual.text().starts_with(known_prefix(open)) &&
             actual.text().ends_with(known_suffix(open)) &&
             !(unknown.never_empty && actual.text().empty());
    if (actual.is(ValueKind::array))
      return !(unknown.never_empty && actual.items().empty());
    if (!actual.is(ValueKind::object))
      return true;
    if (unknown.overlay != nullptr && unknown.overlay->is(ValueKind::object)) {
      for (const Member& member : unknown.overlay->object().members) {
        const Value* found = actual.object().find(member.name);
        const bool scalar =
            !member.value->is(ValueKind::object) && !member.value->is(ValueKind::array);
        if (found == nullptr || (scalar && !allows(*member.value, *found)))
          return false;
      }
    }
    return !(unknown.never_empty && actual.object().members.empty());
  }
  if (open.kind != actual.kind)
    return false;
  if (open.is(ValueKind::array)) {
    if (open.items().size() != actual.items().size())
      return false;
    for (std::size_t i = 0; i < open.items().size(); ++i) {
      if (!allows(*open.items()[i], *actual.items()[i]))
        return false;
    }
    return true;
  }
  if (!open.is(ValueKind::object))
    return equal(open, actual) == Truth::yes;
  if (open.object().open)
    return true;
  if (open.object().members.size() != actual.object().members.size())
    return false;
  for (const Member& member : open.object().members) {
    const Value* found = actual.object().find(member.name);
    if (found == nullptr || !allows(*member.value, *found))
      return false;
  }
  return true;
}

}  // namespace

TEST_CASE("what is known with open parameters holds whatever their values are") {
  constexpr int rounds = 1500;
  constexpr std::size_t per_round = 8;
  std::size_t known = 0;
  std::size_t compared = 0;
  for (int seed = 1; seed <= rounds; ++seed) {
    Choices choices(static_cast<std::uint64_t>(seed));
    ExpressionGenerator generator(choices, false);
    std::vector<std::string> expressions;
    for (std::size_t i = 0; i < per_round; ++i)
      expressions.push_back(generator.make(static_cast<Sort>(choices.below(5)),
                                           1 + static_cast<int>(choices.below(4))));
    const std::string text = outputs_of(expressions);
    const Expansion open = expanded(text);
    CAPTURE(text);
    CHECK(messages(open) == "");
    for (int world = 0; world < 3; ++world) {
      Given given;
      given.parameters = concrete_parameters(choices);
      CAPTURE(given.parameters);
      const Expansion one = expanded(text, given);
      CHECK(messages(one) == "");
      for (std::size_t i = 0; i < per_round; ++i) {
        const std::string& expression = expressions[i];
        CAPTURE(expression);
        const Value& before = *open.outputs.at(i).value;
        const Value& after = *one.outputs.at(i).value;
        const std::string says = expression_text(before);
        const std::string is = expression_text(after);
        CAPTURE(says);
        CAPTURE(is);
        if (after.is_known()) {
          CHECK(allows(before, after));
          ++compared;
        }
        known += before.is_known() ? 1 : 0;
      }
    }
  }
  CHECK(compared > rounds * per_round * 2);
  CHECK(known > rounds);
}

TEST_CASE(
    "generated templates with loops, deployments and runtime values are expanded without blame") {
  constexpr int rounds = 400;
  std::size_t resources = 0;
  for (int seed = 1; seed <= rounds; ++seed) {
    Choices choices(static_cast<std::uint64_t>(seed) + 100000);
    ExpressionGenerator generator(choices, true);
    const auto e = [&](Sort sort) {
      return json_quoted("[" + generator.make(sort, 1 + static_cast<int>(choices.below(3))) + "]");
    };
    const auto body = [&](auto&& self, int depth) -> std::string {
      std::string text = R"({"t": )" + e(Sort::text) + R"(, "l": )" + e(Sort::list) + R"(, "o": )" +
                         e(Sort::object);
      if (choices.chance(40))
        text += R"(, "copy": [{"name": "turns", "count": )" + std::to_string(choices.below(3)) +
                R"(, "input": {"i": "[copyIndex('turns')]", "v": )" + e(Sort::text) + "}}]";
      if (depth > 0)
        text += R"(, "deep": [)" + self(self, depth - 1) + "]";
      return text + "}";
    };
    const auto resource = [&](int number) {
      std::string text = R"({"type": "A.B/c", "apiVersion": "2020-01-01", "name": "[concat('r)" +
                         std::to_string(number) +
                         R"(-', copyIndex())]", "copy": {"name": "outer", "count": )" +
                         (choices.chance(30) ? json_quoted("[length(parameters('l0'))]")
                                             : std::to_string(1 + choices.below(3))) +
                         "}";
      if (choices.chance(50))
        text += R"(, "condition": )" + e(Sort::truth);
      text += R"(, "tags": )" + e(Sort::object) + R"(, "properties": )" + body(body, 1);
      if (choices.chance(50))
        text += R"(, "resources": [{"type": "d", "apiVersion": "1", "name": )" +
                json_quoted("[uniqueString(" + generator.make(Sort::text, 1) + ")]") +
                R"(, "properties": )" + body(body, 0) + "}]";
      return text + "}";
    };
    const auto module = [&](int number, std::string_view scope) {
      const std::string parameters =
          scope == "inner" ? R"("s0": {"value": )" + e(Sort::text) +
                                 R"(}, "s1": {"value": "ab"}, "n0": {"value": )" + e(Sort::number) +
                                 R"(}, "b0": {"value": )" + e(Sort::truth) +
                                 R"(}, "b1": {"value": true}, "l0": {"value": )" + e(Sort::list) +
                                 R"(}, "o0": {"value": )" + e(Sort::object) + "}"
                           : std::string();
      return R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "m)" +
             std::to_string(number) +
             R"(", "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": ")" +
             std::string(scope) + R"("}, "parameters": {)" + parameters +
             R"(}, "template": {"contentVersion": "1.0.0.0", "parameters": {)" +
             ExpressionGenerator::parameter_declarations + R"(}, "resources": [)" +
             resource(number + 10) + R"(], "outputs": {"o": {"type": "string", "value": )" +
             e(Sort::text) + "}}}}}";
    };
    const std::string text = group_template(
        "\"parameters\": {" + std::string(ExpressionGenerator::parameter_declarations) +
        "}, \"resources\": [" + resource(1) + ", " + module(1, "inner") + ", " +
        module(2, "outer") +
        "], \"outputs\": {\"m\": {\"value\": \"[reference('m1').outputs.o.value]\"}}");
    CAPTURE(text);
    const Expansion expansion = expanded(text);
    CHECK(messages(expansion) == "");
    const Written first = write_json(expansion).value();
    CHECK(first.text == write_json(expanded(text)).value().text);
    const Json json = Json::parse(first.text);
    for (const auto& entry : json["unknown"]) {
      const Json::json_pointer pointer(entry["pointer"].get<std::string>());
      const bool by_name = pointer.back().starts_with('[');
      CHECK((by_name || json.at(pointer).get<std::string>().starts_with('[')));
    }
    resources += expansion.resources.size();
  }
  CHECK(resources > rounds * 4);
}

TEST_CASE("calls of every function with arguments of every kind come back") {
  const std::vector<std::string> arguments = {"null()",
                                              "true()",
                                              "0",
                                              "-5",
                                              "9223372036854775807",
                                              "''",
                                              "'text'",
                                              "'[a]'",
                                              "'{0}{1}'",
                                              "'10.0.0.0/8'",
                                              "'A.B/c'",
                                              "'/subscriptions/x'",
                                              "'2020-01-01T00:00:00Z'",
                                              "json('1.5')",
                                              "createArray()",
                                              "createArray(1, 'a', null())",
                                              "createArray(createArray(createArray()))",
                                              "createObject()",
                                              "createObject('a', 1, 'b', createObject())",
                                              "parameters('s0')",
                                              "parameters('s1')",
                                              "parameters('b0')",
                                              "parameters('l0')",
                                              "parameters('o0')",
                                              "reference('x')",
                                              "reference('/x').y",
                                              "listKeys('/x', '1').k",
                                              "resourceGroup()",
                                              "resourceGroup().name",
                                              "lambda('a', lambdaVariables('a'))",
                                              "lambda('a', 'b', true())",
                                              "if(parameters('b0'), 'x', createArray())",
                                              "deployment()"};
  std::size_t calls = 0;
  for (const Builtin& builtin : builtins()) {
    Choices choices(hash_folded(builtin.name));
    std::vector<std::string> expressions;
    for (int round = 0; round < 60; ++round) {
      std::string call = std::string(builtin.name) + "(";
      const std::uint32_t most = builtin.most == any_number ? 4U : builtin.most;
      const std::uint32_t count = builtin.least + choices.below(most - builtin.least + 1U);
      for (std::uint32_t i = 0; i < count; ++i)
        call += (i == 0 ? "" : ", ") + choices.of(arguments);
      call += ")";
      if (choices.chance(20))
        call += choices.chance(50) ? ".a" : "[0]";
      expressions.push_back(call);
    }
    CAPTURE(builtin.name);
    const std::string text = outputs_of(expressions);
    const Expansion expansion = expanded(text);
    calls += expansion.outputs.size();
    const auto result = write_json(expansion);
    REQUIRE(result);
    CHECK(Json::accept(result->text));
    Given concrete;
    concrete.parameters = concrete_parameters(choices);
    CHECK(write_json(expanded(text, concrete)));
  }
  CHECK(calls == builtins().size() * 60);
}

TEST_CASE("templates that are broken anywhere end in a diagnostic or an error") {
  const std::string whole = group_template(
      "\"parameters\": {" + std::string(ExpressionGenerator::parameter_declarations) +
      R"(}, "variables": {"v": "[map(parameters('l0'), lambda('x', concat(lambdaVariables('x'), 'y')))]", "copy": [{"name": "w", "count": 2, "input": "[copyIndex('w')]"}]},
"functions": [{"namespace": "n", "members": {"f": {"parameters": [{"name": "a", "type": "string"}], "output": {"type": "string", "value": "[toLower(parameters('a'))]"}}}}],
"resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[n.f('X')]", "copy": {"name": "l", "count": 2}, "condition": "[parameters('b0')]", "properties": {"a": "[variables('v')]", "copy": [{"name": "p", "count": 1, "input": "[copyIndex('p')]"}]}, "resources": [{"type": "d", "name": "y"}]},
{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"q": {"value": 1}}, "template": {"parameters": {"q": {"type": "int"}}, "resources": []}}}],
"outputs": {"o": {"type": "array", "copy": {"count": 2, "input": "[copyIndex()]"}}})");
  REQUIRE(messages(expanded(whole)).empty());
  Choices choices(7);
  std::size_t expanded_count = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = whole;
    for (std::uint32_t edits = 1 + choices.below(3); edits > 0; --edits) {
      const std::size_t at = choices.below(static_cast<std::uint32_t>(text.size()));
      switch (choices.below(4)) {
        case 0:
          text.erase(at, 1 + choices.below(5));
          break;
        case 1:
          text.insert(
              at, choices.of(std::vector<std::string>{"\"", "[", "]", "{", "}", "(", ")", "'", ",",
                                                      ":", "1", "null", "copyIndex()"}));
          break;
        case 2:
          text[at] = static_cast<char>(32 + choices.below(95));
          break;
        default:
          text.insert(at, text.substr(choices.below(static_cast<std::uint32_t>(text.size())),
                                      choices.below(40)));
      }
    }
    Input input{{"main.json", shared(text)}, {}, {}};
    const auto result = expand(input);
    if (!result)
      continue;
    ++expanded_count;
    CHECK(write_json(*result));
  }
  CHECK(expanded_count > 500);
}

}  // namespace template_test
