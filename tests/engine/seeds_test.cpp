#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "readers/inventory_text.hpp"

// The two guides that the first rules come from, followed to the letter.

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

const std::string group =
    "/subscriptions/abcdabcd-1234-abcd-1234-abcdabcdabcd/resourceGroups/"
    "cloud-shell-storage-westeurope/providers/";
const std::string cache_id = group + "Microsoft.Cache/Redis/cc-project5-redis-cache";
const std::string subnet_id =
    group + "Microsoft.Network/virtualNetworks/cc-project5-vnet/subnets/cc-vnet-subnet-001";

struct Document {
  std::string path;
  std::string of{};
};

/// The only finding of a rule, with the assessment that it borrows from.
struct Judged {
  std::shared_ptr<const Assessment> assessment;
  Finding finding;
};

Judged ask(std::string_view rule_name, const std::vector<Document>& documents) {
  Reader reader;
  for (const Document& document : documents)
    reader.add({.name = document.path,
                .text = std::make_shared<const std::string>(inventory_text::read_file(
                    inventory_text::source_path("tests/data/estates/" + document.path))),
                .of = document.of});
  auto inventory = std::make_shared<const Inventory>(reader.finish());
  CHECK(inventory->diagnostics().empty());
  const Rule* const rule = find_rule(rule_name);
  REQUIRE(rule != nullptr);
  const auto assessment =
      std::make_shared<const Assessment>(assess(inventory, {.rules = {&rule, 1}}));
  REQUIRE(assessment->size() == 1);
  return {assessment, Explainer(*assessment).finding(0)};
}

bool has_evidence(const Finding& finding, const Evidence& wanted) {
  return std::any_of(finding.evidence.begin(), finding.evidence.end(), [&](const Evidence& each) {
    return each.document == wanted.document && each.pointer == wanted.pointer &&
           each.line == wanted.line && each.column == wanted.column && each.value == wanted.value;
  });
}

}  // namespace

TEST_CASE("seed 002: port 6379 of the template and of the bare resource") {
  struct Row {
    std::string file;
    Status status;
    std::string pointer;
    std::uint32_t line;
    std::string value;
  };
  const Row rows[] = {
      {"closed/template.json", Status::pass, "/resources/0/properties/enableNonSslPort", 26,
       "false"},
      {"closed/fragment.json", Status::pass, "/properties/enableNonSslPort", 11, "false"},
      {"open/template.json", Status::fail, "/resources/0/properties/enableNonSslPort", 26, "true"},
      {"open/fragment.json", Status::fail, "/properties/enableNonSslPort", 11, "true"},
      {"text/template.json", Status::fail, "/resources/0/properties/enableNonSslPort", 26,
       "\"true\""},
      {"absent/template.json", Status::pass, "/resources/0", 16, ""},
      {"absent/fragment.json", Status::pass, "", 1, ""},
      {"null/template.json", Status::pass, "/resources/0", 16, ""},
      {"parameter/template.json", Status::unknown, "/parameters/enableNonSslPort", 14,
       "\"[parameters('enableNonSslPort')]\""},
      {"parameter/fragment.json", Status::unknown, "/properties/enableNonSslPort", 11,
       "\"[parameters('enableNonSslPort')]\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const Judged answer = ask("redis-tls-only", {{"tls-only/" + row.file}});
    const Finding& finding = answer.finding;
    CHECK(finding.status == row.status);
    CHECK(finding.resource->intent == Intent::planned);
    REQUIRE(finding.evidence.size() == 1);
    const Evidence& evidence = finding.evidence[0];
    CHECK(evidence.document == "tls-only/" + row.file);
    CHECK(evidence.pointer == row.pointer);
    CHECK(evidence.line == row.line);
    CHECK(evidence.value == row.value);
    CHECK(evidence.property == "properties.enableNonSslPort");
    if (row.status == Status::fail)
      CHECK(finding.bicep.find("enableNonSslPort: false") != std::string::npos);
    if (row.status == Status::unknown) {
      REQUIRE(finding.missing.size() == 1);
      CHECK(finding.missing[0].kind == Missing::Kind::parameter);
      CHECK(finding.missing[0].what.find("enableNonSslPort") != std::string::npos);
    }
  }
}

TEST_CASE("seed 004: no group at the subnet fails and names subnet and cache") {
  const Judged answer = ask("redis-subnet-network-security-group",
                            {{"nsg-audit/none/redis.json"}, {"nsg-audit/none/subnet.json"}});
  const Finding& finding = answer.finding;
  CHECK(finding.status == Status::fail);
  CHECK(finding.resource->id.view() == cache_id);
  CHECK(has_evidence(finding, {.value = "null",
                               .document = "nsg-audit/none/subnet.json",
                               .pointer = "/properties/networkSecurityGroup",
                               .line = 13,
                               .column = 5}));
  CHECK(has_evidence(finding, {.value = "\"" + subnet_id + "\"",
                               .document = "nsg-audit/none/redis.json",
                               .pointer = "/subnetId",
                               .line = 64,
                               .column = 3}));
  CHECK(std::any_of(finding.evidence.begin(), finding.evidence.end(),
                    [](const Evidence& each) { return each.resource == subnet_id; }));
  CHECK(finding.cli.find(subnet_id) != std::string::npos);
  CHECK(finding.missing.empty());
}

TEST_CASE("seed 004: an attached group passes, whether its document is there or not") {
  for (const std::string folder : {"attached", "repaired"}) {
    CAPTURE(folder);
    std::vector<Document> documents = {{"nsg-audit/" + folder + "/redis.json"},
                                       {"nsg-audit/" + folder + "/subnet.json"}};
    if (folder == "repaired")
      documents.push_back({"nsg-audit/repaired/nsg.json"});
    CHECK(ask("redis-subnet-network-security-group", documents).finding.status == Status::pass);
  }
}

TEST_CASE("seed 004: without the subnet's document the command that gets it is printed") {
  const Judged answer =
      ask("redis-subnet-network-security-group", {{"nsg-audit/subnet-missing/redis.json"}});
  const Finding& finding = answer.finding;
  CHECK(finding.status == Status::unknown);
  REQUIRE(finding.missing.size() == 1);
  CHECK(finding.missing[0].kind == Missing::Kind::resource);
  CHECK(finding.missing[0].what == subnet_id);
  CHECK(finding.missing[0].collect == "az network vnet subnet show --ids " + subnet_id);
}

TEST_CASE("seed 004: the selections of the guide work with the ids they are of") {
  struct Row {
    std::vector<Document> documents;
    Status status;
  };
  const Row rows[] = {
      {{{"nsg-audit/projections/subnet-id.json", cache_id},
        {"nsg-audit/projections/security-group.json", subnet_id}},
       Status::fail},
      {{{"nsg-audit/projections-attached/subnet-id.json", cache_id},
        {"nsg-audit/projections-attached/security-group.json", subnet_id}},
       Status::pass},
      {{{"nsg-audit/projection-not-injected/subnet-id.json", cache_id}}, Status::not_applicable},
      {{{"nsg-audit/projections/subnet-id.json", cache_id}}, Status::unknown},
      {{{"nsg-audit/envelopes/projections.json"}}, Status::fail},
  };
  for (const Row& row : rows) {
    CAPTURE(row.documents[0].path);
    const Judged answer = ask("redis-subnet-network-security-group", row.documents);
    CHECK(answer.finding.status == row.status);
    CHECK(answer.finding.resource->id.view() == cache_id);
  }
  const Judged answer = ask("redis-subnet-network-security-group",
                            {{"nsg-audit/projections/subnet-id.json", cache_id},
                             {"nsg-audit/projections/security-group.json", subnet_id}});
  CHECK(has_evidence(answer.finding, {.value = "null",
                                      .document = "nsg-audit/projections/security-group.json",
                                      .pointer = "/NetworkSecurityGroup",
                                      .line = 1,
                                      .column = 3}));
}

TEST_CASE("seed 004: without ids the selections are of nobody") {
  const Inventory inventory = inventory_text::read_path("tests/data/estates/nsg-audit/projections");
  CHECK(inventory.resources().empty());
  CHECK(inventory.has_errors());
  REQUIRE(inventory.diagnostics().size() == 2);
  for (const Diagnostic& each : inventory.diagnostics()) {
    CHECK(each.code == "unattributed");
    CHECK(each.message.find("--of") != std::string::npos);
    CHECK(each.line == 1);
  }
}
