#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <system_error>

namespace cachewarden::cli {

namespace {

/// Ends rendering when the output cannot be written.
struct WriteError {
  int code;
};

struct Closer {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

bool is_set(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

void write_all(std::FILE* file, const std::function<void(const ReportSink&)>& produce) {
  produce([file](std::string_view piece) {
    if (std::fwrite(piece.data(), 1, piece.size(), file) != piece.size())
      throw WriteError{errno};
  });
  if (std::fflush(file) != 0)
    throw WriteError{errno};
}

bool fail(const std::string& file, int code) {
  complain((file.empty() ? "standard output" : file) +
           ": cannot be written: " + std::generic_category().message(code));
  return false;
}

}  // namespace

void complain(const std::string& message) {
  std::fprintf(stderr, "cachewarden: %s\n", escape_for_terminal(message).c_str());
}

bool shows_colour() {
  const char* const no_colour = std::getenv("NO_COLOR");
  if (no_colour != nullptr && *no_colour != '\0')
    return false;
  if (is_set("CLICOLOR_FORCE"))
    return true;
  const char* const terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) != 0 &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::size_t terminal_width(std::size_t otherwise) {
  constexpr std::size_t least = 60;
  constexpr std::size_t most = 120;
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
      size.ws_col == 0)
    return otherwise;
  return std::clamp<std::size_t>(size.ws_col, least, most);
}

bool write_out(const std::string& file, const std::function<void(const ReportSink&)>& produce) {
  try {
    if (file.empty()) {
      write_all(stdout, produce);
      return true;
    }
    std::unique_ptr<std::FILE, Closer> out(std::fopen(file.c_str(), "wb"));
    if (out == nullptr)
      return fail(file, errno);
    write_all(out.get(), produce);
    if (std::fclose(out.release()) != 0)
      return fail(file, errno);
    return true;
  } catch (const WriteError& error) {
    return (file.empty() && error.code == EPIPE) || fail(file, error.code);
  }
}

}  // namespace cachewarden::cli
