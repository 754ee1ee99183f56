#include <doctest/doctest.h>

#include "cachewarden/reach/contracts.hpp"
#include "cachewarden/reach/required_ports.hpp"
#include "reach/small_estate.hpp"

namespace {

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)
using reach::ContractReport;
using reach::RequiredAnswer;

std::shared_ptr<const Inventory> estate_with(const std::string& rules,
                                             const std::string& contracts = "") {
  Reader reader;
  const std::string estate =
      estate_of({injected_json(R"(, "staticIP": "10.20.4.5")"), group_json("g", rules),
                 network_json(subnet_json("cache", "10.20.4.0/27", "g") + "," +
                              subnet_json("app", "10.20.3.0/24", ""))});
  reader.add({.name = "estate.json", .text = std::make_shared<const std::string>(estate)});
  if (!contracts.empty())
    reader.add({.name = "contracts.json", .text = std::make_shared<const std::string>(contracts)});
  return std::make_shared<const Inventory>(reader.finish());
}

constexpr const char* clients_only =
    "clients|100|Inbound|Allow|Tcp|10.20.3.0/24|*|6380\n"
    "rest|4000|Inbound|Deny|*|*|*|*\n";

ContractReport check(const std::string& rules, const std::string& contracts) {
  const auto inventory = estate_with(rules, contracts);
  for (const Diagnostic& each : inventory->diagnostics())
    CHECK_MESSAGE(each.severity != Diagnostic::Severity::error, each.message);
  const auto report = reach::check_contracts(*inventory, *reach::find_cache(*inventory, "orders"));
  REQUIRE(report);
  return *report;
}

TEST_CASE("demands of contracts are met, broken or open, each in its own way") {
  struct Row {
    const char* rules;
    const char* contract;
    Truth met;
  };
  const Row rows[] = {
      {clients_only, R"({"allow_only": ["10.20.3.0/24"]})", Truth::yes},
      {clients_only, R"({"allow_only": ["10.20.3.0/25"]})", Truth::no},
      {clients_only, R"({"allow_only": []})", Truth::no},
      {clients_only, R"({"allow_only": [{"from": "10.20.3.0/24", "ports": 6380}]})", Truth::yes},
      {clients_only, R"({"allow_only": [{"from": "10.20.3.0/24", "ports": 6379}]})", Truth::no},
      {clients_only, R"({"must_allow": [{"from": "10.20.3.0/24"}]})", Truth::yes},
      {clients_only, R"({"must_allow": [{"from": "app"}]})", Truth::yes},
      {clients_only, R"({"must_allow": [{"from": "10.20.2.0/23"}]})", Truth::no},
      {clients_only, R"({"must_allow": [{"from": "10.20.3.0/24", "ports": "6379-6380"}]})",
       Truth::no},
      {clients_only, R"({"must_deny": [{"from": "Internet"}]})", Truth::yes},
      {clients_only, R"({"must_deny": [{"from": "10.20.3.7"}]})", Truth::no},
      {clients_only, R"({"must_deny": [{"from": "10.20.3.7", "ports": 15000}]})", Truth::yes},
      {"tag|100|Inbound|Allow|Tcp|AzureCloud|*|6380\n", R"({"must_deny": [{"from": "10.20.3.7"}]})",
       Truth::no},
      {"", R"({"must_deny": [{"from": "Storage.WestUS"}]})", Truth::unknown},
      {"", R"({"must_deny": [{"from": "203.0.113.0/24"}]})", Truth::yes},
      {"broken|100|Inbound|Deny|Tcp|10.20.3.0/24|*|x\n",
       R"({"must_allow": [{"from": "10.20.3.0/24"}]})", Truth::unknown},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rules);
    CAPTURE(row.contract);
    const auto inventory = estate_with(row.rules, row.contract);
    const auto report =
        reach::check_contracts(*inventory, *reach::find_cache(*inventory, "orders"));
    REQUIRE(report);
    REQUIRE(report->answers.size() == 1);
    CHECK(report->answers[0].met == row.met);
    CHECK(report->answers[0].why.empty() == (row.met == Truth::yes));
  }
}

TEST_CASE("a contract is on the caches that its pattern or tag names") {
  struct Row {
    const char* head;
    bool applies;
  };
  for (const Row& row :
       {Row{R"("cache": "orders")", true}, Row{R"("cache": "ord*")", true},
        Row{R"("cache": "*/redis/ORDERS")", true}, Row{R"("cache": "basket")", false},
        Row{R"("tag": {"name": "tier", "value": "gold"})", true}, Row{R"("tag": "tier")", true},
        Row{R"("tag": {"name": "tier", "value": "iron"})", false},
        Row{R"("tag": "owner")", false}}) {
    CAPTURE(row.head);
    const ContractReport report =
        check(clients_only, "{" + std::string(row.head) + R"(, "must_deny": ["Internet"]})");
    CHECK((report.applies == Truth::yes) == row.applies);
    CHECK(report.answers.empty() != row.applies);
  }
}

TEST_CASE("a contract that cannot be read is an error of its document") {
  for (const char* contract :
       {R"({"must_deny": [{"ports": 6380}]})", R"({"must_deny": [{"from": "10.0.0.0/99"}]})",
        R"({"must_allow": [{"from": "*", "ports": "6380-6379"}]})"}) {
    CAPTURE(contract);
    CHECK(estate_with(clients_only, contract)->has_errors());
  }
}

std::vector<RequiredAnswer> required(const std::string& rules) {
  const auto inventory = estate_with(rules);
  const Resource* cache = reach::find_cache(*inventory, "orders");
  const auto answers =
      reach::check_required_ports(*inventory, *inventory->body<RedisCache>(*cache));
  REQUIRE(answers);
  // Those that are not met are told by a question of their own, too.
  for (const reach::RowChoice choice :
       {reach::RowChoice([](const reach::RequiredPort&) { return true; }),
        reach::RowChoice([](const reach::RequiredPort& row) {
          return row.direction == network::Direction::outbound;
        }),
        reach::RowChoice([](const reach::RequiredPort& row) {
          return row.peer == reach::RequiredPeer::load_balancer;
        })}) {
    const auto unmet =
        reach::unmet_required_ports(*inventory, *inventory->body<RedisCache>(*cache), {}, choice);
    REQUIRE(unmet);
    auto at = unmet->begin();
    for (const RequiredAnswer& each : *answers) {
      if (each.met == Truth::yes || !choice(*each.row))
        continue;
      REQUIRE(at != unmet->end());
      CHECK(at->row == each.row);
      CHECK(at->met == each.met);
      CHECK(at->proof.has_value() == each.proof.has_value());
      ++at;
    }
    CHECK(at == unmet->end());
  }
  return *answers;
}

Truth worst(const std::vector<RequiredAnswer>& answers) {
  Truth result = Truth::yes;
  for (const RequiredAnswer& each : answers)
    result = result & each.met;
  return result;
}

TEST_CASE("what an injected cache needs gets through by default, and not where it is denied") {
  // Two rows are on geo-replicas, and there is none.
  CHECK(required("").size() + 2 == reach::required_ports().size());
  CHECK(worst(required("")) == Truth::yes);
  CHECK(worst(required("rest|4000|Inbound|Deny|*|*|*|*\n")) == Truth::no);
  CHECK(worst(required("net|4000|Inbound|Deny|*|VirtualNetwork|*|*\n")) == Truth::no);
  CHECK(worst(required("out|4000|Outbound|Deny|*|*|Internet|*\n")) == Truth::no);
  CHECK(worst(required("other|4000|Inbound|Deny|Tcp|VirtualNetwork|*|22\n")) == Truth::yes);
  // Everything out is denied but for what the table names.
  const std::string named =
      "web|100|Outbound|Allow|Tcp|*|Internet|443\n"
      "plain|110|Outbound|Allow|Tcp|*|Internet|80\n"
      "monitor|120|Outbound|Allow|Tcp|*|AzureMonitor|12000\n"
      "time|130|Outbound|Allow|Udp|*|Internet|123\n"
      "activation|140|Outbound|Allow|Tcp|*|Internet|1688\n"
      "rest|4000|Outbound|Deny|*|*|Internet|*\n";
  CHECK(worst(required(named)) == Truth::yes);
}

TEST_CASE("the packet that is stopped and the rule that stops it are named") {
  for (const RequiredAnswer& each : required("no|200|Inbound|Deny|Tcp|*|*|8443\n")) {
    const bool is_hit = each.row->direction == network::Direction::inbound &&
                        each.row->ports == PortRange{8443, 8443};
    CAPTURE(each.row->what);
    CHECK((each.met == Truth::no) == is_hit);
    if (!is_hit)
      continue;
    REQUIRE(each.proof);
    CHECK(each.proof->packet.destination_port == 8443);
    REQUIRE(each.proof->chain.size() == 1);
    CHECK(each.proof->chain[0].rule == "no");
  }
}

}  // namespace
