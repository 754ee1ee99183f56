#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/base/tasks.hpp"
#include "cachewarden/base/text.hpp"
#include "cachewarden/model/resource_id.hpp"

/// What makes work on many ids quick: they are long, begin alike, and siblings stand together.
namespace cachewarden::inline v0::detail {

/// Puts ids in the order of the alphabet, whatever their case. What several of them begin with is
/// looked at once, eight bytes at a time.
class IdOrder {
 public:
  explicit IdOrder(std::size_t count) {
    ids_.reserve(count);
    keys_.reserve(count);
  }

  /// The text is not copied.
  void add(std::string_view id) {
    keys_.push_back({0, static_cast<std::uint32_t>(ids_.size())});
    ids_.push_back(id);
  }

  /// The numbers of the ids, counted as they were added, in their order. `before(a, b)` decides on
  /// ids that are the same. Used once.
  template <class Before>
  [[nodiscard]] std::vector<std::uint32_t> numbers(Before&& before, const RunTasks& run = {}) {
    std::vector<Part> left;
    sort({keys_, 0}, before, &left);
    run_tasks(run, left.size(), [&](std::size_t i) { sort(left[i], before, nullptr); });
    std::vector<std::uint32_t> result;
    result.reserve(keys_.size());
    for (const Key& key : keys_)
      result.push_back(key.number);
    return result;
  }

 private:
  struct Key {
    std::uint64_t word = 0;  ///< the bytes that are looked at
    std::uint32_t number = 0;
  };
  /// Ids whose first `at` bytes are the same.
  struct Part {
    std::span<Key> keys{};
    std::size_t at = 0;
  };
  static constexpr std::size_t step = sizeof(Key::word);
  static constexpr std::size_t few = 12;
  static constexpr std::size_t part_size = 4096;  ///< what one of several threads sorts at a time

  /// What follows the first `at` bytes, which may be more than there are.
  [[nodiscard]] std::string_view rest(std::uint32_t number, std::size_t at) const noexcept {
    const std::string_view id = ids_[number];
    return id.substr(std::min(at, id.size()));
  }

  /// How many bytes all of them share from there on, in whole steps.
  [[nodiscard]] std::size_t shared(std::span<const Key> keys, std::size_t at) const noexcept {
    const std::string_view first = rest(keys.front().number, at);
    std::size_t most = first.size() / step * step;
    for (const Key& key : keys) {
      const std::string_view other = rest(key.number, at);
      std::size_t same = std::min(most, common_bytes(first, other));
      while (same < most && same + step <= other.size() &&
             folded_word(first.substr(same)) == folded_word(other.substr(same)))
        same += step;
      most = same;
    }
    return most;
  }

  /// Sorts ids; small parts are left for later, where there is a `left`.
  template <class Before>
  void sort(const Part& part, Before& before, std::vector<Part>* left) const {
    const std::span<Key> keys = part.keys;
    if (left != nullptr && keys.size() <= part_size) {
      left->push_back(part);
      return;
    }
    const std::size_t at = part.at + (keys.size() > few ? shared(keys, part.at) : 0);
    bool is_same = true;
    for (Key& key : keys) {
      key.word = folded_word(rest(key.number, at));
      is_same = is_same && key.word == keys.front().word;
    }
    // The same words after all that is shared: somewhere an id ends.
    if (is_same || keys.size() <= few) {
      std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
        if (a.word != b.word)
          return a.word < b.word;
        const auto order = compare_folded(rest(a.number, at), rest(b.number, at));
        return order != 0 ? order < 0 : before(a.number, b.number);
      });
      return;
    }
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.word < b.word; });
    for (std::size_t begin = 0; begin < keys.size();) {
      std::size_t end = begin + 1;
      while (end < keys.size() && keys[end].word == keys[begin].word)
        ++end;
      if (end - begin > 1)
        sort({keys.subspan(begin, end - begin), at}, before, left);
      begin = end;
    }
  }

  std::vector<std::string_view> ids_{};
  std::vector<Key> keys_{};
};

/// The parents of ids, one id after the other: an id is parsed only where its parent is another one
/// than that of the id before.
class ParentFinder {
 public:
  /// Goes on to an id. False if the parent stays what it is.
  bool go_to(const Text& id) {
    if (is_resource_ && spells_child_of(parent_, canonical_id(id)))
      return false;
    id_ = id;
    const std::optional<ResourceId> parsed = parse_resource_id(id_);
    parent_ = parsed ? parsed->parent() : std::string_view();
    is_resource_ = parsed && parent_.size() > parsed->scope.size();
    return true;
  }
  /// `ResourceId::parent` of the id; empty if it is no id.
  [[nodiscard]] std::string_view parent() const noexcept { return parent_; }

 private:
  Text id_{};
  std::string_view parent_{};  // of that id
  bool is_resource_ = false;   // the parent is one, of the same provider as its child
};

}  // namespace cachewarden::inline v0::detail
