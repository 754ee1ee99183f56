#pragma once

#include <string>
#include <vector>

#include "cachewarden/reach/cache_reach.hpp"
#include "cachewarden/reach/nsg.hpp"

/// Answers about networks as text for people and as JSON. The same answer gives the same bytes;
/// what comes from inputs is escaped for the format.
namespace cachewarden::inline v0 {

[[nodiscard]] std::string lint_text(const reach::LintReport& report);
[[nodiscard]] std::string lint_json(const reach::LintReport& report);

[[nodiscard]] std::string diff_text(const std::vector<reach::GroupDifference>& differences);
[[nodiscard]] std::string diff_json(const std::vector<reach::GroupDifference>& differences);

struct ReachReportOptions {
  bool show_blocked = false;       ///< list those that do not reach a port as well
  std::size_t most_prefixes = 12;  ///< in a line of text; JSON has all
};

/// For several caches of one inventory.
[[nodiscard]] std::string reach_text(const std::vector<reach::CacheReach>& answers,
                                     const Inventory& inventory,
                                     const ReachReportOptions& options = {});
[[nodiscard]] std::string reach_json(const std::vector<reach::CacheReach>& answers,
                                     const Inventory& inventory,
                                     const ReachReportOptions& options = {});
/// A picture for Mermaid: who reaches which cache through what. Dotted: perhaps.
[[nodiscard]] std::string reach_mermaid(const std::vector<reach::CacheReach>& answers);

}  // namespace cachewarden::inline v0
