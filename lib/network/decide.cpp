#include <algorithm>
#include <utility>

#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

constexpr Node no = Diagram::terminal(0);
constexpr Node yes = Diagram::terminal(1);

Node both(Diagram& diagram, Node a, Node b) {
  return diagram.combine(a, b, [](Node x, Node y) {
    if (x == no || y == no)
      return no;
    if (x == yes || y == yes)
      return x == yes ? y : x;
    return x == y ? x : PairMemo::none;
  });
}

Node first_only(Diagram& diagram, Node a, Node b) {
  return diagram.combine(a, b, [](Node x, Node y) {
    if (x == no || y == yes || x == y)
      return no;
    return y == no ? x : PairMemo::none;
  });
}

// Admin rules before the groups' common answer: terminals of `admin` are accesses, 0 where there is
// no rule.
Node behind_admin(Diagram& diagram, Node admin, Node groups) {
  return diagram.combine(admin, groups, [](Node x, Node y) {
    if (!Diagram::is_terminal(x))
      return PairMemo::none;
    switch (Diagram::value(x)) {
      case static_cast<std::uint32_t>(Access::deny):
        return no;
      case static_cast<std::uint32_t>(Access::always_allow):
        return yes;
      default:
        return y;
    }
  });
}

// A group's accesses as 0 and 1.
Node as_function(Diagram& diagram, Node group) {
  return diagram.combine(group, yes, [](Node x, Node) {
    if (!Diagram::is_terminal(x))
      return PairMemo::none;
    return Diagram::value(x) == static_cast<std::uint32_t>(Access::deny) ? no : yes;
  });
}

std::shared_ptr<FamilyEngine> make_engine(const std::vector<const RuleList::Data*>& layers,
                                          const Region& region, AddressFamily family,
                                          Budget& budget) {
  if (budget.is_spent())
    return nullptr;
  Space space(family, layers, region);
  if (space.empty())
    return nullptr;
  if (space.atoms().size() > most_atoms) {
    budget.spend();
    return nullptr;
  }
  return std::make_shared<FamilyEngine>(std::move(space), budget);
}

// Turns a function with atoms into the answers without.
class TruthOf {
 public:
  explicit TruthOf(Diagram& diagram) : diagram_(diagram) {}

  Node convert(Node node) {
    if (Diagram::is_terminal(node))
      return Diagram::terminal(static_cast<std::uint32_t>(truth(Diagram::value(node) != 0)));
    if (const Node known = memo_.find(node, 0); known != PairMemo::none)
      return known;
    if (diagram_.budget().is_spent())
      return no;
    Node result = 0;
    const std::uint32_t level = diagram_.level(node);
    if (level >= dimension_count) {
      // A reduced node that is no terminal reaches both, and every path can be taken.
      result = Diagram::terminal(static_cast<std::uint32_t>(Truth::unknown));
    } else {
      const std::size_t opened = diagram_.open();
      for (std::uint32_t i = 0; i < diagram_.edge_count(node); ++i) {
        const Edge edge = diagram_.edge(node, i);
        diagram_.add(opened, edge.last, convert(edge.child));
      }
      result = diagram_.close(opened, level);
    }
    memo_.insert(node, 0, result, diagram_.budget());
    return result;
  }

 private:
  Diagram& diagram_;
  PairMemo memo_;
};

FamilySet settled(const std::shared_ptr<FamilyEngine>& engine, Node function) {
  FamilySet set{.engine = engine, .function = function};
  if (engine->budget.is_spent())
    return set;
  Diagram& diagram = engine->diagram;
  set.reduced = diagram.constrain(function, engine->space.consistent(diagram));
  set.truth = TruthOf(diagram).convert(set.reduced);
  return set;
}

}  // namespace

Error too_expensive() {
  return {ErrorCode::limit, "the rules are too entangled for an exact answer within the limits"};
}

bool FamilySet::ranks_of(const Packet& packet,
                         std::array<std::uint32_t, dimension_count>& ranks) const {
  const auto& protocols = space().protocols();
  const auto at = std::find(protocols.begin(), protocols.end(), packet.protocol);
  ranks[protocol_dimension] = static_cast<std::uint32_t>(at - protocols.begin());
  ranks[source_dimension] = space().axis(source_dimension).rank(packet.source.value);
  ranks[destination_dimension] = space().axis(destination_dimension).rank(packet.destination.value);
  ranks[source_port_dimension] = space().axis(source_port_dimension).rank({0, packet.source_port});
  ranks[destination_port_dimension] =
      space().axis(destination_port_dimension).rank({0, packet.destination_port});
  for (std::size_t d = 0; d < dimension_count; ++d)
    if (ranks[d] >= space().ranks(d))
      return false;
  return true;
}

Node FamilySet::descend(Node node, const std::array<std::uint32_t, dimension_count>& ranks) const {
  while (diagram().level(node) < dimension_count)
    node = diagram().follow(node, diagram().level(node),
                            ranks[space().dimension(diagram().level(node))]);
  return node;
}

std::vector<const RuleList::Data*> layers_of(const Path& path) {
  std::vector<const RuleList::Data*> out;
  for (std::size_t i = 0; i < path.layer_count(); ++i)
    out.push_back(&path.layer(i).data());
  return out;
}

std::optional<Error> check_paths(const std::vector<const Path*>& paths) {
  const Vocabulary* vocabulary = nullptr;
  for (const Path* path : paths)
    for (const Stage& stage : path->stages) {
      if (stage.admin && stage.admin->kind() != ListKind::admin)
        return Error{ErrorCode::argument, "a group stands where admin rules belong"};
      for (const RuleList& group : stage.groups)
        if (group.kind() != ListKind::group)
          return Error{ErrorCode::argument, "admin rules stand where a group belongs"};
    }
  for (const Path* path : paths)
    for (const RuleList::Data* layer : layers_of(*path)) {
      if (vocabulary != nullptr && vocabulary != layer->vocabulary.get())
        return Error{ErrorCode::argument, "the lists of rules do not share one vocabulary"};
      vocabulary = layer->vocabulary.get();
    }
  return std::nullopt;
}

Node build_path(const Space& space, Diagram& diagram, const Path& path, std::size_t first_layer) {
  Node all = yes;
  std::size_t layer = first_layer;
  for (const Stage& stage : path.stages) {
    const std::size_t admin = layer;
    layer += stage.admin ? 1 : 0;
    Node groups = yes;
    for (std::size_t i = 0; i < stage.groups.size(); ++i) {
      const Node group = as_function(diagram, space.build(diagram, layer++, Leaf::access));
      groups = both(diagram, groups, group);
    }
    if (stage.admin)
      groups = behind_admin(diagram, space.build(diagram, admin, Leaf::access), groups);
    all = both(diagram, all, groups);
  }
  return all;
}

std::optional<FamilySet> decide_family(const Path& path, const Region& region, AddressFamily family,
                                       Budget& budget) {
  const auto engine = make_engine(layers_of(path), region, family, budget);
  if (engine == nullptr)
    return std::nullopt;
  const FamilySet set = settled(engine, build_path(engine->space, engine->diagram, path, 0));
  budget = engine->budget;
  return set;
}

Result<PacketSet> decide(const Path& path, const Region& region, const Limits& limits) {
  if (auto error = check_paths({&path}))
    return std::move(*error);
  auto data = std::make_shared<PacketSet::Data>();
  data->region = region;
  data->paths = {path};
  Budget budget(limits.work, limits.memory);
  data->families[0] = decide_family(path, region, AddressFamily::ipv4, budget);
  data->families[1] = decide_family(path, region, AddressFamily::ipv6, budget);
  if (budget.is_spent())
    return too_expensive();
  return PacketSet(std::move(data));
}

Result<Difference> decide_difference(const Path& first, const Path& second, const Region& region,
                                     const Limits& limits) {
  if (auto error = check_paths({&first, &second}))
    return std::move(*error);
  std::vector<const RuleList::Data*> layers = layers_of(first);
  const std::size_t second_layer = layers.size();
  for (const RuleList::Data* layer : layers_of(second))
    layers.push_back(layer);
  Budget budget(limits.work, limits.memory);
  std::shared_ptr<PacketSet::Data> data[2];
  for (std::uint32_t i = 0; i < 2; ++i) {
    data[i] = std::make_shared<PacketSet::Data>();
    data[i]->region = region;
    data[i]->paths = {first, second};
    data[i]->only_path = i;
  }
  for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6}) {
    const auto engine = make_engine(layers, region, family, budget);
    if (engine == nullptr)
      continue;
    const std::size_t index = family == AddressFamily::ipv4 ? 0 : 1;
    const Node a = build_path(engine->space, engine->diagram, first, 0);
    const Node b = build_path(engine->space, engine->diagram, second, second_layer);
    data[0]->families[index] = settled(engine, first_only(engine->diagram, a, b));
    data[1]->families[index] = settled(engine, first_only(engine->diagram, b, a));
    budget = engine->budget;
  }
  if (budget.is_spent())
    return too_expensive();
  return Difference{PacketSet(std::move(data[0])), PacketSet(std::move(data[1]))};
}

}  // namespace cachewarden::inline v0::network
