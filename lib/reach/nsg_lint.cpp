#include <algorithm>
#include <set>
#include <tuple>

#include "cachewarden/network/contract.hpp"
#include "cachewarden/network/lint.hpp"
#include "cachewarden/reach/nsg.hpp"
#include "reach/estate.hpp"
#include "reach/find_resource.hpp"
#include "reach/group_lints.hpp"
#include "reach/tell.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::Access;
using network::Direction;
using network::Effect;
using network::Path;
using network::Region;
using network::RuleList;

/// A rule that admits at least so many public addresses is open to the internet.
constexpr std::uint64_t most_of_internet = std::uint64_t{1} << 24;
constexpr std::size_t most_named = 8;

/// It filters for network interfaces too, whose addresses say nothing of the subnets.
bool is_on_interfaces(const Inventory& inventory, const Resource& group) {
  if (!inventory.body<NetworkSecurityGroup>(group)->network_interfaces.is_none())
    return true;
  for (const Referrer& referrer : inventory.referrers(group)) {
    if (inventory.body<NetworkInterface>(inventory.resource(referrer.resource)) != nullptr)
      return true;
  }
  return false;
}

std::vector<const Subnet*> attached_subnets(const Inventory& inventory, const Resource& group) {
  std::vector<const Subnet*> result;
  for (const Referrer& referrer : inventory.referrers(group)) {
    const Subnet* subnet = inventory.body<Subnet>(inventory.resource(referrer.resource));
    if (subnet != nullptr && (result.empty() || result.back() != subnet))
      result.push_back(subnet);
  }
  return result;
}

/// One group in one direction.
class DirectionLinter {
 public:
  DirectionLinter(const Inventory& inventory, const Resource& group, Direction direction,
                  const NsgOptions& options, std::vector<Lint>& out)
      : inventory_(inventory),
        group_(group),
        direction_(direction),
        options_(options),
        out_(out),
        space_(inventory),
        credit_(options.limits.slice_work) {}

  std::optional<Error> run();

 private:
  [[nodiscard]] Lint& add(LintKind kind, std::uint32_t rule, std::string message);
  [[nodiscard]] const RuleOrigin& origin(std::uint32_t rule) const {
    return draft_.origins[list_->rules()[rule].name];
  }
  [[nodiscard]] std::vector<std::string> deciders(std::uint32_t rule) const;
  /// Takes the cost of one more list of all rules; false if that is more than there is.
  bool affords_list();
  void give_up(std::uint32_t rule) {
    static_cast<void>(add(LintKind::too_costly, rule, "costs too much to be worked out"));
  }
  void ties();
  std::optional<Error> shadowed(std::uint32_t rule);
  std::optional<Error> redundant(std::uint32_t rule, bool by_default);
  void over_wide(std::uint32_t rule);
  void never_effective(std::uint32_t rule);
  [[nodiscard]] std::vector<PacketProof> proof(const network::Witness& witness) const;

  const Inventory& inventory_;
  const Resource& group_;
  Direction direction_;
  const NsgOptions& options_;
  std::vector<Lint>& out_;
  AddressSpace space_;
  std::uint64_t credit_;  ///< steps that are left for lists, of all rules together
  Words words_{};
  ListDraft draft_{};
  std::optional<RuleList> list_{};
};

Lint& DirectionLinter::add(LintKind kind, std::uint32_t rule, std::string message) {
  return out_.emplace_back(Lint{.kind = kind,
                                .group = &group_,
                                .rule = &inventory_.owner(*origin(rule).written),
                                .direction = direction_,
                                .message = std::move(message)});
}

std::vector<PacketProof> DirectionLinter::proof(const network::Witness& witness) const {
  PacketProof result{.packet = witness.packet};
  if (!witness.cases.empty()) {
    const network::Case& first = witness.cases.front();
    result.rule = rule_name(*list_, first.explanations.front().chain.front(), draft_);
    if (witness.contained == Truth::unknown)
      result.when = tell(first.assuming, witness.packet, words_);
  }
  return {result};
}

/// The rules that decide what the rule matches, by name.
std::vector<std::string> DirectionLinter::deciders(std::uint32_t rule) const {
  std::vector<std::string> result;
  const Result<std::vector<std::uint32_t>> found =
      network::deciding_rules(*list_, network::reach_of(*list_, rule), options_.limits);
  if (!found)
    return result;
  for (const std::uint32_t each : *found) {
    if (each < rule && result.size() < most_named)
      result.push_back(rule_name(*list_, each, draft_));
  }
  return result;
}

bool DirectionLinter::affords_list() {
  const std::uint64_t cost = 256 * std::uint64_t{list_->rules().size()};
  if (cost > credit_)
    return false;
  credit_ -= cost;
  return true;
}

void DirectionLinter::ties() {
  std::set<std::uint32_t> used;
  for (const network::Rule& rule : list_->rules())
    used.insert(rule.priority);
  for (const RuleList::Tie& tie : list_->ties()) {
    const std::uint32_t priority = list_->rules()[tie.first].priority;
    for (std::uint32_t i = 1; i < tie.count; ++i) {
      const std::uint32_t rule = tie.first + i;
      const UserSecurityRule* written = origin(rule).written;
      if (written == nullptr || written == origin(rule - 1).written)
        continue;
      Lint& lint = add(LintKind::duplicate_priority, rule,
                       "has priority " + std::to_string(priority) + ", as another rule has" +
                           (tie.matters ? ", and which comes first decides packets" : ""));
      lint.by.push_back(origin(tie.first).name);
      const auto next = used.upper_bound(priority);
      const std::uint32_t end = std::min(next == used.end() ? 4097U : *next, 4097U);
      if (priority + i < end) {
        lint.edit = Edit::renumber;
        lint.priority = static_cast<std::int32_t>(priority + i);
      } else {
        lint.edit = Edit::mend;
      }
    }
  }
}

/// Never decides. Put before all others it would change what the others do the other way.
std::optional<Error> DirectionLinter::shadowed(std::uint32_t rule) {
  ListDraft moved = draft_;
  network::Rule first = list_->rules()[rule];
  first.priority = 0;
  moved.rules.push_back(std::move(first));
  const Region region = network::reach_of(*list_, rule);
  const Result<RuleList> other = make_list(moved, direction_, list_->vocabulary());
  const Path path = path_of(*list_);
  bool conflicts = false;
  std::vector<PacketProof> packet;
  if (other) {
    const Result<network::Comparison> compared =
        network::compare(path, path_of(*other), region, options_.limits);
    conflicts = compared && !compared->equivalent;
    if (conflicts)
      packet = proof(compared->only_first ? *compared->only_first : *compared->only_second);
  }
  const bool allows = list_->rules()[rule].access == Access::allow;
  Lint& lint = conflicts ? add(LintKind::conflicting, rule,
                               std::string(allows ? "allows" : "denies") +
                                   " nothing: earlier rules decide all " + "that it matches, and " +
                                   (allows ? "deny" : "allow") + " some of it")
                         : add(LintKind::shadowed, rule,
                               "never decides: earlier rules decide all that it matches");
  lint.by = deciders(rule);
  lint.proof = std::move(packet);
  lint.edit = Edit::remove;
  if (!options_.verify)
    return std::nullopt;
  return verify({path}, region,
                {.kind = network::ClaimKind::never_decides, .layer = 0, .rule = rule},
                options_.limits, lint.verified);
}

std::optional<Error> DirectionLinter::redundant(std::uint32_t rule, bool by_default) {
  Lint& lint = by_default ? add(LintKind::redundant_default, rule,
                                "changes nothing: the default rules do the same without it")
                          : add(LintKind::redundant, rule,
                                "changes nothing: later rules do the same without it");
  const RuleList without = list_->without(rule);
  const Region region = network::reach_of(*list_, rule);
  const Result<std::vector<std::uint32_t>> found =
      network::deciding_rules(without, region, options_.limits);
  for (std::size_t i = 0; found && i < found->size() && lint.by.size() < most_named; ++i) {
    const std::uint32_t each = (*found)[i];
    if (each >= rule && each < without.rules().size())
      lint.by.push_back(rule_name(without, each, draft_));
  }
  lint.edit = by_default ? Edit::none : Edit::remove;
  if (!options_.verify)
    return std::nullopt;
  return verify({path_of(*list_), path_of(without)}, region,
                {.kind = network::ClaimKind::paths_agree}, options_.limits, lint.verified);
}

/// The public addresses that this rule, and no other, lets in.
void DirectionLinter::over_wide(std::uint32_t rule) {
  const network::Rule& wide = list_->rules()[rule];
  if (direction_ != Direction::inbound || wide.access != Access::allow)
    return;
  Region region = network::reach_of(*list_, rule);
  // Counted in IPv4, which people know the size of, unless the rule is on IPv6 alone.
  region.sources = region.sources & public_addresses();
  const network::AddressSet ipv4 =
      region.sources & network::AddressSet::everything(AddressFamily::ipv4);
  if (!ipv4.empty())
    region.sources = ipv4;
  region.protocols = region.protocols & network::ProtocolSet::with_ports();
  if (region.sources.count().saturated() < most_of_internet)
    return;
  if (!affords_list()) {
    give_up(rule);
    return;
  }
  ListDraft flipped = draft_;
  for (network::Rule& each : flipped.rules) {
    if (each == wide)
      each.access = Access::deny;
  }
  const Result<RuleList> other = make_list(flipped, direction_, list_->vocabulary());
  if (!other)
    return;
  const Result<network::Difference> difference =
      network::decide_difference(path_of(*list_), path_of(*other), region, options_.limits);
  if (!difference)
    return;
  const network::PacketSet& let_in = difference->only_first;
  const network::Count count = let_in.sources(network::Which::surely, region).count();
  const auto packet = let_in.first(network::Which::surely);
  if (!packet || count.saturated() < most_of_internet)
    return;
  Lint& lint =
      add(LintKind::over_wide, rule, "lets " + count.text() + " addresses of the internet in");
  lint.proof = proof(let_in.witness(*packet));
  lint.edit = Edit::narrow;
}

void DirectionLinter::never_effective(std::uint32_t rule) {
  std::vector<const Subnet*> missed;
  if (is_on_interfaces(inventory_, group_))
    return;
  for (const Subnet* subnet : attached_subnets(inventory_, group_)) {
    const AddressSpace around(inventory_, *subnet);
    if (!around.knows_subnet())
      return;
    Region region;
    (direction_ == Direction::inbound ? region.destinations : region.sources) =
        around.subnet_addresses();
    const Region met = network::reach_of(*list_, rule, region);
    if (!met.sources.empty() && !met.destinations.empty())
      return;
    missed.push_back(subnet);
  }
  if (missed.empty())
    return;
  const Resource& subnet = inventory_.owner(*missed.front());
  Lint& lint =
      add(LintKind::never_effective, rule,
          "matches no packet of " +
              (missed.size() == 1 ? "subnet `" + std::string(subnet.name()) + "`" : "the subnets") +
              " that the group is attached to");
  lint.subnet = &subnet;
  lint.edit = Edit::remove;
}

std::optional<Error> DirectionLinter::run() {
  const auto* body = inventory_.body<NetworkSecurityGroup>(group_);
  add_group(*body, space_, {.direction = direction_}, words_, draft_);
  auto vocabulary = words_.vocabulary();
  if (!vocabulary)
    return vocabulary.error();
  Result<RuleList> list = make_list(draft_, direction_, *vocabulary);
  if (!list)
    return list.error();
  list_ = *std::move(list);
  ties();
  const Result<std::vector<Effect>> effects = network::effects(*list_, Region{}, options_.limits);
  if (!effects)
    return effects.error();
  for (std::uint32_t rule = 0; rule < effects->size(); ++rule) {
    // Rules that are made twice, since what they do is not known, are left alone.
    const RuleOrigin& from = origin(rule);
    if (from.written == nullptr || !from.written->access.has_value())
      continue;
    std::optional<Error> error;
    const Effect effect = (*effects)[rule];
    const bool needs_list = effect == Effect::shadowed || effect == Effect::redundant ||
                            effect == Effect::redundant_default;
    if (needs_list && !affords_list()) {
      give_up(rule);
      continue;
    }
    switch (effect) {
      case Effect::shadowed:
        error = shadowed(rule);
        break;
      case Effect::redundant:
      case Effect::redundant_default:
        error = redundant(rule, effect == Effect::redundant_default);
        over_wide(rule);
        never_effective(rule);
        break;
      case Effect::decides:
        over_wide(rule);
        never_effective(rule);
        break;
      case Effect::outside:
        add(LintKind::never_effective, rule, "matches no packet at all").edit = Edit::remove;
        break;
      case Effect::undecided:
        give_up(rule);
        break;
    }
    if (error)
      return error;
  }
  return std::nullopt;
}

std::int32_t priority_of(const Inventory& inventory, const Lint& lint) {
  const auto* body = lint.rule == nullptr ? nullptr : inventory.body<UserSecurityRule>(*lint.rule);
  return body != nullptr && body->priority.has_value() ? *body->priority : 0;
}

}  // namespace

std::string_view name(LintKind kind) noexcept {
  constexpr std::string_view names[] = {
      "",           "unreadable",        "duplicate-priority", "conflicting",     "shadowed",
      "redundant",  "redundant-default", "over-wide",          "never-effective", "too-costly",
      "over-limit", "altered-default"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<const Resource*> groups(const Inventory& inventory) {
  std::vector<const Resource*> result;
  for (const Resource& resource : inventory.resources()) {
    if (resource.is_collected && inventory.body<NetworkSecurityGroup>(resource) != nullptr)
      result.push_back(&resource);
  }
  return result;
}

const Resource* find_group(const Inventory& inventory, std::string_view id_or_name) {
  return find_resource(groups(inventory), id_or_name);
}

Result<LintReport> lint(const Inventory& inventory, const Resource* only,
                        const NsgOptions& options) {
  LintReport report;
  for (const Resource* group : groups(inventory)) {
    if (only != nullptr && group != only)
      continue;
    report.groups.push_back(group);
    const std::size_t first = report.lints.size();
    add_group_lints(inventory, *group, report.lints);
    for (const Direction direction : {Direction::inbound, Direction::outbound}) {
      DirectionLinter linter(inventory, *group, direction, options, report.lints);
      if (auto error = linter.run())
        return *error;
    }
    const auto order = [&](const Lint& a, const Lint& b) {
      return std::tuple(a.direction, priority_of(inventory, a), a.kind) <
             std::tuple(b.direction, priority_of(inventory, b), b.kind);
    };
    std::stable_sort(report.lints.begin() + static_cast<std::ptrdiff_t>(first), report.lints.end(),
                     order);
  }
  return report;
}

}  // namespace cachewarden::inline v0::reach
