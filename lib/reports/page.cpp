#include "reports/page.hpp"

#include <algorithm>
#include <utility>

#include "reports/escape.hpp"

namespace cachewarden::inline v0::detail {

namespace {

std::string blanks(std::size_t count) {
  return std::string(count, ' ');
}

}  // namespace

Piece number(std::size_t count, std::size_t columns, Style style) {
  std::string text = count == 0 ? "-" : std::to_string(count);
  text.insert(0, text.size() < columns ? columns - text.size() : 0, ' ');
  return {std::move(text), count == 0 ? Style::dim : style};
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t needed = columns(word);
    if (used != 0 && used + 1 + needed > width) {
      lines.emplace_back();
      used = 0;
    } else if (used != 0) {
      lines.back() += ' ';
      ++used;
    }
    lines.back().append(word);
    used += needed;
  }
  return lines;
}

Page::Page(const ReportSink& sink, const ReportOptions& options) noexcept
    : sink_(&sink), width_(std::max(options.width, min_width)), colour_(options.colour) {}

std::string Page::painted(std::string_view text, Style style) const {
  constexpr std::string_view codes[] = {"", "", "1", "2", "31", "33", "32"};
  const std::string_view code = codes[static_cast<std::size_t>(style)];
  if (!colour_ || code.empty() || text.empty())
    return std::string(text);
  return std::string("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
}

void Page::line(Piece piece, std::size_t indent) const {
  row({.indent = indent, .column = indent, .text = std::move(piece)});
}

void Page::row(const Row& row) const {
  std::string out = blanks(row.indent);
  std::size_t used = row.indent;
  for (const Piece& piece : row.label) {
    if (used != row.indent) {
      out += ' ';
      ++used;
    }
    const std::string text = escape_for_terminal(piece.text);
    const std::size_t taken = std::max(columns(text), piece.least_columns);
    out += painted(text, piece.style) + blanks(taken - columns(text));
    used += taken;
  }
  std::size_t column = row.column;
  if (used >= column && used != row.indent)
    column = used + 1;
  const std::size_t room = width_ > column ? width_ - column : 1;

  const std::string text = escape_for_terminal(row.text.text);
  std::vector<std::string> lines;
  if (row.wraps)
    lines = wrapped(text, room);
  else
    lines.push_back(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].empty())
      out += (i == 0 ? blanks(column - used) : "\n" + blanks(column)) +
             painted(lines[i], row.text.style);
  }

  if (const std::string tail = escape_for_terminal(row.tail.text); !tail.empty()) {
    const std::size_t filled = columns(lines.back());
    const std::size_t gap = filled == 0 ? 0 : 2;
    const std::size_t needed = columns(tail);
    if (row.tail_at_margin) {
      const bool fits = filled + gap + needed <= room;
      const std::size_t taken = needed + (fits ? filled : 0);
      out += (fits ? "" : "\n" + blanks(column)) + blanks(taken < room ? room - taken : 0) +
             painted(tail, row.tail.style);
    } else if (filled + gap + needed <= room) {
      out += (filled == 0 ? blanks(column - used) : blanks(gap)) + painted(tail, row.tail.style);
    } else {
      for (const std::string& line : wrapped(tail, room))
        out += "\n" + blanks(column) + painted(line, row.tail.style);
    }
  }
  (*sink_)(out + "\n");
}

}  // namespace cachewarden::inline v0::detail
