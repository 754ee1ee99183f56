#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "cachewarden/network/path.hpp"
#include "intervals.hpp"

namespace cachewarden::inline v0::network {

/// What a packet consists of, besides the atoms.
enum Dimension : std::uint8_t {
  protocol_dimension = 0,
  source_dimension = 1,
  destination_dimension = 2,
  source_port_dimension = 3,
  destination_port_dimension = 4,
};
inline constexpr std::size_t dimension_count = 5;

/// The values from `cuts[first]` up to, without, `cuts[end]`; up to the highest if `end` is the
/// number of cuts.
struct CutSpan {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// A part of a flat array.
struct Slice {
  std::uint32_t offset = 0;
  std::uint32_t count = 0;
};

/// A product of unions of spans, together with atoms that must be true. A rule is the union of its
/// boxes.
struct ListBox {
  std::uint32_t rule = 0;
  ProtocolSet protocols{};
  std::array<Slice, dimension_count> spans{};  ///< count 0: everything; the protocol's is not used
  Slice atoms{};
};

/// An atom before the path is known: `id` is the rule for `ports`, the priority for `order`.
struct LocalAtom {
  AtomKind kind = AtomKind::condition;
  std::uint32_t id = 0;
};

/// The rules of a list for one family of addresses, in order.
struct FamilyBoxes {
  std::array<std::vector<Uint128>, dimension_count> cuts;  ///< ascending
  std::vector<CutSpan> spans;
  std::vector<LocalAtom> atoms;
  std::vector<ListBox> boxes;
};

/// The boxes of rules that are in order.
FamilyBoxes make_boxes(const RuleList::Data& list, AddressFamily family);

struct RuleList::Data {
  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;
  ~Data() {
    for (const auto& made : families_)
      delete made.load(std::memory_order_relaxed);
  }

  /// The list that this one was made of by leaving rules out; null for an original. Lists of one
  /// origin share the unknown order of rules of one priority.
  std::shared_ptr<const Data> origin;
  ListKind kind = ListKind::group;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<Rule> rules;
  std::vector<Tie> ties;
  std::vector<std::uint32_t>
      by_ports;  ///< one rule, the first, for each pair of port sets, in their order

  [[nodiscard]] const Data& original() const noexcept { return origin ? *origin : *this; }
  /// The first rule that has the same ports as the given one of any list; `rules.size()` if none
  /// has.
  [[nodiscard]] std::uint32_t twin_by_ports(const Rule& rule) const;
  /// The boxes of the rules, made when somebody asks: most questions are about one family. Of
  /// several threads that ask at once, what one of them made is kept.
  [[nodiscard]] const FamilyBoxes& boxes(AddressFamily family) const {
    std::atomic<const FamilyBoxes*>& slot = families_[family == AddressFamily::ipv4 ? 0 : 1];
    const FamilyBoxes* known = slot.load(std::memory_order_acquire);
    if (known != nullptr)
      return *known;
    auto made = std::make_unique<const FamilyBoxes>(make_boxes(*this, family));
    if (slot.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel,
                                     std::memory_order_acquire))
      known = made.release();
    return *known;
  }

 private:
  mutable std::array<std::atomic<const FamilyBoxes*>, 2> families_{};  // IPv4, IPv6
};

}  // namespace cachewarden::inline v0::network
