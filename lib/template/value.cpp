#include "cachewarden/template/value.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::templates {
namespace {

/// Members from which on an object has an index.
constexpr std::size_t few_members = 8;

constexpr std::uint8_t deep_of(std::uint8_t flags) noexcept {
  return static_cast<std::uint8_t>(
      (flags & flag_secret ? flag_deep_secret : 0) |
      (flags & flag_assumed ? flag_deep_assumed : 0) |
      (flags & (flag_deep_secret | flag_deep_assumed | flag_deep_unique)));
}

/// What a value takes over from its parts.
struct Carried {
  std::uint8_t deep_flags = 0;
  std::uint8_t deep_unknown = 0;
  std::uint16_t height = 0;
  std::uint64_t weight = 1;

  [[nodiscard]] bool is_too_great() const noexcept {
    return height >= max_value_height || weight > max_value_weight;
  }
  void add(const Value& part) noexcept {
    deep_flags = static_cast<std::uint8_t>(deep_flags | deep_of(part.flags));
    deep_unknown = std::max(deep_unknown, part.deep_unknown);
    height = std::max(height, part.height);
    weight += part.weight;
  }
  /// The same of a value of which one part is taken: what is declared of others does not count.
  void add_base(const Value& base) noexcept {
    if (!base.is(ValueKind::unknown))
      return add(base);
    const auto own = static_cast<std::uint8_t>(base.flags & own_flags);
    deep_flags =
        static_cast<std::uint8_t>(deep_flags | deep_of(own) | base.unknown().own_deep_flags);
    deep_unknown = std::max(deep_unknown, static_cast<std::uint8_t>(base.unknown().kind));
    height = std::max(height, base.height);
    weight += base.weight;
  }
  void give(Value& whole) const noexcept {
    whole.flags = static_cast<std::uint8_t>(whole.flags | deep_flags);
    whole.deep_unknown = std::max(whole.deep_unknown, deep_unknown);
    whole.height = static_cast<std::uint16_t>(height + 1);
    whole.weight = static_cast<std::uint32_t>(weight);
  }
};

bool folded_less(std::string_view a, std::string_view b) noexcept {
  return compare_folded(a, b) < 0;
}

/// Two texts cannot be equal by what is known of their ends.
bool ends_differ(const Value& a, const Value& b) {
  const std::string_view starts[] = {known_prefix(a), known_prefix(b)};
  const std::string_view ends[] = {known_suffix(a), known_suffix(b)};
  const std::size_t first = std::min(starts[0].size(), starts[1].size());
  const std::size_t last = std::min(ends[0].size(), ends[1].size());
  return starts[0].substr(0, first) != starts[1].substr(0, first) ||
         ends[0].substr(ends[0].size() - last) != ends[1].substr(ends[1].size() - last);
}

/// One comparison. Values share parts, residuals without bounds: two that are compared twice are
/// remembered.
class Comparison {
 public:
  Truth of(const Value& a, const Value& b) {
    if (&a == &b)
      return Truth::yes;
    if (std::min(a.height, b.height) < remembered_from)
      return compared(a, b);
    const auto [at, is_new] = known_.try_emplace({&a, &b}, Truth::unknown);
    if (!is_new)
      return at->second;
    const Truth result = compared(a, b);
    return known_[{&a, &b}] = result;
  }

 private:
  using Pair = std::pair<const Value*, const Value*>;
  struct Hash {
    std::size_t operator()(const Pair& pair) const noexcept {
      constexpr std::size_t factor = 0x9E3779B97F4A7C15U;
      const std::hash<const Value*> hash;
      return hash(pair.first) * factor ^ hash(pair.second);
    }
  };
  static constexpr std::uint16_t remembered_from = 4;

  Truth compared(const Value& a, const Value& b);
  Truth items(std::span<const Value* const> a, std::span<const Value* const> b);
  Truth objects(const Object& a, const Object& b);
  Truth to_unknown(const Value& unknown, const Value& other);

  std::unordered_map<Pair, Truth, Hash> known_;  ///< looked up only
};

Truth Comparison::items(std::span<const Value* const> a, std::span<const Value* const> b) {
  if (a.size() != b.size())
    return Truth::no;
  Truth result = Truth::yes;
  for (std::size_t i = 0; i < a.size() && result != Truth::no; ++i)
    result = result & of(*a[i], *b[i]);
  return result;
}

Truth Comparison::objects(const Object& a, const Object& b) {
  if (a.open || b.open)
    return Truth::unknown;
  if (a.members.size() != b.members.size())
    return Truth::no;
  Truth result = Truth::yes;
  for (const Member& member : a.members) {
    const Value* other = b.find(member.name);
    if (other == nullptr)
      return Truth::no;
    result = result & of(*member.value, *other);
    if (result == Truth::no)
      break;
  }
  return result;
}

Truth Comparison::to_unknown(const Value& unknown, const Value& other) {
  const Unknown& u = unknown.unknown();
  if (!u.choices.empty() && other.is_known()) {
    Truth result = of(*u.choices.front(), other);
    for (const Value* choice : u.choices.subspan(1)) {
      if (of(*choice, other) != result)
        return Truth::unknown;
    }
    return result;
  }
  if (other.is(ValueKind::unknown)) {
    const Unknown& v = other.unknown();
    if (&u == &v)
      return Truth::yes;
    const bool named = !u.name.empty() || u.residual == Residual::pieces;
    const bool same = u.residual == v.residual && equal_folded(u.name, v.name) && named &&
                      !u.unique && items(u.arguments, v.arguments) == Truth::yes;
    if (same)
      return Truth::yes;
    return ends_differ(unknown, other) ? Truth::no : Truth::unknown;
  }
  if (other.is(ValueKind::null))
    return u.never_null ? Truth::no : Truth::unknown;
  if (unknown.hint != ValueKind::unknown && u.never_null && unknown.hint != other.kind)
    return Truth::no;
  if (!other.is(ValueKind::string))
    return Truth::unknown;
  if (other.text().empty() && u.never_empty)
    return Truth::no;
  const std::string_view text = other.text();
  const std::string_view prefix = known_prefix(unknown);
  const std::string_view suffix = known_suffix(unknown);
  const bool possible = text.size() >= prefix.size() + suffix.size() && text.starts_with(prefix) &&
                        text.ends_with(suffix);
  return possible ? Truth::unknown : Truth::no;
}

Truth Comparison::compared(const Value& a, const Value& b) {
  if (a.is(ValueKind::unknown))
    return to_unknown(a, b);
  if (b.is(ValueKind::unknown))
    return to_unknown(b, a);
  if (a.kind != b.kind) {
    if (a.is(ValueKind::integer) && b.is(ValueKind::real))
      return truth(static_cast<double>(a.integer()) == b.real());
    if (a.is(ValueKind::real) && b.is(ValueKind::integer))
      return truth(a.real() == static_cast<double>(b.integer()));
    return Truth::no;
  }
  switch (a.kind) {
    case ValueKind::null:
      return Truth::yes;
    case ValueKind::boolean:
    case ValueKind::integer:
      return truth(a.bits == b.bits);
    case ValueKind::real:
      return truth(a.real() == b.real());
    case ValueKind::string:
      return truth(a.text() == b.text());
    case ValueKind::array:
      return items(a.items(), b.items());
    case ValueKind::object:
      return objects(a.object(), b.object());
    case ValueKind::unknown:
      break;
  }
  return Truth::unknown;
}

}  // namespace

std::size_t Object::place(std::string_view name) const noexcept {
  std::size_t by_folded_name = members.size();
  if (order == nullptr) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].name == name)
        return i;
      if (by_folded_name == members.size() && equal_folded(members[i].name, name))
        by_folded_name = i;
    }
    return by_folded_name;
  }
  const std::uint32_t* end = order + members.size();
  const std::uint32_t* found =
      std::lower_bound(order, end, name, [this](std::uint32_t index, std::string_view key) {
        return folded_less(members[index].name, key);
      });
  for (; found != end && equal_folded(members[*found].name, name); ++found) {
    if (members[*found].name == name)
      return *found;
    if (by_folded_name == members.size())
      by_folded_name = *found;
  }
  return by_folded_name;
}

const Value* ValueMaker::null(Origin origin) {
  return arena_.make<Value>(Value{.kind = ValueKind::null, .origin = origin});
}

const Value* ValueMaker::boolean(bool value, Origin origin) {
  return arena_.make<Value>(
      Value{.kind = ValueKind::boolean, .origin = origin, .bits = value ? 1U : 0U});
}

const Value* ValueMaker::integer(std::int64_t value, Origin origin) {
  return arena_.make<Value>(Value{
      .kind = ValueKind::integer, .origin = origin, .bits = static_cast<std::uint64_t>(value)});
}

const Value* ValueMaker::real(double value, Origin origin) {
  return arena_.make<Value>(Value{
      .kind = ValueKind::real, .origin = origin, .bits = std::bit_cast<std::uint64_t>(value)});
}

const Value* ValueMaker::string(std::string_view text, Origin origin) {
  return string_view(arena_.copy(text), origin);
}

const Value* ValueMaker::string_view(std::string_view text, Origin origin) {
  constexpr std::size_t bytes_in_a_part = 16;
  const std::size_t weight = 1 + text.size() / bytes_in_a_part;
  return arena_.make<Value>(
      Value{.kind = ValueKind::string,
            .weight = static_cast<std::uint32_t>(std::min<std::size_t>(weight, max_value_weight)),
            .origin = origin,
            .data = text.data(),
            .bits = text.size()});
}

const Value* ValueMaker::give_up(Origin origin) {
  has_given_up_ = true;
  return unknown_text(UnknownKind::runtime, "limit()", ValueKind::unknown, origin);
}

const Value* ValueMaker::array(std::span<const Value* const> items, Origin origin) {
  Carried carried;
  for (const Value* item : items)
    carried.add(*item);
  if (carried.is_too_great())
    return give_up(origin);
  const auto copy = arena_.copy(items);
  Value value{.kind = ValueKind::array, .origin = origin, .data = copy.data(), .bits = copy.size()};
  carried.give(value);
  return arena_.make<Value>(value);
}

const Value* ValueMaker::object(std::span<const Member> members, Origin origin) {
  std::vector<Member> unique;
  unique.reserve(members.size());
  std::unordered_map<std::string_view, std::size_t>
      places;  // looked up only, so its order is no matter
  for (const Member& member : members) {
    std::size_t place = unique.size();
    if (members.size() > few_members) {
      place = places.try_emplace(member.name, place).first->second;
    } else {
      const auto found = std::find_if(unique.begin(), unique.end(),
                                      [&](const Member& m) { return m.name == member.name; });
      place = static_cast<std::size_t>(found - unique.begin());
    }
    if (place == unique.size())
      unique.push_back(member);
    else
      unique[place].value = member.value;
  }
  Carried carried;
  bool open = false;
  for (const Member& member : unique) {
    carried.add(*member.value);
    carried.deep_unknown = std::max(carried.deep_unknown, member.name_unknown);
    open = open || member.name_unknown != 0;
  }
  if (carried.is_too_great())
    return give_up(origin);
  Object object{.members = arena_.copy(unique), .open = open};
  if (unique.size() > few_members) {
    std::vector<std::uint32_t> order(unique.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&unique](std::uint32_t a, std::uint32_t b) {
      return folded_less(unique[a].name, unique[b].name);
    });
    object.order = arena_.copy(order).data();
  }
  Value value{
      .kind = ValueKind::object, .origin = origin, .data = arena_.make<Object>(object), .bits = 0};
  carried.give(value);
  return arena_.make<Value>(value);
}

const Value* ValueMaker::unknown(const Unknown& unknown, ValueKind hint, Origin origin) {
  Carried carried;
  Unknown copy = unknown;
  const bool is_part = unknown.residual == Residual::member || unknown.residual == Residual::index;
  for (std::size_t i = 0; i < unknown.arguments.size(); ++i) {
    if (is_part && i == 0)
      carried.add_base(*unknown.arguments[i]);
    else
      carried.add(*unknown.arguments[i]);
  }
  // A residual is cut where it is shown, so what it is made of may be shared at will.
  carried.weight = 1 + (unknown.residual == Residual::pieces ? unknown.arguments.size() : 0);
  for (const Value* choice : unknown.choices)
    carried.add(*choice);
  const std::uint8_t stand_in = unknown.stand_in != nullptr ? deep_of(unknown.stand_in->flags) : 0;
  carried.deep_flags = static_cast<std::uint8_t>(carried.deep_flags | stand_in |
                                                 (unknown.unique ? flag_deep_unique : 0));
  copy.own_deep_flags = carried.deep_flags;
  copy.kind = static_cast<UnknownKind>(
      std::max(static_cast<std::uint8_t>(unknown.kind), carried.deep_unknown));
  if (unknown.overlay != nullptr)
    carried.add(*unknown.overlay);
  if (carried.is_too_great()) {
    copy = Unknown{.kind = copy.kind, .name = "limit()", .own_deep_flags = copy.own_deep_flags};
    carried.height = 0;
    carried.weight = 1;
    has_given_up_ = true;
  }
  copy.name = arena_.copy(copy.name);
  copy.arguments = arena_.copy(copy.arguments);
  copy.choices = arena_.copy(copy.choices);
  Value value{.kind = ValueKind::unknown, .hint = hint, .origin = origin};
  carried.give(value);
  value.deep_unknown = std::max(value.deep_unknown, static_cast<std::uint8_t>(copy.kind));
  value.data = arena_.make<Unknown>(copy);
  return arena_.make<Value>(value);
}

const Value* ValueMaker::unknown_text(UnknownKind kind, std::string_view residual, ValueKind hint,
                                      Origin origin) {
  return unknown({.kind = kind, .residual = Residual::text, .name = residual}, hint, origin);
}

const Value* ValueMaker::joined(std::span<const Value* const> parts, Origin origin) {
  std::vector<const Value*> flat;
  std::uint8_t flags = 0;
  for (const Value* part : parts) {
    flags = static_cast<std::uint8_t>(flags | (part->flags & own_flags));
    if (part->is(ValueKind::unknown) && part->unknown().residual == Residual::pieces)
      flat.insert(flat.end(), part->unknown().arguments.begin(), part->unknown().arguments.end());
    else
      flat.push_back(part);
  }
  const bool all_known = std::all_of(
      flat.begin(), flat.end(), [](const Value* piece) { return piece->is(ValueKind::string); });
  std::vector<const Value*> pieces;
  std::string run;
  UnknownKind kind = UnknownKind::parameter;
  const auto end_run = [&] {
    if (!run.empty())
      pieces.push_back(string(run, origin));
    run.clear();
  };
  for (const Value* piece : flat) {
    const bool text = piece->is(ValueKind::string);
    if (text && (all_known || !piece->is_secret())) {
      run += piece->text();
      continue;
    }
    end_run();
    if (text && piece->text().empty())
      continue;
    pieces.push_back(piece);
    if (!text)
      kind = std::max(kind, piece->unknown().kind);
  }
  if (all_known)
    return with_flags(string(run, origin), flags);
  end_run();
  if (pieces.size() == 1 && pieces.front()->hint == ValueKind::string)
    return with_flags(pieces.front(), flags);
  const bool has_text = std::any_of(pieces.begin(), pieces.end(), [](const Value* piece) {
    return piece->is(ValueKind::string) || piece->unknown().never_empty;
  });
  const Value* stand_in = nullptr;
  const bool can_stand = std::all_of(pieces.begin(), pieces.end(), [](const Value* piece) {
    return piece->is(ValueKind::string) || piece->unknown().stand_in != nullptr;
  });
  if (can_stand) {
    for (const Value* piece : pieces)
      run += piece->is(ValueKind::string) ? piece->text() : piece->unknown().stand_in->text();
    stand_in = string(run, origin);
  }
  return with_flags(unknown({.kind = kind,
                             .residual = Residual::pieces,
                             .never_null = true,
                             .never_empty = has_text,
                             .arguments = pieces,
                             .stand_in = stand_in},
                            ValueKind::string, origin),
                    flags);
}

const Value* ValueMaker::with_flags(const Value* value, std::uint8_t flags) {
  const auto all = static_cast<std::uint8_t>(value->flags | flags | deep_of(flags));
  if (all == value->flags)
    return value;
  Value copy = *value;
  copy.flags = all;
  return arena_.make<Value>(copy);
}

const Value* ValueMaker::with_origin(const Value* value, Origin origin) {
  Value copy = *value;
  copy.origin = origin;
  return arena_.make<Value>(copy);
}

const Value* ValueMaker::with_frame(const Value* value, const Frame* frame) {
  Value copy = *value;
  copy.frame = frame;
  return arena_.make<Value>(copy);
}

Truth equal(const Value& a, const Value& b) {
  return Comparison().of(a, b);
}

std::string_view known_prefix(const Value& value) noexcept {
  if (value.is(ValueKind::string))
    return value.text();
  if (!value.is(ValueKind::unknown) || value.unknown().residual != Residual::pieces)
    return {};
  const Value* first = value.unknown().arguments.front();
  return first->is(ValueKind::string) ? first->text() : std::string_view();
}

std::string_view known_suffix(const Value& value) noexcept {
  if (value.is(ValueKind::string))
    return value.text();
  if (!value.is(ValueKind::unknown) || value.unknown().residual != Residual::pieces)
    return {};
  const Value* last = value.unknown().arguments.back();
  return last->is(ValueKind::string) ? last->text() : std::string_view();
}

}  // namespace cachewarden::inline v0::templates
