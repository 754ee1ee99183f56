#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/field.hpp"

/// Properties of one value as text and back, for readers, the facts table and evidence.
namespace cachewarden::inline v0 {

/// The words that Azure's forms use for yes and no.
[[nodiscard]] constexpr std::optional<bool> parse_boolean(std::string_view text) noexcept {
  for (const std::string_view word : {"true", "enabled", "yes", "on", "1"}) {
    if (equal_folded(text, word))
      return true;
  }
  for (const std::string_view word : {"false", "disabled", "no", "off", "0"}) {
    if (equal_folded(text, word))
      return false;
  }
  return std::nullopt;
}

/// A whole number that fits; `3.0` counts as whole.
[[nodiscard]] inline std::optional<std::int32_t> parse_integer(std::string_view text) noexcept {
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos) {
    if (point + 1 == text.size() ||
        text.find_first_not_of('0', point + 1) != std::string_view::npos)
      return std::nullopt;
    text = text.substr(0, point);
  }
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

/// Sets a property that holds one value. `State::other` is set where an enumeration or switch has a
/// word that is not known, `State::malformed` where a number was expected.
inline void set_scalar(const FieldRow& row, void* body, std::string_view text, State state) {
  void* property = row.edit(body);
  switch (row.kind) {
    case FieldKind::boolean: {
      const std::optional<bool> value = parse_boolean(trim(text));
      *static_cast<Property<bool>*>(property) =
          value ? Property<bool>(*value, state) : Property<bool>(State::other);
      return;
    }
    case FieldKind::integer: {
      const std::optional<std::int32_t> value = parse_integer(trim(text));
      *static_cast<Property<std::int32_t>*>(property) =
          value ? Property<std::int32_t>(*value, state) : Property<std::int32_t>(State::malformed);
      return;
    }
    case FieldKind::enumeration:
      for (const EnumName& known : row.names) {
        if (equal_folded(trim(text), known.text)) {
          row.set_enum(body, known.value, state);
          return;
        }
      }
      row.set_gap(body, State::other);
      return;
    case FieldKind::text:
      *static_cast<Property<Text>*>(property) = Property<Text>(Text(text), state);
      return;
    case FieldKind::reference:
      *static_cast<Property<Text>*>(property) = Property<Text>(Text(trim(text)), state);
      return;
    default:
      row.set_gap(body, State::malformed);
  }
}

/// The value for people; empty without a value and for kinds that hold several.
[[nodiscard]] inline std::string scalar_text(const FieldRow& row, const void* body) {
  if (!is_value(row.state(body)) || row.secret)
    return {};
  const void* property = row.at(body);
  switch (row.kind) {
    case FieldKind::boolean:
      return **static_cast<const Property<bool>*>(property) ? "true" : "false";
    case FieldKind::integer:
      return std::to_string(**static_cast<const Property<std::int32_t>*>(property));
    case FieldKind::enumeration:
      for (const EnumName& known : row.names) {
        if (known.value == row.get_enum(body))
          return std::string(known.text);
      }
      return {};
    case FieldKind::text:
    case FieldKind::reference:
      return (*static_cast<const Property<Text>*>(property))->string();
    default:
      return {};
  }
}

}  // namespace cachewarden::inline v0
