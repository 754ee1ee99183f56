#include "bicep/text_encoding.hpp"

#include <cstddef>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/bicep/syntax.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

constexpr char32_t no_character = 0xFFFD;

std::string from_utf16(std::string_view bytes, bool is_big_endian) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(is_big_endian ? first << 8U | second : second << 8U | first);
  };
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t code = unit(i);
    const bool is_pair =
        (code & 0xFC00U) == 0xD800U && i + 3 < bytes.size() && (unit(i + 2) & 0xFC00U) == 0xDC00U;
    if (is_pair) {
      code = 0x10000U + ((code & 0x3FFU) << 10U) + (unit(i + 2) & 0x3FFU);
      i += 2;
    }
    append_utf8(out, code);
  }
  if (bytes.size() % 2 != 0)
    append_utf8(out, no_character);
  return out;
}

std::string from_bytes(std::string_view bytes, unsigned char last) {
  std::string out;
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    append_utf8(out, code <= last ? code : no_character);
  }
  return out;
}

/// Bytes of the character at the start: 0 if they are none.
std::size_t utf8_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80)
    return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length)
    return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0U) != 0x80U)
      return 0;
  }
  const bool is_long = (lead == 0xE0 && at(1) < 0xA0) || (lead == 0xF0 && at(1) < 0x90);
  const bool is_none = (lead == 0xED && at(1) > 0x9F) || (lead == 0xF4 && at(1) > 0x8F);
  return is_long || is_none ? 0 : length;
}

std::string from_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0)
      append_utf8(out, no_character);
    else
      out.append(bytes.substr(0, length));
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if ((code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
    code = no_character;
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

std::optional<std::string> decoded(std::string_view bytes, std::string_view encoding) {
  constexpr unsigned char last_ascii = 0x7F;
  constexpr unsigned char last_byte = 0xFF;
  if (bytes.starts_with("\xEF\xBB\xBF"))
    return from_utf8(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE"))
    return from_utf16(bytes.substr(2), false);
  if (bytes.starts_with("\xFE\xFF"))
    return from_utf16(bytes.substr(2), true);
  if (equal_folded(encoding, "utf-8"))
    return from_utf8(bytes);
  if (equal_folded(encoding, "utf-16"))
    return from_utf16(bytes, false);
  if (equal_folded(encoding, "utf-16BE"))
    return from_utf16(bytes, true);
  if (equal_folded(encoding, "us-ascii"))
    return from_bytes(bytes, last_ascii);
  if (equal_folded(encoding, "iso-8859-1"))
    return from_bytes(bytes, last_byte);
  return std::nullopt;
}

std::shared_ptr<const std::string> as_utf8(std::shared_ptr<const std::string> text) {
  const bool is_wide =
      text != nullptr && (text->starts_with("\xFF\xFE") || text->starts_with("\xFE\xFF"));
  return is_wide ? std::make_shared<const std::string>(*decoded(*text, "utf-16")) : text;
}

}  // namespace cachewarden::inline v0::bicep
