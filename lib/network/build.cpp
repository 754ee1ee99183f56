#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "space.hpp"

namespace cachewarden::inline v0::network {
namespace {

using Word = std::uint64_t;
constexpr std::uint32_t none = 0xffffffffU;

/// Builds the diagram of one list from the top, one dimension after the other. What lies below a
/// level depends only on the boxes that are still alive there, so equal sets of them are built
/// once.
class Builder {
 public:
  Builder(const Space& space, const SpaceList& list, Leaf leaf, Diagram& diagram)
      : space_(space),
        list_(list),
        leaf_(leaf),
        diagram_(diagram),
        words_((list.boxes.size() + 63) / 64) {
    mark_levels();
  }

  Node run() {
    std::vector<Word> all(words_, ~Word{0});
    if (list_.boxes.size() % 64 != 0)
      all.back() >>= 64 - list_.boxes.size() % 64;
    const std::size_t at = push(all.data());
    return build(0, at);
  }

 private:
  // Bits of boxes: `restricting_` those that a level cuts, `open_` those that no level from here on
  // cuts.
  void mark_levels() {
    const std::uint32_t levels = space_.level_count();
    restricting_.assign(std::size_t{levels} * words_, 0);
    open_.assign(std::size_t{levels + 1} * words_, 0);
    for (auto& set : of_access_)
      set.assign(words_, 0);
    std::vector<std::uint32_t> below(list_.boxes.size(), 0);
    for (std::uint32_t i = 0; i < list_.boxes.size(); ++i) {
      const SpaceBox& box = list_.boxes[i];
      const auto restrict = [&](std::uint32_t level) {
        set_bit(&restricting_[level * words_], i);
        below[i] = std::max(below[i], level + 1);
      };
      for (std::size_t d = 0; d < dimension_count; ++d)
        if (box.spans[d].count != 0)
          restrict(space_.level(d));
      for (std::uint32_t a = 0; a < box.atoms.count; ++a)
        restrict(static_cast<std::uint32_t>(dimension_count) + list_.atoms[box.atoms.offset + a]);
      for (std::uint32_t level = below[i]; level <= levels; ++level)
        set_bit(&open_[level * words_], i);
      set_bit(of_access_[access(i)].data(), i);
    }
  }

  static void set_bit(Word* words, std::uint32_t bit) { words[bit / 64] |= Word{1} << bit % 64; }
  static void flip_bit(Word* words, std::uint32_t bit) { words[bit / 64] ^= Word{1} << bit % 64; }

  [[nodiscard]] std::uint32_t access(std::uint32_t box) const {
    const std::uint32_t rule = list_.boxes[box].rule;
    if (rule < list_.list->rules.size())
      return static_cast<std::uint32_t>(list_.list->rules[rule].access);
    return list_.list->kind == ListKind::admin ? 0 : static_cast<std::uint32_t>(Access::deny);
  }

  // The first bit set in `a & b` from `from` on.
  [[nodiscard]] std::uint32_t first_common(const Word* a, const Word* b,
                                           std::uint32_t from = 0) const {
    if (from >= words_ * 64)
      return none;
    Word mask = ~Word{0} << from % 64;
    for (std::size_t w = from / 64; w < words_; ++w, mask = ~Word{0})
      if (const Word both = a[w] & b[w] & mask; both != 0)
        return static_cast<std::uint32_t>(w * 64) +
               static_cast<std::uint32_t>(std::countr_zero(both));
    return none;
  }

  static void clear_above(Word* words, std::size_t count, std::uint32_t bit) {
    const std::size_t w = bit / 64;
    if (bit % 64 != 63)
      words[w] &= (Word{1} << (bit % 64 + 1)) - 1;
    std::fill(words + w + 1, words + count, Word{0});
  }

  // Drops what can not matter from this level on.
  void truncate(Word* alive, std::uint32_t level) {
    const Word* open = &open_[level * words_];
    const std::uint32_t decider = first_common(alive, open);
    if (leaf_ != Leaf::fallback) {
      clear_above(alive, words_, decider);
      if (leaf_ == Leaf::access)
        drop_same_access(alive, decider);
      return;
    }
    const std::uint32_t rule = list_.boxes[decider].rule;
    std::uint32_t second = decider;
    while (second != none && list_.boxes[second].rule == rule)
      second = first_common(alive, open, second + 1);
    if (second != none)
      clear_above(alive, words_, second);
  }

  // Boxes right before the decider that do what it does need not be told apart from it.
  void drop_same_access(Word* alive, std::uint32_t decider) const {
    const std::vector<Word>& same = of_access_[access(decider)];
    Word keep_below = (Word{1} << decider % 64) - 1;
    for (std::size_t w = decider / 64 + 1; w-- > 0; keep_below = ~Word{0}) {
      const Word others = alive[w] & ~same[w] & keep_below;
      const Word candidates = alive[w] & same[w] & keep_below;
      if (others == 0) {
        alive[w] &= ~candidates;
        continue;
      }
      const auto last = static_cast<unsigned>(63 - std::countl_zero(others));
      alive[w] &= ~(candidates & ~((Word{2} << last) - 1));
      return;
    }
  }

  // The terminal if the alive boxes leave nothing to ask from this level on.
  [[nodiscard]] std::uint32_t decided(const Word* alive, std::uint32_t level) const {
    const std::uint32_t first = first_common(alive, alive);
    const Word* open = &open_[level * words_];
    if (!has_bit(open, first))
      return none;
    const std::uint32_t rule = list_.boxes[first].rule;
    if (leaf_ != Leaf::fallback)
      return Diagram::value(leaf_of(first));
    std::uint32_t second = first;
    while (second != none && list_.boxes[second].rule == rule)
      second = first_common(alive, alive, second + 1);
    if (second == none)
      return 8 * rule;  // no rule at all decides, so nothing falls back
    if (!has_bit(open, second))
      return none;
    const std::uint32_t other = list_.boxes[second].rule;
    const bool is_admin = list_.list->kind == ListKind::admin;
    if (other >= list_.list->rules.size())  // no admin rule is as good as one that allows
      return 8 * rule + 2 * static_cast<std::uint32_t>(is_admin ? Access::allow : Access::deny) +
             (is_admin ? 0U : 1U);
    return 8 * rule + 2 * access(second) + (list_.list->rules[other].is_default ? 1U : 0U);
  }
  static bool has_bit(const Word* words, std::uint32_t bit) {
    return (words[bit / 64] >> bit % 64 & 1) != 0;
  }

  // Copies a set of boxes onto the stack and tells where it is.
  std::size_t push(const Word* words) {
    const std::size_t at = stack_.size();
    stack_.resize(at + words_);
    std::memcpy(&stack_[at], words, words_ * sizeof(Word));
    return at;
  }
  std::size_t push_copy(std::size_t of) {
    const std::size_t at = stack_.size();
    stack_.resize(at + words_);
    std::memcpy(&stack_[at], &stack_[of], words_ * sizeof(Word));
    return at;
  }

  // The function of the boxes at `alive` on top of the stack, which it takes off.
  Node build(std::uint32_t level, std::size_t alive) {
    const Node result = build_level(level, alive);
    stack_.resize(alive);
    return result;
  }

  Node build_level(std::uint32_t level, std::size_t alive) {
    for (;; ++level) {
      truncate(&stack_[alive], level);
      if (const std::uint32_t value = decided(&stack_[alive], level); value != none)
        return Diagram::terminal(value);
      if (first_common(&stack_[alive], &restricting_[level * words_]) != none)
        break;
    }
    const std::uint64_t hash = hash_of(level, alive);
    if (const Node known = find(hash, level, alive); known != PairMemo::none)
      return known;
    if (!diagram_.budget().work(32 + 4 * words_))
      return Diagram::terminal(0);
    const std::size_t key = remember(alive);
    Node result = PairMemo::none;
    if (level >= dimension_count)
      result = test(level, alive);
    else if (leaf_ != Leaf::fallback && is_last(level, alive))
      result = paint(level, alive);
    if (result == PairMemo::none)
      result = sweep(level, alive);
    insert(hash, level, key, result);
    return result;
  }

  // A level of two ranks: the atom is false or true.
  Node test(std::uint32_t level, std::size_t alive) {
    const Word* restricting = &restricting_[level * words_];
    const std::size_t opened = diagram_.open();
    const std::size_t if_false = push_copy(alive);
    for (std::size_t w = 0; w < words_; ++w)
      stack_[if_false + w] &= ~restricting[w];
    diagram_.add(opened, 0, build(level + 1, if_false));
    const std::size_t if_true = push_copy(alive);
    diagram_.add(opened, 1, build(level + 1, if_true));
    return diagram_.close(opened, level);
  }

  // No alive box is cut below this level.
  [[nodiscard]] bool is_last(std::uint32_t level, std::size_t alive) const {
    const Word* open = &open_[(level + 1) * words_];
    for (std::size_t w = 0; w < words_; ++w)
      if ((stack_[alive + w] & ~open[w]) != 0)
        return false;
    return true;
  }

  // Takes the boxes in order and gives each the ranks that are still free; few boxes often take
  // all. Gives up when the free ranks fall into many pieces.
  Node paint(std::uint32_t level, std::size_t alive) {
    const std::size_t d = space_.dimension(level);
    const Word* restricting = &restricting_[level * words_];
    const RankSpan all{0, space_.ranks(d) - 1};
    free_.assign(1, all);
    painted_.clear();
    std::size_t credit = 64;
    for (std::uint32_t box = first_common(&stack_[alive], &stack_[alive]); !free_.empty();
         box = first_common(&stack_[alive], &stack_[alive], box + 1)) {
      const Slice slice = list_.boxes[box].spans[d];
      const bool takes_all = !has_bit(restricting, box);
      credit += 4 * std::size_t{slice.count};
      for (std::uint32_t s = 0; s < (takes_all ? 1 : slice.count); ++s) {
        const std::size_t pieces = take(takes_all ? all : list_.spans[slice.offset + s], box);
        if (pieces >= credit)
          return PairMemo::none;
        credit -= pieces;
      }
    }
    diagram_.budget().work(16 * painted_.size());
    std::sort(painted_.begin(), painted_.end(),
              [](const Painted& a, const Painted& b) { return a.span.first < b.span.first; });
    const std::size_t opened = diagram_.open();
    for (const Painted& part : painted_)
      diagram_.add(opened, part.span.last, leaf_of(part.box));
    return diagram_.close(opened, level);
  }

  // Gives the free ranks of a span to a box; returns how many pieces were touched or moved.
  std::size_t take(RankSpan span, std::uint32_t box) {
    const auto from = std::lower_bound(
        free_.begin(), free_.end(), span.first,
        [](const RankSpan& piece, std::uint32_t first) { return piece.last < first; });
    auto to = from;
    RankSpan rest[2];
    std::size_t rests = 0;
    for (; to != free_.end() && to->first <= span.last; ++to) {
      if (to->first < span.first)
        rest[rests++] = {to->first, span.first - 1};
      if (span.last < to->last)
        rest[rests++] = {span.last + 1, to->last};
      painted_.push_back({{std::max(to->first, span.first), std::min(to->last, span.last)}, box});
    }
    const std::size_t pieces = static_cast<std::size_t>(free_.end() - from) + 1;
    if (from == to)
      return 1;
    const auto at = free_.erase(from, to);
    free_.insert(at, rest, rest + rests);
    return pieces;
  }

  // Goes through the ranks of a dimension and keeps the set of boxes that are alive at each.
  Node sweep(std::uint32_t level, std::size_t alive) {
    const std::size_t d = space_.dimension(level);
    const std::uint32_t end = space_.ranks(d);
    const Word* restricting = &restricting_[level * words_];
    const std::size_t events = events_.size();
    const std::size_t current = push_copy(alive);
    for (std::size_t w = 0; w < words_; ++w) {
      for (Word bits = stack_[alive + w] & restricting[w]; bits != 0; bits &= bits - 1) {
        const auto box =
            static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(std::countr_zero(bits));
        const Slice slice = list_.boxes[box].spans[d];
        for (std::uint32_t s = 0; s < slice.count; ++s) {
          const RankSpan span = list_.spans[slice.offset + s];
          events_.push_back(std::uint64_t{span.first} << 32 | box);
          if (span.last + 1 != end)
            events_.push_back(std::uint64_t{span.last + 1} << 32 | box);
        }
      }
      stack_[current + w] &= ~restricting[w];
    }
    std::sort(events_.begin() + static_cast<std::ptrdiff_t>(events), events_.end());
    diagram_.budget().work(16 * (events_.size() - events));

    const std::size_t previous = push_copy(current);
    const std::size_t count = events_.size();
    const std::size_t opened = diagram_.open();
    Node child = PairMemo::none;
    std::size_t event = events;
    const Word* open = &open_[(level + 1) * words_];
    for (std::uint32_t first = 0; first < end && diagram_.budget().work(2);) {
      for (; event < count && events_[event] >> 32 == first; ++event)
        flip_bit(&stack_[current], static_cast<std::uint32_t>(events_[event]));
      const std::uint32_t next =
          event < count ? static_cast<std::uint32_t>(events_[event] >> 32) : end;
      const std::uint32_t front = first_common(&stack_[current], &stack_[current]);
      if (leaf_ != Leaf::fallback && has_bit(open, front)) {
        child = PairMemo::none;
        diagram_.add(opened, next - 1, leaf_of(front));
      } else {
        child = same_or_build(level + 1, current, previous, child);
        diagram_.add(opened, next - 1, child);
      }
      first = next;
    }
    events_.resize(events);
    if (diagram_.budget().is_spent())
      diagram_.add(opened, end - 1, Diagram::terminal(0));
    return diagram_.close(opened, level);
  }

  // The function of the boxes at `current`; `child` if they are what they were when `previous` was
  // written.
  Node same_or_build(std::uint32_t level, std::size_t current, std::size_t previous, Node child) {
    diagram_.budget().work(2 * words_);
    const std::size_t below = push_copy(current);
    truncate(&stack_[below], level);
    const std::size_t bytes = words_ * sizeof(Word);
    if (child != PairMemo::none && std::memcmp(&stack_[below], &stack_[previous], bytes) == 0) {
      stack_.resize(below);
      return child;
    }
    std::memcpy(&stack_[previous], &stack_[below], bytes);
    return build(level, below);
  }

  // The terminal of a box that decides, when nothing falls back.
  [[nodiscard]] Node leaf_of(std::uint32_t box) const {
    return Diagram::terminal(leaf_ == Leaf::access ? access(box) : list_.boxes[box].rule);
  }

  [[nodiscard]] std::uint64_t hash_of(std::uint32_t level, std::size_t alive) const {
    std::uint64_t hash = level + 1;
    for (std::size_t w = 0; w < words_; ++w) {
      hash = (hash ^ stack_[alive + w]) * 0x9e3779b97f4a7c15U;
      hash ^= hash >> 29;
    }
    return hash;
  }

  struct Known {
    std::uint64_t hash = 0;
    std::size_t key = 0;  // where the words are in `keys_`
    std::uint32_t level = 0;
    Node node = PairMemo::none;
  };

  [[nodiscard]] Node find(std::uint64_t hash, std::uint32_t level, std::size_t alive) const {
    if (known_.empty())
      return PairMemo::none;
    const std::size_t mask = known_.size() - 1;
    for (std::size_t at = hash & mask; known_[at].node != PairMemo::none; at = (at + 1) & mask)
      if (known_[at].hash == hash && known_[at].level == level &&
          std::memcmp(&keys_[known_[at].key], &stack_[alive], words_ * sizeof(Word)) == 0)
        return known_[at].node;
    return PairMemo::none;
  }

  std::size_t remember(std::size_t alive) {
    const std::size_t key = keys_.size();
    diagram_.budget().memory(words_ * sizeof(Word) + 2 * sizeof(Known));
    keys_.insert(keys_.end(), stack_.begin() + static_cast<std::ptrdiff_t>(alive),
                 stack_.begin() + static_cast<std::ptrdiff_t>(alive + words_));
    return key;
  }

  void insert(std::uint64_t hash, std::uint32_t level, std::size_t key, Node node) {
    const auto place = [this](const Known& entry) {
      const std::size_t mask = known_.size() - 1;
      std::size_t at = entry.hash & mask;
      while (known_[at].node != PairMemo::none)
        at = (at + 1) & mask;
      known_[at] = entry;
    };
    if (2 * (++known_count_) > known_.size()) {
      std::vector<Known> old(std::max<std::size_t>(64, 2 * known_.size()));
      old.swap(known_);
      for (const Known& entry : old)
        if (entry.node != PairMemo::none)
          place(entry);
    }
    place({hash, key, level, node});
  }

  const Space& space_;
  const SpaceList& list_;
  Leaf leaf_;
  Diagram& diagram_;
  std::size_t words_;                           // of a set of boxes
  std::vector<Word> restricting_;               // by level
  std::vector<Word> open_;                      // by level
  std::array<std::vector<Word>, 4> of_access_;  // boxes by access
  std::vector<Word> stack_;                     // sets of boxes
  struct Painted {
    RankSpan span;
    std::uint32_t box = 0;
  };
  std::vector<RankSpan> free_;
  std::vector<Painted> painted_;
  std::vector<std::uint64_t> events_;  // stack of (rank, box) where a box begins or ends
  std::vector<Word> keys_;             // sets that `known_` points into
  std::vector<Known> known_;
  std::size_t known_count_ = 0;
};

}  // namespace

Node Space::build(Diagram& diagram, std::size_t layer, Leaf leaf) const {
  return Builder(*this, list(layer), leaf, diagram).run();
}

}  // namespace cachewarden::inline v0::network
