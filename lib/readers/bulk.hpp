#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/readers/reader.hpp"
#include "readers/bulk_piece.hpp"
#include "readers/resource_reader.hpp"

namespace cachewarden::inline v0::detail {

/// The offset of the last place in a text, behind `least`, that a piece may end at; 0 if there is
/// none: a place between values that is surely in no string, unless the text is none of JSON.
[[nodiscard]] std::size_t cut_before(std::string_view text, std::size_t least);

/// A large document that is a list of resources, or one value after the other. It is read piece by
/// piece, several at a time where there is somebody to do it. Takes what is written by the book;
/// all else is for the reader of whole documents, who also says what is wrong.
class BulkReader {
 public:
  BulkReader(const Input& input, const ReadOptions& options, const ReadContext& context);

  /// Reads all of the document to the context. False: nothing was taken.
  [[nodiscard]] bool read();

 private:
  [[nodiscard]] bool find_shape();
  [[nodiscard]] bool find_list(std::string_view head);
  [[nodiscard]] bool take_form(std::string_view head);
  [[nodiscard]] std::uint64_t cut_behind(std::uint64_t offset);
  [[nodiscard]] bool read_pieces();
  [[nodiscard]] bool merge(BulkPiece& piece);
  [[nodiscard]] bool close_list(std::uint64_t end);

  const Input& input_;
  const ReadOptions& options_;
  const ReadContext& context_;
  BulkBytes bytes_;
  BulkShape shape_{};
  std::string head_{};
  std::string scratch_{};
  std::string prefix_{};  ///< of the document up to the bracket of its list
  std::string first_{};   ///< element of the list
  std::uint64_t begin_ = 0;
  std::vector<std::unique_ptr<BulkPiece>> pieces_{};
  InventoryBuilder gathered_{};
  DocumentLog log_;
  std::vector<PlaceMark> marks_{};
  PlaceMark place_{};
  json::Position end_place_{};  ///< of the bracket that closes the list
  std::string_view form_{};     ///< of the first value that is of one
  std::uint32_t elements_ = 0;
  char last_token_ = ',';       ///< between elements, as of a piece
  std::uint64_t list_end_ = 0;  ///< offset of the bracket that closes the list; 0: not seen
};

}  // namespace cachewarden::inline v0::detail
