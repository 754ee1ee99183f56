#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <string>

#include "oracle.hpp"

using namespace oracle;

namespace {

struct Example {
  Path path;
  Certificate certificate;
  PacketSet set;
};

// A path with unknown sets, ties and port tests, and its certificate.
Example example(std::uint64_t seed) {
  Shape shape = shapes()[seed % shapes().size()];
  shape.sources = 5;
  shape.destinations = 3;
  shape.ports = 3;
  shape.sets = 2;
  shape.conditions = 1;
  shape.has_ties = true;
  shape.has_portless = true;
  Generator generator(seed, shape);
  Content content = generator.content();
  const auto vocabulary = vocabulary_of(content);
  const Path path = engine_path(generator.path(), vocabulary);
  const Region region = small_region(generator, shape, seed % 2 == 0);
  return {path, certify({path}, region).value(), decide(path, region).value()};
}

}  // namespace

TEST_CASE("a certificate that was tampered with is refused") {
  unsigned tried[16] = {};
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    CAPTURE(seed);
    const Example made = example(seed);
    REQUIRE(!check({made.path}, made.certificate));
    const std::size_t count = made.certificate.cells.size();
    for (std::size_t i = 0; i < count; i += 1 + count / 5) {
      unsigned kind = 0;
      // Each change makes a false statement, a gap or an overlap; `applies` says whether it changes
      // anything.
      const auto refuse = [&](const std::function<bool(Certificate&, CertificateCell&)>& change) {
        Certificate forged = made.certificate;
        const bool applies = change(forged, forged.cells[i]);
        CAPTURE(kind);
        if (applies) {
          REQUIRE(check({made.path}, forged).has_value());
          ++tried[kind];
        }
        ++kind;
      };
      refuse([](Certificate&, CertificateCell& cell) {
        cell.explanations[0].allowed = !cell.explanations[0].allowed;
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        if (cell.explanations[0].chain.empty())
          return false;
        cell.explanations[0].chain.front() ^= 1U;
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        cell.explanations[0].chain.push_back(0);
        return true;
      });
      refuse([i](Certificate& all, CertificateCell&) {
        all.cells.erase(all.cells.begin() + static_cast<std::ptrdiff_t>(i));
        return true;
      });
      refuse([i](Certificate& all, CertificateCell& cell) {
        const CertificateCell copy = cell;
        all.cells.insert(all.cells.begin() + static_cast<std::ptrdiff_t>(i), copy);
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        cell.source.first.value = cell.source.first.value + Uint128{0, 1};
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        if (cell.destination.last == Address::highest(cell.destination.family()))
          return false;
        cell.destination.last.value = cell.destination.last.value + Uint128{0, 1};
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        if (cell.destination_ports.last == 0)
          return false;
        --cell.destination_ports.last;
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        ++cell.source_ports.first;
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        cell.protocols = cell.protocols.contains(Protocol::tcp) ? cell.protocols - Protocol::tcp
                                                                : cell.protocols | Protocol::tcp;
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        if (cell.assuming.empty())
          return false;
        cell.assuming.back().value = !cell.assuming.back().value;
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        if (cell.assuming.empty())
          return false;
        cell.assuming.pop_back();
        return true;
      });
      refuse([](Certificate&, CertificateCell& cell) {
        cell.assuming.push_back({{AtomKind::condition, 77, 0}, true});
        return true;
      });
      refuse([](Certificate& all, CertificateCell& cell) {
        auto& order = all.orders[cell.source.family() == AddressFamily::ipv4 ? 0 : 1];
        order[1] = order[0];
        return true;
      });
      refuse([](Certificate& all, CertificateCell&) {
        all.region.destination_ports.push_back({60000, 60001});
        return !all.region.destination_ports.front().is_everything();
      });
      refuse([](Certificate&, CertificateCell& cell) {
        cell.explanations.clear();
        return true;
      });
    }
  }
  for (const unsigned count : tried)
    CHECK(count > 20);
}

TEST_CASE("a claim that the cells do not bear out is refused") {
  unsigned mixed = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Example made = example(seed);
    const bool some = made.set.first(Which::possibly).has_value();
    const bool not_all = made.set.first(Which::possibly_not).has_value();
    mixed += some && not_all ? 1 : 0;
    CHECK(check({made.path}, made.certificate, {.kind = ClaimKind::all_allowed}).has_value() ==
          not_all);
    CHECK(check({made.path}, made.certificate, {.kind = ClaimKind::none_allowed}).has_value() ==
          some);
    CHECK(!check({made.path}, made.certificate, {.kind = ClaimKind::paths_agree}));
  }
  CHECK(mixed > 10);
}

TEST_CASE("a witness that was tampered with is refused") {
  unsigned tried = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    const Example made = example(seed);
    for (const Which which : {Which::surely, Which::unsure, Which::surely_not}) {
      const auto packet = made.set.first(which);
      if (!packet)
        continue;
      const Witness good = made.set.witness(*packet);
      REQUIRE(!check({made.path}, good));
      Witness forged = good;
      forged.cases.front().contained = !forged.cases.front().contained;
      CHECK(check({made.path}, forged).has_value());
      forged = good;
      forged.cases.front().explanations.front().allowed ^= true;
      CHECK(check({made.path}, forged).has_value());
      forged = good;
      forged.cases.front().explanations.front().chain.push_back(no_rule);
      CHECK(check({made.path}, forged).has_value());
      forged = good;
      forged.contained = good.contained == Truth::yes ? Truth::no : Truth::yes;
      CHECK(check({made.path}, forged).has_value());
      forged = good;
      forged.cases.clear();
      CHECK(check({made.path}, forged).has_value());
      forged = good;
      forged.cases.front().explanations.clear();
      CHECK(check({made.path}, forged).has_value());
      ++tried;
    }
  }
  CHECK(tried > 100);
}
