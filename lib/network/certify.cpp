#include <algorithm>
#include <map>
#include <utility>

#include "cachewarden/network/certificate.hpp"
#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

// What has happened to a packet up to some layer.
struct Progress {
  std::vector<std::uint32_t> chain;
  bool allowed = true;        // on this path so far
  bool skips_groups = false;  // of this stage

  friend auto operator<=>(const Progress&, const Progress&) = default;
};

// Builds the diagram whose terminals tell the deciding rule of every layer.
class ChainMaker {
 public:
  ChainMaker(const Space& space, Diagram& diagram) : space_(space), diagram_(diagram) {
    node_ = terminal(Progress{});
  }

  void add_path(const Path& path) {
    is_path_start_ = true;
    for (const Stage& stage : path.stages) {
      is_stage_start_ = true;
      if (stage.admin)
        add_layer(*stage.admin);
      for (const RuleList& group : stage.groups)
        add_layer(group);
    }
  }

  Node node() const { return node_; }
  const Progress& progress(Node end) const { return *known_[Diagram::value(end)]; }

 private:
  Node terminal(const Progress& progress) {
    const auto [at, is_new] = numbers_.emplace(progress, static_cast<std::uint32_t>(known_.size()));
    if (is_new) {
      known_.push_back(&at->first);
      diagram_.budget().memory(sizeof(Progress) + 4 * progress.chain.size());
    }
    return Diagram::terminal(at->second);
  }

  void add_layer(const RuleList& list) {
    const Node layer = space_.build(diagram_, layer_++, Leaf::rule);
    node_ = diagram_.combine(node_, layer, [&](Node so_far, Node decider) {
      if (!Diagram::is_terminal(so_far) || diagram_.budget().is_spent())
        return diagram_.budget().is_spent() ? Diagram::terminal(0) : PairMemo::none;
      Progress next = progress(so_far);
      next.allowed = next.allowed || is_path_start_;
      next.skips_groups = next.skips_groups && !is_stage_start_;
      if (!next.allowed || (next.skips_groups && list.kind() == ListKind::group)) {
        next.chain.push_back(not_reached);
        return terminal(next);
      }
      if (!Diagram::is_terminal(decider))
        return PairMemo::none;
      const std::uint32_t rule = Diagram::value(decider);
      const bool none = rule >= list.rules().size();
      next.chain.push_back(none ? no_rule : rule);
      next.allowed =
          none ? list.kind() == ListKind::admin : list.rules()[rule].access != Access::deny;
      next.skips_groups = !none && list.rules()[rule].access == Access::always_allow;
      return terminal(next);
    });
    is_path_start_ = false;
    is_stage_start_ = false;
  }

  const Space& space_;
  Diagram& diagram_;
  std::map<Progress, std::uint32_t> numbers_;
  std::vector<const Progress*> known_;
  Node node_ = 0;
  std::size_t layer_ = 0;
  bool is_path_start_ = true;
  bool is_stage_start_ = true;
};

// Splits the chain of all paths and adds each path's verdict.
std::vector<Explanation> explanations(const std::vector<Path>& paths,
                                      const std::vector<std::uint32_t>& chain) {
  std::vector<Explanation> out;
  auto next = chain.begin();
  for (const Path& path : paths) {
    Explanation explanation{.allowed = true, .chain = {}};
    for (std::size_t layer = 0; layer < path.layer_count(); ++layer, ++next) {
      const RuleList& list = path.layer(layer);
      explanation.chain.push_back(*next);
      if (*next == no_rule)
        explanation.allowed = explanation.allowed && list.kind() == ListKind::admin;
      else if (*next != not_reached)
        explanation.allowed = explanation.allowed && list.rules()[*next].access != Access::deny;
    }
    out.push_back(std::move(explanation));
  }
  return out;
}

// Lists the paths of a diagram as cells.
class CellMaker {
 public:
  CellMaker(const Space& space, const Diagram& diagram, const ChainMaker& chains,
            const std::vector<Path>& paths, const Limits& limits, Certificate& out)
      : space_(space),
        diagram_(diagram),
        chains_(chains),
        paths_(paths),
        most_(limits.rows),
        out_(out) {}

  // False if there are too many.
  bool run(Node node) { return visit(node, 0); }

 private:
  bool visit(Node node, std::uint32_t level) {
    if (level >= dimension_count)
      return visit_atoms(node);
    const std::size_t d = space_.dimension(level);
    if (diagram_.level(node) != level)
      return visit_ranks(node, level, {0, space_.ranks(d) - 1});
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < diagram_.edge_count(node); ++i) {
      const Edge edge = diagram_.edge(node, i);
      if (!visit_ranks(edge.child, level, {first, edge.last}))
        return false;
      first = edge.last + 1;
    }
    return true;
  }

  // Ranks that are next to each other may hold values that are not.
  bool visit_ranks(Node child, std::uint32_t level, RankSpan ranks) {
    const std::size_t d = space_.dimension(level);
    if (d == protocol_dimension) {
      cell_.protocols = ProtocolSet::none();
      for (std::uint32_t rank = ranks.first; rank <= ranks.last; ++rank)
        cell_.protocols = cell_.protocols | space_.protocols()[rank];
      return visit(child, level + 1);
    }
    const std::vector<Interval>& cells = space_.axis(d).cells;
    for (std::uint32_t from = ranks.first; from <= ranks.last;) {
      std::uint32_t to = from;
      while (to < ranks.last && cells[to].last + Uint128{0, 1} == cells[to + 1].first)
        ++to;
      set_part(d, {cells[from].first, cells[to].last});
      if (!visit(child, level + 1))
        return false;
      from = to + 1;
    }
    return true;
  }

  void set_part(std::size_t d, const Interval& values) {
    const AddressRange addresses{{space_.family(), values.first}, {space_.family(), values.last}};
    const PortRange ports{static_cast<std::uint16_t>(values.first.low),
                          static_cast<std::uint16_t>(values.last.low)};
    switch (d) {
      case source_dimension:
        cell_.source = addresses;
        break;
      case destination_dimension:
        cell_.destination = addresses;
        break;
      case source_port_dimension:
        cell_.source_ports = ports;
        break;
      default:
        cell_.destination_ports = ports;
    }
  }

  bool visit_atoms(Node node) {
    if (Diagram::is_terminal(node)) {
      if (out_.cells.size() >= most_)
        return false;
      cell_.explanations = explanations(paths_, chains_.progress(node).chain);
      out_.cells.push_back(cell_);
      return true;
    }
    const Atom atom = space_.atoms()[diagram_.level(node) - dimension_count];
    for (const bool value : {false, true}) {
      cell_.assuming.push_back({atom, value});
      const bool fits = visit_atoms(diagram_.edge(node, value ? 1 : 0).child);
      cell_.assuming.pop_back();
      if (!fits)
        return false;
    }
    return true;
  }

  const Space& space_;
  const Diagram& diagram_;
  const ChainMaker& chains_;
  const std::vector<Path>& paths_;
  std::size_t most_;
  Certificate& out_;
  CertificateCell cell_;
};

}  // namespace

Result<Certificate> certify(const std::vector<Path>& paths, const Region& region,
                            const Limits& limits) {
  std::vector<const Path*> pointers;
  std::vector<const RuleList::Data*> layers;
  for (const Path& path : paths) {
    pointers.push_back(&path);
    for (const RuleList::Data* layer : layers_of(path))
      layers.push_back(layer);
  }
  if (auto error = check_paths(pointers))
    return std::move(*error);
  const Error too_large{ErrorCode::limit, "the proof would be too large"};
  Certificate out{.region = region, .orders = {}, .cells = {}};
  out.region.source_ports = normalized(region.source_ports);
  out.region.destination_ports = normalized(region.destination_ports);
  Budget budget(limits.work, limits.memory);
  for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6}) {
    const Space space(family, layers, region);
    if (space.empty())
      continue;
    if (space.atoms().size() > most_atoms)
      return too_large;
    Diagram diagram(budget);
    ChainMaker chains(space, diagram);
    for (const Path& path : paths)
      chains.add_path(path);
    const Node node = diagram.constrain(chains.node(), space.consistent(diagram));
    if (budget.is_spent() || !CellMaker(space, diagram, chains, paths, limits, out).run(node))
      return too_large;
    for (std::uint32_t level = 0; level < dimension_count; ++level)
      out.orders[family == AddressFamily::ipv4 ? 0 : 1][level] =
          static_cast<CellPart>(space.dimension(level) + 1);
  }
  return out;
}

}  // namespace cachewarden::inline v0::network
