#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "cachewarden/engine/change.hpp"

namespace cachewarden::inline v0 {

/// What a report lists. Counts in a report are always of all findings. `summary` and `top` are for
/// assessments of our rules, not for views and comparisons.
struct ReportOptions {
  bool show_pass = false;
  bool show_fail = true;
  bool show_unknown = true;
  bool show_not_applicable = false;
  Severity min_severity = Severity::low;  ///< findings of rules below it are not listed
  bool summary = false;                   ///< list no findings, only what is counted of them
  std::size_t top = 0;      ///< list only so many findings, the worst; 0: all. See `not_listed`
  bool colour = false;      ///< ANSI colours, in the text report only
  std::size_t width = 100;  ///< columns of the text report; at least 40, commands are never broken
  /// Borrowed. Not null: findings say what the change does to them, and those that it resolves are
  /// listed too. The assessment that is rendered is the one after the change.
  const ChangeReview* change = nullptr;

  [[nodiscard]] bool shows(Status status, Severity severity) const noexcept {
    if (severity < min_severity)
      return false;
    switch (status) {
      case Status::pass:
        return show_pass;
      case Status::fail:
        return show_fail;
      case Status::not_applicable:
        return show_not_applicable;
      case Status::unknown:
        break;
    }
    return show_unknown;
  }
};

/// A kind of report.
struct ReportFormat {
  std::string_view name{};
  std::string_view media_type{};
  std::string_view description{};
};

/// All kinds, in the order of their numbers in the C interface, from 1.
[[nodiscard]] std::span<const ReportFormat> report_formats() noexcept;

/// Takes the next piece of a report.
using ReportSink = std::function<void(std::string_view)>;

/// Writes a report piece by piece; false if there is no such format. Reports hold no time and no
/// machine: the same assessment gives the same bytes. What comes from inputs is escaped for the
/// format.
bool render(const Assessment& assessment, std::string_view format, const ReportOptions& options,
            const ReportSink& sink);

/// The same as one text; empty if there is no such format.
[[nodiscard]] std::string render(const Assessment& assessment, std::string_view format,
                                 const ReportOptions& options = {});

/// Text from anywhere for one line of a terminal: what could move the cursor, change colours,
/// reorder or hide text becomes visible, `\x1b` or `\u202e`, and so do bytes that are no UTF-8.
[[nodiscard]] std::string escape_for_terminal(std::string_view text);

/// What came of exemptions and attestations, JSON: `exempt` and `attested`, how many findings are,
/// and `diagnostics`.
[[nodiscard]] std::string render_decisions(const Assessment& assessment);

/// A list of rules with all their texts, as text or JSON.
[[nodiscard]] std::string render_rules(std::span<const Rule* const> rules, bool as_json);

/// One rule for people: why, what passes, what fails, what cannot be told, and how it is mended.
[[nodiscard]] std::string explain_rule(const Rule& rule, const ReportOptions& options = {});

}  // namespace cachewarden::inline v0
