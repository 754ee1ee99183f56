#include "cachewarden/reports/view_report.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "cachewarden/rules/catalog.hpp"
#include "cachewarden/version.hpp"
#include "reports/collect_list.hpp"
#include "reports/diagnostic_json.hpp"
#include "reports/escape.hpp"
#include "reports/finding_json.hpp"
#include "reports/tally.hpp"
#include "reports/text_closing.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::JsonWriter;
using detail::Page;
using detail::Piece;
using detail::Style;
using Json = nlohmann::ordered_json;

constexpr const char* schema = "1.0";
constexpr std::size_t longest_value = 200;

/// What is counted of a check, and of all.
struct Counts {
  std::map<const ViewCheck*, StatusCounts> checks{};
  std::array<StatusCounts, 5> severities{};
  std::size_t judged = 0;
};

Counts count(const ViewAssessment& assessment) {
  Counts result;
  std::uint32_t last = no_index;
  for (const ViewAssessment::Item& item : assessment.items()) {
    const Status status = status_of(item.verdict);
    result.checks[item.check].count(status);
    result.severities[static_cast<std::size_t>(severity_of(*item.check))].count(status);
    result.judged += item.resource != last ? 1 : 0;
    last = item.resource;
  }
  return result;
}

Json counts_json(const StatusCounts& counts) {
  return {{"pass", counts.pass},
          {"fail", counts.fail},
          {"unknown", counts.unknown},
          {"not_applicable", counts.not_applicable}};
}

/// Containers of containers are not shown: they hold what the check did not look at.
std::string shown_value(const ViewEvidence& evidence) {
  return evidence.value.find('{') != std::string::npos ? std::string()
                                                       : evidence.value.substr(0, longest_value);
}

Json control_json(const View& view, const ViewCheck& check) {
  return Json::array({{{"framework", view.name}, {"id", check.id}}});
}

/// The members of a finding.
void write_finding(const ViewAssessment& assessment, const ViewAssessment::Item& item,
                   JsonWriter& json) {
  const ViewCheck& check = *item.check;
  const ViewResource& resource = assessment.estate().resources()[item.resource];
  std::vector<ViewEvidence> seen;
  const ViewAnswer answer = assessment.answer(item, &seen);
  std::vector<Evidence> evidence;
  for (ViewEvidence& each : seen)
    evidence.push_back({.resource = resource.id,
                        .property = each.property,
                        .state = each.is_present ? State::stated : State::absent,
                        .value = shown_value(each),
                        .document = each.document,
                        .pointer = each.pointer,
                        .line = each.line,
                        .column = each.column});
  json.member("rule", check.id)
      .member("name", check.id)
      .member("ref", check.ref)
      .member("view", item.view->name)
      .member("status", name(status_of(item.verdict)))
      .member("verdict", name(item.verdict))
      .member("severity", name(severity_of(check)))
      .member("authority_severity", check.severity)
      .member("category", "view")
      .member("title", check.title);
  detail::write_resource(resource.id, resource.name, resource.type, resource.intent, json);
  json.member("message", answer.reason);
  detail::write_evidence(evidence, json);
  detail::write_remediation({}, {}, {}, json);
  json.name("controls").copy(control_json(*item.view, check));
  detail::write_missing(assessment.missing(item, answer), json);
  json.name("marks").begin_array().end_array().name("assumptions").begin_array().end_array();
}

Json check_json(const View& view, const ViewCheck& check, const StatusCounts& counts) {
  return {{"id", check.id},
          {"name", check.id},
          {"ref", check.ref},
          {"view", view.name},
          {"title", check.title},
          {"message", ""},
          {"severity", name(severity_of(check))},
          {"authority_severity", check.severity},
          {"category", "view"},
          {"since", ""},
          {"resource_type", check.types},
          {"rationale", check.differs},
          {"remediation", {{"cli", ""}, {"bicep", ""}, {"terraform", ""}}},
          {"references", Json::array({view.source})},
          {"controls", control_json(view, check)},
          {"counts", counts_json(counts)}};
}

Json views_json(const ViewAssessment& assessment) {
  Json views = Json::array();
  for (const View* view : assessment.options().views)
    views.push_back({{"name", view->name},
                     {"authority", view->authority},
                     {"version", view->version},
                     {"source", view->source},
                     {"note", view->note}});
  return views;
}

Json head_json(const ViewAssessment& assessment) {
  const Counts all = count(assessment);
  const Inventory& inventory = assessment.estate().inventory();
  Json json{{"schema", schema},
            {"tool",
             {{"name", "cachewarden"},
              {"version", version},
              {"rule_set", rule_set_version()},
              {"facts", inventory.facts().version}}},
            {"views", views_json(assessment)}};
  Json summary = counts_json(assessment.counts());
  summary["exempt"] = 0;
  summary["attested"] = 0;
  for (const Severity severity :
       {Severity::critical, Severity::high, Severity::medium, Severity::low})
    summary["by_severity"][std::string(name(severity))] =
        counts_json(all.severities[static_cast<std::size_t>(severity)]);
  summary["resources"] = {{"read", assessment.estate().resources().size()}, {"judged", all.judged}};
  json["summary"] = std::move(summary);
  Json inputs = Json::array();
  for (const InputDocument* input : detail::inputs_of(inventory))
    inputs.push_back({{"name", input->name},
                      {"form", input->form},
                      {"size", input->size},
                      {"resources", input->resources},
                      {"ignored", input->ignored}});
  json["inputs"] = std::move(inputs);
  Json checks = Json::array();
  for (const View* view : assessment.options().views) {
    for (const ViewCheck& check : view->checks) {
      const auto found = all.checks.find(&check);
      if (assessment.is_chosen(check))
        checks.push_back(
            check_json(*view, check, found == all.checks.end() ? StatusCounts{} : found->second));
    }
  }
  json["rules"] = std::move(checks);
  return json;
}

bool is_shown(const ViewAssessment::Item& item, const ReportOptions& options) {
  return options.shows(status_of(item.verdict), severity_of(*item.check));
}

void write_json(const ViewAssessment& assessment, const ReportOptions& options,
                const ReportSink& sink) {
  JsonWriter json(JsonWriter::Layout::indented, sink);
  json.begin_object()
      .members(head_json(assessment))
      .name("diagnostics")
      .copy(detail::diagnostics_json(assessment.estate().inventory()))
      .name("findings")
      .begin_array();
  for (const ViewAssessment::Item& item : assessment.items()) {
    if (!is_shown(item, options))
      continue;
    json.begin_object();
    write_finding(assessment, item, json);
    json.end_object().flush();
  }
  json.end_array().end_object().finish();
}

void write_ndjson(const ViewAssessment& assessment, const ReportOptions& options,
                  const ReportSink& sink) {
  JsonWriter json(JsonWriter::Layout::one_line, sink);
  for (const ViewAssessment::Item& item : assessment.items()) {
    if (!is_shown(item, options))
      continue;
    json.begin_object().member("kind", "finding");
    write_finding(assessment, item, json);
    json.end_object().finish();
  }
  for (const Json& each : detail::diagnostics_json(assessment.estate().inventory()))
    json.begin_object().member("kind", "diagnostic").members(each).end_object().finish();
  json.begin_object()
      .member("kind", "summary")
      .members(head_json(assessment))
      .end_object()
      .finish();
}

Piece verdict_piece(ViewVerdict verdict) {
  switch (verdict) {
    case ViewVerdict::pass:
      return {"PASS", Style::green, 7};
    case ViewVerdict::fail:
      return {"FAIL", Style::red, 7};
    case ViewVerdict::unknown:
      return {"UNKNOWN", Style::yellow, 7};
    case ViewVerdict::none:
      break;
  }
  return {"NONE", Style::dim, 7};
}

std::string shown_name(const ViewResource& resource) {
  return parse_resource_id(resource.id) ? detail::short_id(resource.id) : resource.name;
}

void write_heading(const Page& page, const ViewResource& resource) {
  const std::string shown = shown_name(resource);
  page.blank();
  page.row({.label = {{shown, Style::bold, shown.size() + 1}},
            .text = {resource.type + (resource.intent == Intent::planned ? ", planned" : "")}});
  if (!resource.id.empty())
    page.row({.indent = 2, .column = 2, .text = {resource.id, Style::dim}, .wraps = false});
}

void write_text(const ViewAssessment& assessment, const ReportOptions& options,
                const ReportSink& sink) {
  const Page page(sink, options);
  std::uint32_t last = no_index;
  for (const ViewAssessment::Item& item : assessment.items()) {
    if (!is_shown(item, options))
      continue;
    if (item.resource != last)
      write_heading(page, assessment.estate().resources()[item.resource]);
    last = item.resource;
    std::string check(item.check->id);
    if (!item.check->ref.empty())
      check.append(" (").append(item.check->ref).append(")");
    const ViewAnswer answer = assessment.answer(item);
    page.row(
        {.indent = 2,
         .label = {verdict_piece(item.verdict), {std::string(item.view->name), Style::plain, 10}},
         .column = 21,
         .text = {std::move(check), Style::bold},
         .tail = {answer.reason}});
    for (const Missing& each : assessment.missing(item, answer)) {
      if (!each.collect.empty())
        page.row({.indent = 21,
                  .column = 21,
                  .text = {"collect it: " + each.collect, Style::dim},
                  .wraps = false});
    }
  }
  std::vector<const Diagnostic*> diagnostics;
  for (const Diagnostic& each : assessment.estate().inventory().diagnostics())
    diagnostics.push_back(&each);
  detail::write_diagnostics(diagnostics, false, page);
  detail::write_diagnostics(diagnostics, true, page);
  page.blank();
  const StatusCounts& counts = assessment.counts();
  page.row({.label = {{std::to_string(counts.fail) + " failed,", Style::red},
                      {std::to_string(counts.unknown) + " unknown,", Style::yellow},
                      {std::to_string(counts.pass) + " passed,", Style::green},
                      {std::to_string(counts.not_applicable) + " none"}}});
  for (const View* view : assessment.options().views)
    page.line({std::string(view->name) + ": " + std::string(view->authority) + ", " +
                   std::string(view->version),
               Style::dim});
}

}  // namespace

bool renders_views(std::string_view format) noexcept {
  return format == "text" || format == "json" || format == "ndjson";
}

bool render(const ViewAssessment& assessment, std::string_view format, const ReportOptions& options,
            const ReportSink& sink) {
  if (format == "json")
    write_json(assessment, options, sink);
  else if (format == "ndjson")
    write_ndjson(assessment, options, sink);
  else if (format == "text")
    write_text(assessment, options, sink);
  return renders_views(format);
}

}  // namespace cachewarden::inline v0
