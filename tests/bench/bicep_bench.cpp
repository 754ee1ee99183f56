#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <string>

#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/cachewarden.hpp"
#include "cachewarden/readers/expand.hpp"

/// What Bicep costs: one large file, and many small ones with a module in one call.
namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

/// Parameters, a cache with a condition, a loop and a nested resource, and an output.
std::string declarations(std::size_t number) {
  const std::string n = std::to_string(number);
  return "@description('Tier of cache " + n + ", one of those that the service has.')\n" +
         "@allowed([\n  'Basic'\n  'Standard'\n  'Premium'\n])\nparam sku" + n +
         " string = 'Premium'\n" + "var name" + n + " = 'cache-" + n +
         "-${uniqueString(resourceGroup().id, '" + n + "')}'\n" + "resource cache" + n +
         " 'Microsoft.Cache/redis@2023-08-01' = if (sku" + n + " != 'Basic') {\n  name: name" + n +
         "\n  location: resourceGroup().location\n  properties: {\n    sku: {\n      name: sku" +
         n + "\n      family: sku" + n + " == 'Premium' ? 'P' : 'C'\n      capacity: 1\n    }\n" +
         "    enableNonSslPort: false\n    redisConfiguration: {\n      notes: [for i in range(0, "
         "3): 'n-${i}-${name" +
         n + "}']\n    }\n  }\n  resource office 'firewallRules' = {\n    name: 'office'\n    " +
         "properties: {\n      startIP: '203.0.113.1'\n      endIP: '203.0.113.1'\n    }\n  "
         "}\n}\n" +
         "output id" + n + " string = cache" + n + ".id\n\n";
}

std::shared_ptr<const std::string> source_of(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i)
    text += declarations(i);
  return std::make_shared<const std::string>(std::move(text));
}

void set_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void bicep_parse(benchmark::State& state) {
  const auto text = source_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    const bicep::File file = bicep::parse(*text);
    if (!file.errors.empty())
      state.SkipWithError("the source has errors");
    benchmark::DoNotOptimize(file.statements.size());
  }
  set_bytes(state, text->size());
}

void bicep_expand(benchmark::State& state) {
  const auto text = source_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    const Result<std::string> expanded = expand(Input{.name = "main.bicep", .text = text});
    if (!expanded)
      state.SkipWithError("the source cannot be expanded");
    benchmark::DoNotOptimize(expanded->size());
  }
  set_bytes(state, text->size());
}

/// Each file of its own, all with one module between them.
void bicep_files(benchmark::State& state) {
  const auto module = source_of(4000);
  const auto count = static_cast<std::size_t>(state.range(0));
  std::size_t resources = 0;
  for (auto _ : state) {
    Reader reader;
    reader.add({.name = "shared.bicep", .text = module});
    for (std::size_t i = 0; i < count; ++i) {
      const std::string own = "module shared 'shared.bicep' = {\n  scope: resourceGroup('g" +
                              std::to_string(i) + "')\n}\n" + declarations(i);
      reader.add({.name = "main" + std::to_string(i) + ".bicep",
                  .text = std::make_shared<const std::string>(own)});
    }
    const Inventory inventory = reader.finish();
    resources = inventory.resources().size();
    if (resources < count)
      state.SkipWithError("resources are missing");
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

BENCHMARK(bicep_parse)->Arg(1 << 20)->Unit(benchmark::kMillisecond);
BENCHMARK(bicep_expand)->Arg(1 << 20)->Unit(benchmark::kMillisecond);
BENCHMARK(bicep_files)->Arg(200)->Unit(benchmark::kMillisecond);

}  // namespace
