#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "cachewarden/rules/catalog.hpp"
#include "cachewarden/views/disagreement.hpp"
#include "views/support.hpp"

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)

namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> words(std::string_view list) {
  std::vector<std::string> result;
  while (!list.empty()) {
    const std::size_t blank = list.find(' ');
    result.emplace_back(list.substr(0, blank));
    list = blank == std::string_view::npos ? std::string_view{} : list.substr(blank + 1);
  }
  return result;
}

std::vector<Comparison> compared(const Documents& documents, bool all) {
  const auto inventory = read_all(documents);
  const ViewAssessment views(inventory, {.views = select_views({}).value()});
  return compare(assess(inventory), views, all);
}

/// The comparison in which a check and a rule of ours have a voice, on the resource of that name.
const Comparison* joined(const std::vector<Comparison>& all, std::string_view resource,
                         std::string_view rule, std::string_view check) {
  const auto has = [](const Comparison& each, std::string_view voice) {
    return std::any_of(each.voices.begin(), each.voices.end(),
                       [&](const Comparison::Voice& other) { return other.check == voice; });
  };
  const auto found = std::find_if(all.begin(), all.end(), [&](const Comparison& each) {
    return each.name == resource && has(each, rule) && has(each, check);
  });
  return found == all.end() ? nullptr : &*found;
}

constexpr const char* network = R"([{"name": "net", "type": "Microsoft.Network/virtualNetworks",
  "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net",
  "location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
    "subnets": [
      {"name": "AzureBastionSubnet", "properties": {"addressPrefix": "10.0.1.0/26"},
       "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/AzureBastionSubnet"},
      {"name": "apps", "properties": {"addressPrefix": "10.0.2.0/24",
         "networkSecurityGroup": {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/g"}},
       "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/apps"}]}}])";

}  // namespace

TEST_CASE("disagreements are numbered, and name rules that there are") {
  std::uint8_t last = 0;
  for (const Disagreement& each : disagreements()) {
    CAPTURE(each.about);
    CHECK(each.number == last + 1);
    last = each.number;
    CHECK(!each.sentence.empty());
    for (const std::string& rule : words(each.rules)) {
      CAPTURE(rule);
      CHECK(find_rule(rule) != nullptr);
    }
  }
  CHECK(last >= 36);
}

TEST_CASE("a disagreement shows where a resource gives the ground for it, and not elsewhere") {
  std::ifstream file(CACHEWARDEN_SOURCE_DIR "/tests/data/views/disagreements.json");
  std::map<std::uint8_t, std::set<bool>> seen;
  for (const auto& row : Json::parse(file)) {
    const std::string text = row.dump();
    CAPTURE(text);
    Json resource = row["resource"];
    Documents documents{{"d.json", Json::array({resource}).dump()}};
    if (row.contains("plan"))
      documents = {{"plan.json", row["plan"].dump()}};
    const auto inventory = read_all(documents);
    const ViewEstate estate(inventory);
    REQUIRE(!estate.resources().empty());
    const auto number = row["number"].get<std::uint8_t>();
    const Disagreement& row_of = disagreements()[number - std::size_t{1}];
    const std::vector<const Disagreement*> found =
        disagreements_on(words(row_of.rules).front(), estate, estate.resources().front());
    const bool is_shown = std::find(found.begin(), found.end(), &row_of) != found.end();
    CHECK(is_shown == row["shown"].get<bool>());
    seen[number].insert(is_shown);
  }
  for (const Disagreement& each : disagreements()) {
    CAPTURE(each.number);
    CHECK(seen[each.number].size() == (each.is_shown == nullptr ? 0U : 2U));
  }
}

TEST_CASE("what a tool asks of a network is set beside what we ask of its subnets") {
  const std::vector<Comparison> all = compared({{"net.json", network}}, true);
  const Comparison* const found =
      joined(all, "net", "network-subnet-security-group", "Azure.VNET.UseNSGs");
  REQUIRE(found != nullptr);
  CHECK(found->voices.front().authority == "cachewarden");
  CHECK(found->why.size() == 1);
  for (const Comparison::Voice& voice : found->voices) {
    if (voice.authority == "psrule")
      CHECK(voice.verdict == "fail");
  }
}

TEST_CASE("where answers differ, the sentence that explains it stands beside them") {
  const std::vector<Comparison> differing = compared(
      {{"a.json", R"([{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c",
        "name": "c", "type": "Microsoft.Cache/redis", "location": "westeurope",
        "properties": {"enableNonSslPort": false, "sku": {"name": "Basic", "family": "C",
        "capacity": 1}}}])"}},
      false);
  const Comparison* const access = joined(differing, "c", "redis-public-network-access-disabled",
                                          "Azure.Redis.PublicNetworkAccess");
  REQUIRE(access != nullptr);
  CHECK(access->disagrees);
  REQUIRE(access->why.size() == 1);
  CHECK(access->why[0].starts_with("public network access is not set: PSRule, Checkov"));
  const Comparison* const tls = joined(differing, "c", "redis-minimum-tls", "Azure.Redis.MinTLS");
  REQUIRE(tls != nullptr);
  CHECK(tls->why.size() == 1);
  CHECK(joined(differing, "c", "redis-tls-only", "Azure.Redis.NonSslPort") == nullptr);
}
