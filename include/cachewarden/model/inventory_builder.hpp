#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/model/inventory_assembly.hpp"

namespace cachewarden::inline v0 {

/// Gathers resources and makes an inventory of them. The order in which documents and resources are
/// added has no influence on it. Not for several threads at once.
class InventoryBuilder {
 public:
  struct Options {
    bool plans_are_complete = true;  ///< a template declares all children of what it creates
  };

  InventoryBuilder() = default;
  explicit InventoryBuilder(Options options) : options_(options) {}

  /// The worlds of one template; see `Inventory::worlds`.
  void add_worlds(std::vector<World> worlds) { gathered_.worlds.push_back(std::move(worlds)); }

  /// From here on children that a plan does not declare count as unknown: part of it is not at
  /// hand.
  void set_plans_partial() { options_.plans_are_complete = false; }

  /// The number of a document, for `Source::document`.
  std::uint32_t add_document(InputDocument document) {
    gathered_.documents.push_back(std::move(document));
    return static_cast<std::uint32_t>(gathered_.documents.size() - 1);
  }
  [[nodiscard]] InputDocument& document(std::uint32_t number) {
    return gathered_.documents[number];
  }
  void add_diagnostic(Diagnostic diagnostic) {
    gathered_.diagnostics.push_back(std::move(diagnostic));
  }

  /// Adds a resource, or what one more source says of it. `id` may be of any spelling.
  template <class Model>
  void add(std::string_view id, const Model& body, Intent intent = Intent::live,
           const Source& source = {}) {
    add_decoded(id, type_number<Model>, intent, source,
                [&body](void* own) { *static_cast<Model*>(own) = body; });
  }

  /// The same with a body that `fill(void* body)` fills. `type` is that of the id; `no_model` for a
  /// type that has none, without body.
  template <class Fill>
  void add_decoded(std::string_view id, TypeNumber type, Intent intent, const Source& source,
                   Fill&& fill) {
    detail::Reading reading{
        .id = Text(canonical_id(id)), .source = source, .type = type, .intent = intent};
    detail::with_bodies(type, gathered_.bodies, [&](auto& bodies) {
      reading.body = static_cast<std::uint32_t>(bodies.size());
      fill(static_cast<void*>(&bodies.emplace_back()));
    });
    gathered_.readings.push_back(std::move(reading));
  }

  /// A resource of a type that has no model.
  void add_other(std::string_view id, Intent intent, const Source& source) {
    add_decoded(id, no_model, intent, source, [](void*) {});
  }

  /// The same of one that nothing needs to be known of but that it is there.
  void count_other(std::string_view id, Intent intent) {
    gathered_.others.push_back(hash_id(canonical_id(id)) + static_cast<std::uint64_t>(intent));
  }

  /// Says how much of the children of one type is known. Several statements: the most complete
  /// holds. `count` is how many children a live source lists of which it says that they are all:
  /// where sources show others besides, they disagree and the list is not complete. `no_index` if
  /// nobody counted.
  void add_collection(std::string_view parent_id, TypeNumber child_type, Completeness completeness,
                      Intent intent = Intent::live, std::uint32_t count = no_index,
                      const Source& source = {}) {
    gathered_.statements.push_back({.parent = std::string(canonical_id(parent_id)),
                                    .source = source,
                                    .count = count,
                                    .type = child_type,
                                    .intent = intent,
                                    .completeness = completeness});
  }

  /// Takes over all that another builder, of which every source is its first document, gathered of
  /// a document of this one. Its elements are counted from `first_element` on.
  void absorb(InventoryBuilder&& part, std::uint32_t document, std::uint32_t first_element = 0) {
    gathered_.append(std::exchange(part.gathered_, {}), document, first_element);
  }

  /// Orders, resolves references, applies facts. The builder is empty afterwards. `run` runs what
  /// can be done at a time; the result is the same.
  [[nodiscard]] Inventory finish(Facts facts = {}, const RunTasks& run = {}) {
    detail::Assembly assembly(std::exchange(gathered_, {}), std::move(facts),
                              options_.plans_are_complete, run);
    return std::move(assembly).inventory();
  }

 private:
  Options options_{};
  detail::Gathered gathered_{};
};

}  // namespace cachewarden::inline v0
