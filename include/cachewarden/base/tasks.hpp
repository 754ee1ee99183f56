#pragma once

#include <cstddef>
#include <functional>

namespace cachewarden::inline v0 {

/// Calls `task(i)` for each `i` below `count`, on any threads and in any order, and returns when
/// all are done. An empty one stands for doing them one after the other. The first exception of a
/// task is thrown again.
using RunTasks =
    std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)>;

/// The same, where there may be nobody to run them.
inline void run_tasks(const RunTasks& run, std::size_t count,
                      const std::function<void(std::size_t)>& task) {
  if (run && count > 1) {
    run(count, task);
    return;
  }
  for (std::size_t i = 0; i < count; ++i)
    task(i);
}

}  // namespace cachewarden::inline v0
