#include "template/json_frontend.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

using json::Kind;
using json::Node;

constexpr std::string_view deployment_type = "Microsoft.Resources/deployments";

/// Members of a resource that are no part of its body.
constexpr std::array<std::string_view, 14> structural = {
    "type",      "apiVersion", "name",     "condition", "scope",    "copy",     "resources",
    "dependsOn", "comments",   "existing", "import",    "metadata", "@options", "extension"};

/// Members of a deployment's properties that `Module` holds.
constexpr std::array<std::string_view, 5> of_module = {
    "template", "templateLink", "parameters", "parametersLink", "expressionEvaluationOptions"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [name](std::string_view n) { return equal_folded(n, name); });
}

std::optional<ScopeKind> scope_of_schema(std::string_view schema) {
  schema = schema.substr(schema.find_last_of('/') + 1);
  if (starts_with_folded(schema, "deploymentTemplate"))
    return ScopeKind::resource_group;
  if (starts_with_folded(schema, "subscriptionDeploymentTemplate"))
    return ScopeKind::subscription;
  if (starts_with_folded(schema, "managementGroupDeploymentTemplate"))
    return ScopeKind::management_group;
  if (starts_with_folded(schema, "tenantDeploymentTemplate"))
    return ScopeKind::tenant;
  return std::nullopt;
}

std::string text_of(Node node) {
  return std::string(node.string());
}

}  // namespace

Origin JsonFrontEnd::origin(Node node) const noexcept {
  return {document_, static_cast<std::uint32_t>(node.offset())};
}

Origin JsonFrontEnd::key_origin(Node node) const noexcept {
  return {document_,
          static_cast<std::uint32_t>(node.is_member() ? node.key_offset() : node.offset())};
}

void JsonFrontEnd::report(Severity severity, std::string code, std::string message, Origin at) {
  unit_.diagnostics().push_back(
      {severity, std::move(code), message_line(std::move(message)), at, {}});
}

const Expr* JsonFrontEnd::string(std::string_view text, Origin at, bool exact) {
  if (!is_expression(text))
    return unit_.string(unescaped_literal(text), at);
  if (text.size() > limits_.max_expression_length)
    report(Severity::warning, "expression-length",
           "the expression has " + std::to_string(text.size()) +
               " characters, the service allows " + std::to_string(limits_.max_expression_length),
           at);
  const Origin inside{at.document, at.offset + 1};
  auto parsed = parse_expression(unit_, text, exact ? inside : at, exact);
  if (parsed)
    return *parsed;
  Origin place = at;
  std::uint32_t offset = 0;
  const std::string& digits = parsed.error().place;
  std::from_chars(digits.data(), digits.data() + digits.size(), offset);
  if (exact)
    place.offset = inside.offset + offset;
  const bool is_ours = parsed.error().code == ErrorCode::limit;
  report(Severity::error, is_ours ? "limit" : "expression-syntax", parsed.error().message, place);
  return unit_.unknown(UnknownKind::runtime, text.substr(1, text.size() - 2), false, at);
}

const Expr* JsonFrontEnd::string(Node node) {
  const std::string_view text = node.string();
  return string(text, origin(node), node.length() == text.size() + 2);
}

const Expr* JsonFrontEnd::scalar(Node node) {
  const Origin at = origin(node);
  switch (node.kind()) {
    case Kind::null:
      return unit_.null(at);
    case Kind::boolean:
      return unit_.boolean(node.boolean().value_or(false), at);
    case Kind::integer:
      if (const auto value = node.integer())
        return unit_.integer(*value, at);
      break;
    default:
      break;
  }
  if (const auto value = node.real())
    return unit_.real(*value, at);
  return unit_.unknown(UnknownKind::runtime, "json('" + std::string(node.raw()) + "')", false, at);
}

const Expr* JsonFrontEnd::literal(Node node) {
  const Origin at = origin(node);
  std::vector<const Expr*> parts;
  switch (node.kind()) {
    case Kind::string:
      return unit_.string(node.string(), at);
    case Kind::array:
      for (const Node item : node)
        parts.push_back(literal(item));
      return unit_.array(parts, at);
    case Kind::object:
      for (const Node member : node) {
        parts.push_back(unit_.string(member.key(), key_origin(member)));
        parts.push_back(literal(member));
      }
      return unit_.object(parts, at);
    default:
      return scalar(node);
  }
}

const Expr* JsonFrontEnd::value(Node node) {
  if (node.is(Kind::string))
    return string(node);
  if (node.is(Kind::object))
    return object(node);
  if (!node.is(Kind::array))
    return scalar(node);
  std::vector<const Expr*> items;
  for (const Node item : node)
    items.push_back(value(item));
  return unit_.array(items, origin(node));
}

const Expr* JsonFrontEnd::optional(Node node) {
  return node ? value(node) : nullptr;
}

const Expr* JsonFrontEnd::object(Node node) {
  return object_without(node, {});
}

const Expr* JsonFrontEnd::object_without(Node node, std::span<const std::string_view> names) {
  std::vector<const Expr*> parts;
  for (const Node member : node) {
    if (contains(names, member.key()))
      continue;
    if (equal_folded(member.key(), "copy") && is_loops(member))
      append_loops(parts, member);
    else
      append_member(parts, member);
  }
  return unit_.object(parts, origin(node));
}

void JsonFrontEnd::append_member(std::vector<const Expr*>& parts, Node member) {
  parts.push_back(string(member.key(), key_origin(member), false));
  parts.push_back(value(member));
}

bool JsonFrontEnd::is_loops(Node node) {
  if (!node.is(Kind::array) || node.size() == 0)
    return false;
  return std::all_of(node.begin(), node.end(), [](Node entry) {
    return entry.is(Kind::object) && entry.find("name").is(Kind::string) && entry.find("count") &&
           entry.find("input");
  });
}

void JsonFrontEnd::append_loops(std::vector<const Expr*>& parts, Node copy) {
  for (const Node entry : copy) {
    const Node name = entry.find("name");
    parts.push_back(unit_.string(name.string(), origin(name)));
    parts.push_back(unit_.loop(name.string(), value(entry.find("count")),
                               value(entry.find("input")), origin(entry)));
  }
}

std::optional<Loop> JsonFrontEnd::loop(Node node) {
  if (!node.is(Kind::object))
    return std::nullopt;
  Loop loop{.name = text_of(node.find("name")),
            .count = optional(node.find("count")),
            .origin = origin(node)};
  if (loop.count == nullptr) {
    report(Severity::error, "copy-count", "the copy loop has no `count`", origin(node));
    loop.count = unit_.unknown(UnknownKind::runtime, "count()", false, origin(node));
  }
  return loop;
}

void JsonFrontEnd::parameters(Program& program, Node node) {
  for (const Node member : node) {
    Parameter parameter{
        .name = std::string(member.key()), .type = type(member), .origin = key_origin(member)};
    if (const Node given = member.find("defaultValue"); given && !given.is(Kind::null))
      parameter.default_value = value(given);
    program.parameters.push_back(std::move(parameter));
  }
}

void JsonFrontEnd::variables(Program& program, Node node) {
  for (const Node member : node) {
    if (!equal_folded(member.key(), "copy") || !is_loops(member)) {
      program.variables.push_back({std::string(member.key()), value(member), key_origin(member)});
      continue;
    }
    for (const Node entry : member) {
      const std::string name = text_of(entry.find("name"));
      program.variables.push_back(
          {name,
           unit_.loop(name, value(entry.find("count")), value(entry.find("input")), origin(entry)),
           origin(entry)});
    }
  }
}

void JsonFrontEnd::functions(Program& program, Node node) {
  for (const Node space : node) {
    const std::string prefix = text_of(space.find("namespace"));
    for (const Node member : space.find("members")) {
      Function function{.name = prefix + "." + std::string(member.key()),
                        .origin = key_origin(member)};
      for (const Node parameter : member.find("parameters"))
        function.parameters.push_back({text_of(parameter.find("name")), type(parameter)});
      const Node output = member.find("output");
      function.output = output ? type(output) : nullptr;
      function.body = optional(output.find("value"));
      function.closed = !program.symbolic && program.language_version.empty();
      if (function.body == nullptr) {
        report(Severity::error, "function-output",
               "function `" + function.name + "` has no output value", function.origin);
        continue;
      }
      program.functions.push_back(std::move(function));
    }
  }
}

void JsonFrontEnd::outputs(Program& program, Node node) {
  for (const Node member : node) {
    Output output{
        .name = std::string(member.key()), .type = type(member), .origin = key_origin(member)};
    output.condition = optional(member.find("condition"));
    const Node copy = member.find("copy");
    output.loop = loop(copy);
    output.value = optional(output.loop ? copy.find("input") : member.find("value"));
    if (output.value == nullptr) {
      report(Severity::error, "output-value", "output `" + output.name + "` has no value",
             output.origin);
      continue;
    }
    program.outputs.push_back(std::move(output));
  }
}

void JsonFrontEnd::resources(std::vector<Resource>& list, Node node) {
  const bool by_symbol = node.is(Kind::object);
  for (const Node entry : node) {
    if (!entry.is(Kind::object)) {
      report(Severity::error, "resource-shape", "a resource must be an object", origin(entry));
      continue;
    }
    resource(list, entry, by_symbol ? entry.key() : std::string_view());
  }
}

void JsonFrontEnd::resource(std::vector<Resource>& list, Node node, std::string_view symbol) {
  Resource resource{.symbol = std::string(symbol), .origin = origin(node)};
  const auto label = [&] {
    return symbol.empty() ? std::string("the resource") : "resource `" + std::string(symbol) + "`";
  };
  resource.type = optional(node.find("type"));
  if (resource.type == nullptr) {
    report(Severity::error, "resource-type", label() + " has no type", resource.origin);
    return;
  }
  const Node extension = node.find("extension") ? node.find("extension") : node.find("import");
  resource.extension = text_of(extension);
  resource.name = optional(node.find("name"));
  if (resource.name == nullptr && resource.extension.empty()) {
    report(Severity::error, "resource-name", label() + " has no name", resource.origin);
    resource.name = unit_.unknown(UnknownKind::runtime, "name()", false, resource.origin);
  }
  resource.api_version = optional(node.find("apiVersion"));
  if (!resource.extension.empty() && resource.type->kind == ExprKind::string)
    split_version(resource);
  resource.condition = optional(node.find("condition"));
  resource.scope = optional(node.find("scope"));
  resource.loop = loop(node.find("copy"));
  resource.existing = node.find("existing").boolean().value_or(false);
  const bool is_deployment =
      resource.type->kind == ExprKind::string && equal_folded(resource.type->text, deployment_type);
  std::vector<std::string_view> left_out(structural.begin(), structural.end());
  if (is_deployment || resource.existing) {
    resource.subscription_id = optional(node.find("subscriptionId"));
    resource.resource_group = optional(node.find("resourceGroup"));
    left_out.insert(left_out.end(), {"subscriptionId", "resourceGroup"});
  }
  const Node properties = node.find("properties");
  const bool has_module = is_deployment && !resource.existing && properties.is(Kind::object);
  if (has_module) {
    left_out.emplace_back("properties");
    module(resource, properties);
  }
  resource.body = object_without(node, left_out);
  if (has_module) {
    std::vector<const Expr*> parts(resource.body->children.begin(), resource.body->children.end());
    parts.push_back(unit_.string("properties", key_origin(properties)));
    parts.push_back(object_without(properties, of_module));
    resource.body = unit_.object(parts, resource.body->origin);
  }
  resources(resource.children, node.find("resources"));
  list.push_back(std::move(resource));
}

/// Types of extensions carry their version: `core/Service@v1`.
void JsonFrontEnd::split_version(Resource& resource) {
  const Expr& type = *resource.type;
  const std::size_t at = type.text.find('@');
  if (at == std::string_view::npos || resource.api_version != nullptr)
    return;
  resource.type = unit_.string(type.text.substr(0, at), type.origin);
  resource.api_version = unit_.string(type.text.substr(at + 1), type.origin);
}

void JsonFrontEnd::module(Resource& resource, Node properties) {
  Module module;
  const Node content = properties.find("template");
  const Node link = properties.find("templateLink");
  const std::string_view scope =
      properties.find("expressionEvaluationOptions").find("scope").string();
  module.outer = !equal_folded(scope, "inner");
  if (content.is(Kind::object)) {
    module.program = program(content);
  } else if (link) {
    module.link = value(link);
    module.outer = false;
  } else {
    module.gap = content ? "the template of the deployment is an expression"
                         : "the deployment has neither `template` nor `templateLink`";
    module.outer = false;
  }
  const Node parameters = properties.find("parameters");
  if (parameters)
    module.parameters = value(parameters);
  else if (properties.find("parametersLink"))
    module.parameters = unit_.unknown(UnknownKind::module, "parametersLink()", false,
                                      origin(properties.find("parametersLink")));
  resource.module = std::move(module);
}

const Program* JsonFrontEnd::program(Node node) {
  Program& program = unit_.add_program();
  program.document = document_;
  program.origin = origin(node);
  program.scope = scope_of_schema(node.find("$schema").string());
  program.language_version = text_of(node.find("languageVersion"));
  program.content_version = text_of(node.find("contentVersion"));
  const Node list = node.find("resources");
  program.symbolic = list.is(Kind::object);
  for (const Node member : node.find("definitions"))
    program.definitions.push_back({std::string(member.key()), type(member)});
  parameters(program, node.find("parameters"));
  variables(program, node.find("variables"));
  functions(program, node.find("functions"));
  resources(program.resources, list);
  outputs(program, node.find("outputs"));
  return &program;
}

ParameterSet JsonFrontEnd::parameters(Node node) {
  ParameterSet set;
  const Node inner = node.find("parameters");
  const Node list = inner.is(Kind::object) && !inner.find("value") ? inner : node;
  for (const Node member : list) {
    if (list != inner && (member.key().starts_with('$') || !member.is(Kind::object)))
      continue;
    Assignment assignment{.name = std::string(member.key()), .origin = key_origin(member)};
    if (const Node given = member.find("value")) {
      assignment.value = literal(given);
    } else if (member.find("reference")) {
      assignment.secret_reference = true;
    } else if (const Node expression = member.find("expression"); expression.is(Kind::string)) {
      assignment.value = string(expression);
    } else {
      report(Severity::error, "parameter-value",
             "parameter `" + assignment.name + "` has neither `value` nor `reference`",
             assignment.origin);
      continue;
    }
    set.assignments.push_back(std::move(assignment));
  }
  return set;
}

bool is_template(Node root) {
  if (!root.is(Kind::object))
    return false;
  const std::string_view schema = root.find("$schema").string();
  if (scope_of_schema(schema))
    return true;
  const Node list = root.find("resources");
  return (list.is(Kind::array) || list.is(Kind::object)) && root.find("contentVersion");
}

bool is_parameters_file(Node root) {
  if (!root.is(Kind::object) || !root.find("parameters").is(Kind::object) || root.find("resources"))
    return false;
  const std::string_view schema = root.find("$schema").string();
  const std::string_view last = schema.substr(schema.find_last_of('/') + 1);
  return starts_with_folded(last, "deploymentParameters") ||
         starts_with_folded(last, "subscriptionDeploymentParameters") ||
         starts_with_folded(last, "managementGroupDeploymentParameters") ||
         starts_with_folded(last, "tenantDeploymentParameters") || schema.empty();
}

const Expr* literal_expression(Unit& unit, DocumentId document, Node node) {
  return JsonFrontEnd(unit, document, ParseLimits{}).literal(node);
}

namespace {

Result<json::Document> document_of(Unit& unit, DocumentId document, const ParseLimits& limits) {
  if (document >= unit.documents().size())
    return Error{ErrorCode::argument, "no such document"};
  const SourceDocument& source = unit.documents()[document];
  auto parsed = json::Document::parse(*source.text, limits.json, source.text);
  if (!parsed) {
    Error error = parsed.error();
    error.place = source.shown + ":" + error.place;
    return error;
  }
  return parsed;
}

}  // namespace

Result<const Program*> parse_template(Unit& unit, DocumentId document, const ParseLimits& limits) {
  auto parsed = document_of(unit, document, limits);
  if (!parsed)
    return parsed.error();
  if (!is_template(parsed->root()))
    return Error{ErrorCode::format, "not a deployment template", unit.documents()[document].shown};
  return JsonFrontEnd(unit, document, limits).program(parsed->root());
}

Result<ParameterSet> parse_parameters(Unit& unit, DocumentId document, const ParseLimits& limits) {
  auto parsed = document_of(unit, document, limits);
  if (!parsed)
    return parsed.error();
  if (!parsed->root().is(Kind::object))
    return Error{ErrorCode::format, "not a parameters file", unit.documents()[document].shown};
  return JsonFrontEnd(unit, document, limits).parameters(parsed->root());
}

}  // namespace cachewarden::inline v0::templates
