#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "readers/inventory_text.hpp"

using namespace inventory_text;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view live_forms[] = {"array",    "ndjson",          "az",
                                           "az-older", "resource-graph",  "resource-graph-table",
                                           "psrule",   "az-resource-show"};
constexpr std::string_view template_forms[] = {"nested", "top-level", "symbolic"};

std::string folder(std::string_view form) {
  return "tests/data/estates/forms/" + std::string(form);
}

std::vector<std::string> findings_of(Inventory inventory) {
  const Assessment assessment = assess(std::make_shared<const Inventory>(std::move(inventory)), {});
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    lines.push_back(folded(assessment.inventory().resource(item.resource).id) + " " +
                    std::string(item.rule->id) + " " + std::string(name(item.status)));
  }
  return lines;
}

/// What a form cannot show of the estate. Nothing else may differ, and these only by being a gap.
struct Silence {
  std::string_view form;
  std::string_view what;  ///< `type#field`, or a part of the ids of resources
  std::string_view reason;
};

constexpr Silence silences[] = {
    {"az-resource-show", "microsoft.cache/redis#zones", "the command does not print them"},
    {"az-resource-show", "microsoft.cache/redisenterprise#zones",
     "the command does not print them"},
    {"template", "/accesspolicies/data ", "the service makes the built-in ones"},
    {"template", "/defaultsecurityrules/", "the service makes them"},
    {"template", "/privateendpointconnections/", "the service makes them"},
    {"template", "microsoft.network/privateendpoints#connections.status", "the service tells it"},
    {"terraform", "microsoft.cache/redis#redis_version", "the provider has the major version"},
    {"terraform", "microsoft.cache/redis#update_channel", "the provider has no attribute"},
    {"terraform", "microsoft.cache/redis#zonal_allocation_policy", "the provider has no attribute"},
    {"terraform", "microsoft.cache/redisenterprise#minimum_tls_version",
     "the provider has no attribute"},
    {"terraform", "microsoft.cache/redisenterprise/databases#port", "known after apply"},
    {"terraform", "microsoft.cache/redisenterprise/databases#defer_upgrade",
     "the provider has no attribute"},
    {"terraform",
     "microsoft.cache/redisenterprise/databases/accesspolicyassignments#access_policy_name",
     "the provider has no attribute"},
    {"terraform", "microsoft.network/virtualnetworks#enable_ddos_protection",
     "the provider has the plan only"},
    {"terraform", ".retention_", "the provider has no attribute any more"},
    {"terraform", "/accesspolicies/data ", "the service makes the built-in ones"},
    {"terraform", "/defaultsecurityrules/", "the service makes them"},
    {"terraform", "/privateendpointconnections/", "the service makes them"},
    {"terraform", "microsoft.network/privateendpoints#connections.status", "the service tells it"},
};

/// What only one form has.
constexpr Silence additions[] = {
    {"template", "microsoft.resources/deployments#", "templates alone show what they give away"},
};

/// The properties in which a form differs from the reference and may not, one a line.
std::string difference_of(std::string_view form, const std::vector<PropertyText>& reference,
                          const std::vector<PropertyText>& own, std::size_t* silent) {
  std::map<std::string, const PropertyText*> by_key;
  for (const PropertyText& each : own)
    by_key.emplace(each.key, &each);
  std::string text;
  for (const PropertyText& wanted : reference) {
    const auto found = by_key.find(wanted.key);
    const std::string value = found == by_key.end() ? "nothing" : found->second->value;
    if (found != by_key.end())
      by_key.erase(found);
    if (value == wanted.value)
      continue;
    const bool is_gap =
        value.starts_with('<') || value == "nothing" || wanted.value.starts_with(value + ".");
    // What the service alone tells no plan does.
    const bool is_plan = form == "template" || form == "terraform";
    const bool is_known =
        (wanted.is_read_only && is_plan) ||
        std::any_of(std::begin(silences), std::end(silences), [&](const Silence& each) {
          const bool is_field = each.what.find('#') != std::string_view::npos;
          return each.form == form && (is_field ? each.what == wanted.field
                                                : wanted.key.find(each.what) != std::string::npos);
        });
    *silent += is_gap && is_known;
    if (!is_gap || !is_known)
      text += wanted.line() + " -> " + value + "\n";
  }
  for (const auto& [key, each] : by_key) {
    const std::string& field = each->field;
    const bool is_known = std::any_of(
        std::begin(additions), std::end(additions),
        [&](const Silence& row) { return row.form == form && field.starts_with(row.what); });
    if (!is_known)
      text += key + ": nothing -> " + each->value + "\n";
  }
  return text;
}

std::size_t count_of(const Inventory& inventory, TypeNumber type) {
  return static_cast<std::size_t>(std::count_if(
      inventory.resources().begin(), inventory.resources().end(),
      [type](const Resource& each) { return each.is_collected && each.type == type; }));
}

}  // namespace

TEST_CASE("every form of one live estate gives the same inventory") {
  const Inventory reference = read_path(folder("rest"));
  CHECK(reference.diagnostics().empty());
  CHECK(count_of(reference, type_number<RedisCache>) == 2);
  CHECK(count_of(reference, type_number<RedisEnterprise>) == 2);
  CHECK(count_of(reference, type_number<RedisEnterpriseDatabase>) == 2);
  CHECK(count_of(reference, type_number<UserSecurityRule>) == 5);
  CHECK(count_of(reference, type_number<DefaultSecurityRule>) == 6);
  CHECK(count_of(reference, type_number<Subnet>) == 2);
  CHECK(count_of(reference, type_number<RedisFirewallRule>) == 2);
  const std::vector<PropertyText> properties = property_texts(reference);
  const std::vector<std::string> expected = inventory_lines(reference);
  CHECK(properties.size() > 450);
  for (const std::string_view form : live_forms) {
    CAPTURE(form);
    const Inventory inventory = read_path(folder(form));
    CHECK(inventory.diagnostics().empty());
    std::size_t silent = 0;
    CHECK(difference_of(form, properties, property_texts(inventory), &silent) == "");
    CHECK(silent == (form == "az-resource-show" ? 4 : 0));
    if (silent == 0)
      CHECK(difference(expected, inventory_lines(inventory)) == "");
  }
}

TEST_CASE("every form of one live estate gives the same findings") {
  const std::vector<std::string> expected = findings_of(read_path(folder("rest")));
  CHECK(expected.size() > 3);
  for (const std::string_view form : live_forms) {
    CAPTURE(form);
    std::vector<std::string> lines = findings_of(read_path(folder(form)));
    // Whether the zones suffice cannot be told without them.
    if (form == "az-resource-show") {
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i < expected.size() && lines[i] != expected[i] && lines[i].ends_with(" unknown"))
          lines[i] = expected[i];
      }
    }
    CHECK(difference(expected, lines) == "");
  }
}

TEST_CASE("names of files have no part in how they are read") {
  Reader reader;
  std::size_t number = 0;
  for (const std::string_view form : {"az", "psrule", "resource-graph-table"}) {
    for (const std::string& file : files_of(folder(form)))
      reader.add({.name = std::to_string(++number),
                  .text = std::make_shared<const std::string>(read_file(source_path(file)))});
  }
  const Inventory inventory = reader.finish();
  CHECK(inventory.diagnostics().empty());
  CHECK(difference(inventory_lines(read_path(folder("rest"))), inventory_lines(inventory)) == "");
}

TEST_CASE("all forms at once are one estate without conflicts") {
  Reader reader;
  for (const std::string_view form : live_forms)
    add_files(reader, folder(form));
  add_files(reader, folder("rest"));
  const Inventory inventory = reader.finish();
  CHECK(inventory.diagnostics().empty());
  CHECK(difference(inventory_lines(read_path(folder("rest"))), inventory_lines(inventory)) == "");
}

TEST_CASE("every way to write a template gives the same inventory") {
  // A list inside of its parent replaces what was there; outside it is all by assumption.
  constexpr Likeness likeness{.scopes = false, .assumed_is_complete = true};
  const std::vector<std::string> expected =
      inventory_lines(read_path(folder("template/nested")), likeness);
  CHECK(expected.size() > 500);
  for (const std::string_view form : template_forms) {
    CAPTURE(form);
    const Inventory inventory = read_path(folder("template/" + std::string(form)));
    CHECK(difference(expected, inventory_lines(inventory, likeness)) == "");
  }
}

TEST_CASE("a template states the values that the live estate has") {
  constexpr Likeness likeness{.scopes = false, .is_stated_only = true};
  const std::vector<PropertyText> reference = property_texts(read_path(folder("rest")), likeness);
  for (const std::string_view form : template_forms) {
    CAPTURE(form);
    std::size_t silent = 0;
    const Inventory inventory = read_path(folder("template/" + std::string(form)));
    CHECK(difference_of("template", reference, property_texts(inventory, likeness), &silent) == "");
    CHECK(silent > 50);
  }
}

TEST_CASE("a Terraform plan states the values that the live estate has") {
  constexpr Likeness likeness{.scopes = false, .is_stated_only = true};
  const Inventory inventory = read_path(folder("terraform"));
  CHECK(inventory.diagnostics().empty());
  std::size_t silent = 0;
  CHECK(difference_of("terraform", property_texts(read_path(folder("rest")), likeness),
                      property_texts(inventory, likeness), &silent) == "");
  CHECK(silent > 50);
}
