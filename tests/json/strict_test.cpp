#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "cachewarden/json/document.hpp"

namespace {

using namespace cachewarden;
using namespace std::string_view_literals;
using json::Document;
using json::Kind;
using json::ParseOptions;

constexpr ParseOptions strict{.relaxed = false};

struct Refused {
  std::string_view text;
  std::string_view error;
};

void check_refused(const Refused& row, const ParseOptions& options,
                   ErrorCode code = ErrorCode::syntax) {
  CAPTURE(row.text);
  const auto document = Document::parse(row.text, options);
  REQUIRE_FALSE(document);
  CHECK(document.error().code == code);
  CHECK(document.error().text() == row.error);
}

}  // namespace

TEST_CASE("what RFC 8259 allows is read, strict or not") {
  struct Row {
    std::string_view text;
    Kind kind;
    std::size_t size;
  };
  constexpr Row rows[] = {
      {"null", Kind::null, 0},
      {" true ", Kind::boolean, 0},
      {"\t\r\nfalse\n", Kind::boolean, 0},
      {"0", Kind::integer, 0},
      {"-0", Kind::integer, 0},
      {"12", Kind::integer, 0},
      {"-9223372036854775809", Kind::integer, 0},
      {"0.0", Kind::real, 0},
      {"1e5", Kind::real, 0},
      {"1E+5", Kind::real, 0},
      {"-1.25e-5", Kind::real, 0},
      {"1e400", Kind::real, 0},
      {R"("")", Kind::string, 0},
      {R"("/\/\"\\\b\f\n\r\t\u0041")", Kind::string, 0},
      {"\"\x7F\"", Kind::string, 0},
      {"\"\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\"", Kind::string, 0},
      {"[]", Kind::array, 0},
      {"[ ]", Kind::array, 0},
      {"[[],{},[1,2]]", Kind::array, 3},
      {"{}", Kind::object, 0},
      {"{ }", Kind::object, 0},
      {R"({"a":1,"b":{"c":[]},"":null})", Kind::object, 3},
      {R"( { "a" : [ 1 , 2 ] } )", Kind::object, 1},
  };
  for (const Row& row : rows) {
    for (const bool relaxed : {false, true}) {
      CAPTURE(row.text);
      CAPTURE(relaxed);
      const auto document = Document::parse(row.text, {.relaxed = relaxed});
      REQUIRE(document);
      CHECK(document->root().kind() == row.kind);
      CHECK(document->root().size() == row.size);
      CHECK(document->text() == row.text);
    }
  }
}

TEST_CASE("an error says what was expected, what was found and where, strict or not") {
  constexpr Refused rows[] = {
      {"", "1:1: the text is empty"},
      {" \n ", "2:2: the text holds no value"},
      {"tru", "1:1: expected a value, found `tru`"},
      {"nulls", "1:1: expected a value, found `nulls`"},
      {"True", "1:1: expected a value, found `True`"},
      {"NaN", "1:1: expected a value, found `NaN`"},
      {"-Infinity", "1:1: expected a value, found `-Infinity`"},
      {"'a'", "1:1: expected a value, found `'`"},
      {"\xC2\xA0", "1:1: expected a value, found byte 0xc2"},
      {"`", "1:1: expected a value, found a backtick"},
      {"}", "1:1: expected a value, found `}`"},
      {"01", "1:1: expected a value, found `01`"},
      {"+1", "1:1: expected a value, found `+1`"},
      {".5", "1:1: expected a value, found `.5`"},
      {"1.", "1:1: expected a value, found `1.`"},
      {"-", "1:1: expected a value, found `-`"},
      {"1e", "1:1: expected a value, found `1e`"},
      {"1e+", "1:1: expected a value, found `1e+`"},
      {"0x10", "1:1: expected a value, found `0x10`"},
      {"1.2.3", "1:1: expected a value, found `1.2.3`"},
      {"a_word_that_is_longer_than_messages_show",
       "1:1: expected a value, found "
       "`a_word_that_is_longer_th`"},
      {"1 2", "1:3: expected the end of the text, found `2`"},
      {"{}\n]", "2:1: expected the end of the text, found `]`"},
      {"null\0"sv, "1:5: expected the end of the text, found byte 0x00"},
      {"[", "1:2: expected a value, found the end of the text"},
      {"[,]", "1:2: expected a value, found `,`"},
      {"[1", "1:3: expected `,` or `]` after an element, found the end of the text"},
      {"[1\n 2]", "2:2: expected `,` or `]` after an element, found `2`"},
      {"[1}", "1:3: expected `,` or `]` after an element, found `}`"},
      {"[1,,2]", "1:4: expected a value, found `,`"},
      {"{", "1:2: expected the name of a member, found the end of the text"},
      {"{,}", "1:2: expected the name of a member, found `,`"},
      {"{a:1}", "1:2: expected the name of a member, found `a`"},
      {"{1:1}", "1:2: expected the name of a member, found `1`"},
      {R"({"a")", "1:5: expected `:` after the name of a member, found the end of the text"},
      {R"({"a" 1})", "1:6: expected `:` after the name of a member, found `1`"},
      {R"({"a":})", "1:6: expected a value, found `}`"},
      {R"({"a":1)", "1:7: expected `,` or `}` after a member, found the end of the text"},
      {"{\"a\":1\r\n\"b\":2}", "2:1: expected `,` or `}` after a member, found `\"`"},
      {R"({"a":1])", "1:7: expected `,` or `}` after a member, found `]`"},
      {R"({"a":[1,{"b":tru}]})", "1:14: expected a value, found `tru`"},
      {"[\"abc", "1:2: the text ends inside a string"},
      {R"("abc\")", "1:1: the text ends inside a string"},
      {R"("abc\)", "1:5: the text ends inside a string"},
      {R"("\a")", "1:2: unknown escape in a string: a backslash before `a`"},
      {"\"\\\n\"", "1:2: unknown escape in a string: a backslash before the end of the line"},
      {R"("\u12")", "1:2: `\\u` needs four hexadecimal digits"},
      {R"("\u12g4")", "1:2: `\\u` needs four hexadecimal digits"},
      {R"("\U0041")", "1:2: unknown escape in a string: a backslash before `U0041`"},
      {R"("\ud800")", "1:2: half of a surrogate pair in a string"},
      {R"("\ud800x")", "1:2: half of a surrogate pair in a string"},
      {R"("\ud800\n")", "1:2: half of a surrogate pair in a string"},
      {R"("\ud800\ud800")", "1:2: half of a surrogate pair in a string"},
      {R"("\ud800\ue000")", "1:2: half of a surrogate pair in a string"},
      {R"("\ud800\u0041")", "1:2: half of a surrogate pair in a string"},
      {R"("\ud800\)", "1:2: half of a surrogate pair in a string"},
      {R"("\udc00\ud800")", "1:2: half of a surrogate pair in a string"},
      {"\"\x01\"", "1:2: expected an escape for a control character in a string, found byte 0x01"},
      {"\"a\0\""sv, "1:3: expected an escape for a control character in a string, found byte 0x00"},
      {"\"\xFF\"", "1:2: invalid UTF-8"},
      {"\"12345678\x80\"", "1:10: invalid UTF-8"},
      {"\"\xC0\x80\"", "1:2: invalid UTF-8"},          // not the shortest form
      {"\"\xE0\x9F\xBF\"", "1:2: invalid UTF-8"},      // not the shortest form
      {"\"\xF0\x8F\xBF\xBF\"", "1:2: invalid UTF-8"},  // not the shortest form
      {"\"\xED\xA0\x80\"", "1:2: invalid UTF-8"},      // a surrogate
      {"\"\xF4\x90\x80\x80\"", "1:2: invalid UTF-8"},  // past U+10FFFF
      {"\"\xE2\x82\"", "1:2: invalid UTF-8"},          // cut short
      {"\xFF\xFE{\0}\0"sv, "1:1: UTF-16 text; save it as UTF-8"},
      {"\xFE\xFF\0{\0}"sv, "1:1: UTF-16 text; save it as UTF-8"},
      {"{\0}\0"sv, "1:1: UTF-16 text; save it as UTF-8"},
      {"\0{\0}"sv, "1:1: UTF-16 text; save it as UTF-8"},
  };
  for (const Refused& row : rows) {
    check_refused(row, strict);
    check_refused(row, {});
  }
}

TEST_CASE("strict reading refuses every extension") {
  constexpr Refused rows[] = {
      {"\xEF\xBB\xBF{}", "1:1: a byte order mark is not allowed"},
      {"// x\n1", "1:1: expected a value, found `/`"},
      {"1 /* x */", "1:3: expected the end of the text, found `/`"},
      {"[1,]", "1:4: expected a value, found `]`"},
      {R"({"a":1,})", "1:8: expected the name of a member, found `}`"},
      {"\"a\nb\"",
       "1:3: expected an escape for a control character in a string, found the end of the line"},
      {"\"a\tb\"", "1:3: expected an escape for a control character in a string, found byte 0x09"},
  };
  for (const Refused& row : rows) {
    check_refused(row, strict);
    CHECK(Document::parse(row.text));
  }
}

TEST_CASE("nesting and size are limited, and the limits can be reached") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(Document::parse(nested(256)));
  CHECK(Document::parse("7", {.max_depth = 0}));
  CHECK(Document::parse("[1]", {.max_bytes = 3}));
  CHECK(Document::parse(nested(1000000), {.max_depth = 1000000}));
  check_refused({nested(257), "1:257: nested deeper than the limit of 256"}, {}, ErrorCode::limit);
  check_refused({R"({"a":{"b":[]}})", "1:11: nested deeper than the limit of 2"}, {.max_depth = 2},
                ErrorCode::limit);
  check_refused({"[1] ", "1:1: the text is longer than the limit of 3 bytes"}, {.max_bytes = 3},
                ErrorCode::limit);
}
