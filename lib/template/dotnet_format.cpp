#include "template/dotnet_format.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "template/functions.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

constexpr int widest = 100000;

/// A number between blanks at `at`, which moves past it.
std::optional<int> number_at(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == ' ')
    ++at;
  int value = 0;
  const char* first = text.data() + at;
  const auto [end, error] = std::from_chars(first, text.data() + text.size(), value);
  if (error != std::errc() || value > widest || value < -widest)
    return std::nullopt;
  at += static_cast<std::size_t>(end - first);
  while (at < text.size() && text[at] == ' ')
    ++at;
  return value;
}

std::optional<FormatPiece> hole_at(std::string_view format, std::size_t& at) {
  FormatPiece hole{.is_hole = true};
  const auto argument = number_at(format, at);
  if (!argument || *argument < 0)
    return std::nullopt;
  hole.argument = static_cast<std::size_t>(*argument);
  if (at < format.size() && format[at] == ',') {
    ++at;
    const auto alignment = number_at(format, at);
    if (!alignment)
      return std::nullopt;
    hole.alignment = *alignment;
  }
  if (at < format.size() && format[at] == ':') {
    const std::size_t end = format.find('}', ++at);
    if (end == std::string_view::npos)
      return std::nullopt;
    hole.text = format.substr(at, end - at);
    at = end;
  }
  if (at >= format.size() || format[at] != '}')
    return std::nullopt;
  ++at;
  return hole;
}

std::string grouped(std::string digits) {
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

/// Sign, whole digits and `decimals` decimals, with groups if wanted.
std::string fixed_point(double value, int decimals, bool groups) {
  char buffer[512];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value),
                                 std::chars_format::fixed, decimals);
  std::string text(buffer, end.ptr);
  std::string decimal_part;
  if (const std::size_t point = text.find('.'); point != std::string::npos) {
    decimal_part = text.substr(point);
    text.resize(point);
  }
  const bool is_zero = text.find_first_not_of('0') == std::string::npos &&
                       decimal_part.find_first_not_of(".0") == std::string::npos;
  return (value < 0 && !is_zero ? "-" : "") + (groups ? grouped(text) : text) + decimal_part;
}

std::string padded_digits(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  const bool negative = digits.front() == '-';
  if (negative)
    digits.erase(0, 1);
  if (digits.size() < width)
    digits.insert(0, width - digits.size(), '0');
  return negative ? "-" + digits : digits;
}

std::string hexadecimal(std::int64_t value, std::size_t width, bool upper) {
  char buffer[20];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::uint64_t>(value), 16);
  std::string digits(buffer, end.ptr);
  if (upper)
    digits = to_upper(digits);
  if (digits.size() < width)
    digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::optional<std::string> formatted_number(const Value& value, std::string_view specifier) {
  const double real =
      value.is(ValueKind::integer) ? static_cast<double>(value.integer()) : value.real();
  if (specifier.find_first_not_of('0') == std::string_view::npos && value.is(ValueKind::integer))
    return padded_digits(value.integer(), specifier.size());
  int precision = -1;
  if (specifier.size() > 1) {
    const char* last = specifier.data() + specifier.size();
    const auto [end, error] = std::from_chars(specifier.data() + 1, last, precision);
    if (error != std::errc() || end != last || precision < 0 || precision > 99)
      return std::nullopt;
  }
  const bool whole = value.is(ValueKind::integer) && std::fabs(real) < 9e15;
  switch (specifier.front()) {
    case 'D':
    case 'd':
      if (!value.is(ValueKind::integer))
        return std::nullopt;
      return padded_digits(value.integer(), static_cast<std::size_t>(std::max(precision, 0)));
    case 'X':
    case 'x':
      if (!value.is(ValueKind::integer))
        return std::nullopt;
      return hexadecimal(value.integer(), static_cast<std::size_t>(std::max(precision, 0)),
                         specifier.front() == 'X');
    case 'N':
    case 'n':
    case 'F':
    case 'f':
      if (!whole && value.is(ValueKind::integer))
        return std::nullopt;
      return fixed_point(real, precision < 0 ? 2 : precision,
                         specifier.front() == 'N' || specifier.front() == 'n');
    case 'P':
    case 'p':
      return fixed_point(real * 100, precision < 0 ? 2 : precision, true) + " %";
    case 'G':
    case 'g':
      return precision < 0 ? std::optional(plain_text(value, '\'')) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<std::vector<FormatPiece>> parse_format(std::string_view format) {
  std::vector<FormatPiece> pieces;
  std::string text;
  const auto end_text = [&] {
    if (!text.empty())
      pieces.push_back({.text = text});
    text.clear();
  };
  for (std::size_t at = 0; at < format.size();) {
    const char c = format[at++];
    if (c != '{' && c != '}') {
      text += c;
      continue;
    }
    if (at < format.size() && format[at] == c) {
      text += c;
      ++at;
      continue;
    }
    if (c == '}')
      return std::nullopt;
    end_text();
    auto hole = hole_at(format, at);
    if (!hole)
      return std::nullopt;
    pieces.push_back(std::move(*hole));
  }
  end_text();
  return pieces;
}

std::optional<std::string> formatted(const Value& value, std::string_view specifier) {
  const bool number = value.is(ValueKind::integer) || value.is(ValueKind::real);
  if (!number || specifier.empty())
    return plain_text(value, '\'');
  return formatted_number(value, specifier);
}

std::string aligned(std::string text, int alignment) {
  const std::size_t width = static_cast<std::size_t>(std::abs(alignment));
  const std::size_t size = utf16_length(text);
  if (size >= width)
    return text;
  text.insert(alignment > 0 ? 0 : text.size(), width - size, ' ');
  return text;
}

}  // namespace cachewarden::inline v0::templates
