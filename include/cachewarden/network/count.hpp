#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>

#include "cachewarden/base/address.hpp"

namespace cachewarden::inline v0::network {

/// An exact number of addresses or packets: up to 320 bits, enough for all packets of IPv6.
class Count {
 public:
  constexpr Count() = default;
  constexpr Count(std::uint64_t value) noexcept  // NOLINT(google-explicit-constructor)
      : limbs_{static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32)} {}
  /// How many numbers there are from `first` to `last`, both included; `first` is not above `last`.
  [[nodiscard]] static Count between(Uint128 first, Uint128 last) noexcept;

  [[nodiscard]] bool is_zero() const noexcept { return *this == Count{}; }
  /// The number itself, or the greatest 64-bit number if it is above that.
  [[nodiscard]] std::uint64_t saturated() const noexcept;
  /// In decimal digits.
  [[nodiscard]] std::string text() const;

  Count& operator+=(const Count& other) noexcept;
  friend Count operator+(Count a, const Count& b) noexcept { return a += b; }
  /// The difference; precondition: not below zero.
  friend Count operator-(const Count& a, const Count& b) noexcept;
  /// The product; bits above the 320th are lost.
  friend Count operator*(const Count& a, const Count& b) noexcept;
  friend bool operator==(const Count&, const Count&) = default;
  friend std::strong_ordering operator<=>(const Count& a, const Count& b) noexcept;

 private:
  std::array<std::uint32_t, 10> limbs_{};  // lowest first
};

}  // namespace cachewarden::inline v0::network
