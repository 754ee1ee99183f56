#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/model/inventory_builder.hpp"
#include "engine/locate.hpp"
#include "readers/inventory_text.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)
using cachewarden::detail::Locator;
using cachewarden::detail::Place;

namespace {

std::string unquoted(std::string_view raw) {
  if (raw.size() < 2 || raw.front() != '"')
    return std::string(raw);
  return json::Document::parse_owned(std::string(raw)).value().root().string().empty()
             ? std::string()
             : std::string(json::Document::parse_owned(std::string(raw)).value().root().string());
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return folded(text);
}

/// The JSON at a place can be where the value of a property comes from.
bool may_show(const FieldRow& row, const void* body, std::string_view raw) {
  const std::string text = unquoted(raw);
  const std::string all = folded(raw);
  const void* property = row.at(body);
  const auto shows_all = [&all](const auto& list, auto&& text_of) {
    return std::all_of(list.begin(), list.end(), [&](const auto& item) {
      return all.find(folded(text_of(item))) != std::string::npos;
    });
  };
  switch (row.kind) {
    case FieldKind::boolean:
      return row.secret ||
             parse_boolean(trim(text)) == **static_cast<const Property<bool>*>(property);
    case FieldKind::integer:
      return parse_integer(trim(text)) == **static_cast<const Property<std::int32_t>*>(property);
    case FieldKind::enumeration:
      return std::any_of(row.names.begin(), row.names.end(), [&](const EnumName& name) {
        return name.value == row.get_enum(body) && equal_folded(trim(text), name.text);
      });
    case FieldKind::text:
      return row.normal == Normal::duration ||
             without_blanks(scalar_text(row, body)) == without_blanks(text);
    case FieldKind::reference:
      if (row.normal == Normal::vault_key)
        return text.find(scalar_text(row, body).substr(scalar_text(row, body).rfind("/keys/"))) !=
               std::string_view::npos;
      return equal_folded(canonical_id(scalar_text(row, body)), canonical_id(text));
    case FieldKind::texts:
    case FieldKind::references:
      return shows_all(**static_cast<const Property<List<Text>>*>(property),
                       [](const Text& item) { return item.view(); });
    case FieldKind::pairs:
      return shows_all(**static_cast<const Property<List<Pair>>*>(property),
                       [](const Pair& item) { return item.name.view(); });
    default:
      return true;
  }
}

/// The terms of a rule may stand in several members; together they show all of them.
bool shows_terms(const FieldRow& row, const void* body, const std::string& all) {
  if (row.kind == FieldKind::addresses) {
    for (const AddressTerm& term : **static_cast<const Property<List<AddressTerm>>*>(row.at(body)))
      if (all.find(folded(term.text)) == std::string::npos)
        return false;
  }
  if (row.kind == FieldKind::ports) {
    for (const PortRange& range : **static_cast<const Property<List<PortRange>>*>(row.at(body)))
      if (all.find(range.text()) == std::string::npos)
        return false;
  }
  return true;
}

void check_place(const Inventory& inventory, const Source& source, const Place& place) {
  const InputDocument& document = inventory.documents()[source.document];
  const std::string& text = *document.text;
  CHECK(place.document == document.name);
  // Line and column point at the name of the member, which its value follows.
  std::size_t offset = 0;
  for (std::uint32_t line = 1; line < place.line; ++line)
    offset = text.find('\n', offset) + 1;
  offset += place.column - 1;
  const std::string_view here = std::string_view(text).substr(offset);
  const bool is_value = here.starts_with(place.raw);
  const std::size_t value = here.find(place.raw);
  CHECK((is_value || (here.starts_with('"') && value < 200)));
  // The pointer leads there from the root of the value.
  std::size_t end = 0;
  const auto root = json::Document::parse_prefix(
      std::string_view(text).substr(static_cast<std::size_t>(source.value)), &end);
  REQUIRE(root.has_value());
  CHECK(json::resolve(root->root(), place.pointer).raw() == place.raw);
}

}  // namespace

TEST_CASE("every property of every form is found where its value stands") {
  std::size_t shown = 0;
  for (const std::string_view form : {"rest", "array", "ndjson", "az", "az-older", "resource-graph",
                                      "resource-graph-table", "psrule", "az-resource-show"}) {
    CAPTURE(form);
    const Inventory inventory =
        inventory_text::read_path("tests/data/estates/forms/" + std::string(form));
    Locator locator(inventory);
    for (const Resource& resource : inventory.resources()) {
      const void* body = inventory.body(resource);
      // Of a row of a table the cells are found; children inside of a cell lead to the row.
      const bool is_in_cell = form == "resource-graph-table" && resource.parent != no_index;
      if (body == nullptr || !resource.is_collected || is_in_cell)
        continue;
      CAPTURE(resource.id.view());
      for (const FieldRow& row : resource_types()[resource.type]->fields) {
        if (row.state(body) != State::stated)
          continue;
        CAPTURE(row.name);
        bool is_shown = false;
        for (const Source& source : inventory.sources(resource)) {
          std::string all;
          for (const Place& place : locator.field(source, row)) {
            if (place.raw.empty())
              continue;
            check_place(inventory, source, place);
            all += folded(place.raw);
            is_shown = is_shown || may_show(row, body, place.raw);
            CHECK(may_show(row, body, place.raw));
          }
          if (!all.empty())
            CHECK(shows_terms(row, body, all));
        }
        CHECK(is_shown);
        shown += is_shown ? 1 : 0;
      }
    }
  }
  CHECK(shown > 2500);
}

TEST_CASE("a resource is found where it begins") {
  for (const std::string_view form : {"rest", "ndjson", "resource-graph-table", "psrule"}) {
    const Inventory inventory =
        inventory_text::read_path("tests/data/estates/forms/" + std::string(form));
    Locator locator(inventory);
    for (const Resource& resource : inventory.resources()) {
      for (const Source& source : inventory.sources(resource)) {
        const auto place = locator.resource(source);
        REQUIRE(place.has_value());
        const std::string& text = *inventory.documents()[source.document].text;
        const char first = text[static_cast<std::size_t>(source.offset)];
        CHECK(first == (form == "resource-graph-table" && text.find("\"rows\"") < source.offset &&
                                source.form == Form::resource_graph
                            ? '['
                            : '{'));
        CHECK(place->line > 0);
      }
    }
  }
}

TEST_CASE("a property that is given more than once is found more than once") {
  const std::string text =
      R"({"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/x",
 "properties": {"enableNonSslPort": true,
  "EnableNonSslPort": false}})";
  const Inventory inventory = read(text);
  Locator locator(inventory);
  const Resource& cache = inventory.resource(0);
  const std::vector<Place> places = locator.field(
      inventory.sources(cache)[0], *RedisCache::type.find_field("enable_non_ssl_port"));
  REQUIRE(places.size() == 2);
  CHECK(places[0].raw == "true");
  CHECK(places[0].line == 2);
  CHECK(places[0].pointer == "/properties/enableNonSslPort");
  CHECK(places[1].raw == "false");
  CHECK(places[1].line == 3);
}

TEST_CASE("of several spellings those that say something are found") {
  const Inventory inventory = read(
      R"([{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/x",
 "properties": {"addressPrefix": "", "addressPrefixes": ["10.0.0.0/24"],
  "networkSecurityGroup": null}}])");
  Locator locator(inventory);
  const Resource* subnet = inventory.find(
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/x");
  REQUIRE(subnet != nullptr);
  const Source& source = inventory.sources(*subnet)[0];
  const auto prefixes = locator.field(source, *Subnet::type.find_field("address_prefixes"));
  REQUIRE(prefixes.size() == 1);
  CHECK(prefixes[0].pointer == "/0/properties/addressPrefixes");
  const auto group = locator.field(source, *Subnet::type.find_field("network_security_group"));
  REQUIRE(group.size() == 1);
  CHECK(group[0].raw == "null");
  CHECK(group[0].pointer == "/0/properties/networkSecurityGroup");
  CHECK(group[0].line == 3);
  CHECK(group[0].column == 3);
  // What is not there leads to the resource.
  const auto table = locator.field(source, *Subnet::type.find_field("route_table"));
  REQUIRE(table.size() == 1);
  CHECK(table[0].raw.empty());
  CHECK(table[0].pointer == "/0");
}

TEST_CASE("documents that were not kept and resources made by code have no place") {
  InventoryBuilder builder;
  builder.add("/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/x",
              RedisCache{.enable_non_ssl_port = true});
  const std::uint32_t document = builder.add_document({.name = "a"});
  builder.add("/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/y",
              RedisCache{.enable_non_ssl_port = true}, Intent::live, {.document = document});
  const Inventory inventory = builder.finish();
  Locator locator(inventory);
  for (const Resource& resource : inventory.resources()) {
    for (const Source& source : inventory.sources(resource)) {
      CHECK_FALSE(locator.resource(source).has_value());
      CHECK(locator.field(source, RedisCache::type.fields[0]).empty());
    }
  }
}
