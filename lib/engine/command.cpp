#include "engine/command.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "cachewarden/model/scalar.hpp"
#include "engine/settings_table.hpp"

namespace cachewarden::inline v0::detail {

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("/-_.:=,@%+").find(c) != std::string_view::npos;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Braces also stand in JSON that a command holds: a place is a name of small letters.
bool is_place(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

/// What every resource has: `id`, `name`, `group` or `subscription`.
std::optional<std::string> own_name(std::string_view name, const Resource& resource) {
  const std::optional<ResourceId> id = parse_resource_id(resource.id);
  if (name == "id")
    return resource.id.string();
  if (name == "name")
    return std::string(resource.name());
  if (name == "group" && id)
    return std::string(id->group);
  if (name == "subscription" && id)
    return std::string(id->subscription);
  return std::nullopt;
}

/// The last word of a type in snake case with a `_` behind: `firewallRules` -> `firewall_rules_`.
std::string snake_of(std::string_view type) {
  std::string result;
  for (const char c : type.substr(type.rfind('/') + 1)) {
    if (c >= 'A' && c <= 'Z')
      result += '_';
    result += fold(c);
  }
  return result += '_';
}

/// What a name between braces stands for among what is around the resource.
std::optional<std::string> value_around(std::string_view name, const Surroundings& around) {
  for (const Resource* each : around.resources) {
    if (each->type == no_model)
      continue;
    const std::string start = snake_of(resource_types()[each->type]->arm);
    if (name.starts_with(start))
      return own_name(name.substr(start.size()), *each);
  }
  if (around.settings == nullptr)
    return std::nullopt;
  for (const SettingRow& row : setting_rows()) {
    const auto* number = std::get_if<std::uint32_t Settings::*>(&row.member);
    if (number != nullptr && row.name == name)
      return std::to_string(around.settings->**number);
  }
  return std::nullopt;
}

/// What a name between braces stands for; nothing if the resource has none such.
std::optional<std::string> value_of(std::string_view name, const Inventory& inventory,
                                    const Resource& resource, const Surroundings& around) {
  if (std::optional<std::string> own = own_name(name, resource))
    return own;
  const std::optional<ResourceId> id = parse_resource_id(resource.id);
  if ((name == "parent" || name == "parent_name") && id && !id->parent().empty()) {
    const std::string_view parent = id->parent();
    return std::string(name == "parent" ? parent : parent.substr(parent.rfind('/') + 1));
  }
  const void* body = inventory.body(resource);
  if (body == nullptr)
    return std::nullopt;
  for (const FieldRow& row : resource_types()[resource.type]->fields) {
    if (row.name == name && is_value(row.state(body)))
      return scalar_text(row, body);
  }
  return value_around(name, around);
}

}  // namespace

std::string shell_word(std::string_view text) {
  bool plain = !text.empty();
  for (const char c : text)
    plain = plain && is_plain(c);
  if (plain)
    return std::string(text);
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += "'\\''";
    else
      result += is_control(c) ? '?' : c;
  }
  return result += '\'';
}

std::string command(std::string_view pattern, const Inventory& inventory, const Resource& resource,
                    const Surroundings& around) {
  std::string result;
  while (!pattern.empty()) {
    const std::size_t blank = pattern.find(' ');
    std::string_view word = pattern.substr(0, blank);
    pattern = blank == std::string_view::npos ? std::string_view{} : pattern.substr(blank + 1);
    std::string filled;
    bool has_place = false;
    while (!word.empty()) {
      const std::size_t open = word.find('{');
      const std::size_t close = word.find('}', open);
      if (open == std::string_view::npos || close == std::string_view::npos) {
        filled.append(word);
        break;
      }
      const std::string_view place = word.substr(open + 1, close - open - 1);
      const std::size_t colon = std::min(place.find(':'), place.size());
      const std::string_view name = place.substr(0, colon);
      if (!is_place(name)) {
        filled.append(word.substr(0, open + 1));
        word = word.substr(open + 1);
        continue;
      }
      filled.append(word.substr(0, open));
      const std::optional<std::string> value = value_of(name, inventory, resource, around);
      if (!value && colon == place.size())
        return {};
      filled.append(value ? *value : place.substr(colon + 1));
      has_place = true;
      word = word.substr(close + 1);
    }
    if (!result.empty())
      result += ' ';
    result += has_place ? shell_word(filled) : filled;
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
