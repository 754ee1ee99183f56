#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

namespace {

const Finding* data(const cachewarden_finding* finding) noexcept {
  return finding == nullptr ? nullptr : &finding->finding;
}

const Evidence* unwrap(const cachewarden_evidence* evidence) noexcept {
  return reinterpret_cast<const Evidence*>(evidence);
}

const Missing* unwrap(const cachewarden_missing* missing) noexcept {
  return reinterpret_cast<const Missing*>(missing);
}

}  // namespace

cachewarden_code cachewarden_assessment_finding(cachewarden_finding** out,
                                                const cachewarden_assessment* assessment,
                                                size_t index, cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(assessment, "assessment");
    const AssessmentView& all = *assessment->view;
    if (index >= all.assessment.size())
      refuse(ErrorCode::argument, "there are " + std::to_string(all.assessment.size()) +
                                      " findings, and none has the number " +
                                      std::to_string(index));
    auto result = std::make_unique<cachewarden_finding>();
    result->view = assessment->view;
    const std::lock_guard lock(all.mutex);
    result->finding = all.explainer.finding(index);
    return result;
  });
}

cachewarden_status cachewarden_finding_status(const cachewarden_finding* finding) {
  return asked(data(finding),
               [](const Finding& f) { return static_cast<cachewarden_status>(f.status); });
}

const cachewarden_rule* cachewarden_finding_rule(const cachewarden_finding* finding) {
  return asked(data(finding), [](const Finding& f) { return wrap(f.rule); });
}

const cachewarden_resource* cachewarden_finding_resource(const cachewarden_finding* finding) {
  return asked(finding, [](const auto& f) {
    const InventoryView& all = *f.view->inventory.view;
    return all.handle(all.inventory->index_of(*f.finding.resource));
  });
}

cachewarden_string cachewarden_finding_message(const cachewarden_finding* finding) {
  return text_of(
      data(finding), [](const auto& f) -> auto& { return f.message; });
}

cachewarden_string cachewarden_finding_remediation(const cachewarden_finding* finding,
                                                   cachewarden_tool tool) {
  return text_of(data(finding), [tool](const Finding& f) -> std::string_view {
    switch (tool) {
      case CACHEWARDEN_TOOL_AZ:
        return f.cli;
      case CACHEWARDEN_TOOL_BICEP:
        return f.bicep;
      case CACHEWARDEN_TOOL_TERRAFORM:
        return f.terraform;
      default:
        return {};
    }
  });
}

size_t cachewarden_finding_assumption_count(const cachewarden_finding* finding) {
  return asked(data(finding), [](const Finding& f) { return f.assumptions.size(); });
}

cachewarden_string cachewarden_finding_assumption(const cachewarden_finding* finding,
                                                  size_t index) {
  return finding == nullptr ? borrowed({}) : item_of(finding->finding.assumptions, index);
}

size_t cachewarden_finding_mark_count(const cachewarden_finding* finding) {
  return asked(data(finding), [](const Finding& f) { return f.marks.size(); });
}

cachewarden_string cachewarden_finding_mark(const cachewarden_finding* finding, size_t index) {
  return finding == nullptr ? borrowed({}) : item_of(finding->finding.marks, index);
}

void cachewarden_finding_free(cachewarden_finding* finding) {
  delete finding;
}

// ---- evidence -------------------------------------------------------------

size_t cachewarden_finding_evidence_count(const cachewarden_finding* finding) {
  return asked(data(finding), [](const Finding& f) { return f.evidence.size(); });
}

const cachewarden_evidence* cachewarden_finding_evidence(const cachewarden_finding* finding,
                                                         size_t index) {
  return asked(data(finding), [index](const Finding& f) {
    return index < f.evidence.size()
               ? reinterpret_cast<const cachewarden_evidence*>(&f.evidence[index])
               : nullptr;
  });
}

cachewarden_string cachewarden_evidence_resource(const cachewarden_evidence* evidence) {
  return text_of(
      unwrap(evidence), [](const auto& e) -> auto& { return e.resource; });
}

cachewarden_string cachewarden_evidence_property(const cachewarden_evidence* evidence) {
  return text_of(
      unwrap(evidence), [](const auto& e) -> auto& { return e.property; });
}

cachewarden_state cachewarden_evidence_state(const cachewarden_evidence* evidence) {
  return asked(unwrap(evidence),
               [](const Evidence& e) { return static_cast<cachewarden_state>(e.state); });
}

cachewarden_string cachewarden_evidence_value(const cachewarden_evidence* evidence) {
  return text_of(
      unwrap(evidence), [](const auto& e) -> auto& { return e.value; });
}

cachewarden_string cachewarden_evidence_note(const cachewarden_evidence* evidence) {
  return text_of(
      unwrap(evidence), [](const auto& e) -> auto& { return e.note; });
}

cachewarden_string cachewarden_evidence_document(const cachewarden_evidence* evidence) {
  return text_of(
      unwrap(evidence), [](const auto& e) -> auto& { return e.document; });
}

cachewarden_string cachewarden_evidence_pointer(const cachewarden_evidence* evidence) {
  return text_of(
      unwrap(evidence), [](const auto& e) -> auto& { return e.pointer; });
}

uint32_t cachewarden_evidence_line(const cachewarden_evidence* evidence) {
  return asked(unwrap(evidence), [](const Evidence& e) { return e.line; });
}

uint32_t cachewarden_evidence_column(const cachewarden_evidence* evidence) {
  return asked(unwrap(evidence), [](const Evidence& e) { return e.column; });
}

size_t cachewarden_evidence_via_count(const cachewarden_evidence* evidence) {
  return asked(unwrap(evidence), [](const Evidence& e) { return e.via.size(); });
}

cachewarden_string cachewarden_evidence_via(const cachewarden_evidence* evidence, size_t index) {
  return evidence == nullptr ? borrowed({}) : item_of(unwrap(evidence)->via, index);
}

// ---- missing evidence -----------------------------------------------------

cachewarden_string cachewarden_evidence_kind_name(cachewarden_evidence_kind kind) {
  return name_of(kind, Missing::Kind::attestation);
}

size_t cachewarden_finding_missing_count(const cachewarden_finding* finding) {
  return asked(data(finding), [](const Finding& f) { return f.missing.size(); });
}

const cachewarden_missing* cachewarden_finding_missing(const cachewarden_finding* finding,
                                                       size_t index) {
  return asked(data(finding), [index](const Finding& f) {
    return index < f.missing.size()
               ? reinterpret_cast<const cachewarden_missing*>(&f.missing[index])
               : nullptr;
  });
}

cachewarden_evidence_kind cachewarden_missing_kind(const cachewarden_missing* missing) {
  return asked(unwrap(missing),
               [](const Missing& m) { return static_cast<cachewarden_evidence_kind>(m.kind); });
}

cachewarden_string cachewarden_missing_what(const cachewarden_missing* missing) {
  return text_of(
      unwrap(missing), [](const auto& m) -> auto& { return m.what; });
}

cachewarden_string cachewarden_missing_reason(const cachewarden_missing* missing) {
  return text_of(
      unwrap(missing), [](const auto& m) -> auto& { return m.reason; });
}

cachewarden_string cachewarden_missing_collect(const cachewarden_missing* missing) {
  return text_of(
      unwrap(missing), [](const auto& m) -> auto& { return m.collect; });
}
