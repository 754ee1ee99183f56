#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/reach/cache_reach.hpp"

namespace cachewarden::inline v0::reach {

enum class DemandKind : std::uint8_t { allow_only = 1, must_allow = 2, must_deny = 3 };

[[nodiscard]] std::string_view name(DemandKind kind) noexcept;

/// Whether a demand of a contract is met.
struct ContractAnswer {
  const ReachContract* contract = nullptr;
  const ReachDemand* demand = nullptr;  ///< null for `allow_only`, whose demands count together
  DemandKind kind = DemandKind::allow_only;
  Truth met = Truth::unknown;
  std::string why{};          ///< lower case, no final stop; empty if it is met
  PortRange ports{};          ///< where it is not met
  network::AddressSet who{};  ///< who gets in or does not, against the demand
  std::optional<ReachProof> proof{};
};

/// What contracts say of one cache.
struct ContractReport {
  Truth applies = Truth::no;  ///< some contract is on this cache
  Ground open{};              ///< what decides whether it is
  std::vector<ContractAnswer> answers{};
  std::vector<Remark> missing{};
};

/// Checks the contracts that were read on one cache. A demand without ports is on every port that
/// the cache listens on, `must_allow` on the port for clients with TLS. Errors as of `reach`.
[[nodiscard]] Result<ContractReport> check_contracts(const Inventory& inventory,
                                                     const Resource& cache,
                                                     const ReachOptions& options = {});

}  // namespace cachewarden::inline v0::reach
