#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "cachewarden/base/property.hpp"
#include "cachewarden/base/truth.hpp"
#include "cachewarden/model/model_types.hpp"
#include "cachewarden/model/resource.hpp"

/// Claims are what rules are made of: a truth, and the properties that decided it.
namespace cachewarden::inline v0 {

/// One thing that a claim rests on. Addresses are those of the inventory that was asked.
struct Basis {
  enum class Kind : std::uint8_t {
    property = 1,     ///< `at` is a `Property` of a body
    resource = 2,     ///< `at` is a body; the resource as a whole
    collection = 3,   ///< `at` is the body of the parent, `type` that of the children
    knowledge = 4,    ///< `at` is text that ends in 0: what no document of the estate can tell
    attestation = 5,  ///< the same, of what a person can state
  };
  static constexpr std::uint16_t no_record = 0xffff;

  const void* at = nullptr;
  Kind kind = Kind::property;
  TypeNumber type = no_model;
  std::uint16_t record = no_record;  ///< number in a list of records

  friend bool operator==(const Basis&, const Basis&) = default;
};

/// A truth and what decided it; past `capacity` the first are kept.
struct Claim {
  static constexpr std::size_t capacity = 6;

  Truth truth = Truth::unknown;
  std::uint8_t size = 0;
  std::array<Basis, capacity> basis{};

  constexpr Claim() noexcept = default;
  constexpr explicit Claim(Truth value) noexcept : truth(value) {}
  constexpr Claim(Truth value, const Basis& first) noexcept : truth(value) { add(first); }

  constexpr void add(const Basis& item) noexcept {
    if (size < capacity)
      basis[size++] = item;
  }
  constexpr void add(const Claim& other) noexcept {
    for (std::size_t i = 0; i < other.size; ++i)
      add(other.basis[i]);
  }
};

/// A property and the truth that follows from it.
template <class T>
[[nodiscard]] constexpr Claim claim(const Property<T>& property, Truth truth) noexcept {
  return {truth, {.at = &property}};
}

/// Unknown because of a property.
template <class T>
[[nodiscard]] constexpr Claim unknown(const Property<T>& property) noexcept {
  return claim(property, Truth::unknown);
}

/// The property has that value. No value is another value.
template <class T>
[[nodiscard]] constexpr Claim equals(const Property<T>& property,
                                     const std::type_identity_t<T>& value) noexcept {
  if (property.is_gap())
    return unknown(property);
  return claim(property, truth(property.has_value() && *property == value));
}

/// The property has at least that value; without a value it has not.
template <class T>
[[nodiscard]] constexpr Claim at_least(const Property<T>& property,
                                       const std::type_identity_t<T>& least) noexcept {
  if (property.is_gap())
    return unknown(property);
  return claim(property, truth(property.has_value() && *property >= least));
}

/// The property has a value; empty text and empty lists are none.
template <class T>
[[nodiscard]] constexpr Claim present(const Property<T>& property) noexcept {
  if (property.is_gap())
    return unknown(property);
  if constexpr (requires { property->empty(); })
    return claim(property, truth(property.has_value() && !property->empty()));
  else
    return claim(property, truth(property.has_value()));
}

/// What the predicate says of the value; without a value no.
template <class T, std::predicate<const T&> Predicate>
[[nodiscard]] constexpr Claim holds(const Property<T>& property, Predicate&& predicate) {
  if (property.is_gap())
    return unknown(property);
  return claim(property, truth(property.has_value() && predicate(*property)));
}

/// There is a record in the list for which `predicate(record) -> Truth` says yes.
template <class Record, class Predicate>
[[nodiscard]] Claim some_record(const Property<List<Record>>& list, Predicate&& predicate) {
  Claim result = claim(list, list.is_gap() ? Truth::unknown : Truth::no);
  for (std::size_t i = 0; list.has_value() && i < list->size(); ++i) {
    const Truth each = predicate((*list)[i]);
    if (each > result.truth)
      result = {each, {.at = &list, .record = static_cast<std::uint16_t>(i)}};
  }
  return result;
}

/// Unknown because of something that no document of the estate tells. The text is a noun phrase and
/// lives as long as the program.
[[nodiscard]] constexpr Claim needs_knowledge(const char* what) noexcept {
  return {Truth::unknown, {.at = what, .kind = Basis::Kind::knowledge}};
}

/// Unknown because only a person can state it. The text is a clause, such as `clients retry`, and
/// lives as long as the program.
[[nodiscard]] constexpr Claim needs_attestation(const char* what) noexcept {
  return {Truth::unknown, {.at = what, .kind = Basis::Kind::attestation}};
}

[[nodiscard]] constexpr Claim negated(Claim claim) noexcept {
  claim.truth = !claim.truth;
  return claim;
}

/// The smallest truth; rests on the sides that decided it.
template <std::same_as<Claim>... Side>
[[nodiscard]] constexpr Claim all_of(const Side&... sides) noexcept {
  Claim result((Truth::yes & ... & sides.truth));
  ((sides.truth == result.truth ? result.add(sides) : void()), ...);
  return result;
}

/// The greatest truth; rests on the sides that decided it.
template <std::same_as<Claim>... Side>
[[nodiscard]] constexpr Claim any_of(const Side&... sides) noexcept {
  Claim result((Truth::no | ... | sides.truth));
  ((sides.truth == result.truth ? result.add(sides) : void()), ...);
  return result;
}

/// The children of one type of a resource, and whether these are all.
template <class Model>
struct Children {
  const void* parent = nullptr;  ///< body of the parent
  Completeness completeness = Completeness::not_collected;
  std::vector<const Model*> items{};

  [[nodiscard]] bool is_complete() const noexcept {
    return completeness == Completeness::complete || completeness == Completeness::assumed;
  }
  [[nodiscard]] Basis basis() const noexcept {
    return {.at = parent, .kind = Basis::Kind::collection, .type = type_number<Model>};
  }
};

/// There is a child for which `predicate(child) -> Claim` says yes. Never no of an incomplete list.
template <class Model, class Predicate>
[[nodiscard]] Claim some(const Children<Model>& children, Predicate&& predicate) {
  Claim result(Truth::no, children.basis());
  for (const Model* child : children.items) {
    const Claim each = predicate(*child);
    if (each.truth == Truth::yes)
      return each;
    if (each.truth > result.truth)
      result = Claim(each.truth, children.basis());
    if (each.truth == result.truth)
      result.add(each);
  }
  if (!children.is_complete() && result.truth == Truth::no)
    return {Truth::unknown, children.basis()};
  return result;
}

/// `predicate(child) -> Claim` says yes of every child; true of no children. Never yes of an
/// incomplete list.
template <class Model, class Predicate>
[[nodiscard]] Claim every(const Children<Model>& children, Predicate&& predicate) {
  return negated(some(children, [&](const Model& child) { return negated(predicate(child)); }));
}

/// There are children of the type.
template <class Model>
[[nodiscard]] Claim exists(const Children<Model>& children) {
  return some(children, [](const Model& child) {
    return Claim(Truth::yes, {.at = &child, .kind = Basis::Kind::resource});
  });
}

}  // namespace cachewarden::inline v0
