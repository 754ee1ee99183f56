#include "cachewarden/engine/view_assessment.hpp"

#include <algorithm>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/engine/select.hpp"
#include "engine/command.hpp"

namespace cachewarden::inline v0 {

namespace {

bool matches_any(const ViewCheck& check, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return matches_glob(check.id, pattern) ||
           (!check.ref.empty() && matches_glob(check.ref, pattern));
  });
}

}  // namespace

Status status_of(ViewVerdict verdict) noexcept {
  return static_cast<Status>(verdict);
}

Severity severity_of(const ViewCheck& check) noexcept {
  return static_cast<Severity>(check.rank);
}

ViewAssessment::ViewAssessment(std::shared_ptr<const Inventory> inventory, ViewOptions options)
    : estate_(std::move(inventory)), options_(std::move(options)) {
  const auto resources = estate_.resources();
  for (std::uint32_t i = 0; i < resources.size(); ++i) {
    for (const View* view : options_.views) {
      for (const ViewCheck& check : view->checks) {
        if (!ViewEstate::is_about(*view, check, resources[i]) || !is_chosen(check))
          continue;
        const ViewVerdict verdict =
            estate_.ask(*view, check, resources[i], options_.settings).verdict;
        items_.push_back({i, view, &check, verdict});
        counts_.count(status_of(verdict));
      }
    }
  }
}

bool ViewAssessment::is_chosen(const ViewCheck& check) const {
  return (options_.include.empty() || matches_any(check, options_.include)) &&
         !matches_any(check, options_.exclude);
}

ViewAnswer ViewAssessment::answer(const Item& item, std::vector<ViewEvidence>* evidence) const {
  return estate_.ask(*item.view, *item.check, estate_.resources()[item.resource], options_.settings,
                     evidence);
}

std::vector<Missing> ViewAssessment::missing(const Item& item, const ViewAnswer& answer) const {
  std::vector<Missing> result;
  if (!answer.open.empty())
    result.push_back({.kind = Missing::Kind::parameter,
                      .what = answer.open,
                      .reason = "its value is known only when the template is deployed"});
  if (answer.uncollected.empty())
    return result;
  Missing collection{.kind = Missing::Kind::collection,
                     .what = std::string(answer.uncollected),
                     .reason = answer.reason};
  const ViewResource& resource = estate_.resources()[item.resource];
  const TypeNumber type = find_type(answer.uncollected);
  if (type != no_model && resource.resource != no_index && resource.intent == Intent::live)
    collection.collect = detail::command(resource_types()[type]->collect_all, estate_.inventory(),
                                         estate_.inventory().resource(resource.resource));
  result.push_back(std::move(collection));
  return result;
}

Result<std::vector<const View*>> select_views(const std::vector<std::string>& names) {
  std::vector<const View*> result;
  for (const View* view : views_catalog()) {
    const bool is_named = std::any_of(names.begin(), names.end(), [&](const std::string& each) {
      return equal_folded(each, view->name);
    });
    if (names.empty() || is_named)
      result.push_back(view);
  }
  for (const std::string& each : names) {
    if (find_view(each) != nullptr)
      continue;
    std::string known;
    for (const View* view : views_catalog())
      known.append(known.empty() ? "" : ", ").append(view->name);
    return Error{ErrorCode::argument, "`" + each + "` is not one of " + known};
  }
  return result;
}

Result<ViewSettings::Entry> parse_view_setting(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos)
    return Error{ErrorCode::argument, "`" + std::string(text) + "` is not NAME=VALUE"};
  const std::string_view value = text.substr(equals + 1);
  const Result<json::Document> parsed = json::Document::parse(value);
  return ViewSettings::Entry{std::string(text.substr(0, equals)),
                             parsed ? std::string(value) : json::quote(value)};
}

Result<ViewSettings> parse_view_settings(std::string_view object) {
  const Result<json::Document> parsed = json::Document::parse(object);
  if (!parsed || !parsed->root().is(json::Kind::object))
    return Error{ErrorCode::argument, "the settings of views are no JSON object"};
  ViewSettings result;
  for (const json::Node& member : parsed->root())
    result.entries.push_back({std::string(member.key()), std::string(member.raw())});
  return result;
}

}  // namespace cachewarden::inline v0
