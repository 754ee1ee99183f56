#include <algorithm>
#include <vector>

#include "template/functions.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

bool may_be(const Value& value, ValueKind kind) noexcept {
  return value.is(kind) ||
         (value.is(ValueKind::unknown) && (value.hint == kind || value.hint == ValueKind::unknown));
}

}  // namespace
}  // namespace cachewarden::inline v0::templates

namespace cachewarden::inline v0::templates::functions {
namespace {

constexpr std::int64_t most_in_range = 10000;
constexpr std::int64_t greatest_in_range = 2147483647;

using Items = std::span<const Value* const>;

bool is_unknown(const Value& value) noexcept {
  return value.is(ValueKind::unknown);
}

/// Whether an item is in the list.
Truth holds(const Call& call, Items items, const Value& item) {
  constexpr std::size_t compared_in_a_step = 8;
  Truth result = Truth::no;
  if (!call.evaluator.step(call.env, call.origin(), items.size() / compared_in_a_step))
    return Truth::unknown;
  for (const Value* candidate : items) {
    result = result | equal(*candidate, item);
    if (result == Truth::yes)
      break;
  }
  return result;
}

const Value* concat_arrays(const Call& call) {
  std::vector<const Value*> all;
  bool known = true;
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (is_unknown(call[i])) {
      if (!may_be(call[i], ValueKind::array))
        return call.wrong(i, "an array like the others");
      known = false;
      continue;
    }
    if (!call[i].is(ValueKind::array))
      return call.wrong(i, "an array like the others");
    all.insert(all.end(), call[i].items().begin(), call[i].items().end());
  }
  return known ? call.array(all) : call.unknown(ValueKind::array, true, !all.empty());
}

const Value* concat_texts(const Call& call) {
  std::vector<const Value*> parts;
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (call[i].is(ValueKind::null))
      continue;
    if (is_unknown(call[i]) || call[i].is(ValueKind::string))
      parts.push_back(call.arguments[i]);
    else if (is_scalar(call[i]))
      parts.push_back(call.make().with_flags(call.string(plain_text(call[i], '"')), call[i].flags));
    else
      return call.wrong(i, "a string like the others");
  }
  return call.make().joined(parts, call.origin());
}

struct Pick {
  const Value* value = nullptr;  ///< null pointer: not there
};

Pick pick(const Value& container, const Value& step) {
  if (container.is(ValueKind::object)) {
    if (!step.is(ValueKind::string))
      return {};
    return {container.object().find(step.text())};
  }
  if (!container.is(ValueKind::array))
    return {};
  const auto size = static_cast<std::int64_t>(container.items().size());
  std::int64_t at = -1;
  if (step.is(ValueKind::integer)) {
    at = step.integer();
  } else if (step.is(ValueKind::object)) {
    const Value* number = step.object().find("value");
    const Value* from_end = step.object().find("fromEnd");
    if (number == nullptr || !number->is(ValueKind::integer))
      return {};
    const bool backwards =
        from_end != nullptr && from_end->is(ValueKind::boolean) && from_end->boolean();
    at = backwards ? size - number->integer() : number->integer();
  }
  if (at < 0 || at >= size)
    return {};
  return {container.items()[static_cast<std::size_t>(at)]};
}

const Value* extreme(const Call& call, bool greatest) {
  const Value* best = nullptr;
  const auto offer = [&](const Value* value) {
    if (!value->is(ValueKind::integer))
      return false;
    if (best == nullptr ||
        (greatest ? value->integer() > best->integer() : value->integer() < best->integer()))
      best = value;
    return true;
  };
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (!call[i].is(ValueKind::array)) {
      if (!offer(call.arguments[i]))
        return call.wrong(i, "an integer or an array of integers");
      continue;
    }
    for (const Value* item : call[i].items()) {
      if (!offer(item))
        return call.wrong(i, "an integer or an array of integers");
    }
  }
  return best != nullptr ? call.integer(best->integer()) : call.fail("the list is empty");
}

const Value* intersect_arrays(const Call& call) {
  std::vector<const Value*> result;
  for (const Value* item : call[0].items()) {
    Truth everywhere = truth(true);
    for (std::size_t i = 1; i < call.size(); ++i)
      everywhere = everywhere & holds(call, call[i].items(), *item);
    const Truth repeated = holds(call, result, *item);
    if ((everywhere & !repeated) == Truth::unknown)
      return call.unknown(ValueKind::array);
    if (everywhere == Truth::yes && repeated == Truth::no)
      result.push_back(item);
  }
  return call.array(result);
}

const Value* intersect_objects(const Call& call) {
  std::vector<Member> result;
  for (const Member& member : call[0].object().members) {
    Truth everywhere = Truth::yes;
    for (std::size_t i = 1; i < call.size(); ++i) {
      const Value* other = call[i].object().find(member.name);
      everywhere = everywhere & (other == nullptr ? Truth::no : equal(*member.value, *other));
    }
    if (everywhere == Truth::unknown)
      return call.unknown(ValueKind::object);
    if (everywhere == Truth::yes)
      result.push_back(member);
  }
  return call.object(result);
}

/// The places of the members in the order of their names, ignoring case.
std::vector<Member> sorted_members(const Object& object) {
  std::vector<Member> members(object.members.begin(), object.members.end());
  std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    return compare_ordinal_ignoring_case(a.name, b.name) < 0;
  });
  return members;
}

const Value* position(const Call& call, bool from_end) {
  if (is_unknown(call[0]) || is_unknown(call[1]))
    return call.unknown(ValueKind::integer);
  if (call[0].is(ValueKind::string)) {
    if (!call[1].is(ValueKind::string))
      return call.wrong(1, "a string");
    const auto at = find_ignoring_case(call[0].text(), call[1].text(), from_end);
    return call.integer(at ? static_cast<std::int64_t>(*at) : -1);
  }
  if (!call[0].is(ValueKind::array))
    return call.wrong(0, "a string or an array");
  const Items items = call[0].items();
  for (std::size_t n = 0; n < items.size(); ++n) {
    const std::size_t i = from_end ? items.size() - 1 - n : n;
    const Truth same = equal(*items[i], call[1]);
    if (same == Truth::unknown)
      return call.unknown(ValueKind::integer);
    if (same == Truth::yes)
      return call.integer(static_cast<std::int64_t>(i));
  }
  return call.integer(-1);
}

/// The number of units to take or skip, within 0 and `size`.
std::size_t clamped(std::int64_t count, std::size_t size) {
  if (count <= 0)
    return 0;
  return std::min(static_cast<std::size_t>(count), size);
}

const Value* try_steps(const Call& call, std::size_t from, const Value* value) {
  for (std::size_t i = from; i < call.size(); ++i) {
    if (is_unknown(*value) || is_unknown(call[i])) {
      if (is_unknown(*value) && value->unknown().overlay != nullptr && !is_unknown(call[i])) {
        const Value* next =
            call[i].is(ValueKind::string)
                ? call.evaluator.unknown_member(value, call[i].text(), call.origin())
                : call.evaluator.unknown_item(value, call.arguments[i], call.origin());
        value = next;
        continue;
      }
      return call.unknown(ValueKind::unknown, false);
    }
    const Pick picked = pick(*value, call[i]);
    if (picked.value == nullptr) {
      const bool open = value->is(ValueKind::object) && value->object().open;
      return open ? call.unknown(ValueKind::unknown, false) : call.null();
    }
    value = picked.value;
  }
  return value;
}

const Value* union_arrays(const Call& call) {
  std::vector<const Value*> result;
  bool known = true;
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (call[i].is(ValueKind::null))
      continue;
    if (is_unknown(call[i])) {
      known = false;
      continue;
    }
    if (!call[i].is(ValueKind::array))
      return call.wrong(i, "an array like the others");
    for (const Value* item : call[i].items()) {
      const Truth repeated = holds(call, result, *item);
      known = known && repeated != Truth::unknown;
      if (repeated != Truth::yes)
        result.push_back(item);
    }
  }
  return known ? call.array(result) : call.unknown(ValueKind::array, true, !result.empty());
}

const Value* merge_all(const Call& call, Items parts, bool deep) {
  const Value* result = nullptr;
  for (const Value* part : parts) {
    if (part->is(ValueKind::null))
      continue;
    if (!may_be(*part, ValueKind::object))
      return call.fail("function `" + std::string(call.expr.text) + "` takes objects, all of them");
    result = result == nullptr ? part : merged(call, result, part, deep);
  }
  if (result == nullptr)
    return call.object({});
  return result;
}

}  // namespace

const Value* array(const Call& call) {
  if (call[0].is(ValueKind::array))
    return call.arguments[0];
  if (is_unknown(call[0]) &&
      (call[0].hint == ValueKind::array || call[0].hint == ValueKind::unknown))
    return call[0].hint == ValueKind::array ? call.arguments[0] : call.unknown(ValueKind::array);
  return call.array(call.arguments);
}

const Value* concat(const Call& call) {
  bool arrays = false;
  bool texts = call.size() == 0;
  for (std::size_t i = 0; i < call.size(); ++i) {
    const ValueKind kind = is_unknown(call[i]) ? call[i].hint : call[i].kind;
    arrays = arrays || kind == ValueKind::array;
    texts = texts || kind == ValueKind::string || kind == ValueKind::integer ||
            kind == ValueKind::boolean || kind == ValueKind::real;
  }
  if (arrays)
    return concat_arrays(call);
  if (!texts && std::any_of(call.arguments.begin(), call.arguments.end(),
                            [](const Value* v) { return is_unknown(*v); }))
    return call.unknown(ValueKind::unknown);
  return concat_texts(call);
}

const Value* contains(const Call& call) {
  const Value& container = call[0];
  const Value& item = call[1];
  switch (container.kind) {
    case ValueKind::array:
      return call.decided(holds(call, container.items(), item));
    case ValueKind::object:
      if (is_unknown(item))
        return container.object().members.empty() ? call.boolean(false)
                                                  : call.unknown(ValueKind::boolean);
      if (!item.is(ValueKind::string))
        return call.boolean(false);
      if (container.object().find(item.text()) == nullptr && container.object().open)
        return call.unknown(ValueKind::boolean);
      return call.boolean(container.object().find(item.text()) != nullptr);
    case ValueKind::string:
      if (is_unknown(item))
        return call.unknown(ValueKind::boolean);
      if (!is_scalar(item))
        return call.wrong(1, "a string");
      return call.boolean(container.text().find(plain_text(item, '"')) != std::string_view::npos);
    case ValueKind::unknown:
      break;
    default:
      return call.wrong(0, "a string, an array or an object");
  }
  const Unknown& unknown = container.unknown();
  if (unknown.residual == Residual::pieces && item.is(ValueKind::string)) {
    for (const Value* piece : unknown.arguments) {
      if (piece->is(ValueKind::string) && piece->text().find(item.text()) != std::string_view::npos)
        return call.boolean(true);
    }
  }
  const bool declared = unknown.overlay != nullptr && unknown.overlay->is(ValueKind::object) &&
                        item.is(ValueKind::string) &&
                        unknown.overlay->object().find(item.text()) != nullptr;
  return declared ? call.boolean(true) : call.unknown(ValueKind::boolean);
}

const Value* create_array(const Call& call) {
  return call.array(call.arguments);
}

const Value* create_object(const Call& call) {
  if (call.size() % 2 != 0)
    return call.fail("function `createObject` takes names and values in turn");
  std::vector<Member> members;
  unsigned marks = 0;
  for (std::size_t i = 0; i < call.size(); i += 2) {
    if (is_unknown(call[i]))
      return call.unknown(ValueKind::object, true, true);
    if (!call[i].is(ValueKind::string))
      return call.wrong(i, "a string");
    marks |= call[i].flags & own_flags;
    members.push_back({call[i].text(), call.arguments[i + 1]});
  }
  return call.make().with_flags(call.object(members), static_cast<std::uint8_t>(marks));
}

const Value* distinct(const Call& call) {
  if (!call[0].is(ValueKind::array))
    return call.wrong(0, "an array");
  std::vector<const Value*> result;
  for (const Value* item : call[0].items()) {
    const Truth repeated = holds(call, result, *item);
    if (repeated == Truth::unknown)
      return call.unknown(ValueKind::array, true, true);
    if (repeated == Truth::no)
      result.push_back(item);
  }
  return call.array(result);
}

const Value* empty(const Call& call) {
  switch (call[0].kind) {
    case ValueKind::null:
      return call.boolean(true);
    case ValueKind::string:
      return call.boolean(call[0].text().empty());
    case ValueKind::array:
      return call.boolean(call[0].items().empty());
    case ValueKind::object:
      return call.boolean(call[0].object().members.empty());
    case ValueKind::unknown: {
      const Unknown& unknown = call[0].unknown();
      const bool declared = unknown.overlay != nullptr && unknown.overlay->is(ValueKind::object) &&
                            !unknown.overlay->object().members.empty();
      return unknown.never_empty || declared ? call.boolean(false)
                                             : call.unknown(ValueKind::boolean);
    }
    default:
      return call.wrong(0, "null, a string, an array or an object");
  }
}

const Value* first(const Call& call) {
  if (is_unknown(call[0])) {
    const std::string_view prefix = known_prefix(call[0]);
    return prefix.empty() ? call.unknown(ValueKind::unknown, false)
                          : call.string(utf16_substring(prefix, 0, 1));
  }
  if (call[0].is(ValueKind::array))
    return call[0].items().empty() ? call.null() : call[0].items().front();
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string or an array");
  return call.string(call[0].text().empty() ? std::string()
                                            : utf16_substring(call[0].text(), 0, 1));
}

const Value* last(const Call& call) {
  const auto last_unit = [&](std::string_view text) {
    return call.string(text.empty() ? std::string()
                                    : utf16_substring(text, utf16_length(text) - 1, 1));
  };
  if (is_unknown(call[0])) {
    const std::string_view suffix = known_suffix(call[0]);
    return suffix.empty() ? call.unknown(ValueKind::unknown, false) : last_unit(suffix);
  }
  if (call[0].is(ValueKind::array))
    return call[0].items().empty() ? call.null() : call[0].items().back();
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string or an array");
  return last_unit(call[0].text());
}

const Value* flatten(const Call& call) {
  if (!call[0].is(ValueKind::array))
    return call.wrong(0, "an array of arrays");
  std::vector<const Value*> result;
  bool known = true;
  for (const Value* item : call[0].items()) {
    if (is_unknown(*item)) {
      known = false;
      continue;
    }
    if (!item->is(ValueKind::array))
      return call.wrong(0, "an array of arrays");
    result.insert(result.end(), item->items().begin(), item->items().end());
  }
  return known ? call.array(result) : call.unknown(ValueKind::array, true, !result.empty());
}

const Value* index_from_end(const Call& call) {
  if (!call[0].is(ValueKind::array) || !call[1].is(ValueKind::integer))
    return call.fail("function `indexFromEnd` takes an array and an integer");
  const auto items = call[0].items();
  const std::int64_t at = call[1].integer();
  if (at < 1 || at > static_cast<std::int64_t>(items.size()))
    return call.fail("index " + std::to_string(at) + " from the end is out of range");
  return items[items.size() - static_cast<std::size_t>(at)];
}

const Value* try_index_from_end(const Call& call) {
  if (!call[1].is(ValueKind::integer))
    return call.wrong(1, "an integer");
  if (!call[0].is(ValueKind::array))
    return call.null();
  const auto items = call[0].items();
  const std::int64_t at = call[1].integer();
  if (at < 1 || at > static_cast<std::int64_t>(items.size()))
    return call.null();
  return items[items.size() - static_cast<std::size_t>(at)];
}

const Value* index_of(const Call& call) {
  return position(call, false);
}

const Value* last_index_of(const Call& call) {
  return position(call, true);
}

const Value* intersection(const Call& call) {
  const ValueKind kind = call[0].kind;
  if (kind != ValueKind::array && kind != ValueKind::object)
    return call.wrong(0, "an array or an object");
  for (std::size_t i = 1; i < call.size(); ++i) {
    if (!call[i].is(kind))
      return call.wrong(i, "of the same kind as the first");
  }
  return kind == ValueKind::array ? intersect_arrays(call) : intersect_objects(call);
}

const Value* items(const Call& call) {
  if (!call[0].is(ValueKind::object))
    return call.wrong(0, "an object");
  if (call[0].object().open)
    return call.unknown(ValueKind::array, true, true);
  std::vector<const Value*> result;
  for (const Member& member : sorted_members(call[0].object())) {
    const Member pair[] = {{"key", call.make().string_view(member.name, call.origin())},
                           {"value", member.value}};
    result.push_back(call.object(pair));
  }
  return call.array(result);
}

const Value* object_keys(const Call& call) {
  if (!call[0].is(ValueKind::object))
    return call.wrong(0, "an object");
  if (call[0].object().open)
    return call.unknown(ValueKind::array, true, true);
  std::vector<const Value*> result;
  for (const Member& member : sorted_members(call[0].object()))
    result.push_back(call.make().string_view(member.name, call.origin()));
  return call.array(result);
}

const Value* length(const Call& call) {
  switch (call[0].kind) {
    case ValueKind::string:
      return call.integer(static_cast<std::int64_t>(utf16_length(call[0].text())));
    case ValueKind::array:
      return call.integer(static_cast<std::int64_t>(call[0].items().size()));
    case ValueKind::object:
      return call.integer(static_cast<std::int64_t>(call[0].object().members.size()));
    case ValueKind::unknown:
      return call.unknown(ValueKind::integer);
    default:
      return call.wrong(0, "a string, an array or an object");
  }
}

const Value* max(const Call& call) {
  return extreme(call, true);
}

const Value* min(const Call& call) {
  return extreme(call, false);
}

const Value* range(const Call& call) {
  if (!call[0].is(ValueKind::integer) || !call[1].is(ValueKind::integer))
    return call.fail("function `range` takes two integers");
  const std::int64_t start = call[0].integer();
  const std::int64_t count = call[1].integer();
  if (count < 0 || count > most_in_range)
    return call.fail("the length of a range must be from 0 to " + std::to_string(most_in_range));
  if (start > greatest_in_range - count || start < -greatest_in_range - 1)
    return call.fail("the range leaves the 32-bit integers");
  std::vector<const Value*> result;
  result.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i)
    result.push_back(call.integer(start + i));
  return call.array(result);
}

const Value* shallow_merge(const Call& call) {
  if (is_unknown(call[0]))
    return call.unknown(ValueKind::object);
  if (!call[0].is(ValueKind::array))
    return call.wrong(0, "an array of objects");
  return merge_all(call, call[0].items(), false);
}

const Value* skip(const Call& call) {
  if (is_unknown(call[1]))
    return call.unknown(call[0].is(ValueKind::unknown) ? call[0].hint : call[0].kind);
  if (!call[1].is(ValueKind::integer))
    return call.wrong(1, "an integer");
  const std::int64_t count = call[1].integer();
  if (is_unknown(call[0])) {
    const std::string_view prefix = known_prefix(call[0]);
    const std::size_t size = utf16_length(prefix);
    if (count <= 0)
      return call.arguments[0];
    if (prefix.empty() || static_cast<std::size_t>(count) > size)
      return call.unknown(call[0].hint);
    std::vector<const Value*> parts(call[0].unknown().arguments.begin(),
                                    call[0].unknown().arguments.end());
    const auto skipped = static_cast<std::size_t>(count);
    parts[0] = call.make().with_flags(call.string(utf16_substring(prefix, skipped, size - skipped)),
                                      parts[0]->flags);
    return call.make().joined(parts, call.origin());
  }
  if (call[0].is(ValueKind::array)) {
    const auto items = call[0].items();
    return call.array(items.subspan(clamped(count, items.size())));
  }
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string or an array");
  const std::size_t size = utf16_length(call[0].text());
  const std::size_t start = clamped(count, size);
  return call.string(utf16_substring(call[0].text(), start, size - start));
}

const Value* take(const Call& call) {
  if (is_unknown(call[1]))
    return call.unknown(call[0].is(ValueKind::unknown) ? call[0].hint : call[0].kind);
  if (!call[1].is(ValueKind::integer))
    return call.wrong(1, "an integer");
  const std::int64_t count = call[1].integer();
  if (is_unknown(call[0])) {
    const std::string_view prefix = known_prefix(call[0]);
    if (!prefix.empty() && clamped(count, utf16_length(prefix)) ==
                               static_cast<std::size_t>(std::max<std::int64_t>(count, 0)))
      return call.string(utf16_substring(prefix, 0, clamped(count, utf16_length(prefix))));
    return call.unknown(call[0].hint, true, !prefix.empty());
  }
  if (call[0].is(ValueKind::array)) {
    const auto items = call[0].items();
    return call.array(items.first(clamped(count, items.size())));
  }
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string or an array");
  return call.string(
      utf16_substring(call[0].text(), 0, clamped(count, utf16_length(call[0].text()))));
}

const Value* try_get(const Call& call) {
  return try_steps(call, 1, call.arguments[0]);
}

const Value* union_(const Call& call) {
  ValueKind kind = ValueKind::unknown;
  for (std::size_t i = 0; i < call.size() && kind == ValueKind::unknown; ++i) {
    const ValueKind own = is_unknown(call[i]) ? call[i].hint : call[i].kind;
    if (own != ValueKind::null)
      kind = own;
  }
  if (kind == ValueKind::array)
    return union_arrays(call);
  if (kind == ValueKind::object)
    return merge_all(call, call.arguments, true);
  if (kind != ValueKind::unknown)
    return call.fail("function `union` takes arrays or objects");
  const bool any_unknown = std::any_of(call.arguments.begin(), call.arguments.end(),
                                       [](const Value* value) { return is_unknown(*value); });
  return any_unknown ? call.unknown(ValueKind::unknown, false) : call.null();
}

}  // namespace cachewarden::inline v0::templates::functions

namespace cachewarden::inline v0::templates {
namespace {

const Value* overlay_of(const Value* value) {
  if (value->is(ValueKind::object))
    return value;
  const Value* overlay = value->is(ValueKind::unknown) ? value->unknown().overlay : nullptr;
  return overlay != nullptr && overlay->is(ValueKind::object) ? overlay : nullptr;
}

}  // namespace

const Value* merged(const Call& call, const Value* left, const Value* right, bool deep) {
  ValueMaker& make = call.make();
  if (left->is(ValueKind::object) && right->is(ValueKind::object)) {
    std::vector<Member> members(left->object().members.begin(), left->object().members.end());
    for (const Member& member : right->object().members) {
      const std::size_t place = left->object().place(member.name);
      if (place == left->object().members.size()) {
        members.push_back(member);
        continue;
      }
      const Value* before = members[place].value;
      const bool both =
          deep && may_be(*before, ValueKind::object) && may_be(*member.value, ValueKind::object);
      members[place].value = both ? merged(call, before, member.value, deep) : member.value;
    }
    const auto flags = static_cast<std::uint8_t>((left->flags | right->flags) & own_flags);
    return make.with_flags(make.object(members, call.origin()), flags);
  }
  const bool right_replaces = right->is(ValueKind::unknown) && right->hint != ValueKind::object &&
                              right->hint != ValueKind::unknown;
  if (right_replaces || left->is(ValueKind::null))
    return right;
  const Value* known = nullptr;
  if (right->is(ValueKind::object)) {
    const Value* under = overlay_of(left);
    known = under == nullptr ? right : merged(call, under, right, deep);
  } else if (const Value* over = overlay_of(right)) {
    known = over;
  }
  if (known != nullptr && !known->is(ValueKind::object))  // past a limit
    known = nullptr;
  const Value* parts[] = {left, right};
  return make.unknown({.kind = UnknownKind::parameter,
                       .residual = Residual::call,
                       .never_null = true,
                       .never_empty = known != nullptr && !known->object().members.empty(),
                       .name = "union",
                       .arguments = parts,
                       .overlay = known},
                      ValueKind::object, call.origin());
}

}  // namespace cachewarden::inline v0::templates
