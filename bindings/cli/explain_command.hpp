#pragma once

#include "command.hpp"

namespace cachewarden::cli {

/// `explain`: tells all about one rule.
class ExplainCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  std::string rule_{};
  std::string output_{};
};

}  // namespace cachewarden::cli
