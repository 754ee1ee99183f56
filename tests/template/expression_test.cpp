#include <doctest/doctest.h>

#include "support.hpp"
#include "template/expr_text.hpp"

namespace template_test {
namespace {

struct Row {
  const char* text;
  const char* expected;
};

std::string parsed(std::string_view text) {
  Unit unit;
  auto result = parse_expression(unit, text, {0, 0}, true);
  if (!result)
    return "error at " + result.error().place + ": " + result.error().message;
  return source_text(**result);
}

}  // namespace

TEST_CASE("expressions are read by the language's grammar") {
  const Row rows[] = {
      {"[concat('a', 'b')]", "concat('a', 'b')"},
      {"[ concat ( 'a' , 'b' ) ]", "concat('a', 'b')"},
      {"[\r\n\tvariables(\n'x'\n)\n]", "variables('x')"},
      {"['it''s']", "'it''s'"},
      {"['']", "''"},
      {"['''']", "''''"},
      {"['a]b[c(d)']", "'a]b[c(d)'"},
      {"[1]", "1"},
      {"[-12]", "-12"},
      {"[+12]", "12"},
      {"[9223372036854775807]", "9223372036854775807"},
      {"[parameters('a').b.c[0]['d'].e]", "parameters('a').b.c[0]['d'].e"},
      {"[parameters('a') . b [ 1 ]]", "parameters('a').b[1]"},
      {"[createArray()[copyIndex()]]", "createArray()[copyIndex()]"},
      {"[ns.fn('a')]", "ns.fn('a')"},
      {"[__bicep._1.fn ( )]", "__bicep._1.fn()"},
      {"[a().b-c.$d.\u00e9]", "a().b-c.$d.\u00e9"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parsed(row.text) == row.expected);
  }
}

TEST_CASE("what is no expression is refused with its place") {
  const Row rows[] = {
      {"[]", "error at 1: expression ends too early"},
      {"[ ]", "error at 2: expression ends too early"},
      {"[a]", "error at 1: `a` is not followed by `(`"},
      {"[a(]", "error at 3: expression ends too early"},
      {"[a('b]", "error at 3: string without its closing quote"},
      {"[a('b' 'c')]", "error at 7: `,` or `)` is missing"},
      {"[a(,)]", "error at 3: unexpected `,` in the expression"},
      {"[a() b()]", "error at 5: unexpected `b` in the expression"},
      {"[a().]", "error at 5: a name is missing after `.`"},
      {"[a()[0]", "error at 6: `]` is missing"},
      {"[1.5]", "error at 1: number is not a 64-bit integer"},
      {"[12a]", "error at 1: number is not a 64-bit integer"},
      {"[9223372036854775808]", "error at 1: number is not a 64-bit integer"},
      {"[true]", "error at 1: `true` is not followed by `(`"},
      {"[ns.('a')]", "error at 4: a name is missing after `.`"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parsed(row.text) == row.expected);
  }
}

TEST_CASE("nesting ends in an error and not in the stack") {
  for (const std::size_t depth : {10U, 100U, 1000U, 100000U}) {
    CAPTURE(depth);
    std::string text = "[";
    for (std::size_t i = 0; i < depth; ++i)
      text += "not(";
    text += "true()" + std::string(depth, ')') + "]";
    CHECK((parsed(text).find("nested too deeply") != std::string::npos) == (depth > 120));
    std::string chain = "[a()";
    for (std::size_t i = 0; i < depth; ++i)
      chain += "[0]";
    CHECK((parsed(chain + "]").find("nested too deeply") != std::string::npos) == (depth > 120));
  }
}

TEST_CASE("every node of an expression knows its place in the document") {
  Unit unit;
  const std::string text = "[concat('ab', parameters('p').x)]";
  const auto expr = parse_expression(unit, text, {3, 100}, true);
  REQUIRE(expr);
  const auto at = [](const Expr& e) { return e.origin.offset - 100; };
  CHECK((*expr)->origin.document == 3);
  CHECK(at(**expr) == text.find("concat"));
  CHECK(at(*(*expr)->children[0]) == text.find("'ab'"));
  CHECK(at(*(*expr)->children[1]) == text.find(".x"));
  CHECK(at(*(*expr)->children[1]->children[0]) == text.find("parameters"));
}

TEST_CASE("a string is an expression or a literal by its brackets alone") {
  const Row rows[] = {
      {"plain", "\"plain\""},   {"", "\"\""},
      {"[", "\"[\""},           {"[[", "\"[[\""},
      {"[[]", "\"[]\""},        {"[[a]", "\"[a]\""},
      {"[[a] b", "\"[[a] b\""}, {"[[[a]]", "\"[[a]]\""},
      {" [a]", "\" [a]\""},     {"[a] ", "\"[a] \""},
      {"a]", "\"a]\""},         {"[concat('[', 'a')]", "\"[a\""},
      {"['[x]']", "\"[x]\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(evaluated(row.text) == row.expected);
  }
}

TEST_CASE(
    "an expression that cannot be read is reported where it is broken, and its value is unknown") {
  const std::string text = output_template("\"[concat('a', )]\"");
  const Expansion expansion = expanded(text);
  REQUIRE(expansion.diagnostics.size() == 1);
  const Diagnostic& diagnostic = expansion.diagnostics.front();
  CHECK(diagnostic.severity == Severity::error);
  CHECK(diagnostic.code == "expression-syntax");
  CHECK(diagnostic.origin.offset == text.find(")]\""));
  CHECK(expansion.outputs.at(0).value->is(ValueKind::unknown));
}

TEST_CASE("long expressions are warned of and evaluated all the same") {
  const std::string part(30000, 'x');
  const Expansion expansion = expanded(output_template("\"[length('" + part + "')]\""));
  REQUIRE(expansion.diagnostics.size() == 1);
  CHECK(expansion.diagnostics.front().code == "expression-length");
  CHECK(expansion.diagnostics.front().severity == Severity::warning);
  CHECK(expansion.outputs.at(0).value->integer() == 30000);
}

TEST_CASE(
    "templates may have comments, trailing commas, a byte order mark and line ends in strings") {
  const std::string text = "\xef\xbb\xbf" + group_template(R"(// note
"resources": [ /* none */ ], "outputs": { "r": { "value": "[concat(
   'a',
   'b')]", }, },)");
  const Expansion expansion = expanded(text);
  CHECK(messages(expansion).empty());
  CHECK(expansion.outputs.at(0).value->text() == "ab");
}

TEST_CASE("names may be expressions, and names that differ in case are two") {
  const Expansion expansion = expanded(group_template(
      R"("variables": {"m": {"True": 1, "true": 2, "[concat('a', 'b')]": 3, "[[x]": 4, "same": 5, "same": 6}},
"resources": [], "outputs": {
"exact": {"value": "[variables('m').true]"}, "other": {"value": "[variables('m').TRUE]"},
"made": {"value": "[variables('m').AB]"}, "literal": {"value": "[variables('m')['[x]']]"},
"twice": {"value": "[variables('m').same]"}, "count": {"value": "[length(variables('m'))]"}})"));
  CHECK(messages(expansion).empty());
  const int expected[] = {2, 1, 3, 4, 6, 5};
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    CAPTURE(expansion.outputs.at(i).name);
    CHECK(expansion.outputs[i].value->integer() == expected[i]);
  }
}

}  // namespace template_test
