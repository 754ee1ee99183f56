#include <nlohmann/json.hpp>
#include <string>

#include "cachewarden/reports/report.hpp"
#include "cachewarden/version.hpp"
#include "reports/diagnostic_json.hpp"
#include "reports/finding_json.hpp"
#include "reports/json_writer.hpp"
#include "reports/listing.hpp"
#include "reports/rule_json.hpp"
#include "reports/tally.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using Json = nlohmann::ordered_json;

/// Version of the shape of the report, major.minor; only members are added within a major.
constexpr const char* schema = "1.3";

std::string type_of(const Resource& resource) {
  if (resource.type != no_model)
    return std::string(resource_types()[resource.type]->arm);
  const std::optional<ResourceId> id = parse_resource_id(resource.id);
  return id ? id->type() : std::string();
}

std::string day_text(const std::optional<std::chrono::sys_days>& day) {
  return day ? date_text(*day) : std::string();
}

void write_decisions(const Finding& finding, JsonWriter& json) {
  if (const Exemption* exemption = finding.exemption)
    json.name("exemption")
        .begin_object()
        .member("category", name(exemption->category))
        .member("reason", exemption->reason)
        .member("owner", exemption->owner)
        .member("reference", exemption->reference)
        .member("from", day_text(exemption->from))
        .member("until", day_text(exemption->until))
        .member("source", exemption->source)
        .member("document", exemption->document)
        .member("line", exemption->line)
        .end_object();
  if (const Attestation* attestation = finding.attestation)
    json.name("attestation")
        .begin_object()
        .member("statement", attestation->statement)
        .member("by", attestation->by)
        .member("reference", attestation->reference)
        .member("date", day_text(attestation->date))
        .member("until", day_text(attestation->until))
        .member("document", attestation->document)
        .member("line", attestation->line)
        .end_object();
}

/// The members of a finding.
void write_finding(const Finding& finding, Effect effect, JsonWriter& json) {
  const Rule& rule = *finding.rule;
  json.member("rule", rule.id)
      .member("name", rule.name)
      .member("status", name(finding.status))
      .member("severity", name(rule.severity))
      .member("category", name(rule.category))
      .member("title", rule.title);
  const Resource& resource = *finding.resource;
  write_resource(resource.id, resource.name(), type_of(resource), resource.intent, json);
  json.member("message", finding.message);
  if (effect != Effect::none)
    json.member("change", name(effect));
  write_evidence(finding.evidence, json);
  write_remediation(finding.cli, finding.bicep, finding.terraform, json);
  json.name("controls").begin_array();
  for (const Control& control : rule.controls)
    json.begin_object()
        .member("framework", name(control.framework))
        .member("id", control.id)
        .end_object();
  json.end_array();
  write_missing(finding.missing, json);
  json.member("marks", finding.marks);
  write_decisions(finding, json);
  json.member("assumptions", finding.assumptions);
}

Json counts_json(const StatusCounts& counts) {
  return {{"pass", counts.pass},
          {"fail", counts.fail},
          {"unknown", counts.unknown},
          {"not_applicable", counts.not_applicable}};
}

/// Calls `take(finding, effect)` for what is listed: the findings of the assessment, then those
/// that a change resolves.
template <class Take>
void each_finding(const Assessment& assessment, const ChangeReview* change, const Listing& listing,
                  Take&& take) {
  Explainer explainer(assessment);
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (listing.has(i))
      take(explainer.finding(i), change ? change->effect(i) : Effect::none);
  }
  if (change == nullptr)
    return;
  Explainer before(change->before());
  for (std::size_t i = 0; i < change->before().size(); ++i) {
    if (listing.has_before(i))
      take(before.finding(i), change->effect_before(i));
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
  Json diagnostics = Json::array();
  for (const Diagnostic* each : diagnostics_of(assessment))
    diagnostics.push_back(diagnostic_json(*each));
  JsonWriter json(JsonWriter::Layout::indented, sink);
  json.begin_object()
      .members(head_json(assessment, options.change, listing))
      .name("diagnostics")
      .copy(diagnostics)
      .name("findings")
      .begin_array();
  each_finding(assessment, options.change, listing, [&](const Finding& finding, Effect effect) {
    json.begin_object();
    write_finding(finding, effect, json);
    json.end_object().flush();
  });
  json.end_array().end_object().finish();
}

void write_ndjson(const Assessment& assessment, const ReportOptions& options,
                  const ReportSink& sink) {
  const Listing listing(assessment, options);
  JsonWriter json(JsonWriter::Layout::one_line, sink);
  each_finding(assessment, options.change, listing, [&](const Finding& finding, Effect effect) {
    json.begin_object().member("kind", "finding");
    write_finding(finding, effect, json);
    json.end_object().finish();
  });
  for (const Diagnostic* each : diagnostics_of(assessment))
    json.begin_object()
        .member("kind", "diagnostic")
        .members(diagnostic_json(*each))
        .end_object()
        .finish();
  json.begin_object()
      .member("kind", "summary")
      .members(head_json(assessment, options.change, listing))
      .end_object()
      .finish();
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
