#include <doctest/doctest.h>

#include <algorithm>

#include "cachewarden/reach/nsg.hpp"
#include "reach/small_estate.hpp"

namespace {

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)
using reach::Lint;
using reach::LintKind;

struct Report {
  std::shared_ptr<const Inventory> inventory;
  reach::LintReport report;

  [[nodiscard]] const Lint* find(LintKind kind, std::string_view rule) const {
    const auto at = std::find_if(report.lints.begin(), report.lints.end(), [&](const Lint& lint) {
      return lint.kind == kind && (lint.rule == nullptr ? rule.empty() : lint.rule->name() == rule);
    });
    return at == report.lints.end() ? nullptr : &*at;
  }
};

Report lint_of(const std::string& json) {
  Report result{.inventory = inventory_of(json), .report = {}};
  Result<reach::LintReport> report =
      reach::lint(*result.inventory, nullptr, {.verify = true, .limits = {}});
  REQUIRE(report);
  result.report = *std::move(report);
  return result;
}

Report lint_rules(std::string_view lines) {
  return lint_of(group_json("g", lines));
}

TEST_CASE("a group whose rules all matter has nothing to be told") {
  const Report report = lint_rules(
      "clients|100|Inbound|Allow|Tcp|10.0.0.0/24|*|6380\n"
      "rest|200|Inbound|Deny|*|*|*|*\n");
  CHECK(report.report.groups.size() == 1);
  CHECK(report.report.lints.empty());
}

TEST_CASE("a rule below one that holds all of it is shadowed, proven and named") {
  const Report report = lint_rules(
      "wide|100|Inbound|Allow|Tcp|10.0.0.0/8|*|6379-6380\n"
      "narrow|200|Inbound|Allow|Tcp|10.1.0.0/16|*|6380\n"
      "rest|4096|Inbound|Deny|*|*|*|*\n");
  const Lint* lint = report.find(LintKind::shadowed, "narrow");
  REQUIRE(lint != nullptr);
  CHECK(lint->by == std::vector<std::string>{"wide"});
  CHECK(lint->verified);
  CHECK(lint->edit == reach::Edit::remove);
  CHECK(report.report.lints.size() == 1);
}

TEST_CASE("several rules together shadow another") {
  const Report report = lint_rules(
      "low|100|Inbound|Allow|Tcp|10.0.0.0/9|*|6380\n"
      "high|110|Inbound|Allow|Tcp|10.128.0.0/9|*|6380\n"
      "all|200|Inbound|Allow|Tcp|10.0.0.0/8|*|6380\n"
      "rest|4096|Inbound|Deny|*|*|*|*\n");
  const Lint* lint = report.find(LintKind::shadowed, "all");
  REQUIRE(lint != nullptr);
  CHECK(lint->by == std::vector<std::string>{"low", "high"});
}

TEST_CASE("a shadowed rule that would do the other thing conflicts, with a packet") {
  const Report report = lint_rules(
      "deny|100|Inbound|Deny|Tcp|10.0.0.0/8|*|*\n"
      "allow|200|Inbound|Allow|Tcp|10.2.0.0/16|*|6380\n");
  const Lint* lint = report.find(LintKind::conflicting, "allow");
  REQUIRE(lint != nullptr);
  REQUIRE(lint->proof.size() == 1);
  CHECK(lint->proof[0].rule == "deny");
  CHECK(lint->proof[0].packet.destination_port == 6380);
  CHECK(lint->verified);
  CHECK(report.find(LintKind::shadowed, "allow") == nullptr);
}

TEST_CASE("a rule that later ones make up for is redundant, one that defaults do is told apart") {
  const Report report = lint_rules(
      "some|100|Inbound|Allow|Tcp|10.1.0.0/16|*|6380\n"
      "all|200|Inbound|Allow|Tcp|10.0.0.0/8|*|6380\n"
      "none|300|Inbound|Deny|Tcp|203.0.113.0/24|*|22\n");
  const Lint* lint = report.find(LintKind::redundant, "some");
  REQUIRE(lint != nullptr);
  CHECK(lint->by == std::vector<std::string>{"all"});
  CHECK(lint->verified);
  // Whether 203.0.113.0/24 is of the network is not known, so the last rule may matter.
  CHECK(report.find(LintKind::redundant_default, "none") == nullptr);
  const Report deny = lint_rules("none|300|Inbound|Deny|Tcp|Internet|*|22\n");
  const Lint* by_default = deny.find(LintKind::redundant_default, "none");
  REQUIRE(by_default != nullptr);
  CHECK(by_default->edit == reach::Edit::none);
}

TEST_CASE("two rules of one priority are told, with a free number that keeps the order") {
  const Report report = lint_rules(
      "a|100|Inbound|Allow|Tcp|10.1.0.0/16|*|6380\n"
      "b|100|Inbound|Deny|Tcp|10.1.2.0/24|*|6380\n"
      "c|105|Inbound|Deny|*|*|*|*\n");
  const Lint* lint = report.find(LintKind::duplicate_priority, "b");
  const Lint* other = report.find(LintKind::duplicate_priority, "a");
  REQUIRE((lint != nullptr || other != nullptr));
  const Lint& found = lint != nullptr ? *lint : *other;
  CHECK(found.edit == reach::Edit::renumber);
  CHECK(found.priority == 101);
  CHECK(found.message.find("which comes first decides packets") != std::string::npos);
}

TEST_CASE("one number in both directions is no duplicate") {
  const Report report = lint_rules(
      "a|100|Inbound|Allow|Tcp|10.1.0.0/16|*|6380\n"
      "b|100|Outbound|Deny|Tcp|*|203.0.113.0/24|443\n");
  CHECK(report.find(LintKind::duplicate_priority, "a") == nullptr);
  CHECK(report.find(LintKind::duplicate_priority, "b") == nullptr);
}

TEST_CASE("a rule that lets the internet in is over-wide, unless it is denied before") {
  const Report open = lint_rules("all|100|Inbound|Allow|Tcp|*|*|6380\n");
  const Lint* lint = open.find(LintKind::over_wide, "all");
  REQUIRE(lint != nullptr);
  REQUIRE(lint->proof.size() == 1);
  CHECK(lint->proof[0].rule == "all");
  for (const std::string_view half : {"0.0.0.0/1", "Internet"}) {
    CAPTURE(half);
    const Report spelled =
        lint_rules("all|100|Inbound|Allow|Tcp|" + std::string(half) + "|*|6380\n");
    // What the tag holds is not known without a subnet; half of all addresses is.
    CHECK((spelled.find(LintKind::over_wide, "all") != nullptr) == (half != "Internet"));
  }
  const Report closed = lint_rules(
      "no|100|Inbound|Deny|*|*|*|*\n"
      "all|200|Inbound|Allow|Tcp|*|*|6380\n");
  CHECK(closed.find(LintKind::over_wide, "all") == nullptr);
  CHECK(closed.find(LintKind::conflicting, "all") != nullptr);
}

TEST_CASE("a rule for another network is never effective where the group is attached") {
  const std::string subnet = R"(, {"id": ")" + net_root +
                             R"(virtualNetworks/hub/subnets/cache", "name": "cache",
      "type": "Microsoft.Network/virtualNetworks/subnets", "properties": {
      "addressPrefix": "10.20.4.0/27", "networkSecurityGroup": {"id": ")" +
                             net_root + R"(networkSecurityGroups/g"}}})";
  const std::string group =
      group_json("g",
                 "here|100|Inbound|Allow|Tcp|10.0.0.0/24|10.20.4.0/28|6380\n"
                 "there|110|Inbound|Allow|Tcp|10.0.0.0/24|10.99.0.0/16|6380\n");
  const Report report = lint_of("[" + group + subnet + "]");
  const Lint* lint = report.find(LintKind::never_effective, "there");
  REQUIRE(lint != nullptr);
  REQUIRE(lint->subnet != nullptr);
  CHECK(lint->subnet->name() == "cache");
  CHECK(report.find(LintKind::never_effective, "here") == nullptr);
}

TEST_CASE("a malformed rule is told, and rules below it are not called shadowed") {
  const Report report = lint_rules(
      "broken|100|Inbound|Deny|Tcp|10.0.0.0/99|*|*\n"
      "fine|200|Inbound|Allow|Tcp|10.2.0.0/16|*|6380\n"
      "rest|300|Inbound|Deny|*|*|*|*\n");
  const Lint* lint = report.find(LintKind::unreadable, "broken");
  REQUIRE(lint != nullptr);
  CHECK(lint->message.find("malformed") != std::string::npos);
  CHECK(report.find(LintKind::shadowed, "fine") == nullptr);
  CHECK(report.find(LintKind::conflicting, "fine") == nullptr);
}

TEST_CASE("bits behind the length and mixed families are told") {
  const Report report = lint_rules("odd|100|Inbound|Allow|Tcp|10.0.0.7/24|*|6380\n");
  REQUIRE(report.find(LintKind::unreadable, "odd") != nullptr);
}

TEST_CASE("more than Azure takes is told, of the group and of its rules") {
  std::string lines;
  for (int i = 0; i < 1001; ++i)
    lines += "r" + std::to_string(i) + "|" + std::to_string(100 + i) + "|Inbound|Allow|Tcp|10.0." +
             std::to_string(i / 250) + "." + std::to_string(i % 250) + "|*|6380\n";
  const Report many = lint_rules(lines);
  const Lint* rules = many.find(LintKind::over_limit, "");
  REQUIRE(rules != nullptr);
  CHECK(rules->message == "has 1001 rules, and Azure takes 1000");
  CHECK(many.report.lints.size() == 1);

  std::string prefixes;
  for (int i = 0; i < 4001; ++i)
    prefixes += (i == 0 ? "\"10." : ", \"10.") + std::to_string(i / 250) + "." +
                std::to_string(i % 250) + ".0/24\"";
  std::string groups;
  for (int i = 0; i < 11; ++i)
    groups += (i == 0 ? R"({"id": ")" : R"(, {"id": ")") + net_root +
              "applicationSecurityGroups/a" + std::to_string(i) + R"("})";
  const auto group_of = [](const std::string& source) {
    return R"({"id": ")" + net_root + R"(networkSecurityGroups/g", "name": "g", "type":
      "Microsoft.Network/networkSecurityGroups", "properties": {"securityRules": [{"name": "r",
      "properties": {"priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
      "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "6380", )" +
           source + "}}]}}";
  };
  const Report wide = lint_of(group_of(R"("sourceAddressPrefixes": [)" + prefixes + "]"));
  CHECK(wide.find(LintKind::over_limit, "") != nullptr);
  const Report members =
      lint_of(group_of(R"("sourceApplicationSecurityGroups": [)" + groups + "]"));
  CHECK(members.find(LintKind::over_limit, "r") != nullptr);
  CHECK(members.find(LintKind::over_limit, "") == nullptr);
}

TEST_CASE("a default rule that Azure does not have is told, those that it has are not") {
  const auto group_of = [](const std::string& access) {
    return R"({"id": ")" + net_root + R"(networkSecurityGroups/g", "name": "g", "type":
      "Microsoft.Network/networkSecurityGroups", "properties": {"securityRules": [],
      "defaultSecurityRules": [
        {"name": "AllowVnetInBound", "properties": {"priority": 65000, "direction": "Inbound",
         "access": "Allow", "protocol": "*", "sourceAddressPrefix": "VirtualNetwork",
         "sourcePortRange": "*", "destinationAddressPrefix": "VirtualNetwork",
         "destinationPortRange": "*"}},
        {"name": "DenyAllInBound", "properties": {"priority": 65500, "direction": "Inbound",
         "access": ")" +
           access + R"(", "protocol": "All", "sourceAddressPrefix": "0.0.0.0/0",
         "sourcePortRange": "0-65535", "destinationAddressPrefix": "*",
         "destinationPortRange": "*"}}]}})";
  };
  CHECK(lint_of(group_of("Deny")).report.lints.empty());
  const Report altered = lint_of(group_of("Allow"));
  CHECK(altered.report.lints.size() == 1);
  CHECK(altered.find(LintKind::altered_default, "DenyAllInBound") != nullptr);
}

TEST_CASE("a group that is attached to network interfaces may filter more than its subnets") {
  const std::string rules =
      R"("securityRules": [)" + rule_json("far|100|Inbound|Allow|Tcp|*|10.99.0.0/24|6380") + "]";
  const auto lints = [&](const std::string& more) {
    const std::string group = R"({"id": ")" + net_root + R"(networkSecurityGroups/g", "name": "g",
      "type": "Microsoft.Network/networkSecurityGroups", "properties": {)" +
                              rules + more + "}}";
    const Report report =
        lint_of(estate_of({group, network_json(subnet_json("app", "10.20.3.0/24", "g"))}));
    return report.find(LintKind::never_effective, "far") != nullptr;
  };
  CHECK(lints(""));
  CHECK_FALSE(
      lints(R"(, "networkInterfaces": [{"id": ")" + net_root + R"(networkInterfaces/vm"}])"));
}

TEST_CASE("what a group costs is bounded, and rules that it does not reach are said to be open") {
  std::string lines;
  for (int i = 0; i < 3000; ++i)
    lines += "r" + std::to_string(i) + "|" + std::to_string(100 + i) + "|Inbound|Allow|Tcp|10.0." +
             std::to_string(i % 250) + ".0/24|*|6380\n";
  const auto inventory = inventory_of(group_json("g", lines));
  // Each address is named twelve times: the first rule is redundant, the others never decide. There
  // is enough for ten of them.
  reach::NsgOptions options;
  options.limits.slice_work = 10 * 256 * 3003;
  const Result<reach::LintReport> report = reach::lint(*inventory, nullptr, options);
  REQUIRE(report);
  std::size_t told = 0;
  std::size_t open = 0;
  for (const Lint& each : report->lints) {
    told += each.kind == LintKind::redundant || each.kind == LintKind::shadowed ? 1 : 0;
    open += each.kind == LintKind::too_costly ? 1 : 0;
  }
  CHECK(told == 10);
  CHECK(open == 2990);
}

}  // namespace
