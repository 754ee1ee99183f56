#include "cachewarden/reach/ground.hpp"

#include <optional>

namespace cachewarden::inline v0::reach {

namespace {

std::string quoted(std::string_view text) {
  std::string result = "`";
  return result.append(text).append("`");
}

std::string of_property(const PropertyPlace& place, const Inventory& inventory) {
  const Resource& resource = inventory.resource(place.resource);
  if (resource.type == no_model)
    return quoted(resource.name());
  const ResourceType& type = *resource_types()[resource.type];
  std::string result;
  if (place.field < type.fields.size())
    result = quoted(type.fields[place.field].name) + " of ";
  return result.append(type.label).append(" ").append(quoted(resource.name()));
}

}  // namespace

std::string text(const Ground& ground, const Inventory& inventory) {
  if (ground.kind == Ground::Kind::none)
    return {};
  if (ground.kind == Ground::Kind::knowledge)
    return static_cast<const char*>(ground.at);
  const std::optional<PropertyPlace> place = inventory.place_of(ground.at);
  if (!place)
    return {};
  if (ground.kind == Ground::Kind::collection)
    return "the list of `" + std::string(resource_types()[ground.type]->arm) + "` of `" +
           std::string(inventory.resource(place->resource).name()) + "`";
  PropertyPlace at = *place;
  if (ground.kind == Ground::Kind::resource)
    at.field = 0xff;
  return of_property(at, inventory);
}

}  // namespace cachewarden::inline v0::reach
