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

void read_bicep(ReadContext& context) {
  context.deployments->add_template(context.builder.document(context.document).name, context.text,
                                    context.document, context.is_named);
}

}  // namespace cachewarden::inline v0::detail
