#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/reports/report.hpp"

namespace cachewarden::inline v0::detail {

/// How a piece of text looks where colours are on.
enum class Style : std::uint8_t { plain = 1, bold = 2, dim = 3, red = 4, yellow = 5, green = 6 };

/// A piece of text that looks alike. It is made harmless when it is written.
struct Piece {
  std::string text{};
  Style style = Style::plain;
  std::size_t least_columns = 0;  ///< filled up with blanks
};

/// One entry: a label at the left, and text from a column on, over as many lines as it needs.
struct Row {
  std::size_t indent = 0;
  std::vector<Piece> label{};
  std::size_t column = 0;  ///< of the text; at least one blank behind the label
  Piece text{};
  Piece tail{};  ///< goes on behind the text, or on a line of its own if there is no room
  bool tail_at_margin = false;  ///< at the right margin
  bool wraps = true;            ///< a command is not broken, so that it can be copied
};

/// Lays out text for a terminal.
class Page {
 public:
  static constexpr std::size_t min_width = 40;

  Page(const ReportSink& sink, const ReportOptions& options) noexcept;

  void row(const Row& row) const;
  void line(Piece piece, std::size_t indent = 0) const;
  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  void blank() const { (*sink_)("\n"); }

 private:
  [[nodiscard]] std::string painted(std::string_view text, Style style) const;

  const ReportSink* sink_;
  std::size_t width_;
  bool colour_;
};

/// A number at the right of its columns, `-` for none.
[[nodiscard]] Piece number(std::size_t count, std::size_t columns, Style style);

/// Lines of at most `width` columns, broken at blanks; longer words stay whole.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace cachewarden::inline v0::detail
