#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "cachewarden/engine/assess.hpp"

namespace cachewarden::inline v0::detail {

/// What is counted of an assessment, whatever a report lists of it.
struct Tally {
  struct OfRule {
    const Rule* rule = nullptr;
    StatusCounts counts{};
  };
  std::vector<OfRule> rules{};                  ///< ordered by id, those that were not asked too
  std::array<StatusCounts, 5> by_severity{};    ///< by the number of the severity
  std::size_t judged = 0;                       ///< resources with findings
  std::size_t collected = 0;                    ///< resources that were read
  std::size_t inputs = 0;                       ///< documents that were read
  std::vector<const InputDocument*> ignored{};  ///< found in folders and not recognised
};

[[nodiscard]] Tally tally(const Assessment& assessment);

/// What readers had to tell, then what there is to tell of exemptions and attestations.
[[nodiscard]] std::vector<const Diagnostic*> diagnostics_of(const Assessment& assessment);

/// The documents that a caller handed over, without those that were expanded from them.
[[nodiscard]] std::vector<const InputDocument*> inputs_of(const Inventory& inventory);

}  // namespace cachewarden::inline v0::detail
