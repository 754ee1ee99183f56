#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "cachewarden/base/date.hpp"
#include "readers/documents.hpp"

// Keys of vaults and policies of conditional access, in the forms that they come in.

using namespace documents;  // NOLINT(google-build-using-namespace)

namespace {

constexpr const char* key_url = "https://basket.vault.azure.net/keys/disk/0123456789abcdef";
const std::string key_id = group + "Microsoft.KeyVault/vaults/basket/keys/disk";

std::string policy(const std::string& id, const std::string& state = "enabled") {
  return "{'id': '" + id + "', 'displayName': 'p', 'state': '" + state +
         "', 'conditions': {'clientAppTypes': ['all'], 'applications': {'includeApplications': "
         "['All']}, 'users': {'includeUsers': ['All'], 'excludeGroups': ['g']}}, "
         "'grantControls': {'operator': 'OR', 'builtInControls': ['mfa']}}";
}

std::string graph(const std::string& policies, const std::string& beside = {}) {
  return "{'@odata.context': "
         "'https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/policies'" +
         beside + ", 'value': [" + policies + "]}";
}

Completeness completeness(const Inventory& inventory, std::string_view of) {
  const Resource* const at = inventory.find(of);
  return at == nullptr ? Completeness::not_collected
                       : inventory.completeness(*at, type_number<ConditionalAccessPolicy>);
}

}  // namespace

TEST_CASE("a key is one resource, whoever shows it") {
  const std::string by_manager =
      "{'id': '" + key_id +
      "', 'name': 'disk', 'type': 'Microsoft.KeyVault/vaults/keys', 'properties': {"
      "'kty': 'RSA', 'keySize': 3072, 'attributes': {'enabled': true, 'exp': 4102444800, "
      "'created': 1767225600}, 'keyUriWithVersion': '" +
      key_url +
      "', 'rotationPolicy': {'lifetimeActions': [{'trigger': {'timeAfterCreate': 'P90D'}, "
      "'action': {'type': 'rotate'}}]}}}";
  const Inventory managed = read_one(by_manager);
  const auto& key = only<KeyVaultKey>(managed);
  CHECK(key.enabled == Property<bool>(true));
  CHECK(*key.expires == Text("4102444800"));
  CHECK(*key.created == Text("1767225600"));
  CHECK(*key.key_size == 3072);
  REQUIRE(key.lifetime_actions->size() == 1);
  CHECK(*(*key.lifetime_actions)[0].after_creation == Text("P90D"));
  CHECK((*key.lifetime_actions)[0].before_expiry.is_none());

  const std::string by_vault =
      "{'attributes': {'created': '2026-01-01T00:00:00+00:00', 'enabled': false, 'expires': null, "
      "'recoveryLevel': 'Recoverable'}, 'key': {'kty': 'RSA-HSM', 'n': 'AQAB', 'kid': '" +
      std::string(key_url) + "'}, 'managed': null, 'tags': null}";
  const Inventory shown = read_one(by_vault);
  CHECK(shown.diagnostics().empty());
  const auto& same = only<KeyVaultKey>(shown);
  CHECK(shown.owner(same).id.view() == "/providers/Microsoft.KeyVault/vaults/basket/keys/disk");
  CHECK(same.enabled == Property<bool>(false));
  CHECK(same.expires.is_none());
  CHECK(*same.key_type == Text("RSA-HSM"));
  CHECK(*same.key_url == Text(key_url));
  // The vault does not show its rotation policy here.
  CHECK(same.lifetime_actions.is_gap());

  const Inventory listed = read_one(
      "[{'attributes': {'enabled': true}, 'kid': 'https://basket.vault.azure.net/keys/disk', "
      "'name': 'disk'}]");
  CHECK(only<KeyVaultKey>(listed).enabled == Property<bool>(true));
  CHECK(only<KeyVaultKey>(listed).key_type.is_gap());
}

TEST_CASE("a cluster refers to its key by the names of vault and key") {
  const auto reference = [](const std::string& url) {
    const Inventory inventory = read_one(
        "{'id': '" + group +
        "Microsoft.Cache/redisEnterprise/c', 'type': 'Microsoft.Cache/redisEnterprise', "
        "'properties': {'encryption': {'customerManagedKeyEncryption': {'keyEncryptionKeyUrl': '" +
        url + "'}}}}");
    const Property<Text>& key = only<RedisEnterprise>(inventory).key_encryption_key;
    return key.has_value() ? key->string() : std::string(name(key.state()));
  };
  const std::string wanted = "/providers/Microsoft.KeyVault/vaults/basket/keys/disk";
  CHECK(reference(key_url) == wanted);
  CHECK(reference("https://basket.vault.azure.net/keys/disk") == wanted);
  CHECK(reference("HTTPS://basket.vault.usgovcloudapi.net/Keys/disk/1/") == wanted);
  CHECK(reference("https://pool.managedhsm.azure.net/keys/disk/1") ==
        "/providers/Microsoft.KeyVault/managedHSMs/pool/keys/disk");
  for (const char* odd : {"disk", "http://basket.vault.azure.net/keys/disk", "https:///keys/disk",
                          "https://basket/keys/disk", "https://basket.vault.azure.net/keys/",
                          "https://basket.vault.azure.net/secrets/disk"}) {
    CAPTURE(odd);
    CHECK(reference(odd) == "malformed");
  }
  CHECK(reference("***") == "withheld");
}

TEST_CASE("an export of conditional access is the whole list of its tenant") {
  const Inventory inventory = read_one(graph(policy("a1") + "," + policy("a2", "disabled")));
  CHECK(inventory.diagnostics().empty());
  REQUIRE(inventory.bodies<ConditionalAccessPolicy>().size() == 2);
  const ConditionalAccessPolicy& first = inventory.bodies<ConditionalAccessPolicy>()[0];
  CHECK(inventory.owner(first).id.view() ==
        std::string(exported_tenant) + "/providers/Microsoft.Graph/conditionalAccessPolicies/a1");
  CHECK(*first.policy_state == ConditionalAccessState::enabled);
  CHECK(first.exclude_groups->size() == 1);
  CHECK(first.exclude_users.is_none());
  CHECK(*first.grant_controls == List<Text>({Text("mfa")}));
  CHECK(completeness(inventory, exported_tenant) == Completeness::complete);
  CHECK(inventory.documents()[0].form == "conditional-access");
  // None is an answer, too.
  CHECK(completeness(read_one(graph("")), exported_tenant) == Completeness::complete);
}

TEST_CASE("what is no whole export does not count as one") {
  const Inventory paged =
      read_one(graph(policy("a1"), ", '@odata.nextLink': 'https://graph.microsoft.com/next'"));
  CHECK(completeness(paged, exported_tenant) == Completeness::partial);
  REQUIRE(paged.diagnostics().size() == 1);
  CHECK(paged.diagnostics()[0].code == "partial-list");
  for (const std::string& text : {policy("a1"), "[" + policy("a1") + "]"}) {
    CAPTURE(text);
    const Inventory one = read_one(text);
    CHECK(one.bodies<ConditionalAccessPolicy>().size() == 1);
    CHECK(completeness(one, exported_tenant) == Completeness::not_collected);
  }
  // As PowerShell writes it.
  const Inventory pascal = read_one(
      "{'Id': 'a1', 'State': 'enabled', 'Conditions': {'Applications': {'IncludeApplications': "
      "['All']}, 'Users': {'IncludeUsers': ['All']}}}");
  CHECK(pascal.bodies<ConditionalAccessPolicy>().size() == 1);
  const Inventory odd = read_one(graph(policy("a1") + ", 7"));
  CHECK(completeness(odd, exported_tenant) == Completeness::partial);
  CHECK(odd.has_errors());
}

TEST_CASE("policies that are attributed to a subscription are its own") {
  const std::string subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
  const Inventory inventory =
      read_one("{'of': '" + subscription +
               "', 'collection': 'conditionalAccessPolicies', 'complete': true, 'body': " +
               graph(policy("a1")) + "}");
  CHECK(inventory.diagnostics().empty());
  const auto& own = only<ConditionalAccessPolicy>(inventory);
  CHECK(inventory.owner(own).id.view() ==
        subscription + "/providers/Microsoft.Graph/conditionalAccessPolicies/a1");
  CHECK(completeness(inventory, subscription) == Completeness::complete);
  CHECK(completeness(inventory, exported_tenant) == Completeness::not_collected);
}

TEST_CASE("Terraform plans hold vaults, keys and policies") {
  const Inventory inventory = read_one(
      "{'format_version': '1.2', 'resource_changes': ["
      "{'address': 'azurerm_key_vault.v', 'mode': 'managed', 'type': 'azurerm_key_vault', "
      "'name': 'v', 'change': {'actions': ['create'], 'after': {'name': 'basket', "
      "'location': 'westeurope', 'resource_group_name': 'rg', 'purge_protection_enabled': true, "
      "'network_acls': [{'bypass': 'AzureServices', 'default_action': 'Deny'}]}, "
      "'after_unknown': {'id': true}}}, "
      "{'address': 'azurerm_key_vault_key.k', 'mode': 'managed', 'type': 'azurerm_key_vault_key', "
      "'name': 'k', 'change': {'actions': ['create'], 'after': {'name': 'disk', 'key_type': 'RSA', "
      "'key_size': 2048, 'key_vault_id': '" +
      group +
      "Microsoft.KeyVault/vaults/basket', 'rotation_policy': [{'automatic': "
      "[{'time_after_creation': 'P60D'}], 'expire_after': 'P90D'}]}, 'after_unknown': {'id': "
      "true}}}, "
      "{'address': 'azuread_conditional_access_policy.p', 'mode': 'managed', "
      "'type': 'azuread_conditional_access_policy', 'name': 'p', 'change': {'actions': ['create'], "
      "'after': {'display_name': 'all', 'state': 'enabled', 'conditions': [{'client_app_types': "
      "['all'], 'applications': [{'included_applications': ['All']}], 'users': "
      "[{'included_users': ['All']}]}], 'grant_controls': [{'built_in_controls': ['mfa']}]}, "
      "'after_unknown': {'id': true}}}]}");
  // The vault that the key names is there; the one that is planned has no subscription yet.
  REQUIRE(inventory.bodies<KeyVault>().size() == 2);
  const KeyVault& first = inventory.bodies<KeyVault>()[0];
  const KeyVault& vault =
      inventory.owner(first).is_collected ? first : inventory.bodies<KeyVault>()[1];
  CHECK(vault.purge_protection == Property<bool>(true));
  CHECK(*vault.bypass == Text("AzureServices"));
  const auto& key = only<KeyVaultKey>(inventory);
  CHECK(inventory.owner(key).id.view().ends_with("/vaults/basket/keys/disk"));
  REQUIRE(key.lifetime_actions.has_value());
  REQUIRE(key.lifetime_actions->size() == 1);
  CHECK(*(*key.lifetime_actions)[0].action == Text("rotate"));
  CHECK(*(*key.lifetime_actions)[0].after_creation == Text("P60D"));
  const auto& own = only<ConditionalAccessPolicy>(inventory);
  CHECK(*own.include_users == List<Text>({Text("All")}));
  CHECK(*own.grant_controls == List<Text>({Text("mfa")}));
}

TEST_CASE("envelopes say when an answer was collected, and the oldest day holds") {
  const auto envelope = [](const std::string& day) {
    return "{'of': '@cache', 'collection': 'firewallRules', 'complete': true, 'collected': " + day +
           ", 'body': []}";
  };
  CHECK_FALSE(read_one(cache_text("")).documents()[0].collected);
  const Inventory one = read_one(envelope("'2026-03-01'"));
  CHECK(one.documents()[0].collected == parse_date("2026-03-01"));
  const Inventory several =
      read_one(envelope("'2026-03-01'") + "\n" + envelope("'2026-02-28'") + "\n" + cache_text(""));
  CHECK(several.documents()[0].collected == parse_date("2026-02-28"));
  for (const char* odd : {"'2026-02-30'", "'1.3.2026'", "7", "''"}) {
    CAPTURE(odd);
    const Inventory inventory = read_one(envelope(odd));
    REQUIRE(inventory.diagnostics().size() == 1);
    CHECK(inventory.diagnostics()[0].message == "expected `collected` to be a day like 2026-01-31");
  }
  Reader reader;
  for (const char* day : {"2026-01-01", "2026-12-31"})
    reader.add({.name = day,
                .text = std::make_shared<const std::string>(expanded(envelope("'2026-06-01'"))),
                .collected = parse_date(day)});
  const Inventory both = reader.finish();
  CHECK(both.documents()[0].collected == parse_date("2026-01-01"));
  CHECK(both.documents()[1].collected == parse_date("2026-06-01"));
}
