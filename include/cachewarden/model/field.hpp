#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

#include "cachewarden/base/list.hpp"
#include "cachewarden/base/property.hpp"
#include "cachewarden/base/static_list.hpp"
#include "cachewarden/base/text.hpp"
#include "cachewarden/model/terms.hpp"

/// How the properties of a resource are named in every form of input. Each model type has one
/// constant table of `FieldRow`; readers, evidence, reports and bindings loop over it, so a
/// property is added by one member and one row in its model file.
namespace cachewarden::inline v0 {

/// What a property holds; follows from the type of the member.
enum class FieldKind : std::uint8_t {
  boolean = 1,
  integer = 2,  ///< `std::int32_t`
  text = 3,
  enumeration = 4,  ///< an enum with `enum_names`
  reference = 5,    ///< the id of another resource, `Text`
  texts = 6,
  references = 7,
  addresses = 8,  ///< `List<AddressTerm>`
  ports = 9,      ///< `List<PortRange>`
  pairs = 10,     ///< `List<Pair>`, tags for example
  records = 11,   ///< a list of structures that have a field table of their own
};

/// What it means that a body which could carry the property does not (or carries null).
enum class Absence : std::uint8_t {
  silent = 1,  ///< nothing by itself: the table of facts may give a default, else it stays a gap
  none = 2,    ///< there is no value: not attached, not configured, empty
};

/// How a Terraform attribute is turned into ours.
enum class Transform : std::uint8_t { same = 1, inverted = 2 };

/// How text is brought into one spelling, so that the forms of input agree.
enum class Normal : std::uint8_t {
  as_is = 1,
  location = 2,   ///< `West Europe` -> `westeurope`
  duration = 3,   ///< `5:00:00`, as the az command line prints it -> `PT5H`
  numeric = 4,    ///< a number is taken as its text: zones, versions
  address = 5,    ///< the address of one machine
  ipv4 = 6,       ///< the same, IPv4 only
  prefix = 7,     ///< `10.0.0.0/8`; host bits are cleared, an address alone gets its length
  vault_key = 8,  ///< the address of a key -> the id of that key, see `vault_key_id`
};

/// One spelling of an enumerator in the input. The first spelling of a value is the one shown.
struct EnumName {
  std::string_view text;
  std::uint8_t value;
};

/// The names of a property.
struct Field {
  std::string_view name{};  ///< ours: Azure's own word in snake case
  /// Paths from the resource in REST form, segments divided by `.`. Several are spellings of one
  /// fact: scalars must agree, lists are united. Keys match without case, `-` and `_`; the
  /// flattened form of the az command line leaves `properties` out.
  StaticList<std::string_view, 4> arm{};
  StaticList<std::string_view, 4> terraform{};  ///< azurerm attributes, newest provider first
  Transform transform = Transform::same;        ///< from the Terraform attribute
  /// For references: the resource type of the target; `*` if it may be any, or an alias.
  std::string_view refers_to{};
  Absence absence = Absence::silent;
  Normal normal = Normal::as_is;
  bool secret = false;  ///< the value never enters the model; only whether there is one does
  /// The service tells it and nobody sets it: in a template, where exports leave it, it means
  /// nothing.
  bool read_only = false;
  bool keys = false;  ///< for lists: the names of an object's members are the items
  /// For lists of texts: items come from places of their own, and evidence shows them one by one.
  bool item_by_item = false;
  std::int32_t least = std::numeric_limits<std::int32_t>::min();  ///< of numbers, both ends
  std::int32_t most = std::numeric_limits<std::int32_t>::max();   ///< included

  /// As the REST interface names it; our name for what it does not show.
  [[nodiscard]] constexpr std::string_view path() const noexcept {
    return arm.empty() ? name : arm[0];
  }
};

struct FieldRow;

/// A structure in a list, such as one maintenance window.
struct RecordType {
  std::span<const FieldRow> fields{};
  /// Puts a list of `count` records into the property, each filled by `fill(record, index, user)`.
  void (*assign)(void* property, std::size_t count, State state,
                 void (*fill)(void* record, std::size_t index, void* user), void* user) = nullptr;
  std::size_t (*size)(const void* property) = nullptr;
  const void* (*at)(const void* property, std::size_t index) = nullptr;
};

/// A field of one model type: its names and how to reach it in a body.
struct FieldRow : Field {
  FieldKind kind = FieldKind::text;
  std::span<const EnumName> names{};              ///< for enumerations
  const RecordType* record = nullptr;             ///< for records
  const void* (*at)(const void* body) = nullptr;  ///< the `Property` in a body of the type
  void* (*edit)(void* body) = nullptr;
  State (*state)(const void* body) = nullptr;
  void (*set_gap)(void* body, State gap) = nullptr;
  /// For enumerations.
  void (*set_enum)(void* body, std::uint8_t value, State state) = nullptr;
  std::uint8_t (*get_enum)(const void* body) = nullptr;
  bool (*equal)(const void* body, const void* other) = nullptr;
  void (*copy)(void* body, const void* other) = nullptr;  ///< this property of the other body
};

namespace detail {

template <class T>
struct MemberOf;
template <class C, class V>
struct MemberOf<V C::*> {
  using Class = C;
  using Value = V;
};

template <class T>
struct PropertyValue;
template <class T>
struct PropertyValue<Property<T>> {
  using Type = T;
};

template <class T>
struct IsRecords : std::false_type {};
template <class T>
requires requires {
  T::fields();
}
struct IsRecords<List<T>> : std::true_type {
  using Item = T;
};

template <class T>
constexpr FieldKind kind_of(bool reference) {
  if constexpr (std::is_same_v<T, bool>)
    return FieldKind::boolean;
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return FieldKind::integer;
  else if constexpr (std::is_same_v<T, Text>)
    return reference ? FieldKind::reference : FieldKind::text;
  else if constexpr (std::is_enum_v<T>)
    return FieldKind::enumeration;
  else if constexpr (std::is_same_v<T, List<Text>>)
    return reference ? FieldKind::references : FieldKind::texts;
  else if constexpr (std::is_same_v<T, List<AddressTerm>>)
    return FieldKind::addresses;
  else if constexpr (std::is_same_v<T, List<PortRange>>)
    return FieldKind::ports;
  else if constexpr (std::is_same_v<T, List<Pair>>)
    return FieldKind::pairs;
  else
    return FieldKind::records;
}

template <class Item>
inline constexpr RecordType record_type{
    .fields = Item::fields(),
    .assign =
        [](void* property, std::size_t count, State state, void (*fill)(void*, std::size_t, void*),
           void* user) {
          std::vector<Item> items(count);
          for (std::size_t i = 0; i < count; ++i)
            fill(&items[i], i, user);
          *static_cast<Property<List<Item>>*>(property) =
              Property<List<Item>>(List<Item>(std::move(items)), state);
        },
    .size =
        [](const void* property) {
          return static_cast<const Property<List<Item>>*>(property)->operator*().size();
        },
    .at = [](const void* property, std::size_t index) -> const void* {
      return &(*static_cast<const Property<List<Item>>*>(property))->operator[](index);
    },
};

}  // namespace detail

/// The row of a member: `field<&Subnet::nat_gateway>({.name = "nat_gateway", ...})`.
template <auto Member>
constexpr FieldRow field(const Field& names) {
  using Class = typename detail::MemberOf<decltype(Member)>::Class;
  using Held = typename detail::MemberOf<decltype(Member)>::Value;
  using Value = typename detail::PropertyValue<Held>::Type;
  FieldRow row{names};
  row.kind = detail::kind_of<Value>(!names.refers_to.empty());
  row.at = [](const void* body) -> const void* {
    return &(static_cast<const Class*>(body)->*Member);
  };
  row.edit = [](void* body) -> void* { return &(static_cast<Class*>(body)->*Member); };
  row.state = [](const void* body) { return (static_cast<const Class*>(body)->*Member).state(); };
  row.set_gap = [](void* body, State gap) { static_cast<Class*>(body)->*Member = Held(gap); };
  row.equal = [](const void* body, const void* other) {
    return *(static_cast<const Class*>(body)->*Member) ==
           *(static_cast<const Class*>(other)->*Member);
  };
  row.copy = [](void* body, const void* other) {
    static_cast<Class*>(body)->*Member = static_cast<const Class*>(other)->*Member;
  };
  if constexpr (std::is_enum_v<Value>) {
    row.names = enum_names(Value{});
    row.set_enum = [](void* body, std::uint8_t value, State state) {
      static_cast<Class*>(body)->*Member = Held(static_cast<Value>(value), state);
    };
    row.get_enum = [](const void* body) {
      return static_cast<std::uint8_t>(*(static_cast<const Class*>(body)->*Member));
    };
  }
  if constexpr (detail::IsRecords<Value>::value)
    row.record = &detail::record_type<typename detail::IsRecords<Value>::Item>;
  return row;
}

}  // namespace cachewarden::inline v0
