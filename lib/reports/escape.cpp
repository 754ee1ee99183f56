#include "reports/escape.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "cachewarden/reports/report.hpp"
#include "json/characters.hpp"

namespace cachewarden::inline v0 {

namespace detail {

namespace {

/// Characters of UTF-8 text, one after the other.
class Characters {
 public:
  explicit Characters(std::string_view text) noexcept : rest_(text) {}

  /// False at the end. Afterwards `bytes` is the next character, or a byte that begins none.
  bool next() noexcept {
    if (rest_.empty())
      return false;
    const std::size_t length = json::detail::utf8_length(rest_);
    is_valid = length != 0;
    bytes = rest_.substr(0, is_valid ? length : 1);
    rest_.remove_prefix(bytes.size());
    constexpr std::uint8_t lead_masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    code = json::detail::byte(bytes[0]);
    if (is_valid)
      code &= lead_masks[length];
    for (const char c : bytes.substr(1))
      code = code << 6U | (json::detail::byte(c) & 0x3fU);
    return true;
  }

  std::string_view bytes{};
  std::uint32_t code = 0;  ///< the code point, or the byte
  bool is_valid = false;

 private:
  std::string_view rest_;
};

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

/// Control, format, invisible and private characters: Unicode's categories Cc, Cf, Zl, Zp, Co,
/// fillers that show nothing, selectors and tags.
constexpr Range hidden[] = {
    {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},   {0x034f, 0x034f}, {0x0600, 0x0605},
    {0x061c, 0x061c},   {0x06dd, 0x06dd},   {0x070f, 0x070f},   {0x115f, 0x1160}, {0x17b4, 0x17b5},
    {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},   {0x2060, 0x206f}, {0x3164, 0x3164},
    {0xe000, 0xf8ff},   {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0}, {0xfff0, 0xfffb},
    {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0x10ffff}};

/// Characters of two columns: East Asian scripts, full width forms, emoji.
constexpr Range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},  {0x3041, 0xa4cf},
                          {0xac00, 0xd7a3},   {0xf900, 0xfaff},  {0xfe30, 0xfe6f},
                          {0xff00, 0xff60},   {0xffe0, 0xffe6},  {0x1f300, 0x1f64f},
                          {0x1f680, 0x1f9ff}, {0x20000, 0x3fffd}};

/// Characters of no column: marks on the letter before.
constexpr Range marks[] = {{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x064b, 0x065f},
                           {0x0e31, 0x0e31}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},
                           {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0x3099, 0x309a}, {0xfe20, 0xfe2f}};

constexpr bool in(std::uint32_t code, std::span<const Range> ranges) noexcept {
  for (const Range& range : ranges) {
    if (code >= range.first && code <= range.last)
      return true;
  }
  return false;
}

void append_hex(std::string& out, std::uint32_t number, std::size_t least_digits) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (; number != 0 || text.size() < least_digits; number >>= 4U)
    text.insert(text.begin(), digits[number & 0xfU]);
  out += text;
}

void append_utf16(std::string& out, std::uint32_t code) {
  if (code > 0xffff) {
    out += "\\u";
    append_hex(out, 0xd800 + ((code - 0x10000) >> 10U), 4);
    code = 0xdc00 + ((code - 0x10000) & 0x3ffU);
  }
  out += "\\u";
  append_hex(out, code, 4);
}

}  // namespace

std::string one_line(std::string_view json) {
  std::string result;
  for (const char c : json) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank)
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  return result;
}

std::string escape_hidden(std::string json) {
  const auto is_suspect = [](char c) { return json::detail::byte(c) >= 0x7f; };
  bool is_plain = true;
  for (const char c : json)
    is_plain = is_plain && !is_suspect(c);
  if (is_plain)
    return json;
  std::string result;
  result.reserve(json.size() + 16);
  for (Characters at(json); at.next();) {
    if (!at.is_valid)
      result += "\\ufffd";
    else if (at.code >= 0x7f && in(at.code, hidden))
      append_utf16(result, at.code);
    else
      result += at.bytes;
  }
  return result;
}

std::size_t columns(std::string_view text) noexcept {
  std::size_t result = 0;
  for (Characters at(text); at.next();) {
    if (at.code < 0x300 || !in(at.code, marks))
      result += at.code >= 0x1100 && in(at.code, wide) ? 2 : 1;
  }
  return result;
}

std::string shortened(std::string text, std::size_t most) {
  if (columns(text) <= most)
    return text;
  std::string result;
  std::size_t used = 4;
  for (Characters at(text); at.next() && used < most; used += columns(at.bytes))
    result += at.bytes;
  return result + " ...";
}

}  // namespace detail

std::string escape_for_terminal(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), detail::is_printable))
    return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (detail::Characters at(text); at.next();) {
    if (at.is_valid && !detail::in(at.code, detail::hidden)) {
      result += at.bytes;
      continue;
    }
    result += at.code < 0x100 ? "\\x" : "\\u";
    detail::append_hex(result, at.code, at.code < 0x100 ? 2 : 4);
  }
  return result;
}

}  // namespace cachewarden::inline v0
