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
#include "reports/listing.hpp"
#include "reports/places.hpp"
#include "reports/rule_json.hpp"
#include "reports/sarif_rules.hpp"
#include "reports/tally.hpp"

/// SARIF 2.1.0, the form in which code hosts and editors take findings.
namespace cachewarden::inline v0::detail {

namespace {

using Json = nlohmann::ordered_json;

/// The folder that relative paths start from; whoever shows the report knows where it is.
constexpr const char* base = "%SRCROOT%";

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
Json message(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\')
      result += '\\';
    if (c == '{' || c == '}')
      result += c;
    result += c;
  }
  return {{"text", std::move(result)}};
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
        sink_(sink),
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
  [[nodiscard]] Json head() const;
  [[nodiscard]] Json artifact_location(const std::string& document) const;
  [[nodiscard]] Json physical_location(const Spot& spot) const;
  [[nodiscard]] Json notifications() const;
  Json code_flow(const Finding& finding, Places& places);
  Json result(const Finding& finding, Places& places, Effect effect);
  void results(const Assessment& assessment, const std::function<Effect(std::size_t)>& effect,
               bool is_before);

  const Assessment& assessment_;
  const ReportOptions& options_;
  Listing listing_;
  const ReportSink& sink_;
  Tally tally_;
  std::vector<const InputDocument*> inputs_;  ///< each name once
  std::unordered_map<std::string, std::size_t> artifacts_;
  std::unordered_map<const Rule*, std::size_t> rules_;
  bool is_first_ = true;  ///< nothing stands before the next result
};

Json SarifReport::artifact_location(const std::string& document) const {
  Json json{{"uri", document == "-" ? "stdin" : uri_of(document)}};
  const std::string& uri = json["uri"].get_ref<const std::string&>();
  if (!uri.starts_with("file:") && !uri.starts_with(".."))
    json["uriBaseId"] = base;
  const auto number = artifacts_.find(document);
  if (number != artifacts_.end())
    json["index"] = number->second;
  return json;
}

Json SarifReport::physical_location(const Spot& spot) const {
  Json json{{"artifactLocation", artifact_location(spot.document)}};
  if (spot.line == 0)
    return json;
  Json region{{"startLine", spot.line}};
  if (spot.column != 0)
    region["startColumn"] = spot.column;
  if (spot.end_column > spot.column)
    region["endColumn"] = spot.end_column;
  json["region"] = std::move(region);
  return json;
}

Json SarifReport::notifications() const {
  constexpr const char* levels[] = {"none", "note", "warning", "error"};
  Json result = Json::array();
  for (const Diagnostic* diagnostic : diagnostics_of(assessment_)) {
    const Diagnostic& each = *diagnostic;
    Json json{{"level", levels[static_cast<std::size_t>(each.severity)]},
              {"message", message(each.message)}};
    if (!each.code.empty())
      json["descriptor"] = {{"id", each.code}};
    if (!each.document.empty()) {
      const Spot spot{.document = each.document, .line = each.line, .column = each.column};
      json["locations"] = Json::array({{{"physicalLocation", physical_location(spot)}}});
    }
    result.push_back(std::move(json));
  }
  return result;
}

Json SarifReport::head() const {
  Json rules = Json::array();
  for (const Tally::OfRule& each : tally_.rules)
    rules.push_back(sarif_rule(*each.rule));
  Json artifacts = Json::array();
  for (const InputDocument* input : inputs_) {
    artifacts.push_back({{"location", artifact_location(input->name)},
                         {"length", input->size},
                         {"roles", Json::array({"analysisTarget"})}});
    if (input->name == "-")
      artifacts.back()["description"] = {{"text", "standard input"}};
  }
  const StatusCounts& counts = assessment_.counts();
  Json json{
      {"tool",
       {{"driver",
         {{"name", "cachewarden"},
          {"version", version},
          {"semanticVersion", version},
          {"rules", std::move(rules)},
          {"properties",
           {{"ruleSet", rule_set_version()},
            {"facts", assessment_.inventory().facts().version}}}}}}},
      {"invocations", Json::array({{{"executionSuccessful", !assessment_.inventory().has_errors()},
                                    {"toolExecutionNotifications", notifications()}}})},
      {"originalUriBaseIds",
       {{base, {{"description", {{"text", "the folder that relative paths start from"}}}}}}},
      {"artifacts", std::move(artifacts)},
      {"columnKind", "unicodeCodePoints"},
      {"properties",
       {{"pass", counts.pass},
        {"fail", counts.fail},
        {"unknown", counts.unknown},
        {"notApplicable", counts.not_applicable}}}};
  if (listing_.left_out() != 0)
    json["properties"]["notListed"] = listing_.left_out();
  return json;
}

/// From the place that decides a value, such as a parameter, to the property that takes it.
Json SarifReport::code_flow(const Finding& finding, Places& places) {
  for (const Evidence& evidence : finding.evidence) {
    if (evidence.via.empty())
      continue;
    Json steps = Json::array();
    const auto add = [&](const Spot& spot, const std::string& text) {
      Json location{{"physicalLocation", physical_location(spot)}, {"message", message(text)}};
      steps.push_back({{"location", std::move(location)}});
    };
    const bool is_shown = !evidence.value.empty();
    add(places.of(evidence), is_shown ? one_line(evidence.value) + " is set here" : "set here");
    for (std::size_t i = 0; i < evidence.via.size(); ++i)
      add(places.of(std::string_view(evidence.via[i])),
          i == 0 ? "taken for `" + evidence.property + "`" : "within this");
    return {{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}};
  }
  return {};
}

Json SarifReport::result(const Finding& finding, Places& places, Effect effect) {
  const Rule& rule = *finding.rule;
  const Resource& resource = *finding.resource;
  const bool is_fail = finding.status == Status::fail;
  std::string text = short_id(resource.id) + ": " + finding.message;
  if (finding.status == Status::unknown && !finding.missing.empty())
    text += "; needs " + short_missing(finding.missing[0], resource.id);
  Json json{{"ruleId", rule.id},
            {"ruleIndex", rules_.at(&rule)},
            {"kind", kind_of(finding)},
            {"level", is_fail ? sarif_level(rule.severity) : "none"},
            {"message", message(text)}};

  // What a result is against the state before; of a run without one it is not said.
  constexpr const char* states[] = {"", "new", "unchanged", "absent"};
  if (effect != Effect::none)
    json["baselineState"] = states[static_cast<std::size_t>(effect)];

  const Spot primary = places.of(finding);
  Json location{{"logicalLocations", Json::array({{{"name", resource.name()},
                                                   {"fullyQualifiedName", resource.id.view()},
                                                   {"kind", "resource"}}})}};
  if (!primary.document.empty())
    location["physicalLocation"] = physical_location(primary);
  json["locations"] = Json::array({std::move(location)});

  Json related = Json::array();
  for (const Evidence& evidence : finding.evidence) {
    const Spot spot = places.of(evidence);
    if (spot.line == 0 || spot == primary)
      continue;
    std::string about = short_id(evidence.resource);
    if (!evidence.property.empty())
      about += " " + evidence.property;
    if (!evidence.value.empty())
      about += " = " + one_line(evidence.value);
    related.push_back({{"id", related.size() + 1},
                       {"physicalLocation", physical_location(spot)},
                       {"message", message(about)}});
  }
  if (!related.empty())
    json["relatedLocations"] = std::move(related);
  if (Json flow = code_flow(finding, places); !flow.empty())
    json["codeFlows"] = Json::array({std::move(flow)});

  if (assessment_.has_exemptions()) {
    json["suppressions"] = Json::array();
    if (const Exemption* exemption = finding.exemption) {
      json["suppressions"].push_back({{"kind", "external"},
                                      {"status", "accepted"},
                                      {"justification", decision_text(*exemption)}});
      const Spot spot{.document = exemption->document, .line = exemption->line};
      if (!spot.document.empty())
        json["suppressions"][0]["location"] = {{"physicalLocation", physical_location(spot)}};
    }
  }
  const std::string mark = fingerprint(finding);
  json["partialFingerprints"] = {{"primaryLocationLineHash", mark + ":1"},
                                 {"cachewarden/v1", mark}};
  Json missing = Json::array();
  for (const Missing& each : finding.missing)
    missing.push_back({{"kind", name(each.kind)},
                       {"what", each.what},
                       {"reason", each.reason},
                       {"collect", each.collect}});
  json["properties"] = {
      {"status", name(finding.status)},
      {"severity", name(rule.severity)},
      {"resource", resource.id.view()},
      {"intent", name(resource.intent)},
      {"remediation",
       {{"cli", finding.cli}, {"bicep", finding.bicep}, {"terraform", finding.terraform}}},
      {"missing", std::move(missing)},
      {"assumptions", finding.assumptions},
      {"marks", finding.marks}};
  return json;
}

void SarifReport::write() {
  const std::string run = json_text(head(), 2);
  sink_(
      "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
      "  \"version\": \"2.1.0\",\n  \"runs\": [\n");
  sink_(indented(run.substr(0, run.size() - 2), 4));  // the results go on before the closing brace
  sink_(",\n      \"results\": [");
  const ChangeReview* const change = options_.change;
  results(
      assessment_, [&](std::size_t i) { return change ? change->effect(i) : Effect::none; }, false);
  if (change != nullptr)
    results(
        change->before(), [&](std::size_t i) { return change->effect_before(i); }, true);
  sink_(is_first_ ? "]\n    }\n  ]\n}\n" : "\n      ]\n    }\n  ]\n}\n");
}

/// From before a change only what it resolves is told.
void SarifReport::results(const Assessment& assessment,
                          const std::function<Effect(std::size_t)>& effect, bool is_before) {
  Explainer explainer(assessment);
  Places places(assessment.inventory());
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (!(is_before ? listing_.has_before(i) : listing_.has(i)))
      continue;
    sink_(is_first_ ? "\n" : ",\n");
    is_first_ = false;
    sink_(indented(json_text(result(explainer.finding(i), places, effect(i)), 2), 8));
  }
}

}  // namespace

void write_sarif(const Assessment& assessment, const ReportOptions& options,
                 const ReportSink& sink) {
  SarifReport(assessment, options, sink).write();
}

}  // namespace cachewarden::inline v0::detail
