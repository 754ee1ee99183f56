#include "cachewarden/facts/facts.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "cachewarden/json/document.hpp"
#include "cachewarden/model/scalar.hpp"
#include "facts/embedded.hpp"

namespace cachewarden::inline v0 {

namespace {

using json::Kind;
using json::Node;

std::string text_of(Node object, std::string_view key) {
  return std::string(object.find(key).string());
}

std::int32_t number_of(Node object, std::string_view key) {
  return parse_integer(object.find(key).raw()).value_or(-1);
}

/// What is wrong with a row; nothing if it was taken.
using Complaint = std::string_view;

Complaint take(Node row, DefaultFact& fact) {
  const std::string kind = text_of(row, "kind");
  const std::string holds = text_of(row, "holds");
  fact = {.type = text_of(row, "type"),
          .field = text_of(row, "field"),
          .live = holds != "planned",
          .planned = holds != "live",
          .since = text_of(row, "since"),
          .until = text_of(row, "until"),
          .value = text_of(row, "value"),
          .state = kind == "assumption" ? State::assumed : State::defaulted,
          .note = text_of(row, "note"),
          .source = text_of(row, "source")};
  if (fact.type.empty() || fact.field.empty() || fact.value.empty())
    return "a default needs `type`, `field` and `value`";
  if (kind != "default" && kind != "assumption")
    return "`kind` is `default` or `assumption`";
  if (holds != "live" && holds != "planned" && holds != "always")
    return "`holds` is `live`, `planned` or `always`";
  return {};
}

Complaint take(Node row, PortFact& fact) {
  const std::string placement = text_of(row, "placement");
  const std::string protocol = text_of(row, "protocol");
  const std::string use = text_of(row, "use");
  const Result<PortRange> ports = PortRange::parse(row.find("ports").string());
  if (text_of(row, "type").empty() || !ports)
    return "ports need `type` and `ports`";
  if (placement != "injected" && placement != "endpoint")
    return "`placement` is `injected` or `endpoint`";
  if (protocol != "Tcp" && protocol != "Tcp and Udp")
    return "`protocol` is `Tcp` or `Tcp and Udp`";
  if (use != "always" && use != "plain_text" && use != "oss_cluster")
    return "`use` is `always`, `plain_text` or `oss_cluster`";
  fact = {.type = text_of(row, "type"),
          .injected = placement == "injected",
          .ports = *ports,
          .udp = protocol != "Tcp",
          .use = use == "always"       ? PortUse::always
                 : use == "plain_text" ? PortUse::plain_text
                                       : PortUse::oss_cluster,
          .note = text_of(row, "note"),
          .source = text_of(row, "source")};
  return {};
}

Complaint take(Node row, SizeFact& fact) {
  fact = {.family = text_of(row, "family"),
          .capacity = number_of(row, "capacity"),
          .megabytes = number_of(row, "megabytes")};
  const bool is_whole = !fact.family.empty() && fact.capacity >= 0 && fact.megabytes > 0;
  return is_whole ? Complaint{} : "a size needs `family`, `capacity` and `megabytes`";
}

Complaint take(Node row, RetirementFact& fact) {
  fact = {.type = text_of(row, "type"),
          .tier = text_of(row, "tier"),
          .date = text_of(row, "date"),
          .closed = text_of(row, "closed"),
          .closed_to_new_tenants = text_of(row, "closed_to_new_tenants"),
          .least_version = std::max(number_of(row, "least_version"), 0),
          .note = text_of(row, "note"),
          .source = text_of(row, "source")};
  const bool is_whole = !fact.type.empty() && fact.date.size() == 10 && !fact.note.empty();
  return is_whole ? Complaint{} : "a retirement needs `type`, `date` and `note`";
}

Complaint take(Node row, ZoneFact& fact) {
  fact = {.type = text_of(row, "type"), .zone = folded(row.find("zone").string())};
  return fact.type.empty() || fact.zone.empty() ? "a zone needs `type` and `zone`" : Complaint{};
}

Complaint take(Node row, RefusalFact& fact) {
  fact = {.type = text_of(row, "type"),
          .tier = text_of(row, "tier"),
          .field = text_of(row, "field"),
          .value = text_of(row, "value"),
          .live = text_of(row, "of") != "planned",
          .source = text_of(row, "source")};
  const bool is_whole = !fact.type.empty() && !fact.field.empty();
  return is_whole ? Complaint{} : "a refusal needs `type` and `field`";
}

Complaint take(Node row, LimitFact& fact) {
  fact = {.type = text_of(row, "type"),
          .tier = text_of(row, "tier"),
          .field = text_of(row, "field"),
          .least = number_of(row, "least"),
          .most = number_of(row, "most"),
          .source = text_of(row, "source")};
  const bool is_whole = !fact.type.empty() && !fact.field.empty() && fact.least <= fact.most;
  return is_whole ? Complaint{} : "a limit needs `type`, `field`, `least` and `most`";
}

/// Reads one table; one that the document leaves out stays empty.
template <class Fact>
const char* read_table(Node rows, std::vector<Fact>& table, Node& at) {
  for (const Node& row : rows) {
    Fact fact;
    const Complaint complaint = take(row, fact);
    if (!complaint.empty()) {
      at = row;
      return complaint.data();
    }
    table.push_back(std::move(fact));
  }
  return nullptr;
}

}  // namespace

Result<Facts> read_facts(std::string_view text, std::string_view name) {
  const Result<json::Document> document = json::Document::parse(text);
  if (!document) {
    Error error = document.error();
    error.place = std::string(name) + ":" + error.place;
    return error;
  }
  const Node root = document->root();
  Facts facts{.version = text_of(root, "version")};
  Node at = root;
  const char* complaint = nullptr;
  if (facts.version.empty() || !root.find("defaults").is(Kind::array))
    complaint = "expected an object with `version` and `defaults`";
  if (complaint == nullptr)
    complaint = read_table(root.find("defaults"), facts.defaults, at);
  if (complaint == nullptr)
    complaint = read_table(root.find("ports"), facts.ports, at);
  if (complaint == nullptr)
    complaint = read_table(root.find("sizes"), facts.sizes, at);
  if (complaint == nullptr)
    complaint = read_table(root.find("retirements"), facts.retirements, at);
  if (complaint == nullptr)
    complaint = read_table(root.find("zones"), facts.zones, at);
  if (complaint == nullptr)
    complaint = read_table(root.find("refusals"), facts.refusals, at);
  if (complaint == nullptr)
    complaint = read_table(root.find("limits"), facts.limits, at);
  if (complaint == nullptr)
    return facts;
  const json::Position position =
      at ? json::LineIndex(text).position(at.offset()) : json::Position{};
  return Error{ErrorCode::format, complaint,
               std::string(name) + ":" + std::to_string(position.line) + ":" +
                   std::to_string(position.column)};
}

Facts built_in_facts() {
  Result<Facts> facts = read_facts(detail::embedded_file("facts/facts.json"), "facts.json");
  return facts ? *std::move(facts) : Facts{};
}

}  // namespace cachewarden::inline v0
