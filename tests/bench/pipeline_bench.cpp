#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "cachewarden/cachewarden.hpp"

/// What an estate costs: read, assess, render, each alone and as shares of the whole. The estate is
/// made up, the same on every machine.
namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

/// Numbers without pattern; the same sequence everywhere.
class Chance {
 public:
  [[nodiscard]] bool one_in(std::uint32_t count) { return next() % count == 0; }
  [[nodiscard]] std::uint32_t below(std::uint32_t count) { return next() % count; }

 private:
  std::uint32_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    return state_ ^= state_ << 5U;
  }
  std::uint32_t state_ = 2463534242U;
};

std::string group_id(std::size_t number) {
  constexpr std::size_t groups = 40;
  const std::string subscription = std::to_string(10000000 + number % 7);
  return "/subscriptions/" + subscription + "-0000-0000-0000-000000000000/resourceGroups/rg-" +
         std::to_string(number % groups) + "/providers/";
}

std::string resource(const std::string& id, const std::string& type, const std::string& properties,
                     const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "name": ")" + id.substr(id.rfind('/') + 1) + R"(", "type": ")" +
         type +
         R"(", "location": "westeurope", "tags": {"team": "shop", "stage": "production"}, )" +
         more + R"("properties": {"provisioningState": "Succeeded", )" + properties + "}}";
}

/// An Azure Cache for Redis; every third one is injected into a subnet of its own with a group.
void add_classic(std::string& text, std::size_t number, Chance& chance) {
  const std::string base = group_id(number);
  const std::string name = std::to_string(number);
  const std::string subnet =
      base + "Microsoft.Network/virtualNetworks/vnet-" + name + "/subnets/cache";
  const bool is_injected = number % 3 == 0;
  std::string properties = R"("sku": {"name": "Premium", "family": "P", "capacity": 1}, )";
  properties +=
      chance.one_in(9) ? R"("enableNonSslPort": true, )" : R"("enableNonSslPort": false, )";
  if (!chance.one_in(10))
    properties += R"("minimumTlsVersion": "1.2", )";
  properties += chance.one_in(4) ? R"("publicNetworkAccess": "Enabled", )"
                                 : R"("publicNetworkAccess": "Disabled", )";
  if (is_injected)
    properties += R"("subnetId": ")" + subnet + R"(", )";
  properties +=
      R"("hostName": "c.redis.cache.windows.net", "port": 6379, "sslPort": 6380, )"
      R"("redisVersion": "6.0", "updateChannel": "Stable", )"
      R"("disableAccessKeyAuthentication": true, "privateEndpointConnections": [], )"
      R"("redisConfiguration": {"aad-enabled": "true", "maxmemory-policy": "volatile-lru", )"
      R"("maxclients": "7500", "maxmemory-reserved": "642"})";
  text += resource(base + "Microsoft.Cache/Redis/cache-" + name, "Microsoft.Cache/Redis",
                   properties, R"("zones": ["1", "2"], )") +
          ",\n";
  if (!is_injected)
    return;
  const std::string group = base + "Microsoft.Network/networkSecurityGroups/nsg-" + name;
  const bool is_bare = chance.one_in(5);
  text += resource(subnet, "Microsoft.Network/virtualNetworks/subnets",
                   R"("addressPrefix": "10.20.4.0/27", "networkSecurityGroup": )" +
                       (is_bare ? "null" : R"({"id": ")" + group + R"("})")) +
          ",\n";
  std::string rules;
  for (int i = 0; i < 6; ++i) {
    rules += (i == 0 ? "" : ", ") + std::string(R"({"name": "rule-)") + std::to_string(i) +
             R"(", "properties": {"direction": "Inbound", "access": "Allow", "priority": )" +
             std::to_string(100 + 10 * i) + R"(, "protocol": "Tcp", "sourceAddressPrefix": "10.)" +
             std::to_string(chance.below(250)) +
             R"(.0.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", )"
             R"("destinationPortRange": "6380"}})";
  }
  text += resource(group, "Microsoft.Network/networkSecurityGroups",
                   R"("securityRules": [)" + rules + "]") +
          ",\n";
}

/// An Azure Managed Redis with its database.
void add_managed(std::string& text, std::size_t number, Chance& chance) {
  const std::string base = group_id(number);
  const std::string id = base + "Microsoft.Cache/redisEnterprise/managed-" + std::to_string(number);
  text +=
      resource(id, "Microsoft.Cache/redisEnterprise",
               std::string(R"("minimumTlsVersion": "1.2", "highAvailability": "Enabled", )") +
                   R"("redundancyMode": ")" + (chance.one_in(5) ? "LR" : "ZR") +
                   R"(", "publicNetworkAccess": ")" + (chance.one_in(4) ? "Enabled" : "Disabled") +
                   R"(", "privateEndpointConnections": [])",
               R"("sku": {"name": "Balanced_B10"}, )") +
      ",\n";
  text += resource(id + "/databases/default", "Microsoft.Cache/redisEnterprise/databases",
                   std::string(R"("clientProtocol": ")") +
                       (chance.one_in(9) ? "Plaintext" : "Encrypted") +
                       R"(", "clusteringPolicy": "OSSCluster", "evictionPolicy": "NoEviction", )"
                       R"("port": 10000, "accessKeysAuthentication": "Disabled")") +
          ",\n";
}

std::shared_ptr<const std::string> estate(std::size_t caches) {
  Chance chance;
  std::string text = "[";
  for (std::size_t i = 0; i < caches; ++i) {
    if (i % 2 == 0)
      add_managed(text, i, chance);
    else
      add_classic(text, i, chance);
  }
  text.replace(text.size() - 2, 1, "]");
  return std::make_shared<const std::string>(std::move(text));
}

std::shared_ptr<const Inventory> read_estate(const std::shared_ptr<const std::string>& text) {
  Reader reader;
  reader.add({.name = "estate.json", .text = text});
  return std::make_shared<const Inventory>(reader.finish());
}

std::size_t caches_of(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

void set_rates(benchmark::State& state, std::size_t items, std::size_t bytes) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
  if (bytes != 0)
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.SetComplexityN(state.range(0));
}

/// Items are resources, bytes those of the document.
void read_stage(benchmark::State& state) {
  const std::shared_ptr<const std::string> text = estate(caches_of(state));
  std::size_t resources = 0;
  for (auto _ : state) {
    const std::shared_ptr<const Inventory> inventory = read_estate(text);
    resources = inventory->resources().size();
    if (inventory->has_errors())
      state.SkipWithError("the estate has errors");
  }
  set_rates(state, resources, text->size());
}

/// Items are findings.
void assess_stage(benchmark::State& state) {
  const std::shared_ptr<const Inventory> inventory = read_estate(estate(caches_of(state)));
  std::size_t findings = 0;
  for (auto _ : state) {
    const Assessment assessment = assess(inventory);
    findings = assessment.size();
    benchmark::DoNotOptimize(assessment.counts());
  }
  if (findings == 0)
    state.SkipWithError("nothing was judged");
  set_rates(state, findings, 0);
}

/// Items are findings that are listed, bytes those of the report.
void render_stage(benchmark::State& state, const char* format, const ReportOptions& options) {
  const Assessment assessment = assess(read_estate(estate(caches_of(state))));
  std::size_t listed = 0;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    listed += options.shows(item.status, item.rule->severity) ? 1 : 0;
  }
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = 0;
    render(assessment, format, options,
           [&bytes](std::string_view piece) { bytes += piece.size(); });
  }
  set_rates(state, listed, bytes);
}

/// All rules and all views on an estate in memory. Items are resources.
void rules_and_views(benchmark::State& state) {
  const std::shared_ptr<const Inventory> inventory = read_estate(estate(caches_of(state)));
  const ViewOptions options{.views = {views_catalog().begin(), views_catalog().end()}};
  std::size_t answers = 0;
  for (auto _ : state) {
    const Assessment ours = assess(inventory);
    const ViewAssessment theirs(inventory, options);
    answers = ours.size() + theirs.items().size();
  }
  state.counters["resources"] = static_cast<double>(inventory->resources().size());
  state.counters["answers"] = static_cast<double>(answers);
  set_rates(state, inventory->resources().size(), 0);
}

/// All of it, and the share of each stage in the time.
void pipeline(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const std::shared_ptr<const std::string> text = estate(caches_of(state));
  std::array<Clock::duration, 3> spent{};
  std::size_t findings = 0;
  for (auto _ : state) {
    const Clock::time_point start = Clock::now();
    const std::shared_ptr<const Inventory> inventory = read_estate(text);
    const Clock::time_point has_read = Clock::now();
    const Assessment assessment = assess(inventory);
    const Clock::time_point has_assessed = Clock::now();
    benchmark::DoNotOptimize(render(assessment, "json").size());
    spent[0] += has_read - start;
    spent[1] += has_assessed - has_read;
    spent[2] += Clock::now() - has_assessed;
    findings = assessment.size();
  }
  const double all = static_cast<double>((spent[0] + spent[1] + spent[2]).count());
  state.counters["read"] = static_cast<double>(spent[0].count()) / all;
  state.counters["assess"] = static_cast<double>(spent[1].count()) / all;
  state.counters["render"] = static_cast<double>(spent[2].count()) / all;
  set_rates(state, findings, text->size());
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->RangeMultiplier(10)->Range(100, 10000)->Unit(benchmark::kMillisecond)->Complexity();
}

constexpr std::int64_t a_thousand_resources = 546;  ///< in caches
constexpr ReportOptions everything{.show_pass = true, .show_not_applicable = true};

BENCHMARK(read_stage)->Apply(sizes);
BENCHMARK(assess_stage)->Apply(sizes);
BENCHMARK_CAPTURE(render_stage, text, "text", ReportOptions{})->Apply(sizes);
BENCHMARK_CAPTURE(render_stage, json, "json", ReportOptions{})->Apply(sizes);
BENCHMARK_CAPTURE(render_stage, ndjson_of_everything, "ndjson", everything)->Apply(sizes);
BENCHMARK(rules_and_views)->Arg(a_thousand_resources)->Unit(benchmark::kMillisecond);
BENCHMARK(pipeline)->Apply(sizes);

}  // namespace
