#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/cachewarden.hpp"

namespace cachewarden::cli {

/// The exit codes; a greater one outranks.
enum Exit : int {
  exit_ok = 0,
  exit_threshold = 1,  ///< the threshold of `--fail-on` is met
  exit_trouble = 2,    ///< usage, input that could not be read or recognised, or nothing judged
};

/// One command of the program, in a file of its own. A row of `commands()` makes it known.
class Command {
 public:
  virtual ~Command() = default;
  /// Options, positional words and the footer of its help.
  virtual void declare(CLI::App& app) = 0;
  /// Does it and returns the exit code; throws `Mistake` for words that are wrong.
  [[nodiscard]] virtual int run() = 0;
};

struct CommandRow {
  const char* name;
  const char* summary;
  std::unique_ptr<Command> (*make)();
};

template <typename T>
std::unique_ptr<Command> make_command() {
  return std::make_unique<T>();
}

/// In the order of the help.
[[nodiscard]] std::span<const CommandRow> commands();

/// Thrown for what the command line gets wrong.
struct Mistake {
  std::string message;
};

[[noreturn]] void refuse(std::string_view option, std::string_view value, std::string_view known);

/// Takes one value each time it is named, so that what follows is not swallowed.
CLI::Option* one_each(CLI::Option* option);

/// The words of lists with commas, trimmed.
[[nodiscard]] std::vector<std::string> split(const std::vector<std::string>& lists);

/// `-o`, `--output`.
void add_output(CLI::App& app, std::string& file);

/// What the exit codes of commands that judge mean, for their help.
extern const char* const exit_code_help;

/// Runs the program: the exit code.
[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace cachewarden::cli
