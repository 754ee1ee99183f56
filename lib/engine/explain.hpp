#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "engine/locate.hpp"

/// What `Explainer` knows, and what its two halves, evidence and remedies, have in common.
namespace cachewarden::inline v0 {

namespace detail {

/// The path of a field for people: as in the REST interface.
[[nodiscard]] std::string path_of(const FieldRow& row);

/// An expression that only names a parameter or variable.
[[nodiscard]] bool is_plain_name(std::string_view raw);

template <class T>
void add_once(std::vector<T>& list, T item) {
  if (std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(std::move(item));
}

}  // namespace detail

struct Explainer::State {
  explicit State(const Assessment& judged)
      : assessment(&judged), inventory(&judged.inventory()), locator(*inventory) {}

  void explain_property(const PropertyPlace& place, std::uint16_t record, Finding& finding);
  void miss_record(const Resource& resource, const FieldRow& row, const void* body,
                   std::uint16_t record, Finding& finding);
  void explain_resource(const Resource& resource, Finding& finding);
  void add_at_resource(const Resource& resource, Evidence evidence, Finding& finding);
  void explain_collection(const Resource& parent, TypeNumber type, Finding& finding);
  bool locate_in_source(const Resource& resource, const FieldRow& row, Evidence evidence,
                        Finding& finding);
  void locate_in_referrer(const Resource& resource, const FieldRow& row, Evidence evidence,
                          Finding& finding);
  void miss_property(const Resource& resource, const FieldRow& row, const void* body,
                     const Evidence& evidence, Finding& finding);
  std::size_t count_within(const Resource& subscription, TypeNumber type);
  [[nodiscard]] std::string change(const Claim& basis, std::string_view wanted) const;

  const Assessment* assessment;
  const Inventory* inventory;
  Workings workings{};
  detail::Locator locator;
  std::string unknown_kind{};  ///< of the expression that was located last
  std::map<std::pair<const Resource*, TypeNumber>, std::size_t> counts_within{};
};

}  // namespace cachewarden::inline v0
