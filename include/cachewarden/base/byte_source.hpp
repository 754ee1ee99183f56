#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "cachewarden/base/result.hpp"

namespace cachewarden::inline v0 {

/// Bytes that stay where they are and can be read again, such as those of a file. Any number of
/// threads may read the same one.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
  /// Fills `into` with the bytes from `offset` on; the number of bytes, less only at the end.
  /// Errors: `io`, also if the bytes are no longer those of before.
  [[nodiscard]] virtual Result<std::size_t> read(std::uint64_t offset,
                                                 std::span<char> into) const = 0;
};

}  // namespace cachewarden::inline v0
