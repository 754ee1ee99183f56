#include "engine/governance.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "cachewarden/engine/select.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool matches_resource(const Resource& resource, const std::string& pattern) {
  if (pattern.find('/') == std::string::npos)
    return matches_glob(resource.name(), pattern);
  return matches_glob(resource.id, pattern) || matches_glob(resource.id, pattern + "/*");
}

/// The findings that a pattern means, in order.
std::vector<std::size_t> meant(const Assessment& assessment, const FindingPattern& about) {
  std::vector<const Rule*> rules;
  for (const Rule* rule : assessment.rules()) {
    if (std::any_of(about.rules.begin(), about.rules.end(),
                    [&](const std::string& pattern) { return matches_rule(*rule, pattern); }))
      rules.push_back(rule);
  }
  std::vector<std::size_t> result;
  if (rules.empty())
    return result;
  std::uint32_t last = no_index;
  bool is_meant = false;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    if (item.resource != last) {
      const Resource& resource = assessment.inventory().resource(item.resource);
      is_meant =
          std::any_of(about.resources.begin(), about.resources.end(),
                      [&](const std::string& each) { return matches_resource(resource, each); });
      last = item.resource;
    }
    if (is_meant && std::find(rules.begin(), rules.end(), item.rule) != rules.end())
      result.push_back(i);
  }
  return result;
}

std::string text_of(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words)
    result.append(result.empty() ? "`" : ", `").append(word).append("`");
  return result;
}

/// Gathers decisions; everything that has no effect is told.
class Deciding {
 public:
  explicit Deciding(const Assessment& assessment) : assessment_(assessment) {}

  void attest(const Attestation& attestation, std::uint32_t number) {
    if (!is_in_force("attestation", attestation, attestation.date, attestation.until))
      return;
    const std::vector<std::size_t> findings = meant(assessment_, attestation.about);
    std::size_t used = 0;
    std::uint32_t limit = 0;
    for (const std::size_t index : findings) {
      // What only has to be collected anew may be a failure.
      if (assessment_.status(index) != Status::unknown || assessment_.outdated(index) != nullptr)
        continue;
      if (const std::uint32_t most = days_left_behind(attestation, *assessment_.item(index).rule))
        limit = most;
      else
        used += decisions_.attested.emplace(index, number).second ? 1 : 0;
    }
    if (limit > 0)
      tell("attestation-too-old", attestation,
           "is ignored: it is of " + date_text(*attestation.date) + ", and the settings allow " +
               std::to_string(limit) + " days");
    else
      tell_use("attestation", attestation, findings.size(), used, "nothing that is unknown");
  }

  void exempt(const Exemption& exemption, std::uint32_t number) {
    if (!is_in_force("exemption", exemption, exemption.from, exemption.until) ||
        is_too_long(exemption))
      return;
    const std::vector<std::size_t> findings = meant(assessment_, exemption.about);
    std::size_t used = 0;
    for (const std::size_t index : findings) {
      const Status status = assessment_.status(index);
      const bool is_open = status == Status::fail || status == Status::unknown;
      if (is_open && decisions_.attested.count(index) == 0)
        used += decisions_.exempt.emplace(index, number).second ? 1 : 0;
    }
    tell_use("exemption", exemption, findings.size(), used, "nothing that fails or is unknown");
  }

  [[nodiscard]] Decisions take() { return std::move(decisions_); }

 private:
  template <class Entry>
  void tell(const std::string& code, const Entry& entry, const std::string& what,
            Diagnostic::Severity severity = Diagnostic::Severity::warning) {
    decisions_.diagnostics.push_back({.severity = severity,
                                      .code = code,
                                      .message = "the " + code.substr(0, code.find('-')) + " of " +
                                                 text_of(entry.about.rules) + " for " +
                                                 text_of(entry.about.resources) + " " + what,
                                      .document = entry.document,
                                      .line = entry.line,
                                      .column = entry.column});
  }

  template <class Entry>
  bool is_in_force(const std::string& kind, const Entry& entry, const std::optional<sys_days>& from,
                   const std::optional<sys_days>& until) {
    const std::optional<sys_days> today = assessment_.as_of();
    if (!from && !until)
      return true;
    if (!today) {
      tell(kind + "-undated", entry, "is ignored: there is no date of judgement");
      return false;
    }
    if (until && *until < *today) {
      tell(kind + "-expired", entry, "is ignored: it expired after " + date_text(*until));
      return false;
    }
    if (from && *today < *from) {
      tell(kind + "-not-begun", entry, "is ignored: it begins on " + date_text(*from));
      return false;
    }
    return true;
  }

  /// The days that the settings allow statements on the rule, if the attestation is older; else 0.
  [[nodiscard]] std::uint32_t days_left_behind(const Attestation& attestation,
                                               const Rule& rule) const {
    const std::uint32_t most =
        rule.attested_for == nullptr ? 0 : assessment_.settings().*rule.attested_for;
    const std::optional<sys_days> today = assessment_.as_of();
    const bool is_old =
        most != 0 && attestation.date && today && *today - *attestation.date > days(most);
    return is_old ? most : 0;
  }

  bool is_too_long(const Exemption& exemption) {
    const std::uint32_t most = assessment_.settings().max_exemption_days;
    if (most == 0)
      return false;
    const std::string limit = "`max_exemption_days` allows " + std::to_string(most) + " days";
    if (!exemption.until) {
      tell("exemption-too-long", exemption, "is ignored: it has no end, and " + limit);
      return true;
    }
    const std::optional<sys_days> from = exemption.from ? exemption.from : assessment_.as_of();
    if (from && *exemption.until - *from <= days(most))
      return false;
    tell("exemption-too-long", exemption,
         "is ignored: it holds until " + date_text(*exemption.until) + ", and " + limit);
    return true;
  }

  template <class Entry>
  void tell_use(const std::string& kind, const Entry& entry, std::size_t found, std::size_t used,
                const std::string& nothing) {
    if (found == 0)
      tell(kind + "-unmatched", entry, "matches no finding");
    else if (used == 0)
      tell(kind + "-unneeded", entry, "matches " + nothing + " without it",
           Diagnostic::Severity::note);
  }

  const Assessment& assessment_;
  Decisions decisions_;
};

}  // namespace

Decisions decide(const Assessment& assessment, std::span<const Exemption> exemptions,
                 std::span<const Attestation> attestations) {
  Deciding deciding(assessment);
  std::uint32_t number = 0;
  for (const Attestation& attestation : attestations)
    deciding.attest(attestation, number++);
  number = 0;
  for (const Exemption& exemption : exemptions)
    deciding.exempt(exemption, number++);
  return deciding.take();
}

}  // namespace cachewarden::inline v0::detail
