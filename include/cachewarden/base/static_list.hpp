#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>

namespace cachewarden::inline v0 {

/// A list of at most `N` items that lives in place and can be part of a constant; one item too many
/// does not compile (or throws, outside constant expressions).
template <class T, std::size_t N>
class StaticList {
 public:
  constexpr StaticList() noexcept = default;
  constexpr StaticList(std::initializer_list<T> items) {
    for (const T& item : items)
      items_.at(size_++) = item;
  }

  constexpr void push_back(const T& item) { items_.at(size_++) = item; }

  [[nodiscard]] constexpr const T* begin() const noexcept { return items_.data(); }
  [[nodiscard]] constexpr const T* end() const noexcept { return items_.data() + size_; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] constexpr const T& operator[](std::size_t index) const { return items_[index]; }
  static constexpr std::size_t capacity() noexcept { return N; }

 private:
  std::array<T, N> items_{};
  std::size_t size_ = 0;
};

}  // namespace cachewarden::inline v0
