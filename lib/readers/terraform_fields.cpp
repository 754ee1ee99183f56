#include "readers/terraform_fields.hpp"

#include <utility>

#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Instance = TerraformInstance;

}  // namespace

std::string literal(Node node) {
  return node.is(Kind::string) && node.string().starts_with('[')
             ? json::quote("[" + std::string(node.string()))
             : std::string(node.raw());
}

std::size_t origin_of(Node node) {
  return node.is_member() ? node.key_offset() : node.offset();
}

void TerraformFields::put_fields(const Instance& instance, std::span<const FieldRow> fields,
                                 ArmTree& tree) const {
  for (const FieldRow& row : fields) {
    const bool is_name = row.terraform.empty() && row.arm[0] == "name";
    if (row.kind == FieldKind::records)
      put_records(instance, row, tree);
    else if (is_name)
      put_field(instance, row, "name", tree);
    else if (is_list(row.kind))
      put_list(instance, row, tree);
    else
      put_one(instance, row, tree);
  }
}

bool TerraformFields::is_list(FieldKind kind) {
  return kind == FieldKind::addresses || kind == FieldKind::ports || kind == FieldKind::texts ||
         kind == FieldKind::references;
}

void TerraformFields::put_one(const Instance& instance, const FieldRow& row, ArmTree& tree) const {
  for (const std::string_view path : row.terraform) {
    if (put_field(instance, row, path, tree))
      return;
  }
  put_nothing(instance, row, tree);
}

void TerraformFields::put_nothing(const Instance& instance, const FieldRow& row,
                                  ArmTree& tree) const {
  for (const std::string_view path : row.terraform) {
    const std::string_view outer = path.substr(0, path.find('.'));
    if (!plan_.is_state() || !instance.values.find(outer))
      continue;
    tree.put(row.arm[0].substr(0, row.arm[0].find("[]")), "null", instance.values.offset());
    return;
  }
}

std::string TerraformFields::unknown_value(const Instance& instance, std::string_view path,
                                           std::string_view type) const {
  const Node expression = TerraformPlan::expression(instance, path);
  const std::string_view outer = path.substr(0, path.find('.'));
  // Blocks that the configuration makes in a loop are not shown by it.
  const bool is_hidden =
      outer != path && !instance.expressions.find(outer) && instance.values.find(outer).size() != 0;
  if (instance.is_configured && !expression && !is_hidden)
    return {};
  if (!type.empty())
    return ids_.reference(instance, path, type);
  const std::string text = plan_.references(instance, expression).text;
  return "[" + (text.empty() ? instance.address + "." + std::string(path) : text) + "]";
}

bool TerraformFields::put_field(const Instance& instance, const FieldRow& row,
                                std::string_view path, ArmTree& tree) const {
  const TerraformValue value = TerraformPlan::value(instance, path);
  const bool is_reference = row.kind == FieldKind::reference;
  if (value.is_unknown || (!value.node && is_reference && !instance.has_marks)) {
    const std::string text = value.is_unknown
                                 ? unknown_value(instance, path, is_reference ? row.refers_to : "")
                                 : ids_.reference(instance, path, row.refers_to);
    if (!text.empty())
      tree.put(row.arm[0], json::quote(text), instance.values.offset());
    return !text.empty();
  }
  if (!value.node)
    return false;
  const std::size_t origin = origin_of(value.node);
  if (value.is_sensitive || row.secret)
    tree.put(row.arm[0], "\"***\"", origin);
  else if (row.transform == Transform::inverted && value.node.boolean())
    tree.put(row.arm[0], *value.node.boolean() ? "false" : "true", origin);
  else
    tree.put(row.arm[0], literal(value.node), origin);
  return true;
}

void TerraformFields::put_list(const Instance& instance, const FieldRow& row, ArmTree& tree) const {
  struct Item {
    std::string raw;
    std::size_t origin;
  };
  std::vector<Item> items;
  bool is_array = false;
  for (const std::string_view path : row.terraform) {
    const TerraformValue value = TerraformPlan::value(instance, path);
    const std::size_t start = instance.values.offset();
    if (value.is_unknown) {
      const std::vector<std::string> ids = listed_ids(instance, row, path);
      for (const std::string& id : ids)
        items.push_back({json::quote(id), start});
      if (!ids.empty()) {
        is_array = true;
        continue;
      }
      const std::string text = unknown_value(instance, path, {});
      if (!text.empty())
        items.push_back({json::quote(text), start});
      continue;
    }
    if (!value.node)
      continue;
    const std::size_t origin = origin_of(value.node);
    if (value.is_sensitive) {
      items.push_back({"\"[" + std::string(path) + "]\"", origin});
    } else if (value.node.is(Kind::array)) {
      is_array = true;
      put_items(instance, row, path, value, [&](std::string raw) {
        items.push_back({std::move(raw), origin});
      });
    } else {
      items.push_back({literal(value.node), origin});
    }
  }
  const bool is_each = row.arm[0].find("[]") != std::string_view::npos ||
                       row.kind == FieldKind::addresses || row.kind == FieldKind::ports;
  if (is_each || (!is_array && items.size() == 1)) {
    for (Item& item : items)
      tree.put(row.arm[0], std::move(item.raw), item.origin);
  } else if (!items.empty()) {
    std::string raw = "[";
    for (const Item& item : items)
      raw.append(raw.size() > 1 ? "," : "").append(item.raw);
    tree.put(row.arm[0], raw + "]", items[0].origin);
  }
  if (items.empty())
    put_nothing(instance, row, tree);
}

std::vector<std::string> TerraformFields::listed_ids(const Instance& instance, const FieldRow& row,
                                                     std::string_view path) const {
  if (row.kind == FieldKind::references)
    return ids_.all_of(instance, path, row.refers_to);
  if (path.ends_with("_application_security_group_ids"))
    return ids_.all_of(instance, path, ApplicationSecurityGroup::type.arm);
  return {};
}

void TerraformFields::put_items(const Instance& instance, const FieldRow& row,
                                std::string_view path, const TerraformValue& list,
                                const std::function<void(std::string)>& take) const {
  std::vector<std::string> ids;
  std::size_t unknown = 0;
  for (const Node& mark : list.unknown)
    unknown += mark.boolean().value_or(false);
  if (unknown == list.node.size())
    ids = listed_ids(instance, row, path);
  each_item(list, [&](Node item, Node mark, Node secret, std::size_t number) {
    const bool is_unknown = mark.boolean().value_or(false);
    if (!is_unknown && !secret.boolean().value_or(false))
      take(literal(item));
    else if (is_unknown && ids.size() == unknown)
      take(json::quote(ids[number]));
    else
      take(json::quote("[" + instance.address + "." + std::string(path) + "[" +
                       std::to_string(number) + "]]"));
  });
}

void TerraformFields::put_records(const Instance& instance, const FieldRow& row,
                                  ArmTree& tree) const {
  for (const std::string_view path : row.terraform) {
    const TerraformValue value = TerraformPlan::value(instance, path);
    if (value.is_unknown) {
      const std::string text = unknown_value(instance, path, {});
      if (!text.empty())
        tree.put(row.arm[0], json::quote(text), instance.values.offset());
      continue;
    }
    each_block(instance, path, value, [&](const Instance& block, std::size_t) {
      ArmTree record;
      put_fields(block, row.record->fields, record);
      // What is listed as enabled does not say so again, nor what is done automatically.
      if (path.starts_with("enabled_"))
        record.put("enabled", "true", block.values.offset());
      if (path.ends_with(".automatic"))
        record.put("action.type", "\"rotate\"", block.values.offset());
      tree.append(list_of(instance, row, block), std::move(record));
    });
  }
  if (!tree.has(row.arm[0]))
    put_nothing(instance, row, tree);
}

std::string_view TerraformFields::list_of(const Instance& instance, const FieldRow& row,
                                          const Instance& block) {
  const bool is_manual = instance.type == "azurerm_private_endpoint" && row.name == "connections" &&
                         block.values.find("is_manual_connection").boolean().value_or(false);
  return is_manual ? "properties.manualPrivateLinkServiceConnections" : row.arm[0];
}

}  // namespace cachewarden::inline v0::detail
