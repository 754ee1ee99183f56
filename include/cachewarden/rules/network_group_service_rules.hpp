#pragma once

#include <array>

#include "cachewarden/rules/group_exposure.hpp"
#include "cachewarden/rules/network_care_baselines.hpp"
#include "cachewarden/rules/rule.hpp"

/// Rules on the services that network security groups open.
namespace cachewarden::inline v0::rules {

// ---- CW-NET-033 ---------------------------------------------------------

inline constexpr ServicePorts administration_ports[] = {
    {{22, 22}, TransportProtocol::tcp},     {{23, 23}, TransportProtocol::tcp},
    {{3389, 3389}, TransportProtocol::tcp}, {{5500, 5500}, TransportProtocol::tcp},
    {{5900, 5900}, TransportProtocol::tcp}, {{5985, 5986}, TransportProtocol::tcp}};

/// Nobody comes in from the internet to administer machines.
[[nodiscard]] inline Verdict network_group_no_remote_administration(
    const NetworkSecurityGroup& group, const Context& context) {
  return require(negated(
      lets_through(context.children<UserSecurityRule>(group), {.direction = RuleDirection::inbound,
                                                               .peers = Peers::everybody,
                                                               .services = administration_ports})));
}

inline constexpr Rule network_group_no_remote_administration_rule{
    .id = "CW-NET-033",
    .name = "network-group-no-remote-administration",
    .title = "Groups do not let the internet in to ports of remote administration",
    .message = "a rule of the group lets the internet in to SSH, RDP, Telnet, VNC or WinRM",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_no_remote_administration>,
    .rationale =
        "Ports of remote administration are tried all day by machines that guess passwords. "
        "Bastion hosts and private networks are the way in.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.30.0.0/24'",
                    .terraform = "source_address_prefix = \"10.30.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::checkov, "CKV_AZURE_9"},
                 {Framework::checkov, "CKV_AZURE_10"},
                 {Framework::prowler, "network_rdp_internet_access_restricted"},
                 {Framework::prowler, "network_ssh_internet_access_restricted"},
                 {Framework::kics, "efbf6449-5ec5-4cfe-8f15-acc51e0d787c"},
                 {Framework::kics, "3e3c175e-aadf-4e2b-a464-3fdac5748d24"},
                 {Framework::kics, "59cb3da7-f206-4ae6-b827-7abf0a9cab9d"},
                 {Framework::kics, "2ade1579-4b2c-4590-bebb-f99bf597f612"},
                 {Framework::trivy, "AZU-0048"},
                 {Framework::trivy, "AZU-0050"},
                 {Framework::tfsec, "azure-network-disable-rdp-from-internet"},
                 {Framework::tfsec, "azure-network-ssh-blocked-from-internet"},
                 {Framework::cloudsploit, "administration"},
                 {Framework::steampipe, "administration"},
                 {Framework::terrascan, "administration"},
                 {Framework::regula, "FG_R00190"},
                 {Framework::regula, "FG_R00191"},
                 {Framework::scoutsuite, "administration"},
                 {Framework::cis, "foundations-7.1"},
                 {Framework::cis, "foundations-7.2"},
                 {Framework::azure_policy, "e372f825-a257-4fb8-9175-797a8a8627d6"},
                 {Framework::azure_policy, "2c89a2e5-7285-40fe-afe0-ae8654b92fab"},
                 {Framework::microsoft_guide,
                  "network-security/configure-network-security-groups"}},
    .baseline = group_baseline,
    .examples =
        {{"clients of a network", R"({})", Status::pass},
         {"RDP",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389"}}]}})",
          Status::fail},
         {"a range with SSH in it",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "0.0.0.0/0", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "20-25"}}]}})",
          Status::fail},
         {"SSH, denied before",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Deny", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22"}}, {"name": "r1", "properties": {"direction": "Inbound", "access": "Allow", "priority": 101, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22"}}]}})",
          Status::pass},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

// ---- CW-NET-034 ---------------------------------------------------------

inline constexpr ServicePorts web_ports[] = {{{80, 80}, TransportProtocol::tcp},
                                             {{443, 443}, TransportProtocol::tcp},
                                             {{8080, 8080}, TransportProtocol::tcp},
                                             {{8000, 8000}, TransportProtocol::tcp},
                                             {{9000, 9000}, TransportProtocol::tcp}};

/// Nobody comes in from the internet to web servers.
[[nodiscard]] inline Verdict network_group_no_web(const NetworkSecurityGroup& group,
                                                  const Context& context) {
  return require(negated(lets_through(
      context.children<UserSecurityRule>(group),
      {.direction = RuleDirection::inbound, .peers = Peers::everybody, .services = web_ports})));
}

inline constexpr Rule network_group_no_web_rule{
    .id = "CW-NET-034",
    .name = "network-group-no-web",
    .title = "Groups do not let the internet in to web ports",
    .message = "a rule of the group lets the internet in to HTTP or HTTPS",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_no_web>,
    .rationale =
        "Web servers belong behind a gateway or firewall that filters requests; next to a cache "
        "they are the first step to it.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.30.0.0/24'",
                    .terraform = "source_address_prefix = \"10.30.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::checkov, "CKV_AZURE_160"},
                 {Framework::prowler, "network_http_internet_access_restricted"},
                 {Framework::cloudsploit, "web"},
                 {Framework::steampipe, "web"},
                 {Framework::terrascan, "web"},
                 {Framework::cis, "foundations-7.4"}},
    .baseline = group_baseline,
    .examples =
        {{"clients of a network", R"({})", Status::pass},
         {"HTTP",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80"}}]}})",
          Status::fail},
         {"HTTPS, from the tag Internet",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443"}}]}})",
          Status::fail},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

// ---- CW-NET-035 ---------------------------------------------------------

inline constexpr ServicePorts udp_ports[] = {{{0, 65535}, TransportProtocol::udp}};

/// Nobody comes in from the internet over UDP.
[[nodiscard]] inline Verdict network_group_no_udp(const NetworkSecurityGroup& group,
                                                  const Context& context) {
  return require(negated(lets_through(
      context.children<UserSecurityRule>(group),
      {.direction = RuleDirection::inbound, .peers = Peers::everybody, .services = udp_ports})));
}

inline constexpr Rule network_group_no_udp_rule{
    .id = "CW-NET-035",
    .name = "network-group-no-udp",
    .title = "Groups do not let the internet in over UDP",
    .message = "a rule of the group lets the internet in over UDP",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_no_udp>,
    .rationale =
        "Services over UDP answer whoever claims to have asked, and so multiply attacks on others; "
        "caches use UDP inside the platform only.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.30.0.0/24'",
                    .terraform = "source_address_prefix = \"10.30.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::checkov, "CKV_AZURE_77"},
                 {Framework::prowler, "network_udp_internet_access_restricted"},
                 {Framework::cloudsploit, "networksecuritygroups/openUDP"},
                 {Framework::steampipe, "udp"},
                 {Framework::scoutsuite, "network-security-groups-rule-inbound-service-udp"},
                 {Framework::cis, "foundations-7.3"}},
    .baseline = group_baseline,
    .examples =
        {{"clients of a network", R"({})", Status::pass},
         {"DNS",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Udp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "53"}}]}})",
          Status::fail},
         {"TCP alone",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "53"}}]}})",
          Status::pass},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

// ---- CW-NET-036 ---------------------------------------------------------

/// Ports of databases, caches, directories, queues and the like, which serve machines of the same
/// network. Source: iana.org/assignments/service-names-port-numbers.
inline constexpr ServicePorts service_ports[] = {
    {{20, 21}, TransportProtocol::tcp},       {{25, 25}, TransportProtocol::tcp},
    {{53, 53}, TransportProtocol::tcp},       {{110, 110}, TransportProtocol::tcp},
    {{135, 139}, TransportProtocol::tcp},     {{389, 389}, TransportProtocol::tcp},
    {{445, 445}, TransportProtocol::tcp},     {{636, 636}, TransportProtocol::tcp},
    {{1433, 1434}, TransportProtocol::tcp},   {{1521, 1522}, TransportProtocol::tcp},
    {{2375, 2376}, TransportProtocol::tcp},   {{2382, 2383}, TransportProtocol::tcp},
    {{2483, 2484}, TransportProtocol::tcp},   {{3000, 3000}, TransportProtocol::tcp},
    {{3020, 3020}, TransportProtocol::tcp},   {{3306, 3306}, TransportProtocol::tcp},
    {{4333, 4333}, TransportProtocol::tcp},   {{4505, 4506}, TransportProtocol::tcp},
    {{5432, 5432}, TransportProtocol::tcp},   {{5601, 5601}, TransportProtocol::tcp},
    {{6379, 6380}, TransportProtocol::tcp},   {{7000, 7001}, TransportProtocol::tcp},
    {{7199, 7199}, TransportProtocol::tcp},   {{8020, 8020}, TransportProtocol::tcp},
    {{8140, 8140}, TransportProtocol::tcp},   {{9042, 9042}, TransportProtocol::tcp},
    {{9160, 9160}, TransportProtocol::tcp},   {{9200, 9200}, TransportProtocol::tcp},
    {{9300, 9300}, TransportProtocol::tcp},   {{10000, 10000}, TransportProtocol::tcp},
    {{11211, 11215}, TransportProtocol::tcp}, {{27017, 27019}, TransportProtocol::tcp},
    {{50070, 50070}, TransportProtocol::tcp}, {{50470, 50470}, TransportProtocol::tcp},
    {{61621, 61621}, TransportProtocol::tcp}, {{53, 53}, TransportProtocol::udp},
    {{137, 139}, TransportProtocol::udp},     {{161, 161}, TransportProtocol::udp},
    {{389, 389}, TransportProtocol::udp},     {{445, 445}, TransportProtocol::udp},
    {{1434, 1434}, TransportProtocol::udp},   {{2483, 2484}, TransportProtocol::udp},
    {{5432, 5432}, TransportProtocol::udp},   {{11211, 11215}, TransportProtocol::udp},
    {{0, 65535}, TransportProtocol::icmp}};

/// Nobody comes in from the internet to services of the own network.
[[nodiscard]] inline Verdict network_group_no_services(const NetworkSecurityGroup& group,
                                                       const Context& context) {
  return require(negated(
      lets_through(context.children<UserSecurityRule>(group), {.direction = RuleDirection::inbound,
                                                               .peers = Peers::everybody,
                                                               .services = service_ports})));
}

inline constexpr Rule network_group_no_services_rule{
    .id = "CW-NET-036",
    .name = "network-group-no-services",
    .title = "Groups do not let the internet in to databases, caches and directories",
    .message =
        "a rule of the group lets the internet in to a port of a database, cache or directory",
    .severity = Severity::high,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_no_services>,
    .rationale =
        "Services that are made for the own network trust it: many ask for no password, and those "
        "that do are attacked by guessing.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.30.0.0/24'",
                    .terraform = "source_address_prefix = \"10.30.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::cloudsploit, "services"},
                 {Framework::steampipe, "services"},
                 {Framework::terrascan, "services"},
                 {Framework::kics, "594c198b-4d79-41b8-9b36-fde13348b619"},
                 {Framework::trivy, "AZU-0074"},
                 {Framework::scoutsuite, "network-security-groups-rule-inbound-service-mssql"},
                 {Framework::microsoft_guide, "network-security/configure-network-security-groups"},
                 {Framework::mcsb, "NS-1"},
                 {Framework::azure_policy, "9daedab3-fb2d-461e-b861-71790eead4f6"}},
    .baseline = group_baseline,
    .examples =
        {{"clients of a network", R"({})", Status::pass},
         {"a cache without TLS",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "6379"}}]}})",
          Status::fail},
         {"a range of databases",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3300-5500"}}]}})",
          Status::fail},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

// ---- CW-NET-037 ---------------------------------------------------------

/// Services are for chosen networks.
[[nodiscard]] inline Verdict network_group_services_for_few(const NetworkSecurityGroup& group,
                                                            const Context& context) {
  return require(negated(
      lets_through(context.children<UserSecurityRule>(group), {.direction = RuleDirection::inbound,
                                                               .peers = Peers::many_private,
                                                               .services = service_ports})));
}

inline constexpr Rule network_group_services_for_few_rule{
    .id = "CW-NET-037",
    .name = "network-group-services-for-few",
    .title = "Groups let small networks in to databases, caches and directories",
    .message = "a rule of the group lets more than 65,536 private addresses in to a service",
    .severity = Severity::low,
    .category = Category::network_security,
    .since = "0.2",
    .check = check<network_group_services_for_few>,
    .rationale =
        "The smaller the network that reaches a service, the fewer machines an attacker can come "
        "from; whole private ranges hold everything that anybody will ever connect.",
    .remediation = {.cli = "az network nsg rule update --ids {security_rules_id:RULE_ID} "
                           "--source-address-prefixes CLIENTS",
                    .bicep = "sourceAddressPrefix: '10.30.0.0/24'",
                    .terraform = "source_address_prefix = \"10.30.0.0/24\""},
    .references =
        {"https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"},
    .controls = {{Framework::terrascan, "services-private"},
                 {Framework::kics, "c6c7b33d-d7f6-4ab8-8c82-ca0431ecdb7e"},
                 {Framework::kics, "e9dee01f-2505-4df2-b9bf-7804d1fd9082"}},
    .baseline = group_baseline,
    .examples =
        {{"clients of a network", R"({})", Status::pass},
         {"a whole private range",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}})",
          Status::fail},
         {"a network of 65,536",
          R"({"properties": {"securityRules": [{"name": "r0", "properties": {"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "10.20.0.0/16", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "6380"}}]}})",
          Status::pass},
         {"rules that are a parameter",
          R"(["$absent", {}, {}, {}, {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "app",
 "properties": {"securityRules": "[parameters('rules')]"}}])",
          Status::unknown}},
};

/// Every rule of this file, in the order of their ids.
inline constexpr std::array network_group_service_rules{
    &network_group_no_remote_administration_rule, &network_group_no_web_rule,
    &network_group_no_udp_rule, &network_group_no_services_rule,
    &network_group_services_for_few_rule};

}  // namespace cachewarden::inline v0::rules
