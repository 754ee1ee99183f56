#pragma once

#include <vector>

#include "cachewarden/model/inventory.hpp"
#include "cachewarden/reach/ground.hpp"

/// What this layer asks of an inventory.
namespace cachewarden::inline v0::reach {

/// The children of one type, and whether these are all.
template <class Model>
struct Children {
  bool is_complete = false;
  std::vector<const Model*> items{};
};

template <class Model, class Parent>
[[nodiscard]] Children<Model> children(const Inventory& inventory, const Parent& parent) {
  const Resource& owner = inventory.owner(parent);
  const Completeness known = inventory.completeness(owner, type_number<Model>);
  Children<Model> result{.is_complete =
                             known == Completeness::complete || known == Completeness::assumed};
  for (const std::uint32_t child : inventory.children(owner, type_number<Model>)) {
    if (const Model* body = inventory.body<Model>(inventory.resource(child)))
      result.items.push_back(body);
  }
  return result;
}

/// The body that a reference of `from` leads to; null without a value and for another type.
template <class Model, class From>
[[nodiscard]] const Model* target(const Inventory& inventory, const From& from,
                                  const Property<Text>& reference) {
  if (!reference.has_value())
    return nullptr;
  const Resource* const resource = inventory.find(*reference, inventory.owner(from).intent);
  return resource == nullptr ? nullptr : inventory.body<Model>(*resource);
}

template <class Parent, class Model>
[[nodiscard]] const Parent* parent(const Inventory& inventory, const Model& child) {
  const Resource& resource = inventory.owner(child);
  return resource.parent == no_index ? nullptr
                                     : inventory.body<Parent>(inventory.resource(resource.parent));
}

}  // namespace cachewarden::inline v0::reach
