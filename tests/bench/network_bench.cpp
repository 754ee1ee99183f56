#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "../network/policies.hpp"
#include "cachewarden/network/certificate.hpp"
#include "cachewarden/network/contract.hpp"
#include "cachewarden/network/lint.hpp"
#ifdef CACHEWARDEN_HAVE_Z3
#include "../network/z3_policy.hpp"
#endif

// Arguments: the kind of policy (1 real, 2 dense, 3 adversarial) and how many rules.

namespace {

using namespace policies;

Region ipv4() {
  Region region;
  region.sources = AddressSet::everything(AddressFamily::ipv4);
  region.destinations = region.sources;
  return region;
}

// "Nothing but 10.0.0.0/9 may reach port 6380 of a /24."
Region contract() {
  Region region = ipv4();
  region.protocols = Protocol::tcp;
  region.sources = region.sources - AddressSet(Prefix::parse("10.0.0.0/9").value());
  region.destinations = AddressSet(Prefix::parse("10.1.2.0/24").value());
  region.destination_ports = {{6380, 6380}};
  return region;
}

struct Example {
  std::vector<Rule> rules;
  RuleList made;
  Path path;

  explicit Example(const benchmark::State& state, std::uint64_t seed = 7)
      : rules(Maker(seed).rules(static_cast<Kind>(state.range(0)),
                                static_cast<std::uint32_t>(state.range(1)))),
        made(list(rules)),
        path(policies::path(made)) {}

  // The same function said otherwise: what a rule says of two sources and more is said by two
  // rules.
  [[nodiscard]] std::vector<Rule> rewritten() const {
    std::vector<Rule> out;
    for (const Rule& rule : rules) {
      out.push_back(rule);
      out.back().priority = 2 * rule.priority;
      std::vector<AddressRange> ranges = rule.source.addresses.ranges();
      if (ranges.size() < 2)
        continue;
      const auto middle = ranges.begin() + static_cast<std::ptrdiff_t>(ranges.size() / 2);
      out.back().source.addresses = AddressSet(std::vector<AddressRange>(middle, ranges.end()));
      out.push_back(rule);
      out.back().priority = 2 * rule.priority + 1;
      out.back().source.addresses = AddressSet(std::vector<AddressRange>(ranges.begin(), middle));
    }
    return out;
  }

  // The rules with one of them turned round.
  [[nodiscard]] std::vector<Rule> changed() const {
    std::vector<Rule> out = rules;
    Rule& rule = out[out.size() / 2];
    rule.access = rule.access == Access::deny ? Access::allow : Access::deny;
    return out;
  }
};

void network_prepare(benchmark::State& state) {
  const Example example(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(list(example.rules));
  state.counters["prefixes"] = static_cast<double>(prefix_count(example.rules));
}

void network_diagram(benchmark::State& state) {
  const Example example(state);
  const Region region = ipv4();
  PacketSet::Size size;
  for (auto _ : state) {
    const auto set = decide(example.path, region);
    if (!set)
      return state.SkipWithError("past the limits");
    size = set->size();
  }
  state.counters["nodes"] = static_cast<double>(size.nodes);
  state.counters["edges"] = static_cast<double>(size.edges);
}

void network_shadowed_and_redundant(benchmark::State& state) {
  const Example example(state);
  const Region region = ipv4();
  for (auto _ : state)
    benchmark::DoNotOptimize(effects(example.made, region));
}

void network_contract_on_diagram(benchmark::State& state) {
  const Example example(state);
  const auto set = decide(example.path, ipv4());
  if (!set)
    return state.SkipWithError("past the limits");
  const Region asked = contract();
  for (auto _ : state)
    benchmark::DoNotOptimize(judge(*set, Demand::deny, asked).met);
}

void network_contract_alone(benchmark::State& state) {
  const Example example(state);
  const Region asked = contract();
  for (auto _ : state)
    benchmark::DoNotOptimize(judge(example.path, Demand::deny, asked));
}

void network_equivalent_groups(benchmark::State& state) {
  const Example example(state);
  const Path other = policies::path(list(example.rewritten()));
  const Region region = ipv4();
  for (auto _ : state)
    benchmark::DoNotOptimize(network::compare(example.path, other, region));
}

void network_different_groups(benchmark::State& state) {
  const Example example(state);
  const Path other = policies::path(list(example.changed()));
  const Region region = ipv4();
  for (auto _ : state)
    benchmark::DoNotOptimize(network::compare(example.path, other, region));
}

void network_two_layers(benchmark::State& state) {
  const Example first(state, 7);
  const Example second(state, 8);
  const Path path{.stages = {{.admin = std::nullopt, .groups = {first.made, second.made}}}};
  const Region region = ipv4();
  for (auto _ : state)
    benchmark::DoNotOptimize(decide(path, region));
}

void network_exact_sources(benchmark::State& state) {
  const Example example(state);
  Region asked = ipv4();
  asked.protocols = Protocol::tcp;
  asked.destinations = AddressSet(Prefix::parse("10.1.2.3").value());
  asked.destination_ports = {{6379, 6380}};
  for (auto _ : state)
    benchmark::DoNotOptimize(decide(example.path, asked).value().rows(Which::surely, asked));
}

void network_proof_and_check(benchmark::State& state) {
  const Example example(state);
  const Region asked = contract();
  for (auto _ : state) {
    const auto proof = certify({example.path}, asked);
    benchmark::DoNotOptimize(check({example.path}, proof.value()));
  }
}

void network_linear_scan(benchmark::State& state) {
  const Example example(state);
  Maker maker(3);
  for (auto _ : state) {
    const Packet packet{Protocol::tcp, maker.address(), maker.address(), 40000, 6380};
    benchmark::DoNotOptimize(explain(example.path, packet));
  }
}

void network_ask_diagram(benchmark::State& state) {
  const Example example(state);
  const auto set = decide(example.path, ipv4());
  if (!set)
    return state.SkipWithError("past the limits");
  Maker maker(3);
  for (auto _ : state) {
    const Packet packet{Protocol::tcp, maker.address(), maker.address(), 40000, 6380};
    benchmark::DoNotOptimize(set->contains(packet));
  }
}

#ifdef CACHEWARDEN_HAVE_Z3
// Encodes and solves. Taking a context down is slower than both and is left out of the time.
template <class Assert>
void solve(benchmark::State& state, const Assert& add_to) {
  for (auto _ : state) {
    auto context = std::make_unique<z3::context>();
    auto solver = std::make_unique<z3::solver>(*context, "QF_BV");
    auto encoder = std::make_unique<smt::Encoder>(*context);
    add_to(*solver, *encoder);
    benchmark::DoNotOptimize(solver->check());
    state.PauseTiming();
    encoder.reset();
    solver.reset();
    context.reset();
    state.ResumeTiming();
  }
}

void network_z3_contract(benchmark::State& state) {
  const Example example(state);
  solve(state, [&](z3::solver& solver, smt::Encoder& encoder) {
    solver.add(encoder.inside(contract()));
    solver.add(encoder.allowed(example.rules));
  });
}

void z3_groups(benchmark::State& state, const std::vector<Rule>& other) {
  const Example example(state);
  solve(state, [&](z3::solver& solver, smt::Encoder& encoder) {
    solver.add(encoder.allowed(example.rules) != encoder.allowed(other));
    solver.add(encoder.inside(ipv4()));
  });
}
void network_z3_equivalent_groups(benchmark::State& state) {
  z3_groups(state, Example(state).rewritten());
}
void network_z3_different_groups(benchmark::State& state) {
  z3_groups(state, Example(state).changed());
}
#endif

void sizes(benchmark::internal::Benchmark* of) {
  for (const int kind : {1, 2, 3})
    for (const int rules : {10, 40, 100, 1000})
      of->Args({kind, rules});
  of->Unit(benchmark::kMicrosecond);
}
void sizes_without_large_boxes(benchmark::internal::Benchmark* of) {
  for (const int kind : {1, 2, 3})
    for (const int rules : {10, 40, 100, 1000})
      if (kind != 3 || rules < 1000)
        of->Args({kind, rules});
  of->Unit(benchmark::kMicrosecond);
}

BENCHMARK(network_prepare)->Apply(sizes);
BENCHMARK(network_diagram)->Apply(sizes);
BENCHMARK(network_shadowed_and_redundant)->Apply(sizes_without_large_boxes);
BENCHMARK(network_contract_on_diagram)->Apply(sizes);
BENCHMARK(network_contract_alone)->Apply(sizes);
BENCHMARK(network_equivalent_groups)->Apply(sizes_without_large_boxes);
BENCHMARK(network_different_groups)->Apply(sizes_without_large_boxes);
BENCHMARK(network_two_layers)->Apply(sizes_without_large_boxes);
BENCHMARK(network_exact_sources)->Apply(sizes);
BENCHMARK(network_proof_and_check)->Apply(sizes);
BENCHMARK(network_linear_scan)->Apply(sizes);
BENCHMARK(network_ask_diagram)->Apply(sizes);
#ifdef CACHEWARDEN_HAVE_Z3
BENCHMARK(network_z3_contract)->Apply(sizes_without_large_boxes);
BENCHMARK(network_z3_equivalent_groups)->Apply(sizes_without_large_boxes);
BENCHMARK(network_z3_different_groups)->Apply(sizes_without_large_boxes);
#endif

}  // namespace
