#include "selection.hpp"

namespace cachewarden::cli {

void Selection::declare(CLI::App& app) {
  one_each(app.add_option("--rules", rules_,
                          "only rules whose id or name matches; * and ? stand for anything"))
      ->type_name("GLOB,...")
      ->group("Rules");
  one_each(app.add_option("--exclude", exclude_, "without rules whose id or name matches"))
      ->type_name("GLOB,...")
      ->group("Rules");
  app.add_option("--min-severity", min_severity_,
                 "list rules from this severity on: low, medium, high, critical")
      ->type_name("SEVERITY")
      ->group("Report");
}

std::vector<const Rule*> Selection::rules(std::span<const Rule* const> from) const {
  const Result<std::vector<const Rule*>> rules = select_rules(from, split(rules_), split(exclude_));
  if (!rules)
    throw Mistake{rules.error().message};
  return *rules;
}

Severity Selection::min_severity() const {
  const std::optional<Severity> severity = parse_severity(min_severity_);
  if (!severity)
    refuse("--min-severity", min_severity_, "low, medium, high, critical");
  return *severity;
}

}  // namespace cachewarden::cli
