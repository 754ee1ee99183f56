#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/base/date.hpp"
#include "cachewarden/rules/governance_claims.hpp"
#include "cachewarden/rules/tier_claims.hpp"
#include "cachewarden/rules/verdict.hpp"

/// What rules ask of the life of caches of either kind: whether they can be made, of which SKU they
/// may be, and when they are maintained.
namespace cachewarden::inline v0::rules {

/// The day of judgement as `YYYY-MM-DD`; without one that of the facts, which it is not before.
[[nodiscard]] inline std::string day_of_judgement(const Context& context) {
  return context.as_of() ? date_text(*context.as_of()) : context.inventory().facts().version;
}

/// A cache that a template makes anew, not one that is there already.
template <class Model>
[[nodiscard]] Claim is_made(const Model& body, const Context& context) {
  const Resource& resource = context.owner(body);
  const Resource* there = resource.intent == Intent::planned
                              ? context.inventory().find(resource.id, Intent::live)
                              : &resource;
  const bool is_there = there != nullptr && there->is_collected && there->intent != Intent::planned;
  return {truth(!is_there), {.at = &body, .kind = Basis::Kind::resource}};
}

/// New ones of the tier are still made, for this tenant. The fact may be null: the tier stays.
[[nodiscard]] inline Claim is_open(const RetirementFact* fact, const Basis& tier,
                                   const Context& context) {
  if (fact == nullptr)
    return {Truth::yes, tier};
  const std::string today = day_of_judgement(context);
  const auto is_past = [&today](const std::string& day) { return !day.empty() && day <= today; };
  if (is_past(fact->date) || is_past(fact->closed))
    return {Truth::no, tier};
  if (!is_past(fact->closed_to_new_tenants))
    return {Truth::yes, tier};
  switch (context.settings().had_classic_caches) {
    case Answer::yes:
      return {Truth::yes, tier};
    case Answer::no:
      return {Truth::no, tier};
    case Answer::unknown:
      break;
  }
  return needs_knowledge(
      "whether the tenant had caches before the service was closed to new tenants, which the "
      "setting "
      "`had_classic_caches` tells");
}

/// The SKU matches the patterns that the settings have for the type.
template <class Model>
[[nodiscard]] Verdict sku_matches(const Basis& at, std::string_view sku, const Context& context) {
  bool is_asked = false;
  bool is_good = true;
  for (const NamePattern& each : context.settings().sku_patterns) {
    if (!equal_folded(each.type, Model::type.arm))
      continue;
    is_asked = true;
    is_good = is_good && (!each.matches || each.matches(sku));
  }
  return is_asked ? require(Claim(truth(is_good), at))
                  : not_applicable(Claim(Truth::no, at), "no SKUs are asked for");
}

/// The settings have patterns for the SKUs of the type.
template <class Model>
[[nodiscard]] bool asks_for_skus(const Context& context) {
  const std::vector<NamePattern>& all = context.settings().sku_patterns;
  return std::any_of(all.begin(), all.end(), [](const NamePattern& each) {
    return equal_folded(each.type, Model::type.arm);
  });
}

/// The window begins only on days that the settings allow.
template <class Window>
[[nodiscard]] Truth is_on_allowed_day(const Window& window, const Settings& settings) {
  if (!window.day_of_week.has_value())
    return Truth::unknown;
  const auto allows = [&settings](DayOfWeek day) {
    const std::string_view name = day_of_week_names[static_cast<std::size_t>(day) - 1].text;
    return std::any_of(settings.maintenance_days.begin(), settings.maintenance_days.end(),
                       [&](const std::string& each) { return equal_folded(each, name); });
  };
  const DayOfWeek day = *window.day_of_week;
  if (day == DayOfWeek::everyday)
    return truth(settings.maintenance_days.size() == 7);
  if (day == DayOfWeek::weekend)
    return truth(allows(DayOfWeek::saturday) && allows(DayOfWeek::sunday));
  return truth(allows(day));
}

}  // namespace cachewarden::inline v0::rules
