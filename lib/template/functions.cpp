#include "template/functions.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::templates {
namespace {

using K = ValueKind;
using N = Needs;
using M = Marks;
namespace f = functions;

/// Sorted by name. `list` stands for every function whose name starts so.
constexpr Builtin table[] = {
    {"add", f::add, 2, 2, N::all, M::all, K::integer},
    {"and", f::and_, 1, any_number, N::lazy, M::none, K::boolean},
    {"array", f::array, 1, 1, N::itself, M::own, K::array},
    {"base64", f::base64, 1, 1, N::all, M::all, K::string},
    {"base64tojson", f::base64_to_json, 1, 1, N::all, M::all},
    {"base64tostring", f::base64_to_string, 1, 1, N::all, M::all, K::string},
    {"bool", f::bool_, 1, 1, N::all, M::all, K::boolean},
    {"builduri", f::build_uri, 1, 1, N::all, M::all, K::string},
    {"cidrhost", f::cidr_host, 2, 2, N::all, M::all, K::string},
    {"cidrsubnet", f::cidr_subnet, 3, 3, N::all, M::all, K::string},
    {"coalesce", f::coalesce, 1, any_number, N::lazy, M::none},
    {"concat", f::concat, 0, any_number, N::pieces, M::own},
    {"contains", f::contains, 2, 2, N::itself, M::decision, K::boolean},
    {"copyindex", f::copy_index, 0, 2, N::all, M::all, K::integer},
    {"createarray", f::create_array, 0, any_number, N::itself, M::none, K::array},
    {"createobject", f::create_object, 0, any_number, N::itself, M::none, K::object},
    {"datauri", f::data_uri, 1, 1, N::all, M::all, K::string},
    {"datauritostring", f::data_uri_to_string, 1, 1, N::all, M::all, K::string},
    {"datetimeadd", f::date_time_add, 2, 3, N::all, M::all, K::string},
    {"datetimefromepoch", f::date_time_from_epoch, 1, 1, N::all, M::all, K::string},
    {"datetimetoepoch", f::date_time_to_epoch, 1, 1, N::all, M::all, K::integer},
    {"deployer", f::deployer, 0, 0, N::all, M::none, K::object},
    {"deployment", f::deployment, 0, 0, N::all, M::none, K::object},
    {"distinct", f::distinct, 1, 1, N::top, M::own, K::array},
    {"div", f::div, 2, 2, N::all, M::all, K::integer},
    {"empty", f::empty, 1, 1, N::itself, M::decision, K::boolean},
    {"endswith", f::ends_with, 2, 2, N::itself, M::decision, K::boolean},
    {"environment", f::environment, 0, 0, N::all, M::none, K::object},
    {"equals", f::equals, 2, 2, N::itself, M::decision, K::boolean},
    {"extensionresourceid", f::extension_resource_id, 3, any_number, N::pieces, M::own, K::string},
    {"extensions", f::not_predictable, 0, any_number, N::itself, M::none},
    {"externalinputs", f::external_inputs, 1, any_number, N::itself, M::none},
    {"fail", f::fail, 1, 1, N::itself, M::none},
    {"false", f::false_, 0, 0, N::all, M::none, K::boolean},
    {"filter", f::filter, 2, 2, N::lazy, M::none, K::array},
    {"first", f::first, 1, 1, N::itself, M::own},
    {"flatten", f::flatten, 1, 1, N::top, M::own, K::array},
    {"float", f::float_, 1, 1, N::all, M::all, K::real},
    {"format", f::format, 1, any_number, N::pieces, M::all, K::string},
    {"greater", f::greater, 2, 2, N::all, M::decision, K::boolean},
    {"greaterorequals", f::greater_or_equals, 2, 2, N::all, M::decision, K::boolean},
    {"groupby", f::group_by, 2, 3, N::lazy, M::none, K::object},
    {"guid", f::guid, 1, any_number, N::all, M::all, K::string},
    {"if", f::if_, 3, 3, N::lazy, M::none},
    {"indexfromend", f::index_from_end, 2, 2, N::top, M::own},
    {"indexof", f::index_of, 2, 2, N::itself, M::decision, K::integer},
    {"int", f::int_, 1, 1, N::all, M::all, K::integer},
    {"intersection", f::intersection, 2, any_number, N::top, M::own},
    {"items", f::items, 1, 1, N::top, M::own, K::array},
    {"join", f::join, 2, 2, N::pieces, M::all, K::string},
    {"json", f::json, 1, 1, N::all, M::all},
    {"lambda", f::lambda, 1, any_number, N::lazy, M::none},
    {"lambdavariables", f::lambda_variables, 1, 1, N::all, M::none},
    {"last", f::last, 1, 1, N::itself, M::own},
    {"lastindexof", f::last_index_of, 2, 2, N::itself, M::decision, K::integer},
    {"length", f::length, 1, 1, N::itself, M::decision, K::integer},
    {"less", f::less, 2, 2, N::all, M::decision, K::boolean},
    {"lessorequals", f::less_or_equals, 2, 2, N::all, M::decision, K::boolean},
    {"like", f::like, 2, 2, N::all, M::decision, K::boolean},
    {"list", f::list, 1, any_number, N::itself, M::none},
    {"managementgroup", f::management_group, 0, 0, N::all, M::none, K::object},
    {"managementgroupresourceid", f::management_group_resource_id, 2, any_number, N::pieces, M::own,
     K::string},
    {"map", f::map, 2, 2, N::lazy, M::none, K::array},
    {"mapvalues", f::map_values, 2, 2, N::lazy, M::none, K::object},
    {"max", f::max, 1, any_number, N::all, M::all, K::integer},
    {"min", f::min, 1, any_number, N::all, M::all, K::integer},
    {"mod", f::mod, 2, 2, N::all, M::all, K::integer},
    {"mul", f::mul, 2, 2, N::all, M::all, K::integer},
    {"newguid", f::new_guid, 0, 0, N::all, M::none, K::string},
    {"not", f::not_, 1, 1, N::all, M::decision, K::boolean},
    {"null", f::null, 0, 0, N::all, M::none, K::null},
    {"objectkeys", f::object_keys, 1, 1, N::top, M::own, K::array},
    {"or", f::or_, 1, any_number, N::lazy, M::none, K::boolean},
    {"padleft", f::pad_left, 2, 3, N::all, M::all, K::string},
    {"parameters", f::parameters, 1, 1, N::all, M::none},
    {"parsecidr", f::parse_cidr, 1, 1, N::all, M::all, K::object},
    {"parseuri", f::parse_uri, 1, 1, N::all, M::all, K::object},
    {"pickzones", f::not_predictable, 3, 5, N::itself, M::none, K::array},
    {"providers", f::not_predictable, 1, 2, N::itself, M::none},
    {"range", f::range, 2, 2, N::all, M::all, K::array},
    {"reduce", f::reduce, 3, 3, N::lazy, M::none},
    {"reference", f::reference, 1, 3, N::itself, M::own},
    {"references", f::references, 1, 3, N::itself, M::own, K::array},
    {"replace", f::replace, 3, 3, N::all, M::all, K::string},
    {"resourcegroup", f::resource_group, 0, 0, N::all, M::none, K::object},
    {"resourceid", f::resource_id, 2, any_number, N::pieces, M::own, K::string},
    {"resourceinfo", f::resource_info, 1, 1, N::itself, M::own, K::object},
    {"roledefinitions", f::not_predictable, 1, 1, N::itself, M::none, K::object},
    {"shallowmerge", f::shallow_merge, 1, 1, N::itself, M::own, K::object},
    {"skip", f::skip, 2, 2, N::itself, M::own},
    {"sort", f::sort, 2, 2, N::lazy, M::none, K::array},
    {"split", f::split, 2, 2, N::itself, M::none, K::array},
    {"startswith", f::starts_with, 2, 2, N::itself, M::decision, K::boolean},
    {"string", f::string, 1, 1, N::itself, M::all, K::string},
    {"sub", f::sub, 2, 2, N::all, M::all, K::integer},
    {"subscription", f::subscription, 0, 0, N::all, M::none, K::object},
    {"subscriptionresourceid", f::subscription_resource_id, 2, any_number, N::pieces, M::own,
     K::string},
    {"substring", f::substring, 2, 3, N::itself, M::all, K::string},
    {"take", f::take, 2, 2, N::itself, M::own},
    {"target", f::not_predictable, 0, 1, N::itself, M::none},
    {"tenant", f::tenant, 0, 0, N::all, M::none, K::object},
    {"tenantresourceid", f::tenant_resource_id, 2, any_number, N::pieces, M::own, K::string},
    {"tologicalzone", f::not_predictable, 3, 3, N::itself, M::none, K::string},
    {"tologicalzones", f::not_predictable, 3, 3, N::itself, M::none, K::array},
    {"tolower", f::to_lower, 1, 1, N::itself, M::all, K::string},
    {"toobject", f::to_object, 2, 3, N::lazy, M::none, K::object},
    {"tophysicalzone", f::not_predictable, 3, 3, N::itself, M::none, K::string},
    {"tophysicalzones", f::not_predictable, 3, 3, N::itself, M::none, K::array},
    {"toupper", f::to_upper, 1, 1, N::itself, M::all, K::string},
    {"trim", f::trim, 1, 1, N::all, M::all, K::string},
    {"true", f::true_, 0, 0, N::all, M::none, K::boolean},
    {"tryget", f::try_get, 2, any_number, N::itself, M::own},
    {"tryindexfromend", f::try_index_from_end, 2, 2, N::top, M::own},
    {"union", f::union_, 1, any_number, N::itself, M::own},
    {"uniquestring", f::unique_string, 1, any_number, N::all, M::all, K::string},
    {"uri", f::uri, 2, 2, N::all, M::all, K::string},
    {"uricomponent", f::uri_component, 1, 1, N::all, M::all, K::string},
    {"uricomponenttostring", f::uri_component_to_string, 1, 1, N::all, M::all, K::string},
    {"utcnow", f::utc_now, 0, 1, N::all, M::none, K::string},
    {"variables", f::variables, 1, 1, N::all, M::none},
};

static_assert(std::is_sorted(std::begin(table), std::end(table),
                             [](const Builtin& a, const Builtin& b) { return a.name < b.name; }));

/// Marks that the arguments give the result.
std::uint8_t marks_of(Marks marks, std::span<const Value* const> arguments) {
  unsigned own = 0;
  unsigned deep = 0;
  for (const Value* argument : arguments) {
    own |= argument->flags;
    deep |= argument->flags;
  }
  const unsigned all = ((deep & flag_deep_secret) != 0 ? flag_secret : 0U) |
                       ((deep & flag_deep_assumed) != 0 ? flag_assumed : 0U);
  switch (marks) {
    case Marks::none:
      return 0;
    case Marks::own:
      return static_cast<std::uint8_t>(own & own_flags);
    case Marks::all:
      return static_cast<std::uint8_t>(all);
    case Marks::decision:
      return static_cast<std::uint8_t>(all & flag_assumed);
  }
  return 0;
}

bool is_known_enough(const Builtin& builtin, std::span<const Value* const> arguments) {
  return std::all_of(arguments.begin(), arguments.end(), [&](const Value* argument) {
    switch (builtin.needs) {
      case Needs::all:
        return argument->is_known();
      case Needs::top:
        return !argument->is(ValueKind::unknown);
      default:
        return true;
    }
  });
}

/// The argument with placeholders in place of what rests on them; null pointer if something else is
/// unknown in it.
const Value* standing(const Value* argument) {
  if (argument->is_known())
    return argument;
  return argument->is(ValueKind::unknown) ? argument->unknown().stand_in : nullptr;
}

/// Gives an unknown text that rests on placeholders the text that the function makes of these.
const Value* with_stand_in(const Builtin& builtin, const Call& call, const Value* result) {
  const bool is_text =
      result->is(ValueKind::unknown) && result->unknown().stand_in == nullptr &&
      result->unknown().residual == Residual::call &&
      (builtin.result == ValueKind::string || builtin.result == ValueKind::unknown);
  if (!is_text || call.size() == 0)
    return result;
  std::vector<const Value*> arguments;
  for (const Value* argument : call.arguments) {
    arguments.push_back(standing(argument));
    if (arguments.back() == nullptr)
      return result;
  }
  const Evaluator::Speculation speculation(call.evaluator);
  const Value* shown = builtin.function({call.evaluator, call.expr, call.env, arguments});
  if (speculation.failed() || !shown->is(ValueKind::string))
    return result;
  Unknown unknown = result->unknown();
  unknown.stand_in = shown;
  return call.make().with_flags(call.make().unknown(unknown, ValueKind::string, call.origin()),
                                result->flags | flag_assumed);
}

/// What looking at the arguments takes besides the call itself.
std::uint64_t steps_of(std::span<const Value* const> arguments) {
  std::uint64_t steps = 0;
  for (const Value* argument : arguments) {
    if (argument->is(ValueKind::array))
      steps += argument->items().size() / 4;
    else if (argument->is(ValueKind::object))
      steps += argument->object().members.size() * 4;
    else if (argument->is(ValueKind::string))
      steps += argument->text().size() / 256;
    else if (argument->is(ValueKind::unknown))
      steps += argument->unknown().arguments.size() / 4;
  }
  return steps;
}

const Value* apply_once(const Builtin& builtin, const Call& call) {
  if (!call.evaluator.step(call.env, call.origin(), steps_of(call.arguments)))
    return call.unknown(builtin.result);
  const bool known = is_known_enough(builtin, call.arguments);
  const Value* result = known ? builtin.function(call) : call.unknown(builtin.result);
  const bool assumed = std::any_of(call.arguments.begin(), call.arguments.end(),
                                   [](const Value* argument) { return argument->is_assumed(); });
  return assumed ? with_stand_in(builtin, call, result) : result;
}

bool has_choices(const Value* value) {
  return value->is(ValueKind::unknown) && !value->unknown().choices.empty();
}

/// If one argument is one of several values, the result is one of several results.
const Value* apply(const Builtin& builtin, const Call& call) {
  const auto count = std::count_if(call.arguments.begin(), call.arguments.end(), has_choices);
  if (count != 1 || builtin.needs == Needs::pieces)
    return apply_once(builtin, call);
  const auto place = static_cast<std::size_t>(
      std::find_if(call.arguments.begin(), call.arguments.end(), has_choices) -
      call.arguments.begin());
  std::vector<const Value*> arguments(call.arguments.begin(), call.arguments.end());
  std::vector<const Value*> results;
  {
    Evaluator::Speculation speculation(call.evaluator);
    for (const Value* choice : call.arguments[place]->unknown().choices) {
      arguments[place] = choice;
      results.push_back(apply_once(builtin, {call.evaluator, call.expr, call.env, arguments}));
    }
    if (speculation.failed())
      return apply_once(builtin, call);
  }
  Unknown residual{.kind = call.arguments[place]->unknown().kind,
                   .residual = Residual::call,
                   .name = call.expr.text,
                   .arguments = call.arguments};
  return one_of(call.make(), results, residual, call.origin());
}

}  // namespace

std::uint16_t builtin_number(std::string_view name) noexcept {
  const auto found = std::lower_bound(std::begin(table), std::end(table), name,
                                      [](const Builtin& entry, std::string_view key) {
                                        return compare_folded(entry.name, key) < 0;
                                      });
  const auto number = [](const Builtin* entry) {
    return static_cast<std::uint16_t>(entry - std::begin(table) + 1);
  };
  if (found != std::end(table) && equal_folded(found->name, name))
    return number(found);
  const bool is_list = starts_with_folded(name, "list") && name.find('.') == std::string_view::npos;
  return is_list ? builtin_number("list") : 0;
}

const Builtin& builtin(std::uint16_t number) noexcept {
  return table[number - 1];
}

std::span<const Builtin> builtins() noexcept {
  return table;
}

const Value* call_builtin(Evaluator& evaluator, const Expr& expr, const Env& env) {
  const Builtin& entry = builtin(expr.builtin);
  Call call{evaluator, expr, env};
  const std::size_t given = expr.children.size();
  if (given < entry.least || (entry.most != any_number && given > entry.most))
    return call.fail("function `" + std::string(expr.text) + "` does not take " +
                     std::to_string(given) + (given == 1 ? " argument" : " arguments"));
  if (entry.needs == Needs::lazy)
    return entry.function(call);
  std::array<const Value*, 8> few{};
  std::vector<const Value*> many;
  std::span<const Value*> arguments;
  if (given > few.size()) {
    many.resize(given);
    arguments = many;
  } else {
    arguments = std::span(few).first(given);
  }
  for (std::size_t i = 0; i < given; ++i)
    arguments[i] = evaluator.eval(*expr.children[i], env);
  call.arguments = arguments;
  const Value* result = apply(entry, call);
  const std::uint8_t marks = marks_of(entry.marks, arguments);
  const bool made_here = !result->is(ValueKind::unknown) && result->origin == expr.origin;
  if ((marks & flag_secret) != 0 && made_here) {
    const auto source = std::find_if(arguments.begin(), arguments.end(),
                                     [](const Value* argument) { return argument->is_secret(); });
    if (source != arguments.end())
      result = call.make().with_origin(result, (*source)->origin);
  }
  return call.make().with_flags(result, marks);
}

const Value* one_of(ValueMaker& make, std::span<const Value* const> results,
                    const Unknown& residual, Origin origin) {
  std::vector<const Value*> distinct;
  bool apart = true;
  for (const Value* result : results) {
    apart = apart && !result->is(ValueKind::unknown);
    const bool seen = std::any_of(distinct.begin(), distinct.end(), [&](const Value* other) {
      return equal(*other, *result) == Truth::yes;
    });
    if (!seen)
      distinct.push_back(result);
  }
  if (distinct.size() == 1)
    return distinct.front();
  Unknown unknown = residual;
  ValueKind hint =
      distinct.front()->is(ValueKind::unknown) ? distinct.front()->hint : distinct.front()->kind;
  unknown.never_null = true;
  std::uint8_t flags = 0;
  for (const Value* result : distinct) {
    const ValueKind kind = result->is(ValueKind::unknown) ? result->hint : result->kind;
    hint = kind == hint ? hint : ValueKind::unknown;
    const bool never_null = result->is(ValueKind::unknown) ? result->unknown().never_null
                                                           : !result->is(ValueKind::null);
    unknown.never_null = unknown.never_null && never_null;
    flags = static_cast<std::uint8_t>(flags | (result->flags & own_flags));
  }
  if (apart && distinct.size() <= max_choices)
    unknown.choices = distinct;
  return make.with_flags(make.unknown(unknown, hint, origin), flags);
}

const Value* Call::fail(std::string message) const {
  // A placeholder is not what the template will see.
  const bool is_assumed =
      std::any_of(arguments.begin(), arguments.end(), [](const Value* argument) {
        return (argument->flags & (flag_assumed | flag_deep_assumed)) != 0;
      });
  if (is_assumed)
    return make().with_flags(unknown(builtin(expr.builtin).result), flag_assumed);
  evaluator.report(Severity::error, "expression", std::move(message), expr.origin, env);
  return unknown(UnknownKind::runtime, builtin(expr.builtin).result);
}

const Value* Call::wrong(std::size_t argument, std::string_view expected) const {
  return fail("argument " + std::to_string(argument + 1) + " of `" + std::string(expr.text) +
              "` must be " + std::string(expected));
}

const Value* Call::unknown(ValueKind hint, bool never_null, bool never_empty) const {
  return unknown(UnknownKind::parameter, hint, never_null, never_empty);
}

const Value* Call::unknown(UnknownKind kind, ValueKind hint, bool never_null,
                           bool never_empty) const {
  return make().unknown({.kind = kind,
                         .residual = Residual::call,
                         .never_null = never_null,
                         .never_empty = never_empty,
                         .name = expr.text,
                         .arguments = arguments},
                        hint, origin());
}

const Value* Call::unknown_time() const {
  return make().unknown({.kind = UnknownKind::time,
                         .residual = Residual::call,
                         .never_null = true,
                         .never_empty = true,
                         .name = expr.text,
                         .arguments = arguments,
                         .unique = true},
                        ValueKind::string, origin());
}

const Value* Call::decided(Truth truth) const {
  if (truth == Truth::unknown)
    return unknown(ValueKind::boolean);
  return boolean(truth == Truth::yes);
}

bool is_scalar(const Value& value) noexcept {
  return value.is(ValueKind::boolean) || value.is(ValueKind::integer) ||
         value.is(ValueKind::real) || value.is(ValueKind::string);
}

}  // namespace cachewarden::inline v0::templates
