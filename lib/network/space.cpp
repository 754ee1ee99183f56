#include "space.hpp"

#include <algorithm>

namespace cachewarden::inline v0::network {
namespace {

constexpr Uint128 one{0, 1};

std::uint32_t size32(std::size_t size) {
  return static_cast<std::uint32_t>(size);
}

// Does a span of a list's cuts hold a value of the intervals? Piece (low, high) of the region lies
// in the cells low to high of the list; cell k is from cut k - 1 up to cut k.
class RegionTest {
 public:
  RegionTest(const Intervals& region, const std::vector<Uint128>& cuts, Uint128 highest) {
    everything_ = region.size() == 1 && region.front() == Interval{{}, highest};
    if (everything_)
      return;
    const auto cell = [&cuts](Uint128 value) {
      return size32(static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), value) -
                                             cuts.begin()));
    };
    for (const Interval& piece : region)
      pieces_.push_back({cell(piece.first), cell(piece.last)});
  }

  [[nodiscard]] bool meets(CutSpan span) const noexcept {
    if (everything_)
      return true;
    const auto at = std::lower_bound(
        pieces_.begin(), pieces_.end(), span.first + 1,
        [](const RankSpan& piece, std::uint32_t first) { return piece.last < first; });
    return at != pieces_.end() && at->first <= span.end;
  }

 private:
  bool everything_ = false;
  std::vector<RankSpan> pieces_;
};

Uint128 highest(std::size_t dimension, AddressFamily family) {
  return dimension <= destination_dimension ? Uint128::ones(width(family)) : Uint128{0, 65535};
}

}  // namespace

std::vector<RankSpan> Axis::ranks(const Intervals& intervals) const {
  std::vector<RankSpan> out;
  auto from = cells.begin();
  for (const Interval& interval : intervals) {
    from = std::lower_bound(from, cells.end(), interval.first,
                            [](const Interval& cell, Uint128 value) { return cell.last < value; });
    auto to =
        std::upper_bound(from, cells.end(), interval.last,
                         [](Uint128 value, const Interval& cell) { return value < cell.first; });
    if (from == to)
      continue;
    const RankSpan span{size32(static_cast<std::size_t>(from - cells.begin())),
                        size32(static_cast<std::size_t>(to - cells.begin())) - 1};
    if (!out.empty() && span.first <= out.back().last + 1)
      out.back().last = std::max(out.back().last, span.last);
    else
      out.push_back(span);
    from = std::prev(to);
  }
  return out;
}

std::uint32_t Axis::rank(Uint128 value) const noexcept {
  const auto at =
      std::lower_bound(cells.begin(), cells.end(), value,
                       [](const Interval& cell, Uint128 wanted) { return cell.last < wanted; });
  const bool found = at != cells.end() && at->first <= value;
  return size32(found ? static_cast<std::size_t>(at - cells.begin()) : cells.size());
}

bool intervals_of(const Region& region, AddressFamily family,
                  std::array<Intervals, dimension_count>& out, ProtocolSet& protocols) {
  const std::vector<PortRange> source_ports = normalized(region.source_ports);
  const std::vector<PortRange> destination_ports = normalized(region.destination_ports);
  out[source_dimension] = intervals_of(region.sources, family);
  out[destination_dimension] = intervals_of(region.destinations, family);
  out[source_port_dimension] = intervals_of(source_ports);
  out[destination_port_dimension] = intervals_of(destination_ports);
  protocols = region.protocols;
  if (!is_everything(source_ports) || !is_everything(destination_ports))
    protocols = protocols & ProtocolSet::with_ports();
  return !protocols.empty() && std::none_of(out.begin() + 1, out.end(),
                                            [](const Intervals& part) { return part.empty(); });
}

Space::Space(AddressFamily family, const std::vector<const RuleList::Data*>& layers,
             const Region& region)
    : family_(family), layers_(layers) {
  std::array<Intervals, dimension_count> parts;
  ProtocolSet protocols;
  empty_ = !intervals_of(region, family, parts, protocols);
  if (empty_)
    return;
  for (const Protocol protocol : all_protocols)
    if (protocols.contains(protocol)) {
      const std::uint64_t rank = protocols_.size();
      protocols_.push_back(protocol);
      axes_[protocol_dimension].cells.push_back({{0, rank}, {0, rank}});
    }
  for (const RuleList::Data* layer : layers) {
    const auto same = [layer](const SpaceList& list) { return list.list == layer; };
    const auto found = std::find_if(lists_.begin(), lists_.end(), same);
    list_of_layer_.push_back(static_cast<std::size_t>(found - lists_.begin()));
    if (found == lists_.end())
      lists_.push_back({layer, {}, {}, {}});
  }
  std::vector<std::vector<std::uint32_t>> chosen(lists_.size());
  for (std::size_t i = 0; i < lists_.size(); ++i)
    choose_boxes(*lists_[i].list, parts, chosen[i]);
  collect_atoms(chosen);
  make_axes(chosen, parts);
  order_dimensions();
}

void Space::choose_boxes(const RuleList::Data& list,
                         const std::array<Intervals, dimension_count>& region,
                         std::vector<std::uint32_t>& chosen) const {
  const FamilyBoxes& family = list.boxes(family_);
  std::vector<RegionTest> tests;
  for (std::size_t d = source_dimension; d < dimension_count; ++d)
    tests.emplace_back(region[d], family.cuts[d], highest(d, family_));
  ProtocolSet protocols = ProtocolSet::none();
  for (const Protocol protocol : protocols_)
    protocols = protocols | protocol;
  const auto meets = [&](const ListBox& box, std::size_t d) {
    const Slice slice = box.spans[d];
    const auto begin = family.spans.begin() + slice.offset;
    return slice.count == 0 || std::any_of(begin, begin + slice.count,
                                           [&](CutSpan span) { return tests[d - 1].meets(span); });
  };
  for (std::uint32_t i = 0; i < family.boxes.size(); ++i) {
    const ListBox& box = family.boxes[i];
    // The dimensions that are cheap to test come first.
    if (!(box.protocols & protocols).empty() && meets(box, destination_port_dimension) &&
        meets(box, source_port_dimension) && meets(box, destination_dimension) &&
        meets(box, source_dimension))
      chosen.push_back(i);
  }
}

void Space::make_axes(const std::vector<std::vector<std::uint32_t>>& chosen,
                      const std::array<Intervals, dimension_count>& region) {
  // For each list and dimension which of its cuts are used, then the rank that starts at the cut or
  // after.
  std::vector<std::array<std::vector<std::uint32_t>, dimension_count>> rank_of(lists_.size());
  std::array<std::vector<Uint128>, dimension_count> cuts;
  for (std::size_t l = 0; l < lists_.size(); ++l) {
    const FamilyBoxes& family = lists_[l].list->boxes(family_);
    for (std::size_t d = source_dimension; d < dimension_count; ++d) {
      std::vector<std::uint32_t>& used = rank_of[l][d];
      used.assign(family.cuts[d].size() + 1, 0);
      for (const std::uint32_t i : chosen[l]) {
        const Slice slice = family.boxes[i].spans[d];
        for (std::uint32_t s = 0; s < slice.count; ++s) {
          used[family.spans[slice.offset + s].first] = 1;
          used[family.spans[slice.offset + s].end] = 1;
        }
      }
      const std::size_t before = cuts[d].size();
      for (std::size_t k = 0; k < family.cuts[d].size(); ++k)
        if (used[k] != 0)
          cuts[d].push_back(family.cuts[d][k]);
      std::inplace_merge(cuts[d].begin(), cuts[d].begin() + static_cast<std::ptrdiff_t>(before),
                         cuts[d].end());
    }
  }
  for (std::size_t d = source_dimension; d < dimension_count; ++d) {
    auto cut = cuts[d].begin();
    for (const Interval& piece : region[d]) {
      Uint128 first = piece.first;
      cut = std::upper_bound(cut, cuts[d].end(), first);
      for (; cut != cuts[d].end() && *cut <= piece.last; ++cut) {
        if (*cut == first)
          continue;  // a cut of several lists
        axes_[d].cells.push_back({first, *cut - one});
        first = *cut;
      }
      axes_[d].cells.push_back({first, piece.last});
    }
    for (std::size_t l = 0; l < lists_.size(); ++l) {
      const std::vector<Uint128>& own = lists_[l].list->boxes(family_).cuts[d];
      std::uint32_t rank = 0;
      for (std::size_t k = 0; k < own.size(); ++k) {
        if (rank_of[l][d][k] == 0)
          continue;
        while (rank < ranks(d) && axes_[d].cells[rank].first < own[k])
          ++rank;
        rank_of[l][d][k] = rank;
      }
      rank_of[l][d][own.size()] = ranks(d);
    }
  }
  for (std::size_t l = 0; l < lists_.size(); ++l)
    make_list(lists_[l], chosen[l], rank_of[l]);
}

void Space::make_list(SpaceList& out, const std::vector<std::uint32_t>& chosen,
                      const std::array<std::vector<std::uint32_t>, dimension_count>& rank_of) {
  const FamilyBoxes& family = out.list->boxes(family_);
  const auto add_span = [&out](Slice& slice, RankSpan span) {
    if (slice.count > 0 && out.spans.back().last + 1 == span.first)
      out.spans.back().last = span.last;
    else {
      out.spans.push_back(span);
      ++slice.count;
    }
  };
  const auto shorten = [&](Slice& slice, std::size_t d) {
    if (slice.count == 1 && out.spans.back().first == 0 && out.spans.back().last + 1 == ranks(d)) {
      out.spans.pop_back();
      slice.count = 0;
    }
  };
  for (const std::uint32_t i : chosen) {
    const ListBox& from = family.boxes[i];
    SpaceBox box{.rule = from.rule, .spans = {}, .atoms = {}};
    box.spans[protocol_dimension].offset = size32(out.spans.size());
    for (std::uint32_t rank = 0; rank < protocols_.size(); ++rank)
      if (from.protocols.contains(protocols_[rank]))
        add_span(box.spans[protocol_dimension], {rank, rank});
    shorten(box.spans[protocol_dimension], protocol_dimension);
    for (std::size_t d = source_dimension; d < dimension_count; ++d) {
      box.spans[d].offset = size32(out.spans.size());
      for (std::uint32_t s = 0; s < from.spans[d].count; ++s) {
        const CutSpan span = family.spans[from.spans[d].offset + s];
        const std::uint32_t first = rank_of[d][span.first];
        const std::uint32_t end = rank_of[d][span.end];
        if (first < end)
          add_span(box.spans[d], {first, end - 1});
      }
      shorten(box.spans[d], d);
    }
    box.atoms.offset = size32(out.atoms.size());
    for (std::uint32_t a = 0; a < from.atoms.count; ++a) {
      const Atom atom = global(family.atoms[from.atoms.offset + a], *out.list);
      const auto at = std::lower_bound(atoms_.begin(), atoms_.end(), atom);
      out.atoms.push_back(size32(static_cast<std::size_t>(at - atoms_.begin())));
    }
    box.atoms.count = from.atoms.count;
    out.boxes.push_back(box);
  }
  out.boxes.push_back({.rule = size32(out.list->rules.size()), .spans = {}, .atoms = {}});
}

Atom Space::global(const LocalAtom& atom, const RuleList::Data& list) const {
  for (std::uint32_t layer = 0; layer < layers_.size(); ++layer) {
    const RuleList::Data& other = *layers_[layer];
    if (atom.kind == AtomKind::order && &other.original() == &list.original())
      return {atom.kind, atom.id, layer};
    if (atom.kind != AtomKind::ports)
      continue;
    const std::uint32_t twin = other.twin_by_ports(list.rules[atom.id]);
    if (twin < other.rules.size())
      return {atom.kind, twin, layer};
  }
  return {atom.kind, atom.id, 0};
}

void Space::collect_atoms(const std::vector<std::vector<std::uint32_t>>& chosen) {
  for (std::size_t l = 0; l < lists_.size(); ++l) {
    const FamilyBoxes& family = lists_[l].list->boxes(family_);
    for (const std::uint32_t i : chosen[l])
      for (std::uint32_t a = 0; a < family.boxes[i].atoms.count; ++a)
        atoms_.push_back(global(family.atoms[family.boxes[i].atoms.offset + a], *lists_[l].list));
  }
  std::sort(atoms_.begin(), atoms_.end());
  atoms_.erase(std::unique(atoms_.begin(), atoms_.end()), atoms_.end());
}

// The protocol first, since ports mean nothing to some; then the dimensions that few rules share a
// rank of.
void Space::order_dimensions() {
  std::array<double, dimension_count> alive{};
  for (std::size_t d = source_dimension; d < dimension_count; ++d) {
    std::uint64_t covered = 0;
    for (const SpaceList& list : lists_)
      for (const SpaceBox& box : list.boxes) {
        covered += box.spans[d].count == 0 ? ranks(d) : 0;
        for (std::uint32_t s = 0; s < box.spans[d].count; ++s) {
          const RankSpan span = list.spans[box.spans[d].offset + s];
          covered += span.last - span.first + 1;
        }
      }
    alive[d] = static_cast<double>(covered) / static_cast<double>(ranks(d));
  }
  dimension_at_ = {protocol_dimension, source_dimension, destination_dimension,
                   destination_port_dimension, source_port_dimension};
  std::stable_sort(dimension_at_.begin() + 1, dimension_at_.end(),
                   [&alive](std::size_t a, std::size_t b) { return alive[a] < alive[b]; });
  for (std::uint32_t at = 0; at < dimension_count; ++at)
    level_of_[dimension_at_[at]] = at;
}

Node Space::consistent(Diagram& diagram) const {
  const auto conjunction = [](Node a, Node b) {
    if (a == Diagram::terminal(0) || b == Diagram::terminal(0))
      return Diagram::terminal(0);
    if (Diagram::is_terminal(a) || Diagram::is_terminal(b))
      return Diagram::is_terminal(a) ? b : a;
    return PairMemo::none;
  };
  const auto test = [&](std::size_t atom, Node if_false, Node if_true) {
    const std::size_t opened = diagram.open();
    diagram.add(opened, 0, if_false);
    diagram.add(opened, 1, if_true);
    return diagram.close(opened, size32(dimension_count + atom));
  };
  constexpr Node yes = Diagram::terminal(1);
  constexpr Node no = Diagram::terminal(0);
  Node all = yes;
  if (lists_.empty())
    return all;
  const Vocabulary& vocabulary = *lists_.front().list->vocabulary;
  for (std::size_t i = 0; i < atoms_.size(); ++i)
    for (std::size_t j = i + 1; j < atoms_.size(); ++j) {
      const Atom& a = atoms_[i];
      const Atom& b = atoms_[j];
      if (a.kind != b.kind || a.kind > AtomKind::destination_in_set)
        continue;
      if (vocabulary.excludes(a.id, b.id))
        all = diagram.combine(all, test(i, yes, test(j, yes, no)), conjunction);
      if (vocabulary.implies(a.id, b.id))
        all = diagram.combine(all, test(i, yes, test(j, no, yes)), conjunction);
      if (vocabulary.implies(b.id, a.id))
        all = diagram.combine(all, test(i, test(j, yes, no), yes), conjunction);
    }
  return all;
}

}  // namespace cachewarden::inline v0::network
