#include "template/expr_text.hpp"

#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

void append(std::string& out, const Expr& expr);

void append_string(std::string& out, std::string_view text) {
  out += '\'';
  for (const char c : text) {
    if (c == '\'')
      out += '\'';
    out += c;
  }
  out += '\'';
}

void append_call(std::string& out, std::string_view name, std::span<const Expr* const> arguments) {
  out += name;
  out += '(';
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i != 0)
      out += ", ";
    append(out, *arguments[i]);
  }
  out += ')';
}

void append(std::string& out, const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::null:
      out += "null()";
      return;
    case ExprKind::boolean:
      out += expr.flag ? "true()" : "false()";
      return;
    case ExprKind::integer:
      out += std::to_string(expr.integer);
      return;
    case ExprKind::real:
      out += "json('" + real_text(expr.real) + "')";
      return;
    case ExprKind::string:
      append_string(out, expr.text);
      return;
    case ExprKind::array:
      append_call(out, "createArray", expr.children);
      return;
    case ExprKind::object:
      append_call(out, "createObject", expr.children);
      return;
    case ExprKind::call:
      append_call(out, expr.text, expr.children);
      return;
    case ExprKind::member:
      append(out, *expr.children[0]);
      out += '.';
      out += expr.text;
      return;
    case ExprKind::index:
      append(out, *expr.children[0]);
      out += '[';
      append(out, *expr.children[1]);
      out += ']';
      return;
    case ExprKind::loop:
      append_call(out, "copy", expr.children);
      return;
    case ExprKind::unknown:
      out += expr.text;
      return;
  }
}

}  // namespace

std::string source_text(const Expr& expr) {
  std::string out;
  append(out, expr);
  return out;
}

}  // namespace cachewarden::inline v0::templates
