#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace cachewarden::inline v0 {

template <class T>
class Property;

/// Immutable text of 16 bytes: up to 13 bytes in place, longer text on the heap and shared between
/// copies. A value: copying is cheap, any number of threads may read and copy the same one. A NUL
/// follows the text, for C.
class Text {
 public:
  constexpr Text() noexcept = default;
  Text(std::string_view text) {  // NOLINT(google-explicit-constructor)
    if (text.size() <= inline_capacity) {
      if (!text.empty())
        std::memcpy(bytes_, text.data(), text.size());
      bytes_[size_at] = static_cast<unsigned char>(text.size());
      return;
    }
    store(Shared::make(text));
    bytes_[size_at] = on_heap;
  }
  Text(const char* text) : Text(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Text(const std::string& text)
      : Text(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)

  Text(const Text& other) noexcept {
    std::memcpy(bytes_, other.bytes_, sizeof bytes_);
    if (is_shared())
      shared()->references.fetch_add(1, std::memory_order_relaxed);
  }
  Text(Text&& other) noexcept {
    std::memcpy(bytes_, other.bytes_, sizeof bytes_);
    std::memset(other.bytes_, 0, sizeof bytes_);
  }
  Text& operator=(Text other) noexcept {
    swap(other);
    return *this;
  }
  ~Text() {
    if (is_shared())
      Shared::release(shared());
  }

  void swap(Text& other) noexcept {
    unsigned char bytes[sizeof bytes_];
    std::memcpy(bytes, bytes_, sizeof bytes_);
    std::memcpy(bytes_, other.bytes_, sizeof bytes_);
    std::memcpy(other.bytes_, bytes, sizeof bytes_);
  }

  /// Valid as long as this object; for text of over 13 bytes as long as any copy.
  [[nodiscard]] std::string_view view() const noexcept {
    if (is_shared())
      return {shared()->data(), shared()->size};
    return {reinterpret_cast<const char*>(bytes_), bytes_[size_at]};
  }
  operator std::string_view() const noexcept {
    return view();
  }  // NOLINT(google-explicit-constructor)
  [[nodiscard]] std::string string() const { return std::string(view()); }
  [[nodiscard]] bool empty() const noexcept { return bytes_[size_at] == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return view().size(); }

  friend bool operator==(const Text& a, const Text& b) noexcept { return a.view() == b.view(); }
  friend auto operator<=>(const Text& a, const Text& b) noexcept { return a.view() <=> b.view(); }

 private:
  friend class Property<Text>;

  struct Shared {
    std::atomic<std::uint32_t> references{1};
    std::uint32_t size = 0;
    [[nodiscard]] char* data() noexcept { return reinterpret_cast<char*>(this + 1); }

    static Shared* make(std::string_view text) {
      void* memory = ::operator new(sizeof(Shared) + text.size() + 1);
      auto* shared = new (memory) Shared;
      shared->size = static_cast<std::uint32_t>(text.size());
      std::memcpy(shared->data(), text.data(), text.size());
      shared->data()[text.size()] = '\0';
      return shared;
    }
    static void release(Shared* shared) noexcept {
      if (shared->references.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
      shared->~Shared();
      ::operator delete(shared);
    }
  };

  static constexpr std::size_t inline_capacity = 13;
  static constexpr std::size_t spare_at = 14;  // not the text's: `Property` keeps its state there
  static constexpr std::size_t size_at = 15;
  static constexpr unsigned char on_heap = 0xff;

  [[nodiscard]] bool is_shared() const noexcept { return bytes_[size_at] == on_heap; }
  [[nodiscard]] Shared* shared() const noexcept {
    Shared* shared = nullptr;
    std::memcpy(&shared, bytes_, sizeof shared);
    return shared;
  }
  void store(Shared* shared) noexcept { std::memcpy(bytes_, &shared, sizeof shared); }

  alignas(8) unsigned char bytes_[16] = {};
};

static_assert(sizeof(Text) == 16);

}  // namespace cachewarden::inline v0
