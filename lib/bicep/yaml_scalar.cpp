#include "bicep/yaml_scalar.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep::yaml {
namespace {

using templates::Expr;
using templates::ExprKind;
using templates::Origin;
using templates::Unit;

struct Row {
  std::string_view word;
  Tag tag;
};

constexpr Row tags[] = {
    {"!!str", Tag::text},     {"!!int", Tag::integer}, {"!!float", Tag::real},
    {"!!bool", Tag::boolean}, {"!!null", Tag::null},   {"!!map", Tag::mapping},
    {"!!seq", Tag::sequence},
};

const Expr* plain(Unit& unit, std::string_view text, Origin at) {
  if (text.empty() || text == "~" || equal_folded(text, "null"))
    return unit.null(at);
  if (equal_folded(text, "true") || equal_folded(text, "false"))
    return unit.boolean(equal_folded(text, "true"), at);
  const bool plus = text[0] == '+' && text.size() > 1 && text[1] != '-';
  const char* first = text.data() + (plus ? 1 : 0);
  const char* last = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto [end, problem] = std::from_chars(first, last, integer);
      problem == std::errc{} && end == last)
    return unit.integer(integer, at);
  double real = 0;
  const bool numeric = text.find_first_not_of("0123456789.eE+-") == text.npos;
  if (const auto [end, problem] = std::from_chars(first, last, real);
      numeric && problem == std::errc{} && end == last)
    return unit.real(real, at);
  return unit.string(text, at);
}

}  // namespace

std::optional<Tag> tag_of(std::string_view word) noexcept {
  const auto* const found = std::find_if(std::begin(tags), std::end(tags),
                                         [&](const Row& row) { return row.word == word; });
  return found == std::end(tags) ? std::nullopt : std::optional(found->tag);
}

const Expr* scalar(Unit& unit, std::string_view text, bool is_plain, Tag tag, Origin at) {
  const bool is_text = tag == Tag::text || (tag == Tag::none && !is_plain);
  if (is_text)
    return unit.string(text, at);
  const Expr* value = plain(unit, text, at);
  const auto fits = [&](ExprKind kind) { return value->kind == kind ? value : nullptr; };
  switch (tag) {
    case Tag::integer:
      return fits(ExprKind::integer);
    case Tag::real:
      return value->kind == ExprKind::integer ? unit.real(static_cast<double>(value->integer), at)
                                              : fits(ExprKind::real);
    case Tag::boolean:
      return fits(ExprKind::boolean);
    case Tag::null:
      return fits(ExprKind::null);
    case Tag::mapping:
    case Tag::sequence:
      return nullptr;
    default:
      return value;
  }
}

Quoted quoted(std::string_view text, std::size_t& at, std::string& out) {
  constexpr std::string_view escapes = "nrt0\"\\/ abefv";
  constexpr std::string_view meanings{"\n\r\t\0\"\\/ \a\b\x1b\f\v", 13};
  const char quote = text[at++];
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (c == quote && quote == '\'' && next == quote) {
      out += '\'';
      ++at;
    } else if (c == quote) {
      ++at;
      return Quoted::good;
    } else if (c == '\\' && quote == '"' && at + 1 < text.size()) {
      const std::size_t which = escapes.find(text[++at]);
      if (which == escapes.npos)
        return Quoted::bad_escape;
      out += meanings[which];
    } else if (c == '\n') {
      while (!out.empty() && (out.back() == ' ' || out.back() == '\t' || out.back() == '\r'))
        out.pop_back();
      out += ' ';
      while (at + 1 < text.size() && (text[at + 1] == ' ' || text[at + 1] == '\t'))
        ++at;
    } else {
      out += c;
    }
  }
  return Quoted::open;
}

}  // namespace cachewarden::inline v0::bicep::yaml
