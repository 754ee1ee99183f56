#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace cachewarden::cli {

/// What templates are deployed with: `--parameters`, `--set`, `--scope`, `--root`,
/// `--module-cache`.
class DeploymentWords {
 public:
  void declare(CLI::App& app);
  /// Opens the files that the words name. Linked templates and modules may be read from the
  /// projects of `inputs`. Throws `Mistake`.
  [[nodiscard]] DeploymentOptions read(const std::vector<std::string>& inputs) const;

 private:
  std::vector<std::string> parameters_{};  ///< files
  std::vector<std::string> values_{};      ///< name=value
  std::string scope_{};                    ///< a file
  std::vector<std::string> roots_{};       ///< folders
  std::string module_cache_{};             ///< a folder
};

}  // namespace cachewarden::cli
