#include "template/text.hpp"

#include <algorithm>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::templates {
namespace {

constexpr char16_t replacement = 0xfffd;

/// The code point at `at`, which moves past it; U+FFFD for what is no UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at++);
  if (lead < 0x80)
    return lead;
  const unsigned more = lead >= 0xf0 ? 3U : lead >= 0xe0 ? 2U : 1U;
  if (lead < 0xc2 || lead > 0xf4 || at + more > text.size())
    return replacement;
  char32_t point = lead & (0x3fU >> more);
  for (unsigned i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xc0U) != 0x80)
      return replacement;
    point = point << 6 | (byte(at + i) & 0x3fU);
  }
  constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
  if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
    return replacement;
  at += more;
  return point;
}

void append_utf8(std::string& out, char32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
    return;
  }
  if (point < 0x800) {
    out += static_cast<char>(0xc0 | point >> 6);
  } else {
    if (point < 0x10000) {
      out += static_cast<char>(0xe0 | point >> 12);
    } else {
      out += static_cast<char>(0xf0 | point >> 18);
      out += static_cast<char>(0x80 | (point >> 12 & 0x3f));
    }
    out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
  }
  out += static_cast<char>(0x80 | (point & 0x3f));
}

char32_t lower(char32_t c) noexcept {
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f))
    return c + 32;
  if (c >= 0x400 && c <= 0x40f)
    return c + 80;
  if ((c >= 0x391 && c <= 0x3ab && c != 0x3a2))
    return c + 32;
  const bool pairs_even = (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) ||
                          (c >= 0x14a && c <= 0x177) || (c >= 0x460 && c <= 0x481) ||
                          (c >= 0x1e00 && c <= 0x1e95);
  if (pairs_even)
    return c % 2 == 0 ? c + 1 : c;
  const bool pairs_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
  if (pairs_odd)
    return c % 2 == 1 ? c + 1 : c;
  return c == 0x178 ? 0xff : c;
}

char32_t upper(char32_t c) noexcept {
  if (c < 0x80)
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  if (c == 0xff)
    return 0x178;
  if (c == 0xb5)
    return 0x39c;
  if (c == 0x3c2)
    return 0x3a3;
  if ((c >= 0xe0 && c <= 0xfe && c != 0xf7) || (c >= 0x430 && c <= 0x44f) ||
      (c >= 0x3b1 && c <= 0x3cb))
    return c - 32;
  if (c >= 0x450 && c <= 0x45f)
    return c - 80;
  if (c > 0 && lower(c - 1) == c && c - 1 >= 0x100)
    return c - 1;
  return c;
}

template <class Map>
std::string mapped(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();)
    append_utf8(out, map(next_code_point(text, at)));
  return out;
}

/// For comparison: upper case, units that are no letter of their own stay.
std::u16string upper_utf16(std::string_view text) {
  return to_utf16(to_upper(text));
}

bool is_white_space(char32_t c) noexcept {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_code_point(text, at);
    if (point < 0x10000) {
      out += static_cast<char16_t>(point);
      continue;
    }
    out += static_cast<char16_t>(0xd800 + ((point - 0x10000) >> 10));
    out += static_cast<char16_t>(0xdc00 + ((point - 0x10000) & 0x3ff));
  }
  return out;
}

std::string to_utf8(std::u16string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t unit = text[i];
    if (unit < 0xd800 || unit >= 0xe000) {
      append_utf8(out, unit);
      continue;
    }
    const bool pair =
        unit < 0xdc00 && i + 1 < text.size() && text[i + 1] >= 0xdc00 && text[i + 1] < 0xe000;
    if (!pair) {
      append_utf8(out, replacement);
      continue;
    }
    append_utf8(out,
                0x10000 + ((unit - 0xd800) << 10) + (static_cast<char32_t>(text[i + 1]) - 0xdc00));
    ++i;
  }
  return out;
}

std::size_t utf16_length(std::string_view text) {
  return is_ascii(text) ? text.size() : to_utf16(text).size();
}

std::string utf16_substring(std::string_view text, std::size_t start, std::size_t length) {
  if (is_ascii(text))
    return std::string(text.substr(start, length));
  return to_utf8(std::u16string_view(to_utf16(text)).substr(start, length));
}

std::string to_lower(std::string_view text) {
  return mapped(text, lower);
}

std::string to_upper(std::string_view text) {
  return mapped(text, upper);
}

std::optional<std::size_t> find_ignoring_case(std::string_view text, std::string_view part,
                                              bool last) {
  const std::u16string whole = upper_utf16(text);
  const std::u16string wanted = upper_utf16(part);
  const std::size_t at = last ? whole.rfind(wanted) : whole.find(wanted);
  return at == std::u16string::npos ? std::nullopt : std::optional(at);
}

bool starts_ignoring_case(std::string_view text, std::string_view part) {
  return upper_utf16(text).starts_with(upper_utf16(part));
}

bool ends_ignoring_case(std::string_view text, std::string_view part) {
  return upper_utf16(text).ends_with(upper_utf16(part));
}

std::string_view trim_white_space(std::string_view text) noexcept {
  std::size_t first = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (is_white_space(next_code_point(text, at)))
      continue;
    first = std::min(first, start);
    end = at;
  }
  return first < end ? text.substr(first, end - first) : std::string_view();
}

std::string message_line(std::string text) {
  constexpr std::size_t longest = 300;
  if (text.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80)
      --end;
    text.resize(end);
    text += "...";
  }
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return text;
}

std::string unknown_content(std::string_view gap) {
  return message_line("what the deployment creates is not known: " + std::string(gap));
}

int compare_ordinal_ignoring_case(std::string_view a, std::string_view b) {
  return upper_utf16(a).compare(upper_utf16(b));
}

}  // namespace cachewarden::inline v0::templates
