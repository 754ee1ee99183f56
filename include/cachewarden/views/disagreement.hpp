#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "cachewarden/views/estate.hpp"

/// Why authorities answer the same question differently.
namespace cachewarden::inline v0 {

/// A configuration on which authorities part, known from what they publish.
struct Disagreement {
  std::uint8_t number = 0;
  std::string_view rules{};     ///< names of our rules that ask the question, divided by blanks
  std::string_view about{};     ///< the configuration
  std::string_view sentence{};  ///< who says what, and what the service does
  /// Whether a resource is configured so; null if it shows in no resource, or is so of all.
  bool (*is_shown)(const views::Subject&) = nullptr;
};

/// All that are known, ordered by number.
[[nodiscard]] std::span<const Disagreement> disagreements() noexcept;

/// Those on the question of one of our rules that a resource can be the ground of.
[[nodiscard]] std::vector<const Disagreement*> disagreements_on(std::string_view rule,
                                                                const ViewEstate& estate,
                                                                const ViewResource& resource);

/// Those on the question of one of our rules, whatever the resource.
[[nodiscard]] std::vector<const Disagreement*> disagreements_on(std::string_view rule);

}  // namespace cachewarden::inline v0
