#include "reports/json_writer.hpp"

#include <nlohmann/json.hpp>
#include <random>

#include "support.hpp"

using namespace reports_test;  // NOLINT(google-build-using-namespace)

namespace {

using Json = nlohmann::ordered_json;
using cachewarden::detail::json_text;
using cachewarden::detail::JsonWriter;
using Layout = JsonWriter::Layout;

const std::string texts[] = {"",
                             "plain",
                             "\"1.2\"",
                             "C:\\Temp\\",
                             "\\\"",
                             "line\nbreak\ttab\r\b\f\x01\x1f",
                             "del\x7f",
                             std::string("nul\0end", 7),
                             "M\xc3\xbcller \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x8d\x8e",
                             "rtl\xe2\x80\xaetxt",
                             "no UTF-8 \xff \xe2\x82 \xed\xa0\x80"};

/// A value that the library prints, of any shape.
Json random_json(std::mt19937& random, int depth) {
  const auto number = [&random](std::size_t below) { return random() % below; };
  Json json;
  switch (number(depth == 0 ? 4 : 6)) {
    case 0:
      return texts[number(std::size(texts))];
    case 1:
      return std::uint64_t{random()} << number(33);
    case 2:
      return number(2) == 0;
    case 3:
      return nullptr;
    case 4:
      json = Json::array();
      for (std::size_t i = number(4); i > 0; --i)
        json.push_back(random_json(random, depth - 1));
      return json;
    default:
      json = Json::object();
      for (std::size_t i = number(4); i > 0; --i)
        json[std::to_string(i) + texts[number(std::size(texts) - 1)]] =
            random_json(random, depth - 1);
      return json;
  }
}

std::string written(const Json& json, Layout layout) {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) { text += piece; };
  JsonWriter writer(layout, sink);
  writer.copy(json).finish();
  return text;
}

}  // namespace

TEST_CASE("what is written value by value is what the library prints") {
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  std::size_t containers = 0;
  for (int i = 0; i < 2000; ++i) {
    const Json json = random_json(random, 4);
    containers += json.is_structured() && !json.empty() ? 1 : 0;
    CHECK(written(json, Layout::one_line) == json_text(json, -1) + "\n");
    CHECK(written(json, Layout::indented) == json_text(json, 2) + "\n");
  }
  CHECK(containers > 200);
}

TEST_CASE("members, lists of texts and values by hand") {
  std::string text;
  std::size_t pieces = 0;
  const ReportSink sink = [&](std::string_view piece) {
    text += piece;
    ++pieces;
  };
  JsonWriter json(Layout::indented, sink);
  json.begin_object()
      .member("text", "a\"b")
      .member("number", 18446744073709551615U)
      .member("flag", true)
      .member("list", std::vector<std::string>{"one", "two"})
      .member("empty", std::vector<std::string>{})
      .members({{"more", nullptr}});
  json.flush();
  json.name("object").begin_object().end_object().end_object().finish();
  CHECK(text == json_text({{"text", "a\"b"},
                           {"number", 18446744073709551615U},
                           {"flag", true},
                           {"list", {"one", "two"}},
                           {"empty", Json::array()},
                           {"more", nullptr},
                           {"object", Json::object()}},
                          2) +
                    "\n");
  CHECK(pieces == 2);
}

TEST_CASE("values in a row each end a line") {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) { text += piece; };
  JsonWriter json(Layout::one_line, sink);
  for (const std::string_view name : {"a", "b"})
    json.begin_object().member(name, 1U).end_object().finish();
  CHECK(text == "{\"a\":1}\n{\"b\":1}\n");
}
