#include <set>
#include <string>

#include "readers/documents.hpp"

// What `check` warns of in templates: lists that leave out what is declared beside them.

using namespace documents;  // NOLINT(google-build-using-namespace)

namespace {

std::set<std::string> codes_of(const std::string& parameters, const std::string& resources) {
  const Inventory inventory = read_one(
      "{'$schema': 'https://schema.management.azure.com/schemas/2019-04-01/"
      "deploymentTemplate.json#', 'contentVersion': '1.0.0.0', 'parameters': {" +
      parameters + "}, 'resources': [" + resources + "]}");
  std::set<std::string> codes;
  for (const Diagnostic& each : inventory.diagnostics()) {
    CHECK(each.severity != Diagnostic::Severity::error);
    CHECK(each.line != 0);
    codes.insert(each.code);
  }
  return codes;
}

using Codes = std::set<std::string>;

}  // namespace

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
