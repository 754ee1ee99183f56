#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/arrow_abi.h"
#include "cachewarden/base/result.hpp"
#include "cachewarden/engine/assess.hpp"
#include "cachewarden/reports/report.hpp"

/// Findings as columns, by the Arrow C data interface: table libraries take them without copying,
/// and none is needed to make them.
namespace cachewarden::inline v0 {

/// A column of findings.
struct ArrowColumn {
  std::string_view name{};
  std::string_view description{};
  bool has_evidence = false;  ///< costs looking evidence up; the others cost next to nothing
};

/// All of them, in their order.
[[nodiscard]] std::span<const ArrowColumn> arrow_columns() noexcept;

/// What is exported.
struct ArrowOptions {
  std::vector<std::string> columns{};  ///< by name, in this order; empty: all
  /// Numbers of findings, in this order; none: all of them.
  std::optional<std::vector<std::size_t>> findings{};
  std::size_t batch_rows = std::size_t{1} << 16;  ///< most findings of one array; not 0
};

/// The numbers of the findings that a report with these options lists.
[[nodiscard]] std::vector<std::size_t> listed_findings(const Assessment& assessment,
                                                       const ReportOptions& options = {});

/// Makes `out` a stream of struct arrays, one row a finding. An array is made when it is asked for.
/// The stream keeps the assessment alive and may move between threads, one at a time; arrays and
/// schemas outlive it. Errors: `argument` for a column that does not exist, one that is named
/// twice, a number past the last finding, or batches of no row; `out` is then left as it was.
[[nodiscard]] std::optional<Error> export_arrow(std::shared_ptr<const Assessment> assessment,
                                                const ArrowOptions& options, ArrowArrayStream& out);

/// The schema of such a stream with these columns; empty: all. Error: `argument`, as above.
[[nodiscard]] std::optional<Error> export_arrow_schema(const std::vector<std::string>& columns,
                                                       ArrowSchema& out);

}  // namespace cachewarden::inline v0
