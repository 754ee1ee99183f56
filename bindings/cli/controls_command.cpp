#include "controls_command.hpp"

#include <chrono>

#include "terminal.hpp"

namespace cachewarden::cli {

void ControlsCommand::declare(CLI::App& app) {
  app.footer(
      "Examples\n"
      "  cachewarden controls --framework mcsb estate/\n"
      "  cachewarden controls --framework cis estate/ --format json --output cis.json\n");
  inputs_.declare(app);
  app.add_option("--framework", framework_, "the authority, such as mcsb, cis, psrule")
      ->type_name("NAME")
      ->required();
  app.add_option("--format", format_, "text or json")->type_name("FORMAT");
  add_output(app, output_);
}

int ControlsCommand::run() {
  if (format_ != "text" && format_ != "json")
    refuse("--format", format_, "text, json");
  const ControlTable table = built_in_controls();
  std::string known;
  bool is_known = false;
  for (const FrameworkEntry& framework : table.frameworks) {
    known.append(known.empty() ? "" : ", ").append(framework.name);
    is_known = is_known || framework.name == framework_;
  }
  if (!is_known)
    refuse("--framework", framework_, known);
  ReportOptions options;
  if (output_.empty()) {
    options.colour = shows_colour();
    options.width = terminal_width(options.width);
  }
  const std::shared_ptr<const Inventory> inventory = inputs_.read();
  if (!output_.empty() && inputs_.holds(output_))
    throw Mistake{output_ + ": is an input and would be overwritten"};
  const Assessment assessment =
      assess(inventory,
             {.as_of = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())});
  const std::vector<ControlResult> results = control_results(assessment, table, framework_);
  const bool is_written = write_out(output_, [&](const ReportSink& sink) {
    sink(render_controls(results, format_ == "json", options));
  });
  if (!is_written)
    return exit_trouble;
  complain_about(*inventory);
  return inventory->has_errors() ? exit_trouble : exit_ok;
}

}  // namespace cachewarden::cli
