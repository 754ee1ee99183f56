#include "cachewarden/engine/controls.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/engine/select.hpp"

namespace cachewarden::inline v0 {

namespace {

/// The same words, blanks and hyphens alike.
bool same_words(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto plain = [](char c) { return c == '-' || c == '_' ? ' ' : fold(c); };
    return plain(x) == plain(y);
  });
}

bool is_named(const ControlEntry& entry, const Control& control) {
  return equal_folded(entry.framework, name(control.framework)) &&
         equal_folded(entry.asked(), control.id);
}

std::string_view type_of(const Rule& rule) {
  return rule.check.type == no_model ? std::string_view() : resource_types()[rule.check.type]->arm;
}

using Matches = std::function<bool(const Rule&, const std::string& word)>;

/// Leaves the rules that match one of the words.
Result<bool> keep(std::vector<const Rule*>& rules, const std::vector<std::string>& words,
                  std::string_view what, std::span<const Rule* const> all, const Matches& matches,
                  const std::vector<std::string>& choices = {}) {
  for (const std::string& word : words) {
    if (std::any_of(all.begin(), all.end(), [&](const Rule* rule) { return matches(*rule, word); }))
      continue;
    std::string text = "no rule has the " + std::string(what) + " `" + word + "`";
    for (std::size_t i = 0; i < choices.size(); ++i)
      text += (i == 0 ? "; there are " : ", ") + choices[i];
    return Error{ErrorCode::argument, text};
  }
  std::erase_if(rules, [&](const Rule* rule) {
    return !words.empty() && std::none_of(words.begin(), words.end(), [&](const std::string& word) {
      return matches(*rule, word);
    });
  });
  return true;
}

/// All values that the rules have of something, each once and in order.
template <class Visit>
std::vector<std::string> values_of(std::span<const Rule* const> rules, const Visit& visit) {
  std::set<std::string> values;
  for (const Rule* rule : rules)
    visit(*rule, [&values](std::string_view value) { values.emplace(value); });
  return {values.begin(), values.end()};
}

}  // namespace

Result<std::vector<const Rule*>> filter_rules(std::span<const Rule* const> rules,
                                              const RuleFilter& filter, const ControlTable& table) {
  const auto by_authority = [](const Rule& rule, const std::string& word) {
    return std::any_of(rule.controls.begin(), rule.controls.end(), [&](const Control& control) {
      return same_words(name(control.framework), word);
    });
  };
  const auto by_control = [&table](const Rule& rule, const std::string& word) {
    const auto matches = [&word](std::string_view framework, std::string_view id) {
      return matches_glob(id, word) ||
             matches_glob(std::string(framework) + "/" + std::string(id), word);
    };
    const auto names = [&](const Control& control) {
      return matches(name(control.framework), control.id);
    };
    if (std::any_of(rule.controls.begin(), rule.controls.end(), names))
      return true;
    return std::any_of(table.entries.begin(), table.entries.end(), [&](const ControlEntry& entry) {
      return matches(entry.framework, entry.id) &&
             std::any_of(rule.controls.begin(), rule.controls.end(),
                         [&](const Control& control) { return is_named(entry, control); });
    });
  };
  const auto by_pillar = [](const Rule& rule, const std::string& word) {
    return same_words(name(rule.pillar), word);
  };
  const auto by_category = [](const Rule& rule, const std::string& word) {
    return same_words(name(rule.category), word);
  };
  const auto by_type = [](const Rule& rule, const std::string& word) {
    return matches_glob(type_of(rule), word);
  };
  std::vector<const Rule*> result(rules.begin(), rules.end());
  for (const Result<bool>&kept :
       {keep(result, filter.authorities, "authority", rules, by_authority,
             values_of(rules,
                       [](const Rule&rule, const auto&take) {
                         for (const Control& control : rule.controls)
                           take(name(control.framework));
                       })),
        keep(result, filter.controls, "control", rules, by_control),
        keep(result, filter.pillars, "pillar", rules, by_pillar,
             values_of(rules, [](const Rule&rule, const auto&take) { take(name(rule.pillar)); })),
        keep(result, filter.categories, "category", rules, by_category,
             values_of(rules, [](const Rule&rule, const auto&take) { take(name(rule.category)); })),
        keep(result, filter.types, "resource type", rules, by_type,
             values_of(rules, [](const Rule&rule, const auto&take) { take(type_of(rule)); }))}) {
    if (!kept)
      return kept.error();
  }
  return result;
}

const ControlEntry* find_control(const ControlTable& table, const Control& control) {
  for (const ControlEntry& entry : table.entries) {
    if (equal_folded(entry.framework, name(control.framework)) &&
        equal_folded(entry.id, control.id))
      return &entry;
  }
  return nullptr;
}

std::vector<const ControlEntry*> find_controls(const ControlTable& table, std::string_view id) {
  std::vector<const ControlEntry*> result;
  for (const ControlEntry& entry : table.entries) {
    if (equal_folded(entry.id, id) || equal_folded(entry.framework + ":" + entry.id, id) ||
        equal_folded(entry.framework + "/" + entry.id, id))
      result.push_back(&entry);
  }
  return result;
}

std::vector<const Rule*> rules_of(const ControlEntry& entry, std::span<const Rule* const> rules) {
  std::vector<const Rule*> result;
  for (const Rule* rule : rules) {
    if (std::any_of(rule->controls.begin(), rule->controls.end(),
                    [&](const Control& control) { return is_named(entry, control); }))
      result.push_back(rule);
  }
  return result;
}

std::vector<ControlResult> control_results(const Assessment& assessment, const ControlTable& table,
                                           std::string_view framework) {
  std::vector<ControlResult> results;
  for (const ControlEntry& entry : table.entries) {
    if (equal_folded(entry.framework, framework) && entry.asked_as.empty())
      results.push_back({.entry = &entry, .rules = rules_of(entry, assessment.rules())});
  }
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    for (ControlResult& result : results) {
      if (std::find(result.rules.begin(), result.rules.end(), item.rule) != result.rules.end())
        result.counts.count(item.status);
    }
  }
  return results;
}

std::vector<Coverage> coverage(const ControlTable& table, std::span<const Rule* const> rules) {
  std::vector<Coverage> result;
  for (const FrameworkEntry& framework : table.frameworks) {
    Coverage row{.framework = &framework};
    std::vector<const Rule*> asking;
    for (const ControlEntry& entry : table.entries) {
      if (entry.framework != framework.name)
        continue;
      const std::vector<const Rule*> found = rules_of(entry, rules);
      asking.insert(asking.end(), found.begin(), found.end());
      if (entry.is_group)
        continue;
      ++row.entries;
      row.asked += found.empty() ? 0U : 1U;
      row.out_of_scope += entry.out_of_scope.empty() ? 0U : 1U;
    }
    std::sort(asking.begin(), asking.end());
    row.rules = static_cast<std::size_t>(
        std::distance(asking.begin(), std::unique(asking.begin(), asking.end())));
    result.push_back(row);
  }
  return result;
}

}  // namespace cachewarden::inline v0
