#pragma once

#include <cstddef>
#include <vector>

#include "cachewarden/reports/report.hpp"

namespace cachewarden::inline v0::detail {

/// Which findings a report lists: those that the options show, of them none with `summary`, and the
/// worst with `top`.
class Listing {
 public:
  Listing(const Assessment& assessment, const ReportOptions& options);

  [[nodiscard]] bool has(std::size_t index) const { return listed_[index]; }
  /// Of the assessment before a change: it is resolved, and listed.
  [[nodiscard]] bool has_before(std::size_t index) const { return listed_before_[index]; }
  /// How many more the options show.
  [[nodiscard]] std::size_t left_out() const noexcept { return left_out_; }

 private:
  std::vector<bool> listed_;
  std::vector<bool> listed_before_;
  std::size_t left_out_ = 0;
};

}  // namespace cachewarden::inline v0::detail
