#pragma once

#include <cstddef>
#include <cstdint>

namespace cachewarden::inline v0::network {

/// What is left of the limits of one question. Once spent it stays spent, and results are worth
/// nothing.
class Budget {
 public:
  Budget(std::uint64_t work, std::size_t memory) : work_(work), memory_(memory) {}

  /// Takes steps of some nanoseconds each; false if that is more than there is.
  bool work(std::uint64_t steps) noexcept {
    spent_ = spent_ || steps > work_;
    work_ -= steps > work_ ? work_ : steps;
    return !spent_;
  }
  bool memory(std::size_t bytes) noexcept {
    spent_ = spent_ || bytes > memory_;
    memory_ -= bytes > memory_ ? memory_ : bytes;
    return !spent_;
  }
  void spend() noexcept { spent_ = true; }
  [[nodiscard]] bool is_spent() const noexcept { return spent_; }
  [[nodiscard]] std::uint64_t work_left() const noexcept { return work_; }

 private:
  std::uint64_t work_;
  std::size_t memory_;
  bool spent_ = false;
};

}  // namespace cachewarden::inline v0::network
