#include "rules_command.hpp"

#include <algorithm>

#include "terminal.hpp"

namespace cachewarden::cli {

namespace {

void split_all(RuleFilter& filter) {
  for (std::vector<std::string>* list :
       {&filter.authorities, &filter.controls, &filter.pillars, &filter.categories, &filter.types})
    *list = split(*list);
}

}  // namespace

void RulesCommand::declare(CLI::App& app) {
  app.footer(
      "Examples\n"
      "  cachewarden rules --min-severity high\n"
      "  cachewarden rules --authority psrule --type Microsoft.Cache/redis\n"
      "  cachewarden rules --control DP-3 --pillar security\n"
      "  cachewarden rules --rules 'redis-*,CW-NET-*' --format json\n");
  app.add_option("--format", format_, "text, json or markdown")->type_name("FORMAT");
  selection_.declare(app);
  const auto list = [&app](const char* option, std::vector<std::string>& words, const char* help,
                           const char* type) {
    one_each(app.add_option(option, words, help))->type_name(type);
  };
  list("--authority", filter_.authorities, "only rules that an authority has, such as psrule, cis",
       "NAME,...");
  list("--control", filter_.controls,
       "only rules that ask what an entry of an authority asks: NS-2, mcsb/NS-2", "GLOB,...");
  list("--severity", severities_, "only rules of these severities", "SEVERITY,...");
  list("--pillar", filter_.pillars, "only rules of a pillar, such as reliability", "PILLAR,...");
  list("--category", filter_.categories, "only rules of a category, such as governance",
       "CATEGORY,...");
  list("--type", filter_.types, "only rules about resources of a type", "GLOB,...");
  add_output(app, output_);
}

int RulesCommand::run() {
  if (format_ != "text" && format_ != "json" && format_ != "markdown")
    refuse("--format", format_, "text, json, markdown");
  const ControlTable table = built_in_controls();
  split_all(filter_);
  Result<std::vector<const Rule*>> filtered = filter_rules(selection_.rules(), filter_, table);
  if (!filtered)
    throw Mistake{filtered.error().message};
  std::vector<const Rule*> rules = *std::move(filtered);
  std::vector<Severity> severities;
  for (const std::string& word : split(severities_)) {
    const std::optional<Severity> severity = parse_severity(word);
    if (!severity)
      refuse("--severity", word, "low, medium, high, critical");
    severities.push_back(*severity);
  }
  std::erase_if(rules, [&, least = selection_.min_severity()](const Rule* rule) {
    const bool is_named =
        std::find(severities.begin(), severities.end(), rule->severity) != severities.end();
    return rule->severity < least || (!severities.empty() && !is_named);
  });
  const bool is_written = write_out(output_, [&](const ReportSink& sink) {
    sink(format_ == "markdown" ? rules_as_markdown(rules, table)
                               : render_rules(rules, format_ == "json"));
  });
  return is_written ? exit_ok : exit_trouble;
}

}  // namespace cachewarden::cli
