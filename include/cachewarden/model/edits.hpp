#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cachewarden::inline v0 {

/// Beside `Origins`, for documents whose origin can be changed line by line.
class Edits {
 public:
  virtual ~Edits() = default;

  /// The change of what a person wrote, as a unified diff, after which the resource whose text
  /// begins at `offset` of the expanded document says `wanted` (in the language of the origin).
  /// `pointer` (RFC 6901, from the resource) is what it is about. Empty if it cannot be told.
  [[nodiscard]] virtual std::string edit(std::size_t offset, std::string_view pointer,
                                         std::string_view wanted) const = 0;
};

}  // namespace cachewarden::inline v0
