#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cachewarden/base/arrow_abi.h"

/// Columns in the making, and the structures that hand them out. Every structure owns what it
/// points to, so that it may be moved out of the one above it and be released by itself, on any
/// thread.
namespace cachewarden::inline v0::detail::arrow {

/// How the values of a column are laid out.
enum class Layout : std::uint8_t {
  text,    ///< UTF-8
  word,    ///< UTF-8, each value stands once in a dictionary
  number,  ///< 32 bits without sign
  texts,   ///< lists of UTF-8
};

/// A structure with its parts; released with it.
struct ReleaseSchema {
  void operator()(ArrowSchema* schema) const noexcept;
};
struct ReleaseArray {
  void operator()(ArrowArray* array) const noexcept;
};
using Schema = std::unique_ptr<ArrowSchema, ReleaseSchema>;
using Array = std::unique_ptr<ArrowArray, ReleaseArray>;

/// The schema of a column; the name lives as long as the program.
[[nodiscard]] Schema schema_of(const char* name, Layout layout);
/// The schema of rows that have these columns.
[[nodiscard]] Schema schema_of(std::vector<Schema> columns);
/// Rows of columns of that length.
[[nodiscard]] Array rows_of(std::vector<Array> columns, std::size_t length);

/// Hands a structure to the caller.
void move_to(ArrowSchema& out, Schema schema) noexcept;
void move_to(ArrowArray& out, Array array) noexcept;

/// Texts behind each other. What is no UTF-8 is replaced by U+FFFD.
class Texts {
 public:
  void add(std::string_view text);
  [[nodiscard]] std::size_t size() const noexcept { return offsets_.size() - 1; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t index) const {
    const auto begin = static_cast<std::size_t>(offsets_[index]);
    return std::string_view(bytes_).substr(begin,
                                           static_cast<std::size_t>(offsets_[index + 1]) - begin);
  }
  [[nodiscard]] const std::vector<std::int32_t>& offsets() const noexcept { return offsets_; }
  [[nodiscard]] const std::string& text() const noexcept { return bytes_; }

 private:
  std::vector<std::int32_t> offsets_{0};
  std::string bytes_;
};

/// The values of one column of one array.
class Values {
 public:
  explicit Values(Layout layout) : layout_(layout) {}

  /// A text or word; none if it is empty.
  void add(std::string_view text);
  /// A number; none if it is 0.
  void add(std::uint32_t number);
  void add(std::span<const std::string_view> texts);

  /// How many bytes of text there are; a column holds less than 2 GiB.
  [[nodiscard]] std::size_t bytes() const noexcept { return texts_.bytes(); }
  /// The array; the values are empty afterwards.
  [[nodiscard]] Array finish();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  void mark(bool is_there);
  std::uint32_t word(std::string_view text);

  Layout layout_;
  std::size_t length_ = 0;
  std::size_t nulls_ = 0;
  std::vector<std::uint8_t> validity_;
  std::vector<std::uint32_t> numbers_;  ///< or numbers of words
  std::vector<std::int32_t> lists_{0};  ///< where lists end
  Texts texts_;                         ///< or words
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> known_;
};

}  // namespace cachewarden::inline v0::detail::arrow
