#pragma once

#include <algorithm>
#include <cstddef>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/field.hpp"
#include "cachewarden/model/resource_id.hpp"

/// What becomes of a property that several sources show.
namespace cachewarden::inline v0::detail {

[[nodiscard]] inline bool is_unset(State state) noexcept {
  return state == State::absent || state == State::null;
}

[[nodiscard]] inline bool same_text(const Text& a, const Text& b) noexcept {
  return equal_folded(canonical_id(a), canonical_id(b));
}

[[nodiscard]] inline bool same_term(const AddressTerm& a, const AddressTerm& b) noexcept {
  if (a.kind != b.kind)
    return false;
  if (a.kind == AddressTerm::Kind::any)
    return true;
  return a.kind == AddressTerm::Kind::prefix ? a.prefix == b.prefix : same_text(a.text, b.text);
}

[[nodiscard]] inline bool same_pair(const Pair& a, const Pair& b) noexcept {
  return equal_folded(a.name, b.name) && a.value == b.value;
}

template <class Item, class Same>
[[nodiscard]] bool same_items(const FieldRow& row, const void* a, const void* b, Same same) {
  const List<Item>& left = **static_cast<const Property<List<Item>>*>(row.at(a));
  const List<Item>& right = **static_cast<const Property<List<Item>>*>(row.at(b));
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

[[nodiscard]] inline bool same_property(const FieldRow& row, const void* a, const void* b);

/// Two bodies hold the same value of a property. Texts compare without case: forms of input spell
/// ids, addresses and names differently.
[[nodiscard]] inline bool same_value(const FieldRow& row, const void* a, const void* b) {
  switch (row.kind) {
    case FieldKind::text:
    case FieldKind::reference:
      return same_text(**static_cast<const Property<Text>*>(row.at(a)),
                       **static_cast<const Property<Text>*>(row.at(b)));
    case FieldKind::texts:
    case FieldKind::references:
      return same_items<Text>(row, a, b, same_text);
    case FieldKind::addresses:
      return same_items<AddressTerm>(row, a, b, same_term);
    case FieldKind::pairs:
      return same_items<Pair>(row, a, b, same_pair);
    case FieldKind::records: {
      const RecordType& type = *row.record;
      const std::size_t size = type.size(row.at(a));
      if (size != type.size(row.at(b)))
        return false;
      for (std::size_t i = 0; i < size; ++i) {
        for (const FieldRow& inner : type.fields) {
          if (!same_property(inner, type.at(row.at(a), i), type.at(row.at(b), i)))
            return false;
        }
      }
      return true;
    }
    default:
      return row.equal(a, b);
  }
}

/// The same of value and state; absent, null and none are one.
[[nodiscard]] inline bool same_property(const FieldRow& row, const void* a, const void* b) {
  const State left = row.state(a);
  const State right = row.state(b);
  const auto is_nothing = [](State state) { return is_unset(state) || state == State::none; };
  if (is_value(left) && is_value(right))
    return same_value(row, a, b);
  return left == right || (is_nothing(left) && is_nothing(right));
}

/// Takes what another source says of a property into `body`. Which of the two came first decides
/// only between spellings of one value. `tell()` is called before two values that differ are lost.
template <class Tell>
void merge_property(const FieldRow& row, void* body, const void* other, Tell&& tell) {
  const State ours = row.state(body);
  const State theirs = row.state(other);
  const auto is_settled = [&row](State state) {
    return is_value(state) || state == State::none ||
           (is_unset(state) && row.absence == Absence::none);
  };
  const auto says_less = [&](State state, State than) {
    return state == State::not_carried ||
           (state == State::withheld && than != State::not_carried) ||
           (is_unset(state) && is_settled(than) && !is_settled(state));
  };
  if (ours == State::conflicting || says_less(theirs, ours))
    return;
  if (theirs == State::conflicting || says_less(ours, theirs))
    row.copy(body, other);
  else if (is_settled(ours) != is_settled(theirs) ||
           (is_settled(ours) && !same_property(row, body, other))) {
    tell();
    row.set_gap(body, State::conflicting);
  } else if (!is_value(ours) && theirs > ours) {
    row.set_gap(body, theirs);
  }
}

inline void merge_property(const FieldRow& row, void* body, const void* other) {
  merge_property(row, body, other, [] {});
}

}  // namespace cachewarden::inline v0::detail
