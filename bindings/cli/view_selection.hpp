#pragma once

#include "command.hpp"

namespace cachewarden::cli {

/// Which authorities are asked: `--view`, `--view-setting`.
class ViewSelection {
 public:
  void declare(CLI::App& app, const std::string& help);
  [[nodiscard]] bool is_asked() const { return !names_.empty(); }
  /// Those that are named; all of them if none is. Throws `Mistake`.
  [[nodiscard]] ViewOptions options() const;

 private:
  std::vector<std::string> names_{};
  std::vector<std::string> settings_{};
};

}  // namespace cachewarden::cli
