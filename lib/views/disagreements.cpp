#include "cachewarden/views/disagreement.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "views/subject.hpp"

namespace cachewarden::inline v0 {

namespace {

using views::ipv4;
using views::Kind;
using views::Node;
using views::Subject;

bool is_terraform(const Subject& subject) {
  return subject.resource().shape == ViewShape::terraform;
}

/// A property by its path in Azure, or by its name in Terraform.
Node value(const Subject& subject, std::string_view path, std::string_view terraform) {
  return subject.at(is_terraform(subject) ? terraform : path);
}

bool lacks(const Subject& subject, std::string_view path, std::string_view terraform) {
  return !Subject::has_value(value(subject, path, terraform));
}

bool is_sku(const Subject& subject, std::string_view name) {
  return subject.equals(value(subject, "properties.sku.name", "sku_name"), name);
}

Node tls(const Subject& subject) {
  return value(subject, "properties.minimumTlsVersion", "minimum_tls_version");
}

std::size_t zone_count(const Subject& subject) {
  return value(subject, "zones", "zones").size();
}

/// The rules of a group, or the rule that stands alone.
std::vector<Node> security_rules(const Subject& subject) {
  const Node listed = value(subject, "properties.securityRules", "security_rule");
  if (!listed.is(Kind::array))
    return {subject.resource().node};
  return {listed.begin(), listed.end()};
}

Node of_rule(const Subject& subject, Node rule, std::string_view path, std::string_view terraform) {
  return is_terraform(subject) ? subject.at(rule, terraform)
                               : subject.at(rule, "properties." + std::string(path));
}

/// Some rule holds a text, alone or in a list.
bool some_rule_has(const Subject& subject, std::string_view path, std::string_view terraform,
                   std::string_view wanted) {
  for (const Node& rule : security_rules(subject)) {
    if (subject.equals(of_rule(subject, rule, path, terraform), wanted))
      return true;
    const std::string plural = std::string(path) + (path.ends_with('x') ? "es" : "s");
    const std::string terraform_plural =
        std::string(terraform) + (path.ends_with('x') ? "es" : "s");
    for (const Node& each : of_rule(subject, rule, plural, terraform_plural)) {
      if (subject.equals(each, wanted))
        return true;
    }
  }
  return false;
}

bool some_source_is(const Subject& subject, std::string_view wanted) {
  return some_rule_has(subject, "sourceAddressPrefix", "source_address_prefix", wanted);
}

struct Range {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// The ranges of the firewall rules of a cache, or of the rule itself.
template <class Test>
bool some_range(const Subject& subject, Test test) {
  constexpr std::array<std::string_view, 1> types{"Microsoft.Cache/redis/firewallRules"};
  std::vector<Node> rules = subject.sub_resources(types);
  rules.push_back(subject.resource().node);
  return std::any_of(rules.begin(), rules.end(), [&](Node rule) {
    const bool is_flat = is_terraform(subject);
    const auto first = ipv4(
        subject.text(subject.at(rule, is_flat ? "start_ip" : "properties.startIP")).value_or(""));
    const auto last =
        ipv4(subject.text(subject.at(rule, is_flat ? "end_ip" : "properties.endIP")).value_or(""));
    return first && last && test(Range{*first, *last});
  });
}

bool is_private(std::uint32_t address) {
  return address >> 24U == 10U || address >> 20U == 0xac1U || address >> 16U == 0xc0a8U;
}

constexpr std::string_view open_to_internet =
    "network-group-no-remote-administration network-group-no-web network-group-no-services "
    "network-group-no-open-source redis-subnet-closed-to-internet";
constexpr std::string_view logs_questions =
    "redis-diagnostic-logs redis-connection-logs network-diagnostic-logs "
    "network-group-diagnostic-logs";
constexpr std::string_view zone_questions = "redis-zone-redundant managed-redis-zone-redundant";
constexpr std::string_view endpoint_questions =
    "redis-private-endpoint managed-redis-private-endpoint";

constexpr Disagreement rows[] = {
    {1, "redis-public-network-access-disabled redis-private-endpoint",
     "public network access is not set",
     "PSRule, Checkov, Azure Policy and Conformity fail it; APRL and CloudSploit pass it; the "
     "service leaves public access enabled",
     [](const Subject& s) {
       return lacks(s, "properties.publicNetworkAccess", "public_network_access_enabled");
     }},
    {2, "redis-minimum-tls managed-redis-minimum-tls", "the minimum TLS version is not set",
     "Checkov, azqr, Conformity, CloudSploit and Steampipe take it for an old one and fail it; "
     "PSRule takes it for 1.2; the platform accepts nothing less",
     [](const Subject& s) { return !Subject::has_value(tls(s)); }},
    {3, "redis-minimum-tls managed-redis-minimum-tls", "the minimum TLS version is 1.3",
     "PSRule, Checkov, azqr and Steampipe look for the very text 1.2 and fail what is stricter; "
     "Conformity, CIS and CloudSploit ask for 1.2 or later",
     [](const Subject& s) { return s.equals(tls(s), "1.3"); }},
    {4, "redis-tls-only", "the port without TLS is not set",
     "PSRule wants it closed expressly; Checkov, azqr, KICS and Azure Policy pass it, as the "
     "service keeps it closed; rules on Terraform know the old name of the setting alone, and miss "
     "an open non_ssl_port_enabled",
     [](const Subject& s) {
       return lacks(s, "properties.enableNonSslPort", "enable_non_ssl_port");
     }},
    {5, endpoint_questions, "a connection of an endpoint is not approved",
     "azqr and KICS count it whatever its state; Steampipe and Azure Policy want it approved",
     [](const Subject& s) {
       const Node list = s.at("properties.privateEndpointConnections");
       return std::any_of(list.begin(), list.end(), [&](Node each) {
         return !s.equals(s.at(each, "properties.privateLinkServiceConnectionState.status"),
                          "Approved");
       });
     }},
    {6, endpoint_questions, "a check is named after private endpoints",
     "APRL and CloudSploit read the public flag alone; azqr and Steampipe read the connections",
     nullptr},
    {7, "redis-subnet-network-security-group redis-private-endpoint",
     "a Premium cache is in no subnet",
     "Conformity, CloudSploit and Steampipe fail it; Azure Policy has withdrawn the check, private "
     "link is preferred, and an endpoint excludes a subnet",
     [](const Subject& s) {
       return is_sku(s, "Premium") && lacks(s, "properties.subnetId", "subnet_id");
     }},
    {8, zone_questions, "two zones are listed",
     "APRL and Azure Policy are content with two on caches; azqr and Azure Policy want three on "
     "Managed Redis, and PSRule all three on Enterprise",
     [](const Subject& s) { return zone_count(s) == 2; }},
    {9, zone_questions, "no zones are listed",
     "APRL fails it for every SKU, and azqr and Azure Policy for Managed Redis, which spans zones "
     "without listing them; Azure Policy passes Standard and Premium; PSRule asks Premium and "
     "seven "
     "Enterprise SKUs, in regions that its list knows",
     [](const Subject& s) { return zone_count(s) == 0; }},
    {10, "redis-production-tier redis-zone-redundant", "the tier is Basic",
     "Checkov, PSRule, CIS, Steampipe and APRL fail it; AzTS does not ask it for redundancy",
     [](const Subject& s) { return is_sku(s, "Basic"); }},
    {11, "redis-maintenance-window", "there is no patch schedule",
     "KICS, CloudSploit and CloudGuard fail it, from low to medium; Terrascan passes it; APRL "
     "leaves it to people",
     nullptr},
    {12, "redis-firewall-rules redis-firewall-rules-narrow",
     "a firewall rule covers 256 addresses or so",
     "KICS, Terrascan and CloudGuard pass up to that number; PSRule allows ten public addresses in "
     "all",
     [](const Subject& s) {
       return some_range(s, [](Range r) { return r.last >= r.first && r.last - r.first == 255; });
     }},
    {13, "redis-firewall-rules redis-firewall-rules-narrow", "a firewall rule covers every address",
     "KICS and Terrascan find it too wide, but their checks on the open Internet look for 0.0.0.0 "
     "to 0.0.0.0 and pass it",
     [](const Subject& s) {
       return some_range(s, [](Range r) { return r.first == 0 && r.last == 0xffffffffU; });
     }},
    {14, "redis-firewall-rules redis-firewall-rules-narrow",
     "a firewall rule is 0.0.0.0 to 0.0.0.0",
     "KICS calls it open to all, Terrascan likewise in one check and not in another, and PSRule "
     "leaves it out of its sum; it lets in services of Azure, those of other tenants among them",
     [](const Subject& s) {
       return some_range(s, [](Range r) { return r.first == 0 && r.last == 0; });
     }},
    {15, "redis-firewall-rules redis-firewall-rules-narrow",
     "one end of a firewall rule is private and the other is public",
     "KICS and Terrascan pass it for the private end; PSRule looks at the start alone, and takes "
     "all of 172.0.0.0/8 for private",
     [](const Subject& s) {
       return some_range(s, [](Range r) { return is_private(r.first) != is_private(r.last); });
     }},
    {16, "redis-managed-identity", "the one identity is of the user",
     "Conformity and CloudSploit pass it; CIS and monkey365 want one of the system",
     [](const Subject& s) {
       const Node type =
           is_terraform(s) ? s.at(s.at("identity").at(0), "type") : s.at("identity.type");
       return s.equals(type, "UserAssigned");
     }},
    {17, "redis-access-keys-disabled redis-entra-authentication",
     "nothing is said of access keys on a cache",
     "PSRule, CIS, Conformity and monkey365 fail it; Azure Policy passes it; the service accepts "
     "keys",
     [](const Subject& s) {
       return lacks(s, "properties.disableAccessKeyAuthentication",
                    "access_keys_authentication_enabled");
     }},
    {18, "managed-redis-access-keys-disabled", "nothing is said of access keys on a database",
     "Terraform and api-version 2025-07-01 and later disable them; earlier api-versions enable "
     "them; azqr documents the check and never evaluates it",
     [](const Subject& s) {
       return lacks(s, "properties.accessKeysAuthentication", "access_keys_authentication_enabled");
     }},
    {19, logs_questions, "a diagnostic setting holds metrics alone",
     "azqr is content with any setting; CloudSploit and AzTS look for ConnectedClientList or all "
     "logs",
     nullptr},
    {20, "managed-redis-diagnostic-logs managed-redis-connection-logs",
     "diagnostic settings of Enterprise and Managed Redis",
     "azqr does not look, and AzTS looks at the cluster; the logs are those of the database",
     nullptr},
    {21, "network-flow-log-retention", "a flow log is kept for 0 days",
     "that is for ever: Checkov on plans and Prowler pass it; Checkov on templates, Trivy, KICS, "
     "CloudSploit, Terrascan and Steampipe compare the number with 90",
     [](const Subject& s) {
       const Node policy =
           is_terraform(s) ? s.at("retention_policy").at(0) : s.at("properties.retentionPolicy");
       return s.number(s.at(policy, "days")) == 0.0;
     }},
    {22, "network-flow-log-retention", "a flow log has no retention policy",
     "Terrascan and Prowler pass it; Checkov, KICS, Trivy and CloudSploit fail it",
     [](const Subject& s) { return lacks(s, "properties.retentionPolicy", "retention_policy"); }},
    {23,
     "network-subnet-security-group redis-subnet-network-security-group "
     "network-endpoint-security-group",
     "a subnet of the platform has no network security group",
     "Checkov leaves out gateway, firewall and NetApp subnets, PSRule and APRL gateway, firewall, "
     "its management and route server, Prowler Bastion as well, Terrascan none",
     nullptr},
    {24, open_to_internet, "a source is 0.0.0.0/0",
     "Prowler, KICS, Trivy, CloudSploit, Steampipe and Terrascan find it; it is missing in the "
     "list of Checkov, and PSRule looks for * alone",
     [](const Subject& s) { return some_source_is(s, "0.0.0.0/0"); }},
    {25, open_to_internet, "a source is the tag Internet",
     "Checkov on plans, Prowler and Steampipe find it; Checkov on templates knows it in lower case "
     "alone; PSRule, Trivy, CloudSploit and Terrascan do not look for it",
     [](const Subject& s) { return some_source_is(s, "Internet"); }},
    {26, open_to_internet, "a rule covers every port",
     "Checkov, KICS on templates, Trivy, Steampipe and Regula count it as the port asked for; "
     "Prowler, KICS on Terraform, CloudSploit and Terrascan do not",
     [](const Subject& s) {
       return some_rule_has(s, "destinationPortRange", "destination_port_range", "*");
     }},
    {27, open_to_internet, "a rule lists prefixes or ports",
     "Checkov, KICS on templates, Trivy, CloudSploit, Steampipe and Regula read the lists; PSRule "
     "reads the single values alone, Prowler and Terrascan likewise",
     [](const Subject& s) {
       const std::vector<Node> rules = security_rules(s);
       return std::any_of(rules.begin(), rules.end(), [&](Node rule) {
         return Subject::has_value(
                    of_rule(s, rule, "sourceAddressPrefixes", "source_address_prefixes")) ||
                Subject::has_value(
                    of_rule(s, rule, "destinationPortRanges", "destination_port_ranges"));
       });
     }},
    {28, "network-group-no-udp", "a rule lets UDP in",
     "Checkov looks at the first rule of a group, Steampipe at a few ports, Prowler at every rule; "
     "all of them overlook rules for every protocol",
     nullptr},
    {29, "network-group-no-open-destination", "rules out of a group",
     "Steampipe reads the default rules and so finds every group; Trivy reads a group's own rules",
     nullptr},
    {30, "network-group-no-remote-administration", "how grave open SSH is",
     "critical to Trivy, high to CloudSploit, Prowler, Terrascan and Regula, medium to KICS, a "
     "warning to ScoutSuite",
     nullptr},
    {31, open_to_internet, "a rule does not say whether it allows or denies",
     "Trivy takes it for an allow in Terraform and for a deny in templates; others pass it over",
     [](const Subject& s) {
       const std::vector<Node> rules = security_rules(s);
       return std::any_of(rules.begin(), rules.end(), [&](Node rule) {
         return !Subject::has_value(of_rule(s, rule, "access", "access"));
       });
     }},
    {32, "managed-redis-customer-managed-key", "disks are encrypted with a key of the platform",
     "azqr, CIS, Conformity and Azure Policy ask for a key of the customer; the Microsoft cloud "
     "security benchmark calls it unsupported, and Basic, Standard and Premium do not have it",
     nullptr},
    {33, "redis-entra-authentication", "Microsoft Entra authentication",
     "PSRule, CIS and Conformity ask for it; the Microsoft cloud security benchmark calls it "
     "unsupported, as it does conditional access and native backup",
     nullptr},
    {34,
     "redis-persistent-or-replicated redis-persistence-excludes-geo-replication "
     "managed-redis-persistent-or-replicated managed-redis-one-kind-of-persistence",
     "persistence together with geo-replication",
     "Microsoft's guide recommends both; the service refuses them together, so one is enough",
     nullptr},
    {35, "network-group-changes-alerted network-route-table-changes-alerted",
     "the scope of an activity log alert",
     "APRL wants the alert on the very resource; Prowler and CloudSploit accept any scope, and "
     "nobody asks whom it tells",
     nullptr},
    {36,
     "managed-redis-public-access-disabled managed-redis-private-endpoint "
     "managed-redis-customer-managed-key",
     "the SKU is of Enterprise or Enterprise Flash",
     "azqr does not ask these; Azure Policy asks every cluster",
     [](const Subject& s) {
       return starts_with_folded(s.text(value(s, "sku.name", "sku_name")).value_or(""),
                                 "Enterprise");
     }},
    {37, "network-subnet-private", "default outbound access of platform and delegated subnets",
     "PSRule leaves gateway, firewall, Bastion and delegated subnets out; Azure Policy leaves out "
     "none",
     nullptr},
    {38, "redis-tls-only redis-access-keys-disabled", "a boolean is written as a text",
     "to PSRule the text false is not the boolean, and fails; Azure Policy, Checkov on plans and "
     "the service take one for the other",
     [](const Subject& s) {
       return s.text(value(s, "properties.enableNonSslPort", "enable_non_ssl_port")) ||
              s.text(s.at("properties.disableAccessKeyAuthentication"));
     }},
};

bool names(std::string_view list, std::string_view rule) {
  while (!list.empty()) {
    const std::size_t blank = list.find(' ');
    if (list.substr(0, blank) == rule)
      return true;
    list = blank == std::string_view::npos ? std::string_view{} : list.substr(blank + 1);
  }
  return false;
}

}  // namespace

std::span<const Disagreement> disagreements() noexcept {
  return rows;
}

std::vector<const Disagreement*> disagreements_on(std::string_view rule) {
  std::vector<const Disagreement*> result;
  for (const Disagreement& row : rows) {
    if (names(row.rules, rule))
      result.push_back(&row);
  }
  return result;
}

std::vector<const Disagreement*> disagreements_on(std::string_view rule, const ViewEstate& estate,
                                                  const ViewResource& resource) {
  static constexpr View anyone{
      .name = "", .authority = "", .version = "", .source = "", .note = ""};
  const ViewSettings settings;
  const Subject subject(estate, anyone, resource, settings);
  std::vector<const Disagreement*> result = disagreements_on(rule);
  std::erase_if(result, [&](const Disagreement* row) {
    return row->is_shown != nullptr && !row->is_shown(subject);
  });
  return result;
}

}  // namespace cachewarden::inline v0
