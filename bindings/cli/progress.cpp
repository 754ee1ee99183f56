#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cachewarden/reports/report.hpp"

namespace cachewarden::cli {

std::string progress_text(const std::string& name, std::uint64_t bytes, std::uint64_t size,
                          double seconds) {
  const double done =
      size == 0 ? 1 : static_cast<double>(std::min(bytes, size)) / static_cast<double>(size);
  const double rate = seconds > 0 ? static_cast<double>(bytes) / seconds : 0;
  const double left = rate > 0 ? static_cast<double>(size - std::min(bytes, size)) / rate : 0;
  return "reading " + escape_for_terminal(name) + ": " +
         std::to_string(static_cast<int>(done * 100)) + " %, " +
         std::to_string(static_cast<std::uint64_t>(rate / 1e6)) + " MB/s, " +
         std::to_string(static_cast<std::uint64_t>(left + 0.5)) + " s left";
}

void Progress::start(const std::string& name, std::uint64_t size) {
  name_ = name;
  size_ = size;
  begin_ = shown_ = Clock::now();
}

void Progress::update(std::uint64_t bytes) {
  constexpr std::chrono::milliseconds moment{300};
  const Clock::time_point now = Clock::now();
  if (size_ == 0 || now - shown_ < moment || isatty(STDERR_FILENO) == 0)
    return;
  shown_ = now;
  is_visible_ = true;
  const std::chrono::duration<double> since = now - begin_;
  std::fprintf(stderr, "\r%s\x1b[K", progress_text(name_, bytes, size_, since.count()).c_str());
}

void Progress::end() {
  if (is_visible_)
    std::fputs("\r\x1b[K", stderr);
  is_visible_ = false;
  size_ = 0;
}

}  // namespace cachewarden::cli
