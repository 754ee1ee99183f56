#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "cachewarden/base/tasks.hpp"
#include "cachewarden/engine/finding.hpp"
#include "cachewarden/engine/governance.hpp"
#include "cachewarden/model/inventory.hpp"
#include "cachewarden/rules/catalog.hpp"

namespace cachewarden::inline v0 {

/// What is asked, and by which measure.
struct AssessOptions {
  std::span<const Rule* const> rules = catalog();  ///< borrowed, and so are their texts
  Settings settings{};
  std::optional<std::chrono::sys_days> as_of{};  ///< date of judgement
  /// What is let off and what people vouch for; copied. Without a date of judgement those that have
  /// dates count for nothing, which is told. Exemptions of Azure Policy in the inventory are added.
  std::span<const Exemption> exemptions{};
  std::span<const Attestation> attestations{};
  /// Runs what can be done at a time; empty: all of it is done by the calling thread. Rules that
  /// are asked once are asked by the calling thread in any case. The result is the same.
  RunTasks run{};
};

/// How many findings have each status.
struct StatusCounts {
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t unknown = 0;
  std::size_t not_applicable = 0;

  [[nodiscard]] std::size_t total() const noexcept {
    return pass + fail + unknown + not_applicable;
  }
  void count(Status status) noexcept {
    std::size_t* const counters[] = {&unknown, &pass, &fail, &unknown, &not_applicable};
    ++*counters[static_cast<std::size_t>(status)];
  }
  friend bool operator==(const StatusCounts&, const StatusCounts&) = default;
};

/// Every rule on every collected resource of its type: ordered by resource id, then by rule id.
/// Never changes; any number of threads may ask the same one.
class Assessment {
 public:
  /// One rule on one resource.
  struct Item {
    std::uint32_t resource = no_index;
    const Rule* rule = nullptr;
    Status status = Status::unknown;
  };

  [[nodiscard]] std::size_t size() const noexcept { return statuses_.size(); }
  [[nodiscard]] Item item(std::size_t index) const;
  [[nodiscard]] Status status(std::size_t index) const { return statuses_[index]; }
  [[nodiscard]] const StatusCounts& counts() const noexcept { return counts_; }
  [[nodiscard]] const Inventory& inventory() const noexcept { return *inventory_; }
  [[nodiscard]] std::shared_ptr<const Inventory> shared_inventory() const { return inventory_; }
  /// The rules that were asked, ordered by id.
  [[nodiscard]] std::span<const Rule* const> rules() const noexcept { return rules_; }
  [[nodiscard]] const Settings& settings() const noexcept { return settings_; }
  [[nodiscard]] std::optional<std::chrono::sys_days> as_of() const noexcept { return as_of_; }

  /// The exemption of a finding that fails or is unknown, and the attestation of one that passes
  /// for it; null for all others.
  [[nodiscard]] const Exemption* exemption(std::size_t index) const {
    const auto found = exempt_.find(index);
    return found == exempt_.end() ? nullptr : &exemptions_[found->second];
  }
  [[nodiscard]] const Attestation* attestation(std::size_t index) const {
    const auto found = attested_.find(index);
    return found == attested_.end() ? nullptr : &attestations_[found->second];
  }
  /// How many findings are exempt, whatever their status, and how many pass by an attestation.
  [[nodiscard]] std::size_t exempt_count() const noexcept { return exempt_.size(); }
  [[nodiscard]] std::size_t attested_count() const noexcept { return attested_.size(); }
  /// Exemptions were given or found, whether they match or not.
  [[nodiscard]] bool has_exemptions() const noexcept { return !exemptions_.empty(); }
  /// What there is to tell of exemptions and attestations: expired, unmatched and the like.
  [[nodiscard]] std::span<const Diagnostic> diagnostics() const noexcept { return diagnostics_; }

  /// What the worlds of a template say of a finding that is unknown by itself: the status that it
  /// has in all of them, or with which values it has which.
  struct WorldAnswer {
    Status status = Status::unknown;
    std::string text{};
  };
  /// Null for findings that the worlds have nothing to say of.
  [[nodiscard]] const WorldAnswer* world_answer(std::size_t index) const {
    const auto found = world_answers_.find(index);
    return found == world_answers_.end() ? nullptr : &found->second;
  }

  /// What would have to be collected anew, of a finding that is unknown because the evidence is
  /// older than the settings allow; null for all others.
  [[nodiscard]] const std::vector<Missing>* outdated(std::size_t index) const {
    const auto found = outdated_.find(index);
    return found == outdated_.end() ? nullptr : &found->second;
  }

  /// What a check that is asked once rested on.
  struct Answer {
    Claim basis{};
    std::string note{};
  };
  /// Null for findings of other checks.
  [[nodiscard]] const Answer* answer(std::size_t index) const {
    const auto found = answers_.find(index);
    return found == answers_.end() ? nullptr : &found->second;
  }

 private:
  friend Assessment assess(std::shared_ptr<const Inventory>, const AssessOptions&);

  /// Where the findings of a resource begin.
  struct Block {
    std::uint32_t resource = no_index;
    std::size_t first = 0;
  };

  std::shared_ptr<const Inventory> inventory_;
  std::vector<const Rule*> rules_;
  std::array<std::vector<const Rule*>, 256> by_type_;
  std::vector<Block> blocks_;
  std::vector<Status> statuses_;
  std::unordered_map<std::size_t, Answer> answers_;
  std::map<std::size_t, WorldAnswer> world_answers_;
  std::unordered_map<std::size_t, std::vector<Missing>> outdated_;
  std::vector<Exemption> exemptions_;
  std::vector<Attestation> attestations_;
  std::map<std::size_t, std::uint32_t> exempt_;
  std::map<std::size_t, std::uint32_t> attested_;
  std::vector<Diagnostic> diagnostics_;
  StatusCounts counts_;
  Settings settings_;
  std::optional<std::chrono::sys_days> as_of_;
};

/// Asks every rule of every resource that it applies to, in the order of the findings. There is no
/// way to fail: a rule that throws a `std::exception` gives unknown. Only `std::bad_alloc` passes,
/// since what cannot be remembered cannot be judged.
[[nodiscard]] Assessment assess(std::shared_ptr<const Inventory> inventory,
                                const AssessOptions& options = {});

/// Makes findings with their evidence. Evidence is looked up in the documents when it is asked for,
/// so an explainer keeps what it parsed: one for a report, not for several threads at once.
class Explainer {
 public:
  explicit Explainer(const Assessment& assessment);
  ~Explainer();
  Explainer(Explainer&&) noexcept;
  Explainer& operator=(Explainer&&) noexcept;

  /// Precondition: `index < assessment.size()`.
  [[nodiscard]] Finding finding(std::size_t index);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cachewarden::inline v0
