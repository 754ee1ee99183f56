#pragma once

#include "cachewarden/rules/diagnostic_claims.hpp"
#include "cachewarden/rules/verdict.hpp"

/// How long logs are kept.
namespace cachewarden::inline v0::rules {

/// A diagnostic setting sends logs to a place that keeps them long enough. A workspace says how
/// long it does; a storage account keeps them until something deletes them, which it does not show.
template <class Model>
[[nodiscard]] Verdict logs_are_kept_long(const Model& body, const Context& context) {
  const std::uint32_t least = context.settings().log_retention_days;
  return require(
      some(context.template children<DiagnosticSetting>(body), [&](const DiagnosticSetting& each) {
        const auto* workspace = context.target<LogWorkspace>(each, each.workspace);
        const Claim in_workspace =
            workspace != nullptr
                ? holds(workspace->retention_days,
                        [least](std::int32_t days) {
                          return static_cast<std::int64_t>(days) >= least;
                        })
                : claim(each.workspace, each.workspace.is_none() ? Truth::no : Truth::unknown);
        const Claim account = present(each.storage_account);
        const Claim in_account =
            account.truth == Truth::yes
                ? needs_knowledge("how long the storage account keeps the logs")
                : account;
        return all_of(sends(each.logs), any_of(in_workspace, in_account));
      }));
}

}  // namespace cachewarden::inline v0::rules
