#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "cachewarden/rules/rule.hpp"

namespace cachewarden::inline v0 {

/// A rule made at run time: it owns its texts and its check, which may hold state. Copies share
/// both. It must live as long as the assessments that asked it.
class CustomRule {
 public:
  using Function = std::function<Verdict(const Resource&, const Context&)>;

  /// Copies `texts` with all that it views. The check is asked once for each resource of the type,
  /// while an assessment is made; the note of one verdict must live until the next.
  CustomRule(const Rule& texts, TypeNumber type, Function function)
      : state_(std::make_shared<State>(texts, type, std::move(function))) {}

  /// Stays where it is as long as a copy lives.
  [[nodiscard]] const Rule& rule() const noexcept { return state_->rule; }

 private:
  struct State {
    State(const Rule& given, TypeNumber type, Function check)
        : rule(given), function(std::move(check)) {
      for (std::string_view* text :
           {&rule.id, &rule.name, &rule.title, &rule.message, &rule.since, &rule.rationale,
            &rule.remediation.cli, &rule.remediation.bicep, &rule.remediation.terraform,
            &rule.baseline})
        *text = keep(*text);
      rule.references = {};
      for (const std::string_view reference : given.references)
        rule.references.push_back(keep(reference));
      rule.controls = {};
      for (const Control& control : given.controls)
        rule.controls.push_back({control.framework, keep(control.id)});
      rule.examples = {};
      for (const Example& example : given.examples)
        rule.examples.push_back({keep(example.name), keep(example.patch), example.status});
      rule.check = {.type = type, .run = ask, .user = this, .is_asked_once = true};
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    static Verdict ask(const void* user, const Resource& resource, const Context& context) {
      return static_cast<const State*>(user)->function(resource, context);
    }
    std::string_view keep(std::string_view text) { return texts.emplace_back(text); }

    std::deque<std::string> texts;
    Rule rule;
    Function function;
  };

  std::shared_ptr<const State> state_;
};

/// A rule of a function `Verdict f(const Model&, const Context&)`, for instance a lambda.
template <class Model, class Function>
[[nodiscard]] CustomRule custom_rule(const Rule& texts, Function function) {
  return {texts, type_number<Model>,
          [function = std::move(function)](const Resource& resource, const Context& context) {
            return function(*context.inventory().body<Model>(resource), context);
          }};
}

}  // namespace cachewarden::inline v0
