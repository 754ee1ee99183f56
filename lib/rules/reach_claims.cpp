#include "rules/reach_claims.hpp"

#include "cachewarden/reach/contracts.hpp"
#include "rules/group_reach.hpp"

namespace cachewarden::inline v0::rules::detail {

void add_chain(const std::vector<reach::ChainStep>& chain, const Inventory& inventory,
               Claim& claim) {
  for (const reach::ChainStep& step : chain) {
    const void* body = step.resource == nullptr ? nullptr : inventory.body(*step.resource);
    if (body != nullptr)
      claim.add({.at = body, .kind = Basis::Kind::resource});
  }
}

void add_chain(const reach::PortReach& port, const Inventory& inventory, Claim& claim) {
  if (port.proof)
    add_chain(port.proof->chain, inventory, claim);
}

void add_gaps(const UserSecurityRule& rule, Claim& claim) {
  const auto gap = [&claim](const auto& property) {
    if (!property.has_value())
      claim.add({.at = &property});
  };
  gap(rule.direction);
  gap(rule.access);
  gap(rule.protocol);
  gap(rule.priority);
  gap(rule.sources);
  gap(rule.destinations);
  gap(rule.source_ports);
  gap(rule.destination_ports);
}

Claim gaps_of_place(const reach::AddressSpace& space) {
  Claim result(Truth::unknown);
  if (space.subnet() != nullptr && !space.knows_subnet())
    result.add({.at = &space.subnet()->address_prefixes});
  return result;
}

Claim gaps_of_network(const reach::AddressSpace& space) {
  Claim result(Truth::unknown);
  for (const reach::Ground& each :
       {space.open_space(), space.open_gateway(), space.open_routes()}) {
    if (each.kind != reach::Ground::Kind::none)
      result.add(basis(each));
  }
  return result.size > 0 ? result : needs_knowledge("the addresses of service tags");
}

Verdict open_verdict(const std::vector<reach::Remark>& missing, const void* cache) {
  Claim because(Truth::unknown);
  for (const reach::Remark& each : missing)
    because.add(basis(each.ground));
  if (because.size == 0)
    because = needs_knowledge("the addresses of service tags, or of what routes lead to");
  static_cast<void>(cache);
  return {Status::unknown, because,
          "who gets in depends on routes, tags or resources that are not known"};
}

Claim closed_claim(const reach::CacheReach& answer, const void* cache, const Inventory& inventory) {
  Claim result(Truth::yes, {.at = cache, .kind = Basis::Kind::resource});
  for (const reach::Way& way : answer.ways) {
    for (const Resource* each : {way.group, way.subnet}) {
      const void* body = each == nullptr ? nullptr : inventory.body(*each);
      if (body != nullptr)
        result.add({.at = body, .kind = Basis::Kind::resource});
    }
  }
  return result;
}

Verdict contracts_kept(const Resource& cache, const void* body, const Context& context) {
  const Inventory& inventory = context.inventory();
  const Claim itself(Truth::yes, {.at = body, .kind = Basis::Kind::resource});
  const auto& known = inventory.facts().network;
  if (known == nullptr || known->contracts.empty())
    return not_applicable(itself, "no contract was given");
  const Result<reach::ContractReport> report =
      reach::check_contracts(inventory, cache, {.limits = rule_limits});
  if (!report)
    return {Status::unknown, itself, "the contracts on the cache cannot be worked out"};
  const reach::ContractAnswer* open = nullptr;
  for (const reach::ContractAnswer& each : report->answers) {
    if (each.met == Truth::no) {
      Claim because(Truth::no, {.at = body, .kind = Basis::Kind::resource});
      if (each.proof)
        add_chain(each.proof->chain, inventory, because);
      constexpr std::string_view notes[] = {
          "", "others than a contract names get in (`cachewarden reach` tells who)",
          "some who must get in by a contract do not (`cachewarden reach` tells who)",
          "some who must not get in by a contract do (`cachewarden reach` tells who)"};
      return {Status::fail, because, notes[static_cast<std::size_t>(each.kind)]};
    }
    if (each.met == Truth::unknown && open == nullptr)
      open = &each;
  }
  if (report->applies == Truth::unknown)
    return {Status::unknown, Claim(Truth::unknown, basis(report->open))};
  if (report->applies == Truth::no)
    return not_applicable(itself, "no contract is on the cache");
  if (open != nullptr)
    return open_verdict(report->missing, body);
  return require(itself);
}

}  // namespace cachewarden::inline v0::rules::detail
