#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "cachewarden/readers/reader.hpp"

namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

struct Document {
  std::string name;
  std::string text;
};

std::shared_ptr<const Assessment> judged(const std::vector<Document>& documents) {
  Reader reader;
  for (const Document& each : documents)
    reader.add({.name = each.name, .text = std::make_shared<const std::string>(each.text)});
  return std::make_shared<const Assessment>(
      assess(std::make_shared<const Inventory>(reader.finish()), {}));
}

/// Rule and name of the resource to status and message: ids and deployments name the document.
std::map<std::string, std::string> findings(const Assessment& assessment) {
  std::map<std::string, std::string> result;
  Explainer explainer(assessment);
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Finding finding = explainer.finding(i);
    const bool is_whole = finding.resource->type == type_number<TemplateDeployment>;
    const std::string_view resource = is_whole ? "deployment" : finding.resource->name();
    result[std::string(finding.rule->name) + " " + std::string(resource)] =
        std::string(name(finding.status)) + " " + finding.message;
  }
  return result;
}

Finding finding(const Assessment& assessment, std::string_view rule) {
  Explainer explainer(assessment);
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (assessment.item(i).rule->name == rule)
      return explainer.finding(i);
  }
  FAIL("no such finding");
  return {};
}

/// The cache of the guide on port 6379; `port` is what it says of it, `parameters` come before it.
std::string bicep_cache(const std::string& port, const std::string& parameters) {
  return "param name string\nparam location string = resourceGroup().location\n" + parameters +
         "resource cache 'Microsoft.Cache/redis@2023-04-01' = {\n"
         "  name: name\n  location: location\n  properties: {\n"
         "    minimumTlsVersion: '1.2'\n    redisVersion: 'latest'\n"
         "    sku: {\n      name: 'Premium'\n      family: 'P'\n      capacity: 1\n    }\n"
         "    redisConfiguration: {\n      'maxmemory-reserved': '615'\n    }\n" +
         port + "  }\n  zones: [\n    '1'\n    '2'\n    '3'\n  ]\n}\n";
}

std::string json_cache(const std::string& port, const std::string& parameters) {
  return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0", "parameters": {"name": {"type": "string"},
    "location": {"type": "string", "defaultValue": "[resourceGroup().location]"})" +
         parameters +
         R"(}, "resources": [{"type": "Microsoft.Cache/redis", "apiVersion": "2023-04-01",
    "name": "[parameters('name')]", "location": "[parameters('location')]", "properties": {
    "minimumTlsVersion": "1.2", "redisVersion": "latest",
    "sku": {"name": "Premium", "family": "P", "capacity": 1},
    "redisConfiguration": {"maxmemory-reserved": "615"})" +
         port + R"(}, "zones": ["1", "2", "3"]}]})";
}

}  // namespace

TEST_CASE("seed 002: the Bicep form gives the findings of the template form") {
  struct Row {
    std::string port;
    std::string json_port;
    std::string parameters;
    std::string json_parameters;
    Status status;
  };
  const Row rows[] = {
      {"    enableNonSslPort: false\n", R"(, "enableNonSslPort": false)", "", "", Status::pass},
      {"    enableNonSslPort: true\n", R"(, "enableNonSslPort": true)", "", "", Status::fail},
      {"    enableNonSslPort: 'true'\n", R"(, "enableNonSslPort": "true")", "", "", Status::fail},
      {"    enableNonSslPort: null\n", R"(, "enableNonSslPort": null)", "", "", Status::pass},
      {"", "", "", "", Status::pass},
      {"    enableNonSslPort: open\n", R"(, "enableNonSslPort": "[parameters('open')]")",
       "param open bool\n", R"(, "open": {"type": "bool"})", Status::unknown},
      {"    enableNonSslPort: open\n", R"(, "enableNonSslPort": "[parameters('open')]")",
       "param open bool = true\n", R"(, "open": {"type": "bool", "defaultValue": true})",
       Status::fail},
  };
  for (const Row& row : rows) {
    CAPTURE(row.port);
    CAPTURE(row.parameters);
    const auto bicep = judged({{"main.bicep", bicep_cache(row.port, row.parameters)}});
    const auto json = judged({{"main.json", json_cache(row.json_port, row.json_parameters)}});
    CHECK(bicep->size() > 20);
    CHECK(findings(*bicep) == findings(*json));
    CHECK(finding(*bicep, "redis-tls-only").status == row.status);
  }
  const std::vector<Document> with_values = {
      {"main.bicep", bicep_cache("    enableNonSslPort: open\n", "param open bool\n")},
      {"main.bicepparam", "using 'main.bicep'\nparam name = 'x'\nparam open = false\n"}};
  CHECK(finding(*judged(with_values), "redis-tls-only").status == Status::pass);
}

TEST_CASE("evidence stands in the Bicep file, through modules and loops") {
  const auto assessment =
      judged({{"main.bicep",
               "param open bool = true\n"
               "module m 'modules/cache.bicep' = [for i in range(0, 1): {\n"
               "  name: 'm${i}'\n  params: { name: 'redis-${i}', open: open }\n}]\n"},
              {"modules/cache.bicep",
               "param name string\nparam open bool\n"
               "resource cache 'Microsoft.Cache/redis@2023-08-01' = {\n"
               "  name: name\n  properties: {\n    enableNonSslPort: open\n  }\n}\n"}});
  const Finding answer = finding(*assessment, "redis-tls-only");
  CHECK(answer.status == Status::fail);
  REQUIRE(answer.evidence.size() == 1);
  const Evidence& evidence = answer.evidence[0];
  CHECK(evidence.document == "main.bicep");
  CHECK(evidence.line == 1);
  CHECK(evidence.value == "true");
  const auto leads_over = [&](std::string_view place) {
    for (const std::string& via : evidence.via) {
      if (via.starts_with(place))
        return true;
    }
    return false;
  };
  CHECK(leads_over("modules/cache.bicep:6:"));
  CHECK(leads_over("main.bicep:2:"));
  CHECK(answer.bicep ==
        "--- main.bicep\n+++ main.bicep\n@@ -1 +1 @@\n-param open bool = true\n+param open bool = "
        "false\n");
}

TEST_CASE("the remedy of a Bicep file is the line to change or to add") {
  struct Row {
    std::string port;
    std::string rule;
    std::string remedy;
  };
  const Row rows[] = {
      {"    enableNonSslPort: true\n", "redis-tls-only",
       "--- main.bicep\n+++ main.bicep\n@@ -17 +17 @@\n-    enableNonSslPort: true\n+    "
       "enableNonSslPort: false\n"},
      {"    enableNonSslPort: !false\n", "redis-tls-only",
       "--- main.bicep\n+++ main.bicep\n@@ -17 +17 @@\n-    enableNonSslPort: !false\n+    "
       "enableNonSslPort: false\n"},
      {"    enableNonSslPort: name == 'x' || 1 == 1 ? true : false\n", "redis-tls-only",
       "--- main.bicep\n+++ main.bicep\n@@ -17 +17 @@\n-    enableNonSslPort: name == 'x' || 1 == "
       "1 "
       "? true : false\n+    enableNonSslPort: false\n"},
      {"    enableNonSslPort: 1 == 1 ? true : name == 'x'\n", "redis-tls-only",
       "--- main.bicep\n+++ main.bicep\n@@ -17 +17 @@\n-    enableNonSslPort: 1 == 1 ? true : name "
       "== 'x'\n+    enableNonSslPort: 1 == 1 ? false : name == 'x'\n"},
      {"    enableNonSslPort: any(\n      true)\n", "redis-tls-only",
       "enableNonSslPort: false\n// main.bicep:18 decides it"},
      {"    ...{\n      enableNonSslPort: true\n    }\n", "redis-tls-only",
       "--- main.bicep\n+++ main.bicep\n@@ -19,0 +20 @@\n+    enableNonSslPort: false\n"},
      {"    publicNetworkAccess: 'Enabled'\n", "redis-public-network-access-disabled",
       "--- main.bicep\n+++ main.bicep\n@@ -17 +17 @@\n-    publicNetworkAccess: 'Enabled'\n+    "
       "publicNetworkAccess: 'Disabled'\n"},
      {"", "redis-public-network-access-disabled",
       "--- main.bicep\n+++ main.bicep\n@@ -16,0 +17 @@\n+    publicNetworkAccess: 'Disabled'\n"},
      {"", "redis-entra-authentication",
       "--- main.bicep\n+++ main.bicep\n@@ -15,0 +16 @@\n+      'aad-enabled': 'true'\n"},
      {"", "redis-managed-identity",
       "--- main.bicep\n+++ main.bicep\n@@ -22,0 +23 @@\n+  identity: { type: 'SystemAssigned' "
       "}\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.port);
    CAPTURE(row.rule);
    const auto assessment = judged({{"main.bicep", bicep_cache(row.port, "")}});
    const Finding answer = finding(*assessment, row.rule);
    CHECK(answer.status == Status::fail);
    CHECK(answer.bicep == row.remedy);
  }
  struct Elsewhere {
    std::string port;
    std::string parameters;
    std::vector<Document> others;
    std::string remedy;
  };
  const std::string of_main = "--- main.bicep\n+++ main.bicep\n";
  const Elsewhere elsewhere[] = {
      {"    enableNonSslPort: !closed\n",
       "param closed bool = false\n",
       {},
       of_main + "@@ -18 +18 @@\n-    enableNonSslPort: !closed\n+    enableNonSslPort: false\n"},
      {"    enableNonSslPort: open\n",
       "var env = 'dev'\nvar open = env == 'dev' ? true : false\n",
       {},
       of_main + "@@ -4 +4 @@\n-var open = env == 'dev' ? true : false\n+var open = false\n"},
      {"    enableNonSslPort: env == 'dev' ? open : false\n",
       "param env string = 'dev'\nparam open bool = true\n",
       {},
       of_main + "@@ -4 +4 @@\n-param open bool = true\n+param open bool = false\n"},
      {"    enableNonSslPort: open\n",
       "param open bool\n",
       {{"main.bicepparam", "using 'main.bicep'\nparam name = 'x'\nparam open = true\n"}},
       "--- main.bicepparam\n+++ main.bicepparam\n@@ -3 +3 @@\n-param open = true\n+param open = "
       "false\n"},
      {"    enableNonSslPort: open\n",
       "param open bool\n",
       {{"main.parameters.json",
         "{\"$schema\": "
         "\"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\",\n"
         "\"contentVersion\": \"1.0.0.0\", \"parameters\": {\n\"open\": {\"value\": true}}}"}},
       "enableNonSslPort: false\n// main.parameters.json:3 decides it"},
  };
  for (const Elsewhere& row : elsewhere) {
    CAPTURE(row.port);
    CAPTURE(row.parameters);
    std::vector<Document> documents = row.others;
    documents.push_back({"main.bicep", bicep_cache(row.port, row.parameters)});
    const auto assessment = judged(documents);
    const Finding answer = finding(*assessment, "redis-tls-only");
    CHECK(answer.status == Status::fail);
    CHECK(answer.bicep == row.remedy);
  }
  const auto json = judged({{"main.json", json_cache(R"(, "enableNonSslPort": true)", "")}});
  CHECK(finding(*json, "redis-tls-only").bicep == "enableNonSslPort: false");
}
