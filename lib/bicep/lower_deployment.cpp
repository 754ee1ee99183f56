#include <array>
#include <charconv>
#include <utility>

#include "bicep/lowering.hpp"
#include "cachewarden/base/fold.hpp"
#include "cachewarden/json/document.hpp"
#include "cachewarden/template/parse.hpp"
#include "template/expr_text.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::ExprKind;
using templates::Origin;
using templates::UnknownKind;

namespace {

constexpr std::array<std::string_view, 5> of_module = {
    "template", "templateLink", "parameters", "parametersLink", "expressionEvaluationOptions"};

bool is_of_module(std::string_view name) {
  for (const std::string_view candidate : of_module) {
    if (equal_folded(candidate, name))
      return true;
  }
  return false;
}

/// The text of a template's string that stands for `text`.
std::string template_string(std::string_view text) {
  const bool in_brackets = text.starts_with('[') && text.ends_with(']');
  return json::quote(in_brackets ? "[" + std::string(text) : std::string(text));
}

/// The value as it stands in a compiled template.
void append_json(std::string& out, const Expr& value) {
  switch (value.kind) {
    case ExprKind::null:
      out += "null";
      return;
    case ExprKind::boolean:
      out += value.flag ? "true" : "false";
      return;
    case ExprKind::integer:
      out += std::to_string(value.integer);
      return;
    case ExprKind::string:
      out += template_string(value.text);
      return;
    case ExprKind::array:
      out += "[";
      for (std::size_t i = 0; i < value.children.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_json(out, *value.children[i]);
      }
      out += "]";
      return;
    case ExprKind::object:
      out += "{";
      for (std::size_t i = 0; i < value.children.size(); ++i) {
        out += i == 0 ? "" : (i % 2 == 0 ? ",\n" : ":");
        append_json(out, *value.children[i]);
      }
      out += "}";
      return;
    default:
      out += json::quote("[" + templates::source_text(value) + "]");
      return;
  }
}

}  // namespace

/// A deployment that is written as a resource, with its template in the body: the same as in a
/// template that holds another one. Its expressions belong to the file around it, unless it says
/// otherwise.
void Lowering::raw_deployment(templates::Resource& result) {
  std::vector<const Expr*> members;
  for (std::size_t i = 0; i + 1 < result.body->children.size(); i += 2) {
    const Expr* key = result.body->children[i];
    const Expr* value = result.body->children[i + 1];
    if (equal_folded(key->text, "subscriptionId")) {
      result.subscription_id = value;
    } else if (equal_folded(key->text, "resourceGroup")) {
      result.resource_group = value;
    } else {
      members.push_back(key);
      const bool holds_content =
          equal_folded(key->text, "properties") && value->kind == ExprKind::object;
      members.push_back(holds_content ? deployed_content(result, *value) : value);
    }
  }
  result.body = unit_.object(members, result.body->origin);
}

/// Fills in the module of a deployment from its properties; what remains of these is returned.
const Expr* Lowering::deployed_content(templates::Resource& result, const Expr& properties) {
  templates::Module module{.outer = true};
  const Expr* content = nullptr;
  std::vector<const Expr*> remaining;
  for (std::size_t i = 0; i + 1 < properties.children.size(); i += 2) {
    const Expr* value = properties.children[i + 1];
    const std::string_view name = properties.children[i]->text;
    if (!is_of_module(name)) {
      remaining.push_back(properties.children[i]);
      remaining.push_back(value);
    } else if (equal_folded(name, "template")) {
      content = value;
    } else if (equal_folded(name, "templateLink")) {
      module.link = value;
    } else if (equal_folded(name, "parameters")) {
      module.parameters = value;
    } else if (equal_folded(name, "parametersLink") && module.parameters == nullptr) {
      module.parameters = unknown("parametersLink()", value->origin, UnknownKind::module);
    } else if (value->kind == ExprKind::object) {
      module.outer = !(value->children.size() == 2 && value->children[1]->text == "inner");
    }
  }
  if (content != nullptr && content->kind == ExprKind::object)
    module.program = embedded_template(*content, module.gap);
  else if (module.link == nullptr)
    module.gap = content != nullptr ? "the template of the deployment is an expression"
                                    : "the deployment has neither `template` nor `templateLink`";
  if (module.program != nullptr)
    module.link = nullptr;
  else
    module.outer = false;
  result.module = std::move(module);
  return unit_.object(remaining, properties.origin);
}

const templates::Program* Lowering::embedded_template(const Expr& content, std::string& gap) {
  std::string json;
  append_json(json, content);
  const auto document = unit_.add_document(file_.path + "#template", std::move(json));
  const auto program = templates::parse_template(unit_, document);
  if (program)
    return *program;
  gap = program.error().text();
  return nullptr;
}

}  // namespace cachewarden::inline v0::bicep
