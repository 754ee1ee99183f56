#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"

/// Resources of a Terraform plan in Terraform's own words.
namespace cachewarden::inline v0::views {

struct TerraformResource {
  std::string address{};
  std::string type{};
  json::Node values{};
  json::Node expressions{};  ///< of the configuration; empty if the plan does not show it
  bool is_planned = true;
};

/// What `terraform show -json` writes.
[[nodiscard]] bool is_terraform(json::Node root);

/// The resources that will be there.
[[nodiscard]] std::vector<TerraformResource> terraform_resources(json::Node root);

/// An address without `[0]` and `["key"]`.
[[nodiscard]] std::string without_indices(std::string_view address);

}  // namespace cachewarden::inline v0::views
