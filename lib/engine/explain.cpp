#include "engine/explain.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "cachewarden/model/edits.hpp"
#include "engine/command.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::add_once;
using detail::path_of;

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

/// The name of the parameter that an expression is, and else the expression.
std::string parameter_of(std::string_view raw) {
  constexpr std::string_view before = "\"[parameters('";
  if (!detail::is_plain_name(raw) || !raw.starts_with(before))
    return std::string(raw);
  return std::string(raw.substr(before.size(), raw.rfind('\'') - before.size()));
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

}  // namespace

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
      const Context context(inventory, state.assessment->settings(), state.assessment->as_of(),
                            &state.workings);
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
