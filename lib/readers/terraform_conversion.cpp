#include "readers/terraform_conversion.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Instance = TerraformInstance;

/// The JSON of a value; text that starts with a bracket gets one more, since it is no expression.
std::string literal(Node node) {
  return node.is(Kind::string) && node.string().starts_with('[')
             ? json::quote("[" + std::string(node.string()))
             : std::string(node.raw());
}

/// The offset of what a person looks for: the name of a member, else the value.
std::size_t origin_of(Node node) {
  return node.is_member() ? node.key_offset() : node.offset();
}

/// What Terraform keeps as a resource of its own and ARM as a property of another one.
struct Association {
  std::string_view terraform, owner, owner_type, target, target_type, path;
};
constexpr Association associations[] = {
    {"azurerm_subnet_network_security_group_association", "subnet_id",
     "Microsoft.Network/virtualNetworks/subnets", "network_security_group_id",
     "Microsoft.Network/networkSecurityGroups", "properties.networkSecurityGroup.id"},
    {"azurerm_subnet_route_table_association", "subnet_id",
     "Microsoft.Network/virtualNetworks/subnets", "route_table_id", "Microsoft.Network/routeTables",
     "properties.routeTable.id"},
    {"azurerm_subnet_nat_gateway_association", "subnet_id",
     "Microsoft.Network/virtualNetworks/subnets", "nat_gateway_id", "Microsoft.Network/natGateways",
     "properties.natGateway.id"},
    {"azurerm_private_endpoint_application_security_group_association", "private_endpoint_id",
     "Microsoft.Network/privateEndpoints", "application_security_group_id",
     "Microsoft.Network/applicationSecurityGroups", "properties.applicationSecurityGroups[].id"},
    {"azurerm_network_interface_security_group_association", "network_interface_id",
     "Microsoft.Network/networkInterfaces", "network_security_group_id",
     "Microsoft.Network/networkSecurityGroups", "properties.networkSecurityGroup.id"},
};

/// The children that Terraform keeps as blocks of their parent.
struct Blocks {
  std::string_view terraform, attribute;
  const ResourceType* type;
  std::string_view name{};      ///< of the only child; else blocks name themselves
  std::string_view separate{};  ///< the resource that declares the same outside
};
constexpr Blocks all_blocks[] = {
    {"azurerm_virtual_network", "subnet", &Subnet::type, {}, "azurerm_subnet"},
    {"azurerm_network_security_group",
     "security_rule",
     &UserSecurityRule::type,
     {},
     "azurerm_network_security_rule"},
    {"azurerm_route_table", "route", &Route::type, {}, "azurerm_route"},
    {"azurerm_private_endpoint", "private_dns_zone_group", &PrivateDnsZoneGroup::type},
    {"azurerm_redis_cache", "patch_schedule", &RedisPatchSchedule::type, "default"},
    {"azurerm_managed_redis", "default_database", &RedisEnterpriseDatabase::type, "default"},
};

class Conversion {
 public:
  explicit Conversion(const TerraformPlan& plan) : plan_(plan), ids_(plan) {}

  TerraformResources run() {
    result_.lost = ids_.lost();
    const std::vector<Instance>& all = plan_.instances();
    for (std::size_t i = 0; i < all.size(); ++i) {
      declared_.insert(folded(ids_.of(i)));
      types_.insert(all[i].type);
    }
    for (std::size_t i = 0; i < all.size(); ++i)
      convert(i, all[i]);
    for (std::size_t i = 0; i < result_.drafts.size(); ++i)
      by_id_.emplace(folded(canonical_id(result_.drafts[i].id)), i);
    for (std::size_t i = 0; i < all.size(); ++i)
      amend(i, all[i]);
    std::sort(result_.lost.begin(), result_.lost.end());
    return std::move(result_);
  }

 private:
  /// What a state does not name the provider does not know.
  ArmTree& draft(std::string id, std::string_view type, std::size_t origin,
                 Carried carried = Carried::full) {
    if (plan_.is_state())
      carried = Carried::projection;
    result_.drafts.push_back({std::move(id), type, origin, carried, {}});
    return result_.drafts.back().tree;
  }

  void convert(std::size_t number, const Instance& instance) {
    if (instance.type == "azapi_resource") {
      convert_azapi(instance, ids_.of(number));
      return;
    }
    const ResourceType* const type = TerraformIds::type_of(instance.type);
    if (type == nullptr || ids_.of(number).empty())
      return;
    ArmTree tree;
    put_fields(instance, type->fields, tree);
    reshape(instance, tree);
    draft(ids_.of(number), type->arm, instance.values.offset()) = std::move(tree);
    for (const Blocks& blocks : all_blocks) {
      if (blocks.terraform == instance.type)
        convert_blocks(instance, ids_.of(number), blocks);
    }
  }

  /// Calls `act(block, number)` for each block: an instance with attributes of its own.
  template <class Act>
  static void each_block(const Instance& instance, std::string_view attribute,
                         const TerraformValue& list, Act&& act) {
    Instance block = instance;
    const Node expressions = TerraformPlan::expression(instance, attribute);
    block.is_configured =
        list.node.size() == 1 && expressions.is(Kind::array) && expressions.size() == 1;
    block.expressions = block.is_configured ? expressions.at(0) : Node{};
    each_item(list, [&](Node node, Node unknown, Node sensitive, std::size_t number) {
      block.values = node;
      block.unknown = unknown;
      block.sensitive = sensitive;
      act(block, number);
    });
  }

  /// Calls `act(item, unknown, sensitive, number)` for the elements of a list.
  template <class Act>
  static void each_item(const TerraformValue& list, Act&& act) {
    auto unknown = list.unknown.begin();
    auto sensitive = list.sensitive.begin();
    const auto next = [](auto& at, Node all) {
      if (!all.is(Kind::array) || at == all.end())
        return Node{};
      const Node result = *at;
      ++at;
      return result;
    };
    std::size_t number = 0;
    for (const Node& item : list.node) {
      const Node is_unknown = next(unknown, list.unknown);
      act(item, is_unknown, next(sensitive, list.sensitive), number++);
    }
  }

  void put_fields(const Instance& instance, std::span<const FieldRow> fields, ArmTree& tree) {
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

  static bool is_list(FieldKind kind) {
    return kind == FieldKind::addresses || kind == FieldKind::ports || kind == FieldKind::texts ||
           kind == FieldKind::references;
  }

  void put_one(const Instance& instance, const FieldRow& row, ArmTree& tree) {
    for (const std::string_view path : row.terraform) {
      if (put_field(instance, row, path, tree))
        return;
    }
    put_nothing(instance, row, tree);
  }

  /// A state shows what is not set: nothing else says that there is none.
  void put_nothing(const Instance& instance, const FieldRow& row, ArmTree& tree) {
    for (const std::string_view path : row.terraform) {
      const std::string_view outer = path.substr(0, path.find('.'));
      if (!plan_.is_state() || !instance.values.find(outer))
        continue;
      tree.put(row.arm[0].substr(0, row.arm[0].find("[]")), "null", instance.values.offset());
      return;
    }
  }

  /// The expression that stands for a value which is not known. Nothing where the service will
  /// choose it, since nobody did.
  [[nodiscard]] std::string unknown_value(const Instance& instance, std::string_view path,
                                          std::string_view type) const {
    const Node expression = TerraformPlan::expression(instance, path);
    const std::string_view outer = path.substr(0, path.find('.'));
    // Blocks that the configuration makes in a loop are not shown by it.
    const bool is_hidden = outer != path && !instance.expressions.find(outer) &&
                           instance.values.find(outer).size() != 0;
    if (instance.is_configured && !expression && !is_hidden)
      return {};
    if (!type.empty())
      return ids_.reference(instance, path, type);
    const std::string text = plan_.references(instance, expression).text;
    return "[" + (text.empty() ? instance.address + "." + std::string(path) : text) + "]";
  }

  bool put_field(const Instance& instance, const FieldRow& row, std::string_view path,
                 ArmTree& tree) {
    const TerraformValue value = TerraformPlan::value(instance, path);
    const bool is_reference = row.kind == FieldKind::reference;
    if (value.is_unknown || (!value.node && is_reference && !instance.has_marks)) {
      const std::string text =
          value.is_unknown ? unknown_value(instance, path, is_reference ? row.refers_to : "")
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

  /// The spellings of a list are united.
  void put_list(const Instance& instance, const FieldRow& row, ArmTree& tree) {
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

  /// The ids that a list of references will hold; nothing if they cannot be told.
  [[nodiscard]] std::vector<std::string> listed_ids(const Instance& instance, const FieldRow& row,
                                                    std::string_view path) const {
    if (row.kind == FieldKind::references)
      return ids_.all_of(instance, path, row.refers_to);
    if (path.ends_with("_application_security_group_ids"))
      return ids_.all_of(instance, path, ApplicationSecurityGroup::type.arm);
    return {};
  }

  /// The elements of a list; null stands for those that are not known.
  void put_items(const Instance& instance, const FieldRow& row, std::string_view path,
                 const TerraformValue& list, const std::function<void(std::string)>& take) {
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

  void put_records(const Instance& instance, const FieldRow& row, ArmTree& tree) {
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

  static std::string_view list_of(const Instance& instance, const FieldRow& row,
                                  const Instance& block) {
    const bool is_manual = instance.type == "azurerm_private_endpoint" &&
                           row.name == "connections" &&
                           block.values.find("is_manual_connection").boolean().value_or(false);
    return is_manual ? "properties.manualPrivateLinkServiceConnections" : row.arm[0];
  }

  void convert_blocks(const Instance& instance, const std::string& id, const Blocks& blocks) {
    const TerraformValue value = TerraformPlan::value(instance, blocks.attribute);
    const TypeNumber type = find_type(blocks.type->arm);
    if (value.is_unknown) {
      // What nobody configured the service will not make; separate resources may.
      const bool is_set = !instance.is_configured || instance.expressions.find(blocks.attribute);
      if (is_set)
        result_.collections.push_back({id, type, Completeness::partial, no_index});
      return;
    }
    if (value.is_sensitive) {
      result_.collections.push_back({id, type, Completeness::partial, no_index});
      return;
    }
    const std::string path = id + "/" + std::string(blocks.type->last_word()) + "/";
    std::set<std::string> names;
    if (blocks.type == &RedisPatchSchedule::type && value.node.size() != 0) {
      // The blocks are entries of one schedule.
      ArmTree tree;
      put_records(instance, RedisPatchSchedule::type.fields[0], tree);
      draft(path + "default", blocks.type->arm, value.node.offset()) = std::move(tree);
      names.insert("default");
    } else {
      each_block(instance, blocks.attribute, value, [&](Instance block, std::size_t i) {
        block.address.append(".").append(blocks.attribute).append("[") += std::to_string(i) + "]";
        const std::string name =
            blocks.name.empty() ? TerraformIds::name_of(block) : std::string(blocks.name);
        names.insert(folded(name));
        // What a resource of its own declares is repeated here, perhaps as it was before.
        if (!plan_.is_state() && declared_.count(folded(path + name)) != 0)
          return;
        ArmTree tree;
        put_fields(block, blocks.type->fields, tree);
        reshape_block(block, blocks, tree);
        draft(path + name, blocks.type->arm, block.values.offset()) = std::move(tree);
      });
    }
    const bool is_stale = value.node.size() == 0 && types_.count(std::string(blocks.separate)) != 0;
    if (plan_.is_state() && instance.values.find(blocks.attribute) && !is_stale)
      result_.collections.push_back({id, type, Completeness::complete, names.size()});
  }

  void reshape_block(const Instance& block, const Blocks& blocks, ArmTree& tree) {
    if (blocks.type == &Subnet::type) {
      reshape_subnet(block, tree);
      const auto attach = [&](std::string_view attribute, std::string_view type,
                              std::string_view path) {
        const std::string id = ids_.reference(block, attribute, type);
        if (!id.empty())
          tree.put(path, json::quote(id), block.values.offset());
      };
      attach("security_group", NetworkSecurityGroup::type.arm,
             "properties.networkSecurityGroup.id");
      attach("route_table_id", RouteTable::type.arm, "properties.routeTable.id");
    } else if (blocks.type == &RedisEnterpriseDatabase::type) {
      reshape_persistence(block, tree);
    }
  }

  void reshape(const Instance& instance, ArmTree& tree) {
    if (instance.type == "azurerm_subnet")
      reshape_subnet(instance, tree);
    else if (instance.type == "azurerm_redis_enterprise_cluster")
      reshape_sku(instance, tree);
    else if (instance.type == "azurerm_redis_enterprise_database")
      put_linked(instance, "linked_database_id", {}, tree);
    else if (instance.type == "azurerm_monitor_diagnostic_setting")
      reshape_diagnostics(instance, tree);
  }

  /// Older providers have a switch, the oldest an inverted one.
  void reshape_subnet(const Instance& subnet, ArmTree& tree) {
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
    put_names("delegation", "service_delegation",
              "properties.delegations[].properties.serviceName");
  }

  /// Terraform turns persistence on by giving its frequency.
  void reshape_persistence(const Instance& database, ArmTree& tree) {
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

  /// `Enterprise_E20-4` is a name and a capacity.
  void reshape_sku(const Instance& instance, ArmTree& tree) {
    const TerraformValue value = TerraformPlan::value(instance, "sku_name");
    const std::string_view sku = value.node.string();
    const std::size_t dash = sku.find('-');
    if (dash == std::string_view::npos || value.is_sensitive)
      return;
    tree.set("sku.name", json::quote(sku.substr(0, dash)), origin_of(value.node));
    tree.set("sku.capacity", json::quote(sku.substr(dash + 1)), origin_of(value.node));
  }

  /// Before version 4 and 5 of the provider: blocks that say whether they are enabled.
  void reshape_diagnostics(const Instance& instance, ArmTree& tree) {
    for (const auto& [attribute, field] :
         {std::pair{"log", "logs"}, std::pair{"metric", "metrics"}}) {
      const FieldRow& row = *DiagnosticSetting::type.find_field(field);
      const TerraformValue value = TerraformPlan::value(instance, attribute);
      if (value.is_unknown && instance.expressions.find(attribute))
        tree.put(row.arm[0], json::quote("[" + instance.address + "." + attribute + "]"),
                 instance.values.offset());
      each_block(instance, attribute, value, [&](const Instance& block, std::size_t) {
        ArmTree record;
        put_fields(block, row.record->fields, record);
        if (!record.has("enabled"))
          record.put("enabled", "true", block.values.offset());
        tree.append(row.arm[0], std::move(record));
      });
    }
  }

  /// The databases that replicate each other; a database's own list has itself.
  void put_linked(const Instance& instance, std::string_view attribute, std::string_view below,
                  ArmTree& tree) {
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
        (value.is_unknown && ids.empty() && !unknown_value(instance, attribute, {}).empty());
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

  /// What instances add to resources that others declare, when all of these are there.
  void amend(std::size_t number, const Instance& instance) {
    for (const Association& each : associations) {
      if (each.terraform == instance.type)
        associate(number, instance, each);
    }
    if (instance.type == "azurerm_managed_redis_geo_replication")
      replicate(number, instance);
    else if (instance.type == "azapi_update_resource")
      update(number, instance);
  }

  /// The tree of a resource; of one that is declared elsewhere a new one, to be added to it.
  ArmTree& tree_of(const std::string& id, std::string_view type, std::size_t origin) {
    const auto known = by_id_.find(folded(canonical_id(id)));
    if (known != by_id_.end())
      return result_.drafts[known->second].tree;
    by_id_.emplace(folded(canonical_id(id)), result_.drafts.size());
    return draft(id, type, origin, Carried::projection);
  }

  void associate(std::size_t number, const Instance& instance, const Association& association) {
    const std::string owner = ids_.reference(instance, association.owner, association.owner_type);
    std::string target = ids_.reference(instance, association.target, association.target_type);
    if (target.empty())
      target = "[" + instance.address + "]";
    const std::size_t origin = instance.values.offset();
    if (parse_resource_id(owner)) {
      tree_of(owner, association.owner_type, origin)
          .put(association.path, json::quote(target), origin);
      return;
    }
    // Whose it is cannot be told: it may be any that has none.
    result_.lost.push_back(number);
    for (TerraformDraft& draft : result_.drafts) {
      if (equal_folded(draft.type, association.owner_type) && !draft.tree.has(association.path))
        draft.tree.put(association.path, json::quote("[" + instance.address + "]"), origin);
    }
  }

  void replicate(std::size_t number, const Instance& instance) {
    const std::string owner =
        ids_.reference(instance, "managed_redis_id", RedisEnterprise::type.arm);
    if (!parse_resource_id(owner)) {
      result_.lost.push_back(number);
      return;
    }
    constexpr std::string_view below = "/databases/default";
    ArmTree& tree = tree_of(owner + std::string(below), RedisEnterpriseDatabase::type.arm,
                            instance.values.offset());
    put_linked(instance, "linked_managed_redis_ids", below, tree);
    ArmTree own;
    own.put("id", json::quote(owner + std::string(below)), instance.values.offset());
    if (tree.is_list("properties.geoReplication.linkedDatabases"))
      tree.append("properties.geoReplication.linkedDatabases", std::move(own));
  }

  /// The body of azapi is ARM JSON, in version 1 as text.
  void convert_azapi(const Instance& instance, const std::string& id) {
    const std::optional<ResourceId> parsed = parse_resource_id(id);
    const TypeNumber type = parsed ? find_type(parsed->type()) : no_model;
    if (type == no_model)
      return;
    ArmTree tree;
    const std::string typed = TerraformIds::text(instance, "type");
    const std::size_t at = typed.find('@');
    if (at != std::string::npos)
      tree.put("apiVersion", json::quote(typed.substr(at + 1)), instance.values.offset());
    put_body(instance, tree);
    for (const std::string_view attribute : {"location", "tags"}) {
      const TerraformValue value = TerraformPlan::value(instance, attribute);
      if (value.node && !value.is_sensitive)
        tree.set(attribute, std::string(value.node.raw()), origin_of(value.node));
    }
    const TerraformValue kind = TerraformPlan::value(instance, "identity.type");
    if (kind.node)
      tree.set("identity.type", literal(kind.node), origin_of(kind.node));
    if (const FieldRow* const row = resource_types()[type]->find_field("identity_ids"))
      put_list(instance, *row, tree);
    draft(id, resource_types()[type]->arm, instance.values.offset()) = std::move(tree);
  }

  /// Puts the leaves of the body, which replace what stands there.
  void put_body(const Instance& instance, ArmTree& tree) {
    const TerraformValue body = TerraformPlan::value(instance, "body");
    if (body.is_unknown || body.is_sensitive) {
      const std::string text = "[" + instance.address + ".body]";
      tree.set("properties", json::quote(text), instance.values.offset());
      return;
    }
    if (!body.node.is(Kind::string)) {
      put_members(instance, body.node, body.unknown, body.sensitive, {}, 0, tree);
      return;
    }
    const Result<json::Document> inner =
        json::Document::parse_owned(std::string(body.node.string()));
    if (inner)
      put_members(instance, inner->root(), {}, {}, {}, origin_of(body.node), tree);
    else
      tree.set("properties", json::quote("[" + instance.address + ".body]"), origin_of(body.node));
  }

  /// `at` is where all of it comes from; 0: from where it stands.
  void put_members(const Instance& instance, Node object, Node unknown, Node sensitive,
                   const std::string& path, std::size_t at, ArmTree& tree, int depth = 0) {
    constexpr int deepest = 16;
    for (const Node& member : unknown) {
      if (!member.boolean().value_or(false))
        continue;
      const std::string inner = path + std::string(member.key());
      tree.set(inner, json::quote(body_reference(instance, inner)), instance.values.offset());
    }
    for (const Node& member : object) {
      const std::string key(member.key());
      if (unknown.find(key).boolean().value_or(false))
        continue;
      const std::size_t origin = at == 0 ? origin_of(member) : at;
      const bool is_plain = key.find_first_of(".[") == std::string::npos;
      if (sensitive.find(key).boolean().value_or(false))
        tree.set(path + key, "\"***\"", origin);
      else if (member.is(Kind::object) && is_plain && depth < deepest && member.size() != 0)
        put_members(instance, member, unknown.find(key), sensitive.find(key), path + key + ".", at,
                    tree, depth + 1);
      else if (is_plain)
        tree.set(path + key, literal(member), origin);
    }
  }

  /// The id that a value of the body will hold: its references are not told apart, but for what
  /// they refer to.
  [[nodiscard]] std::string body_reference(const Instance& instance, std::string_view path) const {
    for (const ResourceType* type : resource_types()) {
      for (const FieldRow& row : type->fields) {
        const bool is_wanted = row.kind == FieldKind::reference && row.refers_to != "*" &&
                               std::find(row.arm.begin(), row.arm.end(), path) != row.arm.end();
        if (is_wanted)
          return ids_.unknown_reference(instance, "body", row.refers_to);
      }
    }
    return "[" + instance.address + ".body." + std::string(path) + "]";
  }

  void update(std::size_t number, const Instance& instance) {
    const std::string typed = TerraformIds::text(instance, "type");
    const std::string type = typed.substr(0, typed.find('@'));
    const TypeNumber model = find_type(type);
    if (model == no_model)
      return;
    std::string id = ids_.reference(instance, "resource_id", type);
    if (id.empty()) {
      const std::string parent = ids_.reference(instance, "parent_id", parent_type(type));
      if (parse_resource_id(parent))
        id =
            parent + "/" + type.substr(type.rfind('/') + 1) + "/" + TerraformIds::name_of(instance);
    }
    if (!parse_resource_id(id)) {
      result_.lost.push_back(number);
      return;
    }
    put_body(instance, tree_of(id, resource_types()[model]->arm, instance.values.offset()));
  }

  const TerraformPlan& plan_;
  TerraformIds ids_;
  TerraformResources result_;
  std::set<std::string> declared_;
  std::set<std::string> types_;
  std::map<std::string, std::size_t> by_id_;
};

}  // namespace

TerraformResources convert(const TerraformPlan& plan) {
  return Conversion(plan).run();
}

}  // namespace cachewarden::inline v0::detail
