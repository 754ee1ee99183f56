#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace cachewarden::inline v0 {

/// What rules have worked out lately, kept for the next rule that needs the same: rules on one
/// resource are asked one after the other. It changes no answer, only how long answers take. Not
/// for several threads at once.
class Workings {
 public:
  /// The `T` that was made of `about` before, else `make()`, a `std::shared_ptr<const T>`. A `T`
  /// must depend on nothing else than what does not change while an assessment runs.
  template <class T, class Make>
  [[nodiscard]] std::shared_ptr<const T> of(const void* about, Make&& make) {
    for (const Entry& entry : entries_) {
      if (entry.kind == &kind<T> && entry.about == about)
        return std::static_pointer_cast<const T>(entry.value);
    }
    std::shared_ptr<const T> made = std::forward<Make>(make)();
    entries_[next_] = {&kind<T>, about, made};
    next_ = (next_ + 1) % entries_.size();
    return made;
  }

 private:
  template <class T>
  static constexpr char kind = 0;

  struct Entry {
    const void* kind = nullptr;
    const void* about = nullptr;
    std::shared_ptr<const void> value{};
  };
  std::array<Entry, 4> entries_{};
  std::size_t next_ = 0;  ///< the entry that goes first
};

}  // namespace cachewarden::inline v0
