#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/base/text.hpp"
#include "cachewarden/model/resource_id.hpp"

/// What makes work on many ids quick: they are long, begin alike, and siblings stand together.
namespace cachewarden::inline v0::detail {

/// Puts ids in the order of the alphabet, whatever their case. What several of them begin with is
/// looked at once, eight bytes at a time.
class IdOrder {
 public:
  explicit IdOrder(std::size_t count) {
    ends_.reserve(count + 1);
    keys_.reserve(count);
  }

  void add(std::string_view id) {
    const std::size_t begin = text_.size();
    text_.append(id);
    std::transform(text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.end(),
                   text_.begin() + static_cast<std::ptrdiff_t>(begin), fold);
    keys_.push_back({0, static_cast<std::uint32_t>(keys_.size())});
    ends_.push_back(text_.size());
  }

  /// The numbers of the ids, counted as they were added, in their order. `before(a, b)` decides on
  /// ids that are the same. Used once.
  template <class Before>
  [[nodiscard]] std::vector<std::uint32_t> numbers(Before&& before) {
    sort(keys_, 0, before);
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
  static constexpr std::size_t few = 12;

  /// What follows the first `at` bytes, which may be more than there are.
  [[nodiscard]] std::string_view rest(std::uint32_t number, std::size_t at) const noexcept {
    const std::string_view id =
        std::string_view(text_).substr(ends_[number], ends_[number + 1] - ends_[number]);
    return id.substr(std::min(at, id.size()));
  }

  /// The first eight bytes as a number that is ordered as they are.
  [[nodiscard]] static std::uint64_t word(std::string_view rest) noexcept {
    unsigned char bytes[8] = {};
    if (rest.size() >= sizeof bytes)
      std::memcpy(bytes, rest.data(), sizeof bytes);
    else if (!rest.empty())
      std::memcpy(bytes, rest.data(), rest.size());
    std::uint64_t result = 0;
    for (const unsigned char byte : bytes)
      result = result << 8 | byte;
    return result;
  }

  /// Sorts ids whose first `at` bytes are the same.
  template <class Before>
  void sort(std::span<Key> keys, std::size_t at, Before& before) const {
    for (;; at += sizeof(Key::word)) {
      bool is_short = keys.size() <= few;
      bool is_same = true;
      for (Key& key : keys) {
        const std::string_view left = rest(key.number, at);
        is_short = is_short || left.size() < sizeof key.word;
        key.word = word(left);
        is_same = is_same && key.word == keys.front().word;
      }
      if (is_same && !is_short)
        continue;
      if (is_short && (is_same || keys.size() <= few)) {
        std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
          const int order = rest(a.number, at).compare(rest(b.number, at));
          return order != 0 ? order < 0 : before(a.number, b.number);
        });
        return;
      }
      break;
    }
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.word < b.word; });
    for (std::size_t begin = 0; begin < keys.size();) {
      std::size_t end = begin + 1;
      while (end < keys.size() && keys[end].word == keys[begin].word)
        ++end;
      if (end - begin > 1)
        sort(keys.subspan(begin, end - begin), at, before);
      begin = end;
    }
  }

  std::string text_{};                // all ids, folded
  std::vector<std::size_t> ends_{0};  // where they end, behind where the first one begins
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
