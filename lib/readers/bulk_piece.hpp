#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cachewarden/base/byte_source.hpp"
#include "cachewarden/readers/reader.hpp"
#include "json/value_walker.hpp"
#include "readers/forms.hpp"
#include "readers/resource_reader.hpp"

namespace cachewarden::inline v0::detail {

struct InputForm;

/// The bytes of a large document, kept or to be read.
class BulkBytes {
 public:
  BulkBytes(const std::string* text, const ByteSource* source) : text_(text), source_(source) {}

  [[nodiscard]] std::uint64_t size() const noexcept {
    return text_ != nullptr ? text_->size() : source_ != nullptr ? source_->size() : 0;
  }
  /// The bytes from an offset on, fewer at the end; `room` may be used to hold them. Nothing if
  /// they cannot be had.
  [[nodiscard]] std::string_view get(std::uint64_t offset, std::size_t length,
                                     std::string& room) const;

 private:
  const std::string* text_;
  const ByteSource* source_;
};

/// What a large document is.
struct BulkShape {
  bool is_list = false;             ///< else one value after the other
  const InputForm* form = nullptr;  ///< of the list
  bool is_graph = false;            ///< elements are rows of Resource Graph
  std::string pointer{};            ///< to the list
};

/// A part of a large document, that the values are read of which begin in it.
class BulkPiece {
 public:
  BulkPiece(const BulkBytes& bytes, const BulkShape& shape, std::uint32_t max_depth)
      : bytes_(bytes), shape_(shape), walker_(max_depth) {}

  /// Gets and indexes the bytes.
  void load(std::uint64_t begin, std::uint64_t end);
  /// By how many levels it ends deeper than it begins. Precondition: loaded.
  [[nodiscard]] std::int64_t depth_change() const noexcept { return walker_.depth_change(); }
  /// Reads the values that begin in the piece, which itself begins `depth` levels below the values.
  /// `context` is that of the document.
  void read(std::int64_t depth, const ReadContext& context, const ReadOptions& options);

  bool is_refused = false;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::int64_t start_depth = 0;
  // Of what was read:
  std::int64_t end_depth = 0;
  char first_token = 0;  ///< between values: `v` a value, `,` or the bracket that closes the list
  char last_token = 0;   ///< the same
  std::uint64_t list_end = 0;  ///< of that bracket; 0: none
  std::uint32_t elements = 0;
  std::uint32_t line_feeds = 0;
  std::uint64_t last_line = 0;     ///< offset behind the last one
  std::vector<PlaceMark> marks{};  ///< beginnings of lines; lines are counted from 0
  std::string_view form{};         ///< of the first value that is of one
  InventoryBuilder gathered{};
  DocumentLog log{0};

 private:
  void count_lines();
  [[nodiscard]] bool leave_value(std::int64_t depth);
  void read_values();
  void read_tail(std::uint64_t offset);
  void take_value(std::uint64_t base, const Lines& lines);
  void read_as(json::Node root, ReadContext& context);
  [[nodiscard]] bool pass_over();
  void note_token(char token) {
    first_token = first_token == 0 ? token : first_token;
    last_token = token;
  }

  const BulkBytes& bytes_;
  const BulkShape& shape_;
  json::detail::ValueWalker walker_;
  FormSet of_resources_ = forms_of_resources();
  ReadingRoom reading_room_{};
  std::string room_{};
  std::string tail_room_{};
  std::string_view text_{};
  const ReadContext* context_ = nullptr;
  std::size_t most_bytes_ = 0;
};

}  // namespace cachewarden::inline v0::detail
