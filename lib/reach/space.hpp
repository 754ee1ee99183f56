#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/truth.hpp"
#include "cachewarden/network/vocabulary.hpp"
#include "cachewarden/reach/ground.hpp"

/// The addresses around a subnet.
namespace cachewarden::inline v0::reach {

/// Addresses of the internet: IPv4 but for private, local, multicast and reserved space and the
/// address of the platform, and the global unicast space of IPv6.
/// Source: iana.org/assignments/iana-ipv4-special-registry.
[[nodiscard]] network::AddressSet public_addresses();

/// Where the probes of load balancers, and the platform itself, come from.
/// Source: learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16.
inline constexpr Prefix platform_address{Address::ipv4(168, 63, 129, 16), 32};

/// Sources that have the same way to the subnet, or none.
struct Zone {
  network::AddressSet sources{};
  Truth path = Truth::unknown;  ///< packets find their way to an address of the subnet
  std::string what{};           ///< `virtual network hub`
  Ground because{};             ///< what is not known
};

/// A subnet's own addresses, those of its virtual network and its peers, those that routes add to
/// them, and the internet beyond.
class AddressSpace {
 public:
  /// Around no subnet: what the tags hold is not known, but for what holds everywhere.
  explicit AddressSpace(const Inventory& inventory);
  AddressSpace(const Inventory& inventory, const Subnet& subnet);

  [[nodiscard]] const Inventory& inventory() const noexcept { return *inventory_; }
  [[nodiscard]] const Subnet* subnet() const noexcept { return subnet_; }
  [[nodiscard]] bool knows_subnet() const noexcept { return !subnet_addresses_.empty(); }
  /// Some address in its place where the subnet's is not known.
  [[nodiscard]] network::AddressSet subnet_addresses() const;
  /// Public addresses that are surely not of the network, as far as its space is known.
  [[nodiscard]] network::AddressSet internet_sources() const { return public_ - own_; }
  /// The space of the network and its peers is known; else `open_space` says what it lacks.
  [[nodiscard]] bool knows_own_space() const noexcept {
    return open_space_.kind == Ground::Kind::none;
  }
  [[nodiscard]] const Ground& open_space() const noexcept { return open_space_; }
  /// What may connect further networks; none if nothing does.
  [[nodiscard]] const Ground& open_gateway() const noexcept { return open_gateway_; }
  /// Why addresses may belong to the tag VirtualNetwork; none if routes add nothing to it.
  [[nodiscard]] const Ground& open_routes() const noexcept { return open_routes_; }
  [[nodiscard]] bool has_open_routes() const noexcept { return !routed_.empty(); }
  /// Where the routes are known, what they may add to the tag.
  [[nodiscard]] const network::AddressSet& routed_sources() const noexcept { return routed_; }
  [[nodiscard]] bool knows_routes() const noexcept { return knows_routes_; }
  /// The addresses of the network and of connected peers, for sure.
  [[nodiscard]] network::AddressSet sure_network() const;
  /// Routes lead all addresses of the internet away from it.
  [[nodiscard]] bool is_forced_tunnel() const noexcept;

  /// What a service tag holds, by name in any case. Names without a meaning here are services.
  /// VirtualNetwork: the network, its peers, the address of the platform, and perhaps what routes
  /// and gateways connect. Source: learn.microsoft.com/azure/virtual-network/service-tags-overview.
  [[nodiscard]] network::TagContent tag(std::string_view name) const;
  /// An application security group, by id: the members that are known, and unknown addresses of
  /// the network.
  [[nodiscard]] network::TagContent security_group(std::string_view id) const;
  /// The same tag holds something else at another subnet.
  [[nodiscard]] static bool is_relative(std::string_view tag);

  /// All addresses, each in one zone.
  [[nodiscard]] std::vector<Zone> zones() const;
  /// What was taken for granted, a sentence each.
  [[nodiscard]] const std::vector<std::string>& assumptions() const noexcept {
    return assumptions_;
  }

 private:
  void read_network();
  void read_peering(const VirtualNetworkPeering& peering);
  void read_gateways(const VirtualNetwork& network);
  void read_routes();
  void open_without_end(const Ground& because);
  void open_to(const network::AddressSet& addresses, const Ground& because);
  [[nodiscard]] network::TagContent virtual_network() const;
  [[nodiscard]] network::TagContent internet() const;
  [[nodiscard]] const EffectiveTag* effective(std::string_view tag) const;

  const Inventory* inventory_;
  const Subnet* subnet_ = nullptr;
  network::AddressSet public_;
  network::AddressSet subnet_addresses_;
  network::AddressSet own_;      ///< the network and its peers
  network::AddressSet network_;  ///< the network alone
  network::AddressSet unsure_;   ///< perhaps of a peer
  network::AddressSet routed_;   ///< what routes may add to the tag
  std::vector<Zone> peers_;
  bool knows_routes_ = true;
  bool is_closed_ = false;  ///< no gateway connects further networks
  Ground open_gateway_{};
  Ground open_space_{};
  Ground open_routes_{};
  std::vector<std::string> assumptions_;
};

/// The addresses of network interfaces and private endpoints that are known to be in an application
/// security group.
[[nodiscard]] network::AddressSet members_of(const Inventory& inventory,
                                             std::string_view security_group);

/// The addresses of a published service tag; nothing if there is no list or it does not name it.
[[nodiscard]] const ServiceTag* find_service_tag(const Inventory& inventory, std::string_view name);

}  // namespace cachewarden::inline v0::reach
