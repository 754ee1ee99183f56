#include "reach_command.hpp"

#include <algorithm>

#include "cachewarden/reach/query.hpp"
#include "terminal.hpp"

namespace cachewarden::cli {

void ReachCommand::declare(CLI::App& app) {
  app.footer(
      "Examples\n"
      "  cachewarden reach estate/ --to orders\n"
      "  cachewarden reach estate/ --to orders --port 6380 --from 10.0.0.0/8 --verify\n"
      "  cachewarden reach estate/ --graph mermaid >reach.mmd\n"
      "\n"
      "An answer has three parts: what filters let through, whether packets find a path, and\n"
      "whether the service listens. A list of service tags (az network list-service-tags) and\n"
      "effective rules (az network nic list-effective-nsg) are inputs like others and make\n"
      "answers sharper.\n"
      "\n"
      "Exit codes\n"
      "  0  nobody reaches what was asked for\n"
      "  1  somebody does, or perhaps does\n"
      "  2  wrong usage, or trouble with the input. 2 outranks 1.\n");
  inputs_.declare(app);
  one_each(app.add_option("--to", to_, "a cache, by id or name (default: every cache)"))
      ->type_name("CACHE");
  one_each(app.add_option("--port", ports_, "a port or range (default: those it listens on)"))
      ->type_name("PORT");
  app.add_option("--from", from_,
                 "a prefix, Internet, another service tag of a list in the input, or a subnet or\n"
                 "network interface, by id or name, whose own groups then count too (default:\n"
                 "everybody)")
      ->type_name("WHO");
  app.add_flag("--blocked", blocked_, "list who does not reach a port as well");
  app.add_flag("--verify", verify_, "have each answer gone through by a second, plain checker");
  app.add_option("--format", format_, "text or json")->type_name("FORMAT");
  app.add_option("--graph", graph_, "a picture instead: mermaid")->type_name("KIND");
  add_output(app, output_);
}

int ReachCommand::run() {
  if (format_ != "text" && format_ != "json")
    refuse("--format", format_, "text, json");
  if (!graph_.empty() && graph_ != "mermaid")
    refuse("--graph", graph_, "mermaid");
  const std::shared_ptr<const Inventory> inventory = inputs_.read();
  const Result<std::vector<reach::CacheReach>> asked =
      reach::ask(*inventory, {.to = to_, .ports = ports_, .from = from_, .verify = verify_});
  if (!asked)
    throw Mistake{asked.error().text()};
  const std::vector<reach::CacheReach>& answers = *asked;
  const bool is_reached =
      std::any_of(answers.begin(), answers.end(),
                  [](const reach::CacheReach& answer) { return answer.reached != Truth::no; });
  const ReachReportOptions report{.show_blocked = blocked_};
  const bool is_written = write_out(output_, [&](const ReportSink& sink) {
    if (!graph_.empty())
      sink(reach_mermaid(answers));
    else if (format_ == "json")
      sink(reach_json(answers, *inventory, report));
    else
      sink(reach_text(answers, *inventory, report));
  });
  complain_about(*inventory);
  if (answers.empty())
    complain("no cache in the input");
  if (!is_written || inventory->has_errors() || answers.empty())
    return exit_trouble;
  return is_reached ? exit_threshold : exit_ok;
}

}  // namespace cachewarden::cli
