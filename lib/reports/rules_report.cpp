#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "cachewarden/engine/controls.hpp"
#include "cachewarden/engine/view_assessment.hpp"
#include "cachewarden/views/disagreement.hpp"
#include "reports/escape.hpp"
#include "reports/json_writer.hpp"
#include "reports/page.hpp"
#include "reports/rule_json.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::Page;
using detail::Piece;
using detail::Style;

std::string_view type_of(const Rule& rule) {
  return rule.check.type == no_model ? std::string_view() : resource_types()[rule.check.type]->arm;
}

std::string_view verb(Status status) {
  constexpr std::string_view verbs[] = {"", "passes", "fails", "cannot be told", "does not apply"};
  return verbs[static_cast<std::size_t>(status)];
}

void add_section(const Page& page, std::string_view head, std::string_view body, bool wraps) {
  if (body.empty())
    return;
  page.blank();
  page.line({std::string(head), Style::bold});
  page.row({.indent = 2, .column = 2, .text = {std::string(body)}, .wraps = wraps});
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  result.resize(std::max(result.size() + 2, width), ' ');
  return result;
}

/// A check of a view that asks what a rule asks, in a way of its own.
struct OtherWay {
  const View* view = nullptr;
  const ViewCheck* check = nullptr;
};

std::vector<OtherWay> other_ways(const Rule& rule) {
  std::vector<OtherWay> result;
  for (const View* view : views_catalog()) {
    for (const ViewCheck& check : view->checks) {
      if (!check.differs.empty() && asks_the_same(rule, *view, check))
        result.push_back({view, &check});
    }
  }
  return result;
}

std::string rules_as_text(std::span<const Rule* const> rules) {
  std::size_t id_width = 0;
  std::size_t name_width = 0;
  for (const Rule* rule : rules) {
    id_width = std::max(id_width, rule->id.size() + 2);
    name_width = std::max(name_width, rule->name.size() + 2);
  }
  std::string text;
  for (const Rule* rule : rules) {
    const std::string line = padded(rule->id, id_width) + padded(name(rule->severity), 10) +
                             padded(rule->name, name_width) + std::string(rule->title);
    text += escape_for_terminal(line) + "\n";
  }
  return text;
}

}  // namespace

std::string render_rules(std::span<const Rule* const> rules, bool as_json) {
  if (!as_json)
    return rules_as_text(rules);
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Rule* rule : rules)
    all.push_back(detail::rule_json(*rule));
  return detail::json_text(all, 2) + "\n";
}

std::string explain_rule(const Rule& rule, const ReportOptions& options) {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) { text += piece; };
  const Page page(sink, options);
  page.row({.label = {{std::string(rule.name), Style::bold}},
            .tail = {std::string(rule.id), Style::dim}});
  page.line({std::string(rule.title)});
  page.blank();
  std::string about(name(rule.severity));
  about.append(", ").append(name(rule.category)).append(", pillar ").append(name(rule.pillar));
  if (!type_of(rule).empty())
    about.append(", asked of ").append(type_of(rule));
  if (!rule.since.empty())
    about.append(", since rule set ").append(rule.since);
  page.line({about, Style::dim});

  add_section(page, "Why it matters", rule.rationale, true);
  add_section(page, "Mend it with the az command line", rule.remediation.cli, false);
  add_section(page, "Mend it in Bicep", rule.remediation.bicep, false);
  add_section(page, "Mend it in Terraform", rule.remediation.terraform, false);

  const auto list = [&page](std::string_view head, std::size_t count, auto&& row_of) {
    if (count == 0)
      return;
    page.blank();
    page.line({std::string(head), Style::bold});
    for (std::size_t i = 0; i < count; ++i)
      page.row(row_of(i));
  };
  list("Cases", rule.examples.size(), [&rule](std::size_t i) {
    const Example& example = rule.examples[i];
    return detail::Row{.indent = 2,
                       .label = {{std::string(verb(example.status)), Style::dim}},
                       .column = 18,
                       .text = {std::string(example.name)}};
  });
  const ControlTable table = built_in_controls();
  list("Controls", rule.controls.size(), [&](std::size_t i) {
    const Control& control = rule.controls[i];
    const ControlEntry* const entry = find_control(table, control);
    return detail::Row{
        .indent = 2,
        .label = {{std::string(name(control.framework)), Style::dim}},
        .column = 19,
        .text = {std::string(control.id) +
                 (entry == nullptr ? "" : ": " + entry->title + " <" + entry->link + ">")}};
  });
  const std::vector<OtherWay> others = other_ways(rule);
  list("Views that judge otherwise", others.size(), [&](std::size_t i) {
    return detail::Row{
        .indent = 2,
        .label = {{std::string(others[i].view->name), Style::dim}},
        .column = 19,
        .text = {std::string(others[i].check->id) + ": " + std::string(others[i].check->differs)}};
  });
  const std::vector<const Disagreement*> parted = disagreements_on(rule.name);
  list("Where authorities part", parted.size(), [&](std::size_t i) {
    return detail::Row{
        .indent = 2,
        .column = 4,
        .text = {std::string(parted[i]->about) + ": " + std::string(parted[i]->sentence)}};
  });
  list("References", rule.references.size(), [&rule](std::size_t i) {
    return detail::Row{.indent = 2, .column = 2, .text = {std::string(rule.references[i])}};
  });
  return text;
}

}  // namespace cachewarden::inline v0
