#include <doctest/doctest.h>

#include <set>

#include "cachewarden/rules/claim.hpp"
#include "cachewarden/rules/verdict.hpp"

namespace {

using namespace cachewarden;

constexpr Truth truths[] = {Truth::no, Truth::unknown, Truth::yes};

/// Properties whose addresses stand for what a claim rests on.
const Property<bool> a{true};
const Property<bool> b{true};
const Property<bool> c{true};

std::set<const void*> bases(const Claim& claim) {
  std::set<const void*> result;
  for (std::size_t i = 0; i < claim.size; ++i)
    result.insert(claim.basis[i].at);
  return result;
}

std::set<const void*> deciding(Truth truth, const Claim& x, const Claim& y) {
  std::set<const void*> result;
  if (x.truth == truth)
    result.merge(bases(x));
  if (y.truth == truth)
    result.merge(bases(y));
  return result;
}

TEST_CASE("a conjunction is the smallest truth, a disjunction the greatest, on what decided it") {
  for (const Truth x : truths) {
    for (const Truth y : truths) {
      const Claim left = claim(a, x);
      const Claim right = claim(b, y);
      CAPTURE(name(x));
      CAPTURE(name(y));
      CHECK(all_of(left, right).truth == std::min(x, y));
      CHECK(any_of(left, right).truth == std::max(x, y));
      CHECK(bases(all_of(left, right)) == deciding(std::min(x, y), left, right));
      CHECK(bases(any_of(left, right)) == deciding(std::max(x, y), left, right));
      // De Morgan, with the same bases.
      const Claim both = negated(any_of(negated(left), negated(right)));
      CHECK(both.truth == all_of(left, right).truth);
      CHECK(bases(both) == bases(all_of(left, right)));
    }
  }
  CHECK(all_of(claim(a, Truth::yes), claim(b, Truth::yes), claim(c, Truth::unknown)).truth ==
        Truth::unknown);
  CHECK(any_of(claim(a, Truth::no), claim(b, Truth::no), claim(c, Truth::yes)).size == 1);
}

TEST_CASE("nothing follows from a gap, and everything from a value or its certain absence") {
  for (int number = 0; number <= static_cast<int>(State::assumed); ++number) {
    const auto state = static_cast<State>(number);
    Property<std::int32_t> property(7, state);
    if (!is_value(state))
      property = Property<std::int32_t>(state);
    CAPTURE(name(state));
    const bool gap = is_gap(state);
    const bool value = is_value(state);
    const auto expected = [&](bool truth_of_value) {
      return gap ? Truth::unknown : truth(value && truth_of_value);
    };
    CHECK(equals(property, 7).truth == expected(true));
    CHECK(equals(property, 8).truth == expected(false));
    CHECK(at_least(property, 7).truth == expected(true));
    CHECK(at_least(property, 8).truth == expected(false));
    CHECK(present(property).truth == expected(true));
    CHECK(holds(property, [](std::int32_t) { return true; }).truth == expected(true));
    CHECK(holds(property, [](std::int32_t) { return false; }).truth == expected(false));
    CHECK(unknown(property).truth == Truth::unknown);
    CHECK(bases(equals(property, 7)) == std::set<const void*>{&property});
  }
}

TEST_CASE("empty text and empty lists are not present") {
  const Property<Text> empty_text{Text("")};
  const Property<Text> text{Text("x")};
  const Property<List<Text>> empty_list{List<Text>{}};
  const Property<List<Text>> list{List<Text>{Text("x")}};
  CHECK(present(empty_text).truth == Truth::no);
  CHECK(present(text).truth == Truth::yes);
  CHECK(present(empty_list).truth == Truth::no);
  CHECK(present(list).truth == Truth::yes);
}

TEST_CASE("a claim keeps the first that it rests on") {
  const Property<bool> many[Claim::capacity + 2]{};
  Claim full;
  for (const Property<bool>& each : many)
    full.add({.at = &each});
  REQUIRE(full.size == Claim::capacity);
  for (std::size_t i = 0; i < full.size; ++i)
    CHECK(full.basis[i].at == &many[i]);
}

/// A child with one property, as the models have them.
struct Child {
  Property<bool> open{};
};

TEST_CASE("of an incomplete list some is never no and every is never yes") {
  for (const Completeness completeness : {Completeness::not_collected, Completeness::partial,
                                          Completeness::complete, Completeness::assumed}) {
    const bool complete =
        completeness == Completeness::complete || completeness == Completeness::assumed;
    for (int first = 0; first < 4; ++first) {
      for (int second = 0; second < 4; ++second) {
        // 0: there is no such child; else its truth.
        Child children[2];
        Children<RedisFirewallRule> none{.completeness = completeness};
        std::vector<Truth> each;
        for (const int number : {first, second}) {
          if (number > 0)
            each.push_back(static_cast<Truth>(number));
        }
        RedisFirewallRule rules[2];
        Children<RedisFirewallRule> list{.parent = &children, .completeness = completeness};
        for (std::size_t i = 0; i < each.size(); ++i)
          list.items.push_back(&rules[i]);
        const auto of = [&](const RedisFirewallRule& rule) {
          return claim(rule.start_ip, each[static_cast<std::size_t>(&rule - rules)]);
        };
        Truth greatest = complete ? Truth::no : Truth::unknown;
        Truth least = complete ? Truth::yes : Truth::unknown;
        for (const Truth truth : each) {
          greatest = std::max(greatest, truth);
          least = std::min(least, truth);
        }
        CAPTURE(first);
        CAPTURE(second);
        CAPTURE(static_cast<int>(completeness));
        CHECK(some(list, of).truth == greatest);
        CHECK(every(list, of).truth == least);
        CHECK(exists(none).truth == (complete ? Truth::no : Truth::unknown));
      }
    }
  }
}

TEST_CASE("verdicts follow from claims, and conditions come first") {
  CHECK(require(Claim(Truth::yes)).status == Status::pass);
  CHECK(require(Claim(Truth::no)).status == Status::fail);
  CHECK(require(Claim(Truth::unknown)).status == Status::unknown);
  for (const Truth truth : truths) {
    const Verdict then = require(claim(b, truth));
    CHECK(when(claim(a, Truth::yes), then).status == then.status);
    CHECK(when(claim(a, Truth::no), then).status == Status::not_applicable);
    CHECK(when(claim(a, Truth::unknown), then).status == Status::unknown);
    CHECK(bases(when(claim(a, Truth::unknown), then).basis) == std::set<const void*>{&a});
  }
  CHECK(when(Claim(Truth::no), {}, "why").note == "why");
}

}  // namespace
