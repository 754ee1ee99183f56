#include "check_command.hpp"
#include "compare_command.hpp"
#include "controls_command.hpp"
#include "expand_command.hpp"
#include "explain_command.hpp"
#include "nsg_command.hpp"
#include "reach_command.hpp"
#include "rules_command.hpp"

namespace cachewarden::cli {

namespace {

constexpr CommandRow rows[] = {
    {"check", "judge what files and folders hold", &make_command<CheckCommand>},
    {"expand", "show what a template would deploy", &make_command<ExpandCommand>},
    {"reach", "tell who reaches a cache, exactly", &make_command<ReachCommand>},
    {"nsg", "examine network security groups", &make_command<NsgCommand>},
    {"compare", "set what authorities say beside what we say", &make_command<CompareCommand>},
    {"rules", "list the rules", &make_command<RulesCommand>},
    {"controls", "judge control by control of an authority", &make_command<ControlsCommand>},
    {"explain", "tell all about one rule or entry of an authority", &make_command<ExplainCommand>},
};

}  // namespace

std::span<const CommandRow> commands() {
  return rows;
}

}  // namespace cachewarden::cli
