#pragma once

#include <span>
#include <string_view>

#include "cachewarden/base/static_list.hpp"
#include "cachewarden/model/field.hpp"

namespace cachewarden::inline v0 {

/// Children that a body may list in place of, or besides, their own documents; or one resource of
/// another type that it may show whole where others show its id.
struct Embedded {
  std::string_view path{};        ///< of the array or object, as in `Field::arm`
  std::string_view child_type{};  ///< their resource type
  /// A body without the array proves that there are no children. Otherwise only an array that is
  /// there says so.
  bool absent_means_none = false;
  /// Every parent has one child of the type, with this name: where it was not read it is entered as
  /// missing. Empty: parents may have none.
  std::string_view always{};
  bool read_only = false;  ///< as `Field::read_only`
};

/// What the library knows of one resource type; each model type has one as its `type`.
/// Commands hold `{id}`, `{name}`, `{group}` and `{subscription}`: of the resource, for collections
/// of the parent.
struct ResourceType {
  std::string_view arm{};    ///< `Microsoft.Cache/redis`
  std::string_view label{};  ///< for people, singular, no article
  StaticList<std::string_view, 4> terraform{};
  std::span<const FieldRow> fields{};
  StaticList<Embedded, 4> embedded{};
  std::string_view collect{};      ///< the az command that shows one resource of the type
  std::string_view collect_all{};  ///< the az command that lists all of them below a parent
  /// Live answers show `provisioningState`; a flattened one without it is a selection.
  bool shows_state = true;
  bool is_extension = false;  ///< stands below the resource or scope that it is about
  /// What it calls its `id` is a word, which is its name: things that are not Resource Manager's.
  bool id_is_name = false;

  /// The last word of the type: `firewallRules`.
  [[nodiscard]] constexpr std::string_view last_word() const noexcept {
    return arm.substr(arm.rfind('/') + 1);
  }
  /// The row of that name; null if there is none.
  [[nodiscard]] constexpr const FieldRow* find_field(std::string_view name) const noexcept {
    for (const FieldRow& row : fields) {
      if (row.name == name)
        return &row;
    }
    return nullptr;
  }
};

/// The type of the parent, empty for a top-level type: `Microsoft.Cache/redis/firewallRules` ->
/// `Microsoft.Cache/redis`.
[[nodiscard]] constexpr std::string_view parent_type(std::string_view arm_type) noexcept {
  const std::size_t provider = arm_type.find('/');
  const std::size_t last = arm_type.rfind('/');
  return provider == last ? std::string_view{} : arm_type.substr(0, last);
}

}  // namespace cachewarden::inline v0
