#pragma once

#include <array>

#include "cachewarden/rules/alert_claims.hpp"
#include "cachewarden/rules/care_claims.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/network_endpoint_rules.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on how private endpoints and DNS zones of caches are looked after.
namespace cachewarden::inline v0::rules {

// ---- CW-NET-070 ---------------------------------------------------------

/// A planned endpoint has no state yet.
[[nodiscard]] inline Verdict endpoint_works(const PrivateEndpoint& endpoint,
                                            const Context& context) {
  const Claim applies = leads_to_cache(endpoint);
  if (applies.truth != Truth::yes)
    return when(applies, {}, other_service_note);
  if (context.owner(endpoint).intent == Intent::planned)
    return not_applicable(Claim(Truth::no, {.at = &endpoint, .kind = Basis::Kind::resource}),
                          "the endpoint is not deployed yet");
  const auto is_approved = [](const PrivateLinkConnection& each) {
    return equals(each.status, ConnectionStatus::approved).truth;
  };
  return require(all_of(any_of(some_record(endpoint.connections, is_approved),
                               some_record(endpoint.manual_connections, is_approved)),
                        holds(endpoint.provisioning_state,
                              [](const Text& state) { return equal_folded(state, "Succeeded"); })));
}

inline constexpr Rule endpoint_works_rule{
    .id = "CW-NET-070",
    .name = "network-endpoint-connected",
    .title = "Private endpoints of caches are approved and work",
    .message = "the private endpoint waits for approval, was rejected or failed",
    .severity = Severity::medium,
    .category = Category::network_security,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<endpoint_works>,
    .rationale =
        "Clients that resolve the private name reach nothing, and whoever looks at the list of "
        "endpoints believes the cache to be private.",
    .remediation =
        {.cli = "az network private-endpoint-connection approve --id CONNECTION_ID",
         .bicep = "privateLinkServiceConnections instead of manualPrivateLinkServiceConnections",
         .terraform = "is_manual_connection = false"},
    .references = {"https://learn.microsoft.com/azure/private-link/manage-private-endpoint"},
    .controls = {{Framework::azqr, "8f9a0b1c-2d3e-4f5a-6b7c-8d9e0f1a2b3c"},
                 {Framework::aprl, "b89c9acc-0aba-fb44-9ff2-3dbfcf97dce7"}},
    .baseline = endpoint_baseline,
    .examples =
        {{"approved", R"({})", Status::pass},
         {"failed", R"({"properties": {"provisioningState": "Failed"}})", Status::fail},
         {"rejected",
          R"({"properties": {"privateLinkServiceConnections": [{"name": "basket", "properties": {"privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket", "privateLinkServiceConnectionState": {"status": "Rejected"}}}]}})",
          Status::fail},
         {"hidden",
          R"({"properties": {"privateLinkServiceConnections": [{"name": "basket", "properties": {"privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redisEnterprise/basket", "privateLinkServiceConnectionState": {"status": "***"}}}]}})",
          Status::unknown},
         {"an endpoint of another service",
          R"({"properties": {"privateLinkServiceConnections": [{"name": "a", "properties": {"privateLinkServiceId": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/basket"}}]}})",
          Status::not_applicable}},
};

// ---- CW-NET-072 ---------------------------------------------------------

[[nodiscard]] inline Claim is_zone_of_caches(const PrivateDnsZone& zone, const Context& context) {
  return {truth(is_cache_zone(context.owner(zone).name(), context)),
          {.at = &zone, .kind = Basis::Kind::resource}};
}

/// Some link leads to a network in another region than the first.
[[nodiscard]] inline Verdict zone_regions(const PrivateDnsZone& zone, const Context& context) {
  const Children<VirtualNetworkLink> links = context.children<VirtualNetworkLink>(zone);
  const auto location_of = [&](const VirtualNetworkLink& link) -> const Property<Text>* {
    const auto* network = context.target<VirtualNetwork>(link, link.virtual_network);
    return network == nullptr ? nullptr : &network->location;
  };
  const Claim apart = some(links, [&](const VirtualNetworkLink& one) {
    const Property<Text>* here = location_of(one);
    if (here == nullptr || here->is_gap())
      return here == nullptr ? unknown(one.virtual_network) : unknown(*here);
    return some(links, [&](const VirtualNetworkLink& other) {
      const Property<Text>* there = location_of(other);
      if (there == nullptr)
        return unknown(other.virtual_network);
      return holds(*there, [&](const Text& text) { return !equal_folded(text, **here); });
    });
  });
  return when(is_zone_of_caches(zone, context), require(apart), "the zone is not one of caches");
}

inline constexpr Rule zone_regions_rule{
    .id = "CW-NET-072",
    .name = "network-dns-zone-two-regions",
    .title = "The private DNS zone of caches is linked to networks in two regions",
    .message = "the zone is linked to networks of one region only",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<zone_regions>,
    .rationale = "When a region fails, clients elsewhere should still resolve the names of caches.",
    .remediation = {.cli = "az network private-dns link vnet create --zone-name {name} "
                           "--resource-group {group} --subscription {subscription} --name LINK "
                           "--virtual-network NETWORK_ID --registration-enabled false",
                    .bicep = "resource link 'virtualNetworkLinks' = { properties: { "
                             "virtualNetwork: { id: other.id } } }",
                    .terraform = "azurerm_private_dns_zone_virtual_network_link"},
    .references = {"https://learn.microsoft.com/azure/dns/private-dns-resiliency"},
    .controls = {{Framework::aprl, "a2341513-2ab8-4aa1-b100-302e54640f18"}},
    .baseline = zone_care_baseline,
    .examples =
        {{"two", R"({})", Status::pass},
         {"one", R"([{}, {}, {}, {}, {}, {"location": "westeurope"}])", Status::fail},
         {"a network was not collected", R"([{}, {}, {}, {}, {}, "$absent"])", Status::unknown},
         {"a zone of another service",
          R"(["$absent", "$absent", "$absent", "$absent", "$absent", "$absent", {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net", "name": "privatelink.blob.core.windows.net", "type": "Microsoft.Network/privateDnsZones", "properties": {"provisioningState": "Succeeded"}}])",
          Status::not_applicable}},
};

// ---- CW-NET-073 ---------------------------------------------------------

[[nodiscard]] inline Verdict zone_managers(const PrivateDnsZone& zone, const Context& context) {
  return when(is_zone_of_caches(zone, context), few_managers(zone, context),
              "the zone is not one of caches");
}

inline constexpr Rule zone_managers_rule{
    .id = "CW-NET-073",
    .name = "network-dns-zone-few-managers",
    .title = "Few role assignments on the zone of caches let somebody manage it",
    .message = "many role assignments on the zone let somebody manage it",
    .severity = Severity::medium,
    .category = Category::identity_and_access,
    .since = "0.2",
    .check = check<zone_managers>,
    .rationale =
        "Whoever changes a record sends clients of a cache, with their passwords and data, to a "
        "machine of theirs.",
    .remediation = {.cli = "az role assignment delete --ids {role_assignments_id:ASSIGNMENT_ID}",
                    .bicep = "remove roleAssignments that nobody needs",
                    .terraform = "remove azurerm_role_assignment resources that nobody needs"},
    .references = {"https://learn.microsoft.com/azure/dns/dns-protect-private-zones-recordsets"},
    .controls = {{Framework::aprl, "2820f6d6-a23c-7a40-aec5-506f3bd1aeb6"}},
    .baseline = zone_care_baseline,
    .examples =
        {{"one", R"({})", Status::pass},
         {"four",
          R"([{}, {}, {"body": [{"name": "a", "properties": {"roleDefinitionId": "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"}}, {"name": "b", "properties": {"roleDefinitionId": "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"}}, {"name": "c", "properties": {"roleDefinitionId": "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"}}, {"name": "d", "properties": {"roleDefinitionId": "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"}}]}])",
          Status::fail},
         {"not collected", R"([{}, {}, "$absent"])", Status::unknown},
         {"a zone of another service",
          R"(["$absent", "$absent", "$absent", "$absent", "$absent", "$absent", {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net", "name": "privatelink.blob.core.windows.net", "type": "Microsoft.Network/privateDnsZones", "properties": {"provisioningState": "Succeeded"}}])",
          Status::not_applicable}},
};

// ---- CW-NET-074 ---------------------------------------------------------

/// Metrics by which a zone shows that it is nearly full.
inline constexpr std::string_view zone_metrics[] = {
    "RecordSetCapacityUtilization", "VirtualNetworkLinkCapacityUtilization",
    "VirtualNetworkWithRegistrationCapacityUtilization", "RecordSetCount", "QueryVolume"};

[[nodiscard]] inline Verdict zone_alerted(const PrivateDnsZone& zone, const Context& context) {
  return when(is_zone_of_caches(zone, context),
              of_subscription(metric_is_watched(zone, context, zone_metrics), context.owner(zone)),
              "the zone is not one of caches");
}

inline constexpr Rule zone_alerted_rule{
    .id = "CW-NET-074",
    .name = "network-dns-zone-metrics-alerted",
    .title = "Metrics of the zone of caches raise an alert",
    .message = "no enabled metric alert watches the zone",
    .severity = Severity::low,
    .category = Category::logging_and_monitoring,
    .since = "0.2",
    .check = check<zone_alerted>,
    .rationale =
        "A zone that is full takes no new records: endpoints that are made then cannot be found.",
    .remediation = {.cli = "az monitor metrics alert create --name zone-full --resource-group "
                           "{group} --subscription {subscription} --scopes {id} --condition 'avg "
                           "RecordSetCapacityUtilization > 80' --action GROUP_ID",
                    .bicep = "resource full 'Microsoft.Insights/metricAlerts@2018-03-01'",
                    .terraform = "azurerm_monitor_metric_alert { criteria { metric_name = "
                                 "\"RecordSetCapacityUtilization\" } }"},
    .references = {"https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/"
                   "microsoft-network-privatednszones-metrics"},
    .controls = {{Framework::aprl, "ab896e8c-49b9-2c44-adec-98339aff7821"}},
    .baseline = zone_care_baseline,
    .examples =
        {{"watched", R"({})", Status::pass},
         {"not watched", R"([{}, {}, {}, {"body": []}])", Status::fail},
         {"alerts not collected", R"([{}, {}, {}, "$absent"])", Status::unknown},
         {"a zone of another service",
          R"(["$absent", "$absent", "$absent", "$absent", "$absent", "$absent", {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net", "name": "privatelink.blob.core.windows.net", "type": "Microsoft.Network/privateDnsZones", "properties": {"provisioningState": "Succeeded"}}])",
          Status::not_applicable}},
};

// ---- CW-NET-075 ---------------------------------------------------------

[[nodiscard]] inline Verdict record_ttl(const PrivateDnsRecordSet& record, const Context& context) {
  const std::optional<ResourceId> id = parse_resource_id(context.owner(record).id);
  const std::string_view zone = id ? id->parent() : std::string_view();
  const Claim is_ours(truth(is_cache_zone(zone.substr(zone.rfind('/') + 1), context)),
                      {.at = &record, .kind = Basis::Kind::resource});
  const std::uint32_t most = context.settings().max_dns_ttl;
  return when(is_ours,
              require(holds(record.ttl,
                            [most](std::int32_t seconds) {
                              return static_cast<std::int64_t>(seconds) <= most;
                            })),
              "the record is not one of caches");
}

inline constexpr Rule record_ttl_rule{
    .id = "CW-NET-075",
    .name = "network-dns-record-short-lived",
    .title = "Addresses of caches in DNS are kept for a short time only",
    .message = "resolvers keep the address of the cache for a long time",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::reliability,
    .since = "0.2",
    .check = check<record_ttl>,
    .rationale =
        "After an endpoint is made anew, or a region fails, clients use the old address until the "
        "record expires. How many seconds are allowed is a setting.",
    .remediation =
        {.cli =
             "az network private-dns record-set a update --zone-name {parent_name} "
             "--resource-group {group} --subscription {subscription} --name {name} --set ttl=300",
         .bicep = "ttl: 300",
         .terraform = "ttl = 300"},
    .references = {"https://learn.microsoft.com/azure/dns/private-dns-overview"},
    .controls = {{Framework::aprl, "3538aa48-c40b-455b-a93b-269fe6e65be2"}},
    .baseline = record_baseline,
    .examples =
        {{"ten seconds", R"({})", Status::pass},
         {"a day", R"({"properties": {"ttl": 86400}})", Status::fail},
         {"hidden", R"({"properties": {"ttl": "***"}})", Status::unknown},
         {"a record of another zone",
          R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateDnsZones/example.org/A/www", "name": "www"})",
          Status::not_applicable}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array network_zone_rules{&endpoint_works_rule, &zone_regions_rule,
                                               &zone_managers_rule, &zone_alerted_rule,
                                               &record_ttl_rule};

}  // namespace cachewarden::inline v0::rules
