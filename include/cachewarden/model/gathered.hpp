#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "cachewarden/model/id_table.hpp"
#include "cachewarden/model/inventory.hpp"

/// What sources say of resources, before it is put together.
namespace cachewarden::inline v0::detail {

using Bodies = ModelTypes::Vectors;

/// Calls `act(std::vector<Model>&)` for the model of that number; not at all for `no_model`.
template <class Act>
void with_bodies(TypeNumber type, Bodies& bodies, Act&& act) {
  using Call = void (*)(Bodies&, Act&);
  static constexpr auto calls = []<std::size_t... number>(std::index_sequence<number...>) {
    return std::array<Call, sizeof...(number)>{
        [](Bodies& all, Act& on) { on(std::get<number>(all)); }...};
  }
  (std::make_index_sequence<std::tuple_size_v<Bodies>>{});
  if (type < calls.size())
    calls[type](bodies, act);
}

/// The body of that number; null for `no_index`.
[[nodiscard]] inline void* body_at(TypeNumber type, std::uint32_t number, Bodies& bodies) {
  void* result = nullptr;
  if (number != no_index)
    with_bodies(type, bodies, [&](auto& all) { result = &all[number]; });
  return result;
}

/// Calls `act(id)` for each id in a reference property.
template <class Act>
void each_reference(const FieldRow& row, const void* body, Act&& act) {
  if (!is_value(row.state(body)))
    return;
  const void* const property = row.at(body);
  if (row.kind == FieldKind::reference) {
    act(canonical_id(**static_cast<const Property<Text>*>(property)));
  } else if (row.kind == FieldKind::references) {
    for (const Text& id : **static_cast<const Property<List<Text>>*>(property))
      act(canonical_id(id));
  } else if (row.kind == FieldKind::records) {
    for (std::size_t i = 0; i < row.record->size(property); ++i) {
      for (const FieldRow& inner : row.record->fields)
        each_reference(inner, row.record->at(property, i), act);
    }
  }
}

/// Whether ids of other resources may stand in a property.
[[nodiscard]] constexpr bool may_refer(const FieldRow& row) {
  return row.kind == FieldKind::reference || row.kind == FieldKind::references ||
         (row.record != nullptr &&
          std::any_of(row.record->fields.begin(), row.record->fields.end(), may_refer));
}

/// Whether it may lead to more than `each_reference` tells.
[[nodiscard]] inline bool is_open_reference(const FieldRow& row, const void* body) {
  if (!may_refer(row) || is_gap(row.state(body)))
    return may_refer(row);
  if (row.record == nullptr || !is_value(row.state(body)))
    return false;
  const void* const property = row.at(body);
  for (std::size_t i = 0; i < row.record->size(property); ++i) {
    for (const FieldRow& inner : row.record->fields) {
      if (is_open_reference(inner, row.record->at(property, i)))
        return true;
    }
  }
  return false;
}

/// What one source says of a resource.
struct Reading {
  Text id{};  ///< as the source spells it
  Source source{};
  std::uint32_t resource = no_index;  ///< known when all was gathered
  std::uint32_t body = no_index;      ///< number in the bodies of the type
  TypeNumber type = no_model;
  Intent intent = Intent::live;
};

/// What one source says of the children of a resource.
struct Statement {
  std::string parent{};
  Source source{};
  std::uint32_t count = no_index;  ///< how many children it lists
  std::uint32_t resource = no_index;
  TypeNumber type = no_model;
  Intent intent = Intent::live;
  Completeness completeness = Completeness::not_collected;
};

/// All that was added to a builder.
struct Gathered {
  Bodies bodies{};  ///< one for each reading
  std::vector<Reading> readings{};
  std::vector<Statement> statements{};
  std::vector<std::uint64_t> others{};  ///< resources that are merely counted: hashes of ids
  std::vector<InputDocument> documents{};
  std::vector<Diagnostic> diagnostics{};
  std::vector<std::vector<World>> worlds{};

  /// Adds what a part gathered of the document with that number here.
  void append(Gathered part, std::uint32_t document, std::uint32_t first_element) {
    const auto move_source = [document, first_element](Source& source) {
      source.document = document;
      source.element += source.element != no_index ? first_element : 0;
    };
    std::array<std::uint32_t, std::tuple_size_v<Bodies>> first{};
    append_bodies(part.bodies, first, std::make_index_sequence<std::tuple_size_v<Bodies>>{});
    for (Reading& reading : part.readings) {
      move_source(reading.source);
      if (reading.body != no_index)
        reading.body += first[reading.type];
    }
    for (Statement& statement : part.statements) {
      if (statement.source.document != no_index)
        move_source(statement.source);
    }
    append(readings, std::move(part.readings));
    append(statements, std::move(part.statements));
    append(diagnostics, std::move(part.diagnostics));
    others.insert(others.end(), part.others.begin(), part.others.end());
    for (const InputDocument& each : part.documents)
      documents[document].resources += each.resources;
  }

 private:
  template <class T>
  static void append(std::vector<T>& all, std::vector<T>&& more) {
    if (all.empty())
      all = std::move(more);
    else
      std::move(more.begin(), more.end(), std::back_inserter(all));
  }

  template <std::size_t... number>
  void append_bodies(Bodies& part, std::array<std::uint32_t, sizeof...(number)>& first,
                     std::index_sequence<number...>) {
    const auto append_one = [](auto& all, auto& more) {
      const auto before = static_cast<std::uint32_t>(all.size());
      append(all, std::move(more));
      return before;
    };
    ((first[number] = append_one(std::get<number>(bodies), std::get<number>(part))), ...);
  }
};

/// The resources that were gathered, by id and intent.
struct Identified {
  std::vector<Resource> resources{};
  IdTable by_id{};

  /// The number of the resource with that canonical id and intent.
  [[nodiscard]] std::uint32_t lookup(std::string_view id, Intent intent) const {
    return lookup(id, intent, hash_id(id));
  }
  [[nodiscard]] std::uint32_t lookup(std::string_view id, Intent intent, std::uint64_t hash) const {
    return by_id.find(hash, [&](std::uint32_t number) {
      const Resource& resource = resources[number];
      return resource.intent == intent && equal_folded(resource.id.view(), id);
    });
  }

  /// The same; made if there is none.
  std::uint32_t obtain(const Text& id, TypeNumber type, Intent intent) {
    const std::uint64_t hash = hash_id(id);
    const std::uint32_t known = lookup(id, intent, hash);
    if (known != no_index)
      return known;
    const auto index = static_cast<std::uint32_t>(resources.size());
    resources.push_back({.id = id, .type = type, .intent = intent});
    by_id.insert(hash, index);
    return index;
  }

  /// Where a reference of a resource leads; the same order of preference as `Inventory::find`.
  [[nodiscard]] std::uint32_t target_of(std::string_view id, Intent intent) const {
    const std::uint32_t own = lookup(id, intent);
    if (own != no_index || intent == Intent::live)
      return own;
    const std::uint32_t live = lookup(id, Intent::live);
    if (live != no_index && resources[live].is_collected)
      return live;
    const std::uint32_t existing = lookup(id, Intent::existing);
    return existing != no_index ? existing : live;
  }
};

}  // namespace cachewarden::inline v0::detail
