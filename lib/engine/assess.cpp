#include "cachewarden/engine/assess.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <new>
#include <utility>

#include "engine/ask.hpp"
#include "engine/evidence_age.hpp"
#include "engine/governance.hpp"
#include "engine/policy_exemptions.hpp"
#include "engine/worlds.hpp"

namespace cachewarden::inline v0 {

namespace {

/// Resources that one thread judges at a time.
constexpr std::size_t blocks_of_a_task = 64;

Status ask_once(const Check& check, const Resource& resource, const Context& context,
                Assessment::Answer& answer) {
  try {
    const Verdict verdict = check.run(check.user, resource, context);
    answer = {verdict.basis, std::string(verdict.note)};
    return verdict.status;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    answer.note = std::string("the rule failed: ") + error.what();
    return Status::unknown;
  }
}

}  // namespace

Assessment assess(std::shared_ptr<const Inventory> inventory, const AssessOptions& options) {
  Assessment result;
  result.inventory_ = std::move(inventory);
  result.settings_ = options.settings;
  result.as_of_ = options.as_of;
  result.rules_.assign(options.rules.begin(), options.rules.end());
  std::stable_sort(result.rules_.begin(), result.rules_.end(),
                   [](const Rule* a, const Rule* b) { return a->id < b->id; });
  for (const Rule* rule : result.rules_)
    result.by_type_[rule->check.type].push_back(rule);

  const Inventory& all = *result.inventory_;
  const Context context(all, result.settings_, result.as_of_);
  std::size_t count = 0;
  for (const Resource& resource : all.resources()) {
    if (!(resource.is_collected || resource.is_expected) || resource.body == no_index ||
        resource.intent == Intent::existing)
      continue;
    const std::vector<const Rule*>& rules = result.by_type_[resource.type];
    if (rules.empty())
      continue;
    result.blocks_.push_back({all.index_of(resource), count});
    count += rules.size();
  }
  result.statuses_.resize(count);
  const std::size_t tasks = (result.blocks_.size() + blocks_of_a_task - 1) / blocks_of_a_task;
  run_tasks(options.run, tasks, [&](std::size_t task) {
    const std::size_t end = std::min(result.blocks_.size(), (task + 1) * blocks_of_a_task);
    Workings workings;
    const Context here(all, result.settings_, result.as_of_, &workings);
    for (std::size_t i = task * blocks_of_a_task; i < end; ++i) {
      const Assessment::Block& block = result.blocks_[i];
      const Resource& resource = all.resource(block.resource);
      std::size_t index = block.first;
      for (const Rule* rule : result.by_type_[resource.type]) {
        if (!rule->check.is_asked_once)
          result.statuses_[index] = detail::ask(rule->check, resource, here);
        ++index;
      }
    }
  });
  const bool asks_once = std::any_of(result.rules_.begin(), result.rules_.end(),
                                     [](const Rule* rule) { return rule->check.is_asked_once; });
  for (std::size_t i = 0; asks_once && i < result.blocks_.size(); ++i) {
    const Assessment::Block& block = result.blocks_[i];
    const Resource& resource = all.resource(block.resource);
    std::size_t index = block.first;
    for (const Rule* rule : result.by_type_[resource.type]) {
      if (rule->check.is_asked_once)
        result.statuses_[index] = ask_once(rule->check, resource, context, result.answers_[index]);
      ++index;
    }
  }
  result.world_answers_ = detail::ask_worlds(result, options);
  for (const auto& [index, answer] : result.world_answers_)
    result.statuses_[index] = answer.status;

  const detail::EvidenceAge age(result);
  for (std::size_t i = 0; age.is_limited() && i < result.statuses_.size(); ++i) {
    std::vector<Missing> outdated = age.outdated(i);
    if (outdated.empty())
      continue;
    result.outdated_.emplace(i, std::move(outdated));
    result.statuses_[i] = Status::unknown;
  }

  result.attestations_.assign(options.attestations.begin(), options.attestations.end());
  result.exemptions_.assign(options.exemptions.begin(), options.exemptions.end());
  for (Exemption& each : detail::policy_exemptions(all, result.diagnostics_))
    result.exemptions_.push_back(std::move(each));
  detail::Decisions decisions = detail::decide(result, result.exemptions_, result.attestations_);
  std::move(decisions.diagnostics.begin(), decisions.diagnostics.end(),
            std::back_inserter(result.diagnostics_));
  result.exempt_ = std::move(decisions.exempt);
  result.attested_ = std::move(decisions.attested);
  for (const auto& [index, number] : result.attested_)
    result.statuses_[index] = Status::pass;
  for (const Status status : result.statuses_)
    result.counts_.count(status);
  return result;
}

Assessment::Item Assessment::item(std::size_t index) const {
  const auto next =
      std::upper_bound(blocks_.begin(), blocks_.end(), index,
                       [](std::size_t at, const Block& block) { return at < block.first; });
  const Block& block = *std::prev(next);
  const Resource& resource = inventory_->resource(block.resource);
  return {block.resource, by_type_[resource.type][index - block.first], statuses_[index]};
}

}  // namespace cachewarden::inline v0
