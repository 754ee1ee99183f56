#include "readers/terraform_shapes.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Instance = TerraformInstance;

}  // namespace

void TerraformShapes::reshape(const Instance& instance, ArmTree& tree) const {
  if (instance.type == "azurerm_subnet")
    reshape_subnet(instance, tree);
  else if (instance.type == "azurerm_redis_enterprise_cluster")
    reshape_sku(instance, tree);
  else if (instance.type == "azurerm_redis_enterprise_database")
    put_linked(instance, "linked_database_id", {}, tree);
  else if (instance.type == "azurerm_monitor_diagnostic_setting")
    reshape_diagnostics(instance, tree);
}

void TerraformShapes::reshape_subnet(const Instance& subnet, ArmTree& tree) const {
  constexpr std::string_view policies = "properties.privateEndpointNetworkPolicies";
  for (const auto& [attribute, enabled] :
       {std::pair{"private_endpoint_network_policies_enabled", true},
        std::pair{"enforce_private_link_endpoint_network_policies", false}}) {
    const TerraformValue value = TerraformPlan::value(subnet, attribute);
    if (tree.has(policies) || !value.node.boolean())
      continue;
    tree.put(policies, *value.node.boolean() == enabled ? "\"Enabled\"" : "\"Disabled\"",
             origin_of(value.node));
  }
  const auto put_names = [&](std::string_view attribute, std::string_view inner,
                             std::string_view path) {
    for (const Node& block : TerraformPlan::value(subnet, attribute).node) {
      const Node name =
          inner == "service" ? block.find(inner) : block.find(inner).at(0).find("name");
      if (name.is(Kind::string))
        tree.put(path, literal(name), name.offset());
    }
  };
  put_names("service_endpoint", "service", "properties.serviceEndpoints[].service");
  put_names("delegation", "service_delegation", "properties.delegations[].properties.serviceName");
}

void TerraformShapes::reshape_persistence(const Instance& database, ArmTree& tree) const {
  for (const auto& [kind, attribute] :
       {std::pair{"aof", "persistence_append_only_file_backup_frequency"},
        std::pair{"rdb", "persistence_redis_database_backup_frequency"}}) {
    const TerraformValue value = TerraformPlan::value(database, attribute);
    if (value.is_unknown)
      continue;
    tree.put("properties.persistence." + std::string(kind) + "Enabled",
             value.node ? "true" : "false",
             value.node ? origin_of(value.node) : database.values.offset());
  }
}

void TerraformShapes::reshape_sku(const Instance& instance, ArmTree& tree) const {
  const TerraformValue value = TerraformPlan::value(instance, "sku_name");
  const std::string_view sku = value.node.string();
  const std::size_t dash = sku.find('-');
  if (dash == std::string_view::npos || value.is_sensitive)
    return;
  tree.set("sku.name", json::quote(sku.substr(0, dash)), origin_of(value.node));
  tree.set("sku.capacity", json::quote(sku.substr(dash + 1)), origin_of(value.node));
}

void TerraformShapes::reshape_diagnostics(const Instance& instance, ArmTree& tree) const {
  for (const auto& [attribute, field] :
       {std::pair{"log", "logs"}, std::pair{"metric", "metrics"}}) {
    const FieldRow& row = *DiagnosticSetting::type.find_field(field);
    const TerraformValue value = TerraformPlan::value(instance, attribute);
    if (value.is_unknown && instance.expressions.find(attribute))
      tree.put(row.arm[0], json::quote("[" + instance.address + "." + attribute + "]"),
               instance.values.offset());
    each_block(instance, attribute, value, [&](const Instance& block, std::size_t) {
      ArmTree record;
      fields_.put_fields(block, row.record->fields, record);
      if (!record.has("enabled"))
        record.put("enabled", "true", block.values.offset());
      tree.append(row.arm[0], std::move(record));
    });
  }
}

void TerraformShapes::put_linked(const Instance& instance, std::string_view attribute,
                                 std::string_view below, ArmTree& tree) const {
  constexpr std::string_view path = "properties.geoReplication.linkedDatabases";
  const std::string_view type =
      below.empty() ? RedisEnterpriseDatabase::type.arm : RedisEnterprise::type.arm;
  const TerraformValue value = TerraformPlan::value(instance, attribute);
  std::vector<std::string> ids;
  if (value.is_unknown)
    ids = ids_.all_of(instance, attribute, type);
  for (const Node& each : value.node)
    ids.emplace_back(each.string());
  const bool is_open =
      std::find(ids.begin(), ids.end(), "") != ids.end() ||
      (value.is_unknown && ids.empty() && !fields_.unknown_value(instance, attribute, {}).empty());
  if (is_open) {
    tree.put(path, json::quote("[" + instance.address + "." + std::string(attribute) + "]"),
             instance.values.offset());
    return;
  }
  for (const std::string& id : ids) {
    ArmTree record;
    record.put("id", json::quote(id + std::string(below)), instance.values.offset());
    tree.append(path, std::move(record));
  }
}

}  // namespace cachewarden::inline v0::detail
