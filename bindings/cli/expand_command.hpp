#pragma once

#include "deployment.hpp"

namespace cachewarden::cli {

/// `expand`: shows what a template would deploy.
class ExpandCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  std::string file_{};
  DeploymentWords deployment_{};
  std::string output_{};
};

}  // namespace cachewarden::cli
