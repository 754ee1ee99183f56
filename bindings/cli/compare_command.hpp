#pragma once

#include "decisions.hpp"
#include "inputs.hpp"
#include "view_selection.hpp"

namespace cachewarden::cli {

/// `cachewarden compare`.
class CompareCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  Inputs inputs_{};
  ViewSelection views_{};
  Decisions decisions_{};
  std::string format_ = "text";
  std::string output_{};
  std::string as_of_{};
  bool all_ = false;
};

}  // namespace cachewarden::cli
