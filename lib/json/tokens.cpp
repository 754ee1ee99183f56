#include <bit>
#include <cstring>

#include "characters.hpp"
#include "parser.hpp"

namespace cachewarden::inline v0::json::detail {
namespace {

constexpr std::uint64_t every_byte(std::uint8_t value) noexcept {
  return 0x0101010101010101U * value;
}

/// Not zero if a byte is a quote, a backslash, a control character or not ASCII.
constexpr std::uint64_t special_bytes(std::uint64_t word) noexcept {
  const std::uint64_t quotes = word ^ every_byte('"');
  const std::uint64_t backslashes = word ^ every_byte('\\');
  return ((quotes - every_byte(1)) | (backslashes - every_byte(1)) | (word - every_byte(0x20)) |
          word) &
         every_byte(0x80);
}

constexpr bool is_special(char c) noexcept {
  return c == '"' || c == '\\' || byte(c) < 0x20 || byte(c) >= 0x80;
}

constexpr int hex_value(char c) noexcept {
  if (is_digit(c))
    return c - '0';
  const char l = fold(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

constexpr std::uint32_t no_code = UINT32_MAX;

void append_utf8(std::string& out, std::uint32_t code) {
  const auto tail = [code](unsigned shift) {
    return static_cast<char>(0x80U | (code >> shift & 0x3FU));
  };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | code >> 6);
    out += tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | code >> 12);
    out += tail(6);
    out += tail(0);
  } else {
    out += static_cast<char>(0xF0U | code >> 18);
    out += tail(12);
    out += tail(6);
    out += tail(0);
  }
}

}  // namespace

/// What stands at the cursor, for messages.
std::string Parser::found() const {
  constexpr std::ptrdiff_t longest = 24;
  if (at_end())
    return "the end of the text";
  const char* stop = cursor_;
  while (stop != end_ && stop - cursor_ < longest && is_word(*stop))
    ++stop;
  if (stop != cursor_)
    return '`' + std::string(cursor_, stop) + '`';
  const std::uint8_t c = byte(*cursor_);
  if (c == '`')
    return "a backtick";
  if (c == '\n' || c == '\r')
    return "the end of the line";
  if (c >= 0x20 && c < 0x7F)
    return std::string("`") + *cursor_ + '`';
  constexpr std::string_view digits = "0123456789abcdef";
  return std::string("byte 0x") + digits[c >> 4] + digits[c & 0xF];
}

/// For what began like a number and went wrong at the cursor.
bool Parser::no_value(const char* start) {
  const char* const reached = std::exchange(cursor_, start);
  expected("a value");
  fault_->reached = offset(reached);
  return false;
}

bool Parser::digits(const char* start) {
  if (at_end() || !is_digit(*cursor_))
    return no_value(start);
  while (cursor_ != end_ && is_digit(*cursor_))
    ++cursor_;
  return true;
}

bool Parser::number() {
  const char* start = cursor_;
  Kind kind = Kind::integer;
  if (*cursor_ == '-')
    ++cursor_;
  if (next_is('0'))
    ++cursor_;
  else if (!digits(start))
    return false;
  if (next_is('.')) {
    kind = Kind::real;
    ++cursor_;
    if (!digits(start))
      return false;
  }
  if (next_is('e') || next_is('E')) {
    kind = Kind::real;
    ++cursor_;
    if (next_is('+') || next_is('-'))
      ++cursor_;
    if (!digits(start))
      return false;
  }
  if (cursor_ != end_ && is_word(*cursor_))
    return no_value(start);
  add(kind, start);
  return true;
}

bool Parser::word(std::string_view expected_word, Kind kind) {
  const char* start = cursor_;
  const std::string_view rest(cursor_, static_cast<std::size_t>(end_ - cursor_));
  if (!rest.starts_with(expected_word) ||
      (rest.size() > expected_word.size() && is_word(rest[expected_word.size()])))
    return expected("a value");
  cursor_ += expected_word.size();
  add(kind, start);
  return true;
}

bool Parser::string() {
  const char* const start = cursor_++;
  const char* run = cursor_;  // what is not yet in the decoded text, once there is an escape
  bool is_decoded = false;
  Decoded decoded{static_cast<std::uint32_t>(tape_.decoded_text.size()), 0};
  for (;;) {
    while (end_ - cursor_ >= 8) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, cursor_, sizeof bytes);
      const std::uint64_t special = special_bytes(bytes);
      if (special != 0) {
        // Borrows spoil the bits of bytes after a special one only: the first one found is right.
        if constexpr (std::endian::native == std::endian::little)
          cursor_ += std::countr_zero(special) / 8;
        break;
      }
      cursor_ += 8;
    }
    while (cursor_ != end_ && !is_special(*cursor_))
      ++cursor_;
    if (at_end())
      return fail("the text ends inside a string", start);
    const char c = *cursor_;
    if (c == '"')
      break;
    if (c == '\\') {
      tape_.decoded_text.append(run, cursor_);
      is_decoded = true;
      if (!escape())
        return false;
      run = cursor_;
    } else if (byte(c) < 0x20) {
      if (!options_.relaxed || (c != '\n' && c != '\r' && c != '\t'))
        return expected("an escape for a control character in a string");
      ++cursor_;
    } else {
      const std::size_t length = utf8_length({cursor_, static_cast<std::size_t>(end_ - cursor_)});
      if (length == 0)
        return fail("invalid UTF-8", cursor_);
      cursor_ += length;
    }
  }
  if (is_decoded)
    tape_.decoded_text.append(run, cursor_);
  ++cursor_;
  add(Kind::string, start);
  if (is_decoded) {
    decoded.length = static_cast<std::uint32_t>(tape_.decoded_text.size()) - decoded.offset;
    tape_.entries.back().link = static_cast<std::uint32_t>(tape_.decoded.size());
    tape_.decoded.push_back(decoded);
  }
  return true;
}

/// Decodes the escape at the cursor and steps behind it.
bool Parser::escape() {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const char* const start = cursor_++;
  if (at_end())
    return fail("the text ends inside a string", start);
  if (const std::size_t i = letters.find(*cursor_); i != std::string_view::npos) {
    tape_.decoded_text += meanings[i];
    ++cursor_;
    return true;
  }
  if (*cursor_ != 'u')
    return fail("unknown escape in a string: a backslash before " + found(), start);
  std::uint32_t code = hex_code();
  if (code == no_code)
    return fail("`\\u` needs four hexadecimal digits", start);
  if (code >= 0xD800 && code < 0xE000) {
    const bool is_first = code < 0xDC00;
    const std::uint32_t second =
        is_first && next_is('\\') && ++cursor_ != end_ ? hex_code() : no_code;
    if (second == no_code || second < 0xDC00 || second >= 0xE000)
      return fail("half of a surrogate pair in a string", start);
    code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
  }
  append_utf8(tape_.decoded_text, code);
  return true;
}

/// Reads `u` and four hexadecimal digits.
std::uint32_t Parser::hex_code() {
  if (end_ - cursor_ < 5 || *cursor_ != 'u')
    return no_code;
  std::uint32_t code = 0;
  for (int i = 1; i < 5; ++i) {
    const int digit = hex_value(cursor_[i]);
    if (digit < 0)
      return no_code;
    code = code << 4 | static_cast<std::uint32_t>(digit);
  }
  cursor_ += 5;
  return code;
}

bool Parser::comment() {
  const std::string_view rest(cursor_, static_cast<std::size_t>(end_ - cursor_));
  if (rest.starts_with("//")) {
    const std::size_t length = rest.find_first_of("\r\n");
    cursor_ = length == std::string_view::npos ? end_ : cursor_ + length;
    return true;
  }
  if (!rest.starts_with("/*"))
    return fail("expected a comment, found `/`", cursor_);
  const std::size_t length = rest.find("*/", 2);
  if (length == std::string_view::npos) {
    fail("the text ends inside a comment", cursor_);
    fault_->reached = tape_.text.size();
    return false;
  }
  cursor_ += length + 2;
  return true;
}

}  // namespace cachewarden::inline v0::json::detail
