#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/network/path.hpp"
#include "cachewarden/reach/ground.hpp"
#include "reach/space.hpp"

/// From the model to the engine: the names of one question and the rule lists made with them.
namespace cachewarden::inline v0::reach {

/// The sets and conditions that the rules of one question name.
class Words {
 public:
  /// The set that a tag or application security group stands for at a place.
  [[nodiscard]] network::SetId set_of(const AddressTerm& term, const AddressSpace& space);
  [[nodiscard]] network::SetId tag(std::string_view name, const AddressSpace& space);
  /// Something about a rule that is not known. `what` is a noun phrase.
  [[nodiscard]] network::ConditionId condition(const Ground& because, std::string what);

  [[nodiscard]] Result<std::shared_ptr<const network::Vocabulary>> vocabulary() const;

  [[nodiscard]] std::string_view set_name(network::SetId id) const { return sets_[id].shown; }
  [[nodiscard]] bool is_relative(network::SetId id) const { return sets_[id].place != nullptr; }
  [[nodiscard]] const Ground& ground(network::ConditionId id) const {
    return conditions_[id].because;
  }
  [[nodiscard]] std::string_view condition_text(network::ConditionId id) const {
    return conditions_[id].what;
  }

 private:
  struct Set {
    std::string name;  ///< in lower case
    std::string shown;
    const void* place = nullptr;  ///< where a tag holds something else at another subnet
    bool is_group = false;
    network::TagContent content{};
  };
  struct Condition {
    Ground because;
    std::string what;
  };
  /// The number of a set; `content()` tells what it holds where it is new.
  template <class Content>
  [[nodiscard]] network::SetId obtain(Set set, Content&& content);

  std::vector<Set> sets_;
  std::vector<Condition> conditions_;
};

/// Where a rule of the engine comes from.
struct RuleOrigin {
  std::string name{};                         ///< of the rule
  const UserSecurityRule* written = nullptr;  ///< null for what Azure adds
  const RedisFirewallRule* firewall = nullptr;
  const SecurityAdminRule* admin = nullptr;

  /// What was read of it; null for what Azure adds.
  [[nodiscard]] const Resource* resource(const Inventory& inventory) const;
};

/// Rules on their way into a list; `Rule::name` is the number of the origin.
struct ListDraft {
  std::string name{};  ///< of the layer, `network security group cache`
  std::vector<network::Rule> rules{};
  std::vector<RuleOrigin> origins{};
  bool is_admin = false;  ///< security admin rules, which come before the groups

  /// A rule on all packets, under a condition or not.
  void add_all(std::uint32_t priority, network::Access access, std::string name,
               std::vector<network::ConditionId> conditions = {});
};

/// How the rules of a group are taken.
struct GroupReading {
  network::Direction direction = network::Direction::inbound;
  bool ignores_source_ports = false;      ///< as private endpoints do
  const AddressSpace* tags_of = nullptr;  ///< where tags are taken; null: at the group's own place
};

/// Adds the rules of a group with the default rules. Rules that cannot be read match under
/// conditions; where the list of rules is not whole, everything is open.
void add_group(const NetworkSecurityGroup& group, const AddressSpace& space,
               const GroupReading& reading, Words& words, ListDraft& draft);

/// Adds a security admin rule that matches only under the conditions.
void add_admin_rule(const SecurityAdminRule& rule, const AddressSpace& space,
                    const GroupReading& reading, Words& words,
                    const std::vector<network::ConditionId>& conditions, ListDraft& draft);

/// What is wrong with a rule as it is written, one phrase each; empty if nothing is.
[[nodiscard]] std::vector<std::string> troubles(const UserSecurityRule& rule,
                                                const Inventory& inventory);

}  // namespace cachewarden::inline v0::reach
