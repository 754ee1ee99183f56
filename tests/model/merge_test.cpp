#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cachewarden/model/inventory_builder.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

const FieldRow& silent_row() {
  return *RedisCache::type.find_field("host_name");
}
const FieldRow& settled_row() {
  return *RedisCache::type.find_field("subnet_id");
}

Property<Text>& property(const FieldRow& row, RedisCache& cache) {
  return *static_cast<Property<Text>*>(row.edit(&cache));
}

Property<Text> merged(const FieldRow& row, const Property<Text>& a, const Property<Text>& b) {
  RedisCache left;
  RedisCache right;
  property(row, left) = a;
  property(row, right) = b;
  detail::merge_property(row, &left, &right);
  return property(row, left);
}

}  // namespace

TEST_CASE("two sources of a property agree, complete each other or are in conflict") {
  const Property<Text> value("x");
  const Property<Text> same("X");
  const Property<Text> other("y");
  struct Row {
    Property<Text> a;
    Property<Text> b;
    State silent;   ///< where an absence says nothing by itself
    State settled;  ///< where an absence means that there is no value
  };
  const Row rows[] = {
      {value, value, State::stated, State::stated},
      {value, same, State::stated, State::stated},
      {value, other, State::conflicting, State::conflicting},
      {value, State::not_carried, State::stated, State::stated},
      {value, State::withheld, State::stated, State::stated},
      {value, State::absent, State::stated, State::conflicting},
      {value, State::null, State::stated, State::conflicting},
      {value, State::none, State::conflicting, State::conflicting},
      {value, State::unresolved, State::conflicting, State::conflicting},
      {value, State::malformed, State::conflicting, State::conflicting},
      {value, State::other, State::conflicting, State::conflicting},
      {value, State::conflicting, State::conflicting, State::conflicting},
      {State::absent, State::not_carried, State::absent, State::absent},
      {State::absent, State::null, State::null, State::null},
      {State::absent, State::none, State::none, State::none},
      {State::absent, State::withheld, State::absent, State::absent},
      {State::none, State::none, State::none, State::none},
      {State::malformed, State::other, State::other, State::other},
      {State::absent, State::malformed, State::malformed, State::conflicting},
      {State::not_carried, State::not_carried, State::not_carried, State::not_carried},
      {State::conflicting, State::not_carried, State::conflicting, State::conflicting},
  };
  for (const Row& row : rows) {
    CAPTURE(name(row.a.state()));
    CAPTURE(name(row.b.state()));
    CHECK(merged(silent_row(), row.a, row.b).state() == row.silent);
    CHECK(merged(silent_row(), row.b, row.a).state() == row.silent);
    CHECK(merged(settled_row(), row.a, row.b).state() == row.settled);
    CHECK(merged(settled_row(), row.b, row.a).state() == row.settled);
  }
}

TEST_CASE("merging is the same in every order and grouping but for spelling") {
  std::vector<Property<Text>> all = {Property<Text>("x"), Property<Text>("X"), Property<Text>("y")};
  for (int state = 0; state <= static_cast<int>(State::none); ++state)
    all.emplace_back(static_cast<State>(state));
  const auto same = [](const Property<Text>& a, const Property<Text>& b) {
    return a.state() == b.state() && equal_folded(*a, *b);
  };
  std::size_t checked = 0;
  for (const FieldRow* row : {&silent_row(), &settled_row()}) {
    for (const auto& a : all) {
      for (const auto& b : all) {
        CHECK(same(merged(*row, a, b), merged(*row, b, a)));
        for (const auto& c : all) {
          CAPTURE(name(a.state()));
          CAPTURE(name(b.state()));
          CAPTURE(name(c.state()));
          // A gap that hides a conflict may come out as another gap; never as a value.
          const Property<Text> left = merged(*row, merged(*row, a, b), c);
          const Property<Text> right = merged(*row, a, merged(*row, b, c));
          const bool agree = same(left, right) || (left.is_gap() && right.is_gap());
          CHECK(agree);
          ++checked;
        }
      }
    }
  }
  CHECK(checked == 2 * 12 * 12 * 12);
}

TEST_CASE("ids, lists and records compare without regard to their spelling") {
  const FieldRow& sources = *UserSecurityRule::type.find_field("sources");
  const auto rule = [](std::vector<AddressTerm> terms) {
    UserSecurityRule result;
    result.sources = List<AddressTerm>(std::move(terms));
    return result;
  };
  const auto prefix = [](std::string_view text) {
    return AddressTerm{AddressTerm::Kind::prefix, *Prefix::parse(text), Text(text)};
  };
  const auto any = [](std::string_view text) {
    return AddressTerm{AddressTerm::Kind::any, {}, Text(text)};
  };
  const auto same = [&](const UserSecurityRule& a, const UserSecurityRule& b) {
    return detail::same_value(sources, &a, &b);
  };
  CHECK(same(rule({prefix("10.0.0.0/8")}), rule({prefix("10.0.0.0/8")})));
  CHECK(same(rule({prefix("10.0.0.1")}), rule({prefix("10.0.0.1/32")})));
  CHECK(same(rule({any("*")}), rule({any("Any")})));
  CHECK_FALSE(same(rule({any("*")}), rule({prefix("0.0.0.0/0")})));
  CHECK_FALSE(same(rule({prefix("10.0.0.0/8")}), rule({})));

  const FieldRow& instances = *RedisCache::type.find_field("instances");
  const auto cache = [](RedisInstance instance) {
    RedisCache result;
    result.instances = List<RedisInstance>({std::move(instance)});
    return result;
  };
  const RedisCache one = cache({.ssl_port = 15000, .zone = State::absent});
  CHECK(detail::same_value(instances, &one, [&] {
    static const RedisCache two = cache({.ssl_port = 15000, .zone = State::null});
    return &two;
  }()));
  const RedisCache other = cache({.ssl_port = 15001});
  CHECK_FALSE(detail::same_value(instances, &one, &other));
}
