#pragma once

#include <z3++.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "cachewarden/network/path.hpp"

/// IPv4 groups and regions as formulas over bit vectors, for the solver Z3. Without named sets,
/// conditions, ties and port tests of protocols that have no ports.
namespace smt {

using namespace cachewarden;           // NOLINT(google-build-using-namespace)
using namespace cachewarden::network;  // NOLINT(google-build-using-namespace)

class Encoder {
 public:
  explicit Encoder(z3::context& context)
      : context_(context),
        source_(context.bv_const("source", 32)),
        destination_(context.bv_const("destination", 32)),
        source_port_(context.bv_const("source_port", 16)),
        destination_port_(context.bv_const("destination_port", 16)),
        protocol_(context.bv_const("protocol", 3)) {}

  /// The packet is let through by the rules, which are in order; what none matches is not.
  z3::expr allowed(const std::vector<Rule>& rules) {
    z3::expr out = context_.bool_val(false);
    for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule)
      out = z3::ite(matches(*rule), context_.bool_val(rule->access != Access::deny), out);
    return out;
  }

  z3::expr inside(const Region& region) {
    return protocols(region.protocols) && addresses(source_, region.sources) &&
           addresses(destination_, region.destinations) &&
           ports(source_port_, region.source_ports) &&
           ports(destination_port_, region.destination_ports);
  }

  /// The packet of a model.
  Packet packet(const z3::model& model) {
    const auto value = [&](const z3::expr& variable) {
      return static_cast<std::uint32_t>(model.eval(variable, true).get_numeral_uint64());
    };
    Packet out;
    out.protocol = static_cast<Protocol>(value(protocol_));
    out.source = Address::ipv4(value(source_));
    out.destination = Address::ipv4(value(destination_));
    out.source_port = static_cast<std::uint16_t>(value(source_port_));
    out.destination_port = static_cast<std::uint16_t>(value(destination_port_));
    return out;
  }

 private:
  z3::expr any_of(const z3::expr_vector& parts) {
    return parts.empty() ? context_.bool_val(false) : z3::mk_or(parts);
  }
  z3::expr addresses(const z3::expr& variable, const AddressSet& set) {
    z3::expr_vector parts(context_);
    for (const Prefix& prefix : set.prefixes()) {
      if (prefix.family() != AddressFamily::ipv4)
        continue;
      if (prefix.is_everything())
        return context_.bool_val(true);
      const unsigned length = prefix.length();
      const std::uint64_t bits = prefix.first().value.low >> (32 - length);
      parts.push_back(variable.extract(31, 32 - length) == context_.bv_val(bits, length));
    }
    return any_of(parts);
  }
  z3::expr ports(const z3::expr& variable, const std::vector<PortRange>& ranges) {
    z3::expr_vector parts(context_);
    for (const PortRange& range : ranges) {
      if (range.is_everything())
        return context_.bool_val(true);
      parts.push_back(z3::uge(variable, context_.bv_val(range.first, 16)) &&
                      z3::ule(variable, context_.bv_val(range.last, 16)));
    }
    return any_of(parts);
  }
  z3::expr protocols(ProtocolSet set) {
    z3::expr_vector parts(context_);
    for (const Protocol protocol : all_protocols)
      if (set.contains(protocol))
        parts.push_back(protocol_ == context_.bv_val(static_cast<unsigned>(protocol), 3));
    return any_of(parts);
  }
  z3::expr matches(const Rule& rule) {
    z3::expr out = protocols(rule.protocols);
    if (!rule.source.any)
      out = out && addresses(source_, rule.source.addresses);
    if (!rule.destination.any)
      out = out && addresses(destination_, rule.destination.addresses);
    return out && ports(source_port_, rule.source_ports) &&
           ports(destination_port_, rule.destination_ports);
  }

  z3::context& context_;
  z3::expr source_;
  z3::expr destination_;
  z3::expr source_port_;
  z3::expr destination_port_;
  z3::expr protocol_;
};

}  // namespace smt
