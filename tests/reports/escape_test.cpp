#include "reports/escape.hpp"

#include <nlohmann/json.hpp>

#include "support.hpp"

using namespace reports_test;  // NOLINT(google-build-using-namespace)

TEST_CASE("what could fool a terminal becomes visible") {
  struct {
    std::string_view text, shown;
  } const table[] = {
      {"", ""},
      {"redis-cart weu", "redis-cart weu"},
      {"a  b", "a  b"},
      {"\x1b[31mFAIL\x1b[0m", "\\x1b[31mFAIL\\x1b[0m"},
      {"one\ntwo\r\ttab", "one\\x0atwo\\x0d\\x09tab"},
      {std::string_view("nul\0end", 7), "nul\\x00end"},
      {"del\x7f", "del\\x7f"},
      {"csi\xc2\x9b", "csi\\x9b"},
      {"nbsp\xc2\xa0", "nbsp\xc2\xa0"},
      {"soft\xc2\xadhyphen", "soft\\xadhyphen"},
      {"M\xc3\xbcller \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x8d\x8e",
       "M\xc3\xbcller \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x8d\x8e"},
      {"rtl\xe2\x80\xaetxt", "rtl\\u202etxt"},
      {"isolate\xe2\x81\xa6x", "isolate\\u2066x"},
      {"zero\xe2\x80\x8bwidth", "zero\\u200bwidth"},
      {"line\xe2\x80\xa8sep", "line\\u2028sep"},
      {"bom\xef\xbb\xbf", "bom\\ufeff"},
      {"tag\xf3\xa0\x81\xa1", "tag\\ue0061"},
      {"private\xee\x80\x80", "private\\ue000"},
      {"filler\xe3\x85\xa4", "filler\\u3164"},
      // No UTF-8: a lone byte, a sequence cut off, an overlong slash, a surrogate.
      {"\xff", "\\xff"},
      {"caf\xe9", "caf\\xe9"},
      {"cut\xe2\x82", "cut\\xe2\\x82"},
      {"\xc0\xaf", "\\xc0\\xaf"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
  };
  for (const auto& row : table) {
    CAPTURE(row.shown);
    CHECK(escape_for_terminal(row.text) == row.shown);
    CHECK(escape_for_terminal(row.shown) == row.shown);
  }
}

TEST_CASE("JSON keeps its meaning when hidden characters are escaped") {
  // Every code point up to the tags, as a JSON string and read again.
  std::string all;
  for (std::uint32_t code = 1; code < 0xe0080; ++code) {
    if (code == 0xd800)
      code = 0xe000;
    if (code == 0x11000)
      code = 0xe0000;
    if (code < 0x80) {
      all += static_cast<char>(code);
    } else if (code < 0x800) {
      all += static_cast<char>(0xc0 | code >> 6);
      all += static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      all += static_cast<char>(0xe0 | code >> 12);
      all += static_cast<char>(0x80 | (code >> 6 & 0x3f));
      all += static_cast<char>(0x80 | (code & 0x3f));
    } else {
      all += static_cast<char>(0xf0 | code >> 18);
      all += static_cast<char>(0x80 | (code >> 12 & 0x3f));
      all += static_cast<char>(0x80 | (code >> 6 & 0x3f));
      all += static_cast<char>(0x80 | (code & 0x3f));
    }
  }
  const std::string json = detail::escape_hidden(nlohmann::json(all).dump());
  CHECK(nlohmann::json::parse(json) == nlohmann::json(all));
  // What is left is what a terminal may show.
  CHECK(escape_for_terminal(json) == json);

  CHECK(detail::escape_hidden("{\"a\": \"plain\"}\n") == "{\"a\": \"plain\"}\n");
  CHECK(detail::escape_hidden("\"\xf3\xa0\x81\xa1\"") == "\"\\udb40\\udc61\"");
  CHECK(detail::escape_hidden("\"\xff\"") == "\"\\ufffd\"");
}

TEST_CASE("columns are those of a terminal") {
  struct {
    std::string_view text;
    std::size_t columns;
  } const table[] = {{"", 0},
                     {"abc", 3},
                     {"M\xc3\xbcller", 6},
                     {"e\xcc\x81", 1},
                     {"\xe6\x97\xa5\xe6\x9c\xac", 4},
                     {"\xf0\x9f\x8d\x8e", 2}};
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(detail::columns(row.text) == row.columns);
  }
  CHECK(detail::shortened("abcdefgh", 8) == "abcdefgh");
  CHECK(detail::shortened("abcdefghi", 8) == "abcd ...");
  CHECK(detail::shortened("\xe6\x97\xa5\xe6\x9c\xac\xe6\x97\xa5\xe6\x9c\xac\xe6\x97\xa5", 8) ==
        "\xe6\x97\xa5\xe6\x9c\xac ...");
}

TEST_CASE("JSON of several lines is shown in one") {
  CHECK(detail::one_line("[\n  1,\r\n\t 2\n]") == "[ 1, 2 ]");
  CHECK(detail::one_line("\"a\"") == "\"a\"");
}
