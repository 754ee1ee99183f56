#include "engine/policy_exemptions.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/engine/select.hpp"
#include "cachewarden/json/document.hpp"
#include "engine/locate.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;

/// A resource as it stands in its first document.
class Shown {
 public:
  Shown(const Inventory& inventory, const Resource& resource) {
    for (const Source& source : inventory.sources(resource)) {
      if (source.document >= inventory.documents().size())
        continue;
      const InputDocument& input = inventory.documents()[source.document];
      Result<json::Document> document =
          json::Document::parse_owned(input.bytes(source.offset, source.length));
      if (!document)
        continue;
      document_ = *std::move(document);
      return;
    }
  }

  /// Below `properties`, or beside them as az prints it.
  [[nodiscard]] Node member(std::string_view name) const {
    const Node root = document_.root();
    const Node nested = root.find("properties").find(name);
    return nested ? nested : root.find(name);
  }
  [[nodiscard]] std::string text(std::string_view name) const {
    return std::string(member(name).string());
  }

 private:
  json::Document document_;
};

bool is_of(const Resource& resource, std::string_view type) {
  if (resource.type != no_model)
    return false;
  const std::optional<ResourceId> id = parse_resource_id(resource.id);
  return resource.source_count != 0 && id && equal_folded(id->type(), type);
}

const Resource* find(const Inventory& inventory, std::string_view id) {
  for (const Intent intent : {Intent::live, Intent::planned, Intent::existing}) {
    const Resource* const found = inventory.find(id, intent);
    if (found != nullptr && found->source_count != 0)
      return found;
  }
  return nullptr;
}

std::string control_of(std::string_view definition) {
  return "azure-policy/" + std::string(definition.substr(definition.rfind('/') + 1));
}

/// The definitions that an assignment assigns, as patterns for rules; why there are none else.
std::vector<std::string> controls_of(const Inventory& inventory, const Shown& exemption,
                                     std::string& trouble) {
  const std::string assignment_id = exemption.text("policyAssignmentId");
  const Resource* const assignment = find(inventory, assignment_id);
  if (assignment == nullptr) {
    trouble = "its assignment `" + assignment_id + "` was not collected";
    return {};
  }
  const std::string definition = Shown(inventory, *assignment).text("policyDefinitionId");
  if (folded(definition).find("/policysetdefinitions/") == std::string::npos)
    return {control_of(definition)};
  const Resource* const initiative = find(inventory, definition);
  if (initiative == nullptr) {
    trouble = "the initiative `" + definition + "` was not collected";
    return {};
  }
  std::vector<std::string> result;
  const Node wanted = exemption.member("policyDefinitionReferenceIds");
  const Shown shown(inventory, *initiative);
  for (const Node each : shown.member("policyDefinitions")) {
    const std::string_view reference = each.find("policyDefinitionReferenceId").string();
    const bool is_meant =
        wanted.size() == 0 || std::any_of(wanted.begin(), wanted.end(), [&](Node name) {
          return equal_folded(name.string(), reference);
        });
    if (is_meant)
      result.push_back(control_of(each.find("policyDefinitionId").string()));
  }
  if (result.empty())
    trouble = "the initiative has none of the policies that it names";
  return result;
}

}  // namespace

std::vector<Exemption> policy_exemptions(const Inventory& inventory,
                                         std::vector<Diagnostic>& diagnostics) {
  std::vector<Exemption> result;
  Locator locator(inventory);
  for (const Resource& resource : inventory.resources()) {
    if (!is_of(resource, "Microsoft.Authorization/policyExemptions"))
      continue;
    const Shown shown(inventory, resource);
    Exemption exemption{.source = resource.id.string()};
    if (const std::optional<Place> place = locator.resource(inventory.sources(resource)[0])) {
      exemption.document = place->document;
      exemption.line = place->line;
      exemption.column = place->column;
    }
    std::string trouble;
    exemption.about.rules = controls_of(inventory, shown, trouble);
    const std::string_view id = resource.id.view();
    const std::string scope(id.substr(0, folded(id).rfind("/providers/")));
    if (!starts_with_folded(scope, "/subscriptions/"))
      trouble = "which resources its scope `" + scope + "` holds is not known";
    exemption.about.resources.push_back(scope);
    exemption.category = equal_folded(shown.text("exemptionCategory"), "Mitigated")
                             ? ExemptionCategory::mitigated
                             : ExemptionCategory::waiver;
    exemption.reason = shown.text("description");
    if (exemption.reason.empty())
      exemption.reason = shown.text("displayName");
    exemption.owner = std::string(shown.member("metadata").find("requestedBy").string());
    exemption.reference = resource.name();
    if (const std::string expires = shown.text("expiresOn"); !expires.empty()) {
      exemption.until = parse_date(std::string_view(expires).substr(0, 10));
      if (!exemption.until)
        trouble = "`expiresOn` is no date";
      else if (expires.find("T00:00") != std::string::npos)
        *exemption.until -= std::chrono::days(1);
    }
    if (trouble.empty()) {
      result.push_back(std::move(exemption));
      continue;
    }
    diagnostics.push_back({.severity = Diagnostic::Severity::warning,
                           .code = "exemption-unresolved",
                           .message = "the policy exemption `" + std::string(resource.name()) +
                                      "` is not applied: " + trouble,
                           .document = exemption.document,
                           .line = exemption.line,
                           .column = exemption.column});
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
