#pragma once

#include <string>

#include "cachewarden/model/inventory_builder.hpp"
#include "cachewarden/template/expand.hpp"

namespace cachewarden::inline v0::detail {

/// Warns of what only a template shows: secrets that it gives away (names and places, never values)
/// and properties that the api-version of their resource does not have.
void report_template_notes(const templates::Expansion& expansion, const std::string& name,
                           InventoryBuilder& builder);

}  // namespace cachewarden::inline v0::detail
