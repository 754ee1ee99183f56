#include "explain_command.hpp"

#include "terminal.hpp"

namespace cachewarden::cli {

void ExplainCommand::declare(CLI::App& app) {
  app.footer(
      "Examples\n"
      "  cachewarden explain redis-tls-only\n"
      "  cachewarden explain CW-REDIS-001\n"
      "  cachewarden explain Azure.Redis.MinTLS\n");
  app.add_option("rule", rule_, "id or name of a rule, or id of an entry of an authority")
      ->type_name("RULE")
      ->required();
  add_output(app, output_);
}

int ExplainCommand::run() {
  const Rule* const rule = find_rule(rule_);
  const ControlTable table = built_in_controls();
  const std::vector<const ControlEntry*> entries = find_controls(table, rule_);
  if (rule == nullptr && entries.empty())
    throw Mistake{"no rule is called `" + rule_ +
                  "`, and no entry of an authority; `cachewarden rules` lists the rules"};
  ReportOptions options;
  if (output_.empty()) {
    options.colour = shows_colour();
    options.width = terminal_width(options.width);
  }
  const bool is_written = write_out(output_, [&](const ReportSink& sink) {
    if (rule != nullptr)
      sink(explain_rule(*rule, options));
    for (std::size_t i = 0; rule == nullptr && i < entries.size(); ++i)
      sink((i == 0 ? "" : "\n") + explain_control(*entries[i], catalog(), options));
  });
  return is_written ? exit_ok : exit_trouble;
}

}  // namespace cachewarden::cli
