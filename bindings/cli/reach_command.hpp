#pragma once

#include "inputs.hpp"

namespace cachewarden::cli {

/// `reach`: who reaches a cache, exactly.
class ReachCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  Inputs inputs_{};
  std::vector<std::string> to_{};
  std::vector<std::string> ports_{};
  std::string from_{};
  std::string format_ = "text";
  std::string graph_{};
  std::string output_{};
  bool blocked_ = false;
  bool verify_ = false;
};

}  // namespace cachewarden::cli
