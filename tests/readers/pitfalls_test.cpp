#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "readers/documents.hpp"

// What input does that readers stumble over: how things are spelled, what is missing, and what
// looks like something else. Each case says what must hold.

using namespace documents;  // NOLINT(google-build-using-namespace)

namespace {

State state_of(const std::string& properties, const auto member) {
  return (cache_of(read_one(cache_text(properties))).*member).state();
}

}  // namespace

TEST_CASE("resource types are told whatever their case") {
  for (const std::string type :
       {"Microsoft.Cache/Redis", "microsoft.cache/redis", "MICROSOFT.CACHE/REDIS"}) {
    CAPTURE(type);
    const Inventory inventory =
        read_one("{'id': '" + group + type + "/orders', 'name': 'orders', 'type': '" + type +
                 "', 'properties': {'enableNonSslPort': true}}");
    CHECK(cache_of(inventory).enable_non_ssl_port == Property<bool>(true));
  }
  const Inventory schedules = read_one(
      "{'id': '@cache/PatchSchedules/default', 'name': 'orders/default', "
      "'type': 'Microsoft.Cache/Redis/PatchSchedules', "
      "'properties': {'scheduleEntries': [{'dayOfWeek': 'Monday', 'startHourUtc': 2}]}}");
  CHECK(only<RedisPatchSchedule>(schedules).schedule_entries->size() == 1);
}

TEST_CASE("ids are told whatever their case, blanks around them and slash at their end") {
  const std::string spellings[] = {
      cache_id,
      " " + cache_id + " ",
      cache_id + "/",
      folded(cache_id),
      "/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/resourcegroups/RG/providers/"
      "microsoft.cache/redis/ORDERS",
  };
  Reader reader;
  for (const std::string& id : spellings)
    reader.add({.name = "a",
                .text = std::make_shared<const std::string>(
                    expanded("{'id': '" + id +
                             "', 'type': 'Microsoft.Cache/Redis', "
                             "'properties': {'enableNonSslPort': false}}"))});
  const Inventory inventory = reader.finish();
  CHECK(inventory.resources().size() == 1);
  CHECK(inventory.sources(inventory.resource(0)).size() == 5);
  CHECK(inventory.diagnostics().empty());
  CHECK(inventory.find(" " + folded(cache_id) + "/") == &inventory.resource(0));
}

TEST_CASE("the id of an extension names its target") {
  const Inventory inventory =
      read_all({cache_text(""),
                "{'id': '@cache/providers/microsoft.insights/diagnosticSettings/logs', "
                "'name': 'logs', 'type': 'Microsoft.Insights/diagnosticSettings', "
                "'properties': {'logs': [{'categoryGroup': 'allLogs', 'enabled': true}]}}"});
  const Resource* cache = inventory.find(cache_id);
  REQUIRE(cache != nullptr);
  const auto children = inventory.children(*cache, type_number<DiagnosticSetting>);
  REQUIRE(children.size() == 1);
  CHECK(inventory.resource(inventory.resource(children[0]).parent).id.view() == cache_id);
}

TEST_CASE("keys of properties are told whatever their case") {
  for (const std::string key : {"staticIP", "staticIp", "StaticIP", "static_ip"}) {
    CAPTURE(key);
    CHECK(*cache_of(read_one(cache_text("'" + key + "': '10.0.0.4'"))).static_ip == "10.0.0.4");
  }
  for (const std::string end : {"IP", "Ip", "ip"}) {
    const Inventory inventory =
        read_one("{'Id': '@cache/firewallRules/a', 'PROPERTIES': {'Start" + end +
                 "': '203.0.113.1', 'END" + end + "': '203.0.113.9'}}");
    CHECK(*only<RedisFirewallRule>(inventory).start_ip == "203.0.113.1");
    CHECK(*only<RedisFirewallRule>(inventory).end_ip == "203.0.113.9");
  }
}

TEST_CASE("switches and numbers may be texts, and texts of redisConfiguration may be switches") {
  struct Row {
    std::string value;
    Property<bool> expected;
  };
  const Row rows[] = {{"'true'", true},
                      {"'True'", true},
                      {"'yes'", true},
                      {"'on'", true},
                      {"'Enabled'", true},
                      {"'1'", true},
                      {"true", true},
                      {"1", true},
                      {"'false'", false},
                      {"'False'", false},
                      {"'no'", false},
                      {"'off'", false},
                      {"'disabled'", false},
                      {"0", false},
                      {"' true '", true},
                      {"2", State::malformed},
                      {"1.5", State::malformed},
                      {"{}", State::malformed},
                      {"[true]", State::malformed},
                      {"'perhaps'", State::other}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    const Inventory inventory =
        read_one(cache_text("'redisConfiguration': {'aad-enabled': " + row.value + "}"));
    CHECK(cache_of(inventory).aad_enabled == row.expected);
    CHECK(inventory.diagnostics().empty() == row.expected.has_value());
  }
  const auto number = [](const std::string& value) {
    return cache_of(
               read_one(cache_text("'redisConfiguration': {'maxmemory-reserved': " + value + "}")))
        .maxmemory_reserved;
  };
  CHECK(number("'642'") == Property<std::int32_t>(642));
  CHECK(number("642") == Property<std::int32_t>(642));
  CHECK(number("642.0") == Property<std::int32_t>(642));
  CHECK(number("642.5").state() == State::malformed);
  CHECK(number("'many'").state() == State::malformed);
  CHECK(number("-1").state() == State::malformed);
  CHECK(number("9007199254740993").state() == State::malformed);
  CHECK(number("''").is_none());
}

TEST_CASE("hyphens and case of configuration keys do not matter") {
  for (const std::string key : {"aad-enabled", "aadEnabled", "AAD-Enabled", "aad_enabled"}) {
    CAPTURE(key);
    CHECK(cache_of(read_one(cache_text("'redisConfiguration': {'" + key + "': 'true'}")))
              .aad_enabled == Property<bool>(true));
  }
}

TEST_CASE("absent, null, unresolved, withheld and summary are different") {
  // Defaults hold for what was shown in full; a subnet that is not set is settled.
  const RedisCache absent = cache_of(read_one(cache_text("")));
  CHECK(absent.enable_non_ssl_port == Property<bool>(false, State::defaulted));
  CHECK(absent.subnet_id.is_none());
  CHECK(absent.provisioning_state.state() == State::absent);
  const RedisCache null =
      cache_of(read_one(cache_text("'enableNonSslPort': null, 'subnetId': null, "
                                   "'provisioningState': null")));
  CHECK(null.enable_non_ssl_port == Property<bool>(false, State::defaulted));
  CHECK(null.subnet_id.is_none());
  CHECK(null.provisioning_state.state() == State::null);
  CHECK(state_of("'hostName': '***'", &RedisCache::host_name) == State::withheld);
  CHECK(state_of("'hostName': '<redacted>'", &RedisCache::host_name) == State::withheld);

  const Inventory planned = read_one(
      "{'type': 'Microsoft.Cache/redis', 'apiVersion': '2024-11-01', 'name': 'orders', "
      "'properties': {'enableNonSslPort': '[parameters(\\'open\\')]', 'minimumTlsVersion': null, "
      "'redisVersion': '[[6'}}");
  CHECK(only<RedisCache>(planned).enable_non_ssl_port.state() == State::unresolved);
  CHECK(only<RedisCache>(planned).minimum_tls_version ==
        Property<TlsVersion>(TlsVersion::tls_1_2, State::defaulted));
  CHECK(*only<RedisCache>(planned).redis_version == "[6");
  // In a live answer brackets mean nothing.
  CHECK(*cache_of(read_one(cache_text("'redisVersion': '[x]'"))).redis_version == "[x]");
}

TEST_CASE("a child is known by the last segment of its name") {
  for (const std::string name : {"office", "orders/office"}) {
    const Inventory inventory = read_one(
        "{'of': '@cache', 'collection': 'firewallRules', 'complete': true, 'body': "
        "[{'name': '" +
        name + "', 'startIp': '203.0.113.1', 'endIp': '203.0.113.1'}]}");
    CHECK(inventory.find(cache_id + "/firewallRules/office") != nullptr);
    CHECK(inventory.diagnostics().empty());
  }
}

TEST_CASE("a subnet has no group, a group that was read, or one that was not") {
  struct Row {
    std::string value;
    State state;
  };
  const Row rows[] = {{"", State::none},
                      {"'networkSecurityGroup': null", State::none},
                      {"'networkSecurityGroup': {}", State::none},
                      {"'networkSecurityGroup': {'id': null}", State::none},
                      {"'networkSecurityGroup': {'id': '@nsg'}", State::stated},
                      {"'networkSecurityGroup': {'id': '@nsg', 'properties': "
                       "{'securityRules': []}}",
                       State::stated},
                      {"'networkSecurityGroup': {'id': ''}", State::malformed},
                      {"'networkSecurityGroup': {'id': 5}", State::malformed},
                      {"'networkSecurityGroup': {'id': '@subnet'}", State::malformed},
                      {"'networkSecurityGroup': '@nsg'", State::malformed},
                      {"'networkSecurityGroup': [{'id': '@nsg'}]", State::malformed},
                      {"'networkSecurityGroup': false", State::malformed}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    const Inventory inventory = read_one("{'id': '@subnet', 'properties': {" + row.value + "}}");
    const Subnet& subnet = body_of<Subnet>(inventory, subnet_id);
    CHECK(subnet.network_security_group.state() == row.state);
    CHECK(inventory.diagnostics().empty() == (row.state != State::malformed));
    const Resource* found = inventory.find(group_id);
    CHECK((found != nullptr) == (row.state == State::stated));
    if (found != nullptr)
      CHECK(found->is_collected == (row.value.find("properties") != std::string::npos));
  }
}

TEST_CASE("a group that shows its subnets attaches them") {
  const std::string group_text =
      "{'id': '@nsg', 'properties': {'securityRules': [], 'subnets': [{'id': '@subnet'}]}}";
  const std::string attached =
      "{'id': '@subnet', 'properties': {'networkSecurityGroup': "
      "{'id': '@nsg'}}}";
  const std::string bare = "{'id': '@subnet', 'properties': {}}";
  const auto group_of = [](const Inventory& inventory) {
    return body_of<Subnet>(inventory, subnet_id).network_security_group;
  };
  CHECK(*group_of(read_one(group_text)) == group_id);
  CHECK(*group_of(read_all({group_text, attached})) == group_id);
  CHECK(group_of(read_all({group_text, bare})).state() == State::conflicting);
  CHECK(group_of(read_all({bare, group_text})).state() == State::conflicting);
  CHECK(diagnostics_of(read_all({bare, group_text})) == "conflicting 1:1");
  // The other way round: the subnet names a group that lists others.
  const std::string lists_others =
      "{'id': '@nsg', 'properties': {'subnets': [{'id': '" + network_id + "/subnets/other'}]}}";
  CHECK(group_of(read_all({attached, lists_others})).state() == State::conflicting);
  CHECK(*group_of(read_all({attached, "{'id': '@nsg', 'properties': {}}"})) == group_id);
}

TEST_CASE("versions of TLS have many spellings") {
  struct Row {
    std::string value;
    Property<TlsVersion> expected;
  };
  const Row rows[] = {{"'1.2'", TlsVersion::tls_1_2},
                      {"'TLS1_2'", TlsVersion::tls_1_2},
                      {"'TLSv1.2'", TlsVersion::tls_1_2},
                      {"1.2", TlsVersion::tls_1_2},
                      {"'1.0'", TlsVersion::tls_1_0},
                      {"1.0", TlsVersion::tls_1_0},
                      {"'Tls11'", TlsVersion::tls_1_1},
                      {"'1.3'", TlsVersion::tls_1_3},
                      {"'newest'", State::other},
                      {"'9.9'", State::other},
                      {"7", State::malformed},
                      {"true", State::malformed},
                      {"['1.2']", State::malformed}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(cache_of(read_one(cache_text("'minimumTlsVersion': " + row.value))).minimum_tls_version ==
          row.expected);
  }
}

TEST_CASE("a list of names is no list of caches without properties") {
  const Inventory inventory = read_one(
      "[{'id': '@cache', 'name': 'orders', 'type': 'Microsoft.Cache/Redis', 'location': "
      "'westeurope', 'resourceGroup': 'rg', 'provisioningState': 'Succeeded', 'sku': null}]");
  const RedisCache& cache = cache_of(inventory);
  CHECK(cache.enable_non_ssl_port.state() == State::not_carried);
  CHECK(cache.subnet_id.state() == State::not_carried);
  CHECK(cache.zones.state() == State::not_carried);
  CHECK(*cache.location == "westeurope");
  const Resource* resource = inventory.find(cache_id);
  CHECK(inventory.sources(*resource)[0].carried == Carried::summary);
  CHECK(inventory.completeness(*resource, type_number<RedisPrivateEndpointConnection>) ==
        Completeness::not_collected);
}

TEST_CASE("chosen columns are no whole answer") {
  const Inventory inventory = read_one(
      "[{'id': '@cache', 'name': 'orders', 'type': 'Microsoft.Cache/Redis', "
      "'resourceGroup': 'rg', 'enableNonSslPort': false}]");
  CHECK(cache_of(inventory).enable_non_ssl_port == Property<bool>(false));
  CHECK(cache_of(inventory).minimum_tls_version.state() == State::not_carried);
  const Inventory rows = read_one(
      "{'count': 1, 'data': [{'id': '@cache', 'type': 'microsoft.cache/redis', "
      "'enableNonSslPort': false, 'provisioningState': 'Succeeded'}], 'total_records': 1}");
  CHECK(cache_of(rows).minimum_tls_version.state() == State::not_carried);
  // All that the command line prints has the state of provisioning.
  const Inventory whole = read_one(
      "[{'id': '@cache', 'name': 'orders', 'type': 'Microsoft.Cache/Redis', 'resourceGroup': 'rg', "
      "'provisioningState': 'Succeeded', 'enableNonSslPort': false}]");
  CHECK(cache_of(whole).minimum_tls_version ==
        Property<TlsVersion>(TlsVersion::tls_1_2, State::defaulted));
}

TEST_CASE("zones are not carried by az resource show") {
  const std::string generic =
      "'extendedLocation': null, 'identity': null, 'kind': null, 'managedBy': null, 'plan': null, "
      "'sku': null, 'tags': null";
  CHECK(cache_of(read_one(cache_text("", generic))).zones.state() == State::not_carried);
  CHECK(cache_of(read_one(cache_text("", generic))).tags.is_none());
  CHECK(cache_of(read_one(cache_text("", generic + ", 'zones': null"))).zones.is_none());
  CHECK(cache_of(read_one(cache_text(""))).zones.is_none());
  const Inventory both = read_all({cache_text("", generic), cache_text("", "'zones': ['1', '2']")});
  CHECK(cache_of(both).zones->size() == 2);
  CHECK(both.diagnostics().empty());
}

TEST_CASE("children that were not collected are not absent") {
  const Inventory inventory = read_one(cache_text(""));
  const Resource* cache = inventory.find(cache_id);
  CHECK(inventory.completeness(*cache, type_number<RedisFirewallRule>) ==
        Completeness::not_collected);
  CHECK(inventory.completeness(*cache, type_number<DiagnosticSetting>) ==
        Completeness::not_collected);
  // A cache's own answer shows its endpoint connections where it has any.
  CHECK(inventory.completeness(*cache, type_number<RedisPrivateEndpointConnection>) ==
        Completeness::complete);
}

TEST_CASE("references may lead out of what was collected") {
  const std::string far =
      "/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/"
      "RG-NET/providers/Microsoft.Network/virtualNetworks/hub/subnets/cache";
  const Inventory inventory = read_one(cache_text("'subnetId': '" + far + "'"));
  const Resource* subnet = inventory.find(far);
  REQUIRE(subnet != nullptr);
  CHECK_FALSE(subnet->is_collected);
  CHECK(inventory.body<Subnet>(*subnet)->network_security_group.state() == State::not_carried);
  CHECK(inventory.referrers(*subnet).size() == 1);

  const std::string classic =
      "/subscriptions/s/resourceGroups/g/providers/"
      "Microsoft.ClassicNetwork/virtualNetworks/v/subnets/n";
  const Inventory old = read_one(cache_text("'subnetId': '" + classic + "'"));
  CHECK(*cache_of(old).subnet_id == classic);
  CHECK(old.diagnostics().empty());
}

TEST_CASE("a subnet in its network and on its own is one") {
  const std::string embedded =
      "{'id': '@network', 'properties': {'addressSpace': {'addressPrefixes': ['10.0.0.0/16']}, "
      "'subnets': [{'id': '@subnet', 'name': 'cache', 'properties': "
      "{'addressPrefix': '10.0.1.0/24'}}]}}";
  const std::string alone =
      "{'id': '@subnet', 'properties': {'addressPrefixes': "
      "['10.0.1.0/24']}}";
  const std::string flat =
      "{'id': '@subnet', 'name': 'cache', 'resourceGroup': 'rg', "
      "'provisioningState': 'Succeeded', 'addressPrefix': '10.0.1.0/24', "
      "'type': 'Microsoft.Network/virtualNetworks/subnets'}";
  const Inventory inventory = read_all({embedded, alone, flat});
  CHECK(inventory.resources().size() == 2);
  CHECK(inventory.diagnostics().empty());
  const Resource* network = inventory.find(network_id);
  CHECK(inventory.children(*network, type_number<Subnet>).size() == 1);
  CHECK(inventory.completeness(*network, type_number<Subnet>) == Completeness::complete);

  const Inventory other =
      read_all({embedded, "{'id': '@subnet', 'properties': {'addressPrefix': '10.0.2.0/24'}}"});
  CHECK(body_of<Subnet>(other, subnet_id).address_prefixes.state() == State::conflicting);
  CHECK(diagnostics_of(other) == "conflicting 1:1");
  CHECK(other.diagnostics()[0].message ==
        "sources disagree on `properties.addressPrefix` of `cache`: `10.0.1.0/24` in document 1:1, "
        "`10.0.2.0/24` here");

  const Inventory more = read_all({embedded, "{'id': '@network/subnets/late', 'properties': {}}"});
  CHECK(more.completeness(*more.find(network_id), type_number<Subnet>) == Completeness::partial);
  REQUIRE(more.diagnostics().size() == 1);
  CHECK(more.diagnostics()[0].message ==
        "sources disagree on the list `subnets` of `hub`: 1 here, but also `late` in document 2:1");
}

TEST_CASE("sources that disagree are both named, with what they say and where") {
  const auto said = [](std::initializer_list<std::string> texts) {
    const Inventory inventory = read_all(texts);
    return inventory.diagnostics().size() == 1 ? inventory.diagnostics()[0].message
                                               : diagnostics_of(inventory);
  };
  const std::string open = cache_text("'enableNonSslPort': true");
  const std::string closed = cache_text("'enableNonSslPort': false");
  const std::string about = "sources disagree on `properties.enableNonSslPort` of `orders`: ";
  CHECK(said({open, closed}) == about + "`true` in document 1:1, `false` here");
  CHECK(said({closed, closed, open}) == about + "`false` in document 1:1, `true` here");
  CHECK(said({cache_text("'sku': {}"), closed, open}) ==
        about + "`false` in document 2:1, `true` here");
  const std::string subnet = "'subnetId': '" + std::string(subnet_id) + "'";
  CHECK(said({cache_text(subnet), cache_text("'enableNonSslPort': false")}) ==
        "sources disagree on `properties.subnetId` of `orders`: `" + std::string(subnet_id) +
            "` in document 1:1, nothing here");
  const std::string shown_group = "{'id': '@nsg', 'properties': {'subnets': [{'id': '@subnet'}]}}";
  const std::string other = said(
      {shown_group, "{'id': '@subnet', 'properties': {'networkSecurityGroup': {'id': '@nsg2'}}}"});
  CHECK(other.find("nsg2` in document 2:1, `/subscriptions/") != std::string::npos);
  CHECK(other.ends_with("nsg` here"));
  CHECK(said({"{'id': '@nsg', 'properties': {'subnets': [{'id': '@network/subnets/more'}]}}",
              "{'id': '@subnet', 'properties': {'networkSecurityGroup': {'id': '@nsg'}}}"})
            .ends_with("nsg` here, but `nsg` in document 1:1 does not list it"));
}

TEST_CASE("what the service tells besides settings is read") {
  const RedisCache cache = cache_of(read_one(cache_text(
      "'tenantSettings': {'a': 'b'}, 'redisConfiguration': {'zonal-configuration': '{}'}",
      "'identity': {'type': 'SystemAssigned', 'principalId': 'p', 'tenantId': 't'}")));
  CHECK(*cache.identity_principal_id == "p");
  CHECK(*cache.identity_tenant_id == "t");
  CHECK(cache.tenant_settings->size() == 1);
  CHECK(*cache.zonal_configuration == "{}");
  const auto link = only<RedisLinkedServer>(
      read_one("{'id': '@cache/linkedServers/l', 'properties': {'geoReplicatedPrimaryHostName': "
               "'g', 'primaryHostName': 'h'}}"));
  CHECK(*link.geo_replicated_primary_host_name == "g");
  CHECK(*link.primary_host_name == "h");
  const auto connection = only<RedisPrivateEndpointConnection>(read_one(
      "{'id': '@cache/privateEndpointConnections/c', 'properties': "
      "{'privateLinkServiceConnectionState': {'status': 'Pending', 'description': 'please', "
      "'actionsRequired': 'None'}}}"));
  CHECK(*connection.description == "please");
  CHECK(*connection.actions_required == "None");
  const auto setting = only<DiagnosticSetting>(
      read_one("{'id': '@cache/providers/Microsoft.Insights/diagnosticSettings/d', 'properties': "
               "{'logs': [{'category': 'a', 'enabled': true, 'retentionPolicy': {'enabled': true, "
               "'days': 30}}], 'metrics': [{'category': 'AllMetrics', 'timeGrain': 'PT1M'}]}}"));
  CHECK(*(*setting.logs)[0].retention_days == 30);
  CHECK(*(*setting.logs)[0].retention_enabled);
  CHECK((*setting.metrics)[0].retention_days.is_none());
  CHECK(*(*setting.metrics)[0].time_grain == "PT1M");
  const auto subnet =
      only<Subnet>(read_one("{'id': '@subnet', 'properties': {'ipConfigurations': [{'id': '/i'}], "
                            "'serviceAssociationLinks': [{'properties': {'link': '/l'}}]}}"));
  CHECK((*subnet.ip_configurations)[0] == "/i");
  CHECK((*subnet.service_association_links)[0] == "/l");
}

TEST_CASE("what the service alone writes means nothing in a template") {
  const Inventory inventory = read_one(
      "{'type': 'Microsoft.Cache/redis', 'apiVersion': '2024-11-01', 'name': 'orders', "
      "'properties': {'provisioningState': 'Succeeded', 'hostName': 'x', 'port': 6379, "
      "'accessKeys': {'primaryKey': 'x'}, 'instances': [{'sslPort': 15000}], "
      "'privateEndpointConnections': [{'name': 'a', 'properties': "
      "{'privateLinkServiceConnectionState': {'status': 'Approved'}}}]}}");
  const RedisCache& cache = only<RedisCache>(inventory);
  CHECK(cache.provisioning_state.state() == State::not_carried);
  CHECK(cache.host_name.state() == State::not_carried);
  CHECK(cache.instances.state() == State::not_carried);
  CHECK(cache.access_keys.state() == State::not_carried);
  CHECK(inventory.bodies<RedisPrivateEndpointConnection>().empty());
  CHECK(*cache_of(read_one(cache_text("'hostName': 'x'"))).host_name == "x");
}

TEST_CASE("port 6379 in an answer says nothing of whether it is open") {
  const RedisCache cache = cache_of(read_one(cache_text("'port': 6379, 'sslPort': 6380")));
  CHECK(*cache.port == 6379);
  CHECK(cache.enable_non_ssl_port == Property<bool>(false, State::defaulted));
}

TEST_CASE("public access of an injected cache is read as it stands beside its subnet") {
  const RedisCache cache =
      cache_of(read_one(cache_text("'subnetId': '@subnet', 'publicNetworkAccess': 'Enabled'")));
  CHECK(cache.public_network_access == Property<bool>(true));
  CHECK(*cache.subnet_id == subnet_id);
}

TEST_CASE("the ends of firewall rules are addresses") {
  struct Row {
    std::string start;
    std::string end;
    State state;
  };
  const Row rows[] = {{"'0.0.0.0'", "'255.255.255.255'", State::stated},
                      {"'0.0.0.0'", "'0.0.0.0'", State::stated},
                      {"' 203.0.113.4 '", "'203.0.113.4'", State::stated},
                      // The rules take it for what it is: a range that lets nobody in.
                      {"'203.0.113.9'", "'203.0.113.1'", State::stated},
                      {"'here'", "'203.0.113.1'", State::malformed},
                      {"'203.0.113.0/24'", "'203.0.113.9'", State::malformed},
                      {"'2001:db8::1'", "'203.0.113.9'", State::malformed},
                      {"3405803777", "'203.0.113.9'", State::malformed},
                      {"null", "'203.0.113.9'", State::null}};
  for (const Row& row : rows) {
    CAPTURE(row.start);
    CAPTURE(row.end);
    const Inventory inventory =
        read_one("{'id': '@cache/firewallRules/a', 'properties': {'startIP': " + row.start +
                 ", 'endIP': " + row.end + "}}");
    CHECK(only<RedisFirewallRule>(inventory).start_ip.state() == row.state);
    CHECK(inventory.diagnostics().empty() == (row.state != State::malformed));
  }
}

TEST_CASE("endpoint connections are told from either side, in any case") {
  for (const std::string status : {"Approved", "APPROVED", "approved"}) {
    const Inventory inventory = read_one(
        cache_text("'privateEndpointConnections': [{'id': '@cache/privateEndpointConnections/a', "
                   "'properties': {'privateLinkServiceConnectionState': {'status': '" +
                   status + "'}}}]"));
    CHECK(only<RedisPrivateEndpointConnection>(inventory).status ==
          Property<ConnectionStatus>(ConnectionStatus::approved));
  }
  const Inventory endpoint =
      read_one("{'id': '" + group +
               "Microsoft.Network/privateEndpoints/pe', 'properties': {'subnet': "
               "{'id': '@subnet'}, 'manualPrivateLinkServiceConnections': [{'properties': "
               "{'privateLinkServiceId': '@cache', 'groupIds': ['redisCache'], "
               "'privateLinkServiceConnectionState': {'status': 'Pending'}}}]}}");
  const PrivateEndpoint& body = only<PrivateEndpoint>(endpoint);
  REQUIRE(body.manual_connections->size() == 1);
  CHECK((*body.manual_connections)[0].status ==
        Property<ConnectionStatus>(ConnectionStatus::pending));
  CHECK(endpoint.referrers(*endpoint.find(cache_id)).size() == 1);
  CHECK(endpoint.referrers(*endpoint.find(subnet_id)).size() == 1);
}

TEST_CASE("policies of subnets for endpoints have four values") {
  const std::pair<std::string, EndpointPolicies> rows[] = {
      {"Disabled", EndpointPolicies::disabled},
      {"enabled", EndpointPolicies::enabled},
      {"NetworkSecurityGroupEnabled", EndpointPolicies::network_security_group_enabled},
      {"RouteTableEnabled", EndpointPolicies::route_table_enabled}};
  for (const auto& [text, value] : rows)
    CHECK(*body_of<Subnet>(read_one("{'id': '@subnet', 'properties': "
                                    "{'privateEndpointNetworkPolicies': '" +
                                    text + "'}}"),
                           subnet_id)
               .private_endpoint_network_policies == value);
  CHECK(body_of<Subnet>(read_one("{'id': '@subnet', 'properties': {}}"), subnet_id)
            .private_endpoint_network_policies.state() == State::assumed);
}

TEST_CASE("redundancy of Managed Redis is not in its zones") {
  const Inventory inventory =
      read_one("{'id': '" + group +
               "Microsoft.Cache/redisEnterprise/amr', 'sku': {'name': 'Balanced_B5'}, "
               "'properties': {'redundancyMode': 'ZR', 'highAvailability': 'Enabled'}}");
  const RedisEnterprise& cluster = only<RedisEnterprise>(inventory);
  CHECK(cluster.zones.is_none());
  CHECK(cluster.redundancy_mode == Property<RedundancyMode>(RedundancyMode::zone));
  CHECK(*generation(cluster.sku_name) == RedisGeneration::managed);
}

TEST_CASE("empty texts and lists are how forms write nothing") {
  const Inventory inventory = read_one(
      "{'id': '@nsg/securityRules/a', 'properties': {'sourceAddressPrefix': '', "
      "'sourceAddressPrefixes': ['10.0.0.0/8'], 'destinationAddressPrefix': '', "
      "'destinationAddressPrefixes': [], 'sourcePortRange': '*', 'sourcePortRanges': [], "
      "'destinationPortRange': null, 'destinationPortRanges': ['6379-6380', '6379-6380']}}");
  const UserSecurityRule& rule = only<UserSecurityRule>(inventory);
  REQUIRE(rule.sources->size() == 1);
  CHECK((*rule.sources)[0].prefix.text() == "10.0.0.0/8");
  CHECK(rule.destinations.state() == State::absent);
  CHECK(rule.source_ports->size() == 1);
  CHECK(rule.destination_ports->size() == 1);
  CHECK(cache_of(read_one(cache_text("", "'zones': []"))).zones.is_none());
  CHECK(cache_of(read_one(cache_text("'subnetId': ''"))).subnet_id.is_none());
}

TEST_CASE("what a security rule cannot say is a gap") {
  struct Row {
    std::string member;
    State sources;
  };
  const Row rows[] = {{"'sourceAddressPrefix': '*'", State::stated},
                      {"'sourceAddressPrefix': 'Internet'", State::stated},
                      {"'sourceAddressPrefix': 'Storage.WestUS'", State::stated},
                      {"'sourceAddressPrefix': '10.0.0.1, 10.0.0.2'", State::stated},
                      {"'sourceAddressPrefix': '10.1.2.3/8'", State::stated},
                      {"'sourceApplicationSecurityGroups': [{'id': '@nsg'}]", State::stated},
                      {"'sourceAddressPrefix': '10.0.0.0/33'", State::malformed},
                      {"'sourceAddressPrefix': '300.0.0.1'", State::malformed},
                      {"'sourceAddressPrefix': {}", State::malformed},
                      {"'sourceAddressPrefixes': ['10.0.0.0/8', null]", State::malformed},
                      {"'sourceAddressPrefixes': {'a': 'b'}", State::malformed}};
  for (const Row& row : rows) {
    CAPTURE(row.member);
    const Inventory inventory =
        read_one("{'id': '@nsg/securityRules/a', 'properties': {" + row.member + "}}");
    CHECK(only<UserSecurityRule>(inventory).sources.state() == row.sources);
  }
  CHECK(diagnostics_of(read_one("{'id': '@nsg/securityRules/a', 'properties': "
                                "{'sourceAddressPrefix': '10.1.2.3/8'}}"))
            .starts_with("odd "));
  const auto priority = [](const std::string& value) {
    return only<UserSecurityRule>(read_one("{'id': '@nsg/securityRules/a', 'properties': "
                                           "{'priority': " +
                                           value + "}}"))
        .priority.state();
  };
  CHECK(priority("100") == State::stated);
  CHECK(priority("'4096'") == State::stated);
  CHECK(priority("99") == State::malformed);
  CHECK(priority("4097") == State::malformed);
}

TEST_CASE("comments, trailing commas, marks, line ends and notes of tools are passed over") {
  const std::string plain = expanded(cache_text("'enableNonSslPort': true"));
  const std::string texts[] = {
      plain,
      "\xef\xbb\xbf" + plain,
      "// a comment\n" + plain,
      "/* { */ " + plain,
      plain + " // and another {",
      "\r\n\r\n" + plain + "\r\n",
      "WARNING: [experimental] this command is {new}\n" + plain,
      "WARNING: one\nWARNING: two\n\n" + plain + "\nCommand ran in 1.874 seconds (init: 0.1)\n",
      "[" + plain + ",]",
      "[\n" + plain + "\n]\nCommand ran in 1.874 seconds\n",
      "{\"value\": [" + plain + "]}",
      plain + "\n" + plain,
      plain + plain,
      "WARNING: one\n" + plain + "\nWARNING: two\n" + plain + "\nCommand ran in 2 seconds",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    const Inventory inventory = read(text);
    CHECK(inventory.diagnostics().empty());
    CHECK(cache_of(inventory).enable_non_ssl_port == Property<bool>(true));
  }
}

TEST_CASE("secrets are known to be there and not read") {
  const Inventory inventory = read_one(cache_text(
      "'accessKeys': {'primaryKey': 'CANARY'}, 'redisConfiguration': "
      "{'rdb-storage-connection-string': 'CANARY', 'aofStorageConnectionString0': 'CANARY', "
      "'aof-storage-connection-string-1': ''}"));
  const RedisCache& cache = cache_of(inventory);
  CHECK(cache.access_keys == Property<bool>(true));
  CHECK(cache.rdb_storage_connection_string == Property<bool>(true));
  CHECK(cache.aof_storage_connection_string_0 == Property<bool>(true));
  CHECK(cache.aof_storage_connection_string_1.is_none());
  CHECK(cache_of(read_one(cache_text("'accessKeys': null"))).access_keys.is_none());
}

TEST_CASE("a name given twice is a conflict unless both say the same") {
  struct Row {
    std::string properties;
    State state;
    std::string diagnostics;
  };
  const Row rows[] = {
      {"'enableNonSslPort': true, 'enableNonSslPort': false", State::conflicting,
       "repeated-name 1:"},
      {"'enableNonSslPort': false, 'EnableNonSSLPort': true", State::conflicting,
       "repeated-name 1:"},
      {"'enableNonSslPort': null, 'enableNonSslPort': false", State::conflicting,
       "repeated-name 1:"},
      {"'enableNonSslPort': false, 'enable-non-ssl-port': true", State::conflicting,
       "conflicting 1:"},
      {"'enableNonSslPort': false, 'enableNonSslPort': false", State::stated, "repeated-name 1:"},
      {"'enableNonSslPort': false, 'enable-non-ssl-port': false", State::stated, ""},
      {"'enableNonSslPort': false", State::stated, ""}};
  for (const Row& row : rows) {
    CAPTURE(row.properties);
    const Inventory inventory = read_one(cache_text(row.properties));
    CHECK(cache_of(inventory).enable_non_ssl_port.state() == row.state);
    CHECK(diagnostics_of(inventory).starts_with(row.diagnostics));
    CHECK(inventory.diagnostics().size() == (row.diagnostics.empty() ? 0 : 1));
  }
  // Old and new names of one fact.
  CHECK(state_of("'replicasPerMaster': 1, 'replicasPerPrimary': '1'",
                 &RedisCache::replicas_per_primary) == State::stated);
  CHECK(state_of("'replicasPerMaster': 1, 'replicasPerPrimary': 2",
                 &RedisCache::replicas_per_primary) == State::conflicting);
  CHECK(state_of("'replicasPerMaster': null, 'replicasPerPrimary': 2",
                 &RedisCache::replicas_per_primary) == State::stated);
}

TEST_CASE("locations and zones have one spelling") {
  for (const std::string location : {"West Europe", "westeurope", "WestEurope", " west europe "})
    CHECK(*cache_of(read_one(cache_text("", "'location': '" + location + "'"))).location ==
          "westeurope");
  for (const std::string zones : {"[1, 2]", "['2', '1']", "['1', '2', '2']"}) {
    const RedisCache cache = cache_of(read_one(cache_text("", "'zones': " + zones)));
    REQUIRE(cache.zones->size() == 2);
    CHECK((*cache.zones)[0] == "1");
  }
  CHECK(cache_of(read_one(cache_text("", "'zones': '1'"))).zones.state() == State::malformed);
  CHECK(cache_of(read_one(cache_text("", "'zones': {'1': true}"))).zones.state() ==
        State::malformed);
}

TEST_CASE("names of other clouds are kept as they are") {
  for (const std::string host :
       {"orders.redis.cache.chinacloudapi.cn", "orders.redis.cache.usgovcloudapi.net"})
    CHECK(*cache_of(read_one(cache_text("'hostName': '" + host + "'"))).host_name ==
          std::string_view(host));
}

TEST_CASE("identities are the names of a map") {
  const std::string identity =
      "'identity': {'type': 'systemassigned, userassigned', 'userAssignedIdentities': "
      "{'/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/"
      "userAssignedIdentities/a': {'clientId': 'x'}}}";
  const RedisCache cache = cache_of(read_one(cache_text("", identity)));
  CHECK(cache.identity_type == Property<IdentityType>(IdentityType::both));
  CHECK(cache.identity_ids->size() == 1);
}

TEST_CASE("durations have one spelling") {
  const auto window = [](const std::string& value) {
    const Inventory inventory = read_one(
        "{'id': '@cache/patchSchedules/default', 'properties': {'scheduleEntries': "
        "[{'dayOfWeek': 'Everyday', 'startHourUtc': 2, 'maintenanceWindow': " +
        value + "}]}}");
    return (*only<RedisPatchSchedule>(inventory).schedule_entries)[0].maintenance_window;
  };
  CHECK(*window("'5:00:00'") == "PT5H");
  CHECK(*window("'PT5H'") == "PT5H");
  CHECK(*window("'pt5h'") == "PT5H");
  CHECK(*window("'0:30:00'") == "PT30M");
  CHECK(*window("'00:00:00'") == "PT0S");
  CHECK(window("null").is_none());
  CHECK(window("'soon'").state() == State::malformed);
  CHECK(window("5").state() == State::malformed);
}
