#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "cachewarden/reports/report.hpp"

namespace cachewarden::inline v0::detail {

/// JSON as text: invalid UTF-8 replaced, characters that hide or reorder text escaped. Without
/// indent on one line.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json, int indent);

/// Writes JSON value by value, with the same bytes as `json_text` of the whole and a line end
/// behind it. Reports have a finding for each rule and resource: to make a value of each, print and
/// drop it took most of their time, and to make one of all most of their memory.
class JsonWriter {
 public:
  enum class Layout : std::uint8_t { one_line = 1, indented = 2 };

  JsonWriter(Layout layout, const ReportSink& sink)
      : sink_(sink), is_indented_(layout == Layout::indented) {}

  /// The name of the value that comes next; in an object each has one.
  JsonWriter& name(std::string_view name);

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool is_true);
  template <std::unsigned_integral Number>
  JsonWriter& value(Number number) {
    next();
    text_ += std::to_string(number);
    return *this;
  }
  /// A list of texts.
  template <class Texts>
  requires requires(const Texts& texts) { std::string_view(*std::begin(texts)); }
  JsonWriter& value(const Texts& texts) {
    begin_array();
    for (const auto& text : texts)
      value(std::string_view(text));
    return end_array();
  }
  template <class Value>
  JsonWriter& member(std::string_view key, const Value& content) {
    return name(key).value(content);
  }

  /// A value that there is; its members, put into the object that is written.
  JsonWriter& copy(const nlohmann::ordered_json& json);
  JsonWriter& members(const nlohmann::ordered_json& object);

  /// Hands over what was written so far.
  void flush();
  /// The same at the end of a value that is not in another one; another one may follow.
  void finish();

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  /// Goes to where the next value or name begins.
  void next();
  void line();
  void quote(std::string_view text);

  const ReportSink& sink_;
  std::string text_{};
  std::size_t level_ = 0;
  bool is_indented_;
  bool is_first_ = true;   ///< nothing stands in the innermost container yet
  bool is_placed_ = true;  ///< the next value goes where the text ends: after its name, or at first
};

}  // namespace cachewarden::inline v0::detail
