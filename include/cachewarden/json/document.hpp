#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/json/tape.hpp"

/// JSON with comments and positions: what templates, configuration exports and evidence are read
/// with.
namespace cachewarden::inline v0::json {

/// The word for it in messages; `number` for `Kind::real`.
[[nodiscard]] std::string_view name(Kind kind) noexcept;

/// Limits and leniency. What is accepted beyond RFC 8259 by default is what the Azure tools accept
/// in templates: a byte order mark, `//` and `/* */` comments, trailing commas, raw line ends and
/// tabs inside strings.
struct ParseOptions {
  std::size_t max_bytes = std::size_t{1} << 30;  ///< of the whole text; never more than 4 GiB
  std::uint32_t max_depth = 256;                 ///< nesting of arrays and objects
  bool relaxed = true;                           ///< accept the extensions named above
};

/// A place in a text. Lines and columns count from 1; columns count bytes, without a byte order
/// mark. LF, CR and CR LF are line ends.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

namespace detail {
class ValueWalker;
}  // namespace detail

/// One value of a parsed document: a cheap handle (two words) that lives as long as the document
/// or a copy of it; moving the document keeps it valid.
/// A default-made node is empty: `kind()` must not be asked, everything else answers with nothing.
class Node {
 public:
  Node() = default;

  [[nodiscard]] explicit operator bool() const noexcept { return tape_ != nullptr; }
  [[nodiscard]] Kind kind() const noexcept;
  [[nodiscard]] bool is(Kind kind) const noexcept;  ///< false for an empty node

  [[nodiscard]] std::optional<bool> boolean() const noexcept;
  /// The number, if it is written as an integer and fits.
  [[nodiscard]] std::optional<std::int64_t> integer() const noexcept;
  /// The number as double (integers too), read without regard to the locale. Nothing if it is too
  /// great or too small for a double.
  [[nodiscard]] std::optional<double> real() const noexcept;
  /// The decoded text of a string; empty view for other kinds. Valid as long as the document.
  [[nodiscard]] std::string_view string() const noexcept;
  /// The bytes of the value as they stand in the text.
  [[nodiscard]] std::string_view raw() const noexcept;

  [[nodiscard]] std::size_t offset() const noexcept;  ///< of the first byte, from the text's start
  [[nodiscard]] std::size_t length() const noexcept;  ///< in bytes

  /// Elements of an array or members of an object; 0 for other kinds.
  [[nodiscard]] std::size_t size() const noexcept;

  /// The elements of an array or the values of an object's members, in the order of the text;
  /// nothing for other kinds. O(1) a step.
  class Iterator;
  [[nodiscard]] Iterator begin() const noexcept;
  [[nodiscard]] Iterator end() const noexcept;

  /// The value of a member of an object; the root and elements of arrays are none.
  [[nodiscard]] bool is_member() const noexcept;
  /// For a member of an object: its decoded name and where the name (its quote) stands; empty and 0
  /// otherwise.
  [[nodiscard]] std::string_view key() const noexcept;
  [[nodiscard]] std::size_t key_offset() const noexcept;
  /// The object holds an earlier member whose name is the same ignoring ASCII case.
  [[nodiscard]] bool is_repeated() const noexcept;

  /// The first member of that name, ignoring ASCII case; an exactly spelled one is preferred.
  /// Empty node if none. O(n).
  [[nodiscard]] Node find(std::string_view name) const noexcept;
  /// Element of an array by number; empty node if none. O(n).
  [[nodiscard]] Node at(std::size_t index) const noexcept;

  /// The same value of the same document.
  friend bool operator==(const Node&, const Node&) = default;

 private:
  friend class Document;
  friend class detail::ValueWalker;
  Node(const detail::Tape* tape, std::uint32_t index) noexcept : tape_(tape), index_(index) {}

  const detail::Tape* tape_ = nullptr;
  std::uint32_t index_ = 0;
};

class Node::Iterator {
 public:
  using iterator_concept = std::forward_iterator_tag;
  using iterator_category = std::input_iterator_tag;
  using value_type = Node;
  using difference_type = std::ptrdiff_t;
  using reference = Node;
  using pointer = void;

  Iterator() = default;
  [[nodiscard]] Node operator*() const noexcept { return node_; }
  Iterator& operator++() noexcept;
  Iterator operator++(int) noexcept {
    Iterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const Iterator&, const Iterator&) = default;

 private:
  friend class Node;
  Iterator(Node node, std::uint32_t gap) noexcept : node_(node), gap_(gap) {}

  Node node_;
  std::uint32_t gap_ = 0;  // entries between two values: 1 in objects (the name), 0 in arrays
};

inline Kind Node::kind() const noexcept {
  return tape_->entries[index_].kind;
}

inline bool Node::is(Kind kind) const noexcept {
  return tape_ != nullptr && this->kind() == kind;
}

inline std::string_view Node::string() const noexcept {
  return is(Kind::string) ? tape_->string(tape_->entries[index_]) : std::string_view{};
}

inline std::size_t Node::offset() const noexcept {
  return tape_ == nullptr ? 0 : tape_->entries[index_].offset;
}

inline std::size_t Node::length() const noexcept {
  return tape_ == nullptr ? 0 : tape_->entries[index_].length;
}

inline std::string_view Node::raw() const noexcept {
  return tape_ == nullptr ? std::string_view{} : tape_->text.substr(offset(), length());
}

inline std::size_t Node::size() const noexcept {
  return tape_ == nullptr ? 0 : tape_->entries[index_].count;
}

inline Node::Iterator Node::end() const noexcept {
  if (tape_ == nullptr || !tape_->entries[index_].is_container())
    return {};
  const std::uint32_t gap = is(Kind::object) ? 1 : 0;
  return {Node(tape_, tape_->entries[index_].link + gap), gap};
}

inline Node::Iterator Node::begin() const noexcept {
  if (size() == 0)
    return end();
  const std::uint32_t gap = is(Kind::object) ? 1 : 0;
  return {Node(tape_, index_ + 1 + gap), gap};
}

inline Node::Iterator& Node::Iterator::operator++() noexcept {
  node_.index_ = node_.tape_->entries[node_.index_].behind(node_.index_) + gap_;
  return *this;
}

inline bool Node::is_member() const noexcept {
  return tape_ != nullptr && tape_->entries[index_].is_member;
}

inline std::string_view Node::key() const noexcept {
  return is_member() ? tape_->string(tape_->entries[index_ - 1]) : std::string_view{};
}

/// One JSON value and everything below it. Cheap to copy: copies share what was parsed, which never
/// changes. A default-made or moved-from document is empty: no root, no text.
/// Parsing is not recursive and takes memory linear in the text. It never fails on unusual but
/// well-formed input: big integers and repeated names are kept and can be asked for.
class Document {
 public:
  Document() = default;

  /// `text` is kept alive by the document through `owner`, or must outlive it when `owner` is null.
  /// Errors: `syntax` and `limit`, with `place` = "line:column".
  static Result<Document> parse(std::string_view text, const ParseOptions& options = {},
                                std::shared_ptr<const void> owner = nullptr);
  /// The same for text that is moved in.
  static Result<Document> parse_owned(std::string text, const ParseOptions& options = {});
  /// Reads the first value and says where the rest begins, blanks and comments after the value
  /// skipped: for several values in a row (NDJSON, logs). `*end` is written on success only.
  /// The text may be of any size: `max_bytes` bounds what is looked at for this value.
  static Result<Document> parse_prefix(std::string_view text, std::size_t* end,
                                       const ParseOptions& options = {},
                                       std::shared_ptr<const void> owner = nullptr);

  [[nodiscard]] Node root() const noexcept;
  [[nodiscard]] std::string_view text() const noexcept;
  /// A member name was seen twice in one object (ignoring ASCII case); the nodes are marked.
  [[nodiscard]] bool has_repeated_names() const noexcept;

 private:
  explicit Document(std::shared_ptr<const detail::Tape> tape) noexcept : tape_(std::move(tape)) {}

  std::shared_ptr<const detail::Tape> tape_;
};

/// Line and column of an offset; builds its index of line starts once, O(log lines) a question.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);
  /// Offsets past the end are taken as the end.
  [[nodiscard]] Position position(std::size_t offset) const noexcept;

 private:
  std::vector<std::size_t> starts_;
  std::size_t size_ = 0;
};

/// RFC 6901. `resolve` compares names exactly and the first of repeated ones wins; empty node if
/// there is nothing or the pointer is malformed.
[[nodiscard]] Node resolve(Node root, std::string_view pointer) noexcept;
/// `~` and `/` escaped.
[[nodiscard]] std::string escape_pointer_token(std::string_view token);

/// The text as a JSON string with quotes: control characters, quotes and backslashes escaped, each
/// byte of invalid UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string quote(std::string_view text);

}  // namespace cachewarden::inline v0::json
