#pragma once

#include <string>
#include <vector>

#include "cachewarden/reach/cache_reach.hpp"
#include "cachewarden/reach/nsg.hpp"

/// Questions in words, as people and other languages ask them.
namespace cachewarden::inline v0::reach {

struct ReachQuery {
  std::vector<std::string> to{};     ///< caches by id or name; none: all of them
  std::vector<std::string> ports{};  ///< `6380` or `15000-15999`; none: those that are listened on
  std::string from{};                ///< as `sources_of` takes it; empty: everybody
  bool verify = false;
};

/// One answer for each cache. Errors: `argument` for words that are wrong, else as of `reach`.
[[nodiscard]] Result<std::vector<CacheReach>> ask(const Inventory& inventory,
                                                  const ReachQuery& query);

struct NsgQuery {
  std::string group{};  ///< by id or name; empty: all of them
  std::string other{};  ///< its partner in the second inventory; empty: called the same
  bool verify = false;
};

/// Errors: `argument` for a group that there is not, else as of `lint` and `diff`.
[[nodiscard]] Result<LintReport> ask_lint(const Inventory& inventory, const NsgQuery& query);
[[nodiscard]] Result<std::vector<GroupDifference>> ask_diff(const Inventory& first,
                                                            const Inventory& second,
                                                            const NsgQuery& query);

}  // namespace cachewarden::inline v0::reach
