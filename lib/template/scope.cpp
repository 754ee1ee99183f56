#include <algorithm>
#include <array>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"

namespace cachewarden::inline v0::templates {
namespace {

constexpr std::string_view zero_guid = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view groups_type = "Microsoft.Resources/resourceGroups";
constexpr std::string_view subscriptions_type = "Microsoft.Resources/subscriptions";
constexpr std::string_view subscription_groups_type =
    "Microsoft.Resources/subscriptions/resourceGroups";

struct Endpoint {
  std::string_view path;  ///< `a` or `a.b`
  std::string_view azure, us_government, china;
};

/// What environment() gives, by cloud; empty where the value of a cloud is not documented.
/// Source: the page on deployment functions of ARM templates (2022-03), `az cloud list`.
constexpr Endpoint endpoints[] = {
    {"name", "AzureCloud", "AzureUSGovernment", "AzureChinaCloud"},
    {"gallery", "https://gallery.azure.com/", "", ""},
    {"graph", "https://graph.windows.net/", "", ""},
    {"portal", "https://portal.azure.com", "https://portal.azure.us", "https://portal.azure.cn"},
    {"graphAudience", "https://graph.windows.net/", "", ""},
    {"activeDirectoryDataLake", "https://datalake.azure.net/", "", ""},
    {"batch", "https://batch.core.windows.net/", "", ""},
    {"media", "https://rest.media.azure.net", "", ""},
    {"sqlManagement", "https://management.core.windows.net:8443/", "", ""},
    {"vmImageAliasDoc",
     "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/"
     "quickstart-templates/aliases.json",
     "", ""},
    {"resourceManager", "https://management.azure.com/", "https://management.usgovcloudapi.net/",
     "https://management.chinacloudapi.cn/"},
    {"authentication.loginEndpoint", "https://login.microsoftonline.com/",
     "https://login.microsoftonline.us/", "https://login.chinacloudapi.cn/"},
    {"authentication.tenant", "common", "common", "common"},
    {"authentication.identityProvider", "AAD", "AAD", "AAD"},
    {"suffixes.acrLoginServer", ".azurecr.io", ".azurecr.us", ".azurecr.cn"},
    {"suffixes.azureDatalakeAnalyticsCatalogAndJob", "azuredatalakeanalytics.net", "", ""},
    {"suffixes.azureDatalakeStoreFileSystem", "azuredatalakestore.net", "", ""},
    {"suffixes.azureFrontDoorEndpointSuffix", "azurefd.net", "", ""},
    {"suffixes.keyvaultDns", ".vault.azure.net", ".vault.usgovcloudapi.net", ".vault.azure.cn"},
    {"suffixes.sqlServerHostname", ".database.windows.net", ".database.usgovcloudapi.net",
     ".database.chinacloudapi.cn"},
    {"suffixes.storage", "core.windows.net", "core.usgovcloudapi.net", "core.chinacloudapi.cn"},
};

/// Whether a known part of the text holds the other one, ignoring case.
bool holds_folded(const Value& text, std::string_view part) {
  const auto holds = [part](std::string_view whole) {
    return std::search(whole.begin(), whole.end(), part.begin(), part.end(),
                       [](char a, char b) { return fold(a) == fold(b); }) != whole.end();
  };
  if (text.is(ValueKind::string))
    return holds(text.text());
  if (!text.is(ValueKind::unknown) || text.unknown().residual != Residual::pieces)
    return false;
  const auto pieces = text.unknown().arguments;
  return std::any_of(pieces.begin(), pieces.end(), [&](const Value* piece) {
    return piece->is(ValueKind::string) && holds(piece->text());
  });
}

/// Column of `endpoints`, or nothing for another cloud.
std::string_view Endpoint::*column_of(std::string_view cloud) {
  if (equal_folded(cloud, "AzureCloud"))
    return &Endpoint::azure;
  if (equal_folded(cloud, "AzureUSGovernment"))
    return &Endpoint::us_government;
  if (equal_folded(cloud, "AzureChinaCloud"))
    return &Endpoint::china;
  return nullptr;
}

}  // namespace

const Value* Evaluator::scope_input(const std::optional<std::string>& given,
                                    std::string_view placeholder, std::string_view residual) {
  if (given)
    return make_.string(*given);
  const bool assumed = options_.scope.placeholders;
  const Value* value =
      make_.unknown({.kind = assumed ? UnknownKind::parameter : UnknownKind::runtime,
                     .residual = Residual::text,
                     .never_null = true,
                     .never_empty = true,
                     .name = residual,
                     .stand_in = assumed ? make_.string(placeholder) : nullptr},
                    ValueKind::string);
  return assumed ? make_.with_flags(value, flag_assumed) : value;
}

Scope Evaluator::root_scope(const Program& program) {
  const ScopeInputs& inputs = options_.scope;
  Scope scope;
  scope.kind = program.scope.value_or(ScopeKind::resource_group);
  scope.tenant_id = scope_input(inputs.tenant_id, zero_guid, "tenant().tenantId");
  scope.management_group = scope_input(inputs.management_group, "placeholder-management-group",
                                       "managementGroup().name");
  scope.subscription_id =
      scope_input(inputs.subscription_id, zero_guid, "subscription().subscriptionId");
  scope.resource_group =
      scope_input(inputs.resource_group, "placeholder-resource-group", "resourceGroup().name");
  const bool of_group = scope.kind == ScopeKind::resource_group;
  scope.location = scope_input(inputs.location, "placeholder-location",
                               of_group ? "resourceGroup().location" : "deployment().location");
  return scope;
}

const Value* Evaluator::scope_id(const Scope& scope) {
  const Value* parts[4] = {};
  switch (scope.kind) {
    case ScopeKind::resource_group:
      parts[0] = text("/subscriptions/");
      parts[1] = scope.subscription_id;
      parts[2] = text("/resourceGroups/");
      parts[3] = scope.resource_group;
      return make_.joined(parts);
    case ScopeKind::subscription:
      parts[0] = text("/subscriptions/");
      parts[1] = scope.subscription_id;
      return make_.joined(std::span(parts).first(2));
    case ScopeKind::management_group:
      parts[0] = text("/providers/Microsoft.Management/managementGroups/");
      parts[1] = scope.management_group;
      return make_.joined(std::span(parts).first(2));
    case ScopeKind::tenant:
      break;
  }
  return text("");
}

const Value* Evaluator::resource_id(const Value* scope, std::string_view type,
                                    std::span<const Value* const> names, Origin origin) {
  std::vector<const Value*> parts = {scope};
  const std::string_view at = known_prefix(*scope);
  const bool in_subscription = starts_with_folded(at, "/subscriptions/") &&
                               !holds_folded(*scope, "/resourceGroups/") &&
                               !holds_folded(*scope, "/providers/");
  if (equal_folded(type, groups_type) && in_subscription && names.size() == 1) {
    parts.insert(parts.end(), {text("/resourceGroups/"), names[0]});
    return make_.joined(parts, origin);
  }
  if (equal_folded(type, subscriptions_type) && at.empty() && names.size() == 1) {
    parts.insert(parts.end(), {text("/subscriptions/"), names[0]});
    return make_.joined(parts, origin);
  }
  if (equal_folded(type, subscription_groups_type) && at.empty() && names.size() == 2) {
    parts.insert(parts.end(),
                 {text("/subscriptions/"), names[0], text("/resourceGroups/"), names[1]});
    return make_.joined(parts, origin);
  }
  if (known_suffix(*scope).ends_with('/'))
    parts.push_back(text("providers/"));
  else
    parts.push_back(text("/providers/"));
  std::size_t slash = std::min(type.find('/'), type.size());
  parts.push_back(text(type.substr(0, slash)));
  for (const Value* name : names) {
    const std::size_t next = std::min(type.find('/', slash + 1), type.size());
    parts.push_back(text(type.substr(slash, next - slash)));
    parts.push_back(text("/"));
    parts.push_back(name);
    slash = next;
  }
  return make_.joined(parts, origin);
}

const Value* Evaluator::runtime_text(std::string_view residual) {
  return make_.unknown({.kind = UnknownKind::runtime, .name = residual, .unique = true},
                       ValueKind::string);
}

const Value* Evaluator::resource_group_value(const Env& env, Origin at) {
  Deployment& deployment = *env.context;
  if (deployment.scope.kind != ScopeKind::resource_group) {
    report(Severity::error, "scope",
           "resourceGroup() is used where the deployment has no resource group", at, env);
    return make_.unknown_text(UnknownKind::runtime, "resourceGroup()", ValueKind::object, at);
  }
  if (deployment.resource_group_value != nullptr)
    return deployment.resource_group_value;
  const auto runtime = [&](std::string_view residual, ValueKind hint) {
    return make_.unknown({.kind = UnknownKind::runtime, .name = residual, .unique = true}, hint);
  };
  const Member state[] = {{"provisioningState", text("Succeeded")}};
  const Member members[] = {{"id", scope_id(deployment.scope)},
                            {"name", deployment.scope.resource_group},
                            {"type", text(groups_type)},
                            {"location", deployment.scope.location},
                            {"managedBy", runtime("resourceGroup().managedBy", ValueKind::unknown)},
                            {"tags", runtime("resourceGroup().tags", ValueKind::unknown)},
                            {"properties", make_.object(state)}};
  deployment.resource_group_value = make_.object(members);
  return deployment.resource_group_value;
}

const Value* Evaluator::subscription_value(const Env& env, Origin at) {
  Deployment& deployment = *env.context;
  const Scope& scope = deployment.scope;
  if (scope.kind != ScopeKind::resource_group && scope.kind != ScopeKind::subscription) {
    report(Severity::error, "scope",
           "subscription() is used where the deployment has no subscription", at, env);
    return make_.unknown_text(UnknownKind::runtime, "subscription()", ValueKind::object, at);
  }
  if (deployment.subscription_value != nullptr)
    return deployment.subscription_value;
  const Value* parts[] = {text("/subscriptions/"), scope.subscription_id};
  const auto& name = options_.scope.subscription_name;
  const Member members[] = {
      {"id", make_.joined(parts)},
      {"subscriptionId", scope.subscription_id},
      {"tenantId", scope.tenant_id},
      {"displayName", name ? text(*name) : runtime_text("subscription().displayName")}};
  deployment.subscription_value = make_.object(members);
  return deployment.subscription_value;
}

const Value* Evaluator::management_group_value(const Env& env, Origin at) {
  const Scope& scope = env.context->scope;
  if (scope.kind != ScopeKind::management_group) {
    report(Severity::error, "scope",
           "managementGroup() is used where the deployment has no management group", at, env);
    return make_.unknown_text(UnknownKind::runtime, "managementGroup()", ValueKind::object, at);
  }
  const Member properties[] = {
      {"tenantId", scope.tenant_id},
      {"displayName", runtime_text("managementGroup().properties.displayName")},
      {"details", make_.unknown_text(UnknownKind::runtime, "managementGroup().properties.details",
                                     ValueKind::object)}};
  const Member members[] = {{"id", scope_id(scope)},
                            {"name", scope.management_group},
                            {"type", text("/providers/Microsoft.Management/managementGroups")},
                            {"properties", make_.object(properties)}};
  return make_.object(members, at);
}

const Value* Evaluator::tenant_value(const Env& env) {
  const Scope& scope = env.context->scope;
  const Value* parts[] = {text("/tenants/"), scope.tenant_id};
  const Member members[] = {{"id", make_.joined(parts)},
                            {"tenantId", scope.tenant_id},
                            {"countryCode", runtime_text("tenant().countryCode")},
                            {"displayName", runtime_text("tenant().displayName")}};
  return make_.object(members);
}

const Value* Evaluator::deployment_value(const Env& env) {
  Deployment& deployment = *env.context;
  if (deployment.deployment_value != nullptr)
    return deployment.deployment_value;
  const Member contents[] = {{"contentVersion", text(deployment.program->content_version)}};
  const Member properties[] = {{"template", make_.object(contents)}};
  std::vector<Member> members = {{"name", deployment.name},
                                 {"properties", make_.object(properties)}};
  if (deployment.scope.kind != ScopeKind::resource_group)
    members.push_back({"location", deployment.scope.location});
  deployment.deployment_value = make_.unknown({.kind = UnknownKind::runtime,
                                               .residual = Residual::text,
                                               .never_null = true,
                                               .never_empty = true,
                                               .name = "deployment()",
                                               .overlay = make_.object(members),
                                               .unique = true},
                                              ValueKind::object);
  return deployment.deployment_value;
}

const Value* Evaluator::environment_value() {
  if (environment_ != nullptr)
    return environment_;
  const std::string cloud = options_.scope.cloud.value_or("AzureCloud");
  const auto column = column_of(cloud);
  const bool is_open = column == nullptr || (!options_.scope.cloud && !options_.scope.placeholders);
  if (is_open) {
    environment_ = make_.unknown_text(UnknownKind::runtime, "environment()", ValueKind::object);
    return environment_;
  }
  std::vector<Member> members, authentication, suffixes;
  for (const Endpoint& endpoint : endpoints) {
    if ((endpoint.*column).empty())
      continue;
    const std::size_t dot = endpoint.path.find('.');
    const std::string_view leaf = endpoint.path.substr(dot == std::string_view::npos ? 0 : dot + 1);
    std::vector<Member>& group = dot == std::string_view::npos           ? members
                                 : endpoint.path.starts_with("suffixes") ? suffixes
                                                                         : authentication;
    group.push_back({leaf, text(endpoint.*column)});
  }
  if (column == &Endpoint::azure) {
    const Value* audiences[] = {text("https://management.core.windows.net/"),
                                text("https://management.azure.com/")};
    authentication.push_back({"audiences", make_.array(audiences)});
  }
  members.push_back({"authentication", make_.object(authentication)});
  members.push_back({"suffixes", make_.object(suffixes)});
  environment_ = make_.object(members);
  if (column != &Endpoint::azure)
    environment_ = make_.unknown({.kind = UnknownKind::runtime,
                                  .residual = Residual::text,
                                  .never_null = true,
                                  .never_empty = true,
                                  .name = "environment()",
                                  .overlay = environment_},
                                 ValueKind::object);
  if (!options_.scope.cloud)
    environment_ = make_.with_flags(environment_, flag_assumed);
  return environment_;
}

}  // namespace cachewarden::inline v0::templates
