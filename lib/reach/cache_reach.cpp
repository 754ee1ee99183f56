#include "cachewarden/reach/cache_reach.hpp"

#include <algorithm>
#include <utility>

#include "cachewarden/network/certificate.hpp"
#include "reach/estate.hpp"
#include "reach/tell.hpp"
#include "reach/way.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::AddressSet;
using network::PacketSet;
using network::Protocol;
using network::Region;
using network::Which;

/// Ports of one kind, protocol by protocol.
struct Asked {
  PortRange ports{};
  Protocol protocol = Protocol::tcp;
  Truth listens = Truth::no;
  std::string note{};
  AddressSet destinations{};
};

/// Everything of one question.
class CacheQuestion {
 public:
  CacheQuestion(const Inventory& inventory, const Resource& cache, const ReachOptions& options)
      : inventory_(inventory), cache_(cache), options_(options) {
    from_ = options.from ? *options.from : AddressSet::everything();
  }

  Result<CacheReach> run();

 private:
  void add_client();
  void resolve_name(Way& way) const;
  std::optional<Error> answer(WayDraft& draft,
                              const std::shared_ptr<const network::Vocabulary>& vocabulary);
  [[nodiscard]] std::vector<Asked> asked(const WayDraft& draft) const;
  void leave_open(const Asked& asked, Way& way) const;
  std::optional<Error> answer(const Asked& asked, const WayDraft& draft, const PacketSet& set,
                              const network::Path& path, Way& way);
  [[nodiscard]] std::optional<ReachProof> proof(const PortReach& port, const Asked& asked,
                                                const WayDraft& draft, const PacketSet& set,
                                                const network::Path& path, const Way& way) const;
  [[nodiscard]] ChainStep step(const network::Path& path, std::size_t layer, std::uint32_t rule,
                               const WayDraft& draft) const;

  const Inventory& inventory_;
  const Resource& cache_;
  const ReachOptions& options_;
  AddressSet from_{};
  Words words_{};
  Remarks remarks_{};
  std::unique_ptr<AddressSpace> client_space_{};
  std::vector<ListDraft> client_{};
};

/// The group of the client's subnet, which filters what leaves it.
void CacheQuestion::add_client() {
  const Subnet* subnet =
      options_.from_subnet == nullptr ? nullptr : inventory_.body<Subnet>(*options_.from_subnet);
  if (subnet == nullptr)
    return;
  client_space_ = std::make_unique<AddressSpace>(inventory_, *subnet);
  const Resource* group = nullptr;
  const GroupReading reading{.direction = network::Direction::outbound};
  add_admin_layer(inventory_, *subnet, *client_space_, reading, words_, remarks_, client_);
  add_interface_layers(inventory_, *subnet, *client_space_, reading, words_, remarks_, client_);
  add_subnet_layer(inventory_, *subnet, *client_space_, reading, words_, remarks_, client_, &group);
}

/// Whether the name of the cache leads the clients that are asked about to its endpoint.
void CacheQuestion::resolve_name(Way& way) const {
  if (options_.from_subnet == nullptr || options_.from_subnet->parent == no_index ||
      way.endpoint == nullptr)
    return;
  const auto* endpoint = inventory_.body<PrivateEndpoint>(*way.endpoint);
  if (endpoint == nullptr)
    return;
  way.client_network = &inventory_.resource(options_.from_subnet->parent);
  way.client_name_resolves = name_resolves(inventory_, cache_, *endpoint, *way.client_network);
}

/// The ports that are asked for, cut where rules of the way cut them.
std::vector<Asked> CacheQuestion::asked(const WayDraft& draft) const {
  std::vector<std::uint32_t> cuts;
  const auto cut = [&cuts](const PortRange& range) {
    cuts.push_back(range.first);
    cuts.push_back(range.last + 1U);
  };
  for (const auto* layers : {&draft.layers, &client_}) {
    for (const ListDraft& layer : *layers)
      for (const network::Rule& rule : layer.rules)
        for (const PortRange& range : rule.destination_ports)
          cut(range);
  }
  for (const Listening& each : draft.listening)
    cut(each.ports);
  for (const PortRange& range : options_.ports)
    cut(range);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());

  std::vector<Asked> result;
  const auto add = [&](const PortRange& range, const Listening* listening) {
    std::uint32_t first = range.first;
    while (first <= range.last) {
      const auto next = std::upper_bound(cuts.begin(), cuts.end(), first);
      const std::uint32_t end = next == cuts.end() ? 65536U : *next;
      const std::uint32_t last = std::min<std::uint32_t>(end - 1, range.last);
      Asked one{.ports = {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)},
                .note = "the service does not listen there",
                .destinations = draft.destinations};
      if (listening != nullptr) {
        one.listens = listening->listens;
        one.note = listening->note;
        if (!listening->only_at.empty())
          one.destinations = listening->only_at;
      }
      for (const Protocol protocol : {Protocol::tcp, Protocol::udp}) {
        const bool is_meant = listening == nullptr ? protocol == Protocol::tcp
                                                   : listening->protocols.contains(protocol);
        one.protocol = protocol;
        if (is_meant)
          result.push_back(one);
      }
      first = last + 1;
    }
  };
  if (options_.ports.empty()) {
    for (const Listening& each : draft.listening)
      add(each.ports, &each);
  }
  for (const PortRange& range : options_.ports) {
    std::uint32_t first = range.first;
    while (first <= range.last) {
      const auto next = std::upper_bound(cuts.begin(), cuts.end(), first);
      const std::uint32_t end = next == cuts.end() ? 65536U : *next;
      const PortRange piece{
          static_cast<std::uint16_t>(first),
          static_cast<std::uint16_t>(std::min<std::uint32_t>(end - 1, range.last))};
      const auto at =
          std::find_if(draft.listening.begin(), draft.listening.end(),
                       [&](const Listening& each) { return each.ports.contains(piece); });
      add(piece, at == draft.listening.end() ? nullptr : &*at);
      first = piece.last + 1U;
    }
  }
  return result;
}

ChainStep CacheQuestion::step(const network::Path& path, std::size_t layer, std::uint32_t rule,
                              const WayDraft& draft) const {
  const ListDraft& from =
      layer < client_.size() ? client_[layer] : draft.layers[layer - client_.size()];
  return step_of(path.layer(layer), rule, from, inventory_);
}

std::optional<ReachProof> CacheQuestion::proof(const PortReach& port, const Asked& asked,
                                               const WayDraft& draft, const PacketSet& set,
                                               const network::Path& path, const Way& way) const {
  Region region{.protocols = port.protocol,
                .sources = port.reached_from - AddressSet(platform_address),
                .destinations = asked.destinations,
                .destination_ports = {port.ports}};
  std::optional<network::Packet> packet = set.first(Which::surely, region);
  if (!packet) {
    region.sources = port.maybe_reached_from - AddressSet(platform_address);
    packet = set.first(Which::possibly, region);
  }
  if (!packet) {
    region.sources = from_ & public_addresses();
    packet = set.first(Which::surely_not, region);
  }
  if (!packet) {
    region.sources = from_;
    packet = set.first(Which::surely_not, region);
  }
  if (!packet)
    return std::nullopt;
  const network::Witness witness = set.witness(*packet);
  ReachProof result{.packet = *packet, .reaches = witness.contained};
  if (!witness.cases.empty()) {
    const network::Case& first = witness.cases.front();
    const std::vector<std::uint32_t>& chain = first.explanations.front().chain;
    for (std::size_t layer = 0; layer < chain.size(); ++layer) {
      if (chain[layer] != network::not_reached)
        result.chain.push_back(step(path, layer, chain[layer], draft));
    }
    if (witness.contained == Truth::unknown)
      result.when = tell(first.assuming, *packet, words_);
  }
  for (const network::Atom& atom : witness.hinges) {
    std::string hinge = tell({atom, true}, *packet, words_);
    result.hinges.push_back(std::move(hinge));
  }
  for (const PathZone& zone : way.zones) {
    if (!zone.sources.contains(packet->source))
      continue;
    result.reaches = result.reaches & zone.path;
    if (zone.path == Truth::unknown)
      result.hinges.push_back("a path from " + zone.what +
                              (zone.because.kind == Ground::Kind::none
                                   ? ""
                                   : ", which " + text(zone.because, inventory_) + " decides"));
  }
  result.reaches = result.reaches & port.listens & way.exists;
  return result;
}

std::optional<Error> CacheQuestion::answer(const Asked& asked, const WayDraft& draft,
                                           const PacketSet& set, const network::Path& path,
                                           Way& way) {
  PortReach port{.ports = asked.ports,
                 .protocol = asked.protocol,
                 .listens = asked.listens,
                 .note = asked.note};
  // A source of the other family has no packets to the cache.
  AddressSet from;
  for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6}) {
    const AddressSet all = AddressSet::everything(family);
    if (!(asked.destinations & all).empty())
      from = from | (from_ & all);
  }
  const Region region{.protocols = asked.protocol,
                      .sources = from,
                      .destinations = asked.destinations,
                      .destination_ports = {asked.ports}};
  // Of several addresses that the cache may have, only what holds at each is sure.
  const AddressSet always = from - set.sources(Which::possibly_not, region);
  const bool is_one_address = asked.destinations.count() == network::Count(1);
  port.allowed = is_one_address ? set.sources(Which::surely, region) : always;
  const AddressSet possible = set.sources(Which::possibly, region);
  port.maybe_allowed = possible - port.allowed;
  AddressSet sure;
  AddressSet perhaps;
  for (const PathZone& zone : way.zones) {
    if (zone.path == Truth::yes)
      sure = sure | zone.sources;
    if (zone.path != Truth::no)
      perhaps = perhaps | zone.sources;
  }
  if ((port.listens & way.exists) == Truth::yes)
    port.reached_from = port.allowed & sure;
  if ((port.listens & way.exists) != Truth::no)
    port.maybe_reached_from = (possible & perhaps) - port.reached_from;
  // Probes of the platform get everywhere and are nobody.
  const AddressSet platform(platform_address);
  if (!(port.reached_from - platform).empty())
    port.reached = Truth::yes;
  else
    port.reached =
        truth(false) | ((port.maybe_reached_from - platform).empty() ? Truth::no : Truth::unknown);
  if (!way.ports.empty()) {
    PortReach& last = way.ports.back();
    if (last.protocol == port.protocol && last.ports.last + 1U == port.ports.first &&
        last.note == port.note && last.listens == port.listens && last.allowed == port.allowed &&
        last.maybe_allowed == port.maybe_allowed) {
      last.ports.last = port.ports.last;
      return std::nullopt;
    }
  }
  if (options_.proofs)
    port.proof = proof(port, asked, draft, set, path, way);
  if (options_.verify) {
    bool open = true;
    bool shut = true;
    Region part = region;
    part.sources = always;
    if (!always.empty()) {
      open = false;
      if (auto error = verify({path}, part, {.kind = network::ClaimKind::all_allowed},
                              options_.limits, open))
        return error;
    }
    part.sources = from - possible;
    if (!part.sources.empty()) {
      shut = false;
      if (auto error = verify({path}, part, {.kind = network::ClaimKind::none_allowed},
                              options_.limits, shut))
        return error;
    }
    port.verified = open && shut && always == port.allowed;
  }
  way.ports.push_back(std::move(port));
  return std::nullopt;
}

std::optional<Error> CacheQuestion::answer(
    WayDraft& draft, const std::shared_ptr<const network::Vocabulary>& vocabulary) {
  Way& way = draft.way;
  network::Path path;
  const auto add = [&](const std::vector<ListDraft>& layers,
                       network::Direction direction) -> std::optional<Error> {
    if (layers.empty())
      return std::nullopt;
    Result<network::Stage> stage = make_stage(layers, direction, vocabulary);
    if (!stage)
      return stage.error();
    path.stages.push_back(*std::move(stage));
    return std::nullopt;
  };
  if (auto error = add(client_, network::Direction::outbound))
    return error;
  if (auto error = add(draft.layers, network::Direction::inbound))
    return error;
  const std::vector<Asked> all = asked(draft);
  if (all.empty())
    return std::nullopt;
  Region region{.protocols = network::ProtocolSet::none(), .sources = from_};
  region.destinations = {};
  region.destination_ports.clear();
  for (const Asked& each : all) {
    region.protocols = region.protocols | each.protocol;
    region.destinations = region.destinations | each.destinations;
    region.destination_ports.push_back(each.ports);
  }
  const Result<PacketSet> set = network::decide(path, region, options_.limits);
  if (!set && set.error().code != ErrorCode::limit)
    return set.error();
  // Too much at once: one port range after the other, within the same limits all together. To look
  // at the rules for one range costs some steps for each of them already.
  constexpr std::uint64_t steps_of_rule = 64;
  std::uint64_t rules = 1;
  for (std::size_t layer = 0; layer < path.layer_count(); ++layer)
    rules += path.layer(layer).rules().size();
  network::Limits part = options_.limits;
  part.work = options_.limits.slice_work / all.size();
  if (part.work < steps_of_rule * rules)
    part.work = 0;
  for (const Asked& each : all) {
    const Result<PacketSet> alone = set ? set
                                        : network::decide(path,
                                                          {.protocols = each.protocol,
                                                           .sources = from_,
                                                           .destinations = each.destinations,
                                                           .destination_ports = {each.ports}},
                                                          part);
    if (!alone) {
      leave_open(each, way);
      continue;
    }
    if (auto error = answer(each, draft, *alone, path, way))
      return error;
  }
  return std::nullopt;
}

/// Nothing can be said of a port.
void CacheQuestion::leave_open(const Asked& asked, Way& way) const {
  const bool is_open = (asked.listens & way.exists) != Truth::no;
  way.complete = false;
  way.note = "the rules are too many to be worked out within the limits";
  way.ports.push_back({.ports = asked.ports,
                       .protocol = asked.protocol,
                       .listens = asked.listens,
                       .reached = is_open ? Truth::unknown : Truth::no,
                       .note = asked.note,
                       .maybe_allowed = from_,
                       .maybe_reached_from = is_open ? from_ : AddressSet{}});
}

Result<CacheReach> CacheQuestion::run() {
  CacheReach result{.cache = &cache_};
  std::vector<WayDraft> drafts;
  if (const auto* redis = inventory_.body<RedisCache>(cache_))
    drafts = ways_of(inventory_, *redis, words_, remarks_);
  else if (const auto* cluster = inventory_.body<RedisEnterprise>(cache_))
    drafts = ways_of(inventory_, *cluster, words_, remarks_);
  else
    return Error{ErrorCode::argument, "the resource is no cache"};
  add_client();
  for (WayDraft& draft : drafts) {
    if (draft.layers.empty() && draft.way.exists != Truth::no) {
      ListDraft none{.name = draft.way.kind == WayKind::private_endpoint
                                 ? "no network security group that applies"
                                 : "no network security group"};
      none.add_all(100, network::Access::allow, "everything passes");
      draft.layers.push_back(std::move(none));
    }
  }
  const auto vocabulary = words_.vocabulary();
  if (!vocabulary)
    return vocabulary.error();
  for (WayDraft& draft : drafts) {
    if (draft.way.exists != Truth::no) {
      if (auto error = answer(draft, *vocabulary))
        return *error;
      for (const std::string& each :
           draft.space != nullptr ? draft.space->assumptions() : std::vector<std::string>{})
        remarks_.assume(each);
    }
    resolve_name(draft.way);
    for (const PortReach& port : draft.way.ports)
      result.reached = result.reached | port.reached;
    result.ways.push_back(std::move(draft.way));
  }
  const auto* redis = inventory_.body<RedisCache>(cache_);
  if (options_.required_ports && redis != nullptr) {
    // An error says that it is not injected.
    if (auto required = check_required_ports(inventory_, *redis, options_.limits))
      result.required = *std::move(required);
  }
  result.ways_known = remarks_.ways_known;
  result.assumptions = std::move(remarks_.assumptions);
  result.warnings = std::move(remarks_.warnings);
  result.missing = std::move(remarks_.missing);
  if (const auto& known = inventory_.facts().network;
      known != nullptr && !known->service_tags.tags.empty())
    result.service_tags = std::to_string(known->service_tags.change_number);
  return result;
}

}  // namespace

std::string_view name(WayKind kind) noexcept {
  constexpr std::string_view names[] = {"", "public endpoint", "injected", "private endpoint"};
  return names[static_cast<std::size_t>(kind)];
}

AddressSet CacheReach::reached_from(std::uint16_t port, Protocol protocol) const {
  AddressSet result;
  for (const Way& way : ways)
    for (const PortReach& each : way.ports)
      if (each.protocol == protocol && each.ports.contains(port))
        result = result | each.reached_from;
  return result;
}

AddressSet CacheReach::possibly_from(std::uint16_t port, Protocol protocol) const {
  AddressSet result = reached_from(port, protocol);
  for (const Way& way : ways)
    for (const PortReach& each : way.ports)
      if (each.protocol == protocol && each.ports.contains(port))
        result = result | each.maybe_reached_from;
  return result;
}

Result<CacheReach> reach(const Inventory& inventory, const Resource& cache,
                         const ReachOptions& options) {
  return CacheQuestion(inventory, cache, options).run();
}

}  // namespace cachewarden::inline v0::reach
