#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/json/document.hpp"
#include "repeated_names.hpp"

namespace cachewarden::inline v0::json::detail {

/// Why a text was refused.
struct Fault {
  ErrorCode code = ErrorCode::syntax;
  std::string message;
  std::size_t offset = 0;   ///< of what is wrong
  std::size_t reached = 0;  ///< how far the text was understood; not before `offset`
};

/// What follows the value: nothing but blanks may, or anything.
enum class Rest : std::uint8_t { blank = 1, anything = 2 };

/// Fills a tape from `tape.text`, of at most `max_text_bytes`.
class Parser {
 public:
  Parser(Tape& tape, const ParseOptions& options, Fault* fault)
      : tape_(tape),
        options_(options),
        fault_(fault),
        begin_(tape.text.data()),
        cursor_(begin_),
        end_(begin_ + tape.text.size()) {}

  /// Fills the entries. `*end` is where the rest begins. False: the fault says why, the tape is of
  /// no use.
  [[nodiscard]] bool run(Rest rest, std::size_t* end);

 private:
  bool start();
  bool tree();
  bool value();
  bool after_value(bool* is_done);
  bool name();
  bool open(Kind kind);
  void close();
  bool number();
  bool digits(const char* start);
  bool no_value(const char* start);
  bool word(std::string_view expected, Kind kind);
  bool string();
  bool escape();
  std::uint32_t hex_code();
  bool blanks();
  bool comment();

  bool at_end() const noexcept { return cursor_ == end_; }
  bool next_is(char c) const noexcept { return cursor_ != end_ && *cursor_ == c; }
  std::size_t offset(const char* at) const noexcept {
    return static_cast<std::size_t>(at - begin_);
  }
  std::uint32_t here() const noexcept { return static_cast<std::uint32_t>(cursor_ - begin_); }
  Entry& top() noexcept { return tape_.entries[open_.back()]; }

  void add(Kind kind, const char* start) {
    Entry& entry = tape_.entries.emplace_back();
    entry.offset = static_cast<std::uint32_t>(start - begin_);
    entry.length = static_cast<std::uint32_t>(cursor_ - start);
    entry.kind = kind;
    entry.is_member = is_member_;
    is_member_ = false;
  }

  std::string found() const;
  bool fail(std::string message, const char* at, ErrorCode code = ErrorCode::syntax) {
    *fault_ = {code, std::move(message), offset(at), offset(std::max(at, cursor_))};
    return false;
  }
  bool expected(std::string_view what) {
    return fail("expected " + std::string(what) + ", found " + found(), cursor_);
  }

  Tape& tape_;
  const ParseOptions& options_;
  Fault* fault_;
  const char* begin_;
  const char* cursor_;
  const char* end_;
  std::vector<std::uint32_t> open_;  // entries of the containers around the cursor
  RepeatedNames repeated_;
  bool is_member_ = false;  // the next value is one
};

}  // namespace cachewarden::inline v0::json::detail
