#include "views/checkov.hpp"

namespace cachewarden::inline v0::views {

namespace {

using namespace checkov;  // NOLINT(google-build-using-namespace)

constexpr std::string_view arm_groups =
    "Microsoft.Network/networkSecurityGroups Microsoft.Network/networkSecurityGroups/securityRules";
constexpr std::string_view tf_groups =
    "azurerm_network_security_group azurerm_network_security_rule";
constexpr std::string_view arm_source =
    "0.0.0.0/0 and ::/0 are not in its list of open sources, and Internet is only in lower case; "
    "denies and priorities are not read";
constexpr std::string_view tf_source =
    "0.0.0.0/0 and ::/0 are not in its list of open sources; denies and priorities are not read";
constexpr std::string_view first_rule = "looks at the first rule of a group alone";

constexpr ViewCheck checks[] = {
    {"CKV2_AZURE_31", "", "", 2, "azurerm_subnet", "subnets have a network security group",
     "leaves out GatewaySubnet, AzureFirewallSubnet and NetApp delegations, but not Bastion and "
     "the "
     "route server",
     tf_subnet_group},
    {"CKV2_AZURE_33", "", "", 2, "azurerm_storage_account",
     "storage accounts have a private endpoint", "", tf_storage_endpoint},
    {"CKV_AZURE_10", "", "", 2, arm_groups, "SSH is closed to the Internet", arm_source, arm_ssh},
    {"CKV_AZURE_10", "", "", 2, tf_groups, "SSH is closed to the Internet", tf_source, tf_ssh},
    {"CKV_AZURE_118", "", "", 2, "azurerm_network_interface", "network interfaces do not forward",
     "does not know the newer name of the setting", tf_ip_forwarding},
    {"CKV_AZURE_119", "", "", 2, "azurerm_network_interface",
     "network interfaces have no public address", "", tf_public_ip},
    {"CKV_AZURE_12", "", "", 2,
     "Microsoft.Network/networkWatchers/flowLogs Microsoft.Network/networkWatchers/FlowLogs "
     "Microsoft.Network/networkWatchers/flowLogs/ Microsoft.Network/networkWatchers/FlowLogs/",
     "flow logs are kept for 90 days", "0 days, which is for ever, fail", arm_flow_log},
    {"CKV_AZURE_12", "", "", 2, "azurerm_network_watcher_flow_log",
     "flow logs are kept for 90 days", "0 days pass, other than in templates", tf_flow_log},
    {"CKV_AZURE_148", "", "", 2, "azurerm_redis_cache", "caches accept TLS from 1.2 on",
     "compares with 1.2 as a text: 1.3 fails, and so does absent", tf_min_tls},
    {"CKV_AZURE_160", "", "", 2, arm_groups, "HTTP is closed to the Internet", arm_source,
     arm_http},
    {"CKV_AZURE_160", "", "", 2, tf_groups, "HTTP is closed to the Internet", tf_source, tf_http},
    {"CKV_AZURE_182", "", "", 2,
     "Microsoft.Network/networkInterfaces Microsoft.Network/virtualNetworks",
     "there are two DNS servers, if any", "", arm_dns_count},
    {"CKV_AZURE_182", "", "", 2, "azurerm_virtual_network azurerm_virtual_network_dns_servers",
     "there are two DNS servers, if any", "", tf_dns_count},
    {"CKV_AZURE_183", "", "", 2, "Microsoft.Network/virtualNetworks",
     "DNS servers are in the network", "an empty list fails, and one server inside is enough",
     arm_local_dns},
    {"CKV_AZURE_183", "", "", 2, "azurerm_virtual_network", "DNS servers are in the network",
     "one server inside is enough", tf_local_dns},
    {"CKV_AZURE_230", "", "", 2, "azurerm_redis_cache", "caches are replicated", "", tf_sku},
    {"CKV_AZURE_77", "", "", 2, arm_groups, "UDP is closed to the Internet", first_rule, arm_udp},
    {"CKV_AZURE_77", "", "", 2, tf_groups, "UDP is closed to the Internet", first_rule, tf_udp},
    {"CKV_AZURE_89", "", "", 2, "Microsoft.Cache/redis", "caches have no public network access",
     "fails where the setting is absent, and compares with case", arm_public_access},
    {"CKV_AZURE_89", "", "", 2, "azurerm_redis_cache", "caches have no public network access",
     "fails where the setting is absent", tf_public_access},
    {"CKV_AZURE_9", "", "", 2, arm_groups, "RDP is closed to the Internet", arm_source, arm_rdp},
    {"CKV_AZURE_9", "", "", 2, tf_groups, "RDP is closed to the Internet", tf_source, tf_rdp},
    {"CKV_AZURE_91", "", "", 2, "azurerm_redis_cache", "the port without TLS is closed",
     "knows the old name of the setting alone: non_ssl_port_enabled passes", tf_non_ssl_port},
};

}  // namespace

constinit const View checkov_view{
    .name = "checkov",
    .authority = "Checkov",
    .version = "commit 03d5fdad of 2026-08-20",
    .source = "https://github.com/bridgecrewio/checkov",
    .note =
        "from the source of the checks: templates and Bicep as they expand, and Terraform plans; "
        "what is there is not its input",
    .exact_case = true,
    .reads_live = false,
    .checks = checks,
};

}  // namespace cachewarden::inline v0::views
