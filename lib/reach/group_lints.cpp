#include "reach/group_lints.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "reach/estate.hpp"
#include "reach/words.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::Direction;

/// What Azure takes at most.
/// Source:
/// learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits.
constexpr std::size_t most_rules = 1000;
constexpr std::size_t most_addresses = 4000;  // of all sources of a group, and of all destinations
constexpr std::size_t most_groups_of_side = 10;
constexpr std::size_t most_groups = 100;

Direction direction_of(const SecurityRule& rule) {
  return rule.direction.has_value() && *rule.direction == RuleDirection::outbound
             ? Direction::outbound
             : Direction::inbound;
}

void unreadable(const Inventory& inventory, const Resource& group,
                const std::vector<const UserSecurityRule*>& rules, std::vector<Lint>& out) {
  for (const UserSecurityRule* rule : rules) {
    for (std::string& trouble : troubles(*rule, inventory))
      out.push_back({.kind = LintKind::unreadable,
                     .group = &group,
                     .rule = &inventory.owner(*rule),
                     .direction = direction_of(*rule),
                     .message = std::move(trouble),
                     .edit = Edit::mend});
  }
}

/// What Azure refuses since there is too much of it.
class LimitLinter {
 public:
  LimitLinter(const Inventory& inventory, const Resource& group, std::vector<Lint>& out)
      : inventory_(inventory), group_(group), out_(out) {}

  void run(const std::vector<const UserSecurityRule*>& rules) {
    Sides all;
    for (const UserSecurityRule* rule : rules) {
      count(*rule, rule->sources, "source", all.sources);
      count(*rule, rule->destinations, "destination", all.destinations);
    }
    demand(nullptr, rules.size(), most_rules, "rules");
    demand(nullptr, all.sources, most_addresses, "addresses and ranges as sources");
    demand(nullptr, all.destinations, most_addresses, "addresses and ranges as destinations");
    demand(nullptr, groups_.size(), most_groups, "application security groups");
  }

 private:
  struct Sides {
    std::size_t sources = 0;
    std::size_t destinations = 0;
  };

  void count(const UserSecurityRule& rule, const Property<List<AddressTerm>>& terms,
             const std::string& side, std::size_t& addresses) {
    if (!terms.has_value())
      return;
    std::size_t here = 0;
    for (const AddressTerm& term : *terms) {
      addresses += term.kind == AddressTerm::Kind::prefix ? 1 : 0;
      if (term.kind != AddressTerm::Kind::group)
        continue;
      ++here;
      groups_.insert(folded(term.text.view()));
    }
    demand(&rule, here, most_groups_of_side, "application security groups as " + side);
  }

  void demand(const UserSecurityRule* rule, std::size_t found, std::size_t most,
              const std::string& what) {
    if (found <= most)
      return;
    out_.push_back({.kind = LintKind::over_limit,
                    .group = &group_,
                    .rule = rule == nullptr ? nullptr : &inventory_.owner(*rule),
                    .direction = rule == nullptr ? Direction::inbound : direction_of(*rule),
                    .message = "has " + std::to_string(found) + " " + what + ", and Azure takes " +
                               std::to_string(most),
                    .edit = Edit::mend});
  }

  const Inventory& inventory_;
  const Resource& group_;
  std::vector<Lint>& out_;
  std::set<std::string> groups_{};
};

/// One side of a default rule: a tag, or everything.
bool is_side(const Property<List<AddressTerm>>& terms, std::string_view tag) {
  if (!terms.has_value())
    return true;
  if (terms->size() != 1)
    return false;
  const AddressTerm& term = (*terms)[0];
  if (tag.empty())
    return term.kind == AddressTerm::Kind::any ||
           (term.kind == AddressTerm::Kind::prefix && term.prefix.length() == 0);
  return term.kind == AddressTerm::Kind::tag && equal_folded(term.text.view(), tag);
}

/// A default rule as Azure has it. What was not read does not speak against it.
bool is_genuine(const DefaultSecurityRule& rule) {
  struct Row {
    RuleDirection direction;
    std::int32_t priority;
    RuleAccess access;
    std::string_view source, destination;
  };
  using enum RuleDirection;
  using enum RuleAccess;
  static constexpr Row rows[] = {{inbound, 65000, allow, "VirtualNetwork", "VirtualNetwork"},
                                 {inbound, 65001, allow, "AzureLoadBalancer", ""},
                                 {inbound, 65500, deny, "", ""},
                                 {outbound, 65000, allow, "VirtualNetwork", "VirtualNetwork"},
                                 {outbound, 65001, allow, "", "Internet"},
                                 {outbound, 65500, deny, "", ""}};
  const auto fits = [](const auto& property, auto wanted) {
    return !property.has_value() || *property == wanted;
  };
  const auto is_everything = [](const Property<List<PortRange>>& ports) {
    return !ports.has_value() || (ports->size() == 1 && (*ports)[0].is_everything());
  };
  return fits(rule.protocol, TransportProtocol::any) && is_everything(rule.source_ports) &&
         is_everything(rule.destination_ports) &&
         std::any_of(std::begin(rows), std::end(rows), [&](const Row& row) {
           return fits(rule.direction, row.direction) && fits(rule.priority, row.priority) &&
                  fits(rule.access, row.access) && is_side(rule.sources, row.source) &&
                  is_side(rule.destinations, row.destination);
         });
}

}  // namespace

void add_group_lints(const Inventory& inventory, const Resource& group, std::vector<Lint>& out) {
  const auto& body = *inventory.body<NetworkSecurityGroup>(group);
  const Children<UserSecurityRule> rules = children<UserSecurityRule>(inventory, body);
  unreadable(inventory, group, rules.items, out);
  LimitLinter(inventory, group, out).run(rules.items);
  for (const auto* rule : children<DefaultSecurityRule>(inventory, body).items) {
    if (!is_genuine(*rule))
      out.push_back({.kind = LintKind::altered_default,
                     .group = &group,
                     .rule = &inventory.owner(*rule),
                     .direction = direction_of(*rule),
                     .message = "is no default rule of Azure; answers take those that Azure has"});
  }
}

}  // namespace cachewarden::inline v0::reach
