#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

#include "cachewarden/base/static_list.hpp"
#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/verdict.hpp"

namespace cachewarden::inline v0 {

/// How bad a violation is; docs/severity.md has the scale. The numbers are those of the C
/// interface.
enum class Severity : std::uint8_t { low = 1, medium = 2, high = 3, critical = 4 };

[[nodiscard]] constexpr std::string_view name(Severity severity) noexcept {
  constexpr std::string_view names[] = {"", "low", "medium", "high", "critical"};
  return names[static_cast<std::size_t>(severity)];
}

/// What a rule is about.
enum class Category : std::uint8_t {
  network_security = 1,
  identity_and_access = 2,
  data_protection = 3,
  logging_and_monitoring = 4,
  backup_and_recovery = 5,
  governance = 6,
  deployability = 7,  ///< what the service refuses
};

[[nodiscard]] constexpr std::string_view name(Category category) noexcept {
  constexpr std::string_view names[] = {"",
                                        "network security",
                                        "identity and access",
                                        "data protection",
                                        "logging and monitoring",
                                        "backup and recovery",
                                        "governance",
                                        "deployability"};
  return names[static_cast<std::size_t>(category)];
}

/// The pillar of the Azure Well-Architected Framework that a rule serves.
enum class Pillar : std::uint8_t {
  security = 1,
  reliability = 2,
  performance_efficiency = 3,
  operational_excellence = 4,
  cost_optimization = 5,
};

[[nodiscard]] constexpr std::string_view name(Pillar pillar) noexcept {
  constexpr std::string_view names[] = {"",
                                        "security",
                                        "reliability",
                                        "performance efficiency",
                                        "operational excellence",
                                        "cost optimization"};
  return names[static_cast<std::size_t>(pillar)];
}

/// An authority whose controls rules are mapped to.
enum class Framework : std::uint8_t {
  microsoft_guide = 1,  ///< security guide of the service, by section and recommendation
  psrule = 2,
  azure_policy = 3,  ///< definition id
  conformity = 4,
  mcsb = 5,
  cis = 6,
  checkov = 7,
  azqr = 8,
  aprl = 9,
  kics = 10,
  trivy = 11,
  cloudsploit = 12,
  prowler = 13,
  steampipe = 14,
  terrascan = 15,
  tfsec = 16,
  cloud_custodian = 17,
  scoutsuite = 18,
  template_analyzer = 19,
  regula = 20,
  monkey365 = 21,
  cloudguard = 22,
  azts = 23,  ///< Azure Tenant Security and the DevOps Kit
};

/// By number; none is 0.
inline constexpr std::string_view framework_names[] = {"",
                                                       "microsoft-guide",
                                                       "psrule",
                                                       "azure-policy",
                                                       "conformity",
                                                       "mcsb",
                                                       "cis",
                                                       "checkov",
                                                       "azqr",
                                                       "aprl",
                                                       "kics",
                                                       "trivy",
                                                       "cloudsploit",
                                                       "prowler",
                                                       "steampipe",
                                                       "terrascan",
                                                       "tfsec",
                                                       "cloud-custodian",
                                                       "scoutsuite",
                                                       "template-analyzer",
                                                       "regula",
                                                       "monkey365",
                                                       "cloudguard",
                                                       "azts"};

[[nodiscard]] constexpr std::string_view name(Framework framework) noexcept {
  return framework_names[static_cast<std::size_t>(framework)];
}

/// How many frameworks there are; their numbers go from 1.
inline constexpr std::size_t framework_count = 23;

/// An entry of an authority that a rule serves.
struct Control {
  Framework framework = Framework::microsoft_guide;
  std::string_view id{};
};

/// How a violation is mended, one line each. In the command `{id}`, `{name}`, `{group}`,
/// `{subscription}` and, where the resource has a parent, `{parent}` and `{parent_name}` stand for
/// those of the resource, `{field}` for the value of one of its fields, and
/// `{firewall_rules_name:RULE}` for the name of the first firewall rule that the verdict rests on,
/// or else the word after the colon.
struct Remediation {
  std::string_view cli{};
  std::string_view bicep{};
  std::string_view terraform{};
};

/// A case that shows what passes, what fails and what cannot be told; it is a test of the rule. The
/// patch changes the rule's baseline: an object the first document, an array one document each,
/// those past the last are added. In a patch null stays null and `"$absent"` removes.
struct Example {
  std::string_view name{};
  std::string_view patch{};
  Status status = Status::unknown;
};

/// The function of a rule with the type of its resource erased.
struct Check {
  TypeNumber type = no_model;
  /// `user` is the pointer below; the resource is of the type and has a body.
  Verdict (*run)(const void* user, const Resource&, const Context&) = nullptr;
  /// The same without basis and note; null if it is not worth having.
  Status (*status)(const void* user, const Resource&, const Context&) = nullptr;
  const void* user = nullptr;  ///< borrowed
  /// `run` is asked once, while the assessment is made, and its verdict is kept; the note of one
  /// verdict lives until the next. Otherwise a check is pure: it may be asked again, from any
  /// thread.
  bool is_asked_once = false;
};

/// One requirement, its check and everything there is to say about it. Constant; texts live as long
/// as the program, or for rules made at run time as long as the rule.
struct Rule {
  std::string_view id{};       ///< `CW-REDIS-001`, never used twice
  std::string_view name{};     ///< `redis-tls-only`
  std::string_view title{};    ///< the requirement, no final stop
  std::string_view message{};  ///< the violation, lower case, no final stop
  Severity severity = Severity::medium;
  Category category = Category::network_security;
  Pillar pillar = Pillar::security;
  std::string_view since{};  ///< version of the rule set that brought it
  Check check{};
  std::string_view rationale{};  ///< why it matters, at most three sentences
  Remediation remediation{};
  StaticList<std::string_view, 4> references{};  ///< https
  StaticList<Control, 32> controls{};
  std::string_view baseline{};  ///< JSON array of documents on which the rule passes
  StaticList<Example, 24> examples{};
  /// Settings under which the examples have their statuses; null for the defaults.
  void (*example_settings)(Settings&) = nullptr;
  /// What is required shows in no configuration: the rule passes by attestation alone.
  bool is_for_people = false;
  /// The setting that limits how many days an attestation holds; null: it holds as long as it says.
  std::uint32_t Settings::*attested_for = nullptr;
};

namespace detail {

template <class Function>
struct CheckTraits;
template <class Model>
struct CheckTraits<Verdict (*)(const Model&)> {
  using Body = Model;
  template <auto Function>
  static Verdict call(const Model& body, const Context&) {
    return Function(body);
  }
};
template <class Model>
struct CheckTraits<Verdict (*)(const Model&, const Context&)> {
  using Body = Model;
  template <auto Function>
  static Verdict call(const Model& body, const Context& context) {
    return Function(body, context);
  }
};

}  // namespace detail

/// The check of a function `Verdict f(const Model&)` or `Verdict f(const Model&, const Context&)`.
template <auto Function>
inline constexpr Check check{
    .type = type_number<typename detail::CheckTraits<decltype(Function)>::Body>,
    .run =
        [](const void*, const Resource& resource, const Context& context) {
          using Traits = detail::CheckTraits<decltype(Function)>;
          return Traits::template call<Function>(
              *context.inventory().body<typename Traits::Body>(resource), context);
        },
    .status =
        [](const void*, const Resource& resource, const Context& context) {
          using Traits = detail::CheckTraits<decltype(Function)>;
          return Traits::template call<Function>(
                     *context.inventory().body<typename Traits::Body>(resource), context)
              .status;
        },
};

}  // namespace cachewarden::inline v0
