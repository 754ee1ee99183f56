#pragma once

#include "command.hpp"

namespace cachewarden::cli {

/// Which rules: `--rules`, `--exclude`, `--min-severity`.
class Selection {
 public:
  void declare(CLI::App& app);
  /// Those whose id or name matches. Throws `Mistake`.
  [[nodiscard]] std::vector<const Rule*> rules() const { return rules(catalog()); }
  [[nodiscard]] std::vector<const Rule*> rules(std::span<const Rule* const> from) const;
  /// `--rules` was given, which outranks what a settings document includes.
  [[nodiscard]] bool names_rules() const noexcept { return !rules_.empty(); }
  /// The patterns themselves, for lists other than ours.
  [[nodiscard]] std::vector<std::string> include() const { return split(rules_); }
  [[nodiscard]] std::vector<std::string> exclude() const { return split(exclude_); }
  /// From which on findings and rules are listed. Throws `Mistake`.
  [[nodiscard]] Severity min_severity() const;

 private:
  std::vector<std::string> rules_{};
  std::vector<std::string> exclude_{};
  std::string min_severity_ = "low";
};

}  // namespace cachewarden::cli
