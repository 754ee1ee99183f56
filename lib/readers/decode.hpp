#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "cachewarden/json/property_path.hpp"
#include "cachewarden/model/field.hpp"
#include "cachewarden/model/resource.hpp"
#include "readers/reading_room.hpp"

/// From the JSON of one resource to its body, driven by the field tables.
namespace cachewarden::inline v0::detail {

/// Something about a property that should be said.
struct Complaint {
  State state = State::malformed;  ///< what became of the property; a value: it was taken anyway
  json::Node at{};
  std::string path{};         ///< as in the REST interface
  std::string_view detail{};  ///< what was expected, or what is odd
};

/// How a resource is read.
struct Decoding {
  json::Node resource{};
  Carried properties = Carried::full;  ///< how much it shows of what stands below `properties`
  Carried envelope = Carried::full;    ///< and of the rest, where a word of it is not there at all
  bool is_planned = false;             ///< what only the service tells means nothing
  const json::Dialect& dialect;
  const std::function<void(const Complaint&)>& complain;
  ReadingRoom& room;
  std::size_t depth = 0;  ///< of records in records
  // What `decode` found of the fields:
  const FieldPaths* paths = nullptr;
  const FoundPaths* found = nullptr;

  [[nodiscard]] Carried carried(std::string_view path) const noexcept {
    const bool is_envelope = envelope != properties && !path.starts_with("properties.");
    return is_envelope && !json::find_member(resource, path.substr(0, path.find('.'))) ? envelope
                                                                                       : properties;
  }
};

/// Fills `body` with all fields of the paths. Fields that are not there become `absent` where the
/// source carries all (`Carried::full`), else they stay `not_carried`.
void decode(FieldPaths& paths, const Decoding& how, void* body);

// Between decode.cpp and decode_list.cpp:

/// The gap that follows from a find alone, or `stated` if there is a node to be read.
[[nodiscard]] State state_of(const json::Found& found, Carried carried) noexcept;

/// Whether nothing stands there, so that another spelling may be asked.
[[nodiscard]] constexpr bool is_nothing(State state) noexcept {
  return state == State::absent || state == State::null || state == State::not_carried;
}

/// Text of a scalar: of strings the decoded text with the template escape `[[` removed.
[[nodiscard]] std::string_view scalar_view(const json::Node& node, const json::Dialect& dialect);

/// A property of several values.
void decode_list(const FieldRow& row, const Decoding& how, void* body);

/// The id may stand in the field: it is one, and of no other type that is known.
[[nodiscard]] bool may_refer(const FieldRow& row, std::string_view id);

/// What a value of the field is, for messages.
[[nodiscard]] std::string_view expectation(const FieldRow& row) noexcept;

}  // namespace cachewarden::inline v0::detail
