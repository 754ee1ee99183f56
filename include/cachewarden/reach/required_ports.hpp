#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cachewarden/reach/proof.hpp"

namespace cachewarden::inline v0::reach {

/// Whom an injected cache has to talk with.
enum class RequiredPeer : std::uint8_t {
  own_subnet = 1,
  load_balancer = 2,  ///< the address of the platform's load balancer
  internet = 3,       ///< any address of the internet
  monitor = 4,        ///< the service tag AzureMonitor
  geo_replica = 5,    ///< the subnet of a cache that it is linked with
};

/// `the nodes of the cache`.
[[nodiscard]] std::string_view name(RequiredPeer peer) noexcept;

/// Ports without which an injected cache does not work.
/// Source: learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet.
struct RequiredPort {
  network::Direction direction = network::Direction::inbound;
  PortRange ports{};
  bool tcp = true;
  bool udp = false;
  RequiredPeer peer = RequiredPeer::own_subnet;
  std::string_view what{};
};

/// The day of the documentation that the table follows, `YYYY-MM`.
[[nodiscard]] std::string_view required_ports_version() noexcept;
[[nodiscard]] std::span<const RequiredPort> required_ports() noexcept;

/// Whether the group of the cache's subnet, and security admin rules, let a row of the table
/// through.
struct RequiredAnswer {
  const RequiredPort* row = nullptr;
  const Resource* replica = nullptr;  ///< the linked cache, for `geo_replica`
  Truth met = Truth::unknown;
  /// Met, and by no more than a default rule: a denial of one's own would stop it.
  bool is_by_default = false;
  std::optional<ReachProof> proof{};  ///< a packet that is stopped, or may be
};

/// All rows, in their order, those on replicas once for each linked cache that is known; empty
/// where nothing filters. Error: `argument` if the cache is not surely injected into a subnet that
/// is known.
[[nodiscard]] Result<std::vector<RequiredAnswer>> check_required_ports(
    const Inventory& inventory, const RedisCache& cache, const network::Limits& limits = {});

/// Which rows of the table are asked about.
using RowChoice = bool (*)(const RequiredPort& row);

/// Of the rows that are chosen those that are not surely let through; quicker than to ask for all.
/// What default rules do is not told.
[[nodiscard]] Result<std::vector<RequiredAnswer>> unmet_required_ports(
    const Inventory& inventory, const RedisCache& cache, const network::Limits& limits,
    RowChoice is_asked);

}  // namespace cachewarden::inline v0::reach
