#include "cachewarden/network/count.hpp"

#include <algorithm>
#include <cstddef>

namespace cachewarden::inline v0::network {

Count Count::between(Uint128 first, Uint128 last) noexcept {
  const Uint128 distance = last - first;
  Count count(distance.low);
  count.limbs_[2] = static_cast<std::uint32_t>(distance.high);
  count.limbs_[3] = static_cast<std::uint32_t>(distance.high >> 32);
  return count += Count(1);
}

std::uint64_t Count::saturated() const noexcept {
  if (std::any_of(limbs_.begin() + 2, limbs_.end(), [](std::uint32_t limb) { return limb != 0; }))
    return ~std::uint64_t{0};
  return std::uint64_t{limbs_[1]} << 32 | limbs_[0];
}

std::string Count::text() const {
  std::string digits;
  Count left = *this;
  do {
    std::uint64_t rest = 0;
    for (std::size_t i = limbs_.size(); i-- > 0;) {
      const std::uint64_t part = rest << 32 | left.limbs_[i];
      left.limbs_[i] = static_cast<std::uint32_t>(part / 10);
      rest = part % 10;
    }
    digits += static_cast<char>('0' + rest);
  } while (!left.is_zero());
  std::reverse(digits.begin(), digits.end());
  return digits;
}

Count& Count::operator+=(const Count& other) noexcept {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    carry += std::uint64_t{limbs_[i]} + other.limbs_[i];
    limbs_[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  return *this;
}

Count operator-(const Count& a, const Count& b) noexcept {
  Count difference;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
    const std::uint64_t limb = std::uint64_t{a.limbs_[i]} - b.limbs_[i] - borrow;
    difference.limbs_[i] = static_cast<std::uint32_t>(limb);
    borrow = limb >> 63;
  }
  return difference;
}

Count operator*(const Count& a, const Count& b) noexcept {
  Count product;
  for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; i + j < a.limbs_.size(); ++j) {
      carry += std::uint64_t{a.limbs_[i]} * b.limbs_[j] + product.limbs_[i + j];
      product.limbs_[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
  }
  return product;
}

std::strong_ordering operator<=>(const Count& a, const Count& b) noexcept {
  return std::lexicographical_compare_three_way(a.limbs_.rbegin(), a.limbs_.rend(),
                                                b.limbs_.rbegin(), b.limbs_.rend());
}

}  // namespace cachewarden::inline v0::network
