#include <algorithm>
#include <utility>

#include "reach/estate.hpp"
#include "reach/words.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::Access;
using network::Direction;

/// Before all that Azure takes, and behind what the tool puts in front.
constexpr std::uint32_t unknown_priority = 1;

Access access_of(RuleAccess access) {
  return access == RuleAccess::allow ? Access::allow : Access::deny;
}

Access access_of(AdminAccess access) {
  if (access == AdminAccess::always_allow)
    return Access::always_allow;
  return access == AdminAccess::allow ? Access::allow : Access::deny;
}

/// What a rule may do whose access is not known.
std::vector<Access> accesses(const SecurityRule&) {
  return {Access::allow, Access::deny};
}

std::vector<Access> accesses(const SecurityAdminRule&) {
  return {Access::always_allow, Access::allow, Access::deny};
}

/// The rules of one list in the words of the engine.
class GroupReader {
 public:
  GroupReader(const AddressSpace& space, const GroupReading& reading, Words& words,
              ListDraft& draft)
      : space_(space), reading_(reading), words_(words), draft_(draft) {}

  template <class Written>
  void add(const Written& written, RuleOrigin origin,
           const std::vector<network::ConditionId>& conditions = {});
  void add_defaults();

 private:
  [[nodiscard]] const AddressSpace& tags() const {
    return reading_.tags_of != nullptr ? *reading_.tags_of : space_;
  }
  template <class T>
  bool knows(const Property<T>& property, network::Rule& rule) {
    if (property.has_value())
      return true;
    const Ground because = property_ground(&property);
    rule.conditions.push_back(words_.condition(because, text(because, space_.inventory())));
    return false;
  }
  network::Side side(const Property<List<AddressTerm>>& terms, bool is_own_side,
                     network::Rule& rule);

  const AddressSpace& space_;
  const GroupReading& reading_;
  Words& words_;
  ListDraft& draft_;
};

/// `is_own_side` tells that the side is the subnet that the group is attached to.
network::Side GroupReader::side(const Property<List<AddressTerm>>& terms, bool is_own_side,
                                network::Rule& rule) {
  if (!knows(terms, rule))
    return network::Side::anywhere();
  network::Side side;
  std::vector<Prefix> prefixes;
  for (const AddressTerm& term : *terms) {
    switch (term.kind) {
      case AddressTerm::Kind::any:
        side.any = true;
        break;
      case AddressTerm::Kind::prefix:
        prefixes.push_back(term.prefix);
        break;
      default:
        side.sets.push_back(words_.set_of(term, tags()));
    }
  }
  side.addresses = network::AddressSet(prefixes);
  // Where the subnet lies is not known: prefixes may hold it or not.
  if (is_own_side && space_.subnet() != nullptr && !space_.knows_subnet() && !side.any &&
      !prefixes.empty() &&
      !side.addresses.contains(AddressRange::everything(AddressFamily::ipv4))) {
    const Ground because = property_ground(&space_.subnet()->address_prefixes);
    rule.conditions.push_back(words_.condition(because, text(because, space_.inventory())));
    side = network::Side::anywhere();
  }
  return side;
}

template <class Written>
void GroupReader::add(const Written& written, RuleOrigin origin,
                      const std::vector<network::ConditionId>& conditions) {
  const RuleDirection others =
      reading_.direction == Direction::inbound ? RuleDirection::outbound : RuleDirection::inbound;
  if (written.direction.has_value() && *written.direction == others)
    return;
  network::Rule rule{.name = static_cast<std::uint32_t>(draft_.origins.size()),
                     .priority = unknown_priority,
                     .direction = reading_.direction,
                     .conditions = conditions};
  draft_.origins.push_back(std::move(origin));
  knows(written.direction, rule);
  // A rule of unknown priority may come first; that it comes later is its condition not holding.
  if (knows(written.priority, rule))
    rule.priority = static_cast<std::uint32_t>(std::max(0, *written.priority));
  if (knows(written.protocol, rule))
    rule.protocols = *written.protocol;
  const bool is_inbound = reading_.direction == Direction::inbound;
  rule.source = side(written.sources, !is_inbound, rule);
  rule.destination = side(written.destinations, is_inbound, rule);
  if (!reading_.ignores_source_ports && knows(written.source_ports, rule))
    rule.source_ports.assign(written.source_ports->begin(), written.source_ports->end());
  if (knows(written.destination_ports, rule))
    rule.destination_ports.assign(written.destination_ports->begin(),
                                  written.destination_ports->end());
  if (written.access.has_value()) {
    rule.access = access_of(*written.access);
    draft_.rules.push_back(std::move(rule));
    return;
  }
  // It may do one thing or another: as many rules, each under a condition of its own.
  const Ground because = property_ground(&written.access);
  for (const Access access : accesses(written)) {
    network::Rule one = rule;
    one.access = access;
    one.conditions.push_back(words_.condition(because, text(because, space_.inventory())));
    draft_.rules.push_back(std::move(one));
  }
}

/// The rules that every group ends with; nobody can remove them.
/// Source: learn.microsoft.com/azure/virtual-network/network-security-groups-overview.
void GroupReader::add_defaults() {
  const auto add = [&](std::string name, std::uint32_t priority, Access access, network::Side from,
                       network::Side to) {
    draft_.rules.push_back({.name = static_cast<std::uint32_t>(draft_.origins.size()),
                            .priority = priority,
                            .direction = reading_.direction,
                            .access = access,
                            .is_default = true,
                            .source = std::move(from),
                            .destination = std::move(to)});
    draft_.origins.push_back({.name = std::move(name)});
  };
  const network::Side all = network::Side::anywhere();
  const network::Side own{.sets = {words_.tag("VirtualNetwork", tags())}};
  if (reading_.direction == Direction::inbound) {
    add("AllowVnetInBound", 65000, Access::allow, own, own);
    add("AllowAzureLoadBalancerInBound", 65001, Access::allow,
        {.sets = {words_.tag("AzureLoadBalancer", tags())}}, all);
    add("DenyAllInBound", 65500, Access::deny, all, all);
  } else {
    add("AllowVnetOutBound", 65000, Access::allow, own, own);
    add("AllowInternetOutBound", 65001, Access::allow, all,
        {.sets = {words_.tag("Internet", tags())}});
    add("DenyAllOutBound", 65500, Access::deny, all, all);
  }
}

}  // namespace

void add_group(const NetworkSecurityGroup& group, const AddressSpace& space,
               const GroupReading& reading, Words& words, ListDraft& draft) {
  GroupReader reader(space, reading, words, draft);
  const Inventory& inventory = space.inventory();
  const Children<UserSecurityRule> written = children<UserSecurityRule>(inventory, group);
  if (!written.is_complete) {
    const Ground because = collection_ground<UserSecurityRule>(&group);
    const std::string what = text(because, inventory);
    for (const Access access : {Access::allow, Access::deny}) {
      draft.add_all(unknown_priority, access, "a rule that was not collected",
                    {words.condition(because, what)});
      draft.rules.back().direction = reading.direction;
    }
  }
  for (const UserSecurityRule* rule : written.items)
    reader.add(*rule, {.name = std::string(inventory.owner(*rule).name()), .written = rule});
  reader.add_defaults();
}

void add_admin_rule(const SecurityAdminRule& rule, const AddressSpace& space,
                    const GroupReading& reading, Words& words,
                    const std::vector<network::ConditionId>& conditions, ListDraft& draft) {
  GroupReader(space, reading, words, draft)
      .add(rule, {.name = std::string(space.inventory().owner(rule).name()), .admin = &rule},
           conditions);
}

namespace {

/// Why there is no value, as the end of a sentence.
std::string phrase(State state) {
  switch (state) {
    case State::none:
    case State::absent:
    case State::null:
      return "is not set";
    case State::unresolved:
      return "is not known before deployment";
    case State::withheld:
      return "is hidden";
    case State::malformed:
      return "is malformed";
    case State::conflicting:
      return "is given in ways that disagree";
    case State::other:
      return "is none of the values that Azure has";
    default:
      return "is not shown by this form of input";
  }
}

}  // namespace

std::vector<std::string> troubles(const UserSecurityRule& rule, const Inventory& inventory) {
  std::vector<std::string> result;
  const auto gap = [&](const auto& property) {
    if (property.has_value())
      return;
    result.push_back(text(property_ground(&property), inventory) + " " + phrase(property.state()));
  };
  gap(rule.direction);
  gap(rule.access);
  gap(rule.protocol);
  gap(rule.priority);
  gap(rule.sources);
  gap(rule.destinations);
  gap(rule.source_ports);
  gap(rule.destination_ports);
  for (const auto* terms : {&rule.sources, &rule.destinations}) {
    if (!terms->has_value())
      continue;
    std::size_t tags = 0;
    bool has_ipv4 = false;
    bool has_ipv6 = false;
    for (const AddressTerm& term : **terms) {
      tags += term.kind == AddressTerm::Kind::tag || term.kind == AddressTerm::Kind::any ? 1 : 0;
      if (term.kind != AddressTerm::Kind::prefix)
        continue;
      (term.prefix.family() == AddressFamily::ipv4 ? has_ipv4 : has_ipv6) = true;
      if (term.prefix.host_bits_set())
        result.push_back("`" + term.text.string() + "` has bits behind its length; read as " +
                         term.prefix.text());
    }
    const std::string_view side = terms == &rule.sources ? "sources" : "destinations";
    if (has_ipv4 && has_ipv6)
      result.push_back(std::string(side) + " mix IPv4 and IPv6, which Azure refuses");
    if (tags > 0 && (*terms)->size() > 1)
      result.push_back(std::string(side) +
                       " name a tag or `*` beside something else, which Azure refuses");
  }
  return result;
}

}  // namespace cachewarden::inline v0::reach
