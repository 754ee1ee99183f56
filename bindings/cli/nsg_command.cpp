#include "nsg_command.hpp"

#include "cachewarden/reach/query.hpp"
#include "terminal.hpp"

namespace cachewarden::cli {

namespace {

template <class T>
T demand(Result<T> result) {
  if (!result)
    throw Mistake{result.error().text()};
  return *std::move(result);
}

}  // namespace

void NsgCommand::declare(CLI::App& app) {
  app.require_subcommand(1);
  const auto common = [this](CLI::App& command) {
    command.add_option("--format", format_, "text or json")->type_name("FORMAT");
    command.add_flag("--verify", verify_,
                     "have each proof gone through by a second, plain checker");
    add_output(command, output_);
  };
  CLI::App* const lint_app = app.add_subcommand(
      "lint", "rules that do nothing, contradict each other, or let too much in");
  inputs_.declare(*lint_app);
  lint_app->add_option("--group", group_, "this group only, by id or name")->type_name("GROUP");
  common(*lint_app);
  lint_app->footer(
      "Examples\n"
      "  az network nsg list | cachewarden nsg lint -\n"
      "  cachewarden nsg lint estate/ --group cache --verify\n"
      "\n"
      "Exit codes: 0 nothing found, 1 something found, 2 trouble with the input.\n");
  diff_app_ = app.add_subcommand("diff", "what two groups let through differently, exactly");
  diff_app_->add_option("first", first_, "file or folder")->type_name("A")->required();
  diff_app_->add_option("second", second_, "file or folder")->type_name("B")->required();
  diff_app_->add_option("--group", group_, "this group, by id or name")->type_name("GROUP");
  diff_app_->add_option("--other", other_, "its partner in B where it is called otherwise")
      ->type_name("GROUP");
  common(*diff_app_);
  diff_app_->footer(
      "Examples\n"
      "  cachewarden nsg diff before/ after/\n"
      "  cachewarden nsg diff estate/ estate/ --group blue --other green\n"
      "\n"
      "Groups are paired by id, then by name. Tags stand for the same on both sides.\n"
      "Exit codes: 0 equivalent, 1 different or not all could be worked out, 2 trouble.\n");
}

int NsgCommand::run() {
  if (format_ != "text" && format_ != "json")
    refuse("--format", format_, "text, json");
  return diff_app_->parsed() ? diff() : lint();
}

int NsgCommand::lint() {
  const std::shared_ptr<const Inventory> inventory = inputs_.read();
  const reach::LintReport report =
      demand(reach::ask_lint(*inventory, {.group = group_, .other = {}, .verify = verify_}));
  const bool is_written = write_out(output_, [&](const ReportSink& sink) {
    sink(format_ == "json" ? lint_json(report) : lint_text(report));
  });
  complain_about(*inventory);
  if (report.groups.empty())
    complain("no network security group in the input");
  if (!is_written || inventory->has_errors() || report.groups.empty())
    return exit_trouble;
  return report.lints.empty() ? exit_ok : exit_threshold;
}

int NsgCommand::diff() {
  Inputs first_inputs;
  Inputs second_inputs;
  const std::shared_ptr<const Inventory> first = first_inputs.read({first_});
  const std::shared_ptr<const Inventory> second = second_inputs.read({second_});
  const std::vector<reach::GroupDifference> differences = demand(
      reach::ask_diff(*first, *second, {.group = group_, .other = other_, .verify = verify_}));
  const bool is_written = write_out(output_, [&](const ReportSink& sink) {
    sink(format_ == "json" ? diff_json(differences) : diff_text(differences));
  });
  complain_about(*first);
  complain_about(*second);
  if (differences.empty())
    complain("no network security group in the input");
  if (!is_written || first->has_errors() || second->has_errors() || differences.empty())
    return exit_trouble;
  for (const reach::GroupDifference& each : differences) {
    if (!each.equivalent())
      return exit_threshold;
  }
  return exit_ok;
}

}  // namespace cachewarden::cli
