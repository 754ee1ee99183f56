#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace cachewarden::inline v0 {

/// Immutable list of one pointer; copies share the items. A value, as `Text` is.
template <class T>
class List {
 public:
  constexpr List() noexcept = default;
  List(std::vector<T> items) {  // NOLINT(google-explicit-constructor)
    if (!items.empty())
      shared_ = new Shared{.items = std::move(items)};
  }
  List(std::initializer_list<T> items) : List(std::vector<T>(items)) {}
  List(const List& other) noexcept : shared_(other.shared_) {
    if (shared_ != nullptr)
      shared_->references.fetch_add(1, std::memory_order_relaxed);
  }
  List(List&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}
  List& operator=(List other) noexcept {
    std::swap(shared_, other.shared_);
    return *this;
  }
  ~List() {
    if (shared_ != nullptr && shared_->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete shared_;
  }

  [[nodiscard]] const T* begin() const noexcept {
    return shared_ == nullptr ? nullptr : shared_->items.data();
  }
  [[nodiscard]] const T* end() const noexcept { return begin() + size(); }
  [[nodiscard]] std::size_t size() const noexcept {
    return shared_ == nullptr ? 0 : shared_->items.size();
  }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Precondition: `index < size()`.
  [[nodiscard]] const T& operator[](std::size_t index) const { return shared_->items[index]; }

  friend bool operator==(const List& a, const List& b) {
    return a.shared_ == b.shared_ || std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  struct Shared {
    std::atomic<std::uint32_t> references{1};
    std::vector<T> items;
  };
  Shared* shared_ = nullptr;
};

}  // namespace cachewarden::inline v0
