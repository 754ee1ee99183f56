#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "cachewarden/json/document.hpp"

namespace cachewarden::inline v0::detail {

/// Lines and columns of a document, or of a piece of it that begins at an offset and a place. The
/// lines are looked for when the first place is asked for.
class Lines {
 public:
  explicit Lines(std::string_view text, std::uint64_t begin = 0, json::Position start = {1, 1})
      : text_(text), begin_(begin), start_(start) {}

  /// From an offset on it is this text whose lines are meant.
  void go_on(std::string_view text, std::uint64_t begin, json::Position start) {
    rest_ = std::make_unique<Lines>(text, begin, start);
  }

  [[nodiscard]] json::Position position(std::uint64_t offset) const {
    if (rest_ != nullptr && offset >= rest_->begin_)
      return rest_->position(offset);
    json::Position result = index().position(static_cast<std::size_t>(offset - begin_));
    if (result.line == 1)
      result.column += start_.column - 1;
    result.line += start_.line - 1;
    return result;
  }
  [[nodiscard]] const json::LineIndex& index() const {
    if (!index_)
      index_.emplace(text_);
    return *index_;
  }

 private:
  std::string_view text_;
  std::uint64_t begin_;
  json::Position start_;
  mutable std::optional<json::LineIndex> index_{};
  std::unique_ptr<Lines> rest_{};
};

}  // namespace cachewarden::inline v0::detail
