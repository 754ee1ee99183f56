#include "bicep/lowering.hpp"

#include <utility>

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::Origin;
using templates::Severity;
using templates::UnknownKind;

Lowering::Lowering(Project::State& project, const SourceFile& file, templates::Program& program)
    : project_(project), unit_(project.unit), file_(file), program_(program) {
  auto own = std::make_unique<Space>();
  own->file = &file;
  own_ = own.get();
  spaces_.push_back(std::move(own));
  program_.document = file.document;
  program_.origin = {file.document, 0};
  program_.scope = file.scope;
  program_.symbolic = true;
  program_.language_version = "2.0";
}

void Lowering::run() {
  for (const Statement* next : file_.syntax.statements)
    statement(*next);
  for (const ResourceInfo& info : file_.resources)
    resource(info);
  drain();
}

void Lowering::statement(const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::parameter:
      return parameter(statement);
    case StatementKind::variable:
      return variable(statement, *own_);
    case StatementKind::function:
      return function(statement, *own_);
    case StatementKind::type:
      return type_definition(statement, *own_);
    case StatementKind::output:
      return output(statement);
    default:
      return;  // resources come from the binder; the rest declares nothing to evaluate
  }
}

/// Imported declarations bring further ones with them.
void Lowering::drain() {
  while (!queue_.empty()) {
    const auto [space, statement] = queue_.back();
    queue_.pop_back();
    if (statement->kind == StatementKind::variable)
      variable(*statement, *space);
    else if (statement->kind == StatementKind::function)
      function(*statement, *space);
    else if (statement->kind == StatementKind::type)
      type_definition(*statement, *space);
  }
}

void Lowering::parameter(const Statement& statement) {
  if (statement.name.empty())
    return;
  templates::Parameter parameter{.name = std::string(statement.name),
                                 .type = type(statement.type, statement.decorators, *own_),
                                 .origin = {file_.document, statement.name_begin}};
  if (statement.value != nullptr && statement.broken)
    parameter.default_value = unknown("parameters('" + parameter.name + "')", parameter.origin);
  else if (statement.value != nullptr)
    parameter.default_value = expression(*statement.value, {.space = own_});
  program_.parameters.push_back(std::move(parameter));
}

void Lowering::variable(const Statement& statement, Space& space) {
  if (statement.name.empty())
    return;
  const Origin at{space.file->document, statement.name_begin};
  const Expr* value = statement.value != nullptr && !statement.broken
                          ? expression(*statement.value, {.space = &space})
                          : unknown("variables('" + std::string(statement.name) + "')", at);
  program_.variables.push_back({space.prefix + std::string(statement.name), value, at});
}

void Lowering::function(const Statement& statement, Space& space) {
  if (statement.broken || statement.value == nullptr)
    return;
  const std::string prefix = space.prefix.empty() ? "__bicep." : space.prefix;
  templates::Function function{.name = prefix + std::string(statement.name),
                               .output = type(statement.type, {}, space),
                               .origin = {space.file->document, statement.name_begin}};
  const auto parts = statement.value->children;
  std::vector<Local> locals(parts.size());
  const Local* innermost = nullptr;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const Node& parameter = *parts[i];
    function.parameters.push_back(
        {std::string(parameter.text), type(parameter.children[0], {}, space)});
    const Origin at = origin(parameter, space);
    locals[i] = {.name = parameter.text,
                 .value = call("parameters", {text(parameter.text, at)}, at),
                 .outer = innermost};
    innermost = &locals[i];
  }
  function.body = expression(*parts.back(), {.space = &space, .locals = innermost});
  program_.functions.push_back(std::move(function));
}

void Lowering::type_definition(const Statement& statement, Space& space) {
  if (statement.name.empty())
    return;
  program_.definitions.push_back({space.prefix + std::string(statement.name),
                                  type(statement.type, statement.decorators, space)});
}

void Lowering::output(const Statement& statement) {
  if (statement.name.empty())
    return;
  const Origin at{file_.document, statement.name_begin};
  templates::Output output{.name = std::string(statement.name),
                           .type = type(statement.type, statement.decorators, *own_),
                           .origin = at};
  const Node* value = statement.value;
  const Env env{.space = own_};
  if (value == nullptr || statement.broken) {
    output.value = unknown("outputs('" + output.name + "')", at);
  } else if (value->is(NodeKind::for_loop)) {
    const Origin in = origin(*value, env);
    const Expr* list = expression(value->child(1), env);
    const Expr* index = call("copyIndex", {}, in);
    output.loop = templates::Loop{.name = {}, .count = call("length", {list}, in), .origin = in};
    const Local item{.name = value->text,
                     .value = unit_.index(list, index, in),
                     .item = item_of(value->child(1), env, index)};
    const Local number{.name = value->child(0).text, .value = index, .outer = &item};
    output.value = expression(value->child(2), {.space = own_, .locals = &number});
  } else {
    const bool is_resource = !resource_type_of(statement.type).empty();
    output.value = is_resource ? handed_over(*value, env) : expression(*value, env);
  }
  program_.outputs.push_back(std::move(output));
}

Origin Lowering::origin(const Node& node, const Env& env) const noexcept {
  return origin(node, *env.space);
}

Origin Lowering::origin(const Node& node, const Space& space) const noexcept {
  return {space.file != nullptr ? space.file->document : templates::no_document, node.begin};
}

const Expr* Lowering::call(std::string_view function, std::initializer_list<const Expr*> arguments,
                           Origin at) {
  return unit_.call(function, {arguments.begin(), arguments.size()}, at);
}

const Expr* Lowering::text(std::string_view text, Origin at) {
  return unit_.string(text, at);
}

const Expr* Lowering::unknown(std::string_view residual, Origin at, UnknownKind kind, bool secret) {
  return unit_.unknown(kind, residual, secret, at);
}

bool Lowering::spend(std::size_t nodes, Origin at) {
  project_.nodes += nodes;
  if (project_.nodes <= project_.options.max_nodes)
    return true;
  if (!std::exchange(project_.out_of_nodes, true))
    fail("bicep-limit", "the files make too many expressions", at);
  return false;
}

const Expr* Lowering::fail(std::string code, std::string message, Origin at) {
  project_.report(Severity::error, std::move(code), std::move(message), at);
  return unknown("error()", at);
}

}  // namespace cachewarden::inline v0::bicep
