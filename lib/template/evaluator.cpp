#include "template/evaluator.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "template/expr_text.hpp"
#include "template/functions.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

bool is_before(const std::pair<Origin, std::string>& a, const std::pair<Origin, std::string>& b) {
  return std::tie(a.first.document, a.first.offset, a.second) <
         std::tie(b.first.document, b.first.offset, b.second);
}

std::uint8_t own_marks(const Value& value) noexcept {
  return static_cast<std::uint8_t>(value.flags & own_flags);
}

/// Whether the value of such an expression comes from elsewhere.
bool is_computed(const Expr& expr) noexcept {
  return expr.kind == ExprKind::call || expr.kind == ExprKind::member ||
         expr.kind == ExprKind::index || expr.kind == ExprKind::unknown;
}

}  // namespace

Evaluator::Evaluator(std::shared_ptr<Unit> unit, const Options& options)
    : unit_(std::move(unit)),
      options_(options),
      arena_(std::make_shared<Arena>()),
      make_(*arena_),
      reported_(is_before) {
  out_.unit = unit_;
  out_.arena = arena_;
}

void Evaluator::report(Severity severity, std::string code, std::string message, Origin at,
                       const Env& env) {
  if (stopped_)
    return;
  message = message_line(std::move(message));
  if (severity == Severity::error)
    ++failures_;
  const std::size_t limit = options_.limits.diagnostics;
  if (speculating_ != 0) {
    if (held_back_.size() < limit)
      held_back_.push_back({severity, std::move(code), std::move(message), at, {}});
    return;
  }
  if (out_.diagnostics.size() >= limit)
    return;
  if (!reported_.try_emplace({at, code + message}, true).second)
    return;
  Diagnostic diagnostic{severity, std::move(code), std::move(message), at, {}};
  const Frame* frame = env.frame;
  if (frame == nullptr && env.context != nullptr)
    frame = env.context->frame;
  for (; frame != nullptr; frame = frame->parent) {
    if (frame->kind == FrameKind::module)
      diagnostic.via.push_back(frame->origin);
  }
  out_.diagnostics.push_back(std::move(diagnostic));
}

bool Evaluator::step(const Env& env, Origin at, std::uint64_t count) {
  if (make_.take_given_up())
    report_given_up(env, at);
  if (stopped_)
    return false;
  steps_ += count;
  const bool too_long = steps_ > options_.limits.steps;
  const bool too_big = arena_->bytes() > options_.limits.memory;
  if (!too_long && !too_big)
    return true;
  const std::uint32_t speculating = std::exchange(speculating_, 0);
  report(Severity::error, "limit",
         too_long
             ? "the evaluation takes more than " + std::to_string(options_.limits.steps) + " steps"
             : "the values take more than " + std::to_string(options_.limits.memory) + " bytes",
         at, env);
  speculating_ = speculating;
  stopped_ = true;
  return false;
}

void Evaluator::report_given_up(const Env& env, Origin at) {
  const std::uint32_t speculating = std::exchange(speculating_, 0);
  report(Severity::error, "limit",
         "a value has more than " + std::to_string(max_value_height) + " levels or " +
             std::to_string(max_value_weight) + " parts",
         at, env);
  speculating_ = speculating;
}

const Value* Evaluator::stopped(const Expr& expr) {
  return make_.unknown_text(UnknownKind::runtime, "limit()", ValueKind::unknown, expr.origin);
}

const Value* Evaluator::eval(const Expr& expr, const Env& env) {
  if (!step(env, expr.origin))
    return stopped(expr);
  if (depth_ >= options_.limits.depth) {
    report(Severity::error, "limit",
           "evaluations are nested more than " + std::to_string(options_.limits.depth) + " levels",
           expr.origin, env);
    return stopped(expr);
  }
  ++depth_;
  const Value* value = eval_node(expr, env);
  --depth_;
  return value;
}

const Value* Evaluator::eval_node(const Expr& expr, const Env& env) {
  switch (expr.kind) {
    case ExprKind::null:
      return make_.null(expr.origin);
    case ExprKind::boolean:
      return make_.boolean(expr.flag, expr.origin);
    case ExprKind::integer:
      return make_.integer(expr.integer, expr.origin);
    case ExprKind::real:
      return make_.real(expr.real, expr.origin);
    case ExprKind::string:
      return make_.string_view(expr.text, expr.origin);
    case ExprKind::array:
      return eval_array(expr, env);
    case ExprKind::object:
      return eval_object(expr, env);
    case ExprKind::call:
      return eval_call(expr, env);
    case ExprKind::member:
      return member(eval(*expr.children[0], env), expr.text, expr.origin, env);
    case ExprKind::index: {
      const Value* base = eval(*expr.children[0], env);
      return index(base, eval(*expr.children[1], env), expr.origin, env);
    }
    case ExprKind::loop:
      return eval_loop(expr, env);
    case ExprKind::unknown:
      break;
  }
  const Value* value = make_.unknown_text(expr.unknown, expr.text, ValueKind::unknown, expr.origin);
  return expr.flag ? make_.with_flags(value, flag_secret) : value;
}

const Value* Evaluator::eval_placed(const Expr& expr, const Env& env) {
  const Value* value = eval(expr, env);
  if (env.frame == nullptr)
    return value;
  if (!is_computed(expr))
    return make_.with_frame(value, env.frame);
  const Frame* frame = arena_->make<Frame>(Frame{.kind = FrameKind::expression,
                                                 .origin = expr.origin,
                                                 .index = -1,
                                                 .name = {},
                                                 .parent = env.frame});
  return make_.with_frame(value, frame);
}

const Value* Evaluator::eval_array(const Expr& expr, const Env& env) {
  std::vector<const Value*> items;
  items.reserve(expr.children.size());
  for (const Expr* child : expr.children)
    items.push_back(eval_placed(*child, env));
  return make_.array(items, expr.origin);
}

const Value* Evaluator::eval_object(const Expr& expr, const Env& env) {
  std::vector<Member> members;
  members.reserve(expr.children.size() / 2);
  for (std::size_t i = 0; i + 1 < expr.children.size(); i += 2) {
    const Expr& key = *expr.children[i];
    const Value* value = eval_placed(*expr.children[i + 1], env);
    if (key.kind == ExprKind::string) {
      members.push_back({key.text, value});
      continue;
    }
    const Value* name = eval(key, env);
    if (name->is(ValueKind::string) && !name->is_secret()) {
      members.push_back({name->text(), value});
      continue;
    }
    const bool stands = name->is(ValueKind::unknown) && name->unknown().stand_in != nullptr;
    if (stands && !name->is_secret()) {
      members.push_back({name->unknown().stand_in->text(), make_.with_flags(value, flag_assumed)});
      continue;
    }
    if (!name->is(ValueKind::unknown) && !name->is(ValueKind::string))
      report(Severity::error, "expression", "the name of a member must be a string", key.origin,
             env);
    const auto kind = std::max<std::uint8_t>(name->deep_unknown,
                                             static_cast<std::uint8_t>(UnknownKind::parameter));
    members.push_back({arena_->copy("[" + expression_text(*name) + "]"), value, kind});
  }
  return make_.object(members, expr.origin);
}

const Value* Evaluator::eval_loop(const Expr& expr, const Env& env) {
  const Value* count = eval(*expr.children[0], env);
  const auto unknown = [&](UnknownKind kind) {
    const Value* arguments[] = {count};
    return make_.unknown({.kind = kind,
                          .residual = Residual::call,
                          .never_null = true,
                          .name = "copy",
                          .arguments = arguments},
                         ValueKind::array, expr.origin);
  };
  if (count->is(ValueKind::unknown))
    return unknown(UnknownKind::parameter);
  if (!count->is(ValueKind::integer) || count->integer() < 0) {
    report(Severity::error, "copy-count",
           "the count of a copy loop must be an integer that is not negative", expr.origin, env);
    return unknown(UnknownKind::runtime);
  }
  if (count->integer() > options_.limits.loop_count) {
    report(Severity::error, "limit",
           "the copy loop has " + std::to_string(count->integer()) + " turns, the limit is " +
               std::to_string(options_.limits.loop_count),
           expr.origin, env);
    return unknown(UnknownKind::runtime);
  }
  std::vector<const Value*> items;
  for (std::int64_t i = 0; i < count->integer() && !stopped_; ++i) {
    LoopVariable variable{.name = expr.text,
                          .index = make_.integer(i, expr.origin),
                          .unnamed = false,
                          .outer = env.loops};
    Env inner = env;
    inner.loops = &variable;
    if (env.frame != nullptr)
      inner.frame = arena_->make<Frame>(Frame{.kind = FrameKind::loop,
                                              .origin = expr.origin,
                                              .index = i,
                                              .name = expr.text,
                                              .parent = env.frame});
    items.push_back(eval_placed(*expr.children[1], inner));
  }
  return make_.array(items, expr.origin);
}

const Value* Evaluator::eval_call(const Expr& expr, const Env& env) {
  if (expr.builtin != 0) {
    const Value* value = call_builtin(*this, expr, env);
    if (!value->is(ValueKind::string))
      return value;
    const std::size_t size = value->text().size();
    if (!step(env, expr.origin, size / 256))
      return stopped(expr);
    if (size <= options_.limits.text_bytes)
      return value;
    report(Severity::error, "limit",
           "a text is longer than " + std::to_string(options_.limits.text_bytes) + " bytes",
           expr.origin, env);
    return stopped(expr);
  }
  const Program& program = *env.context->program;
  const auto& numbers = env.context->function_numbers;
  if (const auto found = numbers.find(folded(expr.text)); found != numbers.end())
    return call_user(program.functions[found->second], expr, env);
  if (expr.text.find('.') != std::string_view::npos)
    report(Severity::error, "function", "function `" + std::string(expr.text) + "` is not declared",
           expr.origin, env);
  else
    report(Severity::warning, "function-unknown",
           "function `" + std::string(expr.text) + "` is not known; its result is unknown",
           expr.origin, env);
  std::vector<const Value*> arguments;
  for (const Expr* child : expr.children)
    arguments.push_back(eval(*child, env));
  return make_.unknown({.kind = UnknownKind::runtime,
                        .residual = Residual::call,
                        .name = expr.text,
                        .arguments = arguments},
                       ValueKind::unknown, expr.origin);
}

const Value* Evaluator::call_user(const Function& function, const Expr& expr, const Env& env) {
  if (expr.children.size() != function.parameters.size()) {
    report(Severity::error, "expression",
           "function `" + function.name + "` takes " + std::to_string(function.parameters.size()) +
               " arguments, not " + std::to_string(expr.children.size()),
           expr.origin, env);
    return make_.unknown_text(UnknownKind::runtime, source_text(expr), ValueKind::unknown,
                              expr.origin);
  }
  std::vector<Local> arguments(function.parameters.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Local* outer = i == 0 ? nullptr : &arguments[i - 1];
    arguments[i] = {function.parameters[i].name, eval(*expr.children[i], env), outer};
  }
  Env inner;
  inner.context = env.context;
  inner.resources = env.resources;
  inner.arguments = arguments.empty() ? nullptr : &arguments.back();
  inner.in_function = true;
  inner.in_default = env.in_default;
  return eval(*function.body, inner);
}

const Value* Evaluator::unknown_member(const Value* base, std::string_view name, Origin origin) {
  const Unknown& unknown = base->unknown();
  const Value* known = nullptr;
  if (unknown.overlay != nullptr && unknown.overlay->is(ValueKind::object))
    known = unknown.overlay->object().find(name);
  const std::uint8_t marks = own_marks(*base);
  const bool settled = known != nullptr && !known->is(ValueKind::null) &&
                       ((known->flags & flag_exact) != 0 ||
                        (!known->is(ValueKind::object) && !known->is(ValueKind::array)));
  if (settled)
    return make_.with_flags(known, marks);
  if (known != nullptr && known->is(ValueKind::null))
    known = nullptr;
  const Value* arguments[] = {base};
  const ValueKind hint = known != nullptr ? known->kind : ValueKind::unknown;
  const Value* result = make_.unknown({.kind = unknown.kind,
                                       .residual = Residual::member,
                                       .never_null = known != nullptr,
                                       .name = name,
                                       .arguments = arguments,
                                       .overlay = known},
                                      hint, origin);
  return make_.with_flags(result, marks);
}

const Value* Evaluator::unknown_item(const Value* base, const Value* at, Origin origin) {
  const Unknown& unknown = base->unknown();
  const Value* known = nullptr;
  if (unknown.overlay != nullptr && unknown.overlay->is(ValueKind::array) &&
      at->is(ValueKind::integer)) {
    const auto items = unknown.overlay->items();
    if (at->integer() >= 0 && static_cast<std::size_t>(at->integer()) < items.size())
      known = items[static_cast<std::size_t>(at->integer())];
  }
  const std::uint8_t marks = own_marks(*base);
  if (known != nullptr && !known->is(ValueKind::object) && !known->is(ValueKind::array))
    return make_.with_flags(known, marks);
  const Value* arguments[] = {base, at};
  const Value* result = make_.unknown(
      {.kind = unknown.kind, .residual = Residual::index, .arguments = arguments, .overlay = known},
      ValueKind::unknown, origin);
  return make_.with_flags(result, marks);
}

const Value* Evaluator::member(const Value* base, std::string_view name, Origin origin,
                               const Env& env) {
  const auto residual = [&](UnknownKind kind) {
    const Value* arguments[] = {base};
    return make_.unknown(
        {.kind = kind, .residual = Residual::member, .name = name, .arguments = arguments},
        ValueKind::unknown, origin);
  };
  if (base->is(ValueKind::object)) {
    const Value* found = base->object().find(name);
    if (found != nullptr)
      return make_.with_flags(found, own_marks(*base));
    if (base->object().open)
      return make_.with_flags(residual(UnknownKind::parameter), own_marks(*base));
    if (base->is_assumed())
      return make_.with_flags(residual(UnknownKind::parameter), own_marks(*base));
    report(Severity::error, "expression", "the object has no member `" + std::string(name) + "`",
           origin, env);
    return residual(UnknownKind::runtime);
  }
  if (!base->is(ValueKind::unknown)) {
    report(Severity::error, "expression",
           base->is(ValueKind::null)
               ? "member `" + std::string(name) + "` is asked of null"
               : "member `" + std::string(name) + "` is asked of a value that is no object",
           origin, env);
    return residual(UnknownKind::runtime);
  }
  const Unknown& unknown = base->unknown();
  if (unknown.choices.empty())
    return unknown_member(base, name, origin);
  std::vector<const Value*> results;
  for (const Value* choice : unknown.choices) {
    const Value* found = choice->is(ValueKind::object) ? choice->object().find(name) : nullptr;
    if (found == nullptr)
      return unknown_member(base, name, origin);
    results.push_back(found);
  }
  const Value* arguments[] = {base};
  const Value* result = one_of(
      make_, results,
      {.kind = unknown.kind, .residual = Residual::member, .name = name, .arguments = arguments},
      origin);
  return make_.with_flags(result, own_marks(*base));
}

const Value* Evaluator::index(const Value* base, const Value* at, Origin origin, const Env& env) {
  const auto residual = [&](UnknownKind kind) {
    const Value* arguments[] = {base, at};
    return make_.with_flags(
        make_.unknown({.kind = kind, .residual = Residual::index, .arguments = arguments},
                      ValueKind::unknown, origin),
        own_marks(*base));
  };
  const auto fail = [&](std::string message) {
    if (base->is_assumed() || at->is_assumed())
      return make_.with_flags(residual(UnknownKind::parameter), flag_assumed);
    report(Severity::error, "expression", std::move(message), origin, env);
    return residual(UnknownKind::runtime);
  };
  if (at->is_secret())
    return make_.with_flags(residual(UnknownKind::parameter), flag_secret);
  if (at->is(ValueKind::string))
    return base->is(ValueKind::array) ? fail("an array is indexed by a text")
                                      : member(base, at->text(), origin, env);
  if (at->is(ValueKind::unknown) && !at->unknown().choices.empty() &&
      !base->is(ValueKind::unknown)) {
    std::vector<const Value*> results;
    Speculation speculation(*this);
    for (const Value* choice : at->unknown().choices)
      results.push_back(index(base, choice, origin, env));
    if (speculation.failed())
      return residual(UnknownKind::parameter);
    const Value* arguments[] = {base, at};
    return one_of(make_, results,
                  {.kind = at->unknown().kind, .residual = Residual::index, .arguments = arguments},
                  origin);
  }
  if (at->is(ValueKind::unknown))
    return residual(UnknownKind::parameter);
  if (base->is(ValueKind::unknown))
    return unknown_item(base, at, origin);
  if (!base->is(ValueKind::array))
    return fail("an index is asked of a value that is no array");
  if (!at->is(ValueKind::integer))
    return fail("the index of an array must be an integer");
  const auto items = base->items();
  if (at->integer() < 0 || static_cast<std::size_t>(at->integer()) >= items.size())
    return fail("index " + std::to_string(at->integer()) + " is outside of an array of " +
                std::to_string(items.size()));
  return make_.with_flags(items[static_cast<std::size_t>(at->integer())], own_marks(*base));
}

}  // namespace cachewarden::inline v0::templates
