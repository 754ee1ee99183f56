#include <csignal>
#include <exception>

#include "command.hpp"
#include "terminal.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // writing to a pipe that nobody reads fails instead
  try {
    return cachewarden::cli::run(argc, argv);
  } catch (const std::exception& error) {
    cachewarden::cli::complain(error.what());
    return cachewarden::cli::exit_trouble;
  }
}
