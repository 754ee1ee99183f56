#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "cachewarden/readers/reader.hpp"

// Findings that only templates show, with the places that decide, in JSON and in Bicep alike.

namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

struct Document {
  std::string name;
  std::string text;
};

std::string template_text(const std::string& members) {
  return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
"contentVersion": "1.0.0.0",
)" + members +
         "}";
}

/// `status document:line via document:line = value ...` of a rule on the deployment of `main`.
std::string told(const std::vector<Document>& documents, std::string_view rule) {
  Reader reader;
  for (const Document& each : documents)
    reader.add({.name = each.name, .text = std::make_shared<const std::string>(each.text)});
  const Assessment assessment = assess(std::make_shared<const Inventory>(reader.finish()), {});
  Explainer explainer(assessment);
  std::string result;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (assessment.item(i).rule->id != rule)
      continue;
    const Finding finding = explainer.finding(i);
    if (!finding.resource->name().starts_with("main."))
      continue;
    CHECK(result.empty());
    CHECK(finding.resource->intent == Intent::planned);
    result = name(finding.status);
    for (const Evidence& each : finding.evidence) {
      result += " " + each.document + ":" + std::to_string(each.line);
      for (const std::string& via : each.via)
        result += " via " + via.substr(0, via.rfind(':'));
      result += each.value.empty() ? "" : " = " + each.value;
    }
    for (const Missing& each : finding.missing)
      result += " needs " + each.what;
    CHECK(result.find("Swordfish") == std::string::npos);
    CHECK(finding.message.find("Swordfish") == std::string::npos);
  }
  return result;
}

/// A module that wants a key as a text and gives it out, and stores it.
const Document json_module{"keys.json", template_text(R"("parameters": {
"key": {"type": "string"}
},
"resources": [],
"outputs": {
"again": {"type": "string", "value": "[parameters('key')]"}
})")};
const Document json_main{"main.json", template_text(R"("parameters": {
"secret": {"type": "secureString",
"defaultValue": "Swordfish"}
},
"resources": [
{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "keys",
"properties": {"mode": "Incremental", "templateLink": {"relativePath": "keys.json"},
"parameters": {"key": {"value": "[parameters('secret')]"}}}},
{"type": "Microsoft.Cache/redis", "apiVersion": "2019-07-01", "name": "orders",
"properties": {
"publicNetworkAccess": "Disabled",
"disableAccessKeyAuthentication": true}}],
"outputs": {
"first": {"type": "string", "value": "[parameters('secret')]"},
"second": {"type": "string", "value": "[listKeys('orders', '2024-11-01').primaryKey]"}
})")};

const Document bicep_module{"keys.bicep", R"(param key string
output again string = key
)"};
const Document bicep_main{"main.bicep", R"(@secure()
param secret string = 'Swordfish'
module keys 'keys.bicep' = {
  name: 'keys'
  params: {
    key: secret
  }
}
resource orders 'Microsoft.Cache/redis@2019-07-01' = {
  name: 'orders'
  location: 'westeurope'
  properties: {
    sku: { name: 'Basic', family: 'C', capacity: 0 }
    publicNetworkAccess: 'Disabled'
  }
}
output first string = secret
output second string = orders.listKeys().primaryKey
)"};

}  // namespace

TEST_CASE("secrets of a template and its modules are found where they stand") {
  const std::vector<Document> json{json_main, json_module};
  CHECK(told(json, "CW-TPL-001") == "fail main.json:5 = \"secret\"");
  CHECK(told(json, "CW-TPL-002") ==
        "fail main.json:16 = \"first\" main.json:17 = \"second\" "
        "keys.json:8 via main.json:8 = \"again\"");
  CHECK(told(json, "CW-TPL-003") == "pass main.json:1");
  CHECK(told(json, "CW-TPL-004") == "fail keys.json:4 via main.json:8 = \"key\"");
  CHECK(told(json, "CW-TPL-005") == "pass main.json:1");

  const std::vector<Document> bicep{bicep_main, bicep_module};
  CHECK(told(bicep, "CW-TPL-001") == "fail main.bicep:2 = \"secret\"");
  CHECK(told(bicep, "CW-TPL-002") ==
        "fail main.bicep:17 = \"first\" main.bicep:18 = \"second\" "
        "keys.bicep:2 via main.bicep:3 = \"again\"");
  CHECK(told(bicep, "CW-TPL-003") == "pass main.bicep:1");
  CHECK(told(bicep, "CW-TPL-004") == "fail keys.bicep:1 via main.bicep:3 = \"key\"");
}

TEST_CASE("a property that came later is found where it is set") {
  CHECK(told({json_main, json_module}, "CW-TPL-006") ==
        "fail main.json:13 via main.json:11 = \"publicNetworkAccess of orders, since 2020-06-01\" "
        "main.json:14 via main.json:11 = \"disableAccessKeyAuthentication of orders, since "
        "2024-03-01\"");
  CHECK(told({bicep_main, bicep_module}, "CW-TPL-006") ==
        "fail main.bicep:14 via main.bicep:9 = \"publicNetworkAccess of orders, since "
        "2020-06-01\"");
}

TEST_CASE("a module that is not at hand leaves open what it holds, not what was found") {
  CHECK(told({json_main}, "CW-TPL-001") == "fail main.json:5 = \"secret\"");
  CHECK(told({json_main}, "CW-TPL-003") == "unknown main.json:8 = \"keys\" needs \"keys\"");
  CHECK(told({bicep_main}, "CW-TPL-003") == "unknown main.bicep:3 = \"keys\" needs \"keys\"");
  CHECK(told({bicep_main}, "CW-TPL-005") == "unknown main.bicep:3 = \"keys\" needs \"keys\"");
}

TEST_CASE("modules are judged with the template that uses them, once") {
  const Document second{"second.bicep",
                        "module keys 'keys.bicep' = {\n  name: 'keys'\n"
                        "  params: {\n    key: 'nothing'\n  }\n}\n"};
  Reader reader;
  for (const Document& each : {bicep_main, bicep_module, second})
    reader.add({.name = each.name, .text = std::make_shared<const std::string>(each.text)});
  const Inventory inventory = reader.finish();
  std::vector<std::string> names;
  for (const Resource& each : inventory.resources()) {
    if (each.type == type_number<TemplateDeployment>)
      names.emplace_back(each.name());
  }
  CHECK(names == std::vector<std::string>{"main.bicep", "second.bicep"});
}

TEST_CASE("a parameter with few values decides for each of them") {
  const std::string text = template_text(R"("parameters": {
"shown": {"type": "bool"},
"secret": {"type": "secureString"}
},
"resources": [],
"outputs": {
"key": {"type": "string", "value": "[if(parameters('shown'), parameters('secret'), '')]"}
})");
  CHECK(told({{"main.json", text}}, "CW-TPL-002").starts_with("unknown"));
}
