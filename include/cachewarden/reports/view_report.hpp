#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/engine/view_assessment.hpp"
#include "cachewarden/reports/report.hpp"

namespace cachewarden::inline v0 {

/// Writes what views say, in the shapes of the report of our own rules: text, json or ndjson; false
/// for other formats. In JSON a finding has besides `status` the `verdict` in the words of views,
/// `view` and `authority_severity`.
bool render(const ViewAssessment& assessment, std::string_view format, const ReportOptions& options,
            const ReportSink& sink);

/// Whether views can be written in a format.
[[nodiscard]] bool renders_views(std::string_view format) noexcept;

/// Writes a comparison: text or json; false for other formats.
bool render(const std::vector<Comparison>& comparisons, const ViewAssessment& views,
            std::string_view format, const ReportOptions& options, const ReportSink& sink);

}  // namespace cachewarden::inline v0
