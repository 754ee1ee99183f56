#include "cachewarden/reach/cache_reach.hpp"
#include "reach/find_resource.hpp"
#include "reach/way.hpp"

/// Caches and clients by what people call them.
namespace cachewarden::inline v0::reach {

namespace {

using network::AddressSet;

bool is_cache(const Inventory& inventory, const Resource& resource) {
  return inventory.body<RedisCache>(resource) != nullptr ||
         inventory.body<RedisEnterprise>(resource) != nullptr;
}

}  // namespace

std::vector<const Resource*> caches(const Inventory& inventory) {
  std::vector<const Resource*> result;
  for (const Resource& resource : inventory.resources()) {
    if (resource.is_collected && is_cache(inventory, resource))
      result.push_back(&resource);
  }
  return result;
}

const Resource* find_cache(const Inventory& inventory, std::string_view id_or_name) {
  return find_resource(caches(inventory), id_or_name);
}

namespace {

/// The subnet or network interface of that id or name; null if there is none.
Result<const Resource*> find_client(const Inventory& inventory, std::string_view words) {
  const Resource* found = nullptr;
  for (const Resource& resource : inventory.resources()) {
    if (inventory.body<Subnet>(resource) == nullptr &&
        inventory.body<NetworkInterface>(resource) == nullptr)
      continue;
    if (equal_folded(resource.id.view(), canonical_id(words)))
      return &resource;
    if (!equal_folded(resource.name(), words))
      continue;
    if (found != nullptr)
      return Error{ErrorCode::argument, "several subnets or network interfaces are called `" +
                                            std::string(words) + "`; give the id"};
    found = &resource;
  }
  return found;
}

}  // namespace

Result<AddressSet> sources_of(const Inventory& inventory, std::string_view words,
                              const Resource** subnet) {
  words = trim(words);
  if (words == "*" || equal_folded(words, "any"))
    return AddressSet::everything();
  if (equal_folded(words, "Internet"))
    return public_addresses();
  if (equal_folded(words, "AzureLoadBalancer"))
    return AddressSet(platform_address);
  if (const Result<Prefix> prefix = Prefix::parse(words))
    return AddressSet(*prefix);
  Result<const Resource*> found = find_client(inventory, words);
  if (!found)
    return found.error();
  if (const auto* body = *found == nullptr ? nullptr : inventory.body<Subnet>(**found)) {
    const AddressSpace space(inventory, *body);
    if (!space.knows_subnet())
      return Error{ErrorCode::argument,
                   "the addresses of subnet `" + std::string((*found)->name()) + "` are not known"};
    if (subnet != nullptr)
      *subnet = *found;
    return space.subnet_addresses();
  }
  if (const auto* body = *found == nullptr ? nullptr : inventory.body<NetworkInterface>(**found)) {
    AddressSet addresses = addresses_of(*body);
    if (addresses.empty())
      return Error{ErrorCode::argument, "the address of network interface `" +
                                            std::string((*found)->name()) + "` is not known"};
    if (subnet != nullptr && body->subnets.has_value())
      *subnet = inventory.find((*body->subnets)[0], (*found)->intent);
    return addresses;
  }
  if (const ServiceTag* tag = find_service_tag(inventory, words))
    return AddressSet(tag->prefixes);
  return Error{ErrorCode::argument, "`" + std::string(words) +
                                        "` is no address, prefix, subnet or network interface of "
                                        "the input, or tag of a list of service tags in it"};
}

}  // namespace cachewarden::inline v0::reach
