#pragma once

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/verdict.hpp"

/// What rules ask of alerts.
namespace cachewarden::inline v0::rules {

/// The id is the scope, or of something in it.
[[nodiscard]] inline bool is_within(std::string_view id, std::string_view scope) {
  return starts_with_folded(id, scope) && (id.size() == scope.size() || id[scope.size()] == '/');
}

/// One of the scopes is the resource, or holds it.
[[nodiscard]] inline Claim covers(const Property<List<Text>>& scopes, const Resource& resource) {
  return holds(scopes, [&resource](const List<Text>& all) {
    return std::any_of(all.begin(), all.end(), [&](const Text& scope) {
      return is_within(resource.id.view(), canonical_id(scope));
    });
  });
}

/// The alert watches one of the metrics of the resource and tells somebody.
[[nodiscard]] inline Claim watches(const MetricAlert& alert, const Resource& resource,
                                   std::span<const std::string_view> metrics) {
  const Claim metric = some_record(alert.criteria, [metrics](const AlertCriterion& each) {
    return holds(each.metric_name,
                 [metrics](const Text& name) {
                   return std::any_of(metrics.begin(), metrics.end(), [&](std::string_view wanted) {
                     return equal_folded(name, wanted);
                   });
                 })
        .truth;
  });
  return all_of(covers(alert.scopes, resource), metric, equals(alert.enabled, true),
                present(alert.action_groups));
}

/// What a claim on the content of the whole subscription says of a resource. A plan shows a part of
/// it only.
[[nodiscard]] inline Verdict of_subscription(const Claim& claim, const Resource& resource) {
  if (claim.truth == Truth::unknown && resource.intent == Intent::planned)
    return {Status::unknown, needs_knowledge("what else the subscription holds"),
            "a template does not show what else the subscription holds"};
  return require(claim);
}

/// An alert of the subscription watches one of the metrics of the resource.
template <class Model>
[[nodiscard]] Claim metric_is_watched(const Model& body, const Context& context,
                                      std::span<const std::string_view> metrics) {
  return some(context.in_subscription<MetricAlert>(body), [&](const MetricAlert& alert) {
    return watches(alert, context.owner(body), metrics);
  });
}

/// An operation that somebody did, and what it was done to.
struct Operation {
  std::string_view name{};       ///< `Microsoft.Cache/redis/write`
  const Resource* on = nullptr;  ///< null: to anything of the subscription

  /// What the operation works on: the name without its verb.
  [[nodiscard]] std::string_view type() const noexcept {
    std::string_view rest = name.substr(0, name.rfind('/'));
    return name.ends_with("/action") ? rest.substr(0, rest.rfind('/')) : rest;
  }
};

/// A condition holds for an operation that succeeded: its level is then `Informational`. What
/// narrows it in a way that is not known here may or may not hold. Source:
/// learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-activity-log-alert-rule.
[[nodiscard]] inline Truth holds_for(const ActivityCondition& condition,
                                     const Operation& operation) {
  const bool has_alternatives =
      condition.any_fields.has_value() && condition.any_fields->size() > 0;
  if (has_alternatives && std::any_of(condition.any_fields->begin(), condition.any_fields->end(),
                                      [&](const Text& each) {
                                        return !equal_folded(each, (*condition.any_fields)[0]);
                                      }))
    return Truth::unknown;
  const auto value_is = [&](auto&& predicate) {
    const auto some_is = [&](const List<Text>& all) {
      return std::any_of(all.begin(), all.end(), predicate);
    };
    return any_of(holds(condition.equals, predicate), holds(condition.contains_any, some_is),
                  holds(condition.any_equals, some_is))
        .truth;
  };
  const auto is = [](std::string_view wanted) {
    return [wanted](const Text& text) { return equal_folded(text, wanted); };
  };
  if (!has_alternatives && !condition.field.has_value())
    return Truth::unknown;
  const Text& field = has_alternatives ? (*condition.any_fields)[0] : *condition.field;
  if (equal_folded(field, "category"))
    return value_is(is("Administrative"));
  if (equal_folded(field, "operationName"))
    return value_is(is(operation.name));
  if (equal_folded(field, "resourceType"))
    return value_is(is(operation.type()));
  if (equal_folded(field, "resourceProvider"))
    return value_is(is(operation.name.substr(0, operation.name.find('/'))));
  if (equal_folded(field, "level"))
    return value_is(is("Informational"));
  if (equal_folded(field, "status"))
    return value_is([](const Text& text) {
      return equal_folded(text, "Succeeded") || equal_folded(text, "Accepted") ||
             equal_folded(text, "Started");
    });
  const std::optional<ResourceId> id =
      operation.on == nullptr ? std::nullopt : parse_resource_id(operation.on->id);
  if (id && equal_folded(field, "resourceGroup"))
    return value_is(is(id->group));
  if (id && equal_folded(field, "resourceId") && equal_folded(id->type(), operation.type()))
    return value_is([&](const Text& text) { return equal_folded(canonical_id(text), id->text); });
  return Truth::unknown;
}

/// All conditions of the alert hold for an operation.
[[nodiscard]] inline Claim conditions_hold(const ActivityLogAlert& alert,
                                           const Operation& operation) {
  Truth truth = alert.conditions.has_value() ? Truth::yes : Truth::no;
  if (alert.conditions.is_gap())
    truth = Truth::unknown;
  for (std::size_t i = 0; alert.conditions.has_value() && i < alert.conditions->size(); ++i)
    truth = truth & holds_for((*alert.conditions)[i], operation);
  Claim result = claim(alert.conditions, truth);
  if (truth == Truth::unknown && !alert.conditions.is_gap())
    result.add(needs_knowledge("whether what narrows the alert lets the operation through"));
  return result;
}

/// The alert watches an operation on the resource and tells somebody.
[[nodiscard]] inline Claim watches(const ActivityLogAlert& alert, const Resource& resource,
                                   std::string_view operation) {
  return all_of(covers(alert.scopes, resource), conditions_hold(alert, {operation, &resource}),
                equals(alert.enabled, true), present(alert.action_groups));
}

/// Alerts of the subscription watch each of the operations.
template <class Model>
[[nodiscard]] Claim operations_are_watched(const Model& body, const Context& context,
                                           std::initializer_list<std::string_view> operations) {
  const Children<ActivityLogAlert> alerts = context.in_subscription<ActivityLogAlert>(body);
  Claim result(Truth::yes);
  for (const std::string_view operation : operations) {
    const Claim each = some(alerts, [&](const ActivityLogAlert& alert) {
      return watches(alert, context.owner(body), operation);
    });
    result = all_of(result, each);
  }
  return result;
}

/// The alert watches an operation on what lies below the subscription of a resource, and tells
/// somebody.
[[nodiscard]] inline Claim watches_subscription(const ActivityLogAlert& alert,
                                                const Resource& resource,
                                                std::string_view operation) {
  const std::optional<ResourceId> own = parse_resource_id(resource.id);
  const Claim whole = holds(alert.scopes, [&own](const List<Text>& all) {
    return std::any_of(all.begin(), all.end(), [&own](const Text& scope) {
      const std::optional<ResourceId> id = parse_resource_id(scope);
      return own && id && equal_folded(id->type(), Subscription::type.arm) &&
             equal_folded(id->subscription, own->subscription);
    });
  });
  return all_of(whole, conditions_hold(alert, {operation}), equals(alert.enabled, true),
                present(alert.action_groups));
}

}  // namespace cachewarden::inline v0::rules
