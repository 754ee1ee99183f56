#include "engine/evidence_age.hpp"

#include <algorithm>
#include <exception>
#include <new>

#include "cachewarden/base/date.hpp"
#include "engine/command.hpp"

namespace cachewarden::inline v0::detail {

namespace {

void add_once(std::vector<Missing>& list, Missing item) {
  if (std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(std::move(item));
}

/// Lists that name no resource come in such documents.
bool may_hold_empty_lists(const InputDocument& document) {
  return document.form == "attributed answer" || document.form == "conditional-access" ||
         document.form == "ndjson";
}

}  // namespace

EvidenceAge::EvidenceAge(const Assessment& assessment) : assessment_(assessment) {
  const std::uint32_t most = assessment.settings().max_evidence_age_days;
  is_limited_ = most != 0;
  if (!is_limited_)
    return;
  const std::string limit =
      "the settings allow evidence of " + std::to_string(most) + (most == 1 ? " day" : " days");
  const std::optional<std::chrono::sys_days> today = assessment.as_of();
  for (const InputDocument& document : assessment.inventory().documents()) {
    std::string why;
    if (!document.collected)
      why = "nobody says when `" + document.name + "` was collected, and " + limit;
    else if (!today)
      why = limit + ", and there is no date of judgement";
    else if (*today - *document.collected > std::chrono::days(most))
      why = "`" + document.name + "` was collected on " + date_text(*document.collected) +
            ", and " + limit;
    why_.push_back(std::move(why));
  }
}

std::string EvidenceAge::why(const Resource& resource) const {
  std::string result;
  if (resource.intent != Intent::live)
    return result;
  for (const Source& source : assessment_.inventory().sources(resource)) {
    if (source.document >= why_.size())
      continue;
    // What shows all of it says the same of all of it, or the properties are in conflict.
    if (why_[source.document].empty() && source.carried == Carried::full)
      return {};
    if (result.empty())
      result = why_[source.document];
  }
  return result;
}

std::string EvidenceAge::why(const Resource& parent, TypeNumber type) const {
  const Inventory& inventory = assessment_.inventory();
  const std::vector<std::uint32_t> children = inventory.children(parent, type);
  for (const std::uint32_t child : children) {
    if (std::string result = why(inventory.resource(child)); !result.empty())
      return result;
  }
  if (!children.empty())
    return {};
  if (std::string result = why(parent); !result.empty())
    return result;
  for (std::size_t i = 0; i < why_.size(); ++i) {
    if (!why_[i].empty() && may_hold_empty_lists(inventory.documents()[i]))
      return why_[i];
  }
  return {};
}

std::vector<Missing> EvidenceAge::outdated(std::size_t index) const {
  std::vector<Missing> result;
  const Assessment::Item item = assessment_.item(index);
  if (item.status == Status::unknown)
    return result;
  const Inventory& inventory = assessment_.inventory();
  const Resource& judged = inventory.resource(item.resource);
  const auto add = [&](const Resource& resource) {
    if (std::string reason = why(resource); !reason.empty())
      add_once(result,
               {.kind = Missing::Kind::resource,
                .what = resource.id.string(),
                .reason = std::move(reason),
                .collect = command(resource_types()[resource.type]->collect, inventory, resource)});
  };
  add(judged);
  Claim basis;
  if (const Assessment::Answer* answer = assessment_.answer(index)) {
    basis = answer->basis;
  } else {
    try {
      const Context context(inventory, assessment_.settings(), assessment_.as_of());
      basis = item.rule->check.run(item.rule->check.user, judged, context).basis;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception&) {
      return result;
    }
  }
  // Claims keep the first of what they rest on: there may be more, in any document.
  const auto old =
      std::find_if(why_.begin(), why_.end(), [](const std::string& why) { return !why.empty(); });
  if (basis.size == Claim::capacity && old != why_.end())
    add_once(result, {.kind = Missing::Kind::resource,
                      .what = judged.id.string(),
                      .reason = *old,
                      .collect = {}});
  for (std::size_t i = 0; i < basis.size; ++i) {
    const Basis& each = basis.basis[i];
    if (each.kind == Basis::Kind::knowledge || each.kind == Basis::Kind::attestation)
      continue;
    const std::optional<PropertyPlace> place = inventory.place_of(each.at);
    if (!place)
      continue;
    const Resource& resource = inventory.resource(place->resource);
    if (each.kind != Basis::Kind::collection) {
      add(resource);
      continue;
    }
    const ResourceType& child = *resource_types()[each.type];
    if (std::string reason = why(resource, each.type); !reason.empty())
      add_once(result, {.kind = Missing::Kind::collection,
                        .what = resource.id.string() + "#" + std::string(child.last_word()),
                        .reason = std::move(reason),
                        .collect = command(child.collect_all, inventory, resource)});
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
