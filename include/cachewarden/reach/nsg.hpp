#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/network/packet_set.hpp"
#include "cachewarden/reach/ground.hpp"

/// Questions on network security groups alone: what is wrong with their rules, and what two of them
/// do differently. Answers are exact; what depends on the content of tags is said to.
namespace cachewarden::inline v0::reach {

/// A packet that shows something, and who decides it.
struct PacketProof {
  network::Packet packet{};
  std::string rule{};               ///< the deciding rule; in a difference that of the first group
  std::string other_rule{};         ///< in a difference that of the second group
  std::vector<std::string> when{};  ///< what has to hold: `203.0.113.7 is in AzureMonitor`
};

enum class LintKind : std::uint8_t {
  unreadable = 1,          ///< the rule is malformed or not known; answers leave it open
  duplicate_priority = 2,  ///< Azure refuses two rules of one priority and direction
  conflicting = 3,         ///< never decides: earlier rules do, some of them the other way
  shadowed = 4,            ///< never decides: earlier rules do the same
  redundant = 5,           ///< without it nothing changes
  redundant_default = 6,   ///< so, but only by the help of a default rule: still intent
  over_wide = 7,           ///< it admits the whole internet, or every port from it
  never_effective = 8,     ///< it matches no packet of this subnet
  too_costly = 9,          ///< it costs too much to tell
  over_limit = 10,         ///< more of something than Azure takes
  altered_default = 11,    ///< shown as a default rule, and Azure has none like it
};

[[nodiscard]] std::string_view name(LintKind kind) noexcept;

/// What mends a lint.
enum class Edit : std::uint8_t { none = 0, remove = 1, renumber = 2, narrow = 3, mend = 4 };

struct Lint {
  LintKind kind = LintKind::unreadable;
  const Resource* group = nullptr;
  const Resource* rule = nullptr;    ///< null: the group as a whole
  const Resource* subnet = nullptr;  ///< for `never_effective`
  network::Direction direction = network::Direction::inbound;
  std::string message{};             ///< lower case, no final stop
  std::vector<std::string> by{};     ///< the rules that make it so
  std::vector<PacketProof> proof{};  ///< at most one packet
  Edit edit = Edit::none;
  std::int32_t priority = 0;  ///< for `renumber`: a free one that keeps the order
  bool verified = false;      ///< the checker went through a certificate of it
};

struct NsgOptions {
  bool verify = false;  ///< have every answer checked by the separate checker
  network::Limits limits{};
};

struct LintReport {
  std::vector<const Resource*> groups{};  ///< those that were looked at, ordered by id
  std::vector<Lint> lints{};              ///< by group, direction, priority, kind
};

/// Looks at all groups of an inventory whose rules were read, or at one. Error: `internal` if the
/// checker refuses a certificate.
[[nodiscard]] Result<LintReport> lint(const Inventory& inventory, const Resource* only = nullptr,
                                      const NsgOptions& options = {});

/// What two groups do differently in one direction.
struct DirectionDifference {
  network::Direction direction = network::Direction::inbound;
  bool equivalent = false;  ///< for every packet, whatever the tags hold
  bool exact = true;        ///< false: it costs too much to tell
  /// Packets that only the first (second) lets through: surely, and if tags hold them.
  std::vector<network::Row> only_first{}, maybe_only_first{};
  std::vector<network::Row> only_second{}, maybe_only_second{};
  std::vector<PacketProof> first_proof{}, second_proof{};  ///< at most one packet each
  bool verified = false;
};

struct GroupDifference {
  const Resource* first = nullptr;  ///< null: there is no such group on this side
  const Resource* second = nullptr;
  std::vector<DirectionDifference> directions{};

  [[nodiscard]] bool equivalent() const noexcept;
};

/// Compares two groups. Tags stand for the same on both sides, whatever that is. Error: `internal`
/// if the checker refuses a certificate.
[[nodiscard]] Result<GroupDifference> diff(const Inventory& first_inventory, const Resource& first,
                                           const Inventory& second_inventory,
                                           const Resource& second, const NsgOptions& options = {});

/// Pairs the groups of two inventories by id, then by name, and compares each pair. Where both have
/// one group only, these are the pair.
[[nodiscard]] Result<std::vector<GroupDifference>> diff(const Inventory& first,
                                                        const Inventory& second,
                                                        const NsgOptions& options = {});

/// The groups of an inventory that were read, ordered by id.
[[nodiscard]] std::vector<const Resource*> groups(const Inventory& inventory);
/// By id, or by name if that is unambiguous; null if there is none.
[[nodiscard]] const Resource* find_group(const Inventory& inventory, std::string_view id_or_name);

}  // namespace cachewarden::inline v0::reach
