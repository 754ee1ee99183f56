#include <string>

#include "cachewarden/reports/catalog_report.hpp"

namespace cachewarden::inline v0 {

namespace {

std::string_view type_of(const Rule& rule) {
  return rule.check.type == no_model ? std::string_view() : resource_types()[rule.check.type]->arm;
}

/// Text for a cell or a paragraph: what Markdown or HTML would take for markup is escaped.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '<')
      result += "&lt;";
    else if (std::string_view("|*_`[]\\").find(c) != std::string_view::npos)
      (result += '\\') += c;
    else
      result += c;
  }
  return result;
}

std::string code(std::string_view text) {
  return "`" + std::string(text) + "`";
}

std::string_view verb(Status status) {
  constexpr std::string_view verbs[] = {"", "passes", "fails", "cannot be told", "does not apply"};
  return verbs[static_cast<std::size_t>(status)];
}

void add_cases(const Rule& rule, std::string& to) {
  to += "| case | verdict |\n|---|---|\n";
  for (const Example& example : rule.examples)
    to.append("| ")
        .append(plain(example.name))
        .append(" | ")
        .append(verb(example.status))
        .append(" |\n");
}

void add_controls(const Rule& rule, const ControlTable& table, std::string& to) {
  for (const Control& control : rule.controls) {
    const ControlEntry* entry = find_control(table, control);
    to.append("- ").append(name(control.framework)).append(" ");
    if (entry == nullptr) {
      to.append(code(control.id)).append("\n");
      continue;
    }
    to.append("[").append(code(control.id)).append("](").append(entry->link).append("): ");
    to.append(plain(entry->title)).append("\n");
  }
}

void add_rule(const Rule& rule, const ControlTable& table, std::string& to) {
  to.append("\n## ").append(rule.id).append(" ").append(rule.name).append("\n\n");
  to.append("**").append(plain(rule.title)).append("**\n\n");
  to.append(name(rule.severity)).append(", ").append(name(rule.category)).append(", pillar ");
  to.append(name(rule.pillar)).append("; asked of ").append(code(type_of(rule)));
  to.append("; since rule set ").append(rule.since).append(".\n\n");
  if (rule.is_for_people)
    to.append("Shows in no configuration: a person has to state it (attestation).\n\n");
  to.append(plain(rule.rationale)).append("\n\n");
  add_cases(rule, to);
  to.append("\nMend it:\n\n    ").append(rule.remediation.cli);
  to.append("\n\n- Bicep: ").append(code(rule.remediation.bicep));
  to.append("\n- Terraform: ").append(code(rule.remediation.terraform)).append("\n\nSee also:\n\n");
  for (const std::string_view reference : rule.references)
    to.append("- <").append(reference).append(">\n");
  add_controls(rule, table, to);
}

}  // namespace

std::string coverage_as_markdown(std::span<const Rule* const> rules, const ControlTable& table) {
  std::string text =
      "| authority | entries | asked | out of scope | rules |\n|---|---:|---:|---:|---:|\n";
  for (const Coverage& row : coverage(table, rules)) {
    text.append("| ").append(row.framework->title);
    for (const std::size_t number : {row.entries, row.asked, row.out_of_scope, row.rules})
      text.append(" | ").append(std::to_string(number));
    text.append(" |\n");
  }
  return text;
}

std::string rules_as_markdown(std::span<const Rule* const> rules, const ControlTable& table) {
  std::string text = "# Rules\n\nMade by `cachewarden rules --format markdown`.\n\n";
  text.append("| id | name | severity | pillar | what is asked |\n|---|---|---|---|---|\n");
  for (const Rule* rule : rules) {
    text.append("| ").append(rule->id).append(" | ").append(rule->name).append(" | ");
    text.append(name(rule->severity)).append(" | ").append(name(rule->pillar)).append(" | ");
    text.append(plain(rule->title)).append(" |\n");
  }
  text.append("\n## Authorities\n\n").append(coverage_as_markdown(rules, table));
  text.append("\nOut of scope:\n\n| authority | entry | why |\n|---|---|---|\n");
  for (const ControlEntry& entry : table.entries) {
    if (!entry.out_of_scope.empty())
      text.append("| ")
          .append(entry.framework)
          .append(" | ")
          .append(plain(entry.id))
          .append(" | ")
          .append(plain(entry.out_of_scope))
          .append(" |\n");
  }
  for (const Rule* rule : rules)
    add_rule(*rule, table, text);
  return text;
}

}  // namespace cachewarden::inline v0
