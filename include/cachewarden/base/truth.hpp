#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace cachewarden::inline v0 {

/// Kleene's three-valued truth, ordered `no < unknown < yes`.
enum class Truth : std::uint8_t { no = 1, unknown = 2, yes = 3 };

[[nodiscard]] constexpr Truth truth(bool value) noexcept {
  return value ? Truth::yes : Truth::no;
}

/// AND is the smaller side, OR the greater one, NOT swaps the ends.
[[nodiscard]] constexpr Truth operator&(Truth a, Truth b) noexcept {
  return std::min(a, b);
}
[[nodiscard]] constexpr Truth operator|(Truth a, Truth b) noexcept {
  return std::max(a, b);
}
[[nodiscard]] constexpr Truth operator!(Truth a) noexcept {
  return static_cast<Truth>(4 - static_cast<int>(a));
}

[[nodiscard]] constexpr std::string_view name(Truth value) noexcept {
  switch (value) {
    case Truth::no:
      return "no";
    case Truth::yes:
      return "yes";
    case Truth::unknown:
      break;
  }
  return "unknown";
}

}  // namespace cachewarden::inline v0
