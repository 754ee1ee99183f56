#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "cachewarden/network/certificate.hpp"
#include "cachewarden/network/contract.hpp"
#include "cachewarden/network/lint.hpp"
#include "cachewarden/network/packet_set.hpp"

/// The semantics of the network layer said a second time, slowly: one packet, one world, one rule
/// after the other, and all worlds tried in turn. And generators of random policies over a few
/// addresses and ports.
namespace oracle {

using namespace cachewarden;           // NOLINT(google-build-using-namespace)
using namespace cachewarden::network;  // NOLINT(google-build-using-namespace)

/// What the lists are made of, before the engine has seen it.
struct PlainList {
  ListKind kind = ListKind::group;
  std::vector<Rule> rules;
  std::uint32_t identity = 0;  ///< lists of one identity have one unknown order of ties
};
struct PlainStage {
  std::vector<PlainList> admin;  ///< none or one
  std::vector<PlainList> groups;
};
using PlainPath = std::vector<PlainStage>;

struct Content {
  std::vector<TagContent> sets;
  std::vector<Relation> relations;
  std::uint32_t conditions = 0;
};

using PortKey = std::uint64_t;
/// Ports 0 to 31 and, as bit 32, all others: enough to tell the ports of the generated rules apart.
inline PortKey key_of(const std::vector<PortRange>& ports) {
  PortKey key = 0;
  for (unsigned port = 0; port <= 32; ++port)
    for (const PortRange& range : ports)
      if (range.first <= port && port <= range.last && (port < 32 || range.last == 65535))
        key |= PortKey{1} << port;
  return key;
}
inline constexpr PortKey all_ports = (PortKey{1} << 33) - 1;

/// Everything that is not known, made up.
struct World {
  std::uint32_t source_sets = 0;  ///< bit i: the source is in set i
  std::uint32_t destination_sets = 0;
  std::uint32_t conditions = 0;
  std::map<std::pair<PortKey, PortKey>, bool> ports;  ///< outcome of a port test without ports
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool>
      order;  ///< (identity, priority): permissive first
};

inline bool in_side(const Side& side, const Address& address, std::uint32_t sets) {
  if (side.any)
    return true;
  for (const AddressRange& range : side.addresses.ranges())
    if (range.first.family == address.family && range.first.value <= address.value &&
        address.value <= range.last.value)
      return true;
  for (const SetId set : side.sets)
    if ((sets >> set & 1) != 0)
      return true;
  return false;
}

inline bool matches(const Rule& rule, const Packet& packet, const World& world) {
  if (!rule.protocols.contains(packet.protocol))
    return false;
  if (packet.protocol == Protocol::tcp || packet.protocol == Protocol::udp) {
    const auto holds = [](const std::vector<PortRange>& ports, std::uint16_t port) {
      return std::any_of(ports.begin(), ports.end(), [port](const PortRange& range) {
        return range.first <= port && port <= range.last;
      });
    };
    if (!holds(rule.source_ports, packet.source_port) ||
        !holds(rule.destination_ports, packet.destination_port))
      return false;
  } else {
    const PortKey source = key_of(rule.source_ports);
    const PortKey destination = key_of(rule.destination_ports);
    if (source == 0 || destination == 0)
      return false;
    const bool tests = source != all_ports || destination != all_ports;
    if (tests && !world.ports.at({source, destination}))
      return false;
  }
  for (const ConditionId condition : rule.conditions)
    if ((world.conditions >> condition & 1) == 0)
      return false;
  return in_side(rule.source, packet.source, world.source_sets) &&
         in_side(rule.destination, packet.destination, world.destination_sets);
}

/// The position in `list.rules` of the deciding rule, or -1.
inline int decider(const PlainList& list, const Packet& packet, const World& world,
                   int without = -1) {
  int best = -1;
  for (int i = 0; i < static_cast<int>(list.rules.size()); ++i) {
    const Rule& rule = list.rules[static_cast<std::size_t>(i)];
    if (i == without || !matches(rule, packet, world))
      continue;
    if (best < 0) {
      best = i;
      continue;
    }
    const Rule& other = list.rules[static_cast<std::size_t>(best)];
    if (rule.priority > other.priority)
      continue;
    bool is_before = rule.priority < other.priority;
    if (!is_before && rule.access != other.access) {
      const auto order = world.order.find({list.identity, rule.priority});
      const bool permissive_first = order != world.order.end() && order->second;
      is_before = (rule.access > other.access) == permissive_first;
    }
    if (is_before)
      best = i;
  }
  return best;
}

inline bool allowed(const PlainPath& path, const Packet& packet, const World& world) {
  for (const PlainStage& stage : path) {
    bool skip = false;
    for (const PlainList& admin : stage.admin) {
      const int rule = decider(admin, packet, world);
      if (rule < 0)
        continue;
      const Access access = admin.rules[static_cast<std::size_t>(rule)].access;
      if (access == Access::deny)
        return false;
      skip = access == Access::always_allow;
    }
    if (skip)
      continue;
    for (const PlainList& group : stage.groups) {
      const int rule = decider(group, packet, world);
      if (rule < 0 || group.rules[static_cast<std::size_t>(rule)].access == Access::deny)
        return false;
    }
  }
  return true;
}

/// The sets that an address can be in, as bits: all that neither content nor relations rule out.
inline std::vector<std::uint32_t> memberships(const Content& content, const Address& address) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t sets = 0; sets < 1U << content.sets.size(); ++sets) {
    bool fits = true;
    for (std::size_t i = 0; i < content.sets.size(); ++i) {
      const TagContent& set = content.sets[i];
      const bool is_in = (sets >> i & 1) != 0;
      if (set.includes.contains(address))
        fits = fits && is_in;
      else if (set.complete || set.excludes.contains(address))
        fits = fits && !is_in;
    }
    for (const Relation& relation : content.relations) {
      const bool first = (sets >> relation.first & 1) != 0;
      const bool second = (sets >> relation.second & 1) != 0;
      fits = fits && (relation.kind == RelationKind::subset ? !first || second : !first || !second);
    }
    if (fits)
      out.push_back(sets);
  }
  return out;
}

/// Calls `use(world)` for every world that a packet may be in.
template <class Use>
void for_worlds(const std::vector<const PlainPath*>& paths, const Content& content,
                const Packet& packet, const Use& use) {
  World world;
  std::vector<bool*> bits;
  for (const PlainPath* path : paths)
    for (const PlainStage& stage : *path)
      for (const std::vector<PlainList>* lists : {&stage.admin, &stage.groups})
        for (const PlainList& list : *lists)
          for (const Rule& rule : list.rules) {
            const std::pair key{key_of(rule.source_ports), key_of(rule.destination_ports)};
            if (packet.protocol != Protocol::tcp && packet.protocol != Protocol::udp &&
                key != std::pair{all_ports, all_ports} && rule.protocols.contains(packet.protocol))
              world.ports[key] = false;
            for (const Rule& other : list.rules)
              if (other.priority == rule.priority && other.access != rule.access)
                world.order[{list.identity, rule.priority}] = false;
          }
  for (auto& entry : world.ports)
    bits.push_back(&entry.second);
  for (auto& entry : world.order)
    bits.push_back(&entry.second);
  const std::vector<std::uint32_t> sources = memberships(content, packet.source);
  const std::vector<std::uint32_t> destinations = memberships(content, packet.destination);
  for (const std::uint32_t source : sources)
    for (const std::uint32_t destination : destinations)
      for (std::uint32_t conditions = 0; conditions < 1U << content.conditions; ++conditions)
        for (std::uint32_t free = 0; free < 1U << bits.size(); ++free) {
          world.source_sets = source;
          world.destination_sets = destination;
          world.conditions = conditions;
          for (std::size_t i = 0; i < bits.size(); ++i)
            *bits[i] = (free >> i & 1) != 0;
          use(world);
        }
}

/// The three-valued answer by trying all worlds.
template <class Ask>
Truth truth_of(const std::vector<const PlainPath*>& paths, const Content& content,
               const Packet& packet, const Ask& ask) {
  bool can_be = false;
  bool can_not_be = false;
  for_worlds(paths, content, packet,
             [&](const World& world) { (ask(world) ? can_be : can_not_be) = true; });
  if (can_be && can_not_be)
    return Truth::unknown;
  return truth(can_be);
}

inline Truth truth_of(const PlainPath& path, const Content& content, const Packet& packet) {
  return truth_of({&path}, content, packet,
                  [&](const World& world) { return allowed(path, packet, world); });
}

/// How a random policy looks.
struct Shape {
  AddressFamily family = AddressFamily::ipv4;
  Uint128 base{};        ///< the first of the few addresses
  unsigned sources = 8;  ///< how many there are
  unsigned destinations = 4;
  unsigned ports = 4;  ///< ports 0, 1, 2 ...
  unsigned rules = 6;  ///< of a list, at most
  unsigned sets = 0;   ///< named sets
  unsigned conditions = 0;
  bool has_ties = false;
  bool has_portless = false;  ///< rules on other protocols than TCP and UDP that test ports
  bool has_other_family = true;
};

class Generator {
 public:
  Generator(std::uint64_t seed, const Shape& shape) : random_(seed), shape_(shape) {}

  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }
  bool one_in(unsigned n) { return below(n) == 0; }

  Address address(unsigned offset) const {
    return {shape_.family, shape_.base + Uint128{0, offset}};
  }

  AddressSet addresses(unsigned domain) {
    std::vector<AddressRange> ranges;
    for (unsigned i = 1 + below(3); i > 0; --i) {
      const unsigned a = below(domain);
      const unsigned b = one_in(2) ? a : a + below(domain - a);
      ranges.push_back({address(a), address(b)});
    }
    if (one_in(12))
      ranges.push_back(AddressRange::everything(shape_.family));
    if (shape_.has_other_family && one_in(6))
      ranges.push_back(shape_.family == AddressFamily::ipv4
                           ? AddressRange{Address::ipv6(0, 1), Address::ipv6(1, 0)}
                           : AddressRange{Address::ipv4(1), Address::ipv4(99)});
    return AddressSet(std::move(ranges));
  }

  Side side(unsigned domain) {
    Side out;
    if (one_in(4))
      return Side::anywhere();
    if (shape_.sets > 0 && one_in(2)) {
      for (unsigned i = 1 + below(2); i > 0; --i)
        out.sets.push_back(below(shape_.sets));
      if (one_in(4))
        out.addresses = addresses(domain);
      return out;
    }
    if (!one_in(30))
      out.addresses = addresses(domain);
    return out;
  }

  std::vector<PortRange> ports() {
    if (one_in(2))
      return {PortRange{}};
    std::vector<PortRange> out;
    for (unsigned i = one_in(40) ? 0 : 1 + below(2); i > 0; --i) {
      const auto a = static_cast<std::uint16_t>(below(shape_.ports));
      const auto b = static_cast<std::uint16_t>(a + below(shape_.ports - a));
      out.push_back({a, one_in(6) ? std::uint16_t{65535} : b});
    }
    return out;
  }

  ProtocolSet protocols() {
    if (one_in(3))
      return {};
    ProtocolSet out = one_in(2) ? Protocol::tcp : Protocol::udp;
    if (one_in(3))
      out = all_protocols[below(6)];
    return out;
  }

  PlainList list(ListKind kind) {
    PlainList out{.kind = kind, .rules = {}, .identity = next_identity_++};
    const unsigned count = below(shape_.rules + 1);
    for (unsigned i = 0; i < count; ++i) {
      Rule rule;
      rule.name = i;
      rule.priority = shape_.has_ties ? 100 + below(count) : 100 + 7 * i;
      rule.access = one_in(2) ? Access::allow : Access::deny;
      if (kind == ListKind::admin && one_in(4))
        rule.access = Access::always_allow;
      rule.is_default = one_in(5);
      rule.protocols = protocols();
      rule.source = side(shape_.sources);
      rule.destination = side(shape_.destinations);
      rule.source_ports = one_in(3) ? ports() : std::vector<PortRange>{PortRange{}};
      rule.destination_ports = ports();
      if (!shape_.has_portless &&
          (key_of(rule.source_ports) != all_ports || key_of(rule.destination_ports) != all_ports))
        rule.protocols = rule.protocols & ProtocolSet::with_ports();
      if (shape_.conditions > 0 && one_in(3))
        rule.conditions.push_back(below(shape_.conditions));
      out.rules.push_back(std::move(rule));
    }
    if (kind == ListKind::group && !one_in(8))
      out.rules.push_back({.name = count,
                           .priority = 65500,
                           .access = one_in(3) ? Access::allow : Access::deny,
                           .is_default = true,
                           .source = Side::anywhere(),
                           .destination = Side::anywhere()});
    // The order in which rules are given must not matter but for ties.
    std::shuffle(out.rules.begin(), out.rules.end(), random_);
    return out;
  }

  PlainPath path() {
    PlainPath out;
    for (unsigned stages = 1 + below(2); stages > 0; --stages) {
      PlainStage stage;
      if (one_in(3))
        stage.admin.push_back(list(ListKind::admin));
      for (unsigned groups = below(3); groups > 0; --groups)
        stage.groups.push_back(list(ListKind::group));
      out.push_back(std::move(stage));
    }
    return out;
  }

  Content content() {
    Content out;
    out.conditions = shape_.conditions;
    for (unsigned i = 0; i < shape_.sets; ++i) {
      TagContent set;
      if (one_in(2))
        set.includes = addresses(shape_.sources);
      if (one_in(2))
        set.excludes = addresses(shape_.sources) - set.includes;
      set.complete = one_in(5);
      out.sets.push_back(std::move(set));
    }
    for (unsigned i = shape_.sets < 2 ? 0 : below(3); i > 0; --i)
      out.relations.push_back({one_in(2) ? RelationKind::subset : RelationKind::disjoint,
                               below(shape_.sets), below(shape_.sets)});
    return out;
  }

 private:
  std::mt19937_64 random_;
  Shape shape_;
  std::uint32_t next_identity_ = 0;
};

/// The engine's form of the same, and which relations it keeps.
inline std::shared_ptr<const Vocabulary> vocabulary_of(Content& content) {
  auto made = Vocabulary::make(content.sets, content.relations, content.conditions).value();
  for (const Relation& dropped : made->dropped())
    std::erase(content.relations, dropped);
  return made;
}

inline RuleList engine_list(const PlainList& list,
                            const std::shared_ptr<const Vocabulary>& vocabulary) {
  return RuleList::make(list.rules, Direction::inbound, list.kind, vocabulary).value();
}

inline Path engine_path(const PlainPath& path,
                        const std::shared_ptr<const Vocabulary>& vocabulary) {
  Path out;
  for (const PlainStage& stage : path) {
    Stage made;
    if (!stage.admin.empty())
      made.admin = engine_list(stage.admin.front(), vocabulary);
    for (const PlainList& group : stage.groups)
      made.groups.push_back(engine_list(group, vocabulary));
    out.stages.push_back(std::move(made));
  }
  return out;
}

/// All packets of the small domain: every address, the protocols of the region, the ports below
/// `ports`. Packets without ports are there if the region has them.
template <class Use>
void for_packets(const Generator& generator, const Shape& shape, const Region& region,
                 const Use& use) {
  for (const Protocol protocol : all_protocols)
    for (unsigned s = 0; s < shape.sources; ++s)
      for (unsigned d = 0; d < shape.destinations; ++d) {
        Packet packet{protocol, generator.address(s), generator.address(d), 0, 0};
        if (!has_ports(protocol)) {
          if (region.contains(packet))
            use(packet);
          continue;
        }
        for (unsigned p = 0; p <= shape.ports; ++p)
          for (unsigned q = 0; q <= shape.ports; ++q) {
            packet.source_port = static_cast<std::uint16_t>(p < shape.ports ? p : 65535);
            packet.destination_port = static_cast<std::uint16_t>(q < shape.ports ? q : 65535);
            if (region.contains(packet))
              use(packet);
          }
      }
}

/// The region of the small domain, ports 0 to `ports - 1`; or with all ports and so all protocols.
inline Region small_region(const Generator& generator, const Shape& shape, bool with_all_ports) {
  Region region;
  region.sources = AddressSet(
      std::vector<AddressRange>{{generator.address(0), generator.address(shape.sources - 1)}});
  region.destinations = AddressSet(
      std::vector<AddressRange>{{generator.address(0), generator.address(shape.destinations - 1)}});
  if (!with_all_ports) {
    region.source_ports = {{0, static_cast<std::uint16_t>(shape.ports - 1)}};
    region.destination_ports = region.source_ports;
  }
  return region;
}

/// Shapes at the ends of the address spaces and across the middle of an IPv6 address.
inline std::vector<Shape> shapes() {
  std::vector<Shape> out;
  for (const Uint128 base : {Uint128{}, Uint128{0, 0x0a000000}, Uint128{0, 0xfffffff8}})
    out.push_back({.family = AddressFamily::ipv4, .base = base});
  for (const Uint128 base : {Uint128{}, Uint128{0x20010db800000000U, 0xfffffffffffffffcU},
                             Uint128{~std::uint64_t{0}, 0xfffffffffffffff8U}})
    out.push_back({.family = AddressFamily::ipv6, .base = base});
  return out;
}

}  // namespace oracle
