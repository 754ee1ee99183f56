#include <nlohmann/json.hpp>

#include "cachewarden/reports/network_report.hpp"
#include "cachewarden/reports/report.hpp"
#include "reports/json_writer.hpp"
#include "reports/network_words.hpp"

namespace cachewarden::inline v0 {

namespace {

using Json = nlohmann::ordered_json;
using detail::prefixes_json;
using detail::prefixes_text;
using network::AddressSet;
using reach::CacheReach;
using reach::PortReach;
using reach::Way;

std::string shown(const Resource* resource) {
  return resource == nullptr ? "" : escape_for_terminal(resource->name());
}

Json resource_json(const Resource* resource) {
  if (resource == nullptr)
    return nullptr;
  return {{"id", resource->id.view()}, {"name", resource->name()}};
}

std::string_view reached_word(Truth reached) {
  return reached == Truth::yes ? "reached" : reached == Truth::no ? "not reached" : "unknown";
}

std::string port_text(const PortReach& port) {
  return port.ports.text() + "/" + std::string(name(port.protocol));
}

AddressSet blocked(const PortReach& port) {
  return AddressSet::everything() - port.reached_from - port.maybe_reached_from;
}

void line(std::string& out, std::string_view indent, std::string_view word, std::string text) {
  out.append(indent).append(word);
  out.append(word.size() < 9 ? 9 - word.size() : 1, ' ');
  out.append(escape_for_terminal(text)).append("\n");
}

std::string way_title(const Way& way) {
  std::string result(name(way.kind));
  if (way.endpoint != nullptr)
    result += " " + shown(way.endpoint);
  if (way.subnet != nullptr)
    result += ", subnet " + shown(way.subnet);
  if (way.group != nullptr)
    result += ", group " + shown(way.group);
  return result;
}

void add_port(std::string& out, const PortReach& port, const ReachReportOptions& options) {
  constexpr std::string_view indent = "      ";
  const std::size_t most = options.most_prefixes;
  out.append("    ").append(port_text(port)).append("  ").append(reached_word(port.reached));
  if (port.listens == Truth::no)
    out += ", the service does not listen";
  else if (port.listens == Truth::unknown)
    out += ", whether the service listens is not known";
  out.append(port.note.empty() ? "" : "  (" + escape_for_terminal(port.note) + ")");
  out.append(port.verified ? "  verified\n" : "\n");
  if (!port.reached_from.empty())
    line(out, indent, "from", prefixes_text(port.reached_from, most));
  if (!port.maybe_reached_from.empty())
    line(out, indent, "perhaps", prefixes_text(port.maybe_reached_from, most));
  // Filters alone, where path or service make a difference.
  if (port.allowed != port.reached_from && !port.allowed.empty())
    line(out, indent, "filters", "let through " + prefixes_text(port.allowed, most));
  if (options.show_blocked)
    line(out, indent, "blocked", prefixes_text(blocked(port), most));
  if (!port.proof)
    return;
  const reach::ReachProof& proof = *port.proof;
  line(out, indent, "packet", detail::packet_text(proof.packet));
  for (const reach::ChainStep& step : proof.chain)
    line(out, indent, "by", step.layer + ": " + step.rule);
  for (const std::string& hinge : proof.hinges)
    line(out, indent, "hinges on", hinge);
  if (!proof.when.empty())
    line(out, indent, "through", "if " + detail::joined(proof.when, " and "));
}

Json proof_json(const reach::ReachProof& proof) {
  Json chain = Json::array();
  for (const reach::ChainStep& step : proof.chain)
    chain.push_back(
        {{"layer", step.layer}, {"rule", step.rule}, {"resource", resource_json(step.resource)}});
  return {{"packet", detail::packet_json(proof.packet)},
          {"reaches", name(proof.reaches)},
          {"chain", std::move(chain)},
          {"hinges", proof.hinges},
          {"when", proof.when}};
}

Json port_json(const PortReach& port, const ReachReportOptions& options) {
  Json json{{"ports", port.ports.text()},
            {"protocol", name(port.protocol)},
            {"note", port.note},
            {"reached", name(port.reached)},
            {"listens", name(port.listens)},
            {"reached_from", prefixes_json(port.reached_from)},
            {"maybe_reached_from", prefixes_json(port.maybe_reached_from)},
            {"reached_addresses", port.reached_from.count().text()},
            {"filters_allow", prefixes_json(port.allowed)},
            {"filters_may_allow", prefixes_json(port.maybe_allowed)}};
  if (options.show_blocked)
    json["blocked"] = prefixes_json(blocked(port));
  json["witness"] = port.proof ? proof_json(*port.proof) : Json(nullptr);
  json["verified"] = port.verified;
  return json;
}

Json way_json(const Way& way, const Inventory& inventory, const ReachReportOptions& options) {
  Json zones = Json::array();
  for (const reach::PathZone& zone : way.zones)
    zones.push_back({{"sources", prefixes_json(zone.sources)},
                     {"path", name(zone.path)},
                     {"what", zone.what},
                     {"because", reach::text(zone.because, inventory)}});
  Json ports = Json::array();
  for (const PortReach& port : way.ports)
    ports.push_back(port_json(port, options));
  Json json{{"kind", name(way.kind)},
            {"exists", name(way.exists)},
            {"note", way.note},
            {"complete", way.complete},
            {"endpoint", resource_json(way.endpoint)},
            {"subnet", resource_json(way.subnet)},
            {"group", resource_json(way.group)}};
  if (way.kind == reach::WayKind::private_endpoint)
    json["name_resolves"] = name(way.name_resolves);
  if (way.client_network != nullptr)
    json["client_name"] = {{"network", resource_json(way.client_network)},
                           {"resolves", name(way.client_name_resolves)}};
  json["paths"] = std::move(zones);
  json["ports"] = std::move(ports);
  return json;
}

/// Text for a label: what Mermaid or HTML would take for its own is written as an entity.
std::string label(std::string_view text) {
  std::string result;
  for (const char c : escape_for_terminal(text)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == ' ' || c == '.' || c == '-' || c == '_' ||
                          c == '/' || c == ':' || c == ',' || c == '*';
    if (is_plain)
      result += c;
    else
      result += "#" + std::to_string(static_cast<unsigned>(static_cast<unsigned char>(c))) + ";";
  }
  return "\"" + result + "\"";
}

std::string row_text(const reach::RequiredAnswer& answer) {
  const reach::RequiredPort& row = *answer.row;
  const bool is_inbound = row.direction == network::Direction::inbound;
  std::string who(name(row.peer));
  if (answer.replica != nullptr)
    who += " " + std::string(answer.replica->name());
  return row.ports.text() +
         (row.tcp && row.udp ? "/tcp,udp"
          : row.tcp          ? "/tcp"
                             : "/udp") +
         (is_inbound ? " from " : " to ") + who + " (" + std::string(row.what) + ")";
}

/// What an injected cache needs and does not surely get.
void add_required(std::string& out, const CacheReach& answer) {
  if (answer.required.empty())
    return;
  std::size_t met = 0;
  std::size_t by_default = 0;
  for (const reach::RequiredAnswer& each : answer.required) {
    met += each.met == Truth::yes ? 1 : 0;
    by_default += each.is_by_default ? 1 : 0;
  }
  line(out, "  ", "needs",
       std::to_string(met) + " of " + std::to_string(answer.required.size()) +
           " port ranges that an injected cache needs get through (table of " +
           std::string(reach::required_ports_version()) + ")" +
           (by_default == 0 ? std::string()
                            : ", " + std::to_string(by_default) + " of them by default rules"));
  for (const reach::RequiredAnswer& each : answer.required) {
    if (each.met == Truth::yes)
      continue;
    line(out, "    ", each.met == Truth::no ? "stopped" : "perhaps", row_text(each));
    if (!each.proof)
      continue;
    line(out, "      ", "packet", detail::packet_text(each.proof->packet));
    for (const reach::ChainStep& step : each.proof->chain)
      line(out, "      ", "by", step.layer + ": " + step.rule);
    if (!each.proof->when.empty())
      line(out, "      ", "stopped", "if " + detail::joined(each.proof->when, " and "));
  }
}

Json required_json(const CacheReach& answer) {
  Json rows = Json::array();
  for (const reach::RequiredAnswer& each : answer.required)
    rows.push_back({{"direction", detail::direction_name(each.row->direction)},
                    {"ports", each.row->ports.text()},
                    {"tcp", each.row->tcp},
                    {"udp", each.row->udp},
                    {"peer", name(each.row->peer)},
                    {"replica", resource_json(each.replica)},
                    {"what", each.row->what},
                    {"met", name(each.met)},
                    {"by_default_rule", each.is_by_default},
                    {"witness", each.proof ? proof_json(*each.proof) : Json(nullptr)}});
  return {{"table", reach::required_ports_version()}, {"rows", std::move(rows)}};
}

std::string name_text(Truth resolves, const std::string& where) {
  return (resolves == Truth::yes  ? "resolves to the endpoint in "
          : resolves == Truth::no ? "does not resolve to the endpoint in "
                                  : "perhaps resolves to the endpoint in ") +
         where;
}

}  // namespace

std::string reach_text(const std::vector<CacheReach>& answers, const Inventory&,
                       const ReachReportOptions& options) {
  std::string out;
  for (const CacheReach& answer : answers) {
    out.append(out.empty() ? "" : "\n").append(shown(answer.cache));
    out.append("  ").append(reached_word(answer.reached)).append("\n");
    for (const Way& way : answer.ways) {
      out.append("  ").append(way_title(way));
      if (way.exists != Truth::yes)
        out.append(way.exists == Truth::no ? ": no" : ": perhaps");
      out.append(way.note.empty() ? "" : ", " + escape_for_terminal(way.note)).append("\n");
      if (way.kind == reach::WayKind::private_endpoint && way.exists != Truth::no)
        line(out, "    ", "name", name_text(way.name_resolves, "its own network"));
      if (way.client_network != nullptr && way.exists != Truth::no)
        line(out, "    ", "name",
             name_text(way.client_name_resolves,
                       "the clients' network " + std::string(way.client_network->name())));
      for (const PortReach& port : way.ports)
        add_port(out, port, options);
    }
    add_required(out, answer);
    for (const std::string& each : answer.assumptions)
      line(out, "  ", "assumed", each);
    for (const reach::Remark& each : answer.missing)
      line(out, "  ", "missing", each.text);
    for (const std::string& each : answer.warnings)
      line(out, "  ", "warning", each);
    if (!answer.service_tags.empty())
      line(out, "  ", "tags", "service tags of change number " + answer.service_tags);
  }
  return out;
}

std::string reach_json(const std::vector<CacheReach>& answers, const Inventory& inventory,
                       const ReachReportOptions& options) {
  Json caches = Json::array();
  for (const CacheReach& answer : answers) {
    Json ways = Json::array();
    for (const Way& way : answer.ways)
      ways.push_back(way_json(way, inventory, options));
    Json missing = Json::array();
    for (const reach::Remark& each : answer.missing)
      missing.push_back(each.text);
    caches.push_back({{"cache",
                       {{"id", answer.cache->id.view()},
                        {"name", answer.cache->name()},
                        {"type", resource_types()[answer.cache->type]->arm},
                        {"intent", name(answer.cache->intent)}}},
                      {"reached", name(answer.reached)},
                      {"ways", std::move(ways)},
                      {"assumptions", answer.assumptions},
                      {"missing", std::move(missing)},
                      {"warnings", answer.warnings}});
    if (!answer.required.empty())
      caches.back()["required"] = required_json(answer);
    if (answer.service_tags.empty())
      caches.back()["service_tags"] = nullptr;
    else
      caches.back()["service_tags"] = answer.service_tags;
  }
  const Json json{{"schema", detail::network_schema},
                  {"kind", "reach"},
                  {"facts", inventory.facts().version},
                  {"caches", std::move(caches)}};
  return detail::json_text(json, 2) + "\n";
}

std::string reach_mermaid(const std::vector<CacheReach>& answers) {
  constexpr std::size_t most = 3;
  std::string out = "flowchart LR\n";
  std::size_t next = 0;
  const auto node = [&](const std::string& shape_open, const std::string& text,
                        const std::string& shape_close) {
    std::string id = "n" + std::to_string(next++);
    out += "  " + id + shape_open + label(text) + shape_close + "\n";
    return id;
  };
  for (const CacheReach& answer : answers) {
    const std::string cache = node("[(", std::string(answer.cache->name()), ")]");
    for (const Way& way : answer.ways) {
      if (way.exists == Truth::no)
        continue;
      std::string title(name(way.kind));
      for (const Resource* each : {way.endpoint, way.subnet, way.group}) {
        if (each != nullptr)
          title += ", " + std::string(each->name());
      }
      const std::string gate = node("{{", title, "}}");
      std::string ports;
      for (const PortReach& port : way.ports) {
        if (port.reached != Truth::no)
          ports += (ports.empty() ? "" : ", ") + port_text(port);
      }
      if (ports.empty())
        continue;
      out += "  " + gate + (way.exists == Truth::yes ? " -->|" : " -.->|") + label(ports) + "| " +
             cache + "\n";
      for (const reach::PathZone& zone : way.zones) {
        AddressSet sure;
        AddressSet perhaps;
        for (const PortReach& port : way.ports) {
          sure = sure | (port.reached_from & zone.sources);
          perhaps = perhaps | (port.maybe_reached_from & zone.sources);
        }
        if (sure.empty() && perhaps.empty())
          continue;
        const AddressSet& who = sure.empty() ? perhaps : sure;
        const std::string source = node("(", zone.what + ": " + prefixes_text(who, most), ")");
        out += "  " + source + (sure.empty() ? " -.-> " : " --> ") + gate + "\n";
      }
    }
  }
  return out;
}

}  // namespace cachewarden::inline v0
