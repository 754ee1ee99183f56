#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace cachewarden::inline v0::json::detail {

/// Where the values, names, brackets, colons and commas of a text begin. simdjson finds them, by
/// the widest instructions that the machine has, and checks on the way that the text is UTF-8, that
/// quotes are balanced, and that no control character stands in a string. Between two places
/// stand the rest of the first one and blanks, and nothing else.
class StructuralIndex {
 public:
  StructuralIndex();
  ~StructuralIndex();
  StructuralIndex(StructuralIndex&&) noexcept;
  StructuralIndex& operator=(StructuralIndex&&) noexcept;

  /// Indexes a text of at most 1 GiB. False if one of the checks fails: the index is of no use.
  [[nodiscard]] bool scan(std::string_view text);
  /// Of the text scanned last; one more entry stands behind the last: the size of the text.
  [[nodiscard]] std::span<const std::uint32_t> places() const noexcept { return places_; }

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
  std::span<const std::uint32_t> places_{};
};

}  // namespace cachewarden::inline v0::json::detail
