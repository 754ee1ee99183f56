#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/reach/proof.hpp"
#include "cachewarden/reach/required_ports.hpp"

/// Who reaches a cache, exactly. The answer has three parts that are never blurred: what filters
/// let through, whether packets find a path, and whether the service listens.
namespace cachewarden::inline v0::reach {

/// A way into a cache.
enum class WayKind : std::uint8_t {
  public_endpoint = 1,   ///< the address on the internet
  injected = 2,          ///< the addresses of the subnet that the cache stands in
  private_endpoint = 3,  ///< a private endpoint of another subnet
};

[[nodiscard]] std::string_view name(WayKind kind) noexcept;

/// What one port range of one way is open to. Sources are those of any client's port.
struct PortReach {
  PortRange ports{};
  network::Protocol protocol = network::Protocol::tcp;
  Truth listens = Truth::unknown;
  Truth reached = Truth::unknown;  ///< anybody reaches it
  std::string note{};              ///< what the port is for
  /// Filters let these through, for sure and perhaps, wherever they are.
  network::AddressSet allowed{}, maybe_allowed{};
  /// These reach the port, for sure and perhaps (not for sure): filters, path and service together.
  network::AddressSet reached_from{}, maybe_reached_from{};
  std::optional<ReachProof>
      proof{};            ///< of a packet that reaches it, or may, or of one that is stopped
  bool verified = false;  ///< the checker went through certificates of it
};

struct Way {
  WayKind kind = WayKind::public_endpoint;
  const Resource* endpoint = nullptr;  ///< the private endpoint
  const Resource* subnet = nullptr;
  const Resource* group = nullptr;  ///< of the subnet, where it applies
  Truth exists = Truth::unknown;
  std::string note{};                    ///< why there is no such way, or why that is not known
  Truth name_resolves = Truth::unknown;  ///< a private endpoint's, in its own network
  /// The network of the clients that are asked about, and whether the name resolves there.
  const Resource* client_network = nullptr;
  Truth client_name_resolves = Truth::unknown;
  std::vector<PathZone> zones{};
  std::vector<PortReach> ports{};
  bool complete = true;  ///< false: the filters cost too much to be worked out
};

struct CacheReach {
  const Resource* cache = nullptr;
  Truth reached = Truth::no;  ///< anybody reaches a port of it
  std::vector<Way> ways{};
  bool ways_known = true;  ///< false: there may be more private endpoints
  /// What an injected cache needs, where that was asked and its subnet has a group.
  std::vector<RequiredAnswer> required{};
  std::vector<std::string> assumptions{};
  std::vector<Remark> missing{};  ///< what leaves parts of the answer open
  std::string service_tags{};     ///< change number of the list of service tags, or empty
  std::vector<std::string> warnings{};

  /// Who reaches a port by any way, for sure.
  [[nodiscard]] network::AddressSet reached_from(std::uint16_t port,
                                                 network::Protocol protocol) const;
  /// Who perhaps reaches it, those that surely do included.
  [[nodiscard]] network::AddressSet possibly_from(std::uint16_t port,
                                                  network::Protocol protocol) const;
};

struct ReachOptions {
  /// The ports that are asked for; empty: those that the cache may listen on.
  std::vector<PortRange> ports{};
  /// The sources that are asked for; nothing: all.
  std::optional<network::AddressSet> from{};
  /// A client's subnet: its outbound group filters too, and those of network interfaces in it.
  const Resource* from_subnet = nullptr;
  bool verify = false;
  bool required_ports = false;  ///< answer what an injected cache needs as well
  network::Limits limits{};
  bool proofs = true;  ///< show a packet and what decides it for each answer
};

/// Errors: `argument` if the resource is no cache; `internal` if the checker refuses a certificate.
[[nodiscard]] Result<CacheReach> reach(const Inventory& inventory, const Resource& cache,
                                       const ReachOptions& options = {});

/// The caches of an inventory that were read, ordered by id.
[[nodiscard]] std::vector<const Resource*> caches(const Inventory& inventory);
/// By id, or by name if that is unambiguous; null if there is none.
[[nodiscard]] const Resource* find_cache(const Inventory& inventory, std::string_view id_or_name);

/// Sources by words: an address, prefix, `*`, `Internet`, a service tag of the list that was read,
/// the id or name of a subnet, or of a network interface with a known address; `subnet` is set to
/// the subnet, or the interface's. Error: `argument`.
[[nodiscard]] Result<network::AddressSet> sources_of(const Inventory& inventory,
                                                     std::string_view words,
                                                     const Resource** subnet = nullptr);

}  // namespace cachewarden::inline v0::reach
