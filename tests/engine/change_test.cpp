#include "cachewarden/engine/change.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "cachewarden/readers/reader.hpp"
#include "cachewarden/reports/report.hpp"

namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)
using Json = nlohmann::json;

std::string file_text(const std::string& name) {
  std::ifstream file(std::string(CACHEWARDEN_SOURCE_DIR) + "/tests/data/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A change with both sides judged by one rule, or by all.
class Judged {
 public:
  explicit Judged(const std::vector<std::string>& texts, const char* rule = "redis-tls-only") {
    Reader reader;
    int number = 0;
    for (const std::string& text : texts)
      reader.add({.name = "document " + std::to_string(++number),
                  .text = std::make_shared<const std::string>(text)});
    Change change = reader.finish_change();
    const Rule* const rules[] = {rule == nullptr ? nullptr : find_rule(rule)};
    const AssessOptions options{.rules = rule == nullptr ? catalog() : std::span(rules)};
    before_ = assess(std::make_shared<const Inventory>(std::move(change.before)), options);
    after_ = assess(std::make_shared<const Inventory>(std::move(change.after)), options);
    review_ = std::make_unique<ChangeReview>(before_, after_, change.removed);
  }

  [[nodiscard]] const ChangeReview& review() const { return *review_; }
  /// `new orders fail` and so on.
  [[nodiscard]] std::set<std::string> all() const {
    std::set<std::string> result;
    for (std::size_t i = 0; i < after_.size(); ++i)
      add(result, review_->effect(i), after_, i);
    for (std::size_t i = 0; i < before_.size(); ++i)
      add(result, review_->effect_before(i), before_, i);
    return result;
  }
  [[nodiscard]] const Assessment& after() const { return after_; }

 private:
  static void add(std::set<std::string>& to, Effect effect, const Assessment& of, std::size_t i) {
    if (effect == Effect::none)
      return;
    const Assessment::Item item = of.item(i);
    to.insert(std::string(name(effect)) + " " +
              std::string(of.inventory().resource(item.resource).name()) + " " +
              std::string(name(item.status)));
  }

  Assessment before_;
  Assessment after_;
  std::unique_ptr<ChangeReview> review_;
};

using Texts = std::set<std::string>;

std::string cache(const std::string& name, const std::string& properties) {
  return R"({"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/)" + name +
         R"(", "type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": ")" + name +
         R"(", "properties": {)" + properties + "}}";
}

std::string change_of(const std::string& type, const std::string& before,
                      const std::string& after) {
  return R"({"resourceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c", )"
         R"("changeType": ")" +
         type + R"(", "before": )" + before + R"(, "after": )" + after + "}";
}

const std::string open_port = R"("enableNonSslPort": true)";
const std::string closed_port = R"("enableNonSslPort": false)";

}  // namespace

TEST_CASE("what a change brings, resolves and keeps") {
  const Judged judged({file_text("what_if.json")});
  CHECK(judged.all() ==
        Texts{"new orders fail", "new basket fail", "resolved old fail", "kept legacy fail"});
  CHECK(judged.review().counts(Effect::introduced).fail == 2);
  CHECK(judged.review().counts(Effect::resolved).fail == 1);
  CHECK(judged.review().counts(Effect::kept).fail == 1);
}

TEST_CASE("the answer of the REST interface is the same") {
  Json answer{{"status", "Succeeded"}, {"properties", Json::parse(file_text("what_if.json"))}};
  answer["properties"].erase("status");
  CHECK(Judged({answer.dump()}).all() == Judged({file_text("what_if.json")}).all());
}

TEST_CASE("an effect follows from both sides") {
  const std::string secret = R"("enableNonSslPort": "***")";
  struct Row {
    const char* type;
    std::string before, after;
    Texts expected;
  };
  const std::string none = "null";
  const auto c = [](const std::string& properties) { return cache("c", properties); };
  const Row rows[] = {
      {"Create", none, c(open_port), {"new c fail"}},
      {"Create", none, c(closed_port), {}},
      {"Modify", c(closed_port), c(open_port), {"new c fail"}},
      {"Modify", c(open_port), c(closed_port), {"resolved c fail"}},
      {"Modify", c(open_port), c(open_port), {"kept c fail"}},
      {"Modify", c(closed_port), c(closed_port), {}},
      {"Modify", c(secret), c(open_port), {"new c fail"}},
      {"Modify", c(open_port), c(secret), {"kept c unknown"}},
      {"Modify", c(closed_port), c(secret), {"new c unknown"}},
      {"Modify", c(secret), c(secret), {"kept c unknown"}},
      {"Modify", c(secret), c(closed_port), {"resolved c unknown"}},
      {"Delete", c(open_port), none, {"resolved c fail"}},
      {"Delete", c(closed_port), none, {}},
      {"NoChange", c(open_port), none, {"kept c fail"}},
      {"Ignore", none, c(open_port), {"kept c fail"}},
      {"Deploy", c(open_port), c(closed_port), {"resolved c fail"}},
      {"Unsupported", c(open_port), none, {"kept c fail"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.before);
    CAPTURE(row.after);
    const Judged judged({R"({"status": "Succeeded", "changes": [)" +
                         change_of(row.type, row.before, row.after) + "]}"});
    CHECK(judged.all() == row.expected);
  }
}

TEST_CASE("children of what is there already are unknown, of what is made there are none") {
  const auto status = [](const std::string& change) {
    const Judged judged({R"({"changes": [)" + change + "]}"}, "redis-firewall-rules");
    REQUIRE(judged.after().size() == 1);
    return judged.after().status(0);
  };
  const std::string all = R"("publicNetworkAccess": "Enabled")";
  CHECK(status(change_of("Create", "null", cache("c", all))) != Status::unknown);
  CHECK(status(change_of("Modify", cache("c", all), cache("c", all))) == Status::unknown);
}

TEST_CASE("live answers beside a template are a change as well") {
  const std::string live =
      R"({"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c",
          "type": "Microsoft.Cache/redis", "name": "c", "properties": {"provisioningState": "Succeeded",
          "enableNonSslPort": true}})";
  const std::string other =
      cache("other", R"("provisioningState": "Succeeded", "enableNonSslPort": true)");
  const std::string planned = R"({
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0", "resources": [{"type": "Microsoft.Cache/redis",
      "apiVersion": "2024-11-01", "name": "c", "properties": {"enableNonSslPort": false}}]})";
  ReadOptions options;
  options.deployment.scope.subscription_id = "s";
  options.deployment.scope.resource_group = "g";
  Reader reader(options);
  for (const std::string& text : {live, other, planned})
    reader.add({.name = "input", .text = std::make_shared<const std::string>(text)});
  Change change = reader.finish_change();
  const Rule* const rules[] = {find_rule("redis-tls-only")};
  const AssessOptions asked{.rules = rules};
  const Assessment before =
      assess(std::make_shared<const Inventory>(std::move(change.before)), asked);
  const Assessment after =
      assess(std::make_shared<const Inventory>(std::move(change.after)), asked);
  const ChangeReview review(before, after, change.removed);
  CHECK(review.counts(Effect::introduced).total() == 0);
  CHECK(review.counts(Effect::resolved).fail == 1);
  CHECK(review.counts(Effect::kept).fail == 1);
}

TEST_CASE("a plan of Terraform shows what it starts from") {
  const auto plan = [](bool before, bool after, const char* action) {
    const auto values = [](bool is_open) {
      return Json{{"id", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c"},
                  {"name", "c"},
                  {"resource_group_name", "g"},
                  {"non_ssl_port_enabled", is_open}};
    };
    Json resource{{"address", "azurerm_redis_cache.c"},
                  {"mode", "managed"},
                  {"type", "azurerm_redis_cache"},
                  {"name", "c"}};
    Json changed = resource;
    resource["values"] = values(before);
    const bool is_gone = action == std::string("delete");
    changed["change"] = {{"actions", Json::array({action})},
                         {"before", values(before)},
                         {"after", is_gone ? Json() : values(after)}};
    const Json state{{"format_version", "1.0"},
                     {"values", {{"root_module", {{"resources", Json::array({resource})}}}}}};
    return Json{{"format_version", "1.2"},
                {"terraform_version", "1.9.0"},
                {"prior_state", state},
                {"resource_changes", Json::array({changed})}}
        .dump();
  };
  CHECK(Judged({plan(false, true, "update")}).all() == Texts{"new c fail"});
  CHECK(Judged({plan(true, false, "update")}).all() == Texts{"resolved c fail"});
  CHECK(Judged({plan(true, true, "no-op")}).all() == Texts{"kept c fail"});
  CHECK(Judged({plan(true, true, "delete")}).all() == Texts{"resolved c fail"});
}

TEST_CASE("what is not predicted is said") {
  Reader reader;
  reader.add({.name = "what-if",
              .text = std::make_shared<const std::string>(R"({"status": "Succeeded", "changes": [
    {"resourceId": "[reference('x').id]", "changeType": "Unsupported", "unsupportedReason": "it cannot be"},
    {"resourceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/a", "changeType": "Deploy"}],
    "diagnostics": [{"level": "Warning", "code": "NestedDeploymentShortCircuited", "message": "not expanded"}],
    "potentialChanges": [{"resourceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/p",
      "changeType": "Create", "after": {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/p",
      "type": "Microsoft.Cache/redis", "name": "p", "properties": {}}}]})")});
  const Inventory inventory = reader.finish();
  std::multiset<std::string> codes;
  for (const Diagnostic& each : inventory.diagnostics())
    codes.insert(each.code);
  CHECK(codes ==
        std::multiset<std::string>{"not-predicted", "not-predicted", "potential", "what-if"});
  CHECK(!inventory.has_errors());
  const std::string group = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/";
  CHECK(inventory.find(group + "p", Intent::planned) != nullptr);
  CHECK(inventory.find(group + "a", Intent::planned) == nullptr);
}

TEST_CASE("a prediction that failed is an error") {
  Reader reader;
  reader.add(
      {.name = "what-if",
       .text = std::make_shared<const std::string>(
           R"({"status": "Failed", "changes": [], "error": {"code": "InvalidTemplate", "message": "no"}})")});
  CHECK(reader.finish().has_errors());
}

TEST_CASE("reports tell the effects") {
  const Judged judged({file_text("what_if.json")});
  const ReportOptions options{.change = &judged.review()};
  const Json report = Json::parse(render(judged.after(), "json", options));
  CHECK(report["summary"]["change"] == Json::parse(R"({"new": {"fail": 2, "unknown": 0},
    "kept": {"fail": 1, "unknown": 0}, "resolved": {"fail": 1, "unknown": 0}})"));
  std::multiset<std::string> effects;
  for (const Json& finding : report["findings"])
    effects.insert(finding["resource"]["name"].get<std::string>() + " " +
                   finding["change"].get<std::string>());
  CHECK(effects ==
        std::multiset<std::string>{"basket new", "legacy kept", "old resolved", "orders new"});

  std::multiset<std::string> states;
  const Json sarif = Json::parse(render(judged.after(), "sarif", options));
  for (const Json& result : sarif["runs"][0]["results"])
    states.insert(result["baselineState"].get<std::string>());
  CHECK(states == std::multiset<std::string>{"absent", "new", "new", "unchanged"});

  const std::string text = render(judged.after(), "text", options);
  const std::size_t fresh = text.find("New with the change: 2 fail");
  const std::size_t resolved = text.find("Resolved by the change: 1 fail");
  const std::size_t kept = text.find("Kept: 1 fail");
  REQUIRE(fresh != std::string::npos);
  REQUIRE(resolved != std::string::npos);
  REQUIRE(kept != std::string::npos);
  CHECK(text.find("\nbasket") > fresh);
  CHECK(text.find("\norders") < resolved);
  CHECK(text.find("\nold") > resolved);
  CHECK(text.find("\nlegacy") > kept);
  CHECK(text.find("The change brings 2 failed and 0 unknown") != std::string::npos);

  const Json plain = Json::parse(render(judged.after(), "json"));
  CHECK(!plain["summary"].contains("change"));
  CHECK(!plain["findings"][0].contains("change"));
}

TEST_CASE("of a change what is new is listed before what it keeps and resolves") {
  const Judged judged({file_text("what_if.json")});
  const char* const order[] = {"new", "new", "kept", "resolved"};
  for (std::size_t top = 1; top <= 4; ++top) {
    CAPTURE(top);
    const ReportOptions options{.top = top, .change = &judged.review()};
    const Json report = Json::parse(render(judged.after(), "json", options));
    std::multiset<std::string> effects;
    for (const Json& finding : report["findings"])
      effects.insert(finding["change"].get<std::string>());
    CHECK(effects == std::multiset<std::string>(order, order + top));
    CHECK(report["summary"].value("not_listed", std::size_t{0}) == 4 - top);
    const std::string text = render(judged.after(), "text", options);
    CHECK((text.find("\nlegacy") != std::string::npos) == (top >= 3));
    CHECK((text.find("\nold") != std::string::npos) == (top == 4));
    CHECK((text.find(" not listed") != std::string::npos) == (top < 4));
  }
  const ReportOptions none{.summary = true, .change = &judged.review()};
  const std::string text = render(judged.after(), "text", none);
  CHECK(text.find("\n4 findings not listed\n") != std::string::npos);
  CHECK(text.find("New with the change: 2 fail") != std::string::npos);
  CHECK(text.find("FAIL") == std::string::npos);
}
