#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "cachewarden/base/tasks.hpp"
#include "cachewarden/model/absences.hpp"
#include "cachewarden/model/conflicts.hpp"
#include "cachewarden/model/gathered.hpp"
#include "cachewarden/model/id_order.hpp"
#include "cachewarden/model/merge.hpp"
#include "cachewarden/model/missing_resources.hpp"
#include "cachewarden/model/scalar.hpp"

/// How an inventory is put together from what was gathered.
namespace cachewarden::inline v0::detail {

/// The steps from what was gathered to an inventory; used once.
class Assembly {
 public:
  Assembly(Gathered gathered, Facts facts, bool plans_are_complete, const RunTasks& run)
      : gathered_(std::move(gathered)), run_(run) {
    inventory_.facts_ = std::move(facts);
    inventory_.plans_are_complete_ = plans_are_complete;
    for (std::size_t type = 0; type < resource_types().size(); ++type) {
      const ResourceType& known = *resource_types()[type];
      for (std::size_t field = 0; field < known.fields.size(); ++field) {
        if (may_refer(known.fields[field]))
          referring_[type].push_back(static_cast<std::uint8_t>(field));
      }
    }
  }

  [[nodiscard]] Inventory inventory() && {
    order_documents();
    identify();
    spell_ids();
    MissingResources(gathered_, known_, referring_, run_).add();
    expect_children();
    order_resources();
    merge_bodies();
    mirror_references();
    settle();
    relate();
    relate_collections();
    order_diagnostics();
    count_others();
    inventory_.resources_ = std::move(known_.resources);
    inventory_.by_id_ = std::move(known_.by_id);
    inventory_.worlds_ = std::move(gathered_.worlds);
    return std::move(inventory_);
  }

 private:
  /// Known when bodies are merged; null if there is none.
  [[nodiscard]] void* body_of(const Resource& resource) const noexcept {
    return const_cast<void*>(inventory_.body(resource));
  }

  /// By name, then by content, so that the order in which they were given has no influence.
  void order_documents() {
    std::vector<InputDocument>& documents = gathered_.documents;
    std::vector<std::uint32_t> order(documents.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto text_of = [&documents](std::uint32_t number) {
      const auto& text = documents[number].text;
      return text == nullptr ? std::string_view() : std::string_view(*text);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int by_name = documents[a].name.compare(documents[b].name);
      return by_name != 0 ? by_name < 0 : text_of(a) < text_of(b);
    });
    std::vector<std::uint32_t> renumbered(documents.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      renumbered[order[i]] = i;
      inventory_.documents_.push_back(std::move(documents[order[i]]));
    }
    const auto renumber = [&renumbered](Source& source) {
      if (source.document < renumbered.size())
        source.document = renumbered[source.document];
    };
    for (Reading& reading : gathered_.readings)
      renumber(reading.source);
    for (Statement& statement : gathered_.statements)
      renumber(statement.source);
  }

  /// One resource for each id and intent.
  void identify() {
    known_.by_id.reserve(gathered_.readings.size());
    known_.resources.reserve(gathered_.readings.size());
    for (Reading& reading : gathered_.readings) {
      reading.resource = known_.obtain(reading.id, reading.type, reading.intent);
      Resource& resource = known_.resources[reading.resource];
      if (resource.type == reading.type) {
        resource.is_collected = true;
        continue;
      }
      gathered_.diagnostics.push_back(
          {.severity = Diagnostic::Severity::error,
           .code = "malformed",
           .message = "`" + std::string(resource.name()) + "` is given two types"});
      reading.resource = no_index;
    }
    std::erase_if(gathered_.readings,
                  [](const Reading& reading) { return reading.resource == no_index; });
  }

  /// An id is spelled as in the first source.
  void spell_ids() {
    std::vector<const Reading*> first(known_.resources.size());
    for (const Reading& reading : gathered_.readings) {
      const Reading*& best = first[reading.resource];
      if (best == nullptr || std::pair(reading.source.document, reading.source.offset) <
                                 std::pair(best->source.document, best->source.offset))
        best = &reading;
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (first[i] != nullptr)
        known_.resources[i].id = first[i]->id;
    }
  }

  /// Makes entries for children that every resource of a type has and that were not read.
  void expect_children() {
    std::vector<std::pair<std::uint32_t, TypeNumber>> complete;
    for (const Statement& statement : gathered_.statements) {
      if (statement.completeness == Completeness::complete)
        complete.emplace_back(statement.resource, statement.type);
    }
    std::sort(complete.begin(), complete.end());
    const auto count = static_cast<std::uint32_t>(known_.resources.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      const Resource parent = known_.resources[i];
      if (!parent.is_collected || parent.type == no_model || parent.intent == Intent::existing ||
          (parent.intent == Intent::planned && inventory_.plans_are_complete_))
        continue;
      for (const Embedded& embedded : resource_types()[parent.type]->embedded) {
        const TypeNumber type = find_type(embedded.child_type);
        if (embedded.always.empty() ||
            std::binary_search(complete.begin(), complete.end(), std::pair(i, type)))
          continue;
        std::string id = parent.id.string();
        id.append("/").append(resource_types()[type]->last_word()).append("/");
        id.append(embedded.always);
        Resource& child = known_.resources[known_.obtain(id, type, parent.intent)];
        child.is_expected = !child.is_collected;
      }
    }
  }

  /// Resources are ordered by id, and what sources say of one by document and place.
  void order_resources() {
    std::vector<Resource>& resources = known_.resources;
    const auto count = static_cast<std::uint32_t>(resources.size());
    IdOrder ids(count);
    for (const Resource& resource : resources)
      ids.add(resource.id);
    const std::vector<std::uint32_t> order = ids.numbers(
        [&](std::uint32_t a, std::uint32_t b) { return resources[a].intent < resources[b].intent; },
        run_);
    std::vector<std::uint32_t> renumbered(count);
    std::vector<Resource> ordered;
    ordered.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      renumbered[order[i]] = i;
      ordered.push_back(std::move(resources[order[i]]));
    }
    resources = std::move(ordered);
    for (Resource& resource : resources) {
      if (resource.parent != no_index)
        resource.parent = renumbered[resource.parent];
    }
    known_.by_id.renumber(renumbered);
    for (Reading& reading : gathered_.readings)
      reading.resource = renumbered[reading.resource];
    for (Statement& statement : gathered_.statements) {
      if (statement.resource != no_index)
        statement.resource = renumbered[statement.resource];
    }
    order_readings();
  }

  /// By resource, then by document and place.
  void order_readings() {
    const std::vector<Reading>& readings = gathered_.readings;
    std::vector<std::uint32_t> next(known_.resources.size() + 1);
    for (const Reading& reading : readings)
      ++next[reading.resource + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    reading_order_.resize(readings.size());
    for (std::uint32_t i = 0; i < readings.size(); ++i)
      reading_order_[next[readings[i].resource]++] = i;
    // Now each number is where the next resource begins.
    const auto place = [&](std::uint32_t i) {
      return std::pair(readings[i].source.document, readings[i].source.offset);
    };
    std::uint32_t begin = 0;
    for (const std::uint32_t end : next) {
      if (end - begin > 1)
        std::stable_sort(reading_order_.begin() + begin, reading_order_.begin() + end,
                         [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
      begin = end;
    }
  }

  /// Makes one body of what all sources say of a resource.
  void merge_bodies() {
    std::array<std::size_t, type_count> counts{};
    for (const Resource& resource : known_.resources) {
      if (resource.type != no_model)
        ++counts[resource.type];
    }
    std::size_t number = 0;
    std::apply([&](auto&... all) { ((all.reserve(counts[number++])), ...); }, inventory_.bodies_);
    std::size_t next = 0;  // of the readings in order
    for (std::uint32_t i = 0; i < known_.resources.size(); ++i) {
      Resource& resource = known_.resources[i];
      with_bodies(resource.type, inventory_.bodies_, [&](auto& all) {
        resource.body = static_cast<std::uint32_t>(all.size());
        all.emplace_back();
        inventory_.owners_[resource.type].push_back(i);
      });
      resource.first_source = static_cast<std::uint32_t>(inventory_.sources_.size());
      for (; next < reading_order_.size() && reading_at(next).resource == i; ++next) {
        inventory_.sources_.push_back(reading_at(next).source);
        ++resource.source_count;
        merge_body(resource, next);
      }
    }
    std::size_t type = 0;
    std::apply(
        [&](const auto&... all) {
          ((inventory_.extents_[type++] = {reinterpret_cast<const std::byte*>(all.data()),
                                           sizeof(*all.data()), all.size()}),
           ...);
        },
        inventory_.bodies_);
  }

  [[nodiscard]] const Reading& reading_at(std::size_t place) const {
    return gathered_.readings[reading_order_[place]];
  }

  /// Adds what the reading at a place in the order says; those before it were added.
  void merge_body(const Resource& resource, std::size_t place) {
    const Reading& reading = reading_at(place);
    with_bodies(resource.type, gathered_.bodies, [&]<class Model>(std::vector<Model>& all) {
      Model& own = std::get<std::vector<Model>>(inventory_.bodies_)[resource.body];
      Model& said = all[reading.body];
      if (resource.source_count == 1) {
        own = std::move(said);
        return;
      }
      for (const FieldRow& row : Model::type.fields)
        merge(row, resource, &own, &said, reading.source,
              [&] { return source_of(row, &own, resource, place); });
    });
  }

  /// The source before a place that said what the merged body says now.
  [[nodiscard]] const Source& source_of(const FieldRow& row, const void* own,
                                        const Resource& resource, std::size_t place) {
    const std::size_t first = place + 1 - resource.source_count;
    for (std::size_t i = first; i < place; ++i) {
      const Reading& each = reading_at(i);
      if (same_property(row, own, body_at(resource.type, each.body, gathered_.bodies)))
        return each.source;
    }
    // Nothing may be left in the body of the first one: it was moved from.
    return reading_at(first).source;
  }

  /// Merges a property and tells of a conflict that comes to light by it: `first()` is the source
  /// of what is there, `second` that of what is added.
  template <class First>
  void merge(const FieldRow& row, const Resource& resource, void* own, const void* said,
             const Source& second, First&& first) {
    merge_property(row, own, said, [&] {
      conflicts_.tell(second, [&] {
        return disagreement(row, resource) + value_words(row, own) + " " +
               conflicts_.place_words(first(), second) + ", " + value_words(row, said) + " here";
      });
    });
  }

  [[nodiscard]] static std::string disagreement(const FieldRow& row, const Resource& resource) {
    return "sources disagree on `" + std::string(row.path()) + "` of `" +
           std::string(resource.name()) + "`: ";
  }

  /// A network security group and a route table show where they are attached: the subnet is told,
  /// and a subnet that says otherwise is in conflict.
  void mirror_references() {
    struct Mirror {
      TypeNumber from;
      std::string_view field;
      std::string_view back;
    };
    static constexpr Mirror mirrors[] = {
        {type_number<NetworkSecurityGroup>, "subnets", "network_security_group"},
        {type_number<RouteTable>, "subnets", "route_table"}};
    for (const Mirror& mirror : mirrors) {
      const FieldRow& forth = *resource_types()[mirror.from]->find_field(mirror.field);
      const FieldRow& back = *Subnet::type.find_field(mirror.back);
      for (const std::uint32_t owner : inventory_.owners_[mirror.from]) {
        const Resource& resource = known_.resources[owner];
        each_reference(forth, body_of(resource), [&](std::string_view id) {
          const std::uint32_t target = known_.lookup(id, resource.intent);
          if (target == no_index || known_.resources[target].type != type_number<Subnet>)
            return;
          const Resource& subnet = known_.resources[target];
          Subnet said;
          *static_cast<Property<Text>*>(back.edit(&said)) = Property<Text>(resource.id);
          const Source second = first_source(resource);
          merge(back, subnet, body_of(subnet), &said, second, [&] { return first_source(subnet); });
        });
      }
      deny_one_sided(forth, back);
    }
  }

  /// A live subnet names a group, and the group lists its subnets without this one.
  void deny_one_sided(const FieldRow& forth, const FieldRow& back) {
    for (const std::uint32_t owner : inventory_.owners_[type_number<Subnet>]) {
      const Resource& subnet = known_.resources[owner];
      void* const body = body_of(subnet);
      if (subnet.intent != Intent::live || !is_value(back.state(body)))
        continue;
      const std::string_view id = canonical_id(**static_cast<const Property<Text>*>(back.at(body)));
      const std::uint32_t target = known_.lookup(id, Intent::live);
      if (target == no_index || known_.resources[target].type != find_type(back.refers_to))
        continue;
      const Resource& group = known_.resources[target];
      const void* const other = body_of(group);
      bool is_listed = !is_value(forth.state(other));
      each_reference(forth, other, [&](std::string_view listed) {
        is_listed = is_listed || equal_folded(listed, subnet.id.view());
      });
      if (is_listed)
        continue;
      const Source source = first_source(subnet);
      conflicts_.tell(source, [&] {
        return disagreement(back, subnet) + value_words(back, body) + " here, but `" +
               std::string(group.name()) + "` " +
               conflicts_.place_words(first_source(group), source) + " does not list it";
      });
      back.set_gap(body, State::conflicting);
    }
  }

  [[nodiscard]] Source first_source(const Resource& resource) const {
    return resource.source_count == 0 ? Source{} : inventory_.sources_[resource.first_source];
  }

  void settle() {
    const Absences absences(inventory_.facts_);
    run_in_parts<std::byte>(run_, known_.resources.size(),
                            [&](std::byte&, std::size_t i, std::size_t end) {
                              for (; i < end; ++i) {
                                const Resource& each = known_.resources[i];
                                absences.settle(each, inventory_.sources(each), body_of(each));
                              }
                            });
  }

  /// What is planned or only mentioned is no part of what is there.
  [[nodiscard]] bool counts_for(const Resource& resource, std::uint32_t other) const {
    return resource.intent == Intent::live || known_.resources[other].intent != Intent::live;
  }

  /// What resources have to do with others.
  struct Relations {
    std::vector<Inventory::Child> children{};
    std::vector<Inventory::Edge> edges{};
    std::vector<std::uint32_t> open{};  ///< with references that are not all known
  };

  void relate() {
    const auto parts = run_in_parts<Relations>(
        run_, known_.resources.size(), [&](Relations& part, std::size_t i, std::size_t end) {
          ParentFinder parents;
          for (; i < end; ++i) {
            Resource& resource = known_.resources[i];
            if (resource.parent == no_index) {
              parents.go_to(resource.id);
              resource.parent = parents.parent().empty()
                                    ? no_index
                                    : known_.target_of(parents.parent(), resource.intent);
            }
            relate(static_cast<std::uint32_t>(i), part);
          }
        });
    for (const Relations& part : parts) {
      inventory_.children_.insert(inventory_.children_.end(), part.children.begin(),
                                  part.children.end());
      inventory_.edges_.insert(inventory_.edges_.end(), part.edges.begin(), part.edges.end());
      for (const std::uint32_t open : part.open)
        inventory_.open_referrers_[known_.resources[open].type].push_back(open);
    }
    std::sort(inventory_.children_.begin(), inventory_.children_.end());
    std::sort(inventory_.edges_.begin(), inventory_.edges_.end());
    inventory_.edges_.erase(std::unique(inventory_.edges_.begin(), inventory_.edges_.end()),
                            inventory_.edges_.end());
  }

  void relate(std::uint32_t number, Relations& out) const {
    const Resource& resource = known_.resources[number];
    if (resource.is_collected && resource.parent != no_index &&
        counts_for(resource, resource.parent))
      out.children.push_back({resource.parent, resource.type, number});
    const void* const body = body_of(resource);
    if (body == nullptr)
      return;
    const std::span<const FieldRow> fields = resource_types()[resource.type]->fields;
    bool is_open = false;
    for (const std::uint8_t field : referring_[resource.type]) {
      is_open = is_open || is_open_reference(fields[field], body);
      each_reference(fields[field], body, [&](std::string_view id) {
        const std::uint32_t target = known_.target_of(id, resource.intent);
        if (target != no_index && counts_for(resource, target))
          out.edges.push_back({target, number, field});
      });
    }
    if (is_open && resource.is_collected)
      out.open.push_back(number);
  }

  /// The most complete statement holds, unless one that says it lists all does not.
  void relate_collections() {
    std::vector<Inventory::Collection>& all = inventory_.collections_;
    std::stable_sort(gathered_.statements.begin(), gathered_.statements.end(),
                     [](const Statement& a, const Statement& b) {
                       return std::tuple(a.resource, a.type, a.source.document, a.source.offset) <
                              std::tuple(b.resource, b.type, b.source.document, b.source.offset);
                     });
    bool is_disputed = false;
    for (const Statement& statement : gathered_.statements) {
      if (statement.resource == no_index)
        continue;
      const bool is_next = all.empty() || all.back().parent != statement.resource ||
                           all.back().type != statement.type;
      if (is_next)
        all.push_back({statement.resource, statement.type, Completeness::not_collected});
      is_disputed = disputes(statement) || (is_disputed && !is_next);
      Completeness& result = all.back().completeness;
      result = is_disputed ? Completeness::partial : std::max(result, statement.completeness);
    }
  }

  /// What was read of one type in a subscription, at whatever depth.
  [[nodiscard]] std::uint32_t count_in_subscription(const Statement& statement) const {
    std::uint32_t count = 0;
    const std::string_view name = known_.resources[statement.resource].name();
    for (const Resource& resource : known_.resources) {
      if (resource.type != statement.type || !resource.is_collected ||
          resource.intent != Intent::live)
        continue;
      const std::optional<ResourceId> id = parse_resource_id(resource.id);
      count += id && equal_folded(id->subscription, name) ? 1U : 0U;
    }
    return count;
  }

  [[nodiscard]] bool disputes(const Statement& statement) {
    if (statement.completeness != Completeness::complete || statement.intent != Intent::live ||
        statement.count == no_index)
      return false;
    const auto& all = inventory_.children_;
    const auto from = std::lower_bound(all.begin(), all.end(),
                                       Inventory::Child{statement.resource, statement.type, 0});
    const auto to = std::lower_bound(
        from, all.end(), Inventory::Child{statement.resource, statement.type, no_index});
    const bool is_of_all = known_.resources[statement.resource].type == type_number<Subscription> &&
                           count_in_subscription(statement) == statement.count;
    if (is_of_all || static_cast<std::uint32_t>(to - from) == statement.count)
      return false;
    conflicts_.tell(statement.source, [&] {
      std::string words = "sources disagree on the list `" +
                          std::string(resource_types()[statement.type]->last_word()) + "` of `" +
                          std::string(known_.resources[statement.resource].name()) +
                          "`: " + std::to_string(statement.count) + " here";
      const auto other = std::find_if(from, to, [&](const Inventory::Child& child) {
        return is_of_others(known_.resources[child.child], statement.source.document);
      });
      if (other == to)
        return words;
      const Resource& resource = known_.resources[other->child];
      return words.append(", but also `") + std::string(resource.name()) + "` " +
             conflicts_.place_words(first_source(resource), statement.source);
    });
    return true;
  }

  /// Whether a resource was read, and not from that document.
  [[nodiscard]] bool is_of_others(const Resource& resource, std::uint32_t document) const {
    const auto first = inventory_.sources_.begin() + resource.first_source;
    return resource.is_collected &&
           std::none_of(first, first + resource.source_count,
                        [=](const Source& source) { return source.document == document; });
  }

  void count_others() {
    std::vector<std::uint64_t>& others = gathered_.others;
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    inventory_.others_ = others.size();
  }

  void order_diagnostics() {
    std::vector<Diagnostic>& all = gathered_.diagnostics;
    conflicts_.count_untold();
    std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::tie(a.document, a.line, a.column, a.code, a.message) <
             std::tie(b.document, b.line, b.column, b.code, b.message);
    });
    inventory_.diagnostics_ = std::move(all);
  }

  Gathered gathered_;
  const RunTasks& run_;
  Identified known_{};
  std::vector<std::uint32_t> reading_order_{};  ///< numbers of readings, by resource and place
  static constexpr std::size_t type_count = std::tuple_size_v<Bodies>;
  ReferringFields referring_{};
  Inventory inventory_{};
  Conflicts conflicts_{inventory_.documents_, gathered_.diagnostics};
};

}  // namespace cachewarden::inline v0::detail
