#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "cachewarden/model/inventory.hpp"
#include "cachewarden/rules/claim.hpp"
#include "cachewarden/rules/settings.hpp"
#include "cachewarden/rules/workings.hpp"

namespace cachewarden::inline v0 {

/// What a rule may ask besides the resource that it judges. All of it is constant while an
/// assessment runs.
class Context {
 public:
  /// `workings` are for the thread that asks, and may be null.
  Context(const Inventory& inventory, const Settings& settings,
          std::optional<std::chrono::sys_days> as_of = std::nullopt, Workings* workings = nullptr)
      : inventory_(&inventory), settings_(&settings), as_of_(as_of), workings_(workings) {}

  [[nodiscard]] const Inventory& inventory() const noexcept { return *inventory_; }
  [[nodiscard]] const Settings& settings() const noexcept { return *settings_; }
  /// The date of judgement, if the caller gave one.
  [[nodiscard]] std::optional<std::chrono::sys_days> as_of() const noexcept { return as_of_; }

  /// What several rules need of the same thing; see `Workings::of`.
  template <class T, class Make>
  [[nodiscard]] std::shared_ptr<const T> worked_out(const void* about, Make&& make) const {
    return workings_ == nullptr ? std::forward<Make>(make)()
                                : workings_->of<T>(about, std::forward<Make>(make));
  }

  /// The resource that a body belongs to.
  template <class Model>
  [[nodiscard]] const Resource& owner(const Model& body) const noexcept {
    return inventory_->owner(body);
  }

  /// The body that a reference of `from` leads to; null without a value, for an id that is none,
  /// and for another type than expected. The target may not have been collected: then its
  /// properties are gaps, and claims on them say which resource is missing.
  template <class Model, class From>
  [[nodiscard]] const Model* target(const From& from, const Property<Text>& reference) const {
    if (!reference.has_value())
      return nullptr;
    const Resource* resource = inventory_->find(*reference, owner(from).intent);
    return resource == nullptr ? nullptr : inventory_->body<Model>(*resource);
  }

  template <class Model, class Parent>
  [[nodiscard]] Children<Model> children(const Parent& parent) const {
    const Resource& resource = owner(parent);
    Children<Model> result{.parent = &parent,
                           .completeness = inventory_->completeness(resource, type_number<Model>)};
    for (const std::uint32_t child : inventory_->children(resource, type_number<Model>)) {
      if (const Model* body = inventory_->body<Model>(inventory_->resource(child)))
        result.items.push_back(body);
    }
    return result;
  }

  /// The body of the parent; null if there is none of that type.
  template <class Parent, class Model>
  [[nodiscard]] const Parent* parent(const Model& child) const {
    const Resource& resource = owner(child);
    return resource.parent == no_index
               ? nullptr
               : inventory_->body<Parent>(inventory_->resource(resource.parent));
  }

  /// All bodies of one type that were collected, in the order of their ids.
  template <class Model>
  [[nodiscard]] std::vector<const Model*> all() const {
    std::vector<const Model*> result;
    for (const Model& body : inventory_->bodies<Model>()) {
      if (owner(body).is_collected)
        result.push_back(&body);
    }
    return result;
  }

  /// What was read of one type in the subscription of a live resource; all there is, where the list
  /// was collected of the subscription. A plan does not show what else a subscription holds.
  template <class Model, class From>
  [[nodiscard]] Children<Model> in_subscription(const From& from) const {
    const Resource& resource = owner(from);
    Children<Model> result{.parent = &from};
    const std::optional<ResourceId> id = parse_resource_id(resource.id);
    if (!id || id->subscription.empty())
      return result;
    const Resource* subscription =
        inventory_->find("/subscriptions/" + std::string(id->subscription));
    if (subscription != nullptr && resource.intent == Intent::live) {
      result.completeness = inventory_->completeness(*subscription, type_number<Model>);
      if (result.is_complete())
        result.parent = inventory_->body(*subscription);
    }
    // Bodies are in the order of ids, so those of a subscription stand side by side.
    const std::string scope = "/subscriptions/" + std::string(id->subscription) + "/";
    const std::span<const Model> bodies = inventory_->bodies<Model>();
    auto at = std::partition_point(bodies.begin(), bodies.end(), [&](const Model& each) {
      return compare_folded(owner(each).id, scope) < 0;
    });
    for (; at != bodies.end() && starts_with_folded(owner(*at).id, scope); ++at) {
      const Resource& other = owner(*at);
      if (other.is_collected && (other.intent == Intent::live || other.intent == resource.intent))
        result.items.push_back(&*at);
    }
    return result;
  }

  /// The bodies of one type that refer to a resource, in the order of their ids.
  template <class Model, class Target>
  [[nodiscard]] std::vector<const Model*> referrers(const Target& target) const {
    std::vector<const Model*> result;
    for (const Referrer& referrer : inventory_->referrers(owner(target))) {
      const Model* body = inventory_->body<Model>(inventory_->resource(referrer.resource));
      if (body != nullptr && (result.empty() || result.back() != body))
        result.push_back(body);
    }
    return result;
  }

 private:
  const Inventory* inventory_;
  const Settings* settings_;
  std::optional<std::chrono::sys_days> as_of_;
  Workings* workings_;
};

}  // namespace cachewarden::inline v0
