#pragma once

#include <string>

#include "cachewarden/model/inventory_builder.hpp"
#include "cachewarden/template/expand.hpp"

namespace cachewarden::inline v0::detail {

/// Warns of what only the parts of a template together show, and no rule asks: lists that leave out
/// what is declared beside them.
void report_template_notes(const templates::Expansion& expansion, const std::string& name,
                           InventoryBuilder& builder);

}  // namespace cachewarden::inline v0::detail
