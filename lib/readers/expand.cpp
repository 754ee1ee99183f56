#include "cachewarden/readers/expand.hpp"

#include <string_view>

#include "cachewarden/base/fold.hpp"
#include "readers/front_end.hpp"

namespace cachewarden::inline v0 {

Result<std::string> expand(const Input& input, const ExpandOptions& options) {
  const Result<templates::Expansion> expansion =
      detail::expand_deployment({.document = {input.name, input.text}}, options.deployment);
  if (!expansion)
    return expansion.error();
  Result<templates::Written> written = templates::write_json(
      *expansion,
      {.indent = options.indent, .output_bytes = options.deployment.limits.output_bytes});
  if (!written)
    return written.error();
  return std::move(written->text);
}

Result<templates::ScopeInputs> parse_scope(std::string_view text) {
  struct Row {
    std::string_view name;
    std::optional<std::string> templates::ScopeInputs::*member;
  };
  static constexpr Row rows[] = {
      {"tenantId", &templates::ScopeInputs::tenant_id},
      {"managementGroup", &templates::ScopeInputs::management_group},
      {"subscriptionId", &templates::ScopeInputs::subscription_id},
      {"subscriptionName", &templates::ScopeInputs::subscription_name},
      {"resourceGroup", &templates::ScopeInputs::resource_group},
      {"location", &templates::ScopeInputs::location},
      {"deploymentName", &templates::ScopeInputs::deployment_name},
      {"cloud", &templates::ScopeInputs::cloud},
  };
  const Result<json::Document> document = json::Document::parse(text);
  if (!document)
    return document.error();
  if (!document->root().is(json::Kind::object))
    return Error{ErrorCode::format, "a scope is an object"};
  templates::ScopeInputs result;
  for (const json::Node& member : document->root()) {
    if (equal_folded(member.key(), "placeholders") && member.boolean()) {
      result.placeholders = *member.boolean();
      continue;
    }
    const Row* known = nullptr;
    for (const Row& row : rows) {
      if (equal_folded(row.name, member.key()))
        known = &row;
    }
    if (known == nullptr || !member.is(json::Kind::string))
      return Error{ErrorCode::format, "`" + std::string(member.key()) +
                                          "` is no text of a scope, such as `resourceGroup`"};
    result.*known->member = std::string(member.string());
  }
  return result;
}

}  // namespace cachewarden::inline v0
