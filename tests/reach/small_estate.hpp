#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "cachewarden/readers/reader.hpp"

/// Small estates for the tests of this folder.
namespace cachewarden::test {

inline const std::string net_root =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/"
    "Microsoft.Network/";

/// `name|priority|direction|access|protocol|source|destination|ports`
inline std::string rule_json(std::string_view line) {
  std::string parts[8];
  std::size_t part = 0;
  for (const char c : line) {
    if (c == '|')
      ++part;
    else
      parts[part] += c;
  }
  return R"({"name": ")" + parts[0] + R"(", "properties": {"priority": )" + parts[1] +
         R"(, "direction": ")" + parts[2] + R"(", "access": ")" + parts[3] + R"(", "protocol": ")" +
         parts[4] + R"(", "sourceAddressPrefix": ")" + parts[5] +
         R"(", "sourcePortRange": "*", "destinationAddressPrefix": ")" + parts[6] +
         R"(", "destinationPortRange": ")" + parts[7] + R"("}})";
}

/// A group of rules, one a line.
inline std::string group_json(std::string_view name, std::string_view lines) {
  std::string rules;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    if (end > 0)
      rules += (rules.empty() ? "" : ",\n") + rule_json(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return R"({"id": ")" + net_root + "networkSecurityGroups/" + std::string(name) +
         R"(", "name": ")" + std::string(name) +
         R"(", "type": "Microsoft.Network/networkSecurityGroups", "properties": {"securityRules": [)" +
         rules + "]}}";
}

inline const std::string cache_id =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/"
    "Microsoft.Cache/redis/orders";
inline const std::string managed_id =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/"
    "Microsoft.Cache/redisEnterprise/basket";

inline std::string cache_json(const std::string& properties) {
  return R"({"id": ")" + cache_id + R"(", "name": "orders", "type": "Microsoft.Cache/redis",
    "location": "westeurope", "tags": {"tier": "gold"}, "properties": {"sku": {"name": "Premium",
    "family": "P", "capacity": 1}, "privateEndpointConnections": [])" +
         (properties.empty() ? "" : ", " + properties) + "}}";
}

inline std::string injected_json(const std::string& more = "") {
  return cache_json(R"("enableNonSslPort": false, "subnetId": ")" + net_root +
                    R"(virtualNetworks/hub/subnets/cache")" + more);
}

/// A subnet of the network `hub`.
inline std::string subnet_json(std::string_view name, std::string_view prefix,
                               std::string_view group, std::string_view more = "") {
  std::string result = R"({"id": ")" + net_root + "virtualNetworks/hub/subnets/" +
                       std::string(name) + R"(", "name": ")" + std::string(name) +
                       R"(", "properties": {"addressPrefix": ")" + std::string(prefix) + '"';
  if (!group.empty())
    result += R"(, "networkSecurityGroup": {"id": ")" + net_root + "networkSecurityGroups/" +
              std::string(group) + R"("})";
  return result + std::string(more) + "}}";
}

/// The network 10.20.0.0/16 without peers.
inline std::string network_json(const std::string& subnets, const std::string& peerings = "") {
  return R"({"id": ")" + net_root +
         R"(virtualNetworks/hub", "name": "hub", "type": "Microsoft.Network/virtualNetworks",
      "location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": [
      "10.20.0.0/16"]}, "virtualNetworkPeerings": [)" +
         peerings + R"(], "subnets": [)" + subnets + "]}}";
}

/// A default route to an appliance.
inline std::string tunnel_json() {
  return R"({"id": ")" + net_root +
         R"(routeTables/tunnel", "name": "tunnel", "type": "Microsoft.Network/routeTables",
      "properties": {"routes": [{"name": "all", "properties": {"addressPrefix": "0.0.0.0/0",
      "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.20.1.4"}}]}})";
}
inline std::string tunnelled() {
  return R"(, "routeTable": {"id": ")" + net_root + R"(routeTables/tunnel"})";
}

inline std::string estate_of(std::initializer_list<std::string> documents) {
  std::string result;
  for (const std::string& each : documents)
    result += (result.empty() ? "[" : ",\n") + each;
  return result + "]";
}

inline std::shared_ptr<const Inventory> inventory_of(const std::string& json) {
  return std::make_shared<const Inventory>(read(json, "estate.json"));
}

}  // namespace cachewarden::test
