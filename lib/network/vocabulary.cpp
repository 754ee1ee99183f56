#include "cachewarden/network/vocabulary.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace cachewarden::inline v0::network {
namespace {

struct Bounds {
  AddressSet lower;
  AddressSet upper;
};

// One round of what the relations say; false if nothing changed.
bool tighten(std::vector<Bounds>& bounds, const std::vector<Relation>& relations) {
  bool changed = false;
  const auto set = [&changed](AddressSet& target, AddressSet value) {
    if (target == value)
      return;
    target = std::move(value);
    changed = true;
  };
  for (const Relation& relation : relations) {
    Bounds& first = bounds[relation.first];
    Bounds& second = bounds[relation.second];
    if (relation.kind == RelationKind::subset) {
      set(second.lower, second.lower | first.lower);
      set(first.upper, first.upper & second.upper);
    } else {
      set(first.upper, first.upper - second.lower);
      set(second.upper, second.upper - first.lower);
    }
  }
  return changed;
}

bool contradicts(const Bounds& bounds) {
  return !(bounds.lower - bounds.upper).empty();
}

// The sets reachable over `subset` relations, without the start itself.
std::vector<SetId> reachable(SetId start, const std::vector<std::vector<SetId>>& direct) {
  std::vector<bool> seen(direct.size());
  std::vector<SetId> out{start};
  seen[start] = true;
  for (std::size_t i = 0; i < out.size(); ++i)
    for (const SetId next : direct[out[i]])
      if (!seen[next]) {
        seen[next] = true;
        out.push_back(next);
      }
  out.erase(out.begin());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Result<std::shared_ptr<const Vocabulary>> Vocabulary::make(std::vector<TagContent> contents,
                                                           std::vector<Relation> relations,
                                                           std::uint32_t conditions) {
  std::vector<Bounds> given;
  for (const TagContent& content : contents) {
    const std::size_t index = given.size();
    if (!(content.includes & content.excludes).empty())
      return Error{ErrorCode::format, "named set " + std::to_string(index) +
                                          " includes and excludes the same addresses"};
    given.push_back({content.includes, content.complete
                                           ? content.includes
                                           : AddressSet::everything() - content.excludes});
  }
  for (const Relation& relation : relations)
    if (relation.first >= given.size() || relation.second >= given.size())
      return Error{ErrorCode::argument, "a relation names a set that there is not"};

  auto made = std::make_shared<Vocabulary>();
  std::erase_if(relations, [](const Relation& relation) {
    return relation.kind == RelationKind::subset && relation.first == relation.second;
  });
  std::vector<Bounds> bounds;
  for (bool again = true; again;) {
    bounds = given;
    while (tighten(bounds, relations)) {
    }
    const std::size_t before = relations.size();
    std::erase_if(relations, [&](const Relation& relation) {
      const bool drop = contradicts(bounds[relation.first]) || contradicts(bounds[relation.second]);
      if (drop)
        made->dropped_.push_back(relation);
      return drop;
    });
    again = relations.size() != before;
  }

  std::vector<std::vector<SetId>> supersets(given.size());
  for (const Relation& relation : relations)
    if (relation.kind == RelationKind::subset)
      supersets[relation.first].push_back(relation.second);
  made->conditions_ = conditions;
  for (SetId set = 0; set < given.size(); ++set)
    made->sets_.push_back(
        {bounds[set].lower, bounds[set].upper - bounds[set].lower, reachable(set, supersets), {}});
  const auto subsets = [&](SetId super) {
    std::vector<SetId> out{super};
    for (SetId set = 0; set < given.size(); ++set)
      if (made->implies(set, super) && set != super)
        out.push_back(set);
    return out;
  };
  for (const Relation& relation : relations)
    if (relation.kind == RelationKind::disjoint)
      for (const SetId a : subsets(relation.first))
        for (const SetId b : subsets(relation.second)) {
          made->sets_[a].disjoint.push_back(b);
          made->sets_[b].disjoint.push_back(a);
        }
  for (Known& known : made->sets_) {
    std::sort(known.disjoint.begin(), known.disjoint.end());
    known.disjoint.erase(std::unique(known.disjoint.begin(), known.disjoint.end()),
                         known.disjoint.end());
  }
  for (SetId set = 0; set < given.size(); ++set)
    if (made->excludes(set, set))
      made->sets_[set].open = {};  // it can only be empty
  return std::shared_ptr<const Vocabulary>(std::move(made));
}

bool Vocabulary::implies(SetId first, SetId second) const {
  const auto& supersets = sets_[first].supersets;
  return std::binary_search(supersets.begin(), supersets.end(), second);
}

bool Vocabulary::excludes(SetId first, SetId second) const {
  const auto& disjoint = sets_[first].disjoint;
  return std::binary_search(disjoint.begin(), disjoint.end(), second);
}

}  // namespace cachewarden::inline v0::network
