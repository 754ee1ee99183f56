#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "template/dotnet_format.hpp"
#include "template/functions.hpp"
#include "template/hash.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {

std::string plain_text(const Value& value, char quote) {
  switch (value.kind) {
    case ValueKind::null:
      return {};
    case ValueKind::boolean:
      return value.boolean() ? "True" : "False";
    case ValueKind::string:
      return std::string(value.text());
    case ValueKind::real: {
      std::string text = real_text(value.real());
      if (text.ends_with(".0"))
        text.resize(text.size() - 2);
      return text;
    }
    default:
      return json_text(value, quote);
  }
}

}  // namespace cachewarden::inline v0::templates

namespace cachewarden::inline v0::templates::functions {
namespace {

bool is_unknown(const Value& value) noexcept {
  return value.is(ValueKind::unknown);
}

/// Applies a change of case to what is known; unknown pieces stay as a call.
const Value* change_case(const Call& call, std::string (*change)(std::string_view)) {
  const Value& value = call[0];
  if (value.is(ValueKind::string))
    return call.string(change(value.text()));
  if (!is_unknown(value))
    return call.wrong(0, "a string");
  const Unknown& unknown = value.unknown();
  if (unknown.residual != Residual::pieces)
    return call.unknown(ValueKind::string, true, unknown.never_empty);
  std::vector<const Value*> parts;
  for (const Value* piece : unknown.arguments) {
    if (piece->is(ValueKind::string)) {
      parts.push_back(call.make().with_flags(call.string(change(piece->text())), piece->flags));
      continue;
    }
    const Value* argument[] = {piece};
    parts.push_back(Call{call.evaluator, call.expr, call.env, argument}.unknown(
        ValueKind::string, true, piece->unknown().never_empty));
  }
  return call.make().joined(parts, call.origin());
}

/// startsWith() and endsWith() of a text of which only `known` at that end is known.
const Value* compare_end(const Call& call, bool start) {
  const auto fits = start ? starts_ignoring_case : ends_ignoring_case;
  if (call[0].is(ValueKind::string) && call[1].is(ValueKind::string))
    return call.boolean(fits(call[0].text(), call[1].text()));
  if (!is_unknown(call[0]) && !call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  if (!is_unknown(call[1]) && !call[1].is(ValueKind::string))
    return call.wrong(1, "a string");
  if (is_unknown(call[1]))
    return call.unknown(ValueKind::boolean);
  const std::string_view known = start ? known_prefix(call[0]) : known_suffix(call[0]);
  if (fits(known, call[1].text()))
    return call.boolean(true);
  if (!known.empty() && !fits(call[1].text(), known))
    return call.boolean(false);
  return call.unknown(ValueKind::boolean);
}

std::string joined_arguments(const Call& call) {
  std::string text;
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (i != 0)
      text += '-';
    text += plain_text(call[i], '"');
  }
  return text;
}

bool all_texts(const Call& call) {
  return std::all_of(call.arguments.begin(), call.arguments.end(),
                     [](const Value* value) { return is_scalar(*value); });
}

void replace_all(std::string& text, std::string_view from, std::string_view to, std::size_t limit) {
  for (std::size_t at = text.find(from); at != std::string::npos && text.size() <= limit;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

const Value* ends_with(const Call& call) {
  return compare_end(call, false);
}

const Value* starts_with(const Call& call) {
  return compare_end(call, true);
}

const Value* to_lower(const Call& call) {
  return change_case(call, templates::to_lower);
}

const Value* to_upper(const Call& call) {
  return change_case(call, templates::to_upper);
}

const Value* trim(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  return call.string(trim_white_space(call[0].text()));
}

const Value* format(const Call& call) {
  if (is_unknown(call[0]))
    return call.unknown(ValueKind::string);
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  const auto pieces = parse_format(call[0].text());
  if (!pieces)
    return call.fail("the format of `format` is malformed");
  std::vector<const Value*> parts;
  for (const FormatPiece& piece : *pieces) {
    if (!piece.is_hole) {
      parts.push_back(call.string(piece.text));
      continue;
    }
    if (piece.argument + 1 >= call.size())
      return call.fail("the format of `format` names argument " + std::to_string(piece.argument) +
                       ", which is not there");
    const Value* argument = call.arguments[piece.argument + 1];
    const bool plain = piece.text.empty() && piece.alignment == 0;
    if (is_unknown(*argument) && plain) {
      parts.push_back(argument);
      continue;
    }
    const auto text = argument->is_known() ? formatted(*argument, piece.text) : std::nullopt;
    const auto marks =
        static_cast<std::uint8_t>((argument->flags & flag_deep_secret) != 0 ? flag_secret : 0);
    if (text) {
      parts.push_back(call.make().with_flags(call.string(aligned(*text, piece.alignment)), marks));
      continue;
    }
    std::string hole = "{0";
    if (piece.alignment != 0)
      hole += "," + std::to_string(piece.alignment);
    hole += piece.text.empty() ? "}" : ":" + piece.text + "}";
    const Value* arguments[] = {call.string(hole), argument};
    const Call inner{call.evaluator, call.expr, call.env, arguments};
    parts.push_back(argument->is_known() ? inner.unknown(UnknownKind::runtime, ValueKind::string)
                                         : inner.unknown(ValueKind::string));
  }
  return call.make().joined(parts, call.origin());
}

const Value* guid(const Call& call) {
  if (!all_texts(call))
    return call.wrong(0, "a string");
  return call.string(name_based_uuid(joined_arguments(call)));
}

const Value* unique_string(const Call& call) {
  if (!all_texts(call))
    return call.wrong(0, "a string");
  return call.string(unique_text(joined_arguments(call)));
}

const Value* new_guid(const Call& call) {
  if (!call.env.in_default)
    return call.fail("function `newGuid` is allowed in the default of a parameter only");
  return call.unknown_time();
}

const Value* join(const Call& call) {
  if (is_unknown(call[0]) || is_unknown(call[1]))
    return call.unknown(ValueKind::string);
  if (!call[0].is(ValueKind::array))
    return call.wrong(0, "an array");
  if (!call[1].is(ValueKind::string))
    return call.wrong(1, "a string");
  std::vector<const Value*> parts;
  for (const Value* item : call[0].items()) {
    if (!parts.empty())
      parts.push_back(call.arguments[1]);
    parts.push_back(is_unknown(*item) || item->is(ValueKind::string)
                        ? item
                        : call.make().with_flags(call.string(plain_text(*item, '"')), item->flags));
  }
  return call.make().joined(parts, call.origin());
}

const Value* pad_left(const Call& call) {
  if (!call[0].is(ValueKind::string) && !call[0].is(ValueKind::integer))
    return call.wrong(0, "a string or an integer");
  if (!call[1].is(ValueKind::integer) || call[1].integer() > 100000)
    return call.wrong(1, "an integer that is not too great");
  std::string pad = " ";
  if (call.size() == 3) {
    if (!call[2].is(ValueKind::string) || utf16_length(call[2].text()) != 1)
      return call.wrong(2, "one character");
    pad = call[2].text();
  }
  std::string text = plain_text(call[0], '"');
  const auto size = static_cast<std::int64_t>(utf16_length(text));
  std::string padding;
  for (std::int64_t i = size; i < call[1].integer(); ++i)
    padding += pad;
  return call.string(padding + text);
}

const Value* replace(const Call& call) {
  for (std::size_t i = 0; i < 3; ++i) {
    if (!call[i].is(ValueKind::string))
      return call.wrong(i, "a string");
  }
  if (call[1].text().empty())
    return call.wrong(1, "a text that is not empty");
  std::string text(call[0].text());
  const std::size_t limit = call.evaluator.options().limits.text_bytes;
  replace_all(text, call[1].text(), call[2].text(), limit);
  if (text.size() > limit)
    return call.fail("the text is longer than the limit of " + std::to_string(limit) + " bytes");
  return call.string(text);
}

namespace {

/// The words that a text is split at; nothing if they are of the wrong kind.
std::optional<std::vector<std::string_view>> delimiters_of(const Value& given) {
  std::vector<std::string_view> result;
  if (given.is(ValueKind::string)) {
    result.push_back(given.text());
  } else if (given.is(ValueKind::array)) {
    for (const Value* item : given.items()) {
      if (!item->is(ValueKind::string))
        return std::nullopt;
      result.push_back(item->text());
    }
  } else {
    return std::nullopt;
  }
  std::erase(result, std::string_view());
  return result;
}

/// Calls `take` with each part of the text.
template <class Take>
void each_part(std::string_view text, const std::vector<std::string_view>& delimiters,
               Take&& take) {
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size() && !delimiters.empty();) {
    const auto found = std::find_if(delimiters.begin(), delimiters.end(), [&](std::string_view d) {
      return text.substr(at).starts_with(d);
    });
    if (found == delimiters.end()) {
      ++at;
      continue;
    }
    take(text.substr(start, at - start));
    at += found->size();
    start = at;
  }
  take(text.substr(start));
}

/// A name of the scope that the caller did not say: whatever it is, it has no slash.
bool is_scope_name(const Value& piece) {
  return piece.is(ValueKind::unknown) && piece.unknown().residual == Residual::text &&
         piece.unknown().stand_in != nullptr &&
         piece.unknown().stand_in->text().find('/') == std::string_view::npos;
}

/// The segments of an id in a scope that is not known: the others are.
const Value* split_id(const Call& call, const std::vector<std::string_view>& delimiters) {
  const auto pieces = call[0].unknown().arguments;
  const bool is_id = std::all_of(pieces.begin(), pieces.end(), [](const Value* piece) {
    return piece->is(ValueKind::string) || is_scope_name(*piece);
  });
  if (!is_id || delimiters != std::vector<std::string_view>{"/"} ||
      (call[0].flags & flag_deep_secret) != 0)
    return nullptr;
  std::vector<const Value*> segments;
  std::vector<const Value*> segment;
  for (const Value* piece : pieces) {
    if (!piece->is(ValueKind::string)) {
      segment.push_back(piece);
      continue;
    }
    bool is_first = true;
    each_part(piece->text(), delimiters, [&](std::string_view part) {
      if (!std::exchange(is_first, false)) {
        segments.push_back(call.make().joined(segment, call.origin()));
        segment.clear();
      }
      if (!part.empty())
        segment.push_back(call.string(part));
    });
  }
  segments.push_back(call.make().joined(segment, call.origin()));
  return call.array(segments);
}

}  // namespace

const Value* split(const Call& call) {
  if (!call[1].is_known())
    return call.unknown(ValueKind::array, true, true);
  const auto delimiters = delimiters_of(call[1]);
  if (!delimiters)
    return call.wrong(1, "a string or an array of strings");
  if (call[0].is(ValueKind::unknown)) {
    const Value* segments =
        call[0].unknown().residual == Residual::pieces ? split_id(call, *delimiters) : nullptr;
    return segments != nullptr ? segments : call.unknown(ValueKind::array, true, true);
  }
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  std::vector<const Value*> parts;
  each_part(call[0].text(), *delimiters,
            [&](std::string_view part) { parts.push_back(call.string(part)); });
  const auto marks = static_cast<std::uint8_t>((call[0].flags | call[1].flags) & own_flags);
  return call.make().with_flags(call.array(parts), marks);
}

const Value* string(const Call& call) {
  if (call[0].is_known())
    return call.string(call[0].is(ValueKind::null) ? std::string("null")
                                                   : plain_text(call[0], '"'));
  if (is_unknown(call[0]) && call[0].hint == ValueKind::string)
    return call.arguments[0];
  return call.unknown(ValueKind::string, true,
                      !is_unknown(call[0]) || call[0].hint != ValueKind::unknown);
}

const Value* substring(const Call& call) {
  for (std::size_t i = 1; i < call.size(); ++i) {
    if (is_unknown(call[i]))
      return call.unknown(ValueKind::string);
    if (!call[i].is(ValueKind::integer))
      return call.wrong(i, "an integer");
  }
  if (!is_unknown(call[0]) && !call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  const bool negative = call[1].integer() < 0 || (call.size() == 3 && call[2].integer() < 0);
  if (negative)
    return call.fail("the range of `substring` is negative");
  const std::string_view text = known_prefix(call[0]);
  const auto size = static_cast<std::int64_t>(utf16_length(text));
  const std::int64_t start = call[1].integer();
  const std::int64_t length = call.size() == 3 ? call[2].integer() : size - start;
  const bool inside = start <= size && length >= 0 && length <= size - start;
  if (is_unknown(call[0]) && (call.size() == 2 || !inside))
    return call.unknown(ValueKind::string);
  if (!inside)
    return call.fail("the range of `substring` is outside of the text");
  return call.string(
      utf16_substring(text, static_cast<std::size_t>(start), static_cast<std::size_t>(length)));
}

}  // namespace cachewarden::inline v0::templates::functions
