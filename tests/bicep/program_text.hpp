#pragma once

#include <string>
#include <string_view>

#include "cachewarden/template/program.hpp"
#include "template/expr_text.hpp"

/// Programs as text, one declaration a line, so that tests are tables of source and result.
namespace cachewarden::inline v0::bicep {

inline std::string type_text(const templates::Type& type) {
  using templates::TypeKind;
  std::string out;
  switch (type.kind) {
    case TypeKind::any:
      out = "any";
      break;
    case TypeKind::string:
      out = "string";
      break;
    case TypeKind::integer:
      out = "int";
      break;
    case TypeKind::boolean:
      out = "bool";
      break;
    case TypeKind::object:
      out = "object";
      break;
    case TypeKind::array:
      out = "array";
      break;
    case TypeKind::reference:
      out = type.reference;
      break;
  }
  if (!type.properties.empty() || type.additional != nullptr) {
    out += "{";
    for (const templates::TypeMember& member : type.properties)
      out += member.name + ":" + type_text(*member.type) + ",";
    if (type.additional != nullptr)
      out += "*:" + type_text(*type.additional) + ",";
    out.back() = '}';
  }
  if (type.items != nullptr)
    out += "<" + type_text(*type.items) + ">";
  if (!type.prefix_items.empty()) {
    out += "<";
    for (const templates::Type* item : type.prefix_items)
      out += type_text(*item) + ",";
    out.back() = '>';
  }
  if (!type.discriminator.empty()) {
    out += " by " + type.discriminator + "(";
    for (const templates::TypeMember& member : type.variants)
      out += member.name + ":" + type_text(*member.type) + ",";
    out.back() = ')';
  }
  if (type.allowed != nullptr)
    out += " of " + templates::source_text(*type.allowed);
  if (type.min_length)
    out += " minLength " + std::to_string(*type.min_length);
  if (type.max_length)
    out += " maxLength " + std::to_string(*type.max_length);
  if (type.min_value)
    out += " minValue " + std::to_string(*type.min_value);
  if (type.max_value)
    out += " maxValue " + std::to_string(*type.max_value);
  out += type.nullable ? "?" : "";
  out += type.sealed ? " sealed" : "";
  return out + (type.secure ? " secure" : "");
}

inline std::string part_text(std::string_view label, const templates::Expr* expr) {
  return expr == nullptr ? std::string()
                         : " " + std::string(label) + "=" + templates::source_text(*expr);
}

inline std::string loop_text(const std::optional<templates::Loop>& loop) {
  return loop ? " loop(" + loop->name + ")=" + templates::source_text(*loop->count) : std::string();
}

inline std::string resource_text(const templates::Resource& resource) {
  std::string out = resource.existing ? "existing " : "resource ";
  out += resource.symbol;
  out += part_text("type", resource.type) + part_text("version", resource.api_version);
  out += part_text("name", resource.name) + part_text("if", resource.condition);
  out += loop_text(resource.loop) + part_text("scope", resource.scope);
  out += part_text("subscription", resource.subscription_id);
  out += part_text("group", resource.resource_group);
  if (!resource.extension.empty())
    out += " extension=" + resource.extension;
  out += part_text("body", resource.body);
  if (!resource.module)
    return out;
  const templates::Module& module = *resource.module;
  out += module.program != nullptr ? " module" : "";
  out += module.gap.empty() ? "" : " gap(" + module.gap + ")";
  return out + part_text("params", module.parameters);
}

inline std::string program_text(const templates::Program& program) {
  std::string out;
  const auto line = [&](const std::string& text) { out += (out.empty() ? "" : "\n") + text; };
  for (const templates::Parameter& parameter : program.parameters)
    line("param " + parameter.name + " " + type_text(*parameter.type) +
         part_text("default", parameter.default_value));
  for (const templates::Variable& variable : program.variables)
    line("var " + variable.name + " = " + templates::source_text(*variable.value));
  for (const templates::Function& function : program.functions) {
    std::string parameters;
    for (const templates::TypeMember& parameter : function.parameters)
      parameters +=
          (parameters.empty() ? "" : ", ") + parameter.name + " " + type_text(*parameter.type);
    line("func " + function.name + "(" + parameters + ") " + type_text(*function.output) + " = " +
         templates::source_text(*function.body));
  }
  for (const templates::Definition& definition : program.definitions)
    line("type " + definition.name + " = " + type_text(*definition.type));
  for (const templates::Resource& resource : program.resources)
    line(resource_text(resource));
  for (const templates::Output& output : program.outputs)
    line("output " + output.name + " " + type_text(*output.type) + loop_text(output.loop) + " = " +
         templates::source_text(*output.value));
  return out;
}

}  // namespace cachewarden::inline v0::bicep
