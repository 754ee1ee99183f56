#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/engine/view_assessment.hpp"
#include "cachewarden/views/disagreement.hpp"

namespace cachewarden::inline v0 {

namespace {

using Voice = Comparison::Voice;

bool is_decided(std::string_view verdict) {
  return verdict == "pass" || verdict == "fail";
}

/// One passes what another fails, or an authority decides what we answer otherwise.
bool disagree(const std::vector<Voice>& voices) {
  std::string_view first;
  for (const Voice& voice : voices) {
    if (!is_decided(voice.verdict))
      continue;
    if (!first.empty() && first != voice.verdict)
      return true;
    first = voice.verdict;
  }
  const bool is_ours = !voices.empty() && voices.front().authority == "cachewarden";
  return is_ours && !first.empty() && voices.size() > 1 && !is_decided(voices.front().verdict);
}

Voice voice_of(const ViewAssessment& views, const ViewAssessment::Item& item) {
  return {.authority = std::string(item.view->name),
          .check = std::string(item.check->id),
          .verdict = std::string(name(item.verdict)),
          .reason = views.answer(item).reason,
          .differs = std::string(item.check->differs)};
}

Comparison about(const ViewResource& resource, std::string_view question) {
  return {.resource = resource.id,
          .name = resource.name,
          .type = resource.type,
          .question = std::string(question)};
}

/// Our own answers, by the resource they are about.
class Own {
 public:
  explicit Own(const Assessment& assessment) : assessment_(assessment), explainer_(assessment) {
    for (std::size_t i = 0; i < assessment.size(); ++i)
      of_resource_[assessment.item(i).resource].push_back(i);
    for (const auto& [number, items] : of_resource_) {
      const Resource& resource = assessment.inventory().resource(number);
      of_key_[key(resource.intent, resource.id.view())].push_back(number);
    }
  }

  /// The answers on a resource, grouped by rule; those of another resource if the rule is not asked
  /// of this one.
  [[nodiscard]] std::vector<std::vector<std::size_t>> around(const ViewResource& resource) const {
    std::map<const Rule*, std::vector<std::size_t>> below;
    std::vector<std::vector<std::size_t>> result;
    std::set<const Rule*> asked;
    const auto own = of_resource_.find(resource.resource);
    if (own != of_resource_.end()) {
      for (const std::size_t item : own->second) {
        result.push_back({item});
        asked.insert(assessment_.item(item).rule);
      }
    }
    const std::string id = key(resource.intent, resource.id);
    for (auto at = of_key_.lower_bound(id + '/');
         !resource.id.empty() && at != of_key_.end() && at->first.starts_with(id + '/'); ++at)
      gather(at->second, asked, &below);
    if (const std::optional<ResourceId> parsed = parse_resource_id(resource.id)) {
      const auto above = of_key_.find(key(resource.intent, parsed->parent()));
      if (above != of_key_.end())
        gather(above->second, asked, &below);
    }
    for (auto& [rule, items] : below)
      result.push_back(std::move(items));
    std::stable_sort(result.begin(), result.end(), [&](const auto& a, const auto& b) {
      return assessment_.item(a.front()).rule->id < assessment_.item(b.front()).rule->id;
    });
    return result;
  }

  /// What we say: the worst of the answers, with the name of its resource if it is another one.
  [[nodiscard]] Voice voice(const std::vector<std::size_t>& items, std::uint32_t resource) {
    const auto worse = [&](std::size_t a, std::size_t b) { return weight(a) < weight(b); };
    const std::size_t worst = *std::max_element(items.begin(), items.end(), worse);
    const Assessment::Item item = assessment_.item(worst);
    std::string reason = explainer_.finding(worst).message;
    if (item.resource != resource && !reason.empty())
      reason = std::string(assessment_.inventory().resource(item.resource).name()) + ": " + reason;
    return {.authority = "cachewarden",
            .check = std::string(item.rule->name),
            .verdict = std::string(name(item.status)),
            .reason = std::move(reason),
            .differs = {}};
  }

  [[nodiscard]] const Rule& rule(const std::vector<std::size_t>& items) const {
    return *assessment_.item(items.front()).rule;
  }

 private:
  static std::string key(Intent intent, std::string_view id) {
    return std::to_string(static_cast<int>(intent)) + folded(canonical_id(id));
  }

  void gather(const std::vector<std::uint32_t>& resources, const std::set<const Rule*>& asked,
              std::map<const Rule*, std::vector<std::size_t>>* found) const {
    for (const std::uint32_t number : resources) {
      for (const std::size_t item : of_resource_.at(number)) {
        if (asked.count(assessment_.item(item).rule) == 0)
          (*found)[assessment_.item(item).rule].push_back(item);
      }
    }
  }

  [[nodiscard]] int weight(std::size_t item) const {
    switch (assessment_.item(item).status) {
      case Status::fail:
        return 3;
      case Status::unknown:
        return 2;
      case Status::pass:
        return 1;
      case Status::not_applicable:
        break;
    }
    return 0;
  }

  const Assessment& assessment_;
  Explainer explainer_;
  std::map<std::uint32_t, std::vector<std::size_t>> of_resource_;
  std::map<std::string, std::vector<std::uint32_t>> of_key_;
};

}  // namespace

bool asks_the_same(const Rule& rule, const View& view, const ViewCheck& check) noexcept {
  return std::any_of(rule.controls.begin(), rule.controls.end(), [&](const Control& control) {
    return name(control.framework) == view.name &&
           (equal_folded(control.id, check.id) ||
            (!check.ref.empty() && equal_folded(control.id, check.ref)));
  });
}

std::vector<Comparison> compare(const Assessment& ours, const ViewAssessment& views, bool all) {
  Own own(ours);
  const ViewEstate& estate = views.estate();
  const auto items = views.items();
  std::vector<Comparison> result;
  const auto keep = [&](Comparison comparison) {
    comparison.disagrees = disagree(comparison.voices);
    if (all || comparison.disagrees)
      result.push_back(std::move(comparison));
  };
  for (std::size_t begin = 0; begin < items.size();) {
    std::size_t end = begin;
    while (end < items.size() && items[end].resource == items[begin].resource)
      ++end;
    const ViewResource& resource = estate.resources()[items[begin].resource];
    std::set<std::size_t> joined;
    for (const std::vector<std::size_t>& answers : own.around(resource)) {
      const Rule& rule = own.rule(answers);
      std::vector<Voice> voices;
      for (std::size_t i = begin; i < end; ++i) {
        if (!asks_the_same(rule, *items[i].view, *items[i].check))
          continue;
        voices.push_back(voice_of(views, items[i]));
        joined.insert(i);
      }
      if (voices.empty())
        continue;
      Comparison comparison = about(resource, rule.title);
      comparison.voices.push_back(own.voice(answers, resource.resource));
      comparison.voices.insert(comparison.voices.end(), voices.begin(), voices.end());
      for (const Disagreement* each : disagreements_on(rule.name, estate, resource))
        comparison.why.push_back(std::string(each->about) + ": " + std::string(each->sentence));
      keep(std::move(comparison));
    }
    for (std::size_t i = begin; i < end && all; ++i) {
      if (joined.count(i) != 0)
        continue;
      Comparison comparison = about(resource, items[i].check->title);
      comparison.voices.push_back(voice_of(views, items[i]));
      keep(std::move(comparison));
    }
    begin = end;
  }
  return result;
}

}  // namespace cachewarden::inline v0
