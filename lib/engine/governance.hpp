#pragma once

#include "cachewarden/engine/assess.hpp"

namespace cachewarden::inline v0::detail {

/// What attestations and exemptions make of the statuses that the rules gave.
struct Decisions {
  std::map<std::size_t, std::uint32_t> exempt{};    ///< number of the exemption by finding
  std::map<std::size_t, std::uint32_t> attested{};  ///< number of the attestation by finding
  std::vector<Diagnostic> diagnostics{};
};

/// `assessment` has its statuses. Attestations come first: what passes needs no exemption.
[[nodiscard]] Decisions decide(const Assessment& assessment, std::span<const Exemption> exemptions,
                               std::span<const Attestation> attestations);

}  // namespace cachewarden::inline v0::detail
