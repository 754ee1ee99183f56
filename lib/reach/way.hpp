#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cachewarden/reach/cache_reach.hpp"
#include "reach/words.hpp"

/// The ways into a cache before the engine is asked.
namespace cachewarden::inline v0::reach {

/// A port range that the service may listen on.
struct Listening {
  PortRange ports{};
  network::ProtocolSet protocols = network::Protocol::tcp;
  Truth listens = Truth::yes;
  Ground because{};
  std::string note{};
  network::AddressSet only_at{};  ///< where it listens, if that is known better than for the way
};

/// A way with the filters on it.
struct WayDraft {
  Way way{};
  std::unique_ptr<AddressSpace> space{};  ///< around its subnet; null for the public endpoint
  network::AddressSet destinations{};     ///< the cache's addresses, or all that they may be
  std::vector<ListDraft> layers{};  ///< in the order in which packets meet them, all must allow
  std::vector<Listening> listening{};
};

/// Collects what is said beside the answer, each sentence once.
struct Remarks {
  std::vector<std::string> assumptions{};
  std::vector<std::string> warnings{};
  std::vector<Remark> missing{};
  bool ways_known = true;  ///< false: there may be more private endpoints

  void assume(std::string text);
  void warn(std::string text);
  void lack(const Ground& ground, const Inventory& inventory);
};

/// Every way into a cache, with its filters in words. Ways that surely do not exist come without
/// filters.
[[nodiscard]] std::vector<WayDraft> ways_of(const Inventory& inventory, const RedisCache& cache,
                                            Words& words, Remarks& remarks);
[[nodiscard]] std::vector<WayDraft> ways_of(const Inventory& inventory,
                                            const RedisEnterprise& cluster, Words& words,
                                            Remarks& remarks);

/// The addresses of a network interface, and of a private endpoint, as far as they are known.
[[nodiscard]] network::AddressSet addresses_of(const NetworkInterface& interface);
[[nodiscard]] network::AddressSet addresses_of(const Inventory& inventory,
                                               const PrivateEndpoint& endpoint);

/// Security admin rules at a subnet as a layer: nothing where there are none. Where `unless` is set
/// they may do nothing at all, which it decides.
void add_admin_layer(const Inventory& inventory, const Subnet& subnet, const AddressSpace& space,
                     const GroupReading& reading, Words& words, Remarks& remarks,
                     std::vector<ListDraft>& layers, const Ground& unless = {});

/// The groups of network interfaces in a subnet, a layer each.
void add_interface_layers(const Inventory& inventory, const Subnet& subnet,
                          const AddressSpace& space, const GroupReading& reading, Words& words,
                          Remarks& remarks, std::vector<ListDraft>& layers);

/// Whether the name of a cache leads clients of a network to a private endpoint of it: a zone of
/// its type and cloud, that the endpoint is registered in, is linked to the network.
[[nodiscard]] Truth name_resolves(const Inventory& inventory, const Resource& cache,
                                  const PrivateEndpoint& endpoint, const Resource& network);

/// The group of a subnet as a layer: nothing where it surely has none.
void add_subnet_layer(const Inventory& inventory, const Subnet& subnet, const AddressSpace& space,
                      const GroupReading& reading, Words& words, Remarks& remarks,
                      std::vector<ListDraft>& layers, const Resource** group);

}  // namespace cachewarden::inline v0::reach
