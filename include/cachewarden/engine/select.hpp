#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/date.hpp"
#include "cachewarden/base/result.hpp"
#include "cachewarden/rules/rule.hpp"

/// Choosing rules and reading the words of options; the same for all surfaces.
namespace cachewarden::inline v0 {

/// Whether a text matches a pattern with `*` and `?`, compared without case.
[[nodiscard]] bool matches_glob(std::string_view text, std::string_view pattern) noexcept;

/// Whether a rule is meant by a pattern with `*` and `?`: one with a `/` is for its controls, as
/// `mcsb/NS-*`, and for `pillar/NAME`, `category/NAME` and `severity/NAME`, any other for its id
/// and its name.
[[nodiscard]] bool matches_rule(const Rule& rule, std::string_view pattern);

/// The rules that match one of `include` (all, if it is empty) and none of `exclude`.
/// Errors: `argument` for a pattern that matches no rule at all.
[[nodiscard]] Result<std::vector<const Rule*>> select_rules(
    std::span<const Rule* const> rules, const std::vector<std::string>& include,
    const std::vector<std::string>& exclude);

/// The rules of both lists, such as `catalog()` and those of the caller. Errors: `argument` if a
/// rule has no id, or two share an id or a name.
[[nodiscard]] Result<std::vector<const Rule*>> join_rules(std::span<const Rule* const> rules,
                                                          std::span<const Rule* const> more);

[[nodiscard]] std::optional<Severity> parse_severity(std::string_view text) noexcept;
[[nodiscard]] std::optional<Status> parse_status(std::string_view text) noexcept;

/// When an assessment counts as failed: a list of words divided by commas. A severity: a failed
/// rule of at least that; `fail`: any failed rule; `unknown`: any unknown finding; `none`: never.
struct FailOn {
  std::optional<Severity> fail = Severity::low;
  bool unknown = false;

  [[nodiscard]] bool is_met_by(Status status, Severity severity) const noexcept {
    return (status == Status::fail && fail && severity >= *fail) ||
           (status == Status::unknown && unknown);
  }
};
[[nodiscard]] Result<FailOn> parse_fail_on(std::string_view text);

}  // namespace cachewarden::inline v0
