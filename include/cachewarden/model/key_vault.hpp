#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A key vault, as far as caches depend on it: one that holds the key of their disks.
struct KeyVault {
  Property<Text> location{};
  Property<List<Pair>> tags{};
  Property<bool> soft_delete{};
  Property<bool> purge_protection{};
  Property<Text> default_action{};  ///< of the firewall; none: there is none
  Property<Text> bypass{};          ///< who gets past the firewall

  static const ResourceType type;
  friend bool operator==(const KeyVault&, const KeyVault&) = default;
};

inline constexpr std::array key_vault_fields{
    field<&KeyVault::location>({.name = "location",
                                .arm = {"location"},
                                .terraform = {"location"},
                                .normal = Normal::location}),
    field<&KeyVault::tags>(
        {.name = "tags", .arm = {"tags"}, .terraform = {"tags"}, .absence = Absence::none}),
    field<&KeyVault::soft_delete>({.name = "soft_delete",
                                   .arm = {"properties.enableSoftDelete"},
                                   .terraform = {"soft_delete_enabled"}}),
    field<&KeyVault::purge_protection>({.name = "purge_protection",
                                        .arm = {"properties.enablePurgeProtection"},
                                        .terraform = {"purge_protection_enabled"},
                                        .absence = Absence::none}),
    field<&KeyVault::default_action>({.name = "default_action",
                                      .arm = {"properties.networkAcls.defaultAction"},
                                      .terraform = {"network_acls.default_action"},
                                      .absence = Absence::none}),
    field<&KeyVault::bypass>({.name = "bypass",
                              .arm = {"properties.networkAcls.bypass"},
                              .terraform = {"network_acls.bypass"},
                              .absence = Absence::none}),
};

// Names of vaults are unique: `--name` finds one of which nothing else is known.
inline constexpr ResourceType KeyVault::type{
    .arm = "Microsoft.KeyVault/vaults",
    .label = "key vault",
    .terraform = {"azurerm_key_vault"},
    .fields = key_vault_fields,
    .collect = "az keyvault show --name {name}",
    .collect_all = "az keyvault list --subscription {subscription}",
};

/// What a key vault does with a key when its time has come.
struct KeyLifetimeAction {
  Property<Text> action{};          ///< `rotate` or `notify`
  Property<Text> after_creation{};  ///< ISO 8601
  Property<Text> before_expiry{};   ///< ISO 8601

  static constexpr std::span<const FieldRow> fields();
  friend bool operator==(const KeyLifetimeAction&, const KeyLifetimeAction&) = default;
};

inline constexpr std::array key_lifetime_action_fields{
    field<&KeyLifetimeAction::action>({.name = "action", .arm = {"action.type"}}),
    field<&KeyLifetimeAction::after_creation>({.name = "after_creation",
                                               .arm = {"trigger.timeAfterCreate"},
                                               .terraform = {"time_after_creation"},
                                               .absence = Absence::none,
                                               .normal = Normal::duration}),
    field<&KeyLifetimeAction::before_expiry>({.name = "before_expiry",
                                              .arm = {"trigger.timeBeforeExpiry"},
                                              .terraform = {"time_before_expiry"},
                                              .absence = Absence::none,
                                              .normal = Normal::duration}),
};

constexpr std::span<const FieldRow> KeyLifetimeAction::fields() {
  return key_lifetime_action_fields;
}

/// A key in a key vault. Resource Manager writes times as seconds since 1970, the vault itself as
/// ISO 8601; they are kept as they are written.
struct KeyVaultKey {
  Property<bool> enabled{};
  Property<Text> expires{};
  Property<Text> created{};   ///< the version that is current
  Property<Text> key_type{};  ///< `RSA`, `RSA-HSM`, `EC` ...
  Property<std::int32_t> key_size{};
  Property<Text> key_url{};  ///< with the version that is current
  Property<List<KeyLifetimeAction>> lifetime_actions{};

  static const ResourceType type;
  friend bool operator==(const KeyVaultKey&, const KeyVaultKey&) = default;
};

inline constexpr std::array key_vault_key_fields{
    field<&KeyVaultKey::enabled>({.name = "enabled", .arm = {"properties.attributes.enabled"}}),
    field<&KeyVaultKey::expires>(
        {.name = "expires",
         .arm = {"properties.attributes.exp", "properties.attributes.expires"},
         .terraform = {"expiration_date"},
         .absence = Absence::none,
         .normal = Normal::numeric}),
    field<&KeyVaultKey::created>({.name = "created",
                                  .arm = {"properties.attributes.created"},
                                  .normal = Normal::numeric,
                                  .read_only = true}),
    field<&KeyVaultKey::key_type>({.name = "key_type",
                                   .arm = {"properties.kty", "properties.key.kty"},
                                   .terraform = {"key_type"}}),
    field<&KeyVaultKey::key_size>({.name = "key_size",
                                   .arm = {"properties.keySize"},
                                   .terraform = {"key_size"},
                                   .absence = Absence::none,
                                   .least = 0}),
    field<&KeyVaultKey::key_url>({.name = "key_url",
                                  .arm = {"properties.keyUriWithVersion", "properties.key.kid"},
                                  .read_only = true}),
    field<&KeyVaultKey::lifetime_actions>({.name = "lifetime_actions",
                                           .arm = {"properties.rotationPolicy.lifetimeActions"},
                                           .terraform = {"rotation_policy.automatic"},
                                           .absence = Absence::none}),
};

inline constexpr ResourceType KeyVaultKey::type{
    .arm = "Microsoft.KeyVault/vaults/keys",
    .label = "key of a key vault",
    .terraform = {"azurerm_key_vault_key"},
    .fields = key_vault_key_fields,
    .collect = "az keyvault key show --vault-name {parent_name} --name {name}",
    .collect_all = "az keyvault key list --vault-name {name}",
    .shows_state = false,
};

}  // namespace cachewarden::inline v0
