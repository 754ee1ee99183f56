#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "cachewarden/readers/reader.hpp"

/// Small documents for tests, and what was read from them.
namespace documents {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

inline const std::string group =
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/";
inline const std::string cache_id = group + "Microsoft.Cache/Redis/orders";
inline const std::string network_id = group + "Microsoft.Network/virtualNetworks/hub";
inline const std::string subnet_id = network_id + "/subnets/cache";
inline const std::string group_id = group + "Microsoft.Network/networkSecurityGroups/nsg";

/// Documents may be written with single quotes; ids are known by `@cache`, `@network`, `@subnet`
/// and
/// `@nsg`.
inline std::string expanded(std::string text) {
  for (char& c : text)
    c = c == '\'' ? '"' : c;
  for (const auto& [word, id] : {std::pair{"@cache", &cache_id}, std::pair{"@network", &network_id},
                                 std::pair{"@subnet", &subnet_id}, std::pair{"@nsg", &group_id}}) {
    const std::string_view wanted = word;
    for (std::size_t at = text.find(wanted); at != std::string::npos;
         at = text.find(wanted, at + id->size()))
      text.replace(at, wanted.size(), *id);
  }
  return text;
}

/// Each document as `document 1`, `document 2`, ...
inline Inventory read_all(std::initializer_list<std::string> texts) {
  Reader reader;
  int number = 0;
  for (const std::string& text : texts)
    reader.add({.name = "document " + std::to_string(++number),
                .text = std::make_shared<const std::string>(expanded(text))});
  return reader.finish();
}

inline Inventory read_one(std::string text) {
  return read_all({std::move(text)});
}

/// A cache in REST form with these members of `properties`, and these beside it.
inline std::string cache_text(const std::string& properties, const std::string& beside = {}) {
  return "{'id': '@cache', 'name': 'orders', 'type': 'Microsoft.Cache/Redis'" +
         (beside.empty() ? "" : ", " + beside) + ", 'properties': {" + properties + "}}";
}

template <class Model>
const Model& body_of(const Inventory& inventory, std::string_view id,
                     Intent intent = Intent::live) {
  const Resource* resource = inventory.find(expanded(std::string(id)), intent);
  REQUIRE_MESSAGE(resource != nullptr, id);
  const Model* body = inventory.body<Model>(*resource);
  REQUIRE_MESSAGE(body != nullptr, id);
  return *body;
}

inline const RedisCache& cache_of(const Inventory& inventory) {
  return body_of<RedisCache>(inventory, cache_id);
}

/// The only body of a type.
template <class Model>
const Model& only(const Inventory& inventory) {
  REQUIRE(inventory.bodies<Model>().size() == 1);
  return inventory.bodies<Model>()[0];
}

/// `code line:column` of each diagnostic, divided by blanks.
inline std::string diagnostics_of(const Inventory& inventory) {
  std::string text;
  for (const Diagnostic& each : inventory.diagnostics())
    text += (text.empty() ? "" : " ") + each.code + " " + std::to_string(each.line) + ":" +
            std::to_string(each.column);
  return text;
}

}  // namespace documents
