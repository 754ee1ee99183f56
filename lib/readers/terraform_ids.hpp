#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/model/resource_type.hpp"
#include "readers/terraform_plan.hpp"

/// The ids that the instances of a plan have, or will have as far as that can be told before.
namespace cachewarden::inline v0::detail {

class TerraformIds {
 public:
  explicit TerraformIds(const TerraformPlan& plan);

  /// Empty for instances that are no resource of Azure's.
  [[nodiscard]] const std::string& of(std::size_t instance) const { return ids_[instance]; }

  /// The id that an attribute holds or will hold: of a resource of that type, `*` for any. If it is
  /// not known, the residual expression in brackets; empty if the attribute is not set.
  [[nodiscard]] std::string reference(const TerraformInstance& instance, std::string_view path,
                                      std::string_view type) const;
  /// The same of a value that is not known, by the expression that it comes from.
  [[nodiscard]] std::string unknown_reference(const TerraformInstance& instance,
                                              std::string_view path, std::string_view type) const;
  /// The ids of a list of references, in their order; nothing if they cannot be told.
  [[nodiscard]] std::vector<std::string> all_of(const TerraformInstance& instance,
                                                std::string_view path, std::string_view type) const;

  /// Instances below a resource that cannot be told before the plan is applied: any may have them.
  [[nodiscard]] const std::vector<std::size_t>& lost() const noexcept { return lost_; }

  /// The model of a Terraform type; null if it has none.
  [[nodiscard]] static const ResourceType* type_of(std::string_view terraform);
  /// The text of an attribute; empty if it is not known or not to be shown.
  [[nodiscard]] static std::string text(const TerraformInstance& instance, std::string_view path);
  /// The name of the resource, or a stand-in for one that is not known.
  [[nodiscard]] static std::string name_of(const TerraformInstance& instance);

 private:
  [[nodiscard]] std::string scope(const TerraformInstance& instance) const;
  [[nodiscard]] std::string new_id(std::size_t number, const TerraformInstance& instance);
  [[nodiscard]] std::string azapi_id(std::size_t number, const TerraformInstance& instance);
  [[nodiscard]] std::string target_id(const TerraformReferences::Target& target,
                                      std::string_view type) const;

  const TerraformPlan& plan_;
  std::string subscription_;  ///< that all ids of the plan name; else a placeholder
  std::vector<std::string> ids_;
  std::vector<std::size_t> lost_;
};

}  // namespace cachewarden::inline v0::detail
