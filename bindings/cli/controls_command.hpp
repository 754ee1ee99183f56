#pragma once

#include "inputs.hpp"

namespace cachewarden::cli {

/// `controls`: what files and folders hold, control by control of one authority.
class ControlsCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  Inputs inputs_{};
  std::string framework_{};
  std::string format_ = "text";
  std::string output_{};
};

}  // namespace cachewarden::cli
