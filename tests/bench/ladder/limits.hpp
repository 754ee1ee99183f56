#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// What reading costs at least: the rungs below the library, made of nothing but `read`, a splitter
/// and simdjson. Each does all that the one before it does.
namespace limits {

/// How resources stand in a file.
enum class Form : std::uint8_t { lines, list };

/// By the first byte that is no blank.
[[nodiscard]] Form form_of(const std::string& path);

/// What a rung saw.
struct Seen {
  std::size_t bytes = 0;
  std::size_t resources = 0;
  std::uint64_t sum = 0;  ///< of something in every resource, so that no work can be left out
};

[[nodiscard]] Seen read(const std::string& path);
[[nodiscard]] Seen split(const std::string& path);
[[nodiscard]] Seen index(const std::string& path);
[[nodiscard]] Seen parse(const std::string& path);

}  // namespace limits
