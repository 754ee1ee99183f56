#pragma once

#include <string>
#include <vector>

#include "cachewarden/base/result.hpp"

namespace cachewarden::inline v0 {

/// What was read of a document that a person wrote, and everything that is wrong with it: one error
/// each, with its place, in the order of the text. Use the value only without errors.
template <class T>
struct Parsed {
  T value{};
  std::vector<Error> errors{};

  explicit operator bool() const noexcept { return errors.empty(); }

  /// The errors, one a line.
  [[nodiscard]] std::string text() const {
    std::string result;
    for (const Error& error : errors)
      result.append(result.empty() ? "" : "\n").append(error.text());
    return result;
  }
};

}  // namespace cachewarden::inline v0
