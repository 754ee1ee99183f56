#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "cachewarden/base/tasks.hpp"
#include "cachewarden/model/gathered.hpp"
#include "cachewarden/model/id_order.hpp"

namespace cachewarden::inline v0::detail {

/// For each type the fields in which ids of others may stand.
using ReferringFields = std::array<std::vector<std::uint8_t>, std::tuple_size_v<Bodies>>;

/// Makes entries for resources that are referred to, or that are parents, and were not read.
class MissingResources {
 public:
  MissingResources(Gathered& gathered, Identified& known, const ReferringFields& referring,
                   const RunTasks& run)
      : gathered_(gathered), known_(known), referring_(referring), run_(run) {}

  /// Statements and resources are told their parents as well, as far as these were read.
  void add() {
    using Part = std::vector<Wanted>;
    const auto referred = run_in_parts<Part>(run_, gathered_.readings.size(),
                                             [&](Part& part, std::size_t i, std::size_t end) {
                                               for (; i < end; ++i)
                                                 want_references(gathered_.readings[i], part);
                                             });
    run_in_parts<Part>(
        run_, gathered_.statements.size(), [&](Part&, std::size_t i, std::size_t end) {
          for (; i < end; ++i)
            gathered_.statements[i].resource =
                settled(gathered_.statements[i].parent, gathered_.statements[i].intent);
        });
    const std::size_t read = known_.resources.size();
    const auto above = run_in_parts<Part>(
        run_, read,
        [&](Part& part, std::size_t i, std::size_t end) { want_parents(i, end, part); });
    const auto demand_all = [this](const Part& part) {
      for (const Wanted& each : part)
        demand(each.id, each.intent);
    };
    for (const Part& part : referred)
      demand_all(part);
    for (const Statement& statement : gathered_.statements) {
      if (statement.resource == no_index)
        demand(statement.parent, statement.intent);
    }
    for (const Part& part : above)
      demand_all(part);
    Part more;
    for (std::size_t i = read; i < known_.resources.size(); ++i) {
      more.clear();
      want_parents(i, i + 1, more);
      demand_all(more);
    }
    for (Statement& statement : gathered_.statements) {
      if (statement.resource == no_index)
        statement.resource = known_.target_of(statement.parent, statement.intent);
    }
  }

 private:
  /// What an id leads to for sure, whatever else will be made; `no_index` if that is not known yet.
  [[nodiscard]] std::uint32_t settled(std::string_view id, Intent intent) const {
    const std::uint32_t own = known_.lookup(id, intent);
    return own != no_index && known_.resources[own].is_collected ? own : no_index;
  }

  /// An id that leads to nothing that was read.
  struct Wanted {
    std::string_view id{};
    Intent intent = Intent::live;
  };

  void want_references(const Reading& reading, std::vector<Wanted>& out) {
    const Intent intent = known_.resources[reading.resource].intent;
    const TypeNumber type = known_.resources[reading.resource].type;
    const void* const body = body_at(type, reading.body, gathered_.bodies);
    if (body == nullptr)
      return;
    for (const std::uint8_t row : referring_[type])
      each_reference(resource_types()[type]->fields[row], body, [&](std::string_view id) {
        if (settled(id, intent) == no_index)
          out.push_back({id, intent});
      });
  }

  /// Notes the parents of some resources, where they were read.
  void want_parents(std::size_t begin, std::size_t end, std::vector<Wanted>& out) {
    ParentFinder parents;
    for (std::size_t i = begin; i < end; ++i) {
      Resource& resource = known_.resources[i];
      const bool is_next = i > begin && resource.intent == known_.resources[i - 1].intent;
      if (!parents.go_to(resource.id) && is_next) {
        resource.parent = known_.resources[i - 1].parent;
        continue;
      }
      resource.parent = settled(parents.parent(), resource.intent);
      if (resource.parent == no_index && !parents.parent().empty())
        out.push_back({parents.parent(), resource.intent});
    }
  }

  void demand(std::string_view id, Intent intent) {
    if (id.empty())
      return;
    const std::uint32_t known = known_.target_of(id, intent);
    if (known != no_index) {
      // Of several spellings the first in the alphabet, whatever the order of documents.
      Resource& resource = known_.resources[known];
      if (!resource.is_collected && id < resource.id.view())
        resource.id = Text(id);
      return;
    }
    const std::optional<ResourceId> parsed = parse_resource_id(id);
    const TypeNumber type = parsed ? find_type(*parsed) : no_model;
    if (type != no_model)
      known_.obtain(id, type, intent == Intent::live ? Intent::live : Intent::existing);
  }

  Gathered& gathered_;
  Identified& known_;
  const ReferringFields& referring_;
  const RunTasks& run_;
};

}  // namespace cachewarden::inline v0::detail
