#pragma once

#include <cstddef>
#include <string_view>

namespace cachewarden::inline v0::detail {

/// The bytes of a data file (`*.json`) below lib/, as it was when the library was built. `name` is
/// its path from lib/, as in `facts/ports.json`; a name that does not exist gives empty text whose
/// `data()` is null. The bytes live as long as the program.
[[nodiscard]] std::string_view embedded_file(std::string_view name) noexcept;

}  // namespace cachewarden::inline v0::detail
