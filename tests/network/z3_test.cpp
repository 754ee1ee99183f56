// Compiled to nothing where the solver is not there.
#ifdef CACHEWARDEN_HAVE_Z3

#include <doctest/doctest.h>

#include <cstdint>

#include "cachewarden/network/contract.hpp"
#include "policies.hpp"
#include "z3_policy.hpp"

using namespace policies;

TEST_CASE("an SMT solver has the same answers") {
  unsigned met = 0;
  unsigned broken = 0;
  unsigned equal = 0;
  unsigned different = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Maker maker(seed);
    const Kind kind = seed % 3 == 0 ? Kind::real : seed % 3 == 1 ? Kind::dense : Kind::adversarial;
    const std::vector<Rule> rules = maker.rules(kind, 4 + static_cast<unsigned>(seed % 12));
    const Path group = path(list(rules));
    z3::context context;
    smt::Encoder encoder(context);
    const z3::expr allowed = encoder.allowed(rules);
    for (unsigned i = 0; i < 3; ++i) {
      Region region;
      region.protocols = ProtocolSet::with_ports();
      region.sources = AddressSet(Prefix(maker.address(), 8 + maker.below(17)));
      region.destinations = AddressSet(Prefix(maker.address(), 8 + maker.below(17)));
      region.destination_ports = {{6379, 6380}};
      for (const Demand demand : {Demand::allow, Demand::deny}) {
        z3::solver solver(context);
        solver.add(encoder.inside(region));
        solver.add(demand == Demand::deny ? allowed : !allowed);
        const z3::check_result result = solver.check();
        REQUIRE(result != z3::unknown);
        const Judgement judgement = judge(group, demand, region).value();
        REQUIRE((judgement.met == Truth::yes) == (result == z3::unsat));
        ++(result == z3::unsat ? met : broken);
        if (result == z3::sat) {
          const Packet packet = encoder.packet(solver.get_model());
          REQUIRE(region.contains(packet));
          REQUIRE(explain(group, packet).allowed == (demand == Demand::deny));
        }
      }
    }
    std::vector<Rule> changed = rules;
    changed[maker.below(static_cast<std::uint32_t>(rules.size()))].access = Access::deny;
    z3::solver solver(context);
    solver.add(encoder.allowed(changed) != allowed);
    Region everything;
    everything.sources = AddressSet::everything(AddressFamily::ipv4);
    solver.add(encoder.inside(everything));
    const z3::check_result result = solver.check();
    REQUIRE(result != z3::unknown);
    const Comparison comparison = compare(group, path(list(changed)), everything).value();
    REQUIRE(comparison.equivalent == (result == z3::unsat));
    ++(comparison.equivalent ? equal : different);
  }
  CHECK(met > 20);
  CHECK(broken > 20);
  CHECK(equal > 5);
  CHECK(different > 5);
}

#endif
