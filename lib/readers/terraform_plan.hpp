#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"

/// The JSON of `terraform show -json`: a plan, or a state.
namespace cachewarden::inline v0::detail {

/// One instance of a resource that will be there after the plan, or is there in a state; or a block
/// of one, which has attributes as a resource has.
struct TerraformInstance {
  std::string address{};       ///< `module.net["a"].azurerm_subnet.cache[0]`
  std::string module{};        ///< `module.net["a"]`; empty for the root
  std::string type{};          ///< `azurerm_subnet`
  std::string index{};         ///< `[0]`, `["a"]` or empty
  json::Node values{};         ///< attributes; null ones are not set
  json::Node unknown{};        ///< the same shape with true where a value is known only after apply
  json::Node sensitive{};      ///< the same shape with true where a value is not to be shown
  json::Node expressions{};    ///< of the configuration; for references
  bool is_configured = false;  ///< the configuration of it is at hand
  bool has_marks = false;      ///< the plan marks what is not known
};

/// A value at an attribute path. Nested blocks are lists of one: `redis_configuration.maxclients`.
struct TerraformValue {
  json::Node node{};          ///< empty if it is not set
  json::Node unknown{};       ///< as in `TerraformInstance`
  json::Node sensitive{};     ///< likewise
  bool is_unknown = false;    ///< known only after apply
  bool is_sensitive = false;  ///< not to be shown
};

/// What an expression refers to.
struct TerraformReferences {
  struct Target {
    std::size_t instance = 0;
    std::string attribute{};  ///< `id`; empty if the expression does not say
    friend bool operator==(const Target&, const Target&) = default;
  };
  std::vector<Target> targets{};  ///< without repetition, in their order
  /// Nothing else has a part in the value that is not known before the plan is applied.
  bool is_whole = true;
  std::string text{};  ///< the first reference, as it is written
};

/// What a plan or state holds.
class TerraformPlan {
 public:
  /// Precondition: `is_terraform(root)`.
  explicit TerraformPlan(json::Node root);

  [[nodiscard]] static bool is_terraform(json::Node root);
  [[nodiscard]] bool is_state() const noexcept { return is_state_; }
  /// The ids of what a plan takes away, as Terraform spells them.
  [[nodiscard]] static std::vector<std::string> removed(json::Node root);
  /// Some of what the configuration declares is not in the plan.
  [[nodiscard]] bool is_partial() const noexcept { return is_partial_; }
  [[nodiscard]] const std::vector<TerraformInstance>& instances() const noexcept {
    return instances_;
  }

  [[nodiscard]] static TerraformValue value(const TerraformInstance& instance,
                                            std::string_view path);
  /// The expression of an attribute; empty if the configuration does not set it. Of several blocks
  /// none: their order may be another one.
  [[nodiscard]] static json::Node expression(const TerraformInstance& instance,
                                             std::string_view path);

  /// Follows the references of an expression through variables of modules and outputs.
  [[nodiscard]] TerraformReferences references(const TerraformInstance& instance,
                                               json::Node expression) const;

 private:
  /// Where an expression stands.
  struct Place {
    std::string module{};
    std::string index{};  ///< of the resource or module whose expression it is
  };

  void read_changes(json::Node changes);
  void read_module(json::Node module);
  void read_configuration(json::Node module);
  void add(json::Node resource, json::Node values, json::Node unknown, json::Node sensitive);
  void follow(const Place& place, json::Node expression, std::uint32_t depth,
              TerraformReferences& found) const;
  void follow_variable(const Place& place, std::string_view name, std::uint32_t depth,
                       TerraformReferences& found) const;
  void follow_output(const Place& place, std::string_view reference, std::uint32_t depth,
                     TerraformReferences& found) const;
  void follow_resource(const Place& place, std::string_view reference, bool has_same_key,
                       TerraformReferences& found) const;

  std::vector<TerraformInstance> instances_;
  std::multimap<std::string, std::size_t, std::less<>> by_address_;  ///< without the indices
  std::map<std::string, json::Node, std::less<>> configuration_;     ///< likewise
  std::map<std::string, json::Node, std::less<>> calls_;  ///< of modules, by path without indices
  std::set<std::string, std::less<>> modules_;            ///< paths with indices
  bool is_state_ = false;
  bool is_partial_ = false;
};

}  // namespace cachewarden::inline v0::detail
