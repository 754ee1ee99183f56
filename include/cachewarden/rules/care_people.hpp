#pragma once

#include "cachewarden/rules/rule.hpp"

/// Rules on what shows in no configuration, alike for both kinds of caches: they are unknown until
/// a person states that it is so.
namespace cachewarden::inline v0::rules {

/// What one such rule says.
struct PeopleRule {
  std::string_view id{};
  std::string_view name{};
  std::string_view title{};
  std::string_view message{};
  Category category = Category::governance;
  Pillar pillar = Pillar::security;
  Check check{};
  std::string_view rationale{};
  std::string_view bicep{};
  std::string_view terraform{};
  std::string_view cli{};
  std::string_view reference{};
  StaticList<Control, 32> controls{};
  std::string_view baseline{};
};

[[nodiscard]] constexpr Rule people_rule(const PeopleRule& rule) {
  return {
      .id = rule.id,
      .name = rule.name,
      .title = rule.title,
      .message = rule.message,
      .severity = Severity::low,
      .category = rule.category,
      .pillar = rule.pillar,
      .since = "0.2",
      .check = rule.check,
      .rationale = rule.rationale,
      .remediation = {.cli = rule.cli, .bicep = rule.bicep, .terraform = rule.terraform},
      .references = {rule.reference},
      .controls = rule.controls,
      .baseline = rule.baseline,
      .examples = {{"nobody has stated it", "{}", Status::unknown}},
      .is_for_people = true,
  };
}

/// What the rules below wait for a person to state.
enum class Statement : std::uint8_t { records, retries, one_application, reviewed };

template <class Model, Statement statement>
[[nodiscard]] Verdict stated_by_people(const Model&) {
  switch (statement) {
    case Statement::records:
      return require(needs_attestation("compliance records of the cache are kept and reviewed"));
    case Statement::retries:
      return require(needs_attestation("clients of the cache retry with growing delays"));
    case Statement::one_application:
      return require(needs_attestation("the cache serves one application"));
    case Statement::reviewed:
      break;
  }
  return require(needs_attestation("who has access to the data is reviewed regularly"));
}

template <class Model>
[[nodiscard]] constexpr Rule records_rule(std::string_view id, std::string_view name,
                                          std::string_view baseline) {
  return people_rule(
      {.id = id,
       .name = name,
       .title = "Compliance records of the cache are kept and reviewed",
       .message = "no compliance records of the cache are kept",
       .check = check<stated_by_people<Model, Statement::records>>,
       .rationale = "Auditors ask who decided that a cache may be as it is, and when that was last "
                    "looked at. Only the people who did can answer.",
       .bicep = "records are kept outside of templates",
       .terraform = "records are kept outside of configurations",
       .cli = "az resource show --ids {id}",
       .reference = "https://learn.microsoft.com/azure/compliance/",
       .controls = {{Framework::microsoft_guide,
                     "compliance-and-governance/maintain-compliance-documentation"}},
       .baseline = baseline});
}

template <class Model>
[[nodiscard]] constexpr Rule retries_rule(std::string_view id, std::string_view name,
                                          std::string_view baseline) {
  return people_rule(
      {.id = id,
       .name = name,
       .title = "Clients of the cache retry with growing delays",
       .message = "clients of the cache do not retry",
       .category = Category::backup_and_recovery,
       .pillar = Pillar::reliability,
       .check = check<stated_by_people<Model, Statement::retries>>,
       .rationale = "Every update of a cache breaks connections for a moment. Clients that do not "
                    "retry fail then, and those that retry at once keep it down.",
       .bicep = "retries are a matter of the clients' code",
       .terraform = "retries are a matter of the clients' code",
       .cli = "az resource show --ids {id}",
       .reference = "https://learn.microsoft.com/azure/azure-cache-for-redis/"
                    "cache-best-practices-connection",
       .controls = {{Framework::microsoft_guide,
                     "backup-and-recovery/implement-client-retry-logic"}},
       .baseline = baseline});
}

template <class Model>
[[nodiscard]] constexpr Rule one_application_rule(std::string_view id, std::string_view name,
                                                  std::string_view baseline) {
  return people_rule(
      {.id = id,
       .name = name,
       .title = "The cache serves one application",
       .message = "several applications share the cache",
       .category = Category::identity_and_access,
       .check = check<stated_by_people<Model, Statement::one_application>>,
       .rationale = "Whoever breaks into one application of several that share a cache reads the "
                    "data of all of them, and one that fills the memory stops the others.",
       .bicep = "a cache of its own for each application",
       .terraform = "a cache of its own for each application",
       .cli = "az resource show --ids {id}",
       .reference = "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview",
       .controls = {{Framework::azts, "Azure_RedisCache_AuthN_Dont_Share_Cache_Instances"}},
       .baseline = baseline});
}

template <class Model>
[[nodiscard]] constexpr Rule reviewed_rule(std::string_view id, std::string_view name,
                                           std::string_view baseline) {
  return people_rule(
      {.id = id,
       .name = name,
       .title = "Who has access to the data of the cache is reviewed regularly",
       .message = "nobody reviews who has access to the data of the cache",
       .category = Category::identity_and_access,
       .check = check<stated_by_people<Model, Statement::reviewed>>,
       .rationale = "Whether an identity still needs what it was given shows in no configuration; "
                    "people who left and services that were turned off keep their access.",
       .bicep = "remove accessPolicyAssignments that nobody needs",
       .terraform = "remove azurerm_redis_cache_access_policy_assignment that nobody needs",
       .cli = "az resource show --ids {id}",
       .reference = "https://learn.microsoft.com/entra/id-governance/access-reviews-overview",
       .controls = {{Framework::microsoft_guide,
                     "identity-and-access/configure-role-based-access-control"},
                    {Framework::cis, "database-services-2.4"},
                    {Framework::monkey365, "azure-cache-redis-access-policies-not-implemented"}},
       .baseline = baseline});
}

}  // namespace cachewarden::inline v0::rules
