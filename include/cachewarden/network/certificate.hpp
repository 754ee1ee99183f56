#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "cachewarden/network/packet_set.hpp"

namespace cachewarden::inline v0::network {

/// Packets that fare the same under the assumptions: what decides them at each layer of each path.
struct CertificateCell {
  ProtocolSet protocols = ProtocolSet::none();
  AddressRange source{};
  AddressRange destination{};
  PortRange source_ports{};
  PortRange destination_ports{};
  std::vector<Literal> assuming{};
  std::vector<Explanation> explanations{};  ///< one for each path

  friend bool operator==(const CertificateCell&, const CertificateCell&) = default;
};

/// The dimensions of a cell.
enum class CellPart : std::uint8_t {
  protocols = 1,
  source = 2,
  destination = 3,
  source_ports = 4,
  destination_ports = 5,
};

/// Tells for all packets of a region what happens to them, in a form that `check` can follow rule
/// by rule: the cells part the region, one dimension after the other in the given order, then by
/// assumptions.
struct Certificate {
  Region region{};
  /// For IPv4 and IPv6; not used where there are no packets.
  std::array<std::array<CellPart, 5>, 2> orders{};
  std::vector<CertificateCell> cells{};  ///< IPv4 first

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

/// The certificate of what one path or several do to the packets of a region. Layers are numbered
/// through all paths. Errors as of `decide`; `limit` also for more than `limits.rows` cells.
[[nodiscard]] Result<Certificate> certify(const std::vector<Path>& paths, const Region& region,
                                          const Limits& limits = {});

enum class ClaimKind : std::uint8_t {
  as_stated = 1,      ///< what the cells state is true, and they miss no packet of the region
  all_allowed = 2,    ///< so, and every path lets all of them through
  none_allowed = 3,   ///< so, and every path stops all of them
  paths_agree = 4,    ///< so, and all paths do the same to each of them
  never_decides = 5,  ///< so, and the rule decides none of them
};

/// What a certificate is to prove.
struct Claim {
  ClaimKind kind = ClaimKind::as_stated;
  std::uint32_t layer = 0;  ///< for `never_decides`: of the first path
  std::uint32_t rule = 0;   ///< for `never_decides`
};

/// Checks a certificate by going through the rules in order for each cell and through the cells for
/// gaps. Shares no code with the diagrams, so it finds an error in either. Nothing if all is right.
/// That the region is the one meant is for the caller to see.
[[nodiscard]] std::optional<Error> check(const std::vector<Path>& paths,
                                         const Certificate& certificate, const Claim& claim = {});

/// Checks what a witness says the same way.
[[nodiscard]] std::optional<Error> check(const std::vector<Path>& paths, const Witness& witness);

}  // namespace cachewarden::inline v0::network
