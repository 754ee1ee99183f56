#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cachewarden/engine/controls.hpp"
#include "cachewarden/reports/report.hpp"

/// Reports on the catalogue of rules and on the authorities behind it.
namespace cachewarden::inline v0 {

/// The rules as a Markdown page: a table, then each rule with its cases, how it is mended and what
/// the authorities call it.
[[nodiscard]] std::string rules_as_markdown(std::span<const Rule* const> rules,
                                            const ControlTable& table);

/// How much of each authority is asked, as a Markdown table.
[[nodiscard]] std::string coverage_as_markdown(std::span<const Rule* const> rules,
                                               const ControlTable& table);

/// An entry of an authority for people: what it asks, in which initiatives, which rules answer.
[[nodiscard]] std::string explain_control(const ControlEntry& entry,
                                          std::span<const Rule* const> rules,
                                          const ReportOptions& options = {});

/// What the rules say of an estate, control by control; as JSON or for people.
[[nodiscard]] std::string render_controls(std::span<const ControlResult> results, bool as_json,
                                          const ReportOptions& options = {});

}  // namespace cachewarden::inline v0
