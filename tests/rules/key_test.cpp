#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "cachewarden/cachewarden.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

// What depends on the day of judgement, which examples of rules have none of.

namespace {

std::string cluster(const std::string& version) {
  return R"({"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/c",
    "type": "Microsoft.Cache/redisEnterprise", "location": "westeurope",
    "sku": {"name": "Balanced_B10"}, "properties": {"provisioningState": "Succeeded", "encryption": {
    "customerManagedKeyEncryption": {"keyEncryptionKeyUrl":
      "https://basket.vault.azure.net/keys/disk)" +
         (version.empty() ? "" : "/" + version) + R"("}}}})";
}

std::string key(const std::string& attributes) {
  return R"({"id": "/subscriptions/s/resourceGroups/k/providers/Microsoft.KeyVault/vaults/Basket/keys/disk",
    "type": "Microsoft.KeyVault/vaults/keys", "properties": {"kty": "RSA-HSM", "attributes": {)" +
         attributes + R"(}, "keyUriWithVersion": "https://basket.vault.azure.net/keys/disk/v2"}})";
}

struct Judged {
  Status status;
  std::string message;
};

Judged judged(std::string_view rule, const std::string& documents, std::string_view as_of,
              std::uint32_t days = 0) {
  const Rule* const rules[] = {find_rule(rule)};
  REQUIRE(rules[0] != nullptr);
  const Facts facts = built_in_facts();
  Reader reader;
  reader.add({.name = "d", .text = std::make_shared<const std::string>(documents)});
  const Assessment assessment =
      assess(std::make_shared<const Inventory>(reader.finish(&facts)),
             {.rules = rules, .settings = {.key_rotation_days = days}, .as_of = parse_date(as_of)});
  REQUIRE(assessment.size() == 1);
  return {assessment.status(0), Explainer(assessment).finding(0).message};
}

}  // namespace

TEST_CASE("a key is usable until the day on which it expires") {
  constexpr const char* rule = "managed-redis-disk-key-usable";
  struct {
    const char* expires;
    const char* as_of;
    Status status;
  } const table[] = {
      // 2027-01-01
      {R"("exp": 1798761600)", "2026-12-31", Status::pass},
      {R"("exp": 1798761600)", "2027-01-01", Status::fail},
      {R"("expires": "2027-01-01T00:00:00+00:00")", "2026-12-31", Status::pass},
      {R"("expires": "2027-01-01T00:00:00+00:00")", "2027-02-01", Status::fail},
      {R"("exp": "1798761600")", "2026-12-31", Status::pass},
      {R"("exp": null)", "2026-12-31", Status::pass},
      {R"("exp": "soon")", "2026-12-31", Status::unknown},
      {R"("exp": -1)", "2026-12-31", Status::unknown},
      {R"("exp": 99999999999999)", "2026-12-31", Status::unknown},
      {R"("exp": "***")", "2026-12-31", Status::unknown},
      // Without a date of judgement only what is over for certain is told.
      {R"("exp": 1577836800)", "", Status::fail},
      {R"("exp": 1893456000)", "", Status::unknown},
  };
  for (const auto& row : table) {
    CAPTURE(row.expires);
    CAPTURE(row.as_of);
    CHECK(judged(rule, cluster("v2") + key(row.expires), row.as_of).status == row.status);
  }
}

TEST_CASE("the version of a key that a cache uses is current and young enough") {
  constexpr const char* rule = "managed-redis-disk-key-rotated";
  // 2026-01-01
  const std::string made = key(R"("created": 1767225600)");
  CHECK(judged(rule, cluster("v2") + made, "2026-04-01").status == Status::not_applicable);
  CHECK(judged(rule, cluster("v2") + made, "2026-04-01", 90).status == Status::pass);
  CHECK(judged(rule, cluster("v2") + made, "2026-04-02", 90).status == Status::fail);
  CHECK(judged(rule, cluster("") + made, "2026-04-01", 90).status == Status::pass);
  CHECK(judged(rule, cluster("v1") + made, "2026-04-01", 90).status == Status::fail);
  CHECK(judged(rule, cluster("v2") + key(""), "2026-04-01", 90).status == Status::unknown);
  // The facts are not before their own day: what was too old then is too old.
  CHECK(judged(rule, cluster("v2") + made, "", 90).status == Status::fail);
  CHECK(judged(rule, cluster("v2") + made, "", 3650).status == Status::unknown);
}

TEST_CASE("a key of another vault is not the key") {
  std::string other = key(R"("enabled": false)");
  CHECK(judged("managed-redis-disk-key-usable", cluster("v2") + other, "").status == Status::fail);
  other.replace(other.find("Basket"), 6, "Bucket");
  const Judged missing = judged("managed-redis-disk-key-usable", cluster("v2") + other, "");
  CHECK(missing.status == Status::unknown);
  CHECK(missing.message == "the key of a key vault was not collected");
}
