#include <doctest/doctest.h>

#include "cachewarden/reach/nsg.hpp"
#include "reach/small_estate.hpp"

namespace {

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)
using reach::DirectionDifference;
using reach::GroupDifference;

GroupDifference diff_of(std::string_view first, std::string_view second) {
  static std::shared_ptr<const Inventory> a;
  static std::shared_ptr<const Inventory> b;
  a = inventory_of(group_json("g", first));
  b = inventory_of(group_json("g", second));
  const auto all = reach::diff(*a, *b, {.verify = true, .limits = {}});
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  return all->front();
}

TEST_CASE("the same rules with other numbers, prefixes split and names changed are equivalent") {
  const GroupDifference same = diff_of(
      "a|100|Inbound|Allow|Tcp|10.0.0.0/8|*|6380\n"
      "b|200|Inbound|Deny|*|*|*|*\n",
      "x|300|Inbound|Allow|tcp|10.0.0.0/9|*|6380\n"
      "y|310|Inbound|Allow|TCP|10.128.0.0/9|*|6380\n"
      "z|4000|Inbound|Deny|*|*|*|*\n");
  CHECK(same.equivalent());
  REQUIRE(same.directions.size() == 2);
  CHECK(same.directions[0].verified);
}

TEST_CASE("a difference is exact on both sides, with a packet and who decides it") {
  const GroupDifference other = diff_of(
      "a|100|Inbound|Allow|Tcp|10.0.0.0/24|*|6380\n"
      "rest|200|Inbound|Deny|*|*|*|*\n",
      "b|100|Inbound|Allow|Tcp|10.0.0.128/25|*|6379-6380\n"
      "rest|200|Inbound|Deny|*|*|*|*\n");
  CHECK_FALSE(other.equivalent());
  const DirectionDifference& in = other.directions[0];
  REQUIRE(in.only_first.size() == 1);
  CHECK(in.only_first[0].sources == network::AddressSet(Prefix(Address::ipv4(10, 0, 0, 0), 25)));
  CHECK(in.only_first[0].destination_ports == std::vector<PortRange>{{6380, 6380}});
  REQUIRE(in.only_second.size() == 1);
  CHECK(in.only_second[0].destination_ports == std::vector<PortRange>{{6379, 6379}});
  CHECK(in.maybe_only_first.empty());
  REQUIRE(in.first_proof.size() == 1);
  CHECK(in.first_proof[0].rule == "a");
  CHECK(in.first_proof[0].other_rule == "rest");
  REQUIRE(in.second_proof.size() == 1);
  CHECK(in.second_proof[0].other_rule == "b");
  CHECK(other.directions[1].equivalent);
}

TEST_CASE("tags are symbols: equal ones are equal whatever they hold, others may differ") {
  const std::string_view storage =
      "a|100|Outbound|Allow|Tcp|*|Storage|443\n"
      "rest|200|Outbound|Deny|*|*|*|*\n";
  CHECK(diff_of(storage, storage).equivalent());
  const GroupDifference other = diff_of(storage,
                                        "a|100|Outbound|Allow|Tcp|*|Sql|443\n"
                                        "rest|200|Outbound|Deny|*|*|*|*\n");
  CHECK_FALSE(other.equivalent());
  const DirectionDifference& out = other.directions[1];
  CHECK(out.only_first.empty());
  CHECK_FALSE(out.maybe_only_first.empty());
  REQUIRE(out.first_proof.size() == 1);
  CHECK_FALSE(out.first_proof[0].when.empty());
}

TEST_CASE("a deny on a tag below an allow on it does not matter") {
  CHECK(diff_of("a|100|Inbound|Allow|Tcp|Storage|*|443\n"
                "b|200|Inbound|Deny|Tcp|Storage|*|443\n",
                "a|100|Inbound|Allow|Tcp|Storage|*|443\n")
            .equivalent());
}

TEST_CASE("groups are paired by id, then by name; what is left over is told") {
  const auto a = inventory_of("[" + group_json("one", "") + "," + group_json("two", "") + "]");
  const auto b = inventory_of("[" + group_json("two", "") + "," + group_json("three", "") + "]");
  const auto all = reach::diff(*a, *b);
  REQUIRE(all);
  REQUIRE(all->size() == 3);
  CHECK((*all)[0].second == nullptr);
  CHECK((*all)[1].equivalent());
  CHECK((*all)[2].first == nullptr);
}

}  // namespace
