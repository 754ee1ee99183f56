#include <string>

#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"
#include "readers/normal.hpp"

/// What stands beside Resource Manager: keys as their vault shows them, and policies of Microsoft
/// Entra as Microsoft Graph exports them.
namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;

/// The id of a key by the address that its vault gives it; empty if it is none.
std::string key_id(Node key) {
  std::string_view url = text_member(json::find_member(key, "key"), "kid");
  if (url.empty())
    url = text_member(key, "kid");
  return vault_key_id(url).value_or(std::string());
}

bool is_policy(Node node) {
  const Node conditions = node.is(Kind::object) ? json::find_member(node, "conditions") : Node{};
  return conditions.is(Kind::object) && !text_member(node, "id").empty() &&
         !text_member(node, "state").empty() &&
         (json::find_member(conditions, "applications") || json::find_member(conditions, "users"));
}

bool names_policies(Node answer) {
  const std::string context = folded(answer.find("@odata.context").string());
  return context.find("conditionalaccess/policies") != std::string::npos;
}

bool is_vault_key(Node root) {
  return root.is(Kind::object) && json::find_member(root, "attributes").is(Kind::object) &&
         !key_id(root).empty();
}

void read_vault_key(Node root, ReadContext& context) {
  // The vault does not show the rotation policy here.
  read_resource(root, context, {.id = key_id(root), .carried = Carried::projection});
}

bool is_conditional_access(Node root) {
  if (!root.is(Kind::object))
    return false;
  const Node list = root.find("value");
  if (!list.is(Kind::array))
    return is_policy(root);
  return names_policies(root) || (list.size() != 0 && is_policy(list.at(0)));
}

void read_conditional_access(Node root, ReadContext& context) {
  const Hints hints{.parent = std::string(exported_tenant),
                    .type = std::string(ConditionalAccessPolicy::type.arm)};
  const Node list = root.find("value");
  if (!list.is(Kind::array)) {
    read_resource(root, context, hints);
    return;
  }
  const bool goes_on = report_next_page(root, context);
  const bool is_whole = read_list(list, context, hints) && !goes_on;
  const Source source{.document = context.document,
                      .length = static_cast<std::uint32_t>(root.length()),
                      .offset = context.base + root.offset(),
                      .value = context.base,
                      .form = context.form};
  context.builder.add_collection(exported_tenant, type_number<ConditionalAccessPolicy>,
                                 is_whole ? Completeness::complete : Completeness::partial,
                                 context.intent, static_cast<std::uint32_t>(list.size()), source);
}

}  // namespace

extern constinit const InputForm form_conditional_access = {
    .name = "conditional-access",
    .description =
        "conditional access policies of Microsoft Graph: az rest --url "
        "https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies",
    .detect = is_conditional_access,
    .read = read_conditional_access,
    .words = {"@odata.context", "value", "conditions"},
    .needs_document = true};

extern constinit const InputForm form_vault_key = {
    .name = "vault-key",
    .description = "a key as its vault shows it: az keyvault key show",
    .detect = is_vault_key,
    .read = read_vault_key,
    .words = {"key", "kid"}};

}  // namespace cachewarden::inline v0::detail
