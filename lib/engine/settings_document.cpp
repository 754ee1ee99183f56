#include "cachewarden/engine/settings_document.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/engine/select.hpp"
#include "cachewarden/rules/catalog.hpp"
#include "engine/document_check.hpp"
#include "engine/settings_table.hpp"
#include "facts/embedded.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::DocumentCheck;
using detail::SettingRow;
using json::Kind;
using json::Node;

constexpr std::array<std::string_view, 4> profiles{"baseline", "strict", "microsoft-guide",
                                                   "wellarchitected"};
constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "critical"};

using Matcher = std::function<bool(std::string_view)>;

/// Compiled once; a pattern has to match the whole text.
Matcher matcher(DocumentCheck& check, Node node) {
  RE2::Options options;
  options.set_log_errors(false);
  const std::string_view text = node.string();
  auto pattern = std::make_shared<const RE2>(re2::StringPiece(text.data(), text.size()), options);
  if (!pattern->ok()) {
    check.refuse(node, "`" + std::string(text) + "` is no pattern of RE2: " + pattern->error());
    return {};
  }
  return [pattern](std::string_view name) {
    return RE2::FullMatch(re2::StringPiece(name.data(), name.size()), *pattern);
  };
}

/// Sets one setting, by the type of its member.
struct Take {
  DocumentCheck& check;
  Node node;
  const SettingRow& row;
  Settings& settings;

  void operator()(std::uint32_t Settings::*member) const {
    if (const auto number = check.integer(node, row.name, row.least, row.most))
      settings.*member = static_cast<std::uint32_t>(*number);
  }

  void operator()(bool Settings::*member) const {
    if (const auto word = check.choice(node, row.name, row.words))
      settings.*member = *word == 1;
  }

  void operator()(Answer Settings::*member) const {
    if (const auto word = check.choice(node, row.name, row.words))
      settings.*member = static_cast<Answer>(*word);
  }

  void operator()(std::vector<std::string> Settings::*member) const {
    std::vector<std::string>& texts = settings.*member;
    texts.clear();
    if (row.words.empty()) {
      texts = check.texts(node, row.name);
      for (std::string& text : texts) {
        if (!row.is_location)
          continue;
        text = folded(text);
        text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
      }
      return;
    }
    if (!node.is(Kind::array)) {
      check.refuse(node,
                   "`" + std::string(row.name) + "` is a list of " + detail::listed(row.words));
      return;
    }
    for (const Node each : node) {
      if (const auto word = check.choice(each, row.name, row.words))
        texts.emplace_back(row.words[*word]);
    }
  }

  void operator()(std::vector<Prefix> Settings::*member) const {
    std::vector<Prefix>& prefixes = settings.*member;
    prefixes.clear();
    const auto take = [&](Node each) {
      const Result<Prefix> prefix = Prefix::parse(each.string());
      if (prefix)
        prefixes.push_back(*prefix);
      else
        check.refuse(each,
                     "`" + std::string(row.name) +
                         "` is a list of prefixes like 203.0.113.0/24: " + prefix.error().message);
    };
    if (!node.is(Kind::array)) {
      take(node);
      return;
    }
    for (const Node each : node)
      take(each);
  }

  void operator()(std::vector<NamePattern> Settings::*member) const {
    (settings.*member).clear();
    each_pattern("resource types", [&](Node each, Matcher matches) {
      if (find_type(each.key()) == no_model)
        check.refuse(each, "`" + std::string(each.key()) + "` is no type that has rules");
      (settings.*member)
          .push_back({std::string(each.key()), std::string(each.string()), std::move(matches)});
    });
  }

  void operator()(std::vector<TagPattern> Settings::*member) const {
    (settings.*member).clear();
    each_pattern("names of tags", [&](Node each, Matcher matches) {
      (settings.*member)
          .push_back({std::string(each.key()), std::string(each.string()), std::move(matches)});
    });
  }

  template <class Act>
  void each_pattern(std::string_view keys, const Act& act) const {
    if (!node.is(Kind::object)) {
      check.refuse(
          node, "`" + std::string(row.name) + "` is an object of patterns by " + std::string(keys));
      return;
    }
    for (const Node each : node) {
      if (!check.text(each, each.key()))
        continue;
      if (Matcher matches = matcher(check, each))
        act(each, std::move(matches));
    }
  }
};

std::vector<RulePattern> patterns(DocumentCheck& check, Node node, std::string_view name) {
  std::vector<RulePattern> result;
  const std::string place = check.place(node);
  for (std::string& text : check.texts(node, name))
    result.push_back({std::move(text), place});
  return result;
}

void take_rules(DocumentCheck& check, Node node, RuleChoice& choice) {
  if (!node.is(Kind::object)) {
    check.refuse(node, "`rules` is an object with include, exclude, severity");
    return;
  }
  check.require_names(node, {"include", "exclude", "severity"});
  if (const Node include = node.find("include"))
    choice.include = patterns(check, include, "include");
  if (const Node exclude = node.find("exclude"))
    choice.exclude = patterns(check, exclude, "exclude");
  const Node changes = node.find("severity");
  if (changes && !changes.is(Kind::object)) {
    check.refuse(changes, "`severity` is an object of severities by patterns of rules");
    return;
  }
  for (const Node each : changes) {
    if (const auto word = check.choice(each, each.key(), severities))
      choice.severities.push_back(
          {{std::string(each.key()), check.place(each)}, static_cast<Severity>(*word + 1)});
  }
}

}  // namespace

Parsed<SettingsDocument> parse_settings(std::string_view text, std::string_view name,
                                        const SettingsDocument& base) {
  DocumentCheck check(text, name);
  Parsed<SettingsDocument> result{.value = base};
  if (const Node root = check.root()) {
    std::vector<std::string_view> names{"$schema", "extends", "rule_set", "rules"};
    for (const SettingRow& row : detail::setting_rows())
      names.push_back(row.name);
    check.require_names(root, names);
    if (const Node extends = root.find("extends")) {
      if (const auto number = check.choice(extends, "extends", profiles))
        result.value = find_profile(profiles[*number]).value_or(base);
    }
    const Node pin = root.find("rule_set");
    if (pin && pin.string() != rule_set_version())
      check.refuse(pin, "`rule_set` pins another rule set than this one, " +
                            std::string(rule_set_version()));
    if (const Node rules = root.find("rules"))
      take_rules(check, rules, result.value.rules);
    for (const SettingRow& row : detail::setting_rows()) {
      if (const Node node = root.find(row.name))
        std::visit(Take{check, node, row, result.value.settings}, row.member);
    }
  }
  result.errors = check.take_errors();
  return result;
}

std::span<const std::string_view> profile_names() noexcept {
  return profiles;
}

std::optional<SettingsDocument> find_profile(std::string_view name) {
  for (const std::string_view known : profiles) {
    if (!equal_folded(known, name))
      continue;
    const std::string file = "engine/profiles/" + std::string(known) + ".json";
    return parse_settings(detail::embedded_file(file), file).value;
  }
  return std::nullopt;
}

Result<RuleSelection> select_rules(std::span<const Rule* const> rules, const RuleChoice& choice) {
  const auto check = [&](const RulePattern& pattern) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const Rule* rule) { return matches_rule(*rule, pattern.pattern); });
  };
  const auto error = [](const RulePattern& pattern) {
    return Error{ErrorCode::argument, "no rule matches `" + pattern.pattern + "`", pattern.place};
  };
  for (const std::vector<RulePattern>* list : {&choice.include, &choice.exclude}) {
    for (const RulePattern& pattern : *list) {
      if (!check(pattern))
        return error(pattern);
    }
  }
  const auto matches_any = [](const Rule& rule, const std::vector<RulePattern>& list) {
    return std::any_of(list.begin(), list.end(), [&](const RulePattern& pattern) {
      return matches_rule(rule, pattern.pattern);
    });
  };
  for (const RuleChoice::Change& change : choice.severities) {
    if (!check(change.rules))
      return error(change.rules);
  }
  RuleSelection result;
  for (const Rule* rule : rules) {
    if ((!choice.include.empty() && !matches_any(*rule, choice.include)) ||
        matches_any(*rule, choice.exclude))
      continue;
    Severity severity = rule->severity;
    for (const RuleChoice::Change& change : choice.severities) {
      if (matches_rule(*rule, change.rules.pattern))
        severity = change.severity;
    }
    if (severity != rule->severity) {
      auto changed = std::make_shared<Rule>(*rule);
      changed->severity = severity;
      rule = changed.get();
      result.changed_.push_back(std::move(changed));
    }
    result.rules_.push_back(rule);
  }
  return result;
}

}  // namespace cachewarden::inline v0
