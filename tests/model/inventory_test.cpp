#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "cachewarden/model/inventory_builder.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

const std::string group = "/subscriptions/s/resourceGroups/g/providers/";
const std::string cache_id = group + "Microsoft.Cache/redis/orders";
const std::string network_id = group + "Microsoft.Network/virtualNetworks/hub";
const std::string subnet_id = network_id + "/subnets/cache";
const std::string group_id = group + "Microsoft.Network/networkSecurityGroups/nsg";

RedisCache injected() {
  RedisCache cache;
  cache.subnet_id = Text(subnet_id);
  return cache;
}

const Resource& resource_at(const Inventory& inventory, std::string_view id,
                            Intent intent = Intent::live) {
  const Resource* resource = inventory.find(id, intent);
  REQUIRE_MESSAGE(resource != nullptr, id);
  return *resource;
}

}  // namespace

// What callers may rely on: bodies are many, so they are small.
static_assert(sizeof(RedisCache) <= 512);
static_assert(sizeof(RedisEnterprise) <= 512);
static_assert(sizeof(SecurityRule) <= 96);
static_assert(sizeof(UserSecurityRule) <= 96);
static_assert(sizeof(Subnet) <= 184);
static_assert(sizeof(Resource) <= 56);
static_assert(sizeof(Property<Text>) == 16);
static_assert(sizeof(Property<List<Text>>) == 16);
static_assert(!std::is_copy_constructible_v<Inventory>);
static_assert(std::is_nothrow_move_constructible_v<Inventory>);

TEST_CASE("an empty builder makes an empty inventory") {
  const Inventory inventory = InventoryBuilder().finish();
  CHECK(inventory.resources().empty());
  CHECK(inventory.find(cache_id) == nullptr);
  CHECK_FALSE(inventory.place_of(&inventory).has_value());
  CHECK_FALSE(inventory.has_errors());
}

TEST_CASE("resources are ordered by id and keep their bodies apart") {
  InventoryBuilder builder;
  for (const std::string name : {"b", "C", "a"}) {
    RedisCache cache;
    cache.host_name = Text(name);
    builder.add(group + "Microsoft.Cache/redis/" + name, cache);
  }
  Inventory first = builder.finish();
  const Inventory inventory = std::move(first);
  REQUIRE(inventory.resources().size() == 3);
  CHECK(inventory.resource(0).name() == "a");
  CHECK(inventory.resource(1).name() == "b");
  CHECK(inventory.resource(2).name() == "C");
  for (const Resource& resource : inventory.resources()) {
    const RedisCache* cache = inventory.body<RedisCache>(resource);
    REQUIRE(cache != nullptr);
    CHECK(*cache->host_name == resource.name());
    CHECK(&inventory.owner(*cache) == &resource);
    CHECK(inventory.body<Subnet>(resource) == nullptr);
    const auto place = inventory.place_of(&cache->host_name);
    REQUIRE(place.has_value());
    CHECK(place->resource == inventory.index_of(resource));
    CHECK(RedisCache::type.fields[place->field].name == "host_name");
    CHECK(inventory.place_of(cache)->resource == inventory.index_of(resource));
  }
  CHECK(builder.finish().resources().empty());
}

TEST_CASE("every property of every type is found by its address") {
  InventoryBuilder builder;
  for (const ResourceType* type : resource_types())
    builder.add_decoded(group + std::string(type->arm) + "/x", find_type(type->arm), Intent::live,
                        {}, [](void*) {});
  const Inventory inventory = builder.finish();
  std::size_t properties = 0;
  for (const Resource& resource : inventory.resources()) {
    const void* body = inventory.body(resource);
    if (body == nullptr)
      continue;
    const auto fields = resource_types()[resource.type]->fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto place = inventory.place_of(fields[i].at(body));
      REQUIRE(place.has_value());
      CHECK(place->resource == inventory.index_of(resource));
      // The first property has the address of its body.
      CHECK(place->field == i);
      ++properties;
    }
  }
  CHECK(properties > 200);
}

TEST_CASE("field tables have names of their own and paths that nobody else has") {
  for (const ResourceType* type : resource_types()) {
    CAPTURE(type->arm);
    CHECK(find_type(type->arm) != no_model);
    for (std::size_t i = 0; i < type->fields.size(); ++i) {
      const FieldRow& row = type->fields[i];
      CAPTURE(row.name);
      CHECK_FALSE(row.name.empty());
      CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
            std::string_view::npos);
      CHECK_FALSE(row.arm.empty());
      CHECK(row.least <= row.most);
      CHECK(type->find_field(row.name) == &row);
      if (row.kind == FieldKind::enumeration)
        CHECK_FALSE(row.names.empty());
      const bool is_typed = row.refers_to.empty() || row.refers_to == "*" ||
                            row.refers_to.find('/') != std::string_view::npos;
      CHECK(is_typed);
      for (std::size_t k = 0; k < i; ++k) {
        CHECK(row.name != type->fields[k].name);
        // A text may be told as it is and, once more, as the resource that it refers to.
        const bool is_other_side = row.refers_to.empty() != type->fields[k].refers_to.empty();
        for (const std::string_view path : row.arm) {
          for (const std::string_view other : type->fields[k].arm)
            CHECK_FALSE((equal_folded(path, other) && !is_other_side));
        }
      }
    }
    for (const Embedded& embedded : type->embedded) {
      CHECK(find_type(embedded.child_type) != no_model);
      CHECK_FALSE(embedded.path.empty());
    }
    CHECK(type->collect.starts_with("az "));
    CHECK(type->collect_all.starts_with("az "));
  }
}

TEST_CASE("what is referred to and was not read is there without being collected") {
  InventoryBuilder builder;
  builder.add(cache_id, injected());
  const Inventory inventory = builder.finish();
  const Resource& subnet = resource_at(inventory, subnet_id);
  CHECK_FALSE(subnet.is_collected);
  CHECK(subnet.source_count == 0);
  CHECK(inventory.body<Subnet>(subnet)->network_security_group.state() == State::not_carried);
  REQUIRE(inventory.referrers(subnet).size() == 1);
  CHECK(inventory.resource(inventory.referrers(subnet)[0].resource).id.view() == cache_id);
  // So is its parent.
  const Resource& network = resource_at(inventory, network_id);
  CHECK_FALSE(network.is_collected);
  CHECK(subnet.parent == inventory.index_of(network));
  // A parent has the children that were read, not those that were mentioned.
  CHECK(inventory.children(network, type_number<Subnet>).empty());
  CHECK(inventory.completeness(network, type_number<Subnet>) == Completeness::not_collected);
}

TEST_CASE("children whose parent was not read hang below its entry") {
  InventoryBuilder builder;
  builder.add(cache_id + "/firewallRules/a", RedisFirewallRule{});
  builder.add_collection(cache_id, type_number<RedisFirewallRule>, Completeness::complete,
                         Intent::live, 1);
  const Inventory inventory = builder.finish();
  const Resource& cache = resource_at(inventory, cache_id);
  CHECK_FALSE(cache.is_collected);
  CHECK(inventory.children(cache, type_number<RedisFirewallRule>).size() == 1);
  CHECK(inventory.completeness(cache, type_number<RedisFirewallRule>) == Completeness::complete);
  CHECK(inventory.diagnostics().empty());
}

TEST_CASE("the most complete statement on children holds, unless the lists differ") {
  struct Row {
    std::size_t children;
    std::uint32_t first;
    std::uint32_t second;
    Completeness expected;
  };
  const Row rows[] = {{1, 1, 1, Completeness::complete}, {1, 1, no_index, Completeness::complete},
                      {1, 0, 1, Completeness::partial},  {1, 0, no_index, Completeness::partial},
                      {0, 0, 0, Completeness::complete}, {2, 1, 1, Completeness::partial}};
  for (const Row& row : rows) {
    CAPTURE(row.children);
    CAPTURE(row.first);
    InventoryBuilder builder;
    for (std::size_t i = 0; i < row.children; ++i)
      builder.add(cache_id + "/firewallRules/" + std::to_string(i), RedisFirewallRule{});
    for (const std::uint32_t count : {row.first, row.second})
      builder.add_collection(cache_id, type_number<RedisFirewallRule>, Completeness::complete,
                             Intent::live, count);
    const Inventory inventory = builder.finish();
    CHECK(inventory.completeness(resource_at(inventory, cache_id),
                                 type_number<RedisFirewallRule>) == row.expected);
    CHECK(inventory.diagnostics().empty() == (row.expected == Completeness::complete));
  }
  InventoryBuilder builder;
  builder.add_collection(cache_id, type_number<RedisFirewallRule>, Completeness::partial);
  builder.add_collection(cache_id, type_number<RedisFirewallRule>, Completeness::complete);
  builder.add_collection(cache_id, type_number<RedisFirewallRule>, Completeness::partial);
  const Inventory inventory = builder.finish();
  CHECK(inventory.completeness(resource_at(inventory, cache_id), type_number<RedisFirewallRule>) ==
        Completeness::complete);
}

TEST_CASE("what is there, what is planned and what is mentioned are different facts") {
  InventoryBuilder builder;
  RedisCache open;
  open.enable_non_ssl_port = true;
  RedisCache closed;
  closed.enable_non_ssl_port = false;
  closed.subnet_id = Text(subnet_id);
  builder.add(cache_id, open, Intent::live);
  builder.add(cache_id, closed, Intent::planned);
  builder.add(cache_id + "/firewallRules/a", RedisFirewallRule{}, Intent::planned);
  builder.add(subnet_id, Subnet{}, Intent::live);
  builder.add(subnet_id, Subnet{}, Intent::existing);
  const Inventory inventory = builder.finish();
  CHECK(inventory.diagnostics().empty());
  const Resource& live = resource_at(inventory, cache_id);
  const Resource& planned = resource_at(inventory, cache_id, Intent::planned);
  CHECK(*inventory.body<RedisCache>(live)->enable_non_ssl_port);
  CHECK_FALSE(*inventory.body<RedisCache>(planned)->enable_non_ssl_port);
  CHECK(inventory.children(live, type_number<RedisFirewallRule>).empty());
  CHECK(inventory.children(planned, type_number<RedisFirewallRule>).size() == 1);
  CHECK(inventory.completeness(planned, type_number<RedisFirewallRule>) == Completeness::assumed);
  // A plan refers to what is there, which does not make the plan a part of it.
  const Resource& subnet = resource_at(inventory, subnet_id, Intent::planned);
  CHECK(subnet.intent == Intent::live);
  CHECK(inventory.referrers(subnet).empty());
}

TEST_CASE("a plan refers to what is mentioned where nothing else is known") {
  InventoryBuilder builder;
  builder.add(cache_id, injected(), Intent::planned);
  const Inventory inventory = builder.finish();
  CHECK(inventory.find(subnet_id) == nullptr);
  const Resource& subnet = resource_at(inventory, subnet_id, Intent::planned);
  CHECK(subnet.intent == Intent::existing);
  CHECK(inventory.referrers(subnet).size() == 1);
}

TEST_CASE("planned children count as all of them only on request") {
  for (const bool complete : {true, false}) {
    InventoryBuilder builder({.plans_are_complete = complete});
    builder.add(cache_id, RedisCache{}, Intent::planned);
    const Inventory inventory = builder.finish();
    CHECK(inventory.completeness(resource_at(inventory, cache_id, Intent::planned),
                                 type_number<RedisFirewallRule>) ==
          (complete ? Completeness::assumed : Completeness::partial));
  }
}

TEST_CASE("a resource of two types keeps the first and says so") {
  InventoryBuilder builder;
  RedisCache cache;
  cache.host_name = Text("x");
  builder.add("not an id", cache);
  builder.add("not an id", Subnet{});
  const Inventory inventory = builder.finish();
  REQUIRE(inventory.resources().size() == 1);
  CHECK(inventory.body<RedisCache>(inventory.resource(0)) != nullptr);
  CHECK(inventory.has_errors());
}

TEST_CASE("defaults are facts, and hold for what was shown in full") {
  Facts facts;
  facts.defaults.push_back({.type = "Microsoft.Cache/redis",
                            .field = "enable_non_ssl_port",
                            .since = "2020-01-01",
                            .value = "false"});
  const auto port = [&](Carried carried, std::string_view api_version) {
    InventoryBuilder builder;
    RedisCache cache;
    cache.enable_non_ssl_port = State::absent;
    cache.subnet_id = State::absent;
    builder.add(cache_id, cache, Intent::planned,
                {.carried = carried, .api_version = Text(api_version)});
    const Inventory inventory = builder.finish(facts);
    const RedisCache& body = inventory.bodies<RedisCache>()[0];
    CHECK(body.subnet_id.is_none());
    return body.enable_non_ssl_port;
  };
  CHECK(port(Carried::full, "2024-11-01") == Property<bool>(false, State::defaulted));
  CHECK(port(Carried::full, "2019-07-01").state() == State::absent);
  CHECK(port(Carried::full, "").state() == State::absent);
  CHECK(port(Carried::projection, "2024-11-01").state() == State::absent);
}

TEST_CASE("documents and diagnostics are ordered whatever the order they came in") {
  InventoryBuilder builder;
  const auto text = std::make_shared<const std::string>("\xef\xbb\xbf{}\r\n\n[]");
  const std::uint32_t second = builder.add_document({.name = "b", .text = text});
  builder.add_document({.name = "a"});
  RedisCache one;
  one.host_name = Text("x");
  RedisCache two;
  two.host_name = Text("y");
  builder.add(cache_id, one, Intent::live, {.document = second, .offset = 3});
  builder.add(cache_id, two, Intent::live, {.document = second, .offset = 8});
  builder.add_diagnostic({.code = "z", .document = "b", .line = 7});
  const Inventory inventory = builder.finish();
  CHECK(inventory.documents()[0].name == "a");
  CHECK(inventory.sources(inventory.resource(0))[0].document == 1);
  REQUIRE(inventory.diagnostics().size() == 2);
  CHECK(inventory.diagnostics()[0].code == "conflicting");
  CHECK(inventory.diagnostics()[0].line == 3);
  CHECK(inventory.diagnostics()[0].column == 1);
  CHECK(inventory.diagnostics()[1].code == "z");
}

TEST_CASE("conflicts past a hundred are counted") {
  InventoryBuilder builder;
  for (int i = 0; i < 150; ++i) {
    for (const char* value : {"x", "y"}) {
      RedisCache cache;
      cache.host_name = Text(value);
      builder.add(cache_id + std::to_string(i), cache);
    }
  }
  const Inventory inventory = builder.finish();
  CHECK(inventory.diagnostics().size() == 101);
  CHECK(std::count_if(inventory.diagnostics().begin(), inventory.diagnostics().end(),
                      [](const Diagnostic& each) { return each.code == "more"; }) == 1);
}

TEST_CASE("resources whose ids of others are not all known are told by type") {
  const std::string id = group + "Microsoft.Network/privateEndpoints/";
  const auto endpoint = [](Property<List<PrivateLinkConnection>> connections) {
    PrivateEndpoint body;
    for (const FieldRow& row : PrivateEndpoint::type.fields)
      row.set_gap(&body, State::none);
    body.connections = std::move(connections);
    return body;
  };
  PrivateLinkConnection known;
  for (const FieldRow& row : PrivateLinkConnection::fields())
    row.set_gap(&known, State::none);
  known.private_link_service_id = Text(cache_id);
  PrivateLinkConnection hidden = known;
  hidden.private_link_service_id = State::unresolved;
  using Connections = List<PrivateLinkConnection>;
  InventoryBuilder builder;
  builder.add(cache_id, RedisCache{});
  builder.add(id + "closed", endpoint(Connections{known}));
  builder.add(id + "half", endpoint(Connections{known, hidden}));
  builder.add(id + "hidden", endpoint(State::withheld));
  builder.add(id + "none", endpoint(State::none));
  // Nothing is known of what was not read, but that says nothing of whom it names.
  RedisPrivateEndpointConnection connection;
  connection.private_endpoint_id = Text(id + "missing");
  builder.add(cache_id + "/privateEndpointConnections/c", connection);
  const Inventory inventory = builder.finish();
  std::vector<std::string> open;
  for (const std::uint32_t index : inventory.open_referrers(type_number<PrivateEndpoint>))
    open.emplace_back(inventory.resource(index).name());
  CHECK(open == std::vector<std::string>{"half", "hidden"});
  std::vector<std::string> referring;
  for (const Referrer& each : inventory.referrers(resource_at(inventory, cache_id)))
    referring.emplace_back(inventory.resource(each.resource).name());
  CHECK(referring == std::vector<std::string>{"closed", "half"});
  CHECK_FALSE(resource_at(inventory, id + "missing").is_collected);
  CHECK(inventory.open_referrers(type_number<SecurityAdminRule>).empty());
}
