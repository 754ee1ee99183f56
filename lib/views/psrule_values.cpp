#include "views/psrule_values.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::views::psrule {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (fold(c) >= 'a' && fold(c) <= 'z');
}

/// A whole text as a number, without regard to blanks around it.
std::optional<double> converted(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+'))
    text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

/// Takes digits from the front; nothing if there is none.
std::optional<unsigned> take_number(std::string_view& text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.empty() || !is_digit(text.front()))
    return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::string normal_location(std::string_view location) {
  std::string result = folded(location);
  result.erase(std::remove(result.begin(), result.end(), ' '), result.end());
  return result;
}

}  // namespace

std::optional<double> measure(const Subject& subject, Node value, bool convert) {
  if (const auto number = subject.number(value))
    return number;
  if (const auto text = subject.text(value)) {
    const std::optional<double> number = convert ? converted(*text) : std::nullopt;
    return number ? number : static_cast<double>(utf16_length(*text));
  }
  if (value.is(Kind::array))
    return static_cast<double>(value.size());
  return std::nullopt;
}

bool is_at_least(const Subject& subject, Node value, double least, bool convert) {
  const std::optional<double> found = measure(subject, value, convert);
  return found && *found >= least;
}

bool is_default_or(const Subject& subject, Node value, std::string_view expected) {
  return !value || subject.equals(value, expected);
}

bool is_version_of_at_least(const Subject& subject, Node value, unsigned major) {
  auto text = subject.text(value).value_or("");
  if (text.starts_with('v') || text.starts_with('V'))
    text.remove_prefix(1);
  const std::optional<unsigned> found = take_number(text);
  for (int part = 0; part < 2 && found && text.starts_with('.'); ++part) {
    text.remove_prefix(1);
    if (!take_number(text))
      return false;
  }
  return found && *found >= major && (text.empty() || text.starts_with('+'));
}

bool is_plain_name(std::string_view name, std::size_t least, std::size_t most) {
  const std::size_t length = utf16_length(name);
  if (length < least || length > most)
    return false;
  const auto is_inner = [](char c) {
    return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-';
  };
  return is_letter_or_digit(name.front()) &&
         (name.size() == 1 || is_letter_or_digit(name.back()) || name.back() == '_') &&
         std::all_of(name.begin(), name.end(), is_inner);
}

bool is_word_name(std::string_view name) {
  constexpr std::size_t most = 80;
  const std::size_t length = utf16_length(name);
  return length >= 1 && length <= most &&
         finds(name, "^[A-Za-z0-9]([-.]*[\\pL\\p{Mn}\\p{Nd}\\p{Pc}])*$", false);
}

bool is_export(const Subject& subject) {
  if (subject.resource().shape == ViewShape::az)
    return true;
  const Node subscription = subject.at("subscriptionId");
  return subscription && !subscription.is(Kind::null);
}

bool has_zones(const Subject& subject, std::span<const std::string_view> regions,
               std::string_view setting) {
  const auto text = subject.text(subject.at("location"));
  // Where a template takes the location of its resource group, the tool assumes this one.
  const std::string location =
      text == "placeholder-location" ? "eastus" : normal_location(text.value_or(""));
  for (const Node& each : subject.setting(setting)) {
    if (normal_location(each.find("location").string()) == location)
      return each.find("zones").size() != 0;
  }
  return std::find(regions.begin(), regions.end(), location) != regions.end();
}

ViewAnswer naming(const Subject& subject, std::string_view setting, std::string_view name) {
  const std::string pattern = subject.setting_text(setting);
  if (pattern.empty())
    return none("no pattern is configured");
  return require(finds(name, pattern, false), "the name does not match the configured pattern");
}

}  // namespace cachewarden::inline v0::views::psrule
