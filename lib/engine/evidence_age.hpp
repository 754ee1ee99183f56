#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cachewarden/engine/assess.hpp"

namespace cachewarden::inline v0::detail {

/// Which findings rest on evidence that is older than the setting `max_evidence_age_days` allows.
/// Only what is there has an age: templates and plans are what somebody wants now.
class EvidenceAge {
 public:
  /// Borrows the assessment, which has its statuses.
  explicit EvidenceAge(const Assessment& assessment);

  [[nodiscard]] bool is_limited() const noexcept { return is_limited_; }
  /// What is too old of what a finding that is decided rests on; empty if nothing is.
  [[nodiscard]] std::vector<Missing> outdated(std::size_t index) const;

 private:
  /// Why a resource is not shown as it is now; empty if it is.
  [[nodiscard]] std::string why(const Resource& resource) const;
  /// The same of the list of its children.
  [[nodiscard]] std::string why(const Resource& parent, TypeNumber type) const;

  const Assessment& assessment_;
  bool is_limited_ = false;
  std::vector<std::string> why_;  ///< of each document; empty for those that are young enough
};

}  // namespace cachewarden::inline v0::detail
