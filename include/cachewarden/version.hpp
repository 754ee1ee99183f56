#pragma once

#include <string_view>

namespace cachewarden::inline v0 {

/// The version of these headers, `major.minor.patch`. The build reads it from this line; while the
/// major number is 0, a new minor number may change any interface.
inline constexpr std::string_view version = "0.1.0";

}  // namespace cachewarden::inline v0
