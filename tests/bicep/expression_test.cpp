#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/tree_text.hpp"
#include "cachewarden/bicep/syntax.hpp"

namespace {

using namespace cachewarden;

struct Row {
  std::string_view source;
  std::string_view tree;
};

/// The tree of what stands after `var x = `; errors make it differ from any tree.
void check(const Row& row) {
  CAPTURE(row.source);
  const std::string source = "var x = " + std::string(row.source);
  const bicep::File file = bicep::parse(source);
  CHECK(bicep::tree_text(file) == "<var x = " + std::string(row.tree) + ">");
}

}  // namespace

TEST_CASE("literals") {
  constexpr Row rows[] = {
      {"0", "0"},
      {"42", "42"},
      {"-42", "(- 42)"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "(- 9223372036854775808)"},
      {"true", "true"},
      {"false", "false"},
      {"null", "null"},
      {"''", "''"},
      {"'a'", "'a'"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("strings on one line know seven escapes and holes") {
  constexpr Row rows[] = {
      {R"('it\'s')", "'it's'"},
      {R"('\\ \n \r \t \$')", "'\\ \n \r \t $'"},
      {R"('\u{41}\u{e9}\u{20ac}\u{1F600}')", "'A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80'"},
      {R"('$')", "'$'"},
      {R"('a$b $ {c}')", "'a$b $ {c}'"},
      {R"('\${a}')", "'${a}'"},
      {R"('$\{')", "error"},
      {"'${a}'", "(text '' a '')"},
      {"'a${b}c${d}e'", "(text 'a' b 'c' d 'e')"},
      {"'${a}${b}'", "(text '' a '' b '')"},
      {"'a${'b${'c'}d'}e'", "(text 'a' (text 'b' 'c' 'd') 'e')"},
      {"'a${{ b: '${c}' }.b}d'", "(text 'a' (. {'b':(text '' c '')} b) 'd')"},
      {"'a${ b ? 'c' : 'd' }e'", "(text 'a' (? b 'c' 'd') 'e')"},
      {"'$${a}'", "(text '$' a '')"},
      {R"('${a}\'${b}')", "(text '' a ''' b '')"},
      {"'/* no comment */ // none'", "'/* no comment */ // none'"},
      {"'a${/* comment */ b}c'", "(text 'a' b 'c')"},
      {"'a${\n  b\n}c'", "(text 'a' b 'c')"},
  };
  for (const Row& row : rows) {
    if (row.tree != "error") {
      check(row);
      continue;
    }
    CAPTURE(row.source);
    CHECK(bicep::parse("var x = " + std::string(row.source)).errors.size() == 1);
  }
}

TEST_CASE("strings of three quotes are taken as they stand, but for the first line end") {
  constexpr Row rows[] = {
      {"''''''", "''"},
      {"'''a'''", "'a'"},
      {"'''\na\n'''", "'a\n'"},
      {"'''\r\na\r\n'''", "'a\r\n'"},
      {"'''\n\na'''", "'\na'"},
      {"''' 'it''s' '''", "' 'it''s' '"},
      {"''''a''''", "''a''"},
      {"''''\na\n''''", "''\na\n''"},
      {R"('''\n ${a} \u{41}''')", R"('\n ${a} \u{41}')"},
      {"''' // a /* b '''", "' // a /* b '"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("the prefix of a string of three quotes says how a hole is written") {
  constexpr Row rows[] = {
      {"$'''a${b}c'''", "(text 'a' b 'c')"},
      {"$'''\na ${b}\n${c}'''", "(text 'a ' b '\n' c '')"},
      {"$'''a'''", "'a'"},
      {"$$'''a${b}$${c}'''", "(text 'a${b}' c '')"},
      {"$$'''a$$${b}'''", "(text 'a$' b '')"},
      {"$'''$${a}'''", "(text '$' a '')"},
      {"$'''${'x${y}'}'''", "(text '' (text 'x' y '') '')"},
      {"$'''${a}''''", "(text '' a ''')"},
      {"$'''{ \"a\": \"${b}\" }'''", "(text '{ \"a\": \"' b '\" }')"},
      {R"($'''\n${a}''')", R"((text '\n' a ''))"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("precedence falls from member access to the ternary operator") {
  constexpr Row rows[] = {
      {"a + b * c", "(+ a (* b c))"},
      {"a * b + c", "(+ (* a b) c)"},
      {"a - b - c", "(- (- a b) c)"},
      {"a / b % c * d", "(* (% (/ a b) c) d)"},
      {"a + b < c - d", "(< (+ a b) (- c d))"},
      {"a <= b == c >= d", "(== (<= a b) (>= c d))"},
      {"a > b != c", "(!= (> a b) c)"},
      {"a =~ b !~ c", "(!~ (=~ a b) c)"},
      {"a == b && c == d", "(&& (== a b) (== c d))"},
      {"a || b && c", "(|| a (&& b c))"},
      {"a && b || c", "(|| (&& a b) c)"},
      {"a ?? b || c", "(?? a (|| b c))"},
      {"a || b ?? c", "(?? (|| a b) c)"},
      {"a ?? b ?? c", "(?? (?? a b) c)"},
      {"a ?? b ? c : d", "(? (?? a b) c d)"},
      {"a ? b : c ? d : e", "(? a b (? c d e))"},
      {"a ? b ? c : d : e", "(? a (? b c d) e)"},
      {"!a && !b", "(&& (! a) (! b))"},
      {"-a + -b", "(+ (- a) (- b))"},
      {"!!a", "(! (! a))"},
      {"!a.b", "(! (. a b))"},
      {"-a[0]", "(- ([] a 0))"},
      {"(a + b) * c", "(* (group (+ a b)) c)"},
      {"((a))", "(group (group a))"},
      {"a!=b", "(!= a b)"},
      {"a! == b", "(== (nonnull a) b)"},
      {"a!~b", "(!~ a b)"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("access to members, items and nested resources") {
  constexpr Row rows[] = {
      {"a.b.c", "(. (. a b) c)"},
      {"a.?b", "(.? a b)"},
      {"a.?b.c", "(. (.? a b) c)"},
      {"(a.?b).c", "(. (group (.? a b)) c)"},
      {"a[0]", "([] a 0)"},
      {"a['b']", "([] a 'b')"},
      {"a['b${c}']", "([] a (text 'b' c ''))"},
      {"a[?0]", "([?] a 0)"},
      {"a[^1]", "([^] a 1)"},
      {"a[?^1]", "([?^] a 1)"},
      {"a[b ? 0 : 1]", "([] a (? b 0 1))"},
      {"a[\n  0\n]", "([] a 0)"},
      {"a::b::c", "(:: (:: a b) c)"},
      {"a[0]::b.c", "(. (:: ([] a 0) b) c)"},
      {"a ? b::c : d", "(? a (:: b c) d)"},
      {"a!", "(nonnull a)"},
      {"a!.b", "(. (nonnull a) b)"},
      {"a.b![0]", "([] (nonnull (. a b)) 0)"},
      {"a()", "(call a)"},
      {"a(b, c)", "(call a b c)"},
      {"a.b(c).d", "(. (method b a c) d)"},
      {"a.b(c)[0].d(e)", "(method d ([] (method b a c) 0) e)"},
      {"a()()", "error"},
      {"{ a: 1 }.a", "(. {'a':1} a)"},
      {"[ a ][0]", "([] [a] 0)"},
      {"'a'.length", "(. 'a' length)"},
      {"a.true", "(. a true)"},
      {"a.for.if.param", "(. (. (. a for) if) param)"},
  };
  for (const Row& row : rows) {
    if (row.tree != "error") {
      check(row);
      continue;
    }
    CAPTURE(row.source);
    CHECK(bicep::parse("var x = " + std::string(row.source)).errors.size() == 1);
  }
}

TEST_CASE("objects separate properties by new lines or commas") {
  constexpr Row rows[] = {
      {"{}", "{}"},
      {"{\n}", "{}"},
      {"{ a: 1 }", "{'a':1}"},
      {"{ a: 1, b: 2 }", "{'a':1 'b':2}"},
      {"{ a: 1, b: 2, }", "{'a':1 'b':2}"},
      {"{\n  a: 1\n  b: 2\n}", "{'a':1 'b':2}"},
      {"{\n\n  a: 1\n\n\n  b: 2\n\n}", "{'a':1 'b':2}"},
      {"{ a: 1, b: 2\n c: 3, d: 4 }", "{'a':1 'b':2 'c':3 'd':4}"},
      {"{\n  a: 1,\n  b: 2,\n}", "{'a':1 'b':2}"},
      {"{ 'a-b': 1 }", "{'a-b':1}"},
      {"{ '${a}': 1 }", "{(text '' a ''):1}"},
      {"{ '''a''': 1 }", "{'a':1}"},
      {"{ ...a, b: 1 }", "{(... a) 'b':1}"},
      {"{\n  ...a\n  ...b.c\n}", "{(... a) (... (. b c))}"},
      {"{ ...(a ? b : {}) }", "{(... (group (? a b {})))}"},
      {"{ if: 1, for: 2, in: 3, param: 4, resource: 5, true: 6, null: 7 }",
       "{'if':1 'for':2 'in':3 'param':4 'resource':5 'true':6 'null':7}"},
      {"{ a: { b: [\n 1, 2\n 3\n] } }", "{'a':{'b':[1 2 3]}}"},
      {"{ // comment\n  a: 1 /* c */ // d\n  /* e */ b: 2\n}", "{'a':1 'b':2}"},
      {"{\n#disable-next-line no-hardcoded-location\n  a: 1\n}", "{'a':1}"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("arrays separate items by new lines or commas") {
  constexpr Row rows[] = {
      {"[]", "[]"},
      {"[\n]", "[]"},
      {"[ a, b ]", "[a b]"},
      {"[ a, b, ]", "[a b]"},
      {"[\n  a\n  b\n]", "[a b]"},
      {"[ a, b\n c ]", "[a b c]"},
      {"[\n  a,\n  b\n]", "[a b]"},
      {"[ ...a, b, ...c ]", "[(... a) b (... c)]"},
      {"[\n  -1\n  -2\n]", "[(- 1) (- 2)]"},
      {"[\n  a - 1\n  b -1\n]", "[(- a 1) (- b 1)]"},
      {"[\n  !a\n  !b\n]", "[(! a) (! b)]"},
      {"[\n  a\n  [b]\n  (c)\n]", "[a [b] (group c)]"},
      {"[\n  a [b]\n]", "[([] a b)]"},
      {"[[], [[]]]", "[[] [[]]]"},
      {"[\n  { a: 1 }\n  { a: 2 }\n]", "[{'a':1} {'a':2}]"},
      {"[ '''\na\n''', 1, /* b */ '' ]", "['a\n' 1 '']"},
      {"[\n  a ? b : c\n  d\n    ? e\n    : f\n]", "[(? a b c) (? d e f)]"},
      {"[for]", "[for]"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("loops have an item and perhaps an index") {
  constexpr Row rows[] = {
      {"[for a in b: a]", "(for a (missing) b a)"},
      {"[for (a, i) in b: i]", "(for a i b i)"},
      {"[for a in range(0, 3): { b: a }]", "(for a (missing) (call range 0 3) {'b':a})"},
      {"[ for a in b : { c: [for d in a.e: d] } ]",
       "(for a (missing) b {'c':(for d (missing) (. a e) d)})"},
      {"[\n  for a in b: {\n    c: a\n  }\n]", "(for a (missing) b {'c':a})"},
      {"[for a in b:\n  a\n]", "(for a (missing) b a)"},
      {"[for a in [for c in d: c]: a]", "(for a (missing) (for c (missing) d c) a)"},
      {"[for for in in: for]", "(for for (missing) in for)"},
      {"[for a in b: if(c, d, e)]", "(for a (missing) b (call if c d e))"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("lambdas take a name or names in parentheses") {
  constexpr Row rows[] = {
      {"map(a, b => b.c)", "(call map a (=> b (. b c)))"},
      {"map(a, (b) => b)", "(call map a (=> b b))"},
      {"map(a, (b, i) => i)", "(call map a (=> b i i))"},
      {"sort(a, (b, c) => b < c)", "(call sort a (=> b c (< b c)))"},
      {"map(a, b => { c: b })", "(call map a (=> b {'c':b}))"},
      {"map(a, b => map(b, c => c))", "(call map a (=> b (call map b (=> c c))))"},
      {"map(a, b =>\n  b)", "(call map a (=> b b))"},
      {"a(() => b)", "(call a (=> b))"},
      {"reduce(a, 0, (b, c) => b + c)", "(call reduce a 0 (=> b c (+ b c)))"},
      {"toObject(a, b => b.k, b => b.v)", "(call toObject a (=> b (. b k)) (=> b (. b v)))"},
      {"filter(a, b => b ? c : d)", "(call filter a (=> b (? b c d)))"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("new lines mean nothing in parentheses and before what cannot start an item") {
  constexpr Row rows[] = {
      {"concat(\n  a,\n  b\n)", "(call concat a b)"},
      {"concat(a, b,\n)", "(call concat a b)"},
      {"concat(\n  a\n  , b)", "(call concat a b)"},
      {"(\n  a\n)", "(group a)"},
      {"(\n  a\n  - b\n)", "(group (- a b))"},
      {"(a\n  && b\n  || c)", "(group (|| (&& a b) c))"},
      {"a\n  ? b\n  : c", "(? a b c)"},
      {"a ?\n  b :\n  c", "(? a b c)"},
      {"a\n\n  ? b\n\n  : c", "(? a b c)"},
      {"a &&\n  b", "(&& a b)"},
      {"a\n  && b", "(&& a b)"},
      {"a +\n  b", "(+ a b)"},
      {"a\n  .b\n  .c", "(. (. a b) c)"},
      {"f({\n  a: 1\n  b: -1\n})", "(call f {'a':1 'b':(- 1)})"},
      {"f([\n  a\n  -1\n])", "(call f [a (- 1)])"},
      {"{\n  a: b\n    ? c\n    : d\n  e: f\n}", "{'a':(? b c d) 'e':f}"},
      {"/* a */ b /* c\n d */", "b"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("nodes know where they stand") {
  const std::string_view source = "var x = a.b(c, 'd${e}f') ? { g: [ 1 ] } : !h";
  const bicep::File file = bicep::parse(source);
  REQUIRE(file.errors.empty());
  const bicep::Node& root = *file.statements.at(0)->value;
  const auto text = [&](const bicep::Node& node) {
    return source.substr(node.begin, node.end - node.begin);
  };
  CHECK(text(root) == "a.b(c, 'd${e}f') ? { g: [ 1 ] } : !h");
  CHECK(text(root.child(0)) == "a.b(c, 'd${e}f')");
  CHECK(text(root.child(0).child(0)) == "a");
  CHECK(text(root.child(0).child(1)) == "c");
  CHECK(text(root.child(0).child(2)) == "'d${e}f'");
  CHECK(text(root.child(0).child(2).child(1)) == "e");
  CHECK(text(root.child(1)) == "{ g: [ 1 ] }");
  CHECK(text(root.child(1).child(0)) == "g: [ 1 ]");
  CHECK(text(root.child(1).child(0).child(0)) == "g");
  CHECK(text(root.child(1).child(0).child(1)) == "[ 1 ]");
  CHECK(text(root.child(2)) == "!h");
}
