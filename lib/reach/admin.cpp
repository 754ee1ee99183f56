#include <algorithm>
#include <map>
#include <utility>

#include "reach/estate.hpp"
#include "reach/way.hpp"

/// Security admin rules of Virtual Network Manager, which come before groups.
/// Source: learn.microsoft.com/azure/virtual-network-manager/concept-security-admins.
namespace cachewarden::inline v0::reach {

namespace {

constexpr Ground in_force = {
    .kind = Ground::Kind::knowledge,
    .at =
        "the security admin rules in force at the virtual network (az network manager "
        "list-effective-security-admin-rules, with --of NETWORK#effectiveSecurityAdminRules)"};

std::string_view network_id(std::string_view subnet_id) {
  return subnet_id.substr(0, subnet_id.rfind('/', subnet_id.rfind('/') - 1));
}

const EffectiveAdminRules* find_in_force(const Inventory& inventory, std::string_view network) {
  if (inventory.facts().network == nullptr)
    return nullptr;
  for (const EffectiveAdminRules& each : inventory.facts().network->admin_rules) {
    if (equal_folded(each.network, network))
      return &each;
  }
  return nullptr;
}

/// Whether a collection of rules may be on a network: unless all groups that it is for are known by
/// their members, and the network is none.
bool may_apply(const Inventory& inventory, const Resource& rule, const Resource& subnet) {
  const auto* collection =
      rule.parent == no_index
          ? nullptr
          : inventory.body<SecurityAdminRuleCollection>(inventory.resource(rule.parent));
  if (collection == nullptr || !collection->applies_to_groups.has_value())
    return true;
  const std::string_view network = network_id(subnet.id.view());
  for (const Text& id : *collection->applies_to_groups) {
    const std::string members = std::string(canonical_id(id)) + "/staticmembers/";
    bool is_known = false;
    for (const NetworkGroupMember& member : inventory.bodies<NetworkGroupMember>()) {
      if (!starts_with_folded(inventory.owner(member).id, members))
        continue;
      if (!member.member.has_value())
        return true;
      const std::string_view who = canonical_id(*member.member);
      if (equal_folded(who, network) || equal_folded(who, subnet.id.view()))
        return true;
      is_known = true;
    }
    if (!is_known)
      return true;
  }
  return false;
}

}  // namespace

void add_admin_layer(const Inventory& inventory, const Subnet& subnet, const AddressSpace& space,
                     const GroupReading& reading, Words& words, Remarks& remarks,
                     std::vector<ListDraft>& layers, const Ground& unless) {
  const Resource& owner = inventory.owner(subnet);
  const std::string_view network = network_id(owner.id.view());
  ListDraft draft{.name = "security admin rules", .is_admin = true};
  std::vector<network::ConditionId> always;
  if (unless.kind != Ground::Kind::none)
    always.push_back(words.condition(unless, text(unless, inventory)));
  if (const EffectiveAdminRules* known = find_in_force(inventory, network)) {
    for (const std::string& id : known->rules) {
      const Resource* resource = inventory.find(id, owner.intent);
      const auto* rule =
          resource == nullptr ? nullptr : inventory.body<SecurityAdminRule>(*resource);
      if (rule != nullptr)
        add_admin_rule(*rule, space, reading, words, always, draft);
    }
    if (!known->is_complete)
      remarks.assume("no security admin rule applies besides those that the input shows");
  } else {
    // Whether a configuration is deployed shows nowhere but in what is in force.
    std::map<std::uint32_t, network::ConditionId> deployed;
    for (const SecurityAdminRule& rule : inventory.bodies<SecurityAdminRule>()) {
      const Resource& resource = inventory.owner(rule);
      if (!resource.is_collected ||
          (resource.intent != Intent::live && resource.intent != owner.intent) ||
          !may_apply(inventory, resource, owner))
        continue;
      if (deployed.find(resource.parent) == deployed.end())
        deployed[resource.parent] =
            words.condition(in_force, "that the configuration of security admin rule `" +
                                          std::string(resource.name()) + "` is deployed");
      std::vector<network::ConditionId> conditions = always;
      conditions.push_back(deployed[resource.parent]);
      add_admin_rule(rule, space, reading, words, conditions, draft);
      remarks.lack(in_force, inventory);
    }
    if (draft.rules.empty())
      remarks.assume("no security admin rule of a network manager applies: the input has none");
  }
  if (draft.rules.empty())
    return;
  if (unless.kind != Ground::Kind::none)
    remarks.lack(unless, inventory);
  layers.push_back(std::move(draft));
}

}  // namespace cachewarden::inline v0::reach
