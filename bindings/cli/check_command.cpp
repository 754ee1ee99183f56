#include "check_command.hpp"

#include <unistd.h>

#include <chrono>

#include "terminal.hpp"

namespace cachewarden::cli {

namespace {

constexpr const char* examples =
    "Examples\n"
    "  cachewarden check estate/ main.json\n"
    "  az redis show --ids $ID | cachewarden check -\n"
    "  cachewarden check estate/ --format json --output report.json --fail-on high,unknown\n"
    "  cachewarden check estate/ --rules 'redis-*' --exclude '*zone*' --show all\n"
    "  cachewarden check estate/ --view psrule\n"
    "  cachewarden check tenant.ndjson --summary\n"
    "  az deployment group what-if -g G -f main.bicep --no-pretty-print | cachewarden check "
    "--what-if -\n"
    "  cachewarden check --of \"$ID#firewallRules\" rules.json cache.json\n"
    "  cachewarden check estate/ --format collect >collect.sh    what is missing, as a script\n"
    "\n"
    "Files are recognised by what they hold: answers of az and of the REST interface, Azure "
    "Resource\n"
    "Graph, PSRule exports, ARM templates, Bicep. In folders .json, .jsonl, .ndjson, .bicep and\n"
    ".bicepparam files are looked at, and those that hold nothing known are listed as ignored.\n"
    "\n";

void take_show(const std::string& list, ReportOptions& report) {
  report.show_fail = report.show_unknown = false;
  for (const std::string& word : split({list})) {
    const std::optional<Status> status = parse_status(word);
    const bool is_all = equal_folded(word, "all");
    if (!status && !is_all && !equal_folded(word, "none"))
      refuse("--show", word, "fail, unknown, pass, not_applicable, all, none");
    report.show_pass |= is_all || status == Status::pass;
    report.show_fail |= is_all || status == Status::fail;
    report.show_unknown |= is_all || status == Status::unknown;
    report.show_not_applicable |= is_all || status == Status::not_applicable;
  }
}

std::string formats_text() {
  std::string known;
  for (const ReportFormat& format : report_formats())
    known.append(known.empty() ? "" : ", ").append(format.name);
  return known;
}

void require_format(const std::string& name) {
  for (const ReportFormat& format : report_formats()) {
    if (format.name == name)
      return;
  }
  refuse("--format", name, formats_text());
}

std::string formats_help() {
  std::string help = "how to tell it (default text):";
  for (const ReportFormat& format : report_formats())
    help.append("\n").append(format.name).append(": ").append(format.description);
  return help;
}

std::chrono::sys_days day(const std::string& as_of) {
  if (as_of.empty())
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const std::optional<std::chrono::sys_days> result = parse_date(as_of);
  if (!result)
    throw Mistake{"--as-of: `" + as_of + "` is not a day like 2026-01-31"};
  return *result;
}

/// Of a change only what it brings counts.
bool is_met(const FailOn& fail_on, const Assessment& assessment, const ChangeReview* change) {
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    if (change != nullptr && change->effect(i) != Effect::introduced)
      continue;
    if (assessment.exemption(i) == nullptr && fail_on.is_met_by(item.status, item.rule->severity))
      return true;
  }
  return false;
}

}  // namespace

void CheckCommand::declare(CLI::App& app) {
  app.footer(std::string(examples) + exit_code_help);
  inputs_.declare(app);
  app.add_option("--format", format_, formats_help())->type_name("FORMAT")->group("Report");
  add_output(app, output_);
  app.add_option("--show", show_,
                 "list findings that are fail, unknown, pass, not_applicable; all or none of\n"
                 "them (default fail,unknown). Counts are always of all findings")
      ->type_name("STATUS,...")
      ->group("Report");
  CLI::Option* const summary =
      app.add_flag(
             "--summary", summary_,
             "list no findings, only how many there are by rule and in all, in text by cache\n"
             "too. For text, json and ndjson")
          ->group("Report");
  app.add_option("--top", top_,
                 "list only so many findings, the worst: failures before what is unknown, what\n"
                 "is exempt after both, the severe first; with --what-if what is new before all")
      ->type_name("N")
      ->check(CLI::PositiveNumber)
      ->excludes(summary)
      ->group("Report");
  selection_.declare(app);
  views_.declare(app, "judge by these authorities' own checks in place of our rules");
  decisions_.declare(app);
  app.add_option("--fail-on", fail_on_,
                 "exit with 1 for: low, medium, high, critical (a failed rule at least that\n"
                 "severe), fail (any), unknown, none (default fail)")
      ->type_name("WHAT,...")
      ->group("Report");
  app.add_flag("--what-if", is_what_if_,
               "compare what will be there with what is there: which findings the change brings,\n"
               "resolves and keeps. For the output of what-if, a Terraform plan, or exported\n"
               "resources with a template. `--fail-on` then asks of what is new alone")
      ->group("Report");
  app.add_option("--as-of", as_of_, "judge as of this day (default today)")
      ->type_name("YYYY-MM-DD")
      ->group("Rules");
  inputs_.declare_dates(app);
}

bool CheckCommand::shows_errors() const {
  return output_.empty() && format_ == "text" && isatty(STDOUT_FILENO) != 0;
}

int CheckCommand::run() {
  require_format(format_);
  if (summary_ && format_ != "text" && format_ != "json" && format_ != "ndjson")
    refuse("--format", format_, "text, json, ndjson, the formats of --summary");
  ReportOptions report{.min_severity = selection_.min_severity(), .summary = summary_, .top = top_};
  take_show(show_, report);
  if (output_.empty()) {
    report.colour = shows_colour();
    report.width = terminal_width(report.width);
  }
  const Result<FailOn> fail_on = parse_fail_on(fail_on_);
  if (!fail_on)
    throw Mistake{"--fail-on: " + fail_on.error().message};
  decisions_.read();
  if (is_what_if_ && views_.is_asked())
    throw Mistake{"--what-if: compares our own rules only, not those of `--view`"};
  if ((summary_ || top_ != 0) && views_.is_asked())
    throw Mistake{"--summary and --top: are for our own rules only, not for those of `--view`"};
  if (views_.is_asked())
    return run_views(report, *fail_on);
  RuleChoice choice = decisions_.settings().rules;
  if (selection_.names_rules())
    choice.include.clear();
  const Result<RuleSelection> chosen = select_rules(catalog(), choice);
  if (!chosen)
    throw Mistake{chosen.error().text()};
  const std::vector<const Rule*> rules = selection_.rules(chosen->rules());
  const Settings& settings = decisions_.settings().settings;
  AssessOptions options{.rules = rules,
                        .settings = settings,
                        .as_of = day(as_of_),
                        .exemptions = decisions_.exemptions(),
                        .attestations = decisions_.attestations()};

  if (is_what_if_) {
    const Inputs::Change change = inputs_.read_change(settings.templates_are_complete);
    const Assessment before = assess(change.before, options);
    const Assessment after = assess(change.after, options);
    const ChangeReview review(before, after, change.removed);
    report.change = &review;
    return conclude(after, report, *fail_on);
  }
  const std::shared_ptr<const Inventory> inventory = inputs_.read(settings.templates_are_complete);
  options.run = inputs_.tasks();
  return conclude(assess(inventory, options), report, *fail_on);
}

int CheckCommand::conclude(const Assessment& assessment, const ReportOptions& report,
                           const FailOn& fail_on) const {
  const Inventory& inventory = assessment.inventory();
  if (!output_.empty() && inputs_.holds(output_))
    throw Mistake{output_ + ": is an input and would be overwritten"};
  const bool is_written = write_out(
      output_, [&](const ReportSink& sink) { render(assessment, format_, report, sink); });
  if (!is_written)
    return exit_trouble;
  if (!shows_errors())
    complain_about(inventory);
  const bool is_unchanged = complain_about_changes(inventory);
  if (inventory.has_errors() || !is_unchanged)
    return exit_trouble;
  if (assessment.size() == 0 && (report.change == nullptr || report.change->before().size() == 0)) {
    complain("nothing was judged: no resource in the input that the rules ask about");
    return exit_trouble;
  }
  return is_met(fail_on, assessment, report.change) ? exit_threshold : exit_ok;
}

int CheckCommand::run_views(const ReportOptions& report, const FailOn& fail_on) {
  ViewOptions options = views_.options();
  options.include = selection_.include();
  options.exclude = selection_.exclude();
  if (!renders_views(format_))
    refuse("--format", format_, "text, json, ndjson, the formats of views");
  const std::shared_ptr<const Inventory> inventory =
      inputs_.read(decisions_.settings().settings.templates_are_complete);
  if (!output_.empty() && inputs_.holds(output_))
    throw Mistake{output_ + ": is an input and would be overwritten"};
  const ViewAssessment assessment(inventory, std::move(options));
  const bool is_written = write_out(
      output_, [&](const ReportSink& sink) { render(assessment, format_, report, sink); });
  if (!is_written)
    return exit_trouble;
  if (!shows_errors())
    complain_about(*inventory);
  if (inventory->has_errors())
    return exit_trouble;
  if (assessment.items().empty()) {
    complain("nothing was judged: no resource in the input that the checks ask about");
    return exit_trouble;
  }
  for (const ViewAssessment::Item& item : assessment.items()) {
    if (fail_on.is_met_by(status_of(item.verdict), severity_of(*item.check)))
      return exit_threshold;
  }
  return exit_ok;
}

}  // namespace cachewarden::cli
