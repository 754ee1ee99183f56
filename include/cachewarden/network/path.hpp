#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/network/rule.hpp"
#include "cachewarden/network/vocabulary.hpp"

namespace cachewarden::inline v0::network {

enum class ListKind : std::uint8_t {
  group = 1,  ///< a network security group: what no rule matches is denied
  admin = 2,  ///< security admin rules: what no rule matches is left to the groups
};

/// The rules of one group in one direction, put in order and prepared for questions. Immutable;
/// copies share.
///
/// The lowest priority number decides first. Rules of the same number in one direction are invalid
/// in Azure; here the order among those that differ in access is unknown (`AtomKind::order`), as it
/// is in practice.
class RuleList {
 public:
  /// Keeps the rules of the direction. Errors: `argument` if a rule names a set or condition that
  /// the vocabulary does not have, or if a group's rule has `always_allow`; `limit` for over 2^24
  /// rules.
  [[nodiscard]] static Result<RuleList> make(std::vector<Rule> rules, Direction direction,
                                             ListKind kind,
                                             std::shared_ptr<const Vocabulary> vocabulary);

  /// In the order in which they are evaluated; answers name rules by their index here.
  [[nodiscard]] const std::vector<Rule>& rules() const noexcept;
  [[nodiscard]] ListKind kind() const noexcept;
  [[nodiscard]] const std::shared_ptr<const Vocabulary>& vocabulary() const noexcept;

  /// Several rules of one priority. `matters` if their access differs, so that their order is
  /// unknown.
  struct Tie {
    std::uint32_t first = 0;  ///< index of the first of them
    std::uint32_t count = 0;
    bool matters = false;
    friend bool operator==(const Tie&, const Tie&) = default;
  };
  [[nodiscard]] const std::vector<Tie>& ties() const noexcept;

  /// The same list without one rule. Precondition: `rule < rules().size()`.
  [[nodiscard]] RuleList without(std::uint32_t rule) const;

  struct Data;
  [[nodiscard]] const Data& data() const noexcept { return *data_; }

 private:
  explicit RuleList(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  std::shared_ptr<const Data> data_;
};

/// What stands at one end of a path: the admin rules, if there are any, then the groups, which must
/// all allow. An admin deny ends it, an `always_allow` skips the groups of this stage. No groups:
/// everything passes.
struct Stage {
  std::optional<RuleList> admin{};
  std::vector<RuleList> groups{};  ///< in the order in which a packet meets them
};

/// What a packet meets: usually the client's outbound stage and the cache's inbound one. All must
/// allow. The lists of all stages, admin rules before groups, are the path's layers 0, 1, 2 ...
struct Path {
  std::vector<Stage> stages{};

  [[nodiscard]] std::size_t layer_count() const noexcept;
  /// Precondition: `layer < layer_count()`.
  [[nodiscard]] const RuleList& layer(std::size_t layer) const;
};

/// In a chain: the layer ended without a rule that matches.
inline constexpr std::uint32_t no_rule = 0xffffffffU;
/// In a chain: an earlier layer had decided.
inline constexpr std::uint32_t not_reached = 0xfffffffeU;

/// What is not known about a packet and may decide.
enum class AtomKind : std::uint8_t {
  source_in_set = 1,       ///< the source is in the named set `id`
  destination_in_set = 2,  ///< the destination is in the named set `id`
  condition = 3,           ///< the vocabulary's condition `id` holds
  ports = 4,               ///< a packet without ports passes the port test of rule `id` of `layer`
  /// Of the rules of priority `id` of `layer`, which differ in access, the more permissive come
  /// first.
  order = 5,
};

struct Atom {
  AtomKind kind = AtomKind::condition;
  std::uint32_t id = 0;
  std::uint32_t layer = 0;  ///< of the path, for `ports` and `order`; 0 for the others

  friend bool operator==(const Atom&, const Atom&) = default;
  friend auto operator<=>(const Atom&, const Atom&) = default;
};

/// An assumption: what an atom is taken to be.
struct Literal {
  Atom atom{};
  bool value = false;

  friend bool operator==(const Literal&, const Literal&) = default;
};

/// What happens to one packet on a path.
struct Explanation {
  bool allowed = false;
  /// For each layer the deciding rule, `no_rule` or `not_reached`.
  std::vector<std::uint32_t> chain{};

  friend bool operator==(const Explanation&, const Explanation&) = default;
};

/// Evaluates the rules one after the other for one packet. What follows from the assumptions holds
/// too; other atoms are taken as false, except that a set holds whatever it is known to hold.
/// Precondition: the literals name layers of the path.
[[nodiscard]] Explanation explain(const Path& path, const Packet& packet,
                                  const std::vector<Literal>& assuming = {});

}  // namespace cachewarden::inline v0::network
