#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "bicep/tree_text.hpp"
#include "cachewarden/bicep/syntax.hpp"

namespace {

using namespace cachewarden;

/// `good` stands before and after the broken text; both must be read.
struct Row {
  std::string_view source;
  std::uint32_t offset;
  std::string_view message;
};

constexpr std::string_view good_before = "var before = 1\n";
constexpr std::string_view good_after = "\nvar after = { a: '${1}' }\n";

}  // namespace

TEST_CASE("a broken statement costs that statement, and the error says where and what") {
  constexpr Row rows[] = {
      {"foo", 0, "expected a statement"},
      {"var", 0, ""},
      {"var =", 4, "expected a name"},
      {"var a", 5, ""},
      {"var a =", 7, ""},
      {"var a = )", 8, "expected an expression"},
      {"var a = 1 2", 10, "expected a new line"},
      {"var a = 1; ", 9, "expected a new line"},
      {"var a = 1 +", 11, ""},
      {"var a = b ? c", 13, ""},
      {"var a = b ? c d", 14, "expected `:`"},
      {"var a = (b", 10, ""},
      {"var a = b.", 10, ""},
      {"var a = b.1", 10, "expected the name of a property or function"},
      {"var a = b::", 11, ""},
      {"var a = b[", 10, ""},
      {"var a = b[]", 10, "expected an expression"},
      {"var a = f(b c)", 12, "expected `,` or `)`"},
      {"var a = f(,)", 10, "expected an expression"},
      {"var a = { b 1 }", 12, "expected `:`"},
      {"var a = { b: }", 13, "expected an expression"},
      {"var a = { b:\n c: 1 }", 14, "expected an expression"},
      {"var a = { b: 1 c: 2 }", 15, "expected a new line, a comma or `}`"},
      {"var a = { , }", 10, "expected the name of a property"},
      {"var a = { 1: 2 }", 10, "expected the name of a property"},
      {"var a = {\n  b: 1", 16, ""},
      {"var a = [\n  b c\n]", 14, "expected a new line, a comma or `]`"},
      {"var a = [ ,, ]", 10, "expected an expression"},
      {"var a = [for b: c]", 14, "expected `in`"},
      {"var a = [for (b) in c: d]", 15, "expected `,`"},
      {"var a = [for b in c d]", 20, "expected `:`"},
      {"var a = [for b in c: d e]", 23, "expected `]`"},
      {"var a = 'b", 8, "string is not closed"},
      {"var a = 'b${c", 8, ""},
      {"var a = \"b\"", 8, "strings are written with single quotes"},
      {"var a = 'b\\q'", 10,
       "escape is not known; `\\\\`, `\\'`, `\\n`, `\\r`, `\\t`, `\\$` and "
       "`\\u{...}` are"},
      {"var a = 'b\\u{zz}'", 10, "escape is not a Unicode code point"},
      {"var a = 'b\\u{110000}'", 10, "escape is not a Unicode code point"},
      {"var a = 'b\\u{d800}'", 10, "escape is not a Unicode code point"},
      {"var a = 99999999999999999999", 8, "number does not fit 64 bits"},
      {"var a = 1.5", 10, "expected the name of a property or function"},
      {"var a = b ^ c", 10, "expected a new line"},
      {"var a = `b`", 8, "character is not known here"},
      {"var a = $b", 8, "character is not known here"},
      {"param", 5, ""},
      {"param a b c", 10, "expected `=`"},
      {"param a string[", 15, ""},
      {"param a { b: }", 13, "expected a type"},
      {"param a { b string }", 12, "expected `:`"},
      {"param a foo<'b'", 15, ""},
      {"type a string", 7, "expected `=`"},
      {"type a = 'b' |", 14, ""},
      {"output a string", 15, ""},
      {"func a b => c", 7, "expected `(`"},
      {"func a(b) string => c", 8, "expected a type"},
      {"func a(b string) => c", 17, "expected a type"},
      {"func a(b string) string = c", 24, "expected `=>`"},
      {"resource a = {}", 11, "expected the type of the resource in quotes"},
      {"resource a 'b/c@1' {}", 19, "expected `=`"},
      {"resource a 'b/c@1' = b", 21, "expected `{`, `[` or `if`"},
      {"resource a 'b/c@1' = if b {}", 21, ""},
      {"resource a 'b/c@1' = if (b) c", 28, "expected `{`"},
      {"resource a 'b/c@1' = {\n  @foo()\n  b: 1\n}", 34, "expected a statement after a decorator"},
      {"module a b = {}", 9, "expected a path in quotes"},
      {"import a b", 9, "expected a new line"},
      {"import {a b} from 'c'", 10, "expected a new line, a comma or `}`"},
      {"import {a} 'c'", 11, "expected `from`"},
      {"import {a} from c", 16, "expected a path in quotes"},
      {"import * from 'c'", 9, "expected `as`"},
      {"extension = 1", 10, "expected the name or path of an extension"},
      {"using a", 6, "expected a path in quotes"},
      {"@secure\nparam a string", 1, "expected the call of a decorator"},
      {"@secure() param a string", 10, "expected a new line after a decorator"},
      {"}", 0, "expected a statement"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.source);
    const std::string source =
        std::string(good_before) + std::string(row.source) + std::string(good_after);
    const bicep::File file = bicep::parse(source);
    REQUIRE_FALSE(file.errors.empty());
    CHECK(file.find(bicep::StatementKind::variable, "before") != nullptr);
    const bicep::Statement* after = file.find(bicep::StatementKind::variable, "after");
    REQUIRE(after != nullptr);
    CHECK(bicep::tree_text(*after) == "<var after = {'a':(text '' 1 '')}>");
    if (row.message.empty())
      continue;
    CHECK(file.errors[0].message == row.message);
    CHECK(file.errors[0].begin == good_before.size() + row.offset);
  }
}

TEST_CASE("what was read of a broken statement is kept") {
  const bicep::File file = bicep::parse("@secure()\nparam a string = (\nparam b int\n");
  REQUIRE(file.statements.size() == 2);
  CHECK(bicep::tree_text(*file.statements[0]) ==
        "<param a string = (group (missing)) @(call secure) broken>");
  CHECK(bicep::tree_text(*file.statements[1]) == "<param b int>");
}

TEST_CASE("an open bracket does not swallow statements that start in the first column") {
  const bicep::File file = bicep::parse("var a = {\n  b: [\n\nparam c string\nvar d = 1\n");
  CHECK(file.errors.size() == 1);
  CHECK(file.find(bicep::StatementKind::parameter, "c") != nullptr);
  CHECK(file.find(bicep::StatementKind::variable, "d") != nullptr);
}

TEST_CASE("a comment that is not closed ends the file") {
  const bicep::File file = bicep::parse("var a = 1\n/* b\nvar c = 2\n");
  CHECK(bicep::tree_text(file) == "<var a = 1>\n10 comment is not closed");
}

TEST_CASE("three quotes that are not closed cost what stands up to the next statement") {
  const bicep::File file =
      bicep::parse("var a = '''\nb\n  c = 1\nvar d = 1\n@secure()\nparam e string\n");
  CHECK(bicep::tree_text(file) ==
        "<var a = 'b\n  c = 1'>\n<var d = 1>\n<param e string @(call secure)>\n"
        "8 string is not closed");
}

TEST_CASE("resources nested too deeply are read once") {
  constexpr int levels = 20'000;
  std::string source = "resource r 'A.B/c@2020-01-01' = {\n";
  for (int i = 0; i < levels; ++i)
    source += "resource r 'd' = {\n";
  source += "var after = 1\n";
  const bicep::File file = bicep::parse(source);
  CHECK(file.statements.size() < levels / 50);
  CHECK(file.find(bicep::StatementKind::variable, "after") != nullptr);
}

TEST_CASE("a file in UTF-16 is read as what it says") {
  const auto wide = std::make_shared<const std::string>(std::string("\xFE\xFF\0v\0a\0r", 8));
  CHECK(*bicep::as_utf8(wide) == "var");
  const auto plain = std::make_shared<const std::string>("var");
  CHECK(bicep::as_utf8(plain) == plain);
  CHECK(bicep::as_utf8(nullptr) == nullptr);
}

TEST_CASE("a cache of files reads a text once, and again when it changes") {
  const auto text = [](const char* source) { return std::make_shared<const std::string>(source); };
  bicep::SyntaxCache cache;
  const bicep::File first = cache.parse("a.bicep", text("var a = 1"));
  CHECK(cache.parse("a.bicep", text("var a = 1")).arena == first.arena);
  const bicep::File other = cache.parse("a.bicep", text("var b = 1"));
  CHECK(other.find(bicep::StatementKind::variable, "b") != nullptr);
  CHECK(cache.parse("a.bicep", text("var b = 1")).arena == other.arena);
  CHECK(cache.parse("b.bicep", text("var b = 1")).arena != other.arena);
}

TEST_CASE("nesting and height have limits, and one level less is fine") {
  const auto repeat = [](std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i)
      out += text;
    return out;
  };
  const auto errors = [](const std::string& source) {
    return bicep::parse(source + "\nvar after = 1\n").errors.size();
  };
  for (const auto& pair : {std::pair{"(", ")"},
                           {"[", "]"},
                           {"{a:", "}"},
                           {"f(", ")"},
                           {"!", ""},
                           {"'${", "}'"},
                           {"x ? ", " : y"},
                           {"a => ", ""},
                           {"[for a in b: ", "]"}}) {
    const char* const open = pair.first;
    const char* const close = pair.second;
    CAPTURE(open);
    CHECK(errors("var x = " + repeat(open, 60) + "1" + repeat(close, 60)) == 0);
    CHECK(errors("var x = " + repeat(open, 100000) + "1" + repeat(close, 100000)) >= 1);
  }
  for (const auto& pair : {std::pair{"(", ")"}, {"[", "]"}, {"{a:", "}"}}) {
    const char* const open = pair.first;
    const char* const close = pair.second;
    CAPTURE(open);
    CHECK(errors("type x = " + repeat(open, 60) + "int" + repeat(close, 60)) == 0);
    CHECK(errors("type x = " + repeat(open, 100000) + "int" + repeat(close, 100000)) >= 1);
  }
  CHECK(errors("var x = 1" + repeat(" + 1", 450)) == 0);
  CHECK(errors("var x = 1" + repeat(" + 1", 100000)) == 1);
  CHECK(errors("var x = a" + repeat(".b", 450)) == 0);
  CHECK(errors("var x = a" + repeat(".b", 100000)) == 1);
  CHECK(errors("type x = a" + repeat("[]", 100000)) == 1);
}

TEST_CASE("a statement may stand after every prefix of a file") {
  const std::string source =
      "@description('a')\nparam b { c: string? } = {\n  c: 'd${e ? 'f' : g[0].h(1)!}'\n}\n"
      "resource i 'j/k@1' = [for (l, m) in n: if (o) {\n  name: '''p'''\n  resource q 'r' = "
      "{}\n}]\n";
  for (std::size_t size = 0; size <= source.size(); ++size) {
    CAPTURE(size);
    const std::string cut = source.substr(0, size) + "\nvar after = 1\n";
    const bicep::File file = bicep::parse(cut);
    const bool in_string = size > source.find("'''") && size < source.rfind("'''") + 3;
    if (!in_string)
      CHECK(file.find(bicep::StatementKind::variable, "after") != nullptr);
  }
}
