#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cachewarden/cachewarden.hpp"

/// What templates cost: one of 3 MB with nested modules, a loop over many resources, and many small
/// ones in one call; expanded alone and judged.
namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

std::string document(const std::string& parameters, const std::string& resources,
                     const std::string& more = "") {
  return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/)"
         R"(deploymentTemplate.json#", "contentVersion": "1.0.0.0", "parameters": {)" +
         parameters + "}, " + more + R"("resources": [)" + resources + "]}";
}

constexpr const char* module_parameters =
    R"("name": {"type": "string"}, "location": {"type": "string", "defaultValue": "[resourceGroup().location]"},
       "tags": {"type": "object", "defaultValue": {}}, "sku": {"type": "string", "defaultValue": "Standard",
       "allowedValues": ["Basic", "Standard", "Premium"]}, "rules": {"type": "array", "defaultValue": []})";

/// A resource with the expressions that compiled modules have.
std::string cache(const std::string& name) {
  return R"({"type": "Microsoft.Cache/redis", "apiVersion": "2024-11-01", "name": ")" + name +
         R"(", "location": "[parameters('location')]",
    "tags": "[union(parameters('tags'), createObject('sku', parameters('sku')))]",
    "properties": {"sku": {"name": "[parameters('sku')]", "family": "[if(equals(parameters('sku'), 'Premium'), 'P', 'C')]",
      "capacity": 1}, "enableNonSslPort": false, "minimumTlsVersion": "1.2",
      "publicNetworkAccess": "[coalesce(tryGet(parameters('tags'), 'access'), if(empty(parameters('rules')), 'Disabled', 'Enabled'))]",
      "redisConfiguration": {"maxmemory-policy": "[toLower(format('{0}-{1}', 'volatile', 'LRU'))]",
        "aad-enabled": "[string(true())]"}}})";
}

/// A module that holds modules, `depth` levels of them, `width` in each.
std::string module_text(const std::string& name, int depth, int width) {
  std::string resources;
  if (depth == 0) {
    for (int i = 0; i < 6; ++i)
      resources +=
          (i == 0 ? "" : ", ") + cache("[format('{0}-" + std::to_string(i) +
                                       "-{1}', parameters('name'), "
                                       "uniqueString(resourceGroup().id, parameters('name')))]");
  }
  for (int i = 0; depth > 0 && i < width; ++i)
    resources +=
        (i == 0 ? "" : ", ") + module_text(name + "-" + std::to_string(i), depth - 1, width);
  return R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": ")" +
         name + R"(", "properties": {"expressionEvaluationOptions": {"scope": "inner"},
    "mode": "Incremental", "parameters": {"name": {"value": ")" +
         name + R"("}, "tags": {"value": {"module": ")" + name + R"("}}}, "template": )" +
         document(
             module_parameters, resources,
             R"("variables": {"names": "[map(range(0, 8), lambda('i', format('n{0}', lambdaVariables('i'))))]"}, )") +
         "}}";
}

/// About 3 MB: modules in modules in modules.
std::shared_ptr<const std::string> big_template() {
  std::string text = document(module_parameters, module_text("m", 3, 9));
  return std::make_shared<const std::string>(std::move(text));
}

std::shared_ptr<const std::string> loop_template(std::int64_t count) {
  std::string resource = cache("[format('cache-{0}', copyIndex())]");
  resource.insert(1, R"("copy": {"name": "caches", "count": )" + std::to_string(count) + "}, ");
  return std::make_shared<const std::string>(document(module_parameters, resource));
}

std::string expanded(const std::shared_ptr<const std::string>& text, std::uint32_t loop_count) {
  ExpandOptions options;
  options.indent = false;
  options.deployment.overrides = {{"name", "n"}};
  options.deployment.limits.loop_count = loop_count;
  return expand({.name = "main.json", .text = text}, options).value();
}

void expand_big(benchmark::State& state) {
  const auto text = big_template();
  std::size_t bytes = 0;
  for (auto _ : state)
    bytes = expanded(text, 800).size();
  if (bytes < text->size() / 2)
    state.SkipWithError("it was not expanded");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text->size()));
  state.counters["MB"] = static_cast<double>(text->size()) / 1e6;
}

void expand_loop(benchmark::State& state) {
  const auto text = loop_template(state.range(0));
  for (auto _ : state)
    benchmark::DoNotOptimize(expanded(text, 100'000).size());
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

/// Reads and judges. `state.range(1)`: every template leaves a parameter open, whose values are
/// tried.
void judge_many(benchmark::State& state) {
  std::vector<std::shared_ptr<const std::string>> texts;
  const bool is_open = state.range(1) != 0;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    std::string resource = cache("cache-" + std::to_string(i));
    const std::string closed = R"("enableNonSslPort": false)";
    if (is_open)
      resource.replace(resource.find(closed), closed.size(),
                       R"("enableNonSslPort": "[parameters('plain')]")");
    texts.push_back(std::make_shared<const std::string>(
        document(std::string(module_parameters) + R"(, "plain": {"type": "bool"})", resource)));
  }
  for (auto _ : state) {
    Reader reader;
    for (std::size_t i = 0; i < texts.size(); ++i)
      reader.add({.name = "template-" + std::to_string(i) + ".json", .text = texts[i]});
    const Assessment assessment = assess(std::make_shared<const Inventory>(reader.finish()));
    if (assessment.size() == 0)
      state.SkipWithError("nothing was judged");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(expand_big)->Unit(benchmark::kMillisecond);
BENCHMARK(expand_loop)
    ->RangeMultiplier(4)
    ->Range(250, 16000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);
BENCHMARK(judge_many)->Args({200, 0})->Args({200, 1})->Unit(benchmark::kMillisecond);

}  // namespace
