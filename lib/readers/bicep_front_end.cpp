#include <utility>

#include "cachewarden/bicep/lower.hpp"
#include "readers/front_end.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using templates::DocumentId;
using templates::ParameterSet;

bicep::Project project_of(const FrontEndContext& context) {
  return {context.unit, bicep::LowerOptions{.source = context.deployment.source,
                                            .module_cache = context.deployment.module_cache,
                                            .syntax = context.syntax}};
}

}  // namespace

Result<Deployable> read_bicep(const FrontEndContext& context, DocumentId document) {
  const Result<const templates::Program*> program = project_of(context).lower(document);
  if (!program)
    return program.error();
  return Deployable{.program = *program};
}

Result<Deployable> read_bicep_deployment(const FrontEndContext& context, DocumentId document) {
  Result<bicep::LoweredParameters> lowered = project_of(context).lower_parameters(document);
  if (!lowered)
    return lowered.error();
  if (lowered->program == nullptr)
    return Error{ErrorCode::format, "the template that the parameters are for is not at hand",
                 context.unit.documents()[document].shown};
  return Deployable{.program = lowered->program, .parameters = {std::move(lowered->set)}};
}

Result<ParameterSet> read_bicep_values(const FrontEndContext& context, DocumentId document) {
  Result<bicep::LoweredParameters> lowered = project_of(context).lower_parameters(document);
  if (!lowered)
    return lowered.error();
  return std::move(lowered->set);
}

Result<ParameterSet> refuse_bicep_values(const FrontEndContext& context, DocumentId document) {
  return Error{ErrorCode::format, "is a template and no parameters file",
               context.unit.documents()[document].shown};
}

}  // namespace cachewarden::inline v0::detail
