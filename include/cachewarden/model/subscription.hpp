#pragma once

#include <array>
#include <span>

#include "cachewarden/model/resource_type.hpp"

namespace cachewarden::inline v0 {

/// A subscription. What is asked of a whole subscription, such as all its alert rules, is collected
/// of it.
struct Subscription {
  Property<Text> state{};

  static const ResourceType type;
  friend bool operator==(const Subscription&, const Subscription&) = default;
};

inline constexpr std::array subscription_fields{
    field<&Subscription::state>({.name = "state", .arm = {"state"}}),
};

inline constexpr ResourceType Subscription::type{
    .arm = "Microsoft.Resources/subscriptions",
    .label = "subscription",
    .fields = subscription_fields,
    .collect = "az account subscription show --subscription-id {name}",
    .collect_all = "az account list",
    .shows_state = false,
};

}  // namespace cachewarden::inline v0
