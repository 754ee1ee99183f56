#include <nlohmann/json.hpp>

#include "cachewarden/reports/network_report.hpp"
#include "cachewarden/reports/report.hpp"
#include "engine/command.hpp"
#include "reports/collect_list.hpp"
#include "reports/json_writer.hpp"
#include "reports/network_words.hpp"

namespace cachewarden::inline v0 {

namespace {

using Json = nlohmann::ordered_json;
using detail::joined;

std::string shown(const Resource* resource) {
  return resource == nullptr ? "" : escape_for_terminal(resource->name());
}

/// The smallest change that removes a lint, as a command.
std::string edit_command(const reach::Lint& lint) {
  if (lint.rule == nullptr)
    return {};
  const std::string id = detail::shell_word(lint.rule->id.view());
  switch (lint.edit) {
    case reach::Edit::remove:
      return "az network nsg rule delete --ids " + id;
    case reach::Edit::renumber:
      return "az network nsg rule update --ids " + id + " --priority " +
             std::to_string(lint.priority);
    case reach::Edit::narrow:
      return "az network nsg rule update --ids " + id + " --source-address-prefixes CLIENTS";
    case reach::Edit::mend:
    case reach::Edit::none:
      break;
  }
  return {};
}

std::string_view edit_name(reach::Edit edit) {
  constexpr std::string_view names[] = {"none", "remove", "renumber", "narrow", "mend"};
  return names[static_cast<std::size_t>(edit)];
}

Json group_json(const Resource* group) {
  if (group == nullptr)
    return nullptr;
  return {{"id", group->id.view()}, {"name", group->name()}, {"intent", name(group->intent)}};
}

Json lint_entry(const reach::Lint& lint) {
  Json proof = Json::array();
  for (const reach::PacketProof& each : lint.proof)
    proof.push_back(detail::proof_json(each));
  return {{"kind", name(lint.kind)},
          {"group", group_json(lint.group)},
          {"rule", group_json(lint.rule)},
          {"subnet", group_json(lint.subnet)},
          {"direction", detail::direction_name(lint.direction)},
          {"message", lint.message},
          {"by", lint.by},
          {"proof", std::move(proof)},
          {"edit", {{"kind", edit_name(lint.edit)}, {"cli", edit_command(lint)}}},
          {"verified", lint.verified}};
}

constexpr std::size_t most_rows = 8;

void add_rows(std::string& out, std::string_view title, const std::vector<network::Row>& rows) {
  for (std::size_t i = 0; i < rows.size() && i < most_rows; ++i)
    out.append("    ").append(title).append(detail::row_text(rows[i])).append("\n");
  if (rows.size() > most_rows)
    out.append("    ")
        .append(title)
        .append(std::to_string(rows.size() - most_rows))
        .append(" more\n");
}

void add_proofs(std::string& out, const std::vector<reach::PacketProof>& proofs) {
  for (const reach::PacketProof& proof : proofs)
    out.append("    packet  ").append(detail::proof_text(proof)).append("\n");
}

Json side_json(const std::vector<network::Row>& surely, const std::vector<network::Row>& maybe,
               const std::vector<reach::PacketProof>& proofs) {
  Json proof = Json::array();
  for (const reach::PacketProof& each : proofs)
    proof.push_back(detail::proof_json(each));
  return {{"surely", detail::rows_json(surely)},
          {"depending_on_tags", detail::rows_json(maybe)},
          {"witness", std::move(proof)}};
}

}  // namespace

std::string lint_text(const reach::LintReport& report) {
  std::string out;
  const Resource* group = nullptr;
  for (const reach::Lint& lint : report.lints) {
    if (lint.group != group) {
      group = lint.group;
      out += shown(group) + "\n";
    }
    out.append("  ")
        .append(name(lint.kind))
        .append("  ")
        .append(lint.rule == nullptr ? "the group"
                                     : std::string(detail::direction_name(lint.direction)) + " " +
                                           shown(lint.rule) + ":")
        .append(" ")
        .append(escape_for_terminal(lint.message))
        .append("\n");
    if (!lint.by.empty())
      out.append("    by      ").append(escape_for_terminal(joined(lint.by))).append("\n");
    add_proofs(out, lint.proof);
    if (const std::string command = edit_command(lint); !command.empty())
      out.append("    edit    ").append(escape_for_terminal(command)).append("\n");
    if (lint.verified)
      out += "    proof   verified\n";
  }
  return out + detail::counted(report.groups.size(), "group") + ", " +
         detail::counted(report.lints.size(), "finding") + "\n";
}

std::string lint_json(const reach::LintReport& report) {
  Json groups = Json::array();
  for (const Resource* group : report.groups)
    groups.push_back(group_json(group));
  Json lints = Json::array();
  for (const reach::Lint& lint : report.lints)
    lints.push_back(lint_entry(lint));
  const Json json{{"schema", detail::network_schema},
                  {"kind", "nsg-lint"},
                  {"groups", std::move(groups)},
                  {"findings", std::move(lints)}};
  return detail::json_text(json, 2) + "\n";
}

std::string diff_text(const std::vector<reach::GroupDifference>& differences) {
  std::string out;
  for (const reach::GroupDifference& each : differences) {
    if (each.first == nullptr || each.second == nullptr) {
      out += (each.first == nullptr ? "only in the second: " + shown(each.second)
                                    : "only in the first: " + shown(each.first)) +
             "\n";
      continue;
    }
    out += shown(each.first);
    if (each.first->name() != each.second->name())
      out += " and " + shown(each.second);
    out += each.equivalent() ? ": equivalent\n" : ": different\n";
    for (const reach::DirectionDifference& one : each.directions) {
      out.append("  ").append(detail::direction_name(one.direction));
      if (!one.exact && !one.equivalent)
        out += ": costs too much to be worked out whole";
      out += one.equivalent ? (one.verified ? ": equivalent, verified\n" : ": equivalent\n") : "\n";
      add_rows(out, "first only   ", one.only_first);
      add_rows(out, "first only, depending on tags   ", one.maybe_only_first);
      add_proofs(out, one.first_proof);
      add_rows(out, "second only  ", one.only_second);
      add_rows(out, "second only, depending on tags  ", one.maybe_only_second);
      add_proofs(out, one.second_proof);
    }
  }
  return out;
}

std::string diff_json(const std::vector<reach::GroupDifference>& differences) {
  Json pairs = Json::array();
  bool equivalent = true;
  for (const reach::GroupDifference& each : differences) {
    equivalent = equivalent && each.equivalent();
    Json directions = Json::array();
    for (const reach::DirectionDifference& one : each.directions)
      directions.push_back(
          {{"direction", detail::direction_name(one.direction)},
           {"equivalent", one.equivalent},
           {"exact", one.exact},
           {"verified", one.verified},
           {"only_first", side_json(one.only_first, one.maybe_only_first, one.first_proof)},
           {"only_second", side_json(one.only_second, one.maybe_only_second, one.second_proof)}});
    pairs.push_back({{"first", group_json(each.first)},
                     {"second", group_json(each.second)},
                     {"equivalent", each.equivalent()},
                     {"directions", std::move(directions)}});
  }
  const Json json{{"schema", detail::network_schema},
                  {"kind", "nsg-diff"},
                  {"equivalent", equivalent},
                  {"pairs", std::move(pairs)}};
  return detail::json_text(json, 2) + "\n";
}

}  // namespace cachewarden::inline v0
