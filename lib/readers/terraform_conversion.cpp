#include "readers/terraform_conversion.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "cachewarden/base/fold.hpp"
#include "readers/terraform_fields.hpp"
#include "readers/terraform_shapes.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Instance = TerraformInstance;

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
    fields_.put_fields(instance, type->fields, tree);
    shapes_.reshape(instance, tree);
    draft(ids_.of(number), type->arm, instance.values.offset()) = std::move(tree);
    for (const Blocks& blocks : all_blocks) {
      if (blocks.terraform == instance.type)
        convert_blocks(instance, ids_.of(number), blocks);
    }
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
      fields_.put_records(instance, RedisPatchSchedule::type.fields[0], tree);
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
        fields_.put_fields(block, blocks.type->fields, tree);
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
      shapes_.reshape_subnet(block, tree);
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
      shapes_.reshape_persistence(block, tree);
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
    shapes_.put_linked(instance, "linked_managed_redis_ids", below, tree);
    ArmTree own;
    own.put("id", json::quote(owner + std::string(below)), instance.values.offset());
    if (tree.is_list("properties.geoReplication.linkedDatabases"))
      tree.append("properties.geoReplication.linkedDatabases", std::move(own));
  }

  /// The body of azapi is ARM JSON, in version 1 as text.
  void convert_azapi(const Instance& instance, const std::string& id) {
    const std::optional<ResourceId> parsed = parse_resource_id(id);
    const TypeNumber type = parsed ? find_type(*parsed) : no_model;
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
      fields_.put_list(instance, *row, tree);
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
  TerraformFields fields_{plan_, ids_};
  TerraformShapes shapes_{ids_, fields_};
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
