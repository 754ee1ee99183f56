#pragma once

#include <string_view>

#include "readers/terraform_fields.hpp"

/// The few differences in shape between Terraform's resources and those of ARM.
namespace cachewarden::inline v0::detail {

class TerraformShapes {
 public:
  /// Both are borrowed.
  TerraformShapes(const TerraformIds& ids, const TerraformFields& fields)
      : ids_(ids), fields_(fields) {}

  void reshape(const TerraformInstance& instance, ArmTree& tree) const;
  /// Older providers have a switch, the oldest an inverted one.
  void reshape_subnet(const TerraformInstance& subnet, ArmTree& tree) const;
  /// Terraform turns persistence on by giving its frequency.
  void reshape_persistence(const TerraformInstance& database, ArmTree& tree) const;
  /// The databases that replicate each other; a database's own list has itself.
  void put_linked(const TerraformInstance& instance, std::string_view attribute,
                  std::string_view below, ArmTree& tree) const;

 private:
  /// `Enterprise_E20-4` is a name and a capacity.
  void reshape_sku(const TerraformInstance& instance, ArmTree& tree) const;
  /// Before version 4 and 5 of the provider: blocks that say whether they are enabled.
  void reshape_diagnostics(const TerraformInstance& instance, ArmTree& tree) const;

  const TerraformIds& ids_;
  const TerraformFields& fields_;
};

}  // namespace cachewarden::inline v0::detail
