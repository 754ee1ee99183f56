#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/engine/assess.hpp"
#include "cachewarden/views/estate.hpp"

namespace cachewarden::inline v0 {

/// Which authorities are asked, and how they are configured.
struct ViewOptions {
  std::vector<const View*> views{};    ///< borrowed
  std::vector<std::string> include{};  ///< patterns of ids and second names; empty: all
  std::vector<std::string> exclude{};
  ViewSettings settings{};
};

/// The status of our own scale that a verdict is counted as: none is not applicable.
[[nodiscard]] Status status_of(ViewVerdict verdict) noexcept;
/// The severity of our own scale.
[[nodiscard]] Severity severity_of(const ViewCheck& check) noexcept;

/// What authorities say of every resource that their checks are about: ordered by resource, then by
/// authority and check. Never changes; any number of threads may ask the same one.
class ViewAssessment {
 public:
  struct Item {
    std::uint32_t resource = no_index;  ///< number in `estate().resources()`
    const View* view = nullptr;
    const ViewCheck* check = nullptr;
    ViewVerdict verdict = ViewVerdict::unknown;
  };

  ViewAssessment(std::shared_ptr<const Inventory> inventory, ViewOptions options);

  [[nodiscard]] std::span<const Item> items() const noexcept { return items_; }
  [[nodiscard]] const ViewEstate& estate() const noexcept { return estate_; }
  [[nodiscard]] const ViewOptions& options() const noexcept { return options_; }
  [[nodiscard]] const StatusCounts& counts() const noexcept { return counts_; }
  /// The checks that were chosen.
  [[nodiscard]] bool is_chosen(const ViewCheck& check) const;
  /// The answer behind an item, with what it looked at.
  [[nodiscard]] ViewAnswer answer(const Item& item,
                                  std::vector<ViewEvidence>* evidence = nullptr) const;
  /// What an unknown answer lacks, with the command that collects it where there is one.
  [[nodiscard]] std::vector<Missing> missing(const Item& item, const ViewAnswer& answer) const;

 private:
  ViewEstate estate_;
  ViewOptions options_;
  std::vector<Item> items_;
  StatusCounts counts_;
};

/// The views of a list of names, or all of them for an empty list. Errors: `argument` for a name
/// that is none.
[[nodiscard]] Result<std::vector<const View*>> select_views(const std::vector<std::string>& names);

/// A setting that is written as `NAME=VALUE`; a value that is no JSON is a text. Errors:
/// `argument`.
[[nodiscard]] Result<ViewSettings::Entry> parse_view_setting(std::string_view text);
/// The members of a JSON object. Errors: `argument`.
[[nodiscard]] Result<ViewSettings> parse_view_settings(std::string_view object);

/// Whether a check asks what a rule asks, by the controls of the rule.
[[nodiscard]] bool asks_the_same(const Rule& rule, const View& view,
                                 const ViewCheck& check) noexcept;

/// One question of one resource, with the answers of authorities beside ours.
struct Comparison {
  struct Voice {
    std::string authority{};  ///< `cachewarden` or the name of a view
    std::string check{};      ///< id of the rule or check
    std::string verdict{};    ///< pass, fail, unknown, none; of ours not_applicable
    std::string reason{};     ///< one sentence; empty if it passes
    std::string differs{};    ///< what the check does that others do not
  };
  std::string resource{};  ///< id
  std::string name{};
  std::string type{};
  std::string question{};  ///< title of our rule, or of the check if we have none
  bool disagrees = false;  ///< one passes what another fails
  std::vector<Voice> voices{};
  /// What is known of why authorities part on the question, as far as the resource gives a ground
  /// for it; one sentence each.
  std::vector<std::string> why{};
};

/// Joins what views say to our rules through their controls: ordered by resource, then by rule.
/// Where a tool asks a resource what we ask of those below it (or of the one above), our voice is
/// the worst of theirs. Without `all` only questions that are answered differently.
[[nodiscard]] std::vector<Comparison> compare(const Assessment& ours, const ViewAssessment& views,
                                              bool all);

}  // namespace cachewarden::inline v0
