#include <string>
#include <utility>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

bool is_export(json::Node node) {
  return node.is(json::Kind::object) && parse_resource_id(text_member(node, "ResourceId")) &&
         !text_member(node, "ResourceType").empty();
}

/// Resources below `Resources` are children or extensions of the one above.
void read_export(json::Node node, ReadContext& context) {
  std::vector<std::pair<json::Node, std::string>> pending{{node, {}}};
  while (!pending.empty()) {
    const auto [each, parent] = std::move(pending.back());
    pending.pop_back();
    read_resource(each, context, {.parent = parent});
    const std::string_view id = text_member(each, "ResourceId");
    for (const json::Node& child : json::find_member(each, "Resources"))
      pending.emplace_back(child, std::string(id));
  }
}

bool is_psrule(json::Node root) {
  return is_export(root) || (root.is(json::Kind::array) && is_export(root.at(0)));
}

void read_psrule(json::Node root, ReadContext& context) {
  if (root.is(json::Kind::array)) {
    read_array(root, context);
    return;
  }
  context.form = Form::psrule;
  read_export(root, context);
}

}  // namespace

extern constinit const InputForm form_psrule = {
    .name = "psrule",
    .description = "resources exported by PSRule for Azure",
    .detect = is_psrule,
    .read = read_psrule,
    .words = {"ResourceId"},
    .is_list = true};

}  // namespace cachewarden::inline v0::detail
