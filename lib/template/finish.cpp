#include <algorithm>
#include <unordered_map>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"

namespace cachewarden::inline v0::templates {
namespace {

bool are_named(std::span<const Value* const> items) {
  return std::all_of(items.begin(), items.end(), [](const Value* item) {
    if (!item->is(ValueKind::object))
      return false;
    const Value* name = item->object().find("name");
    return name != nullptr && name->is(ValueKind::string);
  });
}

std::string_view name_of(const Value& item) {
  return item.object().find("name")->text();
}

/// Two declarations of one thing as one: members together, named collections by name, else the
/// later one. Recursive as deep as values are.
const Value* united(ValueMaker& make, const Value* before, const Value* after) {
  if (before->is(ValueKind::object) && after->is(ValueKind::object)) {
    std::vector<Member> members(before->object().members.begin(), before->object().members.end());
    for (const Member& member : after->object().members) {
      const std::size_t place = before->object().place(member.name);
      if (place == before->object().members.size())
        members.push_back(member);
      else
        members[place].value = united(make, members[place].value, member.value);
    }
    return make.with_frame(make.object(members, after->origin), after->frame);
  }
  const bool lists = before->is(ValueKind::array) && after->is(ValueKind::array) &&
                     are_named(before->items()) && are_named(after->items());
  if (!lists)
    return after;
  std::vector<const Value*> items(before->items().begin(), before->items().end());
  for (const Value* item : after->items()) {
    const auto same = std::find_if(items.begin(), items.end(), [item](const Value* other) {
      return equal_folded(name_of(*other), name_of(*item));
    });
    if (same == items.end())
      items.push_back(item);
    else
      *same = united(make, *same, item);
  }
  return make.with_frame(make.array(items, after->origin), after->frame);
}

}  // namespace

void Evaluator::merge_declarations() {
  std::unordered_map<std::string, std::size_t> places;  // looked up only
  std::vector<std::ptrdiff_t> moved(out_.resources.size());
  std::vector<Predicted> kept;
  std::vector<const Value*> kept_parents;
  for (std::size_t i = 0; i < out_.resources.size(); ++i) {
    Predicted& resource = out_.resources[i];
    const bool can_merge = resource.id != nullptr && !resource.existing &&
                           !resource.content_unknown && !resource.count_unknown &&
                           resource.condition == Truth::yes;
    if (const auto key = can_merge ? text_key(*resource.id) : std::nullopt) {
      const auto [found, is_new] = places.try_emplace(*key, kept.size());
      if (!is_new) {
        Predicted& first = kept[found->second];
        const Value* const both = united(make_, first.body, resource.body);
        first.body = both->is(ValueKind::object) ? both : resource.body;  // past a limit
        first.api_version =
            resource.api_version != nullptr ? resource.api_version : first.api_version;
        first.merged.push_back(resource.origin);
        first.merged_frames.push_back(resource.frame);
        moved[i] = static_cast<std::ptrdiff_t>(found->second);
        continue;
      }
    }
    moved[i] = static_cast<std::ptrdiff_t>(kept.size());
    kept.push_back(std::move(resource));
    kept_parents.push_back(parent_ids_[i]);
  }
  for (Predicted& resource : kept) {
    if (resource.parent >= 0)
      resource.parent = moved[static_cast<std::size_t>(resource.parent)];
  }
  out_.resources = std::move(kept);
  parent_ids_ = std::move(kept_parents);
}

void Evaluator::find_parents() {
  std::unordered_map<std::string, std::size_t> known;  // looked up only
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < out_.resources.size(); ++i) {
    const Value* id = out_.resources[i].id;
    if (id == nullptr)
      continue;
    if (const auto key = text_key(*id))
      known.try_emplace(*key, i);
    else
      open.push_back(i);
  }
  for (std::size_t i = 0; i < out_.resources.size(); ++i) {
    const Value* wanted = parent_ids_[i];
    Predicted& resource = out_.resources[i];
    if (wanted == nullptr || resource.parent >= 0)
      continue;
    if (const auto key = text_key(*wanted)) {
      if (const auto found = known.find(*key); found != known.end())
        resource.parent = static_cast<std::ptrdiff_t>(found->second);
      continue;
    }
    for (const std::size_t candidate : open) {
      if (!step(Env{}, resource.origin))
        return;
      if (equal(*wanted, *out_.resources[candidate].id) != Truth::yes)
        continue;
      resource.parent = static_cast<std::ptrdiff_t>(candidate);
      break;
    }
  }
}

}  // namespace cachewarden::inline v0::templates
