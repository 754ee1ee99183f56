#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/reports/catalog_report.hpp"
#include "cachewarden/views/view.hpp"
#include "reports/json_writer.hpp"
#include "reports/page.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::Page;
using detail::Row;
using detail::Style;

std::string controls_as_json(std::span<const ControlResult> results) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const ControlResult& result : results) {
    nlohmann::ordered_json rules = nlohmann::ordered_json::array();
    for (const Rule* rule : result.rules)
      rules.push_back(rule->id);
    all.push_back({{"framework", result.entry->framework},
                   {"id", result.entry->id},
                   {"title", result.entry->title},
                   {"link", result.entry->link},
                   {"out_of_scope", result.entry->out_of_scope},
                   {"rules", std::move(rules)},
                   {"pass", result.counts.pass},
                   {"fail", result.counts.fail},
                   {"unknown", result.counts.unknown},
                   {"not_applicable", result.counts.not_applicable}});
  }
  return detail::json_text(all, 2) + "\n";
}

std::string counted(std::size_t number, std::size_t width) {
  std::string text = std::to_string(number);
  text.insert(0, width > text.size() ? width - text.size() : 0, ' ');
  return text;
}

/// `failed` before `open` before `met`: the worst that the rules say.
std::string_view state_of(const ControlResult& result) {
  if (!result.entry->out_of_scope.empty())
    return "out of scope";
  if (result.counts.fail > 0)
    return "failed";
  if (result.counts.unknown > 0)
    return "open";
  return result.counts.pass > 0 ? "met" : "nothing to ask";
}

}  // namespace

std::string explain_control(const ControlEntry& entry, std::span<const Rule* const> rules,
                            const ReportOptions& options) {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) { text += piece; };
  const Page page(sink, options);
  page.row({.label = {{entry.framework + " " + entry.id, Style::bold}}});
  page.line({entry.title});
  page.line({entry.link, Style::dim});
  if (!entry.out_of_scope.empty()) {
    page.blank();
    page.row({.text = {"No rule asks it: " + entry.out_of_scope}});
  }
  const std::vector<const Rule*> asking = rules_of(entry, rules);
  if (!asking.empty()) {
    page.blank();
    page.line({"Asked by", Style::bold});
  }
  for (const Rule* rule : asking)
    page.row({.indent = 2,
              .label = {{std::string(rule->id), Style::plain}},
              .column = 16,
              .text = {std::string(rule->name) + ": " + std::string(rule->title)}});
  const View* const view = find_view(entry.framework);
  for (const ViewCheck& check : view == nullptr ? std::span<const ViewCheck>() : view->checks) {
    if (check.differs.empty() || !equal_folded(check.id, entry.id))
      continue;
    page.blank();
    page.row({.text = {"The view " + std::string(view->name) + " on " + std::string(check.types) +
                       ": " + std::string(check.differs)}});
  }
  if (!entry.initiatives.empty()) {
    page.blank();
    page.line({"Part of", Style::bold});
  }
  for (const InitiativeControl& each : entry.initiatives)
    page.row({.indent = 2,
              .column = 2,
              .text = {each.initiative + (each.control.empty() ? "" : ": " + each.control)}});
  return text;
}

std::string render_controls(std::span<const ControlResult> results, bool as_json,
                            const ReportOptions& options) {
  if (as_json)
    return controls_as_json(results);
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) { text += piece; };
  const Page page(sink, options);
  std::size_t width = 0;
  for (const ControlResult& result : results)
    width = std::max(width, result.entry->id.size() + 2);
  width = std::min<std::size_t>(width, 44);
  page.row({.label = {{"control", Style::bold, width}, {"  pass  fail  open  ", Style::bold}},
            .column = width + 20,
            .text = {"", Style::bold}});
  for (const ControlResult& result : results) {
    const std::string_view state = state_of(result);
    const Style style = state == "failed" ? Style::red
                        : state == "open" ? Style::yellow
                        : state == "met"  ? Style::green
                                          : Style::dim;
    page.row({.label = {{result.entry->id + "  ", Style::plain, width},
                        {counted(result.counts.pass, 6) + counted(result.counts.fail, 6) +
                             counted(result.counts.unknown, 6),
                         style}},
              .column = width + 20,
              .text = {std::string(state) + ": " +
                       (result.entry->out_of_scope.empty() ? result.entry->title
                                                           : result.entry->out_of_scope)}});
  }
  return text;
}

}  // namespace cachewarden::inline v0
