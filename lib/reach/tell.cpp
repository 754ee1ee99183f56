#include "reach/tell.hpp"

namespace cachewarden::inline v0::reach {

std::string tell(const network::Literal& literal, const network::Packet& packet,
                 const Words& words) {
  const network::Atom& atom = literal.atom;
  switch (atom.kind) {
    case network::AtomKind::source_in_set:
    case network::AtomKind::destination_in_set: {
      const bool is_source = atom.kind == network::AtomKind::source_in_set;
      const Address& address = is_source ? packet.source : packet.destination;
      return address.text() + (literal.value ? " is in " : " is not in ") +
             std::string(words.set_name(atom.id));
    }
    case network::AtomKind::condition:
      return std::string(words.condition_text(atom.id)) +
             (literal.value ? " makes the rule match" : " does not make the rule match");
    case network::AtomKind::ports:
      return "rules with ports " + std::string(literal.value ? "hold" : "do not hold") +
             " for protocols without";
    case network::AtomKind::order:
      break;
  }
  return "of the rules of priority " + std::to_string(atom.id) + " those that " +
         (literal.value ? "allow" : "deny") + " come first";
}

std::vector<std::string> tell(const std::vector<network::Literal>& literals,
                              const network::Packet& packet, const Words& words) {
  std::vector<std::string> result;
  for (const network::Literal& each : literals)
    result.push_back(tell(each, packet, words));
  return result;
}

std::string rule_name(const network::RuleList& list, std::uint32_t rule, const ListDraft& draft) {
  if (rule >= list.rules().size())
    return "no rule";
  return draft.origins[list.rules()[rule].name].name;
}

ChainStep step_of(const network::RuleList& list, std::uint32_t rule, const ListDraft& draft,
                  const Inventory& inventory) {
  ChainStep result{.layer = draft.name, .rule = rule_name(list, rule, draft)};
  if (rule < list.rules().size())
    result.resource = draft.origins[list.rules()[rule].name].resource(inventory);
  return result;
}

Result<network::RuleList> make_list(const ListDraft& draft, network::Direction direction,
                                    const std::shared_ptr<const network::Vocabulary>& vocabulary) {
  const auto kind = draft.is_admin ? network::ListKind::admin : network::ListKind::group;
  return network::RuleList::make(draft.rules, direction, kind, vocabulary);
}

Result<network::Stage> make_stage(const std::vector<ListDraft>& drafts,
                                  network::Direction direction,
                                  const std::shared_ptr<const network::Vocabulary>& vocabulary) {
  network::Stage stage;
  for (const ListDraft& draft : drafts) {
    Result<network::RuleList> list = make_list(draft, direction, vocabulary);
    if (!list)
      return list.error();
    if (draft.is_admin)
      stage.admin = *std::move(list);
    else
      stage.groups.push_back(*std::move(list));
  }
  return stage;
}

std::optional<Error> verify(const std::vector<network::Path>& paths, const network::Region& region,
                            const network::Claim& claim, const network::Limits& limits,
                            bool& verified) {
  const Result<network::Certificate> certificate = network::certify(paths, region, limits);
  if (!certificate)
    return std::nullopt;
  if (auto error = network::check(paths, *certificate, claim))
    return Error{ErrorCode::internal, "a certificate is refused: " + error->message};
  verified = true;
  return std::nullopt;
}

}  // namespace cachewarden::inline v0::reach
