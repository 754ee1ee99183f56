#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cachewarden/model/resource.hpp"

namespace cachewarden::inline v0::detail {

/// Numbers of resources by the hash of their ids.
class IdTable {
 public:
  /// Room for so many numbers.
  void reserve(std::size_t count) {
    std::size_t wanted = 16;
    while (wanted < count * 2)
      wanted *= 2;
    if (wanted > slots_.size())
      resize(wanted);
  }

  void insert(std::uint64_t hash, std::uint32_t number) {
    if ((count_ + 1) * 2 > slots_.size())
      resize(slots_.empty() ? 16 : slots_.size() * 2);
    place({hash, number});
    ++count_;
  }

  /// The first number of that hash for which `is_it(number)` holds; `no_index` if there is none.
  template <class Is>
  [[nodiscard]] std::uint32_t find(std::uint64_t hash, Is&& is_it) const {
    if (slots_.empty())
      return no_index;
    for (std::size_t at = hash & (slots_.size() - 1); slots_[at].number != no_index;
         at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == hash && is_it(slots_[at].number))
        return slots_[at].number;
    }
    return no_index;
  }

  /// Changes each number `i` to `renumbered[i]`.
  void renumber(const std::vector<std::uint32_t>& renumbered) {
    for (Slot& slot : slots_) {
      if (slot.number != no_index)
        slot.number = renumbered[slot.number];
    }
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = no_index;
  };

  void place(const Slot& slot) {
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].number != no_index)
      at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
  void resize(std::size_t size) {
    std::vector<Slot> before(size);
    before.swap(slots_);
    for (const Slot& slot : before) {
      if (slot.number != no_index)
        place(slot);
    }
  }

  std::vector<Slot> slots_{};
  std::size_t count_ = 0;
};

}  // namespace cachewarden::inline v0::detail
