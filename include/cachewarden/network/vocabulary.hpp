#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/network/rule.hpp"

namespace cachewarden::inline v0::network {

/// What is known of a named set of addresses (service tag, application security group).
struct TagContent {
  AddressSet includes{};  ///< certainly in it
  AddressSet excludes{};  ///< certainly not in it
  bool complete = false;  ///< `includes` is all there is

  friend bool operator==(const TagContent&, const TagContent&) = default;
};

enum class RelationKind : std::uint8_t {
  subset = 1,    ///< every address of `first` is in `second`
  disjoint = 2,  ///< no address is in both
};

struct Relation {
  RelationKind kind = RelationKind::subset;
  SetId first = 0;
  SetId second = 0;

  friend bool operator==(const Relation&, const Relation&) = default;
};

/// All named sets that the rules of one question may name, with what is known of them. Immutable
/// and shared.
class Vocabulary {
 public:
  /// Set number i has the content `contents[i]`; `conditions` is how many conditions there are.
  /// What follows from the relations is added to the content. A relation that contradicts the
  /// content is dropped and listed (fewer relations leave more unknown, never less). Errors:
  /// `argument` if a relation names a set that there is not, `format` if a set includes and
  /// excludes the same address.
  [[nodiscard]] static Result<std::shared_ptr<const Vocabulary>> make(
      std::vector<TagContent> contents, std::vector<Relation> relations = {},
      std::uint32_t conditions = 0);

  [[nodiscard]] std::uint32_t set_count() const noexcept {
    return static_cast<std::uint32_t>(sets_.size());
  }
  [[nodiscard]] std::uint32_t condition_count() const noexcept { return conditions_; }

  /// Addresses in the set for sure. Precondition here and below: `set < set_count()`.
  [[nodiscard]] const AddressSet& certain(SetId set) const { return sets_[set].certain; }
  /// Addresses of which it is not known.
  [[nodiscard]] const AddressSet& open(SetId set) const { return sets_[set].open; }
  /// All of `first` is known to be in `second`, by one relation or several in a row.
  [[nodiscard]] bool implies(SetId first, SetId second) const;
  [[nodiscard]] bool excludes(SetId first, SetId second) const;

  /// The relations that were dropped.
  [[nodiscard]] const std::vector<Relation>& dropped() const noexcept { return dropped_; }

 private:
  struct Known {
    AddressSet certain;
    AddressSet open;
    std::vector<SetId> supersets;  // sorted, all that follow, without itself
    std::vector<SetId> disjoint;   // sorted, all that follow
  };
  std::vector<Known> sets_;
  std::vector<Relation> dropped_;
  std::uint32_t conditions_ = 0;
};

}  // namespace cachewarden::inline v0::network
