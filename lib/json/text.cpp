#include <algorithm>
#include <charconv>

#include "cachewarden/json/document.hpp"
#include "characters.hpp"

namespace cachewarden::inline v0::json {
namespace {

/// `token` is escaped, `name` is not.
bool is_same_name(std::string_view token, std::string_view name) noexcept {
  std::size_t at = 0;
  for (std::size_t i = 0; i < token.size(); ++i, ++at) {
    char c = token[i];
    if (c == '~') {
      ++i;
      if (i == token.size() || (token[i] != '0' && token[i] != '1'))
        return false;
      c = token[i] == '0' ? '~' : '/';
    }
    if (at == name.size() || name[at] != c)
      return false;
  }
  return at == name.size();
}

Node element(Node array, std::string_view token) noexcept {
  std::size_t index = 0;
  const char* end = token.data() + token.size();
  const auto read = std::from_chars(token.data(), end, index);
  if (read.ec != std::errc{} || read.ptr != end || (token.size() > 1 && token.front() == '0'))
    return {};
  return array.at(index);
}

Node member(Node object, std::string_view token) noexcept {
  for (const Node node : object) {
    if (is_same_name(token, node.key()))
      return node;
  }
  return {};
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"':
    case '\\':
      out += '\\';
      out += c;
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (detail::byte(c) >= 0x20) {
    out += c;
    return;
  }
  out += "\\u00";
  out += digits[detail::byte(c) >> 4];
  out += digits[detail::byte(c) & 0xF];
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : size_(text.size()) {
  starts_.push_back(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_end =
        text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (is_end)
      starts_.push_back(i + 1);
  }
}

Position LineIndex::position(std::size_t offset) const noexcept {
  offset = std::clamp(offset, starts_.front(), std::max(starts_.front(), size_));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin());
  return {line, static_cast<std::uint32_t>(offset - *std::prev(after) + 1)};
}

Node resolve(Node root, std::string_view pointer) noexcept {
  while (root && !pointer.empty()) {
    if (pointer.front() != '/')
      return {};
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    if (root.is(Kind::object))
      root = member(root, token);
    else
      root = element(root, token);
  }
  return root;
}

std::string escape_pointer_token(std::string_view token) {
  std::string out;
  out.reserve(token.size());
  for (const char c : token) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string quote(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  while (!text.empty()) {
    const std::size_t length = detail::utf8_length(text);
    if (length == 0)
      out += "\xEF\xBF\xBD";
    else if (length == 1)
      append_escaped(out, text.front());
    else
      out += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  out += '"';
  return out;
}

}  // namespace cachewarden::inline v0::json
