#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"

namespace {

using namespace cachewarden;
using json::Document;
using json::Kind;

}  // namespace

TEST_CASE("what the Azure tools accept in templates is read by default") {
  struct Row {
    std::string_view text;
    Kind kind;
    std::string_view raw;
  };
  constexpr Row rows[] = {
      {"\xEF\xBB\xBF 1", Kind::integer, "1"},
      {"// a\n1// b", Kind::integer, "1"},
      {"// a\r1", Kind::integer, "1"},
      {"/**/1/***/", Kind::integer, "1"},
      {"/* // */1/* \n\n */ // x", Kind::integer, "1"},
      {"// \xFF\n1", Kind::integer, "1"},
      {"true/**/", Kind::boolean, "true"},
      {"[/*a*/]", Kind::array, "[/*a*/]"},
      {"[1,]", Kind::array, "[1,]"},
      {"[1/**/,// \n]", Kind::array, "[1/**/,// \n]"},
      {"{/*a*/\"a\"/*b*/:/*c*/1/*d*/,/*e*/}", Kind::object, "{/*a*/\"a\"/*b*/:/*c*/1/*d*/,/*e*/}"},
      {"\"a\r\n\tb\"", Kind::string, "\"a\r\n\tb\""},
      {R"("// no /* comment")", Kind::string, R"("// no /* comment")"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto document = Document::parse(row.text);
    REQUIRE(document);
    CHECK(document->root().is(row.kind));
    CHECK(document->root().raw() == row.raw);
  }
}

TEST_CASE("relaxed reading still has bounds") {
  struct Row {
    std::string_view text;
    std::string_view error;
  };
  constexpr Row rows[] = {
      {"[,]", "1:2: expected a value, found `,`"},
      {"[1,,]", "1:4: expected a value, found `,`"},
      {"{,}", "1:2: expected the name of a member, found `,`"},
      {R"({"a":1,,})", "1:8: expected the name of a member, found `,`"},
      {"[1],", "1:4: expected the end of the text, found `,`"},
      {"1 /", "1:3: expected a comment, found `/`"},
      {"1 /x", "1:3: expected a comment, found `/`"},
      {"[1, /* x", "1:5: the text ends inside a comment"},
      {"1 /*/", "1:3: the text ends inside a comment"},
      {"// x", "1:5: the text holds no value"},
      {"\xEF\xBB\xBF", "1:1: the text holds no value"},
      {"\xEF\xBB\xBF\xEF\xBB\xBF{}", "1:1: expected a value, found byte 0xef"},
      {"\xEF\xBB\xBFx", "1:1: expected a value, found `x`"},
      {"\"\f\"", "1:2: expected an escape for a control character in a string, found byte 0x0c"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto document = Document::parse(row.text);
    REQUIRE_FALSE(document);
    CHECK(document.error().code == ErrorCode::syntax);
    CHECK(document.error().text() == row.error);
  }
}

TEST_CASE("raw line ends and tabs belong to the decoded string") {
  const auto document = Document::parse("\"[concat(\n\t'a')]\\n\"");
  REQUIRE(document);
  CHECK(document->root().string() == "[concat(\n\t'a')]\n");
}

TEST_CASE("values in a row are read one after the other") {
  constexpr std::string_view text =
      "\xEF\xBB\xBF{\"a\":1}\n[2]3 \"4\"\r\n// the end\nnull/* */{}{\"b\":2}\n";
  std::vector<std::string> read;
  for (std::string_view left = text; !left.empty();) {
    std::size_t end = 0;
    const auto document = Document::parse_prefix(left, &end);
    REQUIRE(document);
    REQUIRE(end > 0);
    read.emplace_back(document->root().raw());
    left.remove_prefix(end);
  }
  CHECK(read ==
        std::vector<std::string>{R"({"a":1})", "[2]", "3", R"("4")", "null", "{}", R"({"b":2})"});
}

TEST_CASE("whatever follows the first value is left to the caller") {
  struct Row {
    std::string_view text;
    std::string_view rest;
  };
  constexpr Row rows[] = {
      {"{} Command ran in 0.5 seconds", "Command ran in 0.5 seconds"},
      {"[1]\n]", "]"},
      {"1 /* no end", "/* no end"},
      {"1 /", "/"},
      {"\"a\"\xFF", "\xFF"},
      {"7", ""},
      {"7 \n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::size_t end = 0;
    const auto document = Document::parse_prefix(row.text, &end);
    REQUIRE(document);
    CHECK(row.text.substr(end) == row.rest);
  }
}

TEST_CASE("a first value that is not well-formed is an error and moves nothing") {
  for (const std::string_view text : {"", " ", "WARNING: x {}", "{\"a\":", "1x"}) {
    CAPTURE(text);
    std::size_t end = 77;
    const auto document = Document::parse_prefix(text, &end);
    REQUIRE_FALSE(document);
    CHECK(document.error().code == ErrorCode::syntax);
    CHECK(end == 77);
  }
}

TEST_CASE("a text of just the size limit is not blamed on the limit") {
  std::size_t end = 0;
  const auto document = Document::parse_prefix("[1", &end, {.max_bytes = 2});
  REQUIRE_FALSE(document);
  CHECK(document.error().code == ErrorCode::syntax);
}

TEST_CASE("the size limit bounds the first value, not what follows it") {
  const std::string values[] = {R"({"name":"value"})",  R"("\ud83d\ude00 text")",
                                "\"\xF0\x9F\x98\x80\"", "12345678901234567890.5e+10",
                                "/* a comment */ true", "// a comment\nfalse"};
  for (const std::string& value : values) {
    CAPTURE(value);
    const bool is_number = value.front() == '1';
    const std::string text = value + " {}";
    for (std::size_t limit = 0; limit <= value.size() + 1; ++limit) {
      CAPTURE(limit);
      std::size_t end = 0;
      const auto document = Document::parse_prefix(text, &end, {.max_bytes = limit});
      const bool fits = limit > value.size() || (limit == value.size() && !is_number);
      CHECK(document.has_value() == fits);
      if (!document)
        CHECK(document.error().code == ErrorCode::limit);
    }
  }
}
