#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

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

/// Calls `act(part, begin, end)` for parts of `count` things that have nothing to do with each
/// other, and returns what it made of the parts, in their order. How they are divided does not
/// depend on who runs them.
template <class Part, class Act>
std::vector<Part> run_in_parts(const RunTasks& run, std::size_t count, Act&& act) {
  constexpr std::size_t each = 4096;
  std::vector<Part> parts((count + each - 1) / each);
  run_tasks(run, parts.size(),
            [&](std::size_t i) { act(parts[i], i * each, std::min(count, (i + 1) * each)); });
  return parts;
}

}  // namespace cachewarden::inline v0
