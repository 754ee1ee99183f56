#pragma once

#include <string>
#include <vector>

#include "cachewarden/network/certificate.hpp"
#include "cachewarden/network/packet_set.hpp"
#include "cachewarden/reach/proof.hpp"
#include "reach/words.hpp"

/// Answers of the engine in the words of the model.
namespace cachewarden::inline v0::reach {

/// An assumption for people: `203.0.113.7 is in AzureMonitor`.
[[nodiscard]] std::string tell(const network::Literal& literal, const network::Packet& packet,
                               const Words& words);
[[nodiscard]] std::vector<std::string> tell(const std::vector<network::Literal>& literals,
                                            const network::Packet& packet, const Words& words);

/// The name of a rule by its number in a list made of the draft; `no rule` if there is none.
[[nodiscard]] std::string rule_name(const network::RuleList& list, std::uint32_t rule,
                                    const ListDraft& draft);

/// What a layer, made of the draft, did to a packet.
[[nodiscard]] ChainStep step_of(const network::RuleList& list, std::uint32_t rule,
                                const ListDraft& draft, const Inventory& inventory);

/// A list of the draft's rules.
[[nodiscard]] Result<network::RuleList> make_list(
    const ListDraft& draft, network::Direction direction,
    const std::shared_ptr<const network::Vocabulary>& vocabulary);

/// A stage of the drafts' lists, in their order: admin rules first.
[[nodiscard]] Result<network::Stage> make_stage(
    const std::vector<ListDraft>& drafts, network::Direction direction,
    const std::shared_ptr<const network::Vocabulary>& vocabulary);

/// A path of one group.
[[nodiscard]] inline network::Path path_of(network::RuleList list) {
  return {{{.groups = {std::move(list)}}}};
}

/// What the separate checker says of a claim on paths; nothing if it is right or the certificate
/// would be too large.
[[nodiscard]] std::optional<Error> verify(const std::vector<network::Path>& paths,
                                          const network::Region& region,
                                          const network::Claim& claim,
                                          const network::Limits& limits, bool& verified);

}  // namespace cachewarden::inline v0::reach
