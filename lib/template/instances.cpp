#include <algorithm>
#include <charconv>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"

namespace cachewarden::inline v0::templates {

namespace {

/// Without those that only refer to what another one declares.
std::vector<Instance*> declared_among(const std::vector<Instance*>& found) {
  std::vector<Instance*> declared;
  for (Instance* instance : found) {
    if (!instance->declaration->existing)
      declared.push_back(instance);
  }
  return declared.empty() ? found : declared;
}

}  // namespace

std::optional<std::string> text_key(const Value& text) {
  constexpr std::size_t longest = 1 << 16;
  const bool usable = (text.is(ValueKind::string) || text.is(ValueKind::unknown)) &&
                      (text.flags & (flag_deep_unique | flag_deep_secret)) == 0;
  if (!usable)
    return std::nullopt;
  std::string key = folded(expression_text(text, longest));
  return key.size() < longest ? std::optional(std::move(key)) : std::nullopt;
}

Env Evaluator::env_of(Deployment& deployment) {
  Env env;
  env.context = deployment.context;
  env.resources = &deployment;
  env.loops = deployment.loops;
  return env;
}

Env Evaluator::env_of(Instance& instance) {
  Env env = env_of(*instance.deployment);
  env.loops = instance.loops;
  return env;
}

void Evaluator::declare(Deployment& deployment) {
  if (deployment.declared != State::open)
    return;
  deployment.declared = State::busy;
  declare(deployment, deployment.program->resources, nullptr, deployment.roots);
  deployment.declared = State::done;
}

Instance& Evaluator::declare_one(Deployment& deployment, const Resource& resource, Instance* parent,
                                 const LoopVariable* loops, const Frame* frame) {
  Instance& instance = deployment.instances.emplace_back();
  instance.declaration = &resource;
  instance.deployment = &deployment;
  instance.parent = parent;
  instance.loops = loops;
  instance.frame = arena_->make<Frame>(Frame{.kind = FrameKind::declaration,
                                             .origin = resource.origin,
                                             .index = -1,
                                             .name = resource.symbol,
                                             .parent = frame});
  if (!resource.symbol.empty())
    deployment.by_symbol[folded(resource.symbol)].push_back(&instance);
  if (!resource.children.empty())
    declare(deployment, resource.children, &instance, instance.children);
  return instance;
}

void Evaluator::declare(Deployment& deployment, const std::vector<Resource>& resources,
                        Instance* parent, std::vector<Instance*>& list) {
  Env env = env_of(deployment);
  const Frame* frame = deployment.frame;
  if (parent != nullptr) {
    env.loops = parent->loops;
    frame = parent->frame;
  }
  for (const Resource& resource : resources) {
    if (!step(env, resource.origin))
      return;
    if (!resource.loop) {
      list.push_back(&declare_one(deployment, resource, parent, env.loops, frame));
      continue;
    }
    const Loop& loop = *resource.loop;
    const Value* count = eval(*loop.count, env);
    const bool is_number = count->is(ValueKind::integer) && count->integer() >= 0;
    const bool is_countable = is_number && count->integer() <= options_.limits.loop_count;
    if (is_number && !is_countable)
      report(Severity::error, "limit",
             "the copy loop has " + std::to_string(count->integer()) + " turns, the limit is " +
                 std::to_string(options_.limits.loop_count),
             loop.origin, env);
    else if (!is_number && !count->is(ValueKind::unknown))
      report(Severity::error, "copy-count",
             "the count of a copy loop must be an integer that is not negative", loop.origin, env);
    const std::int64_t turns = is_countable ? count->integer() : 1;
    for (std::int64_t i = 0; i < turns; ++i) {
      if (!step(env, resource.origin))
        return;
      const UnknownKind kind =
          count->is(ValueKind::unknown) ? count->unknown().kind : UnknownKind::runtime;
      const Value* index = is_countable ? make_.integer(i, loop.origin)
                                        : make_.unknown({.kind = kind,
                                                         .residual = Residual::text,
                                                         .never_null = true,
                                                         .never_empty = true,
                                                         .name = "copyIndex('" + loop.name + "')"},
                                                        ValueKind::integer, loop.origin);
      const auto* variable = arena_->make<LoopVariable>(
          LoopVariable{.name = loop.name, .index = index, .unnamed = true, .outer = env.loops});
      const Frame* turn = arena_->make<Frame>(Frame{.kind = FrameKind::loop,
                                                    .origin = loop.origin,
                                                    .index = is_countable ? i : -1,
                                                    .name = loop.name,
                                                    .parent = frame});
      Instance& instance = declare_one(deployment, resource, parent, variable, turn);
      instance.index = is_countable ? i : -1;
      instance.count_unknown = !is_countable;
      list.push_back(&instance);
    }
  }
}

void Evaluator::index_instances(Deployment& deployment) {
  if (deployment.indexed || deployment.declared != State::done)
    return;
  deployment.indexed = true;
  for (Instance& instance : deployment.instances)
    identify(instance);
  deployment.by_id.clear();
  deployment.by_name.clear();
  deployment.unkeyed.clear();
  for (Instance& instance : deployment.instances) {
    if (instance.identified != State::done) {
      deployment.indexed = false;
      continue;
    }
    if (instance.id == nullptr)
      continue;
    if (const auto key = text_key(*instance.id))
      deployment.by_id[*key].push_back(&instance);
    else
      deployment.unkeyed.push_back(&instance);
    if (const auto key = text_key(*instance.name))
      deployment.by_name[*key].push_back(&instance);
  }
}

std::vector<Instance*> Evaluator::find_symbol(Deployment& deployment, std::string_view key) {
  const std::size_t bracket = key.ends_with(']') ? key.rfind('[') : std::string_view::npos;
  const auto found = deployment.by_symbol.find(folded(key.substr(0, bracket)));
  if (found == deployment.by_symbol.end())
    return {};
  if (bracket == std::string_view::npos)
    return found->second;
  std::int64_t index = -1;
  const char* last = key.data() + key.size() - 1;
  if (std::from_chars(key.data() + bracket + 1, last, index).ptr != last)
    return {};
  for (Instance* instance : found->second) {
    if (instance->index == index || instance->count_unknown)
      return {instance};
  }
  return {};
}

/// What the key names; of what is only referred to, the declaration where the deployment or one
/// around it has one.
std::vector<Instance*> Evaluator::find_instances(const Value* key, const Env& env) {
  std::vector<Instance*> found = find_nearest(key, env);
  if (found.size() != 1 || !found.front()->declaration->existing)
    return found;
  Instance& reference = *found.front();
  identify(reference);
  const auto id = reference.id != nullptr ? text_key(*reference.id) : std::nullopt;
  for (Deployment* place = env.resources; place != nullptr && id; place = place->parent) {
    declare(*place);
    index_instances(*place);
    const auto same = place->by_id.find(*id);
    if (same == place->by_id.end())
      continue;
    for (Instance* candidate : same->second) {
      if (!candidate->declaration->existing)
        return {candidate};
    }
  }
  return found;
}

std::vector<Instance*> Evaluator::find_nearest(const Value* key, const Env& env) {
  if (env.resources == nullptr)
    return {};
  Deployment& deployment = *env.resources;
  declare(deployment);
  if (deployment.declared != State::done)
    return {};
  if (!key->is(ValueKind::string) && !key->is(ValueKind::unknown))
    return {};
  if (deployment.program->symbolic && key->is(ValueKind::string)) {
    if (auto found = find_symbol(deployment, key->text()); !found.empty())
      return found;
  }
  const std::string_view start = known_prefix(*key);
  const std::size_t slash = start.find('/');
  if (slash != 0) {
    index_instances(deployment);
    const auto name = text_key(*key);
    const auto found = name ? deployment.by_name.find(*name) : deployment.by_name.end();
    if (found != deployment.by_name.end())
      return found->second;
    const bool relative = slash != std::string_view::npos &&
                          start.substr(0, slash).find('.') != std::string_view::npos;
    if (relative) {
      const Value* parts[] = {scope_id(deployment.scope), text("/providers/"), key};
      key = make_.joined(parts, key->origin);
    } else if (key->is(ValueKind::string)) {
      return {};
    }
  }
  const auto id = text_key(*key);
  for (Deployment* place = &deployment; place != nullptr; place = place->parent) {
    declare(*place);
    index_instances(*place);
    if (id) {
      if (const auto found = place->by_id.find(*id); found != place->by_id.end())
        return declared_among(found->second);
      continue;
    }
    for (Instance* instance : place->unkeyed) {
      if (!step(env, key->origin))
        return {};
      if (equal(*key, *instance->id) == Truth::yes || equal(*key, *instance->name) == Truth::yes)
        return {instance};
    }
  }
  return {};
}

std::vector<Instance*> Evaluator::find_loop(std::string_view symbol, const Env& env) {
  if (env.resources == nullptr)
    return {};
  declare(*env.resources);
  if (env.resources->declared != State::done)
    return {};
  const auto found = env.resources->by_symbol.find(folded(symbol));
  return found == env.resources->by_symbol.end() ? std::vector<Instance*>() : found->second;
}

}  // namespace cachewarden::inline v0::templates
