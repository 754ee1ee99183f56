#include <algorithm>
#include <optional>
#include <utility>

#include "rule_list_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

// One way for a side to match: the address is in the intervals and the atom, if there is one, is
// true.
struct Alternative {
  bool is_everything = false;
  Intervals intervals;
  std::optional<LocalAtom> atom;
};

class BoxMaker {
 public:
  BoxMaker(const RuleList::Data& list, AddressFamily family) : list_(list), family_(family) {}

  FamilyBoxes make() && {
    for (std::uint32_t rule = 0, tie = 0; rule < list_.rules.size();) {
      if (tie < list_.ties.size() && list_.ties[tie].first == rule) {
        add_tie(list_.ties[tie]);
        rule += list_.ties[tie++].count;
      } else {
        add_rule(rule++, std::nullopt);
      }
    }
    number_cuts();
    return std::move(out_);
  }

 private:
  // Rules of one priority: with the atom the more permissive come first, without it the less
  // permissive.
  void add_tie(const RuleList::Tie& tie) {
    if (!tie.matters) {
      for (std::uint32_t i = 0; i < tie.count; ++i)
        add_rule(tie.first + i, std::nullopt);
      return;
    }
    const LocalAtom order{AtomKind::order, list_.rules[tie.first].priority};
    const auto add_all = [&](Access access, std::optional<LocalAtom> atom) {
      for (std::uint32_t i = 0; i < tie.count; ++i)
        if (list_.rules[tie.first + i].access == access)
          add_rule(tie.first + i, atom);
    };
    add_all(Access::always_allow, order);
    add_all(Access::allow, order);
    add_all(Access::deny, std::nullopt);
    add_all(Access::allow, std::nullopt);
    add_all(Access::always_allow, std::nullopt);
  }

  std::vector<Alternative> alternatives(const Side& side, AtomKind kind) const {
    std::vector<Alternative> out;
    if (side.any) {
      out.push_back({true, {}, std::nullopt});
      return out;
    }
    // What is certain of a set and what is open of it are apart: mostly that is all there is.
    const bool is_one_set = side.addresses.empty() && side.sets.size() == 1;
    AddressSet united;
    if (!is_one_set) {
      united = side.addresses;
      for (const SetId set : side.sets)
        united = united | list_.vocabulary->certain(set);
    }
    const AddressSet& known = is_one_set ? list_.vocabulary->certain(side.sets.front()) : united;
    if (known.contains(AddressRange::everything(family_))) {
      out.push_back({true, {}, std::nullopt});
      return out;
    }
    if (Intervals intervals = intervals_of(known, family_); !intervals.empty())
      out.push_back({false, std::move(intervals), std::nullopt});
    for (const SetId set : side.sets) {
      const AddressSet& of_set = list_.vocabulary->open(set);
      const AddressSet left = is_one_set ? AddressSet() : of_set - known;
      const AddressSet& open = is_one_set ? of_set : left;
      const bool everything = open.contains(AddressRange::everything(family_));
      if (Intervals intervals = intervals_of(open, family_); !intervals.empty())
        out.push_back({everything, std::move(intervals), LocalAtom{kind, set}});
    }
    return out;
  }

  void add_rule(std::uint32_t index, std::optional<LocalAtom> order) {
    const Rule& rule = list_.rules[index];
    const Alternative source_ports{is_everything(rule.source_ports),
                                   intervals_of(rule.source_ports), std::nullopt};
    const Alternative destination_ports{is_everything(rule.destination_ports),
                                        intervals_of(rule.destination_ports), std::nullopt};
    const bool tests_ports = !source_ports.is_everything || !destination_ports.is_everything;
    const bool no_ports = !source_ports.is_everything && source_ports.intervals.empty();
    const bool no_destination_ports =
        !destination_ports.is_everything && destination_ports.intervals.empty();
    if (no_ports || no_destination_ports)
      return;
    const Alternative all_ports{true, {}, std::nullopt};
    const LocalAtom ports_atom{AtomKind::ports, index};
    for (const Alternative& source : alternatives(rule.source, AtomKind::source_in_set))
      for (const Alternative& destination :
           alternatives(rule.destination, AtomKind::destination_in_set)) {
        const ProtocolSet portless = rule.protocols - ProtocolSet::with_ports();
        const ProtocolSet plain = tests_ports ? rule.protocols - portless : rule.protocols;
        if (!plain.empty())
          add_box(index, plain, {&source, &destination, &source_ports, &destination_ports}, order,
                  std::nullopt);
        if (tests_ports && !portless.empty())
          add_box(index, portless, {&source, &destination, &all_ports, &all_ports}, order,
                  ports_atom);
      }
  }

  void add_box(std::uint32_t rule, ProtocolSet protocols,
               std::array<const Alternative*, dimension_count - 1> parts,
               std::optional<LocalAtom> order, std::optional<LocalAtom> ports) {
    ListBox box{.rule = rule, .protocols = protocols, .spans = {}, .atoms = {}};
    box.atoms.offset = static_cast<std::uint32_t>(out_.atoms.size());
    const auto add_atom = [this](const std::optional<LocalAtom>& atom) {
      if (atom)
        out_.atoms.push_back(*atom);
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Alternative& part = *parts[i];
      add_atom(part.atom);
      if (part.is_everything)
        continue;
      box.spans[i + 1] = {static_cast<std::uint32_t>(intervals_.size()),
                          static_cast<std::uint32_t>(part.intervals.size())};
      intervals_.insert(intervals_.end(), part.intervals.begin(), part.intervals.end());
      dimension_of_.insert(dimension_of_.end(), part.intervals.size(),
                           static_cast<std::uint8_t>(i + 1));
    }
    add_atom(order);
    add_atom(ports);
    for (const ConditionId condition : list_.rules[rule].conditions)
      add_atom(LocalAtom{AtomKind::condition, condition});
    box.atoms.count = static_cast<std::uint32_t>(out_.atoms.size()) - box.atoms.offset;
    out_.boxes.push_back(box);
  }

  // Replaces the ends of all intervals by their numbers among the ends of the dimension.
  void number_cuts() {
    std::array<Uint128, dimension_count> highest{};
    highest[source_dimension] = highest[destination_dimension] = Uint128::ones(width(family_));
    highest[source_port_dimension] = highest[destination_port_dimension] = Uint128{0, 65535};
    constexpr Uint128 one{0, 1};
    for (std::size_t i = 0; i < intervals_.size(); ++i) {
      const std::uint8_t dimension = dimension_of_[i];
      out_.cuts[dimension].push_back(intervals_[i].first);
      if (intervals_[i].last != highest[dimension])
        out_.cuts[dimension].push_back(intervals_[i].last + one);
    }
    for (auto& cuts : out_.cuts) {
      std::sort(cuts.begin(), cuts.end());
      cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    }
    out_.spans.reserve(intervals_.size());
    for (std::size_t i = 0; i < intervals_.size(); ++i) {
      const auto& cuts = out_.cuts[dimension_of_[i]];
      const auto number = [&cuts](auto from, Uint128 value) {
        return static_cast<std::uint32_t>(std::lower_bound(from, cuts.end(), value) - cuts.begin());
      };
      const std::uint32_t first = number(cuts.begin(), intervals_[i].first);
      const bool to_the_end = intervals_[i].last == highest[dimension_of_[i]];
      const auto count = static_cast<std::uint32_t>(cuts.size());
      out_.spans.push_back(
          {first, to_the_end ? count : number(cuts.begin() + first, intervals_[i].last + one)});
    }
  }

  const RuleList::Data& list_;
  AddressFamily family_;
  FamilyBoxes out_;
  Intervals intervals_;                     // of all boxes, in the order of `out_.spans`
  std::vector<std::uint8_t> dimension_of_;  // of each interval
};

}  // namespace

FamilyBoxes make_boxes(const RuleList::Data& list, AddressFamily family) {
  return BoxMaker(list, family).make();
}

}  // namespace cachewarden::inline v0::network
