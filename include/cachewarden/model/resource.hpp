#pragma once

#include <cstdint>
#include <string_view>

#include "cachewarden/base/text.hpp"

namespace cachewarden::inline v0 {

/// Stands for no entry where entries are numbered.
inline constexpr std::uint32_t no_index = 0xffffffff;

/// The shape of input that a resource was read from.
enum class Form : std::uint8_t {
  built = 1,           ///< made by code, not read
  rest = 2,            ///< nested `properties`, as the REST interface answers
  az = 3,              ///< flattened, as the az command line prints
  resource_graph = 4,  ///< a row of Azure Resource Graph
  arm_template = 5,    ///< a resource of an ARM template
  psrule = 6,          ///< an export of PSRule for Azure
  terraform = 7,       ///< a resource of a Terraform plan or state
};

[[nodiscard]] constexpr std::string_view name(Form form) noexcept {
  constexpr std::string_view names[] = {
      "", "built", "rest", "az", "resource-graph", "arm-template", "psrule", "terraform"};
  return names[static_cast<std::size_t>(form)];
}

/// Live, planned and existing copies of one id are different facts, never in conflict.
enum class Intent : std::uint8_t {
  live = 1,      ///< what is there
  planned = 2,   ///< what a deployment would make
  existing = 3,  ///< what a template refers to and does not deploy
};

[[nodiscard]] constexpr std::string_view name(Intent intent) noexcept {
  constexpr std::string_view names[] = {"", "live", "planned", "existing"};
  return names[static_cast<std::size_t>(intent)];
}

/// How much of its resource a source shows.
enum class Carried : std::uint8_t {
  summary = 1,     ///< id, name and the like, no properties (`az resource list`)
  projection = 2,  ///< some properties (`--query`); what is missing was not asked for
  full = 3,        ///< all that was set: what is missing is not set
};

/// A place that a resource was read from.
struct Source {
  std::uint32_t document = no_index;  ///< number in `Inventory::documents`; `no_index`: none
  std::uint32_t length = 0;           ///< in bytes
  std::uint64_t offset = 0;           ///< of the first byte, from the start of the document
  std::uint64_t value =
      0;  ///< offset of the whole JSON value around it; documents may hold several
  /// Number of that value in the list `InputDocument::list`, where the list was read element by
  /// element; else `no_index`.
  std::uint32_t element = no_index;
  Form form = Form::built;
  Carried carried = Carried::full;
  bool flattened = false;  ///< properties stand beside `id`, not below `properties`
  Text api_version{};      ///< empty where the form does not say

  friend bool operator==(const Source&, const Source&) = default;
};

/// Whether a list of children is all there is.
enum class Completeness : std::uint8_t {
  not_collected = 1,
  partial = 2,
  complete = 3,
  assumed = 4,  ///< complete on the assumption that a template declares all children
};

}  // namespace cachewarden::inline v0
