#include "reports/kinds.hpp"

namespace cachewarden::inline v0::detail {

namespace {

/// The generation of a cluster, or of the one that a database belongs to.
Property<RedisGeneration> generation_of(const Inventory& inventory, const Resource& resource) {
  if (const auto* cluster = inventory.body<RedisEnterprise>(resource))
    return generation(cluster->sku_name);
  if (resource.type == type_number<RedisEnterpriseDatabase> && resource.parent != no_index)
    return generation_of(inventory, inventory.resource(resource.parent));
  return State::not_carried;
}

std::string size_of(const RedisCache& cache) {
  if (!cache.sku_name.has_value())
    return {};
  std::string text;
  text.append(redis_tier_names[static_cast<std::size_t>(*cache.sku_name) - 1].text);
  if (cache.sku_family.has_value() && cache.sku_capacity.has_value())
    text.append(" ").append(*cache.sku_family).append(std::to_string(*cache.sku_capacity));
  return text;
}

}  // namespace

std::string kind_text(const Inventory& inventory, const Resource& resource) {
  if (resource.type == no_model)
    return {};
  std::string text(resource_types()[resource.type]->label);
  if (const auto* cache = inventory.body<RedisCache>(resource)) {
    const std::string size = size_of(*cache);
    return size.empty() ? text : text + ", " + size;
  }
  const Property<RedisGeneration> generation = generation_of(inventory, resource);
  if (!generation.has_value())
    return text;
  text = *generation == RedisGeneration::managed ? "Azure Managed Redis" : "Redis Enterprise";
  if (const auto* cluster = inventory.body<RedisEnterprise>(resource))
    return text + ", " + cluster->sku_name->string();
  return text + " database";
}

std::string short_kind(const Inventory& inventory, const Resource& resource) {
  if (const auto* cache = inventory.body<RedisCache>(resource))
    return "Redis " + size_of(*cache);
  const auto* const cluster = inventory.body<RedisEnterprise>(resource);
  if (cluster == nullptr || !cluster->sku_name.has_value())
    return cluster == nullptr ? kind_text(inventory, resource) : "Managed Redis or Enterprise";
  const bool is_managed = *generation(cluster->sku_name) == RedisGeneration::managed;
  return (is_managed ? "Managed Redis " : "Redis ") + cluster->sku_name->string();
}

std::size_t cache_rank(const Inventory& inventory, const Resource& resource) {
  if (resource.type == type_number<RedisCache>)
    return 3;
  if (resource.type != type_number<RedisEnterprise>)
    return 0;
  const Property<RedisGeneration> generation = generation_of(inventory, resource);
  return generation.has_value() && *generation == RedisGeneration::enterprise ? 2 : 1;
}

}  // namespace cachewarden::inline v0::detail
