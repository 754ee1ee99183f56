#include <array>
#include <charconv>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "views/live_values.hpp"

namespace cachewarden::inline v0::views {

namespace {

ViewAnswer in_transit(const Subject& subject) {
  return require(subject.boolean(subject.at("properties.enableNonSslPort")) != true,
                 "enableNonSslPort is true");
}

ViewAnswer latest_tls(const Subject& subject) {
  const Node version = subject.at("properties.minimumTlsVersion");
  const std::string_view text = subject.text(version).value_or("");
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return require(is_number && number >= 1.2, "minimumTlsVersion" + shown(version));
}

ViewAnswer public_access(const Subject& subject) {
  if (subject.equals(subject.at("properties.publicNetworkAccess"), "Disabled") ||
      Subject::has_value(subject.at("properties.privateEndpointConnections")))
    return pass();
  return fail("no private endpoint, and public network access" +
              shown(subject.at("properties.publicNetworkAccess")));
}

ViewAnswer groups(const Subject& subject) {
  if (!subject.equals(subject.at("properties.sku.name"), "Premium"))
    return none("not a Premium cache");
  const Node subnet = subject.at("properties.subnetId");
  if (!Subject::has_value(subnet))
    return fail("the cache is in no subnet");
  const std::string_view id = subject.text(subnet).value_or("");
  for (const ViewResource& each : subject.estate().resources()) {
    if (!equal_folded(each.type, "Microsoft.Network/virtualNetworks") &&
        !equal_folded(each.type, "Microsoft.Network/virtualNetworks/subnets"))
      continue;
    const std::string_view name = last_segment(id);
    const auto has_group = [&](Node found) {
      return require(Subject::has_value(subject.at(found, "properties.networkSecurityGroup.id")),
                     "the subnet of the cache has no network security group");
    };
    if (equal_folded(canonical_id(each.id), canonical_id(id)))
      return has_group(each.node);
    if (!starts_with_folded(id, each.id + "/subnets/"))
      continue;
    for (const Node& listed : subject.at(each.node, "properties.subnets")) {
      if (equal_folded(subject.member(listed, "name").string(), name))
        return has_group(listed);
    }
  }
  return uncollected("the subnet of the cache was not collected",
                     "Microsoft.Network/virtualNetworks/subnets");
}

ViewAnswer access_keys(const Subject& subject) {
  const Node disabled = subject.at("properties.disableAccessKeyAuthentication");
  return require(subject.boolean(disabled) == true,
                 "disableAccessKeyAuthentication" + shown(disabled));
}

ViewAnswer identity(const Subject& subject) {
  const std::string type = folded(subject.text(subject.at("identity.type")).value_or(""));
  return require(type.find("assigned") != std::string::npos, "the cache has no managed identity");
}

ViewAnswer update_channel(const Subject& subject) {
  return require(!subject.equals(subject.at("properties.updateChannel"), "Preview"),
                 "updateChannel is Preview");
}

ViewAnswer zone_redundancy(const Subject& subject) {
  if (!subject.equals(subject.at("properties.sku.name"), "Premium"))
    return none("not a Premium cache");
  const Node zones = subject.at("zones");
  return require((zones.is(Kind::array) && zones.size() >= 2) ||
                     subject.equals(subject.at("properties.zonalAllocationPolicy"), "Automatic"),
                 "zones" + shown(zones));
}

ViewAnswer customer_key(const Subject& subject) {
  return require(Subject::has_value(subject.at(
                     "properties.encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl")),
                 "the disks are not encrypted with a key of the customer");
}

ViewAnswer client_protocol(const Subject& subject) {
  return require(!subject.equals(subject.at("properties.clientProtocol"), "Plaintext"),
                 "clientProtocol is Plaintext");
}

constexpr std::string_view redis = "Microsoft.Cache/redis";
constexpr std::string_view inferred = "the page was not read: name and logic are inferred";

constexpr ViewCheck checks[] = {
    {"configure-update-channel", "", "Medium", 2, redis, "production caches take stable updates",
     "asked of every cache, since what is for production is not in the configuration",
     update_channel},
    {"disable-authentication-with-access-keys", "", "High", 3, redis, "caches refuse access keys",
     "fails where the setting is absent", access_keys},
    {"disable-public-network-access", "", "", 3, redis,
     "caches have a private endpoint or no public network access",
     "fails where the setting is absent and no endpoint is listed; an endpoint excuses an open one",
     public_access},
    {"enable-encryption-with-cmk-for-enterprise-redis", "", "", 2,
     "Microsoft.Cache/redisEnterprise", "clusters use a key of the customer", inferred,
     customer_key},
    {"enable-zone-redundancy", "", "", 2, redis, "Premium caches span zones", inferred,
     zone_redundancy},
    {"non-tls-access-check-for-enterprise-redis", "", "", 3,
     "Microsoft.Cache/redisEnterprise/databases", "clients use TLS", inferred, client_protocol},
    {"RedisCache-001", "", "", 3, redis, "the port without TLS is closed", inferred, in_transit},
    {"RedisCache-002", "", "Medium", 2, redis, "caches accept TLS from 1.2 on",
     "fails where the setting is absent", latest_tls},
    {"use-managed-identities", "", "", 2, redis, "caches have a managed identity",
     "one of the user is enough", identity},
    {"use-network-security-groups", "", "Medium", 2, redis,
     "the subnet of a Premium cache has a network security group",
     "a Premium cache that is in no subnet fails", groups},
};

}  // namespace

constinit const View conformity_view{
    .name = "conformity",
    .authority = "Trend Micro Conformity",
    .version = "pages as of 2026-08",
    .source = "https://www.trendmicro.com/cloudoneconformity/knowledge-base/azure/RedisCache/",
    .note =
        "its logic is not published: read from the prose of its pages, where they were to be "
        "had, and said where they were not",
    .checks = checks,
};

}  // namespace cachewarden::inline v0::views
