#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cachewarden::inline v0::templates {

/// Memory that is given back all at once: expressions, values and their texts live in one.
/// Holds trivially destructible things only. Not for several threads at a time.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  [[nodiscard]] void* allocate(std::size_t bytes, std::size_t alignment) {
    const std::size_t padding = (alignment - position_ % alignment) % alignment;
    if (block_ == nullptr || padding + bytes > capacity_ - position_)
      return allocate_in_new_block(bytes);
    std::byte* place = block_ + position_ + padding;
    position_ += padding + bytes;
    return place;
  }

  template <class T, class... Args>
  [[nodiscard]] T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  /// A copy of the elements; an empty span for none.
  template <class T>
  [[nodiscard]] std::span<const T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    if (items.empty())
      return {};
    T* place = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), place);
    return {place, items.size()};
  }
  template <class T>
  [[nodiscard]] std::span<const T> copy(const std::vector<T>& items) {
    return copy(std::span<const T>(items));
  }

  [[nodiscard]] std::string_view copy(std::string_view text) {
    if (text.empty())
      return {};
    char* place = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  /// Bytes taken from the system so far.
  [[nodiscard]] std::size_t bytes() const noexcept { return total_; }

 private:
  void* allocate_in_new_block(std::size_t bytes) {
    const std::size_t size = std::max(bytes, next_size_);
    next_size_ = std::min<std::size_t>(next_size_ * 2, std::size_t{1} << 20);
    blocks_.push_back(std::make_unique<std::byte[]>(size));
    block_ = blocks_.back().get();
    capacity_ = size;
    position_ = bytes;
    total_ += size;
    return block_;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* block_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t position_ = 0;
  std::size_t next_size_ = std::size_t{4} << 10;
  std::size_t total_ = 0;
};

}  // namespace cachewarden::inline v0::templates
