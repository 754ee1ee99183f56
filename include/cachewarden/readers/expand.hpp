#pragma once

#include <memory>
#include <string>
#include <utility>

#include "cachewarden/base/result.hpp"
#include "cachewarden/readers/reader.hpp"
#include "cachewarden/template/expand.hpp"

/// Templates, in any language that is known, to the resources they would deploy.
namespace cachewarden::inline v0 {

/// How a template is expanded.
struct ExpandOptions {
  DeploymentOptions deployment{};  ///< parameters, scope, further files; `max_worlds` is not used
  bool indent = true;              ///< lines and spaces in the JSON text
};

/// The JSON text of what the template deploys, as far as that can be known beforehand, with a line
/// feed behind it:
/// - `predictedResources`, `existingResources`: resources with all that is said of them. What is
///   not known is its expression in brackets; text that starts with a bracket has one more. Values
///   of secure parameters and other secrets are never among it.
/// - `outputs`: name to `{"type": ..., "value": ...}`
/// - `diagnostics`: `{"level": "error" or "warning", "code": ..., "message": ..., "place": ...}`
/// - `unknown`: `{"pointer": ..., "kind": ...}` of each value that is not known; kind is parameter,
///   runtime, list, module or time.
/// Errors: the document is no template, a parameters file is none (`syntax`, `format`), or the
/// result is past a limit (`limit`). Everything else is a diagnostic.
[[nodiscard]] Result<std::string> expand(const Input& input, const ExpandOptions& options = {});

/// Reads the JSON object that says where a deployment goes: `tenantId`, `managementGroup`,
/// `subscriptionId`, `subscriptionName`, `resourceGroup`, `location`, `deploymentName` and `cloud`
/// (AzureCloud, AzureUSGovernment, AzureChinaCloud), each a text, and `placeholders` (false: what
/// is not said is unknown). Errors: `syntax`; `format` for another member or kind.
[[nodiscard]] Result<templates::ScopeInputs> parse_scope(std::string_view json);

}  // namespace cachewarden::inline v0
