#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cachewarden/network/packet_set.hpp"
#include "cachewarden/reach/nsg.hpp"

/// Packets and sets of them for reports.
namespace cachewarden::inline v0::detail {

/// `tcp 203.0.113.7:49152 -> 10.0.0.4:6380`
[[nodiscard]] std::string packet_text(const network::Packet& packet);
[[nodiscard]] nlohmann::ordered_json packet_json(const network::Packet& packet);

/// `tcp 203.0.113.7:1 -> 10.0.0.4:6380, decided by allow-all`, for people.
[[nodiscard]] std::string proof_text(const reach::PacketProof& proof);
[[nodiscard]] nlohmann::ordered_json proof_json(const reach::PacketProof& proof);

/// The fewest prefixes, `*` for every address of both families.
[[nodiscard]] std::vector<std::string> prefix_texts(const network::AddressSet& set);
[[nodiscard]] nlohmann::ordered_json prefixes_json(const network::AddressSet& set);
/// `10.0.0.0/8, 192.168.0.0/16 and 7 more`
[[nodiscard]] std::string prefixes_text(const network::AddressSet& set, std::size_t most);

[[nodiscard]] std::string row_text(const network::Row& row);
[[nodiscard]] nlohmann::ordered_json rows_json(const std::vector<network::Row>& rows);

[[nodiscard]] std::string_view direction_name(network::Direction direction) noexcept;
/// `a, b, c`
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view by = ", ");

/// Version of the shape of documents about networks, major.minor.
inline constexpr const char* network_schema = "1.0";

}  // namespace cachewarden::inline v0::detail
