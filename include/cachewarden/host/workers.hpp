#pragma once

#include <cstddef>
#include <memory>

#include "cachewarden/base/tasks.hpp"

namespace cachewarden::inline v0::host {

/// Threads that wait for tasks; they end with the object. The calling thread works too.
class Workers {
 public:
  /// `jobs` threads, the calling one counted in; 0: one for each processor.
  explicit Workers(std::size_t jobs = 0);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// How many threads work at a time.
  [[nodiscard]] std::size_t jobs() const noexcept;
  /// What `ReadOptions` and `AssessOptions` take; lives as long as the workers. Empty if the
  /// calling thread is the only one. Not for several threads at once, nor from within a task.
  [[nodiscard]] RunTasks tasks();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cachewarden::inline v0::host
