#include <algorithm>
#include <optional>
#include <utility>

#include "cachewarden/model/scalar.hpp"
#include "engine/command.hpp"
#include "engine/explain.hpp"

namespace cachewarden::inline v0 {

namespace detail {

std::string path_of(const FieldRow& row) {
  std::string_view path = row.arm.empty() ? row.name : row.arm[0];
  if (path.ends_with(".id"))
    path.remove_suffix(3);
  return std::string(path);
}

bool is_plain_name(std::string_view raw) {
  return (raw.starts_with("\"[parameters('") || raw.starts_with("\"[variables('")) &&
         std::count(raw.begin(), raw.end(), '\'') == 2 && raw.ends_with("')]\"");
}

}  // namespace detail

namespace {

using detail::add_once;
using detail::is_plain_name;
using detail::path_of;
using detail::Place;

constexpr std::size_t shown_value = 200;  ///< bytes of a value that evidence shows

std::string shortened(std::string value) {
  if (value.size() <= shown_value)
    return value;
  std::size_t end = shown_value;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xc0) == 0x80)
    --end;
  return value.substr(0, end) + " ...";
}

/// What stands at a place, as far as it may be shown. What cannot be read or is not known may hold
/// anything, secrets among it: only its kind is told.
std::string shown(const FieldRow& row, State state, const Place& place) {
  const std::string_view raw = place.raw;
  if (row.secret)
    return "(secret)";
  const bool is_hidden = state == State::malformed || place.is_above;
  if (row.kind == FieldKind::records || is_hidden) {
    if (raw.starts_with('{'))
      return "(an object)";
    if (raw.starts_with('['))
      return "(a list)";
  }
  if (is_hidden && raw.starts_with('"') && !is_plain_name(raw))
    return state == State::unresolved ? "(an expression)" : "(text)";
  return shortened(std::string(raw));
}

void put_place(const Place& place, Evidence& evidence) {
  evidence.document = place.document;
  evidence.pointer = place.pointer;
  evidence.line = place.line;
  evidence.column = place.column;
  evidence.via = place.via;
}

/// The id of what lists all resources of a type that a resource depends on: its own for children
/// and extensions, and else that of its subscription.
std::string lister_of(const ResourceType& type, const Resource& resource) {
  const std::optional<ResourceId> id = parse_resource_id(resource.id);
  const bool is_of_subscription = parent_type(type.arm).empty() && !type.is_extension;
  return is_of_subscription && id ? "/subscriptions/" + std::string(id->subscription)
                                  : resource.id.string();
}

/// The last word of a resource type with the words apart: `firewallRules` -> `firewall rules`.
std::string collection_name(const ResourceType& type) {
  std::string result;
  for (const char c : type.arm.substr(type.arm.rfind('/') + 1)) {
    if (c >= 'A' && c <= 'Z')
      result += ' ';
    result += fold(c);
  }
  return result;
}

}  // namespace

/// Evidence in each source that shows the property; all of them, since they may disagree.
bool Explainer::State::locate_in_source(const Resource& resource, const FieldRow& row,
                                        Evidence evidence, Finding& finding) {
  std::optional<Evidence> fallback;
  bool is_shown = false;
  for (const Source& source : inventory->sources(resource)) {
    for (const Place& place : locator.field(source, row)) {
      Evidence here = evidence;
      put_place(place, here);
      unknown_kind = place.unknown_kind;
      if (place.raw.empty()) {
        if (!fallback)
          fallback = std::move(here);
        continue;
      }
      here.value = shown(row, evidence.state, place);
      const bool says_more =
          is_value(evidence.state) || evidence.state == cachewarden::State::conflicting;
      if (!is_shown || row.item_by_item ||
          (says_more && finding.evidence.back().value != here.value))
        add_once(finding.evidence, std::move(here));
      is_shown = true;
    }
  }
  if (is_shown)
    return true;
  if (evidence.state == cachewarden::State::stated)
    return false;
  add_once(finding.evidence, fallback.value_or(std::move(evidence)));
  return true;
}

/// A property that another resource told, such as the group of a subnet that only the group shows.
void Explainer::State::locate_in_referrer(const Resource& resource, const FieldRow& row,
                                          Evidence evidence, Finding& finding) {
  const void* body = inventory->body(resource);
  const std::string target = scalar_text(row, body);
  evidence.value = target.empty() ? "" : json::quote(target);
  for (const Referrer& referrer : inventory->referrers(resource)) {
    const Resource& other = inventory->resource(referrer.resource);
    if (!equal_folded(other.id, target) || inventory->sources(other).empty())
      continue;
    const FieldRow& back = resource_types()[other.type]->fields[referrer.field];
    for (const Place& place : locator.field(inventory->sources(other)[0], back)) {
      put_place(place, evidence);
      evidence.note = "shown by `" + std::string(other.name()) + "`";
      break;
    }
  }
  add_once(finding.evidence, std::move(evidence));
}

void Explainer::State::explain_property(const PropertyPlace& place, std::uint16_t record,
                                        Finding& finding) {
  const Resource& resource = inventory->resource(place.resource);
  if (place.field == 0xff) {
    explain_resource(resource, finding);
    return;
  }
  const ResourceType& type = *resource_types()[resource.type];
  const FieldRow& row = type.fields[place.field];
  const void* body = inventory->body(resource);
  Evidence evidence{
      .resource = resource.id.string(), .property = path_of(row), .state = row.state(body)};
  if (evidence.state == cachewarden::State::defaulted ||
      evidence.state == cachewarden::State::assumed) {
    std::string_view api_version;
    for (const Source& source : inventory->sources(resource))
      api_version = std::max(api_version, source.api_version.view());
    if (const DefaultFact* fact =
            find_default(inventory->facts(), type.arm, row.name, resource.intent, api_version)) {
      evidence.note = fact->note;
      if (evidence.state == cachewarden::State::assumed)
        add_once(finding.assumptions, fact->note);
    }
  }
  const std::size_t first = finding.evidence.size();
  if (!locate_in_source(resource, row, evidence, finding))
    locate_in_referrer(resource, row, evidence, finding);
  if (is_gap(evidence.state))
    miss_property(resource, row, body,
                  first < finding.evidence.size() ? finding.evidence[first] : evidence, finding);
  else if (finding.status == Status::unknown)
    miss_record(resource, row, body, record, finding);
}

void Explainer::State::explain_resource(const Resource& resource, Finding& finding) {
  add_at_resource(resource, {.resource = resource.id.string(), .state = cachewarden::State::stated},
                  finding);
}

/// Evidence at the place where a resource begins.
void Explainer::State::add_at_resource(const Resource& resource, Evidence evidence,
                                       Finding& finding) {
  for (const Source& source : inventory->sources(resource)) {
    if (const std::optional<Place> place = locator.resource(source)) {
      put_place(*place, evidence);
      break;
    }
  }
  add_once(finding.evidence, std::move(evidence));
}

/// How many resources of a type stand anywhere in a subscription; counted once.
std::size_t Explainer::State::count_within(const Resource& subscription, TypeNumber type) {
  const auto [counted, is_new] = counts_within.try_emplace({&subscription, type}, 0);
  if (!is_new)
    return counted->second;
  const std::string scope = subscription.id.string() + "/";
  for (const Resource& each : inventory->resources()) {
    if (each.type == type && each.is_collected && starts_with_folded(each.id, scope))
      ++counted->second;
  }
  return counted->second;
}

void Explainer::State::explain_collection(const Resource& parent, TypeNumber type,
                                          Finding& finding) {
  const ResourceType& child = *resource_types()[type];
  const std::string name = collection_name(child);
  switch (inventory->completeness(parent, type)) {
    case Completeness::complete:
    case Completeness::assumed: {
      // What a subscription holds is not all right below it; its diagnostic settings are.
      const bool is_below =
          parent.type != type_number<Subscription> || type == type_number<DiagnosticSetting>;
      const std::size_t count =
          is_below ? inventory->children(parent, type).size() : count_within(parent, type);
      Evidence evidence{
          .resource = parent.id.string(),
          .property = std::string(child.arm.substr(child.arm.rfind('/') + 1)),
          .state = count == 0 ? cachewarden::State::none : cachewarden::State::stated,
          .note = count == 0 ? "the list is complete and empty" : "the list is complete"};
      if (inventory->completeness(parent, type) == Completeness::assumed) {
        evidence.note = count == 0 ? "none is declared" : "taken to be all";
        add_once(finding.assumptions,
                 "the template declares all " + name + " of `" + std::string(parent.name()) + "`");
      }
      add_at_resource(parent, std::move(evidence), finding);
      break;
    }
    default: {
      const bool is_there = parent.intent != Intent::planned;
      if (!parent.is_collected) {
        const ResourceType& above = *resource_types()[parent.type];
        add_once(finding.missing,
                 {.kind = Missing::Kind::resource,
                  .what = parent.id.string(),
                  .reason = "the " + std::string(above.label) + " was not collected",
                  .collect = detail::command(above.collect, *inventory, parent)});
        const bool is_embedded = std::any_of(
            above.embedded.begin(), above.embedded.end(),
            [&](const Embedded& each) { return equal_folded(each.child_type, child.arm); });
        if (is_embedded)
          break;
      }
      add_once(finding.missing,
               {.kind = Missing::Kind::collection,
                .what = lister_of(child, parent) + "#" + std::string(child.last_word()),
                .reason = "the " + name + " were not collected, or not all of them",
                // A collection is listed by the names of its parent.
                .collect = is_there ? detail::command(child.collect_all, *inventory, parent)
                                    : std::string()});
    }
  }
}

}  // namespace cachewarden::inline v0
