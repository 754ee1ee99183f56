#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cachewarden::inline v0::templates {

/// A point in time in UTC, by the proleptic Gregorian calendar, from year 1 to 9999.
struct DateTime {
  std::int64_t seconds = 0;      ///< since 1970
  std::int32_t ticks = 0;        ///< tenths of microseconds, 0 to 9,999,999
  bool round_trip_form = false;  ///< was written with `T` between date and time

  [[nodiscard]] static std::optional<DateTime> parse(std::string_view text);
  /// Adds an ISO 8601 duration: years and months by the calendar. Nothing if it is malformed or
  /// leaves the range.
  [[nodiscard]] std::optional<DateTime> plus(std::string_view duration) const;
  /// By a standard or custom .NET format, invariant culture; nothing for what is not supported.
  [[nodiscard]] std::optional<std::string> text(std::string_view format) const;
  [[nodiscard]] bool is_valid() const noexcept;
};

}  // namespace cachewarden::inline v0::templates
