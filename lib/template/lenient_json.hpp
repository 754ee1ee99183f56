#pragma once

#include <string_view>

#include "cachewarden/template/value.hpp"

namespace cachewarden::inline v0::templates {

/// JSON as json() takes it: also single quotes, names without quotes, comments and trailing commas.
/// Null pointer if it is none, or nested more than 128 levels.
[[nodiscard]] const Value* lenient_json(ValueMaker& make, std::string_view text, Origin origin);

}  // namespace cachewarden::inline v0::templates
