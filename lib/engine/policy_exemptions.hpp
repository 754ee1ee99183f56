#pragma once

#include <vector>

#include "cachewarden/engine/governance.hpp"
#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::detail {

/// The exemptions of Azure Policy that an inventory holds, for rules that name the same definitions
/// among their controls. What an assignment assigns has to be in the inventory: the assignment,
/// and for an initiative its definition too. `diagnostics` get what could not be followed.
[[nodiscard]] std::vector<Exemption> policy_exemptions(const Inventory& inventory,
                                                       std::vector<Diagnostic>& diagnostics);

}  // namespace cachewarden::inline v0::detail
