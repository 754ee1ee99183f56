#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "cachewarden/model/id_order.hpp"
#include "cachewarden/model/model_types.hpp"
#include "cachewarden/model/resource_id.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view in_group = "/subscriptions/s/resourceGroups/g/providers/";

/// The parts of an id, worked out segment by segment.
struct Parts {
  std::string subscription, group, scope, provider, path, name, parent;
  auto tied() const { return std::tie(subscription, group, scope, provider, path, name, parent); }
  friend bool operator==(const Parts& a, const Parts& b) { return a.tied() == b.tied(); }
};

std::vector<std::string> segments_of(std::string_view text) {
  std::vector<std::string> result;
  for (std::size_t begin = 1; begin <= text.size();) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    result.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

std::string joined(const std::vector<std::string>& segments, std::size_t from, std::size_t to) {
  std::string result;
  for (std::size_t i = from; i < to; ++i)
    result.append(i == from ? "" : "/").append(segments[i]);
  return result;
}

std::optional<Parts> slowly(std::string_view text) {
  text = canonical_id(text);
  if (!text.starts_with('/'))
    return std::nullopt;
  const std::vector<std::string> all = segments_of(text);
  const auto is = [&](std::size_t i, std::string_view word) { return equal_folded(all[i], word); };
  Parts parts;
  std::size_t providers = all.size();
  bool has_subscription = false;
  bool has_group = false;
  // A word that ends the id leads nowhere.
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (is(i, "providers")) {
      providers = i;
    } else if (is(i, "subscriptions") && !has_subscription) {
      has_subscription = true;
      parts.subscription = all[i + 1];
    } else if (is(i, "resourceGroups") && !has_group) {
      has_group = true;
      parts.group = all[i + 1];
    }
  }
  if (providers == all.size()) {
    if (all.size() != 2 || !is(0, "subscriptions") || all[1].empty())
      return std::nullopt;
    return Parts{all[1], "", "", "Microsoft.Resources", joined(all, 0, 2), all[1], ""};
  }
  const std::size_t count = all.size() - providers - 1;
  if (count < 3 || count % 2 == 0)
    return std::nullopt;
  for (std::size_t i = providers + 1; i < all.size(); ++i) {
    if (all[i].empty())
      return std::nullopt;
  }
  if (providers > 0)
    parts.scope = "/" + joined(all, 0, providers);
  parts.provider = all[providers + 1];
  parts.path = joined(all, providers + 2, all.size());
  parts.name = all.back();
  if (count > 3)
    parts.parent = "/" + joined(all, 0, all.size() - 2);
  else if (slowly(parts.scope))
    parts.parent = parts.scope;
  return parts;
}

std::optional<Parts> quickly(std::string_view text) {
  const std::optional<ResourceId> id = parse_resource_id(text);
  if (!id)
    return std::nullopt;
  return Parts{std::string(id->subscription), std::string(id->group), std::string(id->scope),
               std::string(id->provider),     std::string(id->path),  std::string(id->name),
               std::string(id->parent())};
}

/// Ids and what is almost one.
std::string made_up(std::mt19937& random) {
  static constexpr std::string_view words[] = {"subscriptions",
                                               "resourceGroups",
                                               "providers",
                                               "Microsoft.Network",
                                               "networkSecurityGroups",
                                               "a",
                                               "",
                                               "nsg-1",
                                               "PROVIDERS",
                                               "SubScriptions",
                                               "xxxxxxxxx",
                                               "subscriptionz",
                                               "resourcegroupz",
                                               " ",
                                               "securityRules",
                                               "redis"};
  std::string text = random() % 3 == 0 ? std::string(in_group) + "P" : std::string();
  for (std::size_t left = random() % 12; left > 0; --left) {
    if (random() % 20 != 0)
      text += "/";
    text += words[random() % std::size(words)];
  }
  return text;
}

}  // namespace

TEST_CASE("ids are taken apart") {
  const std::string cache = std::string(in_group) + "Microsoft.Cache/redis/orders";
  const Parts parts{
      "s",      "g", "/subscriptions/s/resourceGroups/g", "Microsoft.Cache", "redis/orders",
      "orders", ""};
  CHECK(quickly(cache) == parts);
  CHECK(quickly("  " + cache + "// ") == parts);
  CHECK(quickly(cache + "/firewallRules/office")->parent == cache);
  CHECK(quickly(cache + "/providers/Microsoft.Insights/diagnosticSettings/audit")->parent == cache);
  CHECK(quickly("/subscriptions/s")->provider == "Microsoft.Resources");
  CHECK(quickly("/providers/Microsoft.Graph/tenants/t")->scope.empty());
  for (const std::string_view none :
       {"", "/", "redis", "/subscriptions", "/subscriptions/s/t", "/subscriptions/s/providers/P",
        "/providers/P/t", "/providers/P//n", "/providers//t/n", "/providers/P/t/n/u",
        "/providers/P/t/n//m", "subscriptions/s"})
    CHECK_FALSE_MESSAGE(quickly(none).has_value(), none);
}

TEST_CASE("ids are taken apart as segment by segment") {
  std::mt19937 random(7);
  std::size_t found = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = made_up(random);
    const std::optional<Parts> parts = quickly(text);
    REQUIRE_MESSAGE(parts == slowly(text), text);
    found += parts ? 1 : 0;
  }
  CHECK(found > 1000);
}

TEST_CASE("the type of an id is found without being put together") {
  for (const ResourceType* type : resource_types()) {
    std::string id(in_group);
    std::vector<std::string> words = segments_of("/" + std::string(type->arm));
    id += words[0];
    for (std::size_t i = 1; i < words.size(); ++i)
      id += "/" + words[i] + "/name-" + std::to_string(i);
    const std::string shouted = [&] {
      std::string text = id;
      std::transform(text.begin(), text.end(), text.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
      return text;
    }();
    for (const std::string& text : {id, shouted}) {
      const std::optional<ResourceId> parsed = parse_resource_id(text);
      REQUIRE_MESSAGE(parsed.has_value(), text);
      CHECK(resource_types()[find_type(*parsed)] == type);
      CHECK(parsed->is_of_type(type->arm));
    }
    CHECK(resource_types()[find_type(type->arm)] == type);
    CHECK(find_type(std::string(type->arm) + "x") == no_model);
  }
  std::mt19937 random(11);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = made_up(random);
    const std::optional<ResourceId> id = parse_resource_id(text);
    if (!id)
      continue;
    CHECK(find_type(*id) == find_type(id->type()));
    CHECK(id->is_of_type(id->type()));
    CHECK_FALSE(id->is_of_type(id->type() + "s"));
  }
}

/// The numbers of ids in their order, found by comparing them whole.
template <class Before>
std::vector<std::uint32_t> ordered(const std::vector<std::string>& ids, Before before) {
  std::vector<std::uint32_t> result(ids.size());
  std::iota(result.begin(), result.end(), 0U);
  std::sort(result.begin(), result.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto by_id = compare_folded(ids[a], ids[b]);
    return by_id != 0 ? by_id < 0 : before(a, b);
  });
  return result;
}

TEST_CASE("ids are ordered as by comparing them") {
  std::mt19937 random(3);
  static constexpr std::string_view beginnings[] = {
      "", "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg", "/Sub", "/sub"};
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> ids;
    for (std::size_t left = random() % 60; left > 0; --left) {
      std::string id(beginnings[random() % std::size(beginnings)]);
      for (std::size_t more = random() % 20; more > 0; --more)
        id += std::string_view("aAbB/\0-\xff", 8)[random() % 8];
      ids.push_back(id);
      if (random() % 4 == 0)
        ids.push_back(ids[random() % ids.size()]);
    }
    const auto before = [](std::uint32_t a, std::uint32_t b) { return a > b; };
    detail::IdOrder order(ids.size());
    for (const std::string& id : ids)
      order.add(id);
    REQUIRE(order.numbers(before) == ordered(ids, before));
  }
}

TEST_CASE("many ids are ordered part by part, whoever orders them") {
  std::mt19937 random(4);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < 20000; ++i) {
    std::string id = std::string(in_group) + "P/t/";
    for (std::size_t more = random() % 5; more > 0; --more)
      id += "abABcd-/"[random() % 8];
    ids.push_back(std::move(id));
  }
  const auto before = [](std::uint32_t a, std::uint32_t b) { return a < b; };
  detail::IdOrder order(ids.size());
  for (const std::string& id : ids)
    order.add(id);
  std::size_t parts = 0;
  const RunTasks backwards = [&](std::size_t count, const std::function<void(std::size_t)>& task) {
    parts = count;
    while (count > 0)
      task(--count);
  };
  CHECK(order.numbers(before, backwards) == ordered(ids, before));
  CHECK(parts > 4);
}

TEST_CASE("eight bytes as a number are ordered as the texts are") {
  const auto sign = [](auto order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      for (const std::size_t place : {0U, 3U, 7U}) {
        std::string first = "someTEXT";
        std::string second = "SOMEtext";
        first[place] = static_cast<char>(a);
        second[place] = static_cast<char>(b);
        REQUIRE(sign(detail::folded_word(first) <=> detail::folded_word(second)) ==
                sign(compare_folded(first, second)));
      }
    }
  }
  CHECK(detail::folded_word("") == 0);
  CHECK(detail::folded_word("A") == std::uint64_t{'a'} << 56);
  CHECK(detail::folded_word("a longer text") == detail::folded_word("A LONGER"));
}

TEST_CASE("parents of ids in a row are those of each alone") {
  std::mt19937 random(5);
  const std::string cache = std::string(in_group) + "Microsoft.Cache/redis/orders";
  const std::string ids[] = {cache,
                             cache + "2",
                             "/subscriptions/s/resourceGroups//providers/P/t/n",
                             "/subscriptions//resourceGroups/g/providers/P/t/n",
                             "/subscriptions/s/resourceGroups/g/providers//t/n",
                             "/subscriptions/s/resourceGroups/g/providers/P//n",
                             "/subscriptions/s/resourceGroups/g/providers/P/t/",
                             "/subscriptions/s/resourceGroups/g/providers/providers/t/n",
                             "/subscriptions/s/resourceGroups/g/providers/P/providers/n",
                             "/subscriptions/providers/resourceGroups/g/providers/P/t/n",
                             "/SUBSCRIPTIONS/s/resourcegroups/providers/PROVIDERS/P/t/n",
                             "/subscriptions/s/resourceGroups/g/providers/P/t/providers",
                             cache + "/firewallRules/a",
                             cache + "/firewallRules/b/",
                             cache + "/firewallRules/b/c/d",
                             cache + "/patchSchedules/default",
                             cache + "/providers/Microsoft.Insights/diagnosticSettings/a",
                             cache + "/providers/x",
                             cache + "//x",
                             cache + "s/firewallRules/a",
                             "/subscriptions/s",
                             "/subscriptions/s/x/y",
                             "/subscriptions/s/providers/Microsoft.Authorization/locks/a",
                             std::string(in_group) + "Microsoft.Cache/REDIS/orders/firewallRules/c",
                             "x",
                             ""};
  detail::ParentFinder parents;
  std::string last;
  bool is_first = true;
  for (int i = 0; i < 5000; ++i) {
    const std::string& id = ids[random() % std::size(ids)];
    const bool is_new = parents.go_to(Text(id));
    const std::optional<ResourceId> parsed = parse_resource_id(id);
    const std::string expected(parsed ? parsed->parent() : std::string_view());
    REQUIRE_MESSAGE(parents.parent() == expected, id);
    if (!is_first && !is_new)
      REQUIRE(expected == last);
    is_first = false;
    last = expected;
  }
}
