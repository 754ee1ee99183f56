#include "cachewarden/network/contract.hpp"

#include <utility>

#include "intervals.hpp"
#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

constexpr std::uint32_t last_priority = 0xffffffffU;

// The packets that break a demand for sure, and those that may.
constexpr Which broken(Demand demand) {
  return demand == Demand::allow ? Which::surely_not : Which::surely;
}

// A list that denies the regions and allows the rest.
Result<RuleList> all_but(const std::vector<Region>& regions, const Path& path) {
  std::shared_ptr<const Vocabulary> vocabulary;
  if (path.layer_count() > 0) {
    vocabulary = path.layer(0).vocabulary();
  } else {
    auto made = Vocabulary::make({});
    if (!made)
      return made.error();
    vocabulary = *made;
  }
  std::vector<Rule> rules;
  for (const Region& region : regions) {
    Rule rule{.priority = 1, .access = Access::deny};
    rule.protocols = region.protocols;
    rule.source.addresses = region.sources;
    rule.destination.addresses = region.destinations;
    rule.source_ports = normalized(region.source_ports);
    rule.destination_ports = normalized(region.destination_ports);
    if (!is_everything(rule.source_ports) || !is_everything(rule.destination_ports))
      rule.protocols = rule.protocols & ProtocolSet::with_ports();
    rules.push_back(std::move(rule));
  }
  rules.push_back({.priority = last_priority,
                   .access = Access::allow,
                   .source = Side::anywhere(),
                   .destination = Side::anywhere()});
  return RuleList::make(std::move(rules), Direction::inbound, ListKind::group,
                        std::move(vocabulary));
}

Region only(const Packet& packet) {
  Region region;
  region.protocols = packet.protocol;
  region.sources = AddressSet(Prefix(packet.source));
  region.destinations = AddressSet(Prefix(packet.destination));
  if (has_ports(packet.protocol)) {
    region.source_ports = {{packet.source_port, packet.source_port}};
    region.destination_ports = {{packet.destination_port, packet.destination_port}};
  }
  return region;
}

// A packet that is surely in the set, else one that possibly is.
std::optional<Witness> best(const PacketSet& set) {
  std::optional<Packet> packet = set.first(Which::surely);
  if (!packet)
    packet = set.first(Which::unsure);
  return packet ? std::optional<Witness>(set.witness(*packet)) : std::nullopt;
}

}  // namespace

Judgement judge(const PacketSet& set, Demand demand, const Region& region) {
  if (const auto packet = set.first(broken(demand), region))
    return {Truth::no, set.witness(*packet)};
  if (const auto packet = set.first(Which::unsure, region))
    return {Truth::unknown, set.witness(*packet)};
  return {Truth::yes, std::nullopt};
}

Result<Judgement> judge(const Path& path, Demand demand, const Region& region,
                        const Limits& limits) {
  const Result<PacketSet> set = decide(path, region, limits);
  if (set)
    return judge(*set, demand, region);
  if (set.error().code != ErrorCode::limit)
    return set.error();
  for (const Which which : {broken(demand), Which::unsure}) {
    auto found = find_by_slices(path, region, which, limits);
    if (!found)
      return found.error();
    if (*found)
      return Judgement{which == Which::unsure ? Truth::unknown : Truth::no, std::move(*found)};
  }
  return Judgement{Truth::yes, std::nullopt};
}

Result<Judgement> judge_allow_only(const Path& path, const Region& scope,
                                   const std::vector<Region>& allowed, const Limits& limits) {
  const Result<RuleList> others = all_but(allowed, path);
  if (!others)
    return others.error();
  Path extended = path;
  extended.stages.push_back({.admin = std::nullopt, .groups = {*others}});
  Result<Judgement> judgement = judge(extended, Demand::deny, scope, limits);
  if (!judgement || !judgement->witness)
    return judgement;
  // The added layer lets the packet through, so the path alone has the same answer.
  const Packet packet = judgement->witness->packet;
  const Result<PacketSet> alone = decide(path, only(packet), limits);
  if (!alone)
    return alone.error();
  judgement->witness = alone->witness(packet);
  return judgement;
}

Result<Comparison> compare(const Path& first, const Path& second, const Region& region,
                           const Limits& limits) {
  const Result<Difference> difference = decide_difference(first, second, region, limits);
  if (!difference)
    return difference.error();
  Comparison out;
  out.only_first = best(difference->only_first);
  out.only_second = best(difference->only_second);
  out.equivalent = !out.only_first && !out.only_second;
  return out;
}

}  // namespace cachewarden::inline v0::network
