#include "cachewarden/engine/change.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0 {

namespace {

struct Place {
  std::size_t index = 0;
  Status status = Status::pass;
};
/// Findings by resource and rule.
using Findings = std::unordered_map<std::string, Place>;

std::string key(const Assessment& assessment, const Assessment::Item& item) {
  return folded(assessment.inventory().resource(item.resource).id.view())
      .append("\n")
      .append(item.rule->id);
}

Findings live_findings(const Assessment& before) {
  Findings result;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Assessment::Item item = before.item(i);
    if (before.inventory().resource(item.resource).intent == Intent::live)
      result.emplace(key(before, item), Place{i, item.status});
  }
  return result;
}

/// The resource, or one that it is below of, goes away.
bool is_gone(std::string_view id, const std::unordered_set<std::string>& gone) {
  if (gone.empty())
    return false;
  std::string own = folded(id);
  while (!own.empty()) {
    if (gone.contains(own))
      return true;
    own.resize(std::min(own.rfind('/'), own.size() - 1));
  }
  return false;
}

bool is_open(Status status) {
  return status == Status::fail || status == Status::unknown;
}

}  // namespace

ChangeReview::ChangeReview(const Assessment& before, const Assessment& after,
                           std::span<const std::string> removed)
    : before_(&before),
      after_(&after),
      before_effects_(before.size(), Effect::none),
      after_effects_(after.size(), Effect::none) {
  std::unordered_set<std::string> gone;
  for (const std::string& id : removed)
    gone.insert(folded(canonical_id(id)));
  const Findings known = live_findings(before);
  std::unordered_map<std::string, Status> left;
  const Inventory& inventory = after.inventory();
  for (std::size_t i = 0; i < after.size(); ++i) {
    const Assessment::Item item = after.item(i);
    const Resource& resource = inventory.resource(item.resource);
    if (resource.intent == Intent::live) {
      const Resource* const plan = inventory.find(resource.id.view(), Intent::planned);
      const bool is_planned = plan != nullptr && plan->intent == Intent::planned;
      if (is_planned || is_gone(resource.id.view(), gone))
        continue;
    }
    const std::string own = key(after, item);
    left.emplace(own, item.status);
    if (!is_open(item.status))
      continue;
    const auto found = known.find(own);
    // What was unknown may have failed already; only what failed is known to have.
    const bool is_kept =
        found != known.end() &&
        (found->second.status == Status::fail ||
         (found->second.status == Status::unknown && item.status == Status::unknown));
    after_effects_[i] = is_kept ? Effect::kept : Effect::introduced;
    counts_[static_cast<std::size_t>(after_effects_[i])].count(item.status);
  }
  for (const auto& [own, place] : known) {
    const auto found = left.find(own);
    if (!is_open(place.status) || (found != left.end() && is_open(found->second)))
      continue;
    before_effects_[place.index] = Effect::resolved;
    counts_[static_cast<std::size_t>(Effect::resolved)].count(place.status);
  }
}

}  // namespace cachewarden::inline v0
