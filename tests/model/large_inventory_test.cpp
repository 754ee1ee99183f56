#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "cachewarden/model/inventory_builder.hpp"

/// Inventories that are put together in parts, against what their resources say one by one.
namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

/// Tasks in an order that nobody expects.
const RunTasks backwards = [](std::size_t count, const std::function<void(std::size_t)>& task) {
  while (count > 0)
    task(--count);
};

std::string in_group(std::size_t number) {
  return "/subscriptions/s/resourceGroups/g" + std::to_string(number % 97) + "/providers/";
}
std::string network_id(std::size_t number) {
  return in_group(number) + "Microsoft.Network/virtualNetworks/hub" + std::to_string(number);
}
std::string group_id(std::size_t number) {
  return in_group(number) + "Microsoft.Network/networkSecurityGroups/nsg" + std::to_string(number);
}

constexpr Intent intents[] = {Intent::live, Intent::planned, Intent::existing};

/// Networks with subnets that name groups, of all intents; some networks and groups are not there.
InventoryBuilder large_estate() {
  InventoryBuilder builder;
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  for (std::size_t i = 0; i < 2000; ++i) {
    const Intent intent = intents[random() % 10 < 8 ? 0 : random() % 3];
    if (random() % 8 != 0)
      builder.add(network_id(i), VirtualNetwork{}, intent);
    if (random() % 3 != 0)
      builder.add(group_id(i), NetworkSecurityGroup{}, intents[random() % 10 < 8 ? 0 : 1]);
    for (std::size_t j = random() % 12; j > 0; --j) {
      Subnet subnet;
      subnet.network_security_group = Text(group_id(random() % 2500));
      builder.add(network_id(i) + "/subnets/s" + std::to_string(j), subnet, intent);
    }
    if (random() % 2 == 0)
      builder.add_collection(network_id(i), type_number<Subnet>, Completeness::complete, intent);
  }
  return builder;
}

using Relation = std::tuple<std::string, Intent, std::string, Intent>;

std::string text_of(const Inventory& inventory) {
  std::string result;
  for (const Resource& each : inventory.resources()) {
    result += each.id.string() + " " + std::to_string(static_cast<int>(each.intent)) +
              (each.is_collected ? " read" : "") + " " + std::to_string(each.parent);
    for (const Referrer& referrer : inventory.referrers(each))
      result += " " + std::to_string(referrer.resource);
    for (const std::uint32_t child : inventory.children(each, type_number<Subnet>))
      result += " child " + std::to_string(child);
    result += inventory.completeness(each, type_number<Subnet>) == Completeness::complete ? " all\n"
                                                                                          : "\n";
  }
  return result;
}

}  // namespace

TEST_CASE("a large inventory is the same whoever puts its parts together") {
  const Inventory alone = large_estate().finish();
  const Inventory shared = large_estate().finish({}, backwards);
  REQUIRE(alone.resources().size() > 3 * 4096);
  CHECK(text_of(alone) == text_of(shared));
}

TEST_CASE("parents and referrers of a large inventory are those that its ids tell") {
  const Inventory inventory = large_estate().finish({}, backwards);
  const auto resources = inventory.resources();
  CHECK(std::is_sorted(resources.begin(), resources.end(), [](const auto& a, const auto& b) {
    const auto order = compare_folded(a.id, b.id);
    return order != 0 ? order < 0 : a.intent < b.intent;
  }));
  std::vector<Relation> expected;
  std::vector<Relation> told;
  std::size_t missing = 0;
  for (const Resource& each : resources) {
    const std::string parent(parse_resource_id(each.id)->parent());
    const Resource* const above = parent.empty() ? nullptr : inventory.find(parent, each.intent);
    CHECK(each.parent == (above == nullptr ? no_index : inventory.index_of(*above)));
    missing += each.is_collected ? 0 : 1;
    for (const Referrer& referrer : inventory.referrers(each)) {
      const Resource& from = inventory.resource(referrer.resource);
      told.emplace_back(from.id.string(), from.intent, each.id.string(), each.intent);
    }
    const Subnet* const subnet = inventory.body<Subnet>(each);
    if (subnet == nullptr || !subnet->network_security_group.has_value())
      continue;
    const Resource* const group = inventory.find(*subnet->network_security_group, each.intent);
    REQUIRE(group != nullptr);
    if (each.intent == Intent::live || group->intent != Intent::live)
      expected.emplace_back(each.id.string(), each.intent, group->id.string(), group->intent);
  }
  CHECK(missing > 1000);
  std::sort(expected.begin(), expected.end());
  std::sort(told.begin(), told.end());
  CHECK(expected == told);
}
