#include "reports/json_writer.hpp"

#include <nlohmann/json.hpp>

#include "reports/escape.hpp"

namespace cachewarden::inline v0::detail {

using Json = nlohmann::ordered_json;

std::string json_text(const Json& json, int indent) {
  return escape_hidden(json.dump(indent, ' ', false, Json::error_handler_t::replace));
}

JsonWriter& JsonWriter::name(std::string_view name) {
  next();
  quote(name);
  text_ += is_indented_ ? ": " : ":";
  is_placed_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  next();
  quote(text);
  return *this;
}

JsonWriter& JsonWriter::value(bool is_true) {
  next();
  text_ += is_true ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::members(const Json& object) {
  for (const auto& [key, content] : object.items())
    name(key).copy(content);
  return *this;
}

JsonWriter& JsonWriter::copy(const Json& json) {
  if (json.is_object())
    return begin_object().members(json).end_object();
  if (json.is_string())
    return value(json.get_ref<const std::string&>());
  if (json.is_array()) {
    begin_array();
    for (const Json& item : json)
      copy(item);
    return end_array();
  }
  next();
  text_ += json.dump();
  return *this;
}

void JsonWriter::flush() {
  sink_(text_);
  text_.clear();
}

void JsonWriter::finish() {
  text_ += '\n';
  flush();
  is_placed_ = true;
}

JsonWriter& JsonWriter::begin(char bracket) {
  next();
  text_ += bracket;
  ++level_;
  is_first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  --level_;
  if (!is_first_)
    line();
  text_ += bracket;
  is_first_ = false;
  return *this;
}

void JsonWriter::next() {
  if (!is_placed_) {
    if (!is_first_)
      text_ += ',';
    line();
  }
  is_first_ = false;
  is_placed_ = false;
}

void JsonWriter::line() {
  if (!is_indented_)
    return;
  text_ += '\n';
  text_.append(2 * level_, ' ');
}

void JsonWriter::quote(std::string_view text) {
  const std::size_t begin = text_.size();
  text_ += '"';
  std::size_t taken = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_printable(text[i])) {  // rare, and the library's to escape
      text_.resize(begin);
      text_ += json_text(Json(text), -1);
      return;
    }
    if (text[i] != '"' && text[i] != '\\')
      continue;
    text_.append(text.substr(taken, i - taken)) += '\\';
    taken = i;
  }
  text_.append(text.substr(taken)) += '"';
}

}  // namespace cachewarden::inline v0::detail
