#include "command.hpp"

#include "terminal.hpp"

namespace cachewarden::cli {

namespace {

constexpr const char* overview =
    "cachewarden judges Azure Managed Redis and Azure Cache for Redis, and the network around "
    "them,\n"
    "from exported configuration and from templates. It opens the files that it is given and "
    "nothing\n"
    "else: no connection, no sign-in.\n";

constexpr const char* start =
    "Start here\n"
    "  az redis list >estate/redis.json\n"
    "  az redisenterprise list >estate/redisenterprise.json\n"
    "  az network vnet list >estate/vnets.json\n"
    "  cachewarden check estate/           what fails, and which evidence is missing\n"
    "  cachewarden explain redis-tls-only  why it matters, and how it is mended\n"
    "  cachewarden check --help            formats, filters, thresholds\n";

/// What to say where no command was named, or none that there is.
std::string no_command(std::string_view word) {
  std::string known;
  for (const CommandRow& row : commands())
    known.append(known.empty() ? "" : ", ").append(row.name);
  if (word.empty())
    return "name a command: " + known;
  return "`" + std::string(word) + "` is not one of the commands " + known;
}

/// Messages are in lower case, but for names of options.
std::string lower_first(std::string text) {
  if (text.size() > 1 && text[1] >= 'a' && text[1] <= 'z')
    text[0] = fold(text[0]);
  return text;
}

}  // namespace

const char* const exit_code_help =
    "Exit codes\n"
    "  0  judged, and nothing that --fail-on names was found\n"
    "  1  something that --fail-on names was found\n"
    "  2  wrong usage; input that could not be read, or was named and not recognised; or nothing "
    "in\n"
    "     the input that could be judged. 2 outranks 1.\n";

void refuse(std::string_view option, std::string_view value, std::string_view known) {
  throw Mistake{std::string(option) + ": `" + std::string(value) + "` is not one of " +
                std::string(known)};
}

CLI::Option* one_each(CLI::Option* option) {
  return option->expected(1)->allow_extra_args(false)->take_all();
}

std::vector<std::string> split(const std::vector<std::string>& lists) {
  std::vector<std::string> result;
  for (std::string_view list : lists) {
    while (!list.empty()) {
      const std::size_t comma = list.find(',');
      if (const std::string_view word = trim(list.substr(0, comma)); !word.empty())
        result.emplace_back(word);
      list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
  }
  return result;
}

void add_output(CLI::App& app, std::string& file) {
  app.add_option("-o,--output", file, "write to this file, not to standard output")
      ->type_name("FILE")
      ->group("Report");
}

int run(int argc, const char* const* argv) {
  CLI::App app{overview, "cachewarden"};
  app.set_version_flag("--version", "cachewarden " + std::string(version) + " (rules " +
                                        std::string(rule_set_version()) + ")");
  app.get_formatter()->column_width(34);
  app.require_subcommand(1);
  app.footer(std::string(start) + "\n" + exit_code_help);
  std::vector<std::pair<const CLI::App*, std::unique_ptr<Command>>> known;
  for (const CommandRow& row : commands()) {
    CLI::App* const subcommand = app.add_subcommand(row.name, row.summary);
    known.emplace_back(subcommand, row.make());
    known.back().second->declare(*subcommand);
  }
  try {
    app.parse(argc, argv);
    for (const auto& [subcommand, command] : known) {
      if (subcommand->parsed())
        return command->run();
    }
  } catch (const CLI::Success& answer) {
    return app.exit(answer);
  } catch (const CLI::ParseError& error) {
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    if (chosen.empty())
      complain(no_command(argc > 1 ? argv[1] : "") + "; `cachewarden --help` tells more");
    else
      complain(lower_first(error.what()) + "; `cachewarden " + chosen[0]->get_name() +
               " --help` tells more");
  } catch (const Mistake& mistake) {
    std::string_view rest = mistake.message;  // a line for each mistake in a document
    while (!rest.empty()) {
      complain(std::string(rest.substr(0, rest.find('\n'))));
      rest = rest.find('\n') == std::string_view::npos ? "" : rest.substr(rest.find('\n') + 1);
    }
  }
  return exit_trouble;
}

}  // namespace cachewarden::cli
