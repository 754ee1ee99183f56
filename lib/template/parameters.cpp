#include <algorithm>
#include <charconv>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"
#include "template/functions.hpp"
#include "template/lenient_json.hpp"

namespace cachewarden::inline v0::templates {
namespace {

constexpr unsigned type_depth = 32;

std::string_view kind_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::null:
      return "null";
    case ValueKind::boolean:
      return "a boolean";
    case ValueKind::integer:
      return "an integer";
    case ValueKind::real:
      return "a number";
    case ValueKind::string:
      return "a string";
    case ValueKind::array:
      return "an array";
    case ValueKind::object:
      return "an object";
    case ValueKind::unknown:
      break;
  }
  return "unknown";
}

const Type* member_type(const Type& type, std::string_view name) {
  for (const TypeMember& member : type.properties) {
    if (equal_folded(member.name, name))
      return member.type;
  }
  return type.additional;
}

const Type* variant_of(const Type& type, const Value& value) {
  if (type.discriminator.empty() || !value.is(ValueKind::object))
    return nullptr;
  const Value* tag = value.object().find(type.discriminator);
  if (tag == nullptr || !tag->is(ValueKind::string))
    return nullptr;
  for (const TypeMember& variant : type.variants) {
    if (variant.name == tag->text())
      return variant.type;
  }
  return nullptr;
}

std::size_t size_of(const Value& value) {
  if (value.is(ValueKind::string))
    return value.text().size();
  return value.is(ValueKind::array) ? value.items().size() : value.object().members.size();
}

}  // namespace

ValueKind Evaluator::hint_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::string:
      return ValueKind::string;
    case TypeKind::integer:
      return ValueKind::integer;
    case TypeKind::boolean:
      return ValueKind::boolean;
    case TypeKind::object:
      return ValueKind::object;
    case TypeKind::array:
      return ValueKind::array;
    default:
      return ValueKind::unknown;
  }
}

const Type& Evaluator::resolved(const Type& type, const Program& program) {
  constexpr std::string_view start = "#/definitions/";
  const Type* current = &type;
  for (unsigned steps = 0; current->kind == TypeKind::reference && steps < type_depth; ++steps) {
    std::string_view path = current->reference;
    if (!starts_with_folded(path, start))
      return *unit_->plain_type(TypeKind::any);
    path.remove_prefix(start.size());
    const auto next = [&path] {
      const std::size_t end = std::min(path.find('/'), path.size());
      const std::string_view part = path.substr(0, end);
      path.remove_prefix(std::min(end + 1, path.size()));
      return part;
    };
    const std::string_view name = next();
    const auto found =
        std::find_if(program.definitions.begin(), program.definitions.end(),
                     [name](const Definition& d) { return equal_folded(d.name, name); });
    const Type* target = found == program.definitions.end() ? nullptr : found->type;
    while (target != nullptr && !path.empty()) {
      if (target->kind == TypeKind::reference)
        break;
      const std::string_view part = next();
      if (part == "properties") {
        target = member_type(*target, next());
      } else if (part == "items") {
        target = target->items;
      } else if (part == "additionalProperties") {
        target = target->additional;
      } else if (part == "prefixItems") {
        std::size_t number = target->prefix_items.size();
        const std::string_view digits = next();
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        target = number < target->prefix_items.size() ? target->prefix_items[number] : nullptr;
      } else {
        target = nullptr;
      }
    }
    if (target == nullptr)
      return *unit_->plain_type(TypeKind::any);
    current = target;
  }
  return current->kind == TypeKind::reference ? *unit_->plain_type(TypeKind::any) : *current;
}

bool Evaluator::is_secure(const Type& type, const Program& program, unsigned depth) {
  if (depth > 6)
    return false;
  if (type.secure)
    return true;
  const Type& real = resolved(type, program);
  if (real.secure)
    return true;
  const auto inside = [&](const Type* part) {
    return part != nullptr && is_secure(*part, program, depth + 1);
  };
  const auto member = [&](const TypeMember& m) { return inside(m.type); };
  return inside(real.additional) || inside(real.items) ||
         std::any_of(real.properties.begin(), real.properties.end(), member) ||
         std::any_of(real.variants.begin(), real.variants.end(), member) ||
         std::any_of(real.prefix_items.begin(), real.prefix_items.end(), inside);
}

const Value* Evaluator::typed(const Value* value, const Type& type, const Program& program,
                              const std::string* name, unsigned depth) {
  const Type& real = resolved(type, program);
  if (type.secure || real.secure) {
    if (value->is_known() && name != nullptr)
      out_.secret_names.emplace_back(value->origin, *name);
    return make_.with_flags(value, flag_secret);
  }
  if (value->is(ValueKind::unknown) && value->hint == ValueKind::unknown &&
      hint_of(real) != ValueKind::unknown) {
    Value copy = *value;
    copy.hint = hint_of(real);
    return arena_->make<Value>(copy);
  }
  const bool composite = value->is(ValueKind::object) || value->is(ValueKind::array);
  if (!composite || depth > type_depth || !is_secure(real, program))
    return value;
  if (value->is(ValueKind::array)) {
    std::vector<const Value*> items(value->items().begin(), value->items().end());
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Type* item = i < real.prefix_items.size() ? real.prefix_items[i] : real.items;
      if (item != nullptr)
        items[i] = typed(items[i], *item, program, name, depth + 1);
    }
    return make_.with_flags(make_.array(items, value->origin), value->flags & own_flags);
  }
  const Type* variant = variant_of(real, *value);
  std::vector<Member> members(value->object().members.begin(), value->object().members.end());
  for (Member& member : members) {
    const Type* own = variant != nullptr ? member_type(resolved(*variant, program), member.name)
                                         : member_type(real, member.name);
    if (own != nullptr)
      member.value = typed(member.value, *own, program, name, depth + 1);
  }
  return make_.with_flags(make_.object(members, value->origin), value->flags & own_flags);
}

const Value* Evaluator::missing(const Type& type, const Program& program, const Value* residual,
                                Origin origin, unsigned depth) {
  const Type& real = resolved(type, program);
  const Unknown& shown = residual->unknown();
  Unknown unknown = shown;
  unknown.kind = UnknownKind::parameter;
  unknown.never_null = !type.nullable && !real.nullable;
  unknown.never_empty = unknown.never_null && real.min_length.value_or(0) > 0;
  const Type& constrained = type.allowed != nullptr ? type : real;
  std::vector<const Value*> choices;
  const bool few = constrained.allowed != nullptr && constrained.allowed->kind == ExprKind::array &&
                   constrained.allowed->children.size() <= max_choices &&
                   real.kind != TypeKind::array;
  if (few && unknown.never_null) {
    for (const Expr* allowed : constrained.allowed->children)
      choices.push_back(make_.with_origin(eval(*allowed, Env{}), origin));
  } else if (real.kind == TypeKind::boolean && unknown.never_null) {
    choices = {make_.boolean(true, origin), make_.boolean(false, origin)};
  }
  const bool secret = type.secure || real.secure;
  if (choices.size() > 1 && !secret)
    unknown.choices = choices;
  if (!secret && real.kind == TypeKind::object && depth < 6 && is_secure(real, program)) {
    std::vector<Member> members;
    for (const TypeMember& member : real.properties) {
      if (!is_secure(*member.type, program))
        continue;
      const Value* arguments[] = {residual};
      const Value* inner = make_.unknown({.kind = UnknownKind::parameter,
                                          .residual = Residual::member,
                                          .name = arena_->copy(member.name),
                                          .arguments = arguments},
                                         ValueKind::unknown, origin);
      const Value* part = missing(*member.type, program, inner, origin, depth + 1);
      members.push_back({arena_->copy(member.name), make_.with_flags(part, flag_exact)});
    }
    unknown.overlay = make_.object(members, origin);
  }
  const Value* value = make_.unknown(unknown, hint_of(real), origin);
  return secret ? make_.with_flags(value, flag_secret) : value;
}

const Value* Evaluator::override_value(const Expr& expr, const Type& type, const Program& program) {
  const Type& real = resolved(type, program);
  if (real.kind == TypeKind::string)
    return make_.string_view(expr.text, expr.origin);
  const Value* value = lenient_json(make_, expr.text, expr.origin);
  return value != nullptr ? value : make_.string_view(expr.text, expr.origin);
}

void Evaluator::check_constraints(const Value& value, const Type& type, const Program& program,
                                  const Parameter& parameter, const Env& env) {
  const Type& real = resolved(type, program);
  const auto warn = [&](const std::string& what) {
    report(Severity::warning, "parameter-value", "parameter `" + parameter.name + "` " + what,
           value.origin ? value.origin : parameter.origin, env);
  };
  if (value.is(ValueKind::unknown) || value.is(ValueKind::null))
    return;
  const ValueKind wanted = hint_of(real);
  if (wanted != ValueKind::unknown && value.kind != wanted) {
    warn("must be " + std::string(kind_name(wanted)) + ", its value is " +
         std::string(kind_name(value.kind)));
    return;
  }
  const Type& constrained = type.allowed != nullptr ? type : real;
  if (constrained.allowed != nullptr && value.is_known() &&
      constrained.allowed->kind == ExprKind::array) {
    const auto allows = [&](const Value& one) {
      return std::any_of(constrained.allowed->children.begin(), constrained.allowed->children.end(),
                         [&](const Expr* allowed) {
                           const Value* candidate = eval(*allowed, env);
                           if (one.is(ValueKind::string) && candidate->is(ValueKind::string))
                             return equal_folded(one.text(), candidate->text());
                           return equal(one, *candidate) == Truth::yes;
                         });
    };
    const auto each_is_allowed = [&] {
      return value.is(ValueKind::array) &&
             std::all_of(value.items().begin(), value.items().end(),
                         [&](const Value* item) { return allows(*item); });
    };
    if (!allows(value) && !each_is_allowed())
      warn("has a value that is not allowed");
  }
  if (value.is(ValueKind::integer)) {
    if (real.min_value && value.integer() < *real.min_value)
      warn("is less than " + std::to_string(*real.min_value));
    if (real.max_value && value.integer() > *real.max_value)
      warn("is greater than " + std::to_string(*real.max_value));
    return;
  }
  const bool has_size = value.is(ValueKind::string) || value.is(ValueKind::array);
  if (!has_size)
    return;
  const auto size = static_cast<std::int64_t>(size_of(value));
  if (real.min_length && size < *real.min_length)
    warn("is shorter than " + std::to_string(*real.min_length));
  if (real.max_length && size > *real.max_length)
    warn("is longer than " + std::to_string(*real.max_length));
}

void Evaluator::prepare(Deployment& deployment) {
  const Program& program = *deployment.program;
  const auto number_all = [](const auto& list, auto& numbers) {
    for (std::size_t i = 0; i < list.size(); ++i)
      numbers.try_emplace(folded(list[i].name), i);
  };
  number_all(program.parameters, deployment.parameter_numbers);
  number_all(program.variables, deployment.variable_numbers);
  number_all(program.functions, deployment.function_numbers);
  deployment.parameters.resize(program.parameters.size());
  deployment.variables.resize(program.variables.size());
}

Deployment* Evaluator::context_of(const ParameterSet& set) {
  if (set.context == nullptr)
    return nullptr;
  Deployment& context = deployments_.emplace_back();
  context.program = set.context;
  context.context = &context;
  context.scope = deployments_.front().scope;
  context.name = deployments_.front().name;
  prepare(context);
  for (const Assignment& assignment : set.assignments) {
    const auto [place, is_new] =
        context.parameter_numbers.try_emplace(folded(assignment.name), context.parameters.size());
    if (is_new)
      context.parameters.emplace_back();
    context.parameters[place->second].assignment = &assignment;
    context.parameters[place->second].context = &context;
  }
  return &context;
}

void Evaluator::assign(Deployment& root, const std::vector<ParameterSet>& sets) {
  for (const ParameterSet& set : sets) {
    Deployment* context = context_of(set);
    for (const Assignment& assignment : set.assignments) {
      const auto found = root.parameter_numbers.find(folded(assignment.name));
      if (found == root.parameter_numbers.end()) {
        Env env;
        env.context = &root;
        report(Severity::warning, "parameter-undeclared",
               "parameter `" + assignment.name + "` is given a value but not declared",
               assignment.origin, env);
        continue;
      }
      Slot& slot = root.parameters[found->second];
      slot.assignment = &assignment;
      slot.context = context;
    }
  }
  for (const auto& [name, text] : options_.assignments) {
    const auto found = root.parameter_numbers.find(folded(name));
    const Value* value = lenient_json(make_, text, {});
    if (found != root.parameter_numbers.end() && value != nullptr)
      root.parameters[found->second].given = value;
  }
}

void Evaluator::assign(Deployment& deployment, const Value* arguments, const Env& env, Origin at) {
  if (arguments == nullptr || arguments->is(ValueKind::null))
    return;
  if (!arguments->is(ValueKind::object)) {
    if (!arguments->is(ValueKind::unknown)) {
      report(Severity::error, "module-parameters",
             "the parameters of a deployment must be an object", at, env);
      return;
    }
    for (std::size_t i = 0; i < deployment.parameters.size(); ++i)
      deployment.parameters[i].given =
          given_value(unknown_member(arguments, deployment.program->parameters[i].name, at),
                      deployment.program->parameters[i].name, at, env);
    return;
  }
  for (const Member& argument : arguments->object().members) {
    const auto found = deployment.parameter_numbers.find(folded(argument.name));
    if (found == deployment.parameter_numbers.end()) {
      report(Severity::warning, "parameter-undeclared",
             "parameter `" + std::string(argument.name) + "` is given a value but not declared",
             argument.value->origin, env);
      continue;
    }
    deployment.parameters[found->second].given =
        given_value(argument.value, argument.name, at, env);
  }
}

/// The value in `{"value": v}` and its relatives.
const Value* Evaluator::given_value(const Value* argument, std::string_view name, Origin at,
                                    const Env& env) {
  if (argument->is(ValueKind::object)) {
    if (const Value* value = argument->object().find("value"))
      return value;
    if (argument->object().find("reference") != nullptr)
      return make_.with_flags(
          make_.unknown_text(UnknownKind::parameter, "parameters('" + std::string(name) + "')",
                             ValueKind::string, argument->origin),
          flag_secret);
    report(Severity::error, "module-parameters", "a parameter of a deployment has no `value`",
           argument->origin ? argument->origin : at, env);
    return make_.unknown_text(UnknownKind::runtime, "parameter()", ValueKind::unknown, at);
  }
  if (!argument->is(ValueKind::unknown))
    return argument;
  std::vector<const Value*> values;
  for (const Value* choice : argument->unknown().choices)
    values.push_back(given_value(choice, name, at, env));
  const Value* arguments[] = {argument};
  const Unknown residual{.kind = argument->unknown().kind,
                         .residual = Residual::member,
                         .name = "value",
                         .arguments = arguments};
  return values.empty() ? unknown_member(argument, "value", at)
                        : one_of(make_, values, residual, at);
}

const Value* Evaluator::parameter_value(Deployment& deployment, std::size_t number) {
  Slot& slot = deployment.parameters[number];
  Env env;
  env.context = &deployment;
  env.resources = &deployment;
  const Value* given = slot.given;
  const bool declared = number < deployment.program->parameters.size();
  if (given == nullptr && slot.assignment != nullptr) {
    const Assignment& assignment = *slot.assignment;
    if (slot.context != nullptr) {
      env.context = slot.context;
      env.resources = slot.context;
    }
    if (assignment.secret_reference)
      given = make_.with_flags(
          make_.unknown_text(UnknownKind::parameter, "parameters('" + assignment.name + "')",
                             ValueKind::unknown, assignment.origin),
          flag_secret);
    else if (assignment.text && declared)
      given = override_value(*assignment.value, *deployment.program->parameters[number].type,
                             *deployment.program);
    else
      given = eval(*assignment.value, env);
    env.context = &deployment;
    env.resources = &deployment;
  }
  if (!declared)
    return given;
  const Parameter& parameter = deployment.program->parameters[number];
  const Type& real = resolved(*parameter.type, *deployment.program);
  const bool nullable = parameter.type->nullable || real.nullable;
  if (given != nullptr && given->is(ValueKind::null) &&
      (parameter.default_value != nullptr || !nullable))
    given = nullptr;
  if (given == nullptr && parameter.default_value != nullptr) {
    env.in_default = true;
    given = eval(*parameter.default_value, env);
  }
  if (given == nullptr && nullable)
    given = make_.null(parameter.origin);
  if (given == nullptr) {
    if (deployment.parent != nullptr)
      report(Severity::error, "parameter-missing",
             "the deployment gives no value to parameter `" + parameter.name + "`",
             parameter.origin, env);
    const Value* residual =
        make_.unknown_text(UnknownKind::parameter, "parameters('" + parameter.name + "')",
                           ValueKind::unknown, parameter.origin);
    return missing(*parameter.type, *deployment.program, residual, parameter.origin, 0);
  }
  check_constraints(*given, *parameter.type, *deployment.program, parameter, env);
  return typed(given, *parameter.type, *deployment.program, &parameter.name, 0);
}

const Value* Evaluator::slot_value(Slot& slot, std::string_view what, std::string_view name,
                                   const Expr& expr, const Env& env,
                                   const std::function<const Value*()>& work) {
  if (slot.state == State::done) {
    if (!slot.held_back.empty() && speculating_ == 0) {
      for (Diagnostic& diagnostic : slot.held_back)
        report(diagnostic.severity, diagnostic.code, diagnostic.message, diagnostic.origin, env);
      slot.held_back.clear();
    }
    return slot.value;
  }
  const std::string residual = std::string(what) + "s('" + std::string(name) + "')";
  if (slot.state == State::busy) {
    report(Severity::error, "cycle",
           std::string(what) + " `" + std::string(name) + "` depends on itself", expr.origin, env);
    return make_.unknown_text(UnknownKind::runtime, residual, ValueKind::unknown, expr.origin);
  }
  slot.state = State::busy;
  const std::size_t before = held_back_.size();
  slot.value = work();
  slot.state = State::done;
  slot.held_back.assign(
      held_back_.begin() + static_cast<std::ptrdiff_t>(std::min(before, held_back_.size())),
      held_back_.end());
  return slot.value;
}

const Value* Evaluator::parameter(std::string_view name, const Env& env, const Expr& expr) {
  if (env.in_function) {
    for (const Local* argument = env.arguments; argument != nullptr; argument = argument->outer) {
      if (equal_folded(argument->name, name))
        return argument->value;
    }
  }
  Deployment& deployment = *env.context;
  const auto found = deployment.parameter_numbers.find(folded(name));
  if (env.in_function || found == deployment.parameter_numbers.end()) {
    report(Severity::error, "parameter-undeclared",
           "parameter `" + std::string(name) + "` is not declared", expr.origin, env);
    return make_.unknown_text(UnknownKind::parameter, "parameters('" + std::string(name) + "')",
                              ValueKind::unknown, expr.origin);
  }
  const std::size_t number = found->second;
  return slot_value(deployment.parameters[number], "parameter", name, expr, env,
                    [&] { return parameter_value(deployment, number); });
}

const Value* Evaluator::variable(std::string_view name, const Env& env, const Expr& expr) {
  Deployment& deployment = *env.context;
  const auto found = deployment.variable_numbers.find(folded(name));
  if (found == deployment.variable_numbers.end()) {
    report(Severity::error, "variable-undeclared",
           "variable `" + std::string(name) + "` is not declared", expr.origin, env);
    return make_.unknown_text(UnknownKind::runtime, "variables('" + std::string(name) + "')",
                              ValueKind::unknown, expr.origin);
  }
  const std::size_t number = found->second;
  return slot_value(deployment.variables[number], "variable", name, expr, env, [&] {
    Env inner;
    inner.context = &deployment;
    inner.resources = env.resources;
    return eval(*deployment.program->variables[number].value, inner);
  });
}

}  // namespace cachewarden::inline v0::templates
