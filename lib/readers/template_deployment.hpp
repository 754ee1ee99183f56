#pragma once

#include <string>

#include "cachewarden/model/inventory_builder.hpp"
#include "cachewarden/template/expand.hpp"

namespace cachewarden::inline v0::detail {

/// Adds the deployment of a template: what only the template shows, each with its place in the
/// documents of the template. Names of secrets, never their values.
void read_template_deployment(const templates::Expansion& expansion, const std::string& name,
                              InventoryBuilder& builder);

}  // namespace cachewarden::inline v0::detail
