#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/model/resource_type.hpp"
#include "readers/arm_tree.hpp"
#include "readers/terraform_ids.hpp"

/// From the attributes of an instance to properties in ARM form, by the Terraform names of the
/// field tables.
namespace cachewarden::inline v0::detail {

/// The JSON of a value; text that starts with a bracket gets one more, since it is no expression.
[[nodiscard]] std::string literal(json::Node node);

/// The offset of what a person looks for: the name of a member, else the value.
[[nodiscard]] std::size_t origin_of(json::Node node);

/// Calls `act(item, unknown, sensitive, number)` for the elements of a list.
template <class Act>
void each_item(const TerraformValue& list, Act&& act) {
  auto unknown = list.unknown.begin();
  auto sensitive = list.sensitive.begin();
  const auto next = [](auto& at, json::Node all) {
    if (!all.is(json::Kind::array) || at == all.end())
      return json::Node{};
    const json::Node result = *at;
    ++at;
    return result;
  };
  std::size_t number = 0;
  for (const json::Node& item : list.node) {
    const json::Node is_unknown = next(unknown, list.unknown);
    act(item, is_unknown, next(sensitive, list.sensitive), number++);
  }
}

/// Calls `act(block, number)` for each block: an instance with attributes of its own.
template <class Act>
void each_block(const TerraformInstance& instance, std::string_view attribute,
                const TerraformValue& list, Act&& act) {
  TerraformInstance block = instance;
  const json::Node expressions = TerraformPlan::expression(instance, attribute);
  block.is_configured =
      list.node.size() == 1 && expressions.is(json::Kind::array) && expressions.size() == 1;
  block.expressions = block.is_configured ? expressions.at(0) : json::Node{};
  each_item(list,
            [&](json::Node node, json::Node unknown, json::Node sensitive, std::size_t number) {
              block.values = node;
              block.unknown = unknown;
              block.sensitive = sensitive;
              act(block, number);
            });
}

class TerraformFields {
 public:
  /// Both are borrowed.
  TerraformFields(const TerraformPlan& plan, const TerraformIds& ids) : plan_(plan), ids_(ids) {}

  void put_fields(const TerraformInstance& instance, std::span<const FieldRow> fields,
                  ArmTree& tree) const;
  /// The spellings of a list are united.
  void put_list(const TerraformInstance& instance, const FieldRow& row, ArmTree& tree) const;
  void put_records(const TerraformInstance& instance, const FieldRow& row, ArmTree& tree) const;
  /// The expression that stands for a value which is not known. Nothing where the service will
  /// choose it, since nobody did.
  [[nodiscard]] std::string unknown_value(const TerraformInstance& instance, std::string_view path,
                                          std::string_view type) const;

 private:
  static bool is_list(FieldKind kind);
  void put_one(const TerraformInstance& instance, const FieldRow& row, ArmTree& tree) const;
  /// A state shows what is not set: nothing else says that there is none.
  void put_nothing(const TerraformInstance& instance, const FieldRow& row, ArmTree& tree) const;
  bool put_field(const TerraformInstance& instance, const FieldRow& row, std::string_view path,
                 ArmTree& tree) const;
  /// The ids that a list of references will hold; nothing if they cannot be told.
  [[nodiscard]] std::vector<std::string> listed_ids(const TerraformInstance& instance,
                                                    const FieldRow& row,
                                                    std::string_view path) const;
  /// The elements of a list; null stands for those that are not known.
  void put_items(const TerraformInstance& instance, const FieldRow& row, std::string_view path,
                 const TerraformValue& list, const std::function<void(std::string)>& take) const;
  static std::string_view list_of(const TerraformInstance& instance, const FieldRow& row,
                                  const TerraformInstance& block);

  const TerraformPlan& plan_;
  const TerraformIds& ids_;
};

}  // namespace cachewarden::inline v0::detail
