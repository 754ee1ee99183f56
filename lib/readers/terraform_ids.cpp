#include "readers/terraform_ids.hpp"

#include <algorithm>
#include <optional>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Node;

constexpr std::string_view unknown_subscription = "{subscription}";
constexpr std::string_view unknown_group = "{resourceGroup}";

/// Resources that have no model and are referred to.
struct Other {
  std::string_view terraform, arm;
};
constexpr Other others[] = {
    {"azurerm_nat_gateway", "Microsoft.Network/natGateways"},
    {"azurerm_user_assigned_identity", "Microsoft.ManagedIdentity/userAssignedIdentities"},
    {"azurerm_log_analytics_workspace", "Microsoft.OperationalInsights/workspaces"},
    {"azurerm_storage_account", "Microsoft.Storage/storageAccounts"},
};

/// Children name their parents by words, or by their ids.
struct Child {
  std::string_view terraform, parent, attribute, collection;
  bool by_id = false;
};
constexpr Child children[] = {
    {"azurerm_redis_firewall_rule", "Microsoft.Cache/redis", "redis_cache_name", "firewallRules"},
    {"azurerm_redis_linked_server", "Microsoft.Cache/redis", "target_redis_cache_name",
     "linkedServers"},
    {"azurerm_subnet", "Microsoft.Network/virtualNetworks", "virtual_network_name", "subnets"},
    {"azurerm_virtual_network_peering", "Microsoft.Network/virtualNetworks", "virtual_network_name",
     "virtualNetworkPeerings"},
    {"azurerm_network_security_rule", "Microsoft.Network/networkSecurityGroups",
     "network_security_group_name", "securityRules"},
    {"azurerm_route", "Microsoft.Network/routeTables", "route_table_name", "routes"},
    {"azurerm_private_dns_zone_virtual_network_link", "Microsoft.Network/privateDnsZones",
     "private_dns_zone_name", "virtualNetworkLinks"},
    {"azurerm_redis_cache_access_policy", "Microsoft.Cache/redis", "redis_cache_id",
     "accessPolicies", true},
    {"azurerm_redis_cache_access_policy_assignment", "Microsoft.Cache/redis", "redis_cache_id",
     "accessPolicyAssignments", true},
    {"azurerm_redis_enterprise_database", "Microsoft.Cache/redisEnterprise", "cluster_id",
     "databases", true},
    {"azurerm_managed_redis_access_policy_assignment", "Microsoft.Cache/redisEnterprise",
     "managed_redis_id", "databases/default/accessPolicyAssignments", true},
    {"azurerm_key_vault_key", "Microsoft.KeyVault/vaults", "key_vault_id", "keys", true},
    {"azurerm_monitor_diagnostic_setting", "*", "target_resource_id",
     "providers/Microsoft.Insights/diagnosticSettings", true},
};

const Child* child_of(std::string_view terraform) {
  const auto found = std::find_if(std::begin(children), std::end(children),
                                  [&](const Child& each) { return each.terraform == terraform; });
  return found == std::end(children) ? nullptr : found;
}

/// Segments of ids end at slashes, which keys and names of a plan may hold.
std::string segment(std::string text) {
  std::replace(text.begin(), text.end(), '/', '|');
  return text;
}

/// The type that azapi names, without its version.
std::string azapi_type(const TerraformInstance& instance) {
  const std::string typed = TerraformIds::text(instance, "type");
  return typed.substr(0, typed.find('@'));
}

/// Parents come before what stands below them, and everything before what may extend it.
std::size_t rank_of(const TerraformInstance& instance) {
  if (instance.type == "azapi_resource") {
    const std::string type = azapi_type(instance);
    return 1 + static_cast<std::size_t>(std::count(type.begin(), type.end(), '/'));
  }
  if (instance.type == "azurerm_monitor_diagnostic_setting")
    return 9;
  if (instance.type == "azurerm_resource_group")
    return 0;
  return child_of(instance.type) == nullptr ? 1 : 2;
}

bool is_of_type(std::string_view id, std::string_view type) {
  const std::optional<ResourceId> parsed = parse_resource_id(id);
  return type == "*" ? parsed.has_value() : parsed && parsed->is_of_type(type);
}

}  // namespace

const ResourceType* TerraformIds::type_of(std::string_view terraform) {
  for (const ResourceType* type : resource_types()) {
    for (const std::string_view name : type->terraform) {
      if (name == terraform)
        return type;
    }
  }
  return nullptr;
}

std::string TerraformIds::text(const TerraformInstance& instance, std::string_view path) {
  const TerraformValue value = TerraformPlan::value(instance, path);
  return value.is_sensitive ? std::string() : std::string(value.node.string());
}

std::string TerraformIds::name_of(const TerraformInstance& instance) {
  const std::string name = text(instance, "name");
  return segment(name.empty() ? "[" + instance.address + "]" : name);
}

TerraformIds::TerraformIds(const TerraformPlan& plan) : plan_(plan) {
  for (const TerraformInstance& each : plan.instances()) {
    const std::string own = text(each, "id");
    const std::optional<ResourceId> id = parse_resource_id(own);
    if (!id || id->subscription.empty())
      continue;
    if (subscription_.empty())
      subscription_ = id->subscription;
    else if (!equal_folded(subscription_, id->subscription))
      subscription_ = unknown_subscription;
  }
  if (subscription_.empty())
    subscription_ = unknown_subscription;
  ids_.resize(plan.instances().size());
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < ids_.size(); ++i)
    order.emplace_back(rank_of(plan.instances()[i]), i);
  std::sort(order.begin(), order.end());
  for (const auto& [rank, number] : order) {
    const TerraformInstance& instance = plan.instances()[number];
    std::string known = text(instance, "id");
    const bool is_group = instance.type == "azurerm_resource_group" && known.starts_with('/');
    ids_[number] =
        is_group || parse_resource_id(known) ? std::move(known) : new_id(number, instance);
  }
}

std::string TerraformIds::scope(const TerraformInstance& instance) const {
  std::string group = text(instance, "resource_group_name");
  if (group.empty()) {
    const Node expression = TerraformPlan::expression(instance, "resource_group_name");
    const TerraformReferences found = plan_.references(instance, expression);
    if (found.is_whole && found.targets.size() == 1 && found.targets[0].attribute == "name")
      return ids_[found.targets[0].instance];
    group = found.text.empty() ? std::string(unknown_group) : "[" + found.text + "]";
  }
  return "/subscriptions/" + subscription_ + "/resourceGroups/" + segment(std::move(group));
}

std::string TerraformIds::new_id(std::size_t number, const TerraformInstance& instance) {
  if (instance.type == "azurerm_resource_group")
    return "/subscriptions/" + subscription_ + "/resourceGroups/" + name_of(instance);
  if (instance.type == "azapi_resource")
    return azapi_id(number, instance);
  if (const Child* const child = child_of(instance.type)) {
    std::string parent;
    const std::string named = child->by_id ? std::string() : text(instance, child->attribute);
    if (child->by_id) {
      parent = reference(instance, child->attribute, child->parent);
    } else if (named.empty()) {
      const TerraformReferences found =
          plan_.references(instance, TerraformPlan::expression(instance, child->attribute));
      if (found.is_whole && found.targets.size() == 1 && found.targets[0].attribute == "name" &&
          is_of_type(ids_[found.targets[0].instance], child->parent))
        parent = ids_[found.targets[0].instance];
    } else {
      parent =
          scope(instance).append("/providers/").append(child->parent).append("/") + segment(named);
    }
    if (!parent.starts_with('/')) {
      lost_.push_back(number);
      if (child->parent == "*")
        return {};
      parent = scope(instance).append("/providers/").append(child->parent).append("/[") +
               segment(instance.address + "." + std::string(child->attribute)) + "]";
    }
    return parent.append("/").append(child->collection).append("/") + name_of(instance);
  }
  std::string_view arm;
  if (const ResourceType* const type = type_of(instance.type))
    arm = type->arm;
  for (const Other& other : others) {
    if (other.terraform == instance.type)
      arm = other.arm;
  }
  return arm.empty()
             ? std::string()
             : scope(instance).append("/providers/").append(arm).append("/") + name_of(instance);
}

std::string TerraformIds::azapi_id(std::size_t number, const TerraformInstance& instance) {
  const std::string type = azapi_type(instance);
  if (type.find('/') == std::string::npos)
    return {};
  const std::string_view above = parent_type(type);
  std::string parent = text(instance, "parent_id");
  if (parent.empty()) {
    const TerraformReferences found =
        plan_.references(instance, TerraformPlan::expression(instance, "parent_id"));
    if (found.is_whole && found.targets.size() == 1)
      parent = ids_[found.targets[0].instance];
  }
  if (above.empty()) {
    if (parent.empty())
      parent = scope(instance);
    return parent.append("/providers/").append(type).append("/") + name_of(instance);
  }
  if (!is_of_type(parent, above)) {
    lost_.push_back(number);
    parent = scope(instance) + "/providers/" + type.substr(0, type.find('/'));
    const std::string unknown = "/[" + segment(instance.address) + ".parent_id]";
    for (std::size_t at = parent_type(type).find('/'); at < above.size();) {
      const std::size_t next = std::min(above.find('/', at + 1), above.size());
      parent.append(above.substr(at, next - at)).append(unknown);
      at = next;
    }
  }
  return parent.append("/").append(type.substr(type.rfind('/') + 1)).append("/") +
         name_of(instance);
}

std::string TerraformIds::target_id(const TerraformReferences::Target& target,
                                    std::string_view type) const {
  const std::string& id = ids_[target.instance];
  std::string result;
  if (target.attribute.empty() || target.attribute == "id")
    result = id;
  else if (target.attribute == "default_database[0].id")
    result = id + "/databases/default";
  return is_of_type(result, type) ? result : std::string();
}

std::string TerraformIds::reference(const TerraformInstance& instance, std::string_view path,
                                    std::string_view type) const {
  const TerraformValue value = TerraformPlan::value(instance, path);
  if (value.node)
    return value.is_sensitive ? std::string("***") : std::string(value.node.string());
  const Node expression = TerraformPlan::expression(instance, path);
  // A plan without marks of what is unknown leaves such values out.
  if (!value.is_unknown && (instance.has_marks || expression.find("references").size() == 0))
    return {};
  return unknown_reference(instance, path, type);
}

std::string TerraformIds::unknown_reference(const TerraformInstance& instance,
                                            std::string_view path, std::string_view type) const {
  const Node expression = TerraformPlan::expression(instance, path);
  const TerraformReferences found = plan_.references(instance, expression);
  std::string result;
  std::size_t count = 0;
  for (const TerraformReferences::Target& target : found.targets) {
    std::string id = target_id(target, type);
    if (id.empty())
      continue;
    result = std::move(id);
    ++count;
  }
  if (found.is_whole && count == 1)
    return result;
  return "[" + (found.text.empty() ? instance.address + "." + std::string(path) : found.text) + "]";
}

std::vector<std::string> TerraformIds::all_of(const TerraformInstance& instance,
                                              std::string_view path, std::string_view type) const {
  const TerraformReferences found =
      plan_.references(instance, TerraformPlan::expression(instance, path));
  std::vector<std::string> result;
  for (const TerraformReferences::Target& target : found.targets)
    result.push_back(target_id(target, type));
  const bool is_clear =
      found.is_whole && std::find(result.begin(), result.end(), "") == result.end();
  return is_clear ? result : std::vector<std::string>{};
}

}  // namespace cachewarden::inline v0::detail
