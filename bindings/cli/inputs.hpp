#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "deployment.hpp"
#include "progress.hpp"

namespace cachewarden::cli {

/// What a command reads: paths and how they are taken. Shared by all commands that need an
/// inventory.
class Inputs {
 public:
  /// The positional PATHs and the options of reading.
  void declare(CLI::App& app);
  /// The option that says when it was collected.
  void declare_dates(CLI::App& app);
  /// Reads all of it. What cannot be opened becomes a diagnostic. Throws `Mistake`. The argument
  /// counts where `--templates` is not given.
  [[nodiscard]] std::shared_ptr<const Inventory> read(bool templates_are_complete = true);
  /// What is there and what will be there, as `cachewarden::Change` has it.
  struct Change {
    std::shared_ptr<const Inventory> before;
    std::shared_ptr<const Inventory> after;
    std::vector<std::string> removed;
  };
  [[nodiscard]] Change read_change(bool templates_are_complete);
  /// The same for paths that a command names itself.
  [[nodiscard]] std::shared_ptr<const Inventory> read(std::vector<std::string> paths) {
    paths_ = std::move(paths);
    return read();
  }
  /// The threads of `--jobs`, for what comes after reading.
  [[nodiscard]] RunTasks tasks() const {
    return workers_ == nullptr ? RunTasks() : workers_->tasks();
  }
  /// Whether a file is one of those that were read.
  [[nodiscard]] bool holds(const std::string& path) const;

 private:
  [[nodiscard]] Reader reader(bool templates_are_complete);
  void add(Reader& reader, const std::string& path, const std::string& of);
  [[nodiscard]] std::optional<std::chrono::sys_days> day_of(const std::string& path) const;

  std::vector<std::string> paths_{};                       ///< files, folders, `-`
  std::vector<std::pair<std::string, std::string>> of_{};  ///< what it is about, file
  std::string templates_{};
  std::string collected_{};
  std::optional<std::chrono::sys_days> day_{};
  DeploymentWords deployment_{};
  ReadOptions options_{};
  std::size_t jobs_ = 0;
  std::unique_ptr<host::Workers> workers_{};
  Progress progress_{};
  std::set<std::pair<std::string, std::string>> seen_{};
};

/// Errors of reading that a report on the terminal would show.
void complain_about(const Inventory& inventory);

/// Files that changed after they were read, so that places of findings are missing. False if there
/// are any.
[[nodiscard]] bool complain_about_changes(const Inventory& inventory);

}  // namespace cachewarden::cli
