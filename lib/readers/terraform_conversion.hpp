#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/model/inventory.hpp"
#include "readers/arm_tree.hpp"
#include "readers/terraform_ids.hpp"

/// From the resources of a plan to resources in ARM form, by the Terraform names of the field
/// tables and the few differences in shape.
namespace cachewarden::inline v0::detail {

/// A resource in ARM form.
struct TerraformDraft {
  std::string id{};
  std::string_view type{};
  std::size_t origin = 0;           ///< offset in the plan
  Carried carried = Carried::full;  ///< a projection adds to a resource that is declared elsewhere
  ArmTree tree{};
};

/// What a plan says of the children of a resource that it lists in its own blocks.
struct TerraformCollection {
  std::string parent{};
  TypeNumber type = no_model;
  Completeness completeness = Completeness::partial;
  std::size_t count = 0;
};

struct TerraformResources {
  std::vector<TerraformDraft> drafts{};
  std::vector<TerraformCollection> collections{};
  /// Instances that say something of resources that cannot be told before the plan is applied.
  std::vector<std::size_t> lost{};
};

[[nodiscard]] TerraformResources convert(const TerraformPlan& plan);

}  // namespace cachewarden::inline v0::detail
