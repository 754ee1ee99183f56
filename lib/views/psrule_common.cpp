#include <algorithm>
#include <array>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "views/psrule_values.hpp"

namespace cachewarden::inline v0::views::psrule {

namespace {

/// A type is like `Microsoft.Insights/*`.
bool is_below(std::string_view type, std::string_view provider) {
  return starts_with_folded(type, provider) && type.size() > provider.size() &&
         type[provider.size()] == '/';
}

bool is_listed(std::string_view type, std::span<const std::string_view> types) {
  return std::any_of(types.begin(), types.end(),
                     [&](std::string_view each) { return equal_folded(each, type); });
}

/// Whether the tool takes a type for one that has tags.
bool supports_tags(std::string_view type) {
  constexpr std::string_view never[] = {"Microsoft.Subscription",
                                        "Microsoft.Resources/deployments",
                                        "Microsoft.AzureActiveDirectory/b2ctenants",
                                        "Microsoft.OperationsManagement/solutions",
                                        "Microsoft.Kubernetes/registeredSubscriptions",
                                        "Microsoft.Network/privateDnsZonesInternal"};
  constexpr std::string_view providers[] = {
      "Microsoft.Addons",          "Microsoft.Advisor",         "Microsoft.Billing",
      "Microsoft.Blueprint",       "Microsoft.Capacity",        "Microsoft.Consumption",
      "Microsoft.Gallery",         "Microsoft.Security",        "Microsoft.support",
      "Microsoft.WorkloadMonitor", "Microsoft.ManagedServices", "Microsoft.Management",
      "Microsoft.PolicyInsights"};
  // Of these providers one type has tags.
  constexpr std::string_view lone[] = {"Microsoft.CostManagement/Connectors",
                                       "Microsoft.KubernetesConfiguration/privateLinkScopes",
                                       "Microsoft.ManagedIdentity/userAssignedIdentities",
                                       "Microsoft.Authorization/resourceManagementPrivateLinks"};
  constexpr std::string_view children[] = {
      "Microsoft.Automation/automationAccounts/runbooks",
      "Microsoft.Automation/automationAccounts/configurations",
      "Microsoft.Automation/automationAccounts/compilationjobs",
      "Microsoft.Automation/automationAccounts/modules",
      "Microsoft.Automation/automationAccounts/nodeConfigurations",
      "Microsoft.Automation/automationAccounts/python2Packages",
      "Microsoft.Automation/automationAccounts/watchers",
      "Microsoft.Resources/templateSpecs/versions"};
  constexpr std::string_view resources[] = {
      "Microsoft.Resources/deploymentScripts", "Microsoft.Resources/resourceGroups",
      "Microsoft.Resources/templateSpecs", "Microsoft.Resources/templateSpecs/versions"};
  constexpr std::string_view insights[] = {"Microsoft.Insights/actionGroups",
                                           "Microsoft.Insights/activityLogAlerts",
                                           "Microsoft.Insights/alertRules",
                                           "Microsoft.Insights/autoscaleSettings",
                                           "Microsoft.Insights/components",
                                           "Microsoft.Insights/dataCollectionEndpoints",
                                           "Microsoft.Insights/dataCollectionRules",
                                           "Microsoft.Insights/guestDiagnosticSettings",
                                           "Microsoft.Insights/metricAlerts",
                                           "Microsoft.Insights/notificationGroups",
                                           "Microsoft.Insights/privateLinkScopes",
                                           "Microsoft.Insights/scheduledQueryRules",
                                           "Microsoft.Insights/webTests",
                                           "Microsoft.Insights/workbooks",
                                           "Microsoft.Insights/workbookTemplates"};
  const std::size_t slash = type.find('/');
  if (!starts_with_folded(type, "Microsoft.") || slash == std::string_view::npos ||
      is_listed(type, never) || starts_with_folded(type, "Microsoft.Classic") ||
      ends_with_folded(type, "/providers/roleAssignments") ||
      ends_with_folded(type, "/providers/diagnosticSettings"))
    return false;
  for (const std::string_view provider : providers) {
    if (is_below(type, provider))
      return false;
  }
  if (type.find('/', slash + 1) != std::string_view::npos && !is_listed(type, children))
    return false;
  if (is_below(type, "Microsoft.Resources") && !is_listed(type, resources))
    return false;
  if (is_below(type, "Microsoft.Insights") && !is_listed(type, insights))
    return false;
  return std::none_of(std::begin(lone), std::end(lone), [&](std::string_view each) {
    return is_below(type, each.substr(0, each.find('/'))) && !equal_folded(type, each);
  });
}

/// A member by its name, spelled as it is.
Node exact_member(Node object, std::string_view key) {
  if (object.is(Kind::object)) {
    for (const Node& each : object) {
      if (each.key() == key)
        return each;
    }
  }
  return {};
}

ViewAnswer tags(const Subject& subject, std::string_view setting) {
  const std::vector<std::string> required = subject.setting_texts(setting);
  if (required.empty())
    return none("no tag is required");
  const Node all = subject.at("tags");
  if (!all)
    return fail("there are no tags");
  for (const std::string& name : required) {
    const Node tag = exact_member(all, name);
    if (!tag)
      return fail("the tag `" + name + "` is missing");
    std::string format = "AZURE_TAG_FORMAT_FOR_" + name;
    for (char& c : format)
      c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::string pattern = subject.setting_text(format);
    if (!trim(pattern).empty() && !finds(subject.text(tag).value_or(""), pattern, false))
      return fail("the tag `" + name + "`" + shown(tag) + ", which does not match its format");
  }
  return pass();
}

std::string normal_location(std::string_view location) {
  std::string result;
  for (const char c : location) {
    if (c != ' ')
      result += fold(c);
  }
  return result;
}

}  // namespace

ViewAnswer name_of_1_to_80(const Subject& subject) {
  return require(is_plain_name(subject.target_name(), 1, 80), "the name breaks the naming rules");
}

ViewAnswer name_of_2_to_64(const Subject& subject) {
  return require(is_plain_name(subject.target_name(), 2, 64), "the name breaks the naming rules");
}

ViewAnswer nic_name(const Subject& subject) {
  return require(is_word_name(subject.target_name()), "the name breaks the naming rules");
}

ViewAnswer nic_attached(const Subject& subject) {
  // The selector of this rule counts null as there.
  if (!subject.at("subscriptionId") && !is_export(subject))
    return none("not exported data");
  return require(Subject::has_value(subject.at("properties.virtualMachine.id")) ||
                     Subject::has_value(subject.at("properties.privateEndpoint.id")) ||
                     Subject::has_value(subject.at("properties.privateLinkService.id")),
                 "the network interface is attached to nothing");
}

ViewAnswer nic_unique_dns(const Subject& subject) {
  const Node servers = subject.at("properties.dnsSettings.dnsServers");
  return require(!Subject::has_value(servers), "the network interface has DNS servers of its own");
}

ViewAnswer route_naming(const Subject& subject) {
  return naming(subject, "AZURE_ROUTE_TABLE_NAME_FORMAT", subject.target_name());
}

ViewAnswer use_tags(const Subject& subject) {
  if (!supports_tags(subject.resource().type))
    return none("the type has no tags");
  const Node all = subject.at("tags");
  (void)subject.text(all);
  return require(all.is(Kind::object) && all.size() != 0, "the resource is not tagged");
}

ViewAnswer allowed_regions(const Subject& subject) {
  constexpr std::string_view never[] = {
      "Microsoft.Subscription", "Microsoft.AzureActiveDirectory/b2cDirectories",
      "Microsoft.Network/trafficManagerProfiles", "Microsoft.Resources/deployments"};
  const std::string_view type = subject.resource().type;
  const Node location = subject.at("location");
  if (!Subject::has_value(location) || equal_folded(location.string(), "global") ||
      is_listed(type, never) || is_below(type, "Microsoft.Authorization") ||
      is_below(type, "Microsoft.Consumption") ||
      ends_with_folded(type, "/providers/roleAssignments"))
    return none("the resource has no location of its own");
  std::vector<std::string> allowed = subject.setting_texts("AZURE_RESOURCE_ALLOWED_LOCATIONS");
  if (allowed.empty())
    allowed = subject.setting_texts("Azure_AllowedRegions");
  if (allowed.empty())
    return pass();
  const auto text = subject.text(location).value_or("");
  const std::string wanted = text == "placeholder-location" ? "eastus" : normal_location(text);
  const bool is_allowed = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& each) {
    return normal_location(each) == wanted;
  });
  return require(is_allowed, "the location" + shown(location) + ", which is not allowed");
}

ViewAnswer required_tags(const Subject& subject) {
  if (!supports_tags(subject.resource().type) ||
      subject.is_type("Microsoft.Resources/resourceGroups"))
    return none("the type has no tags");
  return tags(subject, "AZURE_RESOURCE_REQUIRED_TAGS");
}

ViewAnswer group_name(const Subject& subject) {
  const std::string_view name = subject.target_name();
  const std::size_t length = utf16_length(name);
  return require(
      length >= 1 && length <= 90 &&
          finds(name, "^[-\\pL\\p{Mn}\\p{Nd}\\p{Pc}.()]*[-\\pL\\p{Mn}\\p{Nd}\\p{Pc}()]$", false),
      "the name breaks the naming rules");
}

ViewAnswer group_naming(const Subject& subject) {
  const std::string_view name = subject.target_name();
  if (equal_folded(name, "NetworkWatcherRG"))
    return none("a group that the platform made");
  for (const std::string_view prefix :
       {"AzureBackupRG_", "DefaultResourceGroup-", "cloud-shell-storage-", "MC_"}) {
    if (starts_with_folded(name, prefix))
      return none("a group that the platform made");
  }
  return naming(subject, "AZURE_RESOURCE_GROUP_NAME_FORMAT", name);
}

ViewAnswer group_required_tags(const Subject& subject) {
  return tags(subject, "AZURE_RESOURCE_GROUP_REQUIRED_TAGS");
}

}  // namespace cachewarden::inline v0::views::psrule
