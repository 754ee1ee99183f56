#include "repeated_names.hpp"

#include <algorithm>
#include <string_view>

#include "cachewarden/base/fold.hpp"
#include "characters.hpp"

namespace cachewarden::inline v0::json::detail {
namespace {

// Up to this many, comparing each with each is faster than sorting.
constexpr std::size_t few = 16;

/// The same for names that differ in ASCII case only; rarely the same for others.
std::uint64_t tag_of(std::string_view name) noexcept {
  std::uint64_t tag = name.size();
  const std::size_t n = std::min<std::size_t>(name.size(), 3);
  for (std::size_t i = 0; i < n; ++i) {
    tag = tag << 8 | (byte(name[i]) | 0x20U);
    tag = tag << 8 | (byte(name[name.size() - 1 - i]) | 0x20U);
  }
  return tag;
}

std::string_view name_of(const Tape& tape, std::uint32_t value) noexcept {
  return tape.string(tape.entries[value - 1]);
}

}  // namespace

void RepeatedNames::mark(Tape& tape, std::uint32_t object) {
  if (tape.entries[object].count < 2)
    return;
  names_.clear();
  const std::uint32_t end = tape.entries[object].link + 1;
  for (std::uint32_t value = object + 2; value < end;) {
    names_.push_back({tag_of(name_of(tape, value)), value});
    value = tape.entries[value].behind(value) + 1;
  }
  if (names_.size() <= few)
    mark_few(tape);
  else
    mark_many(tape);
}

void RepeatedNames::mark_if_same(Tape& tape, const Name& before, const Name& name) {
  if (before.tag != name.tag || tape.entries[name.value].is_repeated)
    return;
  if (!equal_folded(name_of(tape, before.value), name_of(tape, name.value)))
    return;
  tape.entries[name.value].is_repeated = true;
  tape.has_repeated_names = true;
}

void RepeatedNames::mark_few(Tape& tape) {
  for (std::size_t i = 1; i < names_.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      mark_if_same(tape, names_[j], names_[i]);
  }
}

void RepeatedNames::mark_many(Tape& tape) {
  for (Name& name : names_)
    name.tag = hash_folded(name_of(tape, name.value));
  std::sort(names_.begin(), names_.end(), [&tape](const Name& a, const Name& b) {
    if (a.tag != b.tag)
      return a.tag < b.tag;
    const auto order = compare_folded(name_of(tape, a.value), name_of(tape, b.value));
    return order != 0 ? order < 0 : a.value < b.value;
  });
  for (std::size_t i = 1; i < names_.size(); ++i)
    mark_if_same(tape, names_[i - 1], names_[i]);
}

}  // namespace cachewarden::inline v0::json::detail
