#include "cachewarden/host/workers.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace cachewarden::inline v0::host {

/// One batch of tasks at a time: threads take the next number until there is none.
struct Workers::State {
  std::vector<std::thread> threads{};
  std::mutex mutex{};
  std::condition_variable has_work{};
  std::condition_variable is_done{};
  const std::function<void(std::size_t)>* task = nullptr;
  std::size_t count = 0;
  std::atomic<std::size_t> next{0};
  std::size_t busy = 0;  // threads that have not finished the batch
  std::uint64_t batch = 0;
  bool ends = false;
  std::exception_ptr trouble{};

  void work() {
    for (;;) {
      const std::size_t number = next.fetch_add(1, std::memory_order_relaxed);
      if (number >= count)
        return;
      try {
        (*task)(number);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (trouble == nullptr)
          trouble = std::current_exception();
      }
    }
  }

  void serve() {
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex);
    for (;;) {
      has_work.wait(lock, [&] { return ends || batch != seen; });
      if (ends)
        return;
      seen = batch;
      lock.unlock();
      work();
      lock.lock();
      if (--busy == 0)
        is_done.notify_one();
    }
  }

  void run(std::size_t tasks, const std::function<void(std::size_t)>& each) {
    {
      const std::lock_guard lock(mutex);
      task = &each;
      count = tasks;
      next.store(0, std::memory_order_relaxed);
      busy = threads.size();
      trouble = nullptr;
      ++batch;
    }
    has_work.notify_all();
    work();
    std::unique_lock lock(mutex);
    is_done.wait(lock, [this] { return busy == 0; });
    if (trouble != nullptr)
      std::rethrow_exception(trouble);
  }
};

Workers::Workers(std::size_t jobs) : state_(std::make_unique<State>()) {
  if (jobs == 0)
    jobs = std::max(1U, std::thread::hardware_concurrency());
  try {
    while (state_->threads.size() + 1 < jobs)
      state_->threads.emplace_back([state = state_.get()] { state->serve(); });
  } catch (const std::system_error&) {
    // Fewer threads than wished for do the same.
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ends = true;
  }
  state_->has_work.notify_all();
  for (std::thread& thread : state_->threads)
    thread.join();
}

std::size_t Workers::jobs() const noexcept {
  return state_->threads.size() + 1;
}

RunTasks Workers::tasks() {
  if (state_->threads.empty())
    return {};
  return [state = state_.get()](std::size_t count, const std::function<void(std::size_t)>& task) {
    state->run(count, task);
  };
}

}  // namespace cachewarden::inline v0::host
