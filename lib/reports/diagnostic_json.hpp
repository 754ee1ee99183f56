#pragma once

#include <nlohmann/json.hpp>

#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::detail {

/// What readers had to tell, as reports in JSON list it.
[[nodiscard]] nlohmann::ordered_json diagnostic_json(const Diagnostic& diagnostic);
[[nodiscard]] nlohmann::ordered_json diagnostics_json(const Inventory& inventory);

}  // namespace cachewarden::inline v0::detail
