#include "reports/listing.hpp"

#include <algorithm>
#include <array>

namespace cachewarden::inline v0::detail {

namespace {

constexpr std::size_t most_ranks = 4 * 5 * 5;

/// The lower the worse: what a change brings before what it keeps and resolves; in each failures,
/// what is unknown, what is exempt and the rest; in each of these by severity.
std::size_t rank_of(const Assessment& assessment, std::size_t index, Effect effect) {
  constexpr std::size_t by_effect[] = {3, 0, 1, 2};
  constexpr std::size_t by_status[] = {1, 4, 0, 1, 3};
  const Assessment::Item item = assessment.item(index);
  std::size_t urgency = by_status[static_cast<std::size_t>(item.status)];
  if (urgency < 2 && assessment.exemption(index) != nullptr)
    urgency = 2;
  return (by_effect[static_cast<std::size_t>(effect)] * 5 + urgency) * 5 +
         static_cast<std::size_t>(Severity::critical) -
         static_cast<std::size_t>(item.rule->severity);
}

/// Takes the rank and the place of each finding that the options show.
template <class Take>
void each_shown(const Assessment& assessment, const ReportOptions& options,
                std::vector<bool>& after, std::vector<bool>& before, Take&& take) {
  const ChangeReview* const change = options.change;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    if (options.shows(item.status, item.rule->severity))
      take(rank_of(assessment, i, change ? change->effect(i) : Effect::none), after[i]);
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Assessment::Item item = change->before().item(i);
    const Effect effect = change->effect_before(i);
    if (effect != Effect::none && options.shows(item.status, item.rule->severity))
      take(rank_of(change->before(), i, effect), before[i]);
  }
}

}  // namespace

Listing::Listing(const Assessment& assessment, const ReportOptions& options)
    : listed_(assessment.size()),
      listed_before_(options.change == nullptr ? 0 : options.change->before().size()) {
  using Place = std::vector<bool>::reference;
  std::array<std::size_t, most_ranks> counts{};
  each_shown(assessment, options, listed_, listed_before_,
             [&](std::size_t rank, Place) { ++counts[rank]; });
  const bool is_limited = options.summary || options.top != 0;
  std::size_t room = options.summary ? 0 : options.top;
  for (std::size_t& count : counts) {
    const std::size_t listed = is_limited ? std::min(count, room) : count;
    room -= is_limited ? listed : 0;
    left_out_ += count - listed;
    count = listed;  // from here on how many of the rank are still to be listed
  }
  each_shown(assessment, options, listed_, listed_before_, [&](std::size_t rank, Place place) {
    if (counts[rank] == 0)
      return;
    --counts[rank];
    place = true;
  });
}

}  // namespace cachewarden::inline v0::detail
