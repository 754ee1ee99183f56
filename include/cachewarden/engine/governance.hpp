#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/date.hpp"
#include "cachewarden/engine/documents.hpp"

/// What people decide about findings: exemptions let a violation off for a time, attestations state
/// what no configuration shows. docs/governance.md tells how the documents are written.
namespace cachewarden::inline v0 {

/// Whose findings are meant: those of the rules that one of the patterns matches (see
/// `matches_rule`), on the resources that one of the others matches. A pattern of a resource is an
/// id with `*` and `?`, compared without case; children are meant with their parents.
struct FindingPattern {
  std::vector<std::string> rules{};
  std::vector<std::string> resources{};
};

/// Why a violation is let off, in Azure Policy's words.
enum class ExemptionCategory : std::uint8_t {
  waiver = 1,     ///< the risk is accepted
  mitigated = 2,  ///< the intent is met by other means
};

[[nodiscard]] constexpr std::string_view name(ExemptionCategory category) noexcept {
  constexpr std::string_view names[] = {"", "waiver", "mitigated"};
  return names[static_cast<std::size_t>(category)];
}

/// A decision to let violations off for a time. The finding keeps its status and is marked.
struct Exemption {
  FindingPattern about{};
  ExemptionCategory category = ExemptionCategory::waiver;
  std::string reason{};
  std::string owner{};
  std::string reference{};                       ///< such as a ticket; may be empty
  std::optional<std::chrono::sys_days> from{};   ///< first day
  std::optional<std::chrono::sys_days> until{};  ///< last day
  std::string source{};                          ///< id of an Azure Policy exemption, else empty
  std::string document{};
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// A statement of a person that something holds which the configuration cannot show. A finding that
/// is unknown without it passes, and is marked.
struct Attestation {
  FindingPattern about{};
  std::string statement{};
  std::string by{};
  std::string reference{};
  std::optional<std::chrono::sys_days> date{};   ///< on which it was made
  std::optional<std::chrono::sys_days> until{};  ///< last day
  std::string document{};
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Reads a document with `exemptions`. `name` is for the places of errors.
[[nodiscard]] Parsed<std::vector<Exemption>> parse_exemptions(std::string_view text,
                                                              std::string_view name);

/// Reads a document with `attestations`.
[[nodiscard]] Parsed<std::vector<Attestation>> parse_attestations(std::string_view text,
                                                                  std::string_view name);

}  // namespace cachewarden::inline v0
