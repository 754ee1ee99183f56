#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "cachewarden/base/text.hpp"

namespace cachewarden::inline v0 {

/// What is known of a property. The first eight are gaps: nothing may be concluded from them.
enum class State : std::uint8_t {
  not_carried = 0,  ///< this form of input cannot or did not show it (a summary, another form)
  absent = 1,       ///< the input could have shown it and does not
  null = 2,         ///< the input shows null
  unresolved = 3,   ///< an expression, or a value known only after deployment
  withheld = 4,     ///< a placeholder stands where the value was hidden
  malformed = 5,    ///< of a type or spelling that cannot be read
  conflicting = 6,  ///< two sources, or two spellings in one source, disagree
  other = 7,        ///< a value that this version of cachewarden does not know
  none = 8,         ///< it is settled that there is no value
  stated = 9,       ///< the input shows the value
  defaulted = 10,   ///< the documented value for a property that is not set
  assumed = 11,     ///< a value taken on an assumption that findings name
};

[[nodiscard]] constexpr std::string_view name(State state) noexcept {
  constexpr std::string_view names[] = {"not_carried", "absent",    "null",        "unresolved",
                                        "withheld",    "malformed", "conflicting", "other",
                                        "none",        "stated",    "defaulted",   "assumed"};
  return names[static_cast<std::size_t>(state)];
}

[[nodiscard]] constexpr bool is_gap(State state) noexcept {
  return state < State::none;
}
[[nodiscard]] constexpr bool is_value(State state) noexcept {
  return state > State::none;
}

/// One setting of a resource: a value, the certainty that there is none, or the reason why nothing
/// can be said. Comparisons take value and state in.
template <class T>
class Property {
 public:
  constexpr Property() noexcept = default;
  constexpr Property(T value) : value_(std::move(value)), state_(State::stated) {}  // NOLINT
  constexpr Property(State gap) noexcept : state_(gap) {}                           // NOLINT
  constexpr Property(T value, State state) : value_(std::move(value)), state_(state) {}

  [[nodiscard]] constexpr State state() const noexcept { return state_; }
  [[nodiscard]] constexpr bool has_value() const noexcept { return is_value(state_); }
  [[nodiscard]] constexpr bool is_none() const noexcept { return state_ == State::none; }
  [[nodiscard]] constexpr bool is_gap() const noexcept { return cachewarden::is_gap(state_); }
  /// Meaningful only with a value; a default-made `T` otherwise.
  [[nodiscard]] constexpr const T& operator*() const noexcept { return value_; }
  [[nodiscard]] constexpr const T* operator->() const noexcept { return &value_; }

  friend bool operator==(const Property&, const Property&) = default;

 private:
  T value_{};
  State state_ = State::not_carried;
};

/// The same interface in 16 bytes: the state lives in a byte that `Text` leaves free.
template <>
class Property<Text> {
 public:
  Property() noexcept = default;
  Property(Text value, State state = State::stated) : text_(std::move(value)) {
    set(state);
  }                                                       // NOLINT
  Property(const char* value) : Property(Text(value)) {}  // NOLINT
  Property(State gap) noexcept { set(gap); }              // NOLINT

  [[nodiscard]] State state() const noexcept {
    return static_cast<State>(text_.bytes_[Text::spare_at]);
  }
  [[nodiscard]] bool has_value() const noexcept { return is_value(state()); }
  [[nodiscard]] bool is_none() const noexcept { return state() == State::none; }
  [[nodiscard]] bool is_gap() const noexcept { return cachewarden::is_gap(state()); }
  [[nodiscard]] const Text& operator*() const noexcept { return text_; }
  [[nodiscard]] const Text* operator->() const noexcept { return &text_; }

  friend bool operator==(const Property& a, const Property& b) noexcept {
    return a.state() == b.state() && a.text_ == b.text_;
  }

 private:
  void set(State state) noexcept {
    text_.bytes_[Text::spare_at] = static_cast<unsigned char>(state);
  }
  Text text_{};
};

static_assert(sizeof(Property<bool>) == 2);
static_assert(sizeof(Property<Text>) == 16);

}  // namespace cachewarden::inline v0
