#include "template/date_time.hpp"
#include "template/functions.hpp"

namespace cachewarden::inline v0::templates::functions {
namespace {

constexpr std::string_view round_trip = "yyyy-MM-ddTHH:mm:ssZ";
constexpr std::string_view american = "M/d/yyyy h:mm:ss tt";

const Value* in_format(const Call& call, const DateTime& time, std::string_view format) {
  const auto text = time.text(format);
  return text ? call.string(*text) : call.unknown(UnknownKind::runtime, ValueKind::string);
}

}  // namespace

const Value* date_time_add(const Call& call) {
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (!call[i].is(ValueKind::string))
      return call.wrong(i, "a string");
  }
  const auto base = DateTime::parse(call[0].text());
  if (!base)
    return call.wrong(0, "a date and time");
  const auto result = base->plus(call[1].text());
  if (!result)
    return call.wrong(1, "an ISO 8601 duration");
  if (call.size() == 3)
    return in_format(call, *result, call[2].text());
  return in_format(call, *result, base->round_trip_form ? round_trip : american);
}

const Value* date_time_from_epoch(const Call& call) {
  if (!call[0].is(ValueKind::integer))
    return call.wrong(0, "an integer");
  const DateTime time{.seconds = call[0].integer()};
  if (!time.is_valid())
    return call.wrong(0, "a time from year 1 to 9999");
  return in_format(call, time, round_trip);
}

const Value* date_time_to_epoch(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  const auto time = DateTime::parse(call[0].text());
  return time ? call.integer(time->seconds) : call.wrong(0, "a date and time");
}

const Value* utc_now(const Call& call) {
  if (!call.env.in_default)
    return call.fail("function `utcNow` is allowed in the default of a parameter only");
  return call.unknown_time();
}

}  // namespace cachewarden::inline v0::templates::functions
