#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace cachewarden::cli {

/// A line on standard error that says how far a large file was read, how fast, and how long it will
/// take. Shown only on a terminal, and only if it takes longer than a moment.
class Progress {
 public:
  void start(const std::string& name, std::uint64_t size);
  void update(std::uint64_t bytes);
  /// Takes the line away.
  void end();

 private:
  using Clock = std::chrono::steady_clock;

  std::string name_{};
  std::uint64_t size_ = 0;
  Clock::time_point begin_{};
  Clock::time_point shown_{};
  bool is_visible_ = false;
};

/// What that line says.
[[nodiscard]] std::string progress_text(const std::string& name, std::uint64_t bytes,
                                        std::uint64_t size, double seconds);

}  // namespace cachewarden::cli
