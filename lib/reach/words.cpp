#include "reach/words.hpp"

#include <algorithm>
#include <utility>

namespace cachewarden::inline v0::reach {

using network::SetId;

template <class Content>
SetId Words::obtain(Set set, Content&& content) {
  const auto at = std::find_if(sets_.begin(), sets_.end(), [&](const Set& each) {
    return each.name == set.name && each.place == set.place && each.is_group == set.is_group;
  });
  if (at != sets_.end())
    return static_cast<SetId>(at - sets_.begin());
  set.content = content();
  sets_.push_back(std::move(set));
  return static_cast<SetId>(sets_.size() - 1);
}

SetId Words::tag(std::string_view name, const AddressSpace& space) {
  static constexpr std::pair<std::string_view, std::string_view> old_names[] = {
      {"virtual_network", "VirtualNetwork"}, {"azure_loadbalancer", "AzureLoadBalancer"}};
  for (const auto& [old_name, modern] : old_names) {
    if (equal_folded(old_name, name))
      name = modern;
  }
  return obtain({.name = folded(name),
                 .shown = std::string(name),
                 .place = AddressSpace::is_relative(name) ? &space : nullptr},
                [&] { return space.tag(name); });
}

SetId Words::set_of(const AddressTerm& term, const AddressSpace& space) {
  if (term.kind != AddressTerm::Kind::group)
    return tag(term.text.view(), space);
  return obtain({.name = folded(term.text.view()), .shown = term.text.string(), .is_group = true},
                [&] { return space.security_group(term.text.view()); });
}

network::ConditionId Words::condition(const Ground& because, std::string what) {
  conditions_.push_back({because, std::move(what)});
  return static_cast<network::ConditionId>(conditions_.size() - 1);
}

Result<std::shared_ptr<const network::Vocabulary>> Words::vocabulary() const {
  std::vector<network::TagContent> contents;
  std::vector<network::Relation> relations;
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    contents.push_back(sets_[i].content);
    for (std::size_t j = 0; j < sets_.size(); ++j) {
      const Set& a = sets_[i];
      const Set& b = sets_[j];
      const auto first = static_cast<SetId>(i);
      const auto second = static_cast<SetId>(j);
      // A region of a service is a part of it: `Storage.WestUS` of `Storage`.
      if (!a.is_group && !b.is_group && a.name.size() > b.name.size() &&
          a.name.compare(0, b.name.size(), b.name) == 0 && a.name[b.name.size()] == '.')
        relations.push_back({network::RelationKind::subset, first, second});
      // What is of the network is not of the internet.
      if (a.name == "virtualnetwork" && b.name == "internet" && a.place == b.place)
        relations.push_back({network::RelationKind::disjoint, first, second});
    }
  }
  return network::Vocabulary::make(std::move(contents), std::move(relations),
                                   static_cast<std::uint32_t>(conditions_.size()));
}

const Resource* RuleOrigin::resource(const Inventory& inventory) const {
  if (written != nullptr)
    return &inventory.owner(*written);
  if (firewall != nullptr)
    return &inventory.owner(*firewall);
  return admin != nullptr ? &inventory.owner(*admin) : nullptr;
}

void ListDraft::add_all(std::uint32_t priority, network::Access access, std::string rule_name,
                        std::vector<network::ConditionId> conditions) {
  rules.push_back({.name = static_cast<std::uint32_t>(origins.size()),
                   .priority = priority,
                   .access = access,
                   .source = network::Side::anywhere(),
                   .destination = network::Side::anywhere(),
                   .conditions = std::move(conditions)});
  origins.push_back({.name = std::move(rule_name)});
}

}  // namespace cachewarden::inline v0::reach
