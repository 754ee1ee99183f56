#include "expand_command.hpp"

#include "terminal.hpp"

namespace cachewarden::cli {

void ExpandCommand::declare(CLI::App& app) {
  app.footer(
      "Examples\n"
      "  cachewarden expand main.json\n"
      "  cachewarden expand main.json --parameters main.parameters.json --set size=2\n"
      "\n"
      "Prints JSON: the resources that the template deploys, its outputs, diagnostics, and\n"
      "which values cannot be known beforehand: these are expressions in brackets. Values of\n"
      "secure parameters are not shown.\n"
      "\n"
      "Exit codes\n"
      "  0  expanded; what is wrong in the template is among the diagnostics\n"
      "  2  wrong usage, or a file that could not be read or is no template\n");
  app.add_option("file", file_, "a template, or - for standard input")
      ->type_name("FILE")
      ->required();
  deployment_.declare(app);
  add_output(app, output_);
}

int ExpandCommand::run() {
  const DeploymentOptions deployment = deployment_.read({file_});
  Result<std::shared_ptr<const std::string>> text = host::read_file(file_, ReadOptions{}.max_bytes);
  if (!text)
    throw Mistake{file_ + ": " + text.error().message};
  const Result<std::string> json =
      expand({.name = file_, .text = *text}, {.deployment = deployment});
  if (!json)
    throw Mistake{json.error().text()};
  const bool is_written = write_out(output_, [&](const ReportSink& sink) { sink(*json); });
  return is_written ? exit_ok : exit_trouble;
}

}  // namespace cachewarden::cli
