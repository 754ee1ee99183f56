#include <algorithm>
#include <array>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "views/live_values.hpp"

namespace cachewarden::inline v0::views {

namespace {

constexpr std::string_view zone_regions[] = {
    "australiaeast", "brazilsouth",      "canadacentral",  "centralindia",  "centralus",
    "eastasia",      "eastus",           "eastus2",        "francecentral", "germanywestcentral",
    "israelcentral", "italynorth",       "japaneast",      "japanwest",     "koreacentral",
    "mexicocentral", "newzealandnorth",  "northeurope",    "norwayeast",    "polandcentral",
    "qatarcentral",  "southafricanorth", "southcentralus", "southeastasia", "spaincentral",
    "swedencentral", "switzerlandnorth", "uaenorth",       "uksouth",       "westeurope",
    "westus2",       "westus3",          "usgovvirginia",  "chinanorth3"};

/// The service spells locations in lower case without blanks where it answers the tool.
std::string plain_location(const Subject& subject) {
  std::string result;
  for (const char c : subject.text(subject.at("location")).value_or("")) {
    if (c != ' ')
      result += fold(c);
  }
  return result;
}

ViewAnswer no_query(const Subject&) {
  return none("the recommendation has no query");
}

ViewAnswer zones(const Subject& subject) {
  const std::string location = plain_location(subject);
  if (std::find(std::begin(zone_regions), std::end(zone_regions), location) ==
      std::end(zone_regions))
    return none("the location is not in the list of those with zones");
  const Node list = subject.at("zones");
  return require(list.is(Kind::array) && list.size() > 1, "zones" + shown(list));
}

ViewAnswer public_access(const Subject& subject) {
  return require(subject.text(subject.at("properties.publicNetworkAccess")) != "Enabled",
                 "publicNetworkAccess is Enabled");
}

ViewAnswer group_alert(const Subject& subject) {
  return has_change_alert(subject, "Microsoft.Network/networkSecurityGroups/write");
}

ViewAnswer table_alert(const Subject& subject) {
  return has_change_alert(subject, "Microsoft.Network/routeTables/write");
}

ViewAnswer group_rules(const Subject& subject) {
  constexpr std::array<std::string_view, 1> types{
      "Microsoft.Network/networkSecurityGroups/securityRules"};
  return require(
      subject.at("properties.securityRules").size() != 0 || !subject.sub_resources(types).empty(),
      "the group has no rules of its own");
}

ViewAnswer subnet_groups(const Subject& subject) {
  constexpr std::string_view excluded[] = {"GatewaySubnet", "AzureFirewallSubnet",
                                           "AzureFirewallManagementSubnet", "RouteServerSubnet"};
  for (const Node& subnet : subnets_of(subject)) {
    const std::string_view name =
        last_segment(subject.text(subject.member(subnet, "name")).value_or(""));
    const bool is_excluded =
        std::find(std::begin(excluded), std::end(excluded), name) != std::end(excluded);
    const Node group = subject.at(subnet, "properties.networkSecurityGroup");
    if (!is_excluded && (!group || group.is(Kind::null)))
      return fail("the subnet `" + std::string(name) + "` has no network security group");
  }
  return pass();
}

ViewAnswer ddos(const Subject& subject) {
  const Node enabled = subject.at("properties.enableDdosProtection");
  const bool is_off = !enabled || enabled.is(Kind::null) || subject.boolean(enabled) == false ||
                      subject.equals(enabled, "false");
  return require(!is_off, "enableDdosProtection" + shown(enabled));
}

ViewAnswer service_endpoints(const Subject& subject) {
  constexpr std::string_view services[] = {"Microsoft.CognitiveServices",
                                           "Microsoft.AzureCosmosDB",
                                           "Microsoft.DBforMariaDB",
                                           "Microsoft.DBforMySQL",
                                           "Microsoft.DBforPostgreSQL",
                                           "Microsoft.EventHub",
                                           "Microsoft.KeyVault",
                                           "Microsoft.ServiceBus",
                                           "Microsoft.Sql",
                                           "Microsoft.Storage",
                                           "Microsoft.StorageSync",
                                           "Microsoft.Synapse",
                                           "Microsoft.Web"};
  for (const Node& subnet : subnets_of(subject)) {
    for (const Node& endpoint : subject.at(subnet, "properties.serviceEndpoints")) {
      const auto service = subject.text(subject.member(endpoint, "service")).value_or("");
      if (std::find(std::begin(services), std::end(services), service) != std::end(services))
        return fail("a subnet has a service endpoint for " + std::string(service));
    }
  }
  return pass();
}

ViewAnswer endpoint_state(const Subject& subject) {
  if (subject.is_planned())
    return unknown("the state is known once the endpoint exists");
  const Node first = subject.at("properties.privateLinkServiceConnections").at(0);
  return require(subject.text(subject.at("properties.provisioningState")) == "Succeeded" &&
                     subject.text(subject.at(first, "properties.provisioningState")) == "Succeeded",
                 "the endpoint or its first connection is not in the state Succeeded");
}

ViewAnswer flow_log_health(const Subject& subject) {
  const Node enabled = subject.at("properties.enabled");
  if (subject.boolean(enabled) != true && !subject.equals(enabled, "true"))
    return fail("the flow log is not enabled");
  if (subject.is_planned())
    return unknown("the state is known once the flow log exists");
  return require(subject.text(subject.at("properties.provisioningState")) == "Succeeded",
                 "the flow log is not in the state Succeeded");
}

ViewAnswer flow_analytics(const Subject& subject) {
  const std::string target =
      folded(subject.text(subject.at("properties.targetResourceId")).value_or(""));
  if (target.find("microsoft.network/virtualnetworks") == std::string::npos)
    return none("the flow log is not of a virtual network");
  return require(
      subject.boolean(subject.at("properties.flowAnalyticsConfiguration."
                                 "networkWatcherFlowAnalyticsConfiguration.enabled")) == true,
      "traffic analytics are not enabled");
}

ViewAnswer per_region(const Subject&) {
  return none("the recommendation is about subscriptions and regions, not one resource");
}

constexpr std::string_view redis = "Microsoft.Cache/redis";
constexpr std::string_view group = "Microsoft.Network/networkSecurityGroups";
constexpr std::string_view network = "Microsoft.Network/virtualNetworks";
constexpr std::string_view subnets =
    "Microsoft.Network/virtualNetworks Microsoft.Network/virtualNetworks/subnets";
constexpr std::string_view zone = "Microsoft.Network/privateDnsZones";
constexpr std::string_view watcher = "Microsoft.Network/networkWatchers";
constexpr std::string_view flow_log = "Microsoft.Network/networkWatchers/flowLogs";
constexpr std::string_view retired = "upstream the recommendation is disabled";
constexpr std::string_view by_hand = "no query: judged by people";

constexpr ViewCheck checks[] = {
    {"06b77be9-56a3-4d41-b362-8b295c5a283d", "", "Medium", 2, network,
     "virtual networks have flow logs", "", has_flow_log},
    {"1e28bbc1-1eb7-486f-8d7f-93943f40219c", "", "Medium", 2, watcher, "connections are monitored",
     "asks for a monitor in the region of each watcher", has_connection_monitor},
    {"22a769ed-0ecb-8b49-bafe-8f52e6373d9c", "", "Low", 1, flow_log,
     "flow logs are enabled and healthy", "", flow_log_health},
    {"23b2dfc7-7e5d-9443-9f62-980ca621b561", "", "Medium", 2, "Microsoft.Network/routeTables",
     "an alert tells of changes of route tables",
     "the alert has to be of this very table, not of a group or subscription", table_alert},
    {"24ae3773-cc2c-3649-88de-c9788e25b463", "", "Medium", 2, subnets,
     "subnets have private endpoints rather than service endpoints", retired, service_endpoints},
    {"2820f6d6-a23c-7a40-aec5-506f3bd1aeb6", "", "Medium", 2, zone,
     "few people may change private DNS zones", retired, no_query},
    {"3538aa48-c40b-455b-a93b-269fe6e65be2", "", "Medium", 2, zone,
     "records live no longer than a recovery may take", by_hand, no_query},
    {"4e133bd0-8762-bc40-a95b-b29142427d73", "", "Low", 1, watcher,
     "each region in use has a Network Watcher", by_hand, per_region},
    {"52ac35e8-9c3e-f84d-8ce8-2fab955333d3", "", "Low", 1, group, "groups are locked", retired,
     no_query},
    {"5a44bd30-ae6a-4b81-9b68-dc3a8ffca4d8", "", "High", 3, redis, "caches span zones",
     "reads zones alone, whatever the SKU and zonalAllocationPolicy", zones},
    {"69ea1185-19b7-de40-9da1-9e8493547a5c", "", "High", 3, network,
     "networks have a plan against DDoS", retired, ddos},
    {"8291c1fa-650c-b44b-b008-4deb7465919d", "", "Medium", 2, group, "groups have rules", retired,
     group_rules},
    {"8bb4a57b-55e4-d24e-9c19-2679d8bc779f", "", "Low", 1, group,
     "an alert tells of changes of groups",
     "the alert has to be of this very group, not of a resource group or subscription",
     group_alert},
    {"a2341513-2ab8-4aa1-b100-302e54640f18", "", "High", 3, zone,
     "zones are linked to networks in two regions", by_hand, no_query},
    {"ab896e8c-49b9-2c44-adec-98339aff7821", "", "Medium", 2, zone,
     "alerts watch the metrics of private DNS zones", by_hand, no_query},
    {"b89c9acc-0aba-fb44-9ff2-3dbfcf97dce7", "", "Medium", 2, "Microsoft.Network/privateEndpoints",
     "private endpoints are in the state Succeeded", "looks at the first connection alone",
     endpoint_state},
    {"bf0b7dbd-016d-458c-af99-70fcb03ad451", "", "Medium", 2, flow_log,
     "flow logs of networks feed traffic analytics", "", flow_analytics},
    {"c474fc96-4e6a-4fb0-95d0-a26b3f35933c", "", "Medium", 2, redis,
     "caches have a private endpoint",
     "reads publicNetworkAccess alone, passes where it is absent, and compares with case; upstream "
     "the recommendation is disabled",
     public_access},
    {"cabc1f98-c8a7-44f7-ab24-977982ef3f70", "", "Medium", 2, redis,
     "caches have a maintenance window", by_hand, no_query},
    {"d2976d3e-294b-4b49-a1f0-c42566a3758f", "", "Medium", 2, group, "groups export their logs",
     by_hand, no_query},
    {"f0bf9ae6-25a5-974d-87d5-025abec73539", "", "Low", 1, subnets,
     "subnets have a network security group",
     "leaves out gateway, firewall and route server subnets by name; upstream the recommendation "
     "is "
     "disabled",
     subnet_groups},
};

}  // namespace

constinit const View aprl_view{
    .name = "aprl",
    .authority = "Azure Proactive Resiliency Library v2",
    .version = "as of 2026-08",
    .source = "https://azure.github.io/Azure-Proactive-Resiliency-Library-v2/",
    .note =
        "from its queries; recommendations that upstream disabled are asked all the same and say "
        "so, those without a query answer none",
    .checks = checks,
};

}  // namespace cachewarden::inline v0::views
