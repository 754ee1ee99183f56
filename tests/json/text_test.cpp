#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "cachewarden/json/document.hpp"

namespace {

using namespace cachewarden;
using namespace std::string_view_literals;
using json::Document;
using json::LineIndex;
using json::Node;
using json::Position;

// Walks over the text from its start.
Position slow_position(std::string_view text, std::size_t offset) {
  Position at{1, 1};
  for (std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < offset && i < text.size();
       ++i) {
    const bool is_first_half = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    ++at.column;
    if (text[i] == '\n' || (text[i] == '\r' && !is_first_half))
      at = {at.line + 1, 1};
  }
  return at;
}

}  // namespace

TEST_CASE("offsets become lines and columns") {
  constexpr std::string_view texts[] = {"",
                                        "a",
                                        "ab\ncd",
                                        "\n\n",
                                        "a\r\nb\r",
                                        "\r\r\n\n",
                                        "\xEF\xBB\xBF a\nb",
                                        "\xEF\xBB\xBF",
                                        "a\r\n",
                                        "\xC3\xA9x",
                                        "\r"};
  for (const std::string_view text : texts) {
    const LineIndex index(text);
    for (std::size_t offset = 0; offset <= text.size() + 2; ++offset) {
      CAPTURE(text);
      CAPTURE(offset);
      CHECK(index.position(offset) == slow_position(text, offset));
    }
  }
  const LineIndex index("{\r\n  \"a\": 1\n}");
  CHECK(index.position(0) == Position{1, 1});
  CHECK(index.position(5) == Position{2, 3});
  CHECK(index.position(12) == Position{3, 1});
}

TEST_CASE("an error stands where the line index says") {
  constexpr std::string_view text = "\xEF\xBB\xBF{\r\n\t\"a\": 1\r\n\t\"b\": 2\n}";
  const auto document = Document::parse(text);
  REQUIRE_FALSE(document);
  CHECK(document.error().place == "3:2");
  CHECK(LineIndex(text).position(text.find("\"b\"")) == Position{3, 2});
}

TEST_CASE("pointers are resolved as RFC 6901 says") {
  const auto document = Document::parse(R"({
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6,
    " ": 7, "m~n": 8, "~1": 9, "o": {"O": 10, "o": 11, "o": 12}, "0": 13})");
  REQUIRE(document);
  const Node root = document->root();
  struct Row {
    std::string_view pointer;
    std::string_view raw;
  };
  constexpr Row found[] = {
      {"/foo/0", "\"bar\""}, {"/foo/1", "\"baz\""}, {"/", "0"},     {"/a~1b", "1"},
      {"/c%d", "2"},         {"/e^f", "3"},         {"/g|h", "4"},  {"/i\\j", "5"},
      {"/k\"l", "6"},        {"/ ", "7"},           {"/m~0n", "8"}, {"/~01", "9"},
      {"/o/O", "10"},        {"/o/o", "11"},        {"/0", "13"},   {"/foo", "[\"bar\", \"baz\"]"}};
  for (const Row& row : found) {
    CAPTURE(row.pointer);
    CHECK(json::resolve(root, row.pointer).raw() == row.raw);
  }
  CHECK(json::resolve(root, "") == root);
  for (const std::string_view pointer :
       {"foo",      "/foo/2",  "/foo/-",  "/foo/00", "/foo/01",
        "/foo/+1",  "/foo/-1", "/foo/ 1", "/foo/1x", "/foo/99999999999999999999999",
        "/foo/0/0", "/foo/",   "/Foo",    "/m~n",    "/m~2n",
        "/m~",      "/~1",     "/o/",     "/a/b",    "//",
        "/o/O/x"}) {
    CAPTURE(pointer);
    CHECK_FALSE(json::resolve(root, pointer));
  }
  CHECK_FALSE(json::resolve(Node(), ""));
  CHECK_FALSE(json::resolve(Node(), "/a"));
}

TEST_CASE("an escaped token leads to its member") {
  for (const std::string_view name : {"", "/", "~", "~1", "~0", "a/b~c", "~~//", "plain"}) {
    CAPTURE(name);
    const auto document = Document::parse_owned("{" + json::quote(name) + ":1}");
    REQUIRE(document);
    CHECK(json::resolve(document->root(), '/' + json::escape_pointer_token(name)).integer() == 1);
  }
  CHECK(json::escape_pointer_token("a/b~c") == "a~1b~0c");
}

TEST_CASE("text is quoted so that it can be read back") {
  struct Row {
    std::string_view text;
    std::string_view quoted;
  };
  constexpr Row rows[] = {
      {"", R"("")"},
      {"a \"b\" \\ /", R"("a \"b\" \\ /")"},
      {"\b\f\n\r\t\v\x1F\x7F"sv, "\"\\b\\f\\n\\r\\t\\u000b\\u001f\x7F\""},
      {"\0"sv, R"("\u0000")"},
      {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.quoted);
    CHECK(json::quote(row.text) == row.quoted);
    const auto document = Document::parse_owned(json::quote(row.text), {.relaxed = false});
    REQUIRE(document);
    CHECK(document->root().string() == row.text);
  }
}

TEST_CASE("invalid UTF-8 is replaced when text is quoted") {
  struct Row {
    std::string_view text;
    std::string_view quoted;
  };
  constexpr Row rows[] = {
      {"\xFF", "\"\xEF\xBF\xBD\""},
      {"a\x80z", "\"a\xEF\xBF\xBDz\""},
      {"\xE2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
      {"\xC3\"", "\"\xEF\xBF\xBD\\\"\""},
      {"\xED\xA0\x80\n", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\\n\""},
  };
  for (const Row& row : rows) {
    CHECK(json::quote(row.text) == row.quoted);
    CHECK(Document::parse_owned(json::quote(row.text), {.relaxed = false}));
  }
}
