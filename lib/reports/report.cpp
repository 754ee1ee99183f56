#include "cachewarden/reports/report.hpp"

#include <array>
#include <iterator>

namespace cachewarden::inline v0 {

/// Each is in a file of its own.
namespace detail {

using WriteReport = void(const Assessment&, const ReportOptions&, const ReportSink&);
WriteReport write_text;
WriteReport write_json;
WriteReport write_ndjson;
WriteReport write_sarif;
WriteReport write_collect_script;

}  // namespace detail

namespace {

struct Row {
  ReportFormat format;
  detail::WriteReport* write;
};

/// The row of each kind of report.
constexpr Row rows[] = {
    {{"text", "text/plain", "for people"}, detail::write_text},
    {{"json", "application/json", "for programs, complete"}, detail::write_json},
    {{"ndjson", "application/x-ndjson", "for programs, one finding a line"}, detail::write_ndjson},
    {{"sarif", "application/sarif+json", "SARIF 2.1.0, for code hosts and editors"},
     detail::write_sarif},
    {{"collect", "text/x-shellscript", "a script that collects what unknown findings lack"},
     detail::write_collect_script},
};

constexpr std::array formats = [] {
  std::array<ReportFormat, std::size(rows)> result{};
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = rows[i].format;
  return result;
}();

}  // namespace

std::span<const ReportFormat> report_formats() noexcept {
  return formats;
}

bool render(const Assessment& assessment, std::string_view format, const ReportOptions& options,
            const ReportSink& sink) {
  for (const Row& row : rows) {
    if (row.format.name != format)
      continue;
    row.write(assessment, options, sink);
    return true;
  }
  return false;
}

std::string render(const Assessment& assessment, std::string_view format,
                   const ReportOptions& options) {
  std::string result;
  render(assessment, format, options, [&result](std::string_view piece) { result += piece; });
  return result;
}

}  // namespace cachewarden::inline v0
