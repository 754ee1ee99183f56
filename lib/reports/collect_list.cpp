#include "reports/collect_list.hpp"

#include <algorithm>
#include <utility>

#include "engine/command.hpp"

namespace cachewarden::inline v0::detail {

std::string counted(std::size_t count, std::string_view what) {
  std::string text = std::to_string(count);
  text.append(" ").append(what);
  return count == 1 ? text : text + "s";
}

std::string decision_text(const Exemption& exemption) {
  std::string text(name(exemption.category));
  if (!exemption.owner.empty())
    text += " by " + exemption.owner;
  if (exemption.until)
    text += " until " + date_text(*exemption.until);
  if (!exemption.reason.empty())
    text += ": " + exemption.reason;
  return exemption.source.empty() ? text : text + " (Azure Policy)";
}

std::string short_id(std::string_view id) {
  const std::optional<ResourceId> parsed = parse_resource_id(id);
  if (!parsed)
    return std::string(id);
  const std::optional<ResourceId> parent = parse_resource_id(parsed->parent());
  std::string text;
  if (parent)
    text.append(parent->name).append("/");
  return text.append(parsed->name);
}

std::string short_missing(const Missing& missing, std::string_view subject) {
  std::string what = missing.what;
  const std::string_view all = missing.what;
  const std::size_t mark = all.rfind('#');
  if (missing.kind == Missing::Kind::collection && !missing.reason.empty()) {
    const std::string_view parent = all.substr(0, mark);
    const bool is_subscription = parent.find("/providers/") == std::string_view::npos;
    return equal_folded(parent, subject) || is_subscription
               ? missing.reason
               : short_id(parent) + ": " + missing.reason;
  }
  if (missing.kind == Missing::Kind::parameter && !all.starts_with('"')) {
    what = "parameter `" + what + "`";
  } else if (missing.kind == Missing::Kind::resource) {
    what = short_id(all);
  } else if (mark != std::string::npos && parse_resource_id(all.substr(0, mark))) {
    std::string_view property = all.substr(mark + 1);
    if (property.starts_with("properties."))
      property.remove_prefix(11);
    what = property;
    if (!equal_folded(all.substr(0, mark), subject))
      what += " of " + short_id(all.substr(0, mark));
  }
  return missing.reason.empty() ? what : what + ": " + missing.reason;
}

std::size_t CollectList::add(const Missing& missing, const Finding& finding) {
  const bool is_command = !missing.collect.empty();
  std::string text = is_command ? missing.collect : short_missing(missing);
  const auto [known, is_new] = numbers_.emplace(text, entries_.size() + 1);
  if (is_new)
    entries_.push_back({.text = std::move(text), .is_command = is_command, .kind = missing.kind});
  if (is_command && list_.empty() && missing.kind == Missing::Kind::collection)
    list_ = shell_word(missing.what);
  Entry& entry = entries_[known->second - 1];
  if (entry.last_resource != finding.resource || entry.last_rule != finding.rule)
    ++entry.findings;
  entry.last_resource = finding.resource;
  entry.last_rule = finding.rule;
  if (last_resource_ != finding.resource || last_rule_ != finding.rule)
    ++findings_;
  last_resource_ = finding.resource;
  last_rule_ = finding.rule;
  return known->second;
}

bool CollectList::has(Missing::Kind kind) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [kind](const Entry& entry) { return entry.kind == kind; });
}

void CollectList::write_entries(bool commands, const Page& page) const {
  const std::size_t width = std::to_string(entries_.size()).size() + 2;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.is_command != commands)
      continue;
    const std::string number = "[" + std::to_string(i + 1) + "]";
    page.row({.indent = 2,
              .label = {{number, Style::dim, width}},
              .column = 3 + width,
              .text = {entry.text},
              .tail = {commands ? "" : "for " + counted(entry.findings, "finding"), Style::dim},
              .wraps = !commands});
  }
}

void CollectList::write(const Page& page) const {
  if (entries_.empty())
    return;
  const bool has_commands = std::any_of(entries_.begin(), entries_.end(),
                                        [](const Entry& entry) { return entry.is_command; });
  const bool has_others = std::any_of(entries_.begin(), entries_.end(),
                                      [](const Entry& entry) { return !entry.is_command; });
  page.blank();
  page.line({"To decide " + counted(findings_, "unknown finding") +
                 (has_commands ? ", collect:" : ", it takes:"),
             Style::bold});
  write_entries(true, page);
  if (has_commands) {
    page.line({"Save what they print and check it with the rest, or have a script do it:"}, 2);
    page.row({.indent = 2,
              .column = 2,
              .text = {"cachewarden check PATH... --format collect >collect.sh"},
              .wraps = false});
  }
  if (!list_.empty()) {
    page.line({"Lists do not say whose they are. Name them on the command line:"}, 2);
    page.row({.indent = 2, .column = 2, .text = {"--of " + list_ + " FILE"}, .wraps = false});
  }
  if (has_commands && has_others)
    page.line({"What no command collects:"}, 2);
  write_entries(false, page);
  if (has(Missing::Kind::parameter))
    page.line({"Parameters are given by --set NAME=VALUE or --parameters FILE."}, 2);
  if (has(Missing::Kind::attestation))
    page.line({"What people state goes into a document, --attestations FILE: docs/governance.md."},
              2);
}

}  // namespace cachewarden::inline v0::detail
