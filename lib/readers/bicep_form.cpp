#include "cachewarden/base/fold.hpp"
#include "cachewarden/bicep/syntax.hpp"
#include "readers/deployment.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

bool is_bicep(std::string_view text, std::string_view name) {
  return ends_with_folded(name, ".bicep") || bicep::begins_like_bicep(text);
}

bool is_bicep_parameters(std::string_view text, std::string_view name) {
  if (ends_with_folded(name, ".bicep"))
    return false;
  return ends_with_folded(name, ".bicepparam") ||
         (bicep::begins_like_bicep(text) && bicep::is_parameters_file(bicep::parse(text)));
}

namespace {

void read_bicep(ReadContext& context) {
  context.deployments->add_template(context.builder.document(context.document).name, context.text,
                                    context.document, context.is_named);
}

}  // namespace

extern constinit const InputForm form_bicepparam = {
    .name = "bicepparam",
    .description = "a parameter file of Bicep, with the template that it names",
    .detect_text = is_bicep_parameters,
    .read_text = read_bicep};

extern constinit const InputForm form_bicep = {.name = "bicep",
                                               .description = "a Bicep file, with its modules",
                                               .detect_text = is_bicep,
                                               .read_text = read_bicep};

}  // namespace cachewarden::inline v0::detail
