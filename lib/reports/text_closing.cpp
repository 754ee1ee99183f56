#include "reports/text_closing.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "cachewarden/version.hpp"
#include "reports/collect_list.hpp"

namespace cachewarden::inline v0::detail {

void write_worst_rules(const Tally& all, const ReportOptions& options, const Page& page) {
  std::vector<Tally::OfRule> worst;
  for (const Tally::OfRule& each : all.rules) {
    if (each.counts.fail != 0 && options.shows(Status::fail, each.rule->severity))
      worst.push_back(each);
  }
  if (worst.empty())
    return;
  std::stable_sort(worst.begin(), worst.end(), [](const auto& a, const auto& b) {
    return a.rule->severity != b.rule->severity ? a.rule->severity > b.rule->severity
                                                : a.counts.fail > b.counts.fail;
  });
  page.blank();
  page.line({"What fails, worst first, and why it matters", Style::bold});
  for (const Tally::OfRule& each : worst) {
    const std::string count = std::to_string(each.counts.fail);
    page.row(
        {.indent = 2,
         .label = {{std::string(name(each.rule->severity)), Style::plain, 8},
                   {std::string(count.size() < 5 ? 5 - count.size() : 0, ' ') + count + " fail",
                    Style::red}},
         .column = 23,
         .text = {std::string(each.rule->name), Style::bold},
         .tail = {std::string(each.rule->id), Style::dim}});
    page.row({.indent = 23, .column = 23, .text = {std::string(each.rule->rationale)}});
  }
}

void write_rule_counts(const Tally& all, const ReportOptions& options, const Page& page) {
  std::vector<Tally::OfRule> shown;
  for (const Tally::OfRule& each : all.rules) {
    const Severity severity = each.rule->severity;
    const StatusCounts& counts = each.counts;
    if ((counts.fail != 0 && options.shows(Status::fail, severity)) ||
        (counts.unknown != 0 && options.shows(Status::unknown, severity)) ||
        (counts.pass != 0 && options.shows(Status::pass, severity)))
      shown.push_back(each);
  }
  if (shown.empty())
    return;
  const auto rank = [](const Tally::OfRule& each) {
    return std::tuple(each.counts.fail != 0, each.counts.unknown != 0, each.rule->severity,
                      each.counts.fail, each.counts.unknown);
  };
  std::stable_sort(shown.begin(), shown.end(),
                   [&](const auto& a, const auto& b) { return rank(a) > rank(b); });
  constexpr std::size_t columns = 7;
  page.blank();
  page.line({"The rules, worst first", Style::bold});
  page.row({.indent = 2,
            .label = {{"", Style::plain, 8},
                      {"   fail", Style::dim},
                      {"unknown", Style::dim},
                      {" passed", Style::dim}}});
  for (const Tally::OfRule& each : shown)
    page.row({.indent = 2,
              .label = {{std::string(name(each.rule->severity)), Style::plain, 8},
                        number(each.counts.fail, columns, Style::red),
                        number(each.counts.unknown, columns, Style::yellow),
                        number(each.counts.pass, columns, Style::green)},
              .column = 35,
              .text = {std::string(each.rule->name), Style::bold}});
}

void write_diagnostics(std::span<const Diagnostic* const> diagnostics, bool errors,
                       const Page& page) {
  constexpr std::size_t listed = 5;  // of one kind that are no errors
  std::map<std::string_view, std::size_t> kinds;
  for (const Diagnostic* diagnostic : diagnostics) {
    const Diagnostic& each = *diagnostic;
    const bool is_error = each.severity == Diagnostic::Severity::error;
    if (is_error != errors)
      continue;
    if (kinds.empty())
      page.blank();
    if (++kinds[each.code] > listed && !is_error)
      continue;
    constexpr const char* words[] = {"", "note:", "warning:", "error:"};
    std::string place = each.document;
    if (each.line != 0)
      place += ":" + std::to_string(each.line) + ":" + std::to_string(each.column);
    page.row({.label = {{words[static_cast<std::size_t>(each.severity)],
                         is_error ? Style::red : Style::yellow}},
              .column = 9,
              .text = {(place.empty() ? "" : place + ": ") + each.message},
              .wraps = false});
  }
  for (const auto& [code, count] : kinds) {
    if (count > listed && !errors)
      page.line({std::to_string(count - listed) + " more of the kind `" + std::string(code) +
                     "`; the JSON report lists all",
                 Style::dim},
                9);
  }
}

void write_change_summary(const ChangeReview& change, const Page& page) {
  const auto told = [&change](Effect effect) {
    const StatusCounts& counts = change.counts(effect);
    return std::to_string(counts.fail) + " failed and " + std::to_string(counts.unknown) +
           " unknown";
  };
  page.blank();
  page.row({.label = {{"The change brings " + told(Effect::introduced) + ",", Style::red},
                      {"resolves " + told(Effect::resolved) + ",", Style::green},
                      {"keeps " + told(Effect::kept)}}});
}

void write_summary(const Assessment& assessment, const Tally& all, const Page& page) {
  const StatusCounts& counts = assessment.counts();
  std::string severities;
  for (const Severity severity :
       {Severity::critical, Severity::high, Severity::medium, Severity::low}) {
    const std::size_t count = all.by_severity[static_cast<std::size_t>(severity)].fail;
    if (count != 0)
      severities.append(severities.empty() ? " (" : ", ")
          .append(std::to_string(count))
          .append(" ")
          .append(name(severity));
  }
  severities += severities.empty() ? "" : ")";
  page.blank();
  constexpr std::size_t listed = 10;
  for (std::size_t i = 0; i < std::min(all.ignored.size(), listed); ++i)
    page.line({"ignored: " + all.ignored[i]->name + ": holds nothing that is known", Style::dim});
  if (all.ignored.size() > listed)
    page.line({"ignored: " + std::to_string(all.ignored.size() - listed) + " more", Style::dim});
  if (counts.total() == 0) {
    page.line({"Nothing was judged.", Style::bold});
  } else {
    page.row({.label = {{std::to_string(counts.fail) + " failed" + severities + ",", Style::red},
                        {std::to_string(counts.unknown) + " unknown,", Style::yellow},
                        {std::to_string(counts.pass) + " passed,", Style::green},
                        {std::to_string(counts.not_applicable) + " not applicable"}}});
    std::string decided;
    if (assessment.exempt_count() != 0)
      decided = std::to_string(assessment.exempt_count()) + " of the failed and unknown are exempt";
    if (assessment.attested_count() != 0)
      decided.append(decided.empty() ? "" : ", ")
          .append(std::to_string(assessment.attested_count()))
          .append(" of the passed are attested");
    if (!decided.empty())
      page.line({std::move(decided)});
  }
  page.line({counted(all.judged, "resource") + " judged of " + std::to_string(all.collected) +
             " read, from " + counted(all.inputs - all.ignored.size(), "file") +
             (all.ignored.empty() ? "" : ", " + std::to_string(all.ignored.size()) + " ignored")});
  page.line({"cachewarden " + std::string(version) + ", rules " + std::string(rule_set_version()) +
                 ", facts " + assessment.inventory().facts().version,
             Style::dim});
}

}  // namespace cachewarden::inline v0::detail
