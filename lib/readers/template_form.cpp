#include <string>

#include "cachewarden/base/fold.hpp"
#include "readers/deployment.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;

void read_declared(Node resource, const ReadContext& context, std::string_view parent_type_name,
                   std::string_view parent_name) {
  std::string type(text_member(resource, "type"));
  std::string name(text_member(resource, "name"));
  if (!parent_type_name.empty() && type.find('.') == std::string::npos) {
    type = std::string(parent_type_name) + "/" + type;
    if (!json::is_expression(name) && !json::is_expression(parent_name))
      name = std::string(parent_name) + "/" + name;
  }
  if (type.empty() || name.empty()) {
    context.report(Diagnostic::Severity::error, "malformed", "a resource without type or name",
                   resource);
    return;
  }
  const bool is_existing = resource.find("existing").boolean().value_or(false);
  ReadContext own = context;
  own.intent = is_existing ? Intent::existing : Intent::planned;
  read_resource(resource, own,
                {.type = type,
                 .id = declared_id(type, name, context.builder.document(context.document).name),
                 .carried = is_existing ? Carried::projection : Carried::full});
  for (const Node& child : resource.find("resources")) {
    if (child.is(Kind::object))
      read_declared(child, context, type, name);
  }
}

}  // namespace

std::string declared_id(std::string_view type, std::string_view name, std::string_view document) {
  const std::size_t provider = type.find('/');
  std::string id = "/subscriptions/{subscription}/resourceGroups/{resourceGroup of ";
  for (const char c : document)
    id += c == '/' ? '|' : c;
  id += "}/providers/";
  id.append(type.substr(0, provider));
  std::string_view types = provider == std::string_view::npos ? "" : type.substr(provider + 1);
  const bool is_whole = json::is_expression(name);
  while (!types.empty()) {
    const std::size_t slash = types.find('/');
    id.append("/").append(types.substr(0, slash)).append("/");
    types = slash == std::string_view::npos ? std::string_view{} : types.substr(slash + 1);
    const std::size_t cut = is_whole || types.empty() ? std::string_view::npos : name.find('/');
    std::string part(name.substr(0, cut));
    for (char& c : part)
      c = c == '/' ? '|' : c;
    id.append(part);
    if (cut != std::string_view::npos)
      name = name.substr(cut + 1);
  }
  return id;
}

namespace {

bool is_template(Node root) {
  return templates::is_template(root);
}

void read_template(Node root, ReadContext& context) {
  const Node resources = root.find("resources");
  if (resources && !resources.is(Kind::array) && !resources.is(Kind::object))
    context.report(Diagnostic::Severity::error, "malformed",
                   "expected `resources` to be a list or an object", resources);
  if (context.base == 0 && context.deployments != nullptr) {
    context.deployments->add_template(context.builder.document(context.document).name, context.text,
                                      context.document, context.is_named);
    return;
  }
  context.report(Diagnostic::Severity::error, "template",
                 "a template among other values is not read; give it a document of its own", root);
}

bool is_parameters(Node root) {
  return templates::is_parameters_file(root);
}

void read_parameters(Node root, ReadContext& context) {
  if (context.base == 0 && context.deployments != nullptr) {
    context.deployments->add_parameters(context.builder.document(context.document).name,
                                        context.text);
    return;
  }
  context.report(Diagnostic::Severity::error, "template",
                 "parameters among other values are not read; give them a document of their own",
                 root);
}

bool is_template_resource(Node root) {
  return root.is(Kind::object) && !root.find("id") && !root.find("apiVersion").string().empty() &&
         !text_member(root, "type").empty();
}

void read_template_resource(Node root, ReadContext& context) {
  context.form = Form::arm_template;
  context.dialect.has_expressions = true;
  read_declared(root, context, {}, {});
}

}  // namespace

extern constinit const InputForm form_arm_template = {
    .name = "arm-template",
    .description = "an ARM template, with all that its expressions leave open",
    .detect = is_template,
    .read = read_template,
    .words = {"$schema", "contentVersion"},
    .needs_document = true};

extern constinit const InputForm form_arm_parameters = {
    .name = "arm-parameters",
    .description = "a parameter file of an ARM template",
    .detect = is_parameters,
    .read = read_parameters,
    .words = {"parameters"},
    .needs_document = true};

extern constinit const InputForm form_template_resource = {
    .name = "arm-template resource",
    .description = "a resource of an ARM template on its own: type, apiVersion, no id",
    .detect = is_template_resource,
    .read = read_template_resource,
    .words = {"apiVersion"}};

}  // namespace cachewarden::inline v0::detail
