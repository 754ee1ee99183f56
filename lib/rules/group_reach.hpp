#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cachewarden/network/path.hpp"
#include "cachewarden/reach/ground.hpp"
#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/verdict.hpp"
#include "reach/space.hpp"
#include "reach/words.hpp"

/// What the network security group of a subnet lets the internet reach, by the exact engine.
namespace cachewarden::inline v0::rules::detail {

/// What an answer about the network rests on, for a claim.
[[nodiscard]] Basis basis(const reach::Ground& ground) noexcept;

/// Ports that something in the subnet may listen on.
struct ListeningPorts {
  PortRange ports{};
  network::ProtocolSet protocols = network::Protocol::tcp;
  Claim listens = Claim(Truth::yes);
};

/// The ports of the table of facts: of caches of a type, injected or behind a private endpoint.
[[nodiscard]] std::vector<ListeningPorts> listening_ports(const Context& context,
                                                          std::string_view cache_type,
                                                          bool is_injected, const Claim& plain_text,
                                                          const Claim& oss_cluster);

/// Passes if no address of the internet reaches a port that is listened on, by the group of the
/// subnet; not applicable without a group. Addresses of the internet are those that are public and
/// neither of the virtual network nor of its peers. The group's default rules count.
/// Source of what tags hold: learn.microsoft.com/azure/virtual-network/service-tags-overview.
[[nodiscard]] Verdict closed_to_internet(const Subnet& subnet,
                                         std::span<const ListeningPorts> listening,
                                         const Context& context);

/// The rules for what gets into a subnet, as one list. Each set of addresses has its place here, so
/// that none of it may be moved.
struct InboundGroup {
  reach::AddressSpace space;
  reach::Words words{};
  reach::ListDraft draft{};
  std::optional<network::RuleList> list{};  ///< none if they cannot be worked out

  InboundGroup(const Inventory& inventory, const Subnet& subnet, const NetworkSecurityGroup& group);
  InboundGroup(const InboundGroup&) = delete;
  InboundGroup& operator=(const InboundGroup&) = delete;
};

/// That of a subnet; `group` is the one that it names.
[[nodiscard]] std::shared_ptr<const InboundGroup> inbound_group(const Subnet& subnet,
                                                                const NetworkSecurityGroup& group,
                                                                const Context& context);

}  // namespace cachewarden::inline v0::rules::detail
