#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/engine/documents.hpp"
#include "cachewarden/rules/rule.hpp"

/// Settings as a JSON document, and the profiles that ship as such documents. docs/settings.md
/// tells what stands in them.
namespace cachewarden::inline v0 {

/// One setting, for documentation.
struct SettingInfo {
  std::string_view name{};
  std::string_view kind{};  ///< integer, choice, texts ...
  std::string range{};      ///< the allowed values
  std::string fallback{};   ///< the default, JSON
  std::string_view what{};  ///< what it decides, one sentence
};

/// All settings, in the order of the table.
[[nodiscard]] std::vector<SettingInfo> setting_infos();

/// A pattern for rules; see `matches_rule`.
struct RulePattern {
  std::string pattern{};
  std::string place{};  ///< `document:line:column`
};

/// Which rules are asked, and how much a violation counts.
struct RuleChoice {
  struct Change {
    RulePattern rules{};
    Severity severity = Severity::medium;
  };
  std::vector<RulePattern> include{};  ///< all, if it is empty
  std::vector<RulePattern> exclude{};
  std::vector<Change> severities{};  ///< the last one that matches a rule counts
};

/// What a settings document says.
struct SettingsDocument {
  Settings settings{};
  RuleChoice rules{};
};

/// Reads a settings document on top of `base`; `"extends"` names a profile to start from instead.
/// What a list says replaces the list below it. `name` is for the places of errors.
[[nodiscard]] Parsed<SettingsDocument> parse_settings(std::string_view text, std::string_view name,
                                                      const SettingsDocument& base = {});

/// The names of the profiles that the library holds, `baseline` first: it is the default.
[[nodiscard]] std::span<const std::string_view> profile_names() noexcept;

/// A profile by name; nothing if there is none.
[[nodiscard]] std::optional<SettingsDocument> find_profile(std::string_view name);

/// The schema of settings documents, JSON Schema 2020-12; docs/settings.schema.json is its text.
[[nodiscard]] std::string settings_schema();

/// Rules that were chosen. Copies of rules whose severity was changed live as long as a copy of
/// this.
class RuleSelection {
 public:
  [[nodiscard]] const std::vector<const Rule*>& rules() const noexcept { return rules_; }

 private:
  friend Result<RuleSelection> select_rules(std::span<const Rule* const>, const RuleChoice&);

  std::vector<const Rule*> rules_;
  std::vector<std::shared_ptr<const Rule>> changed_;
};

/// The rules that a choice leaves, with its severities. Errors: `argument` for a pattern that
/// matches no rule at all, with its place.
[[nodiscard]] Result<RuleSelection> select_rules(std::span<const Rule* const> rules,
                                                 const RuleChoice& choice);

}  // namespace cachewarden::inline v0
