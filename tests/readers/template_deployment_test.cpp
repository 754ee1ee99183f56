#include <set>
#include <string>

#include "readers/documents.hpp"

// What the deployment of a template gives away or gets wrong: secrets, properties that came later.

using namespace documents;  // NOLINT(google-build-using-namespace)

namespace {

std::string template_of(const std::string& parameters, const std::string& resources,
                        const std::string& outputs = "{}") {
  return "{'$schema': 'https://schema.management.azure.com/schemas/2019-04-01/"
         "deploymentTemplate.json#', 'contentVersion': '1.0.0.0', 'parameters': {" +
         parameters + "}, 'resources': [" + resources + "], 'outputs': " + outputs + "}";
}

const TemplateDeployment& deployment_of(const Inventory& inventory) {
  REQUIRE(inventory.bodies<TemplateDeployment>().size() == 1);
  return inventory.bodies<TemplateDeployment>()[0];
}

/// `list: name` of all that was found, `list?` of what is not known.
std::set<std::string> found_in(const Inventory& inventory) {
  const TemplateDeployment& deployment = deployment_of(inventory);
  std::set<std::string> result;
  for (const FieldRow& row : TemplateDeployment::type.fields) {
    if (row.kind != FieldKind::texts)
      continue;
    if (is_gap(row.state(&deployment)))
      result.insert(std::string(row.name) + "?");
    const auto& list = *static_cast<const Property<List<Text>>*>(row.at(&deployment));
    for (std::size_t i = 0; list.has_value() && i < list->size(); ++i)
      result.insert(std::string(row.name) + ": " + (*list)[i].string());
  }
  return result;
}

std::set<std::string> names_of(const std::string& parameters, const std::string& resources,
                               const std::string& outputs = "{}") {
  const Inventory inventory = read_one(template_of(parameters, resources, outputs));
  CHECK(inventory.diagnostics().empty());
  for (const InputDocument& document : inventory.documents()) {
    if (document.origins != nullptr && document.text->find("templateFile") != std::string::npos)
      CHECK(document.text->find("Swordfish") == std::string::npos);
  }
  return found_in(inventory);
}

std::string cache_of(const std::string& version, const std::string& properties) {
  return "{'type': 'Microsoft.Cache/redis', 'apiVersion': '" + version +
         "', 'name': 'orders', 'properties': {" + properties + "}}";
}

std::string output_of(const std::string& type, const std::string& value) {
  return "{'o': {'type': '" + type + "', 'value': '" + value + "'}}";
}

using Names = std::set<std::string>;
const std::string plain = cache_of("2024-11-01", "'minimumTlsVersion': '1.2'");

}  // namespace

TEST_CASE("a secure parameter with its value written out") {
  CHECK(names_of("'key': {'type': 'securestring', 'defaultValue': 'Swordfish'}", plain) ==
        Names{"secure_defaults: key"});
  CHECK(names_of("'key': {'type': 'securestring', 'defaultValue': ''}", plain) == Names{});
  CHECK(names_of("'key': {'type': 'securestring', 'defaultValue': '[newGuid()]'}", plain) ==
        Names{});
}

TEST_CASE("a secret in an output") {
  const std::string keys =
      "[listKeys(resourceId(`Microsoft.Cache/redis`, `orders`), `2024-11-01`).primaryKey]";
  std::string quoted;
  for (const char c : keys)
    quoted += c == '`' ? std::string("\\u0027") : std::string(1, c);
  CHECK(names_of("", plain, output_of("string", quoted)) == Names{"secret_outputs: o"});
  CHECK(names_of("", plain, output_of("securestring", quoted)) == Names{});
}

TEST_CASE("what a resource declares beside a secret is no secret") {
  const std::string secret = cache_of(
      "2024-11-01",
      "'redisConfiguration': {'rdb-storage-connection-string': '[parameters(\\u0027key\\u0027)]'}");
  const std::string parameter = "'key': {'type': 'securestring'}";
  CHECK(names_of(parameter, secret,
                 output_of("string", "[reference(\\u0027orders\\u0027).hostName]")) == Names{});
  CHECK(names_of(parameter, secret,
                 output_of("string",
                           "[reference(\\u0027orders\\u0027).redisConfiguration[\\u0027rdb-storage-"
                           "connection-string\\u0027]]")) == Names{"secret_outputs: o"});
}

TEST_CASE("a connection string in clear") {
  const auto code = [](const std::string& text) {
    return names_of("", cache_of("2024-11-01", "'sku': {'name': 'Basic'}") + ", " +
                            "{'type': 'Microsoft.Web/sites/config', 'apiVersion': '2022-09-01', "
                            "'name': 'site/appsettings', 'properties': {'CACHE': '" +
                            text + "'}}");
  };
  const Names found{"clear_connections: site/appsettings"};
  CHECK(code("orders.redis.cache.windows.net:6380,password=Swordfish1=,ssl=True") == found);
  CHECK(code("rediss://default:Swordfish1@orders.redis.cache.windows.net:6380") == found);
  CHECK(code("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Swordfish1==") == found);
  CHECK(code("[concat(\\u0027orders:6380,password=\\u0027, \\u0027Swordfish1\\u0027)]") == found);
  CHECK(code("orders.redis.cache.windows.net:6380,password=,ssl=True") == Names{});
  CHECK(code("orders.redis.cache.windows.net:6380,password={0}") == Names{});
  CHECK(code("@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)") == Names{});
  CHECK(code("[concat(\\u0027orders:6380,password=\\u0027, listKeys(\\u0027orders\\u0027, "
             "\\u00272024-11-01\\u0027).primaryKey)]") == Names{});
  CHECK(code("https://example.com/a@b:c") == Names{});
}

TEST_CASE("a property that the api-version does not have") {
  const auto names = [](const std::string& version, const std::string& properties,
                        const std::string& parameters = {}) {
    return names_of(parameters, cache_of(version, properties));
  };
  const std::string closed = "'publicNetworkAccess': 'Disabled'";
  CHECK(names("2019-07-01", closed) ==
        Names{"early_properties: publicNetworkAccess of orders, since 2020-06-01"});
  CHECK(names("2020-06-01", closed) == Names{});
  const std::string entra = "'redisConfiguration': {'aad-enabled': 'true'}";
  CHECK(names("2023-05-01-preview", entra) == Names{});
  CHECK(names("2023-04-01", entra) ==
        Names{"early_properties: aad-enabled of orders, since 2023-05-01"});
  CHECK(names("2019-07-01", "'publicNetworkAccess': null") == Names{});
  const std::string version = "[parameters(\\u0027v\\u0027)]";
  const Names open{"early_properties?"};
  CHECK(names(version, closed, "'v': {'type': 'string'}") == open);
  CHECK(names(version, "'enableNonSslPort': false", "'v': {'type': 'string'}") == Names{});
  CHECK(names(version, closed, "'v': {'type': 'string', 'defaultValue': '2024-11-01'}") == Names{});
  const std::string settings = "'redisConfiguration': '[parameters(\\u0027c\\u0027)]'";
  CHECK(names("2019-07-01", settings, "'c': {'type': 'object'}") == open);
  CHECK(names("2024-11-01", settings, "'c': {'type': 'object'}") == Names{});
}

TEST_CASE("a default that follows from literals, or from the place of the deployment") {
  const auto names = [](const std::string& value, const std::string& more = {}) {
    return names_of("'key': {'type': 'securestring', 'defaultValue': '" + value + "'}" + more,
                    plain);
  };
  const Names found{"secure_defaults: key"};
  CHECK(names("[concat(\\u0027Sword\\u0027, \\u0027fish\\u0027)]") == found);
  CHECK(names("[uniqueString(resourceGroup().id)]") == found);
  CHECK(names("[concat(\\u0027a\\u0027, newGuid())]") == Names{});
  CHECK(names("[parameters(\\u0027other\\u0027)]", ", 'other': {'type': 'securestring'}") ==
        Names{});
  CHECK(names("[parameters(\\u0027other\\u0027)]", ", 'other': {'type': 'string'}") == Names{});
  CHECK(names("[parameters(\\u0027other\\u0027)]",
              ", 'other': {'type': 'securestring', 'defaultValue': 'Swordfish'}") ==
        Names{"secure_defaults: other"});
}

TEST_CASE("a connection string that a choice leads to") {
  const std::string text =
      "[if(equals(parameters(\\u0027stage\\u0027), \\u0027prod\\u0027), \\u0027\\u0027, "
      "\\u0027orders:6380,password=Swordfish1\\u0027)]";
  CHECK(names_of("'stage': {'type': 'string'}",
                 "{'type': 'Microsoft.Web/sites/config', 'apiVersion': '2022-09-01', 'name': "
                 "'site/appsettings', 'properties': {'CACHE': '" +
                     text + "'}}") == Names{"clear_connections?"});
}

TEST_CASE("what could not be read leaves everything open that was not found") {
  const Inventory linked = read_one(template_of(
      "'key': {'type': 'securestring', 'defaultValue': 'Swordfish'}",
      "{'type': 'Microsoft.Resources/deployments', 'apiVersion': '2022-09-01', 'name': 'network', "
      "'properties': {'templateLink': {'uri': 'https://example.com/network.json'}}}"));
  CHECK(found_in(linked) == Names{"secure_defaults: key", "secret_outputs?", "outer_secrets?",
                                  "secret_parameters?", "clear_connections?", "early_properties?"});
  CHECK(deployment_of(linked).secret_outputs.state() == State::unresolved);
  const Inventory wrong = read_one(
      template_of("", plain, output_of("string", "[concat(parameters(\\u0027nobody\\u0027))]")));
  CHECK(found_in(wrong).size() == 6);
  CHECK(deployment_of(wrong).secure_defaults.state() == State::malformed);
}

TEST_CASE("a deployment is there for each template, and for nothing else") {
  CHECK(read_one(cache_text("")).bodies<TemplateDeployment>().empty());
  const Inventory two = read_all({template_of("", plain), template_of("", plain)});
  CHECK(two.bodies<TemplateDeployment>().size() == 2);
  const Inventory live = read_one(
      "{'id': '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/"
      "Microsoft.Resources/deployments/main', 'name': 'main', 'type': "
      "'Microsoft.Resources/deployments', 'properties': {'provisioningState': 'Succeeded'}}");
  CHECK(deployment_of(live).template_file.is_none());
  CHECK(deployment_of(live).secret_outputs.is_gap());
}
