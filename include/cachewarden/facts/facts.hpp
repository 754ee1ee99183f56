#pragma once

#include <string_view>

#include "cachewarden/base/result.hpp"
#include "cachewarden/model/facts.hpp"

namespace cachewarden::inline v0 {

/// The facts that this version of the library was built with.
[[nodiscard]] Facts built_in_facts();

/// Facts from a JSON document; `name` is for errors.
[[nodiscard]] Result<Facts> read_facts(std::string_view json, std::string_view name);

}  // namespace cachewarden::inline v0
