#include "compare_command.hpp"

#include <chrono>

#include "terminal.hpp"

namespace cachewarden::cli {

namespace {

constexpr const char* examples =
    "Examples\n"
    "  cachewarden compare estate/\n"
    "  cachewarden compare estate/ --view psrule,azqr --all\n"
    "  cachewarden compare main.json --view checkov --format json\n"
    "  cachewarden compare estate/ --config team.json\n"
    "\n"
    "Exit codes\n"
    "  0  compared, whatever the answers\n"
    "  2  wrong usage, or input that could not be read\n";

}  // namespace

void CompareCommand::declare(CLI::App& app) {
  app.footer(examples);
  inputs_.declare(app);
  views_.declare(app, "these authorities, not all");
  decisions_.declare(app);
  app.add_flag("--all", all_, "questions that all answer alike, too");
  app.add_option("--format", format_, "text or json")->type_name("FORMAT");
  add_output(app, output_);
  app.add_option("--as-of", as_of_, "judge as of this day (default today)")
      ->type_name("YYYY-MM-DD");
  inputs_.declare_dates(app);
}

int CompareCommand::run() {
  if (format_ != "text" && format_ != "json")
    refuse("--format", format_, "text, json");
  decisions_.read();
  const SettingsDocument& settings = decisions_.settings();
  const Result<RuleSelection> selection = select_rules(catalog(), settings.rules);
  if (!selection)
    throw Mistake{selection.error().text()};
  AssessOptions options{
      .rules = selection->rules(),
      .settings = settings.settings,
      .as_of = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()),
      .exemptions = decisions_.exemptions(),
      .attestations = decisions_.attestations()};
  if (!as_of_.empty()) {
    options.as_of = parse_date(as_of_);
    if (!options.as_of)
      throw Mistake{"--as-of: `" + as_of_ + "` is not a day like 2026-01-31"};
  }
  ReportOptions report;
  if (output_.empty()) {
    report.colour = shows_colour();
    report.width = terminal_width(report.width);
  }
  ViewOptions asked = views_.options();
  const std::shared_ptr<const Inventory> inventory =
      inputs_.read(settings.settings.templates_are_complete);
  if (!output_.empty() && inputs_.holds(output_))
    throw Mistake{output_ + ": is an input and would be overwritten"};
  const ViewAssessment views(inventory, std::move(asked));
  const std::vector<Comparison> comparisons = compare(assess(inventory, options), views, all_);
  const bool is_written = write_out(
      output_, [&](const ReportSink& sink) { render(comparisons, views, format_, report, sink); });
  complain_about(*inventory);
  return is_written && !inventory->has_errors() ? exit_ok : exit_trouble;
}

}  // namespace cachewarden::cli
