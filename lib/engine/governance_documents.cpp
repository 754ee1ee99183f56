#include <array>
#include <utility>

#include "cachewarden/engine/governance.hpp"
#include "engine/document_check.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::DocumentCheck;
using json::Kind;
using json::Node;

constexpr std::array<std::string_view, 2> categories{"waiver", "mitigated"};

/// The rules and resources that an entry is about. Noted if it names none.
FindingPattern about(DocumentCheck& check, Node entry) {
  FindingPattern result;
  const Node rule = entry.find("rule");
  const Node control = entry.find("control");
  if (rule)
    result.rules = check.texts(rule, "rule");
  if (control) {
    for (std::string& text : check.texts(control, "control")) {
      if (text.find('/') == std::string::npos)
        check.refuse(control,
                     "`control` is a framework and an id like mcsb/NS-2, not `" + text + "`");
      result.rules.push_back(std::move(text));
    }
  }
  if (!rule && !control)
    check.refuse(entry, "`rule` or `control` is missing");
  if (const Node resource = check.required(entry, "resource"))
    result.resources = check.texts(resource, "resource");
  return result;
}

std::string text_of(DocumentCheck& check, Node entry, std::string_view name) {
  const Node node = check.required(entry, name);
  return node ? check.text(node, name).value_or("") : "";
}

std::string optional_text(DocumentCheck& check, Node entry, std::string_view name) {
  const Node node = entry.find(name);
  return node ? check.text(node, name).value_or("") : "";
}

std::optional<std::chrono::sys_days> date_of(DocumentCheck& check, Node entry,
                                             std::string_view name) {
  const Node node = check.required(entry, name);
  return node ? check.date(node, name) : std::nullopt;
}

Exemption exemption_of(DocumentCheck& check, Node entry) {
  check.require_names(entry, {"rule", "control", "resource", "category", "reason", "owner",
                              "reference", "from", "until"});
  Exemption result{.about = about(check, entry)};
  if (const Node category = check.required(entry, "category")) {
    if (const auto number = check.choice(category, "category", categories))
      result.category = static_cast<ExemptionCategory>(*number + 1);
  }
  result.reason = text_of(check, entry, "reason");
  result.owner = text_of(check, entry, "owner");
  result.reference = optional_text(check, entry, "reference");
  if (const Node from = entry.find("from"))
    result.from = check.date(from, "from");
  result.until = date_of(check, entry, "until");
  if (result.from && result.until && *result.until < *result.from)
    check.refuse(entry.find("until"), "`until` is before `from`");
  return result;
}

Attestation attestation_of(DocumentCheck& check, Node entry) {
  check.require_names(
      entry, {"rule", "control", "resource", "statement", "by", "reference", "date", "until"});
  Attestation result{.about = about(check, entry)};
  result.statement = text_of(check, entry, "statement");
  result.by = text_of(check, entry, "by");
  result.reference = text_of(check, entry, "reference");
  result.date = date_of(check, entry, "date");
  result.until = date_of(check, entry, "until");
  if (result.date && result.until && *result.until < *result.date)
    check.refuse(entry.find("until"), "`until` is before `date`");
  return result;
}

/// The entries of the list of that name.
template <class T>
Parsed<std::vector<T>> parsed(std::string_view text, std::string_view name, std::string_view list,
                              T (*read)(DocumentCheck&, Node)) {
  DocumentCheck check(text, name);
  Parsed<std::vector<T>> result;
  if (const Node root = check.root()) {
    check.require_names(root, {"$schema", list});
    const Node entries = check.required(root, list);
    if (entries && !entries.is(Kind::array))
      check.refuse(entries, "`" + std::string(list) + "` is a list");
    for (const Node entry : entries.is(Kind::array) ? entries : Node{}) {
      if (!entry.is(Kind::object)) {
        check.refuse(entry, "expected an object");
        continue;
      }
      T value = read(check, entry);
      const json::Position position = check.position(entry);
      value.document = name;
      value.line = position.line;
      value.column = position.column;
      result.value.push_back(std::move(value));
    }
  }
  result.errors = check.take_errors();
  return result;
}

}  // namespace

Parsed<std::vector<Exemption>> parse_exemptions(std::string_view text, std::string_view name) {
  return parsed<Exemption>(text, name, "exemptions", exemption_of);
}

Parsed<std::vector<Attestation>> parse_attestations(std::string_view text, std::string_view name) {
  return parsed<Attestation>(text, name, "attestations", attestation_of);
}

}  // namespace cachewarden::inline v0
