#pragma once

#include <array>

#include "cachewarden/rules/care_claims.hpp"
#include "cachewarden/rules/network_baselines.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on names of networks and their parts.
namespace cachewarden::inline v0::rules {

/// An application security group.
inline constexpr std::string_view application_group_baseline = R"([
  {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/applicationSecurityGroups/app", "name": "app", "location": "westeurope",
   "type": "Microsoft.Network/applicationSecurityGroups",
   "properties": {"provisioningState": "Succeeded"}}
])";

// ---- CW-NET-044 ---------------------------------------------------------

inline constexpr Rule network_group_name_rule{
    .id = "CW-NET-044",
    .name = "network-security-group-name",
    .title = "Names of security groups are ones that Azure takes, and follow the convention",
    .message = "the name does not follow the convention",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<good_name<NetworkSecurityGroup, network_name>>,
    .rationale =
        "A name that says what a resource is and whose keeps people from changing the wrong one; a "
        "wrong one is refused only when the template is deployed.",
    .remediation = {.cli =
                        "az network nsg create --name NAME --resource-group {group} --subscription "
                        "{subscription} --location {location:LOCATION}",
                    .bicep = "name: 'security-group-shop-prod-weu'",
                    .terraform = "name = \"security-group-shop-prod-weu\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"},
    .controls = {{Framework::psrule, "Azure.NSG.Name"}, {Framework::psrule, "Azure.NSG.Naming"}},
    .baseline = group_baseline,
    .examples =
        {{"a good one", R"({})", Status::pass},
         {"one that starts with an underscore",
          R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/networkSecurityGroups/_app", "name": "_app"}])",
          Status::fail},
         {"an expression",
          R"(["$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "[parameters('name')]", "location": "westeurope", "properties": {}}])",
          Status::unknown}},
};

// ---- CW-NET-056 ---------------------------------------------------------

inline constexpr Rule network_name_rule{
    .id = "CW-NET-056",
    .name = "network-virtual-network-name",
    .title = "Names of virtual networks are ones that Azure takes, and follow the convention",
    .message = "the name does not follow the convention",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<good_name<VirtualNetwork, virtual_network_name>>,
    .rationale =
        "A name that says what a resource is and whose keeps people from changing the wrong one; a "
        "wrong one is refused only when the template is deployed.",
    .remediation =
        {.cli = "az network vnet create --name NAME --resource-group {group} --subscription "
                "{subscription} --location {location:LOCATION} --address-prefixes PREFIX",
         .bicep = "name: 'virtual-network-shop-prod-weu'",
         .terraform = "name = \"virtual-network-shop-prod-weu\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"},
    .controls = {{Framework::psrule, "Azure.VNET.Name"}, {Framework::psrule, "Azure.VNET.Naming"}},
    .baseline = virtual_network_baseline,
    .examples =
        {{"a good one", R"({})", Status::pass},
         {"one that starts with an underscore",
          R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/_app", "name": "_app"}])",
          Status::fail},
         {"an expression",
          R"(["$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "[parameters('name')]", "location": "westeurope", "properties": {}}])",
          Status::unknown}},
};

// ---- CW-NET-062 ---------------------------------------------------------

inline constexpr Rule network_subnet_name_rule{
    .id = "CW-NET-062",
    .name = "network-subnet-name",
    .title = "Names of subnets are ones that Azure takes, and follow the convention",
    .message = "the name does not follow the convention",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<good_name<Subnet, network_name>>,
    .rationale =
        "A name that says what a resource is and whose keeps people from changing the wrong one; a "
        "wrong one is refused only when the template is deployed.",
    .remediation = {.cli = "az network vnet subnet create --name NAME --vnet-name {parent_name} "
                           "--resource-group {group} --subscription {subscription} "
                           "--address-prefixes PREFIX",
                    .bicep = "name: 'subnet-shop-prod-weu'",
                    .terraform = "name = \"subnet-shop-prod-weu\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"},
    .controls = {{Framework::psrule, "Azure.VNET.SubnetName"},
                 {Framework::psrule, "Azure.VNET.SubnetNaming"}},
    .baseline = subnet_baseline,
    .examples =
        {{"a good one", R"({})", Status::pass},
         {"one that starts with an underscore",
          R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/_app", "name": "_app"}])",
          Status::fail},
         {"an expression",
          R"(["$absent", {"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2024-05-01", "name": "[concat('hub/', parameters('name'))]", "location": "westeurope", "properties": {}}])",
          Status::unknown}},
};

// ---- CW-NET-071 ---------------------------------------------------------

inline constexpr Rule network_endpoint_name_rule{
    .id = "CW-NET-071",
    .name = "network-private-endpoint-name",
    .title = "Names of private endpoints are ones that Azure takes, and follow the convention",
    .message = "the name does not follow the convention",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<good_name<PrivateEndpoint, network_name>>,
    .rationale =
        "A name that says what a resource is and whose keeps people from changing the wrong one; a "
        "wrong one is refused only when the template is deployed.",
    .remediation = {.cli =
                        "az network private-endpoint create --name NAME --resource-group {group} "
                        "--subscription {subscription} --subnet {subnet:SUBNET_ID} "
                        "--private-connection-resource-id CACHE_ID --connection-name NAME",
                    .bicep = "name: 'private-endpoint-shop-prod-weu'",
                    .terraform = "name = \"private-endpoint-shop-prod-weu\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"},
    .controls = {{Framework::psrule, "Azure.PrivateEndpoint.Name"}},
    .baseline = endpoint_baseline,
    .examples =
        {{"a good one", R"({})", Status::pass},
         {"one that starts with an underscore",
          R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/privateEndpoints/_app", "name": "_app"}])",
          Status::fail},
         {"an expression",
          R"(["$absent", "$absent", "$absent", "$absent", "$absent", {"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2024-05-01", "name": "[parameters('name')]", "location": "westeurope", "properties": {}}])",
          Status::unknown}},
};

// ---- CW-NET-077 ---------------------------------------------------------

inline constexpr Rule route_table_name_rule{
    .id = "CW-NET-077",
    .name = "network-route-table-name",
    .title = "Names of route tables are ones that Azure takes, and follow the convention",
    .message = "the name does not follow the convention",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<good_name<RouteTable, network_name>>,
    .rationale =
        "A name that says what a resource is and whose keeps people from changing the wrong one; a "
        "wrong one is refused only when the template is deployed.",
    .remediation = {.cli = "az network route-table create --name NAME --resource-group {group} "
                           "--subscription {subscription} --location LOCATION",
                    .bicep = "name: 'route-table-shop-prod-weu'",
                    .terraform = "name = \"route-table-shop-prod-weu\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"},
    .controls = {{Framework::psrule, "Azure.Route.Name"},
                 {Framework::psrule, "Azure.Route.Naming"}},
    .baseline = route_table_baseline,
    .examples =
        {{"a good one", R"({})", Status::pass},
         {"one that starts with an underscore",
          R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/routeTables/_app", "name": "_app"}])",
          Status::fail},
         {"an expression",
          R"(["$absent", "$absent", {"type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "[parameters('name')]", "location": "westeurope", "properties": {}}])",
          Status::unknown}},
};

// ---- CW-NET-079 ---------------------------------------------------------

inline constexpr Rule application_group_name_rule{
    .id = "CW-NET-079",
    .name = "network-application-security-group-name",
    .title =
        "Names of application security groups are ones that Azure takes, and follow the convention",
    .message = "the name does not follow the convention",
    .severity = Severity::low,
    .category = Category::governance,
    .pillar = Pillar::operational_excellence,
    .since = "0.2",
    .check = check<good_name<ApplicationSecurityGroup, network_name>>,
    .rationale =
        "A name that says what a resource is and whose keeps people from changing the wrong one; a "
        "wrong one is refused only when the template is deployed.",
    .remediation = {.cli =
                        "az network asg create --name NAME --resource-group {group} --subscription "
                        "{subscription} --location LOCATION",
                    .bicep = "name: 'application-security-group-shop-prod-weu'",
                    .terraform = "name = \"application-security-group-shop-prod-weu\""},
    .references =
        {"https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"},
    .controls = {{Framework::psrule, "Azure.ASG.Name"}},
    .baseline = application_group_baseline,
    .examples =
        {{"a good one", R"({})", Status::pass},
         {"one that starts with an underscore",
          R"([{"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network/applicationSecurityGroups/_app", "name": "_app"}])",
          Status::fail},
         {"an expression",
          R"(["$absent", {"type": "Microsoft.Network/applicationSecurityGroups", "apiVersion": "2024-05-01", "name": "[parameters('name')]", "location": "westeurope", "properties": {}}])",
          Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array network_name_rules{
    &network_group_name_rule,    &network_name_rule,     &network_subnet_name_rule,
    &network_endpoint_name_rule, &route_table_name_rule, &application_group_name_rule};

}  // namespace cachewarden::inline v0::rules
