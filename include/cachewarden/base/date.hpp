#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Days, as documents write them.
namespace cachewarden::inline v0 {

/// `YYYY-MM-DD` of a day that exists.
[[nodiscard]] inline std::optional<std::chrono::sys_days> parse_date(
    std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-')
    return std::nullopt;
  const auto number = [text](std::size_t begin, std::size_t end) {
    int result = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (text[i] < '0' || text[i] > '9')
        return -1;
      result = result * 10 + (text[i] - '0');
    }
    return result;
  };
  const int year = number(0, 4);
  const int month = number(5, 7);
  const int day = number(8, 10);
  if (year < 0 || month < 0 || day < 0)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

/// `2026-01-31`
[[nodiscard]] inline std::string date_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  const auto padded = [](unsigned number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
  };
  return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
         padded(static_cast<unsigned>(date.month()), 2) + "-" +
         padded(static_cast<unsigned>(date.day()), 2);
}

}  // namespace cachewarden::inline v0
