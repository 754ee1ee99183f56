#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace cachewarden::inline v0 {

/// Immutable list of one pointer; copies share the items, which stand in one piece of memory with
/// the count of copies. A value, as `Text` is.
template <class T>
class List {
 public:
  constexpr List() noexcept = default;
  /// Moves the items out of where they stand.
  explicit List(std::span<T> items) {
    if (!items.empty())
      shared_ = Shared::make(items);
  }
  List(std::vector<T> items) : List(std::span<T>(items)) {}  // NOLINT(google-explicit-constructor)
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
      Shared::destroy(shared_);
  }

  [[nodiscard]] const T* begin() const noexcept {
    return shared_ == nullptr ? nullptr : shared_->items();
  }
  [[nodiscard]] const T* end() const noexcept { return begin() + size(); }
  [[nodiscard]] std::size_t size() const noexcept { return shared_ == nullptr ? 0 : shared_->size; }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Precondition: `index < size()`.
  [[nodiscard]] const T& operator[](std::size_t index) const { return begin()[index]; }

  friend bool operator==(const List& a, const List& b) {
    return a.shared_ == b.shared_ || std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  /// Stands before the items.
  struct Shared {
    std::atomic<std::uint32_t> references{1};
    std::uint32_t size = 0;

    static Shared* make(std::span<T> items) {
      static_assert(std::is_nothrow_move_constructible_v<T>);
      static_assert(sizeof(Shared) % alignof(T) == 0 &&
                    alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
      void* const memory = ::operator new(sizeof(Shared) + items.size_bytes());
      auto* const shared = new (memory) Shared;
      shared->size = static_cast<std::uint32_t>(items.size());
      std::uninitialized_move(items.begin(), items.end(), shared->items());
      return shared;
    }
    static void destroy(Shared* shared) noexcept {
      std::destroy_n(shared->items(), shared->size);
      shared->~Shared();
      ::operator delete(shared);
    }
    [[nodiscard]] T* items() noexcept { return reinterpret_cast<T*>(this + 1); }
  };
  Shared* shared_ = nullptr;
};

}  // namespace cachewarden::inline v0
