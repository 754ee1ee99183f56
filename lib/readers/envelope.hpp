#pragma once

#include <string>
#include <string_view>

#include "cachewarden/json/property_path.hpp"
#include "readers/reading_room.hpp"

/// What stands around the properties of a resource.
namespace cachewarden::inline v0::detail {

/// The members that say which resource an object is and how it is shown, found in one walk.
struct Envelope {
  json::Node id{};
  json::Node resource_id{};
  json::Node name{};
  json::Node resource_name{};
  json::Node type{};
  json::Node resource_type{};
  json::Node api_version{};
  json::Node properties{};
  json::Node managed_by{};
  json::Node plan{};
  json::Node provisioning_state{};
  json::Node resource_group{};
};

/// All empty for what is no object. `room` makes it quicker for many; null: there is none.
[[nodiscard]] Envelope envelope_of(json::Node object, ReadingRoom* room);

/// Names of children stand as `cache/rule` in live answers: the last segment counts. An expression
/// has no segments. Empty if there is none.
[[nodiscard]] std::string name_of(const Envelope& envelope, const json::Dialect& dialect);

/// The id as the resource itself shows it; empty if it does not.
[[nodiscard]] std::string_view own_id(const Envelope& envelope);

/// The type as the resource itself names it; empty if it does not.
[[nodiscard]] std::string_view own_type(const Envelope& envelope);

}  // namespace cachewarden::inline v0::detail
