#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/engine/assess.hpp"
#include "cachewarden/facts/controls.hpp"

/// What the authorities ask, and which rules answer.
namespace cachewarden::inline v0 {

/// Which rules are wanted; an empty list asks nothing. Words are compared without case.
struct RuleFilter {
  std::vector<std::string> authorities{};  ///< such as `psrule`
  std::vector<std::string> controls{};     ///< ids of entries, with `*` and `?`
  std::vector<std::string> pillars{};      ///< such as `security`, blanks may be hyphens
  std::vector<std::string> categories{};   ///< such as `network security`, the same
  std::vector<std::string> types{};        ///< resource types, with `*` and `?`
};

/// The rules that match all of the filter. Errors: `argument` for a word that nothing has.
[[nodiscard]] Result<std::vector<const Rule*>> filter_rules(std::span<const Rule* const> rules,
                                                            const RuleFilter& filter,
                                                            const ControlTable& table);

/// The entry that a control of a rule names; null if the table has none.
[[nodiscard]] const ControlEntry* find_control(const ControlTable& table, const Control& control);

/// The entries with that id, `psrule:ID` for those of one framework; compared without case.
[[nodiscard]] std::vector<const ControlEntry*> find_controls(const ControlTable& table,
                                                             std::string_view id);

/// The rules that ask what an entry asks.
[[nodiscard]] std::vector<const Rule*> rules_of(const ControlEntry& entry,
                                                std::span<const Rule* const> rules);

/// What the rules of an entry say of an estate.
struct ControlResult {
  const ControlEntry* entry = nullptr;
  std::vector<const Rule*> rules{};
  StatusCounts counts{};
};

/// The entries of a framework in the table's order, those that a group answers for left out.
[[nodiscard]] std::vector<ControlResult> control_results(const Assessment& assessment,
                                                         const ControlTable& table,
                                                         std::string_view framework);

/// How much of a framework is asked.
struct Coverage {
  const FrameworkEntry* framework = nullptr;
  std::size_t entries = 0;  ///< that the authority publishes
  std::size_t asked = 0;    ///< by at least one rule
  std::size_t out_of_scope = 0;
  std::size_t rules = 0;  ///< that ask at least one
};

[[nodiscard]] std::vector<Coverage> coverage(const ControlTable& table,
                                             std::span<const Rule* const> rules);

}  // namespace cachewarden::inline v0
