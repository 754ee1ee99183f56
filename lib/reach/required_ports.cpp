#include "cachewarden/reach/required_ports.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "cachewarden/network/contract.hpp"
#include "cachewarden/network/lint.hpp"
#include "reach/estate.hpp"
#include "reach/tell.hpp"
#include "reach/way.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::AddressSet;
using network::Direction;
using Peer = RequiredPeer;

constexpr Direction in = Direction::inbound;
constexpr Direction out = Direction::outbound;

/// Rows on clients are left to contracts: the documentation cannot know them. DNS of the platform
/// passes groups by.
constexpr RequiredPort all_rows[] = {
    {in, {6379, 6380}, true, false, Peer::own_subnet, "clients, from node to node"},
    {in, {6379, 6380}, true, false, Peer::load_balancer, "clients, load balancing"},
    {in, {8443, 8443}, true, false, Peer::own_subnet, "traffic inside the service"},
    {in, {8500, 8500}, true, true, Peer::load_balancer, "load balancing"},
    {in, {10221, 10231}, true, false, Peer::own_subnet, "nodes of clusters"},
    {in, {10221, 10231}, true, false, Peer::load_balancer, "nodes of clusters"},
    {in, {13000, 13999}, true, false, Peer::own_subnet, "nodes of clusters"},
    {in, {13000, 13999}, true, false, Peer::load_balancer, "nodes of clusters"},
    {in, {15000, 15999}, true, false, Peer::own_subnet, "nodes of clusters and geo-replication"},
    {in, {15000, 15999}, true, false, Peer::load_balancer, "nodes of clusters and geo-replication"},
    {in, {15000, 15999}, true, false, Peer::geo_replica, "geo-replication"},
    {in, {16001, 16001}, true, true, Peer::load_balancer, "load balancing"},
    {in, {20226, 20226}, true, false, Peer::own_subnet, "traffic inside the service"},
    {out, {80, 80}, true, false, Peer::internet, "storage and certificates"},
    {out, {443, 443}, true, false, Peer::internet, "storage, keys, certificates and updates"},
    {out, {12000, 12000}, true, false, Peer::monitor, "monitoring"},
    {out, {123, 123}, false, true, Peer::internet, "time"},
    {out, {1688, 1688}, true, false, Peer::internet, "activation of the operating system"},
    {out, {8443, 8443}, true, false, Peer::own_subnet, "traffic inside the service"},
    {out, {10221, 10231}, true, false, Peer::own_subnet, "nodes of clusters"},
    {out, {20226, 20226}, true, false, Peer::own_subnet, "traffic inside the service"},
    {out, {13000, 13999}, true, false, Peer::own_subnet, "nodes of clusters"},
    {out, {15000, 15999}, true, false, Peer::own_subnet, "nodes of clusters and geo-replication"},
    {out, {15000, 15999}, true, false, Peer::geo_replica, "geo-replication"},
    {out, {6379, 6380}, true, false, Peer::own_subnet, "clients, from node to node"},
};

/// The group of one direction.
struct Side {
  Words words{};
  std::vector<ListDraft> layers{};
  network::Path path{};
};

std::optional<Error> fill_side(Side& side, const Inventory& inventory, const Subnet& subnet,
                               const AddressSpace& space, Direction direction) {
  Remarks remarks;
  const Resource* group = nullptr;
  const GroupReading reading{.direction = direction};
  add_admin_layer(inventory, subnet, space, reading, side.words, remarks, side.layers);
  add_subnet_layer(inventory, subnet, space, reading, side.words, remarks, side.layers, &group);
  const auto vocabulary = side.words.vocabulary();
  if (!vocabulary)
    return vocabulary.error();
  Result<network::Stage> stage = make_stage(side.layers, direction, *vocabulary);
  if (!stage)
    return stage.error();
  side.path.stages.push_back(*std::move(stage));
  return std::nullopt;
}

ReachProof proof_of(const network::Witness& witness, const Side& side, const Inventory& inventory) {
  ReachProof result{.packet = witness.packet, .reaches = witness.contained};
  for (const network::Case& each : witness.cases) {
    if (each.contained)
      continue;
    const std::vector<std::uint32_t>& chain = each.explanations.front().chain;
    for (std::size_t layer = 0; layer < chain.size(); ++layer) {
      if (chain[layer] != network::not_reached)
        result.chain.push_back(
            step_of(side.path.layer(layer), chain[layer], side.layers[layer], inventory));
    }
    if (witness.contained == Truth::unknown)
      result.when = tell(each.assuming, witness.packet, side.words);
  }
  return result;
}

/// Whether all of AzureMonitor gets through, whatever its addresses are: a rule above all others
/// that lets it through would then change nothing. Some of the internet being shut proves nothing.
Truth admits_tag(const Side& side, const Subnet& subnet, const Inventory& inventory,
                 const network::Region& region, const network::Limits& limits) {
  const Result<network::Judgement> shut =
      network::judge(side.path, network::Demand::deny, region, limits);
  if (shut && shut->met == Truth::yes)
    return Truth::no;
  const AddressSpace space(inventory, subnet);
  Side own;
  Remarks remarks;
  const Resource* group = nullptr;
  add_subnet_layer(inventory, subnet, space, {.direction = out}, own.words, remarks, own.layers,
                   &group);
  if (own.layers.size() != side.layers.size() || own.layers.empty())
    return Truth::unknown;
  ListDraft open = own.layers.front();
  open.add_all(0, network::Access::allow, "all of AzureMonitor");
  open.rules.back().direction = out;
  open.rules.back().destination = {.sets = {own.words.tag("AzureMonitor", space)}};
  const auto vocabulary = own.words.vocabulary();
  if (!vocabulary)
    return Truth::unknown;
  const Result<network::RuleList> first = make_list(open, out, *vocabulary);
  const Result<network::RuleList> second = make_list(own.layers.front(), out, *vocabulary);
  if (!first || !second)
    return Truth::unknown;
  const Result<network::Comparison> compared =
      network::compare(path_of(*first), path_of(*second), region, limits);
  return compared && compared->equivalent ? Truth::yes : Truth::unknown;
}

}  // namespace

std::string_view required_ports_version() noexcept {
  return "2024-12";
}

std::span<const RequiredPort> required_ports() noexcept {
  return all_rows;
}

namespace {

/// Linked caches, each with the addresses of its subnet; none where these are not known.
struct Replica {
  const Resource* cache = nullptr;
  AddressSet addresses{};
};

std::vector<Replica> replicas_of(const Inventory& inventory, const RedisCache& cache) {
  std::vector<Replica> result;
  for (const RedisLinkedServer* link : children<RedisLinkedServer>(inventory, cache).items) {
    const auto* other = target<RedisCache>(inventory, *link, link->linked_redis_cache_id);
    Replica replica{.cache = other == nullptr ? &inventory.owner(*link) : &inventory.owner(*other)};
    const Subnet* subnet =
        other == nullptr ? nullptr : target<Subnet>(inventory, *other, other->subnet_id);
    if (subnet != nullptr) {
      const AddressSpace space(inventory, *subnet);
      if (space.knows_subnet())
        replica.addresses = space.subnet_addresses();
    }
    result.push_back(std::move(replica));
  }
  return result;
}

/// The rows on one cache.
class RowChecker {
 public:
  RowChecker(const Inventory& inventory, const Subnet& subnet, const network::Limits& limits)
      : inventory_(inventory), subnet_(subnet), limits_(limits), space_(inventory, subnet) {}

  /// What filters packets of a direction.
  std::optional<Error> fill(Direction direction) {
    return fill_side(direction == in ? inbound_ : outbound_, inventory_, subnet_, space_,
                     direction);
  }
  [[nodiscard]] bool filters() const {
    return !inbound_.layers.empty() || !outbound_.layers.empty();
  }

  [[nodiscard]] RequiredAnswer check(const RequiredPort& row) const {
    return check(row, packets_of(row));
  }
  [[nodiscard]] RequiredAnswer check(const RequiredPort& row, const Replica& replica) const {
    RequiredAnswer answer = replica.addresses.empty()
                                ? RequiredAnswer{.row = &row}
                                : check(row, Packets{region_of(row, replica.addresses), true});
    answer.replica = replica.cache;
    return answer;
  }
  /// Some of the packets of a row that is met are let through by a default rule of the group.
  [[nodiscard]] bool is_by_default(const RequiredPort& row, const Replica* replica) const {
    const network::Region region =
        replica != nullptr ? region_of(row, replica->addresses) : packets_of(row).region;
    const Side& side = side_of(row);
    for (std::size_t layer = 0; layer < side.layers.size(); ++layer) {
      const network::RuleList& list = side.path.layer(layer);
      const auto found = network::deciding_rules(list, region, limits_);
      if (found && std::any_of(found->begin(), found->end(), [&](std::uint32_t rule) {
            return rule < list.rules().size() && list.rules()[rule].is_default &&
                   list.rules()[rule].access == network::Access::allow;
          }))
        return true;
    }
    return false;
  }
  /// All packets of rows that have the direction, the peer and the protocols of one surely pass.
  [[nodiscard]] bool passes_all(const std::vector<const RequiredPort*>& rows,
                                const RequiredPort& like) const {
    Packets packets = packets_of(like);
    packets.region.destination_ports.clear();
    for (const RequiredPort* row : rows) {
      if (are_alike(*row, like))
        packets.region.destination_ports.push_back(row->ports);
    }
    const Result<network::Judgement> judged =
        network::judge(side_of(like).path, network::Demand::allow, packets.region, limits_);
    return judged && judged->met == Truth::yes;
  }
  [[nodiscard]] static bool are_alike(const RequiredPort& a, const RequiredPort& b) {
    return a.direction == b.direction && a.peer == b.peer && a.tcp == b.tcp && a.udp == b.udp;
  }

 private:
  /// The packets of a row, and whether these are all of them and no others.
  struct Packets {
    network::Region region{};
    bool is_exact = true;
  };
  [[nodiscard]] const Side& side_of(const RequiredPort& row) const {
    return row.direction == in ? inbound_ : outbound_;
  }
  [[nodiscard]] Packets packets_of(const RequiredPort& row) const {
    const AddressSet ipv4 = AddressSet::everything(AddressFamily::ipv4);
    switch (row.peer) {
      case Peer::load_balancer:
        return {region_of(row, AddressSet(platform_address))};
      case Peer::internet:
        return {region_of(row, space_.internet_sources() & ipv4)};
      case Peer::monitor: {
        const ServiceTag* tag = find_service_tag(inventory_, "AzureMonitor");
        return tag != nullptr ? Packets{region_of(row, AddressSet(tag->prefixes) & ipv4)}
                              : Packets{region_of(row, space_.internet_sources() & ipv4), false};
      }
      default:
        return {region_of(row, space_.subnet_addresses())};
    }
  }
  [[nodiscard]] network::Region region_of(const RequiredPort& row, const AddressSet& peer) const {
    const AddressSet own = space_.subnet_addresses();
    network::Region region{.protocols = network::ProtocolSet::none(),
                           .sources = row.direction == in ? peer : own,
                           .destinations = row.direction == in ? own : peer,
                           .destination_ports = {row.ports}};
    if (row.tcp)
      region.protocols = region.protocols | network::Protocol::tcp;
    if (row.udp)
      region.protocols = region.protocols | network::Protocol::udp;
    return region;
  }
  [[nodiscard]] RequiredAnswer check(const RequiredPort& row, const Packets& packets) const {
    const Side& side = side_of(row);
    RequiredAnswer answer{.row = &row};
    const Result<network::Judgement> judged =
        network::judge(side.path, network::Demand::allow, packets.region, limits_);
    if (!judged)
      return answer;
    answer.met = judged->met;
    if (!packets.is_exact && answer.met != Truth::yes)
      answer.met = admits_tag(side, subnet_, inventory_, packets.region, limits_);
    if (answer.met != Truth::yes && judged->witness)
      answer.proof = proof_of(*judged->witness, side, inventory_);
    return answer;
  }

  const Inventory& inventory_;
  const Subnet& subnet_;
  const network::Limits& limits_;
  AddressSpace space_;
  Side inbound_{};
  Side outbound_{};
};

}  // namespace

std::string_view name(RequiredPeer peer) noexcept {
  constexpr std::string_view names[] = {"",
                                        "the nodes of the cache",
                                        "the load balancer",
                                        "the internet",
                                        "AzureMonitor",
                                        "a geo-replica"};
  return names[static_cast<std::size_t>(peer)];
}

namespace {

/// The rows that are chosen, with who checks them; no checker where nothing filters.
struct Asked {
  std::vector<const RequiredPort*> rows{};
  std::unique_ptr<RowChecker> checker{};
  std::vector<Replica> replicas{};
};

Result<Asked> asked(const Inventory& inventory, const RedisCache& cache,
                    const network::Limits& limits, RowChoice is_asked) {
  const Subnet* subnet = target<Subnet>(inventory, cache, cache.subnet_id);
  if (subnet == nullptr)
    return Error{ErrorCode::argument, "the cache is not injected into a subnet that is known"};
  Asked result;
  for (const RequiredPort& row : all_rows) {
    if (is_asked(row))
      result.rows.push_back(&row);
  }
  auto checker = std::make_unique<RowChecker>(inventory, *subnet, limits);
  for (const Direction direction : {in, out}) {
    const bool is_needed =
        std::any_of(result.rows.begin(), result.rows.end(),
                    [=](const RequiredPort* row) { return row->direction == direction; });
    if (!is_needed)
      continue;
    if (auto error = checker->fill(direction))
      return *error;
  }
  if (!checker->filters())
    return result;
  result.checker = std::move(checker);
  result.replicas = replicas_of(inventory, cache);
  return result;
}

}  // namespace

Result<std::vector<RequiredAnswer>> check_required_ports(const Inventory& inventory,
                                                         const RedisCache& cache,
                                                         const network::Limits& limits) {
  const Result<Asked> all =
      asked(inventory, cache, limits, [](const RequiredPort&) { return true; });
  if (!all)
    return all.error();
  std::vector<RequiredAnswer> result;
  if (all->checker == nullptr)
    return result;
  const auto add = [&](RequiredAnswer answer, const Replica* replica) {
    if (answer.met == Truth::yes)
      answer.is_by_default = all->checker->is_by_default(*answer.row, replica);
    result.push_back(std::move(answer));
  };
  for (const RequiredPort* row : all->rows) {
    if (row->peer != Peer::geo_replica) {
      add(all->checker->check(*row), nullptr);
      continue;
    }
    for (const Replica& each : all->replicas)
      add(all->checker->check(*row, each), &each);
  }
  return result;
}

Result<std::vector<RequiredAnswer>> unmet_required_ports(const Inventory& inventory,
                                                         const RedisCache& cache,
                                                         const network::Limits& limits,
                                                         RowChoice is_asked) {
  const Result<Asked> all = asked(inventory, cache, limits, is_asked);
  if (!all)
    return all.error();
  std::vector<RequiredAnswer> result;
  if (all->checker == nullptr)
    return result;
  const RowChecker& checker = *all->checker;
  const auto add = [&result](RequiredAnswer answer) {
    if (answer.met != Truth::yes)
      result.push_back(std::move(answer));
  };
  // Mostly all is well, which one question on rows that are alike tells.
  std::vector<std::pair<const RequiredPort*, bool>> passes;
  for (const RequiredPort* row : all->rows) {
    if (row->peer == Peer::geo_replica) {
      for (const Replica& each : all->replicas)
        add(checker.check(*row, each));
      continue;
    }
    auto known = std::find_if(passes.begin(), passes.end(), [row](const auto& each) {
      return RowChecker::are_alike(*each.first, *row);
    });
    if (known == passes.end())
      known = passes.insert(known, {row, checker.passes_all(all->rows, *row)});
    if (!known->second)
      add(checker.check(*row));
  }
  return result;
}

}  // namespace cachewarden::inline v0::reach
