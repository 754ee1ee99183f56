#pragma once

#include <array>

#include "cachewarden/cachewarden.hpp"

/// The ten rules of the comparison with other tools; docs/performance.md says them in words. They
/// are what every peer can express, not advice: a value that is missing is a finding, and no
/// verdict is unknown.
namespace ten_rules {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

template <class T>
Verdict no(bool is_bad, const Property<T>& because) {
  return {is_bad ? Status::fail : Status::pass, claim(because, truth(!is_bad))};
}

template <class T>
bool is_stated(const Property<T>& property) {
  return property.state() == State::stated;
}
inline bool is_on(const Property<bool>& property) {
  return is_stated(property) && *property;
}
inline bool has_tier(const RedisCache& cache, RedisTier tier) {
  return is_stated(cache.sku_name) && *cache.sku_name == tier;
}

inline Verdict b01(const RedisCache& cache) {
  return no(is_on(cache.enable_non_ssl_port), cache.enable_non_ssl_port);
}

inline Verdict b02(const RedisCache& cache) {
  const bool is_good =
      is_stated(cache.minimum_tls_version) && *cache.minimum_tls_version >= TlsVersion::tls_1_2;
  return no(!is_good, cache.minimum_tls_version);
}

inline Verdict b03(const RedisCache& cache, const Context& context) {
  bool is_private = is_stated(cache.public_network_access) && !*cache.public_network_access;
  for (const RedisPrivateEndpointConnection* each :
       context.children<RedisPrivateEndpointConnection>(cache).items)
    is_private |= is_stated(each->status) && *each->status == ConnectionStatus::approved;
  return no(!is_private, cache.public_network_access);
}

inline Verdict b04(const RedisCache& cache) {
  return no(!is_on(cache.disable_access_key_authentication),
            cache.disable_access_key_authentication);
}

inline Verdict b05(const RedisCache& cache) {
  return no(!is_on(cache.aad_enabled), cache.aad_enabled);
}

inline Verdict b06(const RedisCache& cache) {
  const bool is_kept = is_on(cache.rdb_backup_enabled) || is_on(cache.aof_backup_enabled);
  return no(has_tier(cache, RedisTier::premium) && !is_kept, cache.rdb_backup_enabled);
}

inline Verdict b07(const RedisCache& cache) {
  const std::size_t zones = is_stated(cache.zones) ? cache.zones->size() : 0;
  return no(has_tier(cache, RedisTier::premium) && zones < 2, cache.zones);
}

inline Verdict b08(const RedisCache& cache) {
  bool is_production = false;
  if (is_stated(cache.tags)) {
    for (const Pair& tag : *cache.tags) {
      if (!equal_folded(tag.name, "env") && !equal_folded(tag.name, "environment"))
        continue;
      is_production = equal_folded(tag.value, "prod") || equal_folded(tag.value, "production");
      break;
    }
  }
  return no(has_tier(cache, RedisTier::basic) && is_production, cache.tags);
}

inline Verdict b09(const RedisCache& cache) {
  // By capacity, in MB; there is no Premium of capacity 0.
  constexpr std::int64_t premium[] = {0, 6144, 13312, 26624, 54272, 122880, 0};
  constexpr std::int64_t others[] = {256, 1024, 2560, 6144, 13312, 26624, 54272};
  const std::span<const std::int64_t> sizes =
      has_tier(cache, RedisTier::premium) ? premium : others;
  const bool is_known = is_stated(cache.maxmemory_reserved) && is_stated(cache.sku_capacity) &&
                        *cache.sku_capacity >= 0 &&
                        static_cast<std::size_t>(*cache.sku_capacity) < sizes.size();
  const bool is_low = is_known && std::int64_t{10} * *cache.maxmemory_reserved <
                                      sizes[static_cast<std::size_t>(*cache.sku_capacity)] - 10;
  return no(!has_tier(cache, RedisTier::basic) && is_low, cache.maxmemory_reserved);
}

inline bool is_anywhere(const AddressTerm& term) {
  return term.kind == AddressTerm::Kind::any || equal_folded(term.text, "Internet") ||
         term.text == Text("0.0.0.0/0");
}

inline bool lets_anybody_in(const UserSecurityRule& rule) {
  if (!is_stated(rule.access) || *rule.access != RuleAccess::allow || !is_stated(rule.direction) ||
      *rule.direction != RuleDirection::inbound || !is_stated(rule.protocol) ||
      (*rule.protocol != TransportProtocol::tcp && *rule.protocol != TransportProtocol::any))
    return false;
  const auto meets_redis = [](const PortRange& ports) {
    return ports.first <= 6380 && ports.last >= 6379;
  };
  return rule.sources.has_value() && rule.destination_ports.has_value() &&
         std::any_of(rule.sources->begin(), rule.sources->end(), is_anywhere) &&
         std::any_of(rule.destination_ports->begin(), rule.destination_ports->end(), meets_redis);
}

inline Verdict b10(const RedisCache& cache, const Context& context) {
  const Subnet* const subnet = context.target<Subnet>(cache, cache.subnet_id);
  const NetworkSecurityGroup* const group =
      subnet == nullptr
          ? nullptr
          : context.target<NetworkSecurityGroup>(*subnet, subnet->network_security_group);
  bool is_open = false;
  if (group != nullptr) {
    for (const UserSecurityRule* rule : context.children<UserSecurityRule>(*group).items)
      is_open |= lets_anybody_in(*rule);
  }
  return no(is_open, cache.subnet_id);
}

inline constexpr Rule rules[] = {
    {.id = "B01", .name = "b01", .title = "port 6379 is closed", .check = check<b01>},
    {.id = "B02", .name = "b02", .title = "TLS 1.2 is the least", .check = check<b02>},
    {.id = "B03", .name = "b03", .title = "not public", .check = check<b03>},
    {.id = "B04", .name = "b04", .title = "no access keys", .check = check<b04>},
    {.id = "B05", .name = "b05", .title = "identities", .check = check<b05>},
    {.id = "B06", .name = "b06", .title = "Premium persists", .check = check<b06>},
    {.id = "B07", .name = "b07", .title = "Premium has zones", .check = check<b07>},
    {.id = "B08", .name = "b08", .title = "no Basic in production", .check = check<b08>},
    {.id = "B09", .name = "b09", .title = "memory is reserved", .check = check<b09>},
    {.id = "B10", .name = "b10", .title = "the subnet is closed", .check = check<b10>},
};

inline constexpr std::array<const Rule*, std::size(rules)> all = [] {
  std::array<const Rule*, std::size(rules)> result{};
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = &rules[i];
  return result;
}();

}  // namespace ten_rules
