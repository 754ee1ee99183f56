#include "bicep/yaml_lines.hpp"

#include <algorithm>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep::yaml {

std::vector<Line> split(std::string_view text) {
  std::vector<Line> lines;
  std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (bool any = false; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    const bool begins_document = line == "---" || line.starts_with("--- ");
    if ((begins_document || line == "...") && any)
      break;
    const std::size_t indent =
        std::min(line.find_first_not_of(' ', begins_document ? 3 : 0), line.size());
    if (line != "..." && !line.starts_with('%')) {
      lines.push_back({.indent = begins_document ? 0 : indent,
                       .begin = static_cast<std::uint32_t>(begin + indent),
                       .text = line.substr(indent)});
      any = any || !stripped(lines.back()).empty();
    }
    begin = end + 1;
  }
  return lines;
}

std::size_t length_without_comment(std::string_view text) noexcept {
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == '"' && c == '\\')
      ++i;
    else if (c == quote)
      quote = '\0';
    else if (quote != '\0')
      continue;
    else if ((c == '"' || c == '\'') &&
             (i == 0 || is_blank(text[i - 1]) ||
              std::string_view("[{,:").find(text[i - 1]) != std::string_view::npos))
      quote = c;
    else if (c == '#' && (i == 0 || is_blank(text[i - 1])))
      return i;
  }
  return text.size();
}

std::string_view stripped(const Line& line) noexcept {
  return trim(line.text.substr(0, length_without_comment(line.text)));
}

std::string_view without_marks(std::string_view text) noexcept {
  while (is_mark(text)) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \t", end), text.size()));
  }
  return text;
}

std::size_t colon_of(std::string_view text) noexcept {
  const std::string_view key = without_marks(text);
  std::size_t i = text.size() - key.size();
  if (key.starts_with('"') || key.starts_with('\'')) {
    const char quote = text[i];
    for (++i; i < text.size() && text[i] != quote; ++i)
      i += quote == '"' && text[i] == '\\' ? 1 : 0;
    ++i;
  } else if (key.starts_with('[') || key.starts_with('{')) {
    return text.npos;
  }
  for (; i < text.size(); ++i) {
    if (text[i] == ':' && (i + 1 == text.size() || is_blank(text[i + 1])))
      return i;
  }
  return text.npos;
}

}  // namespace cachewarden::inline v0::bicep::yaml
