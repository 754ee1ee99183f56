#include "readers/front_end.hpp"

#include <memory>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using templates::DocumentId;
using templates::ParameterSet;

Result<Deployable> read_json(const FrontEndContext& context, DocumentId document) {
  const auto program =
      templates::parse_template(context.unit, document, context.deployment.limits.parse);
  if (!program)
    return program.error();
  return Deployable{.program = *program};
}

Result<ParameterSet> read_json_parameters(const FrontEndContext& context, DocumentId document) {
  return templates::parse_parameters(context.unit, document, context.deployment.limits.parse);
}

/// The row of each language.
constexpr FrontEnd all_front_ends[] = {
    {"bicepparam",
     [](std::string_view path, std::string_view text) { return is_bicep_parameters(text, path); },
     read_bicep_deployment, read_bicep_values},
    {"bicep", [](std::string_view path, std::string_view text) { return is_bicep(text, path); },
     read_bicep, refuse_bicep_values},
    {"arm-template", [](std::string_view, std::string_view) { return true; }, read_json,
     read_json_parameters},
};

const FrontEnd& front_end_of(const templates::InputDocument& document) {
  const std::string_view text = document.text != nullptr ? std::string_view(*document.text) : "";
  for (const FrontEnd& each : front_ends()) {
    if (each.knows(document.path, text))
      return each;
  }
  return front_ends().back();
}

DocumentId add(templates::Unit& unit, const DeploymentOptions& deployment,
               const templates::InputDocument& document) {
  std::string path = deployment.path_of ? deployment.path_of(document.path) : document.path;
  const bool is_source =
      ends_with_folded(document.path, ".bicep") || ends_with_folded(document.path, ".bicepparam");
  return unit.add_document(
      std::move(path), is_source ? bicep::as_utf8(document.text) : document.text, document.path);
}

}  // namespace

std::span<const FrontEnd> front_ends() noexcept {
  return all_front_ends;
}

Result<templates::Expansion> expand_deployment(
    const templates::Input& input, const DeploymentOptions& deployment,
    const std::vector<std::pair<std::string, std::string>>& assignments,
    const std::shared_ptr<bicep::SyntaxCache>& syntax) {
  auto unit = std::make_shared<templates::Unit>();
  unit->show_paths(deployment.shown);
  const FrontEndContext context{*unit, deployment, syntax};
  const DocumentId main = add(*unit, deployment, input.document);
  Result<Deployable> deployable = front_end_of(input.document).read(context, main);
  if (!deployable)
    return deployable.error();
  std::vector<ParameterSet> sets = std::move(deployable->parameters);
  std::vector<templates::InputDocument> files = input.parameters;
  for (const DeploymentParameters& each : deployment.parameters)
    files.push_back({each.name, each.text});
  for (const templates::InputDocument& file : files) {
    Result<ParameterSet> set =
        front_end_of(file).read_parameters(context, add(*unit, deployment, file));
    if (!set)
      return set.error();
    sets.push_back(*std::move(set));
  }
  ParameterSet single;
  for (const auto& [name, text] : deployment.overrides)
    single.assignments.push_back(
        {.name = name, .value = unit->string(text, {}), .text = true, .origin = {}});
  sets.push_back(std::move(single));
  const templates::Options how{.scope = deployment.scope,
                               .limits = deployment.limits,
                               .source = deployment.source,
                               .assignments = assignments};
  return templates::evaluate(std::move(unit), *deployable->program, sets, how);
}

}  // namespace cachewarden::inline v0::detail
