#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What other authorities say of a resource, by their own published logic and with its quirks. A
/// view mirrors one version of one tool; what is wrong with the tool is wrong here.
namespace cachewarden::inline v0 {

/// What an authority says of a resource. The numbers are those of the C interface; 0 is none.
enum class ViewVerdict : std::uint8_t {
  pass = 1,
  fail = 2,
  unknown = 3,  ///< what the tool itself looks at is not in the input
  none = 4,     ///< the check does not apply to this resource
};

[[nodiscard]] constexpr std::string_view name(ViewVerdict verdict) noexcept {
  constexpr std::string_view names[] = {"", "pass", "fail", "unknown", "none"};
  return names[static_cast<std::size_t>(verdict)];
}

/// How an input shows a resource, as far as a tool can tell.
enum class ViewShape : std::uint8_t {
  rest = 1,            ///< live, `properties` nested
  az = 2,              ///< live, flattened by the az command line
  psrule = 3,          ///< live, exported by PSRule for Azure with its sub-resources
  resource_graph = 4,  ///< live, a row of Azure Resource Graph
  planned = 5,         ///< expanded from a template or Bicep
  terraform = 6,       ///< of a Terraform plan, in Terraform's own words
};

namespace views {
class Subject;
}

/// What a check answers.
struct ViewAnswer {
  ViewVerdict verdict = ViewVerdict::none;
  std::string reason{};            ///< one sentence, lower case, no final stop; empty if it passes
  std::string_view uncollected{};  ///< if that is why it is unknown: the type that is not there
  std::string open{};              ///< likewise: the expression that a template leaves open
};

/// One check of an authority.
struct ViewCheck {
  std::string_view id{};        ///< as the authority names it: `Azure.Redis.NonSslPort`
  std::string_view ref{};       ///< a second name: `AZR-000163`; empty if there is none
  std::string_view severity{};  ///< in the authority's word; empty if it gives none
  std::uint8_t rank = 2;        ///< on our scale: low 1, medium 2, high 3, critical 4
  std::string_view types{};     ///< resource types, divided by blanks; `*` stands for all
  std::string_view title{};     ///< what it asks for
  /// What it does that others do not, one sentence; empty if nothing is odd about it.
  std::string_view differs{};
  ViewAnswer (*ask)(const views::Subject&) = nullptr;
};

/// All that an authority says, by one version of it.
struct View {
  std::string_view name{};       ///< `psrule`
  std::string_view authority{};  ///< `PSRule for Azure`
  std::string_view version{};    ///< which state of it is mirrored
  std::string_view source{};     ///< https
  std::string_view note{};       ///< where the logic was read, and what is not in it
  bool exact_case = false;       ///< the tool compares types and property names as they are spelled
  bool reads_live = true;        ///< takes resources that are there
  std::span<const ViewCheck> checks{};  ///< ordered by id

  /// The check by its id or second name, compared without case; null if there is none.
  [[nodiscard]] const ViewCheck* find(std::string_view id) const noexcept;
};

/// All views, ordered by name.
[[nodiscard]] std::span<const View* const> views_catalog() noexcept;

/// The view of that name, compared without case; null if there is none.
[[nodiscard]] const View* find_view(std::string_view name) noexcept;

/// Configuration that tools read: `AZURE_REDIS_CACHE_NAME_FORMAT` and the like, as the tool's own
/// documentation names them, with JSON text as values.
struct ViewSettings {
  struct Entry {
    std::string name{};
    std::string json{};
  };
  std::vector<Entry> entries{};
};

}  // namespace cachewarden::inline v0
