#pragma once

#include <string>
#include <vector>

#include "cachewarden/network/packet_set.hpp"
#include "cachewarden/reach/ground.hpp"

/// What proves an answer about who reaches a cache, and what it lacks.
namespace cachewarden::inline v0::reach {

/// Something an answer rests on or lacks: a sentence or noun phrase, and the place in the model.
struct Remark {
  std::string text{};
  Ground ground{};
  friend bool operator==(const Remark&, const Remark&) = default;
};

/// Sources that share their path to one way.
struct PathZone {
  network::AddressSet sources{};
  Truth path = Truth::unknown;
  std::string what{};  ///< `virtual network hub`
  Ground because{};    ///< what is not known
};

/// One layer's part in what happens to a packet.
struct ChainStep {
  std::string layer{};                 ///< `network security group cache`
  std::string rule{};                  ///< `allow-clients`; `no rule`
  const Resource* resource = nullptr;  ///< the rule; null for what Azure adds
};

/// A packet and what decides it.
struct ReachProof {
  network::Packet packet{};
  Truth reaches = Truth::unknown;
  std::vector<ChainStep> chain{};     ///< layer by layer
  std::vector<std::string> hinges{};  ///< what it depends on: tags, conditions
  std::vector<std::string> when{};    ///< one content of them under which it gets through
};

}  // namespace cachewarden::inline v0::reach
