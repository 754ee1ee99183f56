#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "cachewarden/model/facts.hpp"
#include "cachewarden/model/inventory.hpp"
#include "cachewarden/model/merge.hpp"
#include "cachewarden/model/scalar.hpp"

namespace cachewarden::inline v0::detail {

/// Replaces absences by what they mean: a documented default, or no value.
class Absences {
 public:
  /// The facts must live as long as this.
  explicit Absences(const Facts& facts) {
    for (std::size_t type = 0; type < resource_types().size(); ++type) {
      const ResourceType& known = *resource_types()[type];
      defaults_[type].resize(known.fields.size());
      for (const DefaultFact& fact : facts.defaults) {
        const FieldRow* const row =
            equal_folded(fact.type, known.arm) ? known.find_field(fact.field) : nullptr;
        if (row != nullptr)
          defaults_[type][static_cast<std::size_t>(row - known.fields.data())].push_back(&fact);
      }
    }
  }

  /// `body` is that of the resource, and may be null. Different resources may be settled at a time.
  void settle(const Resource& resource, std::span<const Source> sources, void* body) const {
    if (body == nullptr || resource.intent == Intent::existing)
      return;
    bool is_full = false;
    std::string_view api_version;
    for (const Source& source : sources) {
      is_full = is_full || source.carried == Carried::full;
      api_version = std::max(api_version, source.api_version.view());
    }
    const ResourceType& type = *resource_types()[resource.type];
    for (std::size_t field = 0; field < type.fields.size(); ++field) {
      const FieldRow& row = type.fields[field];
      const State state = row.state(body);
      if (row.record != nullptr && is_value(state))
        settle_records(row, body);
      if (!is_unset(state))
        continue;
      const DefaultFact* const fact =
          is_full ? default_of(resource.type, field, resource.intent, api_version) : nullptr;
      if (fact != nullptr)
        set_scalar(row, body, fact->value, fact->state);
      else if (row.absence == Absence::none)
        row.set_gap(body, State::none);
    }
  }

 private:
  [[nodiscard]] const DefaultFact* default_of(TypeNumber type, std::size_t field, Intent intent,
                                              std::string_view api_version) const {
    for (const DefaultFact* fact : defaults_[type][field]) {
      if (holds(*fact, intent, api_version))
        return fact;
    }
    return nullptr;
  }

  /// Replaces absences in the records of a list by what they mean.
  static void settle_records(const FieldRow& row, void* body) {
    const RecordType& records = *row.record;
    struct Filler {
      const RecordType& records;
      const void* settled;
    } filler{records, row.at(body)};
    const auto is_open = [](const FieldRow& inner, const void* record) {
      return inner.absence == Absence::none && is_unset(inner.state(record));
    };
    bool has_open = false;
    for (std::size_t i = 0; i < records.size(filler.settled); ++i) {
      for (const FieldRow& inner : records.fields)
        has_open = has_open || is_open(inner, records.at(filler.settled, i));
    }
    if (!has_open)
      return;
    records.assign(
        row.edit(body), records.size(filler.settled), row.state(body),
        [](void* record, std::size_t index, void* user) {
          const auto& self = *static_cast<Filler*>(user);
          for (const FieldRow& inner : self.records.fields) {
            inner.copy(record, self.records.at(self.settled, index));
            if (inner.absence == Absence::none && is_unset(inner.state(record)))
              inner.set_gap(record, State::none);
          }
        },
        &filler);
  }

  /// Facts by type and field.
  std::array<std::vector<std::vector<const DefaultFact*>>, std::tuple_size_v<ModelTypes::Vectors>>
      defaults_{};
};

}  // namespace cachewarden::inline v0::detail
