#include "reports/network_words.hpp"

#include "cachewarden/reports/report.hpp"

namespace cachewarden::inline v0::detail {

using Json = nlohmann::ordered_json;

namespace {

std::string endpoint_text(const Address& address, std::uint16_t port, bool has_port) {
  const std::string text = address.text();
  if (!has_port)
    return text;
  const bool is_ipv6 = address.family == AddressFamily::ipv6;
  return (is_ipv6 ? "[" + text + "]" : text) + ":" + std::to_string(port);
}

std::vector<std::string> protocol_texts(network::ProtocolSet set) {
  std::vector<std::string> result;
  if (set == network::ProtocolSet{})
    return {"*"};
  for (const network::Protocol each : network::all_protocols) {
    if (set.contains(each))
      result.emplace_back(name(each));
  }
  return result;
}

std::vector<std::string> port_texts(const std::vector<PortRange>& ports) {
  std::vector<std::string> result;
  for (const PortRange& each : ports)
    result.push_back(each.text());
  return result;
}

}  // namespace

std::string joined(const std::vector<std::string>& words, std::string_view by) {
  std::string result;
  for (const std::string& word : words)
    result.append(result.empty() ? "" : by).append(word);
  return result;
}

std::string_view direction_name(network::Direction direction) noexcept {
  return direction == network::Direction::inbound ? "inbound" : "outbound";
}

std::string packet_text(const network::Packet& packet) {
  const bool has_port = network::has_ports(packet.protocol);
  return std::string(name(packet.protocol)) + " " +
         endpoint_text(packet.source, packet.source_port, has_port) + " -> " +
         endpoint_text(packet.destination, packet.destination_port, has_port);
}

Json packet_json(const network::Packet& packet) {
  Json json{{"protocol", name(packet.protocol)},
            {"source", packet.source.text()},
            {"destination", packet.destination.text()}};
  if (network::has_ports(packet.protocol)) {
    json["source_port"] = packet.source_port;
    json["destination_port"] = packet.destination_port;
  }
  return json;
}

std::string proof_text(const reach::PacketProof& proof) {
  std::string result = packet_text(proof.packet);
  if (!proof.rule.empty())
    result += ", decided by " + escape_for_terminal(proof.rule);
  if (!proof.other_rule.empty())
    result += " and " + escape_for_terminal(proof.other_rule);
  if (!proof.when.empty())
    result += ", if " + escape_for_terminal(joined(proof.when, " and "));
  return result;
}

Json proof_json(const reach::PacketProof& proof) {
  Json json{{"packet", packet_json(proof.packet)}, {"rule", proof.rule}};
  if (!proof.other_rule.empty())
    json["other_rule"] = proof.other_rule;
  json["when"] = proof.when;
  return json;
}

std::vector<std::string> prefix_texts(const network::AddressSet& set) {
  if (set == network::AddressSet::everything())
    return {"*"};
  std::vector<std::string> result;
  for (const Prefix& prefix : set.prefixes())
    result.push_back(prefix.text());
  return result;
}

Json prefixes_json(const network::AddressSet& set) {
  return prefix_texts(set);
}

std::string prefixes_text(const network::AddressSet& set, std::size_t most) {
  std::vector<std::string> all = prefix_texts(set);
  const std::size_t rest = all.size() > most ? all.size() - most : 0;
  all.resize(all.size() - rest);
  return joined(all) + (rest == 0 ? "" : " and " + std::to_string(rest) + " more");
}

std::string row_text(const network::Row& row) {
  constexpr std::size_t most = 6;
  std::string result = joined(protocol_texts(row.protocols), ",");
  result += " from " + prefixes_text(row.sources, most);
  if (row.source_ports != std::vector<PortRange>{PortRange{}})
    result += " ports " + joined(port_texts(row.source_ports), ",");
  result += " to " + prefixes_text(row.destinations, most);
  return result + " ports " + joined(port_texts(row.destination_ports), ",");
}

Json rows_json(const std::vector<network::Row>& rows) {
  Json result = Json::array();
  for (const network::Row& row : rows)
    result.push_back({{"protocols", protocol_texts(row.protocols)},
                      {"sources", prefixes_json(row.sources)},
                      {"source_ports", port_texts(row.source_ports)},
                      {"destinations", prefixes_json(row.destinations)},
                      {"destination_ports", port_texts(row.destination_ports)}});
  return result;
}

}  // namespace cachewarden::inline v0::detail
