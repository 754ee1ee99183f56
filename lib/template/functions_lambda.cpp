#include <algorithm>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "template/expr_text.hpp"
#include "template/functions.hpp"

namespace cachewarden::inline v0::templates::functions {
namespace {

/// A lambda written as an argument.
struct Lambda {
  std::vector<std::string_view> names;
  const Expr* body = nullptr;

  [[nodiscard]] explicit operator bool() const noexcept { return body != nullptr; }
};

Lambda lambda_of(const Call& call, std::size_t argument) {
  const Expr& expr = *call.expr.children[argument];
  const bool is_lambda = expr.kind == ExprKind::call && expr.builtin != 0 &&
                         builtin(expr.builtin).function == functions::lambda &&
                         !expr.children.empty();
  if (!is_lambda)
    return {};
  Lambda lambda;
  for (const Expr* child : expr.children.first(expr.children.size() - 1)) {
    if (child->kind != ExprKind::string)
      return {};
    lambda.names.push_back(child->text);
  }
  lambda.body = expr.children.back();
  return lambda;
}

/// Calls a lambda; values it has no names for are left out.
const Value* apply(const Call& call, const Lambda& lambda, std::span<const Value* const> values) {
  Env env = call.env;
  std::vector<Local> locals(std::min(lambda.names.size(), values.size()));
  for (std::size_t i = 0; i < locals.size(); ++i) {
    locals[i] = {lambda.names[i], values[i], env.locals};
    env.locals = &locals[i];
  }
  return call.evaluator.eval(*lambda.body, env);
}

const Value* no_lambda(const Call& call, std::size_t argument) {
  return call.fail("argument " + std::to_string(argument + 1) + " of `" +
                   std::string(call.expr.text) + "` must be a lambda");
}

/// The call as it is left when its collection is not known.
const Value* unknown_result(const Call& call, const Value* collection, ValueKind hint) {
  std::vector<const Value*> arguments = {collection};
  for (const Expr* child : call.expr.children.subspan(1))
    arguments.push_back(call.make().unknown(
        {.kind = UnknownKind::parameter, .name = source_text(*child), .unique = true},
        ValueKind::unknown, child->origin));
  return call.make().with_flags(Call{call.evaluator, call.expr, call.env, arguments}.unknown(
                                    hint, hint != ValueKind::unknown),
                                collection->flags & own_flags);
}

/// As unknown_result(), but because of what a lambda gave.
const Value* unknown_through(const Call& call, const Value* collection, const Value* cause,
                             ValueKind hint) {
  const Value* parts[] = {collection, cause};
  return Call{call.evaluator, call.expr, call.env, parts}.unknown(hint);
}

/// The items with the marks of their array.
std::vector<const Value*> items_of(const Call& call, const Value& array) {
  std::vector<const Value*> items(array.items().begin(), array.items().end());
  const auto flags = static_cast<std::uint8_t>(array.flags & own_flags);
  if (flags != 0) {
    for (const Value*& item : items)
      item = call.make().with_flags(item, flags);
  }
  return items;
}

const Value* wrong_collection(const Call& call, std::string_view what) {
  return call.fail("argument 1 of `" + std::string(call.expr.text) + "` must be " +
                   std::string(what));
}

/// Merges two sorted runs; nothing if an order is not known.
bool merge_runs(const Call& call, const Lambda& before, std::vector<const Value*>& from,
                std::vector<const Value*>& to, std::size_t start, std::size_t width) {
  const std::size_t middle = std::min(start + width, from.size());
  const std::size_t end = std::min(start + 2 * width, from.size());
  std::size_t left = start;
  std::size_t right = middle;
  for (std::size_t out = start; out < end; ++out) {
    bool take_right = left >= middle;
    if (left < middle && right < end) {
      const Value* pair[] = {from[right], from[left]};
      const Value* answer = apply(call, before, pair);
      if (!answer->is(ValueKind::boolean))
        return false;
      take_right = answer->boolean();
    }
    to[out] = take_right ? from[right++] : from[left++];
  }
  return true;
}

}  // namespace

const Value* lambda(const Call& call) {
  return call.fail("`lambda` stands where no lambda is taken");
}

const Value* lambda_variables(const Call& call) {
  if (!call[0].is(ValueKind::string) || call[0].is_secret())
    return call.wrong(0, "a string");
  for (const Local* local = call.env.locals; local != nullptr; local = local->outer) {
    if (equal_folded(local->name, call[0].text()))
      return local->value;
  }
  return call.fail("there is no lambda variable `" + std::string(call[0].text()) + "` here");
}

const Value* map(const Call& call) {
  const Value* array = call.evaluator.eval(*call.expr.children[0], call.env);
  const Lambda body = lambda_of(call, 1);
  if (!body)
    return no_lambda(call, 1);
  if (array->is(ValueKind::unknown))
    return unknown_result(call, array, ValueKind::array);
  if (!array->is(ValueKind::array))
    return wrong_collection(call, "an array");
  std::vector<const Value*> results;
  for (const Value* item : items_of(call, *array)) {
    const Value* values[] = {item, call.integer(static_cast<std::int64_t>(results.size()))};
    results.push_back(apply(call, body, values));
  }
  return call.array(results);
}

const Value* filter(const Call& call) {
  const Value* array = call.evaluator.eval(*call.expr.children[0], call.env);
  const Lambda body = lambda_of(call, 1);
  if (!body)
    return no_lambda(call, 1);
  if (array->is(ValueKind::unknown))
    return unknown_result(call, array, ValueKind::array);
  if (!array->is(ValueKind::array))
    return wrong_collection(call, "an array");
  std::vector<const Value*> results;
  std::int64_t index = 0;
  for (const Value* item : items_of(call, *array)) {
    const Value* values[] = {item, call.integer(index++)};
    const Value* keep = apply(call, body, values);
    if (keep->is(ValueKind::unknown))
      return unknown_through(call, array, keep, ValueKind::array);
    if (!keep->is(ValueKind::boolean))
      return call.fail("the lambda of `filter` must give a boolean");
    if (keep->boolean())
      results.push_back(item);
  }
  return call.array(results);
}

const Value* reduce(const Call& call) {
  const Value* array = call.evaluator.eval(*call.expr.children[0], call.env);
  const Lambda body = lambda_of(call, 2);
  if (!body)
    return no_lambda(call, 2);
  if (array->is(ValueKind::unknown))
    return unknown_result(call, array, ValueKind::unknown);
  if (!array->is(ValueKind::array))
    return wrong_collection(call, "an array");
  const Value* result = call.evaluator.eval(*call.expr.children[1], call.env);
  std::int64_t index = 0;
  for (const Value* item : items_of(call, *array)) {
    const Value* values[] = {result, item, call.integer(index++)};
    result = apply(call, body, values);
  }
  return result;
}

const Value* sort(const Call& call) {
  const Value* array = call.evaluator.eval(*call.expr.children[0], call.env);
  const Lambda before = lambda_of(call, 1);
  if (!before)
    return no_lambda(call, 1);
  if (array->is(ValueKind::unknown))
    return unknown_result(call, array, ValueKind::array);
  if (!array->is(ValueKind::array))
    return wrong_collection(call, "an array");
  std::vector<const Value*> items = items_of(call, *array);
  std::vector<const Value*> other(items.size());
  for (std::size_t width = 1; width < items.size(); width *= 2) {
    for (std::size_t start = 0; start < items.size(); start += 2 * width) {
      if (!merge_runs(call, before, items, other, start, width))
        return unknown_result(call, array, ValueKind::array);
    }
    items.swap(other);
  }
  return call.array(items);
}

const Value* group_by(const Call& call) {
  const Value* array = call.evaluator.eval(*call.expr.children[0], call.env);
  const Lambda key_of = lambda_of(call, 1);
  const Lambda value_of = call.expr.children.size() > 2 ? lambda_of(call, 2) : Lambda{};
  if (!key_of || (call.expr.children.size() > 2 && !value_of))
    return no_lambda(call, key_of ? 2 : 1);
  if (array->is(ValueKind::unknown))
    return unknown_result(call, array, ValueKind::object);
  if (!array->is(ValueKind::array))
    return wrong_collection(call, "an array");
  std::vector<std::pair<std::string_view, std::vector<const Value*>>> groups;
  unsigned marks = 0;
  for (const Value* item : items_of(call, *array)) {
    const Value* values[] = {item};
    const Value* key = apply(call, key_of, values);
    if (key->is(ValueKind::unknown))
      return unknown_through(call, array, key, ValueKind::object);
    if (!key->is(ValueKind::string))
      return call.fail("the lambda of `groupBy` must give a string");
    marks |= key->flags & own_flags;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [key](const auto& g) { return equal_folded(g.first, key->text()); });
    if (group == groups.end())
      group = groups.insert(groups.end(), {key->text(), {}});
    group->second.push_back(value_of ? apply(call, value_of, values) : item);
  }
  std::vector<Member> members;
  for (const auto& [name, items] : groups)
    members.push_back({name, call.array(items)});
  return call.make().with_flags(call.object(members), static_cast<std::uint8_t>(marks));
}

const Value* to_object(const Call& call) {
  const Value* array = call.evaluator.eval(*call.expr.children[0], call.env);
  const Lambda key_of = lambda_of(call, 1);
  const Lambda value_of = call.expr.children.size() > 2 ? lambda_of(call, 2) : Lambda{};
  if (!key_of || (call.expr.children.size() > 2 && !value_of))
    return no_lambda(call, key_of ? 2 : 1);
  if (array->is(ValueKind::unknown))
    return unknown_result(call, array, ValueKind::object);
  if (!array->is(ValueKind::array))
    return wrong_collection(call, "an array");
  std::vector<Member> members;
  unsigned marks = 0;
  for (const Value* item : items_of(call, *array)) {
    const Value* values[] = {item};
    const Value* key = apply(call, key_of, values);
    if (key->is(ValueKind::unknown))
      return unknown_through(call, array, key, ValueKind::object);
    if (!key->is(ValueKind::string))
      return call.fail("the lambda of `toObject` must give a string");
    marks |= key->flags & own_flags;
    members.push_back({key->text(), value_of ? apply(call, value_of, values) : item});
  }
  return call.make().with_flags(call.object(members), static_cast<std::uint8_t>(marks));
}

const Value* map_values(const Call& call) {
  const Value* object = call.evaluator.eval(*call.expr.children[0], call.env);
  const Lambda body = lambda_of(call, 1);
  if (!body)
    return no_lambda(call, 1);
  if (object->is(ValueKind::unknown))
    return unknown_result(call, object, ValueKind::object);
  if (!object->is(ValueKind::object))
    return wrong_collection(call, "an object");
  const auto flags = static_cast<std::uint8_t>(object->flags & own_flags);
  std::vector<Member> members;
  for (const Member& member : object->object().members) {
    const Value* values[] = {call.make().with_flags(member.value, flags)};
    members.push_back({member.name, apply(call, body, values), member.name_unknown});
  }
  return call.object(members);
}

}  // namespace cachewarden::inline v0::templates::functions
