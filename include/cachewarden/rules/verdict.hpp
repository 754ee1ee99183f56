#pragma once

#include <cstdint>
#include <string_view>

#include "cachewarden/rules/claim.hpp"

namespace cachewarden::inline v0 {

/// What a rule says of a resource. The numbers are those of the C interface; 0 is none.
enum class Status : std::uint8_t { pass = 1, fail = 2, unknown = 3, not_applicable = 4 };

[[nodiscard]] constexpr std::string_view name(Status status) noexcept {
  constexpr std::string_view names[] = {"", "pass", "fail", "unknown", "not_applicable"};
  return names[static_cast<std::size_t>(status)];
}

/// A status and what it rests on. `note` is one sentence for this case, without a final stop; it
/// lives as long as the program and replaces the rule's message for a fail.
struct Verdict {
  Status status = Status::unknown;
  Claim basis{};
  std::string_view note{};
};

/// yes passes, no fails.
[[nodiscard]] constexpr Verdict require(const Claim& claim, std::string_view note = {}) noexcept {
  constexpr Status statuses[] = {Status::unknown, Status::fail, Status::unknown, Status::pass};
  return {statuses[static_cast<std::size_t>(claim.truth)], claim, note};
}

[[nodiscard]] constexpr Verdict not_applicable(const Claim& because,
                                               std::string_view note = {}) noexcept {
  return {Status::not_applicable, because, note};
}

/// `then` where the condition holds, not applicable where it does not. Where the condition is not
/// known the verdict is unknown.
[[nodiscard]] constexpr Verdict when(const Claim& condition, const Verdict& then,
                                     std::string_view otherwise = {}) noexcept {
  if (condition.truth == Truth::yes)
    return then;
  if (condition.truth == Truth::no)
    return not_applicable(condition, otherwise);
  return {Status::unknown, condition, {}};
}

}  // namespace cachewarden::inline v0
