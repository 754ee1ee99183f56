#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>

#include "cachewarden/reports/report.hpp"
#include "rules/cases.hpp"

/// Laws that every rule obeys. Less evidence never turns a verdict into another one: it stays or
/// becomes unknown. And the order of documents has no influence.
namespace {

using namespace cachewarden;
using namespace cachewarden::tests;

constexpr State gaps[] = {State::not_carried, State::absent,   State::null,
                          State::unresolved,  State::withheld, State::malformed,
                          State::conflicting, State::other};

/// What a copy of an inventory leaves out.
struct Omission {
  const Resource* resource = nullptr;  ///< whose field, or whose collection, is left out
  std::optional<std::uint8_t> field{};
  TypeNumber collection = no_model;
};

/// The inventory built anew without what is omitted; what was settled stays settled.
std::shared_ptr<Inventory> copy_of(const Inventory& from, const Omission& omitted) {
  InventoryBuilder builder({.plans_are_complete = false});
  for (const Resource& resource : from.resources()) {
    if (!resource.is_collected)
      continue;
    const Source source = from.sources(resource).empty() ? Source{} : from.sources(resource)[0];
    const void* body = from.body(resource);
    if (body == nullptr) {
      builder.add_other(resource.id, resource.intent, source);
      continue;
    }
    builder.add_decoded(resource.id, resource.type, resource.intent, source, [&](void* made) {
      const std::span<const FieldRow> rows = resource_types()[resource.type]->fields;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].copy(made, body);
        if (&resource == omitted.resource && omitted.field == i)
          rows[i].set_gap(made, State::not_carried);
      }
    });
  }
  for (const Resource& resource : from.resources()) {
    for (std::size_t i = 0; i < resource_types().size(); ++i) {
      const auto type = static_cast<TypeNumber>(i);
      const Completeness completeness = from.completeness(resource, type);
      const bool is_left_out = &resource == omitted.resource && type == omitted.collection;
      if (completeness != Completeness::not_collected && !is_left_out)
        builder.add_collection(resource.id, type, completeness, resource.intent);
    }
  }
  return std::make_shared<Inventory>(builder.finish(from.facts()));
}

/// The same resource in a copy.
const Resource& same(const Inventory& copy, const Resource& resource) {
  for (const Resource& each : copy.resources()) {
    if (each.intent == resource.intent && equal_folded(each.id, resource.id))
      return each;
  }
  throw std::runtime_error("the copy has lost " + resource.id.string());
}

void* edit(const Inventory& inventory, const Resource& resource) {
  return const_cast<void*>(inventory.body(resource));  // the inventory itself is not constant
}

struct Case {
  const Rule* rule;
  const Example* example;
  std::shared_ptr<Inventory> inventory;
  const Resource* subject;  ///< what the rule judges
  Status status;
};

/// Calls `act` for every rule and example.
void each_case(bool plans_are_complete, const std::function<void(const Case&)>& act) {
  for (const Rule* rule : catalog()) {
    for (const Example& example : rule->examples) {
      const std::shared_ptr<Inventory> inventory =
          inventory_of(documents_of(*rule, example), plans_are_complete);
      for (const Resource& resource : inventory->resources()) {
        const bool is_judged = resource.type == rule->check.type &&
                               (resource.is_collected || resource.is_expected) &&
                               resource.intent != Intent::existing;
        if (is_judged)
          act({rule, &example, inventory, &resource, status_of(*rule, *inventory, resource)});
      }
    }
  }
}

bool is_weaker(Status now, Status before) {
  return now == before || now == Status::unknown;
}

/// Sets one field of one record of a list to a gap.
void blind_record(const FieldRow& row, void* body, std::size_t index, std::size_t inner,
                  State gap) {
  struct Filler {
    const FieldRow& row;
    const void* old;
    std::size_t index;
    std::size_t inner;
    State gap;
  };
  void* property = row.edit(body);
  Filler filler{row, property, index, inner, gap};
  row.record->assign(
      property, row.record->size(property), row.state(body),
      [](void* record, std::size_t at, void* user) {
        const auto& self = *static_cast<Filler*>(user);
        const std::span<const FieldRow> rows = self.row.record->fields;
        for (std::size_t i = 0; i < rows.size(); ++i)
          rows[i].copy(record, self.row.record->at(self.old, at));
        if (at == self.index)
          rows[self.inner].set_gap(record, self.gap);
      },
      &filler);
}

TEST_CASE("a copy of an inventory gives the same statuses") {
  each_case(true, [](const Case& each) {
    CAPTURE(each.rule->id);
    CAPTURE(each.example->name);
    const std::shared_ptr<Inventory> copy = copy_of(*each.inventory, {});
    CHECK(text_of(status_of(*each.rule, *copy, same(*copy, *each.subject))) ==
          text_of(each.status));
  });
}

TEST_CASE("blinding a field keeps a status or makes it unknown") {
  std::size_t blinded = 0;
  std::size_t changed = 0;
  each_case(true, [&](const Case& each) {
    CAPTURE(each.rule->id);
    CAPTURE(each.example->name);
    for (const Resource& resource : each.inventory->resources()) {
      if (!resource.is_collected || each.inventory->body(resource) == nullptr)
        continue;
      const std::span<const FieldRow> rows = resource_types()[resource.type]->fields;
      for (std::size_t field = 0; field < rows.size(); ++field) {
        if (is_gap(rows[field].state(each.inventory->body(resource))))
          continue;
        const std::shared_ptr<Inventory> copy = copy_of(
            *each.inventory, {.resource = &resource, .field = static_cast<std::uint8_t>(field)});
        const Resource& subject = same(*copy, *each.subject);
        for (const State gap : gaps) {
          rows[field].set_gap(edit(*copy, same(*copy, resource)), gap);
          const Status status = status_of(*each.rule, *copy, subject);
          if (!is_weaker(status, each.status)) {
            CAPTURE(resource.id.string());
            CAPTURE(rows[field].name);
            CAPTURE(name(gap));
            CHECK(text_of(status) == text_of(each.status));
          }
          changed += status != each.status ? 1U : 0U;
          ++blinded;
        }
      }
    }
  });
  MESSAGE(blinded << " blinded fields, " << changed << " of which made a status unknown");
  CHECK(changed > catalog().size());
}

TEST_CASE("blinding a field of a record in a list keeps a status or makes it unknown") {
  std::size_t blinded = 0;
  std::size_t changed = 0;
  each_case(true, [&](const Case& each) {
    CAPTURE(each.rule->id);
    CAPTURE(each.example->name);
    for (const Resource& resource : each.inventory->resources()) {
      const void* body = each.inventory->body(resource);
      if (!resource.is_collected || body == nullptr)
        continue;
      for (const FieldRow& row : resource_types()[resource.type]->fields) {
        if (row.record == nullptr || !is_value(row.state(body)))
          continue;
        for (std::size_t index = 0; index < row.record->size(row.at(body)); ++index) {
          for (std::size_t inner = 0; inner < row.record->fields.size(); ++inner) {
            const FieldRow& inner_row = row.record->fields[inner];
            if (is_gap(inner_row.state(row.record->at(row.at(body), index))))
              continue;
            for (const State gap : gaps) {
              const std::shared_ptr<Inventory> copy = copy_of(*each.inventory, {});
              blind_record(row, edit(*copy, same(*copy, resource)), index, inner, gap);
              const Status status = status_of(*each.rule, *copy, same(*copy, *each.subject));
              if (!is_weaker(status, each.status)) {
                CAPTURE(resource.id.string());
                CAPTURE(row.name);
                CAPTURE(inner_row.name);
                CAPTURE(name(gap));
                CHECK(text_of(status) == text_of(each.status));
              }
              changed += status != each.status ? 1U : 0U;
              ++blinded;
            }
          }
        }
      }
    }
  });
  MESSAGE(blinded << " blinded fields of records, " << changed
                  << " of which made a status unknown");
}

TEST_CASE("a collection that is not known to be complete keeps a status or makes it unknown") {
  std::size_t changed = 0;
  each_case(true, [&](const Case& each) {
    CAPTURE(each.rule->id);
    CAPTURE(each.example->name);
    for (const Resource& resource : each.inventory->resources()) {
      for (std::size_t i = 0; i < resource_types().size(); ++i) {
        const auto type = static_cast<TypeNumber>(i);
        if (each.inventory->completeness(resource, type) == Completeness::not_collected)
          continue;
        const std::shared_ptr<Inventory> copy =
            copy_of(*each.inventory, {.resource = &resource, .collection = type});
        const Status status = status_of(*each.rule, *copy, same(*copy, *each.subject));
        if (!is_weaker(status, each.status)) {
          CAPTURE(resource.id.string());
          CAPTURE(resource_types()[i]->arm);
          CHECK(text_of(status) == text_of(each.status));
        }
        changed += status != each.status ? 1U : 0U;
      }
    }
  });
  MESSAGE(changed << " statuses became unknown");
}

// A template that holds less is another plan, not less evidence: here plans are taken to be
// incomplete.
TEST_CASE("a document less keeps a status or makes it unknown") {
  std::size_t changed = 0;
  each_case(false, [&](const Case& each) {
    CAPTURE(each.rule->id);
    CAPTURE(each.example->name);
    const std::vector<std::string> documents = documents_of(*each.rule, *each.example);
    for (std::size_t left_out = 0; left_out < documents.size(); ++left_out) {
      // A contract is what is asked for, not evidence.
      if (documents[left_out].find("\"must_deny\"") != std::string::npos ||
          documents[left_out].find("\"allow_only\"") != std::string::npos)
        continue;
      std::vector<std::string> rest = documents;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left_out));
      const std::shared_ptr<Inventory> inventory = inventory_of(rest, false);
      for (const Resource& resource : inventory->resources()) {
        if (!(resource.is_collected || resource.is_expected) ||
            resource.intent != each.subject->intent || !equal_folded(resource.id, each.subject->id))
          continue;
        const Status status = status_of(*each.rule, *inventory, resource);
        CAPTURE(left_out);
        CHECK_MESSAGE(is_weaker(status, each.status), text_of(each.status), " became ",
                      text_of(status));
        changed += status != each.status ? 1U : 0U;
      }
    }
  });
  MESSAGE(changed << " statuses became unknown");
}

TEST_CASE("the order of documents has no influence on any report") {
  std::vector<std::pair<std::string, std::string>> documents;
  for (const Rule* rule : catalog()) {
    const Example& example = rule->examples[rule->examples.size() / 2];
    std::size_t number = 0;
    for (const std::string& text : documents_of(*rule, example))
      documents.emplace_back(std::string(rule->id) + "-" + std::to_string(++number), text);
  }
  const auto reports = [&] {
    Reader reader;
    for (const auto& [name, text] : documents)
      reader.add({.name = name, .text = std::make_shared<const std::string>(text)});
    const Assessment assessment = assess(std::make_shared<Inventory>(reader.finish(&facts())));
    std::vector<std::string> result;
    const ReportOptions all{.show_pass = true, .show_not_applicable = true};
    for (const ReportFormat& format : report_formats())
      result.push_back(render(assessment, format.name, all));
    return result;
  };
  const std::vector<std::string> expected = reports();
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same order in every run
  for (int round = 0; round < 4; ++round) {
    std::shuffle(documents.begin(), documents.end(), random);
    CHECK(reports() == expected);
  }
}

}  // namespace
