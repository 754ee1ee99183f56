#pragma once

#include <span>

#include "cachewarden/engine/change.hpp"
#include "reports/page.hpp"
#include "reports/tally.hpp"

/// What stands below the findings in the text report, where a terminal shows it first.
namespace cachewarden::inline v0::detail {

/// Each rule that fails once, with the reason why it matters: worst first, then most often.
void write_worst_rules(const Tally& all, const ReportOptions& options, const Page& page);

/// How often each rule fails, is unknown and passes, of those with something that the options show.
void write_rule_counts(const Tally& all, const ReportOptions& options, const Page& page);

/// What readers had to tell: the errors, or everything else, of which a few of each kind do.
void write_diagnostics(std::span<const Diagnostic* const> diagnostics, bool errors,
                       const Page& page);

/// How much a change brings, mends and leaves.
void write_change_summary(const ChangeReview& change, const Page& page);

/// Files that were ignored, counts of everything, and the versions that judged.
void write_summary(const Assessment& assessment, const Tally& all, const Page& page);

}  // namespace cachewarden::inline v0::detail
