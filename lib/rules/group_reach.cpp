#include "rules/group_reach.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/network/packet_set.hpp"
#include "reach/tell.hpp"

namespace cachewarden::inline v0::rules::detail {

namespace {

using network::Atom;
using network::AtomKind;
using network::PacketSet;
using network::Region;
using network::Which;
using reach::AddressSpace;
using reach::Ground;
using reach::ListDraft;
using reach::Words;

/// More public addresses than a virtual network and its peers may be taken to hold.
constexpr std::uint64_t more_than_private = std::uint64_t{1} << 24;

struct Reach {
  Claim reached{};  ///< some address of the internet reaches a port that is listened on
  std::string_view note{};
};

/// What the answers of one group are made with.
struct Question {
  const NetworkSecurityGroup& group;
  const AddressSpace& space;
  const Words& words;
  const ListDraft& draft;
  const network::Path& path;
};

Claim open_routes(const AddressSpace& space) {
  if (space.open_routes().kind == Ground::Kind::none)
    return needs_knowledge("what the tag VirtualNetwork holds");
  Claim result = needs_knowledge("what routes add to the tag VirtualNetwork");
  result.add(basis(space.open_routes()));
  return result;
}

/// What a written rule says, for evidence.
void add_rule(const UserSecurityRule* rule, const Question& question, Claim& claim) {
  if (rule == nullptr) {
    claim.add({.at = &question.group, .kind = Basis::Kind::resource});
    return;
  }
  claim.add({.at = &rule->sources});
  claim.add({.at = &rule->destination_ports});
  claim.add({.at = &rule->priority});
}

/// The rule that decides a packet, for evidence.
Claim decided_by(Truth truth, const network::Witness& witness, const Question& question) {
  Claim result(truth);
  for (const network::Case& each : witness.cases) {
    const std::uint32_t index = each.explanations.front().chain.front();
    const std::vector<network::Rule>& rules = question.path.layer(0).rules();
    if (index < rules.size())
      add_rule(question.draft.origins[rules[index].name].written, question, result);
  }
  return result;
}

/// What would decide a packet that is not decided.
Reach open_by(const network::Witness& witness, const Question& question) {
  Reach result{Claim(Truth::unknown)};
  for (const Atom& atom : witness.hinges) {
    if (atom.kind == AtomKind::condition) {
      result.reached.add(basis(question.words.ground(atom.id)));
    } else if (atom.kind == AtomKind::order) {
      result.note = "two rules of the group have the same priority";
    } else if (question.words.is_relative(atom.id)) {
      result.reached.add(open_routes(question.space));
      result.note = "routes widen the tag VirtualNetwork, and what it holds then is not known";
    } else {
      result.reached.add(needs_knowledge("the addresses of service tags"));
      result.note = "a rule of the group names a service tag whose addresses are not known";
    }
  }
  result.reached.add(decided_by(Truth::unknown, witness, question));
  return result;
}

/// The answer for ports that are listened on alike.
Reach reach_by(const Question& question, const ListeningPorts& listening) {
  const AddressSpace& space = question.space;
  const Region region{.protocols = listening.protocols,
                      .sources = space.internet_sources(),
                      .destinations = space.subnet_addresses(),
                      .destination_ports = {listening.ports}};
  const Result<PacketSet> allowed = network::decide(question.path, region);
  if (!allowed)
    return {Claim(Truth::unknown, {.at = &question.group, .kind = Basis::Kind::resource}),
            "the rules of the group are too many to be worked out"};
  if (const auto packet = allowed->first(Which::surely)) {
    const Claim because = decided_by(Truth::yes, allowed->witness(*packet), question);
    const bool is_certain =
        space.knows_own_space() ||
        allowed->sources(Which::surely, region).count().saturated() > more_than_private;
    if (is_certain)
      return {because};
    Claim unsure(Truth::unknown, basis(space.open_space()));
    unsure.add(because);
    return {unsure, "the group admits public addresses, which may be those of the virtual network"};
  }
  if (const auto packet = allowed->first(Which::unsure))
    return open_by(allowed->witness(*packet), question);
  return {Claim(Truth::no, {.at = &question.group, .kind = Basis::Kind::resource})};
}

/// Of all ports together, the greatest truth.
Reach reach_of_any(std::span<const ListeningPorts> listening, const Question& question) {
  Reach best{Claim(Truth::no)};
  for (const ListeningPorts& each : listening) {
    if (each.listens.truth == Truth::no)
      continue;
    Reach here = reach_by(question, each);
    here.reached = all_of(here.reached, each.listens);
    if (here.reached.truth == Truth::yes)
      return here;
    if (here.reached.truth > best.reached.truth || best.reached.size == 0)
      best = here;
  }
  return best;
}

}  // namespace

InboundGroup::InboundGroup(const Inventory& inventory, const Subnet& subnet,
                           const NetworkSecurityGroup& group)
    : space(inventory, subnet) {
  reach::add_group(group, space, {}, words, draft);
  const auto vocabulary = words.vocabulary();
  if (!vocabulary)
    return;
  if (auto made = reach::make_list(draft, network::Direction::inbound, *vocabulary))
    list = *std::move(made);
}

std::shared_ptr<const InboundGroup> inbound_group(const Subnet& subnet,
                                                  const NetworkSecurityGroup& group,
                                                  const Context& context) {
  return context.worked_out<InboundGroup>(&subnet, [&] {
    return std::make_shared<const InboundGroup>(context.inventory(), subnet, group);
  });
}

Basis basis(const reach::Ground& ground) noexcept {
  using Kind = reach::Ground::Kind;
  switch (ground.kind) {
    case Kind::property:
      return {.at = ground.at};
    case Kind::resource:
      return {.at = ground.at, .kind = Basis::Kind::resource};
    case Kind::collection:
      return {.at = ground.at, .kind = Basis::Kind::collection, .type = ground.type};
    case Kind::knowledge:
    case Kind::none:
      break;
  }
  const void* const what = ground.at != nullptr ? ground.at : "more of the network";
  return {.at = what, .kind = Basis::Kind::knowledge};
}

std::vector<ListeningPorts> listening_ports(const Context& context, std::string_view cache_type,
                                            bool is_injected, const Claim& plain_text,
                                            const Claim& oss_cluster) {
  std::vector<ListeningPorts> result;
  for (const PortFact& fact : context.inventory().facts().ports) {
    if (fact.injected != is_injected || !equal_folded(fact.type, cache_type))
      continue;
    result.push_back({.ports = fact.ports,
                      .protocols = fact.udp ? network::ProtocolSet::with_ports()
                                            : network::ProtocolSet(network::Protocol::tcp),
                      .listens = fact.use == PortUse::plain_text    ? plain_text
                                 : fact.use == PortUse::oss_cluster ? oss_cluster
                                                                    : Claim(Truth::yes)});
  }
  return result;
}

Verdict closed_to_internet(const Subnet& subnet, std::span<const ListeningPorts> listening,
                           const Context& context) {
  const Claim attached = present(subnet.network_security_group);
  if (attached.truth != Truth::yes)
    return when(attached, {}, "the subnet has no network security group");
  const auto* group = context.target<NetworkSecurityGroup>(subnet, subnet.network_security_group);
  if (group == nullptr)
    return {Status::unknown, unknown(subnet.network_security_group),
            "the network security group is not one this tool can read"};
  const Children<UserSecurityRule> written = context.children<UserSecurityRule>(*group);
  if (!written.is_complete())
    return {Status::unknown, {Truth::unknown, written.basis()}};
  const std::shared_ptr<const InboundGroup> rules = inbound_group(subnet, *group, context);
  if (!rules->list)
    return {Status::unknown,
            {Truth::unknown, written.basis()},
            "the rules of the group cannot be worked out"};
  const network::Path path = reach::path_of(*rules->list);
  Reach any = reach_of_any(listening, {*group, rules->space, rules->words, rules->draft, path});
  any.reached.add({.at = &subnet.network_security_group});
  any.reached.add(written.basis());
  return require(negated(any.reached), any.note);
}

}  // namespace cachewarden::inline v0::rules::detail
