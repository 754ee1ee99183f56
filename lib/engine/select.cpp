#include "cachewarden/engine/select.hpp"

#include <algorithm>
#include <charconv>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0 {

namespace {}  // namespace

bool matches_glob(std::string_view text, std::string_view pattern) noexcept {
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || fold(pattern[p]) == fold(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*')
    ++p;
  return p == pattern.size();
}

bool matches_rule(const Rule& rule, std::string_view pattern) {
  if (pattern.find('/') == std::string_view::npos)
    return matches_glob(rule.id, pattern) || matches_glob(rule.name, pattern);
  const auto matches = [pattern](std::string_view kind, std::string_view word) {
    return matches_glob(std::string(kind).append("/").append(word), pattern);
  };
  if (matches("pillar", name(rule.pillar)) || matches("category", name(rule.category)) ||
      matches("severity", name(rule.severity)))
    return true;
  return std::any_of(rule.controls.begin(), rule.controls.end(), [&](const Control& control) {
    return matches(name(control.framework), control.id);
  });
}

Result<std::vector<const Rule*>> select_rules(std::span<const Rule* const> rules,
                                              const std::vector<std::string>& include,
                                              const std::vector<std::string>& exclude) {
  for (const std::vector<std::string>* patterns : {&include, &exclude}) {
    for (const std::string& pattern : *patterns) {
      if (std::none_of(rules.begin(), rules.end(),
                       [&](const Rule* rule) { return matches_rule(*rule, pattern); }))
        return Error{ErrorCode::argument, "no rule matches `" + pattern + "`"};
    }
  }
  const auto matches_any = [](const Rule& rule, const std::vector<std::string>& patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return matches_rule(rule, pattern); });
  };
  std::vector<const Rule*> result;
  for (const Rule* rule : rules) {
    if ((include.empty() || matches_any(*rule, include)) && !matches_any(*rule, exclude))
      result.push_back(rule);
  }
  return result;
}

Result<std::vector<const Rule*>> join_rules(std::span<const Rule* const> rules,
                                            std::span<const Rule* const> more) {
  std::vector<const Rule*> result(rules.begin(), rules.end());
  for (const Rule* rule : more) {
    if (rule->id.empty())
      return Error{ErrorCode::argument, "a rule has no id"};
    for (const Rule* other : result) {
      for (const std::string_view taken : {other->id, other->name}) {
        if (!taken.empty() && (equal_folded(rule->id, taken) || equal_folded(rule->name, taken)))
          return Error{ErrorCode::argument, "two rules are called `" + std::string(taken) + "`"};
      }
    }
    result.push_back(rule);
  }
  return result;
}

std::optional<Severity> parse_severity(std::string_view text) noexcept {
  for (const Severity severity :
       {Severity::low, Severity::medium, Severity::high, Severity::critical}) {
    if (equal_folded(text, name(severity)))
      return severity;
  }
  return std::nullopt;
}

std::optional<Status> parse_status(std::string_view text) noexcept {
  for (const Status status :
       {Status::pass, Status::fail, Status::unknown, Status::not_applicable}) {
    if (equal_folded(text, name(status)))
      return status;
  }
  return std::nullopt;
}

Result<FailOn> parse_fail_on(std::string_view text) {
  FailOn result{.fail = std::nullopt};
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view word = trim(text.substr(0, comma));
    if (equal_folded(word, "fail")) {
      result.fail = Severity::low;
    } else if (equal_folded(word, "unknown")) {
      result.unknown = true;
    } else if (const std::optional<Severity> severity = parse_severity(word)) {
      result.fail = result.fail ? std::min(*result.fail, *severity) : *severity;
    } else if (!equal_folded(word, "none")) {
      return Error{ErrorCode::argument, "`" + std::string(word) +
                                            "` is not one of low, medium, high, critical, fail, "
                                            "unknown, none"};
    }
    if (comma == std::string_view::npos)
      return result;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace cachewarden::inline v0
