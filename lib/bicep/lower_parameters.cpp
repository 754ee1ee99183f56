#include <algorithm>
#include <utility>

#include "bicep/lowering.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::Origin;

LoweredParameters Lowering::parameters() {
  is_parameters_file_ = true;
  LoweredParameters result;
  assign(*own_, result.set, 0);
  for (const Statement* next : file_.syntax.statements) {
    if (next->kind == StatementKind::using_template)
      use(*next, result);
  }
  drain();
  result.set.context = &program_;
  return result;
}

void Lowering::use(const Statement& statement, LoweredParameters& result) {
  const Node* path = statement.target;
  if (path == nullptr || !path->is(NodeKind::string))
    return;  // `using none`
  const Target target = project_.target(file_, path->text);
  std::string gap = target.gap;
  result.program = target.bicep != nullptr ? project_.program(*target.bicep, gap) : target.json;
  if (!is_registry_reference(path->text))
    result.template_path = templates::join_path(file_.path, path->text).value_or("");
  if (result.program == nullptr)
    project_.report(templates::Severity::warning, "module-content", gap, origin(*path, *own_));
}

/// The assignments of a parameters file, after those of the file it extends. Each is a variable
/// too: other parameters may use it.
void Lowering::assign(Space& space, templates::ParameterSet& set, unsigned depth) {
  constexpr unsigned max_bases = 16;
  if (!assigned_.insert(&space).second)
    return;
  for (const Statement* next : space.file->syntax.statements) {
    if (next->kind != StatementKind::extends)
      continue;
    Space* base = depth < max_bases ? imported_space(*next, space) : nullptr;
    if (base == nullptr || base->file == nullptr || base == &space)
      continue;
    space.base = base;
    assign(*base, set, depth + 1);
  }
  for (const Statement* next : space.file->syntax.statements) {
    if (next->kind == StatementKind::parameter)
      assign(*next, space, set);
    else if (&space == own_)
      statement(*next);
  }
}

void Lowering::assign(const Statement& statement, Space& space, templates::ParameterSet& set) {
  if (statement.name.empty() || statement.value == nullptr || statement.broken)
    return;
  const std::string name(statement.name);
  const Origin at{space.file->document, statement.name_begin};
  const Node& value = bare(*statement.value);
  const bool is_secret = (value.is(NodeKind::call) || value.is(NodeKind::member_call)) &&
                         value.text == "getSecret" &&
                         find_symbol(value.text, {.space = &space}) == nullptr;
  const std::string variable = space.prefix + "params." + name;
  program_.variables.push_back({variable, expression(*statement.value, {.space = &space}), at});
  templates::Assignment assignment{.name = name,
                                   .value = call("variables", {text(variable, at)}, at),
                                   .secret_reference = is_secret,
                                   .origin = at};
  const auto same =
      std::find_if(set.assignments.begin(), set.assignments.end(),
                   [&](const templates::Assignment& other) { return other.name == name; });
  if (same != set.assignments.end())
    *same = std::move(assignment);
  else
    set.assignments.push_back(std::move(assignment));
}

/// `base.name` in a file that extends another one.
const Expr* Lowering::base_parameter(std::string_view name, const Space& space, Origin at) {
  if (space.base == nullptr)
    return fail("bicep-name", "`base` is not declared", at);
  return parameter_of(name, *space.base, at);
}

}  // namespace cachewarden::inline v0::bicep
