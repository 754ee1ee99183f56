#include <nlohmann/json.hpp>
#include <string>

#include "cachewarden/reports/report.hpp"
#include "cachewarden/version.hpp"
#include "reports/diagnostic_json.hpp"
#include "reports/listing.hpp"
#include "reports/rule_json.hpp"
#include "reports/tally.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using Json = nlohmann::ordered_json;

/// Version of the shape of the report, major.minor; only members are added within a major.
constexpr const char* schema = "1.3";

Json evidence_json(const Evidence& evidence) {
  return {{"resource", evidence.resource}, {"property", evidence.property},
          {"state", name(evidence.state)}, {"value", evidence.value},
          {"document", evidence.document}, {"pointer", evidence.pointer},
          {"line", evidence.line},         {"column", evidence.column},
          {"via", evidence.via},           {"note", evidence.note}};
}

Json resource_json(const Resource& resource) {
  std::string type;
  if (resource.type != no_model)
    type = resource_types()[resource.type]->arm;
  else if (const std::optional<ResourceId> id = parse_resource_id(resource.id))
    type = id->type();
  return {{"id", resource.id.view()},
          {"name", resource.name()},
          {"type", type},
          {"intent", name(resource.intent)}};
}

Json finding_json(const Finding& finding, Effect effect) {
  const Rule& rule = *finding.rule;
  Json json{{"rule", rule.id},
            {"name", rule.name},
            {"status", name(finding.status)},
            {"severity", name(rule.severity)},
            {"category", name(rule.category)},
            {"title", rule.title},
            {"resource", resource_json(*finding.resource)},
            {"message", finding.message}};
  if (effect != Effect::none)
    json["change"] = name(effect);
  Json evidence = Json::array();
  for (const Evidence& each : finding.evidence)
    evidence.push_back(evidence_json(each));
  json["evidence"] = std::move(evidence);
  json["remediation"] = {
      {"cli", finding.cli}, {"bicep", finding.bicep}, {"terraform", finding.terraform}};
  json["controls"] = controls_json(rule);
  Json missing = Json::array();
  for (const Missing& each : finding.missing) {
    missing.push_back({{"kind", name(each.kind)},
                       {"what", each.what},
                       {"reason", each.reason},
                       {"collect", each.collect}});
  }
  json["missing"] = std::move(missing);
  json["marks"] = finding.marks;
  if (const Exemption* exemption = finding.exemption)
    json["exemption"] = {{"category", name(exemption->category)},
                         {"reason", exemption->reason},
                         {"owner", exemption->owner},
                         {"reference", exemption->reference},
                         {"from", exemption->from ? date_text(*exemption->from) : ""},
                         {"until", exemption->until ? date_text(*exemption->until) : ""},
                         {"source", exemption->source},
                         {"document", exemption->document},
                         {"line", exemption->line}};
  if (const Attestation* attestation = finding.attestation)
    json["attestation"] = {{"statement", attestation->statement},
                           {"by", attestation->by},
                           {"reference", attestation->reference},
                           {"date", attestation->date ? date_text(*attestation->date) : ""},
                           {"until", attestation->until ? date_text(*attestation->until) : ""},
                           {"document", attestation->document},
                           {"line", attestation->line}};
  json["assumptions"] = finding.assumptions;
  return json;
}

Json counts_json(const StatusCounts& counts) {
  return {{"pass", counts.pass},
          {"fail", counts.fail},
          {"unknown", counts.unknown},
          {"not_applicable", counts.not_applicable}};
}

/// Takes the findings that are listed: those of the assessment, then those that a change resolves.
template <class Take>
void each_finding(const Assessment& assessment, const ChangeReview* change, const Listing& listing,
                  Take&& take) {
  Explainer explainer(assessment);
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (listing.has(i))
      take(finding_json(explainer.finding(i), change ? change->effect(i) : Effect::none));
  }
  if (change == nullptr)
    return;
  Explainer before(change->before());
  for (std::size_t i = 0; i < change->before().size(); ++i) {
    if (listing.has_before(i))
      take(finding_json(before.finding(i), change->effect_before(i)));
  }
}

/// What a report says besides findings and diagnostics.
Json head_json(const Assessment& assessment, const ChangeReview* change, const Listing& listing) {
  const Tally all = tally(assessment);
  Json json{{"schema", schema},
            {"tool",
             {{"name", "cachewarden"},
              {"version", version},
              {"rule_set", rule_set_version()},
              {"facts", assessment.inventory().facts().version}}}};
  Json summary = counts_json(assessment.counts());
  summary["exempt"] = assessment.exempt_count();
  summary["attested"] = assessment.attested_count();
  for (const Severity severity :
       {Severity::critical, Severity::high, Severity::medium, Severity::low})
    summary["by_severity"][std::string(name(severity))] =
        counts_json(all.by_severity[static_cast<std::size_t>(severity)]);
  if (listing.left_out() != 0)
    summary["not_listed"] = listing.left_out();
  summary["resources"] = {{"read", all.collected}, {"judged", all.judged}};
  if (change != nullptr) {
    for (const Effect effect : {Effect::introduced, Effect::kept, Effect::resolved})
      summary["change"][std::string(name(effect))] = {{"fail", change->counts(effect).fail},
                                                      {"unknown", change->counts(effect).unknown}};
  }
  json["summary"] = std::move(summary);

  Json inputs = Json::array();
  for (const InputDocument* input : inputs_of(assessment.inventory())) {
    inputs.push_back({{"name", input->name},
                      {"form", input->form},
                      {"size", input->size},
                      {"resources", input->resources},
                      {"ignored", input->ignored}});
  }
  json["inputs"] = std::move(inputs);

  Json rules = Json::array();
  for (const Tally::OfRule& each : all.rules) {
    rules.push_back(rule_json(*each.rule));
    rules.back()["counts"] = counts_json(each.counts);
  }
  json["rules"] = std::move(rules);
  return json;
}

}  // namespace

void write_json(const Assessment& assessment, const ReportOptions& options,
                const ReportSink& sink) {
  const Listing listing(assessment, options);
  Json head = head_json(assessment, options.change, listing);
  Json diagnostics = Json::array();
  for (const Diagnostic* each : diagnostics_of(assessment))
    diagnostics.push_back(diagnostic_json(*each));
  head["diagnostics"] = std::move(diagnostics);
  std::string text = json_text(head, 2);
  text.resize(text.size() - 2);  // the findings go on before the closing brace
  sink(text);
  sink(",\n  \"findings\": [");
  bool is_first = true;
  each_finding(assessment, options.change, listing, [&](const Json& finding) {
    sink(is_first ? "\n" : ",\n");
    is_first = false;
    sink(indented(json_text(finding, 2), 4));
  });
  sink(is_first ? "]\n}\n" : "\n  ]\n}\n");
}

void write_ndjson(const Assessment& assessment, const ReportOptions& options,
                  const ReportSink& sink) {
  const auto line = [&sink](std::string_view kind, const Json& body) {
    Json json{{"kind", kind}};
    json.update(body);
    sink(json_text(json, -1));
    sink("\n");
  };
  const Listing listing(assessment, options);
  each_finding(assessment, options.change, listing,
               [&](const Json& finding) { line("finding", finding); });
  for (const Diagnostic* each : diagnostics_of(assessment))
    line("diagnostic", diagnostic_json(*each));
  line("summary", head_json(assessment, options.change, listing));
}

}  // namespace cachewarden::inline v0::detail

namespace cachewarden::inline v0 {

std::string render_decisions(const Assessment& assessment) {
  detail::Json json{{"exempt", assessment.exempt_count()},
                    {"attested", assessment.attested_count()},
                    {"diagnostics", detail::Json::array()}};
  for (const Diagnostic& each : assessment.diagnostics())
    json["diagnostics"].push_back(detail::diagnostic_json(each));
  return detail::json_text(json, -1);
}

}  // namespace cachewarden::inline v0
