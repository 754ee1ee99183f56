#include <algorithm>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cachewarden/reports/report.hpp"
#include "reports/collect_list.hpp"
#include "reports/escape.hpp"
#include "reports/kinds.hpp"
#include "reports/listing.hpp"
#include "reports/overview.hpp"
#include "reports/text_closing.hpp"

namespace cachewarden::inline v0::detail {

namespace {

constexpr std::size_t label_column = 10;  ///< of severities and labels
constexpr std::size_t text_column = 19;   ///< of names of rules, messages and evidence
constexpr std::size_t shown_value = 64;   ///< columns of a value

Piece status_piece(Status status) {
  switch (status) {
    case Status::pass:
      return {"PASS", Style::green, 7};
    case Status::fail:
      return {"FAIL", Style::red, 7};
    case Status::unknown:
      return {"UNKNOWN", Style::yellow, 7};
    case Status::not_applicable:
      break;
  }
  return {"N/A", Style::dim, 7};
}

std::string place_text(const Evidence& evidence) {
  if (evidence.document.empty())
    return {};
  return evidence.document + ":" + std::to_string(evidence.line) + ":" +
         std::to_string(evidence.column);
}

/// `2 fail, 1 unknown`, without what there is none of.
std::string counts_text(const StatusCounts& counts) {
  std::string text;
  const auto add = [&text](std::size_t count, std::string_view word) {
    if (count != 0)
      text.append(text.empty() ? "" : ", ").append(std::to_string(count)).append(word);
  };
  add(counts.fail, " fail");
  add(counts.unknown, " unknown");
  add(counts.pass, " pass");
  return text;
}

/// Values that are ids are shown by their names; the whole id is where its resource is shown.
std::string value_text(const Evidence& evidence) {
  switch (evidence.state) {
    case State::not_carried:
      return ": not shown by the input";
    case State::absent:
      return ": not set";
    case State::none:
      return evidence.value.empty() ? ": not set" : " = " + one_line(evidence.value);
    default:
      break;
  }
  if (evidence.value.empty()) {
    const bool is_default = evidence.state == State::defaulted || evidence.state == State::assumed;
    return is_default ? ": not set" : ": " + std::string(name(evidence.state));
  }
  const std::string_view value = evidence.value;
  const std::string_view inner = value.size() > 2 ? value.substr(1, value.size() - 2) : value;
  if (value.front() == '"' && parse_resource_id(inner))
    return " = " + short_id(inner);
  std::string shown = one_line(value);
  if (columns(shown) <= shown_value)
    return " = " + shown;
  if (value.front() == '[')
    return " = [...]";
  return value.front() == '{' ? " = {...}" : " = " + shortened(std::move(shown), shown_value);
}

std::string evidence_text(const Evidence& evidence, const Resource& subject) {
  std::string text;
  const bool is_other = !equal_folded(evidence.resource, subject.id);
  if (evidence.property.empty())
    return is_other ? short_id(evidence.resource) : std::string();
  std::string_view property = evidence.property;
  if (property.starts_with("properties."))
    property.remove_prefix(11);
  text.append(property);
  if (is_other)
    text.append(" of ").append(short_id(evidence.resource));
  text.append(value_text(evidence));
  if (!evidence.note.empty())
    text.append(" (").append(evidence.note).append(")");
  return text;
}

/// Of what an unknown finding does not see `needs` tells more.
bool is_shown(const Evidence& evidence, const Finding& finding) {
  return finding.status != Status::unknown || !is_gap(evidence.state) ||
         (!evidence.value.empty() && evidence.state != State::not_carried);
}

/// What is missing is for people to state.
bool asks_people(const Finding& finding) {
  return !finding.missing.empty() &&
         std::all_of(finding.missing.begin(), finding.missing.end(), [](const Missing& missing) {
           return missing.kind == Missing::Kind::attestation;
         });
}

/// Two findings of a resource are unknown for one reason, which is all there is to say of them.
bool lacks_alike(const Finding& a, const Finding& b) {
  const auto says_more = [](const Finding& finding) {
    return finding.status != Status::unknown || !finding.marks.empty() ||
           !finding.assumptions.empty() || finding.missing.empty() ||
           std::any_of(finding.evidence.begin(), finding.evidence.end(),
                       [&](const Evidence& each) { return is_shown(each, finding); });
  };
  return !says_more(a) && !says_more(b) && a.rule->severity == b.rule->severity &&
         a.message == b.message && (a.missing == b.missing || (asks_people(a) && asks_people(b)));
}

class TextReport {
 public:
  TextReport(const Assessment& assessment, const ReportOptions& options, const ReportSink& sink)
      : assessment_(assessment),
        options_(options),
        listing_(assessment, options),
        page_(sink, options) {}

  void write() {
    if (options_.change == nullptr)
      write_findings(
          assessment_, [](std::size_t) { return true; }, false);
    else
      write_change(*options_.change);
    if (left_out_ != 0) {
      page_.blank();
      page_.line({counted(left_out_, "finding") + " not listed", Style::dim});
    }
    const Tally all = tally(assessment_);
    write_diagnostics(diagnostics_of(assessment_), false, page_);
    collect_.write(page_);
    if (options_.change == nullptr) {
      if (options_.summary)
        write_rule_counts(all, options_, page_);
      else
        write_worst_rules(all, options_, page_);
      write_overview(assessment_, page_);
    }
    write_diagnostics(diagnostics_of(assessment_), true, page_);
    if (options_.change != nullptr)
      write_change_summary(*options_.change, page_);
    write_summary(assessment_, all, page_);
  }

 private:
  using Choice = std::function<bool(std::size_t)>;

  void write_change(const ChangeReview& change);
  void write_findings(const Assessment& assessment, const Choice& is_chosen, bool is_before);
  void write_resource(std::uint32_t index, std::span<const std::size_t> findings, bool is_before);
  void write_heading(const Resource& resource, const StatusCounts& counts) const;
  void write_finding(const Finding& finding);
  void write_evidence(const Finding& finding);
  void write_unknown(std::span<const Finding> alike);
  [[nodiscard]] std::vector<std::string> needs_of(std::span<const Finding> alike);
  void write_remedy(const Finding& finding) const;
  void write_bicep(std::string_view text) const;

  void note(std::string_view label, Piece text, std::string place = {}) const {
    page_.row({.indent = label_column,
               .label = {{std::string(label), Style::dim}},
               .column = text_column,
               .text = std::move(text),
               .tail = {std::move(place), Style::dim}});
  }

  const Assessment& assessment_;
  const ReportOptions& options_;
  Listing listing_;
  Page page_;
  const Assessment* shown_ = nullptr;  ///< the one whose findings are being written
  Explainer* explainer_ = nullptr;     ///< and what makes them
  CollectList collect_;
  std::size_t left_out_ = 0;  ///< findings that only `summary` or `top` keeps from being listed
  /// What was said of the resource at hand and need not be said again.
  std::set<std::string> told_{};
};

/// What the change brings first, then what it mends, then what it leaves.
void TextReport::write_change(const ChangeReview& change) {
  const auto section = [&](Effect effect, std::string_view title, const Assessment& of,
                           const Choice& is_chosen) {
    const StatusCounts& counts = change.counts(effect);
    page_.blank();
    page_.row({.label = {{std::string(title), Style::bold}},
               .text = {counts.total() == 0 ? "nothing" : counts_text(counts)}});
    write_findings(of, is_chosen, effect == Effect::resolved);
  };
  section(Effect::introduced, "New with the change:", change.after(),
          [&](std::size_t i) { return change.effect(i) == Effect::introduced; });
  section(Effect::resolved, "Resolved by the change:", change.before(),
          [&](std::size_t i) { return change.effect_before(i) == Effect::resolved; });
  section(Effect::kept, "Kept:", change.after(),
          [&](std::size_t i) { return change.effect(i) == Effect::kept; });
}

void TextReport::write_findings(const Assessment& assessment, const Choice& is_chosen,
                                bool is_before) {
  Explainer explainer(assessment);
  shown_ = &assessment;
  explainer_ = &explainer;
  std::vector<std::size_t> findings;
  for (std::size_t i = 0; i < assessment.size();) {
    const std::uint32_t resource = assessment.item(i).resource;
    findings.clear();
    for (; i < assessment.size() && assessment.item(i).resource == resource; ++i) {
      if (is_chosen(i))
        findings.push_back(i);
    }
    write_resource(resource, findings, is_before);
  }
}

void TextReport::write_resource(std::uint32_t index, std::span<const std::size_t> findings,
                                bool is_before) {
  StatusCounts counts;
  std::vector<Finding> listed;
  for (const std::size_t i : findings) {
    const Assessment::Item item = shown_->item(i);
    counts.count(item.status);
    if (!options_.shows(item.status, item.rule->severity))
      continue;
    if (is_before ? listing_.has_before(i) : listing_.has(i))
      listed.push_back(explainer_->finding(i));
    else
      ++left_out_;
  }
  if (listed.empty())
    return;
  write_heading(shown_->inventory().resource(index), counts);
  told_.clear();
  for (std::size_t first = 0; first < listed.size();) {
    std::size_t past = first + 1;
    while (past < listed.size() && lacks_alike(listed[first], listed[past]))
      ++past;
    if (listed[first].status == Status::unknown)
      write_unknown(std::span(listed).subspan(first, past - first));
    else
      write_finding(listed[first]);
    first = past;
  }
}

void TextReport::write_heading(const Resource& resource, const StatusCounts& counts) const {
  std::string about = kind_text(shown_->inventory(), resource);
  if (resource.intent == Intent::planned)
    about += ", planned";
  page_.blank();
  const std::string shown = short_id(resource.id);
  page_.row({.label = {{shown, Style::bold, shown.size() + 1}},
             .text = {std::move(about)},
             .tail = {counts_text(counts), Style::dim},
             .tail_at_margin = true});
  page_.row({.indent = 2, .column = 2, .text = {resource.id.string(), Style::dim}, .wraps = false});
}

void TextReport::write_finding(const Finding& finding) {
  page_.row({.indent = 2,
             .label = {status_piece(finding.status),
                       {std::string(name(finding.rule->severity)), Style::plain, 8}},
             .column = text_column,
             .text = {std::string(finding.rule->name), Style::bold},
             .tail = {finding.message}});
  write_evidence(finding);
  if (finding.status == Status::fail && shown_ == &assessment_)
    write_remedy(finding);
}

/// Findings that lack the same, in one entry.
void TextReport::write_unknown(std::span<const Finding> alike) {
  const Finding& finding = alike.front();
  std::string names;
  for (const Finding& each : alike)
    names.append(names.empty() ? "" : ", ").append(each.rule->name);
  std::vector<std::string> needs = needs_of(alike);
  const bool has_evidence =
      std::any_of(finding.evidence.begin(), finding.evidence.end(),
                  [&](const Evidence& each) { return is_shown(each, finding); });
  const bool is_short = needs.size() == 1 && !has_evidence && finding.marks.empty() &&
                        finding.message == finding.missing[0].reason;
  page_.row({.indent = 2,
             .label = {status_piece(finding.status),
                       {std::string(name(finding.rule->severity)), Style::plain, 8}},
             .column = text_column,
             .text = {std::move(names), Style::bold},
             .tail = {is_short        ? "needs " + needs[0]
                      : needs.empty() ? finding.message
                                      : ""}});
  write_evidence(finding);
  if (!needs.empty() && finding.message != finding.missing[0].reason)
    note("because", {finding.message});
  for (std::size_t i = 0; i < needs.size() && !is_short; ++i)
    note("needs", {std::move(needs[i])});
}

/// What findings lack, each thing told once for a resource and then by its number alone.
std::vector<std::string> TextReport::needs_of(std::span<const Finding> alike) {
  std::vector<std::string> result;
  std::string numbers;
  std::string reason;
  for (const Finding& finding : alike) {
    const bool is_for_people = alike.size() > 1 && asks_people(finding);
    for (const Missing& missing : finding.missing) {
      const std::string number = "[" + std::to_string(collect_.add(missing, finding)) + "]";
      std::string text = number + " " + short_missing(missing, finding.resource->id);
      if (&finding != &alike.front() && !is_for_people)
        continue;
      if (is_for_people)
        reason = ": " + missing.reason;
      if (is_for_people || !told_.insert(text).second)
        numbers.append(numbers.empty() ? "" : " ").append(number);
      else
        result.push_back(std::move(text));
    }
  }
  if (!numbers.empty())
    result.push_back(numbers + reason);
  return result;
}

void TextReport::write_evidence(const Finding& finding) {
  if (const Exemption* exemption = finding.exemption)
    note("exempt", {decision_text(*exemption)});
  else
    for (const std::string& mark : finding.marks)
      note("mark", {mark});
  for (const Evidence& evidence : finding.evidence) {
    if (!is_shown(evidence, finding))
      continue;
    note("seen", {evidence_text(evidence, *finding.resource)}, place_text(evidence));
    for (const std::string& via : evidence.via) {
      if (via != place_text(evidence) && told_.insert(via).second)
        note("", {}, "via " + via);
    }
  }
  for (const std::string& assumption : finding.assumptions) {
    if (told_.insert(assumption).second)
      note("assumed", {assumption});
  }
}

/// The command for what exists; what to write for what is planned, in the language of its source.
void TextReport::write_remedy(const Finding& finding) const {
  if (finding.resource->intent != Intent::planned && !finding.cli.empty()) {
    page_.row({.indent = label_column,
               .label = {{"fix", Style::dim}},
               .column = text_column,
               .text = {finding.cli},
               .wraps = false});
    return;
  }
  bool is_terraform = false;
  bool is_template = false;
  for (const Source& source : shown_->inventory().sources(*finding.resource)) {
    is_terraform = is_terraform || source.form == Form::terraform;
    is_template = is_template || source.form == Form::arm_template;
  }
  if (!finding.bicep.empty() && (is_template || !is_terraform))
    write_bicep(finding.bicep);
  if (!finding.terraform.empty() && (is_terraform || !is_template))
    note("tf", {finding.terraform});
}

/// A line that says what to write, or the lines of a diff or of advice.
void TextReport::write_bicep(std::string_view text) const {
  if (text.find('\n') == text.npos) {
    note("bicep", {std::string(text)});
    return;
  }
  for (std::string label = "bicep"; !text.empty(); label.clear()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    page_.row({.indent = label_column,
               .label = {{label, Style::dim}},
               .column = text_column,
               .text = {std::string(text.substr(0, end))},
               .wraps = false});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

void write_text(const Assessment& assessment, const ReportOptions& options,
                const ReportSink& sink) {
  TextReport(assessment, options, sink).write();
}

}  // namespace cachewarden::inline v0::detail
