#include "reports/sarif_rules.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "reports/markup.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using Json = nlohmann::ordered_json;

/// On the scale of CVSS, of which viewers make their own words: from 9.0 critical, from 7.0 high,
/// from 4.0 medium.
std::string_view score_of(Severity severity) {
  constexpr std::string_view scores[] = {"0.0", "2.0", "5.0", "8.0", "9.5"};
  return scores[static_cast<std::size_t>(severity)];
}

Json help_json(const Rule& rule) {
  std::string text(rule.rationale);
  std::string markdown = escape_for_markdown(rule.rationale);
  const auto add = [&](std::string_view head, std::string_view code) {
    if (code.empty())
      return;
    text.append("\n\n").append(head).append(": ").append(code);
    markdown.append("\n\n**").append(head).append("**\n\n").append(markdown_code(code));
  };
  add("Azure CLI", rule.remediation.cli);
  add("Bicep", rule.remediation.bicep);
  add("Terraform", rule.remediation.terraform);
  std::string controls;
  for (const Control& control : rule.controls)
    controls.append(controls.empty() ? "" : ", ")
        .append(name(control.framework))
        .append(" ")
        .append(control.id);
  if (!controls.empty()) {
    text.append("\n\nControls: ").append(controls);
    markdown.append("\n\n**Controls:** ").append(escape_for_markdown(controls));
  }
  const char* gap = "\n\n";
  for (const std::string_view reference : rule.references) {
    const std::string url = escape_url(reference);
    if (url.empty())
      continue;
    text.append(gap).append(url);
    markdown.append(gap).append("- <").append(url).append(">");
    gap = "\n";
  }
  return {{"text", std::move(text)}, {"markdown", std::move(markdown)}};
}

}  // namespace

std::string_view sarif_level(Severity severity) noexcept {
  constexpr std::string_view levels[] = {"none", "note", "warning", "error", "error"};
  return levels[static_cast<std::size_t>(severity)];
}

Json sarif_rule(const Rule& rule) {
  Json tags = Json::array({name(rule.pillar), name(rule.category)});
  for (const Control& control : rule.controls) {
    Json tag = std::string(name(control.framework)) + "/" + std::string(control.id);
    if (std::find(tags.begin(), tags.end(), tag) == tags.end())
      tags.push_back(std::move(tag));
  }
  Json json{{"id", rule.id},
            {"name", rule.name},
            {"shortDescription", {{"text", rule.title}}},
            {"fullDescription", {{"text", rule.rationale.empty() ? rule.title : rule.rationale}}},
            {"help", help_json(rule)}};
  for (const std::string_view reference : rule.references) {
    if (std::string url = escape_url(reference); !url.empty() && !json.contains("helpUri"))
      json["helpUri"] = std::move(url);
  }
  json["defaultConfiguration"] = {{"level", sarif_level(rule.severity)}};
  json["properties"] = {{"tags", std::move(tags)},
                        {"precision", "very-high"},
                        {"problem.severity", rule.severity == Severity::low      ? "recommendation"
                                             : rule.severity == Severity::medium ? "warning"
                                                                                 : "error"},
                        {"security-severity", score_of(rule.severity)},
                        {"severity", name(rule.severity)},
                        {"category", name(rule.category)},
                        {"pillar", name(rule.pillar)}};
  return json;
}

}  // namespace cachewarden::inline v0::detail
