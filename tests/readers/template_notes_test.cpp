#include <set>
#include <string>

#include "readers/documents.hpp"

// What `check` warns of in templates: secrets that they give away, properties that came later.

using namespace documents;  // NOLINT(google-build-using-namespace)

namespace {

std::set<std::string> codes_of(const std::string& parameters, const std::string& resources,
                               const std::string& outputs = "{}") {
  const Inventory inventory = read_one(
      "{'$schema': 'https://schema.management.azure.com/schemas/2019-04-01/"
      "deploymentTemplate.json#', 'contentVersion': '1.0.0.0', 'parameters': {" +
      parameters + "}, 'resources': [" + resources + "], 'outputs': " + outputs + "}");
  std::set<std::string> codes;
  for (const Diagnostic& each : inventory.diagnostics()) {
    CHECK(each.severity != Diagnostic::Severity::error);
    CHECK(each.line != 0);
    CHECK(each.message.find("Swordfish") == std::string::npos);
    codes.insert(each.code);
  }
  return codes;
}

std::string cache_of(const std::string& version, const std::string& properties) {
  return "{'type': 'Microsoft.Cache/redis', 'apiVersion': '" + version +
         "', 'name': 'orders', 'properties': {" + properties + "}}";
}

std::string output_of(const std::string& type, const std::string& value) {
  return "{'o': {'type': '" + type + "', 'value': '" + value + "'}}";
}

using Codes = std::set<std::string>;
const std::string plain = cache_of("2024-11-01", "'minimumTlsVersion': '1.2'");

}  // namespace

TEST_CASE("a secure parameter with its value written out") {
  CHECK(codes_of("'key': {'type': 'securestring', 'defaultValue': 'Swordfish'}", plain) ==
        Codes{"secret-default"});
  CHECK(codes_of("'key': {'type': 'securestring', 'defaultValue': ''}", plain) == Codes{});
  CHECK(codes_of("'key': {'type': 'securestring', 'defaultValue': '[newGuid()]'}", plain) ==
        Codes{});
}

TEST_CASE("a secret in an output") {
  const std::string keys =
      "[listKeys(resourceId(`Microsoft.Cache/redis`, `orders`), `2024-11-01`).primaryKey]";
  std::string quoted;
  for (const char c : keys)
    quoted += c == '`' ? std::string("\\u0027") : std::string(1, c);
  CHECK(codes_of("", plain, output_of("string", quoted)) == Codes{"secret-output"});
  CHECK(codes_of("", plain, output_of("securestring", quoted)) == Codes{});
}

TEST_CASE("what a resource declares beside a secret is no secret") {
  const std::string secret = cache_of(
      "2024-11-01",
      "'redisConfiguration': {'rdb-storage-connection-string': '[parameters(\\u0027key\\u0027)]'}");
  const std::string parameter = "'key': {'type': 'securestring'}";
  CHECK(codes_of(parameter, secret,
                 output_of("string", "[reference(\\u0027orders\\u0027).hostName]")) == Codes{});
  CHECK(codes_of(parameter, secret,
                 output_of("string",
                           "[reference(\\u0027orders\\u0027).redisConfiguration[\\u0027rdb-storage-"
                           "connection-string\\u0027]]")) == Codes{"secret-output"});
}

TEST_CASE("a connection string in clear") {
  const auto code = [](const std::string& text) {
    return codes_of("", cache_of("2024-11-01", "'sku': {'name': 'Basic'}") + ", " +
                            "{'type': 'Microsoft.Web/sites/config', 'apiVersion': '2022-09-01', "
                            "'name': 'site/appsettings', 'properties': {'CACHE': '" +
                            text + "'}}");
  };
  const Codes found{"secret-connection"};
  CHECK(code("orders.redis.cache.windows.net:6380,password=Swordfish1=,ssl=True") == found);
  CHECK(code("rediss://default:Swordfish1@orders.redis.cache.windows.net:6380") == found);
  CHECK(code("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Swordfish1==") == found);
  CHECK(code("[concat(\\u0027orders:6380,password=\\u0027, \\u0027Swordfish1\\u0027)]") == found);
  CHECK(code("orders.redis.cache.windows.net:6380,password=,ssl=True") == Codes{});
  CHECK(code("orders.redis.cache.windows.net:6380,password={0}") == Codes{});
  CHECK(code("@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)") == Codes{});
  CHECK(code("[concat(\\u0027orders:6380,password=\\u0027, listKeys(\\u0027orders\\u0027, "
             "\\u00272024-11-01\\u0027).primaryKey)]") == Codes{});
  CHECK(code("https://example.com/a@b:c") == Codes{});
}

TEST_CASE("a property that the api-version does not have") {
  const Codes found{"api-version"};
  CHECK(codes_of("", cache_of("2019-07-01", "'publicNetworkAccess': 'Disabled'")) == found);
  CHECK(codes_of("", cache_of("2020-06-01", "'publicNetworkAccess': 'Disabled'")) == Codes{});
  CHECK(codes_of("", cache_of("2023-05-01-preview",
                              "'redisConfiguration': {'aad-enabled': 'true'}")) == Codes{});
  CHECK(codes_of("", cache_of("2023-04-01", "'redisConfiguration': {'aad-enabled': 'true'}")) ==
        found);
  CHECK(codes_of("", cache_of("2019-07-01", "'publicNetworkAccess': null")) == Codes{});
}

TEST_CASE("a list that leaves out what is declared beside it") {
  const auto codes = [](const std::string& properties, const std::string& child = "cache") {
    return codes_of("'more': {'type': 'array'}",
                    "{'type': 'Microsoft.Network/virtualNetworks', 'apiVersion': '2024-05-01', "
                    "'name': 'hub', 'properties': {" +
                        properties +
                        "}}, {'type': 'Microsoft.Network/virtualNetworks/subnets', 'apiVersion': "
                        "'2024-05-01', 'name': 'hub/" +
                        child + "', 'properties': {'addressPrefix': '10.0.1.0/24'}}");
  };
  const Codes found{"left-out"};
  CHECK(codes("'subnets': []") == found);
  CHECK(codes("'subnets': [{'name': 'other'}]") == found);
  CHECK(codes("'subnets': [{'name': 'Cache'}]") == Codes{});
  CHECK(codes("'subnets': [{'name': 'other'}, {'name': 'cache'}]") == Codes{});
  CHECK(codes("'addressSpace': {}") == Codes{});
  CHECK(codes("'subnets': '[parameters(\\u0027more\\u0027)]'") == Codes{});
  CHECK(codes("'subnets': [{'name': '[parameters(\\u0027more\\u0027)[0]]'}]") == Codes{});
  CHECK(codes_of("",
                 "{'type': 'Microsoft.Network/networkSecurityGroups', 'apiVersion': "
                 "'2024-05-01', 'name': 'g', 'properties': {'securityRules': []}}, {'type': "
                 "'Microsoft.Network/networkSecurityGroups/securityRules', 'apiVersion': "
                 "'2024-05-01', 'name': 'g/r', 'properties': {'priority': 100, 'access': "
                 "'Deny', 'direction': 'Inbound', 'protocol': '*', 'sourceAddressPrefix': "
                 "'*', 'sourcePortRange': '*', 'destinationAddressPrefix': '*', "
                 "'destinationPortRange': '*'}}") == found);
}
