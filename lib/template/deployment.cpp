#include <algorithm>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

/// Whether the value is the place of the template itself: deployment().properties.templateLink.uri.
bool is_own_link(const Value& value) {
  if (!value.is(ValueKind::unknown))
    return false;
  const Unknown& uri = value.unknown();
  if (uri.residual != Residual::member || !equal_folded(uri.name, "uri"))
    return false;
  const Value& link = *uri.arguments[0];
  return link.is(ValueKind::unknown) && link.unknown().residual == Residual::member &&
         equal_folded(link.unknown().name, "templateLink");
}

/// The path in `uri(<place of the template>, 'path')`, without what follows `?`; empty if it is
/// something else.
std::string_view relative_to_own_link(const Value& value) {
  if (!value.is(ValueKind::unknown))
    return {};
  const Unknown& call = value.unknown();
  const bool is_uri = call.residual == Residual::call && equal_folded(call.name, "uri") &&
                      call.arguments.size() == 2 && is_own_link(*call.arguments[0]);
  if (!is_uri)
    return {};
  const std::string_view path = known_prefix(*call.arguments[1]);
  return path.substr(0, path.find('?'));
}

std::string_view type_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::string:
      return "string";
    case TypeKind::integer:
      return "int";
    case TypeKind::boolean:
      return "bool";
    case TypeKind::object:
      return "object";
    case TypeKind::array:
      return "array";
    default:
      return "any";
  }
}

}  // namespace

const Value* Evaluator::body_of(Instance& instance) {
  if (instance.built == State::done)
    return instance.body;
  if (instance.built == State::busy || instance.declaration->body == nullptr)
    return nullptr;
  identify(instance);
  instance.built = State::busy;
  std::optional<Speculation> speculation;
  if (instance.condition != Truth::yes)
    speculation.emplace(*this);
  Env env = env_of(instance);
  env.frame = instance.frame;
  const Value* body = eval(*instance.declaration->body, env);
  if (body->is(ValueKind::object))
    instance.body = body;
  instance.built = State::done;
  return instance.body;
}

const Value* Evaluator::declared(Instance& instance, bool full) {
  identify(instance);
  if (instance.condition == Truth::no)
    return nullptr;
  std::vector<Member> members;
  const auto add = [&members](std::string_view name, const Value* value) {
    if (value != nullptr)
      members.push_back({name, value});
  };
  const Value* properties = nullptr;
  const Value* body = nullptr;
  if (instance.declaration->module) {
    if (const Value* outputs = outputs_of(instance)) {
      const Member member[] = {{"outputs", make_.with_flags(outputs, flag_exact)}};
      properties = make_.object(member);
    }
  } else if (!instance.declaration->existing) {
    body = body_of(instance);
    properties = body == nullptr ? nullptr : body->object().find("properties");
  }
  if (!full)
    return properties != nullptr && (properties->is(ValueKind::object)) ? properties : nullptr;
  if (body != nullptr)
    members.assign(body->object().members.begin(), body->object().members.end());
  else
    add("properties", properties);
  add("id", instance.id);
  add("name", instance.name);
  add("type", text(instance.type));
  add("apiVersion", instance.api_version);
  return make_.object(members);
}

const Program* Evaluator::linked_program(Instance& instance, const Env& env, std::string& gap) {
  const Module& module = *instance.declaration->module;
  const Value* link = eval(*module.link, env);
  if (!link->is(ValueKind::object) || (link->flags & flag_deep_secret) != 0) {
    gap = "the link of the template is not known";
    return nullptr;
  }
  const auto member_of = [&](std::string_view name) { return link->object().find(name); };
  std::string relative;
  if (const Value* path = member_of("relativePath");
      path != nullptr && path->is(ValueKind::string)) {
    relative = path->text();
  } else if (const Value* uri = member_of("uri")) {
    relative = relative_to_own_link(*uri);
    if (relative.empty() && uri->is(ValueKind::string))
      gap = "the linked template `" + std::string(uri->text().substr(0, uri->text().find('?'))) +
            "` is not at hand";
    else if (relative.empty())
      gap = "the link of the template is not known";
  } else if (const Value* id = member_of("id"); id != nullptr && id->is(ValueKind::string)) {
    gap = "the template spec `" + std::string(id->text()) + "` is not at hand";
  } else {
    gap = "the link of the template is not known";
  }
  if (!gap.empty())
    return nullptr;
  const std::string& base = unit_->documents()[instance.deployment->program->document].path;
  const auto path = join_path(base, relative);
  if (!path) {
    gap = "the linked template `" + relative + "` is outside of the folder";
    return nullptr;
  }
  if (const auto found = unit_->linked().find(*path); found != unit_->linked().end())
    return found->second;
  if (!options_.source) {
    gap = "the linked template `" + unit_->shown(*path) + "` is not at hand";
    return nullptr;
  }
  auto read = options_.source(*path);
  if (!read) {
    gap =
        "the linked template `" + unit_->shown(*path) + "` cannot be read: " + read.error().message;
    return nullptr;
  }
  const DocumentId document = unit_->add_document(*path, std::move(*read));
  auto parsed = parse_template(*unit_, document, options_.limits.parse);
  if (!parsed) {
    gap = "the linked template `" + unit_->shown(*path) +
          "` cannot be read: " + parsed.error().message;
    return nullptr;
  }
  unit_->linked()[*path] = *parsed;
  return *parsed;
}

void Evaluator::expand_module(Instance& instance) {
  if (instance.expanded != State::open || !instance.declaration->module)
    return;
  instance.expanded = State::busy;
  identify(instance);
  const Resource& declaration = *instance.declaration;
  const Module& module = *declaration.module;
  Deployment& parent = *instance.deployment;
  std::optional<Speculation> speculation;
  if (instance.condition != Truth::yes)
    speculation.emplace(*this);
  const Env env = env_of(instance);
  const Program* program = module.program;
  if (program == nullptr && module.link != nullptr)
    program = linked_program(instance, env, instance.gap);
  else if (program == nullptr)
    instance.gap = module.gap;
  if (program != nullptr && parent.depth + 1 >= options_.limits.module_depth) {
    instance.gap = "deployments are nested more than " +
                   std::to_string(options_.limits.module_depth) + " levels";
    report(Severity::error, "limit", instance.gap, declaration.origin, env);
    program = nullptr;
  }
  if (program != nullptr && deployments_.size() >= options_.limits.resources) {
    instance.gap =
        "there are more than " + std::to_string(options_.limits.resources) + " deployments";
    report(Severity::error, "limit", instance.gap, declaration.origin, env);
    stopped_ = true;
    program = nullptr;
  }
  for (const Deployment* outer = &parent; outer != nullptr && program != nullptr;
       outer = outer->parent) {
    if (outer->program != program)
      continue;
    instance.gap = "the template deploys itself";
    report(Severity::error, "cycle", instance.gap, declaration.origin, env);
    program = nullptr;
  }
  if (program == nullptr) {
    if (instance.gap.empty())
      instance.gap = "the template is not at hand";
    instance.expanded = State::done;
    return;
  }
  Deployment& deployment = deployments_.emplace_back();
  deployment.program = program;
  deployment.parent = &parent;
  deployment.context = module.outer ? parent.context : &deployment;
  deployment.loops = module.outer ? instance.loops : nullptr;
  deployment.depth = parent.depth + 1;
  deployment.name = instance.name;
  deployment.condition = instance.condition;
  deployment.condition_value = instance.condition_value;
  std::string_view label = declaration.symbol;
  if (label.empty() && instance.name->is(ValueKind::string) && !instance.name->is_secret())
    label = instance.name->text();
  deployment.frame = arena_->make<Frame>(Frame{.kind = FrameKind::module,
                                               .origin = declaration.origin,
                                               .index = -1,
                                               .name = label,
                                               .parent = instance.frame->parent});
  deployment.scope = target_scope(instance, env);
  const bool same_group =
      deployment.scope.kind == ScopeKind::resource_group &&
      parent.scope.kind == ScopeKind::resource_group &&
      equal(*deployment.scope.resource_group, *parent.scope.resource_group) == Truth::yes &&
      equal(*deployment.scope.subscription_id, *parent.scope.subscription_id) == Truth::yes;
  if (deployment.scope.kind == ScopeKind::resource_group && !same_group) {
    deployment.scope.location = group_location(deployment.scope, instance);
  } else if (deployment.scope.kind != ScopeKind::resource_group) {
    const Value* body = body_of(instance);
    const Value* location = body == nullptr ? nullptr : body->object().find("location");
    if (location != nullptr)
      deployment.scope.location = location;
  }
  prepare(deployment);
  if (!module.outer && module.parameters != nullptr)
    assign(deployment, eval(*module.parameters, env), env, declaration.origin);
  instance.module = &deployment;
  instance.expanded = State::done;
  if (instance.condition != Truth::no && !module.outer)
    find_secret_arguments(deployment);
  find_secret_defaults(deployment);
}

const Value* Evaluator::output_value(const Output& output, Deployment& deployment,
                                     const Frame* frame) {
  Env env = env_of(deployment);
  env.frame = frame;
  const Value* value = nullptr;
  if (!output.loop) {
    value = eval_placed(*output.value, env);
  } else {
    const Value* count = eval(*output.loop->count, env);
    const bool is_countable = count->is(ValueKind::integer) && count->integer() >= 0 &&
                              count->integer() <= options_.limits.loop_count;
    if (!is_countable) {
      if (!count->is(ValueKind::unknown))
        report(Severity::error, "copy-count", "the count of a copy loop is not within its limits",
               output.loop->origin, env);
      const Value* arguments[] = {count};
      value = make_.unknown({.kind = UnknownKind::parameter,
                             .residual = Residual::call,
                             .never_null = true,
                             .name = "copy",
                             .arguments = arguments},
                            ValueKind::array, output.origin);
    } else {
      std::vector<const Value*> items;
      for (std::int64_t i = 0; i < count->integer() && !stopped_; ++i) {
        const LoopVariable variable{.name = output.loop->name,
                                    .index = make_.integer(i, output.loop->origin),
                                    .unnamed = true,
                                    .outer = env.loops};
        Env inner = env;
        inner.loops = &variable;
        items.push_back(eval_placed(*output.value, inner));
      }
      value = make_.array(items, output.origin);
    }
  }
  return typed(value, *output.type, *deployment.program, nullptr, 0);
}

const Value* Evaluator::outputs_of(Deployment& deployment) {
  if (deployment.outputs_state == State::busy)
    return nullptr;
  if (deployment.outputs_state == State::done)
    return deployment.outputs;
  deployment.outputs_state = State::busy;
  std::vector<Member> members;
  for (const Output& output : deployment.program->outputs) {
    std::optional<Speculation> speculation;
    if (deployment.condition != Truth::yes)
      speculation.emplace(*this);
    if (output.condition != nullptr) {
      const Value* condition = eval(*output.condition, env_of(deployment));
      if (condition->is(ValueKind::boolean) && !condition->boolean())
        continue;
      if (!condition->is(ValueKind::boolean))
        speculation.emplace(*this);
    }
    const Type& type = resolved(*output.type, *deployment.program);
    const Member parts[] = {{"type", text(type_name(type.kind))},
                            {"value", output_value(output, deployment, nullptr)}};
    members.push_back({output.name, make_.object(parts)});
  }
  deployment.outputs = make_.object(members);
  deployment.outputs_state = State::done;
  return deployment.outputs;
}

const Value* Evaluator::outputs_of(Instance& instance) {
  expand_module(instance);
  return instance.module == nullptr ? nullptr : outputs_of(*instance.module);
}

void Evaluator::emit(Deployment& deployment) {
  declare(deployment);
  for (Instance* instance : deployment.roots)
    emit(*instance);
}

void Evaluator::emit_module(Instance& instance) {
  expand_module(instance);
  PredictedDeployment record;
  record.name = instance.name;
  record.id = instance.id;
  record.condition = instance.condition;
  record.origin = instance.declaration->origin;
  record.frame = instance.frame->parent;
  record.content_unknown = instance.module == nullptr;
  record.content = instance.gap;
  if (instance.module != nullptr && instance.declaration->module->link != nullptr)
    record.content = unit_->documents()[instance.module->program->document].shown;
  out_.deployments.push_back(std::move(record));
}

void Evaluator::emit(Instance& instance) {
  identify(instance);
  if (instance.condition == Truth::no || stopped_)
    return;
  const Resource& declaration = *instance.declaration;
  if (declaration.module) {
    emit_module(instance);
    if (instance.module != nullptr) {
      emit(*instance.module);
      return;
    }
    report(Severity::warning, "module-content", unknown_content(instance.gap), declaration.origin,
           env_of(instance));
  }
  if (out_.resources.size() >= options_.limits.resources) {
    report(Severity::error, "limit",
           "there are more than " + std::to_string(options_.limits.resources) + " resources",
           declaration.origin, env_of(instance));
    stopped_ = true;
    return;
  }
  const Value* body = body_of(instance);
  Predicted resource;
  resource.id = instance.id;
  resource.type = instance.type;
  resource.api_version = instance.api_version;
  resource.name = instance.name;
  if (instance.scope_id != nullptr &&
      !(instance.scope_id->is(ValueKind::string) && instance.scope_id->text().empty()))
    resource.scope = instance.scope_id;
  resource.existing = declaration.existing;
  resource.count_unknown = instance.count_unknown;
  resource.content_unknown = declaration.module.has_value();
  resource.extension = declaration.extension;
  resource.condition = instance.condition;
  resource.condition_value = instance.condition_value;
  resource.body = body != nullptr ? body : make_.object({}, declaration.origin);
  resource.origin = declaration.origin;
  resource.frame = instance.frame->parent;
  find_outer_secret(instance, resource);
  instance.number = static_cast<std::ptrdiff_t>(out_.resources.size());
  if (instance.parent != nullptr)
    resource.parent = instance.parent->number;
  out_.resources.push_back(std::move(resource));
  parent_ids_.push_back(instance.parent_id);
  for (Instance* child : instance.children)
    emit(*child);
}

void Evaluator::emit_outputs(Deployment& root) {
  for (const Output& output : root.program->outputs) {
    std::optional<Speculation> speculation;
    if (output.condition != nullptr) {
      const Value* condition = eval(*output.condition, env_of(root));
      if (condition->is(ValueKind::boolean) && !condition->boolean())
        continue;
      if (!condition->is(ValueKind::boolean))
        speculation.emplace(*this);
    }
    const Frame* frame = arena_->make<Frame>(Frame{.kind = FrameKind::declaration,
                                                   .origin = output.origin,
                                                   .index = -1,
                                                   .name = output.name,
                                                   .parent = root.frame});
    const Type& type = resolved(*output.type, *root.program);
    PredictedOutput result;
    result.name = output.name;
    result.type = type_name(type.kind);
    result.value = output_value(output, root, frame);
    result.secure = is_secure(*output.type, *root.program);
    result.origin = output.origin;
    out_.outputs.push_back(std::move(result));
  }
}

void Evaluator::emit_parameters(Deployment& root) {
  for (std::size_t i = 0; i < root.program->parameters.size(); ++i) {
    const Parameter& parameter = root.program->parameters[i];
    const Slot& slot = root.parameters[i];
    const Type& type = resolved(*parameter.type, *root.program);
    RootParameter result;
    result.name = parameter.name;
    result.type = type.kind;
    result.secure = is_secure(*parameter.type, *root.program);
    result.assigned = slot.given != nullptr || slot.assignment != nullptr;
    result.has_default =
        parameter.default_value != nullptr || parameter.type->nullable || type.nullable;
    result.used = slot.state == State::done;
    result.value = slot.value;
    result.origin = parameter.origin;
    if (!result.assigned && !result.has_default)
      out_.missing_parameters.push_back(parameter.name);
    out_.parameters.push_back(std::move(result));
  }
}

Expansion Evaluator::run(const Program& program, const std::vector<ParameterSet>& parameters) {
  Deployment& root = deployments_.emplace_back();
  root.program = &program;
  root.context = &root;
  root.scope = root_scope(program);
  root.name =
      scope_input(options_.scope.deployment_name, "placeholder-deployment", "deployment().name");
  out_.scope = root.scope.kind;
  prepare(root);
  assign(root, parameters);
  const Value* arguments[] = {root.name};
  PredictedDeployment record;
  record.name = root.name;
  record.id = resource_id(scope_id(root.scope), "Microsoft.Resources/deployments", arguments, {});
  record.origin = program.origin;
  out_.deployments.push_back(std::move(record));
  find_secret_defaults(root);
  emit(root);
  emit_outputs(root);
  emit_parameters(root);
  find_secret_outputs();
  merge_declarations();
  find_clear_connections();
  if (make_.take_given_up())
    report_given_up({}, program.origin);
  find_parents();
  std::vector<Diagnostic> all;
  for (const Diagnostic& before : unit_->diagnostics()) {
    if (!reported_.contains({before.origin, before.code + before.message}))
      all.push_back(before);
  }
  all.insert(all.end(), out_.diagnostics.begin(), out_.diagnostics.end());
  out_.diagnostics = std::move(all);
  std::sort(out_.secret_names.begin(), out_.secret_names.end(), [](const auto& a, const auto& b) {
    if (a.first == b.first)
      return a.second < b.second;
    return a.first.document != b.first.document ? a.first.document < b.first.document
                                                : a.first.offset < b.first.offset;
  });
  out_.secret_names.erase(std::unique(out_.secret_names.begin(), out_.secret_names.end()),
                          out_.secret_names.end());
  return std::move(out_);
}

}  // namespace cachewarden::inline v0::templates
