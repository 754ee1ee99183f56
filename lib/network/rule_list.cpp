#include <algorithm>
#include <compare>
#include <numeric>
#include <string>
#include <utility>

#include "cachewarden/network/path.hpp"
#include "rule_list_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

std::vector<RuleList::Tie> find_ties(const std::vector<Rule>& rules) {
  std::vector<RuleList::Tie> ties;
  for (std::uint32_t i = 0; i < rules.size();) {
    RuleList::Tie tie{.first = i, .count = 0, .matters = false};
    for (; i < rules.size() && rules[i].priority == rules[tie.first].priority; ++i) {
      ++tie.count;
      tie.matters = tie.matters || rules[i].access != rules[tie.first].access;
    }
    if (tie.count > 1)
      ties.push_back(tie);
  }
  return ties;
}

std::strong_ordering compare_ports(const Rule& a, const Rule& b) {
  const auto order = a.source_ports <=> b.source_ports;
  return order != 0 ? order : a.destination_ports <=> b.destination_ports;
}

std::shared_ptr<const RuleList::Data> prepared(std::vector<Rule> rules, ListKind kind,
                                               std::shared_ptr<const Vocabulary> vocabulary,
                                               std::shared_ptr<const RuleList::Data> origin) {
  auto data = std::make_shared<RuleList::Data>();
  data->origin = std::move(origin);
  data->kind = kind;
  data->vocabulary = std::move(vocabulary);
  data->rules = std::move(rules);
  data->ties = find_ties(data->rules);
  const std::vector<Rule>& kept = data->rules;
  std::vector<std::uint32_t>& order = data->by_ports;
  order.resize(kept.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&kept](std::uint32_t a, std::uint32_t b) {
    return compare_ports(kept[a], kept[b]) < 0;
  });
  order.erase(std::unique(order.begin(), order.end(),
                          [&kept](std::uint32_t a, std::uint32_t b) {
                            return compare_ports(kept[a], kept[b]) == 0;
                          }),
              order.end());
  return data;
}

}  // namespace

Result<RuleList> RuleList::make(std::vector<Rule> rules, Direction direction, ListKind kind,
                                std::shared_ptr<const Vocabulary> vocabulary) {
  if (vocabulary == nullptr)
    return Error{ErrorCode::argument, "a list of rules needs a vocabulary"};
  std::erase_if(rules, [direction](const Rule& rule) { return rule.direction != direction; });
  if (rules.size() > std::size_t{1} << 24)
    return Error{ErrorCode::limit, "a list has over 16777216 rules"};
  for (Rule& rule : rules) {
    if (rule.access == Access::always_allow && kind == ListKind::group)
      return Error{ErrorCode::argument,
                   "a rule of a group always allows, which only admin rules can"};
    for (const Side* side : {&rule.source, &rule.destination})
      for (const SetId set : side->sets)
        if (set >= vocabulary->set_count())
          return Error{ErrorCode::argument, "a rule names a set that the vocabulary does not have"};
    for (const ConditionId condition : rule.conditions)
      if (condition >= vocabulary->condition_count())
        return Error{ErrorCode::argument,
                     "a rule names a condition that the vocabulary does not have"};
    rule.source_ports = normalized(std::move(rule.source_ports));
    rule.destination_ports = normalized(std::move(rule.destination_ports));
  }
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return a.priority < b.priority; });
  return RuleList(prepared(std::move(rules), kind, std::move(vocabulary), nullptr));
}

std::uint32_t RuleList::Data::twin_by_ports(const Rule& rule) const {
  const auto at = std::lower_bound(
      by_ports.begin(), by_ports.end(), rule,
      [this](std::uint32_t a, const Rule& b) { return compare_ports(rules[a], b) < 0; });
  const bool found = at != by_ports.end() && compare_ports(rules[*at], rule) == 0;
  return found ? *at : static_cast<std::uint32_t>(rules.size());
}

const std::vector<Rule>& RuleList::rules() const noexcept {
  return data_->rules;
}
ListKind RuleList::kind() const noexcept {
  return data_->kind;
}
const std::shared_ptr<const Vocabulary>& RuleList::vocabulary() const noexcept {
  return data_->vocabulary;
}
const std::vector<RuleList::Tie>& RuleList::ties() const noexcept {
  return data_->ties;
}

RuleList RuleList::without(std::uint32_t rule) const {
  std::vector<Rule> rules = data_->rules;
  rules.erase(rules.begin() + rule);
  return RuleList(prepared(std::move(rules), data_->kind, data_->vocabulary,
                           data_->origin ? data_->origin : data_));
}

std::size_t Path::layer_count() const noexcept {
  std::size_t count = 0;
  for (const Stage& stage : stages)
    count += stage.groups.size() + (stage.admin ? 1 : 0);
  return count;
}

const RuleList& Path::layer(std::size_t layer) const {
  for (const Stage& stage : stages) {
    if (stage.admin && layer-- == 0)
      return *stage.admin;
    if (layer < stage.groups.size())
      return stage.groups[layer];
    layer -= stage.groups.size();
  }
  return *stages.back().admin;  // not reached for a layer that there is
}

}  // namespace cachewarden::inline v0::network
