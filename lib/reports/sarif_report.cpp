#include <algorithm>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cachewarden/reports/report.hpp"
#include "cachewarden/version.hpp"
#include "reports/collect_list.hpp"
#include "reports/escape.hpp"
#include "reports/finding_json.hpp"
#include "reports/json_writer.hpp"
#include "reports/listing.hpp"
#include "reports/places.hpp"
#include "reports/sarif_rules.hpp"
#include "reports/tally.hpp"

/// SARIF 2.1.0, the form in which code hosts and editors take findings.
namespace cachewarden::inline v0::detail {

namespace {

/// The folder that relative paths start from; whoever shows the report knows where it is.
constexpr std::string_view base = "%SRCROOT%";

/// `open`: the evidence does not decide. `review`: only a person can.
std::string_view kind_of(const Finding& finding) {
  switch (finding.status) {
    case Status::pass:
      return "pass";
    case Status::fail:
      return "fail";
    case Status::not_applicable:
      return "notApplicable";
    case Status::unknown:
      break;
  }
  for (const Missing& missing : finding.missing) {
    if (missing.kind != Missing::Kind::attestation && missing.kind != Missing::Kind::setting)
      return "open";
  }
  return finding.missing.empty() ? "open" : "review";
}

/// Text in which nothing is a link or a placeholder (SARIF 3.11.5 and 3.11.6).
std::string literal(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\')
      result += '\\';
    if (c == '{' || c == '}')
      result += c;
    result += c;
  }
  return result;
}

void write_message(std::string_view text, JsonWriter& json) {
  json.name("message").begin_object().member("text", literal(text)).end_object();
}

/// The same for every run that finds the same: what is asked of what, and not where it stands.
std::string fingerprint(const Finding& finding) {
  std::string about(finding.rule->id);
  about.append("\n").append(folded(finding.resource->id.view()));
  about.append("\n").append(name(finding.resource->intent));
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : about)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  constexpr char digits[] = "0123456789abcdef";
  std::string result(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4U)
    result[i] = digits[hash & 0xfU];
  return result;
}

/// A run: what was looked at, and what was found of it.
class SarifReport {
 public:
  SarifReport(const Assessment& assessment, const ReportOptions& options, const ReportSink& sink)
      : assessment_(assessment),
        options_(options),
        listing_(assessment, options),
        json_(JsonWriter::Layout::indented, sink),
        tally_(tally(assessment)) {
    for (const InputDocument* input : inputs_of(assessment.inventory())) {
      if (artifacts_.emplace(input->name, artifacts_.size()).second)
        inputs_.push_back(input);
    }
    for (const Tally::OfRule& each : tally_.rules)
      rules_.emplace(each.rule, rules_.size());
  }

  void write();

 private:
  void write_tool();
  void write_invocation();
  void write_artifacts();
  void write_artifact_location(const std::string& document);
  void write_location(const Spot& spot);
  void write_message_at(const Spot& spot, std::string_view text);
  void write_results(const Assessment& assessment, const std::function<Effect(std::size_t)>& effect,
                     bool is_before);
  void write_result(const Finding& finding, Places& places, Effect effect);
  void write_locations(const Finding& finding, Places& places);
  void write_code_flow(const Finding& finding, Places& places);
  void write_suppressions(const Finding& finding);

  const Assessment& assessment_;
  const ReportOptions& options_;
  Listing listing_;
  JsonWriter json_;
  Tally tally_;
  std::vector<const InputDocument*> inputs_;  ///< each name once
  std::unordered_map<std::string, std::size_t> artifacts_;
  std::unordered_map<const Rule*, std::size_t> rules_;
};

void SarifReport::write() {
  json_.begin_object()
      .member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      .member("version", "2.1.0")
      .name("runs")
      .begin_array()
      .begin_object();
  write_tool();
  write_invocation();
  json_.name("originalUriBaseIds")
      .begin_object()
      .name(base)
      .begin_object()
      .name("description")
      .begin_object()
      .member("text", "the folder that relative paths start from")
      .end_object()
      .end_object()
      .end_object();
  write_artifacts();
  const StatusCounts& counts = assessment_.counts();
  json_.member("columnKind", "unicodeCodePoints")
      .name("properties")
      .begin_object()
      .member("pass", counts.pass)
      .member("fail", counts.fail)
      .member("unknown", counts.unknown)
      .member("notApplicable", counts.not_applicable);
  if (listing_.left_out() != 0)
    json_.member("notListed", listing_.left_out());
  json_.end_object().name("results").begin_array();
  const ChangeReview* const change = options_.change;
  write_results(
      assessment_, [&](std::size_t i) { return change ? change->effect(i) : Effect::none; }, false);
  if (change != nullptr)
    write_results(
        change->before(), [&](std::size_t i) { return change->effect_before(i); }, true);
  json_.end_array().end_object().end_array().end_object().finish();
}

void SarifReport::write_tool() {
  json_.name("tool")
      .begin_object()
      .name("driver")
      .begin_object()
      .member("name", "cachewarden")
      .member("version", version)
      .member("semanticVersion", version)
      .name("rules")
      .begin_array();
  for (const Tally::OfRule& each : tally_.rules)
    json_.copy(sarif_rule(*each.rule));
  json_.end_array()
      .name("properties")
      .begin_object()
      .member("ruleSet", rule_set_version())
      .member("facts", assessment_.inventory().facts().version)
      .end_object()
      .end_object()
      .end_object();
}

void SarifReport::write_invocation() {
  constexpr std::string_view levels[] = {"none", "note", "warning", "error"};
  json_.name("invocations")
      .begin_array()
      .begin_object()
      .member("executionSuccessful", !assessment_.inventory().has_errors())
      .name("toolExecutionNotifications")
      .begin_array();
  for (const Diagnostic* diagnostic : diagnostics_of(assessment_)) {
    const Diagnostic& each = *diagnostic;
    json_.begin_object().member("level", levels[static_cast<std::size_t>(each.severity)]);
    write_message(each.message, json_);
    if (!each.code.empty())
      json_.name("descriptor").begin_object().member("id", each.code).end_object();
    if (!each.document.empty()) {
      json_.name("locations").begin_array().begin_object();
      write_location({.document = each.document, .line = each.line, .column = each.column});
      json_.end_object().end_array();
    }
    json_.end_object();
  }
  json_.end_array().end_object().end_array();
}

void SarifReport::write_artifacts() {
  constexpr std::string_view roles[] = {"analysisTarget"};
  json_.name("artifacts").begin_array();
  for (const InputDocument* input : inputs_) {
    json_.begin_object().name("location");
    write_artifact_location(input->name);
    json_.member("length", input->size).member("roles", roles);
    if (input->name == "-")
      json_.name("description").begin_object().member("text", "standard input").end_object();
    json_.end_object();
  }
  json_.end_array();
}

void SarifReport::write_artifact_location(const std::string& document) {
  const std::string uri = document == "-" ? "stdin" : uri_of(document);
  json_.begin_object().member("uri", uri);
  if (!uri.starts_with("file:") && !uri.starts_with(".."))
    json_.member("uriBaseId", base);
  const auto number = artifacts_.find(document);
  if (number != artifacts_.end())
    json_.member("index", number->second);
  json_.end_object();
}

void SarifReport::write_location(const Spot& spot) {
  json_.name("physicalLocation").begin_object().name("artifactLocation");
  write_artifact_location(spot.document);
  if (spot.line != 0) {
    json_.name("region").begin_object().member("startLine", spot.line);
    if (spot.column != 0)
      json_.member("startColumn", spot.column);
    if (spot.end_column > spot.column)
      json_.member("endColumn", spot.end_column);
    json_.end_object();
  }
  json_.end_object();
}

/// Two members of what is told at a place.
void SarifReport::write_message_at(const Spot& spot, std::string_view text) {
  write_location(spot);
  write_message(text, json_);
}

/// From before a change only what it resolves is told.
void SarifReport::write_results(const Assessment& assessment,
                                const std::function<Effect(std::size_t)>& effect, bool is_before) {
  Explainer explainer(assessment);
  Places places(assessment.inventory());
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (!(is_before ? listing_.has_before(i) : listing_.has(i)))
      continue;
    write_result(explainer.finding(i), places, effect(i));
    json_.flush();
  }
}

void SarifReport::write_result(const Finding& finding, Places& places, Effect effect) {
  const Rule& rule = *finding.rule;
  const Resource& resource = *finding.resource;
  const bool is_fail = finding.status == Status::fail;
  std::string text = short_id(resource.id) + ": " + finding.message;
  if (finding.status == Status::unknown && !finding.missing.empty())
    text += "; needs " + short_missing(finding.missing[0], resource.id);
  json_.begin_object()
      .member("ruleId", rule.id)
      .member("ruleIndex", rules_.at(&rule))
      .member("kind", kind_of(finding))
      .member("level", is_fail ? sarif_level(rule.severity) : "none");
  write_message(text, json_);
  // What a result is against the state before; of a run without one it is not said.
  constexpr std::string_view states[] = {"", "new", "unchanged", "absent"};
  if (effect != Effect::none)
    json_.member("baselineState", states[static_cast<std::size_t>(effect)]);
  write_locations(finding, places);
  write_code_flow(finding, places);
  write_suppressions(finding);
  const std::string mark = fingerprint(finding);
  json_.name("partialFingerprints")
      .begin_object()
      .member("primaryLocationLineHash", mark + ":1")
      .member("cachewarden/v1", mark)
      .end_object()
      .name("properties")
      .begin_object()
      .member("status", name(finding.status))
      .member("severity", name(rule.severity))
      .member("resource", resource.id.view())
      .member("intent", name(resource.intent));
  write_remediation(finding.cli, finding.bicep, finding.terraform, json_);
  write_missing(finding.missing, json_);
  json_.member("assumptions", finding.assumptions)
      .member("marks", finding.marks)
      .end_object()
      .end_object();
}

void SarifReport::write_locations(const Finding& finding, Places& places) {
  const Resource& resource = *finding.resource;
  const Spot primary = places.of(finding);
  json_.name("locations")
      .begin_array()
      .begin_object()
      .name("logicalLocations")
      .begin_array()
      .begin_object()
      .member("name", resource.name())
      .member("fullyQualifiedName", resource.id.view())
      .member("kind", "resource")
      .end_object()
      .end_array();
  if (!primary.document.empty())
    write_location(primary);
  json_.end_object().end_array();

  std::size_t number = 0;
  for (const Evidence& evidence : finding.evidence) {
    const Spot spot = places.of(evidence);
    if (spot.line == 0 || spot == primary)
      continue;
    std::string about = short_id(evidence.resource);
    if (!evidence.property.empty())
      about += " " + evidence.property;
    if (!evidence.value.empty())
      about += " = " + one_line(evidence.value);
    if (number == 0)
      json_.name("relatedLocations").begin_array();
    json_.begin_object().member("id", ++number);
    write_message_at(spot, about);
    json_.end_object();
  }
  if (number != 0)
    json_.end_array();
}

/// From the place that decides a value, such as a parameter, to the property that takes it.
void SarifReport::write_code_flow(const Finding& finding, Places& places) {
  const auto evidence = std::find_if(finding.evidence.begin(), finding.evidence.end(),
                                     [](const Evidence& each) { return !each.via.empty(); });
  if (evidence == finding.evidence.end())
    return;
  const auto add = [&](const Spot& spot, const std::string& text) {
    json_.begin_object().name("location").begin_object();
    write_message_at(spot, text);
    json_.end_object().end_object();
  };
  json_.name("codeFlows")
      .begin_array()
      .begin_object()
      .name("threadFlows")
      .begin_array()
      .begin_object()
      .name("locations")
      .begin_array();
  const bool is_shown = !evidence->value.empty();
  add(places.of(*evidence), is_shown ? one_line(evidence->value) + " is set here" : "set here");
  for (std::size_t i = 0; i < evidence->via.size(); ++i)
    add(places.of(std::string_view(evidence->via[i])),
        i == 0 ? "taken for `" + evidence->property + "`" : "within this");
  json_.end_array().end_object().end_array().end_object().end_array();
}

void SarifReport::write_suppressions(const Finding& finding) {
  if (!assessment_.has_exemptions())
    return;
  json_.name("suppressions").begin_array();
  if (const Exemption* exemption = finding.exemption) {
    json_.begin_object()
        .member("kind", "external")
        .member("status", "accepted")
        .member("justification", decision_text(*exemption));
    if (!exemption->document.empty()) {
      json_.name("location").begin_object();
      write_location({.document = exemption->document, .line = exemption->line});
      json_.end_object();
    }
    json_.end_object();
  }
  json_.end_array();
}

}  // namespace

void write_sarif(const Assessment& assessment, const ReportOptions& options,
                 const ReportSink& sink) {
  SarifReport(assessment, options, sink).write();
}

}  // namespace cachewarden::inline v0::detail
