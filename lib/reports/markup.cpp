#include "reports/markup.hpp"

#include <algorithm>

#include "cachewarden/reports/report.hpp"

namespace cachewarden::inline v0::detail {

namespace {

/// The longest run of backticks.
std::size_t longest_fence(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string escape_for_markdown(std::string_view text) {
  const std::string shown = escape_for_terminal(text);
  std::string result;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::string_view rest = std::string_view(shown).substr(i);
    const char c = shown[i];
    // At the start of a line these begin a list, a heading or a rule.
    const bool opens = i == 0 && (c == '-' || c == '+' || c == '=');
    const bool numbers = c == '.' && i > 0 && shown.find_first_not_of("0123456789") == i;
    if (c == '&' || c == '<' || c == '>' || c == '@' || c == '#')
      result.append("&#").append(std::to_string(static_cast<int>(c))).append(";");
    else if (c == ':' && rest.starts_with("://"))
      result += "&#58;";
    else if (c == '.' && i >= 3 && std::string_view(shown).substr(i - 3, 3) == "www")
      result += "&#46;";
    else if (opens || numbers || std::string_view("\\`*_{}[]()|~!$").find(c) != std::string::npos)
      result.append("\\").append(1, c);
    else
      result += c;
  }
  return result;
}

std::string markdown_word(std::string_view text) {
  const std::string shown = escape_for_terminal(text);
  const std::string fence(longest_fence(shown) + 1, '`');
  const bool needs_blank = shown.empty() || shown.front() == '`' || shown.back() == '`';
  const char* const blank = needs_blank ? " " : "";
  std::string result = fence + blank;
  for (const char c : shown)
    result.append(c == '|' ? "\\" : "").append(1, c);  // which ends cells of tables
  return result + blank + fence;
}

std::string markdown_code(std::string_view code) {
  const std::string fence(std::max<std::size_t>(longest_fence(code) + 1, 3), '`');
  std::string result = fence + "\n";
  while (!code.empty()) {
    const std::size_t end = code.find('\n');
    result.append(escape_for_terminal(code.substr(0, end))).append("\n");
    code = end == std::string_view::npos ? std::string_view{} : code.substr(end + 1);
  }
  return result + fence;
}

std::string escape_url(std::string_view url) {
  if (!url.starts_with("https://") && !url.starts_with("http://"))
    return {};
  constexpr char digits[] = "0123456789ABCDEF";
  constexpr std::string_view refused = "\"<>\\^`{|}";
  std::string result;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && refused.find(c) == std::string_view::npos)
      result += c;
    else
      result.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 0xfU]);
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
