#include <nlohmann/json.hpp>

#include "cachewarden/reports/view_report.hpp"
#include "cachewarden/rules/catalog.hpp"
#include "cachewarden/version.hpp"
#include "reports/collect_list.hpp"
#include "reports/diagnostic_json.hpp"
#include "reports/json_writer.hpp"
#include "reports/page.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::Page;
using detail::Style;
using Json = nlohmann::ordered_json;

Json comparison_json(const Comparison& comparison) {
  Json voices = Json::array();
  for (const Comparison::Voice& voice : comparison.voices)
    voices.push_back({{"authority", voice.authority},
                      {"check", voice.check},
                      {"verdict", voice.verdict},
                      {"reason", voice.reason},
                      {"differs", voice.differs}});
  return {{"resource",
           {{"id", comparison.resource}, {"name", comparison.name}, {"type", comparison.type}}},
          {"question", comparison.question},
          {"disagrees", comparison.disagrees},
          {"voices", std::move(voices)},
          {"why", comparison.why}};
}

void write_json(const std::vector<Comparison>& comparisons, const ViewAssessment& views,
                const ReportSink& sink) {
  Json json{
      {"schema", "1.0"},
      {"tool", {{"name", "cachewarden"}, {"version", version}, {"rule_set", rule_set_version()}}}};
  json["views"] = Json::array();
  for (const View* view : views.options().views)
    json["views"].push_back({{"name", view->name},
                             {"authority", view->authority},
                             {"version", view->version},
                             {"source", view->source},
                             {"note", view->note}});
  json["diagnostics"] = detail::diagnostics_json(views.estate().inventory());
  json["comparisons"] = Json::array();
  for (const Comparison& each : comparisons)
    json["comparisons"].push_back(comparison_json(each));
  sink(detail::json_text(json, 2) + "\n");
}

Style style_of(std::string_view verdict) {
  if (verdict == "pass")
    return Style::green;
  if (verdict == "fail")
    return Style::red;
  return verdict == "unknown" ? Style::yellow : Style::dim;
}

void write_text(const std::vector<Comparison>& comparisons, const ReportOptions& options,
                const ReportSink& sink) {
  const Page page(sink, options);
  const Comparison* last = nullptr;
  std::size_t differing = 0;
  for (const Comparison& each : comparisons) {
    differing += each.disagrees ? 1 : 0;
    if (last == nullptr || last->resource != each.resource || last->name != each.name ||
        last->type != each.type) {
      page.blank();
      const std::string shown =
          parse_resource_id(each.resource) ? detail::short_id(each.resource) : each.name;
      page.row({.label = {{shown, Style::bold, shown.size() + 1}}, .text = {each.type}});
    }
    last = &each;
    page.row({.indent = 2, .column = 2, .text = {each.question, Style::bold}});
    for (const Comparison::Voice& voice : each.voices) {
      page.row({.indent = 4,
                .label = {{voice.verdict, style_of(voice.verdict), 14},
                          {voice.authority, Style::plain, 11}},
                .column = 31,
                .text = {voice.check},
                .tail = {voice.reason, Style::dim}});
      if (!voice.differs.empty() && each.disagrees)
        page.row({.indent = 31, .column = 31, .text = {"its logic: " + voice.differs, Style::dim}});
    }
    for (const std::string& reason : each.why) {
      if (each.disagrees)
        page.row({.indent = 4, .column = 4, .text = {reason, Style::dim}});
    }
  }
  page.blank();
  page.line({detail::counted(differing, "question") + " answered differently"});
}

}  // namespace

bool render(const std::vector<Comparison>& comparisons, const ViewAssessment& views,
            std::string_view format, const ReportOptions& options, const ReportSink& sink) {
  if (format == "json")
    write_json(comparisons, views, sink);
  else if (format == "text")
    write_text(comparisons, options, sink);
  return format == "json" || format == "text";
}

}  // namespace cachewarden::inline v0
