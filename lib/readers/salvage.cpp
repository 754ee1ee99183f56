#include "readers/values.hpp"

namespace cachewarden::inline v0::detail {

namespace {

constexpr std::string_view blank = " \t\r\n";
constexpr auto npos = std::string_view::npos;

std::size_t skip_blank(std::string_view text, std::size_t at) {
  const std::size_t next = text.find_first_not_of(blank, at);
  return next == npos ? text.size() : next;
}

/// The offset of the bracket that opens the list; `npos` if the text is none.
std::size_t list_start(std::string_view text) {
  const std::size_t first = skip_blank(text, 0);
  if (first == text.size())
    return npos;
  if (text[first] == '[')
    return first;
  if (text[first] != '{')
    return npos;
  const std::size_t name = skip_blank(text, first + 1);
  for (const std::string_view known : {"\"value\"", "\"data\""}) {
    if (!text.substr(name).starts_with(known))
      continue;
    std::size_t at = skip_blank(text, name + known.size());
    if (at < text.size() && text[at] == ':')
      at = skip_blank(text, at + 1);
    if (at < text.size() && text[at] == '[')
      return at;
  }
  return npos;
}

}  // namespace

bool is_list_text(std::string_view text) {
  return list_start(text) != npos;
}

std::size_t skip_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at)
        at += text[at] == '\\' ? 1 : 0;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0)
        return at;
      if (--depth == 0)
        return at + 1;
    } else if (c == ',' && depth == 0) {
      return at;
    }
  }
  return text.size();
}

std::size_t salvage(std::string_view text, std::size_t start, const json::ParseOptions& options,
                    const ValueSink& sink) {
  std::size_t at = start + list_start(text.substr(start)) + 1;
  for (;;) {
    at = skip_blank(text, at);
    if (at < text.size() && text[at] == ']')
      return at + 1;
    if (at >= text.size()) {
      sink.report({ErrorCode::syntax, "the text ends inside a list", "1:1"}, text.size());
      return text.size();
    }
    const std::size_t end = skip_value(text, at);
    const std::size_t behind = skip_blank(text, end);
    const Result<json::Document> element =
        json::Document::parse(text.substr(at, end - at), options);
    // An element that ends before a stray bracket may have ended too early.
    const bool is_sound = behind >= text.size() || text[behind] == ',' || text[behind] == ']';
    if (end == at)
      sink.report({ErrorCode::syntax, "expected a value", "1:1"}, at);
    else if (!element)
      sink.report(element.error(), at);
    else if (is_sound)
      sink.take(*element, at);
    else
      sink.report({ErrorCode::syntax, "expected `,` or `]` after an element", "1:1"}, behind);
    if (!element && behind >= text.size())
      return text.size();
    at = behind;
    if (!is_sound && (text[at] == '}' || text[at] == ']'))
      ++at;
    if (at < text.size() && text[at] == ',')
      ++at;
  }
}

}  // namespace cachewarden::inline v0::detail
