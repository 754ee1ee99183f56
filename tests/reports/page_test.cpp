#include "reports/page.hpp"

#include "reports/escape.hpp"
#include "support.hpp"

using namespace reports_test;  // NOLINT(google-build-using-namespace)
using detail::Page;
using detail::Row;
using detail::Style;

namespace {

std::string written(const Row& row, ReportOptions options = {.width = 40}) {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) { text += piece; };
  Page(sink, options).row(row);
  return text;
}

}  // namespace

TEST_CASE("text is broken at blanks and long words stay whole") {
  struct {
    std::string_view text;
    std::size_t width;
    std::vector<std::string> lines;
  } const table[] = {
      {"", 10, {""}},
      {"one two", 10, {"one two"}},
      {"one two", 7, {"one two"}},
      {"one two", 6, {"one", "two"}},
      {"a-very-long-word", 6, {"a-very-long-word"}},
      {"a a-very-long-word b", 6, {"a", "a-very-long-word", "b"}},
      {"\xe6\x97\xa5\xe6\x9c\xac \xe6\x97\xa5", 6, {"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.text);
    CHECK(detail::wrapped(row.text, row.width) == row.lines);
  }
}

TEST_CASE("a row keeps its columns") {
  const std::string_view text = "eleven words that do not fit into one line of forty columns";
  CHECK(written({.indent = 2, .label = {{"seen"}}, .column = 8, .text = {std::string(text)}}) ==
        "  seen  eleven words that do not fit\n"
        "        into one line of forty columns\n");
  CHECK(written({.indent = 2,
                 .label = {{"fix"}},
                 .column = 8,
                 .text = {std::string(text)},
                 .wraps = false}) == "  fix   " + std::string(text) + "\n");
  // A label that is too long moves its text, but no other line.
  CHECK(written({.label = {{"longlabel"}}, .column = 4, .text = {"text"}}) == "longlabel text\n");
  CHECK(written({.label = {{"a", Style::plain, 3}, {"b"}}}) == "a   b\n");
}

TEST_CASE("a tail stands beside the text or below it") {
  CHECK(written({.column = 2, .text = {"text"}, .tail = {"tail"}}) == "  text  tail\n");
  CHECK(written({.column = 2, .tail = {"tail"}}) == "  tail\n");
  CHECK(written({.column = 2, .text = {"text"}, .tail = {"tail"}, .tail_at_margin = true}) ==
        "  text" + std::string(30, ' ') + "tail\n");
  const std::string wide(36, 'x');
  CHECK(written({.column = 2, .text = {wide}, .tail = {"tail"}}) == "  " + wide + "\n  tail\n");
  CHECK(written({.column = 2, .text = {wide}, .tail = {"tail"}, .tail_at_margin = true}) ==
        "  " + wide + "\n" + std::string(36, ' ') + "tail\n");
  CHECK(written({.column = 2, .text = {wide}, .tail = {wide + " " + wide}}) ==
        "  " + wide + "\n  " + wide + "\n  " + wide + "\n");
}

TEST_CASE("colours stand around the words and only if they are wanted") {
  const Row row{.label = {{"FAIL", Style::red, 6}}, .text = {"text", Style::bold}};
  CHECK(written(row) == "FAIL   text\n");
  CHECK(written(row, {.colour = true, .width = 40}) ==
        "\x1b[31mFAIL\x1b[0m   \x1b[1mtext\x1b[0m\n");
  // Nothing that is written can bring colours of its own.
  CHECK(written({.text = {"\x1b[2J"}}) == "\\x1b[2J\n");
}

TEST_CASE("no line is longer than the page unless a word is") {
  std::string text = "word";
  for (int i = 0; i < 60; ++i)
    text += i % 7 == 0 ? " longerword" : " of";
  for (std::size_t width = 0; width < 140; width += 7) {
    CAPTURE(width);
    const std::string out = written(
        {.indent = 3, .label = {{"label"}}, .column = 12, .text = {text}, .tail = {"the tail"}},
        {.width = width});
    for (std::size_t begin = 0; begin < out.size();) {
      const std::size_t end = out.find('\n', begin);
      CHECK(end - begin <= std::max(width, Page::min_width));
      begin = end + 1;
    }
  }
}
