#include <algorithm>
#include <exception>
#include <map>
#include <new>
#include <utility>

#include "cachewarden/engine/assess.hpp"
#include "cachewarden/model/edits.hpp"
#include "cachewarden/model/scalar.hpp"
#include "engine/command.hpp"
#include "engine/locate.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::Locator;
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

/// The path of a field for people: as in the REST interface.
std::string path_of(const FieldRow& row) {
  std::string_view path = row.arm.empty() ? row.name : row.arm[0];
  if (path.ends_with(".id"))
    path.remove_suffix(3);
  return std::string(path);
}

std::string_view why(State state) {
  switch (state) {
    case State::not_carried:
      return "the input does not show it";
    case State::absent:
      return "the input does not set it, and what that means is not certain";
    case State::null:
      return "the input shows null, and what that means is not certain";
    case State::unresolved:
      return "its value is known only when the template is deployed";
    case State::withheld:
      return "its value was hidden";
    case State::malformed:
      return "its value cannot be read";
    case State::conflicting:
      return "sources disagree on it";
    case State::other:
      return "it has a value that this version does not know";
    default:
      return "";
  }
}

template <class T>
void add_once(std::vector<T>& list, T item) {
  if (std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(std::move(item));
}

/// An expression that only names a parameter or variable.
bool is_plain_name(std::string_view raw) {
  return (raw.starts_with("\"[parameters('") || raw.starts_with("\"[variables('")) &&
         std::count(raw.begin(), raw.end(), '\'') == 2 && raw.ends_with("')]\"");
}

/// The id of what lists all resources of a type that a resource depends on: its own for children
/// and extensions, and else that of its subscription.
std::string lister_of(const ResourceType& type, const Resource& resource) {
  const std::optional<ResourceId> id = parse_resource_id(resource.id);
  const bool is_of_subscription = parent_type(type.arm).empty() && !type.is_extension;
  return is_of_subscription && id ? "/subscriptions/" + std::string(id->subscription)
                                  : resource.id.string();
}

/// The name of the parameter that an expression is, and else the expression.
std::string parameter_of(std::string_view raw) {
  constexpr std::string_view before = "\"[parameters('";
  if (!is_plain_name(raw) || !raw.starts_with(before))
    return std::string(raw);
  return std::string(raw.substr(before.size(), raw.rfind('\'') - before.size()));
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

/// What is missing where an expression stays unknown, by the reason why it does.
void miss_expression(std::string_view kind, Missing& missing) {
  if (kind == "module") {
    missing.kind = Missing::Kind::module;
    missing.reason = "the content of a module is not at hand";
  } else if (kind.empty() || kind == "parameter") {
    missing.kind = Missing::Kind::parameter;
    missing.reason = "its value is known only when the template is deployed";
  } else {
    missing.reason = kind == "time" ? "its value differs from deployment to deployment"
                                    : "its value is known only to the service";
  }
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

struct Explainer::State {
  explicit State(const Assessment& judged)
      : assessment(&judged), inventory(&judged.inventory()), locator(*inventory) {}

  void explain_property(const PropertyPlace& place, std::uint16_t record, Finding& finding);
  void miss_record(const Resource& resource, const FieldRow& row, const void* body,
                   std::uint16_t record, Finding& finding);
  void explain_resource(const Resource& resource, Finding& finding);
  void add_at_resource(const Resource& resource, Evidence evidence, Finding& finding);
  void explain_collection(const Resource& parent, TypeNumber type, Finding& finding);
  bool locate_in_source(const Resource& resource, const FieldRow& row, Evidence evidence,
                        Finding& finding);
  void locate_in_referrer(const Resource& resource, const FieldRow& row, Evidence evidence,
                          Finding& finding);
  void miss_property(const Resource& resource, const FieldRow& row, const void* body,
                     const Evidence& evidence, Finding& finding);
  std::size_t count_within(const Resource& subscription, TypeNumber type);
  [[nodiscard]] std::string change(const Claim& basis, std::string_view wanted) const;

  const Assessment* assessment;
  const Inventory* inventory;
  Locator locator;
  std::string unknown_kind{};  ///< of the expression that was located last
  std::map<std::pair<const Resource*, TypeNumber>, std::size_t> counts_within{};
};

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

void Explainer::State::miss_property(const Resource& resource, const FieldRow& row,
                                     const void* body, const Evidence& evidence, Finding& finding) {
  const ResourceType& type = *resource_types()[resource.type];
  const cachewarden::State state = row.state(body);
  if (!resource.is_collected) {
    add_once(finding.missing,
             {.kind = Missing::Kind::resource,
              .what = resource.id.string(),
              .reason = std::string("the ") + std::string(type.label) + " was not collected",
              .collect = detail::command(type.collect, *inventory, resource)});
    return;
  }
  Missing missing{.kind = Missing::Kind::property,
                  .what = resource.id.string() + "#" + path_of(row),
                  .reason = std::string(why(state))};
  if (state == cachewarden::State::unresolved) {
    miss_expression(unknown_kind, missing);
    missing.what = parameter_of(evidence.value);
  } else if (resource.intent == Intent::live) {
    missing.collect = detail::command(type.collect, *inventory, resource);
  }
  add_once(finding.missing, std::move(missing));
}

/// What one record of a list does not tell.
void Explainer::State::miss_record(const Resource& resource, const FieldRow& row, const void* body,
                                   std::uint16_t record, Finding& finding) {
  if (row.record == nullptr || record >= row.record->size(row.at(body)))
    return;
  for (const FieldRow& inner : row.record->fields) {
    const cachewarden::State state = inner.state(row.record->at(row.at(body), record));
    if (!is_gap(state))
      continue;
    const std::string_view collect = resource_types()[resource.type]->collect;
    add_once(finding.missing, {.kind = Missing::Kind::property,
                               .what = resource.id.string() + "#" + path_of(row) + "[" +
                                       std::to_string(record) + "]." + path_of(inner),
                               .reason = std::string(why(state)),
                               .collect = resource.intent == Intent::planned
                                              ? std::string()
                                              : detail::command(collect, *inventory, resource)});
    return;
  }
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

/// The remedy as a change of the file that the resource was expanded from; empty if there is none.
std::string Explainer::State::change(const Claim& basis, std::string_view wanted) const {
  for (std::size_t i = 0; i < basis.size && !wanted.empty(); ++i) {
    const bool is_knowledge = basis.basis[i].kind == Basis::Kind::knowledge;
    const auto place = is_knowledge ? std::nullopt : inventory->place_of(basis.basis[i].at);
    if (!place)
      continue;
    const Resource& resource = inventory->resource(place->resource);
    std::string pointer;
    if (basis.basis[i].kind == Basis::Kind::property && place->field != 0xff) {
      const FieldRow& row = resource_types()[resource.type]->fields[place->field];
      if (row.secret || row.arm.empty())
        continue;
      pointer = "/" + std::string(row.arm[0].substr(0, row.arm[0].find("[]")));
      std::replace(pointer.begin(), pointer.end(), '.', '/');
    }
    for (const Source& source : inventory->sources(resource)) {
      const auto* const edits =
          dynamic_cast<const Edits*>(inventory->documents()[source.document].origins.get());
      if (edits == nullptr)
        continue;
      std::string diff = edits->edit(static_cast<std::size_t>(source.offset), pointer, wanted);
      if (!diff.empty())
        return diff;
    }
  }
  return {};
}

Explainer::Explainer(const Assessment& assessment) : state_(std::make_unique<State>(assessment)) {}
Explainer::~Explainer() = default;
Explainer::Explainer(Explainer&&) noexcept = default;
Explainer& Explainer::operator=(Explainer&&) noexcept = default;

Finding Explainer::finding(std::size_t index) {
  State& state = *state_;
  state.locator.tidy();
  const Inventory& inventory = *state.inventory;
  const Assessment::Item item = state.assessment->item(index);
  const Resource& resource = inventory.resource(item.resource);
  const Rule& rule = *item.rule;
  Finding finding{.rule = &rule, .resource = &resource, .status = item.status};

  Verdict verdict{.status = item.status};
  try {
    if (const Assessment::Answer* answer = state.assessment->answer(index)) {
      verdict.basis = answer->basis;
      verdict.note = answer->note;
    } else {
      const Context context(inventory, state.assessment->settings(), state.assessment->as_of());
      verdict = rule.check.run(rule.check.user, resource, context);
    }
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    finding.message = std::string("the rule failed: ") + error.what();
    return finding;
  }
  std::vector<const Resource*> around;
  for (std::size_t i = 0; i < verdict.basis.size; ++i) {
    const Basis& basis = verdict.basis.basis[i];
    if (basis.kind == Basis::Kind::knowledge) {
      add_once(finding.missing, {.kind = Missing::Kind::setting,
                                 .what = static_cast<const char*>(basis.at),
                                 .reason = "no document of the estate tells it"});
      continue;
    }
    if (basis.kind == Basis::Kind::attestation) {
      add_once(finding.missing, {.kind = Missing::Kind::attestation,
                                 .what = static_cast<const char*>(basis.at),
                                 .reason = "only a person can state it"});
      continue;
    }
    const std::optional<PropertyPlace> place = inventory.place_of(basis.at);
    if (!place)
      continue;
    around.push_back(&inventory.resource(place->resource));
    switch (basis.kind) {
      case Basis::Kind::property:
        state.explain_property(*place, basis.record, finding);
        break;
      case Basis::Kind::resource:
        state.explain_resource(inventory.resource(place->resource), finding);
        break;
      case Basis::Kind::collection:
        state.explain_collection(inventory.resource(place->resource), basis.type, finding);
        break;
      case Basis::Kind::knowledge:
      case Basis::Kind::attestation:
        break;
    }
  }
  if (finding.status == Status::fail) {
    finding.message = verdict.note.empty() ? rule.message : verdict.note;
    if (resource.intent == Intent::live)
      finding.cli =
          detail::command(rule.remediation.cli, inventory, resource,
                          {.resources = around, .settings = &state.assessment->settings()});
    finding.bicep = state.change(verdict.basis, rule.remediation.bicep);
    if (finding.bicep.empty())
      finding.bicep = rule.remediation.bicep;
    finding.terraform = rule.remediation.terraform;
  } else if (finding.status == Status::unknown) {
    finding.message = !verdict.note.empty()      ? std::string(verdict.note)
                      : !finding.missing.empty() ? finding.missing[0].reason
                                                 : "the evidence does not decide it";
  } else if (!verdict.note.empty()) {
    finding.message = verdict.note;
  } else {
    finding.message = finding.status == Status::pass ? rule.title : "does not apply here";
  }
  if (const Assessment::WorldAnswer* worlds = state.assessment->world_answer(index)) {
    if (finding.status == Status::unknown)
      finding.message = worlds->text;
    else
      finding.message.append(": ").append(worlds->text);
  }
  if (const std::vector<Missing>* outdated = state.assessment->outdated(index)) {
    finding.message = outdated->front().reason;
    for (const Missing& each : *outdated)
      add_once(finding.missing, each);
  }
  finding.exemption = state.assessment->exemption(index);
  if (finding.exemption != nullptr)
    finding.marks.emplace_back("exempt");
  finding.attestation = state.assessment->attestation(index);
  if (finding.attestation != nullptr) {
    finding.marks.emplace_back("attested");
    finding.message =
        "attested by " + finding.attestation->by + ": " + finding.attestation->statement;
    finding.missing.clear();
  }
  return finding;
}

}  // namespace cachewarden::inline v0
