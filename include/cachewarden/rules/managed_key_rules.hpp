#pragma once

#include <array>

#include "cachewarden/rules/key_claims.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on the key that an organisation keeps for the disks of a cluster.
namespace cachewarden::inline v0::rules {

/// A cluster, the key of its disks and the vault of the key.
inline constexpr std::string_view managed_key_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket",
   "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
   "sku": {"name": "Balanced_B10"},
   "properties": {"provisioningState": "Succeeded", "encryption": {"customerManagedKeyEncryption": {
     "keyEncryptionKeyUrl": "https://basket.vault.azure.net/keys/disk/0123456789abcdef0123456789abcdef"}}}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/secrets/providers/Microsoft.KeyVault/vaults/basket/keys/disk",
   "name": "disk", "type": "Microsoft.KeyVault/vaults/keys", "location": "westeurope",
   "properties": {"kty": "RSA", "keySize": 4096, "attributes": {"enabled": true},
     "keyUriWithVersion": "https://basket.vault.azure.net/keys/disk/0123456789abcdef0123456789abcdef"}},
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/secrets/providers/Microsoft.KeyVault/vaults/basket",
   "name": "basket", "type": "Microsoft.KeyVault/vaults", "location": "westeurope",
   "properties": {"provisioningState": "Succeeded", "enableSoftDelete": true, "enablePurgeProtection": true,
     "networkAcls": {"defaultAction": "Deny", "bypass": "AzureServices"}}}
])";

/// The same before it is made, with a key that its vault renews.
inline constexpr std::string_view planned_key_baseline = R"([
  {"type": "Microsoft.Cache/redisEnterprise", "apiVersion": "2025-07-01", "name": "basket", "location": "westeurope",
   "sku": {"name": "Balanced_B10"},
   "properties": {"publicNetworkAccess": "Disabled", "encryption": {"customerManagedKeyEncryption": {
     "keyEncryptionKeyUrl": "https://basket.vault.azure.net/keys/disk"}}}},
  {"type": "Microsoft.KeyVault/vaults/keys", "apiVersion": "2023-07-01", "name": "basket/disk",
   "properties": {"kty": "RSA", "keySize": 4096, "rotationPolicy": {"lifetimeActions": [
     {"trigger": {"timeAfterCreate": "P60D"}, "action": {"type": "rotate"}}]}}}
])";

// ---- CW-AMR-046 -----------------------------------------------------------

/// The service wraps with RSA keys only.
[[nodiscard]] inline Verdict disk_key_is_usable(const RedisEnterprise& cluster,
                                                const Context& context) {
  return of_disk_key(cluster, context, [&](const KeyVaultKey& key) {
    const Claim is_rsa = holds(
        key.key_type, [](const Text& type) { return starts_with_folded(type.view(), "RSA"); });
    return require(all_of(equals(key.enabled, true), is_rsa, has_not_expired(key, context)));
  });
}

inline constexpr Rule managed_key_usable_rule{
    .id = "CW-AMR-046",
    .name = "managed-redis-disk-key-usable",
    .title = "The customer-managed key of the disks is an RSA key, enabled and not expired",
    .message = "the key of the disks cannot be used: it is disabled, expired, or no RSA key",
    .severity = Severity::high,
    .category = Category::data_protection,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<disk_key_is_usable>,
    .rationale =
        "Disks are unwrapped with the key. Where it cannot be used any more the cache stops, at "
        "the latest when a node is replaced.",
    .remediation = {.cli = "az keyvault key set-attributes --id {key_encryption_key_url:KEY_URL} "
                           "--enabled true --expires EXPIRY",
                    .bicep = "kty: 'RSA', attributes: { enabled: true }",
                    .terraform = "azurerm_key_vault_key { key_type = \"RSA\", expiration_date = "
                                 "\"2030-01-01T00:00:00Z\" }"},
    .references = {"https://learn.microsoft.com/azure/redis/how-to-encryption"},
    .controls = {{Framework::microsoft_guide,
                  "data-protection/configure-customer-managed-keys-for-disk-encryption"},
                 {Framework::mcsb, "DP-6"}},
    .baseline = managed_key_baseline,
    .examples =
        {{"enabled, without end", "{}", Status::pass},
         {"disabled", R"([{}, {"properties": {"attributes": {"enabled": false}}}])", Status::fail},
         {"expired", R"([{}, {"properties": {"attributes": {"exp": 1735689600}}}])", Status::fail},
         {"an elliptic curve", R"([{}, {"properties": {"kty": "EC"}}])", Status::fail},
         {"as its vault shows it", R"([{}, "$absent", {}, {"key": {"kty": "RSA-HSM",
             "kid": "https://basket.vault.azure.net/keys/disk/0123456789abcdef0123456789abcdef"},
             "attributes": {"enabled": true, "expires": null}}])",
          Status::pass},
         {"it ends some day, and no date of judgement is given",
          R"([{}, {"properties": {"attributes": {"exp": 4102444800}}}])", Status::unknown},
         {"not collected", R"([{}, "$absent"])", Status::unknown},
         {"of a hardware security module",
          R"({"properties": {"encryption": {"customerManagedKeyEncryption": {"keyEncryptionKeyUrl":
              "https://basket.managedhsm.azure.net/keys/disk/0123456789abcdef0123456789abcdef"}}}})",
          Status::unknown},
         {"a key of Microsoft", R"({"properties": {"encryption": "$absent"}})",
          Status::not_applicable}},
};

// ---- CW-AMR-047 -----------------------------------------------------------

/// The version in use is the current one, and that is renewed in time.
[[nodiscard]] inline Verdict disk_key_is_rotated(const RedisEnterprise& cluster,
                                                 const Context& context) {
  const std::uint32_t most = context.settings().key_rotation_days;
  if (most == 0)
    return not_applicable({Truth::no, {.at = &cluster, .kind = Basis::Kind::resource}},
                          "the settings do not limit how long keys are used");
  return of_disk_key(cluster, context, [&](const KeyVaultKey& key) {
    return require(all_of(uses_current_version(cluster, key), is_renewed(key, most, context)));
  });
}

inline constexpr Rule managed_key_rotated_rule{
    .id = "CW-AMR-047",
    .name = "managed-redis-disk-key-rotated",
    .title = "The customer-managed key of the disks is rotated, and the cache uses the new version",
    .message = "the cache uses a version of its disk key that is older than the settings allow",
    .severity = Severity::low,
    .category = Category::data_protection,
    .since = "0.2",
    .check = check<disk_key_is_rotated>,
    .rationale =
        "The longer one version is in use, the more is lost with it. The address of a key names "
        "its version: a rotation in the vault does not reach a cache that still names the old one.",
    .remediation = {.cli = "az redisenterprise update --ids {id} --key-encryption-key-url KEY_URL",
                    .bicep = "keyEncryptionKeyUrl: key.properties.keyUriWithVersion",
                    .terraform = "customer_managed_key { key_vault_key_id = "
                                 "azurerm_key_vault_key.this.id }"},
    .references =
        {"https://learn.microsoft.com/azure/redis/how-to-encryption",
         "https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation"},
    .controls = {{Framework::microsoft_guide,
                  "data-protection/configure-customer-managed-keys-for-disk-encryption"},
                 {Framework::mcsb, "DP-6"}},
    .baseline = planned_key_baseline,
    .examples = {{"a key that its vault renews every 60 days", "{}", Status::pass},
                 {"every year", R"([{}, {"properties": {"rotationPolicy": {"lifetimeActions": [
             {"trigger": {"timeAfterCreate": "P1Y"}, "action": {"type": "rotate"}}]}}}])",
                  Status::fail},
                 {"told of, not renewed",
                  R"([{}, {"properties": {"rotationPolicy": {"lifetimeActions": [
             {"trigger": {"timeAfterCreate": "P60D"}, "action": {"type": "notify"}}]}}}])",
                  Status::fail},
                 {"some time before it ends",
                  R"([{}, {"properties": {"rotationPolicy": {"lifetimeActions": [
             {"trigger": {"timeBeforeExpiry": "P30D"}, "action": {"type": "rotate"}}]}}}])",
                  Status::unknown},
                 {"an old version of a live key", R"(["$absent", "$absent",
             {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/basket",
              "name": "basket", "type": "Microsoft.Cache/redisEnterprise", "sku": {"name": "Balanced_B10"},
              "properties": {"provisioningState": "Succeeded", "encryption": {"customerManagedKeyEncryption": {
                "keyEncryptionKeyUrl": "https://basket.vault.azure.net/keys/disk/old"}}}},
             {"key": {"kty": "RSA", "kid": "https://basket.vault.azure.net/keys/disk/new"},
              "attributes": {"enabled": true, "created": "2026-11-01T00:00:00+00:00"}}])",
                  Status::fail},
                 {"the key was not collected", R"([{}, "$absent"])", Status::unknown},
                 {"a key of Microsoft", R"({"properties": {"encryption": "$absent"}})",
                  Status::not_applicable}},
    .example_settings = [](Settings& settings) { settings.key_rotation_days = 90; },
};

// ---- CW-AMR-048 -----------------------------------------------------------

/// Source: learn.microsoft.com/azure/redis/how-to-encryption, prerequisites.
[[nodiscard]] inline Verdict disk_key_vault_fits(const RedisEnterprise& cluster,
                                                 const Context& context) {
  return of_disk_key(cluster, context, [&](const KeyVaultKey&) {
    const std::optional<ResourceId> key = parse_resource_id(*cluster.key_encryption_key);
    const KeyVault* const vault =
        named_by<KeyVault>(cluster, key ? key->parent() : std::string_view(), context);
    if (vault == nullptr)
      return require(needs_knowledge("the vault of the disk key"));
    Claim is_near = unknown(cluster.location);
    if (cluster.location.has_value())
      is_near = equals(vault->location, *cluster.location);
    const Claim is_open =
        any_of(negated(holds(vault->default_action,
                             [](const Text& action) { return equal_folded(action, "Deny"); })),
               holds(vault->bypass,
                     [](const Text& bypass) { return equal_folded(bypass, "AzureServices"); }));
    return require(all_of(equals(vault->purge_protection, true), equals(vault->soft_delete, true),
                          is_near, is_open));
  });
}

inline constexpr Rule managed_key_vault_rule{
    .id = "CW-AMR-048",
    .name = "managed-redis-disk-key-vault",
    .title = "The vault of the disk key is protected from purging, near, and open to the service",
    .message =
        "the vault of the disk key lacks purge protection, is far away, or shuts the service out",
    .severity = Severity::medium,
    .category = Category::deployability,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<disk_key_vault_fits>,
    .rationale =
        "The service takes keys only from a vault in its own region with soft delete and purge "
        "protection, whose firewall lets trusted services past. A key that was purged takes the "
        "data along.",
    .remediation = {.cli = "az keyvault update --name {vaults_name:VAULT} "
                           "--enable-purge-protection true --bypass AzureServices",
                    .bicep = "enablePurgeProtection: true, networkAcls: { bypass: 'AzureServices', "
                             "defaultAction: 'Deny' }",
                    .terraform = "purge_protection_enabled = true, network_acls { bypass = "
                                 "\"AzureServices\", default_action = \"Deny\" }"},
    .references = {"https://learn.microsoft.com/azure/redis/how-to-encryption",
                   "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview"},
    .controls = {{Framework::microsoft_guide,
                  "data-protection/configure-customer-managed-keys-for-disk-encryption"},
                 {Framework::mcsb, "DP-6"}},
    .baseline = managed_key_baseline,
    .examples = {{"as the service asks", "{}", Status::pass},
                 {"without a firewall", R"([{}, {}, {"properties": {"networkAcls": "$absent"}}])",
                  Status::pass},
                 {"without purge protection",
                  R"([{}, {}, {"properties": {"enablePurgeProtection": "$absent"}}])",
                  Status::fail},
                 {"in another region", R"([{}, {}, {"location": "North Europe"}])", Status::fail},
                 {"a firewall without exception",
                  R"([{}, {}, {"properties": {"networkAcls": {"bypass": "None"}}}])", Status::fail},
                 {"not collected", R"([{}, {}, "$absent"])", Status::unknown},
                 {"a key of Microsoft", R"({"properties": {"encryption": "$absent"}})",
                  Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array managed_key_rules{&managed_key_usable_rule, &managed_key_rotated_rule,
                                              &managed_key_vault_rule};

}  // namespace cachewarden::inline v0::rules
