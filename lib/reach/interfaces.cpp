#include <algorithm>
#include <utility>

#include "reach/estate.hpp"
#include "reach/way.hpp"

/// Network interfaces of clients: their addresses, and the groups that are attached to them.
namespace cachewarden::inline v0::reach {

namespace {

using network::Access;
using network::AddressSet;

std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

bool names(const Property<List<Text>>& list, std::string_view id) {
  return list.has_value() && std::any_of(list->begin(), list->end(), [&](const Text& each) {
           return equal_folded(canonical_id(each), canonical_id(id));
         });
}

/// What one group does to packets of the interfaces that it is attached to; others pass it by.
ListDraft interface_layer(const Inventory& inventory, const NetworkInterface& interface,
                          const AddressSpace& space, const GroupReading& reading, Words& words,
                          Remarks& remarks) {
  const Resource& owner = inventory.owner(interface);
  const Property<Text>& reference = interface.network_security_group;
  const auto* group = target<NetworkSecurityGroup>(inventory, interface, reference);
  ListDraft draft{.name = "network security group " +
                          (group == nullptr ? std::string("that is not known")
                                            : quoted(inventory.owner(*group).name())) +
                          " of network interface " + quoted(owner.name())};
  const AddressSet own = addresses_of(interface);
  std::vector<network::ConditionId> conditions;
  if (own.empty()) {
    const Ground because = property_ground(&interface.private_ip_addresses);
    remarks.lack(because, inventory);
    conditions.push_back(words.condition(because, text(because, inventory)));
  }
  draft.add_all(0, Access::allow, "other network interfaces", std::move(conditions));
  draft.rules.back().direction = reading.direction;
  draft.rules.back().source = {.addresses = AddressSet::everything() - own};
  if (group == nullptr) {
    const Ground because = property_ground(&reference);
    remarks.lack(because, inventory);
    draft.add_all(1, Access::allow, "a group that is not known",
                  {words.condition(because, text(because, inventory))});
    draft.rules.back().direction = reading.direction;
  } else {
    add_group(*group, space, reading, words, draft);
  }
  return draft;
}

}  // namespace

AddressSet addresses_of(const NetworkInterface& interface) {
  AddressSet result;
  if (!interface.private_ip_addresses.has_value())
    return result;
  for (const Text& text : *interface.private_ip_addresses) {
    if (const Result<Address> address = Address::parse(text))
      result = result | AddressSet(Prefix(*address));
  }
  return result;
}

void add_interface_layers(const Inventory& inventory, const Subnet& subnet,
                          const AddressSpace& space, const GroupReading& reading, Words& words,
                          Remarks& remarks, std::vector<ListDraft>& layers) {
  const Resource& owner = inventory.owner(subnet);
  for (const NetworkInterface& interface : inventory.bodies<NetworkInterface>()) {
    if (inventory.owner(interface).intent != owner.intent || !names(interface.subnets, owner.id) ||
        interface.private_endpoint.has_value() || interface.network_security_group.is_none())
      continue;
    layers.push_back(interface_layer(inventory, interface, space, reading, words, remarks));
  }
  remarks.assume("network interfaces that the input does not show have no group of their own");
}

AddressSet members_of(const Inventory& inventory, std::string_view security_group) {
  AddressSet result;
  std::vector<const Resource*> groups;
  for (const Intent intent : {Intent::live, Intent::planned, Intent::existing}) {
    const Resource* const group = inventory.find(security_group, intent);
    if (group != nullptr && std::find(groups.begin(), groups.end(), group) == groups.end())
      groups.push_back(group);
  }
  for (const Resource* group : groups) {
    for (const Referrer& referrer : inventory.referrers(*group)) {
      const Resource& resource = inventory.resource(referrer.resource);
      if (const auto* interface = inventory.body<NetworkInterface>(resource))
        result = result | addresses_of(*interface);
      else if (const auto* endpoint = inventory.body<PrivateEndpoint>(resource))
        result = result | addresses_of(inventory, *endpoint);
    }
  }
  return result;
}

}  // namespace cachewarden::inline v0::reach
