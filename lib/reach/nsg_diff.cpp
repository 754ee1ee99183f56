#include <algorithm>
#include <utility>

#include "cachewarden/network/contract.hpp"
#include "cachewarden/reach/nsg.hpp"
#include "reach/tell.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::Direction;
using network::Path;
using network::Region;
using network::RuleList;
using network::Which;

/// One direction of two groups.
class Differ {
 public:
  Differ(const Inventory& first, const Inventory& second, const NsgOptions& options)
      : options_(options), first_space_(first), second_space_(second) {}

  Result<DirectionDifference> run(const NetworkSecurityGroup& first,
                                  const NetworkSecurityGroup& second, Direction direction);

 private:
  [[nodiscard]] std::vector<PacketProof> proof(const network::PacketSet& set) const;
  [[nodiscard]] std::vector<network::Row> rows(const network::PacketSet& set, Which which,
                                               bool& exact) const;

  const NsgOptions& options_;
  AddressSpace first_space_;
  AddressSpace second_space_;
  Words words_{};
  ListDraft first_{};
  ListDraft second_{};
  std::vector<RuleList> lists_{};
};

std::vector<PacketProof> Differ::proof(const network::PacketSet& set) const {
  std::optional<network::Packet> packet = set.first(Which::surely);
  if (!packet)
    packet = set.first(Which::possibly);
  if (!packet)
    return {};
  const network::Witness witness = set.witness(*packet);
  PacketProof result{.packet = *packet};
  if (witness.cases.empty())
    return {result};
  const network::Case& first = witness.cases.front();
  if (witness.contained == Truth::unknown)
    result.when = tell(first.assuming, *packet, words_);
  if (first.explanations.size() == 2) {
    result.rule = rule_name(lists_[0], first.explanations[0].chain.front(), first_);
    result.other_rule = rule_name(lists_[1], first.explanations[1].chain.front(), second_);
  }
  return {result};
}

std::vector<network::Row> Differ::rows(const network::PacketSet& set, Which which,
                                       bool& exact) const {
  Result<std::vector<network::Row>> result = set.rows(which, Region{}, options_.limits);
  if (result)
    return *std::move(result);
  exact = false;
  return {};
}

Result<DirectionDifference> Differ::run(const NetworkSecurityGroup& first,
                                        const NetworkSecurityGroup& second, Direction direction) {
  DirectionDifference result{.direction = direction};
  add_group(first, first_space_, {.direction = direction}, words_, first_);
  // Tags stand for the same on both sides: they are those of the first space.
  add_group(second, second_space_, {.direction = direction, .tags_of = &first_space_}, words_,
            second_);
  auto vocabulary = words_.vocabulary();
  if (!vocabulary)
    return vocabulary.error();
  for (const ListDraft* draft : {&first_, &second_}) {
    Result<RuleList> list = make_list(*draft, direction, *vocabulary);
    if (!list)
      return list.error();
    lists_.push_back(*std::move(list));
  }
  const Path a = path_of(lists_[0]);
  const Path b = path_of(lists_[1]);
  const Result<network::Difference> difference =
      network::decide_difference(a, b, Region{}, options_.limits);
  if (!difference) {
    if (difference.error().code != ErrorCode::limit)
      return difference.error();
    result.exact = false;
    return result;
  }
  result.only_first = rows(difference->only_first, Which::surely, result.exact);
  result.maybe_only_first = rows(difference->only_first, Which::unsure, result.exact);
  result.only_second = rows(difference->only_second, Which::surely, result.exact);
  result.maybe_only_second = rows(difference->only_second, Which::unsure, result.exact);
  result.first_proof = proof(difference->only_first);
  result.second_proof = proof(difference->only_second);
  result.equivalent = result.first_proof.empty() && result.second_proof.empty();
  if (options_.verify && result.equivalent) {
    if (auto error = verify({a, b}, Region{}, {.kind = network::ClaimKind::paths_agree},
                            options_.limits, result.verified))
      return *error;
  }
  return result;
}

}  // namespace

bool GroupDifference::equivalent() const noexcept {
  return first != nullptr && second != nullptr &&
         std::all_of(directions.begin(), directions.end(),
                     [](const DirectionDifference& each) { return each.equivalent; });
}

Result<GroupDifference> diff(const Inventory& first_inventory, const Resource& first,
                             const Inventory& second_inventory, const Resource& second,
                             const NsgOptions& options) {
  GroupDifference result{.first = &first, .second = &second};
  const auto* a = first_inventory.body<NetworkSecurityGroup>(first);
  const auto* b = second_inventory.body<NetworkSecurityGroup>(second);
  if (a == nullptr || b == nullptr)
    return Error{ErrorCode::argument, "the resource is not a network security group"};
  for (const Direction direction : {Direction::inbound, Direction::outbound}) {
    Differ differ(first_inventory, second_inventory, options);
    Result<DirectionDifference> one = differ.run(*a, *b, direction);
    if (!one)
      return one.error();
    result.directions.push_back(*std::move(one));
  }
  return result;
}

Result<std::vector<GroupDifference>> diff(const Inventory& first, const Inventory& second,
                                          const NsgOptions& options) {
  const std::vector<const Resource*> all_first = groups(first);
  std::vector<const Resource*> rest = groups(second);
  const bool is_pair = all_first.size() == 1 && rest.size() == 1;
  const auto take = [&rest](auto&& is_same) -> const Resource* {
    const auto at = std::find_if(rest.begin(), rest.end(), is_same);
    if (at == rest.end())
      return nullptr;
    const Resource* found = *at;
    rest.erase(at);
    return found;
  };
  std::vector<const Resource*> partners(all_first.size());
  for (std::size_t i = 0; i < all_first.size(); ++i)
    partners[i] = take([&](const Resource* other) {
      return is_pair || equal_folded(other->id.view(), all_first[i]->id.view());
    });
  for (std::size_t i = 0; i < all_first.size(); ++i) {
    if (partners[i] == nullptr)
      partners[i] = take(
          [&](const Resource* other) { return equal_folded(other->name(), all_first[i]->name()); });
  }
  std::vector<GroupDifference> result;
  for (std::size_t i = 0; i < all_first.size(); ++i) {
    if (partners[i] == nullptr) {
      result.push_back({.first = all_first[i]});
      continue;
    }
    Result<GroupDifference> one = diff(first, *all_first[i], second, *partners[i], options);
    if (!one)
      return one.error();
    result.push_back(*std::move(one));
  }
  for (const Resource* only : rest)
    result.push_back({.second = only});
  return result;
}

}  // namespace cachewarden::inline v0::reach
