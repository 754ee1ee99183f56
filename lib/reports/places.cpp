#include "reports/places.hpp"

#include <algorithm>
#include <charconv>

namespace cachewarden::inline v0::detail {

namespace {

/// How many characters a text has; a byte that is no UTF-8 counts as one.
std::uint32_t characters(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

/// Takes `:123` off the end; 0 if there is no such thing.
std::uint32_t take_number(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos)
    return 0;
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc{} || stop != end)
    return 0;
  text = text.substr(0, colon);
  return number;
}

bool is_kept(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string encoded(std::string_view segment) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string result;
  for (const char c : segment) {
    if (is_kept(c)) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    result += '%';
    result += digits[byte >> 4U];
    result += digits[byte & 0xfU];
  }
  return result;
}

}  // namespace

std::string uri_of(std::string_view path) {
  const bool is_absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    if (part.empty() || part == ".")
      continue;
    if (part == ".." && !parts.empty() && parts.back() != "..")
      parts.pop_back();
    else
      parts.push_back(part);
  }
  std::string result = is_absolute ? "file://" : "";
  for (const std::string_view part : parts)
    result.append(result.empty() ? "" : "/").append(encoded(part));
  return result;
}

const Places::Lines& Places::lines(const std::string& document) {
  const auto [known, is_new] = lines_.try_emplace(document);
  if (!is_new)
    return known->second;
  for (const InputDocument& input : inventory_->documents()) {
    if (input.name != document || input.origins != nullptr)
      continue;
    known->second.bytes = input.whole();
    if (known->second.bytes == nullptr)
      continue;
    const std::string_view text = *known->second.bytes;
    known->second.text = text;
    known->second.starts.push_back(text.starts_with("\xef\xbb\xbf") ? 3 : 0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
        known->second.starts.push_back(i + 1);
    }
    break;
  }
  return known->second;
}

Spot Places::spot(const std::string& document, std::uint32_t line, std::uint32_t column,
                  std::string_view value) {
  Spot result{.document = document, .line = line, .column = column};
  const Lines& all = lines(document);
  if (line == 0 || column == 0 || line > all.starts.size())
    return result;
  const std::size_t start = all.starts[line - 1];
  const std::size_t offset = start + column - 1;
  const std::size_t end = line < all.starts.size() ? all.starts[line] : all.text.size();
  if (offset > end)
    return result;
  result.column = characters(all.text.substr(start, offset - start)) + 1;
  // A place may be that of the name before the value.
  std::string_view rest = all.text.substr(offset, end - offset);
  while (rest.ends_with('\n') || rest.ends_with('\r'))
    rest.remove_suffix(1);
  const std::size_t colon = rest.starts_with(value) ? 0 : rest.find(':');
  const std::size_t at = value.empty() ? std::string_view::npos : rest.find(value, colon);
  if (at != std::string_view::npos)
    result.end_column = result.column + characters(rest.substr(0, at + value.size()));
  return result;
}

Spot Places::of(const Evidence& evidence) {
  return spot(evidence.document, evidence.line, evidence.column, evidence.value);
}

Spot Places::of(std::string_view place) {
  const std::uint32_t column = take_number(place);
  const std::uint32_t line = take_number(place);
  return spot(std::string(place), line, column, {});
}

Spot Places::of(const Finding& finding) {
  locator_.tidy();
  for (const Evidence& evidence : finding.evidence) {
    if (evidence.line != 0)
      return of(evidence);
  }
  for (const Source& source : inventory_->sources(*finding.resource)) {
    if (const std::optional<Place> place = locator_.resource(source))
      return spot(place->document, place->line, place->column, {});
  }
  for (const Source& source : inventory_->sources(*finding.resource)) {
    if (source.document < inventory_->documents().size())
      return {.document = inventory_->documents()[source.document].name};
  }
  return {};
}

}  // namespace cachewarden::inline v0::detail
