#pragma once

#include "decisions.hpp"
#include "inputs.hpp"
#include "selection.hpp"
#include "view_selection.hpp"

namespace cachewarden::cli {

/// `check`: judges and reports.
class CheckCommand : public Command {
 public:
  void declare(CLI::App& app) override;
  [[nodiscard]] int run() override;

 private:
  /// The report shows the errors of the input, and to a person.
  [[nodiscard]] bool shows_errors() const;
  [[nodiscard]] int run_views(const ReportOptions& report, const FailOn& fail_on);

  [[nodiscard]] int conclude(const Assessment& assessment, const ReportOptions& report,
                             const FailOn& fail_on) const;

  Inputs inputs_{};
  Selection selection_{};
  ViewSelection views_{};
  Decisions decisions_{};
  std::string format_ = "text";
  std::string output_{};  ///< a file; empty: standard output
  std::string show_ = "fail,unknown";
  bool summary_ = false;
  std::size_t top_ = 0;
  std::string fail_on_ = "fail";
  std::string as_of_{};
  bool is_what_if_ = false;
};

}  // namespace cachewarden::cli
