#include <doctest/doctest.h>

#include <algorithm>

#include "views/support.hpp"

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)

namespace {

constexpr const char* cache_id =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders";

std::string with_id(std::string text) {
  const std::size_t at = text.find("$ID");
  return at == std::string::npos ? text : text.replace(at, 3, cache_id);
}

constexpr const char* flattened =
    R"({"id":"$ID","name":"orders","type":"Microsoft.Cache/Redis","resourceGroup":"g",
        "provisioningState":"Succeeded","enableNonSslPort":false,"minimumTlsVersion":"1.2",
        "sku":{"name":"Premium","family":"P","capacity":1},
        "redisConfiguration":{"maxmemoryReserved":"642","aadEnabled":"true"}})";

std::string templated(const std::string& resources, const std::string& parameters = "{}") {
  return R"({"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
             "contentVersion":"1.0.0.0","parameters":)" +
         parameters + R"(,"resources":[)" + resources + "]}";
}

}  // namespace

TEST_CASE("answers of the az command line are read with their properties beside the id") {
  const auto found = ask("psrule", {{"a.json", with_id(flattened)}});
  CHECK(verdict(found, "Azure.Redis.NonSslPort", "orders") == "pass");
  CHECK(verdict(found, "Azure.Redis.MinTLS", "orders") == "pass");
  CHECK(verdict(found, "Azure.Redis.MinSKU", "orders") == "pass");
  CHECK(verdict(found, "Azure.Redis.MaxMemoryReserved", "orders") == "pass");
  CHECK(verdict(found, "Azure.Redis.EntraID", "orders") == "pass");
}

TEST_CASE("children that the tool would be given are unknown until they are collected") {
  const std::string id = cache_id;
  const auto rules = [&](const std::string& body) {
    return R"({"of":")" + id + R"(","collection":"firewallRules","complete":true,"body":)" + body +
           "}";
  };
  const std::string rule = R"({"id":")" + id +
                           R"(/firewallRules/office","name":"orders/office",
          "type":"Microsoft.Cache/Redis/firewallRules",
          "properties":{"startIP":"1.2.3.4","endIP":"1.2.3.4"}})";
  const std::string cache = with_id(flattened);
  const auto alone = ask("psrule", {{"a.json", cache}});
  CHECK(verdict(alone, "Azure.Redis.FirewallRuleCount", "orders") == "unknown");
  const auto none = ask("psrule", {{"a.json", cache}, {"b.json", rules("[]")}});
  CHECK(verdict(none, "Azure.Redis.FirewallRuleCount", "orders") == "fail");
  const auto one = ask("psrule", {{"a.json", cache}, {"b.json", rules("[" + rule + "]")}});
  CHECK(verdict(one, "Azure.Redis.FirewallRuleCount", "orders") == "pass");
  CHECK(verdict(one, "Azure.Redis.FirewallRuleCount", "orders/office") == "-");
}

TEST_CASE("children beside their parent in one document are asked on their own") {
  const auto found = ask("psrule", {{"a.json", R"([
    {"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v",
     "type":"Microsoft.Network/virtualNetworks","name":"v","properties":{"subnets":[]}},
    {"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/a",
     "type":"Microsoft.Network/virtualNetworks/subnets","name":"v/a","properties":{}}])"}});
  CHECK(verdict(found, "Azure.VNET.UseNSGs", "v") == "pass");
  CHECK(verdict(found, "Azure.VNET.UseNSGs", "v/a") == "fail");
}

TEST_CASE("a template is expanded as the tool expands it: children below their parents") {
  const auto found = ask("psrule", {{"main.json", templated(R"(
    {"type":"Microsoft.Network/virtualNetworks","apiVersion":"2024-05-01","name":"v",
     "location":"[resourceGroup().location]","properties":{"subnets":[]}},
    {"type":"Microsoft.Network/virtualNetworks/subnets","apiVersion":"2024-05-01","name":"v/a",
     "properties":{}})")}},
                         {"AZURE_RESOURCE_ALLOWED_LOCATIONS=[\"eastus\"]"});
  CHECK(verdict(found, "Azure.VNET.UseNSGs", "v") == "fail");
  CHECK(verdict(found, "Azure.VNET.UseNSGs", "v/a") == "-");
  CHECK(verdict(found, "Azure.Resource.AllowedRegions", "v") == "pass");
}

TEST_CASE("what a template leaves open is unknown to tools that resolve it, and text to others") {
  const std::string text = templated(
      R"({"type":"Microsoft.Cache/redis","apiVersion":"2024-03-01","name":"c",
          "properties":{"publicNetworkAccess":"[parameters('access')]","enableNonSslPort":false}})",
      R"({"access":{"type":"string"}})");
  const auto psrule = ask("psrule", {{"main.json", text}});
  CHECK(verdict(psrule, "Azure.Redis.PublicNetworkAccess", "c") == "unknown");
  CHECK(verdict(psrule, "Azure.Redis.NonSslPort", "c") == "pass");
  CHECK(verdict(ask("checkov", {{"main.json", text}}), "CKV_AZURE_89", "c") == "fail");
}

TEST_CASE("rows of Azure Resource Graph are read from both of its forms") {
  const auto objects = ask(
      "azqr", {{"a.json", R"({"totalRecords":1,"data":[)" + with_id(R"({"id":"$ID","name":"orders",
      "type":"microsoft.cache/redis","properties":{"enableNonSslPort":true}})") +
                              "]}"}});
  CHECK(verdict(objects, "redis-008", "orders") == "fail");
  const auto table = ask("azqr", {{"a.json", with_id(R"({"columns":[{"name":"id"},{"name":"name"},
      {"name":"type"},{"name":"properties"}],"rows":[["$ID","orders","microsoft.cache/redis",
      {"enableNonSslPort":true}]]})")}});
  CHECK(verdict(table, "redis-008", "orders") == "fail");
}

TEST_CASE("the order of documents changes nothing") {
  const Documents documents{
      {"a.json", with_id(flattened)},
      {"b.json", R"([{"type":"Microsoft.Network/networkSecurityGroups","name":"g","id":
         "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/g",
         "properties":{}}])"},
      {"main.json", templated(R"({"type":"Microsoft.Cache/redis","apiVersion":"2024-03-01",
         "name":"c","properties":{}})")}};
  Documents turned = documents;
  std::reverse(turned.begin(), turned.end());
  const auto text = [](const ViewAssessment& assessment) {
    std::string result;
    for (const ViewAssessment::Item& item : assessment.items())
      result.append(assessment.estate().resources()[item.resource].name)
          .append(item.check->id)
          .append(name(item.verdict))
          .append("\n");
    return result;
  };
  for (const View* view : views_catalog())
    CHECK(text(ask(view->name, documents)) == text(ask(view->name, turned)));
}

TEST_CASE("checks are known by both of their names, and views by theirs") {
  const View* const psrule = find_view("PSRule");
  REQUIRE(psrule != nullptr);
  CHECK(psrule->find("azr-000163") == psrule->find("Azure.Redis.NonSslPort"));
  CHECK(psrule->find("AZR-999999") == nullptr);
  CHECK(!select_views({"psrule", "other"}));
  CHECK(!parse_view_setting("=x"));
  CHECK(!parse_view_settings("[]"));
  CHECK(parse_view_settings(R"({"a":1})")->entries.size() == 1);
}

TEST_CASE("evidence tells what a check looked at, and where") {
  const auto found = ask("psrule", {{"a.json", with_id(R"([{"id":"$ID","name":"orders",
"type":"Microsoft.Cache/redis","properties":{"enableNonSslPort":"false"}}])")}});
  for (const ViewAssessment::Item& item : found.items()) {
    if (item.check->id != "Azure.Redis.NonSslPort")
      continue;
    std::vector<ViewEvidence> evidence;
    CHECK(!found.answer(item, &evidence).reason.empty());
    REQUIRE(evidence.size() == 1);
    CHECK(evidence[0].property == "properties.enableNonSslPort");
    CHECK(evidence[0].value == "\"false\"");
    CHECK(evidence[0].pointer == "/0/properties/enableNonSslPort");
    CHECK(evidence[0].line == 2);
  }
}

TEST_CASE("an unknown answer says what is missing, and how it is collected") {
  const std::string id =
      "/subscriptions/6b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/g/providers/"
      "Microsoft.Cache/redis/orders";
  const auto found = ask("psrule", {{"a.json", R"({"id":")" + id + R"(","name":"orders",
      "type":"Microsoft.Cache/Redis","resourceGroup":"g","provisioningState":"Succeeded",
      "sku":{"name":"Basic","family":"C","capacity":0},"enableNonSslPort":false})"},
                                    {"main.json", templated(R"({"type":"Microsoft.Cache/redis",
      "apiVersion":"2024-03-01","name":"c","properties":{"publicNetworkAccess":
      "[parameters('access')]"}})",
                                                            R"({"access":{"type":"string"}})")}});
  std::size_t seen = 0;
  for (const ViewAssessment::Item& item : found.items()) {
    const std::vector<Missing> missing = found.missing(item, found.answer(item));
    CHECK(missing.empty() == (item.verdict != ViewVerdict::unknown));
    if (item.check->id == "Azure.Redis.FirewallRuleCount" && !missing.empty() &&
        found.estate().resources()[item.resource].name == "orders") {
      CHECK(missing[0].kind == Missing::Kind::collection);
      CHECK(missing[0].what == "Microsoft.Cache/redis/firewallRules");
      CHECK(missing[0].collect.starts_with("az redis firewall-rules list"));
      ++seen;
    }
    if (item.check->id == "Azure.Redis.PublicNetworkAccess" && !missing.empty()) {
      CHECK(missing[0].kind == Missing::Kind::parameter);
      CHECK(missing[0].what == "[parameters('access')]");
      ++seen;
    }
  }
  CHECK(seen == 2);
}

TEST_CASE("authorities that disagree are set side by side, with the reason") {
  const auto inventory = read_all({{"a.json", with_id(R"({"id":"$ID","name":"orders",
      "type":"Microsoft.Cache/redis","properties":{"minimumTlsVersion":"1.3",
      "enableNonSslPort":false}})")}});
  const ViewAssessment views(inventory, {.views = select_views({}).value()});
  const Assessment ours = assess(inventory);
  const auto differing = compare(ours, views, false);
  const auto all = compare(ours, views, true);
  CHECK(!differing.empty());
  CHECK(all.size() > differing.size());
  for (const Comparison& each : differing) {
    CHECK(each.disagrees);
    CHECK(each.voices.size() > 1);
    CHECK(each.voices.front().authority == "cachewarden");
  }
  const auto tls = std::find_if(differing.begin(), differing.end(), [](const Comparison& each) {
    return std::any_of(each.voices.begin(), each.voices.end(),
                       [](const auto& voice) { return voice.check == "Azure.Redis.MinTLS"; });
  });
  REQUIRE(tls != differing.end());
  for (const Comparison::Voice& voice : tls->voices) {
    if (voice.authority == "psrule" || voice.authority == "azqr") {
      CHECK(voice.verdict == "fail");
      CHECK(!voice.differs.empty());
    }
    if (voice.authority == "cachewarden" || voice.authority == "conformity")
      CHECK(voice.verdict == "pass");
  }
}
