#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace cachewarden::inline v0 {

/// What kind of trouble an `Error` is. Numbers are those of the C interface.
enum class ErrorCode : std::uint8_t {
  internal = 1,   ///< a defect in cachewarden
  no_memory = 2,  ///< an allocation failed
  argument = 10,  ///< the caller passed something that is not allowed
  syntax = 20,    ///< the text is not well-formed
  format = 21,    ///< well-formed, but not of the expected shape
  limit = 22,     ///< past a limit of the options
  io = 30,        ///< a file could not be read or written (host layer only)
};

/// Why something could not be done: one line of English without a final stop, and where.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;     ///< lower case, one line, user text in backticks
  std::string place = {};  ///< `document:line:column`, a path or empty

  /// The place, if there is one, and the message.
  [[nodiscard]] std::string text() const {
    return place.empty() ? message : place + ": " + message;
  }

  friend bool operator==(const Error&, const Error&) = default;
};

/// What `Result::value` throws; nothing else in the library throws but `std::bad_alloc`.
class Exception : public std::runtime_error {
 public:
  explicit Exception(Error error) : std::runtime_error(error.text()), error_(std::move(error)) {}
  [[nodiscard]] const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

/// A value or the error there is instead; a subset of the interface of `std::expected`.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// Precondition of `*` and `->`: there is a value. Of a temporary it is handed out by value, so
  /// that `for (auto& each : *make())` is safe.
  [[nodiscard]] T& operator*() & { return *std::get_if<0>(&state_); }
  [[nodiscard]] const T& operator*() const& { return *std::get_if<0>(&state_); }
  [[nodiscard]] T operator*() && { return std::move(*std::get_if<0>(&state_)); }
  [[nodiscard]] T* operator->() { return std::get_if<0>(&state_); }
  [[nodiscard]] const T* operator->() const { return std::get_if<0>(&state_); }

  /// The value; throws `Exception` if there is none.
  [[nodiscard]] T& value() & {
    demand();
    return **this;
  }
  [[nodiscard]] const T& value() const& {
    demand();
    return **this;
  }
  [[nodiscard]] T value() && {
    demand();
    return std::move(**this);
  }

  /// Precondition: there is no value.
  [[nodiscard]] const Error& error() const { return *std::get_if<1>(&state_); }
  [[nodiscard]] Error& error() { return *std::get_if<1>(&state_); }

 private:
  void demand() const {
    if (!has_value())
      throw Exception(error());
  }

  std::variant<T, Error> state_;
};

}  // namespace cachewarden::inline v0
