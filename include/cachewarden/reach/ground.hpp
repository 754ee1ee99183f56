#pragma once

#include <cstdint>
#include <string>

#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::reach {

/// What an answer about the network rests on or lacks. Addresses are those of the inventory that
/// was asked.
struct Ground {
  enum class Kind : std::uint8_t {
    none = 0,
    property = 1,    ///< `at` is a `Property` of a body
    resource = 2,    ///< `at` is a body; the resource as a whole
    collection = 3,  ///< `at` is the body of the parent, `type` that of the children
    knowledge = 4,   ///< `at` is text that ends in 0: what no document of the estate can tell
  };
  Kind kind = Kind::none;
  TypeNumber type = no_model;
  const void* at = nullptr;

  friend bool operator==(const Ground&, const Ground&) = default;
};

[[nodiscard]] inline Ground property_ground(const void* property) noexcept {
  return {.kind = Ground::Kind::property, .at = property};
}
[[nodiscard]] inline Ground resource_ground(const void* body) noexcept {
  return {.kind = Ground::Kind::resource, .at = body};
}
template <class Child>
[[nodiscard]] Ground collection_ground(const void* parent) noexcept {
  return {.kind = Ground::Kind::collection, .type = type_number<Child>, .at = parent};
}
/// The text is a noun phrase and lives as long as the program.
[[nodiscard]] inline Ground knowledge_ground(const char* what) noexcept {
  return {.kind = Ground::Kind::knowledge, .at = what};
}

/// For people: `properties.priority` of `allow-clients`; empty for none.
[[nodiscard]] std::string text(const Ground& ground, const Inventory& inventory);

}  // namespace cachewarden::inline v0::reach
