#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "readers/documents.hpp"
#include "readers/inventory_text.hpp"

// Plans and states of Terraform: what is known, what will be, and what refers to what.

using namespace documents;  // NOLINT(google-build-using-namespace)

namespace {

/// A resource of a plan. `rest` are further members of the change, such as `after_unknown`.
std::string change(const std::string& address, const std::string& after,
                   const std::string& rest = "'after_unknown': {'id': true}",
                   const std::string& actions = "'create'") {
  std::string module;
  std::string own = address;
  for (std::size_t dot = own.find("module."); dot == 0; dot = own.find("module.")) {
    // Test addresses have no dots in their keys.
    const std::size_t end = own.find('.', 7);
    module += (module.empty() ? "" : ".") + own.substr(0, end);
    own = own.substr(end + 1);
  }
  const std::size_t bracket = own.find('[');
  const std::string plain = own.substr(0, bracket);
  const std::size_t dot = plain.find('.');
  std::string escaped;
  for (const char c : address)
    escaped += c == '\'' ? "\\'" : std::string(1, c);
  std::string text = "{'address': '" + escaped + "', 'mode': 'managed', 'type': '" +
                     plain.substr(0, dot) + "', 'name': '" + plain.substr(dot + 1) + "'";
  if (bracket != std::string::npos)
    text += ", 'index': " + own.substr(bracket + 1, own.size() - bracket - 2);
  if (!module.empty()) {
    text += ", 'module_address': '";
    for (const char c : module)
      text += c == '\'' ? "\\'" : std::string(1, c);
    text += "'";
  }
  return text + ", 'change': {'actions': [" + actions + "], 'after': {" + after + "}" +
         (rest.empty() ? "" : ", " + rest) + "}}";
}

/// Keys of indices are written in single quotes, too.
std::string quoted(std::string text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\'') {
      result += "\\\"";
      ++i;
    } else {
      result += text[i] == '\'' ? '"' : text[i];
    }
  }
  return result;
}

std::string plan(const std::vector<std::string>& changes, const std::string& configuration = "") {
  std::string text = "{'format_version': '1.2', 'resource_changes': [";
  for (const std::string& each : changes)
    text += (text.back() == '[' ? "" : ", ") + each;
  return quoted(text + "], 'configuration': {'root_module': {" + configuration + "}}}");
}

Inventory read_plan(const std::vector<std::string>& changes,
                    const std::string& configuration = "") {
  return read(plan(changes, configuration));
}

std::string configured(const std::string& address, const std::string& expressions) {
  return "{'address': '" + address + "', 'expressions': {" + expressions + "}}";
}

std::string refers(const std::string& attribute, const std::string& references) {
  return "'" + attribute + "': {'references': [" + references + "]}";
}

const std::string cache_after =
    "'name': 'orders', 'resource_group_name': 'rg', 'location': 'westeurope', 'sku_name': "
    "'Premium', 'family': 'P', 'capacity': 1";
const std::string cache_open = cache_after + ", 'non_ssl_port_enabled': true";
const std::string subnet_after =
    "'name': 'cache', 'resource_group_name': 'rg', 'virtual_network_name': 'hub', "
    "'address_prefixes': ['10.0.1.0/24']";
const std::string unknown_subnet = "'after_unknown': {'id': true, 'subnet_id': true}";
const std::string planned_group = "/subscriptions/{subscription}/resourceGroups/rg/providers/";
const std::string planned_cache = planned_group + "Microsoft.Cache/redis/orders";
const std::string planned_subnet =
    planned_group + "Microsoft.Network/virtualNetworks/hub/subnets/cache";

const RedisCache& cache_in(const Inventory& inventory) {
  return body_of<RedisCache>(inventory, planned_cache, Intent::planned);
}

/// What the subnet of the only cache is taken for, given the references of its expression.
std::string subnet_by(const std::string& references, const std::vector<std::string>& more = {},
                      const std::string& calls = "", const std::string& key = "") {
  std::vector<std::string> changes = {
      change("azurerm_redis_cache.c" + key, cache_after, unknown_subnet)};
  changes.insert(changes.end(), more.begin(), more.end());
  const Inventory inventory =
      read_plan(changes, "'resources': [" +
                             configured("azurerm_redis_cache.c", refers("subnet_id", references)) +
                             "]" + calls);
  const RedisCache& cache = only<RedisCache>(inventory);
  if (cache.subnet_id.state() != State::stated)
    return std::string(name(cache.subnet_id.state()));
  return inventory_text::id_text(*cache.subnet_id, {.scopes = false});
}

}  // namespace

TEST_CASE("new resources go to the one subscription that a plan shows") {
  const std::string subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
  const auto known = [](const std::string& of, const std::string& name) {
    return change("azurerm_redis_cache." + name,
                  "'name': '" + name + "', 'resource_group_name': 'rg', 'id': '" + of +
                      "/resourceGroups/rg/providers/Microsoft.Cache/redis/" + name + "'",
                  "", "'no-op'");
  };
  const std::string fresh = change("azurerm_redis_cache.c", cache_after);
  const Inventory one = read_plan({fresh, known(subscription, "a"), known(subscription, "b")});
  CHECK(one.find(subscription + "/resourceGroups/rg/providers/Microsoft.Cache/redis/orders",
                 Intent::planned) != nullptr);
  const Inventory two =
      read_plan({fresh, known(subscription, "a"),
                 known("/subscriptions/99999999-2222-3333-4444-555555555555", "b")});
  CHECK(two.find(planned_cache, Intent::planned) != nullptr);
}

TEST_CASE("a planned cache has the values of its plan") {
  const Inventory inventory = read_plan({change(
      "azurerm_redis_cache.c",
      cache_open +
          ", 'zones': ['1'], 'minimum_tls_version': '1.2', 'public_network_access_enabled': false, "
          "'access_keys_authentication_enabled': false, 'subnet_id': '', 'redis_configuration': "
          "[{'active_directory_authentication_enabled': true, 'authentication_enabled': true, "
          "'rdb_storage_connection_string': 'CANARY'}], 'patch_schedule': [{'day_of_week': "
          "'Monday', 'start_hour_utc': 2, 'maintenance_window': 'PT5H'}, {'day_of_week': "
          "'Friday', 'start_hour_utc': 3}]")});
  CHECK(inventory.diagnostics().empty());
  const RedisCache& cache = cache_in(inventory);
  CHECK(cache.enable_non_ssl_port == Property<bool>(true));
  CHECK(cache.public_network_access == Property<bool>(false));
  CHECK(cache.disable_access_key_authentication == Property<bool>(true));
  CHECK(cache.authnotrequired == Property<bool>(false));
  CHECK(cache.aad_enabled == Property<bool>(true));
  CHECK(cache.subnet_id.is_none());
  CHECK(cache.rdb_storage_connection_string == Property<bool>(true));
  REQUIRE(cache.zones.has_value());
  CHECK(cache.zones->size() == 1);
  REQUIRE(inventory.bodies<RedisPatchSchedule>().size() == 1);
  CHECK(only<RedisPatchSchedule>(inventory).schedule_entries->size() == 2);
  const Resource* resource = inventory.find(planned_cache, Intent::planned);
  CHECK(inventory.completeness(*resource, type_number<RedisFirewallRule>) == Completeness::assumed);
}

TEST_CASE("names of attributes in versions 3, 4 and 5 of the provider mean the same") {
  struct Row {
    std::string_view version;
    std::string after;
    State port, keys, authentication;
  };
  const Row rows[] = {
      {"3",
       "'enable_non_ssl_port': true, 'redis_configuration': [{'enable_authentication': false}]",
       State::stated, State::defaulted, State::stated},
      {"3, late",
       "'enable_non_ssl_port': true, 'non_ssl_port_enabled': true, 'redis_configuration': "
       "[{'enable_authentication': false, 'authentication_enabled': null}]",
       State::stated, State::defaulted, State::stated},
      {"4 and 5",
       "'non_ssl_port_enabled': true, 'access_keys_authentication_enabled': true, "
       "'redis_configuration': [{'authentication_enabled': false}]",
       State::stated, State::stated, State::stated}};
  for (const Row& row : rows) {
    CAPTURE(row.version);
    const Inventory inventory =
        read_plan({change("azurerm_redis_cache.c", cache_after + ", " + row.after)});
    CHECK(inventory.diagnostics().empty());
    const RedisCache& cache = cache_in(inventory);
    CHECK(cache.enable_non_ssl_port == Property<bool>(true, row.port));
    CHECK(cache.disable_access_key_authentication == Property<bool>(false, row.keys));
    CHECK(cache.authnotrequired == Property<bool>(true, row.authentication));
  }
  struct Policies {
    std::string member;
    std::string_view expected;
  };
  const Policies policies[] = {
      {"'private_endpoint_network_policies': 'Enabled'", "enabled"},
      {"'private_endpoint_network_policies': 'NetworkSecurityGroupEnabled'",
       "networksecuritygroupenabled"},
      {"'private_endpoint_network_policies_enabled': true", "enabled"},
      {"'private_endpoint_network_policies_enabled': false", "disabled"},
      {"'enforce_private_link_endpoint_network_policies': true", "disabled"},
      {"'enforce_private_link_endpoint_network_policies': false", "enabled"}};
  for (const Policies& row : policies) {
    CAPTURE(row.member);
    const Inventory inventory =
        read_plan({change("azurerm_subnet.s", subnet_after + ", " + row.member)});
    const Subnet& subnet = body_of<Subnet>(inventory, planned_subnet, Intent::planned);
    const FieldRow& field = *Subnet::type.find_field("private_endpoint_network_policies");
    CHECK(folded(scalar_text(field, &subnet)) == row.expected);
  }
  for (const std::string member : {"'service_endpoints': ['Microsoft.Storage']",
                                   "'service_endpoint': [{'service': "
                                   "'Microsoft.Storage'}]"}) {
    const Inventory inventory =
        read_plan({change("azurerm_subnet.s", subnet_after + ", " + member)});
    const Subnet& subnet = body_of<Subnet>(inventory, planned_subnet, Intent::planned);
    REQUIRE(subnet.service_endpoints.has_value());
    CHECK((*subnet.service_endpoints)[0] == "Microsoft.Storage");
  }
}

TEST_CASE("a value that is not known is unresolved, and absent if nobody sets it") {
  const std::string unknown =
      "'after_unknown': {'id': true, 'subnet_id': true, 'private_static_ip_address': true, "
      "'redis_configuration': [{'maxmemory_policy': true, 'maxmemory_reserved': true}]}";
  const std::string after = cache_after + ", 'redis_configuration': [{}]";
  const Inventory inventory = read_plan(
      {change("azurerm_redis_cache.c", after, unknown)},
      "'resources': [" +
          configured("azurerm_redis_cache.c",
                     refers("subnet_id", "'local.subnet'") + ", 'redis_configuration': [{" +
                         refers("maxmemory_policy", "'local.policy'") + "}]") +
          "]");
  const RedisCache& cache = cache_in(inventory);
  CHECK(cache.subnet_id.state() == State::unresolved);
  CHECK(cache.maxmemory_policy.state() == State::unresolved);
  CHECK(cache.static_ip.is_none());
  CHECK(cache.maxmemory_reserved.is_none());
  // Without the configuration nobody can tell.
  const Inventory bare = read_plan({change("azurerm_redis_cache.c", after, unknown)});
  CHECK(cache_in(bare).static_ip.state() == State::unresolved);
  CHECK(cache_in(bare).maxmemory_reserved.state() == State::unresolved);
  // A block that is made in a loop is in the plan and not in the configuration.
  const Inventory loop =
      read_plan({change("azurerm_redis_cache.c", after, unknown)},
                "'resources': [" + configured("azurerm_redis_cache.c", "") + "]");
  CHECK(cache_in(loop).maxmemory_reserved.state() == State::unresolved);
  CHECK(cache_in(loop).static_ip.is_none());
}

TEST_CASE("text in brackets is no expression of a template") {
  const Inventory inventory = read_plan(
      {change("azurerm_redis_cache.c", cache_after + ", 'redis_version': '[concat(1)]'")});
  CHECK(*cache_in(inventory).redis_version == "[concat(1)]");
}

TEST_CASE("references lead to the resource that an expression names") {
  const std::string found = "microsoft.network/virtualnetworks/hub/subnets/cache";
  const std::string one = change("azurerm_subnet.s", subnet_after);
  const std::string other = change("azurerm_subnet.t",
                                   "'name': 'other', 'resource_group_name': 'rg', "
                                   "'virtual_network_name': 'hub'");
  const std::string counted = change("azurerm_subnet.s[0]", subnet_after);
  const std::string more = change("azurerm_subnet.s[1]",
                                  "'name': 'other', 'resource_group_name': 'rg', "
                                  "'virtual_network_name': 'hub'");
  struct Row {
    std::string_view what;
    std::string references;
    std::vector<std::string> changes;
    std::string expected;
    std::string key = "";
  };
  const Row rows[] = {
      {"a resource", "'azurerm_subnet.s.id', 'azurerm_subnet.s'", {one, other}, found},
      {"one that is not there", "'azurerm_subnet.x.id', 'azurerm_subnet.x'", {one}, "unresolved"},
      {"one of another type",
       "'azurerm_virtual_network.n.id', 'azurerm_virtual_network.n'",
       {one, change("azurerm_virtual_network.n", "'name': 'hub', 'resource_group_name': 'rg'")},
       "unresolved"},
      {"another attribute", "'azurerm_subnet.s.name', 'azurerm_subnet.s'", {one}, "unresolved"},
      {"a choice of two",
       "'azurerm_subnet.s.id', 'azurerm_subnet.s', 'azurerm_subnet.t.id', 'azurerm_subnet.t'",
       {one, other},
       "unresolved"},
      {"a choice with a local value",
       "'local.own', 'azurerm_subnet.s.id', 'azurerm_subnet.s'",
       {one},
       "unresolved"},
      {"a choice with a variable of the root",
       "'var.own', 'azurerm_subnet.s.id', 'azurerm_subnet.s'",
       {one},
       found},
      {"an index",
       "'azurerm_subnet.s[0].id', 'azurerm_subnet.s[0]', 'azurerm_subnet.s'",
       {counted, more},
       found},
      {"the only instance", "'azurerm_subnet.s'", {counted}, found},
      {"an instance chosen by a value", "'azurerm_subnet.s'", {counted, more}, "unresolved"},
      {"the own index", "'azurerm_subnet.s', 'count.index'", {more, counted}, found, "[0]"},
      {"an index by a local value",
       "'azurerm_subnet.s', 'local.n'",
       {counted, more},
       "unresolved",
       "[0]"},
      {"a data source", "'data.azurerm_subnet.s.id', 'data.azurerm_subnet.s'", {one}, "unresolved"},
      {"each value", "'each.value.subnet', 'each.value'", {one}, "unresolved"}};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(subnet_by(row.references, row.changes, "", row.key) == row.expected);
  }
}

TEST_CASE("references go through modules") {
  const std::string found = "microsoft.network/virtualnetworks/hub/subnets/cache";
  const std::string in_module = change("module.net.azurerm_subnet.s", subnet_after);
  const std::string keyed = change("module.net['a'].azurerm_subnet.s", subnet_after);
  const std::string other_key =
      change("module.net['b'].azurerm_subnet.s",
             "'name': 'other', 'resource_group_name': 'rg', 'virtual_network_name': 'hub'");
  const std::string calls =
      ", 'module_calls': {'net': {'module': {'outputs': {'subnet': {'expression': {'references': "
      "['azurerm_subnet.s.id', 'azurerm_subnet.s']}}, 'all': {'expression': {'references': "
      "['azurerm_subnet.s']}}}}}}";
  CHECK(subnet_by("'module.net.subnet', 'module.net'", {in_module}, calls) == found);
  CHECK(subnet_by("'module.net[\\'a\\'].subnet', 'module.net[\\'a\\']', 'module.net'",
                  {keyed, other_key}, calls) == found);
  CHECK(subnet_by("'module.net.nothing', 'module.net'", {in_module}, calls) == "unresolved");
  CHECK(subnet_by("'module.net.all[\\'s\\']', 'module.net.all', 'module.net'", {in_module},
                  calls) == "unresolved");
  CHECK(subnet_by("'module.net'", {keyed, other_key}, calls) == "unresolved");

  // A module that is given the output of another one.
  const std::string cache =
      change("module.cache['x'].azurerm_redis_cache.c", cache_after, unknown_subnet);
  const std::string chain =
      "'module_calls': {'net': {'module': {'outputs': {'subnet': {'expression': {'references': "
      "['azurerm_subnet.s.id', 'azurerm_subnet.s']}}}}}, 'cache': {'expressions': {" +
      refers("network", "'module.net.subnet', 'module.net'") + "}, 'module': {'resources': [" +
      configured("azurerm_redis_cache.c", refers("subnet_id", "'var.network'")) + "]}}}";
  const Inventory inventory = read_plan({cache, in_module}, chain);
  CHECK(*cache_in(inventory).subnet_id == planned_subnet);
  const Resource* subnet = inventory.find(planned_subnet, Intent::planned);
  REQUIRE(subnet != nullptr);
  CHECK(inventory.referrers(*subnet).size() == 1);
}

TEST_CASE("references that lead in a circle end") {
  const std::string loop =
      ", 'module_calls': {'a': {'module': {'outputs': {'x': {'expression': {'references': "
      "['module.b.x']}}}, 'module_calls': {'b': {'module': {'outputs': {'x': {'expression': "
      "{'references': ['var.y']}}}}, 'expressions': {" +
      refers("y", "'module.b.x'") + "}}}}}}";
  CHECK(subnet_by("'module.a.x'", {}, loop) == "unresolved");
}

TEST_CASE("children are put below the parent that they name") {
  const std::string rule = "'name': 'office', 'start_ip': '203.0.113.1', 'end_ip': '203.0.113.9'";
  const Inventory named =
      read_plan({change("azurerm_redis_cache.c", cache_open),
                 change("azurerm_redis_firewall_rule.r",
                        rule + ", 'redis_cache_name': 'orders', 'resource_group_name': 'rg'")});
  CHECK(named.find(planned_cache + "/firewallRules/office", Intent::planned) != nullptr);
  CHECK(named.children(*named.find(planned_cache, Intent::planned), type_number<RedisFirewallRule>)
            .size() == 1);
  // Names that are not known, and a group likewise.
  const std::string configuration =
      "'resources': [" +
      configured("azurerm_redis_cache.c",
                 refers("resource_group_name",
                        "'azurerm_resource_group.g.name', 'azurerm_resource_group.g'")) +
      ", " +
      configured("azurerm_redis_firewall_rule.r", refers("redis_cache_name",
                                                         "'azurerm_redis_cache.c.name', "
                                                         "'azurerm_redis_cache.c'")) +
      "]";
  const Inventory unknown = read_plan(
      {change("azurerm_resource_group.g", "", "'after_unknown': {'id': true, 'name': true}"),
       change("azurerm_redis_cache.c", "'sku_name': 'Basic'",
              "'after_unknown': {'id': true, 'name': true, 'resource_group_name': true}"),
       change("azurerm_redis_firewall_rule.r", rule,
              "'after_unknown': {'id': true, 'redis_cache_name': true}")},
      configuration);
  CHECK(unknown.diagnostics().empty());
  REQUIRE(unknown.bodies<RedisCache>().size() == 1);
  const Resource& cache = unknown.owner(unknown.bodies<RedisCache>()[0]);
  CHECK(cache.id.view() ==
        "/subscriptions/{subscription}/resourceGroups/[azurerm_resource_group.g]/providers/"
        "Microsoft.Cache/redis/[azurerm_redis_cache.c]");
  CHECK(unknown.children(cache, type_number<RedisFirewallRule>).size() == 1);
  CHECK(unknown.completeness(cache, type_number<RedisFirewallRule>) == Completeness::assumed);
}

TEST_CASE("a child whose parent cannot be told may be any resource's") {
  const Inventory inventory =
      read_plan({change("azurerm_redis_cache.c", cache_open),
                 change("azurerm_redis_firewall_rule.r",
                        "'name': 'all', 'start_ip': '0.0.0.0', 'end_ip': '255.255.255.255'",
                        "'after_unknown': {'id': true, 'redis_cache_name': true}"),
                 change("azurerm_monitor_diagnostic_setting.d", "'name': 'd'",
                        "'after_unknown': {'id': true, 'target_resource_id': true}")});
  const Resource* cache = inventory.find(planned_cache, Intent::planned);
  CHECK(inventory.children(*cache, type_number<RedisFirewallRule>).empty());
  CHECK(inventory.completeness(*cache, type_number<RedisFirewallRule>) == Completeness::partial);
  CHECK(inventory.completeness(*cache, type_number<DiagnosticSetting>) == Completeness::partial);
  CHECK(inventory.bodies<RedisFirewallRule>().size() == 1);
  REQUIRE(inventory.diagnostics().size() == 2);
  for (const Diagnostic& each : inventory.diagnostics())
    CHECK(each.code == "unattributed");
}

TEST_CASE("associations attach groups, tables and gateways to their subnets") {
  const std::string group_change =
      change("azurerm_network_security_group.n", "'name': 'nsg', 'resource_group_name': 'rg'");
  const std::string association =
      change("azurerm_subnet_network_security_group_association.a", "",
             "'after_unknown': {'id': true, 'subnet_id': true, 'network_security_group_id': true}");
  const std::string configuration =
      "'resources': [" +
      configured("azurerm_subnet_network_security_group_association.a",
                 refers("subnet_id", "'azurerm_subnet.s.id', 'azurerm_subnet.s'") + ", " +
                     refers("network_security_group_id",
                            "'azurerm_network_security_group.n.id', "
                            "'azurerm_network_security_group.n'")) +
      "]";
  const std::string subnet_change = change("azurerm_subnet.s", subnet_after);
  const Inventory both = read_plan({association, group_change, subnet_change}, configuration);
  CHECK(both.diagnostics().empty());
  const Subnet& subnet = body_of<Subnet>(both, planned_subnet, Intent::planned);
  CHECK(*subnet.network_security_group ==
        planned_group + "Microsoft.Network/networkSecurityGroups/nsg");
  CHECK(subnet.route_table.is_none());

  // Of a subnet that another configuration declares, only this is known.
  const Inventory elsewhere = read_plan({change(
      "azurerm_subnet_network_security_group_association.a",
      "'subnet_id': '" + subnet_id + "', 'network_security_group_id': '" + group_id + "'")});
  const Subnet& far = body_of<Subnet>(elsewhere, subnet_id, Intent::planned);
  CHECK(*far.network_security_group == group_id);
  CHECK(far.route_table.state() == State::not_carried);

  // Whose group it is cannot be told.
  const Inventory lost = read_plan({association, subnet_change});
  CHECK(body_of<Subnet>(lost, planned_subnet, Intent::planned).network_security_group.state() ==
        State::unresolved);
  CHECK(body_of<Subnet>(lost, planned_subnet, Intent::planned).route_table.is_none());
  CHECK(lost.diagnostics().size() == 1);
}

TEST_CASE("rules of a group stand inside of it, outside, or are not known") {
  const std::string group_after = "'name': 'nsg', 'resource_group_name': 'rg'";
  const std::string rule =
      "'name': 'in', 'priority': 100, 'direction': 'Inbound', 'access': 'Allow', 'protocol': "
      "'Tcp', 'source_port_range': '*', 'destination_port_range': '6380', "
      "'destination_address_prefix': '*'";
  const std::string group_address = planned_group + "Microsoft.Network/networkSecurityGroups/nsg";
  const Inventory inside = read_plan(
      {change("azurerm_network_security_group.n",
              group_after + ", 'security_rule': [{" + rule +
                  ", 'source_address_prefix': '', 'source_address_prefixes': ['10.0.0.0/8', "
                  "'10.1.0.0/16']}, {'name': 'open', 'source_address_prefix': 'Internet'}]",
              "'after_unknown': {'id': true, 'security_rule': [{'source_address_prefixes': "
              "[false, false]}, {'priority': true}]}")});
  CHECK(inside.bodies<UserSecurityRule>().size() == 2);
  const UserSecurityRule& in =
      body_of<UserSecurityRule>(inside, group_address + "/securityRules/in", Intent::planned);
  CHECK(in.sources->size() == 2);
  CHECK(in.destination_ports->size() == 1);
  const UserSecurityRule& open =
      body_of<UserSecurityRule>(inside, group_address + "/securityRules/open", Intent::planned);
  CHECK(open.priority.state() == State::unresolved);

  struct Row {
    std::string_view what;
    std::string configuration;
    Completeness expected;
  };
  const Row rows[] = {
      {"no configuration", "", Completeness::partial},
      {"a list that is set",
       configured("azurerm_network_security_group.n", refers("security_rule", "'var.rules'")),
       Completeness::partial},
      {"nothing set", configured("azurerm_network_security_group.n", ""), Completeness::assumed}};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Inventory unknown = read_plan(
        {change("azurerm_network_security_group.n", group_after,
                "'after_unknown': {'id': true, 'security_rule': true}"),
         change("azurerm_network_security_rule.r",
                rule + ", 'network_security_group_name': 'nsg', 'resource_group_name': 'rg', "
                       "'source_address_prefix': '*'")},
        "'resources': [" + row.configuration + "]");
    const Resource* resource = unknown.find(group_address, Intent::planned);
    REQUIRE(resource != nullptr);
    CHECK(unknown.children(*resource, type_number<UserSecurityRule>).size() == 1);
    CHECK(unknown.completeness(*resource, type_number<UserSecurityRule>) == row.expected);
  }
}

TEST_CASE("a value that is not known inside of a block is no absence") {
  const Inventory inventory = read_plan(
      {change("azurerm_private_endpoint.p",
              "'name': 'pe', 'resource_group_name': 'rg', 'private_service_connection': [{'name': "
              "'c', 'is_manual_connection': false, 'subresource_names': ['redisCache']}], "
              "'private_dns_zone_group': [{'name': 'z', 'private_dns_zone_ids': [null]}]",
              "'after_unknown': {'id': true, 'private_service_connection': "
              "[{'private_connection_resource_id': true}], 'private_dns_zone_group': "
              "[{'private_dns_zone_ids': [true]}]}"),
       change("azurerm_redis_cache.c", cache_after),
       change("azurerm_private_dns_zone.z",
              "'name': 'privatelink.redis.cache.windows.net', 'resource_group_name': 'rg'")},
      "'resources': [" +
          configured("azurerm_private_endpoint.p",
                     "'private_service_connection': [{" +
                         refers("private_connection_resource_id",
                                "'azurerm_redis_cache.c.id', 'azurerm_redis_cache.c'") +
                         "}], 'private_dns_zone_group': [{" +
                         refers("private_dns_zone_ids",
                                "'azurerm_private_dns_zone.z.id', 'azurerm_private_dns_zone.z'") +
                         "}]") +
          "]");
  const PrivateEndpoint& endpoint = only<PrivateEndpoint>(inventory);
  REQUIRE(endpoint.connections->size() == 1);
  CHECK(*(*endpoint.connections)[0].private_link_service_id == planned_cache);
  CHECK(*(*endpoint.connections)[0].name == "c");
  CHECK(endpoint.manual_connections.is_none());
  REQUIRE(only<PrivateDnsZoneGroup>(inventory).private_dns_zones.has_value());
  CHECK(inventory.referrers(*inventory.find(planned_cache, Intent::planned)).size() == 1);

  const Inventory manual = read_plan(
      {change("azurerm_private_endpoint.p",
              "'name': 'pe', 'resource_group_name': 'rg', 'private_service_connection': [{'name': "
              "'c', 'is_manual_connection': true, 'subresource_names': ['redisCache']}]",
              "'after_unknown': {'id': true, 'private_service_connection': "
              "[{'private_connection_resource_id': true}]}")});
  const PrivateEndpoint& other = only<PrivateEndpoint>(manual);
  CHECK(other.connections.is_none());
  REQUIRE(other.manual_connections->size() == 1);
  CHECK((*other.manual_connections)[0].private_link_service_id.state() == State::unresolved);
}

TEST_CASE("what is not to be shown is withheld, but for whether there is a secret") {
  const Inventory inventory = read_plan({change(
      "azurerm_redis_cache.c",
      cache_after + ", 'redis_version': 'CANARY', 'redis_configuration': "
                    "[{'rdb_storage_connection_string': 'CANARY', 'maxmemory_policy': 'CANARY'}]",
      "'after_unknown': {'id': true}, 'after_sensitive': {'redis_version': true, "
      "'redis_configuration': [{'rdb_storage_connection_string': true, 'maxmemory_policy': "
      "true}]}")});
  const RedisCache& cache = cache_in(inventory);
  CHECK(cache.redis_version.state() == State::withheld);
  CHECK(cache.maxmemory_policy.state() == State::withheld);
  CHECK(cache.rdb_storage_connection_string == Property<bool>(true));
  for (const InputDocument& document : inventory.documents()) {
    if (document.origins != nullptr)
      CHECK(document.text->find("CANARY") == std::string::npos);
  }
  const Inventory hidden =
      read_plan({change("azurerm_redis_cache.c", "'name': 'CANARY', 'sku_name': 'Basic'",
                        "'after_unknown': {'id': true}, 'after_sensitive': {'name': true}")});
  REQUIRE(hidden.resources().size() == 1);
  CHECK(hidden.resource(0).name() == "[azurerm_redis_cache.c]");
}

TEST_CASE("what the plan takes away is not judged, what it keeps or moves is") {
  struct Row {
    std::string actions;
    bool is_there;
  };
  const Row rows[] = {{"'create'", true},
                      {"'update'", true},
                      {"'no-op'", true},
                      {"'delete', 'create'", true},
                      {"'create', 'delete'", true},
                      {"'delete'", false},
                      {"'forget'", false},
                      {"'read'", false}};
  for (const Row& row : rows) {
    CAPTURE(row.actions);
    const Inventory inventory = read_plan(
        {change("azurerm_redis_cache.c", cache_open, "'after_unknown': {}", row.actions)});
    CHECK(inventory.bodies<RedisCache>().size() == (row.is_there ? 1 : 0));
  }
  // Moved: the address is new, the id is what it was.
  std::string moved =
      change("module.cache.azurerm_redis_cache.c", cache_open + ", 'id': '" + cache_id + "'",
             "'after_unknown': {}", "'no-op'");
  moved.insert(1, "'previous_address': 'azurerm_redis_cache.old', ");
  const Inventory inventory = read_plan({moved});
  CHECK(body_of<RedisCache>(inventory, cache_id, Intent::planned).enable_non_ssl_port ==
        Property<bool>(true));
  // An object that is left over from a replacement is deleted; the data of others is only read.
  std::string deposed =
      change("azurerm_redis_cache.c", cache_open, "'after_unknown': {}", "'delete'");
  deposed.insert(1, "'deposed': 'abcd', ");
  std::string data = change("azurerm_redis_cache.d", cache_open, "'after_unknown': {}", "'no-op'");
  data.replace(data.find("managed"), 7, "data");
  CHECK(read_plan({deposed, data}).bodies<RedisCache>().empty());
}

TEST_CASE("a plan that is not whole declares not all there is") {
  for (const std::string member : {"'errored': true", "'complete': false",
                                   "'deferred_changes': [{'reason': 'instance_count_unknown'}]"}) {
    CAPTURE(member);
    std::string text = plan({change("azurerm_redis_cache.c", cache_open)});
    text.insert(1, quoted(member) + ", ");
    const Inventory inventory = read(text);
    CHECK(inventory.completeness(*inventory.find(planned_cache, Intent::planned),
                                 type_number<RedisFirewallRule>) == Completeness::partial);
    REQUIRE(inventory.diagnostics().size() == 1);
    CHECK(inventory.diagnostics()[0].code == "partial-plan");
  }
}

TEST_CASE("bodies of azapi are read as ARM") {
  const std::string parent = "'parent_id': '/subscriptions/s/resourceGroups/g'";
  const std::string object =
      "'type': 'Microsoft.Cache/redis@2024-11-01', 'name': 'p', 'location': 'westeurope', " +
      parent +
      ", 'body': {'properties': {'enableNonSslPort': true, 'sku': {'name': 'Basic'}, "
      "'redisConfiguration': {'aad-enabled': 'true'}}}";
  const std::string text =
      "'type': 'Microsoft.Cache/redis@2024-11-01', 'name': 'p', 'location': 'westeurope', " +
      parent +
      ", 'body': '{\\\\\\'properties\\\\\\': {\\\\\\'enableNonSslPort\\\\\\': true, "
      "\\\\\\'sku\\\\\\': {\\\\\\'name\\\\\\': \\\\\\'Basic\\\\\\'}, "
      "\\\\\\'redisConfiguration\\\\\\': {\\\\\\'aad-enabled\\\\\\': \\\\\\'true\\\\\\'}}}'";
  const std::string id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/p";
  for (const std::string& after : {object, text}) {
    std::string document = plan({change("azapi_resource.c", after)});
    for (std::size_t at = document.find("\\\\\\\""); at != std::string::npos;
         at = document.find("\\\\\\\"", at))
      document.replace(at, 4, "\\\"");
    const Inventory inventory = read(document);
    CAPTURE(document);
    CHECK(inventory.diagnostics().empty());
    const RedisCache& cache = body_of<RedisCache>(inventory, id, Intent::planned);
    CHECK(cache.enable_non_ssl_port == Property<bool>(true));
    CHECK(*cache.sku_name == RedisTier::basic);
    CHECK(cache.aad_enabled == Property<bool>(true));
    CHECK(*cache.location == "westeurope");
    CHECK(cache.subnet_id.is_none());
    CHECK(inventory.sources(inventory.resource(0))[0].api_version.view() == "2024-11-01");
  }
}

TEST_CASE("what is not known in a body of azapi is unresolved, or what it refers to") {
  const std::string after =
      "'type': 'Microsoft.Cache/redis@2024-11-01', 'name': 'p', 'parent_id': "
      "'/subscriptions/s/resourceGroups/g', 'body': {'properties': {'sku': {'name': 'Premium'}}}";
  const std::string rest =
      "'after_unknown': {'id': true, 'body': {'properties': {'subnetId': true, "
      "'minimumTlsVersion': true}}}";
  const std::string subnet_change = change("azurerm_subnet.s", subnet_after);
  const auto configuration = [](const std::string& references) {
    return "'resources': [" + configured("azapi_resource.c", refers("body", references)) + "]";
  };
  const Inventory found = read_plan({change("azapi_resource.c", after, rest), subnet_change},
                                    configuration("'azurerm_subnet.s.id', 'azurerm_subnet.s'"));
  CHECK(*only<RedisCache>(found).subnet_id == planned_subnet);
  CHECK(only<RedisCache>(found).minimum_tls_version.state() == State::unresolved);
  const Inventory lost =
      read_plan({change("azapi_resource.c", after, rest), subnet_change},
                configuration("'azurerm_subnet.s.id', 'azurerm_subnet.s', 'local.x'"));
  CHECK(only<RedisCache>(lost).subnet_id.state() == State::unresolved);
  const Inventory whole = read_plan(
      {change("azapi_resource.c", "'type': 'Microsoft.Cache/redis@2024-11-01', 'name': 'p'",
              "'after_unknown': {'id': true, 'body': true}")});
  CHECK(only<RedisCache>(whole).enable_non_ssl_port.state() == State::unresolved);
}

TEST_CASE("azapi changes what another resource declares") {
  const std::string update =
      "'type': 'Microsoft.Cache/redis@2024-11-01', 'body': {'properties': "
      "{'enableNonSslPort': false}}";
  const Inventory inventory = read_plan(
      {change("azurerm_redis_cache.c", cache_open),
       change("azapi_update_resource.u", update,
              "'after_unknown': {'id': true, 'resource_id': "
              "true}")},
      "'resources': [" +
          configured("azapi_update_resource.u",
                     refers("resource_id", "'azurerm_redis_cache.c.id', 'azurerm_redis_cache.c'")) +
          "]");
  CHECK(inventory.bodies<RedisCache>().size() == 1);
  CHECK(cache_in(inventory).enable_non_ssl_port == Property<bool>(false));
  CHECK(*cache_in(inventory).sku_name == RedisTier::premium);
  const Inventory alone = read_plan(
      {change("azapi_update_resource.u", update + ", 'resource_id': '" + cache_id + "'")});
  const RedisCache& cache = body_of<RedisCache>(alone, cache_id, Intent::planned);
  CHECK(cache.enable_non_ssl_port == Property<bool>(false));
  CHECK(cache.minimum_tls_version.state() == State::not_carried);
}

TEST_CASE("Azure Managed Redis is a cluster with a database") {
  const Inventory inventory = read_plan(
      {change("azurerm_managed_redis.m",
              "'name': 'amr', 'resource_group_name': 'rg', 'location': 'westeurope', 'sku_name': "
              "'Balanced_B5', 'high_availability_enabled': true, 'public_network_access': "
              "'Disabled', 'default_database': [{'client_protocol': 'Encrypted', "
              "'access_keys_authentication_enabled': false, "
              "'persistence_append_only_file_backup_frequency': '1s', 'module': [{'name': "
              "'RediSearch'}]}]"),
       change("azurerm_managed_redis.n",
              "'name': 'bare', 'resource_group_name': 'rg', 'sku_name': 'Balanced_B5', "
              "'default_database': []"),
       change("azurerm_managed_redis_geo_replication.g", "",
              "'after_unknown': {'managed_redis_id': true, 'linked_managed_redis_ids': true}"),
       change("azurerm_monitor_diagnostic_setting.d",
              "'name': 'd', 'enabled_log': [{'category_group': 'allLogs'}], "
              "'log_analytics_workspace_id': '/subscriptions/s/resourceGroups/g/providers/"
              "Microsoft.OperationalInsights/workspaces/w'",
              "'after_unknown': {'id': true, 'target_resource_id': true}")},
      "'resources': [" +
          configured("azurerm_managed_redis_geo_replication.g",
                     refers("managed_redis_id",
                            "'azurerm_managed_redis.m.id', 'azurerm_managed_redis.m'") +
                         ", " +
                         refers("linked_managed_redis_ids",
                                "'azurerm_managed_redis.n.id', 'azurerm_managed_redis.n'")) +
          ", " +
          configured("azurerm_monitor_diagnostic_setting.d",
                     refers("target_resource_id",
                            "'azurerm_managed_redis.m.default_database[0].id', "
                            "'azurerm_managed_redis.m.default_database[0]', "
                            "'azurerm_managed_redis.m'")) +
          "]");
  CHECK(inventory.diagnostics().empty());
  const std::string cluster_id = planned_group + "Microsoft.Cache/redisEnterprise/amr";
  const RedisEnterprise& cluster = body_of<RedisEnterprise>(inventory, cluster_id, Intent::planned);
  CHECK(cluster.public_network_access == Property<bool>(false));
  CHECK(cluster.high_availability == Property<bool>(true));
  const std::string database_id = cluster_id + "/databases/default";
  const RedisEnterpriseDatabase& database =
      body_of<RedisEnterpriseDatabase>(inventory, database_id, Intent::planned);
  CHECK(database.access_keys_authentication == Property<bool>(false));
  CHECK(database.aof_enabled == Property<bool>(true));
  CHECK(database.rdb_enabled == Property<bool>(false));
  REQUIRE(database.linked_databases.has_value());
  CHECK(database.linked_databases->size() == 2);
  CHECK(database.modules->size() == 1);
  const Resource* resource = inventory.find(database_id, Intent::planned);
  REQUIRE(inventory.children(*resource, type_number<DiagnosticSetting>).size() == 1);
  CHECK((*only<DiagnosticSetting>(inventory).logs)[0].enabled == Property<bool>(true));
  const Resource* bare =
      inventory.find(planned_group + "Microsoft.Cache/redisEnterprise/bare", Intent::planned);
  CHECK(inventory.children(*bare, type_number<RedisEnterpriseDatabase>).empty());
}

TEST_CASE("an Enterprise cluster of older providers has its capacity in the name of its SKU") {
  const Inventory inventory = read_plan(
      {change(
           "azurerm_redis_enterprise_cluster.e",
           "'name': 'ent', 'resource_group_name': 'rg', 'sku_name': 'Enterprise_E20-4', 'zones': "
           "['1', '2', '3'], 'minimum_tls_version': '1.2'"),
       change("azurerm_redis_enterprise_database.d",
              "'name': 'default', 'client_protocol': 'Plaintext'",
              "'after_unknown': {'id': true, 'cluster_id': true}")},
      "'resources': [" +
          configured("azurerm_redis_enterprise_database.d",
                     refers("cluster_id",
                            "'azurerm_redis_enterprise_cluster.e.id', "
                            "'azurerm_redis_enterprise_cluster.e'")) +
          "]");
  const RedisEnterprise& cluster = only<RedisEnterprise>(inventory);
  CHECK(*cluster.sku_name == "Enterprise_E20");
  CHECK(*cluster.sku_capacity == 4);
  CHECK(cluster.zones->size() == 3);
  CHECK(only<RedisEnterpriseDatabase>(inventory).client_protocol ==
        Property<ClientProtocol>(ClientProtocol::plaintext));
  CHECK(inventory.children(inventory.owner(cluster), type_number<RedisEnterpriseDatabase>).size() ==
        1);
}

TEST_CASE("a state is live, and what the provider does not know is not carried") {
  const Inventory inventory = read(
      quoted("{'format_version': '1.0', 'terraform_version': '1.9.0', 'values': {'root_module': "
             "{'resources': [{'address': 'azurerm_redis_cache.c', 'mode': 'managed', 'type': "
             "'azurerm_redis_cache', 'name': 'c', 'values': {'id': '" +
             cache_id +
             "', 'name': 'orders', 'non_ssl_port_enabled': true, 'subnet_id': null, 'zones': [], "
             "'patch_schedule': [], 'tags': {'a': 'b'}}, 'sensitive_values': {'tags': {}}}], "
             "'child_modules': [{'address': 'module.net', 'resources': [{'address': "
             "'module.net.azurerm_network_security_group.n', 'mode': 'managed', 'type': "
             "'azurerm_network_security_group', 'name': 'n', 'values': {'id': '" +
             group_id +
             "', 'name': 'nsg', 'security_rule': [{'name': 'in', 'priority': 100, 'direction': "
             "'Inbound', 'access': 'Allow', 'protocol': 'Tcp', 'source_address_prefix': '*', "
             "'source_address_prefixes': []}]}}]}]}}}"));
  CHECK(inventory.diagnostics().empty());
  const RedisCache& cache = cache_of(inventory);
  CHECK(cache.enable_non_ssl_port == Property<bool>(true));
  CHECK(cache.subnet_id.is_none());
  CHECK(cache.zones.is_none());
  CHECK(cache.zonal_allocation_policy.state() == State::not_carried);
  CHECK(cache.minimum_tls_version.state() == State::not_carried);
  const Resource* resource = inventory.find(cache_id);
  CHECK(inventory.completeness(*resource, type_number<RedisPatchSchedule>) ==
        Completeness::complete);
  CHECK(inventory.completeness(*resource, type_number<RedisFirewallRule>) ==
        Completeness::not_collected);
  const Resource* nsg = inventory.find(group_id);
  CHECK(inventory.completeness(*nsg, type_number<UserSecurityRule>) == Completeness::complete);
  CHECK(inventory.children(*nsg, type_number<UserSecurityRule>).size() == 1);
}

TEST_CASE("diagnostics of a plan stand where a person wrote the value") {
  const std::string text =
      "{\"format_version\": \"1.2\", \"resource_changes\": [\n{\"address\": "
      "\"azurerm_redis_cache.c\", \"type\": \"azurerm_redis_cache\", \"name\": \"c\", \"change\": "
      "{\"actions\": [\"create\"], \"after\": {\"name\": \"orders\",\n  \"capacity\": \"many\"\n}, "
      "\"after_unknown\": {}}}]}";
  const Inventory inventory = read(text, "plan.json");
  REQUIRE(inventory.diagnostics().size() == 1);
  CHECK(inventory.diagnostics()[0].document == "plan.json");
  CHECK(inventory.diagnostics()[0].line == 3);
  CHECK(inventory.diagnostics()[0].column == 3);
}
