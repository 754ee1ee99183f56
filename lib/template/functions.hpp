#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cachewarden/template/value.hpp"
#include "template/evaluator.hpp"

/// The functions of the template language.
namespace cachewarden::inline v0::templates {

/// One call of a built-in function with its evaluated arguments (none for lazy functions).
struct Call {
  Evaluator& evaluator;
  const Expr& expr;
  const Env& env;
  std::span<const Value* const> arguments = {};

  [[nodiscard]] std::size_t size() const noexcept { return arguments.size(); }
  [[nodiscard]] const Value& operator[](std::size_t i) const noexcept { return *arguments[i]; }
  [[nodiscard]] ValueMaker& make() const noexcept { return evaluator.make(); }
  [[nodiscard]] Origin origin() const noexcept { return expr.origin; }

  /// Reports an error of the template; the result is unknown.
  [[nodiscard]] const Value* fail(std::string message) const;
  /// fail() for an argument of the wrong kind.
  [[nodiscard]] const Value* wrong(std::size_t argument, std::string_view expected) const;
  /// What cannot be known: the call itself is the residual.
  [[nodiscard]] const Value* unknown(ValueKind hint, bool never_null = true,
                                     bool never_empty = false) const;
  [[nodiscard]] const Value* unknown(UnknownKind kind, ValueKind hint, bool never_null = true,
                                     bool never_empty = false) const;

  /// A text that differs from call to call.
  [[nodiscard]] const Value* unknown_time() const;
  [[nodiscard]] const Value* string(std::string_view text) const {
    return make().string(text, origin());
  }
  [[nodiscard]] const Value* integer(std::int64_t value) const {
    return make().integer(value, origin());
  }
  [[nodiscard]] const Value* boolean(bool value) const { return make().boolean(value, origin()); }
  [[nodiscard]] const Value* null() const { return make().null(origin()); }
  [[nodiscard]] const Value* decided(Truth truth) const;
  [[nodiscard]] const Value* array(std::span<const Value* const> items) const {
    return make().array(items, origin());
  }
  [[nodiscard]] const Value* object(std::span<const Member> members) const {
    return make().object(members, origin());
  }
};

using BuiltinFunction = const Value* (*)(const Call&);

/// What a function needs to know of its arguments.
enum class Needs : std::uint8_t {
  all = 1,     ///< everything: an unknown anywhere makes the result unknown
  top = 2,     ///< the outermost value
  itself = 3,  ///< the function copes with unknowns
  pieces = 4,  ///< as `itself`; what is unknown becomes a piece of the resulting text
  lazy = 5,    ///< the function evaluates its arguments
};

/// Which marks of the arguments the result gets.
enum class Marks : std::uint8_t {
  none = 1,      ///< the result is made of parts that carry theirs
  own = 2,       ///< those of the arguments themselves
  all = 3,       ///< also those inside of the arguments
  decision = 4,  ///< `assumed` only: the result tells nothing of a secret
};

constexpr std::uint8_t any_number = 255;

struct Builtin {
  std::string_view name;  ///< in lower case
  BuiltinFunction function = nullptr;
  std::uint8_t least = 0;  ///< arguments
  std::uint8_t most = 0;   ///< `any_number`: no limit
  Needs needs = Needs::all;
  Marks marks = Marks::all;
  ValueKind result = ValueKind::unknown;  ///< kind of the result if it is always the same
};

/// Number of a built-in function for `Expr::builtin`, 0 if there is none of that name.
[[nodiscard]] std::uint16_t builtin_number(std::string_view name) noexcept;
[[nodiscard]] const Builtin& builtin(std::uint16_t number) noexcept;
[[nodiscard]] std::span<const Builtin> builtins() noexcept;

[[nodiscard]] const Value* call_builtin(Evaluator& evaluator, const Expr& expr, const Env& env);

/// The value that several possible results make: the common one, or an unknown with choices.
[[nodiscard]] const Value* one_of(ValueMaker& make, std::span<const Value* const> results,
                                  const Unknown& residual, Origin origin);

/// Shared by several files of functions.
[[nodiscard]] const Value* merged(const Call& call, const Value* left, const Value* right,
                                  bool deep);
[[nodiscard]] std::string plain_text(const Value& value,
                                     char quote);  ///< as string() and concat() print it
[[nodiscard]] bool is_scalar(const Value& value) noexcept;

namespace functions {

const Value* array(const Call&);
const Value* concat(const Call&);
const Value* contains(const Call&);
const Value* create_array(const Call&);
const Value* create_object(const Call&);
const Value* distinct(const Call&);
const Value* empty(const Call&);
const Value* first(const Call&);
const Value* flatten(const Call&);
const Value* index_from_end(const Call&);
const Value* index_of(const Call&);
const Value* intersection(const Call&);
const Value* items(const Call&);
const Value* last(const Call&);
const Value* last_index_of(const Call&);
const Value* length(const Call&);
const Value* max(const Call&);
const Value* min(const Call&);
const Value* object_keys(const Call&);
const Value* range(const Call&);
const Value* shallow_merge(const Call&);
const Value* skip(const Call&);
const Value* take(const Call&);
const Value* try_get(const Call&);
const Value* try_index_from_end(const Call&);
const Value* union_(const Call&);

const Value* coalesce(const Call&);
const Value* equals(const Call&);
const Value* greater(const Call&);
const Value* greater_or_equals(const Call&);
const Value* less(const Call&);
const Value* less_or_equals(const Call&);
const Value* like(const Call&);
const Value* and_(const Call&);
const Value* bool_(const Call&);
const Value* false_(const Call&);
const Value* if_(const Call&);
const Value* not_(const Call&);
const Value* or_(const Call&);
const Value* true_(const Call&);
const Value* null(const Call&);
const Value* json(const Call&);

const Value* add(const Call&);
const Value* sub(const Call&);
const Value* mul(const Call&);
const Value* div(const Call&);
const Value* mod(const Call&);
const Value* int_(const Call&);
const Value* float_(const Call&);
const Value* copy_index(const Call&);

const Value* base64(const Call&);
const Value* base64_to_json(const Call&);
const Value* base64_to_string(const Call&);
const Value* build_uri(const Call&);
const Value* data_uri(const Call&);
const Value* data_uri_to_string(const Call&);
const Value* ends_with(const Call&);
const Value* format(const Call&);
const Value* guid(const Call&);
const Value* join(const Call&);
const Value* new_guid(const Call&);
const Value* pad_left(const Call&);
const Value* parse_uri(const Call&);
const Value* replace(const Call&);
const Value* split(const Call&);
const Value* starts_with(const Call&);
const Value* string(const Call&);
const Value* substring(const Call&);
const Value* to_lower(const Call&);
const Value* to_upper(const Call&);
const Value* trim(const Call&);
const Value* unique_string(const Call&);
const Value* uri(const Call&);
const Value* uri_component(const Call&);
const Value* uri_component_to_string(const Call&);

const Value* date_time_add(const Call&);
const Value* date_time_from_epoch(const Call&);
const Value* date_time_to_epoch(const Call&);
const Value* utc_now(const Call&);

const Value* filter(const Call&);
const Value* group_by(const Call&);
const Value* lambda(const Call&);
const Value* lambda_variables(const Call&);
const Value* map(const Call&);
const Value* map_values(const Call&);
const Value* reduce(const Call&);
const Value* sort(const Call&);
const Value* to_object(const Call&);

const Value* cidr_host(const Call&);
const Value* cidr_subnet(const Call&);
const Value* parse_cidr(const Call&);

const Value* deployer(const Call&);
const Value* deployment(const Call&);
const Value* environment(const Call&);
const Value* fail(const Call&);
const Value* parameters(const Call&);
const Value* variables(const Call&);
const Value* management_group(const Call&);
const Value* resource_group(const Call&);
const Value* subscription(const Call&);
const Value* tenant(const Call&);
const Value* not_predictable(const Call&);
const Value* external_inputs(const Call&);

const Value* extension_resource_id(const Call&);
const Value* list(const Call&);
const Value* management_group_resource_id(const Call&);
const Value* reference(const Call&);
const Value* references(const Call&);
const Value* resource_id(const Call&);
const Value* resource_info(const Call&);
const Value* subscription_resource_id(const Call&);
const Value* tenant_resource_id(const Call&);

}  // namespace functions
}  // namespace cachewarden::inline v0::templates
