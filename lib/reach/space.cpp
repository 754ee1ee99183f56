#include "reach/space.hpp"

#include <algorithm>
#include <utility>

#include "reach/estate.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::AddressSet;
using network::TagContent;

/// IPv4 addresses that no packet from the internet carries.
constexpr Prefix not_public[] = {{Address::ipv4(0, 0, 0, 0), 8},
                                 {Address::ipv4(10, 0, 0, 0), 8},
                                 {Address::ipv4(100, 64, 0, 0), 10},
                                 {Address::ipv4(127, 0, 0, 0), 8},
                                 {Address::ipv4(169, 254, 0, 0), 16},
                                 {Address::ipv4(172, 16, 0, 0), 12},
                                 {Address::ipv4(192, 168, 0, 0), 16},
                                 {Address::ipv4(224, 0, 0, 0), 3},
                                 platform_address};

/// Addresses that are no sources of packets to another host.
AddressSet unroutable() {
  const AddressSet ipv4(std::vector<Prefix>{{Address::ipv4(0, 0, 0, 0), 8},
                                            {Address::ipv4(127, 0, 0, 0), 8},
                                            {Address::ipv4(169, 254, 0, 0), 16},
                                            {Address::ipv4(224, 0, 0, 0), 3}});
  const AddressSet ipv6 = AddressSet::everything(AddressFamily::ipv6) -
                          AddressSet(Prefix(Address::ipv6(std::uint64_t{0x2000} << 48, 0), 3)) -
                          AddressSet(Prefix(Address::ipv6(std::uint64_t{0xfc00} << 48, 0), 7));
  return ipv4 | ipv6;
}

/// Adds what a property lists; false if that is not known.
bool add_prefixes(const Property<List<Text>>& list, AddressSet& to) {
  if (!list.has_value())
    return list.is_none();
  bool is_readable = true;
  std::vector<Prefix> prefixes;
  for (const Text& text : *list) {
    const Result<Prefix> prefix = Prefix::parse(text);
    if (prefix)
      prefixes.push_back(*prefix);
    else
      is_readable = false;
  }
  to = to | AddressSet(prefixes);
  return is_readable;
}

bool leaves_the_network(NextHop hop) {
  return hop == NextHop::virtual_appliance || hop == NextHop::virtual_network_gateway ||
         hop == NextHop::virtual_appliance_ecmp;
}

enum class NetworkTag : std::uint8_t { none, virtual_network, load_balancer, internet };

NetworkTag network_tag(std::string_view name) {
  static constexpr std::pair<std::string_view, NetworkTag> known[] = {
      {"VirtualNetwork", NetworkTag::virtual_network},
      {"VIRTUAL_NETWORK", NetworkTag::virtual_network},
      {"AzureLoadBalancer", NetworkTag::load_balancer},
      {"AZURE_LOADBALANCER", NetworkTag::load_balancer},
      {"Internet", NetworkTag::internet}};
  for (const auto& [spelling, tag] : known) {
    if (equal_folded(spelling, name))
      return tag;
  }
  return NetworkTag::none;
}

std::string_view canonical_tag(NetworkTag tag) {
  constexpr std::string_view names[] = {"", "virtualnetwork", "azureloadbalancer", "internet"};
  return names[static_cast<std::size_t>(tag)];
}

}  // namespace

AddressSet public_addresses() {
  return (AddressSet::everything(AddressFamily::ipv4) -
          AddressSet(std::vector<Prefix>(std::begin(not_public), std::end(not_public)))) |
         AddressSet(Prefix(Address::ipv6(std::uint64_t{0x2000} << 48, 0), 3));
}

const ServiceTag* find_service_tag(const Inventory& inventory, std::string_view name) {
  if (inventory.facts().network == nullptr)
    return nullptr;
  const std::vector<ServiceTag>& tags = inventory.facts().network->service_tags.tags;
  const std::string wanted = folded(name);
  const auto at = std::lower_bound(
      tags.begin(), tags.end(), wanted,
      [](const ServiceTag& tag, const std::string& key) { return tag.name < key; });
  return at != tags.end() && at->name == wanted ? &*at : nullptr;
}

AddressSpace::AddressSpace(const Inventory& inventory)
    : inventory_(&inventory),
      public_(public_addresses()),
      open_space_(knowledge_ground("the subnets that the group is attached to")) {}

AddressSpace::AddressSpace(const Inventory& inventory, const Subnet& subnet)
    : inventory_(&inventory), subnet_(&subnet), public_(public_addresses()) {
  if (!add_prefixes(subnet.address_prefixes, subnet_addresses_))
    subnet_addresses_ = {};
  own_ = subnet_addresses_;
  read_network();
  read_routes();
}

void AddressSpace::read_network() {
  const VirtualNetwork* network = parent<VirtualNetwork>(*inventory_, *subnet_);
  if (network == nullptr) {
    open_space_ = open_gateway_ = resource_ground(subnet_);
    network_ = own_;
    return;
  }
  if (!add_prefixes(network->address_prefixes, own_))
    open_space_ = property_ground(&network->address_prefixes);
  network_ = own_;
  const Children<VirtualNetworkPeering> peerings =
      children<VirtualNetworkPeering>(*inventory_, *network);
  if (!peerings.is_complete && knows_own_space())
    open_space_ = collection_ground<VirtualNetworkPeering>(network);
  for (const VirtualNetworkPeering* peering : peerings.items)
    read_peering(*peering);
  read_gateways(*network);
}

/// What a peering adds. Networks that may not talk to each other are no part of the tag.
void AddressSpace::read_peering(const VirtualNetworkPeering& peering) {
  const Property<bool>& access = peering.allow_virtual_network_access;
  if (access.has_value() && !*access)
    return;
  AddressSet remote;
  const auto* other = target<VirtualNetwork>(*inventory_, peering, peering.remote_virtual_network);
  const bool is_shown = add_prefixes(peering.remote_address_prefixes, remote);
  const bool is_declared = other != nullptr && add_prefixes(other->address_prefixes, remote);
  if (!is_shown && !is_declared && knows_own_space())
    open_space_ = property_ground(&peering.remote_address_prefixes);
  const Property<Text>& state = peering.peering_state;
  Zone zone{.sources = remote,
            .path = Truth::unknown,
            .what = "peer of " + std::string(inventory_->owner(peering).name())};
  if (!access.has_value())
    zone.because = property_ground(&access);
  else if (state.has_value() && !equal_folded(state->view(), "Connected"))
    zone.path = Truth::no;
  else if (state.has_value())
    zone.path = Truth::yes;
  else
    zone.because = property_ground(&state);
  if (other != nullptr)
    zone.what = "peer " + std::string(inventory_->owner(*other).name());
  peers_.push_back(std::move(zone));
  own_ = own_ | remote;
}

/// Whether further networks may be connected: by a gateway or route server in the network, or by
/// the gateway of a peer.
void AddressSpace::read_gateways(const VirtualNetwork& network) {
  const Children<Subnet> subnets = children<Subnet>(*inventory_, network);
  const Children<VirtualNetworkPeering> peerings =
      children<VirtualNetworkPeering>(*inventory_, network);
  if (!subnets.is_complete || !peerings.is_complete) {
    open_gateway_ = subnets.is_complete ? collection_ground<VirtualNetworkPeering>(&network)
                                        : collection_ground<Subnet>(&network);
    return;
  }
  for (const Subnet* each : subnets.items) {
    const std::string_view name = inventory_->owner(*each).name();
    if (equal_folded(name, "GatewaySubnet") || equal_folded(name, "RouteServerSubnet")) {
      open_gateway_ = resource_ground(each);
      return;
    }
  }
  for (const VirtualNetworkPeering* each : peerings.items) {
    // Left out it is off: the default of the resource type.
    const Property<bool>& uses = each->use_remote_gateways;
    const bool is_off = uses.has_value() ? !*uses : uses.state() == State::absent;
    if (!is_off) {
      open_gateway_ = property_ground(&uses);
      return;
    }
  }
  is_closed_ = knows_own_space();
}

void AddressSpace::read_routes() {
  const Property<Text>& reference = subnet_->route_table;
  if (reference.is_none())
    return;
  const RouteTable* table = target<RouteTable>(*inventory_, *subnet_, reference);
  if (table == nullptr) {
    open_without_end(property_ground(&reference));
    return;
  }
  const Children<Route> routes = children<Route>(*inventory_, *table);
  if (!routes.is_complete)
    open_without_end(collection_ground<Route>(table));
  for (const Route* route : routes.items) {
    if (!route->next_hop_type.has_value()) {
      open_without_end(property_ground(&route->next_hop_type));
      continue;
    }
    if (!leaves_the_network(*route->next_hop_type))
      continue;
    const Ground because = property_ground(&route->address_prefix);
    if (!route->address_prefix.has_value()) {
      open_without_end(because);
      continue;
    }
    const Result<Prefix> prefix = Prefix::parse(*route->address_prefix);
    const ServiceTag* service = find_service_tag(*inventory_, route->address_prefix->view());
    if (prefix)
      open_to(AddressSet(*prefix), because);
    else
      open_to(service != nullptr ? AddressSet(service->prefixes) : public_, because);
  }
}

/// Routes that are not known may lead anywhere.
void AddressSpace::open_without_end(const Ground& because) {
  knows_routes_ = false;
  open_to(AddressSet::everything(), because);
}

void AddressSpace::open_to(const AddressSet& addresses, const Ground& because) {
  if (addresses.empty())
    return;
  routed_ = routed_ | addresses;
  if (open_routes_.kind == Ground::Kind::none)
    open_routes_ = because;
}

AddressSet AddressSpace::subnet_addresses() const {
  return knows_subnet() ? subnet_addresses_ : AddressSet(Prefix(Address::ipv4(10, 0, 0, 4), 32));
}

bool AddressSpace::is_forced_tunnel() const noexcept {
  const AddressRange upper(Prefix(Address::ipv4(128, 0, 0, 0), 2));
  const AddressRange lower(Prefix(Address::ipv4(11, 0, 0, 0), 8));
  return routed_.contains(upper) && routed_.contains(lower);
}

const EffectiveTag* AddressSpace::effective(std::string_view tag) const {
  if (inventory_->facts().network == nullptr || subnet_ == nullptr)
    return nullptr;
  const Resource& owner = inventory_->owner(*subnet_);
  const EffectiveTag* best = nullptr;
  // At the subnet itself, or at another one of the same network with the same routes.
  const auto look = [&](const EffectiveTag& each, std::string_view at) {
    if (equal_folded(canonical_id(at), canonical_id(owner.id)))
      return true;
    const Resource* other = inventory_->find(at, owner.intent);
    const Subnet* subnet = other == nullptr ? nullptr : inventory_->body<Subnet>(*other);
    if (best == nullptr && subnet != nullptr && other->parent == owner.parent &&
        other->parent != no_index && !subnet->route_table.is_gap() &&
        subnet->route_table == subnet_->route_table)
      best = &each;
    return false;
  };
  for (const EffectiveTag& each : inventory_->facts().network->effective) {
    if (each.tag != tag)
      continue;
    if (!each.subnet.empty() && look(each, each.subnet))
      return &each;
    const Resource* shown =
        each.subnet.empty() ? inventory_->find(each.interface, owner.intent) : nullptr;
    const auto* interface = shown == nullptr ? nullptr : inventory_->body<NetworkInterface>(*shown);
    if (interface == nullptr || !interface->subnets.has_value())
      continue;
    for (const Text& subnet : *interface->subnets) {
      if (look(each, subnet))
        return &each;
    }
  }
  return best;
}

AddressSet AddressSpace::sure_network() const {
  AddressSet result = network_ | subnet_addresses_;
  for (const Zone& peer : peers_) {
    if (peer.path == Truth::yes)
      result = result | peer.sources;
  }
  return result;
}

TagContent AddressSpace::virtual_network() const {
  if (subnet_ == nullptr)
    return {.includes = AddressSet(platform_address)};
  AddressSet includes = network_ | subnet_addresses() | AddressSet(platform_address);
  AddressSet perhaps = routed_;
  for (const Zone& peer : peers_) {
    if (peer.path == Truth::yes)
      includes = includes | peer.sources;
    else if (peer.path == Truth::unknown)
      perhaps = perhaps | peer.sources;
  }
  const AddressSet never = is_closed_ ? AddressSet::everything() : public_;
  return {.includes = includes, .excludes = never - includes - perhaps};
}

TagContent AddressSpace::internet() const {
  if (subnet_ == nullptr)
    return {.excludes = AddressSet::everything() - public_};
  AddressSet includes = public_ - own_ - routed_;
  return {.includes = includes,
          .excludes = AddressSet::everything() - includes - (routed_ & public_)};
}

TagContent AddressSpace::tag(std::string_view name) const {
  const NetworkTag known = network_tag(name);
  const EffectiveTag* seen =
      effective(known == NetworkTag::none ? folded(name) : std::string(canonical_tag(known)));
  if (seen != nullptr)
    return {.includes = AddressSet(seen->prefixes), .complete = true};
  switch (known) {
    case NetworkTag::virtual_network:
      return virtual_network();
    case NetworkTag::load_balancer:
      return {.includes = AddressSet(platform_address), .complete = true};
    case NetworkTag::internet:
      return internet();
    case NetworkTag::none:
      break;
  }
  if (const ServiceTag* listed = find_service_tag(*inventory_, name))
    return {.includes = AddressSet(listed->prefixes), .complete = true};
  return {.excludes = (AddressSet::everything() - public_) | own_ |
                      (subnet_ == nullptr ? AddressSet{} : subnet_addresses())};
}

TagContent AddressSpace::security_group(std::string_view id) const {
  if (subnet_ == nullptr)
    return {};
  AddressSet members = members_of(*inventory_, id);
  AddressSet others = public_ - own_ - members;
  return {.includes = std::move(members), .excludes = std::move(others)};
}

bool AddressSpace::is_relative(std::string_view tag) {
  const NetworkTag known = network_tag(tag);
  return known == NetworkTag::virtual_network || known == NetworkTag::internet;
}

std::vector<Zone> AddressSpace::zones() const {
  std::vector<Zone> result;
  AddressSet rest = AddressSet::everything();
  const auto take = [&](Zone zone) {
    zone.sources = zone.sources & rest;
    rest = rest - zone.sources;
    if (!zone.sources.empty())
      result.push_back(std::move(zone));
  };
  std::string own = "the virtual network";
  if (subnet_ != nullptr) {
    if (const VirtualNetwork* body = parent<VirtualNetwork>(*inventory_, *subnet_))
      own = "virtual network " + std::string(inventory_->owner(*body).name());
  }
  take({AddressSet(platform_address), Truth::yes, "the platform's load balancer", {}});
  take({network_ | subnet_addresses_, Truth::yes, own, {}});
  for (const Zone& peer : peers_)
    take(peer);
  take({unroutable(), Truth::no, "addresses that no network carries", {}});
  take({AddressSet::everything() - public_,
        is_closed_ && routed_.empty() ? Truth::no : Truth::unknown, "private addresses elsewhere",
        is_closed_ ? open_routes_ : open_gateway_});
  take({routed_, Truth::unknown, "the internet, through what routes lead to", open_routes_});
  take({rest, knows_own_space() ? Truth::no : Truth::unknown, "the internet", open_space_});
  return result;
}

}  // namespace cachewarden::inline v0::reach
