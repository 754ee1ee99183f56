#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "cachewarden/template/value.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

class ExpressionWriter {
 public:
  explicit ExpressionWriter(std::size_t limit) : limit_(limit) {}

  void write(const Value& value, bool top = false) {
    if (text_.size() >= limit_) {
      if (!text_.ends_with("..."))
        text_ += "...";
      return;
    }
    if (value.is_secret() && !value.is(ValueKind::unknown)) {
      text_ += "secret()";
      return;
    }
    switch (value.kind) {
      case ValueKind::null:
        text_ += "null()";
        return;
      case ValueKind::boolean:
        text_ += value.boolean() ? "true()" : "false()";
        return;
      case ValueKind::integer:
        text_ += std::to_string(value.integer());
        return;
      case ValueKind::real:
        text_ += "json('" + real_text(value.real()) + "')";
        return;
      case ValueKind::string:
        write_string(value.text());
        return;
      case ValueKind::array:
        write_call("createArray", value.items());
        return;
      case ValueKind::object:
        write_object(value.object());
        return;
      case ValueKind::unknown:
        if (const Value* stand_in = top ? nullptr : composed(value))
          write_string(stand_in->text());
        else
          write_unknown(value.unknown());
        return;
    }
  }

  std::string take() && { return std::move(text_); }

 private:
  void write_string(std::string_view text) {
    text_ += '\'';
    for (const char c : text) {
      if (c == '\'')
        text_ += '\'';
      text_ += c;
    }
    text_ += '\'';
  }

  void write_call(std::string_view name, std::span<const Value* const> arguments) {
    text_ += name;
    text_ += '(';
    bool first = true;
    for (const Value* argument : arguments) {
      if (!first)
        text_ += ", ";
      first = false;
      write(*argument);
    }
    text_ += ')';
  }

  void write_object(const Object& object) {
    text_ += "createObject(";
    bool first = true;
    for (const Member& member : object.members) {
      if (!first)
        text_ += ", ";
      first = false;
      write_string(member.name);
      text_ += ", ";
      write(*member.value);
    }
    text_ += ')';
  }

  void write_unknown(const Unknown& unknown) {
    switch (unknown.residual) {
      case Residual::text:
        text_ += unknown.name;
        return;
      case Residual::call:
        write_call(unknown.name, unknown.arguments);
        return;
      case Residual::member:
        write(*unknown.arguments[0]);
        if (is_plain_name(unknown.name)) {
          text_ += '.';
          text_ += unknown.name;
          return;
        }
        text_ += '[';
        write_string(unknown.name);
        text_ += ']';
        return;
      case Residual::index:
        write(*unknown.arguments[0]);
        text_ += '[';
        write(*unknown.arguments[1]);
        text_ += ']';
        return;
      case Residual::pieces:
        write_pieces(unknown.arguments);
        return;
    }
  }

  /// A text to show for what rests on placeholders alone.
  static const Value* stand_in_of(const Value& value) noexcept {
    const bool has_one = value.is(ValueKind::unknown) && !value.is_secret();
    return has_one ? value.unknown().stand_in : nullptr;
  }

  /// The same of a text with known parts, such as an id.
  static const Value* composed(const Value& value) noexcept {
    const Value* const stand_in = stand_in_of(value);
    return stand_in != nullptr && value.unknown().residual == Residual::pieces ? stand_in : nullptr;
  }

  /// concat() of the pieces, neighbouring texts as one.
  void write_pieces(std::span<const Value* const> pieces) {
    const auto text_of = [](const Value& piece) -> const Value* {
      return piece.is(ValueKind::string) && !piece.is_secret() ? &piece : stand_in_of(piece);
    };
    const bool one_text = std::all_of(pieces.begin(), pieces.end(), [&](const Value* piece) {
      return text_of(*piece) != nullptr;
    });
    if (!one_text)
      text_ += "concat(";
    for (std::size_t i = 0; i < pieces.size();) {
      if (i != 0)
        text_ += ", ";
      if (text_of(*pieces[i]) == nullptr) {
        write(*pieces[i++]);
        continue;
      }
      std::string run;
      for (; i < pieces.size() && text_of(*pieces[i]) != nullptr; ++i)
        run += text_of(*pieces[i])->text();
      write_string(run);
    }
    if (!one_text)
      text_ += ')';
  }

  static bool is_plain_name(std::string_view name) noexcept {
    if (name.empty())
      return false;
    for (const char c : name) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '-';
      if (!plain)
        return false;
    }
    return true;
  }

  std::size_t limit_;
  std::string text_;
};

void append_json_string(std::string& out, std::string_view text, char quote) {
  constexpr char digits[] = "0123456789abcdef";
  out += quote;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (c == quote) {
          out += '\\';
          out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += digits[static_cast<unsigned char>(c) >> 4];
          out += digits[static_cast<unsigned char>(c) & 15];
        } else {
          out += c;
        }
    }
  }
  out += quote;
}

void append_json(std::string& out, const Value& value, char quote) {
  switch (value.kind) {
    case ValueKind::null:
      out += "null";
      return;
    case ValueKind::boolean:
      out += value.boolean() ? "true" : "false";
      return;
    case ValueKind::integer:
      out += std::to_string(value.integer());
      return;
    case ValueKind::real:
      out += real_text(value.real());
      return;
    case ValueKind::string:
      append_json_string(out, value.text(), quote);
      return;
    case ValueKind::array: {
      out += '[';
      bool first = true;
      for (const Value* item : value.items()) {
        if (!first)
          out += ',';
        first = false;
        append_json(out, *item, quote);
      }
      out += ']';
      return;
    }
    case ValueKind::object: {
      out += '{';
      bool first = true;
      for (const Member& member : value.object().members) {
        if (!first)
          out += ',';
        first = false;
        append_json_string(out, member.name, quote);
        out += ':';
        append_json(out, *member.value, quote);
      }
      out += '}';
      return;
    }
    case ValueKind::unknown:
      append_json_string(out, "[" + expression_text(value) + "]", quote);
      return;
  }
}

}  // namespace

std::string real_text(double value) {
  if (std::isnan(value))
    return "NaN";
  if (std::isinf(value))
    return value < 0 ? "-Infinity" : "Infinity";
  char buffer[400];
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-5 && size < 1e15);
  const auto end =
      plain ? std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed)
            : std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  std::string text(buffer, end.ptr);
  if (!plain) {
    const std::size_t exponent = text.find('e');
    if (exponent != std::string::npos)
      text[exponent] = 'E';
    return text;
  }
  if (text.find('.') == std::string::npos)
    text += ".0";
  return text;
}

std::string expression_text(const Value& value, std::size_t limit) {
  ExpressionWriter writer(limit);
  writer.write(value, true);
  return std::move(writer).take();
}

std::string json_text(const Value& value, char quote) {
  std::string out;
  append_json(out, value, quote);
  return out;
}

}  // namespace cachewarden::inline v0::templates
