#include "reach/way.hpp"

#include <algorithm>
#include <utility>

#include "reach/endpoint_links.hpp"
#include "reach/estate.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::Access;
using network::AddressSet;

std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

Truth truth_of(const Property<bool>& property, bool wanted) {
  return property.has_value() ? truth(*property == wanted) : Truth::unknown;
}

/// The ports of the table of facts.
std::vector<Listening> listening_of(const Inventory& inventory, std::string_view type,
                                    bool is_injected, Truth plain_text, Truth oss_cluster,
                                    const Ground& plain_ground, const Ground& cluster_ground) {
  std::vector<Listening> result;
  for (const PortFact& fact : inventory.facts().ports) {
    if (fact.injected != is_injected || !equal_folded(fact.type, type))
      continue;
    Listening one{.ports = fact.ports, .note = fact.note};
    if (fact.udp)
      one.protocols = network::ProtocolSet::with_ports();
    if (fact.use == PortUse::plain_text) {
      one.listens = plain_text;
      one.because = plain_ground;
    } else if (fact.use == PortUse::oss_cluster) {
      one.listens = oss_cluster;
      one.because = cluster_ground;
    }
    result.push_back(std::move(one));
  }
  return result;
}

/// The address that a text names.
AddressSet address_of(const Property<Text>& text) {
  if (!text.has_value())
    return {};
  const Result<Address> address = Address::parse(*text);
  return address ? AddressSet(Prefix(*address)) : AddressSet{};
}

/// The firewall rules of a cache as a layer. Without any everybody is let in.
/// Source: learn.microsoft.com/azure/azure-cache-for-redis/cache-network-isolation.
void add_firewall(const Inventory& inventory, const RedisCache& cache, Words& words,
                  Remarks& remarks, std::vector<ListDraft>& layers) {
  const Children<RedisFirewallRule> rules = children<RedisFirewallRule>(inventory, cache);
  ListDraft draft{.name = "firewall of " + quoted(inventory.owner(cache).name())};
  if (!rules.is_complete) {
    // There may be none, or further ones: neither can shut out what a known rule lets in.
    const Ground because = collection_ground<RedisFirewallRule>(&cache);
    remarks.lack(because, inventory);
    draft.add_all(
        5000, Access::allow,
        rules.items.empty() ? "firewall rules that were not collected" : "further firewall rules",
        {words.condition(because, text(because, inventory))});
  } else if (rules.items.empty()) {
    draft.add_all(100, Access::allow, "no firewall rules");
  }
  for (const RedisFirewallRule* rule : rules.items) {
    network::Rule each{.name = static_cast<std::uint32_t>(draft.origins.size()),
                       .priority = 100,
                       .access = Access::allow,
                       .destination = network::Side::anywhere()};
    draft.origins.push_back({.name = std::string(inventory.owner(*rule).name()), .firewall = rule});
    const bool is_known = rule->start_ip.has_value() && rule->end_ip.has_value();
    const Result<AddressRange> range =
        is_known ? AddressRange::parse(*rule->start_ip, *rule->end_ip)
                 : Result<AddressRange>(Error{ErrorCode::format, "not known"});
    if (range) {
      each.source.addresses = AddressSet(std::vector<AddressRange>{*range});
      if (range->last == Address::ipv4(0, 0, 0, 0))
        remarks.warn("firewall rule " + quoted(draft.origins.back().name) +
                     " is from 0.0.0.0 to 0.0.0.0, which elsewhere in Azure admits every tenant; "
                     "it is taken as that address alone");
    } else if (!is_known) {
      const Ground because =
          property_ground(rule->start_ip.has_value() ? &rule->end_ip : &rule->start_ip);
      remarks.lack(because, inventory);
      each.source = network::Side::anywhere();
      each.conditions.push_back(words.condition(because, text(because, inventory)));
    } else {
      remarks.warn("firewall rule " + quoted(draft.origins.back().name) +
                   " is no range of addresses and admits nobody");
    }
    draft.rules.push_back(std::move(each));
  }
  layers.push_back(std::move(draft));
}

/// The public endpoint. Its clients come from the internet, Azure's part of it included.
WayDraft public_way(Truth exists, std::string note) {
  WayDraft draft{};
  draft.way.kind = WayKind::public_endpoint;
  draft.way.exists = exists;
  draft.way.note = std::move(note);
  const AddressSet internet = public_addresses();
  draft.way.zones = {{internet, Truth::yes, "the internet", {}},
                     {AddressSet::everything() - internet,
                      Truth::no,
                      "addresses that the internet does not carry",
                      {}}};
  // The address itself does not matter: nothing filters by it.
  draft.destinations = AddressSet(Prefix(Address::ipv4(203, 0, 113, 1), 32));
  return draft;
}

bool is_routed_past(const Subnet& subnet) {
  const Property<EndpointPolicies>& policies = subnet.private_endpoint_network_policies;
  return policies.has_value() && (*policies == EndpointPolicies::disabled ||
                                  *policies == EndpointPolicies::route_table_enabled);
}

void take_zones(const AddressSpace& space, WayDraft& draft, Remarks& remarks) {
  for (Zone& zone : space.zones()) {
    if (zone.path == Truth::unknown)
      remarks.lack(zone.because, space.inventory());
    draft.way.zones.push_back(
        {std::move(zone.sources), zone.path, std::move(zone.what), zone.because});
  }
}

/// Source: learn.microsoft.com/azure/private-link/private-endpoint-overview, limitations.
void warn_of_ranges(const Inventory& inventory, const Resource* group, Remarks& remarks) {
  const auto* body = group == nullptr ? nullptr : inventory.body<NetworkSecurityGroup>(*group);
  if (body == nullptr)
    return;
  for (const UserSecurityRule* rule : children<UserSecurityRule>(inventory, *body).items) {
    if (rule->destination_ports.has_value() && rule->destination_ports->size() > 1)
      remarks.warn("rule " + quoted(inventory.owner(*rule).name()) +
                   " lists several port ranges, which may not work on private endpoints");
  }
}

/// Clients of another region do not reach the basic load balancer before an injected cache.
/// Source: learn.microsoft.com/azure/azure-cache-for-redis/cache-how-to-premium-vnet.
void warn_of_regions(const Inventory& inventory, const RedisCache& cache, const Subnet& subnet,
                     Remarks& remarks) {
  const VirtualNetwork* network = parent<VirtualNetwork>(inventory, subnet);
  if (network == nullptr || !cache.location.has_value())
    return;
  for (const auto* peering : children<VirtualNetworkPeering>(inventory, *network).items) {
    const auto* peer = target<VirtualNetwork>(inventory, *peering, peering->remote_virtual_network);
    if (peer != nullptr && peer->location.has_value() && *peer->location != *cache.location)
      remarks.warn("network " + quoted(inventory.owner(*peer).name()) +
                   " is in another region: its clients reach an injected cache only if that has a "
                   "standard load balancer, as zone-redundant ones have");
  }
}

/// One private endpoint as a way.
WayDraft endpoint_way(const Inventory& inventory, const Resource& cache, const EndpointLink& link,
                      Words& words, Remarks& remarks) {
  WayDraft draft{};
  draft.way.kind = WayKind::private_endpoint;
  draft.way.endpoint = link.endpoint;
  draft.way.exists = link.approved;
  if (link.approved != Truth::yes)
    draft.way.note = link.approved == Truth::no ? "the connection is not approved"
                                                : "whether the connection is approved is not known";
  const PrivateEndpoint* endpoint =
      link.endpoint == nullptr ? nullptr : inventory.body<PrivateEndpoint>(*link.endpoint);
  const Subnet* subnet =
      endpoint == nullptr ? nullptr : target<Subnet>(inventory, *endpoint, endpoint->subnet);
  if (subnet == nullptr) {
    // Nothing is known of its surroundings: everybody may get there.
    const Ground because = endpoint == nullptr
                               ? knowledge_ground("the private endpoint of a connection")
                               : property_ground(&endpoint->subnet);
    remarks.lack(because, inventory);
    draft.way.zones = {{AddressSet::everything(), Truth::unknown, "everybody", because}};
    draft.destinations = AddressSet(Prefix(Address::ipv4(10, 0, 0, 4), 32));
    return draft;
  }
  draft.way.subnet = &inventory.owner(*subnet);
  draft.space = std::make_unique<AddressSpace>(inventory, *subnet);
  draft.destinations = addresses_of(inventory, *endpoint);
  if (draft.destinations.empty())
    draft.destinations = draft.space->subnet_addresses();
  const Resource& owner = inventory.owner(*subnet);
  if (owner.parent != no_index)
    draft.way.name_resolves =
        name_resolves(inventory, cache, *endpoint, inventory.resource(owner.parent));
  take_zones(*draft.space, draft, remarks);
  // Nothing tells whether these rules filter what goes to private endpoints.
  add_admin_layer(inventory, *subnet, *draft.space, {.ignores_source_ports = true}, words, remarks,
                  draft.layers,
                  knowledge_ground("what security admin rules do to private "
                                   "endpoints"));
  if (is_routed_past(*subnet)) {
    if (subnet->private_endpoint_network_policies.state() == State::assumed &&
        !subnet->network_security_group.is_none())
      remarks.assume("network policies for private endpoints in subnet " +
                     quoted(draft.way.subnet->name()) +
                     " are taken to be Disabled, the documented default: its group filters "
                     "nothing there");
    return draft;
  }
  const std::size_t before = draft.layers.size();
  add_subnet_layer(inventory, *subnet, *draft.space, {.ignores_source_ports = true}, words, remarks,
                   draft.layers, &draft.way.group);
  warn_of_ranges(inventory, draft.way.group, remarks);
  const Property<EndpointPolicies>& policies = subnet->private_endpoint_network_policies;
  if (!policies.has_value() && draft.layers.size() > before) {
    // The group may do nothing at all.
    const Ground because = property_ground(&policies);
    remarks.lack(because, inventory);
    draft.layers.back().add_all(0, Access::allow, "network policies for private endpoints",
                                {words.condition(because, text(because, inventory))});
  }
  return draft;
}

}  // namespace

void Remarks::assume(std::string what) {
  if (std::find(assumptions.begin(), assumptions.end(), what) == assumptions.end())
    assumptions.push_back(std::move(what));
}

void Remarks::warn(std::string what) {
  if (std::find(warnings.begin(), warnings.end(), what) == warnings.end())
    warnings.push_back(std::move(what));
}

void Remarks::lack(const Ground& ground, const Inventory& inventory) {
  if (ground.kind == Ground::Kind::none)
    return;
  Remark remark{text(ground, inventory), ground};
  if (std::find(missing.begin(), missing.end(), remark) == missing.end())
    missing.push_back(std::move(remark));
}

void add_subnet_layer(const Inventory& inventory, const Subnet& subnet, const AddressSpace& space,
                      const GroupReading& reading, Words& words, Remarks& remarks,
                      std::vector<ListDraft>& layers, const Resource** group) {
  const Property<Text>& reference = subnet.network_security_group;
  if (reference.is_none())
    return;
  const auto* body = target<NetworkSecurityGroup>(inventory, subnet, reference);
  if (body == nullptr) {
    // There may be a group, with any rules.
    const Ground because = property_ground(&reference);
    remarks.lack(because, inventory);
    ListDraft draft{.name = "network security group of subnet " +
                            quoted(inventory.owner(subnet).name())};
    draft.add_all(0, Access::allow, "a group that is not known",
                  {words.condition(because, text(because, inventory))});
    draft.rules.back().direction = reading.direction;
    layers.push_back(std::move(draft));
    return;
  }
  const Resource& owner = inventory.owner(*body);
  *group = &owner;
  ListDraft draft{.name = "network security group " + quoted(owner.name())};
  if (!children<UserSecurityRule>(inventory, *body).is_complete)
    remarks.lack(collection_ground<UserSecurityRule>(body), inventory);
  for (const UserSecurityRule* rule : children<UserSecurityRule>(inventory, *body).items) {
    for (std::string& trouble : troubles(*rule, inventory))
      remarks.warn("rule " + quoted(inventory.owner(*rule).name()) + ": " + std::move(trouble));
  }
  add_group(*body, space, reading, words, draft);
  layers.push_back(std::move(draft));
}

std::vector<WayDraft> ways_of(const Inventory& inventory, const RedisCache& cache, Words& words,
                              Remarks& remarks) {
  std::vector<WayDraft> result;
  const Truth plain =
      cache.enable_non_ssl_port.has_value() ? truth(*cache.enable_non_ssl_port) : Truth::unknown;
  const Ground plain_ground = property_ground(&cache.enable_non_ssl_port);
  if (plain == Truth::unknown)
    remarks.lack(plain_ground, inventory);
  const auto listening = [&](bool is_injected) {
    return listening_of(inventory, RedisCache::type.arm, is_injected, plain, Truth::no,
                        plain_ground, {});
  };
  // Only Premium caches are injected.
  const bool may_be_injected = !cache.sku_name.has_value() || *cache.sku_name == RedisTier::premium;
  Truth injected = Truth::no;
  if (cache.subnet_id.has_value())
    injected = truth(!cache.subnet_id->empty());
  else if (cache.subnet_id.is_gap() && may_be_injected)
    injected = Truth::unknown;
  if (injected != Truth::no) {
    WayDraft draft{};
    draft.way.kind = WayKind::injected;
    draft.way.exists = injected;
    draft.listening = listening(true);
    const Subnet* subnet = target<Subnet>(inventory, cache, cache.subnet_id);
    if (subnet == nullptr) {
      const Ground because = property_ground(&cache.subnet_id);
      remarks.lack(because, inventory);
      draft.way.note = "the subnet is not known";
      draft.way.zones = {{AddressSet::everything(), Truth::unknown, "everybody", because}};
      draft.destinations = AddressSet(Prefix(Address::ipv4(10, 0, 0, 4), 32));
      ListDraft unknown{.name = "network security group of the subnet"};
      unknown.add_all(0, Access::allow, "a group that is not known",
                      {words.condition(because, text(because, inventory))});
      draft.layers.push_back(std::move(unknown));
    } else {
      draft.way.subnet = &inventory.owner(*subnet);
      draft.space = std::make_unique<AddressSpace>(inventory, *subnet);
      // Clients are led to the static address; the other nodes stand elsewhere in the subnet.
      draft.destinations = draft.space->subnet_addresses();
      for (Listening& each : draft.listening) {
        if (each.ports.last <= 6380)
          each.only_at = address_of(cache.static_ip);
      }
      take_zones(*draft.space, draft, remarks);
      warn_of_regions(inventory, cache, *subnet, remarks);
      add_admin_layer(inventory, *subnet, *draft.space, {}, words, remarks, draft.layers);
      add_subnet_layer(inventory, *subnet, *draft.space, {}, words, remarks, draft.layers,
                       &draft.way.group);
      if (!children<RedisFirewallRule>(inventory, cache).items.empty())
        remarks.assume(
            "firewall rules are taken not to filter the private addresses of an "
            "injected cache: its documentation no longer says that they do");
    }
    result.push_back(std::move(draft));
  }
  const Truth open = truth_of(cache.public_network_access, true);
  if (injected == Truth::yes) {
    result.push_back(public_way(Truth::no, "the cache is injected into a virtual network"));
  } else {
    WayDraft draft = public_way(open & !injected, {});
    if (open == Truth::no)
      draft.way.note = "public network access is disabled";
    if (open == Truth::unknown)
      remarks.lack(property_ground(&cache.public_network_access), inventory);
    if (cache.public_network_access.state() == State::defaulted)
      remarks.assume("public network access is not set and taken to be Enabled, its default");
    draft.listening = listening(false);
    if (draft.way.exists != Truth::no)
      add_firewall(inventory, cache, words, remarks, draft.layers);
    result.push_back(std::move(draft));
  }
  if (injected == Truth::yes)
    return result;  // The service refuses both.
  bool is_complete = false;
  for (const EndpointLink& link : endpoints_of(inventory, cache, is_complete)) {
    WayDraft draft = endpoint_way(inventory, inventory.owner(cache), link, words, remarks);
    draft.listening = listening(false);
    result.push_back(std::move(draft));
  }
  if (!is_complete) {
    remarks.ways_known = false;
    remarks.lack(collection_ground<RedisPrivateEndpointConnection>(&cache), inventory);
  }
  return result;
}

std::vector<WayDraft> ways_of(const Inventory& inventory, const RedisEnterprise& cluster,
                              Words& words, Remarks& remarks) {
  std::vector<WayDraft> result;
  bool is_complete = false;
  const std::vector<EndpointLink> links = endpoints_of(inventory, cluster, is_complete);
  // With the policy OSSCluster clients talk to nodes.
  const Children<RedisEnterpriseDatabase> databases =
      children<RedisEnterpriseDatabase>(inventory, cluster);
  Truth oss = databases.is_complete ? Truth::no : Truth::unknown;
  Ground oss_ground = collection_ground<RedisEnterpriseDatabase>(&cluster);
  for (const RedisEnterpriseDatabase* database : databases.items) {
    const auto& policy = database->clustering_policy;
    const Truth one = policy.has_value() ? truth(*policy == ClusteringPolicy::oss_cluster)
                                         : (policy.is_none() ? Truth::no : Truth::unknown);
    if (one >= oss) {
      oss = one;
      oss_ground = property_ground(&policy);
    }
  }
  const auto listening = [&] {
    return listening_of(inventory, RedisEnterprise::type.arm, false, Truth::no, oss, {},
                        oss_ground);
  };
  Truth has_endpoint = is_complete ? Truth::no : Truth::unknown;
  for (const EndpointLink& link : links)
    has_endpoint = has_endpoint | (link.approved == Truth::no ? Truth::no : link.approved);
  // Without the property: private only where there is an endpoint, public where there is none.
  // Source: learn.microsoft.com/azure/redis/private-link.
  const Property<bool>& access = cluster.public_network_access;
  Truth open = Truth::unknown;
  std::string note;
  if (access.has_value()) {
    open = truth(*access);
    note = open == Truth::no ? "public network access is disabled" : "";
  } else if (access.is_none()) {
    open = !has_endpoint;
    note = open == Truth::yes ? "public network access is not set and there is no private endpoint"
                              : "public network access is not set: a private endpoint closes it";
    if (has_endpoint == Truth::unknown)
      remarks.lack(collection_ground<RedisEnterprisePrivateEndpointConnection>(&cluster),
                   inventory);
  } else {
    remarks.lack(property_ground(&access), inventory);
  }
  WayDraft draft = public_way(open, std::move(note));
  draft.listening = listening();
  result.push_back(std::move(draft));
  for (const EndpointLink& link : links) {
    WayDraft each = endpoint_way(inventory, inventory.owner(cluster), link, words, remarks);
    each.listening = listening();
    result.push_back(std::move(each));
  }
  if (!is_complete) {
    remarks.ways_known = false;
    remarks.lack(collection_ground<RedisEnterprisePrivateEndpointConnection>(&cluster), inventory);
  }
  return result;
}

}  // namespace cachewarden::inline v0::reach
