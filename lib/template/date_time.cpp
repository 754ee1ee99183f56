#include "template/date_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace cachewarden::inline v0::templates {
namespace {

constexpr std::int64_t seconds_a_day = 86400;
constexpr std::int64_t ticks_a_second = 10'000'000;
constexpr std::int64_t first_second = -62135596800;  // 0001-01-01
constexpr std::int64_t last_second = 253402300799;   // 9999-12-31
constexpr std::array<std::string_view, 12> months = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                      "Thursday", "Friday", "Saturday"};

struct Civil {
  std::int64_t year = 1;
  int month = 1;
  int day = 1;
};

/// Days since 1970-01-01 of a date, and back; years count from March inside.
constexpr std::int64_t days_of(Civil date) noexcept {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

constexpr Civil civil_of(std::int64_t days) noexcept {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  Civil date;
  date.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
  date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

constexpr bool is_leap(std::int64_t year) noexcept {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr int days_in(std::int64_t year, int month) noexcept {
  if (month == 2)
    return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Reads parts of a text; every function says whether it found what it wants.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const noexcept { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

  bool take(char c) noexcept {
    if (rest_.empty() || rest_.front() != c)
      return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool number(int least_digits, int most_digits, int& out) noexcept {
    int digits = 0;
    out = 0;
    while (digits < most_digits && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      out = out * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
      ++digits;
    }
    return digits >= least_digits;
  }

  void fraction(std::int32_t& ticks) noexcept {
    std::int32_t unit = static_cast<std::int32_t>(ticks_a_second) / 10;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      ticks += (rest_.front() - '0') * unit;
      unit /= 10;
      rest_.remove_prefix(1);
    }
  }

 private:
  std::string_view rest_;
};

struct Clock {
  int hour = 0, minute = 0, second = 0;
  std::int32_t ticks = 0;
};

bool read_clock(Scanner& scanner, Clock& clock, bool compact) {
  if (!scanner.number(compact ? 2 : 1, 2, clock.hour))
    return false;
  if (!compact && !scanner.take(':'))
    return false;
  if (!scanner.number(2, 2, clock.minute))
    return false;
  if (compact ? !scanner.done() && scanner.rest().front() >= '0' && scanner.rest().front() <= '9'
              : scanner.take(':')) {
    if (!scanner.number(2, 2, clock.second))
      return false;
    if (scanner.take('.'))
      scanner.fraction(clock.ticks);
  }
  return clock.hour < 24 && clock.minute < 60 && clock.second < 60;
}

bool read_half_day(Scanner& scanner, Clock& clock) {
  const bool morning = scanner.rest().starts_with("AM");
  if (!morning && !scanner.rest().starts_with("PM"))
    return true;
  scanner.take(morning ? 'A' : 'P');
  scanner.take('M');
  if (clock.hour < 1 || clock.hour > 12)
    return false;
  clock.hour = clock.hour % 12 + (morning ? 0 : 12);
  return true;
}

/// Seconds east of Greenwich.
bool read_zone(Scanner& scanner, std::int64_t& offset) {
  while (scanner.take(' ')) {
  }
  if (scanner.done() || scanner.take('Z'))
    return true;
  const bool east = scanner.take('+');
  if (!east && !scanner.take('-'))
    return false;
  int hours = 0;
  int minutes = 0;
  if (!scanner.number(2, 2, hours))
    return false;
  scanner.take(':');
  if (!scanner.done() && !scanner.number(2, 2, minutes))
    return false;
  offset = (hours * 3600 + minutes * 60) * (east ? 1 : -1);
  return hours <= 14 && minutes < 60;
}

bool read_date(Scanner& scanner, Civil& date, bool& compact) {
  int first = 0;
  int year = 0;
  const std::size_t digits =
      std::min(scanner.rest().find_first_not_of("0123456789"), scanner.rest().size());
  compact = digits == 8;
  if (digits >= 4) {
    if (!scanner.number(4, 4, year) || (!compact && !scanner.take('-')) ||
        !scanner.number(compact ? 2 : 1, 2, date.month) || (!compact && !scanner.take('-')) ||
        !scanner.number(compact ? 2 : 1, 2, date.day))
      return false;
  } else {
    if (!scanner.number(1, 2, first) || !scanner.take('/') || !scanner.number(1, 2, date.day) ||
        !scanner.take('/') || !scanner.number(4, 4, year))
      return false;
    date.month = first;
  }
  date.year = year;
  return year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in(date.year, date.month);
}

std::string digits(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  if (text.size() < width)
    text.insert(0, width - text.size(), '0');
  return text;
}

}  // namespace

bool DateTime::is_valid() const noexcept {
  return seconds >= first_second && seconds <= last_second;
}

std::optional<DateTime> DateTime::parse(std::string_view text) {
  Scanner scanner(text);
  Civil date;
  Clock clock;
  DateTime result;
  bool compact = false;
  std::int64_t offset = 0;
  if (!read_date(scanner, date, compact))
    return std::nullopt;
  result.round_trip_form = scanner.take('T');
  if (result.round_trip_form || scanner.take(' ')) {
    if (!read_clock(scanner, clock, compact))
      return std::nullopt;
    if (!result.round_trip_form) {
      while (scanner.take(' ')) {
      }
      if (!read_half_day(scanner, clock))
        return std::nullopt;
    }
  }
  if (!read_zone(scanner, offset) || !scanner.done())
    return std::nullopt;
  result.seconds =
      days_of(date) * seconds_a_day + clock.hour * 3600 + clock.minute * 60 + clock.second - offset;
  result.ticks = clock.ticks;
  return result.is_valid() ? std::optional(result) : std::nullopt;
}

std::optional<DateTime> DateTime::plus(std::string_view duration) const {
  Scanner scanner(duration);
  const bool negative = scanner.take('-');
  if (!negative)
    scanner.take('+');
  if (!scanner.take('P') || scanner.done())
    return std::nullopt;
  const int sign = negative ? -1 : 1;
  std::int64_t added_months = 0;
  std::int64_t added_seconds = 0;
  std::int32_t added_ticks = 0;
  bool in_time = false;
  bool any = false;
  while (!scanner.done()) {
    if (!in_time && scanner.take('T')) {
      in_time = true;
      continue;
    }
    int amount = 0;
    if (!scanner.number(1, 9, amount))
      return std::nullopt;
    any = true;
    if (in_time && scanner.take('.')) {
      scanner.fraction(added_ticks);
      if (!scanner.take('S'))
        return std::nullopt;
      added_seconds += amount;
    } else if (!in_time && scanner.take('Y')) {
      added_months += std::int64_t{12} * amount;
    } else if (!in_time && scanner.take('M')) {
      added_months += amount;
    } else if (!in_time && scanner.take('W')) {
      added_seconds += 7 * seconds_a_day * amount;
    } else if (!in_time && scanner.take('D')) {
      added_seconds += seconds_a_day * amount;
    } else if (in_time && scanner.take('H')) {
      added_seconds += std::int64_t{3600} * amount;
    } else if (in_time && scanner.take('M')) {
      added_seconds += std::int64_t{60} * amount;
    } else if (in_time && scanner.take('S')) {
      added_seconds += amount;
    } else {
      return std::nullopt;
    }
  }
  if (!any || added_months > 120000)
    return std::nullopt;
  const std::int64_t day = (seconds - first_second) / seconds_a_day + first_second / seconds_a_day;
  Civil date = civil_of(day);
  const std::int64_t month = date.year * 12 + (date.month - 1) + sign * added_months;
  if (month < 12)
    return std::nullopt;
  date.year = month / 12;
  date.month = static_cast<int>(month % 12) + 1;
  date.day = std::min(date.day, days_in(date.year, date.month));
  DateTime result = *this;
  result.seconds =
      days_of(date) * seconds_a_day + (seconds - day * seconds_a_day) + sign * added_seconds;
  std::int64_t all_ticks = ticks + sign * added_ticks;
  if (all_ticks < 0) {
    all_ticks += ticks_a_second;
    --result.seconds;
  } else if (all_ticks >= ticks_a_second) {
    all_ticks -= ticks_a_second;
    ++result.seconds;
  }
  result.ticks = static_cast<std::int32_t>(all_ticks);
  return result.is_valid() ? std::optional(result) : std::nullopt;
}

std::optional<std::string> DateTime::text(std::string_view format) const {
  const auto standard = [](char c) -> std::string_view {
    switch (c) {
      case 'd':
        return "MM/dd/yyyy";
      case 'D':
        return "dddd, dd MMMM yyyy";
      case 'f':
        return "dddd, dd MMMM yyyy HH:mm";
      case 'F':
      case 'U':
        return "dddd, dd MMMM yyyy HH:mm:ss";
      case 'g':
        return "MM/dd/yyyy HH:mm";
      case 'G':
        return "MM/dd/yyyy HH:mm:ss";
      case 'm':
      case 'M':
        return "MMMM dd";
      case 'o':
      case 'O':
        return "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffff'Z'";
      case 'r':
      case 'R':
        return "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'";
      case 's':
        return "yyyy'-'MM'-'dd'T'HH':'mm':'ss";
      case 't':
        return "HH:mm";
      case 'T':
        return "HH:mm:ss";
      case 'u':
        return "yyyy'-'MM'-'dd HH':'mm':'ss'Z'";
      case 'y':
      case 'Y':
        return "yyyy MMMM";
      default:
        return {};
    }
  };
  if (format.size() == 1) {
    format = standard(format.front());
    if (format.empty())
      return std::nullopt;
  }
  if (format.size() == 2 && format.front() == '%')
    format.remove_prefix(1);
  const std::int64_t day = (seconds - first_second) / seconds_a_day + first_second / seconds_a_day;
  const std::int64_t in_day = seconds - day * seconds_a_day;
  const Civil date = civil_of(day);
  const auto weekday = static_cast<std::size_t>(((day + 4) % 7 + 7) % 7);
  const std::int64_t hour = in_day / 3600;
  std::string out;
  while (!format.empty()) {
    const char c = format.front();
    if (c == '\'' || c == '"') {
      const std::size_t end = format.find(c, 1);
      if (end == std::string_view::npos)
        return std::nullopt;
      out += format.substr(1, end - 1);
      format.remove_prefix(end + 1);
      continue;
    }
    if (c == '\\') {
      if (format.size() < 2)
        return std::nullopt;
      out += format[1];
      format.remove_prefix(2);
      continue;
    }
    const std::size_t run = std::min(format.find_first_not_of(c), format.size());
    const std::string_view month_name = months[static_cast<std::size_t>(date.month - 1)];
    switch (c) {
      case 'd':
        if (run <= 2)
          out += digits(date.day, run);
        else
          out += run == 3 ? weekdays[weekday].substr(0, 3) : weekdays[weekday];
        break;
      case 'M':
        if (run <= 2)
          out += digits(date.month, run);
        else
          out += run == 3 ? month_name.substr(0, 3) : month_name;
        break;
      case 'y':
        out += run <= 2 ? digits(date.year % 100, run) : digits(date.year, run);
        break;
      case 'h':
        out += digits(hour % 12 == 0 ? 12 : hour % 12, std::min<std::size_t>(run, 2));
        break;
      case 'H':
        out += digits(hour, std::min<std::size_t>(run, 2));
        break;
      case 'm':
        out += digits(in_day / 60 % 60, std::min<std::size_t>(run, 2));
        break;
      case 's':
        out += digits(in_day % 60, std::min<std::size_t>(run, 2));
        break;
      case 't':
        out += run == 1 ? (hour < 12 ? "A" : "P") : (hour < 12 ? "AM" : "PM");
        break;
      case 'f':
      case 'F': {
        if (run > 7)
          return std::nullopt;
        std::string fraction = digits(ticks, 7).substr(0, run);
        while (c == 'F' && fraction.ends_with('0'))
          fraction.pop_back();
        out += fraction;
        break;
      }
      case 'K':
        out += 'Z';
        break;
      case 'z':
        out += run == 1 ? "+0" : run == 2 ? "+00" : "+00:00";
        break;
      case 'g':
        out += "A.D.";
        break;
      default:
        out.append(run, c);
        break;
    }
    format.remove_prefix(run);
  }
  return out;
}

}  // namespace cachewarden::inline v0::templates
