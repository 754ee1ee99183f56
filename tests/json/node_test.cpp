#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/json/document.hpp"

namespace {

using namespace cachewarden;
using namespace std::string_view_literals;
using json::Document;
using json::Kind;
using json::Node;

static_assert(sizeof(Node) == 2 * sizeof(void*));
static_assert(std::forward_iterator<Node::Iterator>);

}  // namespace

TEST_CASE("numbers are read exactly or not at all") {
  struct Row {
    std::string_view text;
    std::optional<std::int64_t> integer;
    std::optional<double> real;
  };
  const Row rows[] = {
      {"0", 0, 0.0},
      {"-0", 0, -0.0},
      {"42", 42, 42.0},
      {"9223372036854775807", INT64_MAX, 9223372036854775808.0},
      {"-9223372036854775808", INT64_MIN, -9223372036854775808.0},
      {"9223372036854775808", std::nullopt, 9223372036854775808.0},
      {"123456789012345678901234567890", std::nullopt, 123456789012345678901234567890.0},
      {"1.0", std::nullopt, 1.0},
      {"1e3", std::nullopt, 1000.0},
      {"0.1", std::nullopt, 0.1},
      {"-1.5E-2", std::nullopt, -0.015},
      {"4.9e-324", std::nullopt, 4.9e-324},
      {"1.7976931348623157e308", std::nullopt, 1.7976931348623157e308},
      {"1e400", std::nullopt, std::nullopt},
      {"1e-400", std::nullopt, std::nullopt},
      {"\"1\"", std::nullopt, std::nullopt},
      {"true", std::nullopt, std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto document = Document::parse(row.text);
    REQUIRE(document);
    CHECK(document->root().integer() == row.integer);
    CHECK(document->root().real() == row.real);
    CHECK(document->root().raw() == row.text);
  }
  const auto zero = Document::parse("-0");
  CHECK(std::signbit(zero->root().real().value()));
}

TEST_CASE("strings are decoded") {
  struct Row {
    std::string_view text;
    std::string_view decoded;
  };
  constexpr Row rows[] = {
      {R"("")", ""},
      {R"("plain and long enough for words")", "plain and long enough for words"},
      {R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
      {R"("a\u0000b")", "a\0b"sv},
      {R"("\u0041\u00e9\u20AC\ud83d\uDE00")", "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
      {R"("\u007f\u0080\u07ff\u0800\uffff")", "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF"},
      {R"("\ud800\udc00\udbff\udfff")", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"},
      {R"("before the escape\nand after")", "before the escape\nand after"},
      {"\"\xC3\xA9\\u00e9\xC3\xA9\"", "\xC3\xA9\xC3\xA9\xC3\xA9"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto document = Document::parse(row.text, {.relaxed = false});
    REQUIRE(document);
    CHECK(document->root().string() == row.decoded);
  }
}

TEST_CASE("special bytes are seen wherever they stand in a string") {
  for (std::size_t length = 0; length < 40; ++length) {
    for (std::size_t at = 0; at <= length; ++at) {
      CAPTURE(length);
      CAPTURE(at);
      std::string content(length, 'x');
      const auto with = [&](std::string_view what) {
        return '"' + std::string(content).insert(at, what) + '"';
      };
      const auto decoded = [&](std::string_view what) {
        return std::string(content).insert(at, what);
      };
      const std::string escaped = with("\\n");
      const auto newline = Document::parse(escaped);
      REQUIRE(newline);
      CHECK(newline->root().string() == decoded("\n"));
      const std::string accented = with("\xC3\xA9");
      const auto accent = Document::parse(accented);
      REQUIRE(accent);
      CHECK(accent->root().string() == decoded("\xC3\xA9"));
      CHECK_FALSE(Document::parse(with("\x1F")));
      CHECK_FALSE(Document::parse(with("\"")));
      CHECK_FALSE(Document::parse(with("\xA9")));
    }
  }
}

TEST_CASE("nodes know their place in the text") {
  constexpr std::string_view text = " {\"a\\n\" : [ 1,true , {} ],\n\"b\":\"x\\\"y\" } ";
  const auto document = Document::parse(text);
  REQUIRE(document);
  const Node root = document->root();
  CHECK(root.offset() == 1);
  CHECK(root.raw() == text.substr(1, text.size() - 2));
  CHECK_FALSE(root.is_member());
  CHECK(root.key().empty());
  CHECK(root.key_offset() == 0);

  std::vector<Node> members(root.begin(), root.end());
  REQUIRE(members.size() == 2);
  CHECK(members[0].key() == "a\n");
  CHECK(members[0].key_offset() == text.find('"'));
  CHECK(members[0].raw() == "[ 1,true , {} ]");
  CHECK(members[0].offset() == text.find('['));
  CHECK(members[1].key() == "b");
  CHECK(members[1].raw() == "\"x\\\"y\"");
  CHECK(members[1].length() == 6);
  CHECK(members[1].string() == "x\"y");

  CHECK(members[0].at(0).integer() == 1);
  CHECK(members[0].at(1).boolean() == true);
  CHECK(members[0].at(2).is(Kind::object));
  CHECK_FALSE(members[0].at(0).is_member());
  CHECK_FALSE(members[0].at(3));
  CHECK_FALSE(root.at(0));
}

TEST_CASE("iteration yields every value once, whatever is nested in it") {
  const auto document = Document::parse(R"([[], [1,[2,{"x":[3]}]], {}, {"a":{},"b":[{}]}, 4])");
  REQUIRE(document);
  std::vector<std::string> raw;
  for (const Node node : document->root())
    raw.emplace_back(node.raw());
  CHECK(raw ==
        std::vector<std::string>{"[]", R"([1,[2,{"x":[3]}]])", "{}", R"({"a":{},"b":[{}]})", "4"});
  std::vector<std::string> names;
  for (const Node node : document->root().at(3))
    names.emplace_back(node.key());
  CHECK(names == std::vector<std::string>{"a", "b"});
  CHECK(document->root().at(0).begin() == document->root().at(0).end());
  CHECK(document->root().at(2).begin() == document->root().at(2).end());
  CHECK(document->root().at(4).begin() == document->root().at(4).end());
}

TEST_CASE("an empty node answers with nothing") {
  const Node none;
  CHECK_FALSE(none);
  for (const Kind kind : {Kind::null, Kind::boolean, Kind::integer, Kind::real, Kind::string,
                          Kind::array, Kind::object})
    CHECK_FALSE(none.is(kind));
  CHECK_FALSE(none.boolean());
  CHECK_FALSE(none.integer());
  CHECK_FALSE(none.real());
  CHECK(none.string().empty());
  CHECK(none.raw().empty());
  CHECK(none.offset() == 0);
  CHECK(none.length() == 0);
  CHECK(none.size() == 0);
  CHECK(none.begin() == none.end());
  CHECK(none.key().empty());
  CHECK(none.key_offset() == 0);
  CHECK_FALSE(none.is_member());
  CHECK_FALSE(none.is_repeated());
  CHECK_FALSE(none.find("a"));
  CHECK_FALSE(none.at(0));
  CHECK_FALSE(Document().root());
  CHECK(Document().text().empty());
  CHECK_FALSE(Document().has_repeated_names());
}

TEST_CASE("members are found by exact name first, then ignoring case") {
  const auto document =
      Document::parse(R"({"Name":1,"name":2,"NAME":3,"name":4,"\u0061b":5,"":6})");
  REQUIRE(document);
  const Node root = document->root();
  CHECK(root.find("Name").integer() == 1);
  CHECK(root.find("name").integer() == 2);
  CHECK(root.find("NAME").integer() == 3);
  CHECK(root.find("nAmE").integer() == 1);
  CHECK(root.find("ab").integer() == 5);
  CHECK(root.find("AB").integer() == 5);
  CHECK(root.find("").integer() == 6);
  CHECK_FALSE(root.find("nam"));
  CHECK_FALSE(root.find("names"));
  CHECK_FALSE(root.find("Name").find("Name"));
}

TEST_CASE("repeated names are marked, in small objects and in great ones") {
  // Few different names, so that many repeat, in mixed case and partly escaped.
  std::uint32_t seed = 1;
  const auto next = [&seed](std::uint32_t bound) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % bound;
  };
  constexpr std::string_view names[] = {"a",    "A",    "b",     "\xC3\xA9", "\xC3\x89", "",
                                        "name", "nAme", "names", "[",        "{",        "nxme"};
  for (std::size_t size = 0; size < 60; ++size) {
    std::string text = "{";
    std::vector<std::string> seen;
    std::vector<bool> repeated;
    for (std::size_t i = 0; i < size; ++i) {
      std::string name(names[next(std::size(names))]);
      if (next(3) != 0)
        name += std::to_string(next(static_cast<std::uint32_t>(2 * size)));
      text += (i == 0 ? "" : ",") + json::quote(name) + ":{\"a\":[{}],\"b\":1}";
      repeated.push_back(std::any_of(seen.begin(), seen.end(), [&name](const std::string& other) {
        return equal_folded(name, other);
      }));
      seen.push_back(std::move(name));
    }
    text += "}";
    CAPTURE(text);
    const auto document = Document::parse(text);
    REQUIRE(document);
    std::vector<bool> marked;
    for (const Node member : document->root())
      marked.push_back(member.is_repeated());
    CHECK(marked == repeated);
    CHECK(document->has_repeated_names() ==
          (std::find(repeated.begin(), repeated.end(), true) != repeated.end()));
  }
}

TEST_CASE("names that differ in a byte only are not repeated") {
  const auto document =
      Document::parse(R"({"[":1,"{":2,"abcXabc":3,"abcYabc":4,"@":5,"`":6,"a":7,"aa":8})");
  REQUIRE(document);
  CHECK_FALSE(document->has_repeated_names());
}

TEST_CASE("repeated names are marked in inner objects, and different objects may share names") {
  const auto once = Document::parse(R"([{"a":1},{"a":{"a":2}}])");
  REQUIRE(once);
  CHECK_FALSE(once->has_repeated_names());
  const auto twice = Document::parse(R"([{"a":{"b":1,"\u0042":2}}])");
  REQUIRE(twice);
  CHECK(twice->has_repeated_names());
  const Node inner = twice->root().at(0).find("a");
  CHECK_FALSE(inner.is_repeated());
  CHECK_FALSE(inner.find("b").is_repeated());
  CHECK(inner.find("B").is_repeated());
}

TEST_CASE("an object of a hundred thousand equal names is read at once") {
  std::string text = "{";
  for (int i = 0; i < 100000; ++i)
    text += "\"the same name\":0,";
  text += "}";
  const auto document = Document::parse(text);
  REQUIRE(document);
  CHECK(document->root().size() == 100000);
  CHECK(std::count_if(document->root().begin(), document->root().end(),
                      [](Node node) { return node.is_repeated(); }) == 99999);
}

TEST_CASE("a document keeps its text as long as anything needs it") {
  auto owner = std::make_shared<const std::string>(R"({"key":"value"})");
  const std::weak_ptr<const std::string> watch = owner;
  {
    const std::string_view text = *owner;
    Document copy;
    {
      auto document = Document::parse(text, {}, std::move(owner));
      REQUIRE(document);
      CHECK_FALSE(watch.expired());
      copy = *document;
    }
    CHECK_FALSE(watch.expired());
    CHECK(copy.root().find("key").string() == "value");
  }
  CHECK(watch.expired());
}

TEST_CASE("nodes stay valid when an owned document is moved") {
  for (const std::string text : {"[\"short\"]", "[\"longer than what a string keeps in place\"]"}) {
    auto parsed = Document::parse_owned(text);
    REQUIRE(parsed);
    const Node node = parsed->root().at(0);
    const Document moved = std::move(*parsed);
    CHECK(node.raw() == text.substr(1, text.size() - 2));
    CHECK(moved.root().at(0) == node);
    CHECK(moved.text() == text);
  }
  CHECK_FALSE(Document::parse_owned("["));
}

TEST_CASE("kinds have names for messages") {
  CHECK(json::name(Kind::null) == "null");
  CHECK(json::name(Kind::boolean) == "boolean");
  CHECK(json::name(Kind::integer) == "integer");
  CHECK(json::name(Kind::real) == "number");
  CHECK(json::name(Kind::string) == "string");
  CHECK(json::name(Kind::array) == "array");
  CHECK(json::name(Kind::object) == "object");
}
