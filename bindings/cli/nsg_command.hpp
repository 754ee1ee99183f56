#pragma once

#include "inputs.hpp"

namespace cachewarden::cli {

/// `nsg lint` and `nsg diff`: questions on network security groups alone.
class NsgCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  [[nodiscard]] int lint();
  [[nodiscard]] int diff();

  CLI::App* diff_app_ = nullptr;
  Inputs inputs_{};
  std::string first_{};
  std::string second_{};
  std::string group_{};
  std::string other_{};
  std::string format_ = "text";
  std::string output_{};
  bool verify_ = false;
};

}  // namespace cachewarden::cli
