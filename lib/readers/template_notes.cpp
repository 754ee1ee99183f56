#include "readers/template_notes.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "readers/document_log.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using templates::Expansion;
using templates::Value;
using templates::ValueKind;

/// Adds a warning at a place of the template's documents.
class Notes {
 public:
  Notes(const Expansion& expansion, const std::string& name, InventoryBuilder& builder)
      : places_(*expansion.unit), name_(name), builder_(builder) {}

  void add(std::string code, std::string message, templates::Origin origin) {
    Diagnostic diagnostic{.severity = Diagnostic::Severity::warning,
                          .code = std::move(code),
                          .message = std::move(message),
                          .document = name_};
    if (origin) {
      const json::Position position = places_.position(origin);
      diagnostic.document = places_.path(origin);
      diagnostic.line = position.line;
      diagnostic.column = position.column;
    }
    builder_.add_diagnostic(std::move(diagnostic));
  }

 private:
  templates::Places places_;
  const std::string& name_;
  InventoryBuilder& builder_;
};

void report_secrets(const Expansion& expansion, Notes& notes) {
  struct Words {
    const char *code, *before, *after;
  };
  constexpr Words words[] = {
      {"", "", ""},
      {"secret-default", "the secure parameter ", " has its value written into the template"},
      {"secret-output", "the output ", " holds a secret and is not secure"},
      {"secret-nested", "the nested deployment ",
       " uses a secret in outer scope, so that its history keeps it in clear"},
      {"secret-passed", "a secret is handed to the parameter ", ", which is not secure"},
      {"secret-connection", "", " holds a connection string with its password in clear"},
  };
  for (const templates::SecretFinding& each : expansion.secret_findings) {
    const Words& said = words[static_cast<std::size_t>(each.issue)];
    notes.add(said.code, said.before + shown_text(each.subject) + said.after, each.origin);
  }
}

/// The first api-version, previews included, that has a property: by the change logs of the
/// template reference of Microsoft.Cache. History, so that it does not change.
struct Introduction {
  std::string_view type, path, since;
};
constexpr Introduction introductions[] = {
    {"Microsoft.Cache/redis", "properties/minimumTlsVersion", "2018-03-01"},
    {"Microsoft.Cache/redis", "properties/publicNetworkAccess", "2020-06-01"},
    {"Microsoft.Cache/redis", "identity", "2021-06-01"},
    {"Microsoft.Cache/redis",
     "properties/redisConfiguration/preferred-data-persistence-auth-method", "2022-05-01"},
    {"Microsoft.Cache/redis", "properties/redisConfiguration/storage-subscription-id",
     "2023-04-01"},
    {"Microsoft.Cache/redis", "properties/redisConfiguration/aad-enabled", "2023-05-01"},
    {"Microsoft.Cache/redis", "properties/updateChannel", "2023-08-01"},
    {"Microsoft.Cache/redis", "properties/disableAccessKeyAuthentication", "2024-03-01"},
    {"Microsoft.Cache/redis", "properties/zonalAllocationPolicy", "2024-04-01"},
    {"Microsoft.Cache/redisEnterprise", "identity", "2023-03-01"},
    {"Microsoft.Cache/redisEnterprise", "properties/encryption", "2023-03-01"},
    {"Microsoft.Cache/redisEnterprise", "properties/highAvailability", "2024-09-01"},
    {"Microsoft.Cache/redisEnterprise", "properties/publicNetworkAccess", "2025-07-01"},
    {"Microsoft.Cache/redisEnterprise", "properties/maintenanceConfiguration", "2025-08-01"},
    {"Microsoft.Cache/redisEnterprise/databases", "properties/deferUpgrade", "2024-03-01"},
    {"Microsoft.Cache/redisEnterprise/databases", "properties/accessKeysAuthentication",
     "2024-09-01"},
};

/// What is set at a path of members; null if nothing is, or if that is not known.
const Value* value_at(const Value* at, std::string_view path) {
  while (at != nullptr && !path.empty()) {
    const std::size_t slash = path.find('/');
    at = at->is(ValueKind::object) ? at->object().find(path.substr(0, slash)) : nullptr;
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return at == nullptr || at->is(ValueKind::null) || at->is(ValueKind::unknown) ? nullptr : at;
}

void report_api_versions(const Expansion& expansion, Notes& notes) {
  constexpr std::size_t date_size = 10;
  for (const templates::Predicted& resource : expansion.resources) {
    if (resource.existing || resource.api_version == nullptr ||
        !resource.api_version->is(ValueKind::string))
      continue;
    const std::string_view version = resource.api_version->text();
    const std::string_view date = version.substr(0, date_size);
    if (date.size() != date_size || date[0] < '0' || date[0] > '9')
      continue;
    for (const Introduction& each : introductions) {
      if (date >= each.since || !equal_folded(each.type, resource.type))
        continue;
      if (const Value* value = value_at(resource.body, each.path))
        notes.add("api-version",
                  shown_text(each.path.substr(each.path.rfind('/') + 1)) +
                      " is set, which api-version " + shown_text(version) +
                      " does not have; it came with " + std::string(each.since),
                  value->origin);
    }
  }
}

/// Lists in the body of a resource that stand for all its children of a type: a child that is
/// declared on its own and is not in the list goes away when the resource is deployed again.
struct WholeList {
  std::string_view parent, path, child;
};
constexpr WholeList whole_lists[] = {
    {"Microsoft.Network/virtualNetworks", "properties/subnets",
     "Microsoft.Network/virtualNetworks/subnets"},
    {"Microsoft.Network/networkSecurityGroups", "properties/securityRules",
     "Microsoft.Network/networkSecurityGroups/securityRules"},
    {"Microsoft.Network/routeTables", "properties/routes", "Microsoft.Network/routeTables/routes"},
};

/// Whether a list of children surely has none of that name.
bool leaves_out(const Value& list, std::string_view name) {
  const auto is_other = [&](const Value* item) {
    const Value* given = value_at(item, "name");
    return given != nullptr && given->is(ValueKind::string) && !equal_folded(given->text(), name);
  };
  return list.is(ValueKind::array) &&
         std::all_of(list.items().begin(), list.items().end(), is_other);
}

void report_left_out(const Expansion& expansion, Notes& notes) {
  for (const templates::Predicted& child : expansion.resources) {
    const auto* const row =
        std::find_if(std::begin(whole_lists), std::end(whole_lists),
                     [&](const WholeList& each) { return equal_folded(each.child, child.type); });
    const bool is_declared = !child.existing && child.parent >= 0 && child.name != nullptr &&
                             child.name->is(ValueKind::string);
    if (row == std::end(whole_lists) || !is_declared)
      continue;
    const templates::Predicted& parent =
        expansion.resources[static_cast<std::size_t>(child.parent)];
    const Value* list = value_at(parent.body, row->path);
    const std::string_view full = child.name->text();
    const std::string_view name = full.substr(full.rfind('/') + 1);
    if (parent.existing || !equal_folded(parent.type, row->parent) || list == nullptr ||
        !leaves_out(*list, name))
      continue;
    notes.add("left-out",
              shown_text(row->path.substr(row->path.rfind('/') + 1)) + " of " +
                  shown_text(full.substr(0, full.rfind('/'))) + " leaves out " + shown_text(name) +
                  ", which is declared on its own: deploying it again takes it away",
              list->origin);
  }
}

}  // namespace

void report_template_notes(const Expansion& expansion, const std::string& name,
                           InventoryBuilder& builder) {
  Notes notes(expansion, name, builder);
  report_secrets(expansion, notes);
  report_api_versions(expansion, notes);
  report_left_out(expansion, notes);
}

}  // namespace cachewarden::inline v0::detail
