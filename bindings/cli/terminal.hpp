#pragma once

#include <functional>
#include <string>

#include "cachewarden/reports/report.hpp"

namespace cachewarden::cli {

/// One line on standard error.
void complain(const std::string& message);

/// Whether standard output is a terminal that shows colours: NO_COLOR and TERM=dumb say no,
/// CLICOLOR_FORCE says yes wherever the output goes.
[[nodiscard]] bool shows_colour();

/// Columns of the terminal behind standard output, within what is good to read; `otherwise` where
/// there is none.
[[nodiscard]] std::size_t terminal_width(std::size_t otherwise);

/// Writes to a file, or to standard output for an empty name; false, and one line on standard
/// error, if that failed. That nobody reads standard output any more is no failure.
[[nodiscard]] bool write_out(const std::string& file,
                             const std::function<void(const ReportSink&)>& produce);

}  // namespace cachewarden::cli
