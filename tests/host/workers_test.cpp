#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

#include "cachewarden/host/workers.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

TEST_CASE("each task is done once, batch after batch") {
  for (const std::size_t jobs : {std::size_t{1}, std::size_t{2}, std::size_t{5}}) {
    host::Workers workers(jobs);
    CHECK(workers.jobs() == jobs);
    const RunTasks run = workers.tasks();
    for (std::size_t count = 0; count < 50; ++count) {
      std::vector<int> done(count);
      run_tasks(run, count, [&](std::size_t i) { ++done[i]; });
      for (const int times : done)
        CHECK(times == 1);
    }
  }
}

TEST_CASE("what a task throws is thrown again, and the workers go on") {
  host::Workers workers(3);
  const RunTasks run = workers.tasks();
  CHECK_THROWS_AS(run(20,
                      [](std::size_t i) {
                        if (i == 7)
                          throw std::runtime_error("seven");
                      }),
                  std::runtime_error);
  std::atomic<std::size_t> sum{0};
  run(10, [&sum](std::size_t i) { sum += i; });
  CHECK(sum == 45);
}

TEST_CASE("nobody to run tasks does them in order") {
  std::vector<std::size_t> order;
  run_tasks({}, 4, [&order](std::size_t i) { order.push_back(i); });
  CHECK(order == std::vector<std::size_t>{0, 1, 2, 3});
}
