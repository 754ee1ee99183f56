#pragma once

#include "selection.hpp"

namespace cachewarden::cli {

/// `rules`: lists them.
class RulesCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  Selection selection_{};
  RuleFilter filter_{};
  std::vector<std::string> severities_{};
  std::string format_ = "text";
  std::string output_{};
};

}  // namespace cachewarden::cli
