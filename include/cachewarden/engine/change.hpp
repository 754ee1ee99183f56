#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/engine/assess.hpp"

namespace cachewarden::inline v0 {

/// What a change does to a finding that fails or is unknown.
enum class Effect : std::uint8_t {
  none = 0,        ///< the finding is neither, or not one of this change
  introduced = 1,  ///< fails and did not before, or is unknown and was decided
  kept = 2,        ///< was so before, or was not known to be better
  resolved = 3,    ///< of a finding from before: it is neither afterwards, or its resource is gone
};

[[nodiscard]] constexpr std::string_view name(Effect effect) noexcept {
  constexpr std::string_view names[] = {"", "new", "kept", "resolved"};
  return names[static_cast<std::size_t>(effect)];
}

/// The findings from before a change beside those from after it. Both assessments are borrowed; ask
/// the same rules of both. Of a resource that is there and planned the plan is what is after.
class ChangeReview {
 public:
  /// `removed`: ids of what goes away, as `Change::removed` has them.
  ChangeReview(const Assessment& before, const Assessment& after,
               std::span<const std::string> removed = {});

  [[nodiscard]] const Assessment& before() const noexcept { return *before_; }
  [[nodiscard]] const Assessment& after() const noexcept { return *after_; }
  /// Of a finding of `after()`: introduced, kept or none.
  [[nodiscard]] Effect effect(std::size_t index) const { return after_effects_[index]; }
  /// Of a finding of `before()`: resolved or none.
  [[nodiscard]] Effect effect_before(std::size_t index) const { return before_effects_[index]; }
  /// How many findings an effect has, by status; zeros for `none`.
  [[nodiscard]] const StatusCounts& counts(Effect effect) const noexcept {
    return counts_[static_cast<std::size_t>(effect)];
  }

 private:
  const Assessment* before_;
  const Assessment* after_;
  std::vector<Effect> before_effects_;
  std::vector<Effect> after_effects_;
  std::array<StatusCounts, 4> counts_{};
};

}  // namespace cachewarden::inline v0
