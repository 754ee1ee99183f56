#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "readers/documents.hpp"
#include "readers/inventory_text.hpp"

// How what documents say becomes one inventory: relations from either end, the same thing twice,
// and deployments that have nothing to do with each other.

using namespace documents;  // NOLINT(google-build-using-namespace)

namespace {

std::string fragment(const std::string& name, const std::string& properties) {
  return "{'type': 'Microsoft.Cache/redis', 'apiVersion': '2024-11-01', 'name': '" + name +
         "', 'properties': {" + properties + "}}";
}

std::string template_of(const std::string& resources, const std::string& parameters) {
  return "{'$schema': 'https://schema.management.azure.com/schemas/2019-04-01/"
         "deploymentTemplate.json#', 'contentVersion': '1.0.0.0', 'parameters': {" +
         parameters + "}, 'resources': [" + resources + "]}";
}

/// Ids and states of port 6379 of the caches.
std::vector<std::string> ports_of(const Inventory& inventory) {
  std::vector<std::string> result;
  for (const RedisCache& cache : inventory.bodies<RedisCache>())
    result.push_back(std::string(name(cache.enable_non_ssl_port.state())));
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace

TEST_CASE("relations are known from either end") {
  const Inventory inventory = read_all(
      {cache_text("'subnetId': '@subnet'"),
       "{'id': '@network', 'properties': {'subnets': [{'id': '@subnet', 'properties': "
       "{'networkSecurityGroup': {'id': '@nsg'}}}]}}",
       "{'id': '@nsg', 'properties': {'securityRules': [], 'subnets': [{'id': '@subnet'}]}}"});
  CHECK(inventory.diagnostics().empty());
  const Resource& cache = *inventory.find(cache_id);
  const Resource& subnet = *inventory.find(subnet_id);
  const Resource& group_resource = *inventory.find(group_id);
  const auto refers = [&](const Resource& target, const Resource& from) {
    const std::vector<Referrer> all = inventory.referrers(target);
    return std::any_of(all.begin(), all.end(), [&](const Referrer& each) {
      return each.resource == inventory.index_of(from);
    });
  };
  CHECK(refers(subnet, cache));
  CHECK(refers(group_resource, subnet));
  CHECK(refers(subnet, group_resource));
  CHECK_FALSE(refers(cache, subnet));
  CHECK(inventory.resource(subnet.parent).id.view() == network_id);
}

TEST_CASE("the same resource twice is one, whatever the order of documents") {
  const std::vector<std::string> texts = {
      cache_text("'enableNonSslPort': false, 'subnetId': '@subnet'"),
      cache_text("'enableNonSslPort': true, 'subnetId': '@subnet'"),
      "[{'id': '@cache', 'name': 'orders', 'type': 'Microsoft.Cache/Redis', 'location': "
      "'westeurope', 'resourceGroup': 'rg'}]"};
  std::vector<std::size_t> order = {0, 1, 2};
  std::string first;
  do {
    Reader reader;
    for (const std::size_t i : order)
      reader.add({.name = std::to_string(i),
                  .text = std::make_shared<const std::string>(expanded(texts[i]))});
    const Inventory inventory = reader.finish();
    const Resource* cache = inventory.find(cache_id);
    REQUIRE(cache != nullptr);
    CHECK(inventory.sources(*cache).size() == 3);
    CHECK(cache_of(inventory).enable_non_ssl_port.state() == State::conflicting);
    CHECK(*cache_of(inventory).subnet_id == subnet_id);
    CHECK(*cache_of(inventory).location == "westeurope");
    CHECK(diagnostics_of(inventory) == "conflicting 1:1");
    std::string lines;
    for (const std::string& line : inventory_text::inventory_lines(inventory))
      lines += line + "\n";
    first = first.empty() ? lines : first;
    CHECK(lines == first);
  } while (std::next_permutation(order.begin(), order.end()));
  const Inventory same = read_one("[" + texts[0] + ", " + texts[0] + "]");
  CHECK(same.diagnostics().empty());
  CHECK(same.sources(*same.find(cache_id)).size() == 2);
}

TEST_CASE("fragments and templates of unknown names are deployments of their own") {
  const std::string expression = "[parameters(\\'name\\')]";
  const auto in_quotes = [](std::string text) {
    // An expression has single quotes of its own.
    for (std::size_t at = text.find("\\'"); at != std::string::npos; at = text.find("\\'"))
      text.replace(at, 2, "~");
    text = expanded(text);
    std::replace(text.begin(), text.end(), '~', '\'');
    return text;
  };
  const std::string open = "'enableNonSslPort': true";
  const std::string closed = "'enableNonSslPort': false";
  const std::string parameters = "'name': {'type': 'string'}";
  const std::vector<std::string> documents = {
      in_quotes(fragment(expression, open)), in_quotes(fragment(expression, closed)),
      in_quotes(template_of(fragment(expression, open), parameters)),
      in_quotes(template_of(fragment(expression, closed), parameters))};
  Reader reader;
  for (std::size_t i = 0; i < documents.size(); ++i)
    reader.add({.name = "folder/" + std::to_string(i) + ".json",
                .text = std::make_shared<const std::string>(documents[i])});
  const Inventory inventory = reader.finish();
  CHECK(inventory.diagnostics().empty());
  CHECK(ports_of(inventory) == std::vector<std::string>(4, "stated"));
  for (const Resource& resource : inventory.resources()) {
    if (resource.type != type_number<TemplateDeployment>)
      CHECK(resource.name() == "[parameters('name')]");
    CHECK(resource.id.view().find("{resourceGroup of folder|") != std::string_view::npos);
  }
}

TEST_CASE("children of a resource without a name stand below it") {
  std::string text = template_of(
      fragment("[parameters(~name~)]", "'enableNonSslPort': false") +
          ", {'type': 'Microsoft.Cache/redis/firewallRules', 'apiVersion': '2024-11-01', 'name': "
          "'[concat(parameters(~name~), ~/office~)]', 'dependsOn': "
          "['[resourceId(~Microsoft.Cache/redis~, parameters(~name~))]'], 'properties': "
          "{'startIP': '203.0.113.1', 'endIP': '203.0.113.9'}}",
      "'name': {'type': 'string'}");
  text = expanded(text);
  std::replace(text.begin(), text.end(), '~', '\'');
  const Inventory inventory = read(text, "main.json");
  CHECK(inventory.diagnostics().empty());
  REQUIRE(inventory.bodies<RedisFirewallRule>().size() == 1);
  const Resource& rule = inventory.owner(inventory.bodies<RedisFirewallRule>()[0]);
  const Resource& cache = inventory.owner(only<RedisCache>(inventory));
  CHECK(rule.parent == inventory.index_of(cache));
  CHECK(inventory.children(cache, type_number<RedisFirewallRule>).size() == 1);
}

TEST_CASE("what a plan refers to is not a resource of the plan") {
  const Inventory inventory = read_one(
      "{'type': 'Microsoft.Network/virtualNetworks/subnets', 'apiVersion': '2024-05-01', 'name': "
      "'hub/cache', 'properties': {'networkSecurityGroup': {'id': '@nsg'}}}");
  CHECK(inventory.diagnostics().empty());
  CHECK(*only<Subnet>(inventory).network_security_group == group_id);
  const Resource* group_resource = inventory.find(group_id, Intent::planned);
  REQUIRE(group_resource != nullptr);
  CHECK_FALSE(group_resource->is_collected);
  CHECK(group_resource->intent == Intent::existing);
}
