#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "template/functions.hpp"
#include "template/lenient_json.hpp"
#include "template/text.hpp"

namespace cachewarden::inline v0::templates::functions {
namespace {

enum class Order : std::uint8_t { less = 1, equal, greater, unknown, wrong };

constexpr bool is_letter_or_digit(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Culture-style order of letters and digits: case counts only if nothing else differs, and then
/// lower case comes first. Not known where other characters have a say.
Order order_of_texts(std::string_view a, std::string_view b) {
  if (a == b)
    return Order::equal;
  const bool plain = std::all_of(a.begin(), a.end(), is_letter_or_digit) &&
                     std::all_of(b.begin(), b.end(), is_letter_or_digit);
  if (!plain)
    return Order::unknown;
  const auto folded_order = compare_folded(a, b);
  if (folded_order != 0)
    return folded_order < 0 ? Order::less : Order::greater;
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return *in_a > *in_b ? Order::less : Order::greater;
}

Order order_of(const Value& a, const Value& b) {
  if (a.is(ValueKind::string) && b.is(ValueKind::string))
    return order_of_texts(a.text(), b.text());
  if (a.is(ValueKind::integer) && b.is(ValueKind::integer)) {
    if (a.integer() == b.integer())
      return Order::equal;
    return a.integer() < b.integer() ? Order::less : Order::greater;
  }
  const auto number = [](const Value& v) {
    return v.is(ValueKind::integer) ? static_cast<double>(v.integer()) : v.real();
  };
  const auto is_number = [](const Value& v) {
    return v.is(ValueKind::integer) || v.is(ValueKind::real);
  };
  if (!is_number(a) || !is_number(b))
    return Order::wrong;
  if (number(a) == number(b))
    return Order::equal;
  return number(a) < number(b) ? Order::less : Order::greater;
}

const Value* compare(const Call& call, Order wanted, bool or_equal) {
  const Order order = order_of(call[0], call[1]);
  if (order == Order::wrong)
    return call.fail("function `" + std::string(call.expr.text) +
                     "` takes two numbers or two strings");
  if (order == Order::unknown)
    return call.unknown(UnknownKind::runtime, ValueKind::boolean);
  return call.boolean(order == wanted || (or_equal && order == Order::equal));
}

/// and() and or(): `decisive` ends the evaluation.
const Value* connective(const Call& call, bool decisive) {
  std::vector<const Value*> open;
  unsigned marks = 0;
  for (const Expr* child : call.expr.children) {
    const Value* value = nullptr;
    if (open.empty()) {
      value = call.evaluator.eval(*child, call.env);
    } else {
      const Evaluator::Speculation speculation(call.evaluator);
      value = call.evaluator.eval(*child, call.env);
    }
    marks |= value->flags & flag_deep_assumed;
    if (value->is(ValueKind::unknown)) {
      open.push_back(value);
      continue;
    }
    if (!value->is(ValueKind::boolean))
      return call.fail("function `" + std::string(call.expr.text) + "` takes booleans");
    if (value->boolean() == decisive) {
      const auto flags = static_cast<std::uint8_t>(marks != 0 ? flag_assumed : 0);
      return call.make().with_flags(call.boolean(decisive), flags);
    }
  }
  const auto flags = static_cast<std::uint8_t>(marks != 0 ? flag_assumed : 0);
  if (open.empty())
    return call.make().with_flags(call.boolean(!decisive), flags);
  if (open.size() == 1 && open.front()->hint == ValueKind::boolean)
    return open.front();
  return Call{call.evaluator, call.expr, call.env, open}.unknown(ValueKind::boolean);
}

bool fits_pattern(std::u16string_view text, std::u16string_view pattern) {
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::u16string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == u'*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::u16string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == u'*')
    ++p;
  return p == pattern.size();
}

using Arithmetic = bool (*)(std::int64_t, std::int64_t, std::int64_t*);

const Value* calculate(const Call& call, Arithmetic operation) {
  if (!call[0].is(ValueKind::integer) || !call[1].is(ValueKind::integer))
    return call.fail("function `" + std::string(call.expr.text) + "` takes two integers");
  std::int64_t result = 0;
  if (!operation(call[0].integer(), call[1].integer(), &result))
    return call.fail("the result of `" + std::string(call.expr.text) + "` is not a 64-bit integer");
  return call.integer(result);
}

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

bool add_checked(std::int64_t a, std::int64_t b, std::int64_t* out) {
  if ((b > 0 && a > greatest - b) || (b < 0 && a < least - b))
    return false;
  *out = a + b;
  return true;
}

bool sub_checked(std::int64_t a, std::int64_t b, std::int64_t* out) {
  if ((b < 0 && a > greatest + b) || (b > 0 && a < least + b))
    return false;
  *out = a - b;
  return true;
}

bool mul_checked(std::int64_t a, std::int64_t b, std::int64_t* out) {
  if (a != 0 && b != 0) {
    if ((a == -1 && b == least) || (b == -1 && a == least))
      return false;
    if (a != -1 && b != -1) {
      const bool too_big = a > 0 ? (b > 0 ? a > greatest / b : b < least / a)
                                 : (b > 0 ? a < least / b : a < greatest / b);
      if (too_big)
        return false;
    }
  }
  *out = a * b;
  return true;
}

bool div_checked(std::int64_t a, std::int64_t b, std::int64_t* out) {
  if (b == 0 || (a == least && b == -1))
    return false;
  *out = a / b;
  return true;
}

bool mod_checked(std::int64_t a, std::int64_t b, std::int64_t* out) {
  if (b == 0)
    return false;
  *out = b == -1 ? 0 : a % b;
  return true;
}

}  // namespace

const Value* coalesce(const Call& call) {
  std::vector<const Value*> values;
  for (const Expr* child : call.expr.children) {
    const Value* value = nullptr;
    if (values.empty()) {
      value = call.evaluator.eval(*child, call.env);
    } else {
      const Evaluator::Speculation speculation(call.evaluator);
      value = call.evaluator.eval(*child, call.env);
    }
    if (value->is(ValueKind::null))
      continue;
    values.push_back(value);
    if (!value->is(ValueKind::unknown) || value->unknown().never_null)
      break;
  }
  if (values.empty())
    return call.null();
  if (values.size() == 1 &&
      (!values.front()->is(ValueKind::unknown) || values.front()->unknown().never_null))
    return values.front();
  const Call parts{call.evaluator, call.expr, call.env, values};
  if (values.front()->unknown().choices.empty() || values.size() != 2)
    return parts.unknown(ValueKind::unknown, values.back()->kind != ValueKind::unknown ||
                                                 values.back()->unknown().never_null);
  std::vector<const Value*> results;
  for (const Value* choice : values.front()->unknown().choices)
    results.push_back(choice->is(ValueKind::null) ? values.back() : choice);
  return one_of(call.make(), results,
                {.kind = values.front()->unknown().kind,
                 .residual = Residual::call,
                 .name = call.expr.text,
                 .arguments = values},
                call.origin());
}

const Value* if_(const Call& call) {
  Evaluator& evaluator = call.evaluator;
  const Value* condition = evaluator.eval(*call.expr.children[0], call.env);
  const auto assumed =
      static_cast<std::uint8_t>((condition->flags & flag_deep_assumed) != 0 ? flag_assumed : 0);
  if (condition->is(ValueKind::boolean)) {
    const Value* taken =
        evaluator.eval(*call.expr.children[condition->boolean() ? 1 : 2], call.env);
    return call.make().with_flags(taken, assumed);
  }
  if (!condition->is(ValueKind::unknown))
    return call.fail("the condition of `if` must be a boolean");
  const Value* parts[3] = {condition, nullptr, nullptr};
  {
    const Evaluator::Speculation speculation(evaluator);
    parts[1] = evaluator.eval(*call.expr.children[1], call.env);
    parts[2] = evaluator.eval(*call.expr.children[2], call.env);
  }
  const Value* result = one_of(call.make(), std::span(parts).subspan(1),
                               {.kind = condition->unknown().kind,
                                .residual = Residual::call,
                                .name = call.expr.text,
                                .arguments = parts},
                               call.origin());
  return call.make().with_flags(result, assumed);
}

const Value* equals(const Call& call) {
  return call.decided(equal(call[0], call[1]));
}

const Value* greater(const Call& call) {
  return compare(call, Order::greater, false);
}

const Value* greater_or_equals(const Call& call) {
  return compare(call, Order::greater, true);
}

const Value* less(const Call& call) {
  return compare(call, Order::less, false);
}

const Value* less_or_equals(const Call& call) {
  return compare(call, Order::less, true);
}

const Value* like(const Call& call) {
  if (!call[0].is(ValueKind::string) || !call[1].is(ValueKind::string))
    return call.fail("function `like` takes two strings");
  const std::u16string text = to_utf16(templates::to_upper(call[0].text()));
  return call.boolean(fits_pattern(text, to_utf16(templates::to_upper(call[1].text()))));
}

const Value* and_(const Call& call) {
  return connective(call, false);
}

const Value* or_(const Call& call) {
  return connective(call, true);
}

const Value* not_(const Call& call) {
  if (!call[0].is(ValueKind::boolean))
    return call.wrong(0, "a boolean");
  return call.boolean(!call[0].boolean());
}

const Value* true_(const Call& call) {
  return call.boolean(true);
}

const Value* false_(const Call& call) {
  return call.boolean(false);
}

const Value* bool_(const Call& call) {
  if (call[0].is(ValueKind::boolean))
    return call.arguments[0];
  if (call[0].is(ValueKind::integer))
    return call.boolean(call[0].integer() != 0);
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string, an integer or a boolean");
  const std::string_view text = trim_white_space(call[0].text());
  if (equal_folded(text, "true") || text == "1")
    return call.boolean(true);
  if (equal_folded(text, "false") || text == "0")
    return call.boolean(false);
  return call.wrong(0, "`true` or `false`");
}

const Value* null(const Call& call) {
  return call.null();
}

const Value* json(const Call& call) {
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string");
  const Value* value = lenient_json(call.make(), call[0].text(), call.origin());
  return value != nullptr ? value : call.fail("the argument of `json` is not JSON");
}

const Value* add(const Call& call) {
  return calculate(call, add_checked);
}

const Value* sub(const Call& call) {
  return calculate(call, sub_checked);
}

const Value* mul(const Call& call) {
  return calculate(call, mul_checked);
}

const Value* div(const Call& call) {
  return calculate(call, div_checked);
}

const Value* mod(const Call& call) {
  return calculate(call, mod_checked);
}

const Value* int_(const Call& call) {
  if (call[0].is(ValueKind::integer))
    return call.arguments[0];
  if (call[0].is(ValueKind::real)) {
    const double number = call[0].real();
    if (number >= -9e18 && number <= 9e18 &&
        static_cast<double>(static_cast<std::int64_t>(number)) == number)
      return call.integer(static_cast<std::int64_t>(number));
    return call.wrong(0, "a whole number");
  }
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string or an integer");
  std::string_view text = trim_white_space(call[0].text());
  if (text.starts_with('+') && !text.starts_with("+-"))
    text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty())
    return call.wrong(0, "the text of an integer");
  return call.integer(value);
}

const Value* float_(const Call& call) {
  if (call[0].is(ValueKind::real))
    return call.arguments[0];
  if (call[0].is(ValueKind::integer))
    return call.make().real(static_cast<double>(call[0].integer()), call.origin());
  if (!call[0].is(ValueKind::string))
    return call.wrong(0, "a string or a number");
  const std::string_view text = trim_white_space(call[0].text());
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty())
    return call.wrong(0, "the text of a number");
  return call.make().real(value, call.origin());
}

const Value* copy_index(const Call& call) {
  std::size_t next = 0;
  std::string_view name;
  if (call.size() > 0 && call[0].is(ValueKind::string) && !call[0].is_secret())
    name = call[next++].text();
  const Value* offset = nullptr;
  if (next < call.size()) {
    offset = call.arguments[next++];
    if (!offset->is(ValueKind::integer))
      return call.wrong(next - 1, "an integer");
  }
  if (next != call.size())
    return call.wrong(next, "left out");
  const LoopVariable* loop = call.env.loops;
  const auto is_meant = [&] {
    return name.empty() ? loop->unnamed : equal_folded(loop->name, name);
  };
  while (loop != nullptr && !is_meant())
    loop = loop->outer;
  if (loop == nullptr)
    return call.fail(name.empty() ? std::string("`copyIndex` stands in no copy loop")
                                  : "there is no copy loop `" + std::string(name) + "` here");
  if (offset == nullptr || (offset->integer() == 0))
    return loop->index;
  if (!loop->index->is(ValueKind::integer)) {
    const Value* parts[] = {loop->index, offset};
    return call.make().unknown({.kind = loop->index->unknown().kind,
                                .residual = Residual::call,
                                .never_null = true,
                                .name = "add",
                                .arguments = parts},
                               ValueKind::integer, call.origin());
  }
  std::int64_t result = 0;
  if (!add_checked(loop->index->integer(), offset->integer(), &result))
    return call.wrong(next - 1, "smaller");
  return call.integer(result);
}

}  // namespace cachewarden::inline v0::templates::functions
