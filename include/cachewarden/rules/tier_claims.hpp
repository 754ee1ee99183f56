#pragma once

#include <string>
#include <string_view>

#include "cachewarden/model/scalar.hpp"
#include "cachewarden/rules/context.hpp"

/// What tiers and sizes of caches refuse, from the table of facts.
namespace cachewarden::inline v0::rules {

namespace detail {

/// The tier as Azure spells it; empty where it is not known.
template <class Value>
[[nodiscard]] std::string tier_name(const Property<Value>& tier) {
  if (!tier.has_value())
    return {};
  if constexpr (std::is_enum_v<Value>) {
    for (const EnumName& each : enum_names(*tier)) {
      if (each.value == static_cast<std::uint8_t>(*tier))
        return std::string(each.text);
    }
    return {};
  } else {
    return std::string(tier->view());
  }
}

/// The property of a row is set, to a value if one is named.
[[nodiscard]] inline Claim is_set(const FieldRow& row, const void* body, std::string_view value) {
  Claim result(Truth::no, {.at = row.at(body)});
  const State state = row.state(body);
  if (is_gap(state))
    result.truth = Truth::unknown;
  if (state != State::stated)
    return result;
  if (!value.empty())
    result.truth = truth(equal_folded(scalar_text(row, body), value));
  else if (row.kind == FieldKind::texts)
    result.truth = truth(!(**static_cast<const Property<List<Text>>*>(row.at(body))).empty());
  else if (row.kind == FieldKind::records)
    result.truth = truth(row.record->size(row.at(body)) > 0);
  else
    result.truth = Truth::yes;
  return result;
}

}  // namespace detail

/// The resource sets nothing that its tier refuses.
template <class Model, class Tier>
[[nodiscard]] Claim accepted(const Model& body, const Property<Tier>& tier,
                             const Context& context) {
  if (!tier.has_value())
    return unknown(tier);
  const std::string name = detail::tier_name(tier);
  const bool is_asked = context.owner(body).intent == Intent::planned;
  Claim result = claim(tier, Truth::yes);
  for (const RefusalFact& fact : context.inventory().facts().refusals) {
    const FieldRow* row = Model::type.find_field(fact.field);
    if (row == nullptr || !equal_folded(fact.type, Model::type.arm) ||
        !starts_with_folded(name, fact.tier) || (!fact.live && !is_asked))
      continue;
    result = all_of(result, negated(detail::is_set(*row, &body, fact.value)));
  }
  return result;
}

/// The numbers of the resource are within what its tier takes; what is not set is.
template <class Model, class Tier>
[[nodiscard]] Claim in_range(const Model& body, const Property<Tier>& tier,
                             const Context& context) {
  if (!tier.has_value())
    return unknown(tier);
  const std::string name = detail::tier_name(tier);
  Claim result = claim(tier, Truth::yes);
  for (const LimitFact& fact : context.inventory().facts().limits) {
    const FieldRow* row = Model::type.find_field(fact.field);
    if (row == nullptr || row->kind != FieldKind::integer ||
        !equal_folded(fact.type, Model::type.arm) || !starts_with_folded(name, fact.tier))
      continue;
    const auto& number = *static_cast<const Property<std::int32_t>*>(row->at(&body));
    if (number.is_none())
      continue;
    result = all_of(result, holds(number, [&fact](std::int32_t value) {
                      return fact.least <= value && value <= fact.most;
                    }));
  }
  return result;
}

}  // namespace cachewarden::inline v0::rules
